"""The ledger of a school: what was frozen and what was decided, in the order in which that was written down.

`releases/ledger` has a line for each release, each proposal and each decision, with the SHA-256 of what it is about and
that of the line before it: who takes a line out, puts one in between or changes one, breaks the chain. Lines are only
ever added. A line is JSON in its one canonical form, so that everybody can compute its hash (`sha256sum`).

A ledger that was begun for releases of the first format, of before there were ledgers, has a line that closes that
format: these were all of them. Such a file does not show who decided: one more would be a release by nobody.

What the chain cannot show by itself: that lines at its end were taken away together with what they are about, or that
all of it was written anew. For that there are `check --since`, signatures and timestamps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.model.base import NAME, Day, Line, Version
from schoolprotocol.model.document import Decision, DecisionKind
from schoolprotocol.policy.model import canonical
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.releases import JsonError, is_frozen, strict_json
from schoolprotocol.source.tree import join
from schoolprotocol.source.yaml import decode, printable

LEDGER: Final = "releases/ledger"
"""Where it is in a school's folder."""
FIRST: Final = "0" * 64
"""What the first entry has for the hash of the entry before it."""
MARKS: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""What git writes between two versions that it could not join."""
MAX_BYTES: Final = 1_000_000
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
EntryKind = Literal["release", "proposal", "decision", "withdrawn", "closed"]


class About(BaseModel):
    """Which decision an entry is about, for people: the hash tells what it says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    body: Line
    day: Day | None = None
    decision: DecisionKind
    part: Line | None = None
    protocol: Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
    version: Version


class Entry(BaseModel):
    """One line of the ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entry: Annotated[int, Field(ge=1)]
    """Its number: 1, 2, 3."""
    kind: EntryKind
    """`withdrawn`: a decision that was written down wrongly stays in the ledger, and this says that it was not so.

    `closed`: of the first format there are no other releases than these; `what` is the ledger itself.
    """
    previous: Sha256
    """SHA-256 of the line before it."""
    reason: Line | None = None
    """Of what is withdrawn: why."""
    sha256: Sha256
    """Of the file, with lines that end in one line feed; of the decision in its canonical form; of what is closed, of
    what `sha256sum` prints for those files, by name."""
    what: About | Annotated[str, Field(max_length=200)]
    """The file, counted from the school's folder; or which decision."""

    @property
    def name(self) -> str:
        """What it is about, in a few words."""
        return called(self.what)


def called(what: About | str) -> str:
    """What an entry is about, in a few words."""
    if isinstance(what, str):
        return what
    told = f"{what.protocol} {what.version}, {what.decision}: {what.body}"
    return " ".join([told, *([f"({what.part})"] if what.part else []), *([f"{what.day}"] if what.day else [])])


