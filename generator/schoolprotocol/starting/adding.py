"""What people add to a project: a clause, a value, a protocol, a school; each as changes that `edit` makes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import Any

from schoolprotocol import disk
from schoolprotocol.edit.edit import Edit
from schoolprotocol.edit.find import PARAMETERS, PROTOCOLS, REFERENCES, SCHOOLS
from schoolprotocol.errors import UsageError
from schoolprotocol.files import write_file
from schoolprotocol.library import taking
from schoolprotocol.library.taking import Shelf, fitted, note, take, taken_of
from schoolprotocol.model.base import Audience
from schoolprotocol.model.outline import Section
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.schemas import editor_settings
from schoolprotocol.source.tree import MAX_BYTES, SOURCE
from schoolprotocol.source.yaml import parse_yaml
from schoolprotocol.starting.answers import EDUCATION, Board, School, SchoolKind, school_of
from schoolprotocol.starting.choosing import values_of
from schoolprotocol.starting.files import Member, known_protocols, review, school_files, skeleton
from schoolprotocol.starting.ids import new_id, slug
from schoolprotocol.suggest import did_you_mean

NOTED = f"{SOURCE}/{taking.NOTED}"
"""Where a project says what it took of the library."""
_SETTINGS = ".vscode/settings.json"
ALL = "alle"
"""The answer that stands for all protocols or all schools."""
_CHOICE = "choice."
Told = Mapping[str, str]
"""Answers by key of the question."""


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause that somebody wants."""

    protocol: str
    title: str
    audience: tuple[Audience, ...]
    text: str
    id: str | None = None
    """By default made of its place and its title."""
    kort: str | None = None
    references: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    section: str | None = None
    school: str | None = None
    """Whose own clause it is; None: it is for all schools."""
    reason: str | None = None
    """Why that school has it."""

    @classmethod
    def of(cls, told: Told, references: Sequence[str] = ()) -> NewClause:
        """The clause that was told by answers: `place` is a section, or the clause after which it comes."""
        place = told.get("place", "")
        audience: Any = tuple(told["audience"].split(","))
        return cls(
            protocol=told["protocol"],
            title=told["title"],
            audience=audience,
            text=told["text"],
            id=told.get("id"),
            kort=told.get("kort"),
            references=tuple(references),
            after=told.get("after") or (place if "." in place else None),
            before=told.get("before"),
            section=told.get("section") or (place if place and "." not in place else None),
            school=told.get("school"),
            reason=told.get("reason"),
        )


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value that texts can use, and that may differ by school."""

    name: str
    type: str
    help: str
    protocol: str | None = None
    """None: all protocols share it."""
    title: str | None = None
    default: str | None = None
    choices: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: Told) -> NewValue:
        """The value that was told by answers."""
        return cls(
            name=told["name"],
            type=told["type"],
            help=told["help"],
            protocol=None if told["protocol"] == ALL else told["protocol"],
            title=told.get("title"),
            default=told.get("default") or None,
            choices=tuple(one.strip() for one in told.get("option", "").split(";") if one.strip()),
        )


@dataclass(frozen=True, slots=True)
class NewProtocol:
    """A protocol that somebody wants."""

    id: str
    title: str | None = None
    """Of one that the library does not have."""
    summary: str | None = None
    """Of one that the library does not have."""
    schools: tuple[str, ...] = ()
    """Which schools get it; empty: all."""
    choices: Mapping[str, str] | None = None
    """What these choose, by name of the choice."""

    @classmethod
    def of(cls, told: Told) -> NewProtocol:
        """The protocol that was told by answers."""
        schools = told.get("school", ALL)
        return cls(
            id=told["id"],
            title=told.get("title"),
            summary=told.get("summary"),
            schools=() if schools == ALL else tuple(schools.split(",")),
            choices={key.removeprefix(_CHOICE): value for key, value in told.items() if key.startswith(_CHOICE)},
        )


# -- a clause ---------------------------------------------------------------------------------------------------------


def add_clause(edit: Edit, corpus: Corpus, new: NewClause) -> str:
    """A clause: in the catalogue and the base outline, or of one school. Gives its id.

    Raises:
        UsageError: where it is not clear where it should come.
        EditError: where it does not fit.
    """
    if new.protocol not in corpus.protocols:
        raise UsageError(_unknown(new.protocol, corpus.protocols))
    places = [new.after, new.before, new.section]
    if sum(place is not None for place in places) != 1:
        raise UsageError(_("Say where the clause comes: after a clause, before one, or in a section."))
    if new.school is None:
        id_ = new.id or _clause_id(corpus, new)
        given: dict[str, Any] = {"title": new.title, "audience": new.audience, "text": new.text, "kort": new.kort}
        edit.add_clause(new.protocol, id_, references=new.references, **given)
        edit.place_clause(new.protocol, id_, after=new.after, before=new.before, section=new.section)
        return id_
    if new.section is not None or not new.reason:
        text = _("A clause of one school has a place after or before another clause, and a reason.")
        raise UsageError(text)
    id_ = new.id or _free(f"{new.school}.{slug(new.title) or 'clausule'}", _ids(corpus, new.protocol))
    edit.add(
        new.school,
        new.protocol,
        id_,
        title=new.title,
        audience=new.audience,
        text=new.text,
        kort=new.kort,
        references=new.references,
        after=new.after,
        before=new.before,
        reason=new.reason,
    )
    return id_


def _clause_id(corpus: Corpus, new: NewClause) -> str:
    beside = new.after or new.before
    theme = beside.partition(".")[0] if beside else str(new.section)
    return _free(f"{theme}.{slug(new.title) or 'clausule'}", _ids(corpus, new.protocol))


def _ids(corpus: Corpus, protocol: str) -> set[str]:
    """Every id of a clause that was ever used in a protocol."""
    source = corpus.protocols[protocol]
    own = (
        str(getattr(operation, "add", ""))
        for school in corpus.schools.values()
        if protocol in school.variants
        for operation in school.variants[protocol].operations
    )
    return {*source.clauses, *source.tombstones, *own}


def _free(id_: str, known: Collection[str]) -> str:
    theme, _dot, topic = id_.partition(".")
    topic = topic if topic[:1].isalpha() else f"punt-{topic}"
    topic = topic[: 78 - len(theme)].rstrip("-")
    number, found = 2, f"{theme}.{topic}"
    while found in known:
        found, number = f"{theme}.{topic[: 75 - len(theme)]}-{number}", number + 1
    return found


def _unknown(id_: str, known: Collection[str]) -> str:
    return _("There is no protocol “{id}”.{hint}").format(id=id_, hint=did_you_mean(id_, known))


def sections(corpus: Corpus, protocol: str) -> dict[str, str]:
    """The sections of the base outline that have a place for clauses: heading by id, in order."""
    found: dict[str, str] = {}

    def walk(inner: Sequence[Section]) -> None:
        for section in inner:
            found[section.id] = section.heading or ""
            walk(section.sections)

    walk(corpus.protocols[protocol].protocol.outline.sections)
    return found


def require_school(corpus: Corpus, id_: str) -> None:
    """Go on only with a school that is there.

    Raises:
        UsageError: where it is not.
    """
    if id_ not in corpus.schools:
        hint = did_you_mean(id_, corpus.schools)
        raise UsageError(_("There is no school “{id}”.{hint}").format(id=id_, hint=hint))


# -- a value ----------------------------------------------------------------------------------------------------------


def add_value(edit: Edit, corpus: Corpus, new: NewValue) -> str:
    """A parameter, of one protocol or shared by all. Gives the path of its file.

    Raises:
        UsageError: where there is one with that name, or no such protocol.
        EditError: where it does not fit.
    """
    declared = {
        "type": new.type,
        "title": new.title,
        "help": new.help,
        "choices": list(new.choices),
        "default": new.default,
    }
    given = {key: value for key, value in declared.items() if value not in (None, [])}
    known = {*corpus.parameters}
    if new.protocol is None:
        known |= {name for source in corpus.protocols.values() for name in source.protocol.parameters}
    elif new.protocol in corpus.protocols:
        known |= {*corpus.protocols[new.protocol].protocol.parameters}
    else:
        raise UsageError(_unknown(new.protocol, corpus.protocols))
    if new.type == "choice" and len(new.choices) < 2:
        raise UsageError(_("Tell from which values a school can choose: two at least."))
    if new.name in known:
        raise UsageError(_("There is a value “{name}” already. Choose another name.").format(name=new.name))
    if new.protocol is not None:
        file = f"{PROTOCOLS}/{new.protocol}/protocol.yaml"
        edit.set(file, ["parameters", new.name], given)
        return file
    if corpus.parameters:
        edit.set(PARAMETERS, ["parameters", new.name], given)
    else:
        edit.add_file(PARAMETERS, {"parameters": {new.name: given}})
    return PARAMETERS


# -- a protocol -------------------------------------------------------------------------------------------------------


def add_protocol(edit: Edit, corpus: Corpus, new: NewProtocol, shelf: Shelf, today: date) -> tuple[str, ...]:
    """A protocol of the library, or one of their own with one clause. Gives the schools that got it.

    Raises:
        UsageError: where there is one with that id, or the library has none and no title is given.
        EditError: where it does not fit.
    """
    if new.id in corpus.protocol_ids:
        raise UsageError(_("There is a protocol “{id}” already.").format(id=new.id))
    schools = new.schools or tuple(id_ for id_, one in corpus.schools.items() if one.school.kind == "school")
    for school in schools:
        require_school(corpus, school)
    ours = known_protocols(shelf)
    if new.id in ours:
        _take(edit, corpus, new.id, shelf)
    elif new.title and new.summary:
        edit.add_file(f"{PROTOCOLS}/{new.id}/protocol.yaml", _own_protocol(new))
        clause = {"id": "doel.doel", "title": "Doel", "audience": list(_EVERYBODY), "text": new.summary}
        edit.add_file(f"{PROTOCOLS}/{new.id}/clauses/doel.yaml", [clause])
    else:
        text = _("The library has no protocol “{id}”.{hint} For one of your own, tell its title and its purpose.")
        raise UsageError(text.format(id=new.id, hint=did_you_mean(new.id, ours)))
    board = board_of(corpus)
    if board is not None:
        edit.add_file(f"{SCHOOLS}/{board}/{new.id}.yaml", {"protocol": new.id, "publish": "false"}, skeleton(_BOARDS))
    for school in schools:
        if school != board:
            _variant(edit, corpus, school, new, shelf, today)
    return schools


_EVERYBODY: tuple[Audience, ...] = ("leerling", "medewerker", "ouder")
_BOARDS, _SCHOOLS = "bestuur-variant.yaml", "variant.yaml"


def _own_protocol(new: NewProtocol) -> dict[str, Any]:
    return {
        "title": new.title,
        "summary": new.summary,
        "parameters": {},
        "front": [
            {"id": "beheer", "rows": [["Versie", "{{ document.version }}"], ["Status", "{{ document.status }}"]]}
        ],
        "outline": {
            "headings": "decimal",
            "items": "decimal",
            "sections": [{"id": "doel", "heading": "Doel", "body": [{"numbered": ["doel.doel"]}]}],
        },
        "excerpt": "none",
    }


def _take(edit: Edit, corpus: Corpus, id_: str, shelf: Shelf) -> None:
    """The texts of a protocol of the library, with what they need and the project does not have yet."""
    together = [*of_library(corpus, shelf), id_]
    for name in shelf.files(id_):
        edit.add_text(f"{SOURCE}/{name}", fitted(shelf, name, together))
    taken = take(shelf, [id_])
    known = len(corpus.references)
    for reference in parse_yaml(taken["references.yaml"], REFERENCES)[0] or []:
        if reference["id"] not in corpus.references:
            edit.set(REFERENCES, [known], reference)
            known += 1
    shared = parse_yaml(taken.get("parameters.yaml", ""), PARAMETERS)[0] or {"parameters": {}}
    missing = {name: one for name, one in shared["parameters"].items() if name not in corpus.parameters}
    if missing and not corpus.parameters:
        edit.add_file(PARAMETERS, {"parameters": missing})
    else:
        for name, one in missing.items():
            edit.set(PARAMETERS, ["parameters", name], one)
    _note(edit, corpus, shelf, id_)


def noted(corpus: Corpus) -> dict[str, Any]:
    """What `library.yaml` of a project says: version and parts of what it took; nothing where there is none."""
    tree = corpus.reader.tree if corpus.reader is not None else None
    if tree is None or tree.kind(NOTED) != "file":
        return {}
    data, found = parse_yaml(tree.read(NOTED).decode("utf-8", "replace"), NOTED)
    return dict(data) if isinstance(data, dict) and not found else {}


def of_library(corpus: Corpus, shelf: Shelf) -> list[str]:
    """The protocols of a project that came from the library, in the order that this has."""
    taken = noted(corpus).get("protocols") or {}
    return [id_ for id_ in known_protocols(shelf) if id_ in taken and id_ in corpus.protocols]


def _note(edit: Edit, corpus: Corpus, shelf: Shelf, id_: str) -> None:
    """Write down what was taken beside what was taken before, if that was of the same version."""
    data = noted(corpus)
    if data and data.get("version") != shelf.library.version:
        return  # what stands there is of another version: `update` lays both beside each other
    taken = {name: dict(parts) for name, parts in (data.get("protocols") or {}).items()}
    taken[id_] = taken_of(shelf, id_, [*of_library(corpus, shelf), id_])
    edit.add_text(NOTED, note(shelf, taken), instead=bool(data))


def _variant(edit: Edit, corpus: Corpus, school: str, new: NewProtocol, shelf: Shelf, today: date) -> None:
    facts, board = corpus.schools[school], board_of(corpus)
    variant: dict[str, Any] = {"protocol": new.id, "extends": board or "base"}
    variant["document"] = {"version": "1.0", "status": "concept", "review": review(today), "owner": facts.school.board}
    if new.id in known_protocols(shelf):
        together = [*(one for one in of_library(corpus, shelf) if one in facts.variants), new.id]
        values = values_of(shelf, together, facts.school.education, new.choices or {})
        variant["parameters"] = values.own.get(new.id)
        texts = values.texts.get(new.id, {})
        variant["operations"] = [{"set": clause, "alternative": name} for clause, name in texts.items()]
        for name, value in values.shared.items():
            if name not in corpus.parameters:
                edit.set(f"{SCHOOLS}/{school}/school.yaml", ["parameters", name], value)
    given = {key: value for key, value in variant.items() if value}
    edit.add_file(f"{SCHOOLS}/{school}/{new.id}.yaml", given, skeleton(_SCHOOLS))


def board_of(corpus: Corpus) -> str | None:
    """The board on which schools build; None where there is none, or more than one."""
    boards = [id_ for id_, one in corpus.schools.items() if one.school.kind == "bestuur"]
    return boards[0] if len(boards) == 1 else None


# -- a school ---------------------------------------------------------------------------------------------------------


def add_school(
    edit: Edit, corpus: Corpus, school: School, shelf: Shelf, today: date, logos: Mapping[str, bytes] | None = None
) -> str:
    """A school with a variant of each protocol that the board has, or of those that it names. Gives its id.

    Raises:
        UsageError: where it has a name or id that is there already, or there is nobody to build on.
        EditError: where it does not fit.
    """
    names = {one.school.name.casefold() for one in corpus.schools.values()}
    if school.name.casefold() in names or (school.id is not None and school.id in corpus.school_ids):
        raise UsageError(_("There is a school “{name}” already.").format(name=school.id or school.name))
    bestuur = board_of(corpus)
    if bestuur is None:
        raise UsageError(_("There is not one board to build on: make the folder of the school by hand."))
    board = board_told(corpus, bestuur)
    has = tuple(corpus.schools[bestuur].variants)
    unknown = [id_ for id_ in school.protocols or () if id_ not in has]
    if unknown:
        raise UsageError(_unknown(unknown[0], has))
    protocols = school.protocols if school.protocols is not None else has
    themes = {id_.partition(".")[0] for source in corpus.protocols.values() for id_ in source.clauses}
    id_ = school.id or new_id(school.name, corpus.school_ids, themes=themes)
    member = Member(id_, school, protocols, school.choices)
    ours = [id_ for id_ in protocols if id_ in of_library(corpus, shelf)]
    values = values_of(shelf, ours, EDUCATION[school.kind], school.choices)
    values.shared = {name: value for name, value in values.shared.items() if name in corpus.parameters}
    for path, content in school_files(member, board, bestuur, values, today, logos or {}).items():
        edit.add_text(path, content)
    return member.id


def board_told(corpus: Corpus, id_: str) -> Board:
    """What is known of a board, as answers."""
    facts = corpus.schools[id_].school
    return Board.model_construct(
        name=facts.name,
        body=facts.board,
        website=facts.website or "",
        place=facts.place,
        colour=facts.style.primary,
        accent=facts.style.accent,
    )


def kind_of(corpus: Corpus) -> SchoolKind:
    """The kind that most schools have."""
    kinds: list[SchoolKind] = [
        kind
        for one in corpus.schools.values()
        for kind, education in EDUCATION.items()
        if one.school.kind == "school" and one.school.education == education
    ]
    return max(kinds, key=kinds.count, default="po")


def school_told(told: Told) -> School:
    """The school that was told by answers.

    Raises:
        SourceError: with every fault.
    """
    facts: dict[str, Any] = {key: value for key, value in told.items() if value and not key.startswith(_CHOICE)}
    choices = {key.removeprefix(_CHOICE): value for key, value in told.items() if key.startswith(_CHOICE)}
    if "protocols" in facts:
        facts["protocols"] = facts["protocols"].split(",")
    return school_of({**facts, "choices": choices})


# -- editors ----------------------------------------------------------------------------------------------------------


def tell_editors(root: Path, protocols: Collection[str]) -> bool:
    """Let Visual Studio Code know the variants of these protocols; whether its settings could be understood."""
    path = root / _SETTINGS
    if disk.kind(path) != "file":
        return disk.kind(path) is None
    try:
        settings = json.loads(disk.read(path, MAX_BYTES))
        schemas = settings["yaml.schemas"]
        fresh = editor_settings(protocols)["yaml.schemas"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return False  # somebody's own: with comments, or without our schemas
    if not isinstance(schemas, dict):
        return False
    variants = next(name for name in fresh if name.endswith("/variant.schema.json"))
    settings["yaml.schemas"] = {**schemas, variants: fresh[variants]}
    write_file(path, json.dumps(settings, ensure_ascii=False, indent=2) + "\n")
    return True
