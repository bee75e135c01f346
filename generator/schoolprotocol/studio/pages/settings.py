"""Instellingen: what holds for the whole project, and the facts and house style of a school."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.pages.publishing import KINDS
from schoolprotocol.studio.uploads import image_of
from schoolprotocol.studio.workplace import ConflictError, Expected, digest
from schoolprotocol.words.names import by_name

if TYPE_CHECKING:
    from schoolprotocol.project import Edit, Project

_WAS = "was:"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that can be set."""

    key: str
    """Where it stands in its file: `style.primary`."""
    text: str
    """What people read; pages are Dutch."""
    help: str = ""
    is_needed: bool = False
    options: tuple[str, ...] = ()

    @property
    def path(self) -> list[str]:
        """The same as steps."""
        return self.key.split(".")


PROJECT = (
    Field("publisher", "Uitgever", "Staat in het colofon.", is_needed=True),
    Field("url", "Adres van de sites", "Hier komen het overzicht en de sites van de scholen.", is_needed=True),
    Field("reaction_weeks", "Reactietermijn van de raden, in weken", "Zoals het reglement van de raad zegt."),
    Field("bundle.title", "Titel van het handboek", "Zoals Handboek of Schoolveiligheidsbundel."),
    Field("stale_after_days", "Na hoeveel dagen een wet, nummer of link opnieuw wordt nagekeken"),
)
SCHOOL = (
    Field("name", "Volledige naam", is_needed=True),
    Field("short", "Naam midden in een zin", "Met het lidwoord: de basisschool Noord.", is_needed=True),
    Field("site_title", "Naam in lijsten en menu's", is_needed=True),
    Field("place", "Plaats"),
    Field("region", "Regio van de schoolvakanties", options=("", "noord", "midden", "zuid")),
    Field("website", "Website", "Met https:// ervoor."),
    Field("board", "Orgaan dat besluit", "Zoals teksten het noemen: het College van Bestuur.", is_needed=True),
    Field("leadership", "Leiding", "Zoals teksten die noemen: de directie.", is_needed=True),
    Field("council", "Medezeggenschapsraad"),
    Field("contact", "Bij wie lezers terechtkunnen", "Een functie of afdeling, nooit een persoon."),
    Field("email", "E-mailadres voor vragen", "Van een afdeling, nooit van een persoon."),
    Field("phone", "Telefoonnummer van de school"),
    Field("style.primary", "Hoofdkleur", "Zoals #1e3a5f.", is_needed=True),
    Field("style.accent", "Tweede kleur", "Zoals #b45309.", is_needed=True),
    Field("style.logo_text", "Wat het logo zegt", "Voor wie het niet ziet; anders de naam van de school."),
)
_PROJECT_FILE = "policy_src/project.yaml"


def _page(ask: Ask, error: Exception | None = None) -> Response:
    corpus = ask.studio.workplace.project.corpus
    told, faults, status = ask.studio.told(error) if error is not None else ("", [], HTTPStatus.OK)
    return ask.page(
        "settings",
        status,
        fields=_filled(PROJECT, corpus.project, ask.form, error),
        schools=by_name({id_: one.school.name for id_, one in corpus.schools.items()}),
        saved=ask.query.get("bewaard", "") if error is None else "",
        targets=[_shown(one) for one in corpus.targets.values()],
        kinds=KINDS,
        told=told,
        faults=faults,
    )


def _shown(target: Any) -> dict[str, str]:
    """A target as people may see it: it holds no password, and nothing is asked that would."""
    said = {key: getattr(target, key, None) for key in ("host", "user", "path", "url")}
    where = " ".join(str(value) for value in said.values() if value)
    return {"id": target.id, "kind": target.kind, "where": where, "schools": ", ".join(target.schools)}


def _save(ask: Ask) -> Response:
    try:
        _write(ask, PROJECT, _PROJECT_FILE, lambda project: project.corpus.project, _("settings changed"))
    except (SchoolprotocolError, ConflictError, OSError) as error:
        return _page(ask, error)
    return ask.go("/instellingen/?bewaard=ja")


def _school_page(ask: Ask, error: Exception | None = None) -> Response:
    school = _known(ask)
    told, faults, status = ask.studio.told(error) if error is not None else ("", [], HTTPStatus.OK)
    return ask.page(
        "settings-school",
        status,
        id=ask.path["school"],
        school=school,
        saved=ask.query.get("bewaard", "") if error is None else "",
        fields=_filled(SCHOOL, school, ask.form, error),
        told=told,
        faults=faults,
    )


