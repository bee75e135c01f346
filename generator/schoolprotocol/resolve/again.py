"""What a document says after somebody typed in a text of the catalogue, from what it said before.

Resolving looks at every text of a document. While one text is typed all others stay what they are; so where nothing
but the base text of one clause differs, that text is filled in and put in its place. Whatever could make anything else
of the document, or any fault, is left to `resolve`: then there is no answer here.
"""

from __future__ import annotations

from collections.abc import Callable

from schoolprotocol.model.clause import Clause
from schoolprotocol.model.variant import Replace
from schoolprotocol.policy import model as p
from schoolprotocol.policy.walk import every_clause, map_clauses
from schoolprotocol.resolve.chain import chain
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.text import myst, tree
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.template import TemplateError, fill, names


class Again:
    """Two states of a source: what it was, and what it is."""

    def __init__(self, before: Corpus, now: Corpus) -> None:
        """Compare nothing yet.

        Args:
            before: the source of which documents were resolved.
            now: the source with what was typed since.
        """
        self._before, self._now = before, now
        self._typed: dict[str, tuple[Clause, Clause] | bool] = {}

    def policy(self, school: str, protocol: str, said: p.Policy) -> p.Policy | None:
        """What a document says now, to the byte as `resolve` has it; none where only that can tell.

        Args:
            school: whose document it is.
            protocol: of the document.
            said: what it said before, without faults.
        """
        if said.elsewhere is not None or not self._is_same_ground(school, protocol):
            return None
        typed = self._catalogue(protocol)
        if isinstance(typed, bool):
            return said if typed else None
        before, now = typed
        if {**vars(now), "text": None} != {**vars(before), "text": None}:
            return None  # an alternative, a note: of that a document may have more than the base text
        layers, _found = chain(self._now, school, protocol)
        operations = (one for layer in layers for one in layer.variant.operations)
        if any(isinstance(one, Replace) and one.replace == now.id for one in operations):
            return None  # it says which text it replaces
        if not any(clause.id == now.id and clause.source == "base" for clause in every_clause(said)):
            return said
        return _reworded(said, before, now)

    def _is_same_ground(self, school: str, protocol: str) -> bool:
        """Whether all is the same of which the document is made beside the clauses of the catalogue."""
        before, now = self._before, self._now
        schools = now.lineage(school, protocol)
        if schools != before.lineage(school, protocol) or now.givers(school) != before.givers(school):
            return False
        shared = ("project", "references", "parameters")
        return all(getattr(before, name) == getattr(now, name) for name in shared) and all(
            id_ in before.schools
            and id_ in now.schools
            and before.schools[id_].school == now.schools[id_].school
            and before.schools[id_].variants == now.schools[id_].variants
            for id_ in (*schools, *now.givers(school))
        )

    def _catalogue(self, protocol: str) -> tuple[Clause, Clause] | bool:
        """The one clause that has another text, as it was and as it is; else whether all are the same."""
        if protocol not in self._typed:
            before, now = (one.protocols.get(protocol) for one in (self._before, self._now))
            self._typed[protocol] = before is not None and now is not None and _typed(before, now)
        return self._typed[protocol]


def _typed(before: ProtocolSource, now: ProtocolSource) -> tuple[Clause, Clause] | bool:
    rest: tuple[Callable[[ProtocolSource], object], ...] = (
        lambda one: one.protocol,
        lambda one: one.tombstones,
        lambda one: one.shared,
        lambda one: [*one.clauses],
    )
    if any(of(before) != of(now) for of in rest):
        return False
    pairs = zip(before.clauses.values(), now.clauses.values(), strict=True)
    others = [(old, new) for old, new in pairs if old is not new and old != new]
    return others[0] if len(others) == 1 else not others


def _reworded(said: p.Policy, before: Clause, now: Clause) -> p.Policy | None:
    """The document with the new base text of a clause; none where that could change more than its words."""
    if not before.text or not now.text:
        return None
    template = now.text.strip()
    try:
        used = names(template)
        if {*used} != {*names(before.text)} or not said.values.keys() >= {*used}:
            return None
        escaped = {name: myst.escape(said.values[name].text) for name in used}
        text = fill(myst.guard(template), escaped)
        blocks = parse(text)
    except (TemplateError, MarkupError):
        return None
    if not blocks or not myst.can_be_written(text):
        return None
    known = {clause.id for clause in said.clauses()}
    if any(node.clause not in known for node in tree.walk(blocks) if isinstance(node, tree.ClauseReference)):
        return None
    calls, wording, found = _calls(blocks), p.Text(text=text, template=template), []

    def change(clause: p.Clause) -> p.Clause:
        if clause.id != now.id or clause.source != "base":
            return clause
        found.append(calls == tuple(note.id for note in clause.notes))  # else notes have other numbers
        own = clause.model_copy(update={"wording": wording})
        parameters = tuple(dict.fromkeys(name for one in own.texts for name in names(one.template)))
        return own.model_copy(update={"parameters": parameters})

    policy = map_clauses(said, change)
    is_called = [[f"[^{note}]" in (one.text or "") for note in now.notes] for one in (before, now)]
    return policy if all(found) and is_called[0] == is_called[1] else None


def _calls(blocks: tuple[tree.Block, ...]) -> tuple[str, ...]:
    """The notes that a text calls, each once, in order."""
    return tuple(dict.fromkeys(node.note for node in tree.walk(blocks) if isinstance(node, tree.NoteCall)))
