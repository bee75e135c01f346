"""What a person decides after an import, and what to look at first: the list above the page, and by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schoolprotocol.importing.plan import Plan, Question, QuestionKind
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import Proposal
from schoolprotocol.intake.taking import Taken
from schoolprotocol.outputs.intake.doubts import Doubt, DoubtKind, doubts
from schoolprotocol.outputs.intake.words import ASIDE, NOT_TAKEN, part_name, shown

EXCERPT = 160
"""Characters of a text that are shown of it."""
_AROUND = 40
"""Characters on either side of what may be a slip."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide or to look at."""

    text: str
    block: int | None = None
    """Which, from 0; None where it is about the whole document."""
    excerpt: str = ""
    """What the document says there."""
    better: str = ""
    """Of a slip: what may be meant."""
    more: tuple[int, ...] = ()
    """Other blocks of which the very same is asked."""


@dataclass(frozen=True, slots=True)
class Task:
    """Things of one kind."""

    id: str
    title: str
    how: str
    """What to do, and what happens where nothing is done."""
    items: tuple[Item, ...]


_QUESTIONS: dict[QuestionKind, tuple[str, str]] = {
    "unplaced": ("Wat nergens bij hoort", "Zet het waar het hoort, of laat het weg."),
    "person": (
        "Namen van personen, en hun adressen en nummers",
        "Die worden niet overgenomen. Noem een functie, of een adres van de school.",
    ),
    "number": ("Nummers die anders uitkomen", "De bron nummert zelf. Hier staat in het document een ander nummer."),
    "table": ("Tabellen", "Een tabel werd een rij clausules. Leest het nog goed?"),
    "date": ("Data", "Een datum hoort bij het document, of is een gegeven in de tekst."),
    "school": ("De school", "Klopt wat over de school herkend is?"),
    "lineage": (
        "Gesplitst, samengevoegd of herschreven?",
        "Daarmee zegt het wijzigingsoverzicht wat er echt veranderde.",
    ),
    "likely": (
        "Lijkt op een clausule die er al is",
        "Zegt de bestaande clausule hetzelfde? Neem dan die. Doet u niets, dan blijft de tekst uit dit document staan.",
    ),
    "reference": ("Verwijzingen", "Een verwijzing volgt haar doel, ook als nummers later verschuiven."),
    "value": (
        "Gegevens die in de tekst staan",
        "Een gegeven staat één keer in de bron; in de tekst staat een verwijzing ernaar.",
    ),
    "slip": (
        "Mogelijke verschrijvingen",
        "Een voorstel wordt nooit vanzelf overgenomen. Klopt het? Wijzig dan de tekst. Anders hoeft u niets te doen: "
        "daarmee is het geweigerd.",
    ),
    "audience": (
        "Voor wie is het bedoeld?",
        "Elke clausule noemt haar lezers: medewerkers, leerlingen, ouders. Het document zegt dat meestal niet.",
    ),
}
_DOUBTS: dict[DoubtKind, tuple[str, str, str]] = {
    "unplaced": (
        "Zonder plek",
        "Het staat in het bestand, maar niet in de volgorde van lezen: in een grafiek, een invulveld, schuin over de "
        "bladzijde. Hoort het bij de tekst? Zet het er dan zelf bij.",
        "geen plek in de volgorde van lezen",
    ),
    "deleted": (
        "Verwijderd, en nog in het bestand",
        "Met wijzigingen bijhouden verwijderd en niet geaccepteerd. Het telt niet als tekst. Had het moeten blijven? "
        "Wijs de wijziging dan af in Word, en lees het bestand opnieuw in.",
        "verwijderd, maar nog in het bestand",
    ),
    "hidden": (
        "Verborgen tekst",
        "Wie het document leest ziet dit niet. Het telt niet als tekst.",
        "verborgen in het bestand",
    ),
    "comment": (
        "Opmerkingen in de kantlijn",
        "Ze worden niet overgenomen. Staat er nog iets open?",
        "opmerking van iemand die meelas",
    ),
    "number": (
        "Nummers die niet op elkaar volgen",
        "Ontbreekt er iets, of telde het document verkeerd?",
        "na {before} wordt dit nummer niet verwacht",
    ),
    "parted": (
        "Alinea die midden in een zin begint",
        "Hoort zij bij de tekst ervoor, dan is daar verkeerd geknipt.",
        "begint met een kleine letter, en de tekst ervoor was niet af",
    ),
    "long": (
        "Lange stukken",
        "Staan hier verschillende regels in? Maak er dan verschillende clausules van.",
        "lang: misschien meer dan één regel",
    ),
    "heading": (
        "Koppen die wel erg lang zijn",
        "Een hele zin in vet kan ook nadruk zijn.",
        "lang voor een kop",
    ),
}


