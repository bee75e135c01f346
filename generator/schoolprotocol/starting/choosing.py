"""What there is to choose in the library, by one name each; and what answers make of it for each school."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.check.glyphs import characters
from schoolprotocol.library.model import BASE, Choice
from schoolprotocol.library.taking import Shelf, fitting, questions, shared_fitting
from schoolprotocol.model.base import Education
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import templates_in

Chosen = Mapping[str, str]
"""Answers by name of the choice: `telefoons.bewaren`, or `melden-bij` for what all protocols share."""
_Flat = tuple[str, str, str, str]
_MARKS = frozenset("{}<>[]*`^")
"""Signs with which texts say what is a value, a link or bold."""


@dataclass(frozen=True, slots=True)
class Question:
    """A choice of the library with its name."""

    name: str
    """`telefoons.bewaren`; without a protocol where it is about all of them."""
    choice: Choice

    def is_called(self, name: str) -> bool:
        """Whether somebody means it: the id alone is enough where no other has it."""
        return name in (self.name, self.choice.id)

    def is_known(self, corpus: Corpus) -> bool:
        """Whether a project still has what it is about."""
        choice = self.choice
        return choice.parameter is None or any(
            choice.parameter in source.parameters for source in corpus.protocols.values()
        )

    def unfit(self, value: str) -> str | None:
        """Why a value cannot be chosen; None where it can."""
        if not value.strip():
            return _("something has to be filled in")
        options = [option.value for option in self.choice.options]
        if self.choice.clause is not None and value not in {*options, BASE}:
            return _("choose from {options}").format(options=", ".join(options))
        return odd(value)


def choices_of(shelf: Shelf, protocols: Collection[str], education: tuple[Education, ...] = ()) -> list[Question]:
    """What a school with these protocols chooses: first what they share."""
    found = [Question(choice.id, choice) for choice in questions(shelf, protocols, education)]
    for entry in shelf.library.protocols:
        if entry.id in protocols:
            own = [choice for choice in entry.choices if choice.asked_of(education)]
            found += [Question(f"{entry.id}.{choice.id}", choice) for choice in own]
    return found


def odd(value: str) -> str | None:
    """Why a text cannot be an answer; None where it can."""
    if not value.isprintable() or value != value.strip():
        return _("it has signs that nobody can see, or spaces around it")
    marks = sorted(_MARKS & {*value})
    if marks:
        return _("the sign {sign} means something else in texts").format(sign=marks[0])
    unknown = sorted({*value} - characters(templates_in(Path("templates"))))
    if unknown:
        return _("the sign {sign} cannot be printed").format(sign=unknown[0])
    return None


@dataclass(slots=True)
class Values:
    """What the files of a school or board say of values and texts."""

    shared: dict[str, str] = field(default_factory=dict)
    """For `school.yaml`: values that all protocols share."""
    own: dict[str, dict[str, str]] = field(default_factory=dict)
    """For its variants, by protocol."""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Alternatives by clause, by protocol."""

    def common(self, others: Iterable[Values]) -> Values:
        """What all of them say."""
        return Values._of(_flat for _flat in self._flat() if all(_flat in one._flat() for one in others))

    def without(self, other: Values) -> Values:
        """What the other one does not say."""
        known = set(other._flat())
        return Values._of(one for one in self._flat() if one not in known)

    def _flat(self) -> list[_Flat]:
        return [
            *(("shared", "", name, value) for name, value in self.shared.items()),
            *(("own", id_, name, value) for id_, own in self.own.items() for name, value in own.items()),
            *(("texts", id_, name, value) for id_, own in self.texts.items() for name, value in own.items()),
        ]

    @classmethod
    def _of(cls, flat: Iterable[_Flat]) -> Values:
        values = cls()
        for kind, protocol, name, value in flat:
            holder = values.shared if kind == "shared" else getattr(values, kind).setdefault(protocol, {})
            holder[name] = value
        return values


def values_of(shelf: Shelf, protocols: Collection[str], education: tuple[Education, ...], chosen: Chosen) -> Values:
    """What a school's choices and its kind make of values and texts.

    Args:
        shelf: the library.
        protocols: all that the school has.
        education: of the school.
        chosen: what it chose; for the rest it gets what suits its kind.
    """
    named = choices_of(shelf, protocols, education)
    answers = {question.name: chosen[name] for question in named for name in chosen if question.is_called(name)}
    shared = {name: answer for name, answer in answers.items() if "." not in name}
    values = Values(shared=dict(shared_fitting(shelf, protocols, education, shared).parameters))
    for id_ in protocols:
        own = {name.partition(".")[2]: answer for name, answer in answers.items() if name.startswith(f"{id_}.")}
        fits = fitting(shelf, id_, education, protocols, own)
        values.own[id_] = dict(fits.parameters)
        values.texts[id_] = {one["set"]: one["alternative"] for one in fits.operations}
    return values
