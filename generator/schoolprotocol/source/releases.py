"""Reads the frozen texts of a school, its releases and proposals, and computes the hash that each really has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from itertools import islice
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import FORMAT, FROZEN_FORMAT, Policy, file_digest, wrapped_digest
from schoolprotocol.source.frozen import MANY, MAX_DEPTH, Wrong, is_deep, refuse_data, refuse_policy
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import join
from schoolprotocol.source.versions import Proposal, Release, version_key
from schoolprotocol.source.yaml import decode, merge_mark, printable

_OF_BOTH: Final = frozenset({"format", "hash", "policy"})
_SINCE_TWO: Final = frozenset({"text_hash", "day"})
"""What files of the first format do not have."""
_OF_RELEASE: Final = _OF_BOTH | {"despite", "text_hash"}
_OF_PROPOSAL: Final = _OF_BOTH | {"asked", "changes"} | _SINCE_TWO
"""What may stand in a frozen file."""
_VERSION = r"(?P<protocol>[a-z][a-z0-9-]*)-(?P<version>[0-9]{1,9}\.[0-9]{1,9}(?:\.[0-9]{1,9})?)"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RELEASE = re.compile(rf"{_VERSION}\.json")
_PROPOSAL = re.compile(rf"{_VERSION}-(?P<text_hash>[0-9a-f]{{12,64}})\.json")


_OF_LEDGER: Final = re.compile(r"ledger(?:-[1-9][0-9]{0,8}(?:-[a-z][a-z0-9-]{0,59}\.sig|\.tsr))?")
"""The school's ledger, and the signatures and timestamps of it."""


def is_frozen(path: str) -> bool:
    """Whether a path in a school's folder is that of a release or a proposal, by its name."""
    folder, _slash, name = path.rpartition("/")
    pattern = {"releases": _RELEASE, "proposals": _PROPOSAL}.get(folder)
    return pattern is not None and pattern.fullmatch(name) is not None


def is_kept(path: str) -> bool:
    """Whether a path in a school's folder is that of a frozen file, a ledger, or a signature or timestamp of it."""
    folder, _slash, name = path.rpartition("/")
    return is_frozen(path) or (folder == "releases" and _OF_LEDGER.fullmatch(name) is not None)


def version_in(path: str) -> tuple[str, str] | None:
    """The protocol and the version of a release, by its path in a school's folder."""
    match = _RELEASE.fullmatch(path.removeprefix("releases/"))
    return (match["protocol"], match["version"]) if match is not None else None


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
        held = _held(reader, path, own, Kind.RELEASE_UNREADABLE, _OF_RELEASE).into(found)
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
        held = _held(reader, path, own, Kind.PROPOSAL_UNREADABLE, _OF_PROPOSAL).into(found)
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


def faults_in(path: str, data: bytes, school: str) -> tuple[Diagnostic, ...]:
    """What would keep a frozen file from being read and shown: whoever writes one asks first.

    Args:
        path: counted from the school's folder (`releases/sociale-media-1.0.json`).
        data: what the file is to hold.
        school: the school's id.
    """
    name = path.rpartition("/")[2]
    for pattern, kind, keys in (
        (_RELEASE, Kind.RELEASE_UNREADABLE, _OF_RELEASE),
        (_PROPOSAL, Kind.PROPOSAL_UNREADABLE, _OF_PROPOSAL),
    ):
        match = pattern.fullmatch(name)
        if match is not None:
            return tuple(_read(data, path, (school, match["protocol"], match["version"]), kind, keys)[1])
    return (Diagnostic(Kind.UNKNOWN_FILE, Place(path), {"name": path, "hint": ""}),)


