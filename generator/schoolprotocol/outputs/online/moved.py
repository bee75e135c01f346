"""An address that leads elsewhere by now → a page that goes there, and rules for servers that read such."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.online.missing import MISSING
from schoolprotocol.templating import Templates

RULES: Final = "_redirects"
"""Rules for hosts that read such a file."""
APACHE: Final = "htaccess.txt"
"""Rules for Apache, to take over in a `.htaccess`. Not that itself: a server may refuse a whole site for its words."""
_SCRIPT: Final = (
    'const link = document.querySelector("a"); location.replace(link.href + location.search + location.hash);'
)
"""Goes on with what stands behind the address, such as a clause; without it the page goes on too."""


def moved_page(address: str, target: str, url: str, templates: Templates) -> str:
    """A page that goes on to another one, from wherever the site stands, also from a disk.

    Args:
        address: of the page, from the root of the site.
        target: where it leads, likewise.
        url: address of the whole site, ending in a slash.
        templates: the project's.
    """
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode("ascii")
    return (
        environment(templates, html=True)
        .get_template("site/moved.html.j2")
        .render(
            link=relative(address, target),
            canonical=url + target.removeprefix("/").removesuffix("index.html"),
            script=Markup(_SCRIPT),  # noqa: S704 (our own)
            script_hash=digest,
        )
    )


def withdrawn_page(address: str, home: str, templates: Templates) -> str:
    """A page that says that what stood there was withdrawn.

    Args:
        address: of the page, from the root of the site.
        home: the page that is nearest to it, likewise.
        templates: the project's.
    """
    template = environment(templates, html=True).get_template("site/withdrawn.html.j2")
    return template.render(link=relative(address, home))


def relative(address: str, target: str) -> str:
    """The way from one file of the site to another."""
    return posixpath.relpath(target, posixpath.dirname(address))


def rules(moved: Mapping[str, str], url: str) -> dict[str, str]:
    """The same for servers, by name of the file.

    Args:
        moved: where each address leads, both from the root of the site.
        url: address of the whole site.
    """
    before = urlsplit(url).path.rstrip("/")
    leads = {one: target.removesuffix("index.html") for one, target in sorted(moved.items())}
    pairs = [(f"{before}{one}", f"{before}{target}") for one, target in leads.items()]
    nowhere = f"{before}/{MISSING}"
    return {
        RULES: "".join(f"{one} {target} 301\n" for one, target in pairs) + f"{before}/* {nowhere} 404\n",
        APACHE: "".join(f"Redirect permanent {one} {target}\n" for one, target in pairs)
        + f"ErrorDocument 404 {nowhere}\n",
    }
