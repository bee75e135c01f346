"""How reports name the facts of a school and of a document."""

from __future__ import annotations

from schoolprotocol.words.terms import DECISION_WORDS

DOCUMENT_FIELDS = {
    "title": "Titel",
    "subtitle": "Ondertitel",
    "version": "Versie",
    "status": "Status",
    "day": "Datum",
    "effective": "Geldt vanaf",
    "review": "Herziening vóór",
    "owner": "Eigenaar",
    "manager": "Beheer",
    "author": "Opgesteld door",
    "number": "Documentnummer",
    "based_on": "Gebaseerd op",
    "part_of": "Onderdeel van",
    "consent": "Wie om instemming wordt gevraagd",
    "decision": "Besluit",
    "history": "Versiegeschiedenis",
    "omission": "Clausule die de school weglaat",
    "decision-order": "Volgorde van de besluiten",
    "history-order": "Volgorde van de versiegeschiedenis",
    "omission-order": "Volgorde van wat de school weglaat",
    "tables-order": "Volgorde van de tabellen",
    "excerpt": "Clausule in de schoolgids",
    "excerpt-order": "Volgorde in de schoolgids",
    "excerpt-form": "Vorm in de schoolgids",
    "excerpt-half": "Clausule op de halve bladzijde voor de schoolgids",
    "excerpt-half-order": "Volgorde op de halve bladzijde voor de schoolgids",
    "excerpt-half-form": "Vorm op de halve bladzijde voor de schoolgids",
    "excerpt-short": "Verwijzing in de schoolgids",
    "excerpt-readers": "Wie een eigen tekst voor de schoolgids krijgt",
}

SCHOOL_FIELDS = {
    "id": "Sleutel van de school",
    "kind": "Soort organisatie",
    "name": "Naam",
    "short": "Naam in een zin",
    "site_title": "Titel van de website",
    "board": "Bestuur",
    "leadership": "Leiding",
    "council": "Medezeggenschapsraad",
    "place": "Plaats",
    "website": "Website",
    "contact": "Contact",
    "email": "E-mailadres",
}


def field_name(field: str) -> str:
    """A field of document control in words; unknown ones by their own name."""
    group, _dot, rest = field.partition(".")
    if group == "organisation":
        return SCHOOL_FIELDS.get(rest, rest)
    if group == "besluit":
        return f"Dag van {DECISION_WORDS.get(rest, rest)}"
    return DOCUMENT_FIELDS.get(field, field)
