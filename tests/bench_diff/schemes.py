"""How well versions are compared of which the ids say little, by id and by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from schoolprotocol.compare import alike, classify, tokens
from schoolprotocol.compare.changeset import Match
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.matching import by_text
from schoolprotocol.compare.version import version
from tests.bench_diff import hand, told
from tests.bench_diff.labels import Case
from tests.bench_diff.rekeyed import SCHEMES, Rekeyed, fresh, rekeyed, with_ids
from tests.bench_diff.score import Share, TextScore, rebuilt

MATCHES: tuple[Match, ...] = ("id", "text")
_OF_IDS = {"renamed", "metadata"}
"""Told where ids count; no label asks for them."""


@dataclass
class SchemeScore:
    """One scheme of ids, compared in one way."""

    text: TextScore = field(default_factory=TextScore)
    recall: Share = field(default_factory=Share)
    """Facts (kind, id) that were told of those that are labelled."""
    precision: Share = field(default_factory=Share)
    """Facts that are labelled of those that were told."""
    wrong: int = 0
    """Pairs of clauses that were taken for the same, and are not."""
    taken: int = 0
    proposed: Share = field(default_factory=Share)
    """Pairs that were proposed and not taken: how many are right."""

    def take(self, case: Case, scheme: str, match: Match) -> None:
        """Compare one pair of versions and count."""
        given = rekeyed(case, scheme)
        compared = compare(given.old, given.new, lineage=given.lineage, match=match)
        changes = given.told(compared)
        marked = told.marks(changes)
        marked.lossless = rebuilt(compared, given.old, given.new)
        self.text.take(given.case, marked, told.entries(changes))
        wanted, got = (
            {fact for fact in facts if fact[0] not in _OF_IDS} for facts in (given.case.facts, told.facts(changes))
        )
        self.recall.count(len(wanted & got), len(wanted))
        self.precision.count(len(wanted & got), len(got))
        if match == "text":
            self._pairs(given)

    def _pairs(self, given: Rekeyed) -> None:
        old, new = version(given.old), version(given.new)
        kin, hints = by_text(old, new, given.lineage)
        true = set(_true_pairs(given.case))
        texts = [
            {clause.id: clause.wording.text for clause in side.clauses()} for side in (given.case.old, given.case.new)
        ]

        def right(was: str, now: str) -> bool:
            left, right = given.back[0][was], given.back[1][now]
            # Of two clauses with one text either may be the one that stayed.
            twins = [id_ for id_, text in texts[0].items() if text == texts[0].get(left)] or [left]
            return any((twin, right) in true for twin in twins) or texts[0].get(left) == texts[1].get(right)

        pairs = [pair for family in kin for pair in product(family.old, family.new)]
        self.taken += len(pairs)
        self.wrong += sum(not right(was, now) for was, now in pairs)
        for hint in hints:
            for was, now in product(hint.old, hint.new):
                self.proposed.count(right(was, now))


def _true_pairs(case: Case) -> Iterator[tuple[str, str]]:
    """Old and new id of what is the same clause, or a piece of it, whether or not an author said so."""
    yield from case.pairs().items()
    for label in case.labels:
        yield from product(label.old, label.new)


def scores(cases: Iterable[Case]) -> dict[tuple[str, Match], SchemeScore]:
    """By scheme and way of matching."""
    found = {(scheme, match): SchemeScore() for scheme in SCHEMES for match in MATCHES}
    for case in cases:
        for (scheme, match), score in found.items():
            score.take(case, scheme, match)
    return found


@cache
def two_thousand() -> Case:
    """Two versions of 2,000 clauses without a shared id; in one of ten clauses a word changed."""
    old = hand.of_clauses(2000)
    new = old.copy()
    for one in hand.edits():
        for do in one["do"]:
            hand.apply(new, do)
    for n, (id_, clause) in enumerate(list(new.clauses.items())):
        if id_.startswith("extra") and n % 10 == 0:
            new.edit(id_, text=(clause.text or "").replace(" de ", " onze ", 1))
    own = {id_: id_ for id_ in fresh(old)}  # neither side has a title that says anything: a title is printed too
    return Case(with_ids(old, own).policy(), with_ids(new, fresh(new)).policy(), (), {})


def by_text_alone(case: Case) -> None:
    """Compare, with nothing remembered from before."""
    tokens._tokens.cache_clear()
    classify._content.cache_clear()
    alike._words.cache_clear()
    compare(case.old, case.new, match="text")
