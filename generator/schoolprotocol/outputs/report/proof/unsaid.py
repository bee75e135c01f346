"""What an entry of two lines must say in words, because the lines do not show it: where it stands, what nobody sees.

Computed from both versions, apart from what made the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.expected import Pairing
from schoolprotocol.outputs.report.text import Line
from schoolprotocol.outputs.report.view import LineView, ReportView
from schoolprotocol.policy.slots import Slot
from schoolprotocol.words.invisible import named


def unsaid(view: LineView, old: Edition, new: Edition, pairs: Pairing) -> bool:
    """Whether an entry about a heading or value does not say it, or says something else."""
    if view.kind == "value":
        was, now = (side.policy.values[view.id].text for side in (old, new))
        return view.told != tuple(_unseen(was, now))
    slots = _slots(view, pairs)
    texts = [
        side.headings[slot].template if slot in side.headings else ""
        for side, slot in zip((old, new), slots, strict=True)
    ]
    return view.told != (*_stands(view, slots, new), *_unseen(*texts))


def unsaid_rows(view: ReportView) -> Iterator[str]:
    """The rows of document control that do not say what nobody sees in them, or say something else."""
    for row in (*view.document, *view.control):
        should = tuple(_unseen(_text(row.old), _text(row.new))) if row.old and row.new else ()
        if tuple(filter(None, [row.told])) != should:
            yield row.what


def _unseen(old: str, new: str) -> Iterator[str]:
    what = named(old, new)
    if what:
        yield f"Dit ziet u niet in de tekst: {what}."


def _text(line: Line) -> str:
    return "".join(run.text for run in line)


def _slots(view: LineView, pairs: Pairing) -> tuple[Slot | None, Slot | None]:
    """Of the heading in the old version and in the new one."""
    slot = Slot.parse(view.slot) if view.slot else Slot.heading(view.id)
    if not view.new:
        return slot, None
    if not view.old:
        return None, slot
    if slot.kind == "heading":
        return next((Slot.heading(was) for was, now in pairs.sections.items() if now == slot.id), None), slot
    return next((was for was, now in pairs.headings.items() if now == slot), None), slot


def _stands(view: LineView, slots: tuple[Slot | None, Slot | None], new: Edition) -> Iterator[str]:
    """Where a heading that moved stands now."""
    was, now = slots
    if "moved" not in view.kinds or was is None or now is None:
        return
    if now.kind == "column" and (was.id, was.place[0]) == (now.id, now.place[0]) and was.place != now.place:
        yield f"Dit was kolom {was.place[1] + 1}, geteld van links. Het wordt kolom {now.place[1] + 1}."
        return
    headed = [slot for slot in new.headings if slot.kind == "heading" and slot.id in new.sections]
    at = headed.index(Slot.heading(now.id)) if Slot.heading(now.id) in headed else -1
    if now.kind != "heading":
        own = new.headed(headed[at], new.headings[headed[at]]) if at >= 0 else ""
        yield f"Staat nu op een andere plaats in ‘{own}’." if own else "Staat nu op een andere plaats."
    elif at > 0:
        yield f"Staat nu achter ‘{new.headed(headed[at - 1], new.headings[headed[at - 1]])}’."
    else:
        yield "Staat nu vooraan."
