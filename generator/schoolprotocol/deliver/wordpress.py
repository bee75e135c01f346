"""A page and a PDF on a WordPress site (5.6 or newer), through its REST API: developer.wordpress.org/rest-api.

First the PDF goes to the media library, under a name with its SHA-256 so that it is never sent twice; then, in one
request, the page that links to it. So a reader sees the old page or the new one, and a broken run changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from html import escape, unescape
from typing import Any

from schoolprotocol.deliver.changes import FileChange, sha256
from schoolprotocol.deliver.http import Server
from schoolprotocol.deliver.tools import again
from schoolprotocol.errors import PublishError, UsageError

_STATUSES = "publish,draft,pending,private,future"
_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+/[\w.~/%+@:,;=?&#-]*")
"""What can be the address of a file; so it is plain text on a page and in a terminal, whatever a server answers."""
_RIGHTS = ("edit_pages", "edit_published_pages", "publish_pages", "upload_files")
"""What a user needs; WordPress' own role of editor has them."""
_NUMBERS = range(2, 10)
"""What WordPress puts behind an address that something else has already: a file, or a page in a folder."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be on the site."""

    key: str
    """`aurora/sociale-media`: stands in the page, so that we know our own again."""
    slug: str
    title: str
    status: str
    """Of a page that is new."""
    pdf: str
    """The name of the PDF."""
    data: bytes
    """The PDF itself."""
    content: Callable[[str], str]
    """The HTML, given the address of the PDF."""


def publish_page(server: Server, page: Page, *, dry_run: bool = False) -> tuple[FileChange, ...]:
    """Make a page and its PDF what they should be.

    Args:
        server: the site.
        page: what is wanted.
        dry_run: only say what would change; nothing is sent.

    Returns:
        What was done; nothing where the site has it all.

    Raises:
        UsageError: where another page has the address.
        PublishError: where the site refuses, fails, or makes something else of the page than was sent.
    """
    _require_rights(server)
    data = page.data
    slug = f"{page.pdf.removesuffix('.pdf')}-{sha256(data)[:16]}"
    there = _page(server, page)
    media = _first(server, "media", {"slug": slug})
    same = (
        there is not None
        and media is not None
        and _raw(there, "content") == block(page, _source(media))
        and _shows(_raw(there, "title"), page.title)
    )
    if media is not None:
        _require_as_sent(server, media, data)
    if same:
        return ()
    changes = [FileChange("add", page.pdf)] if media is None else []
    changes.append(FileChange("add" if there is None else "update", f"/{page.slug}/"))
    if dry_run:
        return tuple(changes)
    address = _source(media if media is not None else _send_pdf(server, page.pdf, slug, data))
    _send_page(server, page, there, block(page, address))
    return tuple(changes)


def block(page: Page, pdf: str) -> str:
    """What WordPress keeps: one block of HTML that its editor leaves alone, with our mark."""
    return f"<!-- wp:html -->\n{_mark(page)}\n{page.content(pdf).strip()}\n<!-- /wp:html -->"


def _shows(html: str, title: str) -> bool:
    """Whether a title, as a site keeps it, shows those words and nothing else."""
    return "<" not in html and unescape(html) == title


def _mark(page: Page) -> str:
    return f"<!-- schoolprotocol {page.key} -->"


def _require_rights(server: Server) -> None:
    """Ask who we are. A search with a wrong password fails too, but with words that say nothing of a password."""
    user = server.get(_route("users/me", {"context": "edit"}))
    rights = user.get("capabilities") if isinstance(user, dict) else None
    if not isinstance(rights, dict):
        raise _strange(server)
    if lacking := [right for right in _RIGHTS if not rights.get(right)]:
        text = _("The user may not do this on {server}: {rights}. Give the user the role of editor.")
        raise PublishError(text.format(server=server.name, rights=", ".join(lacking)))


def _page(server: Server, page: Page) -> dict[str, Any] | None:
    """Our page, where it is there already."""
    found = _list(server, "pages", {"slug": page.slug, "status": _STATUSES})
    ours = [item for item in found if _mark(page) in _raw(item, "content")]
    if found and not ours:
        text = _("{server} has a page “{slug}” that schoolprotocol did not make. Give the target another “page”.")
        raise UsageError(text.format(server=server.name, slug=page.slug))
    if not ours:
        _require_nowhere_else(server, page)
    return ours[0] if ours else None


