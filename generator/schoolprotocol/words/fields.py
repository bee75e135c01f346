"""How reports name the facts of a school and of a document."""

from __future__ import annotations

DOCUMENT_FIELDS = {
    "title": "Titel",
    "subtitle": "Ondertitel",
    "version": "Versie",
    "status": "Status",
    "day": "Datum",
    "effective": "Van kracht vanaf",
    "review": "Opnieuw bekijken vóór",
    "owner": "Eigenaar",
    "manager": "Beheer",
    "author": "Opgesteld door",
    "number": "Documentnummer",
    "based_on": "Gebaseerd op",
    "part_of": "Onderdeel van",
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
