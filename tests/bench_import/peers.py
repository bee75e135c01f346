"""Other programs on the same files: what they say that stands there, as blocks, each as its manual says."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

import docx
import lxml.html
import pypandoc

from schoolprotocol.intake.blocks import Block, BlockKind
from schoolprotocol.intake.reading import At
from tests.intake.paper import plain

Peer = Callable[[bytes], Sequence[Block]]
_AT = At("peer")


def _block(kind: BlockKind, text: str, number: str | None = None, level: int | None = None, **more: Any) -> Block:
    return Block(kind, " ".join(text.split()), _AT, (), level, number, **more)


# -- pandoc -----------------------------------------------------------------------------------------------------------


def pandoc(data: bytes) -> list[Block]:
    """pandoc, with all changes: what it would write of a document."""
    told = pypandoc.convert_text(data, "json", format="docx", extra_args=["--track-changes=all"])
    tree = json.loads(told)
    return [*_of_pandoc(tree["blocks"]), *_notes(tree["blocks"])]


def _of_pandoc(blocks: Sequence[Any]) -> Iterator[Block]:
    for one in blocks:
        held = one.get("c")
        match one["t"]:
            case "Header":
                yield _block("heading", _text(held[2]), level=held[0])
            case "Para" | "Plain":
                yield _block("prose", _text(held))
            case "OrderedList":
                (start, style, delimiter), items = held
                for count, item in enumerate(items, start):
                    yield from _item("clause", item, _written(count, style["t"], delimiter["t"]))
            case "BulletList":
                for item in held:
                    yield from _item("item", item, "•")
            case "Table":
                yield from _rows(held)
            case "Div":
                yield from _of_pandoc(held[1])
            case "BlockQuote":
                yield from _of_pandoc(held)


def _item(kind: BlockKind, item: Sequence[Any], number: str) -> Iterator[Block]:
    first = item[0] if item else None
    if first is None or first["t"] not in {"Para", "Plain"}:
        yield from _of_pandoc(item)
        return
    yield _block(kind, _text(first["c"]), number)
    yield from _of_pandoc(item[1:])


def _written(count: int, style: str, delimiter: str) -> str:
    letters = {"LowerAlpha": chr(96 + count % 27), "UpperAlpha": chr(64 + count % 27)}
    romans = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    roman = romans[count] if count < len(romans) else str(count)
    number = {"LowerRoman": roman, "UpperRoman": roman.upper(), **letters}.get(style, str(count))
    return {"OneParen": f"{number})", "TwoParens": f"({number})"}.get(delimiter, f"{number}.")


def _rows(table: Sequence[Any]) -> Iterator[Block]:
    head, bodies = table[3], table[4]
    for row in [*head[1], *(row for body in bodies for part in (body[2], body[3]) for row in part)]:
        cells: list[str] = []
        for cell in row[1]:
            cells += ["\n".join(one.text for one in _of_pandoc(cell[4]))] + [""] * (cell[3] - 1)
        yield _block("row", "", cells=tuple(cells))


def _text(inlines: Sequence[Any]) -> str:
    told = ""
    for one in inlines:
        held = one.get("c")
        match one["t"]:
            case "Str":
                told += held
            case "Space" | "SoftBreak" | "LineBreak":
                told += " "
            case "Note":
                pass
            case "Span" if "deletion" in held[0][1] or any(name.startswith("comment") for name in held[0][1]):
                pass
            case _:
                told += next((_text(part) for part in _lists(held)), "")
    return told


def _lists(held: Any) -> Iterator[Any]:
    for part in held if isinstance(held, list) else []:
        if isinstance(part, dict) and "t" in part:
            yield held
            return
        if isinstance(part, list) and part and isinstance(part[0], dict) and "t" in part[0]:
            yield part


def _notes(tree: Any) -> list[Block]:
    found: list[Block] = []

    def look(one: Any) -> None:
        if isinstance(one, dict):
            if one.get("t") == "Note":
                text = " ".join(block.text for block in _of_pandoc(one["c"]))
                found.append(_block("note", text, anchor=str(len(found) + 1)))
            else:
                look(one.get("c"))
        elif isinstance(one, list):
            for part in one:
                look(part)

    look(tree)
    return found


# -- mammoth, python-docx ---------------------------------------------------------------------------------------------


def mammoth(data: bytes) -> list[Block]:
    """mammoth, as HTML; the numbers of lists are those that a browser shows."""
    page = importlib.import_module("mammoth").convert_to_html(BytesIO(data)).value
    found: list[Block] = []
    for one in lxml.html.fragment_fromstring(page, create_parent="div").iter():
        inside = {parent.tag for parent in one.iterancestors()}
        if one.tag == "tr":
            found.append(_block("row", "", cells=tuple(cell.text_content().strip() for cell in one)))
        elif isinstance(one.tag, str) and re.fullmatch(r"h[1-6]", one.tag):
            found.append(_block("heading", one.text_content(), level=int(one.tag[1])))
        elif one.tag == "li" and "table" not in inside:
            text = " ".join([one.text or "", *(kid.text_content() for kid in one if kid.tag not in {"ol", "ul"})])
            if str(one.get("id", "")).startswith("footnote-"):
                found.append(_block("note", text.replace("↑", ""), anchor=one.get("id").rpartition("-")[2]))
            elif one.getparent().tag == "ol":
                found.append(_block("clause", text, f"{one.getparent().index(one) + 1}."))
            else:
                found.append(_block("item", text, "•"))
        elif one.tag == "p" and not inside & {"li", "table"}:
            found.append(_block("prose", one.text_content()))
    return found


def python_docx(data: bytes) -> list[Block]:
    """python-docx: its paragraphs and tables, in order."""
    found: list[Block] = []
    for one in docx.Document(BytesIO(data)).iter_inner_content():
        if hasattr(one, "rows"):
            found += (_block("row", "", cells=tuple(cell.text for cell in row.cells)) for row in one.rows)
            continue
        level = re.fullmatch(r"(?:Heading|Kop) (\d)", one.style.name if one.style is not None else "", re.IGNORECASE)
        found.append(_block("heading" if level else "prose", one.text, level=int(level[1]) if level else None))
    return found


def missing(module: str) -> bool:
    """Whether a module is not there."""
    try:
        importlib.import_module(module)
    except ImportError:
        return True
    return False


WORD: dict[str, tuple[str, Peer]] = {
    "pandoc": ("pypandoc", pandoc),
    "mammoth": ("mammoth", mammoth),
    "python-docx": ("docx", python_docx),
}
"""By name the module that must be there, and what it says of a Word document."""
PAPER: dict[str, tuple[str, Peer]] = {"pypdfium2 text": ("pypdfium2", plain)}
"""The same of a PDF."""
