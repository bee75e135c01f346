"""Runs the system's own tools for the network: a list of arguments, no shell, no questions, no endless waiting."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from generator.errors import MissingOnMachineError, PublishError

SECONDS = 900
"""How long one call may take."""
SSH_OPTIONS = ("BatchMode=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=3")
"""Ask nothing (a password would come from a person, and keys do not), and notice a connection that is gone."""


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
        said = [line for line in answer.stderr.decode(errors="replace").splitlines() if line.strip()]
        detail = printable("; ".join(said[-3:])) or _("exit code {code}").format(code=answer.returncode)
        raise PublishError(_("{tool} failed: {detail}.").format(tool=tool, detail=detail.rstrip(".")) + " " + again())
    return answer.stdout.decode(errors="replace")


def again() -> str:
    """What a person does after a failure."""
    return _("Mend this and publish again: what is missing is then sent.")


def printable(text: str, limit: int = 300) -> str:
    """What another machine said, without characters that steer a terminal."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"