def _files(
    reader: Reader, folder: str, pattern: re.Pattern[str], found: list[Diagnostic]
) -> Iterator[tuple[str, re.Match[str]]]:
    """The files in a folder whose names fit; of the others it is told that they have no place there."""
    for name in reader.visible(folder):
        match, path = pattern.fullmatch(name), join(folder, name)
        if match is not None:
            yield path, match
        elif name != "README.md" and not (pattern is _RELEASE and _OF_LEDGER.fullmatch(name)):
            found.append(reader.unknown(path, ()))


def _held(
    reader: Reader, path: str, own: tuple[str, str, str], unreadable: Kind, keys: Collection[str]
) -> Loaded[_Frozen | None]:
    """What a file holds, where it is that of this school, protocol and version, and may be shown."""

    def make(raw: bytes) -> Loaded[_Frozen | None]:
        held, found = _read(raw, printable(path), own, unreadable, keys)
        return Loaded(held, tuple(found))

    return reader.content(("frozen", unreadable), path, make)


def _read(
    raw: bytes, name: str, own: tuple[str, str, str], unreadable: Kind, keys: Collection[str]
) -> tuple[_Frozen | None, list[Diagnostic]]:
    text, found = decode(raw, name)
    if found:
        return None, found
    unmerged = merge_mark(text, name)
    if unmerged is not None:
        return None, [unmerged]
    try:
        data = _wrapped(text, keys)
        held = _unwrapped(data)
        _expect(held.policy, own)
    except JsonError as error:
        return None, [Diagnostic(unreadable, Place(name, error.line), {"detail": str(error)}, school=own[0])]
    except _NotShownError as refused:
        values = ({"field": one.field, "detail": one.detail} for one in refused.wrong)
        return None, [Diagnostic(Kind.FROZEN_REFUSED, Place(name), one, school=own[0]) for one in values]
    return held, []


class _NotShownError(Exception):
    def __init__(self, wrong: Iterable[Wrong]) -> None:
        self.wrong = tuple(islice(wrong, MANY))


def _wrapped(text: str, keys: Collection[str]) -> dict[str, Any]:
    """The data of a frozen file that has everything that belongs in one, and nothing else."""
    data = strict_json(text)
    wrong = _wrong(data, keys)
    if wrong is not None:
        raise JsonError(wrong)
    odd = tuple(islice(refuse_data(data), MANY))
    if odd:
        raise _NotShownError(odd)
    found: dict[str, Any] = data
    return found


def _unwrapped(data: dict[str, Any]) -> _Frozen:
    """What the data say, as they say it."""
    question: dict[str, object] = {key: data[key] for key in ("asked", "changes") if key in data}
    try:
        policy = Policy.model_validate_json(json.dumps(data["policy"]))
        actual = wrapped_digest(data["policy"], question) if data["format"] == 1 else file_digest(data)
        hash_ = text_hash(policy)
        wrong = _differs(data["policy"], policy.model_dump(mode="json"))
    except (RecursionError, UnicodeError):
        raise JsonError(_("it holds something that no release has")) from None
    except ValidationError as error:
        wrong = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"])
    if wrong is not None:
        raise JsonError(_("“{field}” is missing or wrong").format(field=_told(wrong or "policy")))
    not_shown = refuse_policy(policy)
    if not_shown:
        raise _NotShownError(not_shown)
    if data["format"] > 1 and data.get("text_hash") != hash_ and data["hash"] == actual:
        other = _("it says that it holds text {said}, and it holds {hash}")
        raise JsonError(other.format(said=_told(data.get("text_hash")), hash=hash_))
    asked, changes = data.get("asked"), data.get("changes")
    return _Frozen(
        policy,
        data["hash"],
        actual,
        data["format"],
        data.get("despite"),
        _day(data.get("day")),
        tuple(asked) if asked is not None else None,
        {topic: tuple(touched) for topic, touched in changes.items()} if changes is not None else None,
    )


def _expect(policy: Policy, own: tuple[str, str, str]) -> None:
    """Refuse a file that is another one than its name says."""
    if (policy.school, policy.protocol, policy.document.version) != own:
        other = _("by its name it is another one: it holds “{protocol}” {version} of {school}")
        values = {"protocol": policy.protocol, "version": policy.document.version, "school": policy.school}
        raise JsonError(other.format(**values))


