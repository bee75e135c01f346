"""What is asked of a board that begins: typed, whether a file, options or questions give the answers."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from schoolprotocol.addresses import MAIL
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import SourceError
from schoolprotocol.model.base import BaseUrl, Colour, Education, Line, Phone, SchoolId, SectionId, Sourced, Url
from schoolprotocol.model.school import Region
from schoolprotocol.places import Place, place_of
from schoolprotocol.source.validate import validate
from schoolprotocol.source.yaml import decode, parse_yaml, printable

SchoolKind = Literal["po", "vo", "so", "beide"]
EDUCATION: Final[dict[SchoolKind, tuple[Education, ...]]] = {
    "po": ("po",),
    "vo": ("vo",),
    "beide": ("po", "vo"),
    "so": (),  # what holds for it is not told apart yet: not said, so the rules of both are named
}
"""What `school.yaml` says of a kind of school."""
PRIMARY, ACCENT = "#1e3a5f", "#b45309"
LETTERS, NO_LOGO = "letters", "geen"
_ANSWERS = "--answers"
"""How messages call answers that stand in no file."""


def _composed(value: Any) -> Any:
    """The same letters, each as one character: a Mac may give é as two."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


Name = Annotated[Line, Field(max_length=120), BeforeValidator(_composed)]
"""What stands on a cover and in menus."""


class _Answered(Sourced):
    """Base of all answers."""

    def at(self, *path: str | int) -> Place:
        """File and line of these answers, or of the one at `path`."""
        return place_of(self._node, path) or Place(_ANSWERS)


class Board(_Answered):
    """The board: its variants hold what its schools share."""

    name: Name
    """Full official name."""
    id: SchoolId | None = None
    """Name of its folder; by default made of its name."""
    short: Name | None = None
    """The name inside a sentence; by default the name."""
    body: Name = "het College van Bestuur"
    """The body that decides, as texts name it."""
    council: Name = "de GMR"
    """The joint participation council."""
    contact: Name = "het bestuursbureau"
    """Whom readers can ask: a function or department, never a person's name."""
    website: Url
    """Address of the website, with https://."""
    place: Name | None = None
    """Town."""
    email: Annotated[str, Field(pattern=MAIL)] | None = None
    """An e-mail address for questions; of a department, never of a person."""
    phone: Phone | None = None
    """The telephone number, as it is printed."""
    colour: Colour = PRIMARY
    """Main colour."""
    accent: Colour = ACCENT
    """Second colour."""


class School(_Answered):
    """One school."""

    name: Name
    """Full official name."""
    id: SchoolId | None = None
    """Name of its folder and part of its addresses; by default made of its name."""
    short: Name | None = None
    """The name inside a sentence, with its article: `de basisschool Noord`; by default made of the name."""
    kind: SchoolKind = "po"
    """`po` (primary), `vo` (secondary), `so` (special) or `beide` (primary and secondary)."""
    leadership: Name | None = None
    """School leadership as texts name it; by default `de directie`, in secondary education `de schoolleiding`."""
    council: Name = "de MR"
    """The participation council: `de MR`, `de OPR`, `de DR`."""
    contact: Name | None = None
    """Whom readers can ask: a function or department, never a person's name; by default the leadership."""
    place: Name | None = None
    """Town."""
    region: Region | None = None
    """Region of the school holidays."""
    website: Url | None = None
    """Address of the website, with https://; by default that of the board."""
    email: Annotated[str, Field(pattern=MAIL)] | None = None
    """An e-mail address for questions; of a department, never of a person."""
    phone: Phone | None = None
    """The telephone number of the school, as it is printed."""
    colour: Colour | None = None
    """Main colour; by default that of the board."""
    accent: Colour | None = None
    """Second colour; by default that of the board."""
    logo: Name = NO_LOGO
    """A .svg or .png file; `letters` for a simple one with the first letters of the name; `geen` for none."""
    protocols: tuple[SectionId, ...] | None = None
    """Which protocols this school has; by default all that the board has."""
    choices: dict[str, str] = {}
    """What this school chooses otherwise than the board, by name of the choice: `telefoons.bewaren`."""


class Answers(_Answered):
    """All that is asked."""

    board: Board
    """The board."""
    schools: Annotated[tuple[School, ...], Field(min_length=1, max_length=200)]
    """Its schools."""
    url: BaseUrl | None = None
    """Address under which the sites will be published; by default a folder of the board's website."""
    protocols: Annotated[tuple[SectionId, ...], Field(min_length=1)] | None = None
    """Which protocols of the library; by default all."""
    choices: dict[str, str] = {}
    """What holds for all schools, by name of the choice: `telefoons.bewaren`."""


def read_answers(data: bytes, file: Path) -> Answers:
    """Answers from a file.

    Args:
        data: what it holds: JSON, or YAML as the source is written in.
        file: how messages call it.

    Raises:
        SourceError: with every fault that was met, at its line.
    """
    name = printable(str(file))
    text, found = decode(data, name)
    values: Any = None
    if not found:
        is_json = name.endswith(".json") or text.lstrip().startswith("{")
        values, found = _json(text, name) if is_json else parse_yaml(text, name)
        if found and is_json and not name.endswith(".json"):  # YAML may begin so too
            values, found = parse_yaml(text, name)
    if not found and values is None:
        found = [Diagnostic(Kind.EMPTY_FILE, Place(name), {"help": "board, schools"})]
    return _valid(values, Place(name, 1), found)


def answers_of(data: Mapping[str, Any]) -> Answers:
    """Answers from another program, or from questions.

    Raises:
        SourceError: with every fault.
    """
    return _valid(data, Place(_ANSWERS), [])


def school_of(data: Mapping[str, Any]) -> School:
    """The answers about one school.

    Raises:
        SourceError: with every fault.
    """
    school, found = validate(School, data, Place(_ANSWERS))
    if school is None:
        raise SourceError(found)
    return school


def _valid(values: Any, place: Place, found: list[Diagnostic]) -> Answers:
    answers = None
    if not found:
        answers, found = validate(Answers, values, place)
    if answers is None:
        raise SourceError(found)
    return answers


def _json(text: str, name: str) -> tuple[Any, list[Diagnostic]]:
    """JSON with what the YAML of the source has: every scalar is text."""
    twice: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [key for key, _value in pairs]
        twice.extend(key for key in names if names.count(key) > 1)
        return dict(pairs)

    try:
        values = json.loads(text, object_pairs_hook=unique, parse_int=str, parse_float=str, parse_constant=str)
        json.dumps(values, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        return None, [Diagnostic(Kind.YAML, Place(name, error.lineno), {"detail": error.msg})]
    except (RecursionError, UnicodeEncodeError) as error:
        return None, [Diagnostic(Kind.YAML, Place(name), {"detail": str(error).split(":", maxsplit=1)[0]})]
    if twice:
        return None, [Diagnostic(Kind.DUPLICATE_KEY, Place(name), {"key": twice[0], "first": name})]
    return _texts(values), []


def _texts(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _texts(value) for key, value in values.items()}
    if isinstance(values, list):
        return [_texts(value) for value in values]
    return str(values).lower() if isinstance(values, bool) else values
