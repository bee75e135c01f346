"""Which clause each note of a document belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from gettext import gettext as _

from schoolprotocol.importing.inline import styled
from schoolprotocol.importing.names import slug, unique
from schoolprotocol.importing.parts import Norm, Part, Piece
from schoolprotocol.importing.plan import Question
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import Reading


def place_notes(parts: list[Part], blocks: Sequence[Block], reading: Reading) -> Iterator[Question]:
    """Give each note to the clause that calls it; one that no clause calls becomes a paragraph, and is asked."""
    notes = _Notes(blocks, reading)
    for top in parts:
        for part in top.every():
            for norm in part.norms():
                notes.give(norm)
    for n in notes.left():
        yield notes.keep(parts, n)


class _Notes:
    def __init__(self, blocks: Sequence[Block], reading: Reading) -> None:
        self.blocks, self.reading = blocks, reading
        self.by_key = {block.note: n for n, block in enumerate(blocks) if block.kind == "note" and block.note}
        self.told: set[int] = set()
        self.rows: set[int] = set()
        """Rows of tables whose notes have a place."""

    def left(self) -> list[int]:
        return [n for n in self.by_key.values() if n not in self.told]

    def give(self, norm: Norm) -> None:
        for at, piece in enumerate(norm.pieces):
            if piece.cell is not None and not piece.is_added and piece.block not in self.rows:
                self.rows.add(piece.block)
                calls = tuple((len(piece.text.text), key) for key in self.blocks[piece.block].called)
                norm.pieces[at] = replace(piece, text=replace(piece.text, calls=calls))
        for piece in norm.pieces:
            for _at, key in piece.text.calls:
                n = self.by_key.get(key)
                if n is None or key in norm.notes:
                    continue
                pieces = [Piece(n, styled(self.reading, self.blocks[n]), is_added=n in self.told)]
                self.told.add(n)
                taken = {id_ for id_, _pieces in norm.notes.values()}
                norm.notes[key] = unique(slug(self.blocks[n].text, 2, 30), taken), pieces

    def keep(self, parts: list[Part], n: int) -> Question:
        block = self.blocks[n]
        text = _(
            "The note “{mark}” is called by a heading, or by nothing: it became a paragraph. Put it where it belongs."
        )
        if not parts:
            parts.append(Part(None, None))
        every = [part for top in parts for part in top.every()]
        key = block.note
        headed = (part for part in every if part.block is not None and key in self.blocks[part.block].called)
        next(headed, every[-1]).content.append(Norm("prose", [Piece(n, styled(self.reading, block))], block.anchor))
        return Question("unplaced", n, text.format(mark=block.anchor or ""))