def _require_nowhere_else(server: Server, page: Page) -> None:
    """Go on only where no page of ours got another address before: each publication would make one more."""
    for number in _NUMBERS:
        for item in _list(server, "pages", {"slug": f"{page.slug}-{number}", "status": _STATUSES}):
            if _mark(page) in _raw(item, "content"):
                raise _elsewhere(server, page, item)


def _elsewhere(server: Server, page: Page, item: dict[str, Any]) -> PublishError:
    text = _(
        "On {server} the page stands at “{found}” and not at “{slug}”, which something else there has, perhaps a file "
        "of the media library. Write “page: {found}” with the target in publishing.yaml; or free “{slug}” in "
        "WordPress, and remove the page at “{found}”."
    )
    found = server.quoted(str(item.get("slug")))
    return PublishError(text.format(server=server.name, found=found, slug=page.slug) + " " + again())


def _send_pdf(server: Server, name: str, slug: str, data: bytes) -> dict[str, Any]:
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="{name}"',
        # WordPress refuses what came over in part (WP_REST_Attachments_Controller); it asks for this hash and no other.
        "Content-MD5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
    }
    made = server.post(_route("media", {"slug": slug, "title": name.removesuffix(".pdf")}), data, headers)
    if not isinstance(made, dict):
        raise _strange(server)
    return made


def _send_page(server: Server, page: Page, there: dict[str, Any] | None, content: str) -> None:
    # A title is HTML there: WordPress runs what an editor writes in it.
    wanted = {"title": escape(page.title, quote=False), "content": content}
    wanted |= {"slug": page.slug, "status": page.status} if there is None else {}
    where = "pages" if there is None else f"pages/{_id(server, there)}"
    made = server.post(
        _route(where, {"context": "edit"}), json.dumps(wanted).encode(), {"Content-Type": "application/json"}
    )
    if not isinstance(made, dict):
        raise _strange(server)
    if made.get("slug") != page.slug:
        raise _elsewhere(server, page, made)
    if _raw(made, "content") != content:
        text = _("{server} changed the text of the page while saving it: look which plugin filters HTML.")
        raise PublishError(text.format(server=server.name))
    if not _shows(_raw(made, "title"), page.title):
        text = _("{server} gave the page another title than was sent, “{title}”: look which plugin changes titles.")
        raise PublishError(text.format(server=server.name, title=server.quoted(_raw(made, "title"))) + " " + again())
    status = page.status if there is None else there.get("status")  # an editor may have hidden it: that stays so
    if made.get("status") != status:
        text = _(
            "{server} holds the page back: its status is “{found}” and not “{status}”. Look in WordPress who has to "
            "let it through, or which plugin does so."
        )
        found = server.quoted(str(made.get("status")))
        raise PublishError(text.format(server=server.name, found=found, status=server.quoted(str(status))))


def _route(name: str, query: dict[str, str]) -> dict[str, str]:
    """The address of a part of the API, in the form that works whatever permalinks a site has."""
    return {"rest_route": f"/wp/v2/{name}", **query}


def _list(server: Server, name: str, query: dict[str, str]) -> list[dict[str, Any]]:
    found = server.get(_route(name, {**query, "context": "edit", "per_page": "100"}))
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise _strange(server)
    return [item for item in found if item.get("slug") == query["slug"]]  # a plugin may show more


def _require_as_sent(server: Server, media: dict[str, Any], data: bytes) -> None:
    """The name of the PDF holds its hash; but somebody may have put another file under that name."""
    found = server.fetch(_source(media))
    if found is not None and found != data:
        text = _("On {server} the file {address} is not the PDF that was sent. Remove it from the media library.")
        raise PublishError(text.format(server=server.name, address=server.quoted(_source(media))) + " " + again())


def _first(server: Server, name: str, query: dict[str, str]) -> dict[str, Any] | None:
    found = _list(server, name, query)
    return found[0] if found else None


def _raw(item: dict[str, Any], field: str) -> str:
    """A text as it is stored."""
    value = item.get(field)
    raw = value.get("raw") if isinstance(value, dict) else None
    return raw if isinstance(raw, str) else ""


def _source(media: dict[str, Any]) -> str:
    source = media.get("source_url")
    if not isinstance(source, str) or not _ADDRESS.fullmatch(source):
        raise PublishError(_("The media library gives no address for the PDF.") + " " + again())
    return source


def _id(server: Server, item: dict[str, Any]) -> int:
    found = item.get("id")
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found < 2**63:
        raise _strange(server)
    return found


def _strange(server: Server) -> PublishError:
    return PublishError(_("{server} answered something that WordPress does not.").format(server=server.name))
