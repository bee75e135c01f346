"""Persons in a document that is taken over: their names, addresses and numbers, which only a person may let in.

What has a title of address or initials is a name by itself (`check.persons`). Here is added what the whole document
tells: a name beside a function, in the cell of a table or above an address; an address that no desk has; the telephone
number that stands behind a name only. What is one somewhere is one all over the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from schoolprotocol.addresses import is_phone
from schoolprotocol.check.persons import NAME, PREFIX, local_part, mails_in, names_in, private_in
from schoolprotocol.importing.homes import ADDRESS, accounts_in, is_home
from schoolprotocol.intake.blocks import Block

Why = Literal["person", "private"]
Found = tuple[Why, int, int]
"""What it is, and where it begins and ends in a text."""

LEFT_OUT: Final = {"person": "(naam weggelaten)", "private": "(gegeven weggelaten)"}
PHONE: Final = re.compile(r"(?<![\w.,/+-])(?:\+31[ -]?(?:\(0\))?|0)(?:\d{1,3}[ -]?)(?:\d[ -]?){4,8}\d(?![\w-])")

_FUNCTION: Final = (
    r"(?:(?:locatie|adjunct|interim|waarnemend|plaatsvervangend|bovenschoolse?|algemeen|sector|afdelings|team|vak|groeps"
    r"|school|leerling|zorg|studie|klassen|pest|anti-?pest|veiligheids|preventie|kwaliteits|ict|taal|reken|arbo|brug"
    r"|onderwijs|leerplicht|jeugd|wijk|vertrouwens|contact|klachten|aandachts|gedrags)[ -]?)*"
    r"(?:directeur|directrice|(?:con)?rector|leider|leidster|bestuurder|bestuursvoorzitter|voorzitter|secretaris"
    r"|penningmeester|persoon|personen|inspecteur|intern begeleider|ib['’-]?er|begeleider|co[oö]rdinator"
    r"|mentor|decaan|functionaris(?: voor)? gegevensbescherming|functionaris|medewerker|bhv['’-]?er"
    r"|bedrijfshulpverlener|conciërge|administrateur|leerkracht|leraar|lerares|docent|arts|verpleegkundige|orthopedagoog|psycholoog"
    r"|maatschappelijk werker|agent|ambtenaar|beheerder|auteur|opsteller|eigenaar|specialist|adviseur|bestuurslid"
    r"|teamlid|mr-lid|gmr-lid|raadslid|commissielid|lid|opgesteld door|geschreven door|ondertekend door)(?:s|en|n)?"
)
"""What somebody is; the words before it may be one with it."""
_BESIDE: Final = (
    r"(?:\s+(?:van|voor|op|bij|namens)\s[^.,;:()\n]{2,40}?)?"
    r"(?:\s*(?:[:,(–-]|\bis\b|\bzijn\b|\bheet\b)\s*(?:(?:momenteel|op dit moment|nu)\s+)?)?\s*"
)
"""What may stand between what somebody is and the name."""
_INITIAL: Final = r"[A-Z]\.(?:\s?[A-Z]\.){0,3}"
_FULL: Final = rf"{NAME}(?:\s+{_INITIAL})?(?:\s+(?:{PREFIX})?{NAME}){{1,3}}"
"""A first name and what follows on it."""
_MORE: Final = rf"(?:\s*(?:,|/|&|\ben\b|\bof\b)\s*{_FULL}){{0,6}}"
_AFTER_FUNCTION: Final = re.compile(rf"(?<![\w-])(?i:{_FUNCTION})(?i:{_BESIDE})(?P<names>{_FULL}{_MORE})(?![\w-])")
_BEFORE_FUNCTION: Final = re.compile(
    rf"(?<![\w-])(?P<names>{_FULL}{_MORE})\s*(?:[,(–-]|\b(?:is|zijn|als)\b)\s*(?i:(?:de|het|een|onze|als|uw)\s+)?"
    rf"(?i:{_FUNCTION})(?!\w)"
)
_SIGNED: Final = re.compile(rf"(?i:\bnamens\b[^.:;\n]{{3,60}})[,:]\s*(?P<names>{_FULL})(?![\w-])")
_BEFORE_ADDRESS: Final = re.compile(
    rf"(?<![\w-])(?P<names>{_FULL}|{NAME})\s*(?:[,(:–-]|\b(?:via|op|per)\b|\b(?i:e-?mail|mail|tel(?:efoon)?|mobiel)\b[.:]?|\s){{0,3}}\s*$"
)
_LINK: Final = r"(?:(?:[Vv][ao]n|[Dd]e[nr]?|[Tt]e[nr]?|[EeAa]l)\s+|['’]t\s+){1,2}"
_ONE: Final = re.compile(rf"(?<![\w-])(?i:{_FUNCTION})\s*:?\s+(?P<name>{NAME})(?![\w-])(?!\s+[A-ZÀ-Þ])")
_LOOKS_LIKE_ONE: Final = re.compile(rf"(?<=[a-z,;:] )(?P<name>{NAME}\s+{_LINK}{NAME})(?![\w-])")
_EACH: Final = re.compile(_FULL)
_ALONE: Final = re.compile(rf"{_FULL}(?:\s*(?:[,(–-]|\|)\s*[^,.]{{2,60}})?[.;,)]?")
_NAMED: Final = re.compile(
    rf"(?:voor- en achter|achter|voor)?na(?:am|men)|wie|door|contact|(?i:{_FUNCTION})(?:\s.{{0,40}})?"
)
"""What stands above a column, or in the cell before a name."""
_LEADS: Final = re.compile(
    rf"(?<![\w-])(?i:{_FUNCTION})(?!\w)|\b(?i:leden|namen|bereikbaar|ondertekening|contactgegevens)\b"
)
_NO_NAME: Final = re.compile(
    r"(?i:school|college|stichting|raad|bestuur|directie|team|groep|zaken|beleid|onderwijs|personeel|kwaliteit|coördinat"
    r"|adviseur|manager|lyceum|people|juridisch|functionaris|persoon|medewerk|leiding|protocol|document|bijlage|artikel"
    r"|gemeente|regio|centrum|nederland|autoriteit|inspectie|vereniging|commissie|ministerie|organisatie|dienst|politie"
    r"|veilig|thuis\b|media|internet|microsoft|google|instagram|whatsapp|classroom|online|jeugd|gezin|zorg|hulp|meldpunt"
    r"|instituut|universiteit|bureau|platform|academie|straat|laan\b|plein|kindcentrum|afdeling|secretariaat|loket)"
    r"|\b(?!IJ[a-z])[A-Z]{2,}|\b(?:Hollands?|Brabant|Limburg|Utrecht|Zeeland|Drenthe|Gelderland|Overijssel|Flevoland"
    r"|Friesland|Groningen|Amsterdam|Rotterdam|Haag|Havo|Vwo|Mavo|Vmbo|Sint)\b"
)
"""Words of names that are no person's: of bodies, towns, functions."""
_NO_FIRST: Final = re.compile(
    r"De|Het|Een|Deze|Dit|Die|Dat|Wet|Besluit|Code|Noord|Oost|Zuid|West|Basis|Primair|Voortgezet|Passend|Openbaar"
    r"|Sociale|Algemene|Bij|Voor|Na|Als|Wij|Alle|Elke|Iedere|Ieder|Wie|Maandag|Dinsdag|Woensdag|Donderdag|Vrijdag"
    r"|Januari|Februari|Maart|Juli|Augustus|September|Oktober|November|December|[\w’'-]+(?:ing|heid|schap|iteit|lijke?|ische?)"
)
"""With what no name of a person begins."""
_OF_A_TASK: Final = re.compile(r"[\w’'-]+(?:ing|heid|schap|iteit|kunde|werk|zaken|taal|opvang)")
"""How words end that stand behind a function and may be a surname too: `coördinator Jonge Leerling`, `Anna Wiering`."""

