"""Bespreken: links for people without an account, what was said, the answers, and all of that into the source."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from typing import Any

from starlette.responses import Response

from schoolprotocol.errors import UsageError
from schoolprotocol.project import Document, Project
from schoolprotocol.studio import audit
from schoolprotocol.studio.about import about, called
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.naming import address, number
from schoolprotocol.studio.pages.drafting import sent
from schoolprotocol.studio.texts import discussed
from schoolprotocol.studio.titles import Titles
from schoolprotocol.studio.voices import Said, take_over
from schoolprotocol.studio.workplace import Expected, digest

DAYS = 42
"""For which a link holds where nobody says otherwise: the six weeks of most councils."""
LONGEST = 80


def _show(ask: Ask) -> Response:
    return page(ask)


def page(ask: Ask, status: int = 200, **more: Any) -> Response:
    """The page, with what was typed where something was refused."""
    studio, key, document = ask.studio, ask.key, ask.document()
    text = studio.known.of(("discussed", key, None), lambda project: discussed(project, key, None))
    values = {"told": "", "faults": [], "typed": {}, "made": ""} | more
    links = studio.links.all_of(key)
    return ask.page(
        "discussion",
        status,
        about=about(document),
        text=text,
        links=[(link, f"{ask.home}/delen/{studio.links.token(link)}") for link in links],
        bodies=[one.body for one in document.heard],
        puts=document.puts,
        voices=studio.voices.of_document(key),
        filed=[
            (index, one, digest(one.model_dump_json()))
            for index, one in enumerate(document.project.corpus.schools[key[0]].reactions_to(key[1]))
        ],
        returned=document.returned,
        titles=studio.known.of("titles", Titles),
        days=DAYS,
        may_write=ask.person.may("schrijver"),
        may_react=ask.person.may("meedenker"),
        **values,
    )


def _make(ask: Ask) -> Response:
    """A new link."""
    document, days = ask.document(), ask.form.get("dagen", "")
    try:
        body = body_named(ask.form.get("voor", ""))
        text_hash = ask.form.get("tekst") or None
        if text_hash is not None and document.put_text(text_hash) is None:
            raise UsageError(_("The text that was put is not kept here any more."))
        link = ask.studio.links.make(ask.person, document.key, body, text_hash, number(days))
        audit.note(ask.studio.database, ask.person.name, _("link made for {body}").format(body=body), called(document))
    except UsageError as error:
        return page(ask, 422, told=str(error), typed=ask.form)
    return ask.go(f"{address('bespreken', document.key)}#l-{link.id}")


def body_named(typed: str) -> str:
    """The body or function for which a link is.

    Raises:
        UsageError: where it is none, or a person.
    """
    body = " ".join(Document.clean_reaction(typed).split())
    if not body or len(body) > LONGEST:
        raise UsageError(_("Say for which body or function it is, in a few words."))
    if Document.names_persons(body):
        raise UsageError(_("Name a body or a function, and no person: the papers show it."))
    return body


def _revoke(ask: Ask) -> Response:
    ask.studio.links.revoke(ask.key, ask.form.get("link", ""))
    audit.note(ask.studio.database, ask.person.name, _("link withdrawn"), called(ask.document()))
    return ask.go(f"{address('bespreken', ask.key)}#links")


def _react(ask: Ask) -> Response:
    """What somebody with an account says."""
    key, form = ask.key, ask.form
    text = discussed(ask.studio.workplace.project, key, None)
    try:
        said = Document.clean_reaction(form.get("tekst", ""))
        if Document.names_persons(said):
            raise UsageError(_("Leave out names, addresses and numbers of persons: what you write goes to a council."))
        change = form.get("wijziging") or None
        what = Said(change, (text.about(change) or "") if change else "", form.get("soort", ""), said)
        ask.studio.voices.keep(key, body_named(form.get("namens", "")), None, (text.version, text.text_hash), what)
    except UsageError as error:
        return page(ask, 422, told=str(error), typed=form)
    return ask.go(f"{address('bespreken', key)}#reacties")


def _answer(ask: Ask) -> Response:
    """Answer a reaction: of the studio, or one that stands in the source."""
    key, form = ask.key, ask.form
    which = number(form.get("nummer", ""))
    try:
        answer = Document.clean_reaction(form.get("antwoord", ""))
        if form.get("waar") != "bron":
            ask.studio.voices.answer(key, which, answer, form.get("was", "").replace("\r\n", "\n"))
        elif answer:
            ask.studio.workplace.save(
                ask.person,
                _("answer to a reaction ({text})").format(text=called(ask.document())),
                lambda edit, _project: edit.answer_reaction(*key, which, answer),
                Expected(f"reaction/{which}", form.get("basis", ""), lambda project: _said(project, key, which)),
            )
    except Exception as error:
        told, faults, status = ask.studio.told(error)
        return page(ask, status, told=told, faults=faults, typed=form)
    sent(ask)
    return ask.go(f"{address('bespreken', key)}#reacties")


def _put_aside(ask: Ask) -> Response:
    """Keep a reaction out of the dossier, or let it go along after all."""
    which = number(ask.form.get("nummer", ""))
    ask.studio.voices.put_aside(ask.key, which, is_aside=ask.form.get("toch") != "1")
    return ask.go(f"{address('bespreken', ask.key)}#reacties")


def _said(project: Project, key: tuple[str, str], number: int) -> str | None:
    """What a reaction in the source says, with its answer; None where there is none at that place."""
    found = project.corpus.schools[key[0]].reactions_to(key[1])
    return found[number].model_dump_json() if 0 <= number < len(found) else None


def _file(ask: Ask) -> Response:
    """Take the reactions over into the source."""
    key, studio = ask.key, ask.studio
    waiting = [one for one in studio.voices.of_document(key) if one.filed is None]
    if not waiting:
        return ask.go(address("bespreken", key))
    label = ngettext("{n} reaction taken over ({text})", "{n} reactions taken over ({text})", len(waiting))
    studio.workplace.save(
        ask.person,
        label.format(n=len(waiting), text=called(ask.document())),
        lambda edit, project: take_over(edit, project.document(*key), waiting),
    )
    studio.voices.file([one.number for one in waiting])
    return ask.go(f"{address('bespreken', key)}#reacties")


_HERE = "/bespreken/{school}/{protocol}/"
routes = [
    route(_HERE, _show),
    route(f"{_HERE}link", _make, role="schrijver", method="POST"),
    route(f"{_HERE}intrekken", _revoke, role="schrijver", method="POST"),
    route(f"{_HERE}reageren", _react, role="meedenker", method="POST"),
    route(f"{_HERE}antwoord", _answer, role="schrijver", method="POST"),
    route(f"{_HERE}apart", _put_aside, role="schrijver", method="POST"),
    route(f"{_HERE}overnemen", _file, role="schrijver", method="POST"),
]
