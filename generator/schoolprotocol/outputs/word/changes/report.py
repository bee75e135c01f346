"""Change set → the change report as a Word document with tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.rekey import with_ids
from schoolprotocol.outputs.pdf.document import mark
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.proof.word import prove_docx
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.outputs.word.changes.authors import Kinds
from schoolprotocol.outputs.word.changes.comments import Comment, comments
from schoolprotocol.outputs.word.changes.links import links
from schoolprotocol.outputs.word.changes.marks import moves
from schoolprotocol.outputs.word.changes.merge import Merger
from schoolprotocol.outputs.word.layout import edition, lay_out
from schoolprotocol.outputs.word.model import Merged, MergedBlock
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e
from schoolprotocol.outputs.word.ooxml.numbering import Lists, Numbering
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph, run
from schoolprotocol.outputs.word.ooxml.picture import Picture, drawing
from schoolprotocol.outputs.word.page import footer, page, text_parts, timestamp
from schoolprotocol.outputs.word.write import Content, Tracked, Writer
from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.policy.model import Policy, digest
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.returning.marks import Identity

_LOGO: Final = (2.4, 0.8)
"""The most that a logo takes beside a line of words: width and height in centimetres."""


def report_docx(report: ReportInput, old: Policy, new: Policy, logo: Picture | None = None) -> bytes:
    """The new document in full, with everything that changed as tracked changes, and a comment per change.

    Accepting all changes gives the new text, rejecting all the old one. Numbers are counted by Word, and not tracked.

    Args:
        report: the change set and what the source says around it.
        old: the old version, as `compare.prove.rebuild` gives it.
        new: the new version.
        logo: stands small on every page.

    Raises:
        ValueError: where the policies are not those of the change set.
        ComparisonError: where not everything that changed is told, or said in the document.
    """
    changes = report.changes
    if (digest(with_ids(old, changes.old.ids)), digest(new)) != (changes.old.hash, changes.new.hash):
        raise ValueError("the policies are not those of the change set")
    day = timestamp(new.document.day)
    before, after = lay_out(old), lay_out(new)
    found = links(report, before.texts(), after.texts())
    merger = Merger(found, frozenset(_moved(changes, new)))
    body, excerpt = merger.blocks(before.body, after.body), merger.blocks(before.excerpt, after.excerpt)
    told, contents = comments(report), proven(report)
    was_numbered, numbered = _numbered(old, new, body)
    moved = moves([*body, *excerpt], found)
    tracked = Tracked(before, after, found, Kinds(changes), moved, told, was_numbered.places, day)
    writer = Writer(Content(after.body, after.notes, numbered.places), tracked)
    content = [*writer.blocks(body), *writer.blocks(excerpt)]
    main = Part(
        "document", e("w:document", NAMESPACES, e("w:body", {}, *content, page(header="always"))), writer.text.links
    )
    parts = [
        Part("footer", footer(new)),
        Part("header", _header(contents, new, logo), pictures=logo.files() if logo else {}),
        *text_parts(writer, lists=numbered.lists),
        Part("comments", _comments(told, day)),
    ]
    subject = f"Wijzigingen van {edition(old)} naar {edition(new)}"
    version, since = new.document.version, old.document.version
    identity = Identity("report", new.school, new.protocol, version, text_hash(new), since)
    told_of = Properties(new.title, new.organisation.name, subject, day, identity=str(identity))
    data = package(main, parts, told_of)
    prove_docx(data, contents, changes, old, new)
    return data


def _numbered(old: Policy, new: Policy, merged: Sequence[MergedBlock]) -> tuple[Numbering, Numbering]:
    """How Word numbers each version, the old one first: the lists of both are the same where they can be.

    So another number is no change of a paragraph, and Word counts what is there. Where it would come to another number
    than ours (`1.1a`, a number that is skipped), ours is text, and is tracked as text.
    """
    sections = {side: _section_of(policy) for side, policy in (("old", old), ("new", new))}
    names: dict[str, str] = {}
    for block in merged:
        if isinstance(block, Merged) and block.old is not None and block.new is not None:
            was, now = sections["old"].get(block.old.slot), sections["new"].get(block.new.slot)
            if was and now and was not in sections["new"].values() and now not in sections["old"].values():
                names.setdefault(was, now)
    lists = Lists()
    after = Numbering(new, lists)
    return Numbering(old, lists, names), after


def _section_of(policy: Policy) -> dict[Slot, str]:
    return {
        Slot.clause(clause.id): section.id
        for section in policy.all_sections()
        for clause in every_clause(*section.groups)
    }


def _moved(changes: ChangeSet, new: Policy) -> Iterator[Slot]:
    """Slots of the new version's texts that stand in another place, by themselves or with their section."""
    for change in changes.changes:
        if "moved" in change.facets:
            yield from (part.new for part in change.parts if part.new)
    sections = {heading.id for heading in changes.headings if heading.kind == "section" and "moved" in heading.facets}
    for section in new.all_sections():
        if section.id in sections:
            yield from (Slot.heading(inside.id) for inside in section.all_sections())
            yield from (Slot.clause(clause.id) for clause in section.all_clauses())


def _header(told: ReportView, new: Policy, logo: Picture | None) -> Element:
    """On every page which text it is, and that nobody may decide on it or that it does not hold."""
    words = f"{told.kind} · kenmerk van de nieuwe tekst {shown(told.text_hash)}\t"
    stamp = told.stamp or mark(new)
    picture = [drawing(logo, *_LOGO), run("  ")] if logo else []
    return e("w:hdr", NAMESPACES, paragraph("Header", *picture, run(words), *([run(stamp, e("w:b"))] if stamp else [])))


def _comments(found: list[Comment], day: str) -> Element:
    return e("w:comments", NAMESPACES, *(_comment(number, one, day) for number, one in enumerate(found)))


def _comment(number: int, comment: Comment, day: str) -> Element:
    def line(name: str, words: str) -> Element:
        return paragraph("CommentText", *([run(name, e("w:b"))] if name else []), run(words))

    lines = (line(f"{name}: " if name else "", words) for name, words in comment.lines)
    attributes = {"w:id": str(number), "w:author": comment.author, "w:date": day, "w:initials": "sp"}
    return e("w:comment", attributes, line(comment.heading, ""), *lines)
