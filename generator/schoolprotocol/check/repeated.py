"""The same rule in other words, and the same words twice in one clause."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from schoolprotocol.check.marks import list_says
from schoolprotocol.check.norms import is_told
from schoolprotocol.check.said import NEGATION, Said, for_same, named, same_people
from schoolprotocol.check.stems import stems
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import words
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.words.grammar import enumerate_nl

ALIKE = 0.6
"""From which share of their words, the rare ones weighing most, two clauses say the same. Measured on ten documents of
five schools: true pairs from 0.62, others up to 0.59."""
WITHIN = (0.95, 0.5)
"""Or this share of the shorter one's words, when the longer one does not say much more."""
_SHARED = 3
_ROWS = 12
"""A word that more clauses have says little, and pairs are not looked up by it: keeps long documents cheap."""
_GENERAL = stems("sociale media school leerlingen medewerkers ouders leraren protocol dit iedereen gebruikers")


def in_other_words(subject: Subject) -> Iterator[Diagnostic]:
    """Two clauses for the same readers that share most of what they say; those that are the same are told as such."""
    own = subject.policy.organisation
    general = _GENERAL | stems(own.short) | stems(own.name)
    norms = [(one, found) for one in subject.said if len(found := stems(one.text) - general) >= _SHARED]
    in_how_many = Counter(stem for _, found in norms for stem in found)
    weight = {stem: round(100 * math.log(1 + len(norms) / count)) for stem, count in in_how_many.items()}
    total = [sum(map(weight.__getitem__, found)) for _, found in norms]
    rare = {stem for stem, count in in_how_many.items() if count <= _ROWS}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for second, (one, found) in enumerate(norms):
        known = found & rare
        candidates = Counter(chain.from_iterable(having[stem] for stem in known))
        for first in sorted(at for at, count in candidates.items() if count > 1):
            other, others = norms[first]
            both = found & others
            shared = sum(map(weight.__getitem__, both)) if len(both) >= _SHARED else 0
            alike, within = 2 * shared / (total[first] + total[second]), shared / min(total[first], total[second])
            is_alike = alike >= ALIKE or (within >= WITHIN[0] and alike >= WITHIN[1])
            if is_alike and _comparable(other, one) and not is_told(subject.tree, other.clause, one.clause):
                common = sorted(both, key=lambda stem: (-weight[stem], stem))[:4]
                values = {
                    "label": one.label,
                    "other": other.clause.id,
                    "other_label": other.label,
                    "words": enumerate_nl([f"‘{_as_written(stem, one.text)}’" for stem in common]),
                }
                yield subject.report_said(one, one.text, Kind.SAME_IN_OTHER_WORDS, **values)
                break
        for stem in known:
            having[stem].append(second)


def _comparable(first: Said, second: Said) -> bool:
    if not for_same(first, second) or _forbids(first) != _forbids(second):
        return False
    if {list_says(first), list_says(second)} == {"wel", "niet"}:  # one is the other turned round
        return False
    one, other = named(first.text), named(second.text)
    return not one or not other or same_people(one, other)


def _forbids(one: Said) -> bool:
    return NEGATION.search(one.text) is not None


@lru_cache(maxsize=20_000)
def _as_written(stem: str, text: str) -> str:
    """The word of a text that has this stem."""
    return next((word.lower() for word in words(text) if stem in stems(word)), stem)


# -- within one clause, within one list -------------------------------------------------------------------------------

_PHRASE = 5
"""Words in a row that nobody writes twice in one clause without noticing."""


def phrase_twice(subject: Subject) -> Iterator[Diagnostic]:
    """The same five words in two sentences of one clause; one's own name says nothing twice."""
    own = subject.policy.organisation
    general = _GENERAL | stems(own.short) | stems(own.name) | stems(own.board)
    for one in subject.said:
        found = _twice(one.text, general)
        if found is not None:
            yield subject.report_said(one, found, Kind.PHRASE_TWICE, found=found)


@lru_cache(maxsize=20_000)
def _twice(text: str, general: frozenset[str]) -> str | None:
    row = re.findall(r"\w[\w'’/-]*", text.casefold())
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(row) - _PHRASE + 1):
        phrase = tuple(row[at : at + _PHRASE])
        first = seen.setdefault(phrase, at)
        if at >= first + _PHRASE and len(stems(" ".join(phrase)) - general) >= 2:
            return " ".join(phrase)
    return None


_WRONG = re.compile(
    r"\b(?:schelden|pesten|roddelen|vloeken|beledigen|kwetsen|bedreigen|discrimineren|stalken|hacken|treiteren|intimideren|"
    r"zwartmaken|uitsluiten|liegen)\b",
    re.IGNORECASE,
)


def wrong_twice(subject: Subject) -> Iterator[Diagnostic]:
    """The same wrong named in two items of one list; not the one that the whole document is about, by its title."""
    if not _WRONG.search(subject.low):
        return
    about = {match[0].casefold() for match in _WRONG.finditer(subject.policy.title)}
    seen: dict[tuple[int, int | None, str], Said] = {}
    for one in subject.said:
        if one.group.form == "prose" or one.framed:
            continue
        for word in (
            () if not one.has("en") else dict.fromkeys(match[0].casefold() for match in _WRONG.finditer(one.text))
        ):
            first = seen.setdefault((id(one.group), one.column, word), one)
            if first.clause.id != one.clause.id and word not in about:
                values = {"found": word, "label": one.label, "other": first.clause.id, "other_label": first.label}
                yield subject.report_said(one, word, Kind.WRONG_TWICE, **values)
                break
