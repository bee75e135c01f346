"""Words: used before they are explained, explained twice, by turns, or not those of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from schoolprotocol.check.said import Said
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import find_name, words
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.words.names import bare_name

# -- definitions ------------------------------------------------------------------------------------------------------

_TERM = r"(?P<{0}>[^\W\d]+(?:\s+[^\W\d]+)?)"
_DEFINES = re.compile(
    "|".join(
        (
            rf"\b(?:onder|met)\s+(?:de\s+term\s+|het\s+begrip\s+|een\s+|de\s+|het\s+)?[‘'“]?{_TERM.format('a')}[’'”]?\s+"
            r"(?:verstaan|verstaat|bedoelen|bedoelt|wordt|worden)\b(?:[^.?!]{0,160}\b(?:verstaan|bedoeld)\b|)",
            rf"(?:^|(?<=[.?!]\s))[‘'“]?{_TERM.format('b')}[’'”]?\s+(?:zijn|is)\s+(?:een\s+|de\s+)?(?:verzamelnaam|verzamelbegrip|term|"
            r"alle|online|internet|digitale)\b",
            rf"\bvolgens\s+(?:[^\W\d]+\s+){{1,4}}?(?:zijn|is)\s+{_TERM.format('c')}\s*:",
            rf"\bverstaat\s+(?:[^.?!]{{1,40}}\s+)?onder\s+{_TERM.format('d')}(?=\s*:|\s+(?:onder|de|het|een|alle)\b)",
            rf"\bis\s+{_TERM.format('e')}\s+een\s+verzamel(?:naam|begrip)\b",
        )
    ),
    re.IGNORECASE,
)
_DEFINING = (
    *("versta", "bedoel", "verzamel", "volgens", " term", "zijn alle", "is alle", "zijn online", "is online"),
    *("zijn internet", "zijn digitale", "zijn een", "zijn de"),
)
_NOT_YET = (2, 3)
"""So many clauses, and so many times, a term is used before it is explained; less only leads up to it."""
_PRONOUNS = frozenset(
    ("dit", "dat", "deze", "die", "ze", "zij", "het", "hij", "wij", "we", "er", "hier", "daar", "wat")
)


def _defined(text: str) -> str | None:
    """The term that a text explains."""
    match = _DEFINES.search(text)
    if match is None or match.lastgroup is None:
        return None
    term = next(value for value in match.groupdict().values() if value)
    kept = [word for word in words(term) if word.casefold() not in _PRONOUNS]
    return " ".join(kept).casefold() if kept and len(kept) == len(words(term)) else None


def _uses(term: str, text: str) -> int:
    return len(re.findall(rf"\b{re.escape(term)}\b", _one_spelling(text)))


def _one_spelling(text: str) -> str:
    return text.casefold().replace("sociale media", "social media")


def definitions(subject: Subject) -> Iterator[Diagnostic]:
    """A term explained after it was used three times, or explained twice in other words."""
    body = [one for one in subject.said if one.clause.wording.text]
    found: dict[str, Said] = {}
    for at, one in enumerate(body):
        term = _defined(one.text) if one.has(*_DEFINING) else None
        if term is None:
            continue
        spelt = _one_spelling(term)
        first = found.get(spelt)
        if first is not None:
            if set(first.clause.audience) & set(one.clause.audience) and first.text != one.text:
                values = {"term": term, "label": one.label, "other_label": first.label}
                yield subject.report_said(one, one.text, Kind.DEFINED_TWICE, **values)
            continue
        found[spelt] = one
        uses = {other: count for other in body[:at] if (count := _uses(spelt, other.text))}
        before = [*uses]
        if len(before) >= _NOT_YET[0] and sum(uses.values()) >= _NOT_YET[1]:
            values = {"term": term, "label": one.label, "count": str(len(before)), "other_label": before[0].label}
            yield subject.report_said(one, one.text, Kind.DEFINED_LATE, **values)


# -- by turns ---------------------------------------------------------------------------------------------------------

_BY_TURNS = (
    (
        3,
        ("verzorger", "ouders"),
        r"ouders?/verzorgers?|ouders?\s+(?:en/of|en|of)\s+(?:(?:hun|de)\s+)?verzorgers?",
        r"ouders(?!\s*/|\s+(?:en/of|en|of)\s+(?:(?:hun|de)\s+)?verzorgers)",
    ),
    (2, ("lera", "docent"), r"leraar|leraren", r"docent(?:en)?"),
    (2, ("leerkracht",), r"leerkracht(?:en)?", r"docent(?:en)?|leraar|leraren"),
    (
        2,
        ("persoonlijk", "persoonsgebonden"),
        r"persoonlijke\s+(?:informatie|gegevens)|(?:vertrouwelijk|geheim)\w*\s+(?:en|of|en/of)\s+persoonlijk\w*|"
        r"(?:informatie|gegevens)\s+(?:is|zijn)\b[^.?!]{0,60}\bpersoonlijk",
        r"persoonsgebonden\s+(?:informatie|gegevens)",
    ),
    (3, ("sociale media", "social media"), r"sociale\s+media", r"social\s+media"),
    (2, ("stakeholder", "belanghebbend"), r"stakeholders?", r"belanghebbenden"),
)
"""How often they must stand there together, what stands in a document that has both, and two words for one thing."""
_COMPILED = tuple(
    ((re.compile(rf"\b(?:{a})\b", re.I), re.compile(rf"\b(?:{b})\b", re.I)), needed, at_least)
    for at_least, needed, a, b in _BY_TURNS
)


_BESIDE = r"(?:\s*,\s*|\s+(?:en/of|en|of)\s+)"
"""Who names both side by side means two things."""


def terms_by_turns(subject: Subject) -> Iterator[Diagnostic]:
    """Now one word, now another for the same thing; a name in the title of something else does not count."""
    title = subject.policy.title
    for pair, needed, at_least in _COMPILED:
        if not all(part in subject.low for part in needed):
            continue
        texts = [(said, said.text.replace(title, "")) for said in subject.said if said.has(*needed)]
        one, other = (pattern.pattern for pattern in pair)
        both = re.compile(rf"{one}{_BESIDE}{other}|{other}{_BESIDE}{one}", re.IGNORECASE)
        apart = [(said, both.sub(" ", text)) for said, text in texts]
        uses = [[(said, m[0]) for said, text in apart for m in pattern.finditer(text)] for pattern in pair]
        if not all(uses) or len(uses[0]) + len(uses[1]) < at_least:
            continue
        (first, rare) = sorted(uses, key=len, reverse=True)
        said, found = rare[0]
        values = {
            "first": first[0][1].lower(),
            "first_count": str(len(first)),
            "second": found.lower(),
            "second_count": str(len(rare)),
        }
        yield subject.report_said(said, found, Kind.TERMS_BY_TURNS, **values)


_GROUP = (
    r"(?P<who>betrokkenen|gebruikers|deelnemers|leerlingen|medewerkers|ouders(?:/verzorgers)?|leraren|docenten|"
    r"collega['’]s)"
)
_POSTS = re.compile(
    rf"^(?:de\s+|alle\s+)?{_GROUP}\s+(?:mogen|mag|moeten|kunnen|plaatsen|zetten|delen|publiceren|maken|filmen|posten)\b",
    re.I,
)
_CONSENTS = (
    r"\b(?:als|mits|nadat|zodra|wanneer|indien|tenzij)\s+(?:de\s+|alle\s+)?{0}\s+(?:(?!die\b|op\b|in\b|van\b)\w+\s+){{0,4}}?"
    r"toestemming\b|\btoestemming\s+van\s+(?:de\s+|alle\s+)?{0}\b(?!\s+(?:die|op|in|van|wie)\b)"
)


def one_word_for_two(subject: Subject) -> Iterator[Diagnostic]:
    """`Betrokkenen plaatsen geen foto's zonder toestemming van betrokkenen`: who posts, and who is shown."""
    for one in subject.said:
        posts = _POSTS.match(one.text) if one.has("toestemming") else None
        if posts is not None:
            consents = re.compile(_CONSENTS.format(re.escape(posts["who"])), re.IGNORECASE)
            match = consents.search(one.text, posts.end())
            if match is not None:
                yield subject.report_said(
                    one, match[0], Kind.ONE_WORD_FOR_TWO, found=match[0], word=posts["who"].lower()
                )


# -- the document's own name ------------------------------------------------------------------------------------------

_KINDS = ("protocol", "gedragscode", "reglement", "regeling", "statuut", "convenant", "handvest", "gedragsregels")


def other_kind(subject: Subject) -> Iterator[Diagnostic]:
    """A document that calls itself something else than its title does."""
    title = subject.policy.title.casefold()
    own = [kind for kind in _KINDS if kind in title]
    if len(own) != 1:
        return
    others = "|".join(kind for kind in _KINDS if kind != own[0] and kind != "regeling")
    pattern = re.compile(rf"\b(?:dit|deze|ons|onze|het\s+onderhavige)\s+(?P<kind>{others})\b", re.IGNORECASE)
    for one in subject.said:
        match = pattern.search(one.text)
        if match:
            values = {"found": match[0], "own": own[0], "title": subject.policy.title}
            yield subject.report_said(one, match[0], Kind.OTHER_KIND, **values)
            return


_VERSION = re.compile(r"\bversie\s+(?P<version>\d+(?:\.\d+)*|(?:[^\W\d]+\s+)?\d{4})\b", re.IGNORECASE)
_NEAR = 80
"""Letters between a title and the version that goes with it."""


def other_version(subject: Subject) -> Iterator[Diagnostic]:
    """The document's own title with a version that is not its own."""
    version = subject.document.version
    title = subject.policy.title.casefold()
    for one in subject.said:
        at = one.text.casefold().find(title) if title else -1
        if at < 0 or version is None:
            continue
        match = _VERSION.search(one.text[at + len(title) : at + len(title) + _NEAR])
        if match and match["version"] != version and not match["version"].startswith(f"{version}."):
            values = {"found": match[0], "version": version}
            yield subject.report_said(one, match[0], Kind.OTHER_VERSION_NAMED, **values)


