"""Wordings of one clause that differ in strength: what must, may, can or will be, or is only asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from schoolprotocol.check.catalogue import Source
from schoolprotocol.check.norms import MANY
from schoolprotocol.check.said import doing, same_people, sentences
from schoolprotocol.check.stems import stems
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.clause import Clause
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import PLACEHOLDER

_NOT = r"(?:\s+(?!(?:als|wie|tenzij|mits|wanneer|indien|om|te)\b)[\w‘’/-]+){0,12}?\s+(?:niet|geen|nooit|niemand)\b"
_STRENGTHS: Final = (
    ("vraagt", re.compile(r"\b(?:verwacht(?:en|t)?|verzoek(?:en|t)|gevraagd|stimuleert|stimuleren|nodigt|moedigt|"
                          r"wenselijk|verstandig)\b", re.I)),
    ("mag niet", re.compile(rf"\b(?:mag|mogen){_NOT}|\b(?:verboden|ontoelaatbaar)\b|\bniet\s+toegestaan\b", re.I)),
    ("hoeft niet", re.compile(r"\bhoef(?:t|ven)\b", re.I)),
    ("moet", re.compile(r"\b(?:moet(?:en)?|dien(?:t|en)\s+te|verplicht)\b", re.I)),
    ("mag", re.compile(r"\b(?:mag|mogen|toegestaan)\b", re.I)),
    ("zal", re.compile(r"\b(?:zal|zullen)\b", re.I)),
    ("kan", re.compile(r"\b(?:kan|kunnen|kunt)\b|\b(?:mogelijk|soms|misschien|wellicht)\b", re.I)),
)  # fmt: skip
"""How strong a sentence is, by its words: the first of them, where one asks for something that. Without any it states
what is done."""
_STATED, _ASKED = "is zo", "vraagt"
_AND_CAN: Final = re.compile(r"(?<!\s)\s+(?:en|maar)\s+(?=(?:kan|kunnen)\b)")
"""After this, something else is said that can be."""
_BRACKETS: Final = re.compile(r"(?<!\s)\s*\([^()]*\)")
_WHO: Final = re.compile(r"^(?:wie|wat)\b[^,]*,", re.IGNORECASE)
"""What is between brackets, and about whom a sentence is: neither says how strong it is."""
_THAT: Final = re.compile(r"(?<!\s)\s+(?:dat|omdat|zodat|waarin|hoe)\s+")
"""After this, it is said what somebody knows or expects; `moeten dat melden` was strong before it."""
_NAMES: Final = re.compile(
    r"(?:^|-)(?:mag|moet|kan|zal|niet|geen|nooit|verboden|verbod|verplicht|verwacht|gevraagd|gewenst|verstandig|advies|feit|mogelijk|"
    r"uitgenodigd|aangemoedigd|tip|hoeft|vast|open)(?:-|$)"
)
"""A name of an alternative that says so itself."""
_EVERYWHERE: Final = stems("sociale media jaar")
"""Words that any sentence of such a document can have."""
_PEOPLE: Final = stems("leerlingen medewerkers ouders leraren betrokkenen gebruikers")
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
    return statements(bare(read(PLACEHOLDER.sub(_one_word, text))))


def _one_word(match: re.Match[str]) -> str:
    """For a value that is not known here; the name of the school says as little as `zij`."""
    return "zij" if match[1].startswith("school.") else re.sub(r"\W", "", match[1])


def statements(text: str) -> tuple[str, ...]:
    """The sentences of a plain text that say something; questions do not. The first hundred: nobody writes more."""
    found = sentences(_BRACKETS.sub("", text))[:MANY]
    return tuple(sentence for sentence in found if not sentence.endswith("?"))


def strength(sentence: str) -> str:
    """How strong a sentence is: `moet`, `mag`, `mag niet`, `kan`, …; `is zo` for what it states as a fact."""
    said = _AND_CAN.split(_WHO.sub("", sentence))[0]
    before = _THAT.split(said)[0]
    said = before if len(before.split()) > 1 else said
    found = [(match.start(), name) for name, pattern in _STRENGTHS if (match := pattern.search(said))]
    asked = any(name == _ASKED for _, name in found)
    return _ASKED if asked else min(found, key=lambda pair: pair[0])[1] if found else _STATED


def _difference(base: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    """The strength of a sentence of the base, and that of the same in the other; what stands in both is none."""
    left, right = ([one for one in here if one not in there] for here, there in ((base, other), (other, base)))
    pairs = [(one, two) for one in left if (two := most_alike(one, right)) is not None]
    return next(((strength(a), strength(b)) for a, b in pairs if strength(a) != strength(b)), None)


def most_alike(one: str, others: Iterable[str], *, unnamed: bool = False) -> str | None:
    """The sentence that states the same norm, for people in common; None where there is none.

    Args:
        one: a sentence.
        others: sentences, one of which may state the same.
        unnamed: whether one that names people can be for the same as one that names nobody (`je`).
    """
    alike = {two: _likeness(one, two) for two in others if _for_same(one, two, unnamed=unnamed)}
    best = max(alike, key=alike.__getitem__, default=None)
    return best if best is not None and alike[best] >= _ALIKE else None


def _for_same(one: str, two: str, *, unnamed: bool) -> bool:
    first, second = doing(one), doing(two)
    return same_people(first, second) if first and second else unnamed or not (first or second)


def _likeness(one: str, two: str) -> float:
    """Which share of the words of the shorter sentence stands in the other too; people or one word say nothing."""
    first, second = stems(one) - _EVERYWHERE, stems(two) - _EVERYWHERE
    shared, done = first & second, (first & second) - _PEOPLE
    return len(done) / len(min(first - _PEOPLE, second - _PEOPLE, key=len)) if done and len(shared) > 1 else 0.0


def _finding(clause: Clause, name: str, first: str, second: str) -> Diagnostic:
    values = {"id": clause.id, "name": name, "first": first, "second": second}
    return Diagnostic(Kind.STRENGTH_DIFFERS, clause.other_at(name), values, target=clause.id)
