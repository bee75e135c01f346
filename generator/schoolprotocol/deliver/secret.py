"""Passwords: from the environment or the keyring of whoever publishes; never from the source, never shown.

A password belongs to a target and to its address. Whoever changes `url` in `publishing.yaml` gets no password sent to
the new address: there is none for it until somebody who knows the password says so.
"""

from __future__ import annotations

import base64
import importlib
import importlib.util
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from gettext import gettext as _

from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.model.target import WordPressTarget, address_of

SERVICE = "schoolprotocol"
"""Under which name a keyring keeps our passwords."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A password that no `repr`, log or traceback shows."""

    value: str = field(repr=False)

    def token(self, user: str) -> str:
        """It with its user, as HTTP sends them."""
        return base64.b64encode(f"{user}:{self.value}".encode()).decode("ascii")

    def forms(self, user: str) -> tuple[str, ...]:
        """What may be in no message: it, its token, and others in which a server may repeat it.

        WordPress takes an application password without its spaces too.
        """
        joined = Secret(self.value.replace(" ", ""))
        coded = (base64.b64encode(one.value.encode()).decode("ascii") for one in (self, joined))
        hexadecimal = (one.value.encode().hex() for one in (self, joined))
        return self.value, self.token(user), joined.value, joined.token(user), *coded, *hexadecimal


def struck(text: str, hidden: Iterable[str]) -> str:
    """A text without some words: as they are, in other capitals, with or without spaces, or encoded as servers do."""
    for word in sorted(set(hidden) - {""}, key=len, reverse=True):
        text = text.replace(word, "…")
        letters = _LETTER.findall(word)
        if _FEWEST <= len(letters) <= _MOST:
            text = re.sub(_BETWEEN.join(letters), "…", text, flags=re.ASCII | re.IGNORECASE)
    return text


_LETTER = re.compile(r"[0-9A-Za-z]")
_BETWEEN = r"(?:%(?:25)*[0-9a-f]{2}|&#?[0-9a-z]{1,8};|\\u[0-9a-f]{4}|[^0-9a-z]){0,12}"
"""What may stand between two letters of a password where somebody wrote it otherwise: other signs, or one encoded."""
_FEWEST, _MOST = 6, 300
"""Letters and digits of a password that is sought so: a shorter one is in any message."""


def password_of(target: WordPressTarget) -> Secret:
    """The application password of a target, for the address that it has now.

    Raises:
        MissingOnMachineError: where there is none, or it is for another address; the message says where to put it.
    """
    given = os.environ.get(target.password_variable, "").strip()
    address, _space, password = given.partition(" ")
    if given and (not password.strip() or address_of(address) != target.belongs_to):
        text = _(
            "The password in {variable} is not for {address}. If that is the right address, put it before the "
            "password, with a space in between: {variable}=“{address} …”."
        )
        raise MissingOnMachineError(text.format(variable=target.password_variable, address=target.belongs_to))
    name = f"{target.id}@{target.belongs_to}"
    found = password.strip() or _from_keyring(name)
    if not found:
        text = _(
            "There is no password for {target} at {address}. Put it in {variable}, after the address and a space: "
            "“{address} …”. Or in your keyring: {command}."
        )
        values = {"target": target.id, "address": target.belongs_to, "variable": target.password_variable}
        raise MissingOnMachineError(text.format(**values, command=f"keyring set {SERVICE} {name}"))
    return Secret(found)


def _from_keyring(name: str) -> str | None:
    if importlib.util.find_spec("keyring") is None:  # optional: pip install schoolprotocol[keyring]
        return None
    keyring = importlib.import_module("keyring")
    try:
        found = keyring.get_password(SERVICE, name)
    except keyring.errors.KeyringError:  # locked, or there is none on this machine
        return None
    return found if isinstance(found, str) else None
