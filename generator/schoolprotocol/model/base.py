"""What every file of the source is typed with: names, texts, days, and objects that know their place.

A field's docstring is its help text everywhere: here, in the JSON Schema that editors use, and in the manual. Unknown
keys are errors. The loader hands every object its YAML node, so `at()` knows the file and line of each value.
"""

from __future__ import annotations

import re
import warnings
from datetime import date
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    Tag,
    model_validator,
)

from schoolprotocol.addresses import BASE, HTTPS, PHONE, is_phone
from schoolprotocol.model.described import Described
from schoolprotocol.places import Place, place_of

NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
SchoolId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
"""Lower-case letters, digits and single hyphens: it is a folder name and part of an address."""
ClauseId = Annotated[str, Field(pattern=rf"^{NAME}\.{NAME}$", max_length=80)]
"""`theme.topic`; permanent, because links and change reports hold on to it."""
SectionId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
ReferenceId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
NoteId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
ParameterName = Annotated[str, Field(pattern=rf"^{NAME}(?:\.{NAME})*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"^[^\r\n]*\S[^\r\n]*$")]
"""One line of plain text; placeholders such as `{{ school.short }}` are filled in."""
Markup = Annotated[str, Field(min_length=1, max_length=20_000)]
"""Clause text: paragraphs, lists, emphasis and links in MyST, with placeholders, `{clause}` references and notes."""
Kort = Annotated[str, Field(min_length=1, max_length=500)]
"""One sentence in clause markup, without notes, that states the rule of a clause by itself."""
COLOUR = r"^#[0-9a-fA-F]{6}$"
Colour = Annotated[str, Field(pattern=COLOUR)]
Version = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8}))?$")]
"""No zeros in front: `1.01` and `1.1` would be one version under two names."""


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        is_one = bool(parts.hostname) and parts.port != 0
    except ValueError:  # `https://[x`, a port that is none
        is_one = False
    if not is_one:
        raise ValueError("address")
    return value


Url = Annotated[str, Field(pattern=HTTPS, max_length=500), AfterValidator(_address)]
BaseUrl = Annotated[str, Field(pattern=BASE, max_length=500), AfterValidator(_address)]
"""An address with nothing behind its path: other addresses begin with it."""


def _phone(value: str) -> str:
    if not is_phone(value):
        raise ValueError("phone")
    return value


Phone = Annotated[str, Field(pattern=PHONE), AfterValidator(_phone)]
"""A telephone number, as it is printed."""


def _day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("day")  # pydantic would read 86400 as the second day of 1970
    return value


Day = Annotated[date, BeforeValidator(_day)]
MAX_REPEAT = 1_000
MAX_GROUPS = 50


def _expression(value: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # of `[[`, which means something else to other engines
            re.compile(value)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        raise ValueError("expression") from error
    if re.search(r"\)[*+{]", value):
        raise ValueError("repeated_group")
    if any(int(number) > MAX_REPEAT for number in re.findall(r"[{,]([0-9]+)", value)) or value.count("(") > MAX_GROUPS:
        raise ValueError("expression_large")
    return value


Expression = Annotated[Line, AfterValidator(_expression)]
"""A regular expression, of a size that can be compiled; `check.patterns` gives it so much time and no more."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
TextHash = Annotated[str, Field(pattern=r"^[0-9a-f]{12,64}$")]
"""SHA-256 of a text that was decided on: all 64 digits. A shorter one can be read, so that a message can name the whole
one; it never counts as equal to it."""
Audience = Literal["medewerker", "leerling", "ouder", "overig"]
Education = Literal["po", "vo"]
Weight = Literal["substantive", "review", "editorial"]
"""The heaviest first. Review: the words agree, but punctuation, case, order, or a space that joins or splits words may
turn a rule round; somebody has to look. Editorial: only white space, formatting, or how a mark is written."""
Status = Literal["concept", "ter-instemming", "ingestemd", "vastgesteld", "van-kracht", "vervallen"]
NOT_YET_ADOPTED: tuple[Status, ...] = ("concept", "ter-instemming", "ingestemd")
"""The statuses in which every page says CONCEPT."""
ADOPTED: tuple[Status, ...] = ("vastgesteld", "van-kracht")
"""The statuses of a text that holds, or soon will."""


def tag(name: str) -> Tag:
    """Names one of the forms that a value can have: the validator's path to a fault then has that name in it."""
    return Tag(f"<{name}>")


def is_tag(step: object) -> bool:
    """Whether a step of such a path is the name of a form, and no key of the source."""
    return isinstance(step, str) and step.startswith("<")


class FrozenDict(dict[Any, Any]):
    """A dictionary that stays as it was made: what was read may be shared by all who read it again."""

    def _refuse(self, *_arguments: Any, **_more: Any) -> Any:
        raise TypeError("what was read from the source cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[Any, Any]]]:
        return FrozenDict, (dict(self),)


class Sourced(Described):
    """Base of all source objects: immutable, no unknown keys, and it knows its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _node: Any = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_node(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        self = handler(data)
        if self is not data:  # an object that goes into another model keeps the node it was read from
            self._node = data
            for name, value in self.__dict__.items():
                if type(value) is dict:
                    self.__dict__[name] = FrozenDict(value)
        return self

    def __eq__(self, other: object) -> bool:
        """Equal contents; where they stand does not matter."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def at(self, *path: str | int) -> Place:
        """File and line of this object, or of the value at `path` below it."""
        private = self.__pydantic_private__ or {}  # which `self._node` takes ten times as long to find
        return place_of(private.get("_node"), path) or Place("policy_src")

    def written(self, key: str) -> tuple[Any, ...]:
        """The items of a list as the file gives them, also after the object was copied with changes."""
        items = self._node.get(key) if isinstance(self._node, dict) else None
        return tuple(items) if isinstance(items, list) else ()


Scalar = str | int | bool
