"""Sanctions: in what order, from what to what, and for whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from schoolprotocol.check.said import EVERYBODY, LIST, NEGATION, Said, doing, meant_for, named
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS

_RANKED = (
    r"waarschuwing",
    r"berisping|berispt",
    r"schorsing|geschorst",
    r"overplaatsing|overgeplaatst",
    r"ontslag(?!\s+op\s+staande)|ontslagen|(?:van\s+school\s+)?verwijderd\s+van\s+school|"
    r"verwijdering(?!\s+van\s+(?:de\s+|het\s+|een\s+)?(?:bericht|beeld|foto|film|tekst|account))",
    r"(?:ontslag\s+)?op\s+staande\s+voet",
)
"""What a school can do to somebody, from light to heavy."""
_SANCTION = re.compile("|".join(rf"(?P<r{rank}>{words})" for rank, words in enumerate(_RANKED)), re.IGNORECASE)
_PART = re.compile(r"(?<=[.?!])\s+")
_LIGHT_TO_HEAVY = re.compile(r"\b(?:van\s+)?lichte?r?\s+(?:naar|tot)\s+zwaar", re.IGNORECASE)
_HEAVY_TO_LIGHT = re.compile(r"\bzware?r?\s+(?:naar|tot)\s+licht", re.IGNORECASE)
_RUNS = re.compile(
    r"\b(?:vari(?:ë|ee?)r|uiteenlop|oplop|lopen\b|lopend|loopt\b|reiken\b|strekken\b|gaan\b|gaat\b|gaande\b|maatregelen\b)"
    r"[^.?!]{0,80}?\bvan\s",
    re.IGNORECASE,
)
_IN_STEPS = re.compile(
    r"\b(?:oplop|lo(?:pen|opt)\s+op\b|opklim|opbouw|achtereenvolgens|stapsgewijs|steeds zwaar)", re.IGNORECASE
)
_END = re.compile(r"\b(?:tot|t/m|naar)\b", re.IGNORECASE)
_BEFORE_FIRST = 25
"""Letters between `van` and the first sanction: an article, an adjective."""
_ENOUGH = 3
"""Sanctions in one sentence that make a row."""


_NAMES = ("waarschuwing", "berisp", "schors", "overpla", "ontslag", "verwijder", "staande voet")


def _parts(one: Said) -> tuple[str, ...]:
    """Sentences, with the list that a colon announces; none where no sanction is named."""
    return tuple(_PART.split(one.text)) if one.has(*_NAMES) else ()


def _ranks(text: str) -> list[tuple[int, str]]:
    return [(int(match.lastgroup[1:]), match[0]) for match in _SANCTION.finditer(text) if match.lastgroup]


def _stepped_back(text: str) -> tuple[str, str] | None:
    """The first sanction of a row, and a lighter one that comes after it."""
    ranks = _ranks(text)
    for (rank, words), (after, its_words) in pairwise(ranks):
        if after < rank:
            return words, its_words
    return None


def out_of_order(subject: Subject) -> Iterator[Diagnostic]:
    """A lighter sanction after a heavier one, where the text or the help of a value says: from light to heavy."""
    told = set[str]()
    for name in _stepped_values(subject):
        value = subject.policy.values[name].text
        steps = _stepped_back(value)
        if steps is not None:
            told.add(value)
            place = subject.value_at(name) or subject.home
            yield subject.report(Kind.SANCTIONS_ORDER, place, name, first=steps[0], second=steps[1])
    for one in subject.said:
        for part in _parts(one):
            steps = _stepped_back(part) if len(_ranks(part)) >= _ENOUGH and _is_range(part) else None
            if steps is not None and not any(value in part for value in told):
                yield subject.report_said(one, part, Kind.SANCTIONS_ORDER, first=steps[0], second=steps[1])
                break


def _stepped_values(subject: Subject) -> Iterator[str]:
    protocol = subject.corpus.protocols.get(subject.policy.protocol)
    declared = protocol.parameters if protocol is not None else {}
    for name in subject.policy.values:
        if name in declared and _LIGHT_TO_HEAVY.search(declared[name].help):
            yield name


def _is_range(part: str) -> bool:
    if _HEAVY_TO_LIGHT.search(part):
        return False
    return bool(_RUNS.search(part) or _IN_STEPS.search(part) or _LIGHT_TO_HEAVY.search(part))


def range_without_end(subject: Subject) -> Iterator[Diagnostic]:
    """`variërend van waarschuwing, schorsing, ontslag`: from what, but not up to what."""
    for one in subject.said:
        for part in _parts(one):
            match = _RUNS.search(part)
            rest = part[match.end() :] if match else ""
            first = _SANCTION.search(rest[: _BEFORE_FIRST + 20])
            is_row = first is not None and first.start() <= _BEFORE_FIRST and len(_ranks(rest)) > 1
            if first is not None and is_row and not _END.search(rest):
                yield subject.report_said(one, rest, Kind.RANGE_WITHOUT_END, found=f"van {rest[: first.end()]} …")
                break


# -- for whom ---------------------------------------------------------------------------------------------------------

_MEASURES = ("maatregel", "sanctie", "straf", "aangifte", "consequentie", "plichtsverzuim", "verwijtbaar")
_MEASURED = ("medewerker", "leerling", "ouder")
_CONSEQUENCE = re.compile(
    r"\b(?:maatregel(?:en)?|sancties?|straf(?:fen)?|strafbaar|aangifte|consequenties|plichtsverzuim|verwijtbaar)\b|"
    + _SANCTION.pattern,
    re.IGNORECASE,
)
_SANCTIONS_HEADING = re.compile(r"\b(?:sanctie|maatregel|consequentie|gevolg)", re.IGNORECASE)
_NO_RULES_HEADING = re.compile(
    r"\b(?:inleiding|uitgangspunt|doel|doelgroep|reikwijdte|definiti|begrip|achtergrond|kennisgeving)", re.IGNORECASE
)
_FOR_PUPILS_ONLY = re.compile(
    r"\b(?:schorsing|geschorst|leerling(?:en)?dossier|verwijdering\s+van\s+school|van\s+school\s+verwijderd|"
    r"verwijderd\s+van\s+school)\b",
    re.IGNORECASE,
)
_LIST = re.compile(LIST, re.IGNORECASE)


def sanction_of_pupils(subject: Subject) -> Iterator[Diagnostic]:
    """A pupil's file, suspension or removal that falls on parents, as the text has it."""
    for one in subject.said:
        if not (one.has("schors", "dossier", "verwijder") and _FOR_PUPILS_ONLY.search(one.text)):
            continue
        both = any({"leerling", "ouder"} <= named(match[0]) for match in _LIST.finditer(one.text))
        for sentence in one.sentences if both else ():
            match = _FOR_PUPILS_ONLY.search(sentence)
            if match and named(sentence) in (frozenset(), frozenset({"leerling", "ouder"})):
                yield subject.report_said(one, match[0], Kind.SANCTION_OF_PUPILS, found=match[0])
                break


