"""Where somebody lives and which account is somebody's, in a text: nothing that a protocol says of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_WORD: Final = r"[A-ZÀ-Þ’'][\w’'.-]*"
_BETWEEN: Final = r"(?:\s*[,|–]\s*|\s+){1,2}"
ADDRESS: Final = re.compile(
    rf"(?<![\w.-])(?:{_WORD}\s+)(?:(?:van|de|der|den|het|ten|ter|{_WORD})\s+){{0,4}}\d{{1,5}}(?:\s?[-/]?\s?[a-zA-Z]{{1,3}}|-\d{{1,4}})?"
    rf"{_BETWEEN}[1-9]\d{{3}}\s?[A-Z]{{2}}(?![\w])"
    rf"(?:(?:\s*[,|]\s*|\s+)[A-ZÀ-Þ][\w’'-]+(?:\s(?:aan|den|de|[A-ZÀ-Þ][\w’'-]+)){{0,3}})?"
)
"""A street with a number, a postcode, and a town where one follows; cells of a row have a stroke between them."""
_LIVES: Final = re.compile(r"(?i)\b(?:woonadres|huisadres|privéadres|adres privé|thuisadres|woont|wonend[e]?|woonachtig)\b[^.!?]{0,40}$")  # fmt: skip  # noqa: E501
_OF_A_BODY: Final = re.compile(
    r"(?i)school|college|stichting|lyceum|bureau|commissie|gemeente|politie|dienst|centrum|kantoor|vereniging|inspectie"
    r"|ministerie|instituut|loket|postbus|bezoekadres|\bobs\b|\bcbs\b|\bikc\b"
)
_IBAN: Final = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ .\u00a0-]?[A-Z0-9]){11,30}(?![\w])")
_LONG: Final = {"NL": 18, "BE": 16, "DE": 22, "LU": 20, "FR": 27, "GB": 22, "ES": 24, "PL": 28, "AT": 20, "CH": 21}
"""Characters of an account number, by country."""


def is_home(before: str, *, behind_a_name: bool) -> bool:
    """Whether an address is one where somebody lives: words say so, or only a name stands before it.

    Args:
        before: what stands before it, from the name on where there is one.
        behind_a_name: whether there is one.
    """
    return bool(_LIVES.search(before)) or (behind_a_name and not _OF_A_BODY.search(before))


def accounts_in(text: str) -> Iterator[tuple[int, int]]:
    """Where account numbers stand in a text, as far as their own check tells."""
    for match in _IBAN.finditer(text):
        signs = [at for at in range(*match.span()) if text[at].isalnum()]
        signs = signs[: _LONG.get(match[0][:2], len(signs))]  # a word in capitals may follow
        if _is_account("".join(text[at] for at in signs)):
            yield signs[0], signs[-1] + 1


def _is_account(number: str) -> bool:
    """Whether its digits fit (ISO 13616)."""
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1
