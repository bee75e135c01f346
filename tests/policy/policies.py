"""Policies of every shape: sections in sections, all forms, columns, notes, an excerpt that repeats clauses."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import strategies as st

from schoolprotocol.policy.model import Clause, Column, Excerpt, Group, Note, Policy, Section, Table, Text
from tests.conftest import ROOTS
from tests.helpers import policy_of

WHO = ("leerling", "ouder", "medewerker", "overig")
_WORDS = ("", "a", "Een zin.", "{{ school.short }}", "é\n- b", "1. c", "[^n1]")
_FORMS = ("numbered", "bullets", "dos", "prose", "columns")


def policies() -> st.SearchStrategy[Policy]:
    """A policy of any shape; its excerpt repeats some of its clauses."""
    # Made by a seed: so many choices, drawn one by one, would take ten times as long.
    return st.integers(0, 2**32 - 1).map(lambda seed: _Maker(Random(seed)).policy())


class _Maker:
    """Gives every clause, section and table an id of its own."""

    def __init__(self, random: Random) -> None:
        self.random, self.count = random, 0

    def policy(self) -> Policy:
        sections = tuple(self.section(2) for _n in self.several(3))
        own = [clause for section in sections for clause in section.all_clauses()]
        repeated = tuple(self.random.sample(own, min(len(own), 2)))
        groups = (*(self.group() for _n in self.several(2)), Group(form="bullets", clauses=repeated))
        return _klein().model_copy(
            update={
                "front": tuple(self.table() for _n in self.several(2)),
                "sections": sections,
                "excerpt": self.excerpt(groups) if self.random.random() < 0.8 else None,
            }
        )

    def excerpt(self, groups: tuple[Group, ...]) -> Excerpt:
        half = (*groups[:1], groups[-1]) if self.random.random() < 0.5 else None
        return Excerpt(heading=self.text(), groups=groups, half=half, short=self.clause())

    def next(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def several(self, most: int) -> range:
        return range(self.random.randint(0, most))

    def text(self) -> Text:
        return Text(text=self.random.choice(_WORDS), template=self.random.choice(_WORDS))

    def perhaps(self) -> Text | None:
        return self.text() if self.random.random() < 0.5 else None

    def clause(self) -> Clause:
        id_ = self.next("t.c")
        return Clause.model_validate(
            {
                "id": id_,
                "title": id_,
                "audience": self.random.sample(WHO, self.random.randint(0, 3)),
                "number": "",
                "label": "",
                "wording": self.text(),
                "kort": self.perhaps(),
                "notes": [Note(id=f"n{n}", number=n + 1, wording=self.text()) for n in self.several(3)],
                "source": "base",
            }
        )

    def clauses(self) -> tuple[Clause, ...]:
        return tuple(self.clause() for _n in self.several(3))

    def group(self) -> Group:
        heading, form = self.perhaps(), self.random.choice(_FORMS)
        if form == "columns":
            columns = tuple(Column(heading=self.text(), clauses=self.clauses()) for _n in self.several(3))
            return Group(form="columns", heading=heading, columns=columns)
        return Group.model_validate({"form": form, "heading": heading, "clauses": self.clauses()})

    def section(self, depth: int) -> Section:
        return Section(
            id=self.next("s"),
            heading=self.perhaps(),
            number="",
            kind="plain",
            groups=tuple(self.group() for _n in self.several(2)),
            sections=tuple(self.section(depth - 1) for _n in self.several(2)) if depth else (),
        )

    def table(self) -> Table:
        return Table(
            id=self.next("t"),
            heading=self.perhaps(),
            columns=tuple(self.text() for _n in self.several(2)),
            rows=tuple(tuple(self.text() for _m in self.several(2)) for _n in self.several(2)),
        )


@cache
def _klein() -> Policy:
    return policy_of(ROOTS / "klein")
