"""What readers do to paragraphs alike: notes that stand in a list at the end, numbers without a text, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolprotocol.intake.reading import Paragraph, Role, Run

_TITLES = frozenset({"noten", "voetnoten", "eindnoten", "noot", "voetnoot", "eindnoot", "verwijzingen", "notes"})
_CONTENTS = frozenset({"inhoud", "inhoudsopgave", "inhoudsopgaaf"})
_MARK = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?[.:]?(?:\s+|$)")


def with_endnotes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same paragraphs, those that are the text of a note marked as such, and the calls led to them."""
    called = {run.call for paragraph in paragraphs for run in paragraph.runs if run.role == "call" and run.call}
    known = {paragraph.note for paragraph in paragraphs if paragraph.note}
    found: dict[str, str] = {}
    made = list(paragraphs)
    is_below = False
    last = 0
    for place, paragraph in enumerate(paragraphs):
        if paragraph.note is not None:
            continue
        if paragraph.text.strip().rstrip(":").lower() in _TITLES:
            is_below, last = True, 0
            continue
        mark = _mark(paragraph) if is_below else None
        if mark is None or int(mark) != last + 1 or mark not in called - known:
            is_below = is_below and not paragraph.text.strip() and paragraph.outline is None
            continue
        last, found[mark] = int(mark), f"end {mark}"
        made[place] = _note(paragraph, f"end {mark}", mark)
    if not found:
        return made
    return [replace(one, runs=tuple(_led(run, found) for run in one.runs)) for one in made]


def with_contents(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; below `Inhoud`, what ends in the number of a page is a line of a table of contents."""
    made, is_below = [], False
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if text.lower().rstrip(":") in _CONTENTS:
            is_below = True
        elif text and paragraph.cell is None and (paragraph.style or "")[:3] != "toc":
            is_below = is_below and len(text) < 120 and text[-1].isdigit()
        made.append(replace(paragraph, style="toc 1") if is_below and text else paragraph)
    return made


def settled(paragraph: Paragraph) -> Paragraph:
    """The same paragraph; a number that has no text beside it is the text, and one in a cell is text of the cell."""
    body = [run for run in paragraph.runs if run.fate == "body" and run.text.strip()]
    if paragraph.note is not None or (any(run.role == "text" for run in body) and paragraph.cell is None):
        return paragraph
    is_bullet = paragraph.cell is not None and paragraph.listed is not None and paragraph.listed.is_bullet
    role: Role = "mark" if is_bullet and any(run.role == "text" for run in body) else "text"
    white = " " if role == "text" and any(run.role == "text" for run in body) else ""
    runs = tuple(
        replace(run, role=role, text=run.text if run.text[-1:].isspace() else run.text + white)
        if run.role == "number"
        else run
        for run in paragraph.runs
    )
    return replace(paragraph, runs=runs)


def titled(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; a heading of the first level that stands alone above all others is the title.

    So people write pages and Markdown: `h1` is the title, and the first level of the text is `h2`.
    """
    told = [(place, one.outline) for place, one in enumerate(paragraphs) if one.text.strip()]
    levels = [(place, level) for place, level in told if level is not None]
    firsts = [place for place, level in levels if level == 1]
    is_alone = len(levels) == 1 and told[0][0] == levels[0][0] and len(told) > 2
    if (
        (len(levels) < 2 and not is_alone)
        or len(firsts) != 1
        or levels[0][0] != firsts[0]
        or any(level == 0 for _place, level in levels)
    ):
        return list(paragraphs)
    return [one if one.outline is None else replace(one, outline=one.outline - 1) for one in paragraphs]


def _mark(paragraph: Paragraph) -> str | None:
    number = "".join(run.text for run in paragraph.runs if run.role == "number") or paragraph.number or ""
    found = _MARK.fullmatch(number) if number else _MARK.match(paragraph.text)
    return found[1] if found else None


def _note(paragraph: Paragraph, key: str, mark: str) -> Paragraph:
    runs: list[Run] = []
    is_cut = any(run.role == "number" for run in paragraph.runs) or paragraph.number is not None
    for run in paragraph.runs:
        found = None if is_cut else _MARK.match(run.text)
        if run.role == "number":
            runs.append(replace(run, role="mark"))
        elif found and run.text[found.end() :]:
            runs += [replace(run, text=run.text[: found.end()], role="mark")]
            runs += [replace(run, text=run.text[found.end() :])]
            is_cut = True
        else:
            runs.append(run)
    return replace(paragraph, runs=tuple(runs), note=key, mark=mark, number=None, listed=None)


def _led(run: Run, notes: dict[str, str]) -> Run:
    return replace(run, call=notes[run.call]) if run.role == "call" and run.call in notes else run
