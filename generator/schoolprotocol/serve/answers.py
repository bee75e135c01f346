"""A path that a browser asks for → what it is answered."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from gettext import gettext as _
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote_to_bytes

from schoolprotocol import disk, machine
from schoolprotocol.config import PROPOSAL, document_name
from schoolprotocol.serve.asking import Asking, Done
from schoolprotocol.serve.live import Live, Shown, Trouble
from schoolprotocol.serve.pages import Around, findings_of_check, own_page, tag_of, with_bar
from schoolprotocol.templating import Templates

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".csv": "text/plain; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""What we serve, by the ending of its name. The machine's own list may say anything."""
LARGEST = 200_000_000
"""Bytes of a file that is served."""
WAIT = 25.0
"""Seconds that a page waits for news at most, before it asks again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    body: bytes
    type: str = TYPES[".html"]
    status: HTTPStatus = HTTPStatus.OK
    headers: dict[str, str] = field(default_factory=dict)


class Answers:
    """Knows what every path leads to."""

    def __init__(self, live: Live, asking: Asking) -> None:
        self._live, self._asking = live, asking

    @property
    def _templates(self) -> Templates:
        return self._live.project.folders.templates

    def of(self, target: str) -> Answer:
        """The answer to a path, with the question behind it: `/aurora/sociale-media/?q=x`."""
        try:
            return self._of(target)
        except Exception as error:
            around = Around(self._live.now, self._live.told(error))
            html = own_page("niets", around, self._templates, title=_("This page cannot be made"))
            return Answer(html.encode(), status=HTTPStatus.INTERNAL_SERVER_ERROR, headers=_tagged(html))

    def _of(self, target: str) -> Answer:
        path, _mark, query = target.partition("?")
        parts = _parts(path)
        if parts is None:
            return self._nothing()
        if parts[0] == "-":
            return self._ours(parts[1:], parse_qs(query))
        if parts == [""]:
            return self._home()
        if parts[-1] and "." not in parts[-1] and parts[0] in self._live.schools():  # a folder without its slash
            return _moved("/".join(["", *parts, ""]))
        parts = [*parts[:-1], parts[-1] or "index.html"]
        if len(parts) > 2:
            is_proposal = parts[2] == PROPOSAL
            name = "/".join(parts[3 if is_proposal else 2 :])
            found = self._of_document(parts[0], parts[1], PROPOSAL if is_proposal else "", name)
            if found is not None:
                return found
        return self._built(parts)

    # -- the pages of a document, as they are now ---------------------------------------------------------------------

    def _of_document(self, school: str, protocol: str, below: str, name: str) -> Answer | None:
        """A page of the working text; None where something else stands at that address, which a build makes."""
        page, dot, ending = name.rpartition(".")
        is_page = bool(dot) and ending == "html" and "/" not in page
        if not is_page and not name.startswith("_static/"):
            return None
        shown = self._live.page(school, protocol, page if is_page else "index")
        if shown is None or shown.below not in {below, None}:
            return None
        if is_page:
            return self._page(shown, (school, protocol))
        return Answer(shown.files[name], _type_of(name)) if name in shown.files else None

    def _page(self, shown: Shown, document: tuple[str, str]) -> Answer:
        around = Around(self._live.now, shown.trouble, shown.elsewhere, document, is_last_good=shown.html is not None)
        if shown.html is None:
            return _html(own_page("niets", around, self._templates, title=" / ".join(document)))
        return _html(with_bar(shown.html, around, self._templates))

    # -- what takes longer, and is made when somebody asks ------------------------------------------------------------

    def _built(self, parts: list[str]) -> Answer:
        """A page or file of the whole site, as `build html` makes it; where that is out of date it is made first."""
        folder, name = self._asking.folders.build / "html", "/".join(parts)
        school = parts[0] if len(parts) > 1 else None
        if school is not None and school not in self._live.schools() and not disk.is_file_below(folder, name):
            return self._nothing()
        done = Done(0, "", "")
        if name.endswith(".html"):
            done = self._asking.build("html", school, self._live.now)
        content = _read(folder, name)
        if content is None:
            return self._nothing(done)
        if not name.endswith(".html"):
            return Answer(content, _type_of(name))
        around = Around(self._live.now, _trouble(done), is_last_good=bool(done.code))
        return _html(with_bar(content.decode("utf-8", "replace"), around, self._templates))

    def _printed(self, school: str, protocol: str, name: str, query: dict[str, list[str]]) -> Answer:
        """The pages of the PDF: as pictures on a page, or the file itself."""
        if school not in self._live.schools():
            return self._nothing()
        done = Done(0, "", "")
        if name in {"", "index.html"}:
            done = self._asking.build("pdf", school, self._live.now)
        pdf = _read(self._asking.folders.build / "pdf", f"{document_name(school, protocol)}.pdf")
        if pdf is None:
            return self._nothing(done)
        if name.endswith(".pdf"):
            return Answer(pdf, TYPES[".pdf"])
        from schoolprotocol.serve import printed  # noqa: PLC0415 (PDFium, where somebody wants to see paper)

        if name.endswith(".png"):
            number = name.removesuffix(".png")
            drawn = printed.picture(pdf, int(number)) if number.isascii() and number.isdecimal() else None
            if drawn is None:
                return self._nothing()
            lasting = {"Cache-Control": "private, max-age=3600"} if "van" in query else {}
            return Answer(drawn, TYPES[".png"], headers=lasting)
        around = Around(self._live.now, _trouble(done), (), (school, protocol), is_last_good=bool(done.code))
        values = {
            "title": f"{school} / {protocol}",
            "sizes": printed.sizes(pdf),
            "mark": hashlib.sha256(pdf).hexdigest()[:16],
            "pdf": f"{document_name(school, protocol)}.pdf",
        }
        return _html(own_page("gedrukt", around, self._templates, **values))

    def _checked(self, school: str | None) -> Answer:
        """Everything that `check` finds."""
        if school is not None and school not in self._live.schools():
            return self._nothing()
        found, done = self._asking.check(school, self._live.now)
        trouble = Trouble() if found or not done.code else _trouble(done)
        around = Around(self._live.now, trouble)
        return _html(own_page("controle", around, self._templates, school=school, found=findings_of_check(found)))

    # -- our own ------------------------------------------------------------------------------------------------------

    def _ours(self, parts: list[str], query: dict[str, list[str]]) -> Answer:
        match parts:
            case ["nu"]:
                (seen, *_rest) = query.get("gezien", [""])
                now = self._live.wait(seen, WAIT) if seen else self._live.now
                return Answer(json.dumps({"nu": now}).encode(), TYPES[".json"])
            case ["kijken.css" | "kijken.js" | "kijken.svg" as name]:
                return Answer(self._templates.text(f"serve/{name}").encode(), _type_of(name))
            case ["tekst", school, protocol, ""]:
                shown = self._live.page(school, protocol)
                below = f"{shown.below}/" if shown is not None and shown.below else ""
                return _moved(f"/{school}/{protocol}/{below}")
            case ["gedrukt", school, protocol, name]:
                return self._printed(school, protocol, name, query)
            case ["controle", ""]:
                return self._checked(None)
            case ["controle", school, ""]:
                return self._checked(school)
        return self._nothing()

    def _home(self) -> Answer:
        listed, trouble = self._live.listed()
        root = self._live.project.folders.root.name
        return _html(own_page("thuis", Around(self._live.now, trouble), self._templates, documents=listed, root=root))

    def _nothing(self, done: Done | None = None) -> Answer:
        around = Around(self._live.now, _trouble(done) if done is not None else Trouble())
        html = own_page("niets", around, self._templates, title=_("There is no such page"))
        return Answer(html.encode(), status=HTTPStatus.NOT_FOUND, headers=_tagged(html))


def _html(html: str) -> Answer:
    return Answer(html.encode(), headers=_tagged(html))


def _tagged(html: str) -> dict[str, str]:
    tag = tag_of(html)
    return {"ETag": f'"{tag}"'} if tag is not None else {}


def _moved(path: str) -> Answer:
    return Answer(b"", status=HTTPStatus.FOUND, headers={"Location": quote(path)})


def _trouble(done: Done) -> Trouble:
    return Trouble(told=done.told.strip() or done.out.strip()) if done.code else Trouble()


def _type_of(name: str) -> str:
    return next((kind for ending, kind in TYPES.items() if name.endswith(ending)), "application/octet-stream")


def _read(folder: Path, name: str) -> bytes | None:
    """A file below a folder; None where there is none, or where a link stands in the way."""
    if not disk.is_file_below(folder, name):
        return None
    try:
        return disk.read(folder / name, LARGEST)
    except OSError:  # gone since: a build puts another one in its place
        return None


def _parts(path: str) -> list[str] | None:
    """The parts of a path below the root; None where it is none that a page of ours leads to."""
    try:
        parts = unquote_to_bytes(path).decode("utf-8").split("/")[1:]
    except UnicodeDecodeError:
        return None
    names = parts if parts[-1:] != [""] else parts[:-1]
    return parts if parts and len(parts) <= DEEPEST and all(map(_is_name, names)) else None


def _is_name(part: str) -> bool:
    harmless = machine.is_portable(part) and not machine.is_reserved(part) and not disk.leads_out(part)
    return harmless and not part.startswith(".")


DEEPEST = 12
"""Folders in a path at most."""
