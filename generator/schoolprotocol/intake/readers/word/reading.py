"""All parts of a Word document together, in the order in which they are read; entry of this folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from gettext import gettext as _

from schoolprotocol.intake.readers.word.count import characters
from schoolprotocol.intake.readers.word.numbering import Lists, formatted
from schoolprotocol.intake.readers.word.package import Package
from schoolprotocol.intake.readers.word.styles import Styles
from schoolprotocol.intake.readers.word.unread import unread
from schoolprotocol.intake.readers.word.walk import Called, Looks, Story
from schoolprotocol.intake.readers.word.xml import Element, child, name, val, whole
from schoolprotocol.intake.reading import At, Fate, Paragraph, Reading, Run

_NOTES = {"footnotes": "decimal", "endnotes": "lowerRoman"}
"""The parts with notes, and how their marks are written unless the document says otherwise."""
_DRAWN = ("chart", "diagramData")
"""Parts whose words are drawn somewhere on a page."""


def read(data: bytes) -> Reading:
    """What a .docx says.

    Args:
        data: its bytes.

    Raises:
        IntakeError: where it cannot be read whole.
    """
    package = Package(data)
    main = package.document
    root = package.root(main)
    styles = Styles(_first(package, main, "styles"))
    looks = Looks(styles, Lists(_first(package, main, "numbering"), styles))
    settings = _first(package, main, "settings")

    story = Story(looks, main, has_pages=_has(root, "w:lastRenderedPageBreak"))
    body = story.walk(root)
    marks = _marks(story.called, root, settings)
    calls = Counter(call.key for call in story.called if call.fate != "deleted")
    deleted = frozenset(call.key for call in story.called if not calls[call.key])

    paragraphs = [*body]
    parts = {main: root}
    for part, fate in _others(package, main):
        if part in parts:  # two links to one part, or one that leads back
            continue
        parts[part] = package.root(part)
        paragraphs += Story(looks, part, fate, marks, deleted).walk(parts[part])
    for part in _drawings(package, tuple(parts)):
        parts[part] = package.root(part)
        paragraphs.append(_words(parts[part], part))
    return Reading(
        "docx",
        tuple(paragraphs),
        {part: characters(one) for part, one in parts.items()},
        (*unread(package, tuple(parts)), *_uncounted(story.uncounted)),
        marks=marks,
    )


def _first(package: Package, main: str, kind: str) -> Element | None:
    part = next(package.linked(main, kind), None)
    return None if part is None else package.root(part)


def _has(root: Element, tag: str) -> bool:
    return any(name(element.tag) == tag for element in root.iter())


def _others(package: Package, main: str) -> Iterator[tuple[str, Fate]]:
    """The parts beside the body, in the order of reading, and what becomes of them."""
    told: tuple[tuple[str, Fate], ...] = (
        ("footnotes", "body"),
        ("endnotes", "body"),
        ("comments", "comment"),
        ("header", "furniture"),
        ("footer", "furniture"),
    )
    for kind, fate in told:
        for part in package.linked(main, kind):
            yield part, fate


def _drawings(package: Package, parts: tuple[str, ...]) -> list[str]:
    found = (part for one in parts for kind in _DRAWN for part in package.linked(one, kind))
    return [part for part in dict.fromkeys(found) if part not in parts]


def _words(root: Element, part: str) -> Paragraph:
    """The words of a chart or diagram, as nobody knows in which order they are read."""
    return Paragraph((Run(" ".join(characters(root, " ").split()), "unplaced"),), At(part, paragraph=1))


def _marks(called: list[Called], root: Element, settings: Element | None) -> dict[str, str]:
    """What is printed for each note, by its key: counted in the order in which they are called."""
    marks: dict[str, str] = {}
    for part, default in _NOTES.items():
        kind = part.removesuffix("s")
        form, start = _form(kind, root, settings)
        count = start
        for call in called:
            if not call.key.startswith(f"{kind}:") or call.fate == "deleted" or call.key in marks:
                continue
            if call.typed is not None:
                marks[call.key] = call.typed
            else:
                marks[call.key] = formatted(count, form or default)
                count += 1
    return marks


def _form(kind: str, root: Element, settings: Element | None) -> tuple[str | None, int]:
    """How notes are counted, and from where: as the first section says, else the document."""
    section = next(
        (one for one in root.iter() if name(one.tag) == "w:sectPr" and child(one, f"w:{kind}Pr") is not None), None
    )
    found = [child(section, f"w:{kind}Pr"), child(settings, f"w:{kind}Pr")]
    forms = (val(one, "w:numFmt") for one in found)
    starts = (whole(val(one, "w:numStart")) for one in found)
    return next((form for form in forms if form), None), next((start for start in starts if start is not None), 1)


def _uncounted(many: int) -> Iterator[str]:
    if many:
        yield _(
            "{many} numbers in the midst of sentences are counted by fields (LISTNUM, AUTONUM): "
            "they are not in the text."
        ).format(many=many)
