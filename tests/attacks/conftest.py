"""What several of these tests begin with: the fixtures of the tests of publishing, a school with a ledger, and
a text to which a council consented."""

from __future__ import annotations

from tests.attacks.test_consent import voted  # noqa: F401 (fixture)
from tests.attacks.test_decisions import adopted, consented  # noqa: F401 (fixtures)
from tests.attacks.test_ledger import kept, root, whole  # noqa: F401 (fixtures)
from tests.publish.conftest import made, own  # noqa: F401 (fixtures)
from tests.publish.test_stores import path, published, source, store  # noqa: F401 (fixtures)
