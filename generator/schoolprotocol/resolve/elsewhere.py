"""What a text prints of another document of its school: the number and the title of a clause to which it refers.

Nothing of the other document's texts is asked, only what stands where in it: so two documents may refer to each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from weakref import ref

from schoolprotocol.policy.elsewhere import MARK
from schoolprotocol.policy.model import Elsewhere, Policy
from schoolprotocol.resolve import numbers, outlines
from schoolprotocol.resolve.chain import chain
from schoolprotocol.resolve.draft import draft
from schoolprotocol.resolve.operations import instead
from schoolprotocol.resolve.values import values_of
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.lineage import lineage_of
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.text.template import TemplateError, fill, names
from schoolprotocol.words.grammar import in_document


@dataclass(frozen=True, slots=True)
class Stands:
    """A document as others refer to it: the text at its own address, without what it says."""

    title: str
    clauses: Mapping[str, tuple[str, str]]
    """Label and title by id, of each clause that it prints."""
    version: str = ""
    """Of the version in force; empty where the working text stands there."""


@dataclass(frozen=True, slots=True)
class NotThere:
    """Why a text cannot refer to something, and what to do."""

    detail: str
    help: str
    hint: str = ""
    """What may be meant; a sentence with a space before it."""


def elsewhere(corpus: Corpus, school: str, own: str, target: str) -> Elsewhere | NotThere:
    """The clause to which a text of a school's document refers.

    Args:
        corpus: the source.
        school: whose document it is.
        own: the protocol of that document.
        target: `<protocol>:<clause>`.
    """
    protocol, _mark, clause = target.partition(MARK)
    if protocol == own:
        return NotThere(
            _("that is this protocol itself"), _("Write the id of the clause alone: {id}.").format(id=clause)
        )
    document = stands(corpus, school, protocol)
    if isinstance(document, NotThere):
        return document
    if clause not in document.clauses:
        return _no_clause(corpus, school, protocol, clause, document)
    label, title = document.clauses[clause]
    return Elsewhere(target=target, title=title, label=in_document(label, title, document.title))


def stands(corpus: Corpus, school: str, protocol: str) -> Stands | NotThere:
    """The text at the own address of another document of a school: what is in force, else the working text."""
    for known, key, found in _known:
        if known() is corpus and key == (school, protocol):
            return found
    found = _stands(corpus, school, protocol)
    _known.append((ref(corpus), (school, protocol), found))
    del _known[:-16]
    return found


_known: list[tuple[ref[Corpus], tuple[str, str], Stands | NotThere]] = []
"""The last that were asked for: the documents of a school are resolved one after the other, and ask for the same. As in
`made_once`, but no source is kept for it."""


def _stands(corpus: Corpus, school: str, protocol: str) -> Stands | NotThere:
    without = _("Take the reference out of this school's text (by an alternative, or replace)")
    if protocol not in corpus.protocol_ids:
        hint = did_you_mean(protocol, corpus.protocol_ids)
        return NotThere(_("there is no protocol “{id}”").format(id=protocol), _("Mend the id."), hint)
    source, variant = corpus.schools[school], corpus.schools[school].variants.get(protocol)
    if protocol not in corpus.protocols or (variant is not None and corpus.faults_of(school, protocol)):
        return NotThere(_("the files of that document have faults"), _("Mend those first."))
    if variant is None:
        told = _("{school} has no protocol “{id}”").format(school=school, id=protocol)
        return NotThere(told, _("{without}, or give the school that protocol.").format(without=without))
    if not variant.publish:
        told = _("{school} does not publish protocol “{id}”").format(school=school, id=protocol)
        return NotThere(told, _("{without}, or publish that document.").format(without=without))
    layers, _found = chain(corpus, school, protocol)
    if not layers or variant.document is None:
        return NotThere(_("the files of that document have faults"), _("Mend those first."))
    if variant.document.status == "vervallen":
        told = _("protocol “{id}” of {school} has lapsed").format(school=school, id=protocol)
        return NotThere(told, _("Take the reference out, or refer to what came in its place."))
    held = source.held(protocol, variant.document.status)
    if held is not None:
        return _printed(held)
    catalogue = corpus.protocols[protocol]
    drafted, _problems = draft(catalogue, layers)
    origins, _more = values_of(corpus, catalogue, layers, variant.document)
    values = {name: origin.value.text for name, origin in origins.items() if origin.value is not None}
    headings = {
        section.id: _filled(section.heading, values)
        for section in outlines.sections(drafted.outline)
        if section.heading is not None
    }
    titles = {id_: clause.title for id_, clause in drafted.clauses.items()}
    numbered = numbers.number(drafted.outline, headings, titles).clauses
    clauses = {id_: (number.label, titles.get(id_, id_)) for id_, number in numbered.items()}
    return Stands(variant.document.title or catalogue.protocol.title, clauses)


def _printed(policy: Policy) -> Stands:
    clauses = {clause.id: (clause.label, clause.title) for clause in policy.clauses()}
    return Stands(policy.title, clauses, policy.document.version)


def _filled(template: str, values: dict[str, str]) -> str:
    """A heading as printed; what is wrong with one is told of its own document."""
    try:
        return fill(template, values) if all(name in values for name in names(template)) else template
    except TemplateError:
        return template


def _no_clause(corpus: Corpus, school: str, protocol: str, clause: str, document: Stands) -> NotThere:
    catalogue = corpus.protocols[protocol]
    now = called_now(corpus, school, protocol, clause)
    if now is not None:
        told = _("the clause “{id}” is called “{name}” now").format(id=clause, name=now)
        return NotThere(told, _("Write {protocol}:{name}.").format(protocol=protocol, name=now))
    tombstone = catalogue.tombstones.get(clause)
    if tombstone is not None:
        told = _("the clause “{id}” was dropped: {reason}").format(id=clause, reason=tombstone.reason)
        return NotThere(told, instead(tombstone.replaced_by))
    hint = did_you_mean(clause, document.clauses)
    if document.version:
        told = _("version {version} of “{title}”, which is in force, has no clause “{id}”")
        help_ = _("Refer to a clause of that version; to a new one only once the version with it is adopted.")
        return NotThere(told.format(version=document.version, title=document.title, id=clause), help_, hint)
    told = _("“{title}” of {school} has no clause “{id}”").format(title=document.title, school=school, id=clause)
    help_ = _("Choose another clause or another wording, or give that clause a place in that document.")
    return NotThere(told, help_, hint)


def called_now(corpus: Corpus, school: str, protocol: str, clause: str) -> str | None:
    """The id that a clause of another document has by now, by declared lineage; None where it is gone, or several."""
    document = stands(corpus, school, protocol)
    if isinstance(document, NotThere):
        return None
    layers, _found = chain(corpus, school, protocol)
    lineage = lineage_of(corpus.protocols[protocol], [layer.variant for layer in layers])
    seen, ids = set[str](), {clause}
    while len(ids) == 1 and not ids <= {*document.clauses} | seen:
        seen |= ids
        ids = {id_ for id_, was in lineage.items() if seen & {*was}} - seen
    return ids.pop() if len(ids) == 1 and ids <= {*document.clauses} else None
