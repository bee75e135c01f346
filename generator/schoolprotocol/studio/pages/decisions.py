"""Besluiten: who must consent and what they decided, the conditions, adoption, release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import UsageError
from schoolprotocol.project import Document, Project
from schoolprotocol.serve.answers import TYPES
from schoolprotocol.studio.about import about, called
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.committing import committed
from schoolprotocol.studio.deciding import ENDINGS, LARGEST, Decisions, day_typed, decisions, paper_name, typed
from schoolprotocol.studio.naming import address, number
from schoolprotocol.studio.pages.drafting import sent

if TYPE_CHECKING:
    from schoolprotocol import Decided


def _found(ask: Ask) -> Decisions:
    return ask.studio.known.of(("decisions", ask.key), lambda project: decisions(project, ask.key))


def _show(ask: Ask) -> Response:
    return _page(ask)


def _page(ask: Ask, status: int = 200, **more: Any) -> Response:
    found = _found(ask)
    document = found.document
    values = {"told": "", "faults": [], "typed": {}, "open": "", "made": "", "waiting": ()} | more
    return ask.page(
        "decisions",
        status,
        about=about(document),
        found=found,
        policy=document.policy,
        basis=document.text_hash(document.policy),
        today=date.today().isoformat(),
        next_version=document.next_version,
        may_decide=ask.person.may("vaststeller"),
        **values,
    )


def _refused(ask: Ask, error: Exception, part: str) -> Response:
    told, faults, status = ask.studio.told(error)
    return _page(ask, status, told=told, faults=faults, typed=ask.form, open=part)


def _unchanged(project: Project, ask: Ask) -> Document:
    """The document, where its text still is the one that the page showed."""
    document = project.document(*ask.key)
    if document.text_hash(document.policy) != ask.form.get("basis"):
        raise UsageError(_("The text was changed since you opened this page. Look at it again; nothing was decided."))
    return document


def _decide(ask: Ask) -> Response:
    """Record what a body decided, and keep the paper of it."""
    try:
        told, file = typed(ask.form), ask.files.get("bestand")
        found = _found(ask)
        if found.record.lacks:
            raise UsageError(found.record.lacks[0])
        paper = paper_name(found.document, told.day, told.body, file.name) if file is not None else ""
        if file is not None and len(file.content) > LARGEST:
            raise UsageError(_("The paper is larger than {size} MB.").format(size=LARGEST // 1_000_000))

        def decide(project: Project) -> Decided:
            document = _unchanged(project, ask)
            more: dict[str, Any] = {"kind": told.kind, "outcome": told.outcome, "part": told.part}
            more |= {"conditions": told.conditions, "reason": told.reason, "votes": told.votes}
            made = document.decide(told.body, told.day, text_hash=told.text_hash, **more)
            if file is not None:
                project.now().edit().keep_evidence(document.school, paper, file.content).save(project.folders.root)
            return made

        label = _("decision of {body} ({text})").format(body=told.body, text=called(found.document))
        made = cast("Decided", ask.studio.workplace.record(ask.person, label, decide))
    except Exception as error:
        return _refused(ask, error, "vastleggen")
    sent(ask)
    lacking = [one.message() for one in made.lacking]
    return _page(ask, made=_("Recorded: {body}.").format(body=told.body), waiting=(*_waiting(made), *lacking))


def _waiting(made: Decided) -> tuple[str, ...]:
    return (_("Waits for: {bodies}.").format(bodies=", ".join(made.waiting)),) if made.waiting else ()


def _meet(ask: Ask) -> Response:
    """Write down that a condition is met."""
    form, key = ask.form, ask.key
    try:
        how = " ".join(form.get("hoe", "").split())
        if not how:
            raise UsageError(_("Say how the condition was met."))
        day, text = day_typed(form.get("sinds", "")), form.get("voorwaarde", "")
        which = number(form.get("besluit", ""))
        ask.studio.workplace.save(
            ask.person,
            _("condition met ({text})").format(text=called(ask.document())),
            lambda edit, _project: edit.meet_condition(*key, which, text, met=day, how=how),
        )
    except Exception as error:
        return _refused(ask, error, "voorwaarden")
    return ask.go(f"{address('besluiten', key)}#voorwaarden")


def _adopt(ask: Ask) -> Response:
    """Record an adoption; it is dated and released at once where nothing lacks."""
    form = ask.form
    try:
        found = _found(ask)
        if found.adopt.lacks:
            raise UsageError(" ".join(found.adopt.lacks))
        body, day = " ".join(form.get("orgaan", "").split()), day_typed(form.get("dag", ""))
        effective = day_typed(form["ingang"]) if form.get("ingang") else day
        text = called(found.document)
        label = _("adopted: {text}").format(text=text)
        act: Callable[[Project], object] = lambda project: _unchanged(project, ask).adopt(body, day, effective)  # noqa: E731
        made, release = cast("tuple[Decided, object]", ask.studio.workplace.record(ask.person, label, act))
    except Exception as error:
        return _refused(ask, error, "vaststellen")
    more = committed(ask.studio.workplace.root, ask.person, _("Adopted: {text}").format(text=text))
    told = _("Adopted and released.") if release is not None else _("The adoption was recorded.")
    lacking = [one.message() for one in made.lacking]
    return _page(ask, made=told, waiting=(*_waiting(made), *lacking, *([more] if more else [])))


def _release(ask: Ask) -> Response:
    """Freeze an adopted text."""
    try:
        text = called(ask.document())
        label = _("released: {text}").format(text=text)
        ask.studio.workplace.record(ask.person, label, lambda project: _unchanged(project, ask).release())
    except Exception as error:
        return _refused(ask, error, "uitgeven")
    more = committed(ask.studio.workplace.root, ask.person, _("Released: {text}").format(text=text))
    return _page(ask, made=_("Released."), waiting=(more,) if more else ())


def _next(ask: Ask) -> Response:
    """Begin the next version of a text that was released."""
    key = ask.key
    try:
        found = _found(ask)
        if not found.is_released:
            raise UsageError(_("This version was not released yet: go on with it."))
        version = found.document.next_version
        ask.studio.workplace.save(
            ask.person,
            _("version {version} begun ({text})").format(version=version, text=called(found.document)),
            lambda edit, _project: edit.set_document(*key, version=version, status="concept", day=None, effective=None),
        )
    except Exception as error:
        return _refused(ask, error, "volgende")
    return ask.go(address("document", key))


def _paper(ask: Ask) -> Response:
    """A paper of a decision."""
    document, name = ask.document(), ask.path["name"]
    if name not in document.evidence:  # by the name that it has in its folder: no path leads out
        raise HTTPException(HTTPStatus.NOT_FOUND)
    content = document.project.tree.read(f"policy_src/schools/{document.school}/evidence/{name}", LARGEST)
    kind = f".{name.rpartition('.')[2].lower()}"  # a file of another kind can lie there: as a script it would run
    return Response(
        content,
        media_type=TYPES.get(kind) if kind in ENDINGS and kind in TYPES else "application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


_HERE = "/besluiten/{school}/{protocol}/"
routes = [
    route(_HERE, _show),
    route(f"{_HERE}vastleggen", _decide, role="vaststeller", method="POST"),
    route(f"{_HERE}voldaan", _meet, role="schrijver", method="POST"),
    route(f"{_HERE}vaststellen", _adopt, role="vaststeller", method="POST"),
    route(f"{_HERE}uitgeven", _release, role="vaststeller", method="POST"),
    route(f"{_HERE}volgende", _next, role="schrijver", method="POST"),
    route(f"{_HERE}bewijs/{{name}}", _paper),
]
