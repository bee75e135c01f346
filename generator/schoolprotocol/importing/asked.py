"""What is asked of an import, and what is known while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from schoolprotocol.edit.edit import Edit
from schoolprotocol.importing.plan import Likely, Question
from schoolprotocol.intake.taking import Taken
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.styles import Data
from schoolprotocol.source.tree import SourceTree


@dataclass(frozen=True)
class Asked:
    """What a person asked."""

    school: str
    protocol: str | None = None
    is_new: bool = False
    """Whether the document becomes a protocol of its own, whatever is there."""


@dataclass
class Work:
    """What is known while a document is taken over."""

    taken: Taken
    asked: Asked
    corpus: Corpus
    edit: Edit
    today: date
    may_adopt: bool = True
    """Whether it may be taken over as adopted."""
    apart: frozenset[str] = frozenset()
    """Clauses of the school that cannot say what the document says in their place."""
    cache: Cache = field(default_factory=Cache)
    """Files that were read: most stay as they were from one look to the next."""
    questions: list[Question] = field(default_factory=list)
    likely: list[Likely] = field(default_factory=list)

    def ask(self, question: Question) -> None:
        """Ask a person."""
        self.questions.append(question)


def begun(tree: SourceTree) -> Edit:
    """No change yet; but in a project of which there is nothing, what none can do without."""
    edit = Edit(tree)
    if all(name.startswith(".") for name in tree.names("policy_src")):  # also what a killed save left lying
        for path, data in _NEW_PROJECT.items():
            edit.create(path, data)
    return edit


_NEW_PROJECT: dict[str, Data] = {
    "policy_src/project.yaml": {"publisher": "Schoolprotocollen", "url": "https://protocollen.example"},
    "policy_src/references.yaml": [],
}
"""What a project cannot do without, where there is none yet."""
