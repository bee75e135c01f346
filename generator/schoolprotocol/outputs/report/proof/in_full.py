"""Holds the renvooi against both versions: without what is struck it is the new text, without what is new the old one.

The new text stands there whole and in order, clause by clause. So does the old one: beside the clause that came of it,
or, where nothing came of it, behind the clause after which it stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from gettext import gettext as _
from itertools import zip_longest
from typing import Final

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.report.full import LAPSED, SCHOOLGIDS, SHORT_HEADING
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.expected import Ids, Pairing, pairing
from schoolprotocol.outputs.report.proof.printed import END, Page, Phrase, line_phrase, read
from schoolprotocol.outputs.report.proof.told import Told, changed_labels
from schoolprotocol.outputs.report.text import Line
from schoolprotocol.outputs.report.view import FullBlock, FullItem, ReportView
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import EXCERPT
from schoolprotocol.policy.walk import every_clause

_GONE: Final = frozenset({"del", "from"})
_COME: Final = frozenset({"ins", "to"})
_EDITS: Final = frozenset("di")
_LEAD: Final = re.compile(rf"(?:Bijlage )?[0-9A-Z.]{{1,8}} |{SCHOOLGIDS}")
"""What stands before the words of a heading."""
_FROM, _UNTIL = "wijzigingen-tekst", "wijzigingen-verantwoording"


def prove_full(view: ReportView, old: Edition, new: Edition, changes: ChangeSet) -> None:
    """Refuse a renvooi of which the model does not hold both texts; see `prove_view`.

    Raises:
        ComparisonError: the message names what is missing.
    """
    first = next(faults(view, old, new, changes), None)
    if first is not None:
        raise ComparisonError(first)


def faults(view: ReportView, old: Edition, new: Edition, changes: ChangeSet) -> Iterator[str]:
    """What the renvooi lacks of either version, in words."""
    items = [one for block in view.full for one in block.items]
    here: dict[str, FullItem] = {}
    gone: dict[str, FullItem] = {}
    for one in items:
        if one.id:
            (gone if one.about == LAPSED else here).setdefault(one.id, one)
    pairs = pairing(changes, old, new)
    whole = _reading_order(new.policy)
    wrong = next((id_ for id_, shown in zip_longest(whole, here, fillvalue="") if id_ != shown), None)
    if wrong is not None:
        yield _lacks(new, new.clauses[wrong].title if wrong else new.policy.title)
    for one in items:
        if one.id and one.about != LAPSED and one.id in new.clauses and _said(one, _GONE) != _text(new, one.id):
            yield _lacks(new, new.clauses[one.id].title)
    yield from _old_texts(here, gone, pairs, old, new)
    yield from _places(items, pairs, old, Told(view).moved)
    yield from _headings(view.full, old, new)


def _reading_order(policy: Policy) -> list[str]:
    """Every clause once: those of the document, and those that only the text for the schoolgids has."""
    excerpt = policy.excerpt
    own = [*every_clause(*excerpt.groups), excerpt.short] if excerpt is not None else []
    return list(dict.fromkeys(clause.id for clause in (*policy.clauses(), *own)))


def _lacks(edition: Edition, title: str) -> str:
    return _("not written: the renvooi does not have “{subject}” of version {version} as it is.").format(
        subject=title, version=edition.policy.document.version
    )


def _letters(text: str) -> str:
    return "".join(text.split())


def _text(edition: Edition, id_: str) -> tuple[str, Counter[str]]:
    """The letters of a clause's text, and of each of its notes' paragraphs."""
    return _letters(edition.wording(id_)), Counter(map(_letters, edition.notes(id_)))


def _said(item: FullItem, without: Collection[str]) -> tuple[str, Counter[str]]:
    """The same as the renvooi has it, without what bears one of these marks."""
    texts: list[str] = []
    notes: Counter[str] = Counter()
    for group in item.groups:
        for line in group.lines:
            said = _side(line, without)
            if group.kind == "note":
                notes[said] += bool(said)
            else:
                texts.append(said)
    return "".join(texts), +notes


def _side(line: Line, without: Collection[str]) -> str:
    return _letters("".join(run.text for run in line if run.mark not in without))


def _old_texts(
    here: dict[str, FullItem], gone: dict[str, FullItem], pairs: Pairing, old: Edition, new: Edition
) -> Iterator[str]:
    labels, own_old = changed_labels(old, new), set(_reading_order(old.policy))

    def letters(pieces: Iterator[str]) -> Counter[str]:
        # Of texts that were split or merged, or in which something moved, the order is the new one.
        return Counter(_letters("".join(labels.sub("", piece) for piece in pieces)))

    for was, now in pairs.families:
        if not (now or was[0] in own_old):
            continue
        items = [gone.get(was[0])] if not now else [here.get(id_) for id_ in now]
        lines = [line for item in items if item is not None for group in item.groups for line in group.lines]
        shown = ("".join(run.text for run in line if run.mark not in _COME) for line in lines)
        own = (piece for id_ in was for piece in (old.wording(id_), *old.notes(id_)))
        # What came or went as a whole is marked as a whole.
        bare = not now and any(run.mark not in _GONE and run.text.strip() for line in lines for run in line)
        if letters(shown) != letters(own) or bare:
            yield _lacks(*((old, old.clauses[was[0]].title) if was else (new, new.clauses[now[0]].title)))


def _places(items: Sequence[FullItem], pairs: Pairing, old: Edition, moved: frozenset[str]) -> Iterator[str]:
    """What lapsed stands behind the clause after which it stood, of those that still stand in their place."""
    family_of: dict[str, tuple[Ids, Ids]] = {id_: family for family in pairs.families for id_ in family[0]}
    expected: dict[str, tuple[str, str]] = {}
    """By lapsed clause of the document: the clause behind which it stands, and the lapsed one in between."""
    behind = ("", "")
    for clause in old.policy.clauses():
        was, now = family_of[clause.id]
        heir = clause.id if clause.id in now else "".join(now[:1])
        if not now:
            expected[clause.id] = behind
            behind = (behind[0], clause.id)
        elif moved.isdisjoint(now) and (heir == clause.id or len(was) == 1):
            behind = (heir, "")
    behind = ("", "")
    for item in items:
        if item.id and item.about != LAPSED:
            behind = (item.id, "")
        elif item.id:
            if expected.pop(item.id, behind) != behind:
                yield _lacks(old, old.clauses[item.id].title)
            behind = (behind[0], item.id)


def _headings(blocks: Sequence[FullBlock], old: Edition, new: Edition) -> Iterator[str]:
    lines = [block.heading for block in blocks if block.heading]
    lines += [line for b in blocks for one in b.items if not one.id for g in one.groups for line in g.lines]
    # Its number is that of the new version, and stands in a run of its own.
    bare = [line[1:] if len(line) > 1 and _LEAD.fullmatch(line[0].text) else line for line in lines]
    for edition, found, without in ((new, lines, _GONE), (old, bare, _COME)):
        said = Counter(_side(line, without) for line in found)
        own = {"", _letters(SHORT_HEADING), _letters(SCHOOLGIDS), _letters(SCHOOLGIDS.rstrip(": "))}
        for slot, text in edition.headings.items():
            if slot.id == EXCERPT and slot.stands_in_group:
                own.add(_letters(edition.line(text)))  # shown only where a clause of its own stands below it
                continue
            lead = SCHOOLGIDS if slot.id == EXCERPT else ""
            words = _letters(f"{lead}{edition.headed(slot, text)}" if edition is new else edition.line(text))
            if not said[words]:
                yield _lacks(edition, edition.line(text))
            said[words] -= 1
        wrong = next((words for words, number in said.items() if number > 0 and words not in own), None)
        if wrong is not None:
            yield _lacks(edition, wrong)


# -- the page ---------------------------------------------------------------------------------------------------------


def prove_renvooi(html: str, view: ReportView) -> None:
    """Refuse a page or print HTML that does not print the renvooi as its model has it.

    Raises:
        ComparisonError: the message says which words are missing, or bear another mark.
    """
    first = next(page_faults(read(html), view), None)
    if first is not None:
        raise ComparisonError(first)


def page_faults(page: Page, view: ReportView) -> Iterator[str]:
    """What is not printed, in words: each piece is looked for behind the one before it."""
    at = page.anchors.get(_FROM, 0)
    until = page.anchors.get(_UNTIL, len(page.text))
    for phrase in _phrases(view.full):
        place = _after(page, phrase, at, until)
        loose = place > at and not _EDITS.isdisjoint(page.marks[at:place])
        if place < 0 or loose:
            message = _("not written: the renvooi does not print “{words}” as it is. See your own templates.")
            yield message.format(words=phrase.said[:80])
            return
        at = place + len(phrase.text)
    if not _EDITS.isdisjoint(page.marks[at:until]):
        message = _("not written: the renvooi does not print “{words}” as it is. See your own templates.")
        yield message.format(words=page.text[at:until].replace(END, " ")[:80])


def _after(page: Page, phrase: Phrase, at: int, until: int) -> int:
    text = phrase.text
    place = page.text.find(text, at, until)
    while place >= 0 and phrase.marks and page.marks[place : place + len(text)] != phrase.marks:
        place = page.text.find(text, place + 1, until)
    return place


def _phrases(blocks: Sequence[FullBlock]) -> Iterator[Phrase]:
    for block in blocks:
        if block.heading:
            yield line_phrase(block.heading, is_marked=True)
        for one in block.items:
            if one.number and one.groups:  # on paper it stands before the text
                yield Phrase(_letters(one.number), said=one.number)
            yield from (line_phrase(line, is_marked=True) for group in one.groups for line in group.lines if line)
            for words in (one.was_number, one.about[1:]):
                if words:
                    yield Phrase(_letters(words), said=words)
