"""Marks as artifact what the structure tree does not hold: running heads, feet, and the repeated heads of tables.

WeasyPrint marks them as content that belongs to elements outside the tree, which is neither the one nor the other
(ISO 14289-1, 7.1; Matterhorn protocol 01-005). On the page they help; read aloud they would hinder.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

import pikepdf
from pikepdf import Array

from schoolprotocol.outputs.pdf.structure.tree import expect, marks_of, place_of


def make_artifacts(pdf: pikepdf.Pdf, read: Set[tuple[int, int]]) -> None:
    """Make artifacts of the content, and take away the links, that no element of the tree owns.

    Args:
        pdf: the file; its pages and its parent tree are changed.
        read: the object numbers of the elements in the tree.

    Raises:
        StructureError: where the content is not marked as WeasyPrint does.
    """
    marks = marks_of(pdf.Root.StructTreeRoot)
    for page in pdf.pages:
        owners = marks[place_of(page.StructParents)]
        unread = [number for number, owner in enumerate(owners) if owner.objgen not in read]
        if unread:
            for number in unread:
                owners[number] = None
            page.Contents.write(_unmarked(page.Contents.read_bytes(), unread))
        links = list(page.get("/Annots", ()))
        kept = [link for link in links if marks[place_of(link.StructParent)].objgen in read]
        if len(kept) < len(links):
            page.Annots = Array(kept)


def _unmarked(content: Any, numbers: list[int]) -> bytes:
    choice = b"|".join(b"%d" % number for number in numbers)
    opening = re.compile(rb"/\w+\s*<<\s*/MCID (?:%s)\s*>>\s*BDC" % choice)
    changed, count = opening.subn(b"/Artifact BMC", content)
    expect(count == len(numbers), "content that is marked otherwise")
    return changed