def heading_leaves_out(subject: Subject) -> Iterator[Diagnostic]:
    """People whom a part on sanctions binds and its heading leaves out; or whom the title of the document does."""
    for section in subject.policy.all_sections():
        heading = section.heading.text if section.heading else ""
        meant = meant_for(heading) if _SANCTIONS_HEADING.search(heading) else frozenset()
        if not meant & {*_MEASURED} or EVERYBODY in meant:
            continue
        found: dict[str, Said] = {}
        for one in subject.said:
            if section in one.path:
                for who in named(one.text) & {*one.clause.audience, "leerling", "ouder"}:
                    if who in _MEASURED and who not in meant and _binds(one, who):
                        found.setdefault(who, one)
        if found:
            yield _left_out(subject, section.id, heading, found)
    meant = meant_for(subject.policy.title)
    if meant & {*_MEASURED}:
        bound = {
            who: one
            for one in reversed(subject.said)
            for sentence in one.sentences
            if one.has("geld", "bedoeld")
            if (match := _HOLDS_FOR.search(sentence))
            for who in sorted(named(match[0]) - meant)
            if who in _MEASURED
        }
        if bound:
            yield _left_out(subject, "document.title", subject.policy.title, bound)


_HOLDS_FOR = re.compile(
    rf"\b(?:geld|bedoeld)\w*\s+(?:ook\s+|dus\s+|zowel\s+)?voor\b[^.?!:;]{{0,80}}?{LIST}"
    rf"(?:,?\s+(?:en|maar|als)\s+(?:ook\s+)?voor\s+{LIST})?",
    re.IGNORECASE,
)


