"""A change that matters has a note that says why; a note explains a change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from schoolprotocol.check.changes import check_changes, check_notes, explained
from schoolprotocol.check.subject import Subject
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.resolve.policy import resolve
from tests.check.cases import NOTE
from tests.check.history import change, version, version_one
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL
from tests.helpers import loaded

TODAY = date(2026, 11, 20)


def write_note(root: Path, about: str) -> None:
    """Add a change note to a project, which may have none yet."""
    (root / NOTE).parent.mkdir(exist_ok=True)
    (root / NOTE).write_text(note(about), "utf-8")


def subject_and_changes(root: Path) -> tuple[Subject, ChangeSet]:
    """The working document of `noord`, and how it differs from its release."""
    corpus = loaded(root)
    resolution = resolve(corpus, "noord", "telefoons")
    assert resolution.policy is not None
    (release,) = corpus.schools["noord"].releases
    notes = corpus.protocols["telefoons"].changes
    changes = compare(release.policy, resolution.policy, notes)
    return Subject(corpus, resolution.policy, TODAY, resolution.places), changes


def notes_of(subject: Subject, changes: ChangeSet) -> list[Diagnostic]:
    """What is wrong with the notes where this is the only document."""
    protocol = subject.corpus.protocols["telefoons"]
    return check_notes(protocol, [explained(protocol, changes)])


def test_a_substantive_change_without_note_is_reported_at_the_clause(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.1")
    change(root, CLAUSES, "Vraag het eerst.", "Vraag het altijd aan een leraar.")
    (found,) = check_changes(*subject_and_changes(root))
    assert (found.kind, found.target, found.place.file) == (Kind.NOTE_MISSING, "tips.vraag", CLAUSES)
    assert "Vraag het eerst" in found.message()


def test_a_changed_value_without_note_is_reported_once_at_the_value(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.1")
    (root / NOORD).write_text((root / NOORD).read_text("utf-8") + "parameters: {bewaarplek: thuis}\n", "utf-8")
    (found,) = check_changes(*subject_and_changes(root))
    assert (found.target, str(found.place)) == ("bewaarplek", f"{NOORD}:4")


def test_a_heading_without_note_is_named_as_it_is_printed(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.1")
    change(root, PROTOCOL, "heading: Gevolgen", "heading: Wat er dan gebeurt")
    (found,) = check_changes(*subject_and_changes(root))
    assert found.target == "gevolgen"
    assert "Wat er dan gebeurt" in found.message()


def test_a_change_with_a_note_and_an_editorial_change_are_sound(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.1")
    change(root, CLAUSES, "Vraag het eerst.", "Vraag het altijd aan een leraar.")
    change(
        root,
        CLAUSES,
        "De school {{ aangifte.werkwoord }} aangifte doen.",
        "De school {{ aangifte.werkwoord }} aangifte doen!",
    )
    write_note(root, "clauses: [tips.vraag]")
    subject, changes = subject_and_changes(root)
    assert check_changes(subject, changes) == []
    assert notes_of(subject, changes) == []


def test_a_note_that_explains_nothing_is_reported(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.1")
    write_note(root, "clauses: [tips.vraag]")
    subject, changes = subject_and_changes(root)
    (found,) = notes_of(subject, changes)
    assert (found.kind, found.place.file, found.target) == (Kind.NOTE_UNUSED, NOTE, "kluis")


def test_a_note_that_has_a_clause_by_its_section_alone_says_so(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.1")
    change(root, PROTOCOL, "heading: Tips", "heading: Goede raad")
    change(root, CLAUSES, "Vraag het eerst.", "Vraag het altijd aan een leraar.")
    write_note(root, "sections: [tips]")
    subject, changes = subject_and_changes(root)
    assert check_changes(subject, changes) == []
    (found,) = notes_of(subject, changes)
    assert (found.kind, found.place.file, found.target) == (Kind.NOTE_GROWN, NOTE, "kluis")
    assert "tips.vraag" in found.message()
    write_note(root, "sections: [tips]\nclauses: [tips.vraag]")
    subject, changes = subject_and_changes(root)
    assert notes_of(subject, changes) == []


def test_a_clause_that_was_added_later_asks_for_a_note_of_its_own(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.1")
    change(root, PROTOCOL, "heading: Tips", "heading: Goede raad")
    write_note(root, "sections: [tips]")
    assert check_changes(*subject_and_changes(root)) == []
    change(root, PROTOCOL, "bullets: [tips.vraag]", "bullets: [tips.vraag, tips.later]")
    later = "- id: tips.later\n  title: Later\n  audience: [leerling]\n  text: Leg je telefoon nooit op tafel.\n"
    change(root, CLAUSES, "- id: gids.kern", later + "- id: gids.kern")
    (found,) = check_changes(*subject_and_changes(root))
    assert (found.kind, found.target) == (Kind.NOTE_MISSING, "tips.later")


def note(names: str) -> str:
    """A change note about these things."""
    return f"id: kluis\nsummary: Kluis\n{names}\nsince: '1.0'\nmotive: Rust.\nconsequences: Geen.\nmeasures: Geen.\n"
