"""A policy as readers get it: words, places, numbers and readers of each clause, headings, tables, document control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from schoolprotocol.compare.tokens import Printing, shown, tokens
from schoolprotocol.model.document import Document
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.policy.excerpt import READERS, on_half_page
from schoolprotocol.policy.model import Clause, Group, Policy, Section, Text
from schoolprotocol.policy.slots import EXCERPT, Slot
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.notices import consent_words
from schoolprotocol.words.terms import AUDIENCE_WORDS, FORMS

_ITEM: Final = re.compile(r"[ \t]*(?:[-+*]|(\d{1,9})[.)])[ \t]+")
"""What begins a list item."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a clause stands."""

    section: str
    """Id of the nearest section with a heading; `#excerpt`; empty where there is none."""
    words: str
    """The headings above it, as printed."""
    heading: Slot | None
    """The heading of the column or group in which it stands."""
    form: GroupForm


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list of document control."""

    key: str
    words: tuple[str, ...]
    """What a reader must find of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of document control, cell by cell."""

    templates: tuple[str, ...]
    words: tuple[str, ...]

    def same(self, other: Row) -> bool:
        """Whether nothing is to be told: a value in it is told by itself."""
        return self.templates == other.templates or self.words == other.words


class Edition:
    """One version, laid out for whoever asks what it says."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.clauses: dict[str, Clause] = {}
        """In reading order; last those that only the text for the schoolgids has."""
        self.spots: dict[str, Spot] = {}
        self.section_of: dict[str, str] = {}
        """The section in which each clause stands, with or without a heading."""
        self.sections: dict[str, Section] = {}
        self.around: dict[str, str] = {}
        """The section around a section; empty at the top."""
        self.headings: dict[Slot, Text] = {}
        """Of sections, groups and columns, in reading order."""
        self._wordings: dict[str, str] = {}
        for section in policy.sections:
            self._section(section, "", "", "")
        labels = {id_: clause.label for id_, clause in self.clauses.items()} | self.elsewhere
        self._excerpt()
        self.printing = Printing(
            values={name: value.text for name, value in policy.values.items()},
            labels=labels,
            notes={(clause.id, note.id): str(note.number) for clause in self.clauses.values() for note in clause.notes},
        )

    @property
    def elsewhere(self) -> dict[str, str]:
        """What references to other documents print, by what a text calls them."""
        return {one.target: one.label for one in self.policy.elsewhere or ()}

    def is_titled(self, id_: str) -> bool:
        """Whether a clause has its title before its text."""
        begins = beginnings(self.policy).get(id_)
        return begins is not None and bool(begins.title)

    # -- places -------------------------------------------------------------------------------------------------------

    def _section(self, section: Section, around: str, headed: str, words: str) -> None:
        self.sections[section.id] = section
        self.around[section.id] = around
        if section.heading is not None:
            self.headings[Slot.heading(section.id)] = section.heading
            headed, words = section.id, f"{section.number} {section.heading.text}".strip()
        for n, group in enumerate(section.groups):
            self._group(group, section.id, n, headed, words)
        for child in section.sections:
            self._section(child, section.id, headed, words)

    def _group(self, group: Group, section: str, n: int, headed: str, words: str) -> None:
        own = None
        if group.heading is not None:
            own = Slot.group(section, n)
            self.headings[own] = group.heading
        there = " – ".join(filter(None, (words, group.heading.text if group.heading is not None else "")))
        for clause in group.clauses:
            self._clause(clause, Spot(headed, there, own, group.form), section)
        for m, column in enumerate(group.columns):
            own = Slot.column(section, n, m)
            self.headings[own] = column.heading
            there = " – ".join(piece for piece in (words, column.heading.text) if piece)
            for clause in column.clauses:
                self._clause(clause, Spot(headed, there, own, group.form), section)

    def _clause(self, clause: Clause, spot: Spot, section: str) -> None:
        if clause.id not in self.clauses:
            self.clauses[clause.id] = clause
            self.spots[clause.id] = spot
            self.section_of[clause.id] = section

    def _excerpt(self) -> None:
        excerpt = self.policy.excerpt
        if excerpt is None:
            return
        words = excerpt.heading.text
        self.headings[Slot.heading(EXCERPT)] = excerpt.heading
        for n, group in enumerate(excerpt.groups):
            self._group(group, EXCERPT, n, EXCERPT, words)
        for group in excerpt.half or ():
            for clause in group.all_clauses():
                self._clause(clause, Spot(EXCERPT, words, None, group.form), EXCERPT)
        self._clause(excerpt.short, Spot(EXCERPT, words, None, "prose"), EXCERPT)

    def inside(self, section: str) -> Iterator[str]:
        """A section and those around it, from the inside out."""
        while section:
            yield section
            section = self.around.get(section, "")

    # -- words --------------------------------------------------------------------------------------------------------

    def wording(self, id_: str) -> str:
        """The words of a clause as printed, with one space between them."""
        if id_ not in self._wordings:  # each proof asks
            self._wordings[id_] = self.words(self.clauses[id_].wording, id_)
        return self._wordings[id_]

    def notes(self, id_: str) -> tuple[str, ...]:
        """The words of its notes, by paragraph; in no order."""
        return tuple(
            words
            for note in self.clauses[id_].notes
            for piece in _pieces(note.wording.template)
            if (words := self._printed(piece, id_))
        )

    def kort(self, id_: str) -> str | None:
        """The words of its short sentence."""
        kort = self.clauses[id_].kort
        return None if kort is None else self.words(kort, id_)

    def templates(self, id_: str) -> tuple[str, ...]:
        """Its text and its notes as they are written."""
        clause = self.clauses[id_]
        return (clause.wording.template, *sorted(note.wording.template for note in clause.notes))

    def words(self, text: Text, clause: str) -> str:
        """The words of a text in clause markup."""
        return squeezed(" ".join(self._printed(piece, clause) for piece in _pieces(text.template)))

    def _printed(self, piece: str, clause: str) -> str:
        return squeezed("".join(shown(token, self.printing, clause) for token in tokens(piece, markup=True)))

    @cached_property
    def heading_words(self) -> frozenset[str]:
        """Every heading as printed, with its number."""
        return frozenset(self.headed(slot, text) for slot, text in self.headings.items())

    def headed(self, slot: Slot, text: Text) -> str:
        """A heading with its number."""
        section = self.sections.get(slot.id) if slot.kind == "heading" else None
        return f"{section.number if section is not None else ''} {self.line(text)}".strip()

    def line(self, text: Text) -> str:
        """The words of a heading or cell."""
        return squeezed("".join(shown(token, self.printing) for token in tokens(text.template, markup=False)))

    # -- document control ---------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, str]:
        """Every single field of document control and of the organisation that it prints, in words."""
        policy = self.policy
        found = {"title": policy.title}
        for name in Document.model_fields:
            if name not in {"history", "title"}:
                found[name] = _printed(getattr(policy.document, name))
        for name in type(policy.organisation).model_fields:
            found[f"organisation.{name}"] = _printed(getattr(policy.organisation, name))
        found |= {name: value.text for name, value in policy.values.items() if name.startswith("besluit.")}
        found["consent"] = consent_words(policy.consent or ())
        if policy.excerpt is not None:
            found["excerpt-short"] = policy.excerpt.short.id
            readers = policy.excerpt.readers if policy.excerpt.readers is not None else READERS
            found["excerpt-readers"] = enumerate_nl([name for one, name in AUDIENCE_WORDS.items() if one in readers])
        return {name: words for name, words in found.items() if words}

    def lists(self) -> dict[str, tuple[Listed, ...]]:
        """Every list of document control; rules of the text for the schoolgids by their id."""
        policy = self.policy
        excerpt = policy.excerpt
        half = on_half_page(excerpt) if excerpt is not None else ()
        return {
            "decision": tuple(
                Listed(str(one), tuple(filter(None, (one.body, one.version, _printed(one.day)))))
                for one in policy.decisions
            ),
            "history": tuple(
                Listed(str(row), (row.version, _printed(row.day), row.status, row.change))
                for row in policy.document.history
            ),
            "omission": tuple(Listed(str(one), (one.title, one.reason)) for one in policy.omitted),
            "excerpt": tuple(Listed(one.id, (one.title,)) for one in every_clause(*policy.excerpt_groups)),
            "excerpt-half": tuple(Listed(one.id, (one.title,)) for one in half),
        }

    def orders(self) -> dict[str, dict[str, str]]:
        """What stands in an order of its own: the words by the key of each."""
        found = {f"{name}-order": {one.key: one.words[0] for one in lines} for name, lines in self.lists().items()}
        return found | {"tables-order": {table.id: table.id for table in self.policy.front}}

    def forms(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """The form of each list of the text for the schoolgids, and the ids of the rules in it."""
        excerpt = self.policy.excerpt
        texts = {"excerpt-form": self.policy.excerpt_groups, "excerpt-half-form": (excerpt and excerpt.half) or ()}
        return {
            name: [(FORMS[group.form], frozenset(clause.id for clause in group.all_clauses())) for group in groups]
            for name, groups in texts.items()
        }

    def rows(self) -> dict[str, list[Row]]:
        """By table of document control: its headings, then its rows; those in which a word stands."""
        found: dict[str, list[Row]] = {}
        for table in self.policy.front:
            heads = ((table.heading,) if table.heading is not None else ()) + table.columns
            rows = (
                Row(tuple(t.template for t in cells), tuple(map(self.line, cells))) for cells in (heads, *table.rows)
            )
            found[table.id] = [row for row in rows if any(row.words)]
        return found


def squeezed(text: str) -> str:
    """One space where there is white space; none at the ends."""
    return " ".join(text.split())


def _printed(value: object) -> str:
    return day_in_words(value) if isinstance(value, date) else "" if value is None else str(value)


def _pieces(template: str) -> Iterator[str]:
    """The paragraphs and list items of a text, without the marks of the items: a reader sees a bullet."""
    piece, listed, blank = "", False, False
    for line in template.splitlines(keepends=True):
        item = _ITEM.match(line)
        # In the middle of a paragraph only a list that starts at 1 begins: “2027. Dat jaar …” is text.
        begins = item is not None and (not piece or blank or listed or item[1] in {None, "1"})
        if line.strip() and (begins or blank):
            yield piece
            piece, listed = "", False
        if item is not None and begins:
            listed = True
            piece = line[item.end() :] or "\n"
        else:
            piece += line
        blank = not line.strip() and bool(piece.strip() or listed)
    yield piece
