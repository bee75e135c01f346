"""The page that the site would have of a document, taken apart so that somebody can write in it.

The text stays byte for byte what the site has. It stands in a shadow tree of our page: there the site's own style
sheets hold, and ours do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL | re.IGNORECASE)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_SHEET = re.compile(r"<link\b[^>]*\brel=\"stylesheet\"[^>]*\bhref=\"_static/([^\"?#]+)", re.IGNORECASE)
_WHOLE = re.compile(r"(?m)^(\s*)(?::root|html|body)(?=\s*[,{])")
_LETTERS = re.compile(r"@font-face\s*\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a page of the site stands in ours."""

    html: str
    sheets: tuple[str, ...]
    """Names of the style sheets of the page, below `_static`, in their order."""


def printed(page: str) -> Printed:
    """The text of a page, and the style sheets that it asks for.

    Args:
        page: the whole page. One that was made by templates of a project may have other elements than ours.
    """
    found = _ARTICLE.search(page) or _MAIN.search(page)
    body = _BODY.search(page)
    html = found[0] if found is not None else body[1] if body is not None else page
    return Printed(html, tuple(_SHEET.findall(page)))


def within(sheet: str) -> str:
    """A style sheet of a page, as it holds within a shadow tree: what is said of the page is said of that tree."""
    return _WHOLE.sub(r"\1:host", sheet)


def letters(sheet: str) -> str:
    """The fonts of a style sheet: a shadow tree can use them only where the page itself knows them."""
    return "\n".join(_LETTERS.findall(sheet))
