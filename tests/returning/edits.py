"""Random edits of our Word files, as people make them, and whether each comes back to the right text.

`python -m tests.returning.edits --many 2000` makes them, has LibreOffice save part of the files as .docx and .odt, and
prints the figures. Every edit leaves words that stand nowhere else, so that it is known where they came back.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from schoolprotocol.machine import find_office
from schoolprotocol.returning.finding import find
from schoolprotocol.returning.marks import mark_in
from schoolprotocol.returning.reading import read
from tests.returning.documents import Given, given

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
REMARKED = ("opmerking", "verplaatst")
"""What tells of a comment: of a text that moved as well, the proposal that says so has its comments."""
AUTHORS = ("MR", "directie")


@dataclass
class Edit:
    """What was done, and where it may come back."""

    kind: str
    keys: set[str]
    """The texts of which it may be told."""
    tokens: list[str] = field(default_factory=list)
    """Words that must come back, at one of these texts, or as new or not placed."""
    told: tuple[str, ...] = ()
    """Kinds of proposals of which one must be there about one of the texts, or one that was not placed."""


class Paper:
    """A file that is being edited."""

    def __init__(self, given: Given, dice: random.Random) -> None:
        self.given, self.dice = given, dice
        packed = zipfile.ZipFile(io.BytesIO(given.data))
        self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        notes = self.parts.get("word/footnotes.xml")
        self.notes = None if notes is None else etree.fromstring(notes)
        texts = given.texts
        by_mark = {
            claim.mark.place: texts.printed[texts.of_line[n]].key
            for n, line in enumerate(texts.lines)
            if (claim := line.claim) is not None
        }
        self.key_of: dict[Any, str] = {}
        for root in (self.body, self.notes):
            for paragraph in [] if root is None else root.iter(f"{W}p"):
                marks = (mark_in(one.get(f"{W}name", "")) for one in paragraph.iter(f"{W}bookmarkStart"))
                place = next((mark.place for mark in marks if mark is not None), None)
                if place in by_mark:
                    self.key_of[paragraph] = by_mark[place]
        self.used: set[str] = set()
        self.ids = 100_000
        self.comments: list[tuple[str, str, str]] = []

    # -- choosing -----------------------------------------------------------------------------------------------------

    def paragraphs(self, *kinds: str, top: bool = False) -> list[Any]:
        """Those of texts that were not edited yet."""
        return [
            one
            for one, key in self.key_of.items()
            if key.partition("/")[0] in (kinds or ("clause",))
            and key not in self.used
            and one.getparent() is not None
            and (not top or one.getparent().tag == f"{W}body")
            and text_of(one).strip()
        ]

    def pick(self, *kinds: str, top: bool = False) -> Any:
        """One of them; its neighbours are left alone from here on."""
        found = self.paragraphs(*kinds, top=top)
        if not found:
            raise LookupError
        one = self.dice.choice(found)
        self.take(one)
        return one

    def take(self, *paragraphs: Any) -> None:
        keys = [self.key_of[one] for one in paragraphs if one in self.key_of]
        order = list(dict.fromkeys(self.key_of.values()))
        for key in keys:
            at = order.index(key)
            self.used |= set(order[max(at - 1, 0) : at + 2])
            clause = key.split("/")[1]  # whoever takes away a call takes away the note, with what was done to that
            self.used |= {one for one in order if one == f"clause/{clause}" or one.startswith(f"note/{clause}/")}

    def key(self, paragraph: Any) -> str:
        return self.key_of[paragraph]

    def number(self) -> str:
        self.ids += 1
        return str(self.ids)

    def token(self) -> str:
        """A word that stands nowhere."""
        return "zq" + "".join(self.dice.choice("bcdfghklmnprst") + self.dice.choice("aeiou") for _ in range(4))

    def author(self) -> dict[str, str]:
        return {f"{W}id": self.number(), f"{W}author": self.dice.choice(AUTHORS), f"{W}date": "2027-01-01T00:00:00Z"}

    def whole(self, key: str) -> list[Any]:
        return [one for one, its in self.key_of.items() if its == key]

    # -- saving -------------------------------------------------------------------------------------------------------

    def data(self) -> bytes:
        parts = dict(self.parts)
        notes = None if self.notes is None else self._called()
        parts["word/document.xml"] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8", standalone=True)
        if notes is not None:
            parts["word/footnotes.xml"] = etree.tostring(notes, xml_declaration=True, encoding="UTF-8")
        if self.comments:
            self._add_comments(parts)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in parts.items():
                packed.writestr(name, data)
        return made.getvalue()

    def _called(self) -> Any:
        """The notes as Word saves them: one for each call, in their order and numbered so; what nobody calls is gone.

        LibreOffice goes by that order, whatever the numbers say.
        """
        root: Any = deepcopy(self.notes)
        own = {note.get(f"{W}id"): note for note in root if note.get(f"{W}type") in {None, "normal"}}
        for note in own.values():
            root.remove(note)
        first = 1 + max((int(note.get(f"{W}id")) for note in root), default=0)
        done: set[str] = set()
        for number, call in enumerate(self.body.iter(f"{W}footnoteReference"), start=first):
            id_ = str(call.get(f"{W}id"))
            note = deepcopy(own[id_])
            if id_ in done:
                around = next(one for one in call.iterancestors() if one.tag == f"{W}p")
                note = renumbered(note, self) if bookmarks(around) else without_bookmarks(note)
            done.add(id_)
            note.set(f"{W}id", str(number))
            call.set(f"{W}id", str(number))
            root.append(note)
        return root

    def _add_comments(self, parts: dict[str, bytes]) -> None:
        root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        for id_, author, text in self.comments:
            comment = etree.SubElement(root, f"{W}comment", {f"{W}id": id_, f"{W}author": author})
            comment.append(paragraph_of(text))
        parts["word/comments.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        link = f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", link.encode())
        type_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        override = f'<Override PartName="/word/comments.xml" ContentType="{type_}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())


# -- pieces of XML ----------------------------------------------------------------------------------------------------


def text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def run_of(text: str, *, gone: bool = False) -> Any:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}delText" if gone else f"{W}t", {SPACE: "preserve"})
    words.text = text
    return run


def paragraph_of(text: str, like: Any = None) -> Any:
    paragraph = etree.Element(f"{W}p")
    if like is not None and (properties := like.find(f"{W}pPr")) is not None:
        own = deepcopy(properties)
        for section in own.findall(f"{W}sectPr"):
            own.remove(section)
        paragraph.append(own)
    if text:
        paragraph.append(run_of(text))
    return paragraph


def wrap(element: Any, tag: str, attributes: dict[str, str]) -> Any:
    around = etree.Element(f"{W}{tag}", attributes)
    element.getparent().replace(element, around)
    around.append(element)
    return around


def runs(paragraph: Any, *, typed: bool = True) -> list[Any]:
    """Runs with words that stand in the paragraph itself, and not in a change or field."""
    return [
        one
        for one in paragraph.findall(f"{W}r")
        if one.find(f"{W}t") is not None and (not typed or text_of(one).strip())
    ]


def cut(run: Any, at: int) -> tuple[Any, Any]:
    """A run as two."""
    words = run.find(f"{W}t")
    second = deepcopy(run)
    for tab in words.itersiblings():  # what stands behind the words goes along with the second half
        run.remove(tab)
    second.find(f"{W}t").text = words.text[at:]
    words.text = words.text[:at]
    run.addnext(second)
    return run, second


def delete_run(run: Any, attributes: dict[str, str]) -> None:
    for words in run.iter(f"{W}t"):
        words.tag = f"{W}delText"
    wrap(run, "del", attributes)


def mark_end(paragraph: Any, tag: str, attributes: dict[str, str]) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    look = properties.find(f"{W}rPr")
    if look is None:
        look = etree.SubElement(properties, f"{W}rPr")
    look.insert(0, etree.Element(f"{W}{tag}", attributes))


def bookmarks(element: Any) -> list[Any]:
    starts = [one for one in element.iter(f"{W}bookmarkStart") if mark_in(one.get(f"{W}name", ""))]
    ids = {one.get(f"{W}id") for one in starts}
    return [*starts, *(one for one in element.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") in ids)]


def without_bookmarks(element: Any) -> Any:
    for one in bookmarks(element):
        one.getparent().remove(one)
    return element


def renumbered(element: Any, paper: Paper) -> Any:
    """A copy as a program makes it that copies bookmarks too: the same names, other ids."""
    ids: dict[str, str] = {}
    for one in (*element.iter(f"{W}bookmarkStart"), *element.iter(f"{W}bookmarkEnd")):
        one.set(f"{W}id", ids.setdefault(one.get(f"{W}id"), paper.number()))
    return element


# -- edits ------------------------------------------------------------------------------------------------------------

Act = Callable[[Paper], Edit]


def _spot(paper: Paper, *kinds: str) -> tuple[Any, Any, int]:
    """A paragraph, a run of it, and a place between two words."""
    paragraph = paper.pick(*kinds)
    found = runs(paragraph)
    if not found:
        raise LookupError
    run = max(found, key=lambda one: len(text_of(one)))
    places = [one.end() for one in re.finditer(r" ", run.find(f"{W}t").text or "")]
    return paragraph, run, paper.dice.choice(places) if places else 0


def types_a_word(paper: Paper) -> Edit:
    paragraph, run, at = _spot(paper)
    token = paper.token()
    words = run.find(f"{W}t")
    words.text = f"{words.text[:at]}{token} {words.text[at:]}"
    return Edit("typt een woord", {paper.key(paragraph)}, [token], ("tekst",))


def tracks_a_word(paper: Paper) -> Edit:
    paragraph, run, at = _spot(paper)
    token = paper.token()
    first, _second = cut(run, at)
    first.addnext(new := run_of(f"{token} "))
    wrap(new, "ins", paper.author())
    return Edit("voegt bijgehouden een woord in", {paper.key(paragraph)}, [token], ("tekst",))


def deletes_words(paper: Paper) -> Edit:
    paragraph, run, at = _spot(paper)
    words = run.find(f"{W}t")
    if not words.text[at:].strip() or len(text_of(paragraph)) - len(words.text[at:]) < 3:
        raise LookupError
    words.text = words.text[:at]
    return Edit("haalt woorden weg", {paper.key(paragraph)}, [], ("tekst",))


def tracks_deleted_words(paper: Paper) -> Edit:
    paragraph, run, at = _spot(paper)
    _first, second = cut(run, at)
    if not text_of(second).strip():
        raise LookupError
    delete_run(second, paper.author())
    return Edit("haalt bijgehouden woorden weg", {paper.key(paragraph)}, [], ("tekst", "vervalt"))


def two_authors(paper: Paper) -> Edit:
    paragraph, run, at = _spot(paper)
    token, other = paper.token(), paper.token()
    first, second = cut(run, at)
    first.addnext(one := run_of(f"{token} "))
    first.addnext(two := run_of(f"{other} "))
    wrap(one, "ins", {**paper.author(), f"{W}author": AUTHORS[0]})
    wrap(two, "ins", {**paper.author(), f"{W}author": AUTHORS[1]})
    if text_of(second).strip():
        delete_run(second, paper.author())
    return Edit("twee auteurs", {paper.key(paragraph)}, [token, other], ("tekst",))


def retypes(paper: Paper) -> Edit:
    """Selects all words of a paragraph and types others, within its bookmark."""
    paragraph = paper.pick()
    token = paper.token()
    found = runs(paragraph)
    if not found:
        raise LookupError
    for run in found[1:]:
        paragraph.remove(run)
    for link in paragraph.findall(f"{W}hyperlink"):
        paragraph.remove(link)
    found[0].find(f"{W}t").text = f"Hier staat voortaan een heel andere zin over {token}."
    return Edit("typt de hele clausule over", {paper.key(paragraph)}, [token])


def retypes_without_mark(paper: Paper) -> Edit:
    paragraph = paper.pick()
    token = paper.token()
    for one in list(paragraph):
        if one.tag != f"{W}pPr":
            paragraph.remove(one)
    paragraph.append(run_of(f"Hier staat voortaan een heel andere zin over {token}."))
    return Edit("typt over, bladwijzer weg", {paper.key(paragraph)}, [token])


def removes(paper: Paper) -> Edit:
    paragraph = paper.pick(top=True)
    paragraph.getparent().remove(paragraph)
    return Edit("haalt een alinea weg", {paper.key(paragraph)}, [], ("vervalt", "tekst"))


def removes_and_leaves_bookmarks(paper: Paper) -> Edit:
    """As LibreOffice does: what stood around the words stands empty at what follows."""
    paragraph = paper.pick(top=True)
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        raise LookupError
    at = 0 if following.find(f"{W}pPr") is None else 1
    for one in reversed(bookmarks(paragraph)):
        following.insert(at, one)
    paragraph.getparent().remove(paragraph)
    return Edit("haalt een alinea weg, bladwijzer blijft", {paper.key(paragraph)}, [], ("vervalt", "tekst"))


def removes_and_breaks_bookmarks(paper: Paper) -> Edit:
    """A bookmark of which the begin is left, and no end."""
    paragraph = paper.pick(top=True)
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        raise LookupError
    for one in bookmarks(paragraph):
        if one.tag == f"{W}bookmarkStart":
            following.insert(0 if following.find(f"{W}pPr") is None else 1, one)
    paragraph.getparent().remove(paragraph)
    return Edit("haalt een alinea weg, halve bladwijzer blijft", {paper.key(paragraph)}, [], ("vervalt", "tekst"))


def tracks_removed(paper: Paper) -> Edit:
    paragraph = paper.pick(top=True)
    attributes = paper.author()
    for run in paragraph.findall(f"{W}r"):
        delete_run(run, attributes)
    for link in paragraph.findall(f"{W}hyperlink"):
        for run in link.findall(f"{W}r"):
            delete_run(run, attributes)
    mark_end(paragraph, "del", attributes)
    return Edit("haalt bijgehouden een alinea weg", {paper.key(paragraph)}, [], ("vervalt", "tekst"))


def adds(paper: Paper) -> Edit:
    paragraph = paper.pick(top=True)
    token = paper.token()
    paragraph.addnext(paragraph_of(f"Een nieuwe regel over {token}, die er nog niet stond.", paragraph))
    return Edit("voegt een alinea toe", {paper.key(paragraph)}, [token])


def tracks_added(paper: Paper) -> Edit:
    paragraph = paper.pick(top=True)
    token, attributes = paper.token(), paper.author()
    new = paragraph_of("", paragraph)
    run = run_of(f"Een nieuwe regel over {token}, die er nog niet stond.")
    new.append(run)
    wrap(run, "ins", attributes)
    mark_end(new, "ins", attributes)
    paragraph.addnext(new)
    return Edit("voegt bijgehouden een alinea toe", {paper.key(paragraph)}, [token])


def adds_within_the_mark(paper: Paper) -> Edit:
    """A paragraph typed at the end of a bookmark that grew along."""
    paragraph = paper.pick(top=True)
    token = paper.token()
    new = paragraph_of(f"Een nieuwe regel over {token}, die er nog niet stond.", paragraph)
    for one in bookmarks(paragraph):
        if one.tag == f"{W}bookmarkEnd":
            new.append(one)
    paragraph.addnext(new)
    return Edit("voegt een alinea toe in de bladwijzer", {paper.key(paragraph)}, [token])


def divides(paper: Paper) -> Edit:
    """Enter in the midst of a paragraph."""
    paragraph, run, at = _spot(paper)
    if paragraph.getparent().tag != f"{W}body" or not 0 < at < len(text_of(run)):
        raise LookupError
    _first, second = cut(run, at)
    new = paragraph_of("", paragraph)
    moving = [second, *second.itersiblings()]
    for one in moving:
        new.append(one)
    paragraph.addnext(new)
    paper.key_of[new] = paper.key(paragraph)
    return Edit("splitst een alinea", {paper.key(paragraph)}, [], ("tekst",))


def divides_tracked(paper: Paper) -> Edit:
    edit = divides(paper)
    (key,) = edit.keys
    paragraph = paper.whole(key)[0]
    first = next(
        one for one in paper.whole(key) if one.getnext() is not None and paper.key_of.get(one.getnext()) == key
    )
    del paragraph
    mark_end(first, "ins", paper.author())
    return Edit("splitst een alinea, bijgehouden", edit.keys, [], ("tekst",))


def _joined(paper: Paper) -> tuple[Any, Any]:
    first = paper.pick("clause", "heading", top=True)
    second = first.getnext()
    if second is None or second not in paper.key_of or not runs(second) or not runs(first):
        raise LookupError
    paper.take(second)
    return first, second


def joins(paper: Paper) -> Edit:
    """Backspace at the beginning of a paragraph, across clauses."""
    first, second = _joined(paper)
    first.append(run_of(" "))
    for one in list(second):
        if one.tag != f"{W}pPr":
            first.append(one)
    second.getparent().remove(second)
    keys = {paper.key(first), paper.key(second)}
    token = paper.token()
    runs(first)[-1].find(f"{W}t").text += f" {token}"
    return Edit("voegt twee alinea's samen", keys, [token])


def joins_tracked(paper: Paper) -> Edit:
    first, second = _joined(paper)
    mark_end(first, "del", paper.author())
    token = paper.token()
    runs(second)[0].find(f"{W}t").text += f" {token} "
    return Edit("voegt bijgehouden twee alinea's samen", {paper.key(first), paper.key(second)}, [token])


def joins_and_loses_a_mark(paper: Paper) -> Edit:
    first, second = _joined(paper)
    without_bookmarks(second)
    first.append(run_of(" "))
    for one in list(second):
        if one.tag != f"{W}pPr":
            first.append(one)
    second.getparent().remove(second)
    return Edit("voegt samen, een bladwijzer weg", {paper.key(first), paper.key(second)})


def _elsewhere(paper: Paper, own: Any) -> Any:
    places = [
        one
        for one in paper.key_of
        if one.getparent() is not None
        and one.getparent().tag == f"{W}body"
        and one is not own
        and paper.key(one) != paper.key(own)
        and len(paper.whole(paper.key(one))) == 1
    ]
    if not places:
        raise LookupError
    return paper.dice.choice(places)


def _passed(paper: Paper, own: Any, target: Any) -> set[str]:
    """The one text that a paragraph passes on its way, if it is one: nobody can tell which of the two moved."""
    passed = _between(paper, own, target) | {paper.key(target)}
    passed = {key for key in passed - {paper.key(own)} if key.partition("/")[0] in {"clause", "heading", "group"}}
    return passed if len(passed) < 2 else set()


def copies(paper: Paper) -> Edit:
    """Copies a paragraph to elsewhere, with its bookmark."""
    paragraph = paper.pick(top=True)
    copy = renumbered(deepcopy(paragraph), paper)
    target = _elsewhere(paper, paragraph)
    target.addnext(copy)
    return Edit("kopieert een clausule", {paper.key(paragraph)} | _passed(paper, paragraph, target), [])


def copies_without_mark(paper: Paper) -> Edit:
    paragraph = paper.pick(top=True)
    target = _elsewhere(paper, paragraph)
    target.addnext(without_bookmarks(deepcopy(paragraph)))
    keys = {paper.key(paragraph)} | _passed(paper, paragraph, target)
    return Edit("kopieert een clausule, zonder bladwijzer", keys, [])


def copies_and_edits(paper: Paper) -> Edit:
    """Copies a clause, and changes words in the copy."""
    paragraph = paper.pick(top=True)
    copy = renumbered(deepcopy(paragraph), paper)
    found = runs(copy)
    if not found:
        raise LookupError
    token = paper.token()
    found[-1].find(f"{W}t").text += f" En ook {token}."
    target = _elsewhere(paper, paragraph)
    target.addnext(copy)
    keys = {paper.key(paragraph)} | _passed(paper, paragraph, target)
    return Edit("kopieert een clausule en wijzigt de kopie", keys, [token])


def _move(paper: Paper, *, marks: bool) -> Edit:
    paragraph = paper.pick(top=True)
    key = paper.key(paragraph)
    if len(paper.whole(key)) > 1:
        raise LookupError
    target = _elsewhere(paper, paragraph)
    if target is paragraph.getprevious():
        raise LookupError  # it stands there already
    if not marks:
        without_bookmarks(paragraph)
    neighbours = {paper.key_of.get(paragraph.getprevious()), paper.key_of.get(paragraph.getnext())}
    passed = _passed(paper, paragraph, target)
    target.addnext(paragraph)
    near = {paper.key(target), paper.key_of.get(target.getprevious()), paper.key_of.get(paragraph.getnext())}
    if key in near or None in {key}:
        raise LookupError
    return Edit(
        "verplaatst een alinea", {key, *passed, *(one for one in neighbours & near if one)}, [], ("verplaatst",)
    )


def moves(paper: Paper) -> Edit:
    return _move(paper, marks=True)


def moves_without_mark(paper: Paper) -> Edit:
    edit = _move(paper, marks=False)
    edit.kind = "verplaatst een alinea, zonder bladwijzer"
    edit.told = ()
    return edit


def moves_tracked(paper: Paper) -> Edit:
    """Word leaves the bookmark where the words went away."""
    paragraph = paper.pick(top=True)
    key = paper.key(paragraph)
    if len(paper.whole(key)) > 1 or paragraph.find(f"{W}hyperlink") is not None:
        raise LookupError
    target = _elsewhere(paper, paragraph)
    if key in {paper.key_of.get(target.getprevious()), paper.key_of.get(target.getnext())}:
        raise LookupError
    passed = _passed(paper, paragraph, target)
    attributes = paper.author()
    copy = without_bookmarks(deepcopy(paragraph))
    for run in copy.findall(f"{W}r"):
        wrap(run, "moveTo", attributes)
    mark_end(copy, "moveTo", attributes)
    for run in paragraph.findall(f"{W}r"):
        wrap(run, "moveFrom", attributes)
    mark_end(paragraph, "moveFrom", attributes)
    target.addnext(copy)
    return Edit("verplaatst bijgehouden een alinea", {key} | passed, [])


def swaps_the_words(paper: Paper) -> Edit:
    """The words of two clauses change places, and their bookmarks stay: what no mark may be believed about."""
    first, second = paper.pick(top=True), paper.pick(top=True)
    if paper.key(first) == paper.key(second) or not runs(first) or not runs(second):
        raise LookupError
    one, two = runs(first), runs(second)
    if text_of(first) == text_of(second):
        raise LookupError
    before, behind = one[0].getprevious(), two[0].getprevious()
    for run in two:
        before.addnext(run)
        before = run
    for run in one:
        behind.addnext(run)
        behind = run
    return Edit("wisselt de woorden van twee clausules", {paper.key(first), paper.key(second)})


def moves_a_section(paper: Paper) -> Edit:
    headings = paper.paragraphs("heading", top=True)
    if not headings:
        raise LookupError
    heading = paper.dice.choice(headings)
    own = [heading]
    for one in heading.itersiblings():
        if (
            one.tag != f"{W}p"
            or paper.key_of.get(one, "heading").startswith("heading")
            or one.find(f".//{W}sectPr") is not None
        ):
            break
        own.append(one)
    keys = {paper.key_of[one] for one in own if one in paper.key_of}
    if keys & (paper.used - {paper.key(heading)}):
        raise LookupError
    paper.take(*(one for one in own if one in paper.key_of))
    others = [one for one in paper.paragraphs("heading", top=True) if one not in own and one is not own[-1].getnext()]
    if not others:
        raise LookupError
    target = paper.dice.choice(others)
    passed = _between(paper, heading, target)
    for one in own:
        target.addprevious(one)
    paper.used |= passed | {paper.key(target)}
    return Edit("verplaatst een hoofdstuk", keys | passed, [], ("verplaatst",))


def _between(paper: Paper, one: Any, other: Any) -> set[str]:
    """The texts between two paragraphs: where as much was passed as was moved, it is one as well as the other."""
    order = [each for each in paper.body.iter(f"{W}p") if each in paper.key_of]
    begin, end = sorted((order.index(one), order.index(other)))
    return {paper.key_of[each] for each in order[begin:end]}


def edits_a_heading(paper: Paper) -> Edit:
    paragraph, run, _at = _spot(paper, "heading")
    token = paper.token()
    run.find(f"{W}t").text += f" {token}"
    return Edit("wijzigt een kop", {paper.key(paragraph)}, [token], ("tekst",))


def removes_a_heading(paper: Paper) -> Edit:
    paragraph = paper.pick("heading", top=True)
    paragraph.getparent().remove(paragraph)
    return Edit("haalt een kop weg", {paper.key(paragraph)}, [], ("vervalt",))


def edits_a_cell(paper: Paper) -> Edit:
    paragraph, run, _at = _spot(paper, "cell", "document")
    token = paper.token()
    run.find(f"{W}t").text += f" {token}"
    return Edit("wijzigt een cel", {paper.key(paragraph)}, [token], ("tekst",))


def edits_a_note(paper: Paper) -> Edit:
    paragraph, run, _at = _spot(paper, "note")
    token = paper.token()
    run.find(f"{W}t").text += f" {token}"
    return Edit("wijzigt een noot", {paper.key(paragraph)}, [token], ("tekst",))


def types_a_number(paper: Paper) -> Edit:
    paragraph = paper.pick(top=True)
    found = runs(paragraph)
    if not found:
        raise LookupError
    token = paper.token()
    properties = paragraph.find(f"{W}pPr")
    numbers = None if properties is None else properties.find(f"{W}numPr")
    if numbers is not None:
        properties.remove(numbers)
    found[0].addprevious(run_of("9.9 "))
    found[-1].find(f"{W}t").text += f" {token}"
    return Edit("typt een nummer", {paper.key(paragraph)}, [token], ("tekst",))


def replaces_everywhere(paper: Paper) -> Edit:
    """Find and replace in the whole document."""
    word = paper.dice.choice(("telefoon", "toestemming", "mentor", "foto"))
    token = paper.token()
    keys: set[str] = set()
    for root in (paper.body, paper.notes):
        for words in [] if root is None else root.iter(f"{W}t"):
            if word not in (words.text or ""):
                continue
            paragraph = next(one for one in words.iterancestors() if one.tag == f"{W}p")
            if paragraph not in paper.key_of:
                continue
            words.text = str(words.text).replace(word, token)
            keys.add(paper.key(paragraph))
    if not keys or keys & paper.used:
        raise LookupError
    paper.used |= keys
    return Edit("zoekt en vervangt", keys, [token] * len(keys), ("tekst",))


def comments_words(paper: Paper) -> Edit:
    paragraph, run, _at = _spot(paper)
    token, id_ = paper.token(), paper.number()
    run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": id_}))
    run.addnext(end := etree.Element(f"{W}commentRangeEnd", {f"{W}id": id_}))
    end.addnext(reference := etree.Element(f"{W}r"))
    reference.append(etree.Element(f"{W}commentReference", {f"{W}id": id_}))
    paper.comments.append((id_, paper.dice.choice(AUTHORS), f"Waarom staat hier {token}?"))
    return Edit("opmerking bij woorden", {paper.key(paragraph)}, [token], REMARKED)


def comments_a_place(paper: Paper) -> Edit:
    paragraph = paper.pick()
    token, id_ = paper.token(), paper.number()
    reference = etree.SubElement(paragraph, f"{W}r")
    reference.append(etree.Element(f"{W}commentReference", {f"{W}id": id_}))
    paper.comments.append((id_, paper.dice.choice(AUTHORS), f"Mag {token} weg?"))
    return Edit("opmerking bij een plek", {paper.key(paragraph)}, [token], REMARKED)


ACTS: tuple[Act, ...] = (
    *(types_a_word, tracks_a_word, deletes_words, tracks_deleted_words, two_authors, retypes, retypes_without_mark),
    *(
        removes,
        removes_and_leaves_bookmarks,
        removes_and_breaks_bookmarks,
        tracks_removed,
        adds,
        tracks_added,
        adds_within_the_mark,
    ),
    *(divides, divides_tracked, joins, joins_tracked, joins_and_loses_a_mark, copies, copies_without_mark),
    *(copies_and_edits, moves, moves_without_mark, moves_tracked, swaps_the_words, moves_a_section),
    *(edits_a_heading, removes_a_heading, edits_a_cell, edits_a_note, types_a_number, replaces_everywhere),
    *(comments_words, comments_a_place),
)


# -- what happens to a whole file -------------------------------------------------------------------------------------


def strips_marks(paper: Paper) -> None:
    """As a program does that keeps no bookmarks: Google Docs, or a copy into another file."""
    for root in (paper.body, paper.notes):
        if root is not None:
            without_bookmarks(root)


def strips_some(paper: Paper) -> None:
    ends: dict[Any, Any] = {one.get(f"{W}id"): one for one in paper.body.iter(f"{W}bookmarkEnd")}
    for one in bookmarks(paper.body):
        if one.tag == f"{W}bookmarkStart" and paper.dice.random() < 0.4:
            for gone in (one, ends.get(one.get(f"{W}id"))):
                if gone is not None and gone.getparent() is not None:
                    gone.getparent().remove(gone)


def collapses_marks(paper: Paper) -> None:
    """Bookmarks that are only places."""
    ends = {one.get(f"{W}id"): one for one in paper.body.iter(f"{W}bookmarkEnd")}
    for one in bookmarks(paper.body):
        end = ends.get(one.get(f"{W}id"))
        if one.tag == f"{W}bookmarkStart" and end is not None:
            one.addnext(end)


def scatters_runs(paper: Paper) -> None:
    """Runs as Word leaves them after a long life: cut in pieces."""
    for paragraph in paper.body.iter(f"{W}p"):
        for run in runs(paragraph):
            if len(text_of(run)) > 8 and paper.dice.random() < 0.5:
                cut(run, paper.dice.randrange(1, len(text_of(run))))


def accepts_all(paper: Paper) -> None:
    """What a program does with all tracked changes that are accepted."""
    for root in (paper.body, paper.notes):
        accept(root)


def accept(root: Any) -> None:
    """Of one part."""
    if root is not None:
        for gone in [*root.iter(f"{W}del", f"{W}moveFrom")]:
            if gone.getparent() is not None and gone.getparent().tag != f"{W}rPr":
                gone.getparent().remove(gone)
        for paragraph in list(root.iter(f"{W}p")):
            look = paragraph.find(f"{W}pPr/{W}rPr")
            gone = look is not None and any(look.find(f"{W}{tag}") is not None for tag in ("del", "moveFrom"))
            following = paragraph.getnext()
            if gone and following is not None and following.tag == f"{W}p":
                properties = following.find(f"{W}pPr")
                at = 0 if properties is None else 1
                for one in reversed([one for one in paragraph if one.tag != f"{W}pPr"]):
                    following.insert(at, one)
                paragraph.getparent().remove(paragraph)
        for came in [*root.iter(f"{W}ins", f"{W}moveTo")]:
            parent = came.getparent()
            for one in list(came):
                came.addprevious(one)
            parent.remove(came)


FILES: dict[str, Callable[[Paper], None] | None] = {
    "zoals hij is": None,
    "alles geaccepteerd": accepts_all,
    "zonder bladwijzers": strips_marks,
    "met een deel van de bladwijzers": strips_some,
    "bladwijzers zonder woorden": collapses_marks,
    "in stukjes": scatters_runs,
}


# -- trying -----------------------------------------------------------------------------------------------------------


@dataclass
class Tried:
    """A file with its edits."""

    given: Given
    edits: list[Edit]
    data: bytes
    how: str
    saved: str = "-"


def made(given: Given, dice: random.Random, many: int) -> Tried:
    """A file with so many edits, or as many as it has room for."""
    paper = Paper(given, dice)
    edits: list[Edit] = []
    acts = list(ACTS)
    dice.shuffle(acts)
    for act in acts:
        if len(edits) == many:
            break
        before = (deepcopy(paper.body), None if paper.notes is None else deepcopy(paper.notes))
        kept = (set(paper.used), list(paper.comments))
        keys = list(paper.key_of.items())
        order = [(root, [*root.iter(f"{W}p")]) for root in (paper.body, paper.notes) if root is not None]
        try:
            edits.append(act(paper))
        except (LookupError, StopIteration):
            _restore(paper, before, kept, keys, order)
    how, change = dice.choice(list(FILES.items()))
    if change is not None:
        change(paper)
    return Tried(given, edits, paper.data(), how)


def _restore(paper: Paper, before: Any, kept: Any, keys: Any, order: Any) -> None:
    """An edit that could not be made leaves nothing behind."""
    paper.body, paper.notes = before
    paper.used, paper.comments = kept
    new: dict[Any, Any] = {}
    for (_old, paragraphs), root in zip(order, (paper.body, paper.notes), strict=False):
        new |= dict(zip(paragraphs, root.iter(f"{W}p"), strict=True))
    paper.key_of = {new[one]: key for one, key in keys if one in new}


def saved(tried: Sequence[Tried], folder: Path, kind: str) -> None:
    """Have LibreOffice save files, all at once."""
    office = find_office()
    if office is None or not tried:
        return
    source, out = folder / f"{kind}-in", folder / f"{kind}-out"
    source.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for n, one in enumerate(tried):
        (source / f"f{n}.docx").write_bytes(one.data)
    steps = [("odt", source, folder / f"{kind}-odt")] if kind == "odt" else []
    steps.append(("docx:MS Word 2007 XML", folder / f"{kind}-odt" if kind == "odt" else source, out))
    for form, where, to in steps:
        files = sorted(str(path) for path in where.iterdir())
        for at in range(0, len(files), 60):
            command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(to), *files[at : at + 60]]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
    for n, one in enumerate(tried):
        one.data, one.saved = (out / f"f{n}.docx").read_bytes(), kind


@dataclass
class Figures:
    """What came of it."""

    right: Counter[str] = field(default_factory=Counter)
    unplaced: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def judge(tried: Tried, figures: Figures) -> None:
    """Hold what comes back of a file against what was done to it."""
    found = find(read(tried.data), tried.given.texts, lambda author: author or None).proposals
    allowed = {key for edit in tried.edits for key in edit.keys}
    clauses = {key.removeprefix("clause/") for key in allowed}
    notes = (one.key for one in tried.given.texts.printed if one.key.startswith("note/"))
    allowed |= {key for key in notes if key.split("/")[1] in clauses}  # a note goes with the words that call it
    where = f"{tried.how}, {tried.saved}: {', '.join(edit.kind for edit in tried.edits)}"
    for one in found:
        if one.kind == "verplaatst" and one.after in allowed:
            continue  # it changed places with a text that was edited: nobody can tell which of the two moved
        if one.about is not None and one.about not in allowed | {"document"} and one.kind != "opmerking":
            figures.other.append(f"{where}\n    {one.kind} {one.about}: {one.was} → {one.text}")
    for edit in tried.edits:
        about = [
            one for one in found if one.about in edit.keys or (one.about == "document" and "document" in str(edit.keys))
        ]
        loose = [one for one in found if one.about is None]
        tokens = [
            one
            for token in dict.fromkeys(edit.tokens)
            for one in found
            if token in (one.text or "") + str(one.comments)
        ]
        wrong = [one for one in tokens if one not in about and one not in loose]
        if wrong:
            figures.other += [f"{where}\n    {edit.kind}: {one.kind} {one.about}: {one.text}" for one in wrong]
        enough = bool(tokens)
        if len(edit.tokens) > 2:  # one word in many texts
            enough = len({one.about for one in tokens} - {None}) + sum(one in loose for one in tokens) >= len(edit.keys)
        is_there = (enough if edit.tokens else True) and (
            not edit.told or any(one.kind in edit.told for one in about) or bool(loose)
        )
        if not is_there and (edit.tokens or edit.told):
            figures.lost.append(f"{where}\n    {edit.kind}: {sorted(edit.keys)} {edit.tokens}")
        elif any(one.kind in edit.told for one in about) or any(one in about for one in tokens) or not edit.told:
            figures.right[edit.kind] += 1
        else:
            figures.unplaced[edit.kind] += 1


def files(documents: Sequence[Given], many: int, seed: int = 1) -> Iterator[Tried]:
    """Files with so many edits together."""
    dice = random.Random(seed)
    done = 0
    while done < many:
        one = made(dice.choice(documents), dice, dice.randint(1, 6))
        done += len(one.edits)
        yield one


def main(arguments: Sequence[str]) -> int:
    """Try, and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--many", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-office", action="store_true")
    parser.add_argument("--show", type=int, default=10)
    told = parser.parse_args(arguments)
    begun = time.monotonic()
    figures = Figures()
    with tempfile.TemporaryDirectory() as name:
        tried = list(files(given(Path(name)), told.many, told.seed))
        if not told.without_office:
            saved(tried[1::3], Path(name), "docx")
            saved(tried[2::3], Path(name), "odt")
        for each in tried:
            judge(each, figures)
    edits = sum(len(one.edits) for one in tried)
    kinds = Counter(edit.kind for one in tried for edit in one.edits)
    for kind, number in sorted(kinds.items()):
        print(f"{number:5}  {kind}: right {figures.right[kind]}, not placed {figures.unplaced[kind]}")
    ways = ", ".join(f"{way}: {number}" for way, number in Counter(one.saved for one in tried).items())
    print(f"{edits} edits in {len(tried)} files ({ways}), {time.monotonic() - begun:.0f} s")
    print(
        f"right: {sum(figures.right.values())}, not placed: {sum(figures.unplaced.values())}, "
        f"lost: {len(figures.lost)}, to another text: {len(figures.other)}"
    )
    for label, those in (("LOST", figures.lost), ("OTHER", figures.other)):
        for one in those[: told.show]:
            print(f"{label} {one}")
    return 1 if figures.lost or figures.other else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
