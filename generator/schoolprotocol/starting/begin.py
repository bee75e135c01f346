"""Begins a project: makes its files, has them checked as they would be, and only then writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.diagnostics import Diagnostic, has_errors
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import open_source
from schoolprotocol.errors import SourceError, UsageError, why
from schoolprotocol.library.taking import OURS, Shelf
from schoolprotocol.source.tree import MAX_BYTES, SOURCE, FolderTree, Overlay
from schoolprotocol.starting.answers import LETTERS, NO_LOGO, Answers, School
from schoolprotocol.starting.files import around_practice, board_id, members, project_files
from schoolprotocol.starting.folder import require_new, write_project

_PRACTICE = Path(__file__).parent / "practice"


@dataclass(frozen=True, slots=True)
class Begun:
    """A project that was begun."""

    folder: Path
    board: str
    """Id of the board; empty for the practice project."""
    schools: tuple[tuple[str, tuple[str, ...]], ...]
    """Id and protocols of each school."""
    files: int
    findings: tuple[Diagnostic, ...]
    """What the check says of it: warnings, if anything."""


def begin(folder: Path, answers: Answers, today: date, *, beside: Path | None = None, library: Path = OURS) -> Begun:
    """Begin a project of one's own.

    Args:
        folder: not there yet, or empty.
        answers: of the board.
        today: the day from which the first review is counted, and that the check goes by.
        beside: the folder from which files with logos are named; by default the one that we are in.
        library: from which texts are taken.

    Raises:
        UsageError: where a project cannot begin there, or a logo cannot be read.
        SourceError: where the answers do not fit, or the project would have faults; nothing was written.
        OSError: where the machine cannot write; then nothing is left.
    """
    require_new(folder)
    shelf = Shelf(library)
    files = project_files(answers, shelf, today, logos_of(answers.schools, beside))
    findings = judged(folder, files, today)
    write_project(folder, files)
    schools = tuple((member.id, member.protocols) for member in members(answers, shelf))
    return Begun(folder, board_id(answers.board), schools, len(files), findings)


def begin_practice(folder: Path) -> Begun:
    """Begin the project on which the examples of the manual work.

    Raises:
        UsageError, OSError: as `begin`.
    """
    files = {name: text.encode() for name, text in around_practice().items()}
    for path in sorted(_PRACTICE.rglob("*.yaml")):
        files[path.relative_to(_PRACTICE).as_posix()] = path.read_bytes()
    write_project(folder, files)
    schools = sorted({name.split("/")[2] for name in files if name.startswith(f"{SOURCE}/schools/")})
    return Begun(folder, "", tuple((id_, ()) for id_ in schools), len(files), ())


def judged(folder: Path, files: Mapping[str, bytes], today: date) -> tuple[Diagnostic, ...]:
    """What the check would say of a project with these files.

    Raises:
        SourceError: where it would have errors.
    """
    source = {name: data for name, data in files.items() if name.startswith(f"{SOURCE}/")}
    corpus = open_source(Overlay(FolderTree(folder), source)).value
    findings = check_working(corpus, today, None)
    if has_errors(findings):
        raise SourceError(findings)
    return tuple(findings)


def logos_of(schools: Iterable[School], beside: Path | None) -> dict[str, bytes]:
    """What the files with the logos of schools hold, by the name that the answers give.

    Raises:
        UsageError: where one cannot be read.
    """
    return {school.logo: _logo(beside or Path(), school.logo) for school in schools if _is_file(school.logo)}


def _is_file(logo: str) -> bool:
    return logo not in {LETTERS, NO_LOGO}


def _logo(beside: Path, name: str) -> bytes:
    path = beside / Path(name).expanduser()
    if path.suffix.lower() not in {".svg", ".png"}:
        text = _("The logo {file} is no .svg or .png file. Give another one, “letters” or “geen”.")
        raise UsageError(text.format(file=name))
    try:
        return disk.read(path, MAX_BYTES, follow=True)
    except OSError as error:
        raise UsageError(_("The logo {file} cannot be read: {why}.").format(file=name, why=why(error))) from None
