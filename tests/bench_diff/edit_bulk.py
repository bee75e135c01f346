"""Random edits of many clauses at once, which a report should tell as one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tests.bench_diff import bank
from tests.bench_diff.edit_text import changed
from tests.bench_diff.labels import Label
from tests.bench_diff.maker import Maker, plain

LEAST = 4
"""So many clauses at least."""


def moved(maker: Maker) -> tuple[Label, ...]:
    """All clauses of a row but the first go to another section."""
    rows = [(chapter.id, block.form, row) for chapter, block, row in maker.draft.rows()]
    home, form, row = maker.pick(found for found in rows if len(found[2].ids) > LEAST)
    _other, _form, target = maker.pick(found for found in rows if found[0] != home and found[1] == form)
    ids = row.ids[1:]
    del row.ids[1:]
    target.ids.extend(ids)
    return tuple(
        Label("bulk moved", frozenset({("moved", id_)}), id_, "substantive", old=(id_,), new=(id_,)) for id_ in ids
    )


def replaced(maker: Maker) -> tuple[Label, ...]:
    """One word becomes another wherever it stands."""
    texts = {id_: maker.text(id_) for id_ in maker.draft.placed()}
    counts = Counter(found[0] for text in texts.values() for found in plain(text))
    word = maker.pick(sorted(word for word, count in counts.items() if count >= LEAST))
    new = maker.pick(other for other in bank.WORDS if not any(other in text for text in texts.values()))
    labels = []
    for id_, text in texts.items():
        for found in plain(text):
            if found[0] == word:
                maker.draft.edit(id_, text=text[: found.start()] + new + text[found.end() :])
                labels.append(changed("bulk replaced", id_, removed=word, added=new))
    return tuple(labels)


EDITS: tuple[Callable[[Maker], tuple[Label, ...]], ...] = (moved, replaced)
