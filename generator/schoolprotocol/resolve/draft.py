"""The draft of a document: for each clause the text that this school uses, and the outline after all operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import Audience
from schoolprotocol.model.clause import Alternative, Clause
from schoolprotocol.model.document import Table
from schoolprotocol.model.first import READERS, First
from schoolprotocol.model.outline import Excerpt, Outline, excerpt_of
from schoolprotocol.model.variant import Add, Move, Omit, Operation, Replace, Set
from schoolprotocol.once import made_once
from schoolprotocol.places import Place
from schoolprotocol.policy.model import text_digest
from schoolprotocol.resolve import outlines
from schoolprotocol.resolve.chain import Layer
from schoolprotocol.resolve.operations import Choice, in_order, instead, name, one_per_target, target, with_choice
from schoolprotocol.source.corpus import ProtocolSource
from schoolprotocol.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Written:
    """A template and the place where it was written."""

    template: str
    place: Place


@dataclass(frozen=True, slots=True)
class Choosable:
    """Another wording of a clause, with all that goes with it."""

    text: Written
    audience: tuple[Audience, ...]
    kort: Written | None


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A clause with the wording that was chosen for it."""

    id: str
    title: str
    audience: tuple[Audience, ...]
    wording: Written | None
    notes: dict[str, Written]
    references: tuple[str, ...]
    place: Place
    kort: Written | None = None
    alternatives: dict[str, Choosable] = field(default_factory=dict)
    locked: bool = False
    source: Literal["base", "alternative", "replaced", "own"] = "base"
    alternative: str | None = None
    reason: str | None = None
    choices: tuple[Choice, ...] = ()
    """Who chose its wording and its place, and where that is written; none where all is as in the catalogue."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the layers so far make of the protocol."""

    clauses: dict[str, DraftClause]
    outline: Outline
    excerpt: Excerpt | None
    """None: the schoolgids says nothing."""
    front: tuple[Table, ...]
    omitted: dict[str, str] = field(default_factory=dict)
    """Reason by clause id."""
    headings_at: dict[str, Place] = field(default_factory=dict)
    """Where the heading of a section stands that a variant gave another one."""
    audience: tuple[Audience, ...] | None = None
    """Whom the document binds; None: everybody."""

    def binds(self, audience: tuple[Audience, ...]) -> tuple[Audience, ...]:
        """Those of a clause's audience whom the document binds; all whom it binds where that is nobody."""
        if self.audience is None:
            return audience
        return tuple(one for one in audience if one in self.audience) or self.audience


def draft(source: ProtocolSource, layers: tuple[Layer, ...]) -> tuple[Draft, list[Diagnostic]]:
    """Apply every layer to the catalogue's own outline and texts."""
    protocol = source.protocol
    result = Draft(_catalogue(source), protocol.outline, excerpt_of(protocol.excerpt), protocol.front)
    found = _unknown(source, protocol.first, result.clauses, layers[-1].school if layers else None)
    for layer in layers:
        result, problems = _Step(source, result, layer).run()
        found += [*problems, *_unknown(source, layer.variant.first, result.clauses, layer.school)]
    return result, found


def _unknown(
    source: ProtocolSource, first: First | None, known: Mapping[str, DraftClause], school: str | None
) -> list[Diagnostic]:
    """The ids in a list of what comes first that no clause has, or none any more."""
    named = [one for readers in READERS for one in first.named(readers)] if first is not None else []
    return [_no_clause(source, id_, known, place, school) for id_, place in named if id_ not in known]


def _no_clause(
    source: ProtocolSource, id_: str, known: Mapping[str, DraftClause], place: Place, school: str | None
) -> Diagnostic:
    tombstone = source.tombstones.get(id_)
    if tombstone is not None:
        values = {"id": id_, "reason": tombstone.reason, "help": instead(tombstone.replaced_by)}
        return Diagnostic(Kind.DROPPED_CLAUSE, place, values, school=school, target=id_)
    values = {"id": id_, "hint": did_you_mean(id_, known)}
    return Diagnostic(Kind.UNKNOWN_CLAUSE, place, values, school=school, target=id_)


@made_once(4)  # schools are resolved one after the other, and begin with the same
def _catalogue(source: ProtocolSource) -> dict[str, DraftClause]:
    """The clauses of a catalogue as every draft begins with them."""
    return {clause.id: _from_catalogue(clause) for clause in source.clauses.values()}


