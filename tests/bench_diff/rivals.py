"""Other tools on the same text: redlines, lxml.html.diff and `git diff --word-diff`, each as its manual says."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

import lxml.html
from lxml.html.diff import htmldiff
from rapidfuzz.distance import Indel
from redlines import Redlines

from tests.bench_diff.labels import WORD
from tests.bench_diff.printed import Line, as_html, as_text
from tests.bench_diff.told import Chunk, Marks

Op = Literal["same", "delete", "insert"]
Stretch = tuple[Op, str]
"""A run of text of one sort."""
Rival = Callable[[list[Line], list[Line]], list[Stretch]]
_TOKEN = re.compile(rf"{WORD.pattern}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[^\s]")
_TAGGED = re.compile(r"<(ins|del)>(.*?)</\1>", re.DOTALL)
_ENDS = {"p", "li", "h2"}


def redlines(old: list[Line], new: list[Line]) -> list[Stretch]:
    """redlines on plain text."""
    found = Redlines(as_text(old), as_text(new), markdown_style="none").output_markdown
    stretches: list[Stretch] = []
    pieces = _TAGGED.split(found.replace("¶", "\n"))  # how it writes the end of a paragraph
    for same, tag, marked in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        stretches += [("same", same), ("insert" if tag == "ins" else "delete", marked)]
    return stretches


def lxml_diff(old: list[Line], new: list[Line]) -> list[Stretch]:
    """lxml.html.diff on HTML."""
    tree = lxml.html.fragment_fromstring(htmldiff(as_html(old), as_html(new)), create_parent="div")
    return list(_stretches(tree, "same"))


def _stretches(element: lxml.html.HtmlElement, op: Op) -> Iterator[Stretch]:
    own: Op = "insert" if element.tag == "ins" else "delete" if element.tag == "del" else op
    yield own, element.text or ""
    for child in element:
        yield from _stretches(child, own)
        if child.tag in _ENDS:
            yield own, "\n"
        yield own, child.tail or ""


def git(old: list[Line], new: list[Line]) -> list[Stretch]:
    """`git diff --word-diff` on plain text, in the form for programs."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("old", "new")]
        for path, side in zip(paths, (old, new), strict=True):
            path.write_text(as_text(side), "utf-8")
        command = ["git", "diff", "--no-index", "--no-color", "--no-ext-diff", "--word-diff=porcelain", "-U1000000"]
        done = subprocess.run([*command, *paths], capture_output=True, check=False, encoding="utf-8")
    if not done.stdout:
        return [("same", as_text(old))]
    body = done.stdout.partition("\n@@")[2].partition("\n")[2]
    ops: dict[str, Op] = {" ": "same", "-": "delete", "+": "insert"}
    # Its words end at white space, which it does not repeat between a word that goes and one that comes.
    return [("same", "\n") if line == "~" else (ops[line[0]], f"{line[1:]} ") for line in body.splitlines() if line]


RIVALS: dict[str, Rival] = {"redlines": redlines, "lxml.html.diff": lxml_diff, "git --word-diff": git}


def marks(stretches: Iterable[Stretch], old: list[Line], new: list[Line], places: dict[str, str]) -> Marks:
    """What a rival marks, laid on the places of the labels.

    Args:
        stretches: what it says.
        old: the document that it was given.
        new: the other one.
        places: by place in the document, the place in the labels, where that is another one.
    """
    found = Marks()
    sides: dict[Op, list[tuple[str, int]]] = {"delete": [], "insert": []}
    number = 0
    fresh = True
    for op, text in stretches:
        if not text:
            continue
        if op == "same":
            fresh = fresh or bool(text.strip())
            for side in sides.values():
                side.append((text, -1))
            continue
        if fresh:
            found.chunks.append(Chunk())
            number, fresh = len(found.chunks) - 1, False
        sides[op].append((text, number))
        chunk = found.chunks[number]
        if op == "insert":
            chunk.added += text
        else:
            chunk.removed += text
    for op, document in (("delete", old), ("insert", new)):
        _lay(found, sides[op], document, op, places)
    return found


def _lay(found: Marks, side: list[tuple[str, int]], document: list[Line], op: Op, places: dict[str, str]) -> None:
    text = "".join(piece for piece, _number in side)
    owner = [number for piece, number in side for _character in piece]
    tokens = [(m[0], owner[m.start() : m.end()]) for m in _TOKEN.finditer(text)]
    true = [(m[0], places.get(line.place, line.place)) for line in document for m in _TOKEN.finditer(line.whole)]
    said, meant = [token for token, _owner in tokens], [token for token, _place in true]
    if said != meant:
        found.lossless = False
    where: dict[int, str] = {}
    for code in Indel.opcodes(said, meant):
        if code.tag == "equal":
            for n in range(code.src_end - code.src_start):
                where[code.src_start + n] = true[code.dest_start + n][1]
    words = found.removed if op == "delete" else found.added
    for index, (token, numbers) in enumerate(tokens):
        found.cuts += len(set(numbers)) > 1
        number = max(numbers)
        if number < 0 or index not in where:
            continue
        place = where[index]
        found.chunks[number].places.add(place)
        if WORD.fullmatch(token) and not token.isdigit():
            words.setdefault(place, Counter())[token] += 1
