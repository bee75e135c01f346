"""Policies of every shape: sections in sections, all forms, columns, notes, an excerpt that repeats clauses."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from schoolprotocol.policy.model import Clause, Column, Excerpt, Group, Note, Policy, Section, Table, Text
from tests.conftest import ROOTS
from tests.helpers import policy_of

WHO = ("leerling", "ouder", "medewerker", "overig")
words = st.text("abc {}é\n-1.", max_size=12)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A text and its template, each of its own."""
    return Text(text=draw(words), template=draw(words))


@st.composite
def clauses(draw: st.DrawFn, id_: str) -> Clause:
    """A clause with up to three notes."""
    notes = (Note(id=f"n{n}", number=n, wording=draw(texts())) for n in range(1, draw(st.integers(0, 3)) + 1))
    return Clause(
        id=id_,
        title=id_,
        audience=tuple(draw(st.lists(st.sampled_from(WHO), max_size=3, unique=True))),
        number="",
        label="",
        wording=draw(texts()),
        notes=tuple(notes),
        references=tuple(draw(st.lists(st.sampled_from(["avg-4", "wms-10"]), max_size=2, unique=True))),
        source="base",
        reason=draw(st.none() | st.just("omdat")),
    )


class _Names:
    """Gives every clause, section and table an id of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.count = draw, 0

    def next(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def several(self, most: int) -> range:
        return range(self.draw(st.integers(0, most)))

    def clauses(self) -> tuple[Clause, ...]:
        return tuple(self.draw(clauses(self.next("t.c"))) for _n in self.several(3))

    def group(self) -> Group:
        heading = self.draw(st.none() | texts())
        form = self.draw(st.sampled_from(["numbered", "bullets", "dos", "prose", "columns"]))
        if form == "columns":
            columns = tuple(Column(heading=self.draw(texts()), clauses=self.clauses()) for _n in self.several(3))
            return Group(form="columns", heading=heading, columns=columns)
        return Group.model_validate({"form": form, "heading": heading, "clauses": self.clauses()})

    def section(self, depth: int) -> Section:
        return Section(
            id=self.next("s"),
            heading=self.draw(st.none() | texts()),
            number="",
            kind="plain",
            groups=tuple(self.group() for _n in self.several(2)),
            sections=tuple(self.section(depth - 1) for _n in self.several(2)) if depth else (),
        )

    def table(self) -> Table:
        return Table(
            id=self.next("t"),
            heading=self.draw(st.none() | texts()),
            columns=tuple(self.draw(texts()) for _n in self.several(2)),
            rows=tuple(tuple(self.draw(texts()) for _m in self.several(2)) for _n in self.several(2)),
        )


@cache
def _klein() -> Policy:
    return policy_of(ROOTS / "klein")


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy of any shape; its excerpt repeats some of its clauses."""
    names = _Names(draw)
    sections = tuple(names.section(2) for _n in names.several(3))
    own = [clause for section in sections for clause in section.all_clauses()]
    repeated = tuple(draw(st.lists(st.sampled_from(own), unique_by=lambda c: c.id, max_size=2))) if own else ()
    groups = (*(names.group() for _n in names.several(2)), Group(form="bullets", clauses=repeated))
    return _klein().model_copy(
        update={
            "front": tuple(names.table() for _n in names.several(2)),
            "sections": sections,
            "excerpt": Excerpt(heading=draw(texts()), groups=groups, short=draw(clauses("t.kort"))),
        }
    )