def _from_catalogue(clause: Clause) -> DraftClause:
    return DraftClause(
        clause.id,
        clause.title,
        clause.audience,
        Written(clause.text, clause.at("text")) if clause.text is not None else None,
        {name: Written(text, clause.at("notes", name)) for name, text in clause.notes.items()},
        clause.references,
        clause.at("id"),
        _kort(clause),
        {
            name: Choosable(Written(other.text, clause.other_at(name)), other.audience or clause.audience, _kort(other))
            for name, other in clause.others().items()
        },
        clause.locked,
    )


def _kort(given: Clause | Alternative | Replace | Add) -> Written | None:
    return Written(given.kort, given.at("kort")) if given.kort is not None else None


def _unmoved(clause: DraftClause) -> DraftClause:
    """The clause as an outline of one's own finds it: where others moved it no longer counts."""
    kept = tuple(choice for choice in clause.choices if choice.operation != "move")
    return clause if kept == clause.choices else replace(clause, choices=kept)


class _Step:
    """One layer applied to a draft."""

    def __init__(self, source: ProtocolSource, before: Draft, layer: Layer) -> None:
        self.source = source
        self.layer = layer
        self.clauses = dict(before.clauses)
        if layer.variant.outline is not None:
            self.clauses = {id_: _unmoved(clause) for id_, clause in before.clauses.items()}
        self.omitted = dict(before.omitted)
        self.headings_at = {} if layer.variant.outline else dict(before.headings_at)
        variant = layer.variant
        self.outline = variant.outline or before.outline
        self.excerpt = before.excerpt if variant.excerpt is None else excerpt_of(variant.excerpt)
        self.front = variant.front if variant.front is not None else before.front
        self.audience = variant.audience or before.audience
        self.found: list[Diagnostic] = []

    def run(self) -> tuple[Draft, list[Diagnostic]]:
        operations, collisions = one_per_target(self.layer.variant.operations)
        for operation, other in collisions:
            id_ = target(operation)
            self._report(Kind.TWO_OPERATIONS, operation.at(), id_, id=id_, other=str(other.at()))
        for operation in in_order(operations):
            match operation:
                case Add():
                    self._add(operation)
                case Set():
                    self._set(operation)
                case Replace():
                    self._replace(operation)
                case Omit():
                    self._omit(operation)
                case Move():
                    self._move(operation)
        return (
            Draft(self.clauses, self.outline, self.excerpt, self.front, self.omitted, self.headings_at, self.audience),
            self.found,
        )

    # -- reporting ----------------------------------------------------------------------------------------------------

    def _report(self, kind: Kind, place: Place, target: str, **values: str) -> None:
        self.found.append(Diagnostic(kind, place, values, school=self.layer.school, target=target))

    def _known(self, id_: str, place: Place) -> DraftClause | None:
        clause = self.clauses.get(id_)
        if clause is None:
            self.found.append(_no_clause(self.source, id_, self.clauses, place, self.layer.school))
        return clause

    def _expect_placed(self, operation: Operation) -> bool:
        id_ = target(operation)
        if id_ in outlines.clause_ids(self.outline):
            return True
        # The excerpt has no order of its own to move things in.
        excerpted = self.excerpt.clause_ids() if self.excerpt is not None else ()
        if not isinstance(operation, Move) and id_ in excerpted:
            return True
        hint = did_you_mean(id_, outlines.clause_ids(self.outline))
        self._report(Kind.NOT_IN_OUTLINE, operation.at(), id_, id=id_, operation=name(operation), hint=hint)
        return False

    # -- the operations -----------------------------------------------------------------------------------------------

    def _set(self, operation: Set) -> None:
        id_, place = operation.set, operation.at()
        if "." not in id_:
            known = [section.id for section in outlines.sections(self.outline)]
            if id_ not in known:
                self._report(Kind.UNKNOWN_SECTION, place, id_, id=id_, hint=did_you_mean(id_, known))
            elif operation.heading is None or operation.alternative is not None:
                self._report(Kind.EMPTY_SET, place, id_, id=id_)
            else:
                self.outline = outlines.with_heading(self.outline, id_, operation.heading)
                self.headings_at[id_] = operation.at("heading")
            return
        clause = self._known(id_, place)
        if clause is None or not self._expect_placed(operation):
            return
        if operation.alternative is None or operation.heading is not None:
            self._report(Kind.EMPTY_SET, place, id_, id=id_)
            return
        chosen = operation.alternative
        if chosen not in clause.alternatives:
            self._report(
                Kind.UNKNOWN_ALTERNATIVE,
                operation.at("alternative"),
                id_,
                id=id_,
                name=chosen,
                hint=did_you_mean(chosen, clause.alternatives),
                choices=", ".join(clause.alternatives) or "—",
            )
            return
        other = clause.alternatives[chosen]
        self.clauses[id_] = replace(
            clause,
            wording=other.text,
            audience=other.audience,
            kort=other.kort,
            source="alternative",
            alternative=chosen,
            choices=with_choice(clause.choices, Choice("set", self.layer.school, operation.at("alternative"))),
        )

    def _replace(self, operation: Replace) -> None:
        id_ = operation.replace
        clause = self._known(id_, operation.at())
        if clause is None or self._locked(clause, operation) or not self._expect_placed(operation):
            return
        digest = text_digest(clause.wording.template if clause.wording else "")
        if operation.replaces != digest:
            self._report(Kind.REPLACED_TEXT_CHANGED, operation.at(), id_, id=id_, digest=digest)
            return
        self.clauses[id_] = replace(
            clause,
            wording=Written(operation.text, operation.at("text")),
            audience=operation.audience or clause.audience,
            kort=_kort(operation),  # the other one stated the rule of the text that is replaced
            notes={name: Written(text, operation.at("notes", name)) for name, text in operation.notes.items()},
            alternatives={},  # they were wordings of the text that is replaced
            source="replaced",
            alternative=None,
            reason=operation.reason,
            choices=with_choice(clause.choices, self._choice("replace", operation, operation.reason)),
        )

    def _omit(self, operation: Omit) -> None:
        id_ = operation.omit
        clause = self._known(id_, operation.at())
        if clause is None or self._locked(clause, operation):
            return
        # With an outline of its own a school may record why it does not have a clause of the catalogue.
        if self.layer.variant.outline is None and not self._expect_placed(operation):
            return
        if self.excerpt is not None:
            excerpt = outlines.excerpt_without(self.excerpt, id_)
            if excerpt is None:
                self._report(Kind.EXCERPT_NEEDS, operation.at(), id_, id=id_)
                return
            self.excerpt = excerpt
        self.outline = outlines.without(self.outline, id_)
        self.omitted[id_] = operation.reason

    def _add(self, operation: Add) -> None:
        id_ = operation.add
        if id_ in self.clauses or id_ in self.source.tombstones:
            self._report(Kind.ADD_EXISTS, operation.at(), id_, id=id_)
            return
        self.clauses[id_] = DraftClause(
            id_,
            operation.title,
            operation.audience,
            Written(operation.text, operation.at("text")),
            {name: Written(text, operation.at("notes", name)) for name, text in operation.notes.items()},
            operation.references,
            operation.at("add"),
            _kort(operation),
            source="own",
            reason=operation.reason,
            choices=(self._choice("add", operation, operation.reason),),
        )
        if operation.after is None and operation.before is None:
            self._expect_placed(operation)
        else:
            self._put_beside(operation)

    def _move(self, operation: Move) -> None:
        clause = self._known(operation.move, operation.at())
        if clause is None or not self._expect_placed(operation):
            return
        before = self.outline
        if operation.move != (operation.after or operation.before):
            self.outline = outlines.without(before, operation.move)
        if not self._put_beside(operation):
            self.outline = before
            return
        choices = with_choice(clause.choices, self._choice("move", operation))
        self.clauses[operation.move] = replace(clause, choices=choices)

    def _put_beside(self, operation: Add | Move) -> bool:
        id_ = target(operation)
        anchor = operation.after or operation.before
        if anchor is None or (operation.after and operation.before) or anchor == id_:
            self._report(Kind.POSITION, operation.at(), id_, id=id_, operation=name(operation))
            return False
        if anchor not in outlines.clause_ids(self.outline):
            place = operation.at("after" if operation.after else "before")
            hint = did_you_mean(anchor, outlines.clause_ids(self.outline))
            self._report(Kind.UNKNOWN_CLAUSE, place, id_, id=anchor, hint=hint)
            return False
        self.outline = outlines.with_beside(self.outline, id_, anchor, after=operation.after is not None)
        return True

    def _choice(
        self, kind: Literal["replace", "add", "move"], operation: Operation, reason: str | None = None
    ) -> Choice:
        return Choice(kind, self.layer.school, operation.at(kind), reason)

    def _locked(self, clause: DraftClause, operation: Operation) -> bool:
        if clause.locked:
            self._report(Kind.LOCKED, operation.at(), clause.id, id=clause.id)
        return clause.locked
