"""What a rule looks at: one document, working or released, with its corpus, its places and the day of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from schoolprotocol.check.said import Said, said
from schoolprotocol.check.texts import Printed
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.model.document import Document
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Clause, Policy, Table, Text
from schoolprotocol.policy.tree import DocumentTree, tree_of
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.resolve.policy import kort_place
from schoolprotocol.resolve.values import shared_values
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.versions import Release
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import names_in

DOCUMENT_TEXTS = ("subtitle", "owner", "manager", "author", "number", "based_on", "part_of")


@dataclass(frozen=True)
class Subject:
    """One document."""

    corpus: Corpus
    policy: Policy
    today: date
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each clause's text, each section and each table stands, by id; for a release nothing."""
    release: Release | None = None
    """The release that it was read from; None for the working source."""

    @property
    def is_release(self) -> bool:
        """Whether it is a frozen text: then every place is the release's file."""
        return self.release is not None

    @property
    def document(self) -> Document:
        """Document control."""
        return self.policy.document

    @property
    def adopted(self) -> bool:
        """Whether the document counts as adopted and still holds."""
        return self.document.status not in (*NOT_YET_ADOPTED, "vervallen")

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The school's variant, then those on which it builds; broken chains end early."""
        found: list[Variant] = []
        school = self.policy.school
        seen: set[str] = set()
        while school in self.corpus.schools and school not in seen:
            seen.add(school)
            variant = self.corpus.schools[school].variants.get(self.policy.protocol)
            if variant is None:
                break
            found.append(variant)
            school = variant.extends
        return tuple(found)

    # -- places -------------------------------------------------------------------------------------------------------

    @property
    def home(self) -> Place:
        """Where document control stands."""
        if self.release is not None:
            return Place(self.release.file)
        return self.variants[0].at("document") if self.variants else self.document.at()

    def document_at(self, *path: str | int) -> Place:
        """Where a field of document control stands."""
        return self.home if self.is_release else self.document.at(*path)

    def decision_at(self, index: int) -> Place:
        """Where a decision stands."""
        return self.home if self.is_release else self.policy.decisions[index].at("day")

    def school_at(self, key: str) -> Place:
        """Where a fact of the school stands."""
        source = self.corpus.schools.get(self.policy.school)
        return self.home if self.is_release or source is None else source.school.at(key)

    def text_at(self, id_: str) -> Place:
        """Where the text of a clause or the heading of a section stands."""
        return self.home if self.is_release else self.places.get(id_, self.home)

    def _at(self, clause: Clause, text: Text) -> Place:
        """Where one of the texts of a clause stands; of a note, where the clause does."""
        return self.text_at(kort_place(clause.id) if text is clause.kort else clause.id)

    def row_at(self, table: Table, index: int) -> Place:
        """Where a row of a table of document control stands."""
        if self.is_release:
            return self.home
        protocol = self.corpus.protocols.get(self.policy.protocol)
        fronts = [variant.front for variant in self.variants] + [protocol.protocol.front if protocol else None]
        front = next((front for front in fronts if front is not None), ())
        written = next((t for t in front if t.id == table.id), None)
        return written.at("rows", index) if written is not None else self.text_at(table.id)

    def value_at(self, name: str) -> Place | None:
        """Where a value was given that texts use by this name; None where it was not given by hand."""
        if self.is_release:
            return self.home
        scope, _, key = name.partition(".")
        if scope == "document":
            return self.document_at(key)
        if scope == "school":
            return self.school_at(key)
        if scope == "bron":
            reference = self.corpus.references.get(key)
            return reference.at("value" if reference.value else "name") if reference else None
        if name in self.corpus.parameters and self.policy.school in self.corpus.schools:
            return shared_values(self.corpus, self.policy.school)[0][name].place
        given = next((v.at("parameters", name) for v in self.variants if name in v.parameters), None)
        protocol = self.corpus.protocols.get(self.policy.protocol)
        if given is None and protocol is not None and name in protocol.protocol.parameters:
            return protocol.protocol.parameters[name].at("default")
        return given

    # -- texts --------------------------------------------------------------------------------------------------------

    @cached_property
    def tree(self) -> DocumentTree:
        """The texts of its clauses as blocks."""
        return tree_of(self.policy)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The document's clauses, then those that only the excerpt has."""
        body = list(self.policy.clauses())
        known = {clause.id for clause in body}
        extra = {clause.id: clause for clause in every_clause(self.policy) if clause.id not in known}
        return (*body, *extra.values())

    @cached_property
    def clause_texts(self) -> tuple[Printed, ...]:
        """The wordings, notes and short sentences of all clauses."""
        return tuple(
            Printed(clause.id, bare(blocks, self.tree.labels), text.template, self._at(clause, text), clause)
            for clause in self.clauses
            for text, blocks in zip(clause.texts, self.tree.texts(clause), strict=True)
        )

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The document's clauses, each in its place."""
        wordings = {printed.target: printed.text for printed in reversed(self.clause_texts)}
        return said(self.policy, wordings)

    @cached_property
    def low(self) -> str:
        """All that the document's clauses say, in small letters: a word that is not here need not be looked for."""
        return "\n".join(one.low for one in self.said)

    @cached_property
    def texts(self) -> tuple[Printed, ...]:
        """Every text that a reader meets: document control, headings and clauses."""
        return (*self._control_texts(), *self._headings(), *self.clause_texts)

    def _control_texts(self) -> Iterator[Printed]:
        yield Printed("document.title", self.policy.title, self.policy.title, self.document_at("title"))
        for name in DOCUMENT_TEXTS:
            value = getattr(self.document, name)
            if value is not None:
                yield Printed(f"document.{name}", value, value, self.document_at(name))
        for index, row in enumerate(self.document.history):
            yield Printed("document.history", row.change, row.change, self.document_at("history", index, "change"))
        for table in self.policy.front:
            for text in (*([table.heading] if table.heading else []), *table.columns):
                yield self._line(table.id, text, self.text_at(table.id))
            for index, cells in enumerate(table.rows):
                for cell in cells:
                    yield self._line(table.id, cell, self.row_at(table, index))

    def _headings(self) -> Iterator[Printed]:
        for section in self.policy.all_sections():
            if section.heading is not None:
                yield self._line(section.id, section.heading, self.text_at(section.id))
            for group in section.groups:
                for text in (group.heading, *(column.heading for column in group.columns)):
                    if text is not None:
                        yield self._line(section.id, text, self.text_at(section.id))
        if self.policy.excerpt is not None:
            yield self._line("excerpt", self.policy.excerpt.heading, self.home)

    def _line(self, target: str, text: Text, place: Place) -> Printed:
        return Printed(target, text.text, text.template, place)

    # -- findings -----------------------------------------------------------------------------------------------------

    def report(self, kind: Kind, place: Place, target: str | None = None, **values: str) -> Diagnostic:
        """A finding about this document."""
        return Diagnostic(kind, place, values, school=self.policy.school, target=target)

    def report_said(self, one: Said, found: str, kind: Kind, /, **values: str) -> Diagnostic:
        """A finding about words in a clause, at the value that brought them in, where one did."""
        printed = Printed(one.clause.id, one.text, one.clause.wording.template, self.text_at(one.clause.id), one.clause)
        return self.report_in(printed, found, kind, **values)

    def report_in(self, printed: Printed, found: str, kind: Kind, /, **values: str) -> Diagnostic:
        """A finding about words in a text; it points at the value that brought them in, where one did."""
        if found not in printed.template:
            for name in names_in(printed.template):
                value = self.policy.values.get(name)
                place = self.value_at(name) if value is not None and found.casefold() in value.text.casefold() else None
                if place is not None:
                    return self.report(kind, place, name, **values)
        return self.report(kind, printed.place, printed.target, **values)


def of_release(corpus: Corpus, release: Release, today: date) -> Subject:
    """The subject for a frozen release."""
    return Subject(corpus, release.policy, today, release=release)
