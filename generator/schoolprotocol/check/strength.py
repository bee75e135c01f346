"""Wordings of one clause that differ in strength: what must, may, can or will be, or is only asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schoolprotocol.check.catalogue import Source
from schoolprotocol.check.said import sentences
from schoolprotocol.check.stems import stems
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.clause import Clause
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import bare

_NOT = r"(?:\s+\w+){0,4}?\s+(?:niet|geen|nooit|niemand)\b"
_STRENGTHS: Final = (
    ("vraagt", re.compile(r"\b(?:verwacht(?:en|t)?|verzoek(?:en|t)?|gevraagd|stimuleert|stimuleren|nodigt|moedigt|"
                          r"wenselijk|verstandig)\b", re.I)),
    ("mag niet", re.compile(rf"\b(?:mag|mogen){_NOT}|\b(?:verboden|ontoelaatbaar)\b|\bniet\s+toegestaan\b", re.I)),
    ("hoeft niet", re.compile(r"\bhoef(?:t|ven)\b", re.I)),
    ("moet", re.compile(r"\b(?:moet(?:en)?|dien(?:t|en)\s+te|verplicht)\b", re.I)),
    ("mag", re.compile(r"\b(?:mag|mogen|toegestaan)\b", re.I)),
    ("zal", re.compile(r"\b(?:zal|zullen)\b", re.I)),
    ("kan", re.compile(r"\b(?:kan|kunnen|kunt)\b|\bmogelijk\b", re.I)),
)  # fmt: skip
"""How strong a sentence is, by its words; the first that fits. Without any it states what is done."""
_STATED = "is zo"
_AND_CAN: Final = re.compile(r"\s+(?:en|maar)\s+(?=(?:kan|kunnen)\b)")
"""After this, something else is said that can be."""
_NAMES: Final = re.compile(
    r"(?:^|-)(?:mag|moet|kan|zal|niet|geen|nooit|verboden|verbod|verplicht|verwacht|gevraagd|gewenst|advies|feit|mogelijk|"
    r"uitgenodigd|aangemoedigd|tip|hoeft|vast|open)(?:-|$)"
)
"""A name of an alternative that says so itself."""
_ALIKE = 0.5
"""Which share of the words of the shorter sentence makes two sentences the same norm."""


def strength_differs(source: Source) -> Iterator[Diagnostic]:
    """An alternative that is stronger or weaker than the base text, and whose name does not say so.

    That alternatives differ in strength is what they are for; but who chooses one must see it.
    """
    for clause in source.protocol.clauses.values():
        if clause.text is None:
            continue
        base = _statements(clause.text)
        for name, other in clause.others().items():
            found = None if _NAMES.search(name) else _difference(base, _statements(other.text))
            if found is not None:
                yield _finding(clause, name, *found)


def _statements(text: str) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences(bare(read(text))) if not sentence.endswith("?"))


def strength(sentence: str) -> str:
    """How strong a sentence is: `moet`, `mag`, `mag niet`, `kan`, …; `is zo` for what it states as a fact."""
    first = _AND_CAN.split(sentence)[0]
    return next((name for name, pattern in _STRENGTHS if pattern.search(first)), _STATED)


def _difference(base: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    """The strength of a sentence of the base, and that of the same in the other: their first ones, or those alike."""
    pairs = [(base[0], other[0])] if base and other else []
    pairs += [(one, two) for one in base for two in other if _is_same(one, two)]
    return next(((strength(a), strength(b)) for a, b in pairs if strength(a) != strength(b)), None)


def _is_same(one: str, two: str) -> bool:
    first, second = stems(one), stems(two)
    shared = len(first & second)
    return shared > 1 and shared >= _ALIKE * min(len(first), len(second))


def _finding(clause: Clause, name: str, first: str, second: str) -> Diagnostic:
    values = {"id": clause.id, "name": name, "first": first, "second": second}
    return Diagnostic(Kind.STRENGTH_DIFFERS, clause.other_at(name), values, target=clause.id)
