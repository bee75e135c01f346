"""Runs the system's own tools for the network: a list of arguments, no shell, no questions, no endless waiting."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.errors import MissingOnMachineError, PublishError
from schoolprotocol.machine import files_up_to
from schoolprotocol.messages import mark as N_
from schoolprotocol.model.target import PASSWORD

SECONDS = 900
"""How long one call may take."""
MAX_SAID = 20_000_000
"""Bytes of what a tool prints that we read."""
SSH_OPTIONS = ("BatchMode=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=3")
"""Ask nothing (a password would come from a person, and keys do not), and notice a connection that is gone."""
_EXPECTED = ("remote mkdir ", "remote delete ", 'File "', "Removing ")
"""What sftp says of a folder that is there already, or of a file that is not: no reason why a run failed."""
_REMEDIES = {
    "Host key for": N_(
        "The server shows another key than before. Ask its administrator whether that is right. "
        "If so, remove the old key ({remove}), log in once with ssh, and publish again."
    ),
    "Host key verification failed": N_(
        "This computer does not know the server yet. Log in once with ssh, compare the fingerprint with the one that "
        "its administrator gives, and publish again."
    ),
    "Permission denied (": N_(
        "The server does not know your key. Give its administrator the public half, or mend “user” in publishing.yaml, "
        "and publish again."
    ),
}
"""What to do, by what ssh says; the first that applies."""


def call(
    tool: str, arguments: Sequence[str], given: str = "", folder: Path | None = None, largest: int | None = None
) -> str:
    """Run a tool and give what it printed.

    Args:
        tool: name of the program.
        arguments: its arguments.
        given: what it reads.
        folder: where it runs.
        largest: bytes of the largest file that it may write here, where what it fetches is somebody else's.

    Raises:
        MissingOnMachineError: it is not installed.
        PublishError: it failed, with its own words, took too long, or had too much to say.
    """
    limit = max(largest, MAX_SAID) if largest is not None else None
    # In files and not through pipes: what is limited is then limited by the machine itself.
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        try:
            done = subprocess.run(  # noqa: S603 (no shell; values of the source are bound to harmless characters)
                [tool, *arguments],
                input=given.encode(),
                stdout=said,
                stderr=complained,
                check=False,
                cwd=folder,
                timeout=SECONDS,
                env=_environment(),
                preexec_fn=files_up_to(limit),
            )
        except FileNotFoundError as error:
            package = {"sftp": "openssh-client"}.get(tool, tool)
            text = _("{tool} is not installed. On Debian or Ubuntu: sudo apt install {package}.")
            raise MissingOnMachineError(text.format(tool=tool, package=package)) from error
        except subprocess.TimeoutExpired as error:
            raise PublishError(_("{tool} took too long and was stopped.").format(tool=tool) + " " + again()) from error
        answers = [file.read(MAX_SAID) for file in (said, complained) if file.seek(0) == 0]
    printed, errors = (answer.decode(errors="replace") for answer in answers)
    if done.returncode:
        raise _failed(tool, done.returncode, errors)
    return printed


def _environment() -> dict[str, str]:
    """What a tool knows of ours: messages in English, and no password."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(PASSWORD)}
    return {**ours, "LC_ALL": "C"}


def _failed(tool: str, code: int, said: str) -> PublishError:
    lines = [line.strip().rstrip(".") for line in said.splitlines() if line.strip() and not line.startswith(_EXPECTED)]
    detail = printable("; ".join(lines[-3:])) or _("exit code {code}").format(code=code)
    text = _("{tool} failed: {detail}.").format(tool=tool, detail=detail)
    remedy = next((_(remedy) for sign, remedy in _REMEDIES.items() if sign in said), again())
    return PublishError(f"{text} {remedy.format(remove='ssh-keygen -R')}")


def again() -> str:
    """What a person does after a failure."""
    return _("Mend this and publish again: what is missing is then sent.")


def printable(text: str, limit: int = 300) -> str:
    """What another machine said, without characters that steer a terminal."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"
