"""Before the text: title, cover, tables about the document → document control and the tables of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from schoolprotocol.importing.about import About, day_in, key_of, rows_of
from schoolprotocol.importing.plan import Share, Target
from schoolprotocol.intake.blocks import Block
from schoolprotocol.words.dates import MONTHS

_VERSION: Final = re.compile(
    r"(?:versie|version|v\.?)\s*:?\s*(?P<version>\d{1,3}(?:\.\d{1,3}){0,2})(?:\s*[·|,–-]\s*(?P<status>[^\d\n]{3,40}))?",
    re.IGNORECASE,
)
_VERSION_ON_A_LINE: Final = re.compile(
    r"(?P<status>concept|ontwerp|definitief|vastgesteld)\W+(?:versie|version|v\.?)\s*:?\s*(?P<version>\d{1,3}(?:\.\d{1,3}){0,2})"
    r"(?![\w.]\d)",
    re.IGNORECASE,
)
"""How a line of a cover begins that says more: `concept, versie 0.3 – mei 2026`. The line itself stays text."""
_LINE: Final = 80
_MONTH: Final = re.compile(rf"(?:{'|'.join(MONTHS)})\s+\d{{4}}", re.IGNORECASE)
_PLAIN_DAY: Final = re.compile(
    rf"\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}", re.IGNORECASE
)
_DAY_ALONE: Final = re.compile(rf"(?:v[oó][oó]r |per |vanaf |op )?(?:{_PLAIN_DAY.pattern})", re.IGNORECASE)
_KEYED: Final = re.compile(r"(?P<key>[^:\d\n]{4,40}?)(?:\s*:\s*|\s+)(?P<value>(?:\d.*|v[oó][oó]r \d.*))")
HEADINGS: Final = re.compile(
    r"document(?:gegevens|beheer|informatie|control|historie)|bijgewerkt"
    r"|versie(?:beheer|s|geschiedenis|historie|s en besluiten)?|gegevens (?:van het )?document|colofon|status"
    r"|revisies?|wijzigingsoverzicht|eerdere versies",
    re.IGNORECASE,
)


@dataclass
class FrontTable:
    """A table about the document, in the making."""

    rows: list[int]
    """Its blocks."""
    heading: int | None = None
    """The block with what stands above it."""
    has_head: bool = False


@dataclass
class Front:
    """What a document tells about itself, and which blocks did."""

    about: About = field(default_factory=About)
    tables: list[FrontTable] = field(default_factory=list)
    title: int | None = None
    shares: list[Share] = field(default_factory=list)
    """Of title and cover."""

    @property
    def blocks(self) -> set[int]:
        """All that is not part of the text."""
        told = {row for table in self.tables for row in table.rows}
        told |= {table.heading for table in self.tables if table.heading is not None}
        return told | {share.block for share in self.shares}


def front_of(
    blocks: Sequence[Block],
    skipped: Collection[int],
    names: Collection[str],
    tables: Sequence[int | None],
    unread: Collection[int] = (),
) -> Front:
    """Find what a document tells about itself.

    Args:
        blocks: of the document.
        skipped: blocks that are no text of it.
        names: of the school; on a cover they say nothing new.
        tables: for each block which table it is a row of.
        unread: rows that tell of other versions than this one.
    """
    front = Front()
    _title(front, blocks, skipped)
    _tables(front, blocks, skipped, tables)
    for table in front.tables:
        if not unread or table.rows[0] not in unread:
            _read(front.about, blocks, table)
    _cover(front, blocks, skipped, names)
    text = (block for n, block in enumerate(blocks) if n not in skipped and block.kind in _SAYING)
    feet = (block for block in blocks if block.kind == "furniture" and "footer" in block.at.part)
    front.about.listen(block.text for block in (*text, *feet))
    return front


_SAYING: Final = {"prose", "clause", "title", "heading"}


def _whole(n: int, block: Block, target: Target) -> Share:
    return Share(n, 0, len(block.text), target)


def _title(front: Front, blocks: Sequence[Block], skipped: Collection[int]) -> None:
    titles = [n for n, block in enumerate(blocks) if block.kind == "title" and n not in skipped]
    if len(titles) > 1 and _IS_SCHOOL.search(blocks[titles[0]].text) and _is_document(blocks, titles[:2]):
        titles[:2] = titles[1::-1]
    for n in titles[:2]:
        name = "subtitle" if front.title is not None else "title"
        if front.title is None:
            front.title = n
        else:
            front.about.values.setdefault("subtitle", " ".join(blocks[n].text.split()))
        front.shares.append(_whole(n, blocks[n], Target("title", name)))


def _is_document(blocks: Sequence[Block], titles: Sequence[int]) -> bool:
    """Whether the second of two titles says what the document is, and the first does not."""
    first, second = (bool(_DOCUMENT.search(blocks[n].text)) for n in titles)
    return second and not first


_IS_SCHOOL: Final = re.compile(
    r"school|college|lyceum|gymnasium|kindcentrum|stichting|\b(?:[ckop]?[bk]s|ikc)\b", re.IGNORECASE
)
_DOCUMENT: Final = re.compile(
    r"protocol|beleid|reglement|regeling|statuut|gedragscode|handboek|draaiboek|afspraken|plan\b|\bregels\b",
    re.IGNORECASE,
)


def _tables(front: Front, blocks: Sequence[Block], skipped: Collection[int], tables: Sequence[int | None]) -> None:
    n = 0
    while n < len(blocks):
        if n in skipped or not _is_row(blocks, n):
            n += 1
            continue
        end = n
        while (
            end < len(blocks)
            and end not in skipped
            and _is_row(blocks, end)
            and _are_of_one(blocks, n, end)
            and tables[n] == tables[end]
        ):
            end += 1
        table = FrontTable([*range(n, end)], has_head=_is_head(blocks[n].cells or ()))
        above = n - 1
        is_alone = end >= len(blocks) or blocks[end].kind in {"heading", "meta", "row", "note", "furniture"}
        is_alone = is_alone or HEADINGS.fullmatch((blocks[n].section or ("",))[0]) is not None
        if (
            is_alone
            and above >= 0
            and above not in skipped
            and blocks[above].kind == "heading"
            and not blocks[above].number
        ):
            table.heading = above
        front.tables.append(table)
        n = end


_HEADS: Final = {
    "versie",
    "datum",
    "status",
    "naam",
    "omschrijving",
    "wijziging",
    "wijzigingen",
    "auteur",
    "functie",
    "door",
}


def _is_row(blocks: Sequence[Block], n: int) -> bool:
    """Whether a block tells about the document: rows that say nothing of it stand among those that do."""
    block = blocks[n]
    return block.kind == "meta" or (
        block.kind == "row" and any(HEADINGS.fullmatch(heading) for heading in block.section)
    )


def _are_of_one(blocks: Sequence[Block], one: int, other: int) -> bool:
    """Whether two rows are of one table."""
    left, right = blocks[one], blocks[other]
    return left.section == right.section and len(left.cells or ("", "")) == len(right.cells or ("", ""))


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row is the head of those below it: `Versie | Datum | Status`."""
    known = [key_of(cell) is not None or cell.strip(" :").casefold() in _HEADS for cell in cells]
    return len(cells) >= 3 and all(cells) and sum(known) >= 2 and not any(day_in(cell) for cell in cells)


