"""The same norm twice in one document, also where one of the two says more."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import sentences, words
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Clause
from schoolprotocol.policy.tree import DocumentTree
from schoolprotocol.text.plain import bare
from schoolprotocol.text.tree import Block

SAME = 90
"""From which likeness (0–100) two clauses state the same norm. Measured on five protocols: true pairs 91–100, false
ones up to 87."""
LONG_ENOUGH = 8
"""Words; shorter clauses (a link, `We gedragen ons netjes.`) are alike without saying the same."""
MANY = 100
"""Sentences of one clause that are compared; nobody writes more."""
_SHARED_WORDS = 0.5
"""Sentences that share fewer of their words cannot be alike enough; saves comparing them by character."""
_SHARED_AT_ALL = 0.1
"""Nor can clauses that share fewer of all words of the shorter one; saves comparing their sentences."""
_ROWS = 40
"""A word that more clauses have says little, and pairs are not looked up by it: keeps long documents cheap."""


@dataclass(frozen=True, slots=True)
class _Norm:
    clause: Clause
    framed: bool
    sentences: tuple[tuple[str, frozenset[str]], ...]
    length: int
    words: frozenset[str]
    """Of all sentences."""


def same_norm_twice(subject: Subject) -> Iterator[Diagnostic]:
    """Two clauses for the same readers, each sentence of the shorter of which stands in the longer too.

    Sentence by sentence, so that a clause that holds another one and adds to it is found, and weighted by length, so
    that a common opening (“Handelen medewerkers in strijd met dit protocol?”) is not enough. Told once of each clause,
    with the first that says it.
    """
    found = (_norm(one.clause, subject.tree.clause(one.clause), framed=one.framed) for one in subject.said)
    norms = [norm for norm in found if norm is not None]
    for second, candidates in zip(norms, _candidates(norms), strict=True):
        for first in (norms[at] for at in candidates):
            if _may_be_same(first, second) and _comparable(first, second) and _likeness(first, second) >= SAME:
                yield subject.report(
                    Kind.SAME_NORM_TWICE,
                    subject.text_at(second.clause.id),
                    second.clause.id,
                    label=_label(second.clause),
                    other=first.clause.id,
                    other_label=_label(first.clause),
                )
                break


def _candidates(norms: Sequence[_Norm]) -> Iterator[list[int]]:
    """Of each norm the earlier ones that may be the same, in order.

    One of their sentences then shares half of the words of the shorter: so also one of any larger half of these, and
    its rarest ones are looked up. What says the same to the letter is found whatever words it has.
    """
    in_how_many = Counter(word for norm in norms for word in norm.words)
    having: dict[str, list[int]] = defaultdict(list)
    having_rare: dict[str, list[int]] = defaultdict(list)
    same: dict[object, int] = {}
    for second, norm in enumerate(norms):
        words_ = {word for word in norm.words if in_how_many[word] <= _ROWS}
        rare = {
            word for _, its in norm.sentences for word in sorted(its, key=in_how_many.__getitem__)[: len(its) // 2 + 1]
        }
        rows = [having[word] for word in rare & words_] + [having_rare[word] for word in words_]
        first = same.setdefault((norm.framed, frozenset(norm.clause.audience), norm.sentences), second)
        yield sorted({first, *chain.from_iterable(rows)} - {second})
        for word in words_:
            having[word].append(second)
        for word in rare & words_:
            having_rare[word].append(second)


def is_told(tree: DocumentTree, first: Clause, second: Clause) -> bool:
    """Whether these two, for the same readers, are the same norm letter by letter: what `same_norm_twice` tells."""
    one, other = (_norm(clause, tree.clause(clause), framed=False) for clause in (first, second))
    return one is not None and other is not None and _comparable(one, other) and _likeness(one, other) >= SAME


def _may_be_same(first: _Norm, second: _Norm) -> bool:
    return len(first.words & second.words) >= _SHARED_AT_ALL * min(len(first.words), len(second.words))


def _comparable(first: _Norm, second: _Norm) -> bool:
    """For the same readers, and not one in the document's own voice and one in a text that repeats it on purpose."""
    return first.framed == second.framed and bool(set(first.clause.audience) & set(second.clause.audience))


def _label(clause: Clause) -> str:
    return clause.label or clause.id


def _norm(clause: Clause, blocks: Sequence[Block], *, framed: bool) -> _Norm | None:
    text = bare(blocks)
    if len(words(text)) < LONG_ENOUGH:
        return None
    kept = [_reduced(sentence) for sentence in sentences(text)[:MANY]]
    pairs = tuple((sentence, frozenset(sentence.split())) for sentence in kept if sentence)
    every = frozenset(word for _, its_words in pairs for word in its_words)
    return _Norm(clause, framed, pairs, sum(len(sentence) for sentence, _ in pairs), every)


def _reduced(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def _likeness(first: _Norm, second: _Norm) -> float:
    """0–100: how much of the shorter norm the longer one holds."""
    short, long = sorted((first, second), key=lambda norm: norm.length)
    total = 0.0
    for done, (sentence, its_words) in enumerate(short.sentences):
        best = max(
            (
                fuzz.ratio(sentence, other)
                for other, other_words in long.sentences
                if len(its_words & other_words) >= _SHARED_WORDS * min(len(its_words), len(other_words))
            ),
            default=0.0,
        )
        total += len(sentence) * best
        rest = sum(len(s) for s, _ in short.sentences[done + 1 :])
        if total + 100 * rest < SAME * short.length:
            return 0.0  # however alike the rest is, it cannot reach the bound
    return total / short.length