_BEGINS: Final = frozenset(
    (
        "Vraag",
        "Mail",
        "Bel",
        "App",
        "Spreek",
        "Stuur",
        "Meld",
        "Contact",
        "Zie",
        "Ook",
        "Of",
        "En",
        "Via",
        "Aan",
        "Met",
        "Naar",
        "Sinds",
        "Volgens",
        "Ga",
        "Door",
        "Namens",
    )
)
"""With what sentences begin in which a name follows at once."""

_DESKS: Final = (
    r"info|informatie|algemeen|administratie|admin|school|scholen|college|bestuur|directie|directeur|adjunct|directiesecretariaat"
    r"|secretariaat|secretaris|contact|contactpersoon|vertrouwenspersoon|vertrouwenspersonen|vertrouwensinspecteur|vertrouwensinspecteurs"
    r"|vertrouwenscontactpersoon|vertrouwen|veilig|veiligheid|thuis|privacy|avg|fg|gegevensbescherming|persoonsgegevens|datalek|datalekken"
    r"|security|mr|gmr|dmr|medezeggenschap|medezeggenschapsraad|ouderraad|leerlingenraad|raad|toezicht|rvt|cvb|team|teams|groep|klas"
    r"|bureau|kantoor|post|mail|receptie|balie|onderwijs|leerling|leerlingen|leerlingzaken|ouder|ouders|personeel|personeelszaken|pz|hr|hrm"
    r"|zorg|zorgteam|zorgcoordinator|ict|helpdesk|help|servicedesk|service|support|systeembeheer|beheer|meld|meldpunt|melding|meldingen"
    r"|melden|klacht|klachten|klachtencommissie|commissie|geschillen|geschillencommissie|communicatie|pr|pers|redactie|website|webmaster"
    r"|verzuim|absent|absentie|ziek|ziekmelden|ziekmelding|leerplicht|rooster|roosters|roosterzaken|examen|examens|examensecretariaat"
    r"|examencommissie|financien|financieel|facturen|factuur|inkoop|facilitair|huisvesting|conciergerie|concierge|conciërge|aanmelden"
    r"|aanmelding|aanmeldingen|inschrijving|inschrijven|opvang|bso|tso|overblijf|psz|ib|intern|begeleiding|begeleider|internbegeleider"
    r"|decanaat|decaan|decanen|mentor|mentoren|mentoraat|coordinator|coordinatie|pestcoordinator|antipest|antipestcoordinator|pesten"
    r"|rector|rectoraat|conrector|teamleider|teamleiders|afdelingsleider|schoolleider|schoolleiding|leiding|locatie|afdeling|vestiging"
    r"|onderbouw|bovenbouw|brugklas|vmbo|mavo|havo|vwo|gymnasium|atheneum|lyceum|basisschool|kindcentrum|ikc|obs|cbs|rkbs|pcbs|sbo|vso"
    r"|stichting|vereniging|wijkteam|wijkagent|jeugd|jeugdteam|jeugdzorg|gezin|ggd|politie|gemeente|cjg|inspectie|advies|steunpunt"
    r"|loket|kwaliteit|beleid|juridisch|functionaris|preventie|arbo|bhv|stage|stages|bibliotheek|mediatheek|noreply|no|reply|webshop"
    r"|vacatures|vacature|solliciteren|sollicitatie"
)
"""Words of which the address of a desk is made."""
_NEAR: Final = 60
"""Characters between a name and the telephone number that stands behind it."""