def _binds(one: Said, who: str) -> bool:
    """Whether it says what happens to these people, and not what happens to something of theirs."""
    return any(
        who in doing(s) or (who in named(s) and _CONSEQUENCE.search(s) and not _INFORMED.search(s))
        for s in one.sentences
    )


_INFORMED = re.compile(
    r"\b(?:informe\w+|inlicht\w*|ingelicht|belt|bellen|praat|praten|gesprek|spreekt|bespreekt|overleg\w*|contact|meldt)\b",
    re.IGNORECASE,
)
"""People in such a sentence hear of a measure, and do not have it."""


def _left_out(subject: Subject, target: str, heading: str, found: dict[str, Said]) -> Diagnostic:
    first = next(iter(found.values()))
    place = subject.document_at("title") if target == "document.title" else subject.text_at(target)
    people = enumerate_nl([_word(who) for who in _MEASURED if who in found])
    return subject.report(Kind.HEADING_LEAVES_OUT, place, target, heading=heading, people=people, label=first.label)


def _word(who: str) -> str:
    return next((words for group, words in AUDIENCE_WORDS.items() if group == who), who)


def no_rules_for(subject: Subject) -> Iterator[Diagnostic]:
    """Sanctions or measures for people to whom no rule of the document is addressed."""
    threatened: dict[str, Said] = {}
    for one in subject.said:
        for sentence in one.sentences if one.has(*_NAMES, *_MEASURES) else ():
            told_elsewhere = _PROMISE.search(sentence) and _ELSEWHERE.search(sentence)
            if told_elsewhere or NEGATION.search(sentence) or _INFORMED.search(sentence):
                continue
            if _CONSEQUENCE.search(sentence):
                for who in named(sentence):
                    if who in _MEASURED:
                        threatened.setdefault(who, one)
    if not threatened:
        return
    actor = re.compile(
        rf"\b(?:de\s+school|het\s+bestuur|de\s+stichting|{re.escape(subject.policy.organisation.short)})\b", re.I
    )
    without = [who for who in _MEASURED if who in threatened]
    has_rules = False
    for one in subject.said:
        if not without:
            return
        ruled = _ruled(one, actor)
        without, has_rules = [who for who in without if who not in ruled], has_rules or bool(ruled)
    if without and has_rules:  # a list of measures alone has its rules elsewhere
        first = threatened[without[0]]
        people = enumerate_nl([_word(who) for who in without])
        place = subject.text_at(first.clause.id)
        yield subject.report(Kind.NO_RULES_FOR, place, first.clause.id, people=people, label=first.label)


_MODAL = re.compile(
    r"\b(?:mag|mogen|moet|moeten|dient\s+te|dienen\s+te|verplicht|verantwoordelijk|houden\s+zich|respecteren)\b|"
    + NEGATION.pattern,
    re.IGNORECASE,
)


_IS_TOLD = re.compile(r"\b(?:krijg(?:t|en)|word(?:t|en)\s+(?:geïnformeerd|ingelicht)|horen)\b", re.IGNORECASE)
"""Who is told something has no rule by that."""
_WE_SAY = re.compile(
    r"(?:wij|we)\s+(?:zien|vinden|willen|bieden|erkennen|geloven|vertrouwen|verwachten|vragen|streven|stimuleren|kiezen)\b",
    re.IGNORECASE,
)
"""The school speaks of itself."""


