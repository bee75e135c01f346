"""The rules with which a page begins: one short sentence for each of a few clauses.

Nothing is written anew, and no sentence is cut: a rule is the short sentence of its clause (`kort`), else the text of
the clause where that is one short paragraph, else its first sentence where that can stand alone, else its title. Works
on versions that were frozen before there were short sentences, or lists of what comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final, Literal

from schoolprotocol.model.first import EVERYBODY, READERS, Readers
from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.policy.tree import DocumentTree, tree_of
from schoolprotocol.text.plain import bare
from schoolprotocol.text.tree import (
    Block,
    Emphasis,
    Inline,
    Link,
    NoteCall,
    Paragraph,
    Value,
    Words,
    walk,
)
from schoolprotocol.words.terms import FORM_MARKS

MOST: Final = 7
"""How many rules a page can bear."""
SHORT: Final = 30
"""Words. A text of one paragraph that has no more is a rule as it stands."""
LONG: Final = 40
"""Words. A first sentence that has more is no short rule."""

Form = Literal["kort", "whole", "sentence", "title"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause that comes first."""

    ids: tuple[str, ...]
    """Its id, then those that it had before: an older version may know it by one of these."""
    pictogram: str | None = None
    """Name of a drawing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a page says of one clause."""

    clause: str
    """Id of the clause, as the version has it to which the rule belongs."""
    title: str
    """That of the clause."""
    label: str
    """How the document refers to the clause: `artikel 3.5`."""
    form: Form
    """The clause's short sentence, its whole text, its first sentence, or only its title."""
    blocks: tuple[Block, ...]
    """What to print: one paragraph, without calls of notes. It may hold links and references to clauses."""
    text: str
    """The same as plain text."""
    pictogram: str | None = None

    @property
    def whole(self) -> bool:
        """Whether the clause says no more than this. If not, it may hold exceptions: whoever links to it says so."""
        return self.form == "whole"


def rules_of(policy: Policy, first: Mapping[str, Sequence[Chosen]]) -> dict[Readers, tuple[Rule, ...]]:
    """The rules for each audience that a document has something for, and for everybody (`iedereen`).

    Args:
        policy: what the document says.
        first: the clauses that come first, by audience (`Job.first`).
    """
    concerned = {audience for clause in policy.clauses() for audience in clause.audience}
    return {readers: rules_for(policy, first, readers) for readers in READERS if readers in {*concerned, EVERYBODY}}


def rules_for(policy: Policy, first: Mapping[str, Sequence[Chosen]], readers: Readers) -> tuple[Rule, ...]:
    """The rules for one audience, or for everybody.

    Clauses that the document does not have, or that are for others, are passed over. An audience without a list has
    that for everybody, as far as it is for them; without that too, the first clauses with a short sentence, at most
    seven.
    """
    listed = first.get(readers, first.get(EVERYBODY))
    if listed is None:
        short = (clause for clause in _held(policy, readers).values() if clause.kort)
        listed = [Chosen((clause.id,)) for clause in islice(short, MOST)]
    return tuple(rules_among(policy, listed, readers))


def rules_among(policy: Policy, listed: Iterable[Chosen], readers: Readers) -> Iterator[Rule]:
    """The rules of these clauses, one by one: finding out what a long text gives takes time, and few may be wanted."""
    held, sides, tree = _held(policy, readers), _sides(policy), tree_of(policy)
    found: set[str] = set()
    for chosen in listed:
        id_ = next((id_ for id_ in chosen.ids if id_ in held), None)
        if id_ is not None and id_ not in found:
            found.add(id_)
            yield replace(_rule(held[id_], sides.get(id_, ""), tree), pictogram=chosen.pictogram)


def _held(policy: Policy, readers: Readers) -> dict[str, Clause]:
    return {clause.id: clause for clause in policy.clauses() if readers in {*clause.audience, EVERYBODY}}


