"""Runs the system's own tools for the network: a list of arguments, no shell, no questions, no endless waiting."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.errors import MissingOnMachineError, PublishError
from schoolprotocol.messages import mark as N_

SECONDS = 900
"""How long one call may take."""
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


def call(tool: str, arguments: Sequence[str], given: str = "", folder: Path | None = None) -> str:
    """Run a tool and give what it printed.

    Args:
        tool: name of the program.
        arguments: its arguments.
        given: what it reads.
        folder: where it runs.

    Raises:
        MissingOnMachineError: it is not installed.
        PublishError: it failed, with its own words, or took too long.
    """
    try:
        answer = subprocess.run(  # noqa: S603 (no shell; values of the source are bound to harmless characters)
            [tool, *arguments],
            input=given.encode(),
            capture_output=True,
            check=False,
            cwd=folder,
            timeout=SECONDS,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        package = {"sftp": "openssh-client"}.get(tool, tool)
        text = _("{tool} is not installed. On Debian or Ubuntu: sudo apt install {package}.")
        raise MissingOnMachineError(text.format(tool=tool, package=package)) from error
    except subprocess.TimeoutExpired as error:
        raise PublishError(_("{tool} took too long and was stopped.").format(tool=tool) + " " + again()) from error
    if answer.returncode:
        raise _failed(tool, answer.returncode, answer.stderr.decode(errors="replace"))
    return answer.stdout.decode(errors="replace")


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
