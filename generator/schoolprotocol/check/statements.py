"""What a sentence says that a sentence of another protocol can contradict: a rule, a quantity, whom to tell, a number.

Small on purpose, as `check.stems` is: words, and no grammar. What is said under a condition is no rule here: a rule and
its exceptions may well stand in two protocols. In doubt a sentence says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from schoolprotocol.check.marks import list_says
from schoolprotocol.check.said import LIST, PEOPLE, Said, doing, named
from schoolprotocol.check.stems import STOP, stem
from schoolprotocol.check.texts import words

Sort = Literal["rule", "quantity", "whom", "line"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a sentence says."""

    sort: Sort
    key: str
    """What it can be compared with: the unit of a quantity, the name of a line to call."""
    says: frozenset[str]
    """`mag`, `niet`, `moet` or `hoeft` of a rule; quantities; roles of who is told; telephone numbers."""
    about: frozenset[str]
    """Stems of what it is about; without who does it, and without words that any rule of a school has."""
    acts: str
    """Of what may be done: the stem of the act, where that is another one than to use something."""
    people: frozenset[str]
    """Who does it."""
    others: frozenset[str]
    """With whom, or of whom: `foto’s van leerlingen`."""
    sentence: str
    said: Said


_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+|\n|;\s+")
_GENERAL: Final = frozenset(
    words(
        "school scholen schooldag schooldagen schooltijd dag terrein schoolterrein gebouw schoolgebouw hele "
        "geheel helemaal gewoon vrij graag meteen echt uitdrukkelijk toegestaan verboden geoorloofd verplicht "
        "dient dienen hoeft hoeven behoort pas nummer telefoonnummer bereiken bereikbaar maximaal hoogstens "
        "uiterlijk minstens minimaal ouder oud leeftijd jaar jaren jarige eerder later absoluut bovendien verder "
        "wel gratis terecht worden alleen bedragen bedraagt"
    )
)
"""Words of which a rule of a school is not about something else than another one."""
_USE: Final = frozenset(
    words(
        "gebruik gebruiken gebruikt gebruikte aan aanzetten pakken pak pakt bedienen tevoorschijn inzetten "
        "benutten beschikbaar dragen draagt draag"
    )
)
"""To use something; also unsaid, where a rule is about a thing only."""
_SAME: Final = {
    form: group[0]
    for group in (
        ("telefoon", "telefoons", "mobiel", "mobieltje", "mobieltjes", "smartphone", "smartphones", "gsm", "mobiele"),
        ("les", "lessen", "lestijd", "lesuur", "lesuren"),
        ("pauze", "pauzes"),
        ("praten", "praat", "gesprek", "gesprekken", "spreken", "spreekt"),
        ("antwoord", "antwoorden", "antwoordt", "beantwoorden", "reageren", "reageert", "reactie"),
        ("cadeau", "cadeaus", "geschenk", "geschenken", "presentje"),
        ("aannemen", "aangenomen", "accepteren", "accepteert"),
        ("ai", "chatgpt", "chatbot", "chatbots"),
        ("bewaren", "bewaart", "bewaard"),
        ("filmen", "filmt", "gefilmd"),
        ("ouder", "ouders"),
    )
    for form in group
}
_META: Final = re.compile(
    r"\b(?:meld\w*|gemeld|vertel\w*|vraag|vragen|vraagt|besprek\w*|bespreekt|leren|leert|lezen|leest|lees|helpen|helpt|"
    r"weten|weet|zeggen|zegt|klagen|klacht\w*|uitleg\w*|oefen\w*|aanspreken|spreken)\b",
    re.IGNORECASE,
)
"""Who may speak of something may not yet do it."""
_IF: Final = re.compile(
    r"\b(?:als|indien|wanneer|mits|tenzij|behalve|uitzonder\w*|uitgezonderd|zonder|zolang|nood\w*|toestemming|overleg|"
    r"toezicht|zomaar|altijd|principe|liever|soms|meestal|enkel|uitsluitend|slechts|waarvoor|waarbij|zover|nodig|opdracht|"
    r"tot|totdat|vanaf|na|binnen)\b",
    re.IGNORECASE,
)
"""What makes a rule hold only then, or not then."""
_BUT: Final = re.compile(r",?\s+maar\s+")
"""After this, something else holds somewhere else."""
_ONLY_THERE: Final = re.compile(r"\balleen\s+(?:in|tijdens|op)\b", re.IGNORECASE)
_ALONE: Final = re.compile(r"\balleen\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:niet|geen|nooit|niemand|nergens|verboden)\b", re.IGNORECASE)
_MAY: Final = re.compile(r"\b(?:mag|mogen|toegestaan|geoorloofd)\b", re.IGNORECASE)
_CAN: Final = re.compile(r"\b(?:kan|kun|kunt|kunnen)\b", re.IGNORECASE)
_MUST: Final = re.compile(r"\b(?:moet|moeten|verplicht|dien(?:t|en)\s+te)\b", re.IGNORECASE)
_MODAL: Final = re.compile(r"\b(?:mag|mogen|kan|kun|kunt|kunnen|moet|moeten|hoef|hoeft|hoeven)\b", re.IGNORECASE)
_NEED_NOT: Final = re.compile(r"\b(?:hoef|hoeft|hoeven)\b[^.?!]*\b(?:niet|geen)\b|\bniet\s+verplicht\b", re.IGNORECASE)
_PUT_AWAY: Final = re.compile(
    r"\b(?:telefoons?|mobieltjes?|smartphones?|laptops?|smartwatch\w*)\b[^.?!]*\b(?:uit|thuis|weg|opgeborgen|"
    r"in\s+(?:de|een|je|hun|zijn|haar)\s+(?:\w+\s+)?(?:kluis\w*|tas|telefoontas|jas|locker))\b",
    re.IGNORECASE,
)
_STAYS: Final = re.compile(
    r"\b(?:is|zijn|ligt|liggen|zit|zitten|blijft|blijven|staat|staan|bewaart|bewaren)\b", re.IGNORECASE
)
_AWAY: Final = frozenset(
    words(
        "uit thuis weg opgeborgen kluis kluisje kluisjes tas telefoontas jas locker ligt liggen zit zitten blijft "
        "blijven"
    )
)
_GO_ALONG: Final = frozenset(words("mee meenemen meenemt"))


