"""Passwords: from the environment or the keyring of whoever publishes; never from the source, never shown."""

from __future__ import annotations

import importlib
import importlib.util
import os
from dataclasses import dataclass, field
from gettext import gettext as _

from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.model.target import WordPressTarget

SERVICE = "schoolprotocol"
"""Under which name a keyring keeps our passwords."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A password that no `repr`, log or traceback shows."""

    value: str = field(repr=False)


def password_of(target: WordPressTarget) -> Secret:
    """The application password of a target.

    Raises:
        MissingOnMachineError: where there is none; the message says where to put it.
    """
    found = os.environ.get(target.password_variable, "").strip() or _from_keyring(target.id)
    if not found:
        text = _("There is no password for {target}. Put it in {variable}, or in your keyring: {command}.")
        command = f"keyring set {SERVICE} {target.id}"
        raise MissingOnMachineError(text.format(target=target.id, variable=target.password_variable, command=command))
    return Secret(found)


def _from_keyring(target: str) -> str | None:
    if importlib.util.find_spec("keyring") is None:  # optional: pip install schoolprotocol[keyring]
        return None
    keyring = importlib.import_module("keyring")
    try:
        found = keyring.get_password(SERVICE, target)
    except keyring.errors.KeyringError:  # locked, or there is none on this machine
        return None
    return found if isinstance(found, str) else None
