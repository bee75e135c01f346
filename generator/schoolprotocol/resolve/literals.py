"""What would vanish or be printed as it stands: notes that nothing calls, placeholders where none is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import Sourced
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.variant import Add, Replace
from schoolprotocol.places import Place
from schoolprotocol.resolve.chain import Layer
from schoolprotocol.resolve.values import Origin
from schoolprotocol.source.corpus import ProtocolSource
from schoolprotocol.text.template import quoted

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{\{|\}\}|\{%|%\}|\{#|#\}")


def unused_notes(source: ProtocolSource, layers: Iterable[Layer]) -> list[Diagnostic]:
    """Notes of the catalogue and of the layers' own texts that no wording of their clause calls."""
    found: list[Diagnostic] = []
    for clause in (clause for clause in source.clauses.values() if clause.notes):
        wordings = [*([clause.text] if clause.text else []), *(other.text for other in clause.others().values())]
        found += _uncalled(clause, clause.id, wordings, None)
    for layer in layers:
        for operation in layer.variant.operations:
            if isinstance(operation, Add | Replace):
                id_ = operation.add if isinstance(operation, Add) else operation.replace
                found += _uncalled(operation, id_, [operation.text], layer.school)
    return found


def _uncalled(
    clause: Clause | Add | Replace, id_: str, wordings: Iterable[str], school: str | None
) -> Iterator[Diagnostic]:
    for note in clause.notes:
        if not any(f"[^{note}]" in wording for wording in wordings):
            yield Diagnostic(Kind.UNUSED_NOTE, clause.at("notes", note), {"id": note}, school=school, target=id_)


def unfilled(origins: Mapping[str, Origin], layer: Layer) -> list[Diagnostic]:
    """Placeholders in values, in document control and in decisions: they would be printed as they stand."""
    texts = [(o.value.text, o.place) for o in origins.values() if o.value is not None]
    for model in (layer.variant.document, *layer.variant.decisions):
        texts += _texts(model) if model is not None else []
    return [
        Diagnostic(Kind.LITERAL_PLACEHOLDER, place, {"detail": quoted(text, match)}, school=layer.school)
        for text, place in texts
        if (match := _PLACEHOLDER.search(text))
    ]


def in_names(source: ProtocolSource, layers: Iterable[Layer]) -> list[Diagnostic]:
    """Placeholders in titles of clauses and in reasons: lists, labels and reports print those as they stand."""
    named: list[tuple[Sourced, str, str | None]] = [(clause, "title", None) for clause in source.clauses.values()]
    for layer in layers:
        for operation in layer.variant.operations:
            named += [
                (operation, key, layer.school) for key in ("title", "reason") if key in type(operation).model_fields
            ]
    return [
        Diagnostic(Kind.LITERAL_PLACEHOLDER, model.at(key), {"detail": quoted(text, match)}, school=school)
        for model, key, school in named
        if (match := _PLACEHOLDER.search(text := getattr(model, key)))
    ]


def _texts(model: Sourced) -> Iterator[tuple[str, Place]]:
    for name, value in model:
        if isinstance(value, str):
            yield value, model.at(name)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Sourced):
                    yield from _texts(item)
