"""Lists of what to do and what not to do, whose items say the other thing than their mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.said import Said
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.words.grammar import enumerate_nl

_DONTS_HEADING = re.compile(r"\b(?:niet|don['’]?ts?|nooit|verboden|vermijd|liever niet)\b|[✗✘❌👎]", re.IGNORECASE)
_DOS_HEADING = re.compile(r"\b(?:wel|do['’]?s|doen)\b|[✓✔✅👍]", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:als(?!\s+(?:medewerker|leraar|docent|leerling|ouder|team|school)\b)|wanneer|indien|dat|die|of|omdat|zodat|voordat|tenzij|mits|waar\w*|totdat|terwijl|om|zonder|wie|wat)\b"
    r"[^,.?!;:]*",
    re.IGNORECASE,
)
"""From here on a sentence says on what condition, or about what: its negations forbid nothing."""
_FORBIDS = re.compile(r"\b(?:niet|niets|geen|nooit|niemand|verboden)\b", re.IGNORECASE)
_NO_BAN = re.compile(
    r"\b(?:vergeet\s+(?:dus\s+|ook\s+)?(?:niet|nooit)|aarzel\s+niet|schroom\s+niet|wacht\s+niet|niet\s+alleen|niet\s+altijd|"
    r"niets?\s+mis|geen\s+(?:probleem|bezwaar|zorgen|moeite|enkel)|niet\s+(?:meteen|zomaar|langer)\s+\w+,\s+maar|"
    r"(?:hoef(?:t|ven)?|kan|kunnen|kun|is|zijn|heeft|hebben|weet|weten|zonder)\b[^.?!]{0,40}\b(?:niet|geen)|"
    r"(?:niet|geen)\b[^.?!]{0,30}\bmaar|niemand\s+(?:wordt|is|vindt|weet|heeft)|"
    r"(?:wordt|is|vindt|weet|heeft|wil)\s+niemand)\b",
    re.IGNORECASE,
)
"""Negations that advise, permit or state something."""
_STATES = re.compile(r"\b(?:niet\s+(?:stoer|grappig|oké|cool|slim|acceptabel|toegestaan))\b", re.IGNORECASE)
"""A judgement that forbids, though it reads as a fact."""
_GOOD = re.compile(
    r"^(?:let|houd|zorg|respecteer|wees|meld|controleer|bescherm|bewaar|denk\s+(?:eerst|na|goed)|overleg|help|blijf|"
    r"vraag\s+(?:\w+\s+){0,4}(?:toestemming|hulp))\b|"
    r"^(?:we|wij|je|medewerkers|leerlingen)\s+(?:letten?|houden?|houdt|zorgen|zorgt|respecteren|respecteert|melden|meldt|"
    r"controleren|beschermen|overleggen|denken|denkt|moeten?)\b",
    re.IGNORECASE,
)
"""What nobody would put among things not to do."""


def mark_against_text(subject: Subject) -> Iterator[Diagnostic]:
    """A list of what to do with items that forbid; of what not to do, with items that say “not” again, or that ask."""
    found: dict[tuple[int, int | None, Kind], list[tuple[Said, str]]] = {}
    for one in subject.said:
        mark = list_says(one)
        against = _against(mark, one) if mark is not None else None
        if against is not None:
            found.setdefault((id(one.group), one.column, against[0]), []).append((one, against[1]))
    for (_, _, kind), items in found.items():
        first, word = items[0]
        told = enumerate_nl([f"‘{one.clause.title}’" for one, _ in items])
        values = {"items": told, "found": word, "label": first.label}
        yield subject.report(kind, subject.text_at(first.clause.id), first.path[-1].id, **values)


def _against(mark: str, one: Said) -> tuple[Kind, str] | None:
    """What an item does that its mark does not say, and the words that show it."""
    statements = [s for s in one.sentences if not s.endswith("?")]
    is_first = statements[:1] == [*one.sentences[:1]]  # after a question it is what to do in that case
    forbids = _forbidden(statements[0]) if statements and is_first else None
    judged = (
        _STATES.search(one.text) if statements and not is_first else None
    )  # or a judgement: “Roddelen? Niet stoer.”
    forbids = judged[0] if judged else forbids
    if mark == "wel":
        return (Kind.DO_FORBIDS, forbids) if forbids else None
    if forbids:
        return Kind.DONT_NEGATED, forbids
    asks = next((match[0] for s in statements if (match := _GOOD.search(s))), None)
    return (Kind.DONT_ASKS, asks) if asks else None


def list_says(one: Said) -> str | None:
    """`wel` or `niet`: what the list says of its items; None where it says nothing."""
    form = one.group.form
    if form in {"dos", "donts"}:
        return "wel" if form == "dos" else "niet"
    if one.column is None:
        return None
    heading = one.group.columns[one.column].heading.text
    return "niet" if _DONTS_HEADING.search(heading) else "wel" if _DOS_HEADING.search(heading) else None


def _forbidden(sentence: str) -> str | None:
    """The word with which a sentence forbids; None where it does not."""
    if len(sentence) > _LONGEST:
        return None
    states = _STATES.search(sentence)
    if states:
        return states[0]
    if _NO_BAN.search(sentence):
        return None
    first = re.split(r"\s+en\s+|[;,]", sentence, maxsplit=1)[0]
    if first != sentence and _GOOD.search(first) and not _FORBIDS.search(first):  # Blijf rustig en laat je niet …
        return None
    match = _FORBIDS.search(_SUBORDINATE.sub(" ", sentence))
    return match[0] if match else None


_LONGEST = 300
"""Letters; a longer sentence is no item of such a list."""
