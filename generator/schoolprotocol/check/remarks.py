"""A text behind which a remark stands on the same line: was it meant as one, or as the rest of the text?

`Vraag # 2` is the text “Vraag” for YAML, and nobody sees what was lost. What cannot be a remark the reader refuses
(SP125); this tells what may be one and does not look like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import yaml

from schoolprotocol.check.written import Written
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.source.tree import SourceTree
from schoolprotocol.source.yaml import compose_yaml, decode

_ANY = re.compile(r"\S[ \t]+#[ \t]")
"""In most files there is none, and nothing has to be read again."""
_REMARK = re.compile(r"(?P<space>[ \t]+)#[ \t]+(?P<lost>\S.*)")
_DONE = re.compile(r"[.!?:;…)\]”’\"']$")
"""How a text ends that is whole."""
_PROSE = re.compile(r"[^\W\d_].*\s|^[A-ZÀ-ÖØ-Þ]", re.DOTALL)
"""Words; `concept` and `2026-09-01` are none, and often have a remark behind them."""
_LINE = re.compile(r"\r\n|[\n\r]")


def cut_short(written: Iterable[Written], tree: SourceTree) -> Iterator[Diagnostic]:
    """Every text that a number sign may have cut short.

    A remark stands two spaces or more behind what it is about, as editors and style guides have it; one that begins
    with a digit (`# 2`) has to be behind a sentence that is whole as well.
    """
    for file, group in groupby(sorted(written, key=lambda one: one.place.file), key=lambda one: one.place.file):
        texts = [one for one in group if one.is_markup or _PROSE.search(one.text)]
        if texts:
            yield from _in_file(file, texts, tree)


def _in_file(file: str, texts: list[Written], tree: SourceTree) -> Iterator[Diagnostic]:
    try:
        text = decode(tree.read(file), file)[0]
    except OSError:  # gone since it was read
        return
    if not _ANY.search(text):
        return
    lines, ends = _LINE.split(text), dict(_ends(compose_yaml(text, file)[1]))
    for one in texts:
        end = ends.get((one.place.line, one.place.column))
        match = _REMARK.match(lines[end[0]], end[1]) if end is not None else None
        if match is not None and _is_text(one.text, match["space"], match["lost"]):
            values = {"kept": one.text[-40:].lstrip(), "lost": f"# {match['lost'][:40].rstrip()}"}
            yield Diagnostic(Kind.CUT_PERHAPS, one.place, values, school=one.school, target=one.target)


def _is_text(kept: str, space: str, lost: str) -> bool:
    is_far = len(space) > 1 or "\t" in space
    return not is_far or (lost[0].isdigit() and not _DONE.search(kept.rstrip()))


def _ends(root: yaml.Node | None) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where each text without quotes begins (line and column, from 1), and where it ends (from 0)."""
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [value for _key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.ScalarNode) and not node.style:
            start, end = node.start_mark, node.end_mark
            yield (start.line + 1, start.column + 1), (end.line, end.column)
