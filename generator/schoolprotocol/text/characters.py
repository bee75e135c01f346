"""Characters that no text may hold, however they are written."""

from __future__ import annotations

import re

CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Neither XML nor a printer knows what to do with them, or they make a text read in another order than it is written
(CVE-2021-42574)."""
