"""Random edits inside a text."""

from __future__ import annotations

import re
from typing import Any

from schoolprotocol.model.base import Weight
from schoolprotocol.text import myst
from tests.bench_diff import bank
from tests.bench_diff.labels import Fact, Label, words
from tests.bench_diff.maker import MAY_NOT, Maker, ends, fixed, listed, plain, sentences

_ITEM = re.compile(r"^- (.*)$", re.MULTILINE)


def word(maker: Maker) -> Label:
    """A word becomes another, comes or goes."""
    id_ = maker.clause(i for i in maker.draft.placed() if plain(maker.text(i)))
    text, removed, added = another_word(maker, maker.text(id_))
    maker.draft.edit(id_, text=text)
    return changed("word", id_, removed=removed, added=added)


def negation(maker: Maker) -> Label:
    """One small word that turns the meaning round."""
    id_ = maker.clause(i for i in maker.draft.placed() if plain(maker.text(i)) and "niet" not in maker.text(i))
    found = maker.word(maker.text(id_))
    _put(maker, id_, found, f"niet {found[0]}")
    return changed("negation", id_, added="niet")


def two_words(maker: Maker) -> Label:
    """Two words that do not stand together, one after the other."""
    id_ = maker.clause(i for i in maker.draft.placed() if len(plain(maker.text(i))) > 7)
    found = plain(maker.text(id_))
    new = maker.dice.sample([word for word in bank.WORDS if word not in maker.text(id_)], 2)
    _put(maker, id_, found[-1], new[1])
    _put(maker, id_, found[0], new[0])
    return changed("two words", id_, removed=f"{found[0][0]} {found[-1][0]}", added=" ".join(new))


def rewritten(maker: Maker) -> Label:
    """A sentence becomes quite another one; which of the little words stay is a matter of taste."""
    id_ = maker.clause(i for i in maker.draft.placed() if _plain_sentences(maker.text(i)))
    text = maker.text(id_)
    gone = maker.pick(_plain_sentences(text))
    maker.draft.edit(id_, text=text.replace(gone, maker.fresh(bank.SENTENCES, text)))
    return changed("rewritten", id_, exact=False)


def placeholder(maker: Maker) -> Label:
    """Instead of the placeholder the author writes the value: the document prints the same."""
    id_ = maker.clause(i for i in maker.draft.placed() if _values(maker, maker.text(i)))
    found = maker.pick(_values(maker, maker.text(id_)))
    name = found[1]
    maker.used.add(name)
    _put(maker, id_, found, myst.escape(maker.draft.values[name]))
    return changed("placeholder", id_, weight="editorial", exact=False)


def _values(maker: Maker, text: str) -> list[re.Match[str]]:
    found = [m for m in re.finditer(r"\{\{ ([a-z.-]+) \}\}", text) if text[m.start() - 1 : m.start()] == " "]
    return [m for m in found if m[1] in maker.draft.values and m[1] not in maker.used and _reads_plain(maker, m[1])]


def _reads_plain(maker: Maker, name: str) -> bool:
    return re.fullmatch(r"[^\W\d]+(?:[ ,]+[^\W\d]+)*", maker.draft.values[name]) is not None


def another_word(maker: Maker, text: str) -> tuple[str, str, str]:
    """A text with one word edited; the word that went and the one that came (empty for none)."""
    found = maker.word(text)
    new = maker.fresh(bank.WORDS, text)
    how = maker.dice.choice(("replace", "replace", "insert", "drop"))
    after = text[found.end() :]
    if how == "drop" and after[:1] == " " and after[1:2].isalpha():
        return text[: found.start()] + after[1:], found[0], ""
    if how == "insert":
        return f"{text[: found.start()]}{new} {text[found.start() :]}", "", new
    return text[: found.start()] + new + after, found[0], new


def sentence_added(maker: Maker) -> Label:
    """A sentence comes, between two others or at the end."""
    id_ = maker.clause(i for i in maker.draft.placed() if _runs_on(maker.text(i)))
    text = maker.text(id_)
    new = maker.fresh(bank.SENTENCES, text)
    at = maker.dice.choice([*ends(text), len(text)])
    maker.draft.edit(id_, text=f"{text[:at]} {new}{text[at:]}")
    return changed("sentence", id_, added=new)


