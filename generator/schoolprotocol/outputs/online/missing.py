"""The page that a server shows at an address which leads nowhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from schoolprotocol.outputs.environment import environment
from schoolprotocol.templating import Templates

MISSING: Final = "404.html"
"""Where hosts look for it of themselves; `outputs.online.moved.rules` tells the others."""
NAMED: Final = 30
"""So many schools are named; where there are more, the page leads to the one with all of them."""


def missing_page(
    schools: Sequence[tuple[str, str]], url: str, templates: Templates, *, publisher: str, icon: str
) -> str:
    """The page: it stands at every depth at once, so that nothing in it depends on where it is.

    Args:
        schools: names, and whole addresses of their pages.
        url: address of the whole site, ending in a slash.
        templates: the project's.
        publisher: who publishes the documents.
        icon: an SVG.
    """
    style = templates.text("site/404.css").replace("<", "\\3c ")  # of a project's own: it cannot end the element
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return (
        environment(templates, html=True)
        .get_template("site/404.html.j2")
        .render(
            schools=schools if len(schools) <= NAMED else (),
            url=url,
            publisher=publisher,
            icon=f"data:image/svg+xml,{quote(icon, safe='')}",
            style=Markup(style),  # noqa: S704
            style_hash=digest,
        )
    )
