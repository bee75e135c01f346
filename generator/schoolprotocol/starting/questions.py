"""The questions to a board that begins, one after the other: pure, so going back is leaving an answer out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from gettext import gettext as _
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schoolprotocol.library.taking import Shelf
from schoolprotocol.model.base import Colour, Education, Url
from schoolprotocol.starting.answers import EDUCATION, LETTERS, NO_LOGO, PRIMARY, Answers, Name, answers_of
from schoolprotocol.starting.choosing import Question, choices_of, odd
from schoolprotocol.starting.files import in_sentence, known_protocols

Told = Mapping[str, str]
"""Answers by key of the question, in the order in which they were asked."""
COLOURS = {
    "blauw": "#1e3a5f",
    "groen": "#14532d",
    "rood": "#9f1239",
    "paars": "#5b21b6",
    "oranje": "#9a3412",
    "turquoise": "#115e59",
    "grijs": "#374151",
}
"""Colours that read well on paper and on screens, by how people call them."""
KINDS = {
    "po": "basisonderwijs",
    "vo": "voortgezet onderwijs",
    "so": "speciaal onderwijs",
    "beide": "basisonderwijs en voortgezet onderwijs",
}
_YES, _NO = "ja", "nee"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    key: str
    """`school.1.name`."""
    text: str
    """In the language in use; of a choice in the words of the library."""
    default: str = ""
    """What an empty answer means; empty: nothing, where the question may be left open, else there is none."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What can be chosen, by what is typed; with numbers, the number may be typed too."""
    help: str = ""
    """What to know before answering."""
    is_open: bool = False
    """Whether it may stay without an answer."""
    is_settled: bool = False
    """Whether there is nothing to choose: the default is the answer, and nobody need be asked."""
    plain: bool = False
    """Whether the answer is a text as the source has it, with its values and emphasis: that is judged as a whole."""
    is_many: bool = False
    """Whether several options may be chosen, with commas between."""
    is_free: bool = False
    """Whether something else than an option may be answered too."""
    read: Callable[[str], str] = str
    """What an answer means; raises `ValueError` with what is wrong with it."""

    @property
    def is_numbered(self) -> bool:
        """Whether the number of an option may be typed: not where options are numbers themselves."""
        return not any(option[:1].isdecimal() for option in self.options)

    def answer(self, typed: str) -> str:
        """What was typed as an answer.

        Raises:
            ValueError: with the reason, in the language in use, where it cannot be one.
        """
        text = typed.strip() or self.default
        if self.is_numbered and text.isascii() and text.isdecimal() and 1 <= int(text) <= len(self.options):
            text = [*self.options][int(text) - 1]
        if not text:
            if self.is_open:
                return ""
            raise ValueError(_("something has to be filled in"))
        problem = None if self.plain else odd(text)
        if problem:
            raise ValueError(problem)
        return self.read(text)


def next_question(told: Told, shelf: Shelf) -> Asked | None:
    """The first question that has no answer yet; None where all is known.

    Args:
        told: what was answered.
        shelf: the library.
    """
    return next((asked for asked in questions(told, shelf) if asked.key not in told), None)


def questions(told: Told, shelf: Shelf) -> Iterator[Asked]:
    """All questions that follow from what was told; the last one is the first that has no answer."""
    yield Asked("board.name", _("What is the name of the board?"), read=_line)
    yield Asked("board.website", _("What is the address of its website?"), read=website, help=_WEB())
    yield Asked("board.place", _("In which town is it?"), is_open=True, read=_line)
    yield Asked("board.body", _("Which body decides?"), "het College van Bestuur", read=_line)
    yield Asked("board.council", _("What is its joint council called?"), "de GMR", read=_line)
    yield Asked("board.colour", _("What is its main colour?"), "blauw", COLOURS, _COLOUR(), is_free=True, read=colour)
    number = 1
    while True:
        names = [told.get("board.name", ""), *(told.get(f"school.{one}.name", "") for one in range(1, number))]
        yield from school_questions(told, number, names)
        more = f"school.{number}.more"
        yield Asked(more, _("Does the board have another school?"), _NO, {_YES: "", _NO: ""}, read=yes_or_no)
        if told.get(more) != _YES:
            break
        number += 1
    if more not in told:
        return
    ids = known_protocols(shelf)
    titles = {entry.id: f"{entry.title}: {entry.summary}" for entry in shelf.library.protocols if entry.id in ids}
    about = _("Names or numbers with commas between them; “alle” for all.")
    text = _("Which protocols do the schools want?")
    yield Asked("protocols", text, "alle", titles, about, is_many=True, read=partial(_protocols, ids))
    if "protocols" in told:
        yield from _choices(told, shelf, number)


