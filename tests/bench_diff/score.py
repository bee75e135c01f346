"""Counts how often a comparison was right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.prove import Which, original
from schoolprotocol.policy.model import Policy, canonical_json
from tests.bench_diff import told
from tests.bench_diff.labels import Case, Fact, Label
from tests.bench_diff.printed import lines
from tests.bench_diff.rivals import Rival, marks
from tests.bench_diff.told import Marks
from tests.compare.edits import facts as all_facts
from tests.compare.edits import swapped

GROUPS: dict[str, Callable[[Fact], bool]] = {
    "all": lambda fact: "+" not in fact[0],
    "moved": lambda fact: fact[0] == "moved",
    "moved + changed": lambda fact: fact[0] == "moved+changed",
    "split": lambda fact: fact[0] == "split",
    "merged": lambda fact: fact[0] == "merged",
}
"""The groups of which precision and recall are told apart; `moved+changed` is both about one clause."""


@dataclass
class Share:
    """So many of so many."""

    hits: float = 0
    of: float = 0

    def count(self, hit: float, of: float = 1) -> None:
        self.hits += hit
        self.of += of

    @property
    def share(self) -> float:
        """1 where there was nothing to get right."""
        return self.hits / self.of if self.of else 1.0


@dataclass
class TextScore:
    """What any tool can be asked that marks text."""

    lossless: Share = field(default_factory=Share)
    recall: Share = field(default_factory=Share)
    """Of the clauses, rows and headings whose text changed: those in which something is marked."""
    precision: Share = field(default_factory=Share)
    """Of those in which something is marked: those whose text changed."""
    exact: Share = field(default_factory=Share)
    """Edits of which exactly the words are marked that an author changed."""
    marked: Share = field(default_factory=Share)
    """Marked words ÷ labelled words."""
    parameter: Share = field(default_factory=Share)
    """Chunks ÷ parameter changes."""
    numbers: int = 0
    """Chunks in which nothing but a number changes."""
    cuts: int = 0
    identical: int = 0
    """Chunks between two versions that are the same."""
    mirror: Share = field(default_factory=Share)
    entries: Share = field(default_factory=Share)
    """Entries ÷ those of a perfect report; of a tool that only marks text, its marks."""

    def take(self, case: Case, found: Marks, entries: int | None = None) -> None:
        """Count one comparison; `entries` where they are not the marks."""
        self.entries.count(sum(c.is_visible for c in found.chunks) if entries is None else entries, case.entries)
        self.lossless.count(found.lossless)
        self.cuts += found.cuts
        own = frozenset(label.place for label in case.labels if any(map(str.isdigit, label.removed + label.added)))
        self.numbers += sum(chunk.is_number and not chunk.places & own for chunk in found.chunks)
        differing, moved = _truth(case)
        elsewhere = _only_in_excerpt(case)
        marked = found.places(own) - moved - elsewhere
        self.recall.count(len(marked & differing), len(differing))
        self.precision.count(len(marked & differing), len(marked))
        values = {label.place.removeprefix("value/") for label in case.labels if label.kind == "parameter"}
        printing = {id_ for name in values for id_ in case.users(name)}
        wanted = Counter[str]()
        for label in case.labels:
            if label.exact and label.place and label.place not in printing and label.kind != "parameter":
                self.exact.count(_exactly(found.at(label.place), label))
        inexact = {id_ for label in case.labels if not label.exact for id_ in (label.place, *label.old, *label.new)}
        for label in case.labels:
            if label.exact:
                wanted += label.removed + label.added
        total = sum(
            sum(counter.values())
            for side in (found.removed, found.added)
            for place, counter in side.items()
            if place not in inexact
        )
        self.marked.count(total, sum(wanted.values()))
        self._parameters(case, values, found)

    def _parameters(self, case: Case, values: set[str], found: Marks) -> None:
        """Chunks in the clauses that print one changed value and in which nothing else happened."""
        touched = {id_ for label in case.labels for id_ in (*label.old, *label.new)}
        for name in values:
            others = {id_ for other in values - {name} for id_ in case.users(other)}
            alone = case.users(name) - touched - others
            chunks = [c for c in found.chunks if c.places & alone and c.is_visible and not c.is_number]
            told_apart = f"value/{name}" in found.removed
            if alone:
                self.parameter.count(len(chunks) + told_apart)


def _exactly(got: tuple[Counter[str], Counter[str]], label: Label) -> bool:
    return _spoken(got[0]) == _spoken(label.removed) and _spoken(got[1]) == _spoken(label.added)


def _spoken(words: Counter[str]) -> Counter[str]:
    """Without numbers: a tool that marks those pays elsewhere."""
    return Counter({word: n for word, n in words.items() if not word.isdigit() and n})


def _only_in_excerpt(case: Case) -> set[str]:
    """Clauses that the rivals do not get to see."""
    excerpt = case.new.excerpt
    if excerpt is None:
        return set()
    clauses = [excerpt.short, *(clause for group in excerpt.groups for clause in group.all_clauses())]
    return {clause.id for clause in clauses} - {clause.id for clause in case.new.clauses()}


def _truth(case: Case) -> tuple[set[str], set[str]]:
    """The places where the printed text differs (numbers apart), and those of which a text alone cannot tell."""
    aliases = place_of(case)
    texts: list[dict[str, str]] = []
    for policy in (case.old, case.new):
        side: dict[str, str] = {}
        for line in lines(policy):
            place = aliases.get(line.place, line.place)
            side[place] = f"{side.get(place, '')} {line.said}".strip()
        texts.append({place: " ".join(text.split()) for place, text in side.items()})
    differing = {place for place in texts[0].keys() | texts[1].keys() if texts[0].get(place) != texts[1].get(place)}
    moved = {
        aliases.get(id_, id_)
        for label in case.labels
        if {kind for kind, _id in label.facts} & {"moved", "split", "merged"} or label.suggested
        for id_ in (*label.old, *label.new)
    }
    for label in case.labels:
        if label.kind == "section moved":
            ((_kind, section),) = label.facts
            inside = next(s for s in case.new.all_sections() if s.id == section)
            moved |= {aliases.get(clause.id, clause.id) for clause in inside.all_clauses()}
            moved |= {f"heading/{child.id}" for child in inside.all_sections()}
    return differing - moved, moved


def place_of(case: Case) -> dict[str, str]:
    """Place in the labels by clause id, where that is another one."""
    return {
        id_: label.place
        for label in case.labels
        if label.place and not label.place.startswith(("heading/", "cell/", "value/"))
        for id_ in (*label.old, *label.new)
    }


@dataclass
class Score:
    """Ours: what any tool can be asked, and what only a comparison of policies can."""

    text: TextScore = field(default_factory=TextScore)
    found: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in GROUPS})
    """Recall by group."""
    right: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in GROUPS})
    """Precision by group."""
    kinds: dict[str, Share] = field(default_factory=dict)
    """By kind of edit: of which the report tells exactly what the label says, weight included."""
    weights: Share = field(default_factory=Share)
    renumbering: Share = field(default_factory=Share)
    """Rows of the renumbering table that are right, of all that are there or should be."""
    users: Share = field(default_factory=Share)
    """Parameter changes with exactly the clauses that print the value."""
    suggested: Share = field(default_factory=Share)
    """Forgotten lineage at which the report hints."""
    misses: list[str] = field(default_factory=list)
    """In words, for who mends it."""

    def take(self, case: Case) -> None:
        """Compare one pair of versions and count."""
        changes = compare(case.old, case.new, lineage=case.lineage)
        marked = told.marks(changes)
        marked.lossless = rebuilt(changes, case.old, case.new)
        self.text.take(case, marked, told.entries(changes))
        self._facts(case, told.facts(changes))
        self._labels(case, changes)
        numbers = {(r.id, r.old, r.new) for r in changes.renumbered if r.kind == "clause"}
        wanted = case.renumbered()
        self.renumbering.count(len(numbers & wanted), len(numbers | wanted))
        back = compare(case.new, case.old, lineage=case.lineage)
        self.text.mirror.count(all_facts(back) == swapped(changes))
        same = compare(case.new, case.new.model_copy(deep=True), lineage=case.lineage)
        self.text.identical += 0 if same.is_empty else len(told.facts(same)) + len(same.renumbered)

    def _facts(self, case: Case, told_: frozenset[Fact]) -> None:
        labelled, reported = _with_both(case.facts), _with_both(told_)
        for name, belongs in GROUPS.items():
            wanted, got = set(filter(belongs, labelled)), set(filter(belongs, reported))
            self.found[name].count(len(wanted & got), len(wanted))
            self.right[name].count(len(wanted & got), len(got))
        self.misses += [f"not told: {kind} {id_}" for kind, id_ in sorted(case.facts - told_)]
        self.misses += [f"told, but not done: {kind} {id_}" for kind, id_ in sorted(told_ - case.facts)]

    def _labels(self, case: Case, changes: ChangeSet) -> None:
        reported = told.facts(changes)
        weights = {change.id: change.weight for change in changes.changes}
        users = {change.name: frozenset(change.clauses) for change in changes.parameters}
        hints = {(hint.old[0], hint.new[0]) for hint in changes.suggestions if len(hint.old) == len(hint.new) == 1}
        for label in case.labels:
            ids = {id_ for _kind, id_ in label.facts}
            right = {fact for fact in reported if fact[1] in ids} == {fact for fact in case.facts if fact[1] in ids}
            if label.weight:
                self.weights.count(weights.get(label.place) == label.weight)
                right = right and weights.get(label.place) == label.weight
            if label.kind == "parameter":
                name = label.place.removeprefix("value/")
                self.users.count(users.get(name) == case.users(name))
            if label.suggested:
                self.suggested.count(label.suggested in hints)
            self.kinds.setdefault(label.kind, Share()).count(right)


def _with_both(facts: Iterable[Fact]) -> set[Fact]:
    found = set(facts)
    return found | {("moved+changed", id_) for kind, id_ in found if kind == "moved" and ("changed", id_) in found}


def rebuilt(changes: ChangeSet, old: Policy, new: Policy) -> bool:
    """Whether both versions come back to the byte from the JSON."""
    read = ChangeSet.model_validate_json(canonical_json(changes))
    sides: tuple[tuple[Which, Policy], ...] = (("old", old), ("new", new))
    return all(canonical_json(original(read, which)) == canonical_json(policy) for which, policy in sides)


def rival_score(rival: Rival, cases: Iterable[Case], mirrored: int) -> TextScore:
    """The same questions to another tool; swapping and identical versions only in the first so many cases."""
    score = TextScore()
    for n, case in enumerate(cases):
        old, new, aliases = lines(case.old), lines(case.new), place_of(case)
        found = marks(rival(old, new), old, new, aliases)
        score.take(case, found)
        if n < mirrored:
            back = marks(rival(new, old), new, old, aliases)
            score.mirror.count((found.removed, found.added) == (back.added, back.removed))
            score.identical += len(marks(rival(new, new), new, new, aliases).chunks)
    return score
