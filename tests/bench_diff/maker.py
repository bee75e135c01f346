"""What every random edit needs: the draft, the dice, and which clauses were touched already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import TypeVar

from schoolprotocol.model.document import Table
from tests.bench_diff.draft import Draft

T = TypeVar("T")
_FIXED = re.compile(
    r"\{\{[^{}]*\}\}|\{clause\}`[^`]*`|\[\^[^\]]*\]|\[[^\]]*\]\([^)]*\)|<[^>]*>|(\*+)[^*]+\1|https?://\S+|\\."
)
_PLAIN = re.compile(r"(?<![\w'’.@/&-])[a-zà-ÿ]{4,}(?![\w'’@/-])")
_ENDS = re.compile(r"(?<=[a-zà-ÿ)][.!?]) (?=[A-ZÀ-Ý][a-zà-ÿ])")
_LISTED = re.compile(r"^\s*(?:[-+*]|\d+[.)])\s", re.MULTILINE)


MAY_NOT = "mag, niet de mentor, doorzoeken"
"""Words of which the commas say who may not."""


class ImpossibleError(Exception):
    """This edit cannot be made in this draft."""


@dataclass
class Maker:
    """One new version in the making."""

    draft: Draft
    dice: Random
    used: set[str] = field(default_factory=set)
    """Ids of clauses, sections, values and rows that have had their edit."""
    shuffled: set[str] = field(default_factory=set)
    """Sections in which a clause moved already."""
    count: int = 0

    def pick(self, choices: Iterable[T]) -> T:
        """One of them.

        Raises:
            ImpossibleError: there is none.
        """
        found = list(choices)
        if not found:
            raise ImpossibleError
        return self.dice.choice(found)

    def fresh_id(self) -> str:
        """An id that no clause had."""
        self.count += 1
        return f"nieuw.lid-{self.count}"

    def fresh(self, texts: Sequence[str], around: str) -> str:
        """One of the texts of which no word stands in `around`, so that its place is beyond doubt."""
        return self.pick(text for text in texts if not _long(text) & _long(around))

    # -- which clauses ------------------------------------------------------------------------------------------------

    def clause(self, ids: Iterable[str]) -> str:
        """One of the clauses that were not touched yet; now it is."""
        id_ = self.pick(id_ for id_ in ids if id_ not in self.used)
        self.used.add(id_)
        return id_

    def free(self) -> list[str]:
        """The clauses that may get another id or go: nothing refers to them."""
        held = self.draft.excerpted() | self.referred()
        return [id_ for id_ in self.draft.placed() if id_ not in held]

    def removable(self) -> list[str]:
        """Of those, the ones that do not stand alone."""
        return [id_ for id_ in self.free() if len(self.draft.row_of(id_)[2].ids) > 1]

    def referred(self) -> set[str]:
        """The clauses to which a text refers."""
        return {
            id_
            for clause in self.draft.clauses.values()
            for id_ in re.findall(r"\{clause\}`([^`]*)`", all_texts(clause))
        }

    def text(self, id_: str) -> str:
        """A clause's text as written."""
        return self.draft.clauses[id_].text or ""

    def word(self, text: str) -> re.Match[str]:
        """An ordinary word of a text: no placeholder, no name, no mark."""
        return self.pick(plain(text))


def all_texts(clause: object) -> str:
    """The text of a clause with its notes."""
    text, notes = getattr(clause, "text", None), getattr(clause, "notes", {})
    return "\n".join([text or "", *notes.values()])


def plain(text: str) -> list[re.Match[str]]:
    """The ordinary words that stand once in a text."""
    fixed = [match.span() for match in _FIXED.finditer(text)]
    found = [m for m in _PLAIN.finditer(text) if not any(a <= m.start() < b for a, b in fixed)]
    every = text.casefold()
    return [match for match in found if every.count(match[0]) == 1]


def fixed(text: str) -> bool:
    """Whether a text holds anything but ordinary text."""
    return _FIXED.search(text) is not None or "*" in text


def listed(text: str) -> bool:
    """Whether a text holds a list."""
    return _LISTED.search(text) is not None


def ends(text: str) -> list[int]:
    """Where in a text one sentence ends and the next begins after a space; none in a text with a list."""
    return [] if listed(text) or "\n\n" in text else [match.start() for match in _ENDS.finditer(text)]


def sentences(text: str) -> list[str]:
    """The sentences of a text without lists."""
    cuts = [0, *(end + 1 for end in ends(text)), len(text) + 1]
    return [text[a : b - 1] for a, b in pairwise(cuts)]


def _long(text: str) -> set[str]:
    return set(re.findall(r"\w{5,}", text.casefold()))


def enriched(draft: Draft, dice: Random) -> Draft:
    """The draft with more of what can be edited: lists, notes, references to clauses, and a table."""
    rich = draft.copy()
    ids = [id_ for id_ in rich.placed() if not listed(rich.clauses[id_].text or "") and id_ not in rich.excerpted()]
    dice.shuffle(ids)
    for id_ in ids[:4]:
        first = "\n".join(
            f"- {item}" for item in dice.sample(("de sleutel;", "het rooster;", "een fluit;", "de kaart;"), 3)
        )
        rich.edit(id_, text=f"{rich.clauses[id_].text}\n\n{first}\n- het tweede exemplaar.")
    for id_ in ids[4:8]:
        text = f"{rich.clauses[id_].text} Dat staat ook elders[^herkomst]."
        notes = {**rich.clauses[id_].notes, "herkomst": "Ontleend aan een eerder besluit van de sectie."}
        rich.edit(id_, text=text, notes=notes)
    for id_, other in zip(ids[8:12], ids[12:16], strict=False):
        rich.edit(id_, text=f"{rich.clauses[id_].text} Vergelijk daarvoor {{clause}}`{other}`.")
    for id_ in ids[16:18]:
        rich.edit(id_, text=f"{rich.clauses[id_].text} De tas die er nog ligt, {MAY_NOT}.")
    rows = (("Bewaring", "kast van de conciërge"), ("Bekend bij", "alle teams"), ("Herziening", "ieder voorjaar"))
    rich.tables.append(Table(id="proef", heading="Bij dit document", columns=(), rows=rows))
    return rich