@dataclass(frozen=True)
class Persons:
    """What is known of persons in one document."""

    names: frozenset[str] = frozenset()
    """Without a title, because of where they stand."""
    numbers: frozenset[str] = frozenset()
    """Of telephones, that stand behind names only."""
    perhaps: tuple[tuple[int, str], ...] = ()
    """Block and words of what may be a name, and stays."""
    desks: frozenset[str] = frozenset()
    """Of which the address is no person's: names of the school, as an address writes them."""
    known: frozenset[str] = frozenset()
    """Addresses and numbers that the source has already, in small letters."""
    homes: frozenset[str] = frozenset()
    """Where somebody lives."""

    @classmethod
    def of(cls, blocks: Sequence[Block], facts: Mapping[str, str], known: Iterable[str] = ()) -> Persons:
        """Look for them in a whole document.

        Args:
            blocks: of the document.
            facts: what is known of the school.
            known: what the source has of addresses and numbers already.
        """
        own = (facts[name] for name in ("name", "short", "site_title", "board") if name in facts)
        begun = cls(desks=frozenset(filter(None, map(joined, own))), known=frozenset(map(str.casefold, known)))
        return _Look(blocks, [*facts.values()], begun).told()

    # -- in a text ----------------------------------------------------------------------------------------------------

    def within(self, text: str) -> list[Found]:
        """Where names of persons, their numbers and addresses stand in a text, in its order."""
        found: list[Found] = []
        spans: tuple[tuple[Why, Iterable[tuple[int, int]]], ...] = (
            ("private", self._private(text)),
            ("person", names_in(text)),
        )
        for why, places in spans:
            for words in sorted({text[start:end] for start, end in places}, key=lambda one: (-len(one), one)):
                _put(found, why, re.compile(re.escape(words)), text)
        if self._pattern is not None:
            _put(found, "person", self._pattern, text)
        return sorted(found, key=lambda one: one[1])

    def _private(self, text: str) -> list[tuple[int, int]]:
        found = [span for span in private_in(text) if text[slice(*span)].casefold() not in self.known]
        found = [one for one in found if not self._is_desk(text[slice(*one)])]
        found += [span for span in mails_in(text) if not self._is_desk(text[slice(*span)])]
        found += [span for span in accounts_in(text) if text[slice(*span)].casefold() not in self.known]
        found += [match.span() for home in self.homes for match in re.finditer(re.escape(home), text)]
        return found + [match.span() for match in PHONE.finditer(text) if match[0] in self.numbers]

    def _is_desk(self, found: str) -> bool:
        return found.casefold() in self.known or is_desk(found, self.desks)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted(self.names, key=lambda name: (-len(name), name))
        inside = "|".join(r"\s+".join(map(re.escape, name.split())) for name in words)
        return re.compile(rf"(?<!\w)(?:{inside})(?![\w])") if words else None

    def anonymous(self, text: str) -> str:
        """A text without names of persons, and without their numbers and addresses: for titles and ids."""
        for why, start, end in reversed(self.within(text)):
            text = text[:start] + left_out(why, text[:start]) + text[end:]
        return text

    def is_one(self, text: str) -> bool:
        """Whether a value of document control names somebody, and no function or body."""
        return bool(self.within(text)) or is_full_name(text)