def _read(about: About, blocks: Sequence[Block], table: FrontTable) -> None:
    if table.has_head:
        heads = blocks[table.rows[0]].cells or ()
        last = blocks[table.rows[-1]].cells or ()
        for key, value in zip(heads, last, strict=True):
            about.take(key, value)
        return
    for n in table.rows:
        for key, value in told(blocks[n]):
            about.take(key, value)


def told(block: Block) -> list[tuple[str, str]]:
    """The keys and values that a block about the document has."""
    if block.cells is not None:
        return list(rows_of(block.cells))
    key, _colon, value = block.text.partition(":")
    return [(key.strip(), value.strip())]


def _cover(front: Front, blocks: Sequence[Block], skipped: Collection[int], names: Collection[str]) -> None:
    known = {name.casefold() for name in names}
    for n, block in enumerate(blocks):
        if n in skipped or block.kind in {"title", "meta", "furniture", "comment", "deleted", "hidden", "note"}:
            continue
        if block.kind not in {"prose"}:
            return
        target = _on_cover(front.about, block.text.strip(), known)
        if target is not None:
            front.shares.append(_whole(n, block, target))


def read_cover(about: About, text: str) -> None:
    """What a line of the cover of a document of ours tells; the line itself is made anew."""
    _on_cover(about, text, ())


def _on_cover(about: About, text: str, names: Collection[str]) -> Target | None:
    """What a line of the cover tells; None where it is text."""
    version = _VERSION.fullmatch(text)
    if version is not None:
        about.take("versie", version["version"])
        about.take("status", version["status"] or "")
        return Target("document", "version")
    began = _VERSION_ON_A_LINE.match(text)
    if began is not None and len(text) <= _LINE:
        about.take("versie", began["version"])
        about.take("status", began["status"] or "")
        if began.end() == len(text):
            return Target("document", "version")
    if text.casefold() in names:
        return Target("value", "school.name")
    if _PLAIN_DAY.fullmatch(text) and "day" not in about.values and about.take("datum", text):
        return Target("document", "day")
    keyed = _KEYED.fullmatch(text)
    if keyed is not None and _DAY_ALONE.fullmatch(keyed["value"].strip()):
        name = about.take(keyed["key"], keyed["value"])
        if name is not None:
            return Target("document", name)
    return None
