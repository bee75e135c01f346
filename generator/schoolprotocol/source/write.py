"""Writes a YAML text anew where its data is to be other, and leaves every other character as it is.

What is wanted is data. The old and the new are laid side by side, and only the spans of what differs are replaced, in
the style of what stood there; comments, order, empty lines and line ends stay. Then the result is read again: where it
does not hold exactly what was wanted, nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from gettext import gettext as _

import yaml

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import EditError
from schoolprotocol.places import Place
from schoolprotocol.source import spans
from schoolprotocol.source.spans import BREAK, Slot
from schoolprotocol.source.styles import Data, Form, after_dash, after_key, block, flow, key, scalar
from schoolprotocol.source.tree import MAX_BYTES
from schoolprotocol.source.yaml import compose_again

_BOM = "\ufeff"
_IDS = ("id", "add", "set", "replace", "omit", "move", "dropped")
"""Keys by whose value an item of a list is known."""
Run = tuple[str, int, int, int, int]
"""A step of `SequenceMatcher.get_opcodes`."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Other characters in the place of a span."""

    start: int
    end: int
    text: str
    depth: int
    """Of two that begin in one place, what stands deeper comes first."""


def rewrite(text: str, wanted: Data, name: str) -> str:
    """The text, holding this data.

    Args:
        text: of a YAML file; it may begin with a byte order mark.
        wanted: what it is to hold; as long as a part is as it was, its characters are too.
        name: how messages call the file.

    Raises:
        EditError: where the text cannot be read, or cannot be made to hold the data.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    data, node, found = compose_again(body, name)
    if found:
        raise EditError(_("The file cannot be read."), _("Mend that first."), found[0].place, found)
    if same(data, wanted):
        return text
    for form in _forms(body, node) if _is_text(wanted) else ():
        changed = _apply(body, _Rewriting(body, name, form).changes(node, data, wanted), name)
        read, _node, found = compose_again(changed, name)
        if not found and same(read, wanted):
            return mark + _small(changed, name)
    raise EditError(
        _("This change cannot be written without changing something else in the file."),
        _("Make it by hand, in an editor."),
        found[0].place if found else Place(name),
        found,
    )


def same(one: Data, other: Data) -> bool:
    """Whether data is equal, the order of keys too."""
    return _known(one) == _known(other)


def _known(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False)


def _is_text(data: Data) -> bool:
    """Whether a file can hold it: halves of characters, which programs may hold, are in no encoding."""
    try:
        _known(data).encode()
    except UnicodeEncodeError:
        return False
    return True


def _forms(text: str, node: yaml.Node | None) -> Iterator[Form]:
    """How the file is laid out; then the way that is always right."""
    newline = re.search(r"\r\n|\n|\r", text)
    form = replace(spans.layout(node), newline=newline[0] if newline else "\n")
    yield form
    yield replace(form, plainly=True)


def _small(text: str, name: str) -> str:
    if len(text.encode("utf-8", "surrogatepass")) <= MAX_BYTES:
        return text
    fault = Diagnostic(Kind.TOO_LARGE, Place(name), {"limit": "1 MB"})
    raise EditError(_("The file would become too large."), fault.remedy(), Place(name), [fault])


def _apply(text: str, changes: Sequence[_Change], name: str) -> str:
    ordered = sorted(changes, key=lambda change: (change.start, change.end, -change.depth))
    pieces: list[str] = []
    at = 0
    for change in ordered:
        if change.start < at:
            raise _unclear(name)
        pieces += [text[at : change.start], change.text]
        at = change.end
    return "".join([*pieces, text[at:]])


def _unclear(name: str, line: int = 0) -> EditError:
    return EditError(
        _("A comment or an unusual form stands in the way of this change."),
        _("Make it by hand, in an editor."),
        Place(name, line),
    )


class _Rewriting:
    """The changes that make a text hold other data."""

    def __init__(self, text: str, name: str, form: Form) -> None:
        self.text, self.name, self.form = text, name, form
        self.made: list[_Change] = []
        self.data: Data = None
        self.root: yaml.Node | None = None

    def changes(self, node: yaml.Node | None, old: Data, new: Data) -> list[_Change]:
        self.data, self.root = old, node
        if node is None:
            lines = block(new, 0, self.form) if isinstance(new, dict | list) and new else flow(new, self.form)
            at = len(self.text)
            self._change(at, at, f"{self._break_before(at)}{lines}{self.form.newline}", 0)
        else:
            self._value(Slot(node, 0, node.start_mark.index, "root"), old, new, 0)
        return self.made

    def _change(self, start: int, end: int, text: str, depth: int) -> None:
        self.made.append(_Change(start, end, text, depth))

    def _unclear(self, at: int) -> EditError:
        return _unclear(self.name, len(BREAK.findall(self.text, 0, at)) + 1)

    # -- one value ----------------------------------------------------------------------------------------------------

    def _value(self, slot: Slot, old: Data, new: Data, depth: int) -> None:
        if same(old, new):
            return
        if isinstance(old, dict) and isinstance(new, dict) and old and new and self._is_like(old, new):
            self._mapping(slot, old, new, depth)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            self._list(slot, old, new, depth)
        elif isinstance(slot.node, yaml.ScalarNode) and not isinstance(new, dict | list):
            self._scalar(slot, slot.node, new, depth)
        else:
            self._anew(slot, new, depth)

    def _scalar(self, slot: Slot, node: yaml.ScalarNode, new: str | None, depth: int) -> None:
        start, end = node.start_mark.index, spans.content_end(self.text, node)
        like = spans.style(self.text, node) if start < end else None
        written = scalar(new, slot.column, self.form, flow=slot.in_flow, like=like)
        if start == end:  # `key:` and nothing more
            start = end = slot.after
            written = replace(written, head=slot.gap(self.text) + written.head)
        elif like is not None and like.mark in {"|", ">"}:
            header = BREAK.split(self.text[start:end], maxsplit=1)[0]
            written = replace(written, head=written.head + re.sub(r"^[|>][-+0-9]*", "", header))
        at = spans.line_end(self.text, end) if written.body else end
        self._change(start, end, written.head, depth)
        if written.body:
            self._change(at, at, written.body, depth)

    def _anew(self, slot: Slot, new: Data, depth: int) -> None:
        """A value of another kind."""
        start, end = slot.node.start_mark.index, spans.content_end(self.text, slot.node)
        if spans.has_comment(self.text, slot.node) or "#" in self.text[slot.after : start]:
            raise self._unclear(start)
        if slot.in_flow:
            if start == end:
                self._change(slot.after, slot.after, slot.gap(self.text) + flow(new, self.form), depth)
            else:
                self._change(start, end, flow(new, self.form), depth)
            return
        if slot.kind == "root":
            in_line = slot.is_flow or not isinstance(new, dict | list) or not new
            self._change(start, end, flow(new, self.form) if in_line else block(new, 0, self.form), depth)
            return
        write = after_dash if slot.kind == "item" else after_key
        text = write(new, slot.column, self.form)
        if start == end and BREAK.match(text):
            at = spans.line_end(self.text, slot.after)  # below the comment that may stand behind `key:`
            self._change(at, at, text, depth)
        else:
            self._change(slot.after, end if start < end else slot.after, text, depth)

    # -- lists --------------------------------------------------------------------------------------------------------

    def _list(self, slot: Slot, old: list[Data], new: list[Data], depth: int) -> None:
        slots = spans.items(self.text, slot)
        for tag, i1, i2, j1, j2 in _runs(old, new):
            if tag == "equal":
                continue
            pairs = min(i2 - i1, j2 - j1) if tag == "replace" else 0
            for offset in range(pairs):
                self._value(slots[i1 + offset], old[i1 + offset], new[j1 + offset], depth + 1)
            gone, fresh = range(i1 + pairs, i2), new[j1 + pairs : j2]
            if slot.is_flow:
                self._remove_in_line([(s.start, s.end) for s in slots], gone, depth)
                self._insert_in_line(slots, gone, [flow(item, self.form) for item in fresh], depth)
            else:
                self._remove_lines(slots, gone, depth)
                self._insert_items(slots, gone, fresh, depth)

    def _insert_items(self, slots: list[Slot], gone: range, items: Sequence[Data], depth: int) -> None:
        if not items:
            return
        column = slots[0].column
        near = slots[max(gone.start - 1, 0)].node
        in_line = near.flow_style if isinstance(near, yaml.MappingNode) else None
        lines = ["-" + self._item(item, column, in_line=in_line) for item in items]
        is_spaced = spans.is_spaced(self.text, slots) or (len(slots) == 1 and depth == 0 and in_line is False)
        self._insert_lines(slots, gone, lines, depth, is_spaced=is_spaced)

    def _item(self, item: Data, column: int, *, in_line: bool | None) -> str:
        """An item as it is written; one that only moves keeps its own lines."""
        lines = None if self.form.plainly else self._lines_now.get(_known(item))
        if lines is None:
            return after_dash(item, column, self.form, in_line=in_line)
        return " " + (self.form.newline + " " * (column + 2)).join(lines).replace(
            self.form.newline + " " * (column + 2) + self.form.newline, self.form.newline * 2
        )

    @cached_property
    def _lines_now(self) -> dict[str, list[str]]:
        """The lines of every item of a list that is a mapping, without their indent; by what it holds."""
        found = spans.mappings(self.root, self.data) if self.root is not None else ()
        return {_known(data): spans.lines(self.text, node) for data, node in found}

    # -- mappings -----------------------------------------------------------------------------------------------------

    def _mapping(self, slot: Slot, old: dict[str, Data], new: dict[str, Data], depth: int) -> None:
        slots = spans.entries(self.text, slot)
        before, after = list(old), list(new)
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            pairs = i2 - i1 if tag == "equal" or self._is_renaming(old, new, before[i1:i2], after[j1:j2]) else 0
            for offset in range(pairs):
                name, other = before[i1 + offset], after[j1 + offset]
                entry = slots[i1 + offset]
                if name != other:
                    self._change(entry.start, entry.key_end, key(other, flow=slot.is_flow), depth + 1)
                self._value(entry, old[name], new[other], depth + 1)
            gone, fresh = range(i1 + pairs, i2), after[j1 + pairs : j2]
            if slot.is_flow:
                self._remove_in_line([(s.start, s.end) for s in slots], gone, depth)
                texts = [f"{key(name, flow=True)}: {flow(new[name], self.form)}" for name in fresh]
                self._insert_in_line(slots, gone, texts, depth)
            else:
                self._remove_lines(slots, gone, depth)
                column = slots[0].column
                lines = [f"{key(name)}:{after_key(new[name], column, self.form)}" for name in fresh]
                self._insert_lines(slots, gone, lines, depth)

    def _is_like(self, old: dict[str, Data], new: dict[str, Data]) -> bool:
        return bool(old.keys() & new.keys()) or self._is_renaming(old, new, list(old), list(new))

    @staticmethod
    def _is_renaming(old: dict[str, Data], new: dict[str, Data], names: list[str], others: list[str]) -> bool:
        return len(names) == len(others) and all(
            same(old[one], new[other]) or (isinstance(old[one], dict) and isinstance(new[other], dict))
            for one, other in zip(names, others, strict=True)
        )

    # -- lines of a block ---------------------------------------------------------------------------------------------

    def _insert_lines(
        self, slots: list[Slot], gone: range, lines: list[str], depth: int, *, is_spaced: bool = False
    ) -> None:
        """Entries or items behind those that go, or where these would be."""
        if not lines:
            return
        newline, column = self.form.newline, slots[0].column
        between = newline * (2 if is_spaced else 1) + " " * column
        at = gone.stop
        if at == 0 or (gone.start == 0 and at < len(slots) and not spans.begins_line(self.text, slots[0].start)):
            self._change(slots[at].start, slots[at].start, "".join(line + between for line in lines), depth)
            return
        last = spans.end(self.text, slots[at - 1].node, slots[at - 1].after)
        position = spans.below(self.text, last, column)
        text = "".join((newline if is_spaced else "") + " " * column + line + newline for line in lines)
        missing = self._break_before(position)
        self._change(position, position, missing + text.removesuffix(newline if missing else ""), depth)

    def _break_before(self, position: int) -> str:
        """A line break, where a file ends without one."""
        before = self.text[:position]
        return self.form.newline if before and not BREAK.match(before[-1]) else ""

    def _remove_lines(self, slots: list[Slot], gone: range, depth: int) -> None:
        for index in gone:
            slot = slots[index]
            end = spans.end(self.text, slot.node, slot.after)
            if spans.begins_line(self.text, slot.start):
                self._change(*spans.whole_lines(self.text, slot.start, end), "", depth)
            elif index == 0 and gone.stop < len(slots) and "#" not in self.text[end : slots[gone.stop].start]:
                # It stands behind the dash of an item: the next one moves up to it.
                self._change(slot.start, slots[gone.stop].start, "", depth)
                return
            else:
                raise self._unclear(slot.start)

    # -- in one line --------------------------------------------------------------------------------------------------

    def _insert_in_line(self, slots: list[Slot], gone: range, texts: list[str], depth: int) -> None:
        at = gone.stop
        if not texts:
            return
        between = ", "
        if len(slots) > 1:
            gap = self.text[slots[0].end : slots[1].start]
            between = gap if re.fullmatch(r"\s*,\s*", gap) else between
        if at == 0 or (gone and at < len(slots)):
            self._change(slots[at].start, slots[at].start, "".join(text + between for text in texts), depth)
        else:
            self._change(slots[at - 1].end, slots[at - 1].end, "".join(between + text for text in texts), depth)

    def _remove_in_line(self, places: list[tuple[int, int]], gone: range, depth: int) -> None:
        if not gone:
            return
        if gone.stop < len(places):
            start, end = places[gone.start][0], places[gone.stop][0]
        else:
            start, end = places[gone.start - 1][1], places[-1][1]
        ends = [start, *(place[1] for place in places[gone.start : gone.stop])]
        starts = [*(place[0] for place in places[gone.start : gone.stop]), end]
        gaps = [self.text[one:other] for one, other in zip(ends, starts, strict=True)]
        if (gone.start == 0 and gone.stop == len(places)) or any("#" in gap for gap in gaps):
            raise self._unclear(start)
        self._change(start, end, "", depth)


def _runs(old: list[Data], new: list[Data]) -> Iterator[Run]:
    """What is to be done with which items; those with one id belong together."""
    known = [_known(item) for item in old], [_known(item) for item in new]
    others = [index for index, pair in enumerate(zip(*known, strict=False)) if pair[0] != pair[1]]
    if len(old) == len(new) and len(others) == 1:  # [b, a] made [a, a]: the first was changed, not moved
        yield "replace", others[0], others[0] + 1, others[0], others[0] + 1
        return
    for tag, i1, i2, j1, j2 in _opcodes(*known):
        if tag != "replace" or i2 - i1 == j2 - j1 == 1:
            yield tag, i1, i2, j1, j2
            continue
        ids = [_id(item) for item in old[i1:i2]], [_id(item) for item in new[j1:j2]]
        for inner, a1, a2, b1, b2 in _opcodes(*ids):
            yield "replace" if inner == "equal" else inner, i1 + a1, i1 + a2, j1 + b1, j1 + b2


def _opcodes(old: list[str], new: list[str]) -> list[Run]:
    return [(str(tag), *rest) for tag, *rest in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]  # type: ignore[misc]


def _id(item: Data) -> str:
    if isinstance(item, dict):
        return next((f"{name} {item[name]}" for name in _IDS if isinstance(item.get(name), str)), "")
    return "" if isinstance(item, list) else str(item)
