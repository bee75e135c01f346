"""Gives the sections and clauses in the making their titles and ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import takewhile

from schoolprotocol import machine
from schoolprotocol.config import TAKEN
from schoolprotocol.importing.names import slug, title_of, unique
from schoolprotocol.importing.parts import Norm, Part
from schoolprotocol.importing.texts import Writer, beginning, run_in

_LONGEST = 60
"""Characters of the title that a row of a table gives."""
_TAKEN = {*TAKEN, "school"}
"""No protocol has one of these ids; the last one is the file that says who a school is."""
_START = "begin"
"""The id of what stands before the first heading."""


def name_all(parts: Sequence[Part], taken: Collection[str], is_reserved: Callable[[str], bool], writer: Writer) -> None:
    """Name what has no name yet: readable, each once, and the same for the same document.

    Args:
        parts: the sections.
        taken: ids of clauses that are in use, or were.
        is_reserved: whether a section cannot have an id.
        writer: knows what cannot be written.
    """
    title_all(parts, writer)
    known, clauses = {part.id for top in parts for part in top.every()}, set(taken)
    for top in parts:
        for part in top.every():
            if not part.id:
                id_ = (
                    slug(writer.tidy(part.heading.text) or part.number or "", 3, 30)
                    if part.heading is not None
                    else _START
                )
                part.id = unique(f"{id_}-tekst" if is_reserved(id_) else id_, known)
            known.add(part.id)
            for norm in part.norms():
                if not norm.id:
                    norm.id = unique(f"{part.id[:30].rstrip('-')}.{slug(norm.title.rstrip('…'), 4)}", clauses)
                clauses.add(norm.id)


def title_all(parts: Sequence[Part], writer: Writer) -> None:
    """Give each clause that has none a title: that of the document, else its first words."""
    for top in parts:
        for part in top.every():
            above = writer.tidy(part.heading.text) if part.heading is not None else ""
            for norm in part.norms():
                if norm.title:
                    continue
                if norm.is_row:
                    norm.title = _of_row(norm, writer)
                    continue
                if norm.form != "columns":
                    run_in(norm, writer, above)
                norm.title = title_of(beginning(writer.tidy(norm.plain)), norm.title)


def _of_row(norm: Norm, writer: Writer) -> str:
    """What a row of a table is about: its first cell, behind the heading of that column where it has one."""
    lines = list(takewhile(lambda piece: piece.depth == 0, norm.pieces))
    is_pair = norm.form == "bullets"
    told = lines[:1] if is_pair else lines
    text = " ".join(piece.text.text for piece in told).replace(" :", ":")
    said = writer.tidy(text)
    return said if len(said) <= _LONGEST else title_of(beginning(said), "")


def protocol_id(title: str, facts: Mapping[str, str]) -> str:
    """The id of a protocol, of its title without the name of the school; one that is taken gets a word behind it."""
    text = title
    for name in ("name", "site_title"):
        text = text.replace(facts[name], " ")
    shorter = re.sub(r"\b(?:protocol|reglement|regeling|beleid)\b", " ", text, flags=re.IGNORECASE)
    id_ = slug(shorter if re.search(r"\w", shorter) else text, 3, 40)
    return f"{id_}-protocol" if id_ in _TAKEN or machine.is_reserved(id_) else id_
