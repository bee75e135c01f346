"""`protocol.yaml`: title, parameters, whose consent is asked, and the base outline; and `parameters.yaml`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Discriminator, Field

from schoolprotocol.model.base import Audience, Education, Line, ParameterName, ReferenceId, Sourced, tag
from schoolprotocol.model.document import Table
from schoolprotocol.model.first import First
from schoolprotocol.model.outline import Outline, SomeExcerpt
from schoolprotocol.model.variant import Suppression


class Parameter(Sourced):
    """A typed value that clause texts use; declared once."""

    type: Literal["text", "number", "boolean", "choice", "date", "telephone", "url"]
    """What kind of value it is."""
    title: Line | None = None
    """Short name for change reports. By default what the help says before its first semicolon."""
    help: Line
    """What it means and where it is used."""
    default: Any = None
    """Without a default every variant must give a value."""
    choices: tuple[Line, ...] = ()
    """What a school can choose from, for a parameter of the type `choice`."""
    law: ReferenceId | None = None
    """The value must be the one that this law states."""


class Consent(Sourced):
    """Whose consent a change of this protocol asks: a proposal that the officer confirms."""

    council: Line
    """Which part of the council."""
    reference: ReferenceId
    """The law that asks for it, from `references.yaml`."""
    education: Education | None = None
    """Only in primary (`po`) or in secondary (`vo`) education; without it in both."""
    audience: tuple[Audience, ...] = ()
    """Only for changes that concern one of these; empty: for every substantive change."""


NO_DUTY: Final = "none"


class Duty(Sourced):
    """A law that obliges schools to have what the protocol arranges."""

    reference: ReferenceId
    """The law, from `references.yaml`."""
    education: Education | None = None
    """Only in primary (`po`) or in secondary (`vo`) education; without it in both."""


def _duty_form(value: Any) -> str:
    return "<line>" if isinstance(value, str) else "<list>"


Duties = Annotated[
    Annotated[ReferenceId, tag("line")] | Annotated[tuple[Duty, ...], Field(min_length=1), tag("list")],
    Discriminator(_duty_form),
]
"""One law; `none` where no law asks for it; or a list, of which each may say for which education it is."""


RESERVED = ("school", "document", "besluit", "bron")
"""First words of names that a text may use besides the parameters."""


def _not_reserved(parameters: dict[str, Parameter]) -> dict[str, Parameter]:
    if any(name.split(".")[0] in RESERVED for name in parameters):
        raise ValueError("reserved")
    return parameters


Declared = Annotated[dict[ParameterName, Parameter], AfterValidator(_not_reserved)]
"""Parameters by name."""


class SharedParameters(Sourced):
    """`parameters.yaml`: values that all protocols share. A school gives each of them once, in `school.yaml`."""

    parameters: Declared
    """Values that texts of every protocol can use by name."""


class Protocol(Sourced):
    """`protocol.yaml`: title, parameters and the base outline."""

    title: Line
    """Title of the protocol."""
    summary: Line
    """One sentence for overviews and for search engines."""
    duty: Duties | None = None
    """The law that obliges schools to have this; `none` where no law does. Without it the register says nothing of
    it."""
    consent: tuple[Consent, ...] = ()
    """Whose consent a change asks."""
    parameters: Declared
    """Values that texts use and that can differ by school."""
    suppress: tuple[Suppression, ...] = ()
    """Findings about the clauses that all schools share, accepted for all of them."""
    front: tuple[Table, ...] = ()
    """Tables of document control, before the text."""
    outline: Outline
    """Chapters and appendices with their clauses, in order."""
    excerpt: SomeExcerpt | None = None
    """What the schoolgids says about the protocol. Without it, or with `none`, the schoolgids says nothing."""
    first: First | None = None
    """The clauses that readers meet first, by audience. Without a list: the first ones with a short sentence
    (`kort`)."""

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The laws that oblige schools to have this; none where no law does, or where it is not said."""
        if isinstance(self.duty, str):
            return () if self.duty == NO_DUTY else (Duty(reference=self.duty),)
        return self.duty or ()

    def laws(self, education: Collection[Education]) -> tuple[str, ...] | None:
        """Ids of the laws that oblige a school to have this; None where it is not said for such a school.

        Args:
            education: which education the school gives; empty: it is not said, and every law counts.
        """
        if self.duty == NO_DUTY:
            return ()
        return tuple(d.reference for d in self.duties if not education or d.education in {None, *education}) or None
