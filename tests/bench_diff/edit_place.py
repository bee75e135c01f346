"""Random edits of what stands where: clauses come, go, move, are split, merged and renamed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from schoolprotocol.text import tree
from schoolprotocol.text.parse import parse
from tests.bench_diff import bank, operations
from tests.bench_diff.edit_text import another_word
from tests.bench_diff.labels import Fact, Label, words
from tests.bench_diff.maker import Maker, all_texts, ends, listed, plain


def added(maker: Maker) -> Label:
    """A clause comes."""
    after = maker.pick(maker.draft.placed())
    id_ = maker.fresh_id()
    texts = {clause.text for clause in maker.draft.clauses.values()}
    text = maker.pick(text for text in bank.CLAUSES if text not in texts)
    operations.add(maker.draft, id_, text, after)
    maker.used.add(id_)
    return Label("clause added", frozenset({("added", id_)}), id_, "substantive", added=words(text), new=(id_,))


def dropped(maker: Maker) -> Label:
    """A clause goes, and the notes with it."""
    id_ = maker.clause(id_ for id_ in maker.removable() if "{" not in all_texts(maker.draft.clauses[id_]))
    clause = maker.draft.take(id_)
    gone = sum((words(printed(text)) for text in (clause.text or "", *clause.notes.values())), Counter[str]())
    return Label("clause dropped", frozenset({("dropped", id_)}), id_, "substantive", gone, old=(id_,))


def printed(text: str) -> str:
    """A text without placeholders and references as printed: no markup, and white space between its blocks."""
    return " ".join(_inline(node) for node in tree.walk(parse(text)))


def _inline(node: tree.Inline) -> str:
    match node:
        case tree.Words(text=text):
            return text
        case tree.Link(target=target):
            return target
        case _:
            return ""


def moved(maker: Maker) -> Label:
    """A clause goes to another section or column."""
    id_, facts = _to_another_place(maker)
    return Label("moved", facts, id_, "substantive", old=(id_,), new=(id_,))


def moved_inside(maker: Maker) -> Label:
    """A clause goes elsewhere in its own section."""
    id_ = _within(maker)
    return Label("moved inside", frozenset({("moved", id_)}), id_, "review", old=(id_,), new=(id_,))


def moved_and_changed(maker: Maker) -> Label:
    """A clause goes elsewhere, and a word of it is another."""
    if maker.dice.random() < 0.7:
        id_, facts = _to_another_place(maker, editable=True)
    else:
        id_ = _within(maker, editable=True)
        facts = frozenset({("moved", id_)})
    label = Label("moved and changed", facts, id_, "substantive", old=(id_,), new=(id_,))
    return _also_changed(maker, label, id_)


def _also_changed(maker: Maker, label: Label, id_: str) -> Label:
    text, gone, come = another_word(maker, maker.text(id_))
    maker.draft.edit(id_, text=text)
    facts = label.facts | {("changed", label.place)}
    return replace(label, facts=facts, removed=words(gone), added=words(come))


def _to_another_place(maker: Maker, *, editable: bool = False) -> tuple[str, frozenset[Fact]]:
    id_ = maker.clause(
        i
        for i in maker.draft.placed()
        if len(maker.draft.row_of(i)[2].ids) > 1 and (not editable or plain(maker.text(i)))
    )
    section, block, row = maker.draft.row_of(id_)
    home, form = (section.id, block.heading, row.heading if block.form == "columns" else None), block.form
    rows = [
        (other, other_block.form, other_row)
        for other, other_block, other_row in maker.draft.rows()
        if (other.id, other_block.heading, other_row.heading if other_block.form == "columns" else None) != home
        and (other.id != section.id or other_block is block)
    ]
    _section, other_form, target = maker.pick(rows)
    row.ids.remove(id_)
    target.ids.insert(maker.dice.randint(0, len(target.ids)), id_)
    facts: set[Fact] = {("moved", id_)}
    if other_form != form:
        facts.add(("form", id_))
    return id_, frozenset(facts)


def _within(maker: Maker, *, editable: bool = False) -> str:
    """Past at least two others that stay: of two neighbours that change places, either could be the one that moved."""
    rows = [
        (section.id, row.ids)
        for section, _block, row in maker.draft.rows()
        if section.id not in maker.shuffled and len(row.ids) > 3 and not maker.used & set(row.ids)
    ]
    section, ids = maker.pick(rows)
    id_ = maker.pick(i for i in ids if not editable or plain(maker.text(i)))
    at = ids.index(id_)
    target = maker.pick(n for n in range(len(ids)) if abs(n - at) > 1)
    ids.remove(id_)
    ids.insert(target, id_)
    maker.shuffled.add(section)
    maker.used.update(ids)
    return id_


def split(maker: Maker) -> Label:
    """A clause becomes two."""
    return _split(maker)[0]


def split_and_changed(maker: Maker) -> Label:
    """A clause becomes two, and a word of one of them is another."""
    label, ids = _split(maker)
    id_ = maker.pick(i for i in ids if plain(maker.text(i)))
    return replace(_also_changed(maker, label, id_), kind="split and changed")


def _split(maker: Maker) -> tuple[Label, tuple[str, ...]]:
    id_ = maker.clause(i for i in maker.free() if ends(maker.text(i)) and plain(maker.text(i)))
    text = maker.text(id_)
    at = maker.pick(ends(text)) + 1
    new = maker.fresh_id()
    into = maker.dice.choice(((id_, new), (id_, new), (new, id_), (new, maker.fresh_id())))
    operations.split(maker.draft, id_, text[at:], into)
    maker.used.update(into)
    return Label("split", frozenset({("split", id_)}), id_, "substantive", old=(id_,), new=into), into


def merged(maker: Maker) -> Label:
    """Two clauses become one."""
    return _merged(maker)


def merged_and_changed(maker: Maker) -> Label:
    """Two clauses become one, and a word is another."""
    label = _merged(maker)
    if not plain(maker.text(label.place)):
        raise AssertionError("both texts have a plain word, and no list")
    return replace(_also_changed(maker, label, label.place), kind="merged and changed")


def _merged(maker: Maker) -> Label:
    free = {i for i in maker.free() if i not in maker.used and _can_join(maker, i)}
    pairs = [(a, b) for *_around, row in maker.draft.rows() for a, b in pairwise(row.ids)]
    first, second = maker.pick(
        (a, b)
        for a, b in pairs
        if {a, b} <= free
        and not maker.draft.clauses[a].notes.keys() & maker.draft.clauses[b].notes.keys()
        and len(plain(f"{maker.text(a)} {maker.text(b)}")) > 1
    )
    into = maker.dice.choice((first, first, second, maker.fresh_id()))
    facts: set[Fact] = {("merged", into)}
    if len({frozenset(maker.draft.clauses[id_].audience) for id_ in (first, second)}) > 1:
        facts.add(("audience", into))  # what was meant for some is now for the others too
    operations.merge(maker.draft, (first, second), into, maker.dice.choice((" ", "\n\n")))
    maker.used.update((first, second, into))
    return Label("merged", frozenset(facts), into, "substantive", old=(first, second), new=(into,))


def _can_join(maker: Maker, id_: str) -> bool:
    return not listed(maker.text(id_)) and bool(plain(maker.text(id_)))


def renamed(maker: Maker) -> Label:
    """A clause gets another id."""
    id_, new = maker.clause(maker.free()), maker.fresh_id()
    operations.rename(maker.draft, id_, new)
    maker.used.add(new)
    return Label("renamed", frozenset({("renamed", new)}), new, "editorial", old=(id_,), new=(new,))


def renamed_in_silence(maker: Maker) -> Label:
    """A clause gets another id, and the author forgets to say so: gone and come, with a hint."""
    id_, new = maker.clause(id_ for id_ in maker.free() if len(maker.text(id_)) > 40), maker.fresh_id()
    operations.rename(maker.draft, id_, new, declared=False)
    maker.used.add(new)
    facts = frozenset({("dropped", id_), ("added", new)})
    return Label("renamed in silence", facts, exact=False, old=(id_,), new=(new,), suggested=(id_, new))
