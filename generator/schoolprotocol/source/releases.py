"""Reads the frozen texts of a school, its releases and proposals, and computes the hash that each really has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import FORMAT, Policy, data_digest
from schoolprotocol.source.corpus import Proposal, Release, version_key
from schoolprotocol.source.yaml import merge_mark, printable, read_text

_VERSION = r"(?P<protocol>[a-z0-9-]+)-(?P<version>\d+\.\d+(?:\.\d+)?)"
_RELEASE = re.compile(rf"{_VERSION}\.json")
_PROPOSAL = re.compile(rf"{_VERSION}-(?P<text_hash>[0-9a-f]{{12}})\.json")


@dataclass(frozen=True, slots=True)
class _Frozen:
    """What a file of either kind holds."""

    policy: Policy
    recorded_hash: str
    actual_hash: str
    despite: str | None


def load_releases(folder: Path, root: Path, school: str) -> tuple[tuple[Release, ...], list[Diagnostic]]:
    """All releases in `folder`, oldest version first."""
    releases: list[Release] = []
    found: list[Diagnostic] = []
    for path, name in _files(folder, root):
        match = _RELEASE.fullmatch(path.name)
        if match is None:
            found.append(_no_place(name))
            continue
        own = (school, match["protocol"], match["version"])
        held, problems = _read(path, name, own, Kind.RELEASE_UNREADABLE)
        found += problems
        if held is not None:
            releases.append(Release(*own, name, held.policy, held.recorded_hash, held.actual_hash, held.despite))
    return tuple(sorted(releases, key=lambda r: (r.protocol, version_key(r.version)))), found


def load_proposals(folder: Path, root: Path, school: str) -> tuple[tuple[Proposal, ...], list[Diagnostic]]:
    """All proposals in `folder`, by protocol, version and hash of the text."""
    proposals: list[Proposal] = []
    found: list[Diagnostic] = []
    for path, name in _files(folder, root):
        match = _PROPOSAL.fullmatch(path.name)
        if match is None:
            found.append(_no_place(name))
            continue
        own = (school, match["protocol"], match["version"])
        held, problems = _read(path, name, own, Kind.PROPOSAL_UNREADABLE)
        found += problems
        if held is None:
            continue
        if held.recorded_hash == held.actual_hash and text_hash(held.policy) != match["text_hash"]:
            detail = _("by its name it is another text: it holds {hash}").format(hash=text_hash(held.policy))
            found.append(Diagnostic(Kind.PROPOSAL_UNREADABLE, Place(name), {"detail": detail}, school=school))
            continue
        proposals.append(Proposal(*own, match["text_hash"], name, held.policy, held.recorded_hash, held.actual_hash))
    return tuple(sorted(proposals, key=lambda p: (p.protocol, version_key(p.version), p.text_hash))), found


def _files(folder: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """What lies in a folder, and how diagnostics call it."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith(".") and path.name != "README.md":
            yield path, printable(path.relative_to(root))


def _no_place(name: str) -> Diagnostic:
    return Diagnostic(Kind.UNKNOWN_FILE, Place(name), {"name": name, "hint": ""})


def _read(
    path: Path, name: str, own: tuple[str, str, str], unreadable: Kind
) -> tuple[_Frozen | None, list[Diagnostic]]:
    text, found = read_text(path, name)
    if found:
        return None, found

    def broken(detail: str, line: int = 0) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(unreadable, Place(name, line), {"detail": detail}, school=own[0])]

    unmerged = merge_mark(text, name)
    if unmerged is not None:
        return None, [unmerged]
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        return broken(_("it is not valid JSON"), getattr(error, "lineno", 0))
    if not isinstance(data, dict) or not isinstance(data.get("policy"), dict) or not isinstance(data.get("hash"), str):
        return broken(_("“policy” or “hash” is missing"))
    if data["policy"].get("format") != FORMAT:
        other = _("its format is {format}, and this program reads format {known}")
        return broken(other.format(format=data["policy"].get("format"), known=FORMAT))
    try:
        policy = Policy.model_validate_json(json.dumps(data["policy"]))
        actual = data_digest(data["policy"])
    except (RecursionError, UnicodeError):
        return broken(_("it holds something that no release has"))
    except ValidationError as error:
        wrong = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"])
        return broken(_("“{field}” is missing or wrong").format(field=wrong))
    if (policy.school, policy.protocol, policy.document.version) != own:
        other = _("by its name it is another one: it holds “{protocol}” {version} of {school}")
        return broken(other.format(protocol=policy.protocol, version=policy.document.version, school=policy.school))
    despite = data.get("despite")
    return _Frozen(policy, data["hash"], actual, despite if isinstance(despite, str) else None), []
