"""What a document cannot be made with: everything here would stop a build, or spoil what comes out of it."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from schoolprotocol.check.glyphs import characters, unnamed
from schoolprotocol.check.subject import Subject
from schoolprotocol.config import HANDBOOK, Key, document_name
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.templating import templates_in

# -- ids --------------------------------------------------------------------------------------------------------------

_RESERVED = re.compile(
    r"inhoud|colofon|noten|documentgegevens|noot-[0-9]+(?:-terug)?|wijziging(?:en)?(?:-.+)?|aantallen-.+"
)
"""Ids that pages, PDFs and the report of changes in them have of themselves. Those with an underscore or a dot cannot
be the id of a section."""


def is_reserved(id_: str) -> bool:
    """Whether a page has this id of itself."""
    return _RESERVED.fullmatch(id_) is not None


def reserved_id(subject: Subject) -> Iterator[Diagnostic]:
    """A section with an id that the page needs itself: a link would lead to the wrong place."""
    if subject.is_release:
        return
    for section in subject.policy.all_sections():
        if is_reserved(section.id):
            values = {"id": section.id, "meant": f"{section.id}-{subject.policy.protocol}"}
            yield subject.report(Kind.RESERVED_ID, subject.text_at(section.id), section.id, **values)


# -- names of files ----------------------------------------------------------------------------------------------------

_ENDING = re.compile(r"-(?:kort|beknopt|schoolgids|wijzigingen|leerlingen|ouders|medewerkers)$")
"""What the names of some outputs have behind that of their document."""


def same_name(documents: Mapping[Key, Place]) -> Iterator[Diagnostic]:
    """Two documents with files of one name, such as `a-b` + `c` and `a` + `b-c`: the one would replace the other's.

    So it would be with the handbook of a school: `a` + `b-handboek`.

    Args:
        documents: every document, by school and protocol, with the place where its protocol is named.
    """
    names: dict[str, Key] = {}
    longer: dict[str, list[str]] = defaultdict(list)
    for key, place in documents.items():
        name = document_name(*key)
        shorter = [*_without_endings(name)]
        for other in dict.fromkeys((name, *shorter, *longer[name])):
            if other in names:
                school, protocol = names[other]
                values = {"name": name, "other": f"policy_src/schools/{school}/{protocol}.yaml"}
                yield Diagnostic(Kind.SAME_NAME, place, values, school=key[0], target=key[1])
        names[name] = key
        for other in shorter:
            longer[other].append(name)
    many = Counter(school for school, _protocol in names.values())
    for school in (school for school, number in many.items() if number > 1):
        own = names.get(document_name(school, HANDBOOK))
        if own is not None:
            values = {"name": document_name(*own), "other": f"policy_src/schools/{school}/school.yaml"}
            yield Diagnostic(Kind.SAME_NAME, documents[own], values, school=own[0], target=own[1])


def _without_endings(name: str) -> Iterator[str]:
    while (short := _ENDING.sub("", name)) != name:
        yield (name := short)


# -- tables -----------------------------------------------------------------------------------------------------------


def uneven_rows(subject: Subject) -> Iterator[Diagnostic]:
    """A row with more or fewer cells than its table has columns: without columns a heading, and a cell at least."""
    if subject.is_release:
        return
    for table in subject.policy.front:
        width = len(table.columns) or max(2, max((len(row) for row in table.rows), default=2))
        for index, row in enumerate(table.rows):
            if len(row) != width or not row:
                values = {"table": table.heading.text if table.heading else table.id, "row": str(index + 1)}
                values |= {"cells": str(len(row)), "columns": str(width)}
                yield subject.report(Kind.UNEVEN_ROWS, subject.row_at(table, index), table.id, **values)


# -- the cover --------------------------------------------------------------------------------------------------------

_MM = 72 / 25.4
_WIDTH = (210 - 46 - 32) * _MM
_HEIGHT = (212 - 26 - 62) * _MM
"""The room for texts on the cover, in points: see `.cover-top` and `.cover-logo` in `templates/print/base.css`."""
_LONG = 45
"""From more characters than this a title is set smaller."""


def off_the_cover(subject: Subject) -> Iterator[Diagnostic]:
    """A title, name or subtitle of which a word is wider than the cover, or that takes more lines than fit."""
    if subject.is_release:
        return
    policy, templates = subject.policy, templates_in(subject.corpus.root / "templates")
    size, leading = (28, 33) if len(policy.title) > _LONG else (36, 41)
    lines = (
        ("school.name", policy.organisation.name, 15, 20, "Regular"),
        ("title", policy.title, size, leading, "Semibold"),
        ("subtitle", policy.document.subtitle or "", 15, 20, "Regular"),
    )
    high = 8 + (10 if policy.document.subtitle else 0)
    for key, text, points, line, weight in lines:
        place = subject.school_at("name") if key == "school.name" else subject.document_at(key)
        widths = _widths(templates.find(f"fonts/ProtocolSans-{weight}.ttf"))
        wide = [word for word in re.split(r"[\s]+|(?<=[-/–])", text) if word and _wide(word, widths, points) > _WIDTH]
        if wide:
            yield subject.report(Kind.WORD_OFF_COVER, place, key, text=_shortened(wide[0]))
            return
        high += line * _lines(text, widths, points)
        if high > _HEIGHT:
            yield subject.report(Kind.TEXT_OFF_COVER, place, key, text=_shortened(text))
            return


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _lines(text: str, widths: Mapping[str, float], points: int) -> int:
    """How many lines a text takes on the cover, each filled as far as it goes."""
    count, filled = 0, _WIDTH + 1
    for word in text.split():
        wide = _wide(word, widths, points)
        filled += wide + _wide(" ", widths, points)
        if filled > _WIDTH:
            count, filled = count + 1, wide
    return count


def _wide(text: str, widths: Mapping[str, float], points: int) -> float:
    return points * sum(widths.get(character, 1.0) for character in text)


@lru_cache(maxsize=4)
def _widths(font: Path) -> Mapping[str, float]:
    """The width of each character, in ems."""
    with unnamed(font) as read:
        ems, metrics = read["head"].unitsPerEm, read["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / ems for code, glyph in read.getBestCmap().items()}


# -- the logo ---------------------------------------------------------------------------------------------------------


def _logo(subject: Subject) -> tuple[str, Path, Place] | None:
    """The logo of the school of a document that is not frozen: as it is named, its file, and where it is named."""
    source = subject.corpus.schools.get(subject.policy.school)
    name = source.school.style.logo if source is not None else None
    if subject.is_release or source is None or name is None:
        return None
    return name, source.folder / name, source.school.style.at("logo")


def letters_in_logo(subject: Subject) -> Iterator[Diagnostic]:
    """Letters in an SVG that the print fonts lack: it brings no fonts of its own."""
    logo = _logo(subject)
    if logo is None or not logo[0].endswith(".svg"):
        return
    name, path, place = logo
    known = characters(templates_in(subject.corpus.root / "templates"))
    lacking = sorted(set(_letters(path)) - known - set("\t\n\r"))
    if lacking:
        code = f"{lacking[0]} (U+{ord(lacking[0]):04X})"
        yield subject.report(Kind.LOGO_LETTERS, place, "logo", name=name, character=code)


def _letters(path: Path) -> str:
    try:
        return "".join(ET.parse(path).getroot().itertext())  # noqa: S314 (the loader has looked at it)
    except (OSError, ET.ParseError):
        return ""


def unseen_logo(subject: Subject) -> Iterator[Diagnostic]:
    """A logo that is white, made for a coloured ground: what we make has a white one."""
    logo = _logo(subject)
    if logo is None:
        return
    name, path, place = logo
    try:
        data = path.read_bytes()
    except OSError:  # the loader tells it
        return
    if _is_white(data):
        yield subject.report(Kind.LOGO_UNSEEN, place, "logo", name=name)


_WHITE = 240
"""From here on, of 255, nobody tells a colour from white paper."""
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"})
_AROUND = frozenset({"svg", "g", "title", "desc", "metadata"})
"""Of a drawing with anything else, such as a gradient or a mask, only a browser knows how it looks."""
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=64)  # all documents of a school have the same
def _is_white(data: bytes) -> bool:
    try:
        return _is_white_png(data) if data.startswith(b"\x89PNG") else _is_white_svg(ET.fromstring(data))  # noqa: S314
    except (OSError, ValueError, SyntaxError):  # the loader tells what is wrong with it
        return False


def _is_white_png(data: bytes) -> bool:
    # Pillow takes 40 ms to import: only where a school has such a logo.
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        if image.mode.startswith("I"):  # sixteen bits of grey, which Pillow does not make eight of
            return False
        shown = Image.new("RGBA", image.size, "white")
        shown.alpha_composite(image.convert("RGBA"))
    return min(shown.convert("RGB").tobytes()) >= _WHITE


def _is_white_svg(root: ET.Element) -> bool:
    paints = [paint for shape in _painted(root) for paint in shape if paint != "none"]
    return bool(paints) and all(map(_is_pale, paints))


def _is_pale(colour: str) -> bool:
    """Whether a colour is white, or nearly; one that is written otherwise than most are is none."""
    colour = colour.strip().lower()
    if colour.startswith("rgb("):
        return all(int(part) >= _WHITE for part in _NUMBER.findall(colour)) and "%" not in colour
    if re.fullmatch(r"#(?:[0-9a-f]{3}){1,2}", colour):
        signs = colour[1:] if len(colour) > 4 else "".join(2 * sign for sign in colour[1:])
        return min(bytes.fromhex(signs)) >= _WHITE
    return colour == "white"


def _painted(element: ET.Element, fill: str = "black", stroke: str = "none") -> Iterator[tuple[str, str]]:
    """With which colours each shape is filled and drawn."""
    name = element.tag.rpartition("}")[2]
    if name not in _SHAPES | _AROUND:
        raise ValueError(name)
    pairs = (pair.partition(":") for pair in element.get("style", "").split(";"))
    own = {**element.attrib, **{key.strip(): value.strip() for key, _colon, value in pairs}}
    fill, stroke = own.get("fill", fill), own.get("stroke", stroke)
    if name in _SHAPES:
        yield "none" if name == "line" else fill, stroke
    for child in element:
        yield from _painted(child, fill, stroke)


RULES: tuple[Callable[[Subject], Iterator[Diagnostic]], ...] = (
    reserved_id,
    uneven_rows,
    letters_in_logo,
)
"""What stops a build: it asks these too, before it begins."""
