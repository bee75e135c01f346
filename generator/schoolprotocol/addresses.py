"""What an address may look like: one that leads where a reader sees that it leads, and nowhere else besides."""

from __future__ import annotations

import re

_HOST = r"[^\s/?#@\[\]\\:<>\"'%&]+(?::[0-9]{1,5})?"
"""Without the name of a user, which looks like a host, and without a number in brackets, which nobody can read."""
_MAILBOX = r"[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]+"
"""One address: other signs can name more readers (`?bcc=`), or begin another header."""

HTTPS = rf"^https://{_HOST}(?:[/?#][^\s<>\"']*)?$"
BASE = rf"^https://{_HOST}(?:/[^\s<>\"'?#]*)?$"
"""Behind which a path can stand."""
SERVICE = rf"^https?://{_HOST}(?:/[A-Za-z0-9._~/-]*)?$"
"""That of a program; it stands in commands which somebody may type, so it has nothing that a shell reads."""
MAIL = rf"^{_MAILBOX}$"
PHONE = r"^(?:\+[1-9]|\(?0|[1-9])[0-9]*(?:(?: ?[-.()] ?| )[0-9]+)*$"
"""A number as people write it (ITU-T E.123): digits in groups, and no `*` or `#`: those are orders."""
MOST_OF_PHONE = 20
"""Characters: `+31 (0)20 261 52 75` has one less. On a narrow screen with large letters no more fit."""


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number: three to fifteen digits, and short enough to stand on one line."""
    digits = sum(sign.isdigit() for sign in text)
    return (
        3 <= digits <= 15
        and len(text) <= MOST_OF_PHONE
        and text.count("(") == text.count(")")
        and re.search(PHONE, text) is not None
    )


def dialled(number: str) -> str:
    """The digits that a telephone gets of a number as it is printed: `0900 111 3 111`, `+31 (0)20 261 52 75`."""
    if number.startswith("+"):
        number = number.replace("(0)", "")  # what is dialled only without the number of the country
    return re.sub(r"[^0-9+]", "", number)


LINK = rf"^(?:https?://{_HOST}(?:[/?#]\S*)?|mailto:{_MAILBOX}|tel:\+?[0-9(](?:[0-9().-]|%20)*)$"
"""Of a link in a text, as Markdown writes it: spaces as `%20`. A number to ring for gives a telephone no orders."""
