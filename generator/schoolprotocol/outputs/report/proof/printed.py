"""Holds an HTML form of a report against its model: every entry, every word and every mark is printed where it belongs.

The page is read as a reader sees it, without what is only said aloud: its letters in order, each with the mark that it
bears, cut where a block ends. What an entry must show is looked for between its anchor and the next; what was found
once is not found again. A mark that no entry has is refused too. Words around the entries are a template's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _
from typing import Any, Final, Literal

from lxml import etree
from markupsafe import Markup

from schoolprotocol.outputs.report.proof.told import listed
from schoolprotocol.outputs.report.text import Column, Line, Run
from schoolprotocol.outputs.report.view import (
    BulkView,
    ClauseView,
    LineView,
    Listed,
    NoteView,
    ReportView,
    RowView,
    TopicView,
)
from schoolprotocol.words.changes import FACETS

END: Final = "\x1f"
"""Stands where a block begins or ends."""
_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_SILENT: Final = frozenset(["head", "script", "style", "template", "noscript", "textarea", "select"])
_UNSEEN: Final = frozenset({"verborgen", "woord"})
"""Classes of what is only said aloud, or says a mark in words."""
_MARKS: Final = {"": " ", "del": "d", "ins": "i", "value": "v", "from": "m", "to": "m", "gap": "g"}
_ELEMENTS: Final = {"del": "d", "ins": "i"}
_CLASSES: Final = {"waarde": "v", "verplaatst": "m", "rest-van": "g"}
_BEHIND: Final = frozenset({"", END, ";", ":", ".", ","})
"""What may stand behind a piece by itself."""
_BETWEEN: Final = ".{0,24}?"
"""Little stands between the cells of a row: not another row."""
_EDITS: Final = frozenset("di")
"""Marks that say that something changed: none stands where nothing did."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand together."""

    text: str
    """Without white space."""
    marks: str = ""
    """Of each letter; empty: whatever they are."""
    exact: bool = True
    """Whether capitals count: a template may begin a sentence with it."""
    whole: bool = False
    """Whether it is a piece by itself: *voor leerlingen* is not said by *voor leerlingen en ouders*."""
    said: str = ""
    """The words with their white space, for who must find them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must stand somewhere."""

    anchor: str
    called: str
    """What a person calls it."""
    phrases: tuple[Phrase, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    """Words that stand behind each other: what a row is about, what it was and what it becomes, without white space."""


@dataclass(frozen=True)
class Page:
    """The letters of a page."""

    text: str
    marks: str
    anchors: dict[str, int]
    """Where each element with an id begins."""
    links: tuple[tuple[int, str], ...] = ()
    """Where each link inside the page begins, and to which id it leads."""


def faults(page: Page, wanted: Sequence[Wanted], used: bytearray | None = None) -> Iterator[str]:
    """What is not printed, in words; `used` gets a 1 for each letter that was asked for."""
    cuts = sorted({page.anchors[one.anchor] for one in wanted if one.anchor in page.anchors})
    section_cuts = sorted(at for id_, at in page.anchors.items() if id_.startswith("wijzigingen-"))
    ends = sorted({*cuts, *section_cuts, len(page.text)})
    used = bytearray(len(page.text)) if used is None else used
    folded = _folded(page.text)
    for one in wanted:
        start = page.anchors.get(one.anchor)
        if start is None:
            yield _("not written: the report does not print “{entry}”. See your own templates.").format(
                entry=one.called
            )
            continue
        end = ends[bisect_right(ends, start)] if start < len(page.text) else start
        # What asks most comes first: words without a mark may stand in more places than those with one.
        for phrase in sorted(one.phrases, key=lambda phrase: (-len(phrase.text), not phrase.marks, not phrase.exact)):
            if not _found(page, folded, phrase, start, end, used):
                message = _(
                    "not written: the report does not print “{words}” of “{entry}” as it is. See your own templates."
                )
                yield message.format(words=(phrase.said or phrase.text)[:80], entry=one.called)
        for row in one.rows:
            if not re.search(_BETWEEN.join(map(re.escape, row)), folded[start:end]):
                message = _(
                    "not written: the report does not print “{words}” of “{entry}” as it is. See your own templates."
                )
                yield message.format(words=" – ".join(row)[:80], entry=one.called)
        loose = next((n for n in range(start, end) if page.marks[n] in _EDITS and not used[n]), None)
        if loose is not None:
            message = _("not written: “{words}” in “{entry}” is marked and did not change. See your own templates.")
            yield message.format(words=page.text[loose : loose + 20].split(END)[0], entry=one.called)


def _found(page: Page, folded: str, phrase: Phrase, start: int, end: int, used: bytearray) -> bool:
    """Take the place where the words stand; where a mark does not matter, rather one without."""
    text, size = page.text if phrase.exact else folded, len(phrase.text)
    words = phrase.text if phrase.exact else _folded(phrase.text)
    second = -1
    at = text.find(words, start, end)
    while at >= 0:
        marks = page.marks[at : at + size]
        marked = not phrase.marks or marks == phrase.marks
        apart = not phrase.whole or page.text[at + size : at + size + 1] in _BEHIND
        if marked and apart and not any(used[at : at + size]):
            if phrase.marks or _EDITS.isdisjoint(marks):
                break
            second = at if second < 0 else second
        at = text.find(words, at + 1, end)
    place = at if at >= 0 else second
    if place >= 0:
        used[place : place + size] = b"\x01" * size
    return place >= 0


def _folded(text: str) -> str:
    """In small letters, one for each: İ alone would become two, and Σ another one at the end of a word."""
    return text.replace("İ", "i").replace("Σ", "σ").lower()


# -- reading a page ---------------------------------------------------------------------------------------------------


def read(html: str) -> Page:
    """The letters of a page or fragment, as a reader sees them."""
    whole = html if "<html" in html else f"<html><body>{html}</body></html>"
    root = etree.fromstring(whole, etree.HTMLParser())
    pieces: list[str] = []
    marks: list[str] = []
    anchors: dict[str, int] = {}
    links: list[tuple[int, str]] = []
    counts: dict[Any, int] = {}
    size = 0

    def say(text: str | None, mark: str) -> None:
        nonlocal size
        if text:
            letters = "".join(text.split())
            pieces.append(letters)
            marks.append(mark * len(letters))
            size += len(letters)

    def cut(*, cell: bool = False) -> None:
        nonlocal size
        if pieces and (cell or not pieces[-1].endswith(END)):  # an empty cell is one all the same
            pieces.append(END)
            marks.append(" ")
            size += 1

    stack = [(" ", False)]  # of each element that we are in: the mark of its words, and whether nothing of it is seen
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            tag, id_ = element.tag, element.get("id")
            classes = (element.get("class") or "").split()
            mark, silent = stack[-1]
            if tag in _BLOCKS:
                cut()
            if id_:
                anchors.setdefault(id_, size)
            if tag == "li":
                say(_number(element, counts), mark)
            elif tag == "a" and element.get("href", "").startswith("#"):
                links.append((size, element.get("href")[1:]))
            silent = silent or tag in _SILENT or not _UNSEEN.isdisjoint(classes)
            own = _ELEMENTS.get(tag) or next((_CLASSES[c] for c in classes if c in _CLASSES), mark)
            stack.append((own, silent))
            if not silent:
                say(element.text, own)
            continue
        if event == "end":
            stack.pop()
            if element.tag in _BLOCKS:
                cut(cell=element.tag == "td" and not len(element) and not element.text)
        mark, silent = stack[-1]
        if not silent:
            say(element.tail, mark)
    return Page("".join(pieces), "".join(marks), anchors, tuple(links))


def _number(item: Any, counts: dict[Any, int]) -> str:
    """Of an item of an ordered list, which no letter of the page says; empty in another list."""
    around = item.getparent()
    if around is None or around.tag != "ol":
        return ""
    start = around.get("start", "1")
    counts[around] = counts.get(around, int(start) - 1 if start.lstrip("-").isdigit() else 0) + 1
    return f"{counts[around]}."


# -- what must be printed ---------------------------------------------------------------------------------------------


Form = Literal["page", "fragment", "print", "list"]
"""`page`: on screen, with old and new in one text as well; `fragment`: the same without what only a council needs;
`print`: on paper; `list`: the edits alone, in Markdown."""


def entries(view: ReportView, form: Form) -> Iterator[Wanted]:
    """What a form of this report must show."""
    for topic in view.topics:
        yield _topic(topic, form)
    for one in listed(view):
        yield Wanted(one.item.anchor, one.item.title, tuple(_of_item(one, form)))
    rows = (("wijzigingen-hernummering", view.renumbered), ("wijzigingen-documentbeheer", view.control))
    for anchor, found in rows:
        if found:
            told = (phrase for row in found for phrase in _row(row, is_marked=form != "list"))
            yield Wanted(anchor, found[0].what, tuple(told), tuple(map(_in_order, found)))
    if view.unseen and form != "list":
        yield Wanted("wijzigingen-documentbeheer", view.unseen, (_words(view.unseen),))


def _topic(topic: TopicView, form: Form) -> Wanted:
    phrases = [_words(f"{topic.number}{'.' if form == 'list' else ''}{topic.title}"), _words(topic.audience)]
    if topic.note is not None and form != "list":
        phrases += _note(topic.note, title=False)
    return Wanted(topic.anchor, topic.title, tuple(phrases))


def _of_item(one: Listed, form: Form) -> Iterator[Phrase]:
    item = one.item
    if form == "list":
        yield _words(f"{one.reference}. {item.title}" if one.reference else item.title)
    match item:
        case ClauseView():
            yield from _of_clause(item, form)
        case LineView():
            yield from _of_line(item, form)
        case BulkView():
            yield from _of_bulk(item, form)
    if item.weight_reason:
        yield _words(item.weight_reason)
    yield from (_words(pointer.text) for pointer in (*one.see, *one.values))
    for note in one.notes:
        yield from _note(note, title=True) if form != "list" else (_words(note.summary),)


def _of_clause(item: ClauseView, form: Form) -> Iterator[Phrase]:
    if form != "list":
        yield _words(item.title)
    if item.number and not item.number.startswith("was "):
        yield _words(item.number)
    if item.shows in {"new", "old"}:
        yield _words("toegevoegd" if item.shows == "new" else "vervallen")
    yield from (_words(FACETS[kind]) for kind in item.kinds if kind in {"split", "merged"})
    yield from (replace(_words(fact), whole=True) for fact in (*item.facts_old, *item.facts_new))
    yield from map(_words, item.told)
    if item.reason:
        yield _words(item.reason)
    for short in item.short:
        two = bool(short.old and short.new) and form != "list"
        yield from (line_phrase(line, is_marked=two) for line in (short.old, short.new) if line)
    both = item.shows == "both"
    if form == "list":
        found = [phrase for group in item.redline for line in group.lines for phrase in edits(line)]
        yield from [Phrase("".join(item.sign.split())), *found] if item.sign and found else found
        return
    if item.shows in {"old", "both"}:
        yield from _text(item.old_shown, is_marked=both)
    if item.shows in {"new", "both"}:
        yield from _text(item.new_shown, is_marked=both)
    if both and form in {"page", "fragment"}:
        yield from _text((Column("", item.redline, item.sign),), is_marked=True)


def edits(line: Line) -> Iterator[Phrase]:
    """What came and went in a line, and what moved."""
    for run in line:
        text = "".join(run.text.split())
        if run.mark in {"del", "ins", "from", "to"} and text:
            yield Phrase(text, _MARKS[run.mark] * len(text) if run.mark in {"del", "ins"} else "")


def _of_line(item: LineView, form: Form) -> Iterator[Phrase]:
    both = bool(item.old and item.new)
    yield from map(_words, item.told)
    if form != "list" or both:
        is_marked = both and form != "list"
        yield from (line_phrase(line, is_marked=is_marked) for line in (item.old, item.new) if line)
    if item.kind == "value":
        if form != "list":
            yield from map(_words, (item.title, *([item.about] if item.about else [])))
        yield from map(_words, item.clauses)
        return
    yield from (_words(FACETS[kind]) for kind in item.kinds if kind in {"moved", "form"})
    if not both and (item.old or item.new):
        yield _words("toegevoegd" if item.new else "vervallen")


def _of_bulk(item: BulkView, form: Form) -> Iterator[Phrase]:
    yield from map(_words, ([item.title] if form != "list" else []) + [item.about])
    for one in item.every:
        yield _words(f"{one.sign} {one.title}" if isinstance(one, ClauseView) else one.title)
        if isinstance(one, ClauseView) and one.number:
            yield _words(one.number)


def _note(note: NoteView, *, title: bool) -> Iterator[Phrase]:
    if title:
        yield _words(note.summary)
    for heading, html in note.texts:
        yield _words(heading)
        yield from (Phrase(block) for block in read(Markup("<div>{}</div>").format(html)).text.split(END) if block)


def _in_order(row: RowView) -> tuple[str, ...]:
    words = [row.what.rpartition(" – ")[2], *("".join(run.text for run in line) for line in (row.old, row.new) if line)]
    return tuple("".join(text.split()).lower() for text in words)


def _row(row: RowView, *, is_marked: bool) -> Iterator[Phrase]:
    # Of rows of one table its name may stand once.
    yield _words(row.what.rpartition(" – ")[2])
    if row.told:
        yield _words(row.told)
    both = bool(row.old and row.new) and is_marked
    yield from (line_phrase(line, is_marked=both) for line in (row.old, row.new) if line)


def _text(columns: Sequence[Column], *, is_marked: bool) -> Iterator[Phrase]:
    for column in columns:
        if column.caption:
            yield _words(column.caption)
        sign = column.sign
        for n, group in enumerate(column.groups):
            if sign and not n and group.kind != "paragraph":
                yield Phrase("".join(sign.split()))
                sign = ""
            for line in group.lines:
                if line or sign:
                    yield line_phrase(_signed(sign, line), is_marked=is_marked)
                sign = ""


def _signed(sign: str, line: Line) -> Line:
    return (Run(sign), *line) if sign else line


def line_phrase(line: Sequence[Run] | Line, *, is_marked: bool) -> Phrase:
    """The words of a line, with its marks or whatever they are."""
    texts = ["".join(run.text.split()) for run in line]
    marks = "".join(_MARKS[run.mark] * len(text) for run, text in zip(line, texts, strict=True))
    said = " ".join(run.text.strip() for run in line)
    return Phrase("".join(texts), marks if is_marked else "", said=said)


def _words(text: str) -> Phrase:
    return Phrase("".join(text.split()), exact=False, said=text)