def decisions(taken: Taken, plan: Plan | None) -> list[Task]:
    """What a person decides, by kind; what the file itself makes us say first."""
    asked = plan.questions if plan is not None else ()
    found: dict[QuestionKind, list[Item]] = {kind: [] for kind in _QUESTIONS}
    for question in asked:
        if not _is_slip_shown(taken, question):
            found[question.kind].append(_item(taken.blocks, shown(question.text), question.block))
    found = {kind: _once(items) for kind, items in found.items()}
    found["slip"] += _slips(taken)
    remarks = tuple(Item(shown(remark)) for remark in taken.remarks)
    about_file = [Task("bestand", "Over het bestand", "Dit is niet gelezen, of kan anders zijn.", remarks)]
    return [
        *(about_file if remarks else []),
        *(Task(kind, *_QUESTIONS[kind], tuple(items)) for kind, items in found.items() if items),
    ]


def _is_slip_shown(taken: Taken, question: Question) -> bool:
    """Whether a question is about a slip that is shown with what stands around it."""
    return question.kind == "slip" and any(
        proposal.text in question.text and proposal.better in question.text for proposal in taken.proposals
    )


def checks(taken: Taken, plan: Plan | None) -> list[Task]:
    """What to look at first, by kind; what a person is asked already is not told twice."""
    asked = {one.block for one in plan.questions if one.kind == "unplaced"} if plan is not None else set()
    by_kind: dict[DoubtKind, list[Doubt]] = {}
    for doubt in doubts(taken.blocks):
        if doubt.kind != "unplaced" or doubt.block not in asked:
            by_kind.setdefault(doubt.kind, []).append(doubt)
    return [
        *_not_taken(taken, plan),
        *(
            Task(
                f"kijk-{kind}",
                _DOUBTS[kind][0],
                _DOUBTS[kind][1],
                tuple(_item(taken.blocks, why(doubt), doubt.block) for doubt in found),
            )
            for kind, found in by_kind.items()
        ),
    ]


def _not_taken(taken: Taken, plan: Plan | None) -> Iterator[Task]:
    """Text that goes nowhere, and of which nothing is asked."""
    asked = {one.block for one in plan.questions} if plan is not None else set()
    items = tuple(
        _item(taken.blocks, "", number)
        for number, target in enumerate(plan.targets if plan is not None else ())
        if target.kind in NOT_TAKEN and taken.blocks[number].kind not in ASIDE and number not in asked
    )
    if items:
        how = (
            "Dit maakt het programma zelf: de omslag, de inhoud, het colofon. Had het moeten blijven? Zet het er dan "
            "zelf bij."
        )
        yield Task("kijk-weg", "Tekst die niet wordt overgenomen", how, items)


def why(doubt: Doubt) -> str:
    """The doubt in a few words."""
    return _DOUBTS[doubt.kind][2].format(before=shown(doubt.before))


def said(block: Block) -> str:
    """The beginning of what a block says."""
    return excerpt(" | ".join(block.cells) if block.cells is not None else block.text, EXCERPT)


def excerpt(text: str, most: int) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return shown(text if len(text) <= most else f"{text[: most - 1].rstrip()}…")


def where(block: Block) -> str:
    """Where in the file a block stands: `bladzijde 3`, `Voetnoten`."""
    name = part_name(block.at.part)
    page = f"bladzijde {block.at.page}" if block.at.page is not None else ""
    return ", ".join(filter(None, (name, page)))


def _once(items: Sequence[Item]) -> list[Item]:
    """The same items; of what is asked more than once in the same words, one."""
    blocks: dict[str, list[int]] = {}
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.text, item)
        if item.block is not None:
            blocks.setdefault(item.text, []).append(item.block)
    return [
        replace(item, excerpt="", more=tuple(blocks[text][1:])) if len(blocks.get(text, ())) > 1 else item
        for text, item in first.items()
    ]


def _item(blocks: Sequence[Block], text: str, block: int | None) -> Item:
    return Item(text, block, said(blocks[block]) if block is not None else "")


def _slips(taken: Taken) -> Iterator[Item]:
    holders: Mapping[int, list[tuple[int, int, int]]] = _holders(taken)
    for proposal in taken.proposals:
        source = taken.reading.paragraphs[proposal.paragraph].source
        at = source.find(proposal.text)
        block = next(
            (block for start, end, block in holders.get(proposal.paragraph, ()) if start <= max(at, 0) < end), None
        )
        yield Item(shown(proposal.text), block, _around(source, at, proposal), shown(proposal.better))


def _holders(taken: Taken) -> dict[int, list[tuple[int, int, int]]]:
    held: dict[int, list[tuple[int, int, int]]] = {}
    for number, block in enumerate(taken.blocks if taken.proposals else ()):
        for span in block.spans:
            held.setdefault(span.paragraph, []).append((span.start, span.end, number))
    return held


def _around(source: str, at: int, proposal: Proposal) -> str:
    if at < 0:
        return ""
    end = at + len(proposal.text)
    begin, over = max(0, at - _AROUND), min(len(source), end + _AROUND)
    text = " ".join(source[begin:over].split())
    return shown(f"{'…' if begin else ''}{text}{'…' if over < len(source) else ''}")
