"""How documents name what the source has a key for: statuses, readers, decisions, forms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schoolprotocol.model.base import Audience, Education, Status
from schoolprotocol.model.outline import GroupForm

STATUS_WORDS: dict[Status, str] = {
    "concept": "Concept",
    "ter-instemming": "Ter instemming",
    "ingestemd": "Ingestemd",
    "vastgesteld": "Vastgesteld",
    "van-kracht": "Van kracht",
    "vervallen": "Vervallen",
}
"""How pages and tables name a status."""

AUDIENCE_WORDS: dict[Audience, str] = {
    "medewerker": "medewerkers",
    "leerling": "leerlingen",
    "ouder": "ouders/verzorgers",
    "overig": "anderen",
}

STATUS_IN_TEXT: dict[Status, str] = {
    "concept": "concept",
    "ter-instemming": "ter instemming voorgelegd",
    "ingestemd": "ingestemd",
    "vastgesteld": "vastgesteld",
    "van-kracht": "van kracht",
    "vervallen": "vervallen",
}
"""How a document names its status."""

DECISION_WORDS = {
    "voorgenomen-besluit": "voorgenomen besluit",
    "advies": "advies",
    "instemming": "instemming",
    "vaststelling": "vaststelling",
    "bevestiging": "bevestiging",
}

OUTCOME_WORDS = {
    "positief": "",
    "negatief": "negatief",
    "met-voorwaarden": "met voorwaarden",
    "niet-nodig": "niet nodig",
}

EDUCATION_WORDS: dict[Education, str] = {"po": "basisonderwijs", "vo": "voortgezet onderwijs"}

AUDIENCE_PAGES: dict[Audience, tuple[str, str]] = {
    "leerling": ("leerlingen", "leerlingen"),
    "ouder": ("ouders", "ouders en verzorgers"),
    "medewerker": ("medewerkers", "medewerkers"),
}
"""Groups that have a page of their own: its name, and how it calls them. `overig` is no group that looks for one."""

FORMS: dict[GroupForm, str] = {
    "prose": "lopende tekst",
    "numbered": "genummerde lijst",
    "bullets": "opsomming",
    "dos": "wel doen",
    "donts": "niet doen",
    "callout": "kader",
    "columns": "tabel",
}

FORM_MARKS: Mapping[GroupForm, str] = {"dos": "Wel: ", "donts": "Niet: "}
"""What stands before an item where its mark is not seen: without it, what is forbidden reads as what is to be done."""

FORM_SIGNS: Mapping[GroupForm, str] = {"dos": "✓", "donts": "✗ niet"}
"""What is seen before an item. What is not to be done is half a sentence, and is read with its word; what is to be done
is a whole one and needs none: `✓ wel Medewerkers weten …` is no Dutch."""

WEIGHT_WORDS = {"substantive": "inhoudelijk", "review": "kijk na", "editorial": "redactioneel"}


def own_council(council: str, own: str | None) -> str:
    """A part of a council as this school has it: `de hele GMR` where its own council is `de GMR` (WMS, article 16)."""
    abbreviation = re.search(r"\(?G\)?MR\b", own or "")
    return re.sub(r"(?<![\w)])MR\b", abbreviation[0], council) if abbreviation else council
