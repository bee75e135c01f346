"""Which variants build on each other: catalogue → board → school."""

from __future__ import annotations

from dataclasses import dataclass

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.variant import Variant
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Layer:
    """One variant in a chain."""

    school: str
    variant: Variant


def chain(corpus: Corpus, school: str, protocol: str) -> tuple[tuple[Layer, ...], list[Diagnostic]]:
    """The variants from the one nearest the catalogue to the school's own.

    Returns:
        The layers, and no diagnostics; or nothing and why the chain does not hold.
    """
    layers: list[Layer] = []
    current = school
    while True:
        variant = corpus.schools[current].variants[protocol]
        layers.insert(0, Layer(current, variant))
        if variant.extends == "base":
            return tuple(layers), []
        place = variant.at("extends")
        seen = [layer.school for layer in layers]
        if variant.extends in seen:
            circle = " → ".join([variant.extends, *seen])
            return (), [Diagnostic(Kind.BASE_LOOP, place, {"chain": circle}, school=school)]
        base = corpus.schools.get(variant.extends)
        if base is None or protocol not in base.variants:
            values = {"id": variant.extends, "hint": did_you_mean(variant.extends, _bases(corpus, protocol))}
            return (), [Diagnostic(Kind.UNKNOWN_BASE, place, values, school=school)]
        current = variant.extends


def _bases(corpus: Corpus, protocol: str) -> list[str]:
    """On what a variant can build. A school that was not read may have one of this protocol, too."""
    known = corpus.around.by_id
    return ["base", *(id_ for id_ in corpus.school_ids if id_ not in known or protocol in known[id_].extends)]
