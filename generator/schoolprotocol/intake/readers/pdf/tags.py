"""The structure tree of a PDF, where it is tagged: what is a heading, a list, a table, in the order of reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary

DEEPEST = 200
"""Elements within each other that are followed; what is deeper is taken for its children's text."""
MOST = 400_000
"""Elements of a document."""
_HOPS = 10
"""Roles that lead to roles."""
_HEADING = re.compile(r"(?:h|heading|kop|rubrik|überschrift|titre)[ _]?(?:20_)?([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|titel", re.IGNORECASE)
INLINE = frozenset(
    [
        "Span",
        "Quote",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Em",
        "Strong",
        "Sub",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "NonStruct",
        "Private",
        "Formula",
        "Form",
    ]
)
"""Elements within a line."""
GROUPS = frozenset(
    [
        "Document",
        "DocumentFragment",
        "Part",
        "Art",
        "Sect",
        "Div",
        "Aside",
        "NonStruct",
        "Private",
        "LBody",
        "THead",
        "TBody",
        "TFoot",
        "TR",
    ]
)
"""Elements whose name says nothing of the text in them."""
_BLOCKS = frozenset(
    [
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "Title",
        "L",
        "LI",
        "Lbl",
        "Table",
        "TH",
        "TD",
        "Note",
        "FENote",
        "Figure",
        "Artifact",
    ]
)
_STANDARD = INLINE | GROUPS | _BLOCKS


@dataclass(slots=True)
class Held:
    """The characters that one tag of a page holds."""

    page: int
    """From 0."""
    mark: int


@dataclass(slots=True)
class Element:
    """An element of the tree."""

    role: str
    """The standard one."""
    name: str
    """What the program that made the file called it: `Kop 1`."""
    kids: list[Element | Held] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)
    """Columns and rows of a cell."""
    is_bulleted: bool | None = None
    """Whether a list says that it has bullets."""

    @property
    def outline(self) -> int | None:
        """Its level as a heading; 0 for a title; None where it is none."""
        found = re.fullmatch(r"H([1-6])", self.role) or _HEADING.fullmatch(self.name.strip())
        if found:
            return int(found[1])
        return 0 if self.role == "Title" or _TITLE.fullmatch(self.name) else None


def read_tags(pdf: pikepdf.Pdf) -> Element | None:
    """The structure tree; None where the file has none, or one that says nothing."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or "/K" not in root:
        return None
    pages = {cast("tuple[int, int]", page.objgen): index for index, page in enumerate(pdf.pages)}
    tree = Element("Document", "")
    _Reading(pages, _roles(root)).fill(tree, root)
    return tree if tree.kids else None


def _roles(root: Any) -> dict[str, str]:
    mapped = root.get("/RoleMap")
    if not isinstance(mapped, Dictionary):
        return {}
    return {name[1:]: str(to)[1:] for name, to in mapped.items() if isinstance(to, pikepdf.Name)}


class _Reading:
    def __init__(self, pages: dict[tuple[int, int], int], roles: dict[str, str]) -> None:
        self._pages, self._roles = pages, roles
        self._seen: set[tuple[int, int]] = set()
        self._held: set[tuple[int, int]] = set()
        self._many = 0

    def fill(self, tree: Element, root: Any) -> None:
        """Read what an element holds, and what that holds, without calling itself: a file may nest as it likes."""
        waiting: list[tuple[Element, Any, int | None, int]] = [(tree, root, None, 0)]
        while waiting:
            element, source, page, depth = waiting.pop()
            for kid in _kids(source):
                found = self._kid(kid, page)
                if found is None:
                    continue
                made, holds, on = found
                if made is None:
                    made = element  # what is nested too deep: its text is that of what it stands in
                if isinstance(made, Held):
                    element.kids.append(made)
                elif depth < DEEPEST:
                    element.kids.append(made)
                    waiting.append((made, holds, on, depth + 1))
                else:
                    waiting.append((element, holds, on, depth))

    def _kid(self, kid: Any, page: int | None) -> tuple[Element | Held | None, Any, int | None] | None:
        if isinstance(kid, int) and not isinstance(kid, bool):
            return self._hold(page, kid)
        if not isinstance(kid, Dictionary):
            return None
        on = self._page(kid, page)
        if "/MCID" in kid:
            mark = kid.get("/MCID")
            return self._hold(on, mark) if isinstance(mark, int) else None
        if "/S" not in kid or self._is_known(kid):
            return None
        self._many += 1
        if self._many > MOST:
            return None
        return self._element(kid), kid, on

    def _hold(self, page: int | None, mark: int) -> tuple[Held, None, None] | None:
        if page is None or (page, mark) in self._held:  # in two places of the tree: the first has it
            return None
        self._held.add((page, mark))
        return Held(page, mark), None, None

    def _is_known(self, kid: Any) -> bool:
        """Whether it was there before: a tree with a ring in it."""
        if not kid.is_indirect:
            return False
        known = kid.objgen in self._seen
        self._seen.add(kid.objgen)
        return known

    def _page(self, kid: Any, page: int | None) -> int | None:
        on = kid.get("/Pg")
        return self._pages.get(on.objgen, page) if isinstance(on, Dictionary) else page

    def _element(self, kid: Any) -> Element:
        name = _name(kid.get("/S"))
        role = name
        for _hop in range(_HOPS):
            if role in _STANDARD or role not in self._roles:
                break
            role = self._roles[role]
        element = Element(role if role in _STANDARD else "Div" if _has_blocks(kid) else "P", name)
        if role in {"TD", "TH", "L"}:
            _attributes(kid, element)
        return element


def _name(value: Any) -> str:
    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""


def _has_blocks(kid: Any) -> bool:
    return any(isinstance(one, Dictionary) and "/S" in one for one in _kids(kid))


def _kids(source: Any) -> list[Any]:
    held = source.get("/K")
    if isinstance(held, Array):
        return list(held)
    return [] if held is None else [held]


def _attributes(kid: Any, element: Element) -> None:
    told = kid.get("/A")
    for one in told if isinstance(told, Array) else [told]:
        if not isinstance(one, Dictionary):
            continue
        wide, high = (_small(one.get(key)) for key in ("/ColSpan", "/RowSpan"))
        element.spans = (max(element.spans[0], wide), max(element.spans[1], high))
        numbering = _name(one.get("/ListNumbering"))
        if numbering:
            element.is_bulleted = numbering in {"Disc", "Circle", "Square", "Unordered"}


def _small(value: Any) -> int:
    return min(value, 1000) if isinstance(value, int) and value > 0 else 1
