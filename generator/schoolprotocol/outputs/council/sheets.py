"""What stands on each paper that a council fills in or reads, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schoolprotocol.model.reaction import Reaction
from schoolprotocol.outputs.council.form import DecisionForm, FormChange
from schoolprotocol.outputs.council.sheet import BOX, Grid, Heading, Piece, Sentence, Sheet, boxes
from schoolprotocol.policy.decided import shown
from schoolprotocol.release.bodies import Body, body_of
from schoolprotocol.words.grammar import count, enumerate_nl

SHEETS = ("besluitformulier", "stemblad", "verslag", "reacties")
"""The names of the papers, in the order in which a council needs them."""
_OUTCOMES = ("stemt in", "stemt in met voorwaarden", "stemt niet in", "aangehouden")
_EXCEPT = "stemt in, behalve met wijziging …"
"""The outcome behind which somebody writes numbers: it stands last."""
PROPOSED = (
    "Dit is een voorstel van de opsteller. Het bestuur bevestigt wie er gevraagd worden, voordat de stukken naar de "
    "raad gaan."
)
"""Whose consent is asked is not ours to say; the change report and the list of contents say it in the same words."""
_LETTERS = {"personeel": "P", "ouder": "O", "leerling": "L"}
_SHORTEST = 4
"""A council with so many letters is its own abbreviation: `MR`, `GMR`."""
_COLUMN = 10
"""So many changes stand below each other on the vote sheet; more of them stand in up to three columns."""
_BLANK = "_" * 16
_FACT = (30.0, 70.0)
"""Widths of a table with names and values."""
_SIGNED = "Datum, functie en handtekening"
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
    bound = "De raad besluit over de tekst met dit kenmerk en over geen andere."
    leads = {
        "besluitformulier": f"{bound} {hand_in(form, 'dit formulier')}",
        "stemblad": f"{bound} {hand_in(form, 'dit blad')}",
        "verslag": f"Schrijf functies en geledingen op, geen namen van personen. {hand_in(form, 'dit verslag')}",
        "reacties": "Wat over deze tekst en eerdere voorstellen is gezegd, en wat ermee is gedaan.",
    }
    return {
        name: Sheet(
            title=title,
            organisation=form.organisation.name,
            about=form.title,
            version=form.version,
            text_hash=form.text_hash,
            lead=leads[name],
            pieces=tuple(found),
            day=form.day,
        )
        for name, (title, found) in pieces.items()
    }


def hand_in(form: DecisionForm, what: str) -> str:
    """By when somebody hands in a paper, to whom, and what it means that nobody does.

    Args:
        form: what the papers are about.
        what: `dit formulier`.
    """
    when = f"uiterlijk op {form.last_day}" if form.last_day else f"vóór {_BLANK} (datum)"
    whom = f"{form.organisation.board}, ter attentie van {_BLANK}"
    return f"Lever {what} {when} in bij {whom}. Zonder antwoord is er geen instemming; het bestuur vraagt er dan naar."


def outcomes(form: DecisionForm) -> tuple[str, ...]:
    """What a body can decide, in the words of every paper."""
    return (*_OUTCOMES, _EXCEPT) if form.changes else _OUTCOMES


def letters(councils: Sequence[str]) -> Mapping[str, str]:
    """A short name for each council: `MR`, `P`, `O`, `OL`; numbered where two would be the same."""
    short = {name: _short(body_of(name)) for name in councils}
    found: dict[str, str] = {}
    for name, letter in short.items():
        same = [other for other, its in short.items() if its == letter]
        found[name] = letter if len(same) == 1 else f"{letter}{same.index(name) + 1}"
    return found


def _short(body: Body) -> str:
    if body.part:
        known = "".join(letter for part, letter in _LETTERS.items() if part in body.part)
        return known or min(body.part)[0].upper()
    return (body.council if len(body.council) <= _SHORTEST else body.council[:1]).upper()


# -- the form for the decision ----------------------------------------------------------------------------------------


def _decision(form: DecisionForm) -> Iterator[Piece]:
    yield Grid(_FACT, form.facts)
    yield from _question(form)
    yield from _per_change(form)
    yield Heading("Het besluit: elk orgaan vult zijn eigen deel in")
    yield Sentence(f"Het besluit gaat over {form.title}, versie {form.version}, met kenmerk {shown(form.text_hash)}.")
    yield from (Sentence(text) for text in _afterwards(form))
    for one in form.asked or (None,):
        yield Heading(f"Besluit van {one.council if one else 'de raad'}", 3)
        written = ("Voorwaarden of redenen", _SIGNED)
        yield Grid(_FACT, (("Besluit", boxes(outcomes(form))), *((name, "") for name in written)), tall=written)


def _afterwards(form: DecisionForm) -> Iterator[str]:
    """What becomes of a decision: what the program goes by (see `release.consent`), as a council reads it."""
    if form.changes:
        again = " Een orgaan dat met het geheel heeft ingestemd, krijgt de tekst dan opnieuw."
        yield (
            f"‘{_EXCEPT.capitalize()}’ betekent: die wijzigingen vervallen, en daar staat weer wat in de vorige "
            f"vastgestelde versie stond. De instemming met de rest blijft gelden.{again if len(form.asked) > 1 else ''}"
        )
    yield (
        f"Verandert er{' verder' if form.changes else ''} iets aan de inhoud, dan geldt een instemming niet meer en "
        "krijgt de raad de tekst opnieuw. Verandert alleen een leesteken, een hoofdletter of de volgorde (kijk na), "
        "dan geldt een instemming pas weer als het orgaan bevestigt dat dat niets uitmaakt."
    )
    yield "Aangehouden betekent: er is nog geen besluit. Dit formulier geeft geen juridisch advies."


def _question(form: DecisionForm) -> Iterator[Piece]:
    yield Heading("Wat wij vragen")
    if not form.asked:
        yield Sentence(
            "De bron stelt niet voor wie er moet instemmen. Het bestuur vult in wie er gevraagd worden, voordat de "
            "stukken naar de raad gaan."
        )
        yield Grid(_FACT, (("Gevraagd worden", ""), (_SIGNED, "")), height=1)
        return
    yield Sentence(PROPOSED)
    short = letters([one.council for one in form.asked])
    rows = tuple(
        (
            f"{short[one.council]}: {one.council}" if _is_told_apart(form) else one.council,
            ". ".join(part for part in (one.law, one.why) if part),
            one.about,
        )
        for one in form.asked
    )
    yield Grid((28, 48, 24), rows, ("Aan wie", "Op grond van", "Waarover"))
    if form.joint:
        yield Sentence(form.joint)
    confirmed = ("Het bestuur bevestigt", boxes(("zoals hierboven", "in plaats daarvan aan:")))
    yield Grid(_FACT, (confirmed, (_SIGNED, "")), height=1)


def _is_told_apart(form: DecisionForm) -> bool:
    """Whether it has to be said of each change which bodies it asks."""
    return bool(form.changes) and len(form.asked) > 1


def _per_change(form: DecisionForm) -> Iterator[Piece]:
    duty = f" ({form.duty})" if form.duty else ""
    if form.is_first:
        yield Heading("Beweegredenen, gevolgen en maatregelen")
        yield Sentence(f"Dit is de eerste versie van de tekst. Bij het voorstel horen deze antwoorden{duty}:")
        yield Grid(_FACT, tuple((question, "") for question in _QUESTIONS), tall=_QUESTIONS)
        return
    yield Heading("Voorbereiding: elk lid vult een eigen exemplaar in")
    if not form.changes:
        yield Sentence(
            "Er is geen wijziging met een nummer. Wat er wel anders is, staat in het overzicht van wijzigingen."
        )
        return
    yield Sentence(" ".join(_how_to_prepare(form, duty)))
    yield Grid(_FACT, (("Geleding of functie van het lid", ""),), height=0.7)
    apart = letters([one.council for one in form.asked]) if _is_told_apart(form) else {}
    asks = [(_letters_of(one, apart),) if apart else () for one in form.changes]
    rows = tuple((one.number, one.title, *ask, *[BOX] * 3, "") for one, ask in zip(form.changes, asks, strict=True))
    heads = ("Nr.", "Wijziging", *(["Vraagt"] if apart else []), "Akkoord", "Vraag", "Bezwaar", "Toelichting")
    widths = (6.5, 35, *([14] if apart else []), 12, 9.5, 12, 19)
    yield Grid(widths, rows, heads, 0.8)


def _how_to_prepare(form: DecisionForm, duty: str) -> Iterator[str]:
    yield (
        "Dit deel is een hulp voor elk lid om zich voor te bereiden. Het is geen stem: het besluit neemt elk orgaan "
        "hierna. In het overzicht van wijzigingen staat bij elk nummer wat er verandert, met de beweegredenen, de "
        f"gevolgen en de maatregelen{duty}."
    )
    if _is_told_apart(form):
        short = letters([one.council for one in form.asked]).values()
        yield f"Bij ‘Vraagt’ staat welk orgaan over de wijziging gaat: {enumerate_nl(list(short))}, zie bij ‘Aan wie’."
    if any(not one.number.isdigit() for one in form.changes):
        yield (
            "Bij een nummer met een K verandert alleen een leesteken, een hoofdletter of de volgorde: blijft de regel "
            "gelijk?"
        )


def _letters_of(change: FormChange, short: Mapping[str, str]) -> str:
    return " ".join(short[name] for name in short if name in change.councils)


# -- vote sheet and minutes -------------------------------------------------------------------------------------------


def _councils(form: DecisionForm) -> tuple[str, ...]:
    return tuple(one.council for one in form.asked) or (form.organisation.council or "de raad",)


def _vote(form: DecisionForm) -> Iterator[Piece]:
    how = boxes(("bij handopsteken", "schriftelijk"))
    yield Grid(_FACT, (("Vergadering van, en datum", ""), ("Hoe er is gestemd", how)), height=0.5)
    yield Heading("De hele tekst")
    yield Sentence(f"Schrijf als uitslag een van deze woorden: {'; '.join(outcomes(form))}")
    heads = ("Orgaan", "Leden", "Aanwezig", "Voor", "Tegen", "Blanco", "Uitslag")
    widths = (38, 8.5, 12, 7.5, 8.5, 9.5, 16)
    yield Grid(widths, tuple((name, *[""] * 6) for name in _councils(form)), heads, 0.7)
    if form.changes:
        yield Heading("Wijzigingen waarover een orgaan apart stemt")
        yield Sentence(
            "Stemt de raad over het geheel? Vul dan alleen de tabel hierboven in. Stemt een orgaan over een wijziging "
            "apart? Vul dan bij die wijziging in: voor–tegen–blanco. Een leeg vak betekent: gestemd met het geheel. "
            "Staat er een streep, dan vraagt de wijziging dit orgaan niet."
        )
        yield _apart(form)
    said = ("Stemverklaringen (geleding of functie, en waarom)", "Functie en handtekening van wie telde")
    yield Grid(_FACT, tuple((name, "") for name in said), height=0.9)


def _apart(form: DecisionForm) -> Grid:
    """A cell for each change and body; where there are many changes, in two columns beside each other."""
    short = letters(_councils(form))
    one = [(change.number, *(_room(form, change, name) for name in short)) for change in form.changes]
    columns = min(3, -(-len(one) // _COLUMN))
    length = -(-len(one) // columns)
    empty = ("",) * (1 + len(short))
    parts = [
        [*one[at : at + length], *[empty] * (length - len(one[at : at + length]))] for at in range(0, len(one), length)
    ]
    rows = tuple(tuple(cell for row in beside for cell in row) for beside in zip(*parts, strict=True))
    return Grid((8, *[42 / len(short)] * len(short)) * columns, rows, ("Nr.", *short.values()) * columns, 0.42)


def _room(form: DecisionForm, change: FormChange, name: str) -> str:
    return "" if not _is_told_apart(form) or name in change.councils else "–"


def _minutes(form: DecisionForm) -> Iterator[Piece]:
    rows = ("Vergadering van, en datum", "Aanwezig (aantal per geleding)")
    yield Grid(_FACT, tuple((name, "") for name in rows), height=0.7)
    yield Heading("Vragen en antwoorden")
    yield Grid((8, 46, 46), (("",) * 3,) * 4, ("Nr.", "Vraag of bezwaar", "Antwoord"), 0.9)
    yield Heading("Besluit")
    choices = boxes(outcomes(form))
    yield Grid(_FACT, tuple((name, choices) for name in _councils(form)), height=0.7)
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
        about += f"\n(bij versie {one.version}, kenmerk {shown(one.text_hash)})"
    said = f"{one.kind.capitalize()}: {one.text}" if one.text else one.kind.capitalize()
    return about, one.by or "niet vermeld", said, one.answer or ("Nog geen antwoord." if one.waits else "–")
