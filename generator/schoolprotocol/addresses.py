"""What an address may look like: one that leads where a reader sees that it leads, and nowhere else besides."""

from __future__ import annotations

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
LINK = rf"^(?:https?://{_HOST}(?:[/?#]\S*)?|mailto:{_MAILBOX}|tel:\+?[0-9(](?:[0-9().-]|%20)*)$"
"""Of a link in a text, as Markdown writes it: spaces as `%20`. A number to ring for gives a telephone no orders."""
