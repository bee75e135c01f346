"""The second half of the ledger: what was written, resolved and printed as plain text, is what the blocks say.

It knows nothing of how the texts were made: it takes the shares of each block from its own characters, changes in them
what is recorded as a substitution, and holds that against the policy that the source gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from gettext import gettext as _

from schoolprotocol.errors import IntakeError
from schoolprotocol.importing.plan import Share, Substitution
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import solid
from schoolprotocol.policy.model import Clause, Policy, Section
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text.plain import bare

_AROUND = 40
_TEXT = frozenset({"title", "heading", "clause", "item", "prose", "row", "note", "meta"})


def prove(
    blocks: Sequence[Block],
    shares: Sequence[Share],
    substitutions: Sequence[Substitution],
    policy: Policy,
    *,
    other: frozenset[str] = frozenset(),
) -> None:
    """Look whether nothing was lost.

    Args:
        blocks: of the document.
        shares: where each stretch of them goes.
        substitutions: what stands otherwise in the source, on purpose.
        policy: what the source says now.
        other: clauses of the catalogue that were used instead; these were compared when they were found.

    Raises:
        IntakeError: where a character has no place or two, or a text of the source says something else.
    """
    _each_has_one_place(blocks, shares)
    said = _said(blocks, shares, substitutions)
    printed = dict(_printed(policy))
    for place, text in said.items():
        kind, id_ = place
        if kind in {"clause", "section", "note", "front"} and id_ not in other and id_.partition("#")[0] not in other:
            _same(id_, solid(text), solid(printed.get(place, "")))
    for place, text in printed.items():
        if place not in said and place[1].partition("#")[0] not in other and solid(text):
            _same(place[1], "", solid(text))


def _each_has_one_place(blocks: Sequence[Block], shares: Sequence[Share]) -> None:
    by_block: dict[int, list[Share]] = defaultdict(list)
    for share in shares:
        by_block[share.block].append(share)
    for n, block in enumerate(blocks):
        if block.kind not in _TEXT:
            continue
        for cell, text in [(None, block.text), *enumerate(block.cells or ())]:
            taken = [0] * len(text)
            for share in by_block[n]:
                if share.cell == cell:
                    for at in range(share.start, share.end):
                        taken[at] += 1
            for at, letter in enumerate(text):
                if taken[at] != 1 and solid(letter):
                    _refuse(block, text[at : at + _AROUND])


def _refuse(block: Block, text: str) -> None:
    where = f"{block.at.part}, {block.at.paragraph}" if block.at.paragraph else block.at.part
    told = _("{where}: “{text}” has no place in what would be written, or more than one. Nothing was written.")
    remedy = _("This is a fault in the program: send the document, or one like it, to who makes it.")
    raise IntakeError(told.format(where=where, text=text), remedy)


def _said(
    blocks: Sequence[Block], shares: Sequence[Share], substitutions: Sequence[Substitution]
) -> dict[tuple[str, str], str]:
    """By place what the document says there."""
    left = defaultdict(list)
    for one in substitutions:
        left[one.block].append(one)
    found: dict[tuple[str, str], str] = defaultdict(str)
    for share in shares:
        if share.is_number:
            continue
        block = blocks[share.block]
        text = block.text if share.cell is None else (block.cells or ())[share.cell]
        said = text[share.start : share.end]
        for one in sorted(left[share.block], key=lambda one: one.why != "character"):
            if one.old and one.old in said and one.why in {"person", "private", "character"}:
                said = said.replace(one.old, one.new, 1)
                left[share.block].remove(one)
        found[share.target.kind, share.target.place] += share.before + said
    return found


def _printed(policy: Policy) -> Iterator[tuple[tuple[str, str], str]]:
    """By place what our document prints there."""
    tree, titles, labels = tree_of(policy), beginnings(policy), policy.labels()

    def clause(one: Clause) -> Iterator[tuple[tuple[str, str], str]]:
        yield ("clause", one.id), titles[one.id].title + " " + bare(tree.clause(one), labels)
        for note in one.notes:
            yield ("note", f"{one.id}#{note.id}"), bare(tree.note(one, note), labels)

    def section(one: Section) -> Iterator[tuple[tuple[str, str], str]]:
        if one.heading is not None:
            yield ("section", one.id), one.heading.text
        for n, group in enumerate(one.groups):
            for m, column in enumerate(group.columns):
                yield ("section", f"{one.id}/{n}/{m}"), column.heading.text
            if group.heading is not None and group.clauses:
                yield ("section", f"{group.clauses[0].id}/frame"), group.heading.text
            for each in group.all_clauses():
                yield from clause(each)
        for child in one.sections:
            yield from section(child)

    for each in policy.sections:
        yield from section(each)
    for table in policy.front:
        if table.heading is not None:
            yield ("section", f"table/{table.id}"), table.heading.text
        cells = [*table.columns, *(cell for row in table.rows for cell in row)]
        yield ("front", table.id), " ".join(cell.text for cell in cells)


def _same(place: str, document: str, source: str) -> None:
    if document == source:
        return
    at = next((n for n, pair in enumerate(zip(document, source, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(document), len(source)) if at is None else at
    told = _("{place}: behind “{before}” the document says “{document}”, and the source would say “{source}”. Nothing was written.")  # fmt: skip  # noqa: E501
    text = told.format(
        place=place,
        before=document[max(0, at - _AROUND) : at],
        document=document[at : at + _AROUND],
        source=source[at : at + _AROUND],
    )
    raise IntakeError(text, _("This is a fault in the program: send the document, or one like it, to who makes it."))
