"""Takes a document over into a project in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import open_source
from schoolprotocol.edit.edit import Edit
from schoolprotocol.importing.asked import Asked
from schoolprotocol.importing.plan import Plan
from schoolprotocol.importing.taking_over import take_over
from schoolprotocol.intake.taking import take_bytes
from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.tree import FolderTree, Overlay, SourceTree
from schoolprotocol.text.plain import bare

TODAY = date(2026, 11, 22)
PROJECT = "publisher: Uitgeverij Voorbeeld\nurl: https://protocollen.example\n"
LAW = """- id: avg-4
  kind: wet
  name: AVG, artikel 4
  names: [AVG]
  source: https://wetten.example/avg
  checked_on: 2026-11-01
  checked_how: op de website
"""


def empty(school: str | None = None) -> SourceTree:
    """A project without protocols; with the text of `policy_src/schools/linde/school.yaml` where that is given."""
    files = {"policy_src/project.yaml": PROJECT, "policy_src/references.yaml": LAW}
    if school is not None:
        files["policy_src/schools/linde/school.yaml"] = school
    return Overlay(FolderTree(Path("nowhere")), files)


@dataclass(frozen=True)
class Imported:
    """What became of a document."""

    plan: Plan
    edit: Edit

    @property
    def tree(self) -> SourceTree:
        return self.edit.overlay()

    @cached_property
    def corpus(self) -> Corpus:
        return open_source(self.tree).value

    @cached_property
    def policy(self) -> Policy:
        found = resolve(self.corpus, self.plan.school, self.plan.protocol)
        assert found.policy is not None, found.diagnostics
        return found.policy

    @property
    def errors(self) -> list[Diagnostic]:
        return [one for one in check_working(self.corpus, TODAY) if one.kind.severity == "error"]

    @property
    def clauses(self) -> list[Clause]:
        return list(self.policy.clauses())

    @property
    def texts(self) -> list[str]:
        """Each clause as it is printed: number, title, text."""
        tree, labels = tree_of(self.policy), self.policy.labels()
        titles = beginnings(self.policy)
        return [
            " ".join(
                filter(None, [one.number, titles[one.id].title, bare(tree.clause(one), labels).replace("\n", " / ")])
            )
            for one in self.clauses
        ]

    @property
    def headings(self) -> list[str]:
        """Each heading with its number."""
        return [f"{one.number} {one.heading.text}".strip() for one in self.policy.all_sections() if one.heading]

    @property
    def asked(self) -> list[str]:
        """What a person has to decide, kind by kind."""
        return [question.kind for question in self.plan.questions]


def imported(
    data: bytes,
    tree: SourceTree | None = None,
    name: str = "protocol.docx",
    *,
    school: str = "linde",
    protocol: str | None = None,
    is_new: bool = False,
) -> Imported:
    """Take a document over."""
    plan, edit = take_over(tree or empty(), take_bytes(name, data), Asked(school, protocol, is_new), TODAY)
    return Imported(plan, edit)
