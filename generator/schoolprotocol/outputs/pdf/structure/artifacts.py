"""Marks as artifact what the structure tree does not hold: running heads, feet, and the repeated heads of tables.

WeasyPrint marks them as content that belongs to elements outside the tree, which is neither the one nor the other
(ISO 14289-1, 7.1; Matterhorn protocol 01-005). On the page they help; read aloud they would hinder.
"""

from __future__ import annotations

import re
from collections.abc import Set

from schoolprotocol.outputs.pdf.structure.tree import File, content_of, expect, place_of


def make_artifacts(file: File, read: Set[bytes]) -> None:
    """Make artifacts of the content, and take away the links, that no element of the tree owns.

    Args:
        file: its pages and its parent tree are changed.
        read: the elements in the tree.

    Raises:
        StructureError: where the content is not marked as WeasyPrint does.
    """
    for page in file.pages:
        owners = file.marks[place_of(page["StructParents"])]
        unread = [number for number, owner in enumerate(owners) if owner not in read]
        if unread:
            for number in unread:
                owners[number] = b"null"
            stream = file.at(page["Contents"])
            stream.stream = [_unmarked(content_of(stream), unread)]
        links = page.get("Annots", ())
        kept = [link for link in links if file.marks[place_of(file.at(link)["StructParent"])] in read]
        if len(kept) < len(links):
            page["Annots"] = file.array(kept)


def _unmarked(content: bytes, numbers: list[int]) -> bytes:
    choice = b"|".join(b"%d" % number for number in numbers)
    opening = re.compile(rb"/\w+\s*<<\s*/MCID (?:%s)\s*>>\s*BDC" % choice)
    changed, count = opening.subn(b"/Artifact BMC", content)
    expect(count == len(numbers), "content that is marked otherwise")
    return changed
