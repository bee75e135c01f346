"""Policy → how its clauses begin: with their title before the text, so that a page can be scanned.

`Opbergen. Leerlingen leggen hun telefoon in de kluis.` A text that has those words at its own beginning has them in
bold there, so that nothing is said twice. It is the same in every output; an excerpt has no titles. The rule, and why
it is this one, stands in `docs/architecture/decisions.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

from schoolprotocol.model.outline import GroupForm
from schoolprotocol.once import made_once
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text.plain import bare
from schoolprotocol.text.tree import Block, Emphasis, Inline, Link, Paragraph, Value, Words

TITLED: Final[frozenset[GroupForm]] = frozenset({"prose", "numbered", "bullets"})
"""Forms of which each clause stands by itself. Do's and don'ts, and what stands in a table, are read with the mark or
the heading above them as one sentence; a frame has a heading of its own."""
_WORD: Final = re.compile(r"\w+(?:['’./-]\w+)*")
_ENDS: Final = ".?!…:"
"""After these a title gets no full stop."""
_SENTENCE_ENDS: Final = re.compile(r"[.?!…][’”)]?\s")
_FORGIVING: Final = 4
"""From so many words on, one of them may be another, and a title still says what stands beside it."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a clause begins."""

    title: str
    """`Opbergen.`, printed in bold before its text; empty where none is."""
    blocks: tuple[Block, ...]
    """Its text; the words of the title in bold, where it has them at its beginning."""


@made_once(8)  # every output asks
def beginnings(policy: Policy) -> Mapping[str, Beginning]:
    """How each clause of the document begins, by id: found out when it is asked, for a comparison asks of few."""
    return _Beginnings(policy)


class _Beginnings(Mapping[str, Beginning]):
    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._above = {
            clause.id: (clause, group.form, group.heading or section.heading)
            for section in policy.all_sections()
            for group in section.groups
            for clause in group.all_clauses()
        }
        self._found: dict[str, Beginning] = {}

    def __getitem__(self, id_: str) -> Beginning:
        if id_ not in self._found:
            clause, form, above = self._above[id_]
            untitled = Beginning("", tree_of(self._policy).clause(clause))
            words = above.text if above else ""
            self._found[id_] = _titled(clause.title, untitled, words) if form in TITLED else untitled
        return self._found[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._above)

    def __len__(self) -> int:
        return len(self._above)


@lru_cache(maxsize=4_000)  # schools have clauses in the same words, and so have the versions of a text
def _titled(title: str, untitled: Beginning, above: str) -> Beginning:
    blocks = untitled.blocks
    if not blocks or not isinstance(blocks[0], Paragraph) or not stands_alone(bare(blocks)):
        return untitled
    marked = _marked(blocks[0].children, title)
    if marked is not None:
        return Beginning("", (replace(blocks[0], children=marked), *blocks[1:]))
    own, text = _words(title), _words(bare(blocks[:1]))
    if own == _words(above) or _repeats(own, text[: len(own) + 1]):
        return untitled
    return Beginning(title if title[-1] in _ENDS else f"{title}.", blocks)


def is_printed(title: str, text: str, above: str) -> bool:
    """Whether a title is printed before a clause that says this, below a heading (empty where there is none)."""
    paragraphs = tuple(Paragraph((Words(one),)) for one in text.split("\n"))
    return bool(_titled(title, Beginning("", paragraphs), above).title)


def stands_alone(text: str) -> bool:
    """Whether a text neither goes on with a sentence of another clause, nor only introduces what comes next."""
    first = _WORD.search(text)
    only_introduces = text.endswith(":") and not _SENTENCE_ENDS.search(text)
    return first is not None and not first[0][0].islower() and not only_introduces


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _repeats(title: Sequence[str], words: Sequence[str]) -> bool:
    """Whether others have all words of a title in their order; of a longer one all but one."""
    lacking = len(title) >= _FORGIVING
    if sum(word not in words for word in title) > lacking:
        return False
    blocks = SequenceMatcher(None, title, words, autojunk=False).get_matching_blocks()
    return len(title) - sum(block.size for block in blocks) <= lacking


def _marked(nodes: Sequence[Inline], title: str) -> tuple[Inline, ...] | None:
    """The inlines of a text with the title in bold, where they have it among their first words.

    None where they do not, where they are nothing else, or where marks would have to overlap.
    """
    spoken = "".join(_spoken(node) for node in nodes)
    if title.casefold() not in spoken.casefold():  # most are not, and a pattern of one title serves only once
        return None
    found = re.match(rf"(?:\w+ ){{0,2}}({re.escape(title)})(?!\w)", spoken, re.IGNORECASE)
    if found is None or not _WORD.search(spoken, found.end()):
        return None
    begin, end = found.span(1)
    sides: tuple[list[Inline], list[Inline], list[Inline]] = ([], [], [])
    """Before the title, the title, and behind it."""
    at = 0
    for node in nodes:
        size = len(_spoken(node))
        cuts = (0, min(max(begin - at, 0), size), min(max(end - at, 0), size), size)
        if isinstance(node, Words):
            for side, (start, stop) in zip(sides, pairwise(cuts), strict=True):
                side.extend([Words(node.text[start:stop])] if start < stop else [])
        else:
            whole = next((side for side, cut in zip(sides, pairwise(cuts), strict=True) if cut == (0, size)), None)
            if whole is None:
                return None
            whole.append(node)
        at += size
    before, inside, after = sides
    return (*before, Emphasis(tuple(inside), strong=True), *after)


def _spoken(node: Inline) -> str:
    """The words of an inline; of a mark, a note or a reference a sign that is in no title."""
    match node:
        case Words(text):
            return text
        case Link(_, children) | Value(_, children):
            return "".join(map(_spoken, children))
        case _:
            return "\n"
