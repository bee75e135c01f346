"""One version of a document, laid out for comparing: texts by slot, clauses and sections by id, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _

from schoolprotocol.compare.changeset import Standing
from schoolprotocol.compare.tokens import Printing
from schoolprotocol.errors import ComparisonError
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.policy.model import Clause, Group, Policy, Section, Text
from schoolprotocol.policy.slots import EXCERPT, SHORT, Slot
from schoolprotocol.policy.walk import every_text


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a clause stands."""

    section: str
    place: Slot
    """The heading of the section, or of the column: another place may mean another meaning."""
    form: GroupForm
    group: Slot
    """The heading of the group in which it stands."""
    headed: bool = False
    """Whether that group has a heading."""


@dataclass(frozen=True)
class Version:
    """One side of a comparison."""

    policy: Policy
    texts: dict[Slot, Text]
    clauses: dict[str, Clause]
    """In reading order; last those that only the excerpt has."""
    spots: dict[str, Spot]
    sections: dict[str, Section]
    """In reading order."""
    parents: dict[str, str]
    """The id of the section around a section; empty at the top."""
    printing: Printing

    def standing(self, id_: str) -> Standing:
        """A clause where it stands."""
        clause, spot = self.clauses[id_], self.spots[id_]
        return Standing(
            id=id_,
            title=clause.title,
            number=clause.number,
            label=clause.label,
            section=spot.section,
            section_heading=self.heading(spot.section),
            column=self.texts[spot.place].text if spot.form == "columns" else "",
            group=self.texts[spot.group].text if spot.headed else "",
            form=spot.form,
            audience=clause.audience,
        )

    def heading(self, section: str) -> str:
        """A section's number and heading as printed, or those of the nearest section around it that has them."""
        if section == EXCERPT:
            return self.policy.excerpt.heading.text if self.policy.excerpt is not None else ""
        while section:
            found = self.sections[section]
            if found.heading is not None:
                return f"{found.number} {found.heading.text}".strip()
            section = self.parents[section]
        return ""

    def templates(self) -> dict[str, str]:
        """The wording's template by clause id."""
        return {id_: clause.wording.template for id_, clause in self.clauses.items()}

    def templates_of(self, id_: str) -> dict[str, str]:
        """The templates of a clause's wording (under an empty name) and of its notes."""
        return {"": self.clauses[id_].wording.template, **self.notes(id_)}

    def notes(self, id_: str) -> dict[str, str]:
        """Template by note id of a clause."""
        return {note.id: note.wording.template for note in self.clauses[id_].notes}


def version(policy: Policy) -> Version:
    """Lay out a policy.

    Raises:
        ComparisonError: where one clause has two texts.
    """
    clauses: dict[str, Clause] = {}
    spots: dict[str, Spot] = {}
    for section in policy.all_sections():
        for n, group in enumerate(section.groups):
            _collect(group, section.id, n, clauses, spots)
    labels = {id_: clause.label for id_, clause in clauses.items()}
    labels |= {one.target: one.label for one in policy.elsewhere or ()}
    for n, group in enumerate(policy.excerpt_groups):
        _collect(group, EXCERPT, n, clauses, spots)
    if policy.excerpt is not None:
        for n, group in enumerate(policy.excerpt.half or ()):
            _collect(group, EXCERPT, n, clauses, spots)
        short = policy.excerpt.short
        clauses.setdefault(short.id, short)
        spots.setdefault(short.id, Spot(EXCERPT, Slot.heading(SHORT), "prose", Slot.group(SHORT, 0)))
    printing = Printing(
        values={name: value.text for name, value in policy.values.items()},
        labels=labels,
        notes={(clause.id, note.id): str(note.number) for clause in clauses.values() for note in clause.notes},
    )
    sections = {section.id: section for section in policy.all_sections()}
    parents = dict(_parents(policy.sections, ""))
    return Version(policy, texts(policy), clauses, spots, sections, parents, printing)


def texts(policy: Policy) -> dict[Slot, Text]:
    """All texts by slot, in reading order.

    Raises:
        ComparisonError: where one slot holds two different texts (a clause that the excerpt gives otherwise).
    """
    found: dict[Slot, Text] = {}
    for slot, text in every_text(policy):
        if found.setdefault(slot, text) != text:
            raise ComparisonError(_("“{slot}” has two different texts in one document").format(slot=slot))
    return found


def _collect(group: Group, section: str, n: int, clauses: dict[str, Clause], spots: dict[str, Spot]) -> None:
    about = group.form, Slot.group(section, n), group.heading is not None
    for clause in group.clauses:
        clauses.setdefault(clause.id, clause)
        spots.setdefault(clause.id, Spot(section, Slot.heading(section), *about))
    for m, column in enumerate(group.columns):
        for clause in column.clauses:
            clauses.setdefault(clause.id, clause)
            spots.setdefault(clause.id, Spot(section, Slot.column(section, n, m), *about))


def _parents(sections: tuple[Section, ...], parent: str) -> Iterator[tuple[str, str]]:
    for section in sections:
        yield section.id, parent
        yield from _parents(section.sections, section.id)
