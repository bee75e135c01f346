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

_TITLE = (
    r"(?:[Mm](?:evrouw|eneer|ijnheer|ejuffrouw|ej\.|evr\b\.?|w\b\.?|r\.)|[Dd]e\s+he(?:er|ren)|[Dd]hr\b\.?|[Dd]rs?\b\.?|"
    r"[Ii](?:ng|r)\.|[Pp]rof(?:essor|\b\.?)|[Dd]s\.)"
)
_TEACHER = r"(?:[Jj]uf(?:frouw)?|[Mm]eester)"
_INITIALS = r"(?!(?:[A-Z]\.\s*)?B\.\s*S\.)(?:(?:[A-Z]|Ch|Th|Ph|IJ|Yv)\.\s*){1,6}"  # O.B.S. and C.B.S. are schools
_PREFIX = (
    r"(?:(?:[Vv][ao]n|[Dd](?:e[rn]?|u|a|os)|[Tt]e[nr]?|[Ii]n|[Oo]p|het|[EeAa]l|[Ll][ae]|bin)\s+|"
    r"['’][tns]\s+|[Dd]['’]){1,3}"
)
_NAME = r"(?:IJ|[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿ]|['’][A-Z]?))[\w'’-]*"
_PERSON = re.compile(
    rf"(?<![\w.-])(?:{_TITLE}\s*(?:/|\bof\b|\ben\b)?\s*)+(?:{_INITIALS})?(?:{_PREFIX})?(?P<name>{_NAME})"
    rf"|(?<![\w.-]){_TEACHER}\s+(?:{_INITIALS})?(?P<first>{_NAME})"
    rf"|(?<![\w.-]){_TEACHER}\s+(?:van|de|der|den)\s+(?:de\s+|der\s+|den\s+)?(?P<last>{_NAME})"
)
_CALLED_AFTER = re.compile(
    r"(?:straat|laan|weg|plein|plantsoen|kade|dreef|singel|gracht|hof|park|pad|school|college|lyceum|mavo|gymnasium|"
    r"gebouw|huis|hal|zaal|prijs|fonds|stichting|instituut|centrum)$",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    (
        *("De", "Het", "Een", "Of", "En", "In", "Op", "Bij", "Voor", "Van", "Groep", "Klas", "School", "Directie"),
        *("Administratie", "Bestuur", "Stichting", "College", "Team", "Raad", "Onderbouw", "Bovenbouw"),
    )
)
"""Words with a capital that follow on a title and are no names: `meester van Groep 8`."""
_INITIALS_AND_NAME = re.compile(rf"(?<![\w.-]){_INITIALS}(?:{_PREFIX})?(?P<name>{_NAME})")
_FUNCTION_KEYS = frozenset(("contact", "body", "part", "owner", "manager"))
"""Keys that name a function or a body, and nothing else."""

_ADDRESS = re.compile(r"[A-Za-z0-9][\w.+%-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MOBILE = re.compile(
    r"(?<![\w+.,/-])(?:(?:\+|00)[\s.-]?31[\s./–-]*(?:\(\s*0\s*\)|0)?[\s./–-]*|\(?0)6\)?(?:[\s./–-]{0,3}\d){8}(?!\d)"
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
    found = {match[0] for pattern in patterns for match in pattern.finditer(written.text) if _is_name(match)}
    for name in sorted(found):
        if not any(name != other and name in other for other in found):
            yield _finding(Kind.PERSON_NAMED, written, found=name)


def _is_name(match: re.Match[str]) -> bool:
    name = next(filter(None, match.groupdict().values()))
    after = re.match(r"(?:\s+[A-ZÀ-Þ][\w'’-]*)*", match.string[match.end() :])
    words = [name, *(after[0].split() if after else ())]
    return name not in _NO_NAME and not any(_CALLED_AFTER.search(word) for word in words)


def address(written: Written) -> Iterator[Diagnostic]:
    """A mail address in a text; in `email` one that looks like a person's."""
    if isinstance(written.owner, Reference):
        return  # a desk elsewhere: that is where its address belongs
    for match in _ADDRESS.finditer(written.text):
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
    for match in _MOBILE.finditer(written.text):
        yield _finding(Kind.MOBILE_NUMBER, written, found=match[0].strip())


def _finding(kind: Kind, written: Written, **values: str) -> Diagnostic:
    return Diagnostic(kind, written.place, values, school=written.school, target=written.target)