# -- names ------------------------------------------------------------------------------------------------------------

_LONG_NAME = 7


def misspelt(subject: Subject) -> Iterator[Diagnostic]:
    """A name that `references.yaml` has, with other capitals, or with a letter wrong, missing or too many."""
    references = subject.corpus.references.values()
    names = (n for r in references if r.kind in {"platform", "organisatie", "link"} for n in (*r.names, r.name))
    by_fold, shapes = _known(frozenset(names))
    for printed in subject.texts:
        for word in dict.fromkeys(re.findall(r"(?<![\w./@-])[A-Z][^\W\d_]{4,}(?![\w@]|[./-]\w)", printed.text)):
            folded = word.casefold()
            right = by_fold.get(folded)
            if right is None and len(word) >= _LONG_NAME:
                right = next((shapes[s] for s in _shapes(folded) if s in shapes), None)
                right = None if right is not None and folded.startswith(right.casefold()) else right  # Kennisnets
            if right is not None and right != word and not word.isupper() and find_name(word, printed.text):
                yield subject.report_in(printed, word, Kind.MISSPELT, found=word, name=right)


@lru_cache(maxsize=4)
def _known(names: frozenset[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of one word, by their small letters; and the long ones by each of their shapes."""
    makers = {maker for name in names for maker in re.findall(r"\(([A-Z][^()]*)\)", name)}  # Portal (Maker)
    known = sorted(name for name in names | makers if re.fullmatch(r"[^\W\d_]{5,}", name))
    shapes: dict[str, str] = {}
    for name in known:
        for shape in _shapes(name.casefold()) if len(name) >= _LONG_NAME else ():
            shapes.setdefault(shape, name)
    return {name.casefold(): name for name in known}, shapes


def _shapes(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: words that share a shape differ in a letter, or in order."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def half_replaced(subject: Subject) -> Iterator[Diagnostic]:
    """`MSVR of organisatie`: a name put in for one word of a model text, and the other left standing."""
    own = re.escape(bare_name(subject.policy.organisation.short))
    pattern = re.compile(
        rf"\b{own}\s+(?:of|en/of)\s+(?:organisatie|school|instelling|stichting|bestuur|vereniging)\b(?!\s+van\b)"
    )
    for one in subject.said:
        match = pattern.search(one.text)
        if match:
            yield subject.report_said(one, match[0], Kind.HALF_REPLACED, found=match[0])
