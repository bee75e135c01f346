"""The outline of a document: where clauses stand, what is left out, what is added; and its sections."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio import clauses, moving, outlined
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.faults import Fault, of_error
from schoolprotocol.studio.pages.document import head
from schoolprotocol.studio.workplace import ConflictError

if TYPE_CHECKING:
    from schoolprotocol import Document, Edit, Project

AT = "/document/{school}/{protocol}/opbouw"
Change = Callable[["Edit", "Document"], None]


def _outline(ask: Ask) -> Response:
    return _shown(ask)


def _for_all(ask: Ask, document: Document) -> bool:
    """Whether what is moved moves for everybody: not in an outline of its own, which no other document has."""
    asked = ask.form.get("geldt", ask.query.get("geldt", "school"))
    return asked == "alle" and moving.arranged(document).outlined_by is None


def _shown(ask: Ask, status: int = 200, faults: list[Fault] | None = None, said: str = "") -> Response:
    document = ask.document()
    found = moving.arranged(document)
    numbers = {one.id: one.number for part in outlined.sections(document) for one in part.items}
    return ask.page(
        "piece-outline" if ask.is_fragment else "outline",
        status,
        **head(document),
        found=found,
        numbers=numbers,
        seen=moving.seen(document),
        for_all="title" not in ask.form
        and _for_all(ask, document),  # for whom a clause is added says nothing of moving
        faults=faults or [],
        said=said,
        form=ask.form,
        moved=ask.form.get("clausule", ask.form.get("hoofdstuk", "")),
    )


def _changed(ask: Ask, label: str, change: Change, said: str) -> Response:
    """Make a change of the outline, where that is still the one that was seen."""
    document = ask.document()

    def done(edit: Edit, project: Project) -> None:
        change(edit, project.document(*document.key))
        if not edit.changes:
            raise UsageError(_("Nothing was changed, so nothing was written."))

    try:
        expected = moving.expected(document.key, ask.form.get("gezien", ""))
        ask.studio.workplace.save(ask.person, label, done, expected)
    except ConflictError:
        told = Fault(
            "De opbouw is intussen door iemand anders veranderd. Er is niets geschreven.",
            "Hieronder staat zij zoals zij nu is. Doe het zo nodig nog eens.",
        )
        return _shown(ask, HTTPStatus.CONFLICT, [told])
    except SchoolprotocolError as error:
        faults = of_error(error, clauses.typed(ask.form))
        return _shown(ask, HTTPStatus.UNPROCESSABLE_ENTITY, faults)
    except OSError as error:
        told_, _findings, status = ask.studio.told(error)
        return _shown(ask, status, [Fault(told_)])
    return _shown(ask, said=said)


def _title(document: Document, clause: str) -> str:
    return moving.arranged(document).titles.get(clause, clause)


def _move(ask: Ask) -> Response:
    clause, to = ask.form.get("clausule", ""), ask.form.get("naar", "")
    title, for_all = _title(ask.document(), clause), _for_all(ask, ask.document())

    def change(edit: Edit, document: Document) -> None:
        moving.move(edit, document, clause, to, for_all=for_all)

    whom = "voor alle scholen" if for_all else "voor deze school"
    return _changed(ask, f"clausule ‘{title}’ verplaatst", change, f"‘{title}’ staat nu op een andere plaats, {whom}.")


def _move_section(ask: Ask) -> Response:
    section, is_down = ask.form.get("hoofdstuk", ""), ask.form.get("naar") == "omlaag"

    def change(edit: Edit, document: Document) -> None:
        moving.move_section(edit, document, section, is_down=is_down)

    return _changed(ask, "hoofdstuk verplaatst", change, "Het hoofdstuk staat nu op een andere plaats.")


def _omit(ask: Ask) -> Response:
    clause, title = ask.form.get("clausule", ""), _title(ask.document(), ask.form.get("clausule", ""))

    def change(edit: Edit, document: Document) -> None:
        moving.omit(edit, document, clause, ask.form.get("reden", ""))

    return _changed(ask, f"clausule ‘{title}’ weggelaten", change, f"‘{title}’ is weggelaten.")


def _restore(ask: Ask) -> Response:
    clause, title = ask.form.get("clausule", ""), _title(ask.document(), ask.form.get("clausule", ""))

    def change(edit: Edit, document: Document) -> None:
        edit.remove_operation(*document.key, clause, "omit")

    return _changed(ask, f"clausule ‘{title}’ teruggezet", change, f"‘{title}’ staat er weer.")


def _heading(ask: Ask) -> Response:
    section, text = ask.form.get("hoofdstuk", ""), " ".join(ask.form.get("kop", "").split())
    for_all = _for_all(ask, ask.document())

    def change(edit: Edit, document: Document) -> None:
        own = moving.arranged(document).outlined_by
        if not text:
            raise UsageError(_("Give the section a heading."))
        if own == document.school:
            edit.set_heading(document.protocol, section, text, school=own)
        elif for_all:
            edit.set_heading(document.protocol, section, text)
        else:
            edit.choose_heading(*document.key, section, text)

    return _changed(ask, f"hoofdstuk heet ‘{text}’", change, f"Het hoofdstuk heet nu ‘{text}’.")


def _add(ask: Ask) -> Response:
    """A new clause; with a heading, in a new section."""
    said, for_all = clauses.typed(ask.form), ask.form.get("geldt") == "alle"
    place, heading = ask.form.get("na", ""), " ".join(ask.form.get("kop", "").split())

    def change(edit: Edit, document: Document) -> None:
        from schoolprotocol import NewClause  # noqa: PLC0415 (annotations of this module need it only there)

        if not (said.title and said.text and said.audience):
            raise UsageError(_("A clause needs a title, a text, and readers whom it concerns."))
        if not for_all and heading:
            raise UsageError(_("A new section is for all schools. Choose all schools, or leave its heading out."))
        if not for_all and not said.reason:
            raise UsageError(_("Write down why only this school has this clause. The council reads it."))
        section = None
        if heading:
            section = _new_section(edit, document, heading, place)
        new = NewClause(
            document.protocol,
            said.title,
            cast("Any", said.audience),
            said.text,
            after=place if place and section is None else None,
            section=section,
            school=None if for_all else document.school,
            reason=said.reason or None,
        )
        document.project.put_clause(edit, new)

    told = f"‘{said.title}’ is toegevoegd."
    if for_all and moving.arranged(ask.document()).outlined_by is not None:
        told = (
            f"‘{said.title}’ is toegevoegd aan de gewone opbouw. "
            "Dit document heeft een eigen opbouw: hier staat deze clausule niet."
        )
    return _changed(ask, f"clausule ‘{said.title}’ toegevoegd", change, told)


def _new_section(edit: Edit, document: Document, heading: str, beside: str) -> str:
    """A section behind the one in which a clause stands; gives its id."""
    found = moving.arranged(document)
    known = {one.section for one in found.places}
    id_ = document.project.id_of(heading)
    if not id_ or id_ in known:
        raise UsageError(_("Give the section a heading that no other one has."))
    tops, top = [], ""
    for place in found.places:
        top = place.section if place.depth == 0 else top
        tops += [top] if beside in place.clauses else []
    behind = tops[0] if tops else [one.section for one in found.places if one.depth == 0][-1]
    edit.add_section(document.protocol, id_, heading, after=behind)
    return id_


routes = [
    route(f"{AT}/", _outline, role="lezer"),
    route(f"{AT}/verplaats", _move, role="schrijver", method="POST"),
    route(f"{AT}/hoofdstuk", _move_section, role="schrijver", method="POST"),
    route(f"{AT}/kop", _heading, role="schrijver", method="POST"),
    route(f"{AT}/weglaten", _omit, role="schrijver", method="POST"),
    route(f"{AT}/terugzetten", _restore, role="schrijver", method="POST"),
    route(f"{AT}/toevoegen", _add, role="schrijver", method="POST"),
]
