"""The corpus of our own: a protocol of 40 clauses, one of 400, and edits labelled by hand in `corpus/edits.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from schoolprotocol.model.clause import Clause
from tests.bench_diff import operations
from tests.bench_diff.draft import Block, Chapter, Draft, Row
from tests.bench_diff.labels import Case, Label, case_of, words
from tests.helpers import policy_of

FOLDER = Path(__file__).parent / "corpus"
_WHO = (
    *("De mentor", "De conciërge", "Een leerling", "De leraar van de sectie", "De begeleider", "Een ouder"),
    *("De coördinator", "De gids", "De chauffeur", "De administratie", "De teamleider", "Een oud-leerling"),
)
_DOES = (
    *("controleert", "bespreekt", "noteert", "bewaart", "herhaalt", "verdeelt", "tekent", "ontvangt", "meldt"),
    *("bestelt", "vergelijkt", "toont", "verzorgt", "regelt", "verzamelt", "weigert"),
)
_WHAT = (
    *("de tickets voor de trein", "het rooster van de corvee", "de sleutels van het gastenverblijf"),
    *("de verslagen van het veldwerk", "het geld voor de maaltijden", "de kaart van het gebied"),
    *("de gehuurde helmen", "de deelnemerslijst", "het weerbericht", "de dieetwensen", "de EHBO-tas"),
    *("de afspraken met de boswachter", "het afval van de lunch", "de gevonden voorwerpen"),
)
_WHEN = (
    *("voor het ontbijt", "na elke wandeling", "op de laatste avond", "binnen twee werkdagen", "bij aankomst"),
    *("tijdens de rust", "zodra het donker wordt", "op verzoek van de groep", "aan het begin van de week"),
)
_WHY = (
    *("Zo blijft niemand zonder.", "Dat scheelt wachten.", "Klachten gaan naar de teamleider."),
    *("Bij twijfel vraagt men het na.", "Een kopie hangt in de hal.", "Dit geldt ook in het buitenland."),
    *("Wie dat vergeet, maakt het dezelfde dag in orde.", "Een uitzondering wordt vooraf besproken."),
)
_YEARS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende")


def forty() -> Draft:
    """The protocol of 40 clauses."""
    return Draft.of(policy_of(FOLDER, "veld", "schoolreizen"))


def four_hundred() -> Draft:
    """The same with nine chapters of 40 clauses more, each clause another combination of words."""
    return of_clauses(400)


def of_clauses(count: int) -> Draft:
    """The same with as many chapters of 40 clauses as make so many clauses in all."""
    draft = forty()
    every = list(product(range(len(_WHO)), range(len(_DOES)), range(len(_WHAT)), range(len(_WHEN))))
    for chapter in range(count // 40 - 1):
        ids = []
        for n in range(40):
            number = chapter * 40 + n
            who, does, what, when = every[number * 67 % len(every)]
            text = f"{_WHO[who]} {_DOES[does]} {_WHAT[what]} {_WHEN[when]}. {_WHY[(number * 5 + chapter) % len(_WHY)]}"
            id_ = f"extra{chapter + 1}.lid{n + 1}"
            draft.clauses[id_] = Clause(id=id_, title=id_, audience=("leerling",), text=text)
            ids.append(id_)
        # Before the appendix, as an author would.
        block = Block("numbered", None, [Row(ids)])
        year = _YEARS[chapter] if chapter < len(_YEARS) else f"{chapter + 1}e"
        heading = f"Aanvullende afspraken {year} jaar"
        draft.chapters.insert(-2, Chapter(f"extra{chapter + 1}", heading, "decimal", False, [block], []))
    return draft


@cache
def edits() -> tuple[dict[str, Any], ...]:
    """The file with the labelled edits."""
    return tuple(yaml.safe_load((FOLDER / "edits.yaml").read_text("utf-8")))


def case(start: Callable[[], Draft]) -> Case:
    """All the labelled edits at once."""
    old, new = start(), start()
    for edit in edits():
        for one in edit["do"]:
            apply(new, one)
    return case_of(old, new, tuple(label(edit) for edit in edits()))


def apply(draft: Draft, do: dict[str, Any]) -> None:
    """Do what one line of `do` says: the first key names the function of `operations` and holds its first argument."""
    (name, target), *rest = do.items()
    getattr(operations, name)(draft, target, **dict(rest))


def label(edit: dict[str, Any]) -> Label:
    """The label of one edit of the file."""
    marked = edit.get("marked", {})
    clause = next((id_ for kind, id_ in edit["told"] if "." in id_ and kind != "parameter"), "")
    ids = (clause,) if clause else ()
    kinds = {kind for kind, _id in edit["told"]}
    return Label(
        kind=edit["kind"],
        facts=frozenset((kind, id_) for kind, id_ in edit["told"]),
        place=marked.get("place", clause),
        weight=edit.get("weight"),
        removed=words(marked.get("-", "")),
        added=words(marked.get("+", "")),
        exact=edit.get("exact", True),
        old=tuple(edit.get("old", () if "added" in kinds else ids)),
        new=tuple(edit.get("new", () if "dropped" in kinds else ids)),
    )