@dataclass(frozen=True, slots=True)
class Item:
    """What an entry is about: everything in it but its place in the chain."""

    kind: EntryKind
    sha256: str
    what: About | str
    reason: str | None = None

    @property
    def name(self) -> str:
        """What it is, in a few words."""
        return called(self.what)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the file."""

    number: int
    """In the file, counted from 1."""
    text: str
    digest: str
    """Its SHA-256: what the next entry names."""
    entry: Entry | None
    """None where it is no entry; `fault` tells why."""
    fault: str = ""
    is_mark: bool = False
    """Whether git wrote it, for it could not join two versions."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a ledger by itself."""

    kind: Literal["line", "chain", "forked", "twice"]
    line: int
    detail: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it was read, whatever is wrong with it."""

    file: str
    """Path from the project's root."""
    lines: tuple[LedgerLine, ...]
    flaws: tuple[Flaw, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every line that is an entry."""
        return tuple(line.entry for line in self.lines if line.entry is not None)

    @property
    def head(self) -> str:
        """The hash of its last line: it stands for all of it."""
        return self.lines[-1].digest if self.lines else FIRST


# -- what an entry is about -------------------------------------------------------------------------------------------


def file_digest(data: bytes) -> str:
    """SHA-256 of a frozen file, as it was written: a checkout on Windows may have given its lines another end."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def decision_digest(protocol: str, decision: Decision) -> str:
    """SHA-256 of a decision in its canonical form.

    That and how a condition was met is written down later, and is no part of what was decided.
    """
    data = decision.model_dump(mode="json", exclude_none=True, exclude={"conditions", "votes"})
    data |= {"protocol": protocol, "conditions": _asked(decision.conditions)}
    data["votes"] = [[vote.change, vote.outcome, _asked(vote.conditions)] for vote in decision.votes or ()]
    return hashlib.sha256(canonical(data).encode("utf-8", "backslashreplace")).hexdigest()


def _asked(conditions: object) -> list[str]:
    if isinstance(conditions, str):
        return [conditions]
    return [one.text for one in conditions] if isinstance(conditions, tuple) else []


def of_file(path: str, data: bytes) -> Item:
    """A frozen file as an item; `path` is counted from the school's folder."""
    return Item("release" if path.startswith("releases/") else "proposal", file_digest(data), path)


def of_closing(files: Mapping[str, str]) -> Item:
    """That these are all releases of the first format, as an item.

    Args:
        files: SHA-256 of each, by its path in the school's folder.
    """
    listed = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    return Item("closed", hashlib.sha256(listed.encode("utf-8", "backslashreplace")).hexdigest(), LEDGER)


def of_decision(protocol: str, decision: Decision) -> Item:
    """A decision as an item."""
    about = About(
        body=decision.body,
        day=decision.day,
        decision=decision.kind,
        part=decision.part,
        protocol=protocol,
        version=decision.version,
    )
    return Item("decision", decision_digest(protocol, decision), about)


# -- writing ----------------------------------------------------------------------------------------------------------


def line_of(item: Item, number: int, previous: str) -> str:
    """The line of an entry, without its end."""
    entry = Entry(
        entry=number, kind=item.kind, previous=previous, reason=item.reason, sha256=item.sha256, what=item.what
    )
    return _canonical(entry)


def _canonical(entry: Entry) -> str:
    return canonical(entry.model_dump(mode="json", exclude_none=True))


def appended(lines: Sequence[str], items: Iterable[Item]) -> str:
    """What the file holds with entries for these items behind the lines that it has."""
    found = list(lines)
    for item in items:
        found.append(line_of(item, len(found) + 1, line_digest(found[-1]) if found else FIRST))
    return "".join(f"{line}\n" for line in found)


def line_digest(line: str) -> str:
    """SHA-256 of a line, without its end."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


# -- reading ----------------------------------------------------------------------------------------------------------


def load_ledger(reader: Reader, folder: str, school: str) -> Loaded[Ledger | None]:
    """The ledger in a school's folder; None where there is none."""
    path = join(folder, LEDGER)
    if reader.tree.kind(path) is None:
        return Loaded(None, ())
    return reader.content("ledger", path, lambda raw: _read(raw, path, school))


def load_digests(reader: Reader, folder: str) -> dict[str, str]:
    """SHA-256 of every frozen file of a school, by its path in the school's folder."""
    found: dict[str, str] = {}
    for kind in ("releases", "proposals"):
        for name in reader.visible(join(folder, kind)):
            path = join(kind, name)
            if is_frozen(path) and reader.tree.kind(join(folder, path)) == "file":
                found[path] = file_digest(reader.tree.read(join(folder, path)))
    return found


def _read(raw: bytes, path: str, school: str) -> Loaded[Ledger | None]:
    del school
    name = printable(path)
    text, found = decode(raw, name)
    if found:
        return Loaded(None, tuple[Diagnostic, ...](found))
    return Loaded(read_ledger(text, name), ())


def read_ledger(text: str, name: str) -> Ledger:
    """A ledger, and what is wrong with it by itself.

    Args:
        text: what the file holds.
        name: of the file, for places.
    """
    written = text.split("\n")
    lines = [_line(number, line.removesuffix("\r")) for number, line in enumerate(written, 1) if line.strip("\r")]
    flaws = [*_flaws(lines)]
    if written[-1] or any(not line.strip("\r") for line in written[:-1]):
        flaws.append(Flaw("line", len(written), _("each entry stands on a line of its own, and nothing between them")))
    return Ledger(name, tuple(lines), tuple(flaws))


def _line(number: int, text: str) -> LedgerLine:
    digest = line_digest(text)
    if text.startswith(MARKS):
        return LedgerLine(number, text, digest, None, "", is_mark=True)
    try:
        entry = Entry.model_validate(strict_json(text))
    except JsonError as error:
        return LedgerLine(number, text, digest, None, str(error))
    except ValidationError as error:
        field = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"]) or "…"
        return LedgerLine(
            number, text, digest, None, _("“{field}” is missing or wrong").format(field=ascii(field)[1:-1])
        )
    fault = _misfit(entry)
    if not fault and _canonical(entry) != text:
        fault = _("it is not written as an entry is: keys in order, no spaces, each value in one way")
    return LedgerLine(number, text, digest, None if fault else entry, fault)


def _misfit(entry: Entry) -> str:
    """Why the fields of an entry do not go together."""
    is_file = isinstance(entry.what, str)
    if is_file != (entry.kind in {"release", "proposal", "closed"}) or (entry.reason is None) == (
        entry.kind == "withdrawn"
    ):
        return _("its fields do not go together")
    if entry.kind == "closed":
        return "" if entry.what == LEDGER else _("its fields do not go together")
    folder = {"release": "releases/", "proposal": "proposals/"}.get(entry.kind, "")
    if isinstance(entry.what, str) and not (is_frozen(entry.what) and entry.what.startswith(folder)):
        return _("it names no frozen file")
    return ""


def _flaws(lines: Sequence[LedgerLine]) -> Iterator[Flaw]:
    """Where the chain breaks, and what stands in it twice."""
    number, previous, known = 1, FIRST, {FIRST: 0}
    standing: dict[tuple[str, str], About | str] = {}
    for line in lines:
        if line.is_mark:
            yield Flaw("forked", line.number, "")
            continue
        entry = line.entry
        if entry is None:
            yield Flaw("line", line.number, line.fault)
        elif entry.previous != previous and entry.previous in known:
            yield Flaw("forked", line.number, "")
        elif entry.previous != previous:
            yield Flaw("chain", line.number, _("it names another line before it than stands there"))
        elif entry.entry != number:
            yield Flaw(
                "chain", line.number, _("its number is {own}, and {due} is due").format(own=entry.entry, due=number)
            )
        if entry is not None:
            yield from _twice(entry, line.number, standing)
        number, previous = (entry.entry if entry is not None else number) + 1, line.digest
        known[previous] = line.number


def _twice(entry: Entry, line: int, standing: dict[tuple[str, str], About | str]) -> Iterator[Flaw]:
    key = ("file", entry.what) if isinstance(entry.what, str) else ("decision", entry.sha256)
    if entry.kind == "withdrawn":
        if key not in standing:
            yield Flaw("line", line, _("it withdraws what does not stand before it"))
        elif standing.pop(key) != entry.what:
            yield Flaw("line", line, _("it names another decision than the one that it withdraws"))
    elif key in standing:
        yield Flaw("twice", line, entry.name)
    else:
        standing[key] = entry.what


def standing(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries that hold, those that were withdrawn left out: files by their path, decisions by their hash."""
    found: dict[str, Entry] = {}
    for entry in entries:
        key = entry.what if isinstance(entry.what, str) else entry.sha256
        if entry.kind == "withdrawn":
            found.pop(key, None)
        else:
            found.setdefault(key, entry)
    return found


# -- branches ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fork:
    """A ledger to which two branches have both added, or of which git's marks are all that is wrong."""

    common: tuple[LedgerLine, ...]
    sides: tuple[tuple[LedgerLine, ...], ...]
    """What each of them added, each line behind the one that it names, in the order of the file. Two; or more where
    branches came together at once; none where only marks, or lines that stand there twice, have to go."""

    def kept(self, side: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
        """The lines of a side that stay as they are: where it has branches itself, the first of those."""
        found, digest = list[LedgerLine](), self.common[-1].digest if self.common else FIRST
        for line in side:
            if line.entry is None or line.entry.previous != digest:
                break
            found.append(line)
            digest = line.digest
        return tuple(found)


def fork(ledger: Ledger) -> Fork | None:
    """The branches of a ledger that has some; None where it has none, or where more is wrong with it than that."""
    lines = {line.digest: line for line in ledger.lines if not line.is_mark}
    if not any(flaw.kind == "forked" for flaw in ledger.flaws) or any(line.entry is None for line in lines.values()):
        return None
    after: dict[str, list[LedgerLine]] = {}
    for line in lines.values():
        after.setdefault(line.entry.previous if line.entry is not None else "", []).append(line)
    common, digest = list[LedgerLine](), FIRST
    while len(after.get(digest, ())) == 1:
        common += after[digest]
        digest = common[-1].digest
    sides = tuple(_behind(after, one) for one in after.get(digest, ()))
    return Fork(tuple(common), sides) if len(common) + sum(map(len, sides)) == len(lines) else None


def _behind(after: Mapping[str, Sequence[LedgerLine]], first: LedgerLine) -> tuple[LedgerLine, ...]:
    """A line and all that stands behind it; a branch as far as it goes, before the next."""
    found, waiting = list[LedgerLine](), [first]
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(after.get(found[-1].digest, ()))
    return tuple(found)
