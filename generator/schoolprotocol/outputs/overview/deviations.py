"""Clause × school → the pages and the pictures that show where each school deviates.

A page says in words what the picture shows in colours and letters; neither needs a script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import ceil

from schoolprotocol.compare.overview import CELL_KINDS, Cell, CellKind, Deviations
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.overview.deviating import alike, counted, differing, own_values
from schoolprotocol.outputs.overview.deviations_picture import layout
from schoolprotocol.templating import Templates
from schoolprotocol.words.grammar import count

PAGE = "afwijkingen.html"
SIDE_BY_SIDE = 12
"""So many schools fit on a page of some 100 kB; where there are more, each part of them has a page of its own."""


@dataclass(frozen=True, slots=True)
class Words:
    """How page and picture name a kind of cell."""

    mark: str
    """One letter or sign: who sees no colours can tell the cells apart."""
    word: str


WORDS: dict[CellKind, Words] = {
    "base": Words("B", "basistekst"),
    "alternative": Words("A", "alternatief"),
    "replaced": Words("V", "vervangen"),
    "own": Words("E", "eigen clausule"),
    "omitted": Words("×", "weggelaten"),
    "absent": Words("–", "niet in de opbouw"),
}


COLOURS: dict[CellKind, tuple[str, str]] = {
    "base": ("#dbe5ee", "#41566a"),
    "alternative": ("#1d66a8", "#ffffff"),
    "replaced": ("#a14a00", "#ffffff"),
    "own": ("#17703a", "#ffffff"),
    "omitted": ("#b02318", "#ffffff"),
    "absent": ("#ffffff", "#6d7681"),
}
"""Ground and letter of a cell in the picture, which is always on white; the style sheet has the same for the page."""


def _never(_name: str, _made_of: str) -> bool:
    return False


def deviation_files(
    tables: Sequence[Deviations],
    templates: Templates,
    *,
    publisher: str,
    url: str,
    is_still: Callable[[str, str], bool] = _never,
) -> Iterator[tuple[str, str | bytes | None]]:
    """The pages, their pictures and their style sheet, each with its path relative to the overview's folder.

    One after the other, for with many schools they are large; what a page needs comes before it. The style sheets and
    letters that they share with the overview come from `overview_files`.

    Args:
        tables: one for each protocol.
        templates: the project's.
        publisher: who publishes the documents.
        url: address of the whole site, ending in a slash.
        is_still: asked of each page for a part of the schools whether it was made of the same before, beside the
            program and the templates; then it is not made again, and None is its content.
    """
    made = environment(templates, html=True)
    shared = {"publisher": publisher, "url": url, "words": WORDS, "kinds": CELL_KINDS, "front": PAGE}
    page = partial(
        made.get_template("overview/afwijkingen.html.j2").render,
        shared,
        used=used,
        differing=differing,
        alike=alike,
        own_values=own_values,
    )
    picture = partial(made.get_template("overview/deviations.svg.j2").render, words=WORDS, colours=COLOURS)

    def pictured(table: Deviations, name: str) -> tuple[str, str]:
        return name, picture(table=table, layout=layout(table, _legend(table)), summary=summary(table))

    yield "_static/deviations.css", templates.text("overview/deviations.css")
    if all(len(table.schools) <= SIDE_BY_SIDE for table in tables):
        names = [picture_name(table, alone=len(tables) == 1) for table in tables]
        yield from map(pictured, tables, names)
        yield PAGE, page(tables=list(zip(tables, names, strict=True)), part=None, name=PAGE)
        return
    parts, known = {table.protocol: list(_parts(table)) for table in tables}, dict[Cell, str]()
    for part in (part for of_one in parts.values() for part in of_one):
        made_of = repr((publisher, url, _told(part, known)))
        if is_still(part.picture, made_of):
            yield part.picture, None
        else:
            yield pictured(part.table, part.picture)
        if is_still(part.page, made_of):
            yield part.page, None
        else:
            yield part.page, page(tables=[(part.table, part.picture)], part=part, name=part.page)
    front = made.get_template("overview/afwijkingen-alle.html.j2")
    with_parts = [(table, parts[table.protocol]) for table in tables]
    yield PAGE, front.render(shared, name=PAGE, tables=with_parts, counted=counted, alike=alike)


@dataclass(frozen=True, slots=True)
class _Part:
    """Schools that stand beside each other on a page of their own."""

    table: Deviations
    first: int
    """Place of the first school among all, from 1."""
    page: str
    picture: str

    @property
    def last(self) -> int:
        """Place of the last one."""
        return self.first + len(self.table.schools) - 1


def _parts(table: Deviations) -> Iterator[_Part]:
    """As few parts as can be, all about as large."""
    schools = len(table.schools)
    number = ceil(schools / SIDE_BY_SIDE)
    bounds = [schools * place // number for place in range(number + 1)]
    for place, (start, stop) in enumerate(pairwise(bounds), 1):
        name = f"afwijkingen-{place}-{table.protocol}"  # no protocol's id begins with a digit
        yield _Part(table.part(start, stop), start + 1, f"{name}.html", f"{name}.svg")


def _told(part: _Part, known: dict[Cell, str]) -> tuple[object, ...]:
    """All that a part is, by dataclasses that say all that they are.

    Args:
        part: the schools.
        known: what each cell says: of a hundred thousand, nearly all are alike, and to say it takes longest.
    """

    def said(cell: Cell) -> str:
        if cell not in known:
            known[cell] = repr(cell)
        return known[cell]

    themes = [
        (replace(theme, rows=()), [(replace(row, cells=()), *map(said, row.cells)) for row in theme.rows])
        for theme in part.table.themes
    ]
    return replace(part, table=replace(part.table, themes=())), themes


def picture_name(table: Deviations, *, alone: bool) -> str:
    """`afwijkingen.svg`; with the protocol's id where there are several."""
    return "afwijkingen.svg" if alone else f"afwijkingen-{table.protocol}.svg"


def _legend(table: Deviations) -> list[list[tuple[str, str]]]:
    signs = [(str(kind), WORDS[kind].word) for kind in CELL_KINDS]
    names = [("", f"{school.id}: {school.name}") for school in table.schools]
    return [[*signs, ("value", "met een eigen waarde"), ("in-base", "in de basisopbouw")], names]


def used(table: Deviations) -> list[CellKind]:
    """The kinds of cells that a table has."""
    counts = [table.count(place) for place in range(len(table.schools))]
    return [kind for kind in CELL_KINDS if any(one[kind] for one in counts)]


def summary(table: Deviations) -> str:
    """What the picture shows, in words: for who cannot see it."""
    clauses, schools = count(len(table.rows()), "clausule", "clausules"), len(table.schools)
    lines = [f"Raster van {clauses} (rijen, per thema) en {count(schools, 'school', 'scholen')} (kolommen)."]
    for place, school in enumerate(table.schools):
        counts = table.count(place)
        told = ", ".join(f"{counts[kind]} {WORDS[kind].word}" for kind in CELL_KINDS if counts[kind])
        lines.append(f"{school.name}: {told}.")
    return " ".join(lines)
