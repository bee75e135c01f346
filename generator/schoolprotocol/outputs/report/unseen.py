"""Where a mark shows nothing: differences that look the same on paper, said in a sentence."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from schoolprotocol.compare.changeset import Part, Segment
from schoolprotocol.words.invisible import looks, named


def unseen(parts: Iterable[Part]) -> str:
    """`Dit ziet u niet in de tekst: …`, about the texts of one change; empty where everything can be seen."""
    own = list(parts)
    before = "".join(_text(segment) for part in own for segment in part.segments if segment.op != "insert")
    return _sentence(told for part in own for told in _edits(part.segments, before))


def unseen_between(old: str, new: str) -> str:
    """The same of two lines: a value, a field of document control."""
    return _sentence([named(old, new)])


def _sentence(found: Iterable[str | None]) -> str:
    told = "; ".join(dict.fromkeys(one for one in found if one))
    return f"Dit ziet u niet in de tekst: {told}." if told else ""


def _edits(segments: Sequence[Segment], before: str) -> Iterator[str | None]:
    for same, group in groupby(segments, key=lambda segment: segment.op == "same"):
        if not same:
            edit = list(group)
            was, now = ("".join(_text(one) for one in edit if one.op == op) for op in ("delete", "insert"))
            # What stood elsewhere in the old text and moved is not new.
            yield named(was, now) if looks(was) == looks(now) else named(before, now)


def _text(segment: Segment) -> str:
    """As written, as letters: `&nbsp;` is a space."""
    return html.unescape(segment.text) if "&" in segment.text else segment.text
