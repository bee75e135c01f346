"""Questions, a page at a time: which there are, what was answered, and what is wrong with an answer.

What was answered well and what was typed are kept apart: questions follow from the first only, and the second is shown
again where it was typed. Nothing here knows of pages or of a project: questions come from a function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from gettext import gettext as _
from itertools import groupby
from typing import TYPE_CHECKING

from schoolprotocol.project import Project

if TYPE_CHECKING:
    from schoolprotocol import Asked

Questions = Callable[[Mapping[str, str]], Sequence["Asked"]]
"""All questions that follow from answers."""
_TYPED = "!"
"""Stands in a draft before the key of what was typed, and is no answer yet."""
WAS = "was:"
"""Stands in a form before the key of what a field said when the page was made."""
ASKED = "gevraagd"
"""The field of a form that names the questions on it: of boxes that nobody ticked a browser says nothing."""
_FIRST = re.compile(r"(?:school\.[0-9]+\.)?name|id")
"""A question without whose answer the next ones cannot be put."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told so far."""

    answers: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> Told:
        """As it was kept in a draft."""
        typed = {key.removeprefix(_TYPED): value for key, value in kept.items() if key.startswith(_TYPED)}
        return cls({key: value for key, value in kept.items() if not key.startswith(_TYPED)}, typed)

    @property
    def kept(self) -> dict[str, str]:
        """As a draft keeps it."""
        return {**self.answers, **{f"{_TYPED}{key}": value for key, value in self.typed.items()}}


@dataclass(frozen=True, slots=True)
class Part:
    """The questions of one page."""

    key: str
    questions: tuple[Asked, ...]
    is_done: bool
    """Whether each of them has an answer."""


def part_of(key: str) -> str:
    """On which page a question stands: `bestuur`, `school-2`, `protocollen`, `keuzes`, or `gegevens` for the rest."""
    match key.split("."):
        case ["board", *_rest]:
            return "bestuur"
        case ["school", number, _name]:
            return f"school-{number}"
        case ["choice", *_rest]:
            return "keuzes"
        case ["protocols"]:
            return "protocollen"
    return "gegevens"


def parts(questions: Questions, told: Told) -> list[Part]:
    """All pages that there are so far."""
    asked = _settled(questions, told.answers)
    return [
        Part(key, _shown(mine := tuple(group), told.answers), all(one.key in told.answers for one in mine))
        for key, group in groupby(asked, lambda one: part_of(one.key))
    ]


def _shown(asked: Sequence[Asked], answers: Mapping[str, str]) -> tuple[Asked, ...]:
    """The questions of a page up to the one on which the next depend."""
    stops = (at for at, one in enumerate(asked, 1) if _FIRST.fullmatch(one.key) and one.key not in answers)
    return tuple(asked[: next(stops, len(asked))])


def _settled(questions: Questions, answers: Mapping[str, str]) -> list[Asked]:
    return [one for one in questions(answers) if not one.is_settled]


def sound(questions: Questions, told: Told) -> Told:
    """The same with answers that still fit; what does not any more was typed: the program or the project changed."""
    try:
        asked = {one.key: one for one in questions(told.answers)}
        answers: dict[str, str] = {}
        for key, one in asked.items():
            if one.is_settled:
                answers[key] = one.default
            elif key in told.answers:
                answers[key] = one.answer(told.answers[key])
    except (ValueError, LookupError):
        return Told({}, {**told.answers, **told.typed})
    return Told(answers, {**told.typed})


def keep_typed(told: Told, form: Mapping[str, str]) -> Told:
    """With what stands in a form that nobody sent yet."""
    typed = {key: _flat(form[key]) for key in _asked_in(form) if key in form}
    fresh = {key: value for key, value in typed.items() if value != form.get(f"{WAS}{key}")}
    return Told(told.answers, {**told.typed, **fresh})


