"""Clause × school → the page and the picture that show where each school deviates.

The page says in words what the picture shows in colours and letters; neither needs a script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.overview import CELL_KINDS, Cell, CellKind, Deviations
from generator.render.deviations_picture import layout
from generator.render.environment import environment
from generator.render.report_words import count

PAGE = "afwijkingen.html"


@dataclass(frozen=True, slots=True)
class Words:
    """How page and picture name a kind of cell."""

    mark: str
    """One letter or sign: who sees no colours can tell the cells apart."""
    word: str
    meaning: str


WORDS: dict[CellKind, Words] = {
    "base": Words("B", "basistekst", "de tekst uit de clausulebibliotheek"),
    "alternative": Words("A", "alternatief", "een andere formulering, die in de bibliotheek klaarligt"),
    "replaced": Words("V", "vervangen", "een eigen tekst van de school in de plaats van de basistekst"),
    "own": Words("E", "eigen clausule", "een clausule die de school of haar bestuur zelf heeft toegevoegd"),
    "omitted": Words("×", "weggelaten", "bewust weggelaten, met een reden"),
    "absent": Words("–", "niet in de opbouw", "staat niet in het document van deze school"),
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


def deviation_files(tables: Sequence[Deviations], templates: Path, *, publisher: str) -> dict[str, str | bytes]:
    """The page, its pictures and its style sheet, by path relative to the overview's folder.

    The style sheets and letters that it shares with the overview come from `overview_files`.

    Args:
        tables: one for each protocol.
        templates: the project's `templates` folder.
        publisher: who publishes the documents.
    """
    made = environment(templates, html=True)
    page = made.get_template("overview/afwijkingen.html.j2")
    picture = made.get_template("overview/deviations.svg.j2")
    names = [picture_name(table, alone=len(tables) == 1) for table in tables]
    files: dict[str, str | bytes] = {
        PAGE: page.render(
            parts=list(zip(tables, names, strict=True)),
            publisher=publisher,
            words=WORDS,
            kinds=CELL_KINDS,
            summary=summary,
            deviates=deviates,
        ),
        "_static/deviations.css": (templates / "overview/deviations.css").read_text("utf-8"),
    }
    for table, name in zip(tables, names, strict=True):
        files[name] = picture.render(
            table=table, layout=layout(table, _legend(table)), words=WORDS, colours=COLOURS, summary=summary(table)
        )
    return files


def picture_name(table: Deviations, *, alone: bool) -> str:
    """`afwijkingen.svg`; with the protocol's id where there are several."""
    return "afwijkingen.svg" if alone else f"afwijkingen-{table.protocol}.svg"


def _legend(table: Deviations) -> list[list[tuple[str, str]]]:
    signs = [(str(kind), WORDS[kind].word) for kind in CELL_KINDS]
    names = [("", f"{school.id}: {school.name}") for school in table.schools]
    return [[*signs, ("value", "met een eigen waarde"), ("in-base", "in de basisopbouw")], names]


def deviates(cell: Cell) -> bool:
    """Whether a cell has something to tell: more than that the clause is there as it is, or is not there."""
    return cell.kind not in {"base", "absent"} or bool(cell.values)


def summary(table: Deviations) -> str:
    """What the picture shows, in words: for who cannot see it."""
    clauses, schools = count(len(table.rows()), "clausule", "clausules"), len(table.schools)
    lines = [f"Raster van {clauses} (rijen, per thema) en {count(schools, 'school', 'scholen')} (kolommen)."]
    for place, school in enumerate(table.schools):
        counts = table.count(place)
        told = ", ".join(f"{counts[kind]} {WORDS[kind].word}" for kind in CELL_KINDS if counts[kind])
        lines.append(f"{school.name}: {told}.")
    return " ".join(lines)
