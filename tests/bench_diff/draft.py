"""A document that can be edited: the source of one policy, resolved anew after each edit by the real resolver."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from schoolprotocol.model.clause import Clause
from schoolprotocol.model.document import Document, Table
from schoolprotocol.model.outline import (
    Column,
    Excerpt,
    Group,
    GroupForm,
    HeadingNumbers,
    ItemNumbers,
    Outline,
    Section,
)
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.protocol import Parameter, Protocol
from schoolprotocol.model.school import School
from schoolprotocol.model.variant import Variant
from schoolprotocol.policy import model as p
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus, ProtocolSource, SchoolSource
from schoolprotocol.source.lineage import lineage_of

SCHOOL = "school"
_NUMBERS: dict[str, HeadingNumbers] = {
    "chapter": "decimal",
    "part": "letters",
    "appendix": "appendix",
    "plain": "none",
}
_DAY = date(2026, 11, 1)
_PLACE = {"publisher": "Uitgeverij Voorbeeld", "url": "https://voorbeeld.example"}
_STYLE = {"primary": "#14532d", "accent": "#b45309"}


@dataclass
class Row:
    """Clauses in a row: a group, or one column of a table."""

    ids: list[str]
    heading: str | None = None


@dataclass
class Block:
    """A group; `rows` has one member where the form is not a table."""

    form: GroupForm
    heading: str | None
    rows: list[Row]


@dataclass
class Chapter:
    """A section."""

    id: str
    heading: str | None
    number: HeadingNumbers
    framed: bool
    blocks: list[Block]
    chapters: list[Chapter]

    def all(self) -> Iterator[Chapter]:
        """This one and those in it, in reading order."""
        yield self
        for chapter in self.chapters:
            yield from chapter.all()


@dataclass
class Draft:
    """One document, before resolving."""

    protocol: str
    organisation: p.Organisation
    document: Document
    title: str
    items: ItemNumbers
    clauses: dict[str, Clause]
    chapters: list[Chapter]
    tables: list[Table]
    excerpt: Excerpt | None
    values: dict[str, str]
    """Printed value by name: parameters, facts of the school and references."""
    references: list[str] = field(default_factory=list)
    """Ids that clauses cite."""

    def copy(self) -> Draft:
        """One that can be edited without changing this one."""
        return replace(
            self,
            clauses=dict(self.clauses),
            chapters=copy.deepcopy(self.chapters),
            tables=list(self.tables),
            values=dict(self.values),
            references=list(self.references),
        )

    def all_chapters(self) -> list[Chapter]:
        """All sections in reading order."""
        return [chapter for top in self.chapters for chapter in top.all()]

    def rows(self) -> Iterator[tuple[Chapter, Block, Row]]:
        """Every row of clauses and what it stands in, in reading order."""
        for chapter in self.all_chapters():
            for block in chapter.blocks:
                for row in block.rows:
                    yield chapter, block, row

    def placed(self) -> list[str]:
        """The clauses of the document in reading order; not those that only the excerpt has."""
        return [id_ for _chapter, _block, row in self.rows() for id_ in row.ids]

    def row_of(self, id_: str) -> tuple[Chapter, Block, Row]:
        """Where a clause stands."""
        return next(found for found in self.rows() if id_ in found[2].ids)

    def excerpted(self) -> set[str]:
        """The clauses of the excerpt."""
        return set(self.excerpt.clause_ids()) if self.excerpt is not None else set()

    def edit(self, id_: str, **fields: Any) -> None:
        """Give a clause other fields."""
        self.clauses[id_] = self.clauses[id_].model_copy(update=fields)

    def insert(self, clause: Clause, after: str) -> None:
        """Put a new clause after another one."""
        self.clauses[clause.id] = clause
        ids = self.row_of(after)[2].ids
        ids.insert(ids.index(after) + 1, clause.id)

    def take(self, id_: str) -> Clause:
        """Take a clause out."""
        self.row_of(id_)[2].ids.remove(id_)
        return self.clauses.pop(id_)

    def set_value(self, name: str, text: str) -> None:
        """Give a value that texts print another text."""
        self.values[name] = text
        if name.startswith("school."):
            self.organisation = self.organisation.model_copy(update={name.removeprefix("school."): text})

    # -- to and from policies -----------------------------------------------------------------------------------------

    @classmethod
    def of(cls, policy: p.Policy) -> Draft:
        """The draft of which a policy could have come."""
        clauses = tuple(policy.by_id().values())
        decimal = any("." in clause.number for clause in clauses)
        return cls(
            protocol=policy.protocol,
            organisation=policy.organisation,
            document=policy.document,
            title=policy.title,
            items="decimal" if decimal else "restart",
            clauses={clause.id: _clause(clause) for clause in clauses},
            chapters=[_chapter(section) for section in policy.sections],
            tables=[_table(table) for table in policy.front],
            excerpt=_excerpt(policy.excerpt) if policy.excerpt is not None else None,
            values={n: v.text for n, v in policy.values.items() if not n.startswith(("document.", "besluit."))},
            references=sorted({id_ for clause in clauses for id_ in clause.references}),
        )

    def policy(self) -> p.Policy:
        """What the real resolver makes of it.

        Raises:
            AssertionError: where it finds a fault; the edits make none.
        """
        resolution = resolve(self._corpus(), SCHOOL, self.protocol)
        assert resolution.policy is not None, [f"{d.kind.code} {d.message()}" for d in resolution.diagnostics]
        return resolution.policy.model_copy(update={"organisation": self.organisation})

    def lineage(self) -> dict[str, tuple[str, ...]]:
        """Earlier ids by clause id, as `was` declares them."""
        return lineage_of(self._source(), [])

    def _source(self) -> ProtocolSource:
        named = {n: v for n, v in self.values.items() if not n.startswith(("school.", "bron."))}
        protocol = Protocol(
            title=self.title,
            summary=self.title,
            parameters={n: Parameter(type="text", help=n, default=v) for n, v in named.items()},
            front=tuple(self.tables),
            outline=Outline(
                headings="decimal", items=self.items, sections=tuple(_section(chapter) for chapter in self.chapters)
            ),
            excerpt=self.excerpt,
        )
        return ProtocolSource(self.protocol, protocol, self.clauses, {}, ())

    def _corpus(self) -> Corpus:
        source = self._source()
        facts = self.organisation.model_dump(exclude={"id"}, exclude_none=True)
        school = School.model_validate({**facts, "style": _STYLE})
        variant = Variant(protocol=self.protocol, document=self.document)
        printed = {n.removeprefix("bron."): v for n, v in self.values.items() if n.startswith("bron.")}
        references = {
            id_: Reference(
                id=id_,
                kind="organisatie",
                name=printed.get(id_, id_),
                source="https://voorbeeld.example",
                checked_on=_DAY,
            )
            for id_ in {**dict.fromkeys(self.references), **printed}
        }
        schools = {SCHOOL: SchoolSource(SCHOOL, Path(), school, {self.protocol: variant})}
        return Corpus(Path(), Project.model_validate(_PLACE), references, {self.protocol: source}, schools)


def _excerpt(excerpt: p.Excerpt) -> Excerpt:
    return Excerpt(
        heading=excerpt.heading.template,
        body=tuple(_group(_block(group)) for group in excerpt.groups),
        short=excerpt.short.id,
    )


def _clause(clause: p.Clause) -> Clause:
    return Clause.model_construct(
        id=clause.id,
        title=clause.title,
        audience=clause.audience,
        text=clause.wording.template,
        notes={note.id: note.wording.template for note in clause.notes},
        references=clause.references,
    )


def _chapter(section: p.Section) -> Chapter:
    return Chapter(
        id=section.id,
        heading=section.heading.template if section.heading else None,
        number=_NUMBERS[section.kind],
        framed=section.framed,
        blocks=[_block(group) for group in section.groups],
        chapters=[_chapter(child) for child in section.sections],
    )


def _block(group: p.Group) -> Block:
    rows = [Row([c.id for c in column.clauses], column.heading.template) for column in group.columns]
    heading = group.heading.template if group.heading else None
    return Block(group.form, heading, rows or [Row([clause.id for clause in group.clauses])])


def _table(table: p.Table) -> Table:
    return Table(
        id=table.id,
        heading=table.heading.template if table.heading else None,
        columns=tuple(text.template for text in table.columns),
        rows=tuple(tuple(cell.template for cell in row) for row in table.rows),
    )


def _section(chapter: Chapter) -> Section:
    return Section(
        id=chapter.id,
        heading=chapter.heading,
        number=chapter.number,
        framed=chapter.framed,
        body=tuple(_group(block) for block in chapter.blocks),
        sections=tuple(_section(child) for child in chapter.chapters),
    )


def _group(block: Block) -> Group:
    if block.form == "columns":
        columns = tuple(Column(heading=row.heading or "", clauses=tuple(row.ids)) for row in block.rows)
        return Group(columns=columns, heading=block.heading)
    return Group.model_validate({block.form: tuple(block.rows[0].ids), "heading": block.heading})