def _differs(written: Any, read: Any) -> str | None:
    """Where a file says something else than was read from it: `"1"` where a number belongs; None where nowhere.

    The hash is of what is written, and pages are made of what was read.
    """
    if isinstance(written, dict) and isinstance(read, dict):
        inside = ((name, _differs(value, read.get(name, ...))) for name, value in written.items())
    elif isinstance(written, list) and isinstance(read, list) and len(written) == len(read):
        inside = ((str(n), _differs(*both)) for n, both in enumerate(zip(written, read, strict=True)))
    else:
        return None if type(written) is type(read) and written == read else ""
    return next((f"{name}.{below}".rstrip(".") for name, below in inside if below is not None), None)


_LONGEST_LINE: Final = 1_000


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= _LONGEST_LINE and "\n" not in value


def _wrong(data: Any, keys: Collection[str]) -> str | None:
    """What is wrong with what stands around the policy; None where it can be read."""
    if not isinstance(data, dict) or not isinstance(data.get("policy"), dict) or not isinstance(data.get("hash"), str):
        return _("“policy” or “hash” is missing")
    for form, known in ((data["policy"].get("format"), (FORMAT,)), (data.get("format"), (1, FROZEN_FORMAT))):
        if type(form) is not int or form not in known:
            other = _("its format is {format}, and this program reads format {known}")
            return other.format(format=_told(form), known=known[-1])
    own = {*keys} - (_SINCE_TWO if data["format"] == 1 else set())
    unknown = sorted(data.keys() - own)
    if unknown:
        return _("“{field}” has no place in it").format(field=_told(unknown[0]))
    fits: dict[str, Callable[[Any], bool]] = {
        "asked": _is_names,
        "changes": lambda found: isinstance(found, dict) and all(map(_is_names, found.values())),
        "day": lambda found: _day(found) is not None,
        "despite": lambda found: _is_line(found) and found.isprintable(),
    }
    field = next((name for name, is_right in fits.items() if name in data and not is_right(data[name])), None)
    return _("“{field}” is missing or wrong").format(field=field) if field is not None else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(_DAY, value) else None
    except ValueError:
        return None


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_line, value))


def _told(value: object) -> str:
    """A value from a file as a message can repeat it."""
    return ascii(value)[:40] if not isinstance(value, str) else ascii(value)[1:-1][:40]


# -- JSON that says one thing -----------------------------------------------------------------------------------------


class JsonError(ValueError):
    """The text is no JSON, or JSON that not everybody reads alike."""

    def __init__(self, detail: str, line: int = 0) -> None:
        super().__init__(detail)
        self.line = line


def strict_json(text: str) -> Any:
    """JSON data in which each key stands once and each number is whole, no deeper than a document needs.

    Raises:
        JsonError: for anything else; a reader that takes the last of two keys would read another text than one that
            takes the first.
    """
    try:
        data: Any = json.loads(
            text, object_pairs_hook=_each_once, parse_constant=_no_number, parse_float=_no_number, parse_int=_whole
        )
    except JsonError:
        raise
    except (ValueError, RecursionError) as error:
        raise JsonError(_("it is not valid JSON"), getattr(error, "lineno", 0)) from None
    if is_deep(data):
        raise JsonError(_("the nesting is deeper than {limit} levels").format(limit=MAX_DEPTH))
    return data


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonError(_("the key “{key}” stands in it twice").format(key=_told(twice)))
    return found


def _no_number(found: str) -> NoReturn:
    raise JsonError(_("“{number}” is no number that it can hold").format(number=found[:20]))


_DIGITS: Final = 9


def _whole(found: str) -> int:
    if len(found) > _DIGITS + 1:
        _no_number(found)
    return int(found)
