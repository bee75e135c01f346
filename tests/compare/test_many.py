"""What a comparison does grows with the clauses, and not with their square."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

import pytest

from schoolprotocol.compare import alike, classify, tokens, words
from schoolprotocol.compare.bulk import bulks
from schoolprotocol.compare.compare import compare
from schoolprotocol.policy.model import Clause, Policy
from tests.compare.edits import laid_out, made
from tests.conftest import ROOTS
from tests.helpers import policy_of

FEW, MANY = 60, 480
BEND = 2
"""So many times as much for each clause is a bend: what grows with the square would be eight times as much."""
Layout = Mapping[str, Sequence[Clause]]
WHO = ["mentor", "leraar", "conciërge", "teamleider", "ouder", "gids", "chauffeur"]
WHAT = [
    "bewaart",
    "tekent",
    "noteert",
    "verdeelt",
    "ontvangt",
    "meldt",
    "bestelt",
    "toont",
    "regelt",
    "weigert",
    "verzamelt",
]


def chapters(count: int, text: Callable[[int], str], ids: Callable[[int], str] = "c.{}".format) -> Layout:
    """Clauses in chapters of ten."""
    made_ = [made(ids(n), text(n)) for n in range(count)]
    return {f"deel-{n // 10}": made_[n : n + 10] for n in range(0, count, 10)}


def plain(n: int) -> str:
    return f"De {WHO[n % 7]} {WHAT[n % 11]} formulier {n} op maandag. Zo blijft niemand zonder."


def reworded(n: int) -> str:
    return plain(n).replace("maandag", "dinsdag")


def turned(n: int) -> str:
    first, second = plain(n).split(". ")
    return f"{second} {first}."


def closing(n: int, rest: int) -> str:
    """A text; that of every second clause has a sentence more."""
    return plain(n) if n % 2 == rest else plain(n).partition(" Zo")[0]


def in_one_chapter(layout: Layout, turn: int = 0) -> Layout:
    """All of it in one chapter, which begins with a later clause and goes on with the first ones."""
    clauses = [one for members in layout.values() for one in members]
    return {"deel": [*clauses[turn:], *clauses[:turn]]}


EDITS: Mapping[str, Callable[[int], tuple[Layout, Layout]]] = {
    "a word in each": lambda n: (chapters(n, plain), chapters(n, reworded)),
    "another word in each": lambda n: (
        chapters(n, plain),
        chapters(n, lambda k: reworded(k).replace("dins", f"{k}e ")),
    ),
    "other ids": lambda n: (chapters(n, plain), chapters(n, reworded, "d.{}".format)),
    "a sentence in each stands elsewhere": lambda n: (chapters(n, plain), chapters(n, turned)),
    "a sentence went from each to the next": lambda n: (
        chapters(n, lambda k: closing(k, 0)),
        chapters(n, lambda k: closing(k, 1)),
    ),
    "half of a chapter moved": lambda n: (
        in_one_chapter(chapters(n, plain)),
        in_one_chapter(chapters(n, plain), n // 2),
    ),
    "other ids of chapters": lambda n: (
        chapters(n, plain),
        {f"hoofd{id_}": members for id_, members in chapters(n, plain).items()},
    ),
}


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_no_function_does_more_for_each_clause_where_there_are_more(klein: Policy, edit: str) -> None:
    few, many = (lines_of(*(laid_out(klein, side) for side in EDITS[edit](count))) for count in (FEW, MANY))
    each = {code: (few[code] / FEW, number / MANY) for code, number in many.items() if number > 5 * MANY}
    assert each
    assert [f"{code.co_filename}:{code.co_firstlineno}" for code, (was, now) in each.items() if now > BEND * was] == []


def lines_of(old: Policy, new: Policy) -> Counter[CodeType]:
    """How many lines of each of our functions a comparison goes through, with nothing remembered from before."""
    for one in (tokens._tokens, classify._content, classify._seen, alike._words, words._units):
        one.cache_clear()
    with counted() as found:
        bulks(compare(old, new))
    return found


class Lines:
    """How often a line of a function was gone through."""

    number = 0

    def trace(self, _frame: FrameType, event: str, _argument: Any) -> Any:
        self.number += event == "line"
        return self.trace


@contextmanager
def counted() -> Iterator[Counter[CodeType]]:
    """Counts lines of ours, as they are gone through."""
    found = Counter[CodeType]()
    counters: dict[int, tuple[CodeType, Lines | None]] = {}
    """By the id of the code, which stays as long as it is kept here: to hash a code takes longer than to count."""

    def called(frame: FrameType, _event: str, _argument: Any) -> Any:
        code = frame.f_code
        if id(code) not in counters:
            counters[id(code)] = code, Lines() if "schoolprotocol" in code.co_filename else None
        lines = counters[id(code)][1]
        return lines and lines.trace

    before = sys.gettrace()
    sys.settrace(called)
    try:
        yield found
    finally:
        sys.settrace(before)
        found.update({code: lines.number for code, lines in counters.values() if lines and lines.number})