def answer(questions: Questions, told: Told, part: str, form: Mapping[str, str]) -> tuple[Told, dict[str, str]]:
    """Take the answers of one page.

    Args:
        questions: all that follow from answers.
        told: before.
        part: the page.
        form: what was sent; empty means what the question proposes.

    Returns:
        What was told now; and by key of a question what is wrong with its answer.
    """
    after = {key: value for key, value in told.answers.items() if part_of(key) != part}
    assumed: dict[str, str] = {}
    typed = {key: value for key, value in told.typed.items() if part_of(key) != part}
    wrong: dict[str, str] = {}
    asked_in = _asked_in(form)
    while True:
        left = (one for one in questions({**after, **assumed}) if part_of(one.key) == part)
        asked = next((one for one in left if one.key not in after and one.key not in assumed), None)
        if asked is None:
            break
        if asked.is_settled:
            after[asked.key] = asked.default
            continue
        if asked.key not in asked_in:
            break
        given = _flat(form.get(asked.key, ""))
        if given == form.get(f"{WAS}{asked.key}", ""):
            given = asked.default  # nobody touched it, and what it follows from may have changed
        try:
            after[asked.key] = asked.answer(given)
        except ValueError as error:
            wrong[asked.key], typed[asked.key] = str(error), given
            assumed[asked.key] = _assumed(asked)
    for key in asked_in - {*after, *typed}:
        typed[key] = _flat(form.get(key, ""))
    return Told(after, typed), wrong


def _assumed(asked: Asked) -> str:
    try:
        return asked.answer("")
    except ValueError:
        return ""


def _asked_in(form: Mapping[str, str]) -> set[str]:
    return {*form.get(ASKED, "").split("\n")} - {""}


def _flat(value: str) -> str:
    """What several boxes with one name said, as it would be typed."""
    return ",".join(part for part in value.replace("\r", "").split("\n") if part) if "\n" in value else value


def without_school(told: Told, number: int) -> Told:
    """The same without one of the schools of a board; those after it move up."""
    return Told(_moved_up(told.answers, number), _moved_up(told.typed, number))


def _moved_up(values: Mapping[str, str], number: int) -> dict[str, str]:
    last = max((int(key.split(".")[1]) for key in values if key.startswith("school.")), default=0)
    found: dict[str, str] = {}
    for key, value in values.items():
        match key.split("."):
            case ["school", one, name] if int(one) >= number:
                if int(one) > number:
                    found[f"school.{int(one) - 1}.{name}"] = value
            case _:
                found[key] = value
    if number == last and number > 1 and f"school.{number - 1}.more" in found:
        found[f"school.{number - 1}.more"] = "nee"
    return found


def with_logos(questions: Questions, is_known: Callable[[str], bool]) -> Questions:
    """The same questions; of a logo the answer is an option or a file that was sent: never a path on this machine."""

    def own(text: str) -> str:
        if text not in {"geen", "letters"} and not is_known(text):
            raise ValueError(_("choose a .svg or .png file"))
        return text

    def fenced(told: Mapping[str, str]) -> Sequence[Asked]:
        return [replace(one, read=own) if one.key.rpartition(".")[2] == "logo" else one for one in questions(told)]

    return fenced


_CALLED = {
    (
        "protocol",
        "id",
    ): "Kies er een uit de lijst, of typ een korte naam voor een protocol van uzelf: rookvrije school.",
    ("value", "name"): (
        "Een korte naam, zoals: leerjaar van de pauze. Zo zoekt u de waarde op als u haar in een tekst zet."
    ),
}
"""By questionnaire and question, of what is asked by the name that the files have: how people call it."""


def with_names(questions: Questions, what: str) -> Questions:
    """The same questions; people answer with a name or a title, and the files get one that they can have."""

    def named(one: Asked) -> Asked:
        if (what, one.key) not in _CALLED:
            return one

        def read(text: str) -> str:
            titled = {title.casefold(): id_ for id_, title in one.options.items()}
            known = titled.get(" ".join(text.split()).casefold(), text)
            try:
                return one.read(known)
            except ValueError:
                return one.read(Project.id_of(known) or known)

        return replace(one, read=read, help=_CALLED[what, one.key])

    return lambda told: [named(one) for one in questions(told)]
