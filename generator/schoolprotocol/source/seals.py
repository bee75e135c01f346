"""Signatures and timestamps of a ledger, beside it: verified by `ssh-keygen` and `openssl`, without the network.

What is signed is a statement of four lines that names the school, an entry and the hash of its line. That hash stands
for the whole of the ledger up to there. Who may sign stands in `policy_src/allowed_signers`, and which timestamping
authority is trusted in `policy_src/timestamp-ca.pem`: two files of the project, to be guarded like the templates.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import Final, Literal

from schoolprotocol.errors import MissingOnMachineError, UsageError
from schoolprotocol.source.tree import SOURCE

NAMESPACE: Final = "schoolprotocol-ledger"
"""Keeps a signature that was given for something else from counting here."""
SIGNERS: Final = f"{SOURCE}/allowed_signers"
AUTHORITY: Final = f"{SOURCE}/timestamp-ca.pem"
_SIGNATURE: Final = re.compile(r"ledger-(?P<entry>[1-9][0-9]{0,8})-(?P<who>[a-z][a-z0-9-]{0,59})\.sig")
_TIMESTAMP: Final = re.compile(r"ledger-(?P<entry>[1-9][0-9]{0,8})\.tsr")
_PATIENCE: Final = 20.0
"""Seconds that a tool may take."""
_MOMENT: Final = re.compile(r"([A-Z][a-z]{2}) +([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)? ([0-9]{4})")
_STAMPED: Final = re.compile(r"^Time stamp: (.+) GMT$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature or a timestamp, by the name of its file."""

    name: str
    entry: int
    who: str | None
    """Who signed, as `allowed_signers` names it; None of a timestamp."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a tool says of a seal."""

    says: Literal["holds", "broken", "unseen"]
    """`unseen`: nobody looked, for a tool or a file is missing."""
    detail: str
    help: str = ""
    """Of what was not verified: what to do."""


def seal_of(name: str) -> Seal | None:
    """What a file beside a ledger is, by its name."""
    signature, timestamp = _SIGNATURE.fullmatch(name), _TIMESTAMP.fullmatch(name)
    if signature is not None:
        return Seal(name, int(signature["entry"]), signature["who"])
    return Seal(name, int(timestamp["entry"]), None) if timestamp is not None else None


def statement(school: str, entry: int, digest: str) -> bytes:
    """What is signed: that the line of this entry of this school's ledger has this hash."""
    return f"schoolprotocol ledger\nschool: {school}\nentry: {entry}\nsha256: {digest}\n".encode("ascii", "replace")


def verify(seal: Seal, content: bytes, said: bytes, trusted: bytes | None) -> Verdict:
    """Whether a seal confirms a statement.

    Args:
        seal: which one.
        content: what its file holds.
        said: the statement.
        trusted: what `allowed_signers` holds, or `timestamp-ca.pem`; None where there is none.
    """
    tool, file = ("ssh-keygen", SIGNERS) if seal.who is not None else ("openssl", AUTHORITY)
    if trusted is None:
        text = _("{file} is not there, and without it nobody knows whom to trust")
        return Verdict("unseen", text.format(file=file), _("Put that file back, or see the page on signatures."))
    if shutil.which(tool) is None:
        text = _("{tool} is not on this machine").format(tool=tool)
        return Verdict("unseen", text, _("Install {tool}, and run the check again.").format(tool=tool))
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as folder:
        for name, data in (("seal", content), ("said", said), ("trusted", trusted)):
            Path(folder, name).write_bytes(data)
        try:
            return _signature(seal.who, folder, said) if seal.who is not None else _timestamp(folder)
        except subprocess.TimeoutExpired:
            return Verdict("broken", _("{tool} came to no answer").format(tool=tool))


def _signature(who: str, folder: str, said: bytes) -> Verdict:
    command = ["ssh-keygen", "-Y", "verify", "-f", "trusted", "-I", who, "-n", NAMESPACE, "-s", "seal"]
    answer = _run(command, folder, said)
    if answer.returncode == 0:
        key = re.search(rb"SHA256:[A-Za-z0-9+/]+", answer.stdout)
        return Verdict("holds", key[0].decode("ascii") if key is not None else who)
    return Verdict("broken", _("it is no signature of “{who}” under this ledger").format(who=who))


def _timestamp(folder: str) -> Verdict:
    told = _run(["openssl", "ts", "-reply", "-in", "seal", "-text"], folder)
    stamped = _STAMPED.search(told.stdout.decode("ascii", "replace"))
    moment = _moment(stamped[1]) if stamped is not None else None
    if moment is None:
        return Verdict("broken", _("it is no timestamp"))
    # The certificate of an authority holds for some years: it must have held when the stamp was given.
    at = ["-attime", str(int(moment.timestamp()))]
    answer = _run(["openssl", "ts", "-verify", "-data", "said", "-in", "seal", "-CAfile", "trusted", *at], folder)
    if answer.returncode == 0:
        return Verdict("holds", moment.isoformat(" ").replace("+00:00", " UTC"))
    return Verdict("broken", _("it is no timestamp of this ledger, or of an authority that is not trusted here"))


def _moment(text: str) -> datetime | None:
    """`Nov 21 23:33:18 2026`, as openssl writes it in English; parts of seconds are left out."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    found = _MOMENT.fullmatch(text)
    if found is None or found[1] not in months:
        return None
    day, hour, minute, second, year = (int(part) for part in found.groups()[1:])
    try:
        return datetime(year, months.index(found[1]) + 1, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


# -- making them ------------------------------------------------------------------------------------------------------


def sign(said: bytes, key: Path) -> bytes:
    """A signature under a statement, by the key in a file; `ssh-keygen` asks for its passphrase itself.

    Raises:
        MissingOnMachineError: where there is no `ssh-keygen`.
        UsageError: where it does not sign.
    """
    _require("ssh-keygen")
    answer = subprocess.run(  # noqa: S603 (a list; the key is a path, and never read as an option)
        ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", str(key.absolute())],  # noqa: S607
        input=said,
        stdout=subprocess.PIPE,
        check=False,
    )
    if answer.returncode or not answer.stdout:
        raise UsageError(_("ssh-keygen gave no signature with {key}.").format(key=key))
    return answer.stdout


def request(said: bytes) -> bytes:
    """What a timestamping authority is sent: it holds the hash of the statement and nothing else.

    Raises:
        MissingOnMachineError: where there is no `openssl`.
        UsageError: where it makes none.
    """
    _require("openssl")
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as folder:
        Path(folder, "said").write_bytes(said)
        answer = _run(["openssl", "ts", "-query", "-data", "said", "-sha256", "-cert", "-out", "query"], folder)
        made = Path(folder, "query")
        if answer.returncode or not made.exists():
            raise UsageError(_("openssl made no request for a timestamp."))
        return made.read_bytes()


def _require(tool: str) -> None:
    if shutil.which(tool) is None:
        raise MissingOnMachineError(_("{tool} is not on this machine. Install it first.").format(tool=tool))


def _run(command: Sequence[str], folder: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a tool in a folder of our own, without a shell and without settings of the person who runs us."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENSSL_", "SSH_"))}
    return subprocess.run(  # noqa: S603 (a list of arguments of our own)
        list(command),
        cwd=folder,
        env=environment | {"LC_ALL": "C", "HOME": folder},
        input=given,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
