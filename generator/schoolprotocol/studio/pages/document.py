"""A document as it will be printed, to write in."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.serve.answers import TYPES
from schoolprotocol.studio import outlined
from schoolprotocol.studio.advice import advised
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.printed import letters, printed, within

if TYPE_CHECKING:
    from schoolprotocol import Document

AT = "/document/{school}/{protocol}"
DRAWN = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
"""A drawing that somebody sent is a page too, where its address is opened: one that reaches nothing of ours."""


def head(document: Document) -> dict[str, Any]:
    """What the head of every page about a document shows."""
    source = document.project.corpus.schools[document.school]
    return {
        "document": document,
        "at": f"/document/{document.school}/{document.protocol}",
        "organisation": source.school,
        "titled": outlined.title(document),
        "control": source.variants[document.protocol].document,
    }


def _document(ask: Ask) -> Response:
    """The text as it will be printed, and its outline; where it has faults, these, and all that can be mended here."""
    document = ask.document()
    preview = document.preview()
    known = printed(preview.html) if preview.html is not None else None
    return ask.page(
        "piece-printed" if ask.is_fragment else "document",
        **head(document),
        printed=known,
        sections=outlined.sections(document),
        faults=advised(preview.faults),
        waiting=[one for one in ask.studio.drafts.all_of(ask.person) if _is_of(one.unit, document)],
        saved=ask.query.get("bewaard", ""),
        may_write=ask.person.may("schrijver"),
    )


def _is_of(unit: str, document: Document) -> bool:
    return unit.startswith(f"clausule:{document.protocol}:")


def _whole(ask: Ask) -> Response:
    """The page of the site, whole, and what it asks for."""
    preview = ask.document().preview()
    name = ask.path["name"]
    if name in ("", "index.html") and preview.html is not None:
        return Response(preview.html, media_type=TYPES[".html"])
    return _file(preview.files, name)


def _beside(ask: Ask) -> Response:
    """Where a page of the site has the page of its school, we have the documents of that school."""
    source = ask.studio.workplace.project.corpus.schools.get(ask.path["school"])
    return ask.go(f"/?{urlencode({'zoek': source.school.name})}" if source is not None else "/")


def _style(ask: Ask) -> Response:
    """A style sheet, or a font, of the page of the site, for the shadow tree."""
    files, name = ask.document().preview().files, ask.path["name"]
    sheet = files.get(f"_static/{name.removeprefix('letters/')}")
    if not name.endswith(".css") or sheet is None:
        return _file(files, f"_static/{name.removeprefix('letters/')}")
    text = sheet.decode("utf-8")
    return Response(letters(text) if name.startswith("letters/") else within(text), media_type=TYPES[".css"])


def _file(files: object, name: str) -> Response:
    known = files.get(name) if isinstance(files, dict) else None
    suffix = PurePosixPath(name).suffix
    if known is None or suffix not in TYPES:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Response(known, media_type=TYPES[suffix], headers=DRAWN if suffix == ".svg" else None)


def _search(ask: Ask) -> Response:
    """Clauses and references in which words stand, to refer to."""
    document = ask.document()
    try:
        found = outlined.found(document, ask.query.get("zoek", ""))
    except SchoolprotocolError:
        found = []
    return ask.page("piece-found", found=found, asked=ask.query.get("zoek", ""))


routes = [
    route(f"{AT}/", _document),
    route(f"{AT}/pagina/{{name:path}}", _whole),
    route(f"{AT}/index.html", _beside),
    route(f"{AT}/stijl/{{name:path}}", _style),
    route(f"{AT}/zoek", _search),
]
