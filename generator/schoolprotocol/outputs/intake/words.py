"""How the review page names what was found, in Dutch; and how it shows characters that cannot be seen."""

from __future__ import annotations

from schoolprotocol.importing.plan import Target, TargetKind
from schoolprotocol.intake.blocks import BlockKind, Place

KINDS: dict[BlockKind, str] = {
    "title": "titel",
    "heading": "kop",
    "clause": "clausule",
    "item": "punt van een opsomming",
    "prose": "alinea",
    "row": "rij van een tabel",
    "note": "noot",
    "meta": "gegeven over het document",
    "furniture": "inhoudsopgave, kop- of voettekst",
    "comment": "opmerking",
    "deleted": "verwijderd",
    "hidden": "verborgen",
    "unplaced": "zonder plek",
}
PLACES: dict[Place, str] = {
    "number": "nummer",
    "text": "tekst",
    "cell": "cel",
    "call": "verwijsteken van een noot",
    "hyphen": "afbreekstreepje",
    "mark": "teken van de opmaak",
}
WHYS = {
    "person": "naam van een persoon",
    "private": "nummer of adres van een persoon",
    "character": "teken dat niet gedrukt kan worden",
    "heading": "kop van de kolom",
    "number": "nummer",
}
"""Why words are otherwise in the source."""
ASIDE: frozenset[BlockKind] = frozenset({"furniture", "comment", "deleted", "hidden", "unplaced"})
"""What is no text of the document; the original says so where it stands."""
_PARTS = {
    "footnotes": "Voetnoten",
    "endnotes": "Eindnoten",
    "comments": "Opmerkingen",
    "header": "Koptekst",
    "footer": "Voettekst",
    "fields": "Invulvelden",
}
_BODIES = {"word/document.xml", "text", "pages", "body"}
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_DIRECTIONS = {code: f"[U+{code:04X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_HALVES = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
_SHOWN = {**_CONTROLS, 0x7F: "\u2421", **_DIRECTIONS, **_HALVES}


def shown(text: str) -> str:
    """A text from a stranger's file as people can see it: signs that turn it around, or that no page may hold, told."""
    return text.translate(_SHOWN)


def part_name(part: str) -> str:
    """How people call a part of a file; empty for its body."""
    if part in _BODIES:
        return ""
    name = part.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    return _PARTS.get(name, f"Onderdeel {shown(part)}")


GOALS: dict[TargetKind, str] = {
    "clause": "clausule",
    "section": "kop van onderdeel",
    "note": "noot bij",
    "value": "gegeven",
    "front": "tabel vooraan",
    "document": "gegeven van het document",
    "title": "titel van het document",
    "furniture": "niet overgenomen: maakt het programma zelf (omslag, inhoud, kop- en voettekst)",
    "reported": "niet overgenomen: zie uw lijst",
    "nothing": "niet overgenomen",
}
NOT_TAKEN: frozenset[TargetKind] = frozenset({"furniture", "reported", "nothing"})


def goes_to(target: Target) -> str:
    """Where a block goes, in words."""
    place = shown(target.place) if target.kind != "title" else ""
    return f"{GOALS[target.kind]} {place}".rstrip()
