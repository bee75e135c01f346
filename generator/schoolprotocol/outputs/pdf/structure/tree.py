"""Steps that all mending of the structure tree is made of."""

from __future__ import annotations

from typing import Any

from pikepdf import Dictionary


class StructureError(Exception):
    """The tree is not what the layout makes us expect: a fault of ours, or another WeasyPrint."""


def expect(holds: object, what: str) -> None:
    """Stop where the tree is not what it should be.

    Raises:
        StructureError: with what it should be.
    """
    if not holds:
        raise StructureError(what)


def adopt(parent: Any, child: Any) -> None:
    """Tell a child whose it is now, where it is an element."""
    if isinstance(child, Dictionary) and "/S" in child:
        child.P = parent


def children_of(element: Any) -> list[Any]:
    """The elements in an element: neither its words nor its annotations."""
    return [child for child in element.K if isinstance(child, Dictionary) and "/S" in child]


def marks_of(root: Any) -> Any:
    """The parent tree as one array: for each page what owns its marked content, for each link what owns it."""
    return root.ParentTree.Nums


def place_of(number: Any) -> int:
    """Where in `marks_of` the entry with this number stands: WeasyPrint numbers them from 0 without gaps."""
    return 2 * int(number) + 1
