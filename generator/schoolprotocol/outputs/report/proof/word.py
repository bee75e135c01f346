"""Holds the Word document against both versions: accepted it says the new one, rejected the old; a comment per entry.

`tests/docx/test_both_ways.py` does so by whole paragraphs, styles and lists; this is what is asked of each document.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from gettext import gettext as _
from typing import Any, Final, Literal

from lxml import etree

from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.report.proof.printed import END
from schoolprotocol.outputs.report.proof.told import Told
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.policy.walk import every_clause, every_text
from schoolprotocol.text.plain import bare
from schoolprotocol.text.tree import ClauseReference, NoteCall, paragraphs, walk

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE: Final = {
    "accept": frozenset({f"{_W}del", f"{_W}moveFrom"}),
    "reject": frozenset({f"{_W}ins", f"{_W}moveTo"}),
}
_UNSAID: Final = re.compile("mailto:|tel:|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff]")
Side = Literal["accept", "reject"]
_LEAST: Final = 24
"""A line with fewer letters may well be part of another, or of what Word documents say by themselves."""


def prove_docx(data: bytes, view: ReportView, old: Policy, new: Policy) -> None:
    """Refuse a document that lacks a line of one of the versions, keeps one that went, or has no comment for an entry.

    Raises:
        ComparisonError: the message says which.
    """
    first = next(faults(data, view, old, new), None)
    if first is not None:
        raise ComparisonError(first)


def faults(data: bytes, view: ReportView, old: Policy, new: Policy) -> Iterator[str]:
    """What the document lacks or says too much, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        roots = {
            name: etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes", "comments")
        }
    lines = {"accept": dict(_lines(new)), "reject": dict(_lines(old))}
    rules = {side: dict(_lines(policy, rules=True)) for side, policy in (("accept", new), ("reject", old))}
    sides: tuple[tuple[Side, Side, Policy], ...] = (("accept", "reject", new), ("reject", "accept", old))
    for side, other, policy in sides:
        says = "".join(_letters(roots[name], side) for name in ("document", "footnotes"))
        own = END.join(lines[side])
        message = _("not written: the Word document does not say “{words}” of version {version} as it is.")
        wrong = [line for line in lines[side] if f"{line}{END}" not in says]
        # A name or a title may stand on the cover of both.
        wrong += [line for line in rules[other] if len(line) >= _LEAST and line in says and line not in own]
        for line in wrong:
            words = lines[side].get(line) or lines[other][line]
            yield message.format(words=words[:80], version=policy.document.version)
    said = _letters(roots["comments"], "accept")
    for item in Told(view).items:
        title = item.view.title if item.view.kind != "heading" else ""
        if _key(title) not in said:
            yield _("not written: the Word document has no comment about “{entry}”.").format(entry=title)


def _lines(policy: Policy, *, rules: bool = False) -> Iterator[tuple[str, str]]:
    """Each line that a reader gets, without white space, and with it; short sentences stand elsewhere.

    `rules`: of clauses and notes alone.
    """
    labels, tree = policy.labels(), tree_of(policy)
    called = {
        Slot.note(clause.id, node.note)
        for clause in every_clause(policy)
        for node in walk(tree.blocks(Slot.clause(clause.id)))
        if isinstance(node, NoteCall)
    }
    for slot, text in every_text(policy):
        if slot.kind == "kort" or (rules and not slot.is_markup):
            continue
        if slot.kind == "note" and slot not in called:
            continue  # nobody gets to read it
        blocks = tree.blocks(slot) if slot.is_markup else ()
        if any(isinstance(node, ClauseReference) and node.clause not in labels for node in walk(blocks)):
            continue  # a reference to what the document does not have: it prints no label
        # By paragraph: of a text that is not in the language, which an edited release may hold, each line is not one.
        words = [bare([one], labels) for one in paragraphs(blocks)] if slot.is_markup else [text.text]
        yield from ((key, line) for line in words if (key := _key(line)))


def _key(text: str) -> str:
    """The letters that Word can hold; a link to a mail address or telephone number is shown without the scheme."""
    return "".join(_UNSAID.sub("", text).split())


def _letters(root: Any, side: Side) -> str:
    """What is read on one side, without white space; each paragraph that stays one ends with a sign."""
    pieces: list[str] = []

    def read(element: Any) -> None:
        if element.tag in _GONE[side]:
            return
        if element.tag in {f"{_W}t", f"{_W}delText"}:
            pieces.append(_key(element.text or ""))
            return
        if element.tag in {f"{_W}pPr", f"{_W}rPr"}:
            return
        if element.tag == f"{_W}tr" and _goes(element.find(f"{_W}trPr"), side):
            return
        for child in element:
            read(child)
        if element.tag == f"{_W}p" and not _goes(element.find(f"{_W}pPr/{_W}rPr"), side):
            pieces.append(END)

    read(root)
    return "".join(pieces)


def _goes(properties: Any, side: Side) -> bool:
    return properties is not None and any(child.tag in _GONE[side] for child in properties)
