"""What a worker on another machine answers, as bytes: read as a foreign file is, and never unpickled.

A line of JSON that says what was made, and behind it the files, zipped: a site has many of what other outputs are, and
each is there once. Whoever answers can say what a document says, for that
is what a worker makes; but it gets no other file of ours, no other document, and no code.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from schoolprotocol import outputs
from schoolprotocol.build.jobs import Outcome, Task
from schoolprotocol.build.manifest import Entry, Summary
from schoolprotocol.build.stopwatch import stages
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.files import is_inside
from schoolprotocol.outputs import pdf
from schoolprotocol.outputs.pdf import printed
from schoolprotocol.places import Place

MAX_BYTES = 500_000_000
"""The largest answer."""
MAX_HEAD = 20_000_000
"""Of which so much says what the files are."""
MAX_FILES = 20_000
_QUICK = 1
"""Of pages that leaves an eighth; what is zipped already, such as PDFs, would not become smaller by more."""
ENDINGS = frozenset(
    {"atom", "css", "docx", "html", "js", "json", "md", "pdf", "png", "py", "svg", "txt", "woff2", "xml"}
)
"""How the names of files end that outputs consist of: nothing among them that a web server runs or obeys."""
_SOURCE = "source"
"""The folder of what pages are made from: it goes nowhere, and there alone are files of Python."""

_Line = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
_Text = Annotated[str, StringConstraints(max_length=100_000)]
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ForeignAnswerError(SchoolprotocolError):
    """A worker answered what no worker of ours does."""

    exit_code = 3

    def __init__(self, detail: str) -> None:
        text = _(
            "A worker answered what no worker of ours does ({detail}). Look which machines have joined the scheduler."
        )
        super().__init__(text.format(detail=detail))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker made."""

    outcome: Outcome
    entries: Mapping[str, Entry]
    """Of what was asked."""
    files: Mapping[str, bytes]
    """By path below the build folder."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Finding(_Part):
    kind: _Line
    file: _Line
    line: int = Field(ge=0, le=10**9)
    column: int = Field(ge=0, le=10**9)
    values: dict[_Line, _Text]
    school: _Line | None
    target: _Line | None


class _Entry(_Part):
    key: _Line
    token: _Text
    places: list[_Line] = Field(max_length=1_000)
    files: int = Field(ge=0, le=MAX_FILES)


class _File(_Part):
    name: _Line
    size: int = Field(ge=0, le=MAX_BYTES)
    sha256: _Hash


class _Head(_Part):
    made: list[_Line] = Field(max_length=100)
    there: list[_Line] = Field(max_length=100)
    error: _Text | None
    exit_code: int = Field(ge=0, le=70)
    findings: list[_Finding] = Field(max_length=1_000)
    trace: _Text | None
    times: list[tuple[_Line, float]] = Field(max_length=100)
    entries: dict[_Line, _Entry] = Field(max_length=100)
    files: list[_File] = Field(max_length=MAX_FILES)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        names = [file.name for file in self.files]
        if len({*names}) != len(names) or {*self.there} != self.entries.keys() or not {*self.made} <= {*self.there}:
            raise ValueError("its parts contradict each other")
        return self


def written(answer: Answer) -> bytes:
    """An answer as bytes: the same each time."""
    outcome = answer.outcome
    head = _Head(
        made=list(outcome.made),
        there=[target for target, _summary in outcome.there],
        error=outcome.error,
        exit_code=outcome.exit_code,
        findings=[_finding(one) for one in outcome.diagnostics],
        trace=outcome.trace,
        times=list(outcome.times),
        entries={
            target: _Entry(
                key=one.key, token=one.token, places=list(one.places), files=dict(outcome.there)[target].files
            )
            for target, one in answer.entries.items()
        },
        files=[_File(name=name, size=len(data), sha256=_hash(data)) for name, data in answer.files.items()],
    )
    content = {one.sha256: answer.files[one.name] for one in head.files}
    return b"".join((head.model_dump_json().encode(), b"\n", zlib.compress(b"".join(content.values()), _QUICK)))


def _finding(one: Diagnostic) -> _Finding:
    place = one.place
    return _Finding(
        kind=one.kind.name,
        file=place.file,
        line=place.line,
        column=place.column,
        values=dict(one.values),
        school=one.school,
        target=one.target,
    )


def read(data: object, task: Task, names: Iterable[str]) -> Answer:
    """What a worker answered to a task.

    Args:
        data: what came.
        task: what was asked.
        names: of all texts that are known here: nothing goes to the place of another one.

    Raises:
        ForeignAnswerError: where it is anything but what a worker of ours answers to that.
    """
    if not isinstance(data, bytes) or len(data) > MAX_BYTES:
        raise ForeignAnswerError(_("no bytes, or too many"))
    line, found, _content = data[:MAX_HEAD].partition(b"\n")
    try:
        head = _Head.model_validate_json(line) if found else None
    except ValidationError as error:
        raise ForeignAnswerError(_("{n} faults of form").format(n=error.error_count())) from None
    if head is None:
        raise ForeignAnswerError(_("no description"))
    outcome = _outcome(head, task)
    entries = {target: Entry(one.key, one.token, tuple(one.places)) for target, one in head.entries.items()}
    _require_own_places(entries, task, names)
    made = [place for target in outcome.made for place in entries[target].places]
    return Answer(outcome, entries, _files(head.files, _unzipped(data[len(line) + 1 :], head.files), made))


def _unzipped(content: bytes, listed: Iterable[_File]) -> bytes:
    """The files behind each other: no more is unzipped than was described.

    One that stands in many places travels once, but is written in each of them.
    """
    listed = [*listed]
    size = sum({one.sha256: one.size for one in listed}.values())
    if sum(one.size for one in listed) > MAX_BYTES:
        raise ForeignAnswerError(_("no bytes, or too many"))
    zipped = zlib.decompressobj()
    try:
        data = zipped.decompress(content, size + 1)
    except zlib.error:
        raise ForeignAnswerError(_("a file that came over in part")) from None
    if len(data) > size or zipped.unused_data:
        raise ForeignAnswerError(_("more than it describes"))
    if not zipped.eof:
        raise ForeignAnswerError(_("a file that came over in part"))
    return data


def _outcome(head: _Head, task: Task) -> Outcome:
    known, finite = stages(), all(math.isfinite(seconds) and seconds >= 0 for _stage, seconds in head.times)
    if not {*head.there} <= {*task.targets} or not finite or not {stage for stage, _s in head.times} <= known.keys():
        raise ForeignAnswerError(_("outputs that were not asked"))
    if head.error is None and ({*head.there} != {*task.targets} or head.exit_code or head.findings):
        raise ForeignAnswerError(_("neither an error nor what was asked"))
    there = tuple((target, Summary(head.entries[target].key, head.entries[target].files)) for target in head.there)
    return Outcome(
        task,
        made=tuple(head.made),
        there=there,
        error=_plain(head.error),
        exit_code=head.exit_code or (3 if head.error is not None else 0),
        diagnostics=tuple(_diagnostic(one) for one in head.findings),
        trace=_plain(head.trace),
        times=tuple(head.times),
    )


def _plain(text: str | None) -> str | None:
    """Words from elsewhere, without signs that steer a terminal."""
    return text and "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def _diagnostic(one: _Finding) -> Diagnostic:
    try:
        values = {name: _plain(value) or "" for name, value in one.values.items()}
        place = Place(_plain(one.file) or "", one.line, one.column)
        made = Diagnostic(Kind[one.kind], place, values, one.school, one.target)
        made.message(), made.remedy()
    except (KeyError, ValueError, IndexError):
        raise ForeignAnswerError(_("a finding that there is not")) from None
    return made


def _require_own_places(entries: Mapping[str, Entry], task: Task, names: Iterable[str]) -> None:
    others = [name for name in {*names} if name != task.name]
    for target, entry in entries.items():
        for place in entry.places:
            path = PurePosixPath(place)
            is_of_output = len(path.parts) == 2 and path.parts[0] == target
            is_named = is_of_output and _is_named(path.parts[1], task.name, others)
            is_named |= place == printed.place(task.name) and target == pdf.OUTPUT.name  # what a bundle is made of
            is_own = task.has_place(place) if outputs.named(target).is_site else is_named
            if not is_inside(place) or not is_own:
                raise ForeignAnswerError(_("a place that is not of this document"))


def _is_named(file: str, name: str, others: Collection[str]) -> bool:
    """Whether a file or folder is called after a document, and after none with a longer name."""
    after = [one for one in (name, *others) if file == one or file.startswith((f"{one}.", f"{one}-"))]
    return name in after and max(after, key=len) == name


def _files(listed: Iterable[_File], content: bytes, places: Collection[str]) -> dict[str, bytes]:
    files, start, below = {}, 0, tuple(f"{place}/" for place in places)
    known = dict[str, bytes]()
    for one in listed:
        path, data = PurePosixPath(one.name), known.get(one.sha256)
        if data is None:
            data = known[one.sha256] = content[start : start + one.size]
            start += one.size
        if not is_inside(one.name) or not (one.name in places or one.name.startswith(below)):
            raise ForeignAnswerError(_("a file outside its outputs"))
        ending = path.suffix.removeprefix(".")
        is_odd = ending not in ENDINGS or (ending == "py" and path.parts[0] != _SOURCE)
        if is_odd or any(part.startswith(".") for part in path.parts):
            raise ForeignAnswerError(_("a file of a kind that outputs do not have"))
        if len(data) != one.size or _hash(data) != one.sha256:
            raise ForeignAnswerError(_("a file that came over in part"))
        files[one.name] = data
    if any(parent.as_posix() in files for name in files for parent in PurePosixPath(name).parents):
        raise ForeignAnswerError(_("a file that is a folder too"))
    if start != len(content):
        raise ForeignAnswerError(_("more than it describes"))
    return files


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
