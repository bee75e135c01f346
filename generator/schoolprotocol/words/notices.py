"""What stands above a text that does not simply hold."""

from __future__ import annotations

from collections.abc import Iterable

from schoolprotocol.model.base import NOT_YET_ADOPTED, Status
from schoolprotocol.model.document import Decision, condition_words
from schoolprotocol.model.protocol import Consent
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import OUTCOME_WORDS, STATUS_WORDS

NOTICES: dict[Status, tuple[str, str]] = {
    "concept": ("Concept – nog niet vastgesteld", "Deze tekst is een voorstel. Er kan nog iets veranderen."),
    "ter-instemming": (
        "Ter instemming – nog niet vastgesteld",
        "De medezeggenschapsraad bespreekt deze tekst. Er kan nog iets veranderen.",
    ),
    "ingestemd": (
        "Ingestemd – nog niet vastgesteld",
        "De medezeggenschapsraad stemt in met deze tekst. Het besluit om hem vast te stellen volgt nog.",
    ),
    "vervallen": ("Vervallen", "Dit protocol geldt niet meer."),
}
"""What a banner above the text says; a status that is not here has none."""


def kept(edition: str, version: str, newer: str | None) -> tuple[str, str]:
    """What the banner above an adopted version says that is kept under its own address.

    Args:
        edition: `newest`, `replaced` or `lapsed`.
        version: which one this is.
        newer: the version that was adopted last; None where this one is.
    """
    if edition == "lapsed":
        return f"Versie {version} geldt niet meer", "Het protocol is vervallen."
    if newer is not None:
        return f"Versie {version} geldt niet meer", f"Daarna is versie {newer} vastgesteld."
    return f"Dit is versie {version}", "Dit is de laatste versie die is vastgesteld."


def beside_proposal(version: str, proposed: str, status: Status) -> tuple[str, str]:
    """What the banner says above the version that is in force, while there is a proposal for another one.

    Args:
        version: what is in force.
        proposed: the version of the proposal.
        status: of the proposal.
    """
    rest = {"ter-instemming": "De medezeggenschapsraad bespreekt dat voorstel.", "ingestemd": _AGREED}.get(status, "")
    until = f"{rest} Zolang dat niet is vastgesteld, geldt versie {version}.".strip()
    return f"Er ligt een voorstel voor versie {proposed}", until


_AGREED = "De medezeggenschapsraad stemt ermee in."
VOID = "geldt niet voor deze tekst: die is daarna gewijzigd"
"""What is said of a decision about a text that is not this one any more."""


def void_sentence(decision: Decision) -> str:
    """That a decision is about another text, for whoever reads the document."""
    by = _BY_BODY.get(decision.kind, "Het besluit van")
    day = f" van {day_in_words(decision.day)}" if decision.day else ""
    return f"{by} {body_words(decision)}{day} {VOID}."


def unproven_sentence(status: Status) -> str:
    """That a document claims a status that nobody gave it, for whoever reads it."""
    return (
        f"Bij dit document staat ‘{STATUS_WORDS[status].lower()}’. Uit de bewaarde besluiten blijkt dat niet: "
        "zie het als een voorstel."
    )


def unproven_headline(status: Status) -> str:
    """The same in a few words, for the top of a page."""
    return f"{STATUS_WORDS[status]} – dat blijkt niet uit de besluiten"


def despite_sentence(reason: str) -> str:
    """That a version was released although the check found errors, for whoever reads it."""
    return f"Deze versie is bewaard terwijl de controle fouten in de tekst vond. De reden: {reason}"


def doubts(status: Status, void: Iterable[Decision], despite: str | None, *, unproven: bool) -> list[str]:
    """What a reader of a paper must know before relying on its status: a sentence for each."""
    lapsed = [void_sentence(decision) for decision in void]
    claimed = [unproven_sentence(status)] if unproven and not lapsed else []
    return [*lapsed, *claimed, *([despite_sentence(despite)] if despite else [])]


def guide_notice(status: Status, version: str, holds: str | None, doubts: Iterable[str] = ()) -> str:
    """What stands above a text for the schoolgids that is not to be taken over (yet); empty where nothing keeps one.

    Args:
        status: of the version that it is of.
        version: which one that is.
        holds: the version that applies meanwhile; None where there is none.
        doubts: why its status is not to be relied on, a sentence each.
    """
    if status == "vervallen":
        return "Vervallen: dit protocol geldt niet meer. Neem deze tekst niet over in de schoolgids."
    if status not in NOT_YET_ADOPTED:
        return " ".join(doubts)
    edition = f"versie {version} ({STATUS_WORDS[status].lower()})"
    now = f" Nu geldt versie {holds}." if holds else ""
    return f"Voorstel: deze tekst is van {edition}, die nog niet is vastgesteld. Neem hem nog niet over.{now}"


def consent_words(rules: Iterable[Consent]) -> str:
    """Whose consent is asked, rule by rule: `de hele MR (wms-10); de oudergeleding van de MR (wms-13, po, ouders)`."""
    told = [
        f"{rule.council} ({', '.join((rule.reference, *filter(None, [rule.education]), *rule.audience))})"
        for rule in rules
    ]
    return "; ".join(told) or "niemand"


def body_words(decision: Decision) -> str:
    """`de GMR (personeelsgeleding)`."""
    return f"{decision.body} ({decision.part})" if decision.part else decision.body


def outcome_words(decision: Decision) -> str:
    """`met voorwaarden: Na een jaar evalueren`; nothing where a body simply agreed."""
    outcome = OUTCOME_WORDS[decision.outcome]
    if decision.points:
        outcome = f"{outcome or 'met voorwaarden'}: {condition_words(decision.points)}"
    if any(vote.outcome == "negatief" for vote in decision.votes or ()):
        outcome = f"{outcome}, niet met elke wijziging".removeprefix(", ")
    return ": ".join(part for part in (outcome, decision.reason) if part)


_BY_BODY = {"instemming": "De instemming van", "advies": "Het advies van", "vaststelling": "De vaststelling door"}
