"""Reports of drawn changes, of every length and kind, so that their pages break at many places."""

from __future__ import annotations

from random import Random

from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.policy.model import Clause, Note, Policy
from tests.bench.generated import WORDS
from tests.compare.edits import laid_out, made, text
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import compared, note


def drawn(seed: int, changes: int = 40) -> ReportInput:
    """A report of texts that came, went or changed: words, lists, notes, short sentences, and texts of two pages.

    Args:
        seed: what is drawn follows from it.
        changes: how many clauses differ.
    """
    draw = Random(seed)
    old, new, notes = list[Clause](), list[Clause](), []
    for number in range(changes):
        before, after = _pair(f"t.punt-{number}", draw)
        old += before
        new += after
        if number % 3:
            answers = {name: _words(draw, draw.choice((3, 12, 60))) for name in ("motive", "consequences", "measures")}
            about = [f"t.punt-{other}" for other in range(number - number % 3 + 1, number + 1)]
            if number % 3 == 2 or number == changes - 1:
                notes.append(
                    note(f"over-{number}", clauses=about, summary=_words(draw, draw.choice((3, 22))), **answers)
                )
    klein = policy_of(ROOTS / "klein")
    return compared(_policy(klein, old, "1.1"), _policy(klein, new, "1.2"), notes)


def _policy(klein: Policy, clauses: list[Clause], version: str) -> Policy:
    bare = klein.model_copy(update={"excerpt": None})
    sections = {f"deel-{start}": clauses[start : start + 9] for start in range(0, len(clauses), 9)}
    document = klein.document.model_copy(update={"version": version})
    return laid_out(bare, sections).model_copy(update={"document": document})


def _pair(id_: str, draw: Random) -> tuple[list[Clause], list[Clause]]:
    title = _words(draw, draw.choice((1, 2, 5))).rstrip(".")
    kind = draw.choice(("new", "gone", "word", "half", "all", "list", "note", "short", "long"))
    words = [draw.choice(WORDS) for _ in range(draw.choice((6, 25, 60, 120, 250)))]
    if kind == "long":
        words *= max(1, 900 // len(words))
    template = _sentences(words)
    before = made(id_, template, title=title)
    if kind == "new":
        return [], [before]
    if kind == "gone":
        return [before], []
    changed = list(words)
    for place in range(draw.randrange(7), len(words), {"half": 3, "all": 1}.get(kind, 40)):
        changed[place] = draw.choice(WORDS)
    changed[0] = "anders"
    after = made(id_, _sentences(changed), title=title)
    if kind == "list":
        items = [_words(draw, draw.choice((2, 9, 40))) for _ in range(draw.choice((3, 9, 30)))]
        before = made(id_, "Dit geldt voor:\n\n" + "\n".join(f"- {one}" for one in items), title=title)
        items[0], items[-1] = _words(draw, 4), _words(draw, 12)
        after = made(id_, "Dit geldt voor:\n\n" + "\n".join(f"- {one}" for one in items), title=title)
    elif kind == "note":
        before = made(id_, "Zie de noot[^een].", title=title, notes=(_note(template),))
        after = made(id_, "Zie de noot[^een].", title=title, notes=(_note(_sentences(changed)),))
    elif kind == "short":
        after = after.model_copy(update={"kort": text(_words(draw, 12))})
    return [before], [after]


def _note(template: str) -> Note:
    return Note(id="een", number=1, wording=text(template))


def _words(draw: Random, number: int) -> str:
    return _sentences([draw.choice(WORDS) for _ in range(number)])


def _sentences(words: list[str]) -> str:
    parts = (words[start : start + 13] for start in range(0, len(words), 13))
    return " ".join(" ".join(part).capitalize() + "." for part in parts)
