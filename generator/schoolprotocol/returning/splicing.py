"""A text as it is printed, laid on the text as it is written; and a change of the one as a change of the other.

Only what was changed is written anew: markup, references, notes and placeholders around it stay as they are. Whoever
calls this parses the result, and believes nothing that does not print what was proposed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from schoolprotocol.text.myst import escape
from schoolprotocol.text.template import PLACEHOLDER, capital

Kind = Literal["words", "value", "reference", "silent", "space", "break"]
_TOKEN: Final = re.compile(
    PLACEHOLDER.pattern
    + r"|(?P<reference>\{clause\}`(?P<id>[^`\n]*)`)"
    + r"|(?P<note>\[\^[^\]\s]+\])"
    + r"|(?P<link>\]\((?:<[^<>\n]*>|[^()\s]*)\))"
    + r"|<(?P<address>(?:https?:|mailto:|tel:)[^<>\s]*)>"
    + r"|(?P<hard>\\\n\s*)"
    + r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    + r"|(?P<space>\s+)"
    + r"|(?P<mark>[*_\[]+)"
    + r"|(?P<other>.)",
    re.DOTALL,
)
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+")
_WORD: Final = re.compile(r"[^\W_]+|\s|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sign:
    """One printed character, and what it is written as."""

    text: str
    begin: int
    end: int
    kind: Kind
    name: str = ""
    """Of the value or the clause that prints it."""
    piece: int = 0
    """Characters of one value or reference share this number."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """A change of what is printed."""

    begin: int
    end: int
    """Which characters of the old text went."""
    text: str
    """What came in their place."""
    touched: tuple[tuple[Kind, str, str, str], ...] = ()
    """Values and references that it changed: kind, name, what was printed and what stands there now."""
    is_pure: bool = False
    """Whether it changed nothing else."""


def signs(template: str, values: Mapping[str, str], labels: Mapping[str, str], *, is_markup: bool) -> list[Sign]:
    """What a template prints, character by character; a `break` between paragraphs and items.

    Args:
        template: as it is written.
        values: what each name prints.
        labels: how each clause is referred to, by id.
        is_markup: whether it is clause markup, and no line of plain text.
    """
    found: list[Sign] = []
    first = _ITEM.match(template) if is_markup else None
    for number, (begin, end, text, kind, name) in enumerate(
        _printed(template, values, labels, is_markup=is_markup, start=first.end() if first else 0)
    ):
        found += [Sign(character, begin, end, kind, name, number) for character in text]
    while found and found[-1].kind in {"space", "break"}:
        found.pop()
    return found


def _printed(
    template: str, values: Mapping[str, str], labels: Mapping[str, str], *, is_markup: bool, start: int
) -> Iterator[tuple[int, int, str, Kind, str]]:
    at = start
    while at < len(template):
        token = _TOKEN.match(template, at)
        if token is None:
            raise AssertionError("any character is a token")
        begin, end = token.span()
        if token[1]:
            words = values.get(token[1], "").strip(" \t")
            yield begin, end, capital(words) if token[2] else words, "value", token[1]
        elif not is_markup:
            yield from ((n, n + 1, template[n], "words", "") for n in range(begin, end))
        elif token["reference"]:
            yield begin, end, labels.get(token["id"], token["id"]), "reference", token["id"]
        elif token["hard"]:
            yield begin, end, " ", "space", ""
        elif token["escaped"]:
            yield begin, end, token["escaped"], "words", ""
        elif token["address"]:
            printed = token["address"].removeprefix("mailto:").removeprefix("tel:")
            yield begin, end, printed, "reference", token["address"]
        elif token["space"]:
            item = _ITEM.match(template, end) if "\n" in token["space"] else None
            inside = token["space"].count("\n") > 1 or item is not None
            end = item.end() if item is not None else end
            yield begin, end, "\n" if inside else " ", "break" if inside else "space", ""
        elif token["note"] or token["link"] or token["mark"]:
            pass
        else:
            yield begin, end, token[0], "words", ""
        at = end


def text_of(found: Sequence[Sign]) -> str:
    """What is printed: a line for each paragraph or item."""
    return "".join(sign.text for sign in found)


def hunks(was: Sequence[Sign], text: str) -> list[Hunk]:
    """What has to change of a text so that it prints another one.

    Args:
        was: what it prints now.
        text: what it is to print: a line for each paragraph or item.
    """
    old = _WORD.findall(text_of(was))
    new = _WORD.findall(text)
    edges = [0]
    for token in old:
        edges.append(edges[-1] + len(token))
    found = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in _merged(matcher.get_opcodes(), old):
        if tag != "equal":
            found.append(_hunk(was, edges[i1], edges[i2], "".join(new[j1:j2])))
    return found


def _merged(
    codes: Sequence[tuple[str, int, int, int, int]], old: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Changes with nothing but white space between them are one."""
    waiting: tuple[str, int, int, int, int] | None = None
    for code in codes:
        tag, i1, i2, _j1, j2 = code
        is_space = tag == "equal" and i2 - i1 == 1 and old[i1] == " "
        if waiting is None:
            waiting = code
        elif waiting[0] != "equal" and (tag != "equal" or is_space):
            waiting = ("replace", waiting[1], i2, waiting[3], j2)
        else:
            yield waiting
            waiting = code
    if waiting is not None:
        yield waiting


