"""Documents in a few lines, for rules that read them: made in memory, on the small project."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from schoolprotocol.check.rules import RULES
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Clause, Column, Group, Policy, Section, Text
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus
from tests.conftest import ROOTS
from tests.helpers import loaded

TODAY = date(2026, 11, 20)
EVERYBODY = ("medewerker", "leerling", "ouder", "overig")


@cache
def _klein() -> tuple[Corpus, Policy]:
    corpus = loaded(ROOTS / "klein")
    policy = resolve(corpus, "noord", "telefoons").policy
    assert policy is not None
    return corpus, policy


def subject(text: str, *, education: tuple[str, ...] = ("po",), **changes: Any) -> Subject:
    """A document of the school `noord` that says this.

    Args:
        text: a clause on each line; `\\n` in it is a new line of the clause. `# Heading` begins a chapter,
            `## A. Heading` a part of it with a letter, `## Heading` one without. From here on: `@leerling ouder` for
            whom the clauses are, `: dos` in what form they stand, `: columns Wel` in a column with that heading.
        education: of the school.
        changes: other fields of the policy.
    """
    corpus, policy = _klein()
    school = corpus.schools["noord"]
    given = replace(school, school=school.school.model_copy(update={"education": education}))
    schools = {**corpus.schools, "noord": given}
    reader = _Reader()
    sections = tuple(_section(part, reader) for part in re.split(r"(?m)^(?=# )", text.strip()) if part.strip())
    changed = policy.model_copy(update={"sections": sections, **changes})
    return Subject(replace(corpus, schools=schools), changed, TODAY)


def found(text: str, kind: Kind, **changes: Any) -> list[Diagnostic]:
    """What all rules for documents find of one kind in a document that says this."""
    of = subject(text, **changes)
    return [diagnostic for rule in RULES for diagnostic in rule(of) if diagnostic.kind is kind]


class _Reader:
    """Keeps count of clauses, and for whom and in what form they stand."""

    def __init__(self) -> None:
        self.audience: tuple[str, ...] = EVERYBODY
        self.count = 0

    def clause(self, line: str) -> Clause:
        self.count += 1
        text = line.replace("\\n", "\n")
        return Clause.model_validate(
            {
                "id": f"regels.nummer-{self.count}",
                "title": line[:40],
                "audience": self.audience,
                "number": str(self.count),
                "label": f"punt {self.count}: {line[:30]}",
                "wording": Text(text=text, template=text),
                "source": "base",
            }
        )


def _section(text: str, reader: _Reader) -> Section:
    first, _, rest = text.strip().partition("\n")
    own, *parts = re.split(r"(?m)^(?=## )", rest)
    heading = first.lstrip("# ").strip()
    letter = re.match(r"([A-Z])\. ", heading)
    heading = heading[letter.end() :] if letter else heading
    sections = tuple(_section(part, reader) for part in parts)
    return Section(
        id=re.sub(r"\W+", "-", heading.lower()).strip("-") or "zonder",
        heading=Text(text=heading, template=heading) if heading else None,
        number=letter[1] if letter else "",
        kind="part" if letter else "plain",
        groups=tuple(_groups(own, reader)),
        sections=sections,
    )


def _groups(text: str, reader: _Reader) -> list[Group]:
    groups: list[dict[str, Any]] = [{"form": "numbered", "clauses": ()}]
    for line in filter(None, map(str.strip, text.split("\n"))):
        if line.startswith("@"):
            reader.audience = tuple(line[1:].split())
        elif line.startswith(": columns "):
            title = line.removeprefix(": columns ")
            column = Column(heading=Text(text=title, template=title), clauses=())
            if groups[-1]["form"] == "columns":
                groups[-1]["columns"] += (column,)
            else:
                groups.append({"form": "columns", "columns": (column,)})
        elif line.startswith(": "):
            groups.append({"form": line[2:], "clauses": ()})
        elif groups[-1]["form"] == "columns":
            *before, last = groups[-1]["columns"]
            more = last.model_copy(update={"clauses": (*last.clauses, reader.clause(line))})
            groups[-1]["columns"] = (*before, more)
        else:
            groups[-1]["clauses"] += (reader.clause(line),)
    return [Group.model_validate(group) for group in groups if group.get("clauses") or group.get("columns")]
