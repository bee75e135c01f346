"""The headings of sections and columns, the numbers that the outline gives, and how clauses are referred to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schoolprotocol.errors import SourceError
from schoolprotocol.importing.parts import Columns, Part, Piece
from schoolprotocol.importing.texts import Begun, Writer
from schoolprotocol.model.outline import Outline
from schoolprotocol.places import Place
from schoolprotocol.resolve.numbers import Numbers, number
from schoolprotocol.source.styles import Data
from schoolprotocol.source.validate import validate


def headings_of(parts: Sequence[Part], writer: Writer) -> tuple[dict[Part, str], dict[tuple[int, int], str]]:
    """What each section is called, and each column by its block and cell."""
    headings: dict[Part, str] = {}
    columns: dict[tuple[int, int], str] = {}
    for top in parts:
        for part in top.every():
            if part.heading is not None and part.block is not None:
                line = writer.line(Piece(part.block, part.heading))
                printed = part.number if part.number and not part.is_counted else ""
                headings[part] = " ".join(filter(None, [printed, line])) or part.computed
            for one in part.content:
                if isinstance(one, Columns):
                    for head in one.headings:
                        columns[head.block, head.cell or 0] = writer.line(head)
    return headings, columns


def numbered(outline: Data, file: str, headings: Mapping[Part, str], parts: Sequence[Part]) -> Numbers:
    """The numbers that an outline gives.

    Raises:
        SourceError: where it is none.
    """
    made, faults = validate(Outline, outline, Place(file))
    if made is None:
        raise SourceError(faults)
    titles = {norm.id: norm.title for top in parts for part in top.every() for norm in part.norms()}
    return number(made, {part.id: text for part, text in headings.items()}, titles)


def labels_of(numbers: Numbers) -> dict[str, str]:
    """Which clause each way to refer to one means; those that could mean two mean none."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for id_, one in numbers.clauses.items():
        twice |= {one.label} & found.keys()
        found[one.label] = id_
    return {label: id_ for label, id_ in found.items() if label not in twice}


def sections_of(numbers: Numbers, headings: Mapping[Part, str]) -> dict[str, Begun]:
    """Which section each number means, as texts call it: `3`, `2.1`, `A`, `bijlage 1`; one that two have means none."""
    found: dict[str, Begun] = {}
    twice: set[str] = set()
    for part, heading in headings.items():
        number = numbers.sections[part.id].number if part.is_counted else _of_appendix(heading)
        key = number.casefold() if number.casefold().startswith("bijlage") else number
        twice |= {key} & found.keys()
        first = next((norm.id for each in part.every() for norm in each.norms()), None)
        found[key] = Begun(heading, first)
    return {key: begun for key, begun in found.items() if key and key not in twice}


def _of_appendix(heading: str) -> str:
    """The number that the heading of an appendix has as words: `Bijlage 2 Formulier`."""
    words = heading.split(maxsplit=2)
    return " ".join(words[:2]).rstrip(".:–-") if len(words) > 1 and words[0].casefold() == "bijlage" else ""
