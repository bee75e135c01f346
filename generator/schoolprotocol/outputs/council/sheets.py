"""What stands on each paper that a council fills in or reads, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolprotocol.model.reaction import Reaction
from schoolprotocol.outputs.council.form import DecisionForm
from schoolprotocol.outputs.council.sheet import BOX, Grid, Heading, Piece, Sentence, Sheet, boxes
from schoolprotocol.words.grammar import count

SHEETS = ("besluitformulier", "stemblad", "verslag", "reacties")
"""The names of the papers, in the order in which a council needs them."""
_CHOICES = ("stemt in", "stemt in met voorwaarden", "stemt niet in", "stemt in, behalve met wijziging:")
_FACT = (30.0, 70.0)
"""Widths of a table with names and values."""
_QUESTIONS = ("Beweegredenen", "Gevolgen", "Maatregelen")


def sheets(form: DecisionForm) -> Mapping[str, Sheet]:
    """The papers by name; that with reactions only where there are any."""
    pieces = {
        "besluitformulier": ("Besluitformulier", _decision(form)),
        "stemblad": ("Stemblad", _vote(form)),
        "verslag": ("Verslag van de behandeling", _minutes(form)),
    }
    if form.reactions:
        pieces["reacties"] = ("Reacties en antwoorden", _reactions(form))
    leads = {
        "reacties": "Wat over deze tekst en eerdere voorstellen is gezegd, en wat ermee is gedaan.",
        "verslag": "Schrijf functies en geledingen op, geen namen van personen.",
    }
    usual = "De raad besluit over de tekst met dit kenmerk en over geen andere."
    return {
        name: Sheet(
            title=title,
            organisation=form.organisation.name,
            about=form.title,
            version=form.version,
            text_hash=form.text_hash,
            lead=leads.get(name, usual),
            pieces=tuple(found),
            day=form.day,
        )
        for name, (title, found) in pieces.items()
    }


# -- the form for the decision ----------------------------------------------------------------------------------------


def _decision(form: DecisionForm) -> Iterator[Piece]:
    yield Grid(_FACT, form.facts)
    yield from _question(form)
    yield from _per_change(form)
    yield Heading("Besluit")
    about = f"Het besluit gaat over {form.title}, versie {form.version}, met kenmerk {form.text_hash}."
    yield Sentence(about)
    for one in form.asked or (None,):
        yield Heading(f"Besluit van {one.council if one else 'de raad'}", 3)
        choices = _CHOICES if form.changes else [choice for choice in _CHOICES if "wijziging" not in choice]
        written = ("Voorwaarden of redenen", "Datum, functie en handtekening")
        yield Grid(_FACT, (("Besluit", boxes(choices)), *((name, "") for name in written)), tall=written)
    yield Sentence(
        "Verandert de tekst na het besluit inhoudelijk, dan geldt een instemming niet meer en krijgt de raad de tekst "
        "opnieuw. Dit formulier geeft geen juridisch advies."
    )


def _question(form: DecisionForm) -> Iterator[Piece]:
    yield Heading("Wat wij vragen")
    if not form.asked:
        text = "De bron stelt niet voor wie er moet instemmen. De beleidsmedewerker vult in aan wie de vraag gaat."
        yield Sentence(text)
        return
    yield Sentence("Wij stellen voor om deze instemming te vragen:")
    rows = tuple((one.council, ". ".join(part for part in (one.law, one.why) if part), one.about) for one in form.asked)
    yield Grid((30, 42, 28), rows, ("Aan wie", "Op grond van", "Waarover"))
    if form.joint:
        yield Sentence(form.joint)
    yield Sentence("Dit is een voorstel. De beleidsmedewerker bevestigt aan wie de vraag gaat:")
    yield Grid(_FACT, (("Bevestigd", boxes(("ja, zoals hierboven", "nee, in plaats daarvan aan:"))),))


def _per_change(form: DecisionForm) -> Iterator[Piece]:
    duty = f" ({form.duty})" if form.duty else ""
    if form.is_first:
        yield Heading("Beweegredenen, gevolgen en maatregelen")
        yield Sentence(f"Dit is de eerste versie van de tekst. Bij het voorstel horen deze antwoorden{duty}:")
        yield Grid(_FACT, tuple((question, "") for question in _QUESTIONS), tall=_QUESTIONS)
        return
    yield Heading("Uw oordeel per wijziging")
    if not form.changes:
        yield Sentence(
            "Er is geen wijziging met een nummer. Wat er wel anders is, staat in het overzicht van wijzigingen."
        )
        return
    yield Sentence(
        "De nummers zijn die van het overzicht van wijzigingen. Daar staat bij elk nummer wat er verandert, met de "
        f"beweegredenen, de gevolgen en de maatregelen{duty}. Kruis aan wat u vindt. Te weinig ruimte? Schrijf dan "
        "verder op een eigen blad, met het nummer erbij."
    )
    if any(not one.number.isdigit() for one in form.changes):
        yield Sentence(
            "Bij een nummer met een K verandert een leesteken, een hoofdletter of de volgorde: blijft de regel gelijk?"
        )
    rows = tuple((one.number, one.title, BOX, BOX, BOX, "") for one in form.changes)
    yield Grid(
        (6.5, 40, 11, 9, 11.5, 22), rows, ("Nr.", "Wijziging", "Akkoord", "Vraag", "Bezwaar", "Toelichting"), 0.8
    )


# -- vote sheet and minutes -------------------------------------------------------------------------------------------


def _councils(form: DecisionForm) -> tuple[str, ...]:
    return tuple(one.council for one in form.asked) or (form.organisation.council or "de raad",)


def _vote(form: DecisionForm) -> Iterator[Piece]:
    how = boxes(("bij handopsteken", "schriftelijk"))
    yield Grid(_FACT, (("Vergadering van, en datum", ""), ("Hoe er is gestemd", how)), height=0.8)
    yield Heading("De hele tekst")
    heads = ("Orgaan", "Leden", "Aanwezig", "Voor", "Tegen", "Blanco", "Uitslag")
    widths = (33, 10.5, 14.5, 9, 10, 11, 12)
    yield Grid(widths, tuple((name, *[""] * 6) for name in _councils(form)), heads, 0.9)
    if form.changes:
        yield Heading("Wijzigingen waarover de raad apart stemt")
        yield Sentence("De nummers zijn die van het overzicht van wijzigingen. Leeg betekent: niet apart gestemd.")
        apart = ("Nr.", "Orgaan", "Voor", "Tegen", "Blanco", "Uitslag of voorwaarde")
        yield Grid((8, 31, 9, 10, 11, 31), (("",) * 6,) * 5, apart, 0.8)
    said = ("Stemverklaringen (geleding of functie, en waarom)", "Functie en handtekening van wie telde")
    yield Grid(_FACT, tuple((name, "") for name in said), height=1.3)


def _minutes(form: DecisionForm) -> Iterator[Piece]:
    rows = ("Vergadering van, en datum", "Aanwezig (aantal per geleding)")
    yield Grid(_FACT, tuple((name, "") for name in rows), height=0.7)
    yield Heading("Vragen en antwoorden")
    yield Grid((8, 46, 46), (("",) * 3,) * 4, ("Nr.", "Vraag of bezwaar", "Antwoord"), 0.9)
    yield Heading("Besluit")
    choices = boxes(("positief", "met voorwaarden", "negatief", "aangehouden"))
    yield Grid((40, 60), tuple((name, choices) for name in _councils(form)), height=0.7)
    yield Heading("Voorwaarden en afspraken")
    yield Grid((8, 48, 25, 19), (("",) * 4,) * 3, ("Nr.", "Wat", "Wie (functie)", "Vóór welke dag"), 0.8)
    yield Grid(_FACT, (("Vastgesteld op, functie en handtekening", ""),), height=1)


# -- reactions --------------------------------------------------------------------------------------------------------


def _reactions(form: DecisionForm) -> Iterator[Piece]:
    open_ = [one for one in form.reactions if one.waits]
    answered = [one for one in form.reactions if not one.waits]
    total = count(len(form.reactions), "reactie", "reacties")
    if open_:
        yield Sentence(f"Er {'is' if len(form.reactions) == 1 else 'zijn'} {total}. Nog niet beantwoord: {len(open_)}.")
    else:
        yield Sentence(
            f"Er {'is' if len(form.reactions) == 1 else 'zijn'} {total}. Op alle vragen en bezwaren is geantwoord."
        )
    for title, found in (("Nog niet beantwoord", open_), ("Beantwoord, akkoord of ter kennisgeving", answered)):
        if found:
            yield Heading(title)
            rows = tuple(_row(form, one) for one in found)
            yield Grid((24, 17, 31, 28), rows, ("Wijziging", "Wie", "Reactie", "Antwoord"), is_read=True)


def _row(form: DecisionForm, one: Reaction) -> tuple[str, str, str, str]:
    about = form.titles.get(one.change, one.change) if one.change else "de hele tekst"
    if one.text_hash != form.text_hash:
        about += f"\n(bij versie {one.version}, kenmerk {one.text_hash})"
    said = f"{one.kind.capitalize()}: {one.text}" if one.text else one.kind.capitalize()
    return about, one.by or "niet vermeld", said, one.answer or ("Nog geen antwoord." if one.waits else "–")