def left_out(why: Why, before: str) -> str:
    """What is printed in the place of a name; within parentheses without a pair of its own."""
    return LEFT_OUT[why].strip("()") if before.rfind("(") > before.rfind(")") else LEFT_OUT[why]


def is_full_name(text: str) -> bool:
    """Whether a text is a first name and a surname, as far as words tell, and nothing else."""
    return bool(_EACH.fullmatch(text) and not _is_no_name(text))


def _is_no_name(words: str) -> bool:
    return _NO_NAME.search(words) is not None or _NO_FIRST.fullmatch(words.split(maxsplit=1)[0]) is not None


def is_named(key: str) -> bool:
    """Whether what stands behind these words, in a table, may be a name without any title."""
    return _NAMED.fullmatch(key.strip(" :").casefold()) is not None


def is_desk(found: str, names: Collection[str] = ()) -> bool:
    """Whether a mail address is one of a desk: made of words for desks, or of the name of the school.

    All others may be somebody's: `jan@`, `jansen@`, `123456@`.
    """
    local = local_part(found).casefold()
    if not re.search(r"[a-z]{2}", local) or re.search(r"\d{3}", local):
        return False
    own = "".join(rf"|{re.escape(name)}" for name in sorted(names, key=len, reverse=True) if len(name) > 1)
    return re.fullmatch(rf"(?:(?:{_DESKS}{own})\d{{0,2}}[._+-]*)+", local) is not None


def joined(name: str) -> str:
    """A name as addresses have it: `Basisschool De Linde` → `delinde`."""
    words = re.findall(r"[a-z0-9]+", name.casefold().replace("’", "").replace("'", ""))
    return "".join(word for word in words if word not in {"basisschool", "obs", "cbs", "school", "stichting"})


def _put(found: list[Found], why: Why, pattern: re.Pattern[str], text: str) -> None:
    for match in pattern.finditer(text):
        if all(match.end() <= start or match.start() >= end for _why, start, end in found):
            found.append((why, *match.span()))


