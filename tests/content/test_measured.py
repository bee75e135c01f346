"""What `make bench` compares has the same words, and what a worker gets is small, whatever schools write."""

from __future__ import annotations

import re
from pathlib import Path

from schoolprotocol.build.crew import remote
from schoolprotocol.documents.finding import open_corpus, policies_of, resolve_all
from tests.bench import naive
from tests.scheduler.test_packing import LARGEST, planned

ROOT = Path(__file__).parents[2]


def test_the_naive_pages_have_every_word_of_our_texts(tmp_path: Path) -> None:
    for policy in policies_of(resolve_all(open_corpus(ROOT))).values():
        folder = tmp_path / policy.school
        asked = naive.write(policy, folder)
        pages = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("deel-*.md")))
        labels = policy.labels()
        text = " ".join(naive._text(clause, labels) for clause in policy.clauses())
        assert sorted(_words(text)) == sorted(_words(pages, of_page=True)), policy.school
        assert len(" ".join(asked).split()) > 0.5 * len(text.split()), policy.school


def _words(text: str, *, of_page: bool = False) -> list[str]:
    """The words; of a page without headings and the numbers before its clauses."""
    lines = [line for line in text.splitlines() if not (of_page and line.startswith("#"))]
    return [word for word in " ".join(lines).split() if any(map(str.isalpha, word)) and not NUMBER.match(word)]


NUMBER = re.compile(r"^([a-z0-9]{1,4}|[A-Z][0-9]*)[.)]?$")


def test_every_task_is_small(tmp_path: Path) -> None:
    corpus, tasks, program = planned(ROOT, tmp_path / "build")
    sizes = {task.name: len(remote._packed(corpus, program, task)) for task in tasks}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
