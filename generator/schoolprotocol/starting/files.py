"""The files of a new project, made of answers and the library: pure, so all is known before anything is written."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path, PurePosixPath
from typing import Any

from schoolprotocol.addresses import is_phone
from schoolprotocol.colours import adjusted, palette
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import SourceError
from schoolprotocol.library.taking import Shelf, take
from schoolprotocol.model.school import Style
from schoolprotocol.source.schemas import FOLDER, editor_settings, schemas, text_of
from schoolprotocol.source.styles import Data
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.source.write import rewrite
from schoolprotocol.source.yaml import parse_yaml
from schoolprotocol.starting.answers import EDUCATION, LETTERS, NO_LOGO, Answers, Board, School
from schoolprotocol.starting.choosing import Chosen, Values, choices_of, odd, values_of
from schoolprotocol.starting.ids import is_taken, new_id
from schoolprotocol.starting.logo import letters_logo
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.version import __version__

_SKELETON = Path(__file__).parent / "skeleton"
_REVIEW_YEARS = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A school with its id and all that holds for it."""

    id: str
    school: School
    protocols: tuple[str, ...]
    chosen: Chosen
    """What it chose, or the board for it."""


def skeleton(name: str) -> str:
    """A file with which a new one begins: its comments, and keys that are filled in."""
    return (_SKELETON / name).read_text("utf-8")


def board_id(board: Board) -> str:
    """The folder of a board."""
    return board.id or new_id(board.name, (), "bestuur")


def members(answers: Answers, shelf: Shelf) -> tuple[Member, ...]:
    """The schools, each with an id of its own and all that it chose.

    Raises:
        SourceError: where two are one, or a protocol or choice is named that the library does not have.
    """
    require(answers, shelf)
    known = [board_id(answers.board), *(school.id for school in answers.schools if school.id)]
    found = []
    for school in answers.schools:
        id_ = school.id or new_id(school.name, known, themes=_themes(shelf))
        known.append(id_)
        protocols = _in_order(shelf, school.protocols if school.protocols is not None else board_has(answers, shelf))
        found.append(Member(id_, school, protocols, answers.choices | school.choices))
    return tuple(found)


def _themes(shelf: Shelf) -> set[str]:
    """With which the ids of clauses of the library begin."""
    clauses = [shelf.text(name) for id_ in known_protocols(shelf) for name in shelf.files(id_) if "/clauses/" in name]
    return {theme for text in clauses for theme in re.findall(r"^- id: ([a-z0-9-]+)\.", text, re.MULTILINE)}


def board_has(answers: Answers, shelf: Shelf) -> tuple[str, ...]:
    """The protocols that the board takes."""
    return _in_order(shelf, answers.protocols or known_protocols(shelf))


def known_protocols(shelf: Shelf) -> tuple[str, ...]:
    """The protocols of the library whose texts are there, in order."""
    return tuple(entry.id for entry in shelf.library.protocols if shelf.files(entry.id))


