"""Reports made once for all tests that read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schoolprotocol import messages
from schoolprotocol.policy.model import Policy, canonical_json
from tests.conftest import ROOTS
from tests.docx.edits import EDITS, swapped
from tests.docx.making import Edited, Editor, report
from tests.helpers import policy_of


@pytest.fixture(scope="session")
def klein() -> Policy:
    """The policy that the edits change."""
    messages.use("en")
    return policy_of(ROOTS / "klein")


@pytest.fixture(scope="session")
def edited(klein: Policy) -> Editor:
    """Gives an edit by its name, or the other way round, with its report."""
    made: dict[tuple[str, bool], Edited] = {}

    def edit(name: str, *, back: bool = False) -> Edited:
        if (name, back) not in made:
            old, new = (swapped(EDITS[name]) if back else EDITS[name])(klein)
            made[name, back] = Edited(old, new, report(old, new))
        return made[name, back]

    return edit


@pytest.fixture(scope="session")
def unchanged() -> Callable[[Policy], bytes]:
    """Gives the report of a version with itself; most edits have a version in common."""
    made: dict[str, bytes] = {}

    def of(policy: Policy) -> bytes:
        key = canonical_json(policy)
        if key not in made:
            made[key] = report(policy, policy)
        return made[key]

    return of