def _runs_on(text: str) -> bool:
    return not listed(text) and text.endswith((".", "!", "?"))


def sentence_dropped(maker: Maker) -> Label:
    """A sentence goes."""
    id_ = maker.clause(i for i in maker.draft.placed() if _plain_sentences(maker.text(i)))
    text = maker.text(id_)
    gone = maker.pick(_plain_sentences(text))
    kept = [sentence for sentence in sentences(text) if sentence != gone]
    maker.draft.edit(id_, text=" ".join(kept))
    return changed("sentence", id_, removed=gone)


def _plain_sentences(text: str) -> list[str]:
    found = sentences(text)
    return [one for one in found if not fixed(one) and found.count(one) == 1] if len(found) > 1 else []


def item_added(maker: Maker) -> Label:
    """A list item comes before another."""
    id_ = maker.clause(i for i in maker.draft.placed() if _ITEM.search(maker.text(i)))
    text = maker.text(id_)
    new = maker.fresh(bank.ITEMS, text)
    at = maker.pick(_ITEM.finditer(text)).start()
    maker.draft.edit(id_, text=f"{text[:at]}- {new}\n{text[at:]}")
    return changed("list item", id_, added=new)


def item_dropped(maker: Maker) -> Label:
    """A list item goes."""
    id_ = maker.clause(i for i in maker.draft.placed() if len(_ITEM.findall(maker.text(i))) > 2)
    text = maker.text(id_)
    gone = maker.pick(list(_ITEM.finditer(text))[:-1])
    maker.draft.edit(id_, text=text[: gone.start()] + text[gone.end() + 1 :])
    return changed("list item", id_, removed=gone[1])


def note_changed(maker: Maker) -> Label:
    """A word in a note becomes another."""
    id_ = maker.clause(i for i in maker.draft.placed() if any(map(plain, maker.draft.clauses[i].notes.values())))
    notes = maker.draft.clauses[id_].notes
    name = maker.pick(name for name, text in notes.items() if plain(text))
    text, removed, added = another_word(maker, notes[name])
    maker.draft.edit(id_, notes={**notes, name: text})
    return changed("note", id_, removed=removed, added=added)


def note_added(maker: Maker) -> Label:
    """A note comes at the end of a sentence."""
    id_ = maker.clause(i for i in maker.draft.placed() if maker.text(i).endswith(".") and "\n" not in maker.text(i))
    clause, text = maker.draft.clauses[id_], maker.text(id_)
    new = maker.fresh(bank.SENTENCES, text)
    maker.draft.edit(id_, text=f"{text[:-1]}[^proef].", notes={**clause.notes, "proef": new})
    return changed("note", id_, added=new)


def note_dropped(maker: Maker) -> Label:
    """A note and its call go."""
    id_ = maker.clause(i for i in maker.draft.placed() if "herkomst" in maker.draft.clauses[i].notes)
    notes = maker.draft.clauses[id_].notes
    left = {name: text for name, text in notes.items() if name != "herkomst"}
    maker.draft.edit(id_, text=maker.text(id_).replace("[^herkomst]", ""), notes=left)
    return changed("note", id_, removed=notes["herkomst"])


def punctuation(maker: Maker) -> Label:
    """A comma comes or goes, or a full stop becomes another mark."""
    id_ = maker.clause(i for i in maker.draft.placed() if plain(maker.text(i)) and not listed(maker.text(i)))
    text = maker.text(id_)
    comma = re.search(r"(?<=[a-z]), (?=[a-z])", text)
    if comma and maker.dice.random() < 0.4:
        changed_text = text[: comma.start()] + text[comma.start() + 1 :]
    elif text.endswith(".") and maker.dice.random() < 0.4:
        changed_text = f"{text[:-1]}{maker.dice.choice('!;')}"
    else:
        at = maker.word(text).end()
        changed_text = f"{text[:at]},{text[at:]}" if text[at : at + 1] == " " else f"{text[:at]} –{text[at:]}"
    maker.draft.edit(id_, text=changed_text)
    return changed("punctuation", id_, weight="review")


