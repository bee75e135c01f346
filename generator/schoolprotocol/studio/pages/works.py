"""What is at work, and the papers that came of it."""

from __future__ import annotations

from gettext import gettext as _
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol import disk
from schoolprotocol.project import Document
from schoolprotocol.serve.answers import TYPES
from schoolprotocol.studio.about import about, called
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.errand import PRINTS
from schoolprotocol.studio.naming import number

LARGEST = 200_000_000
"""Bytes of a paper."""
LEADS = {
    "voorleggen": "voorstel",
    "proefdruk": "voorstel",
    "site": "publiceren",
    "afdrukken": "stukken",
    "kijken": "publiceren",
    "publiceren": "publiceren",
}
"""By kind of work, the page to which it belongs."""


def _show(ask: Ask) -> Response:
    work = ask.studio.works.of(number(ask.path["number"]))
    if work is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return ask.page("piece-work" if ask.is_fragment else "work", work=work, back=f"/{LEADS[work.what]}/", here="")


def _papers(ask: Ask) -> Response:
    """The papers that were made of a document."""
    document = ask.document()
    return ask.page(
        "papers",
        about=about(document),
        papers=_told(papers(ask)),
        proof=_told(papers(ask, is_proof=True)),
        prints=[path.name for path in _prints(document) if disk.kind(path) == "file"],
        printed=ask.studio.works.last("afdrukken", *document.key),
        may_print=ask.person.may("meedenker"),
        here="proposal",
    )


def _told(names: list[str]) -> list[tuple[str, str]]:
    """These papers with what each is: as a council reads them, then the others."""
    known = Document.papers()
    return [(name, known[name]) for name in known if name in names] + [
        (name, "") for name in names if name not in known
    ]


def _prints(document: Document) -> list[Path]:
    """Where the PDF and the Word file of a text are, once they were made."""
    return [document.project.folders.output(kind, f"{document.name}.{kind}") for kind in PRINTS]


def _print(ask: Ask) -> Response:
    """Have the PDF and the Word file of a text made."""
    document = ask.document()
    label = _("PDF and Word file of {text}").format(text=called(document))
    told = {"school": document.school, "protocol": document.protocol}
    return ask.go(f"/werk/{ask.studio.works.begin(ask.person, 'afdrukken', label, told)}/")


def papers(ask: Ask, *, is_proof: bool = False) -> list[str]:
    """The names of the papers that lie there."""
    document = ask.document()
    folder = document.project.folders.dossier(f"{document.name}-proefdruk" if is_proof else document.name)
    if disk.kind(folder) != "folder":
        return []
    return [one.name for one in disk.walk(folder) if one.kind == "file"]


def _paper(ask: Ask) -> Response:
    document, name = ask.document(), ask.path["name"]
    is_proof = ask.path["kind"] == "proef"
    base = f"{document.name}-proefdruk" if is_proof else document.name
    folder = document.project.folders.dossier(base)
    if ask.path["kind"] == "tekst":
        known = next((one for one in _prints(document) if one.name == name), None)
        if known is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        path = known
    elif name == "alles.zip":
        path = folder.with_name(f"{base}.zip")
    elif name in papers(ask, is_proof=is_proof):  # what the folder has, by the name that it has: no path leads out
        path = folder / name
    else:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if disk.kind(path) != "file":
        raise HTTPException(HTTPStatus.NOT_FOUND)
    said = quote(f"{base}.zip" if name == "alles.zip" else name.rpartition("/")[2])
    return Response(
        disk.read(path, LARGEST),
        media_type=TYPES.get(path.suffix, "application/octet-stream"),
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{said}"},
    )


routes = [
    route("/werk/{number:number}/", _show),
    route("/stukken/{school}/{protocol}/", _papers),
    route("/stukken/{school}/{protocol}/afdrukken", _print, role="meedenker", method="POST"),
    route("/stukken/{school}/{protocol}/{kind}/{name:path}", _paper),
]
