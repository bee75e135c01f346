"""Tables that go on on the next page, as one: with rules or without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schoolprotocol.intake.readers.pdf.aligned import Aligned
from schoolprotocol.intake.readers.pdf.paragraphs import ENDS, Block
from schoolprotocol.intake.readers.pdf.tables import Box, Grid, lines_in

Part = list[Block] | Grid | Aligned
_NEAR = 4.0
"""Points by which the edges of both may differ."""


def continued(parts: Sequence[Part]) -> list[Part]:
    """The same parts of a document, in their order; what goes on with a table of the page before is part of it."""
    made: list[Part] = []
    for part in parts:
        table = made[-1] if made else None
        if isinstance(table, Aligned) and isinstance(part, Aligned) and table.take(part):
            continue
        if isinstance(table, list) and isinstance(part, Aligned):
            _take_head(part, table)
            if not table:
                made.pop()
        if isinstance(table, Aligned) and isinstance(part, list):
            _take_rows(table, part)
            if not part:
                continue
        if isinstance(table, Grid) and isinstance(part, Grid) and _is_next(table, part):
            made[-1] = _joined(table, part)
            continue
        made.append(part)
    return made


def _take_head(table: Aligned, above: list[Block]) -> None:
    """The head of a table that stands alone at the foot of the page before."""
    if above and table.take_head(above[-1].last):
        del above[-1].rows[-1]
        if not above[-1].rows:
            del above[-1]


def _take_rows(table: Aligned, blocks: list[Block]) -> None:
    many = table.take_rows([row for block in blocks for row in block.rows])
    while many:
        taken = min(many, len(blocks[0].rows))
        del blocks[0].rows[:taken]
        many -= taken
        if not blocks[0].rows:
            del blocks[0]


def _is_next(table: Grid, other: Grid) -> bool:
    edges = (table.x0, other.x0), (table.x1, other.x1)
    is_alike = table.columns == other.columns and all(abs(one - two) < _NEAR for one, two in edges)
    return is_alike and other.page == table.last_page + 1


def _joined(table: Grid, other: Grid) -> Grid:
    """One table of two; a row that was cut by the end of the page is whole again."""
    last = max(cell.row + cell.height - 1 for cell in table.cells)
    above = {cell.column: cell for cell in table.cells if cell.row + cell.height - 1 == last}
    first = [cell for cell in other.cells if cell.row == 0]
    is_cut = _is_rest(above, first)
    cells = list(table.cells)
    for cell in other.cells:
        if is_cut and cell.row == 0 and cell.column in above:
            above[cell.column].pieces += cell.pieces
        else:
            cells.append(replace(cell, row=cell.row + last + (0 if is_cut else 1)))
    return replace(table, cells=cells, last_page=other.page)


def _is_rest(above: dict[int, Box], cells: Sequence[Box]) -> bool:
    """Whether the cells of a row go on in the midst of the sentences above them."""
    told = [(above.get(cell.column), cell) for cell in cells if cell.pieces]
    if not told or any(one is None or not one.pieces or cell.height > 1 for one, cell in told):
        return False
    begins = [lines_in(cell)[0].text[:1] for _one, cell in told]
    ends = [lines_in(one)[-1].text for one, _cell in told if one is not None]
    is_beside_first = all(cell.column > 0 for _one, cell in told)
    goes_on = [begin.islower() and not ENDS.search(end) for begin, end in zip(begins, ends, strict=True)]
    is_part = len(told) < sum(bool(cell.pieces) for cell in above.values())
    return any(goes_on) if is_beside_first else all(goes_on) and is_part
