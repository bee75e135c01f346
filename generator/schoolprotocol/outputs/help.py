"""Whom a reader can ask or ring: the school itself, and the numbers of the project.

As the source says it now, also on the pages of a version that was frozen long ago: a number that changed would help
nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from schoolprotocol.addresses import dialled
from schoolprotocol.model.base import Audience
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.school import School


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number that readers can ring."""

    name: str
    """Of whom it is."""
    number: str
    """As it is printed: `0900 111 3 111`."""
    website: str | None = None
    audience: tuple[Audience, ...] | None = None
    """Whom it is for; None for everybody."""

    @property
    def tel(self) -> str:
        """Address of a link that rings it."""
        return f"tel:{dialled(self.number)}"

    @property
    def host(self) -> str:
        """How the website is called: `kindertelefoon.nl`; nothing where there is none."""
        return (urlsplit(self.website or "").hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Help:
    """What the help on a page says."""

    contact: str | None = None
    """Whom to ask there."""
    email: str | None = None
    phone: Number | None = None
    """That of the school."""
    numbers: tuple[Number, ...] = ()
    """Those of others."""

    @property
    def is_there(self) -> bool:
        """Whether there is anything to say."""
        return any((self.contact, self.email, self.phone, self.numbers))

    def for_readers(self, *audience: Audience) -> Help:
        """Without what is for others; where no audience is given, all of it."""
        kept = (one for one in self.numbers if one.audience is None or not {*audience}.isdisjoint(one.audience))
        return replace(self, numbers=tuple(kept)) if audience else self

    def told(self) -> dict[str, Any]:
        """What templates know of it: only text."""
        numbers = [one for one in (self.phone, *self.numbers) if one is not None]
        return {
            "contact": self.contact,
            "email": self.email,
            "numbers": [
                {"name": one.name, "number": one.number, "tel": one.tel, "website": one.website, "host": one.host}
                for one in numbers
            ],
        }


def help_of(project: Project, references: Mapping[str, Reference], school: School) -> Help:
    """The help on the pages of a school."""
    return Help(
        contact=school.contact,
        email=school.email,
        phone=Number(school.site_title, school.phone) if school.phone is not None else None,
        numbers=tuple(_numbers(project, references)),
    )


def _numbers(project: Project, references: Mapping[str, Reference]) -> Iterable[Number]:
    for line in project.helplines:
        one = references.get(line.reference)  # that each is there, `source.help` saw to
        if one is not None and one.value is not None:
            name = f"{one.name[:1].upper()}{one.name[1:]}"
            yield Number(name, one.value, one.website, line.audience)