def _in_order(shelf: Shelf, ids: Collection[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in known_protocols(shelf) if id_ in ids)


# -- what cannot be ---------------------------------------------------------------------------------------------------


def require(answers: Answers, shelf: Shelf) -> None:
    """Go on only with answers that fit together and that the library knows.

    Raises:
        SourceError: with everything that does not.
    """
    found = [*_twins(answers), *_taken_ids(answers), *_odd_names(answers), *_unknown_protocols(answers, shelf)]
    if not found:
        found = [*_unknown_choices(answers, shelf)]
    if found:
        raise SourceError(found)


def _twins(answers: Answers) -> Iterable[Diagnostic]:
    seen: dict[str, str] = {answers.board.name.casefold().strip(): answers.board.name}
    for school in answers.schools:
        name = " ".join(school.name.casefold().split())
        if name in seen:
            place = school.place or _("town")
            meant = f"{school.name} ({place})"
            yield Diagnostic(Kind.TOLD_TWICE, school.at("name"), {"name": school.name, "meant": meant})
        seen[name] = school.name


def _taken_ids(answers: Answers) -> Iterable[Diagnostic]:
    seen = {board_id(answers.board)}
    if answers.board.id and is_taken(answers.board.id):
        yield Diagnostic(Kind.BAD_SCHOOL_ID, answers.board.at("id"), {"name": answers.board.id})
    for school in answers.schools:
        if school.id is None:
            continue
        if is_taken(school.id):
            yield Diagnostic(Kind.BAD_SCHOOL_ID, school.at("id"), {"name": school.id})
        if school.id in seen:
            yield Diagnostic(Kind.DUPLICATE_ID, school.at("id"), {"id": school.id, "other": _("another one")})
        seen.add(school.id)


def _odd_names(answers: Answers) -> Iterable[Diagnostic]:
    for one in (answers.board, *answers.schools):
        for key, value in one.model_dump().items():
            if isinstance(value, str) and (problem := odd(value)):
                yield Diagnostic(Kind.ANSWER_UNFIT, one.at(key), {"key": key, "value": value, "detail": problem})


def _unknown_protocols(answers: Answers, shelf: Shelf) -> Iterable[Diagnostic]:
    has = answers.protocols or known_protocols(shelf)
    for one, ids, known in [
        (answers, answers.protocols or (), known_protocols(shelf)),
        *((school, school.protocols or (), has) for school in answers.schools),
    ]:
        for index, id_ in enumerate(ids):
            if id_ not in known:
                values = {"id": id_, "hint": did_you_mean(id_, known)}
                yield Diagnostic(Kind.UNKNOWN_PROTOCOL, one.at("protocols", index), values)


def _unknown_choices(answers: Answers, shelf: Shelf) -> Iterable[Diagnostic]:
    known = choices_of(shelf, board_has(answers, shelf))
    given = [(answers.at, answers.choices), *((school.at, school.choices) for school in answers.schools)]
    for at, choices in given:
        for name, value in choices.items():
            meant = [question for question in known if question.is_called(name)]
            if len(meant) != 1:
                values = {"id": name, "hint": did_you_mean(name, [question.name for question in known])}
                yield Diagnostic(Kind.UNKNOWN_CHOICE, at("choices", name), values)
            elif problem := meant[0].unfit(value):
                values = {"key": name, "value": value, "detail": problem}
                yield Diagnostic(Kind.ANSWER_UNFIT, at("choices", name), values)


# -- files ------------------------------------------------------------------------------------------------------------


def project_files(
    answers: Answers, shelf: Shelf, today: date, logos: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Every file of a new project, by path.

    Args:
        answers: of the board.
        shelf: the library from which texts are taken.
        today: the day from which the first review is counted.
        logos: what files with logos hold, by the name that the answers give.

    Raises:
        SourceError: as `members`.
    """
    schools, bestuur = members(answers, shelf), board_id(answers.board)
    protocols = [id_ for id_ in known_protocols(shelf) if any(id_ in member.protocols for member in schools)]
    texts = take(shelf, protocols)
    found: dict[str, str | bytes] = {f"{SOURCE}/{name}": text for name, text in texts.items()}
    found[f"{SOURCE}/project.yaml"] = _project(answers, helplines(texts["references.yaml"]))
    values = [values_of(shelf, one.protocols, EDUCATION[one.school.kind], one.chosen) for one in schools]
    common = values[0].common(values[1:])
    found |= board_files(answers.board, bestuur, protocols, common)
    for member, own in zip(schools, values, strict=True):
        found |= school_files(member, answers.board, bestuur, own.without(common), today, logos or {})
    found |= _for_editors(protocols)
    found |= _around(answers, shelf, schools, bestuur, protocols)
    return {name: text.encode() if isinstance(text, str) else text for name, text in sorted(found.items())}


def filled(name: str, data: Mapping[str, Any]) -> str:
    """A file of the skeleton with this data, in the order that the data has."""
    return rewrite(skeleton(name), _given(data), name)


def _given(data: Mapping[str, Any]) -> dict[str, Data]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _project(answers: Answers, helplines: Sequence[str]) -> str:
    text = skeleton("project.yaml")
    synonyms = re.findall(r"^  - \[(.*)\]$", text, re.MULTILINE)
    data: dict[str, Any] = {
        "publisher": answers.board.name,
        "url": answers.url or f"{answers.board.website.rstrip('/').split('?')[0].split('#')[0]}/protocollen",
        "help": list(helplines),
        "synonyms": [row.split(", ") for row in synonyms],
    }
    return filled("project.yaml", data)


def helplines(references: str) -> list[str]:
    """The telephone numbers among the references of a project that can be rung: the help on every page."""
    found = parse_yaml(references, "references.yaml")[0] or []
    numbers = [one for one in found if one["kind"] == "telefoon" and one.get("status", "geldig") == "geldig"]
    return [one["id"] for one in numbers if is_phone(one.get("value") or "")]


def board_files(board: Board, id_: str, protocols: Sequence[str], common: Values) -> dict[str, str | bytes]:
    """The folder of a board: its facts, and what holds for all its schools."""
    folder = f"{SOURCE}/schools/{id_}"
    facts: dict[str, Any] = {
        "kind": "bestuur",
        "name": board.name,
        "short": board.short or board.name,
        "site_title": board.name,
        "board": board.body,
        "leadership": board.body,
        "council": board.council,
        "place": board.place,
        "website": board.website,
        "contact": board.contact,
        "email": board.email,
        "parameters": common.shared,
        "phone": board.phone,
        "style": style(board.colour, board.accent),
    }
    found: dict[str, str | bytes] = {f"{folder}/school.yaml": filled("bestuur.yaml", facts)}
    for protocol in protocols:
        variant = {"protocol": protocol, "publish": "false", **_said(common, protocol)}
        found[f"{folder}/{protocol}.yaml"] = filled("bestuur-variant.yaml", variant)
    return found


def school_files(
    member: Member, board: Board, bestuur: str, own: Values, today: date, logos: Mapping[str, bytes]
) -> dict[str, str | bytes]:
    """The folder of a school: its facts, its logo, and its variant of each protocol."""
    school, folder = member.school, f"{SOURCE}/schools/{member.id}"
    colours = style(school.colour or board.colour, school.accent or board.accent)
    found: dict[str, str | bytes] = {}
    if school.logo == LETTERS:
        colours["logo"] = "logo.svg"
        found[f"{folder}/logo.svg"] = letters_logo(school.name, Style.model_validate(colours))
    elif school.logo != NO_LOGO:
        colours["logo"] = f"logo{PurePosixPath(school.logo).suffix.lower()}"
        found[f"{folder}/{colours['logo']}"] = logos[school.logo]
    leadership = school.leadership or ("de directie" if school.kind in {"po", "so"} else "de schoolleiding")
    facts: dict[str, Any] = {
        "kind": "school",
        "education": list(EDUCATION[school.kind]),
        "name": school.name,
        "short": school.short or in_sentence(school.name),
        "site_title": school.name,
        "board": board.body,
        "leadership": leadership,
        "council": school.council,
        "place": school.place,
        "region": school.region,
        "website": school.website or board.website,
        "contact": school.contact or leadership,
        "email": school.email,
        "parameters": own.shared,
        "phone": school.phone,
        "style": colours,
    }
    found[f"{folder}/school.yaml"] = filled("school.yaml", facts)
    for protocol in member.protocols:
        document = {"version": "1.0", "status": "concept", "review": review(today), "owner": board.body}
        variant = {"protocol": protocol, "extends": bestuur, "document": document, **_said(own, protocol)}
        found[f"{folder}/{protocol}.yaml"] = filled("variant.yaml", variant)
    return found


def _said(values: Values, protocol: str) -> dict[str, Any]:
    texts = values.texts.get(protocol, {})
    return {
        "parameters": values.own.get(protocol),
        "operations": [{"set": clause, "alternative": name} for clause, name in texts.items()],
    }


def review(today: date) -> str:
    """The day before which a new text is looked at again: the first of a month, two years on."""
    return date(today.year + _REVIEW_YEARS, today.month, 1).isoformat()


def in_sentence(name: str) -> str:
    """A school's name inside a sentence: `De Wilg` becomes `de Wilg`, `Basisschool Noord` `de basisschool Noord`."""
    first, _space, rest = name.partition(" ")
    if first in {"De", "Het", "'t", "’t", "Den"} and rest:
        return f"{first.lower()} {rest}"
    if first.casefold() in {"basisschool", "school", "scholengemeenschap"} and rest:
        return f"de {first.lower()} {rest}"
    if first.casefold() in {"lyceum", "college", "gymnasium"} or name.casefold().endswith((" lyceum", " college")):
        return f"het {name}"
    return name


def style(primary: str, accent: str) -> dict[str, str]:
    """Colours, each dark enough to be read on paper; nearest to what was given."""
    given = Style(primary=primary, accent=accent)
    while any(True for _fault in adjusted(given, "")):
        shades = palette(given, dark=False)
        given = Style(primary=shades.ink, accent=shades.accent)
    return {"primary": given.primary, "accent": given.accent}


def _around(
    answers: Answers, shelf: Shelf, schools: Sequence[Member], bestuur: str, protocols: Sequence[str]
) -> dict[str, str]:
    titles = {entry.id: entry.title for entry in shelf.library.protocols}
    rows = []
    for one in schools:
        has = ", ".join(_plain(titles[id_]) for id_ in one.protocols)
        rows.append(f"| {_plain(one.school.name)} | `{one.id}` | {has} |")
    words = {
        "board": _plain(answers.board.name),
        "bestuur": bestuur,
        "schools": "\n".join(rows),
        "first": f"{schools[0].id}" + (f" --protocol {protocols[0]}" if len(protocols) > 1 else ""),
        "version": shelf.library.version,
        "program": __version__,
    }
    return {
        ".github/workflows/protocollen.yml": _worded(skeleton("workflow.yml"), words),
        "README.md": _worded(skeleton("README.md"), words),
    }


def around_practice() -> dict[str, str]:
    """What lies beside the source of the practice project."""
    return {**_for_editors(["pesten", "telefoons"]), "README.md": skeleton("oefenen.md")}


def _for_editors(protocols: Iterable[str]) -> dict[str, str]:
    """What Git and an editor know of a project with these protocols."""
    return {
        ".gitignore": skeleton("gitignore"),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        ".vscode/settings.json": settings(protocols),
        ".vscode/tasks.json": skeleton("tasks.json"),
        **{f"{FOLDER}/{stem}.schema.json": text_of(schema) for stem, schema in schemas().items()},
    }


def settings(protocols: Iterable[str]) -> str:
    """`.vscode/settings.json` of a project with these protocols."""
    usual = {"files.encoding": "utf8", "files.eol": "\n", "files.insertFinalNewline": True, "yaml.format.enable": False}
    return _json({**usual, **editor_settings(protocols)})


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _worded(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda match: words[match[1]], text)


def _plain(text: str) -> str:
    """A text as words in Markdown, whatever signs it has."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!])", r"\\\1", text)