_PARTICLE: Final = re.compile(
    r"\b(aan|op|mee|uit|in|af|door|terug|toe|weg)\b(?=\s*(?:$|[.,;]|(?:van|bij|tijdens|voor|in|op|naar)\b))"
)
_VERB: Final = re.compile(r"(?!(?:geen|een|uit|niet|tegen|binnen|buiten|boven|aan)$)[a-zëï]{2,}(?:en|aan|t)")
_BEFORE_YOU: Final = re.compile(r"\b([a-z]{3,})\s+(?:je|jij|u|we|wij)\b")
_LATE: Final = re.compile(r"\bte\s+laat\b", re.IGNORECASE)
_TO: Final = re.compile(r"\b(aan|op|mee|uit|in|af|door|terug|toe|weg)\s+te\s+(?=\w+en\b)")


_LIGHT: Final = frozenset({"gaan", "gaat", "geven", "geeft", "komen", "komt", "laten", "laat", "doen", "doet"})
"""Verbs that say little by themselves, and much with what stands behind them."""


@lru_cache(maxsize=20_000)
def _root(word: str) -> str:
    """A word and its other forms as one: the endings that `stem` takes one by one, all taken."""
    word = word.casefold()
    word = _SAME.get(word, word)
    for _time in range(4):
        shorter = stem(word)
        if shorter == word or len(shorter) < 3:
            break
        word = shorter
    return word


_ROOTS: Final = {
    name: frozenset(map(_root, forms))
    for name, forms in (("general", _GENERAL), ("use", _USE), ("away", _AWAY), ("along", _GO_ALONG))
}


def about(text: str, names: frozenset[str] = frozenset()) -> frozenset[str]:
    """What a text is about: the roots of its words, without who it is about and what any rule has.

    Args:
        text: a sentence, or two.
        names: roots of the words with which a document names its school.
    """
    said = (word for word in words(PEOPLE.sub(" ", text)) if word.casefold() not in STOP)
    of_others = {_root("ander")} if _OTHERS.search(text) else set[str]()
    return (frozenset(map(_root, said)) - _ROOTS["general"] - names) | of_others


_OTHERS: Final = re.compile(
    r"\b(?:van|met|over|voor)\s+(?:een\s+)?(?:ander|anderen|andere\s+\w+|elkaar)\b", re.IGNORECASE
)
"""What may be done with one's own may not yet be done with what is another's."""


def names_of(texts: Iterable[str | None]) -> frozenset[str]:
    """The roots of the words with which a school and who lead it are named."""
    return frozenset(_root(word) for text in texts if text is not None for word in words(text))