def _ruled(one: Said, actor: re.Pattern[str]) -> Collection[str]:
    """The people to whom this clause is a rule.

    Args:
        one: the clause.
        actor: the names for the school; what the school may or must do is no rule for others.
    """
    if any(_SANCTIONS_HEADING.search(h) or _NO_RULES_HEADING.search(h) for h in one.headings):
        return ()
    if not one.headings or (_CONSEQUENCE.search(one.text) and not NEGATION.search(one.text)):
        return ()
    ruling = [sentence for sentence in one.sentences if not _IS_TOLD.search(sentence) and not _WE_SAY.match(sentence)]
    told = frozenset[str]().union(*map(doing, ruling))
    holds_for = {who for match in _HOLDS_FOR.finditer(one.text) for who in named(match[0])}
    is_rule = any(_MODAL.search(s) and not actor.search(s) and not _IS_TOLD.search(s) for s in one.sentences)
    people = told | holds_for or (one.people() if is_rule else frozenset())
    by_headings = (people for people in map(meant_for, one.headings) if people and EVERYBODY not in people)
    by_heading = next(by_headings, frozenset({EVERYBODY}))
    if EVERYBODY in people:
        people = (people | {*one.clause.audience}) if EVERYBODY in by_heading else people | by_heading
        if told - {EVERYBODY}:  # who is named is meant, and not everybody
            people = told
    return people


# -- promises ---------------------------------------------------------------------------------------------------------

_PROMISE = re.compile(
    r"\b(?:leg\w*|stel\w*|bepaal\w*|bepalen|spreek\w*|spreken)\b[^.?!]{0,40}\b(?:welke|de)\s+"
    r"(?:\w+\s+)?(?:maatregelen|sancties|consequenties|straffen)\b|"
    r"\b(?:maatregelen|sancties|consequenties|straffen)\b[^.?!]{0,40}\b(?:vastleg|vastgelegd|vastgesteld|bekendgemaakt)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:zie|staan|staat|te vinden|lees|beschreven|opgenomen)\b|"
    r"\bin\s+(?:haar|zijn|hun|het|de|een|ons|onze)\s+(?:[^\W\d]+\s+)?(?!dit\b|deze\b)"
    r"[^\W\d]*(?:beleid|beleidsplan|plan|protocol|statuut|reglement|regeling|gids|handboek)\b",
    re.IGNORECASE,
)
"""Where measures stand, if not here: `in haar veiligheidsbeleid`."""
_BARE_REMOVAL = re.compile(r"\bverwijdering\b(?!\s+van\s+school)", re.IGNORECASE)
"""By itself it may be that of a message."""


def promise_without_content(subject: Subject) -> Iterator[Diagnostic]:
    """Measures are said to be laid down, and no measure stands in the document, nor where it does."""
    if not _PROMISE.search(subject.low):
        return
    promises = [one for one in subject.said if one.has(*_MEASURES[:3], "consequentie") and _PROMISE.search(one.text)]
    if not promises or any(_SANCTION.search(_BARE_REMOVAL.sub(" ", one.text)) for one in subject.said):
        return
    for one in promises:
        match = _PROMISE.search(one.text)
        if match and not _ELSEWHERE.search(one.text):
            yield subject.report_said(one, match[0], Kind.PROMISE_WITHOUT_CONTENT, found=match[0])


_WIPES = re.compile(r"\b(?:wis\w*|gewist|verwijder\w*|weghalen)\b", re.IGNORECASE)
_DEVICE = re.compile(
    r"\b(?:apparaat|apparaten|apparatuur|telefoons?|toestel(?:len)?|smartphones?|tablets?|laptops?|gegevensdragers?)\b",
    re.IGNORECASE,
)
_BY_SCHOOL = re.compile(
    r"\b(?:school|schoolleiding|directie|bestuur|stichting|instelling|leraar|docent|medewerkers?|maatregelen|"
    r"maatregel)\b",
    re.IGNORECASE,
)
_BY_OWNER = re.compile(r"\b(?:laat|laten|zelf|verzoek\w*|vraagt?|vragen|politie)\b|" + NEGATION.pattern, re.IGNORECASE)


def school_wipes(subject: Subject) -> Iterator[Diagnostic]:
    """The school deletes what stands on a device of somebody else."""
    for one in subject.said:
        for part in _PART.split(one.text) if one.has("wis", "verwijder", "weghal") and _DEVICE.search(one.text) else ():
            match = _WIPES.search(part)
            if match and _DEVICE.search(part) and _BY_SCHOOL.search(one.text) and not _BY_OWNER.search(part):
                yield subject.report_said(one, match[0], Kind.SCHOOL_WIPES, found=match[0])
                break