def _hunk(was: Sequence[Sign], begin: int, end: int, text: str) -> Hunk:
    own = was[begin:end]
    inside = {sign.piece for sign in own if sign.kind in {"value", "reference"}}
    if begin == end and 0 < begin < len(was) and was[begin - 1].piece == was[begin].piece:
        inside |= {was[begin].piece} if was[begin].kind in {"value", "reference"} else set()
    touched: list[tuple[Kind, str, str, str]] = []
    pure = bool(inside)
    for piece in sorted(inside):
        places = [n for n, sign in enumerate(was) if sign.piece == piece]
        first, last = places[0], places[-1] + 1
        before = text_of(was[first:last])
        around = f"{text_of(was[first : max(begin, first)])}{text}{text_of(was[min(end, last) : last])}"
        is_all = first <= begin and end <= last
        touched.append((was[first].kind, was[first].name, before, around.strip() if is_all else text.strip()))
        pure = pure and is_all
    return Hunk(begin, end, text, tuple(touched), pure)


def splice(template: str, was: Sequence[Sign], found: Sequence[Hunk]) -> str:
    """The template with changes in it; a change of nothing but a value or a reference is left out.

    Args:
        template: as it is written.
        was: what it prints.
        found: the changes.
    """
    written = template
    for hunk in reversed(found):
        if hunk.is_pure:
            continue
        if hunk.begin < hunk.end:
            begin, end = was[hunk.begin].begin, was[hunk.end - 1].end
        else:
            begin = end = was[hunk.begin - 1].end if hunk.begin else (was[0].begin if was else 0)
        kept = _kept(template[begin:end], was[hunk.begin : hunk.end], begin)
        written = written[:begin] + _words(hunk.text, template, begin) + kept + written[end:]
    return written


def _kept(source: str, gone: Sequence[Sign], begin: int) -> str:
    """Markup between the characters that go which has its other end elsewhere."""
    kept, at = [], 0
    for sign in gone:
        kept.append(source[at : max(sign.begin - begin, at)])
        at = max(sign.end - begin, at)
    marks = re.findall(r"\*+|_+", re.sub(r"\[\^[^\]\s]+\]", "", "".join(kept)))
    return "".join(mark for mark in dict.fromkeys(marks) if marks.count(mark) % 2)


def _words(text: str, template: str, at: int) -> str:
    line = template[template.rfind("\n", 0, at) + 1 :]
    item = _ITEM.match(line)
    between = f"\n{item[0]}" if item else "\n\n"
    pieces = [_escaped(piece) for piece in text.split("\n")]
    return between.join(pieces)


def _escaped(piece: str) -> str:
    """Typed words as they are written: nothing in them is markup, and spaces at their ends stay."""
    solid = piece.strip()
    if not solid:
        return " " if piece else ""
    before, behind = " " * (piece[0].isspace()), " " * (piece[-1].isspace())
    return before + escape(solid) + behind
