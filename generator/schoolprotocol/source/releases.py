"""Reads the frozen texts of a school, its releases and proposals, and computes the hash that each really has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import Any

from pydantic import ValidationError

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import FORMAT, FROZEN_FORMAT, Policy, file_digest, wrapped_digest
from schoolprotocol.source.corpus import Proposal, Release, version_key
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import join
from schoolprotocol.source.yaml import decode, merge_mark, printable

_VERSION = r"(?P<protocol>[a-z0-9-]+)-(?P<version>\d+\.\d+(?:\.\d+)?)"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RELEASE = re.compile(rf"{_VERSION}\.json")
_PROPOSAL = re.compile(rf"{_VERSION}-(?P<text_hash>[0-9a-f]{{12,64}})\.json")


@dataclass(frozen=True, slots=True)
class _Frozen:
    """What a file of either kind holds."""

    policy: Policy
    recorded_hash: str
    actual_hash: str
    format: int
    despite: str | None
    day: date | None
    asked: tuple[str, ...] | None
    changes: dict[str, tuple[str, ...]] | None


def load_releases(reader: Reader, folder: str, school: str) -> Loaded[tuple[Release, ...]]:
    """All releases in `folder`, oldest version first."""
    releases: list[Release] = []
    found: list[Diagnostic] = []
    for path, match in _files(reader, folder, _RELEASE, found):
        own = (school, match["protocol"], match["version"])
        held = _held(reader, path, own, Kind.RELEASE_UNREADABLE).into(found)
        if held is not None:
            name = printable(path)
            hashes = (held.recorded_hash, held.actual_hash)
            releases.append(Release(*own, name, held.policy, *hashes, held.despite, held.format))
    return Loaded(tuple(sorted(releases, key=lambda r: (r.protocol, version_key(r.version)))), tuple(found))


def load_proposals(reader: Reader, folder: str, school: str) -> Loaded[tuple[Proposal, ...]]:
    """All proposals in `folder`, by protocol, version and hash of the text."""
    proposals: list[Proposal] = []
    found: list[Diagnostic] = []
    for path, match in _files(reader, folder, _PROPOSAL, found):
        own, name = (school, match["protocol"], match["version"]), printable(path)
        held = _held(reader, path, own, Kind.PROPOSAL_UNREADABLE).into(found)
        if held is None:
            continue
        is_whole, actual = held.recorded_hash == held.actual_hash, text_hash(held.policy)
        if is_whole and held.format == FROZEN_FORMAT and not actual.startswith(match["text_hash"]):
            detail = _("by its name it is another text: it holds {hash}").format(hash=actual)
            found.append(Diagnostic(Kind.PROPOSAL_UNREADABLE, Place(name), {"detail": detail}, school=school))
            continue
        hashes = (held.recorded_hash, held.actual_hash)
        proposals.append(Proposal(*own, actual, name, held.policy, *hashes, held.asked, held.changes, held.day))
    in_order = sorted(proposals, key=lambda p: (p.protocol, version_key(p.version), p.text_hash))
    return Loaded(tuple(in_order), tuple(found))


def _files(
    reader: Reader, folder: str, pattern: re.Pattern[str], found: list[Diagnostic]
) -> Iterator[tuple[str, re.Match[str]]]:
    """The files in a folder whose names fit; of the others it is told that they have no place there."""
    for name in reader.visible(folder):
        match, path = pattern.fullmatch(name), join(folder, name)
        if match is not None:
            yield path, match
        elif name != "README.md":
            found.append(reader.unknown(path, ()))


def _held(reader: Reader, path: str, own: tuple[str, str, str], unreadable: Kind) -> Loaded[_Frozen | None]:
    """What a file holds, where it is that of this school, protocol and version."""

    def make(raw: bytes) -> Loaded[_Frozen | None]:
        held, found = _read(raw, printable(path), own, unreadable)
        return Loaded(held, tuple(found))

    return reader.content("frozen", path, make)


def _read(
    raw: bytes, name: str, own: tuple[str, str, str], unreadable: Kind
) -> tuple[_Frozen | None, list[Diagnostic]]:
    text, found = decode(raw, name)
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
    wrong = _wrong(data)
    if wrong is not None:
        return broken(wrong)
    known, asked, changes = data.get("format", 1), data.get("asked"), data.get("changes")
    question = {key: data[key] for key in ("asked", "changes") if key in data}
    try:
        policy = Policy.model_validate_json(json.dumps(data["policy"]))
        actual = wrapped_digest(data["policy"], question) if known == 1 else file_digest(data)
        text = text_hash(policy)
    except (RecursionError, UnicodeError):
        return broken(_("it holds something that no release has"))
    except ValidationError as error:
        field = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"])
        return broken(_("“{field}” is missing or wrong").format(field=field))
    if (policy.school, policy.protocol, policy.document.version) != own:
        other = _("by its name it is another one: it holds “{protocol}” {version} of {school}")
        return broken(other.format(protocol=policy.protocol, version=policy.document.version, school=policy.school))
    if known > 1 and data.get("text_hash") != text and data["hash"] == actual:
        other = _("it says that it holds text {said}, and it holds {hash}")
        return broken(other.format(said=data.get("text_hash"), hash=text))
    return _Frozen(
        policy,
        data["hash"],
        actual,
        known,
        data.get("despite"),
        _day(data.get("day")),
        tuple(asked) if asked is not None else None,
        {topic: tuple(touched) for topic, touched in changes.items()} if changes is not None else None,
    ), []


def _wrong(data: Any) -> str | None:
    """What is wrong with what stands around the policy; None where it can be read."""
    if not isinstance(data, dict) or not isinstance(data.get("policy"), dict) or not isinstance(data.get("hash"), str):
        return _("“policy” or “hash” is missing")
    for form, known in ((data["policy"].get("format"), (FORMAT,)), (data.get("format", 1), (1, FROZEN_FORMAT))):
        if type(form) is not int or form not in known:
            other = _("its format is {format}, and this program reads format {known}")
            return other.format(format=form, known=known[-1])
    fits: dict[str, Callable[[Any], bool]] = {
        "asked": _is_names,
        "changes": lambda found: isinstance(found, dict) and all(map(_is_names, found.values())),
        "day": lambda found: _day(found) is not None,
        "despite": lambda found: isinstance(found, str) and found.isprintable(),
    }
    field = next((name for name, is_right in fits.items() if name in data and not is_right(data[name])), None)
    return _("“{field}” is missing or wrong").format(field=field) if field is not None else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(_DAY, value) else None
    except ValueError:
        return None


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) and name.strip() for name in value)
