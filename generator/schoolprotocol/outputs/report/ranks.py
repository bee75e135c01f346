"""How heavily a change weighs for who decides on it: a rule that comes, goes or changes, or names and wording.

Found by words, for a council reads the rules first; all that changes is told in full, whatever it weighs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from schoolprotocol.compare.changeset import Change, HeadingChange, ParameterChange
from schoolprotocol.outputs.report.slots import is_kort
from schoolprotocol.outputs.report.view import Rank
from schoolprotocol.policy.slots import EXCERPT

RANKS: tuple[Rank, ...] = ("new", "rule", "words")
"""From the heaviest on."""
_STRENGTH: Mapping[str, str] = {
    word: words.split()[0]
    for words in (
        *("moet moeten dient dienen behoort behoren", "mag mogen", "hoeft hoeven", "kan kunt kunnen", "geldt gelden"),
        *("niet geen niemand nooit", "noch", "zonder", "verplicht", "verbod", "verboden", "altijd", "meestal", "soms"),
        *("alleen slechts uitsluitend enkel", "tenzij", "mits", "behalve behoudens", "uitzondering uitzonderingen"),
        *(
            "beginsel principe",
            "voorkeur",
            "nodig",
            "mogelijk",
            "wenselijk",
            "streeft streven",
            "vrijwillig",
            "optioneel",
        ),
        *("minste minstens minimaal", "hoogste hoogstens hooguit maximaal", "minder", "jonger", "enkele sommige"),
        *("geheel volledig helemaal", "gedeeltelijk deels", "half halve helft", "gratis kosteloos"),
        *("eerst", "vooraf", "achteraf", "uiterlijk", "direct meteen onmiddellijk", "dezelfde"),
        *("dagelijks", "wekelijks", "maandelijks", "jaarlijks", "ochtend ochtends", "middag middags", "avond avonds"),
        *("maandag maandags", "dinsdag dinsdags", "woensdag woensdags", "donderdag donderdags", "vrijdag vrijdags"),
        *("zaterdag zaterdags", "zondag zondags", "januari", "februari", "maart", "april", "mei", "juni", "juli"),
        *("augustus", "september", "oktober", "november", "december", "onderbouw", "bovenbouw"),
        *("beslist beslissen besluit besluiten", "meldt melden", "toestemming", "recht", "weigert weigeren"),
        *("advies adviseert adviseren adviesrecht", "instemming instemt instemmen stemt instemmingsrecht"),
        *("bewaart bewaren bewaard", "verwijdert verwijderen verwijderd", "vernietigt vernietigen vernietigd"),
        *("schorst schorsen geschorst schorsing", "anoniem", "vertrouwelijk", "openbaar", "schriftelijk", "mondeling"),
    )
    for word in words.split()
}
"""Words that make a rule wider or narrower, each with the one that says the same of another number of people."""
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[ -]\d+)*")
_LAW = re.compile(r"\bartikel(?:en)? [\d.:]+[a-z]?(?: lid \d+)?|https?://\S+", re.IGNORECASE)
"""Digits that are no number of a rule."""
_UNITS: Mapping[str, str] = {
    word: words.split()[0]
    for words in (
        *("% procent", "euro", "cent", "mm", "cm", "m meter", "km kilometer", "minuut minuten", "uur uren"),
        *("lesuur lesuren", "dag dagen", "werkdag werkdagen", "schooldag schooldagen", "week weken"),
        *("schoolweek schoolweken", "maand maanden", "jaar jaren", "schooljaar schooljaren"),
    )
    for word in words.split()
}
"""What a number counts, each with the word for one of it: with another one it is another rule."""
_UNIT = re.compile(r"\d\s?(%|[^\W\d_]+)")
_TURNS = frozenset(
    [
        *("en", "of", "voor", "na", "tijdens", "binnen", "buiten", "in", "vanaf", "tot", "met", "zonder"),
        *("aan", "uit", "af", "onder", "boven"),
    ]
)
"""Words of which one in the place of another turns a rule round, or moves it to another time or place."""
_CONDITIONS = frozenset(["als", "indien", "wanneer"])
"""What is put in or taken out with one of these narrows a rule, or no longer does."""
_COUNTS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_COUNTED = {
    **{word: str(number) for number, word in enumerate(_COUNTS)},
    "vijftien": "15",
    "twintig": "20",
    "dertig": "30",
    "veertig": "40",
    "zestig": "60",
    "honderd": "100",
    "tweede": "2",
    "derde": "3",
    "vierde": "4",
}
_COUNT = re.compile(rf"\b(?:{'|'.join(_COUNTED)})\b", re.IGNORECASE)
"""Numbers in words: `twee weken` is `2 weken`. An `een` without accents is seldom one."""
_SHORT = 6
"""Digits; with fewer in a row of numbers these are no telephone number, and `1-2` is not `12`."""
_WORD = re.compile(r"[^\W\d_]+")


def rank(group: Sequence[Change | HeadingChange | ParameterChange], raised: Collection[str] = ()) -> Rank:
    """How heavily changes weigh together: as the heaviest, and as a rule where the author of their note says so.

    `raised` has the ids of the notes whose authors do.
    """
    said: Rank = "rule" if {*group[0].notes[:1]} & {*raised} else "words"
    return min((said, *map(_rank, group)), key=RANKS.index)


def _rank(change: Change | HeadingChange | ParameterChange) -> Rank:
    match change:
        case HeadingChange():
            return "words"
        case ParameterChange():
            old, new = change.old.text, change.new.text
            return "rule" if (_strength([old]), _numbers(old)) != (_strength([new]), _numbers(new)) else "words"
    if {"added", "dropped"} & set(change.facets):
        # The text for the schoolgids tells rules that stand in the document.
        return "words" if (change.new or change.old)[0].section == EXCERPT else "new"
    if {"audience", "form"} & set(change.facets) or any(move.elsewhere for move in change.moves):
        return "rule"
    was, now = ("\n".join(_words(change, "same", op)) for op in ("delete", "insert"))
    changed = {" ".join(_words(change, op)).strip().casefold().replace("vóór", "voor") for op in ("delete", "insert")}
    if len(changed) == 2 and (changed <= _TURNS or _is_denied(*changed)):
        return "rule"
    if "" in changed and not _CONDITIONS.isdisjoint(_WORD.findall(" ".join(changed))):
        return "rule"
    return "rule" if (_strength([was]), _numbers(was)) != (_strength([now]), _numbers(now)) else "words"


def _is_denied(one: str, other: str) -> bool:
    """Whether one word says the contrary of another: `bevoegd`, `onbevoegd`."""
    return one.removeprefix("on") == other or other.removeprefix("on") == one


def _words(change: Change, *ops: str) -> Iterator[str]:
    """What the clause itself says, as written: a note explains it, and its short sentence says it again."""
    for part in change.parts:
        kinds = {slot.kind for slot in (part.old, part.new) if slot is not None}
        if part.move is None and "note" not in kinds and not is_kort(part):
            yield "".join(segment.text for segment in part.segments if segment.op in ops)


def _strength(texts: Iterable[str]) -> Counter[str]:
    found = (word.casefold() for text in texts for word in _WORD.findall(text))
    return Counter(_STRENGTH[word] for word in found if word in _STRENGTH)


def _numbers(text: str) -> Counter[str]:
    """The numbers in a text; a telephone number is the same one however it is written."""
    text = _COUNT.sub(lambda found: _COUNTED[found[0].casefold()], text)
    if not _DIGIT.search(text):  # as most: laws are sought letter by letter
        return Counter()
    bare = _LAW.sub("", text)
    digits = (re.split(r"\D", number) for number in _NUMBER.findall(bare))
    found = Counter(("" if len("".join(parts)) > _SHORT else "-").join(parts) for parts in digits)
    units = (unit.casefold() for unit in _UNIT.findall(bare))
    return found + Counter(_UNITS[unit] for unit in units if unit in _UNITS)
