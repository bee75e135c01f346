"""Which characters of each block go to which place: what the proof holds against what was written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schoolprotocol.importing import writing
from schoolprotocol.importing.front import Front
from schoolprotocol.importing.parts import Columns, Norm, Part
from schoolprotocol.importing.plan import Share, Target
from schoolprotocol.importing.texts import Writer
from schoolprotocol.intake.blocks import Block
from schoolprotocol.resolve.numbers import Numbers


@dataclass(frozen=True)
class Shares:
    """What was made of a document."""

    blocks: Sequence[Block]
    parts: Sequence[Part]
    front: Front
    front_ids: Mapping[int, str]
    """Id of each table of document control."""
    ours: Collection[int]
    """Blocks that our documents have around the text."""
    numbers: Numbers
    headings: Mapping[Part, str]
    columns: Mapping[tuple[int, int], str]
    writer: Writer

    def every(self) -> Iterator[Share]:
        """What of each block goes where, in the order of the document."""
        yield from self.front.shares
        for n in sorted(self.ours):
            yield from self._whole(n, Target("furniture"))
        for n, table in enumerate(self.front.tables):
            if table.heading is not None:
                yield from self._whole(table.heading, Target("section", f"table/{self.front_ids[n]}"))
            for row in table.rows:
                yield from self._whole(row, Target("front", self.front_ids[n]))
        for top in self.parts:
            for part in top.every():
                yield from self._of_part(part)

    def targets(self, shares: Sequence[Share]) -> list[Target]:
        """Where each block goes."""
        first: dict[int, Target] = {}
        for share in shares:
            first.setdefault(share.block, share.target)
        return [self._target(n, first.get(n, Target("reported"))) for n in range(len(self.blocks))]

    def _target(self, n: int, target: Target) -> Target:
        kind = self.blocks[n].kind
        if kind == "furniture" or n in self.ours:
            return Target("furniture")
        if kind == "unplaced":
            return Target("reported")
        return Target("nothing") if kind in {"comment", "deleted", "hidden"} else target

    def _whole(self, n: int, target: Target, before: str = "") -> Iterator[Share]:
        block = self.blocks[n]
        if block.text or before:
            yield Share(n, 0, len(block.text), target, before=before)
        for cell, text in enumerate(block.cells or ()):
            yield Share(n, 0, len(text), target, cell)

    def _of_part(self, part: Part) -> Iterator[Share]:
        if part.block is not None:
            computed = self.numbers.sections[part.id].number or None
            before = part.number + " " if part.number and not part.is_counted else ""
            if not self.blocks[part.block].text:
                before = self.headings[part]
            if part.sign:
                text = self.blocks[part.block].text
                yield Share(part.block, 0, part.sign, Target("section", part.id, computed), is_number=True)
                yield Share(part.block, part.sign, len(text), Target("section", part.id, computed))
            else:
                yield from self._whole(part.block, Target("section", part.id, computed), before)
        groups = list(writing.groups(part.content, self.columns))
        tables = iter([n for n, group in enumerate(groups) if isinstance(group, dict) and "columns" in group])
        for one in part.content:
            if isinstance(one, Columns):
                n = next(tables)
                for m, head in enumerate(one.headings):
                    yield Share(head.block, 0, len(head.text.text), Target("section", f"{part.id}/{n}/{m}"), head.cell)
            for norm in one.norms if isinstance(one, Columns) else (one,):
                yield from self._of_norm(norm)

    def _of_norm(self, norm: Norm) -> Iterator[Share]:
        target = Target("clause", norm.id, self.numbers.clauses[norm.id].number or None)
        before = ""
        if norm.sign:
            yield Share(norm.block, 0, norm.sign, Target("furniture"))
        if norm.frame is not None:
            yield from self._whole(norm.frame.block, Target("section", f"{norm.id}/frame"))
        for n, piece in enumerate(norm.pieces):
            if piece.is_added:
                before += self.writer.printed(piece.text.text)
                continue
            number = piece.number if n else (norm.number if not norm.is_counted else None)
            if number and not self.writer.is_counted(norm, n):
                before += number
            yield Share(
                piece.block, piece.offset, piece.offset + len(piece.text.text), target, piece.cell, before=before
            )
            before = ""
        if before:
            yield Share(norm.pieces[-1].block, 0, 0, target, norm.pieces[-1].cell, before=before)
        for id_, pieces in norm.notes.values():
            for piece in pieces:
                place = Target("note", f"{norm.id}#{id_}")
                if piece.is_added:
                    yield Share(piece.block, 0, 0, place, before=piece.text.text)
                else:
                    yield Share(piece.block, 0, len(self.blocks[piece.block].text), place)