def _save_school(ask: Ask) -> Response:
    id_, known = ask.path["school"], _known(ask)
    label = _("data of {school} changed").format(school=known.name)
    try:
        logo = _logo(ask)
        _write(ask, SCHOOL, f"policy_src/schools/{id_}/school.yaml", lambda project: _of(project, id_), label, logo)
    except (SchoolprotocolError, ConflictError, OSError) as error:
        return _school_page(ask, error)
    return ask.go(f"/instellingen/school/{id_}/?bewaard=ja")


def _known(ask: Ask) -> Any:
    found = _of(ask.studio.workplace.project, ask.path["school"])
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found


def _of(project: Project, school: str) -> Any:
    source = project.corpus.schools.get(school)
    return source.school if source is not None else None


def _logo(ask: Ask) -> tuple[str, bytes] | None:
    """The name that a logo gets, and what it holds; None where none was sent."""
    file = ask.files.get("logo")
    if file is None:
        return None
    suffix = image_of(file.content)
    if suffix is None:
        raise UsageError(_("A logo is a .svg or .png file: choose another one."))
    return f"logo.{suffix}", file.content


def _write(
    ask: Ask,
    fields: Sequence[Field],
    file: str,
    read: Callable[[Project], Any],
    label: str,
    logo: tuple[str, bytes] | None = None,
) -> None:
    """Write what somebody changed, and nothing else; where another changed the same meanwhile, nothing."""
    form = ask.form
    changed = [one for one in fields if one.key in form and _flat(form[one.key]) != form.get(f"{_WAS}{one.key}", "")]
    missing = [one.text for one in changed if one.is_needed and not _flat(form[one.key])]
    if missing:
        raise UsageError(_("This may not be empty: {names}.").format(names=", ".join(missing)))
    if not changed and logo is None:
        return

    def plan(project: Project) -> Edit:
        edit = project.edit()
        for one in changed:
            value = _flat(form[one.key])
            if value:
                _set(edit, file, one.path, value, read(project))
            else:
                edit.remove(file, one.path)
        if logo is not None:
            _hang(edit, file, logo, project)
        return edit

    seen = [_expected(one, form.get(f"{_WAS}{one.key}", ""), read, file) for one in changed]
    ask.studio.workplace.write(ask.person, label, plan, *seen)


def _hang(edit: Edit, file: str, logo: tuple[str, bytes], project: Project) -> None:
    """A logo in the place of the one that a school had: that has no other use, also where it was called otherwise."""
    folder, (name, content) = file.rpartition("/")[0], logo
    before = _of(project, folder.rpartition("/")[2]).style.logo or name
    edit.put_back({f"{folder}/{before}": None, f"{folder}/{name}": content})
    edit.set(file, ["style", "logo"], name)


def _set(edit: Edit, file: str, path: list[str], value: str, held: Any) -> None:
    if len(path) > 1 and path[0] not in held.model_fields_set:  # nothing stands there yet to set it in
        edit.set(file, path[:1], {path[1]: value})
    else:
        edit.set(file, path, value)


def _expected(one: Field, was: str, read: Callable[[Project], Any], file: str) -> Expected:
    return Expected(f"{file}#{one.key}", digest(was), lambda project: _said(read(project), one))


def _filled(
    fields: Sequence[Field], held: Any, form: Mapping[str, str], error: Exception | None
) -> list[dict[str, Any]]:
    """Each field with what stands there; after an error with what was typed, and what its writer began from."""
    return [
        {
            "field": one,
            "value": form.get(one.key, _said(held, one)) if error is not None else _said(held, one),
            "was": form.get(f"{_WAS}{one.key}", _said(held, one))
            if error is not None and not isinstance(error, ConflictError)
            else _said(held, one),
            "now": _said(held, one),
        }
        for one in fields
    ]


def _said(held: Any, one: Field) -> str:
    for step in one.path:
        held = getattr(held, step, None)
    return "" if held is None else _flat(str(held))


def _flat(text: str) -> str:
    return " ".join(text.split())


routes = [
    route("/instellingen/", _page, role="schrijver"),
    route("/instellingen/", _save, role="beheerder", method="POST"),
    route("/instellingen/school/{school}/", _school_page, role="schrijver"),
    route("/instellingen/school/{school}/", _save_school, role="schrijver", method="POST"),
]