class _Look:
    """One document, searched for persons."""

    def __init__(self, blocks: Sequence[Block], own: Sequence[str], begun: Persons) -> None:
        self.blocks = [one for one in blocks if one.kind not in {"comment", "deleted", "hidden"}]
        self.place = {id(one): n for n, one in enumerate(blocks)}
        self.own = " | ".join(own)
        self.begun = begun
        whole = "\n".join(text for block in self.blocks for text in (block.text, *(block.cells or ())))
        self.small = set(re.findall(r"(?<![\w@.-])[a-zà-ÿ][\w’'-]*(?![\w@]|\.\w)", whole))

    def told(self) -> Persons:
        begun = self.begun
        names = frozenset(self._names())
        made = Persons(names, desks=begun.desks, known=begun.known)
        made = replace(made, numbers=frozenset(self._numbers(made)), homes=frozenset(self._homes(made)))
        return replace(made, perhaps=tuple(self._perhaps(made)))

    def _is_name(self, words: str) -> bool:
        """Whether words with capitals are a name: no words of the text itself, and none of the school."""
        return self._may_be_name(words) and not self._is_doubtful(words)

    def _may_be_name(self, words: str) -> bool:
        first = words.split(maxsplit=1)[0]
        return not (_is_no_name(words) or first.casefold() in self.small or words in self.own)

    def _is_doubtful(self, words: str) -> bool:
        """Whether its last word may as well be one of the text, or tell what somebody does."""
        _first, _space, last = words.rpartition(" ")
        return bool(_first) and (last.casefold() in self.small or _OF_A_TASK.fullmatch(last) is not None)

    def _names(self) -> Iterator[str]:
        heads: Sequence[str] = ()
        for block in self.blocks:
            for text in (block.text, *(block.cells or ())):
                yield from filter(self._is_name, self._beside(text))
            cells = block.cells or ()
            if len(cells) != len(heads):
                heads = cells  # the first row of a table
            yield from filter(self._is_name, self._in_row(cells, heads))
        yield from filter(self._is_name, self._in_lists())

    def _beside(self, text: str) -> Iterator[str]:
        """Beside a function, a signature or an address of somebody."""
        for pattern in (_AFTER_FUNCTION, _BEFORE_FUNCTION, _SIGNED):
            for match in pattern.finditer(text):
                yield from map(_tidy, _EACH.findall(match["names"]))
        for why, start, end in self.begun.within(text):
            before = _BEFORE_ADDRESS.search(text[max(0, start - 2 * _NEAR) : start]) if why == "private" else None
            if before is None:
                continue
            name = _tidy(before["names"])
            if " " in name or name.casefold() in local_part(text[start:end]).casefold():
                yield name

    def _in_row(self, cells: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
        """In a cell behind or below words that say who somebody is; of a row with somebody's address each such cell."""
        is_of_somebody = any(why == "private" for cell in cells for why, *_span in self.begun.within(cell))
        for n, cell in enumerate(cells):
            keys = {*cells[:n][-1:], cells[0], heads[n]} - {cell}
            if is_of_somebody or any(map(is_named, keys)):
                for line in re.split(r"\n|\s*(?:,|;|/|&|\ben\b)\s*", cell):
                    if _EACH.fullmatch(line.strip()):
                        yield _tidy(line)

    def _in_lists(self) -> Iterator[str]:
        """Names that stand alone, below words for what they are: lists of members, lines to sign."""
        lead = ""
        for block, after in zip(self.blocks, [*self.blocks[1:], None], strict=True):
            text = block.text.strip()
            if not text or block.kind in {"furniture", "note"}:
                continue
            match = _ALONE.fullmatch(text) if block.kind not in {"title", "heading"} else None
            beside = [lead, after.text if after is not None else "", *block.section[-1:]]
            if match is not None and any(_LEADS.search(one) and len(one) < 3 * _NEAR for one in beside):
                yield _tidy(_EACH.match(text)[0])  # type: ignore[index]
            elif block.kind != "item":
                lead = text

    def _numbers(self, found: Persons) -> Iterator[str]:
        """Telephone numbers that stand behind names, and nowhere else."""
        behind: set[str] = set()
        apart: set[str] = set()
        for block in self.blocks:
            whole = " | ".join(filter(None, (block.text, *(block.cells or ()))))
            ends = [end for why, _start, end in found.within(whole) if why == "person"]
            for match in PHONE.finditer(whole):
                near = [end for end in ends if 0 <= match.start() - end <= _NEAR]
                is_near = any(not re.search(r"[.!?]\s+[A-ZÀ-Þ]", whole[end : match.start()]) for end in near)
                (behind if is_near else apart).add(match[0])
        yield from (one for one in behind - apart if is_phone(one) and one.casefold() not in self.begun.known)

    def _homes(self, found: Persons) -> Iterator[str]:
        """Addresses where somebody lives; what stands by itself elsewhere too is of a body, as that of the school."""
        homes: dict[str, None] = {}
        apart: set[str] = set()
        for block in self.blocks:
            whole = " | ".join(filter(None, (block.text, *(block.cells or ()))))
            ends = [end for why, _start, end in found.within(whole) if why == "person"]
            for match in ADDRESS.finditer(whole):
                before = [end for end in ends if 0 <= match.start() - end <= _NEAR]
                said = whole[max(before, default=max(0, match.start() - _NEAR)) : match.start()]
                parts = [part.strip(" ,") for part in match[0].split("|")]
                if match[0].casefold() not in self.begun.known and is_home(said, behind_a_name=bool(before)):
                    homes |= dict.fromkeys(parts)
                else:
                    apart |= {*parts}
        yield from (one for one in homes if one not in apart)

    def _perhaps(self, found: Persons) -> Iterator[tuple[int, str]]:
        """What may be a name and stays: one word behind a function; words that have the shape of a name."""
        for block in self.blocks:
            for text in (block.text, *(block.cells or ())):
                gone = found.within(text)
                for name in filter(self._may_be_name, self._beside(text)):
                    if self._is_doubtful(name):
                        yield self.place[id(block)], name
                for pattern in (_ONE, _LOOKS_LIKE_ONE):
                    for match in pattern.finditer(text):
                        start, end = match.span("name")
                        is_free = all(end <= one[1] or start >= one[2] for one in gone)
                        if is_free and self._is_name(match["name"]):
                            yield self.place[id(block)], _tidy(match["name"])


def _tidy(name: str) -> str:
    words = name.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _BEGINS else words)