def _sides(policy: Policy) -> dict[str, str]:
    """What stands above or before a clause that it does not mean the same without, by id."""
    found: dict[str, str] = {}
    for section in policy.all_sections():
        for group in section.groups:
            if group.form == "donts":
                found |= {clause.id: FORM_MARKS["donts"].rstrip(" :") for clause in group.clauses}
            for column in group.columns:
                found |= {clause.id: column.heading.text.rstrip(" :?") for clause in column.clauses}
    return found


def _rule(clause: Clause, side: str, tree: DocumentTree) -> Rule:
    form: Form
    if clause.kort is not None:
        form, said = "kort", _said(tree.kort(clause))
    else:
        form, said = _of_text(tree.clause(clause), side, tree.labels)
    if not said:
        form, said = "title", (Words(clause.title),)
    blocks = (Paragraph(said),)
    return Rule(clause.id, clause.title, clause.label, form, blocks, bare(blocks, tree.labels).strip())


def _said(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """The inlines of a text of one paragraph, without calls of notes; nothing where it is another."""
    match blocks:
        case [Paragraph(children)]:
            return tuple(_without_notes(children))
        case _:
            return ()


def _of_text(blocks: Sequence[Block], side: str, labels: Mapping[str, str]) -> tuple[Form, tuple[Inline, ...]]:
    """What the text of a clause gives: all of it, its first sentence, or nothing.

    Where a later sentence takes something back, the first one goes with it or not at all: `Je mag geen foto’s plaatsen.
    Dat mag wel met toestemming.` Where the next one says which or what was meant, it goes along if there is room: `Er
    volgen maatregelen. Welke dat zijn, hangt af van de ernst.`
    """
    if not blocks or not isinstance(blocks[0], Paragraph):
        return "title", ()
    before = (Words(f"{side}: "),) if side else ()
    nodes = tuple(_without_notes(blocks[0].children))
    text = bare((Paragraph(nodes),), labels)
    is_all = len(blocks) == 1 and not any(isinstance(node, NoteCall) for node in walk(blocks))
    if is_all and _is_rule(text, SHORT, is_item=bool(side)):
        return "whole", (*before, *nodes)
    ends = _sentence_ends(nodes, labels)
    end = next((end for end in ends if not _ASKS.search(text[:end].rstrip())), len(text))
    for later, stop in pairwise([end, *(other for other in ends if other > end), len(text)]):
        says_which = later == end and _SAYS_WHICH.match(text[later:stop]) and len(text[:stop].split()) <= LONG
        if says_which or _TAKES_BACK.search(text[later:stop]):
            end = stop
    if _TAKES_BACK.search(bare(blocks[1:], labels)) or not _is_rule(text[:end], LONG, is_item=bool(side)):
        return "title", ()
    return "whole" if is_all and end == len(text) else "sentence", (*before, *_cut(nodes, end, labels))


def _is_rule(text: str, most: int, *, is_item: bool) -> bool:
    return len(text.split()) <= most and _stands_alone(text.strip(), is_item=is_item)


def _without_notes(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        match node:
            case NoteCall():
                pass
            case Emphasis() | Link() | Value():
                yield replace(node, children=tuple(_without_notes(node.children)))
            case _:
                yield node


# -- sentences --------------------------------------------------------------------------------------------------------

_END: Final = re.compile(r"[.!?…]+[”’\"')\]]*(?=\s+[“‘\"'(]?[A-ZÀ-Þ0-9])")
_NO_END: Final = re.compile(
    r"(?:\b(?:art|bijv|blz|bv|ca|dhr|dr|drs|enz|etc|evt|excl|hfst|incl|ing|ir|jl|max|mevr|mgr|min|mr|nr|par|prof|resp|"
    r"st|tel|vgl)|\b(?:\w\.)*\w)\.$",
    re.IGNORECASE,
)
"""Abbreviations, and single letters: what follows these belongs to the sentence."""
_PAIRS: Final = (("(", ")"), ("“", "”"), ("[", "]"))


def _sentence_ends(nodes: Sequence[Inline], labels: Mapping[str, str]) -> list[int]:
    """Where sentences of a paragraph end, but for its last one: offsets in its plain text.

    A sentence ends in the words of the text itself, or right behind something else: a name with a full stop in it
    (`St. Jan`), a link or the number of a clause is never taken apart.
    """
    placed = _placed(nodes, labels)
    inside = {at for node, start, stop in placed if not isinstance(node, Words) for at in range(start + 1, stop)}
    return [end for end in _ends(bare((Paragraph(tuple(nodes)),), labels)) if end not in inside]


def _cut(nodes: Sequence[Inline], end: int, labels: Mapping[str, str]) -> Iterator[Inline]:
    """The inlines up to the end of a sentence."""
    for node, start, _stop in _placed(nodes, labels):
        if start < end:
            yield Words(node.text[: end - start]) if isinstance(node, Words) else node


def _placed(nodes: Sequence[Inline], labels: Mapping[str, str]) -> Iterator[tuple[Inline, int, int]]:
    """Each inline with where it begins and ends in the plain text."""
    start = 0
    for node in nodes:
        stop = start + len(bare((Paragraph((node,)),), labels))
        yield node, start, stop
        start = stop


def _ends(text: str) -> Iterator[int]:
    """Where sentences end: not behind an abbreviation, and not inside brackets or quotation marks."""
    since, still_open = 0, [0] * len(_PAIRS)
    for found in _END.finditer(text):
        part = text[since : found.end()]  # the rest of the text before it was looked at already
        still_open = [
            n + part.count(one) - part.count(other) for n, (one, other) in zip(still_open, _PAIRS, strict=True)
        ]
        if not any(still_open) and not _NO_END.search(part):
            yield found.end()
        since = found.end()


_BEGINS: Final = re.compile(r"[“‘\"'(]?[A-ZÀ-Þ0-9]")
_ASKS: Final = re.compile(r"\?[”’\"')\]]*$")
_STOPS: Final = re.compile(r"[.!…][”’\"')\]]*$")
_LOOKS_BACK: Final = re.compile(
    r"(?:Dit|Dat|Deze|Die|Daar\w*|Hier\w*|Hij|Zij|Ze|Hem|Haar|Hun|Ook|Verder|Bovendien|Echter|Toch|Maar|En|Dus|Want|"
    r"Zo|Dan|Anders|Zulke?|Dergelijke)\b(?!\s+(?:protocol|document|beleid\w*|school\w*|regels?|afspra\w+)\b)"
)
"""How a sentence begins that goes on about what was said before it."""
_LOOKS_ON: Final = re.compile(
    r"\b(?:als\s+volgt|(?:de|het)\s+volgende|hieronder|hierboven|hierna|onderstaande?|bovenstaande?|eerdergenoemde?)\b",
    re.IGNORECASE,
)
"""What says that the matter stands elsewhere."""


_TAKES_BACK: Final = re.compile(
    r"\b(?:tenzij|behalve|uitgezonderd|uitzonder\w*|mits|echter|voorwaarden?|alleen|pas|slechts|enkel|uitsluitend|"
    r"(?:mag|mogen|kan|kunnen|is|zijn)\s+wel|geldt\s+niet|gelden\s+niet|niet\s+(?:als|voor|bij|wanneer))\b"
    r"|(?:^|(?<=[.!?])\s)\s*(?:Maar|Wel|Toch)\b",
    re.IGNORECASE,
)
"""What a sentence holds that may take back a part of what was said before it: better too many than one too few."""
_SAYS_WHICH: Final = re.compile(r"\s*(?:Welke?|Wat|Dat (?:is|zijn))\b")
"""How a sentence begins that says which, or what, was meant before it."""


def _stands_alone(text: str, *, is_item: bool) -> bool:
    """Whether a text says something by itself.

    Not the beginning of a list (`Wij vragen je:`), half of something (`foto’s van anderen;`), a question that is
    answered in the next sentence, or what goes on about the clause before it. Where it stands behind its heading, as
    an item (`Niet: schelden`), it need not be a sentence.
    """
    if not text or _LOOKS_BACK.match(text) or _LOOKS_ON.search(text):
        return False
    if is_item:
        return not text.endswith((":", "?"))
    return bool(_BEGINS.match(text)) and bool(_STOPS.search(text))
