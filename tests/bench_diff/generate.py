"""Random labelled edits: the same ones for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from schoolprotocol.source.reader import Reader
from schoolprotocol.source.releases import load_releases
from schoolprotocol.source.tree import FolderTree
from tests.bench_diff import edit_bulk, edit_other, edit_place, edit_text, hand
from tests.bench_diff.draft import Draft
from tests.bench_diff.labels import Case, Label, case_of
from tests.bench_diff.maker import ImpossibleError, Maker, enriched

ROOT = Path(__file__).parents[2]
PER_CASE = 10
"""So many edits lie between two versions."""
EDITS: tuple[Callable[[Maker], Label], ...] = (
    *(edit_text.word, edit_text.two_words, edit_text.negation, edit_text.placeholder),
    *(edit_text.sentence_added, edit_text.sentence_dropped, edit_text.rewritten),
    *(edit_text.item_added, edit_text.item_dropped),
    *(edit_text.note_changed, edit_text.note_added, edit_text.note_dropped),
    *(edit_text.punctuation, edit_text.case, edit_text.white_space, edit_text.bold),
    *(edit_text.flipped, edit_text.steps),
    *(edit_text.reference, edit_text.law),
    *(edit_place.added, edit_place.dropped),
    *(edit_place.moved, edit_place.moved_inside, edit_place.moved_and_changed),
    *(edit_place.split, edit_place.split_and_changed, edit_place.merged, edit_place.merged_and_changed),
    *(edit_place.renamed, edit_place.renamed_in_silence),
    *(edit_other.parameter, edit_other.cell, edit_other.row_added, edit_other.row_dropped),
    *(edit_other.heading, edit_other.section_moved, edit_other.audience, edit_other.control),
)


@cache
def starts() -> tuple[Draft, ...]:
    """The documents that are edited: our own corpus, and every document of this repository as it was released first."""
    schools = sorted((ROOT / "policy_src" / "schools").iterdir())
    reader, folder = Reader(FolderTree(ROOT)), "policy_src/schools"
    ids = [school.name for school in schools if school.is_dir()]
    releases = [load_releases(reader, f"{folder}/{id_}/releases", id_).value for id_ in ids]
    return (hand.forty(), *(Draft.of(found[0].policy) for found in releases if found))


def cases(edits: int, seed: int = 1) -> Iterator[Case]:
    """Pairs of versions with so many edits in all; each kind as often as the others, where the document allows it."""
    dice = Random(seed)
    made: Counter[str] = Counter()
    while made.total() < edits:
        old = enriched(dice.choice(starts()), dice)
        maker = Maker(old.copy(), dice)
        labels: list[Label] = []
        wanted = min(PER_CASE, edits - made.total())
        for edit in sorted(EDITS, key=lambda one: (made[one.__name__], dice.random())):
            if len(labels) == wanted:
                break
            label = _attempt(maker, edit)
            if label is not None:
                labels.append(label)
                made[edit.__name__] += 1
        yield case_of(old, maker.draft, tuple(labels))


def bulk_cases(count: int, seed: int = 1) -> Iterator[Case]:
    """Pairs of versions between which one thing was done to many clauses."""
    dice = Random(seed)
    made = 0
    while made < count:
        old = enriched(dice.choice(starts()), dice)
        maker = Maker(old.copy(), dice)
        try:
            labels = edit_bulk.EDITS[made % len(edit_bulk.EDITS)](maker)
        except ImpossibleError:
            continue
        made += 1
        yield case_of(old, maker.draft, labels)


def _attempt(maker: Maker, edit: Callable[[Maker], Label]) -> Label | None:
    """Make an edit; where it turns out to be impossible half-way, nothing happened."""
    before, used, shuffled = maker.draft.copy(), set(maker.used), set(maker.shuffled)
    try:
        return edit(maker)
    except ImpossibleError:
        maker.draft, maker.used, maker.shuffled = before, used, shuffled
        return None