def flipped(maker: Maker) -> Label:
    """A comma goes to the other side of a word, and the rule is turned round."""
    id_ = maker.clause(i for i in maker.draft.placed() if MAY_NOT in maker.text(i))
    maker.draft.edit(id_, text=maker.text(id_).replace(MAY_NOT, "mag niet, de mentor, doorzoeken"))
    return changed("rule flipped", id_, weight="review")


def steps(maker: Maker) -> Label:
    """The first item of a list comes later, past two others."""
    id_ = maker.clause(i for i in maker.draft.placed() if len(_ITEM.findall(maker.text(i))) > 3)
    text = maker.text(id_)
    first, _second, third = list(_ITEM.finditer(text))[:3]
    maker.draft.edit(
        id_, text=f"{text[: first.start()]}{text[first.end() + 1 : third.end()]}\n{first[0]}{text[third.end() :]}"
    )
    return changed("steps", id_, weight="review", removed=first[1], added=first[1])


def case(maker: Maker) -> Label:
    """A word gets a capital."""
    id_ = maker.clause(i for i in maker.draft.placed() if plain(maker.text(i)))
    found = maker.word(maker.text(id_))
    _put(maker, id_, found, found[0].capitalize())
    return changed("case", id_, weight="review", removed=found[0], added=found[0].capitalize())


def white_space(maker: Maker) -> Label:
    """A space becomes a line break, or two spaces."""
    id_ = maker.clause(i for i in maker.draft.placed() if _spaces(maker.text(i)))
    text = maker.text(id_)
    at = maker.pick(_spaces(text))
    maker.draft.edit(id_, text=text[:at] + maker.dice.choice(("\n", "  ")) + text[at + 1 :])
    return changed("white space", id_, weight="editorial")


def _spaces(text: str) -> list[int]:
    return [] if listed(text) else [m.end() for m in plain(text) if re.match(r" [a-z]{2}", text[m.end() :])]


def bold(maker: Maker) -> Label:
    """A word is printed bold."""
    id_ = maker.clause(i for i in maker.draft.placed() if plain(maker.text(i)))
    found = maker.word(maker.text(id_))
    _put(maker, id_, found, f"**{found[0]}**")
    return changed("bold", id_, weight="editorial")


def reference(maker: Maker) -> Label:
    """A reference goes to another clause."""
    id_ = maker.clause(i for i in maker.draft.placed() if "{clause}`" in maker.text(i))
    text = maker.text(id_)
    found = maker.pick(re.finditer(r"(?<=\{clause\}`)[^`]*", text))
    other = maker.pick(i for i in maker.draft.placed() if i not in maker.used and i not in text)
    _put(maker, id_, found, other)
    return changed("reference", id_, exact=False, more=[("reference", id_)])


def law(maker: Maker) -> Label:
    """A clause rests on another source as well."""
    id_ = maker.clause(maker.draft.placed())
    cited = maker.draft.clauses[id_].references
    maker.draft.edit(id_, references=(*cited, "proefwet"))
    maker.draft.references = sorted({*maker.draft.references, "proefwet"})
    return Label("reference", frozenset({("reference", id_)}), id_, "substantive", old=(id_,), new=(id_,))


def _put(maker: Maker, id_: str, found: re.Match[str], new: str) -> None:
    text = maker.text(id_)
    maker.draft.edit(id_, text=text[: found.start()] + new + text[found.end() :])


def changed(
    kind: str,
    id_: str,
    *,
    weight: Weight = "substantive",
    removed: str = "",
    added: str = "",
    more: list[Fact] | None = None,
    **fields: Any,
) -> Label:
    """The label of a clause whose text changed."""
    facts = frozenset({("changed", id_), *(more or [])})
    return Label(kind, facts, id_, weight, words(removed), words(added), old=(id_,), new=(id_,), **fields)
