"""Change notes as the studio shows and writes them: which change needs one, what it says, whom it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schoolprotocol.project import Document, Project
from schoolprotocol.studio.workplace import Expected, digest

if TYPE_CHECKING:
    from schoolprotocol import Edit, Piece

FIELDS = ("summary", "motive", "consequences", "measures")
"""What a note always says."""
LABELS = {
    "summary": "Wat verandert er, in één zin?",
    "motive": "Waarom?",
    "consequences": "Wat betekent het voor medewerkers, leerlingen en ouders?",
    "measures": "Wat doet de school daarom?",
}
_MORE = ("weight", "weight_reason")


@dataclass(frozen=True, slots=True)
class Change:
    """A change with its note, on the page of a proposal."""

    piece: Piece
    fields: Mapping[str, str]
    """What the form says: of the note, or as it was typed."""
    basis: str
    """What stands for the note as it was when the form was filled in."""
    is_for_all: bool
    """Whether the note is for every school with this change."""
    is_needed: bool
    """Whether the proposal lacks it."""
    theirs: Mapping[str, str] | None = None
    """What somebody else wrote meanwhile."""


def note_of(project: Project, protocol: str, note: str) -> Mapping[str, str] | None:
    """What a change note says; None where there is none."""
    source = project.corpus.protocols.get(protocol)
    found = next((one for one in source.changes if one.id == note), None) if source is not None else None
    if found is None:
        return None
    told = {name: getattr(found, name) or "" for name in (*FIELDS, *_MORE)}
    return {**told, "rule": "ja" if found.rule else "", "schools": " ".join(found.schools)}


def as_text(note: Mapping[str, str] | None) -> str | None:
    """A note as one text, to see whether it changed."""
    return None if note is None else "\n".join(f"{name}: {text}" for name, text in sorted(note.items()))


def expected(protocol: str, note: str, basis: str) -> Expected:
    """What somebody saw of a note when he began to write it."""
    return Expected(f"note/{protocol}/{note}", basis, lambda project: as_text(note_of(project, protocol, note)))


def change_of(document: Document, piece: Piece) -> Change:
    """A change with what its note says."""
    known = note_of(document.project, document.protocol, piece.note) if piece.note is not None else None
    is_needed = piece.weight == "substantive" and piece.note is None
    fields = known or dict.fromkeys((*FIELDS, *_MORE, "rule", "schools"), "")
    is_for_all = not known["schools"] if known is not None else not is_own(document, piece)
    return Change(piece, fields, digest(as_text(known)), is_for_all, is_needed)


def is_own(document: Document, piece: Piece) -> bool:
    """Whether the change is in what only this school says."""
    policy, origins = document.policy, document.resolution.origins
    clauses = policy.by_id()
    own = [
        id_ for id_ in piece.names.get("clauses", ()) if id_ in clauses and clauses[id_].source in {"replaced", "own"}
    ]
    values = [
        name
        for name in piece.names.get("parameters", ())
        if name in origins and origins[name].level != "default" and origins[name].school == document.school
    ]
    return bool(own or values)


def new_id(project: Project, protocol: str, summary: str) -> str:
    """A name for a new note, made of what it says: `telefoon-in-de-kluis`."""
    return project.new_id(summary, {one.id for one in project.corpus.protocols[protocol].changes}, "wijziging")


@dataclass(frozen=True, slots=True)
class Typed:
    """A note as somebody typed it."""

    fields: Mapping[str, str]
    is_for_all: bool

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Typed:
        """From a form."""
        names = (*FIELDS, *_MORE, "rule")
        return cls({name: form.get(name, "").strip() for name in names}, form.get("voor") != "school")

    def write(self, edit: Edit, document: Document, piece: Piece, note: str, since: str) -> None:
        """Write it in the source.

        Args:
            edit: gathers the change.
            document: whose change it is about.
            piece: the change.
            note: its id.
            since: the version after which the change comes.
        """
        told: dict[str, object] = {name: self.fields[name] for name in FIELDS}
        told["summary"] = " ".join(self.fields["summary"].split())
        weight, reason = self.fields["weight"] or None, " ".join(self.fields["weight_reason"].split()) or None
        told |= {"weight": weight, "weight_reason": reason, "rule": True if self.fields["rule"] else None}
        known = note_of(document.project, document.protocol, note)
        if known is None:
            told |= {**piece.names, "since": since, "schools": None if self.is_for_all else [document.school]}
        elif self.is_for_all != (not known["schools"]):
            told["schools"] = None if self.is_for_all else [document.school]
        edit.set_change_note(document.protocol, note, **told)  # type: ignore[arg-type]
