"""One clause in which schools deviate: its base text, and beside it each other text with the schools that have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from schoolprotocol.compare.overview import Cell, CellKind, ClauseRow, Deviations, Theme, ValueRow
from schoolprotocol.compare.words import runs, units
from schoolprotocol.text.myst import line
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import fill, names, stray
from schoolprotocol.words.grammar import count

DEVIATING: frozenset[CellKind] = frozenset({"alternative", "replaced", "own", "omitted"})
"""What is shown without being asked; an own value is told among the values."""
NAMED = 8
"""So many schools are named that do not deviate; more are counted."""
_ADDRESS = "https://school.example"
OF_A_SCHOOL: Mapping[str, str] = {
    "school.name": "‹school›",
    "school.short": "‹school›",
    "school.site_title": "‹school›",
    "school.board": "‹bestuur›",
    "school.leadership": "‹schoolleiding›",
    "school.council": "‹medezeggenschapsraad›",
    "school.place": "‹plaats›",
    "school.website": _ADDRESS,
    "school.contact": "‹contactpersoon›",
    "school.email": "‹e-mailadres›",
    "document.title": "‹protocol›",
    "document.version": "‹versie›",
    "document.url": _ADDRESS,
}
"""What a text prints on this page, where in a document it names the school: the same for all, so that texts compare."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line."""

    text: str
    differs: bool = False
    """Whether the base text does not have them."""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one school or more say in the place of the base text."""

    kind: CellKind
    name: str
    """Of the alternative, in words; else empty."""
    schools: tuple[str, ...]
    """Names."""
    lines: tuple[Line, ...]
    """None where the clause is left out."""
    reason: str | None


@dataclass(frozen=True, slots=True)
class Deviating:
    """A clause in which at least one school deviates."""

    id: str
    title: str
    base: tuple[Line, ...]
    said: tuple[Said, ...]
    others: tuple[tuple[CellKind, str], ...]
    """The schools that do not deviate: named, or counted."""


def differing(table: Deviations) -> list[tuple[Theme, list[Deviating]]]:
    """The themes with the clauses in which a school deviates; those without such a clause are left out."""
    return [(theme, [_deviating(row, table) for row in rows]) for theme, rows in counted(table)]


def counted(table: Deviations) -> list[tuple[Theme, list[ClauseRow]]]:
    """The same themes and clauses, of which only is told how many schools do what."""
    themes = ((theme, [row for row in theme.rows if _deviates(row)]) for theme in table.themes)
    return [(theme, rows) for theme, rows in themes if rows]


def alike(table: Deviations) -> list[ClauseRow]:
    """The clauses that are the base text wherever they are."""
    return [row for row in table.rows() if not _deviates(row)]


def _deviates(row: ClauseRow) -> bool:
    return any(cell.kind in DEVIATING for cell in row.cells)


def _deviating(row: ClauseRow, table: Deviations) -> Deviating:
    cells = [(school.name, cell) for school, cell in zip(table.schools, row.cells, strict=True)]
    base = _printed(row.base, table)
    told: dict[tuple[CellKind, str | None, str | None, str | None], list[str]] = {}
    for school, cell in cells:
        if cell.kind in DEVIATING:
            told.setdefault((cell.kind, cell.alternative, _text(row, cell), cell.reason), []).append(school)
    said = tuple(
        Said(kind, (name or "").replace("-", " "), tuple(schools), _marked(base, _printed(text, table)), reason)
        for (kind, name, text, reason), schools in told.items()
    )
    return Deviating(row.id, row.title, _marked("", base), said, tuple(_others(cells)))


def own_values(row: ValueRow, table: Deviations) -> list[tuple[str, tuple[str, ...]]]:
    """The values that differ from the default, each with the names of the schools that print it."""
    found: dict[str, list[str]] = {}
    for school, value in zip(table.schools, row.values, strict=True):
        if value is not None:
            found.setdefault(value, []).append(school.name)
    return [(value, tuple(schools)) for value, schools in found.items()]


def _text(row: ClauseRow, cell: Cell) -> str | None:
    return row.alternatives.get(cell.alternative or "") if cell.kind == "alternative" else cell.text


def _others(cells: Sequence[tuple[str, Cell]]) -> Iterator[tuple[CellKind, str]]:
    kinds: tuple[CellKind, ...] = ("base", "absent")
    for kind in kinds:
        schools = [school for school, cell in cells if cell.kind == kind]
        if schools:
            yield kind, ", ".join(schools) if len(schools) <= NAMED else count(len(schools), "school", "scholen")


def _printed(template: str | None, table: Deviations) -> str:
    """The words of a text, a line for each paragraph and item; empty where there is none."""
    if template is None:
        return ""
    if stray(template):  # the check tells of it; no document uses this text
        return template
    known = {**OF_A_SCHOOL, **table.printed}
    values = {name: known.get(name, f"‹{name}›") for name in names(template)}
    # An address must stay one; whatever else is printed is words.
    written = {name: text if text.startswith("https://") else line(text) for name, text in values.items()}
    titles = {row.id: f"‘{row.title}’" for row in table.rows()} if "{clause}" in template else {}
    return bare(read(fill(template, written)), titles)


@lru_cache(maxsize=4_000)  # pages with other schools have most of the same texts
def _marked(base: str, text: str) -> tuple[Line, ...]:
    """The lines of a text; what differs is marked, but not where nearly nothing is the same."""
    if not text:
        return ()
    edits = runs(units(base, markup=False), units(text, markup=False)) if base else ()
    whole = not any(run.same for run in edits)
    pieces = (
        [Piece(unit.raw, differs=not run.same and not whole) for run in edits for unit in run.new]
        if not whole
        else [Piece(text)]
    )
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.differs))
        lines += [[Piece(rest, piece.differs)] for rest in more]
    return tuple(joined for one in lines if (joined := _joined(one)))


def _joined(pieces: Sequence[Piece]) -> Line:
    """Neighbours that are marked alike, as one; no white space is marked at the end of a run."""
    groups = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.differs)
    found, space = list[Piece](), ""
    for differs, same in groups:
        text = space + "".join(piece.text for piece in same)
        space = text[len(text.rstrip()) :] if differs else ""
        found.append(Piece(text.removesuffix(space), differs))
    return tuple(found)