def school_questions(told: Told, number: int, names: Sequence[str], kind: str = "po") -> Iterator[Asked]:
    """What is asked of a school.

    Args:
        told: what was answered, also about the board.
        number: of the school, from 1: its answers begin with `school.1.`.
        names: that are in use.
        kind: of most schools.
    """
    at = f"school.{number}".__add__
    name = told.get(at(".name"), "")
    text = _("What is the name of the school?") if number == 1 else _("What is the name of school {number}?")
    yield Asked(at(".name"), text.format(number=number), read=partial(_other_name, names))
    yield Asked(at(".kind"), _("Which education does {name} give?").format(name=name), kind, KINDS, read=_kind)
    about = _("With its article, as in “de basisschool Noord”.")
    text = _("How is it called in the middle of a sentence?")
    yield Asked(at(".short"), text, in_sentence(name), help=about, read=_line)
    yield Asked(at(".place"), _("In which town is it?"), told.get("board.place", ""), is_open=True, read=_line)
    website_of_board = told.get("board.website", "")
    yield Asked(at(".website"), _("What is the address of its website?"), website_of_board, help=_WEB(), read=website)
    is_vo = told.get(at(".kind")) in {"vo", "beide"}
    leads = _("How do texts call those who lead it?")
    yield Asked(at(".leadership"), leads, "de schoolleiding" if is_vo else "de directie", read=_line)
    about = _("A function or department, never the name of a person.")
    asks = _("Whom can readers ask?")
    yield Asked(at(".contact"), asks, told.get(at(".leadership"), ""), help=about, read=_line)
    councils = {"de MR": "", "de OPR": "", "de DR": ""}
    yield Asked(at(".council"), _("What is its council called?"), "de MR", councils, read=_line)
    own = told.get("board.colour", PRIMARY)
    yield Asked(at(".colour"), _("What is its main colour?"), own, COLOURS, _COLOUR(), is_free=True, read=colour)
    logos = {NO_LOGO: _("no logo"), LETTERS: _("the first letters of the name")}
    about = _("Or the name of a .svg or .png file.")
    yield Asked(at(".logo"), _("Does it have a logo?"), NO_LOGO, logos, about, is_free=True, read=_line)


def _choices(told: Told, shelf: Shelf, schools: int) -> Iterator[Asked]:
    protocols = told["protocols"].split(",")
    kinds = {EDUCATION[told[f"school.{one}.kind"]] for one in range(1, schools + 1)}  # type: ignore[index]
    education = kinds.pop() if len(kinds) == 1 else ()
    yield from choice_questions(choices_of(shelf, protocols, education), education)


def choice_questions(named: Iterable[Question], education: tuple[Education, ...]) -> Iterator[Asked]:
    """The questions of the library, in its own words."""
    for question in named:
        choice = question.choice
        options = {option.value: option.label or "" for option in choice.options}
        default = choice.default_for(education)
        key, about = f"choice.{question.name}", choice.help or ""
        yield Asked(key, choice.question, default, options, about, read=partial(_fit, question))


def answers_told(told: Told) -> Answers:
    """The answers to all questions.

    Raises:
        SourceError: where they do not fit after all.
    """
    data: dict[str, Any] = {"board": {}, "schools": [], "choices": {}}
    for key, value in told.items():
        match key.split(".", 2):
            case ["board", name]:
                data["board"][name] = value
            case ["school", number, name] if name != "more":
                data["schools"] += [{} for _missing in range(len(data["schools"]), int(number))]
                data["schools"][int(number) - 1][name] = value
            case ["choice", *_rest]:
                data["choices"][key.removeprefix("choice.")] = value
            case ["protocols"]:
                data["protocols"] = value.split(",")
    data["board"] = _filled(data["board"])
    data["schools"] = [_filled(school) for school in data["schools"]]
    return answers_of(data)


def _filled(data: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in data.items() if value}


# -- what an answer means ---------------------------------------------------------------------------------------------


def _WEB() -> str:  # noqa: N802 (a text, in the language that is in use when it is asked)
    return _("As in www.school.nl.")


def _COLOUR() -> str:  # noqa: N802
    return _("A name from the list, or a colour such as #1e3a5f.")


def _line(text: str) -> str:
    return _typed(Name, text, _("that is too long: at most 120 characters"))


def _typed(type_: Any, value: str, problem: str) -> str:
    try:
        return str(TypeAdapter(type_).validate_python(value))
    except ValidationError:
        raise ValueError(problem) from None


def website(text: str) -> str:
    """An address as people type it, with https:// before it."""
    address = re.sub(r"^(?:https?://)?", "https://", text, flags=re.IGNORECASE)
    problem = _("that is not an address such as www.school.nl")
    if "." not in address:
        raise ValueError(problem)
    return _typed(Url, address, problem)


def colour(text: str) -> str:
    """A colour by name or by number."""
    named = COLOURS.get(text.casefold())
    if named is None and re.fullmatch(r"[0-9a-fA-F]{6}", text):
        named = f"#{text}"
    return _typed(Colour, named or text, _("that is no colour: take one from the list, or write it as #1e3a5f"))


def yes_or_no(text: str) -> str:
    """`ja` or `nee`."""
    known = {"j": _YES, "ja": _YES, "y": _YES, "yes": _YES, "n": _NO, "nee": _NO, "no": _NO}
    if text.casefold() not in known:
        raise ValueError(_("answer ja or nee"))
    return known[text.casefold()]


def _kind(text: str) -> str:
    if text.casefold() not in KINDS:
        raise ValueError(_("choose from {options}").format(options=", ".join(KINDS)))
    return text.casefold()


def _other_name(names: Sequence[str], text: str) -> str:
    if " ".join(text.casefold().split()) in {" ".join(name.casefold().split()) for name in names}:
        raise ValueError(_("there is one with that name already: add the town, so that readers can tell them apart"))
    return _line(text)


def _protocols(ids: tuple[str, ...], text: str) -> str:
    if text.casefold() in {"alle", "all"}:
        return ",".join(ids)
    found = []
    for word in filter(None, re.split(r"[,;\s]+", text)):
        id_ = ids[int(word) - 1] if word.isdecimal() and 1 <= int(word) <= len(ids) else word
        if id_ not in ids:
            raise ValueError(_("choose from {options}").format(options=", ".join(ids)))
        found.append(id_)
    if not found:
        raise ValueError(_("something has to be filled in"))
    return ",".join(id_ for id_ in ids if id_ in found)


def _fit(question: Question, value: str) -> str:
    if problem := question.unfit(value):
        raise ValueError(problem)
    return value
