"""The questions of `add` and `deviate`: pure, as those to a board that begins. Keys are the names of options."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from gettext import gettext as _
from typing import Literal

from schoolprotocol.library.taking import Shelf
from schoolprotocol.model.base import NAME
from schoolprotocol.model.variant import Add
from schoolprotocol.once import made_for_life
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.load import with_schools
from schoolprotocol.starting.adding import ALL, board_of, board_told, kind_of, of_library, sections
from schoolprotocol.starting.answers import EDUCATION
from schoolprotocol.starting.choosing import choices_of
from schoolprotocol.starting.questions import Asked, Told, choice_questions, school_questions
from schoolprotocol.suggest import did_you_mean

AUDIENCES = {"leerling": "", "ouder": "", "medewerker": "", "overig": ""}
TYPES = {
    "text": "tekst",
    "number": "heel getal",
    "choice": "een van een paar waarden",
    "boolean": "true of false",
    "date": "dag",
    "telephone": "telefoonnummer",
    "url": "webadres",
}


What = Literal["clause", "value", "protocol", "school", "deviation", "adoption", "decision"]
"""What is added, that a school deviates, or what was decided about its text."""


def next_of(what: What, told: Told, corpus: Corpus, shelf: Shelf) -> Asked | None:
    """The first question that has no answer yet; None where all is known."""
    return next((asked for asked in questions_of(what, told, corpus, shelf) if asked.key not in told), None)


def questions_of(what: What, told: Told, corpus: Corpus, shelf: Shelf) -> Iterator[Asked]:
    """All questions that follow from what was told."""
    questions = {
        "clause": lambda: clause_questions(told, corpus),
        "value": lambda: value_questions(told, corpus),
        "protocol": lambda: protocol_questions(told, corpus, shelf),
        "school": lambda: new_school_questions(told, corpus, shelf),
        "deviation": lambda: deviation_questions(told, corpus),
        "adoption": lambda: adoption_questions(told, corpus),
        "decision": lambda: decision_questions(told, corpus),
    }
    return questions[what]()


def _protocol(corpus: Corpus, known: Collection[str] | None = None) -> Asked:
    ids = known if known is not None else [*corpus.protocols]
    options = {id_: corpus.protocols[id_].protocol.title for id_ in ids}
    only = next(iter(options)) if len(options) == 1 else ""
    read = partial(_one_of, options)
    return Asked("protocol", _("Of which protocol?"), only, options, is_settled=bool(only), read=read)


# -- a clause ---------------------------------------------------------------------------------------------------------


def clause_questions(told: Told, corpus: Corpus) -> Iterator[Asked]:
    """What is asked of a clause."""
    yield _protocol(corpus)
    if told.get("protocol") not in corpus.protocols:
        return
    yield Asked("title", _("What is its short name?"), plain=True)
    about = _("You may use values, as in {value}.").format(value="{{ school.short }}")
    yield Asked("text", _("What does it say?"), help=about, plain=True)
    about = _("Names or numbers with commas between them.")
    yield Asked(
        "audience", _("Whom does it concern?"), "", AUDIENCES, about, is_many=True, read=partial(_some_of, AUDIENCES)
    )
    if not {"after", "before", "section"} & {*told}:
        known = {} if told.get("school") else sections(corpus, told["protocol"])
        ids = {*known, *corpus.protocols[told["protocol"]].clauses}
        about = _("The id of a section, or of the clause after which it comes.")
        yield Asked("place", _("Where does it come?"), "", known, about, is_free=True, read=partial(_known_id, ids))
    if told.get("school"):
        yield _reason()


def _reason() -> Asked:
    return Asked("reason", _("Why? The council reads this."), plain=True)


# -- a value ----------------------------------------------------------------------------------------------------------


def value_questions(told: Told, corpus: Corpus) -> Iterator[Asked]:
    """What is asked of a value."""
    about = _("Small letters and dots, as in pauze.leerjaar.")
    yield Asked("name", _("How do texts call it?"), help=about, read=partial(_matching, rf"{NAME}(?:\.{NAME})*"))
    options = {ALL: _("all protocols share it")}
    options |= {id_: source.protocol.title for id_, source in corpus.protocols.items()}
    yield Asked("protocol", _("Of which protocol?"), "", options, read=partial(_one_of, options))
    yield Asked("help", _("What does it mean?"), help=_("One sentence, for who fills it in."), plain=True)
    yield Asked("type", _("What kind of value is it?"), "text", TYPES, read=partial(_one_of, TYPES))
    if told.get("type") == "choice":
        about = _("With semicolons between them.")
        yield Asked("option", _("From which values can a school choose?"), help=about, plain=True)
    about = _("Leave it empty where every school must give a value of its own.")
    yield Asked("default", _("What is it where a school says nothing?"), help=about, is_open=True, plain=True)


# -- a protocol -------------------------------------------------------------------------------------------------------


def protocol_questions(told: Told, corpus: Corpus, shelf: Shelf) -> Iterator[Asked]:
    """What is asked of a protocol."""
    left = {e.id: e.title for e in shelf.library.protocols if e.id not in corpus.protocol_ids and shelf.files(e.id)}
    about = _("One of the library, or an id of your own for a protocol of your own.")
    yield Asked("id", _("Which protocol?"), "", left, about, is_free=True, read=partial(_matching, NAME))
    id_ = told.get("id", "")
    if id_ and id_ not in left:
        yield Asked("title", _("What is its title?"), plain=True)
        yield Asked("summary", _("What is it for? One sentence."), plain=True)
    schools = {one: source.school.name for one, source in corpus.schools.items() if source.school.kind == "school"}
    about = _("Names or numbers with commas between them; “alle” for all.")
    yield Asked(
        "school", _("Which schools get it?"), ALL, schools, about, is_many=True, read=partial(_some_of, schools)
    )
    if id_ in left:
        has = [*of_library(corpus, shelf), id_]
        named = [question for question in choices_of(shelf, has) if question.name.startswith(f"{id_}.")]
        yield from choice_questions(named, ())


# -- a school ---------------------------------------------------------------------------------------------------------

_AT = "school.1."


def new_school_questions(told: Told, corpus: Corpus, shelf: Shelf) -> Iterator[Asked]:
    """What is asked of a school; keys are those of a school in answers."""
    bestuur = board_of(corpus)
    board = board_told(corpus, bestuur) if bestuur is not None else None
    known = {f"{_AT}{key}": value for key, value in told.items() if not key.startswith("choice.")}
    if board is not None:
        known |= {"board.website": board.website, "board.place": board.place or "", "board.colour": board.colour}
    names = [one.school.name for one in corpus.schools.values()]
    for asked in school_questions(known, 1, names, kind_of(corpus)):
        yield replace(asked, key=asked.key.removeprefix(_AT))
    if bestuur is not None and "kind" in told:
        ours = [id_ for id_ in of_library(corpus, shelf) if id_ in corpus.schools[bestuur].variants]
        education = EDUCATION[told["kind"]]  # type: ignore[index] # `school_questions` read it
        named = [one for one in choices_of(shelf, ours, education) if one.is_known(corpus)]
        yield from choice_questions(named, education)


# -- a deviation ------------------------------------------------------------------------------------------------------

CHOOSE, OWN, OMIT, MOVE = "kiezen", "eigen", "weglaten", "verplaatsen"
"""What a school can want with a clause."""


def deviation_questions(told: Told, corpus: Corpus) -> Iterator[Asked]:
    """What is asked of a deviation."""
    if told.get("school") not in corpus.schools:
        return  # who carries it out says so
    school = corpus.schools[told["school"]]
    yield _protocol(corpus, [*school.variants])
    if told.get("protocol") not in school.variants:
        return
    source = corpus.protocols[told["protocol"]]
    headings = sections(corpus, told["protocol"])
    values = {name: one.title or one.help for name, one in source.parameters.items()}
    about = _("The id of a clause or a section, or the name of a value.")
    clauses = _Ids(corpus, told["protocol"])
    ids = _Ids(corpus, told["protocol"], headings.keys() | values.keys())
    yield Asked("target", _("Of what does the school want something else?"), "", {}, about, read=ids.known)
    target = told.get("target", "")
    if "undo" in told or (target and target not in ids):
        return  # of what is not there nothing more is asked: its answer is refused
    if target in values:
        given = source.parameters[target]
        yield Asked("value", given.help, "", dict.fromkeys(given.choices, ""), plain=True)
        return
    if target in headings:
        yield Asked("heading", _("Which heading does it give?"), headings[target], plain=True)
        return
    clause = source.clauses.get(target)
    ways = {OWN: _("a text of its own"), OMIT: _("leave it out"), MOVE: _("another place")}
    if clause is not None and clause.alternatives:
        ways = {CHOOSE: _("another text of the library"), **ways}
    if not {"alternative", "text", "omit", "undo", "after", "before"} & {*told}:
        yield Asked("how", _("What does the school want?"), "", ways, read=partial(_one_of, ways))
    how = told.get("how")
    if how == CHOOSE and clause is not None:
        texts = {name: other.text for name, other in clause.others().items()}
        yield Asked("alternative", _("Which text?"), "", texts, read=partial(_one_of, texts))
    if how == OWN:
        about = (clause.text or "") if clause is not None else ""
        yield Asked("text", _("What does it say at this school?"), help=about, plain=True)
    if how == MOVE:
        yield Asked("after", _("After which clause does it come?"), read=clauses.known)
    if how in {OWN, OMIT} or {"text", "omit"} & {*told}:
        yield _reason()


_whole = made_for_life(with_schools)
"""The source with all schools: a strange id is asked about with each next question."""


class _Ids:
    """The clauses of a protocol, also those that any school added; who did not read all does so for a strange one."""

    def __init__(self, corpus: Corpus, protocol: str, others: Collection[str] = ()) -> None:
        self._corpus, self._protocol = corpus, protocol
        self._others = {*corpus.protocols[protocol].clauses, *others}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._within(self._corpus) or id_ in self._within(_whole(self._corpus))

    def known(self, text: str) -> str:
        """What was typed, if there is such an id."""
        return text if text in self else _known_id(self._within(_whole(self._corpus)), text)

    def _within(self, corpus: Corpus) -> set[str]:
        variants = [one.variants[self._protocol] for one in corpus.schools.values() if self._protocol in one.variants]
        added = {str(one.add) for variant in variants for one in variant.operations if isinstance(one, Add)}
        return self._others | added


# -- decisions --------------------------------------------------------------------------------------------------------


def adoption_questions(told: Told, corpus: Corpus) -> Iterator[Asked]:
    """What is asked where a text was adopted."""
    if told.get("school") not in corpus.schools:
        return  # who carries it out says so
    school = corpus.schools[told["school"]]
    yield _protocol(corpus, [id_ for id_, variant in school.variants.items() if variant.publish])
    yield Asked("body", _("Which body adopted the text?"), school.school.board)
    yield Asked("day", _("On which day?"), help=_("As in 2027-11-01."), read=_day)
    yield Asked("effective", _("From which day does it apply?"), told.get("day", ""), read=_day)


OUTCOMES = {"positief": "", "negatief": "", "met-voorwaarden": ""}


def decision_questions(told: Told, corpus: Corpus) -> Iterator[Asked]:
    """What is asked where a council decided."""
    if told.get("school") not in corpus.schools:
        return  # who carries it out says so
    school = corpus.schools[told["school"]]
    yield _protocol(corpus, [id_ for id_, variant in school.variants.items() if variant.publish])
    yield Asked("body", _("Which body decided?"), school.school.council or "")
    yield Asked("day", _("On which day?"), help=_("As in 2027-11-01."), read=_day)
    yield Asked("outcome", _("Did it agree?"), "", OUTCOMES, read=partial(_one_of, OUTCOMES))
    if told.get("outcome") == "met-voorwaarden":
        yield Asked("condition", _("What did it ask?"), help=_("With semicolons between them."), plain=True)


# -- what an answer means ---------------------------------------------------------------------------------------------


def _day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(_("write the day as 2027-11-01"))
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(_("there is no such day")) from None


def _one_of(options: Mapping[str, str], text: str) -> str:
    if text not in options:
        raise ValueError(_("choose from {options}").format(options=", ".join(options)))
    return text


def _some_of(options: Mapping[str, str], text: str) -> str:
    if text.casefold() == ALL:
        return ",".join(options)
    ids, found = [*options], []
    for word in filter(None, re.split(r"[,;\s]+", text)):
        is_number = word.isascii() and word.isdecimal() and 1 <= int(word) <= len(ids)
        found.append(_one_of(options, ids[int(word) - 1] if is_number else word))
    if not found:
        raise ValueError(_("something has to be filled in"))
    return ",".join(dict.fromkeys(found))


def _known_id(ids: Collection[str], text: str) -> str:
    if text not in ids:
        raise ValueError(_("there is none with the id {id}.{hint}").format(id=text, hint=did_you_mean(text, ids)))
    return text


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text) or len(text) > 60:
        raise ValueError(_("take small letters, digits and hyphens"))
    return text