def statements(one: Said, names: frozenset[str]) -> Iterator[Statement]:
    """What the sentences of a clause say.

    Args:
        one: the clause.
        names: as in `about`.
    """
    before = ""
    for sentence in _SENTENCE.split(_TO.sub(r"\1", _LATE.sub("telaat", one.text))):
        if sentence.endswith("?"):
            before = sentence
            continue
        whole = f"{before} {sentence}".strip()
        before = ""
        yield from _rule(one, sentence, names)
        yield from _quantities(one, sentence, names)
        yield from _whom(one, whole, names)
        yield from _lines(one, whole)


_OF_THEM: Final = re.compile(
    rf"\b(?:met|over|van|aan|tussen|tegen|naar)\s+(?:de\s+|hun\s+|een\s+)?{LIST}", re.IGNORECASE
)


def _others(sentence: str) -> frozenset[str]:
    """People whom it concerns beside who does it."""
    return frozenset[str]().union(*(named(match[0]) for match in _OF_THEM.finditer(sentence)))


def _both(one: Said, sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    return _people(one, sentence), _others(sentence)


def _people(one: Said, sentence: str) -> frozenset[str]:
    """Whom it names first, else whom the clause is for; staff are not who is called `je` among others."""
    doers = doing(sentence)
    if doers or not _YOU.search(sentence):
        return doers or one.people()
    return one.people() - {"medewerker"} or one.people()


_YOU: Final = re.compile(r"\b(?:je|jij|jou|jouw)\b", re.IGNORECASE)


# -- rules ------------------------------------------------------------------------------------------------------------


def _rule(one: Said, whole: str, names: frozenset[str]) -> Iterator[Statement]:
    sentence = _BUT.split(whole)[0]
    side = _side(one, sentence)
    if not side:
        return
    found = about(sentence, names)
    if side == "niet" and _PUT_AWAY.search(sentence) and _STAYS.search(sentence):
        found -= _ROOTS["away"]
    uses = bool(found & _ROOTS["use"]) or side == "niet"
    last = words(sentence)[-1:]
    along, meta = found & _ROOTS["along"], _META.search(sentence)
    acts = "" if uses else min(along) if along else _act(last[0]) if last else ""
    acts = _root(meta[0]) if meta is not None else acts
    found = _joined(sentence, found) - _ROOTS["use"]
    if found:
        yield Statement("rule", "", frozenset({side}), found, acts, *_both(one, sentence), sentence, one)


def _act(last: str) -> str:
    """The verb at the end of a sentence; one that says little by itself is none."""
    return _root(last) if last.endswith("en") and last.casefold() not in STOP else ""


def _joined(sentence: str, found: frozenset[str]) -> frozenset[str]:
    """What it is about, with a verb whose beginning stands behind it as one: `nemen geen cadeaus aan` is `aannemen`."""
    part = _PARTICLE.search(sentence)
    said = (word for word in words(PEOPLE.sub(" ", sentence)) if word.casefold() not in STOP - _LIGHT)
    asked = _BEFORE_YOU.search(sentence)
    verb = asked[1] if asked else next((word for word in said if _VERB.fullmatch(word.casefold())), None)
    if part is None or verb is None or _MODAL.search(sentence) or found & _ROOTS["use"] - {_root(part[0])}:
        return found
    return found - {_root(verb), _root(part[0])} | {_root(part[0] + verb.casefold())}


def _side(one: Said, sentence: str) -> str:
    """`mag`, `niet`, `moet` or `hoeft`; empty where a sentence states no rule, or one with a condition."""
    says = list_says(one)
    only = _ONLY_THERE.search(sentence)
    rest = _ONLY_THERE.sub(" ", sentence)
    negations = len(_NOT.findall(rest))
    if _IF.search(rest) or _ALONE.search(rest) or negations > 1:
        return ""
    if says == "niet":
        return "" if negations else "niet"
    if _NEED_NOT.search(sentence):
        return "hoeft"
    if only:
        return "" if negations else "mag"
    if negations:
        # `Niemand weet …` and `kan niet` tell how it is.
        return "" if _CAN.search(rest) else "niet"
    if _MUST.search(sentence):
        return "moet"
    if _MAY.search(sentence):
        return "mag"
    if _CAN.search(sentence) and about(sentence) & _ROOTS["use"]:
        return "mag"
    return "niet" if _PUT_AWAY.search(sentence) and _STAYS.search(sentence) else ""


# -- quantities -------------------------------------------------------------------------------------------------------

_COUNTS: Final = (
    *("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien"),
    *("veertien", "vijftien", "zestien", "zeventien", "achttien"),
)
_VALUES: Final = {word: number for number, word in enumerate(_COUNTS, start=1)} | {"één": 1}
_N: Final = rf"(?P<n>\d+(?:[.,]\d+)?|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
_UNITS: Final = (
    ("dag", 1, r"(?:school|werk)dag(?:en)?"),
    ("dag", 5, r"(?:school|werk)?we(?:ek|ken)"),
    ("kalenderdag", 1, r"dag(?:en)?"),
    ("uur", 1, r"u(?:ur|ren)"),
    ("minuut", 1, r"minu(?:ut|ten)"),
    ("maand", 1, r"maand(?:en)?"),
    ("maand", 12, r"jaar|jaren"),
    ("euro", 1, r"euro"),
    ("keer", 1, r"keer|maal|waarschuwing(?:en)?|leerlingen|personen"),
)
"""What is counted: in which unit, how many of that one is, and the words."""
_MOST, _LEAST = "hoogstens", "minstens"
_QUANTITY: Final = re.compile(
    rf"(?:(?P<most>binnen|uiterlijk|hoogstens|maximaal|ten\s+hoogste|niet\s+meer\s+dan)\s+|"
    rf"(?P<least>minstens|minimaal|ten\s+minste|na)\s+)?(?<![\d.,])(?:(?<=\s)|^)(?:€\s*(?P<e>\d+)|{_N}(?:e|ste|de)?\s+"
    rf"(?P<unit>{'|'.join(words_ for _name, _size, words_ in _UNITS)})\b)",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"\b(?P<bound>om|na|tot|vanaf|v[oó]{2}r)\s+(?P<h>\d{1,2})[.:](?P<m>\d\d)\s+uur\b", re.IGNORECASE
)
_AGE: Final = re.compile(
    rf"\b(?P<bound>vanaf|onder(?:\s+de)?|boven(?:\s+de)?|jonger\s+dan|ouder\s+dan|tot|pas\s+met)\s+(?:hun\s+|je\s+|de\s+)?"
    rf"{_N}(?:e|de|ste)?(?:\s+jaar|\b(?=\s+(?:beslis|mag|mogen|kies)|[,.]))"
    rf"|{_N.replace('?P<n>', '?P<o>')}\s+jaar\s+(?:of|en)\s+ouder",
    re.IGNORECASE,
)


def _quantities(one: Said, sentence: str, names: frozenset[str]) -> Iterator[Statement]:
    found: dict[str, set[str]] = {}
    for match in _AGE.finditer(sentence):
        bound = (match["bound"] or "vanaf").casefold().split()[0]
        number = _number(match["n"] or match["o"])
        found.setdefault("leeftijd", set()).add(str(int(number) + (bound in {"boven", "ouder"})))
    rest = _AGE.sub(" ", sentence)
    for match in _CLOCK.finditer(rest):
        found.setdefault("klok", set()).add(f"{int(match['h'])}.{match['m']}")
    rest = _CLOCK.sub(" ", rest)
    for match in _QUANTITY.finditer(rest):
        bound = _MOST if match["most"] else _LEAST if match["least"] else ""
        unit, size = ("euro", 1) if match["e"] else _unit(match["unit"])
        key = f"{bound} {unit}"
        if unit == "keer":
            key += f" {_root(match['unit'])}"
        found.setdefault(key, set()).add(f"{float(match['e'] or _number(match['n'])) * size:g}")
    rest = _QUANTITY.sub(" ", rest)
    subject = about(rest, names) - _ROOTS["use"] - frozenset(map(_root, _COUNTS))
    for key, values in found.items():
        if subject and len(values) == 1:  # of two quantities nobody can tell which is which
            yield Statement("quantity", key, frozenset(values), subject, "", *_both(one, sentence), sentence, one)


def _number(text: str) -> str:
    return str(_VALUES[text.casefold()]) if text.casefold() in _VALUES else text.replace(",", ".")


def _unit(text: str) -> tuple[str, int]:
    return next((name, size) for name, size, words_ in _UNITS if re.fullmatch(words_, text, re.IGNORECASE))


# -- whom to tell -----------------------------------------------------------------------------------------------------

_ROLES: Final = (
    ("vertrouwenspersoon", r"(?:interne\s+|externe\s+)?(?:vertrouwenspersoon|contactpersoon)"),
    ("functionaris", r"functionaris\s+(?:voor\s+)?gegevensbescherming|privacy\s?officer|FG"),
    ("coördinator", r"[\w-]*co[öo]rdinator"),
    ("conciërge", r"conci[ëe]rge"),
    ("administratie", r"(?:school)?administratie|receptie"),
    ("ict", r"ict-\w+|systeembeheer\w*|helpdesk"),
    ("leidinggevende", r"leidinggevende|teamleider|manager"),
    ("schoolleiding", r"schoolleiding|schoolleider|directie|directeur|rector"),
    ("bestuur", r"(?:school)?bestuur|college\s+van\s+bestuur|bestuurder"),
    ("leraar", r"mentor|leraar|docent|leerkracht|juf|meester"),
    ("politie", r"politie"),
)
_ROLE: Final = "|".join(f"(?P<r{at}>{words_})" for at, (_name, words_) in enumerate(_ROLES))
_ANY_ROLE: Final = re.compile(rf"\b(?:{_ROLE})\b", re.IGNORECASE)
_THE: Final = r"(?:(?:de|het|een|hun|zijn|haar|je|jouw|uw|onze?|eigen|van|school)\s+)*"
_ONE_ROLE: Final = "|".join(f"(?:{words_})" for _name, words_ in _ROLES)
_TOLD: Final = re.compile(
    rf"\b(?:bij|aan|naar|met|tegen)\s+{_THE}(?:{_ONE_ROLE})\b(?:\s*(?:,|/|\bof\b|\ben\b)\s*(?:bij\s+|naar\s+)?{_THE}(?:{_ONE_ROLE})\b)*",
    re.IGNORECASE,
)
_TELL: Final = re.compile(
    r"\b(?:meld(?:t|en)?|gemeld|vertel(?:t|len)?|doorgeven|geef\w*\b[^.?!]*\bdoor|laat\b[^.?!]*\bweten|ga(?:at)?\b[^.?!]*\bnaar|"
    r"contact\s+op|terecht)\b",
    re.IGNORECASE,
)
_TOO: Final = re.compile(r"\b(?:ook|eventueel|daarna|vervolgens|liever)\b", re.IGNORECASE)
_TELLING: Final = frozenset(
    map(
        _root,
        words(
            "meld melden meldt melding vertel vertellen vertelt doorgeven geef door laat weten ga gaat gaan neem "
            "neemt contact op terecht ziet zien merkt hoort opmerkt overkomt gebeurd gebeurt vermelden"
        ),
    )
)


def _whom(one: Said, text: str, names: frozenset[str]) -> Iterator[Statement]:
    told = _TOLD.search(text)
    if told is None or not _TELL.search(text) or _TOO.search(text) or _NOT.search(text):
        return
    roles = frozenset(
        _ROLES[int(match.lastgroup[1:])][0] for match in _ANY_ROLE.finditer(told[0]) if match.lastgroup is not None
    )
    subject = about(_TOLD.sub(" ", text), names) - _TELLING - _ROOTS["use"]
    if subject:
        yield Statement("whom", "", roles, subject, "", *_both(one, text), text, one)


# -- lines to call ----------------------------------------------------------------------------------------------------

_LINE: Final = re.compile(
    r"(?<![\d.,/-])(?:116[ -]?\d{3}|11[23]|(?:\+31|0)(?:[ -]?\(0\))?(?:[ -]?\d){6,10})(?![\d-]*\d)"
)
_CALLED: Final = re.compile(
    r"\b(?:(?:interne\s+|externe\s+)?vertrouwenspersoon|conciërge|schooladministratie|schoolleiding|\w*coördinator|"
    r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
)
_NO_NAME: Final = frozenset(
    words(
        "de het een bel bellen kinderen ouders leerlingen medewerkers je u wie wil op "
        "dan is heeft bij voor in ook daarna dat deze zij wij"
    )
)


def _lines(one: Said, text: str) -> Iterator[Statement]:
    numbers = list(_LINE.finditer(text))
    if not numbers:
        return
    called = [match for match in _CALLED.finditer(text) if match[0].casefold() not in _NO_NAME]
    found: dict[str, set[str]] = {}
    for number in numbers:
        before = [match for match in called if match.end() <= number.start()]
        after = [match for match in called if match.start() >= number.end()]
        nearest = before[-1] if before else after[0] if after else None
        if nearest is not None:
            name = " ".join(word for word in nearest[0].split() if word.casefold() not in _NO_NAME).casefold()
            found.setdefault(name, set()).add(re.sub(r"\D", "", number[0].replace("+31", "0")))
    for name, values in found.items():
        yield Statement("line", name, frozenset(values), frozenset({name}), "", frozenset(), frozenset(), text, one)
