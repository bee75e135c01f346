"""Persons in a public text: names with a title of address, addresses and numbers that lead to somebody.

A protocol stands online for years: people leave, and their names, numbers and addresses stay. So a text names a
function, and an address stands in one place (`email` in `school.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.written import Written
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.project import Reference

_UPPER, _LOWER = (
    "".join(letter for letter in map(chr, range(0x41, 0x250)) if letter.isalpha() and keep(letter))
    for keep in (str.isupper, str.islower)
)
"""Latin letters, with whatever is on or under them: Şahin, Žižek, Łukasz."""

_COURTESY = (
    r"(?:[Mm](?:evrouw|eneer|ijnheer|ejuffrouw|ej\.|evr\b\.?|w\b\.?|rs\b\.?|s\.)|[Dd]hr\b\.?|[Hh]r\.|"
    r"(?:[Dd]e|[Gg]eachte|[Bb]este)\s+[Hh]e(?:er|ren))"
)
_TITLE = rf"(?:{_COURTESY}|[Mm]r\.|Mr(?=\s)|[Dd]rs?\b\.?|[Ii](?:ng|r)\.|[Pp]rof(?:essor|\b\.?)|[Dd]s\.)"
_SHOUTED = r"(?:MEVROUW|MENEER|MEVR\b\.?|MW\b\.?|DHR\b\.?|DE\s+HEER)"
_TEACHER = r"(?:[Jj]uf(?:frouw)?|[Mm]eester|[Dd]ominee|[Pp]astoor|[Ii]mam|[Rr]abbijn)"
_INITIALS = rf"(?!(?:[A-Z]\.\s*)?B\.\s*S\.)(?:(?:[{_UPPER}]|Ch|Th|Ph|IJ|Yv)\.\s*){{1,6}}"  # O.B.S., C.B.S. are schools
_BARE_INITIALS = r"(?:[A-Z]\s+){1,3}"
PREFIX = (
    r"(?:(?:[Vv][ao]n|[Dd](?:e[rn]?|u|a|os)|[Tt]e[nr]?|[Ii]n|[Oo]p|het|[EeAa]l|[Ll][ae]|bin)\s+|"
    r"['’][tns]\s+|[Dd]['’]|[AaEe]l-){1,3}"
)
NAME = rf"(?:IJ|[{_UPPER}](?:[{_LOWER}]|['’][A-Z]?))[\w'’-]*"
_MARKS = r"[*_“‘\"]{0,3}"
"""What may stand around a name: mevrouw **Jansen**."""
_NEXT = r"(?:\s*(?:/|\bof\b|\ben\b))?\s*"
_PERSON = re.compile(
    rf"(?<![\w.-])(?:(?P<courtesy>{_COURTESY})|{_TITLE}){_NEXT}"
    rf"(?:{_TITLE}{_NEXT}){{0,5}}{_MARKS}(?:{_INITIALS}|{_BARE_INITIALS})?(?:{PREFIX})?(?P<name>{NAME})"
    rf"|(?<![\w.-]){_SHOUTED}\s+(?:{_INITIALS})?(?:{PREFIX})?(?P<shouted>{NAME}|[{_UPPER}]{{2,}}[\w'’-]*)"
    rf"|(?<![\w.-]){_TEACHER}\s+[*_]*(?:{_INITIALS})?(?P<first>{NAME})"
    rf"|(?<![\w.-]){_TEACHER}\s+(?:van|de|der|den)\s+(?:de\s+|der\s+|den\s+)?(?P<last>{NAME})"
)
_CALLED_AFTER = re.compile(
    r"(?:straat|laan|weg|plein|plantsoen|kade|dreef|singel|gracht|hof|park|pad|school|college|lyceum|mavo|gymnasium|"
    r"gebouw|huis|hal|zaal|prijs|fonds|stichting|instituut|centrum)$",
    re.IGNORECASE,
)
"""How what is called after somebody ends: Meester Cornelisstraat."""
_ALSO_SURNAMES = re.compile(r"(?:laan|weg|plein|kade|dreef|singel|gracht|hof|park|pad|huis|hal)$", re.IGNORECASE)
"""After `mevrouw` and the like these end surnames (Veldhuis, Nijhof): no street is called so."""
_NO_NAME = frozenset(
    (
        *("De", "Het", "Een", "Of", "En", "In", "Op", "Bij", "Voor", "Van", "Over", "Groep", "Klas", "School"),
        *("Directie", "Administratie", "Bestuur", "Stichting", "College", "Team", "Raad", "Onderbouw", "Bovenbouw"),
        *("Mevrouw", "Mevr", "Mw", "Meneer", "Mijnheer", "Heer", "Dhr", "Juf", "Juffrouw", "Meester", "Dames"),
        *("Voorzitter", "Directeur", "Rector", "Secretaris", "Schoolleider", "Jezus", "God", "Christus"),
    )
)
"""Words with a capital that follow on a title and are no names: `meester van Groep 8`, `mevrouw de Voorzitter`."""
_INITIALS_AND_NAME = re.compile(rf"(?<![\w.-]){_INITIALS}(?:{PREFIX})?(?P<name>{NAME})")
_FUNCTION_KEYS = frozenset(("contact", "body", "part", "owner", "manager"))
"""Keys that name a function or a body, and nothing else."""

_AT = r"(?:[@＠]\s?|\s?[\[({]\s?(?:at|apenstaartje|@)\s?[\])}]\s?|\s(?:AT|apenstaartje)\s)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|punt|\.)\s?[\])}]\s?)"
_ADDRESS = re.compile(rf"[^\W_][\w.+%-]{{0,63}}{_AT}[^\W_][\w-]*(?:{_DOT}[^\W_][\w-]+)+")
"""Also where somebody hid the sign from programs: naam[at]school.nl."""
_GAP = r"[\s./_\u2010-\u2015\u2212-]"
_MOBILE = re.compile(
    rf"(?<![\w+/-])(?<!\d[.,])(?<!€)(?<!€\s)(?:(?:\+|00){_GAP}?31{_GAP}*(?:\(\s*0\s*\)|0)?{_GAP}*6\)?|\(06\)|06)"
    rf"(?:{_GAP}{{0,3}}\d){{8}}(?!\d)"
)
_DESK = re.compile(
    r"info|admin|school|bestuur|direct|secret|contact|vertrouw|veilig|privacy|avg|^fg$|^m?g?mr$|raad|team|groep|bureau|"
    r"kantoor|post|mail|receptie|balie|onderwijs|leerling|ouder|personeel|zorg|ict|help|meld|klacht|communicatie|service",
    re.IGNORECASE,
)
"""Words in the address of a desk."""


def person(written: Written) -> Iterator[Diagnostic]:
    """A name with a title of address; in a key that names a function also a name with initials."""
    if isinstance(written.owner, Reference) or written.key in {"aliases", "name", "site_title", "short", "logo_text"}:
        return  # a law, a school or a street may be called after somebody
    patterns = (_PERSON, _INITIALS_AND_NAME) if written.key in _FUNCTION_KEYS else (_PERSON,)
    found = {match[0] for pattern in patterns for match in pattern.finditer(written.printed) if _is_name(match)}
    for name in sorted(found):
        if not any(name != other and name in other for other in found):
            yield _finding(Kind.PERSON_NAMED, written, found=name)


def names_in(text: str) -> list[tuple[int, int]]:
    """Where names of persons stand in a text: with a title of address before them, or with initials."""
    found = [match.span() for one in (_PERSON, _INITIALS_AND_NAME) for match in one.finditer(text) if _is_name(match)]
    return _apart(found)


def private_in(text: str) -> list[tuple[int, int]]:
    """Where mobile numbers stand in a text, and mail addresses that look like those of a person."""
    found = [match.span() for match in _MOBILE.finditer(text)]
    found += [match.span() for match in _ADDRESS.finditer(text) if is_personal(match[0].rstrip("."))]
    return _apart(found)


def mails_in(text: str) -> list[tuple[int, int]]:
    """Where mail addresses stand in a text, whoever reads what is sent there."""
    return [(match.start(), match.start() + len(match[0].rstrip("."))) for match in _ADDRESS.finditer(text)]


def local_part(address: str) -> str:
    """What stands before the sign in a mail address, also where that was hidden from programs."""
    return re.split(_AT, address, maxsplit=1)[0]


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The widest first where they overlap; in the order of the text."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(end <= begin or start >= stop for begin, stop in kept):
            kept.append((start, end))
    return sorted(kept)


def _is_name(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    courtesy = groups.pop("courtesy", None)
    name = next(filter(None, groups.values()))
    after = re.match(r"(?:\s+[A-ZÀ-Þ][\w'’-]*)*", match.string[match.end() :])
    words = [name, *(after[0].split() if after else ())]
    if courtesy and _ALSO_SURNAMES.search(name):
        words = words[1:]
    return name.capitalize() not in _NO_NAME and not any(_CALLED_AFTER.search(word) for word in words)


def address(written: Written) -> Iterator[Diagnostic]:
    """A mail address in a text; in `email` one that looks like a person's."""
    if isinstance(written.owner, Reference):
        return  # a desk elsewhere: that is where its address belongs
    for match in _ADDRESS.finditer(written.printed):
        found = match[0].rstrip(".")
        if written.key != "email":
            yield _finding(Kind.ADDRESS_IN_TEXT, written, found=found)
        elif is_personal(found, getattr(written.owner, "name", "")):
            yield _finding(Kind.PERSONAL_ADDRESS, written, found=found)


def is_personal(found: str, school: str = "") -> bool:
    """Whether a mail address looks like that of a person: initials or a first name, and a surname.

    Args:
        found: the address.
        school: the school's name: `de.regenboog@` is the school itself.
    """
    local = found.partition("@")[0].casefold()
    parts = [part for part in re.split(r"[._-]", local) if part and part not in school.casefold().split()]
    if len(parts) < 2 or any(_DESK.search(part) for part in parts):
        return False
    return len(parts[0]) == 1 or "." in local


def mobile(written: Written) -> Iterator[Diagnostic]:
    """A mobile number: it is somebody's."""
    if isinstance(written.owner, Reference):
        return
    for match in _MOBILE.finditer(written.printed):
        yield _finding(Kind.MOBILE_NUMBER, written, found=match[0].strip())


def _finding(kind: Kind, written: Written, **values: str) -> Diagnostic:
    return Diagnostic(kind, written.place, values, school=written.school, target=written.target)
