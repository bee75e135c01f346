"""What `serve` puts around a page, and its own pages: templates of `templates/serve`, filled in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolprotocol.diagnostics import Diagnostic, at_most
from schoolprotocol.errors import SourceError
from schoolprotocol.outputs.environment import environment
from schoolprotocol.serve.live import NONE, Trouble
from schoolprotocol.templating import Templates

_HEAD = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_POLICY = re.compile(r"<meta[^>]*http-equiv=\"Content-Security-Policy\"[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, as a page shows it."""

    place: str
    code: str
    message: str
    remedy: str
    is_error: bool = True


def findings(found: Sequence[Diagnostic]) -> list[Finding]:
    """Findings of the source as a page shows them: of many, the first."""
    return [
        Finding(str(d.place), d.kind.code, d.message(), d.remedy(), d.kind.severity == "error") for d in at_most(found)
    ]


def findings_of_check(found: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """The same of what `check --format json` tells."""
    return [
        Finding(
            f"{one['file']}:{one['line']}" if one.get("line") else str(one["file"]),
            str(one["code"]),
            str(one["message"]),
            str(one["remedy"]),
            one["severity"] == "error",
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Around:
    """What the bar above a page says."""

    now: str
    """Stands for the state of the source."""
    trouble: Trouble = NONE
    elsewhere: Sequence[Diagnostic] = ()
    document: tuple[str, str] | None = None
    """Which document it is about, by school and protocol."""
    is_last_good: bool = False
    """Whether the page below is the last good one."""


def with_bar(html: str, around: Around, templates: Templates) -> str:
    """A page of a site with the bar above it, and the script that renews it.

    A page that allows itself no script of ours stays as it is.
    """
    policy = _POLICY.search(html)
    if policy is not None and "script-src 'self'" not in policy[0]:
        return html
    bar = _filled_in("bar", templates, _told(around))
    bare = _POLICY.sub("", html)  # the server tells a stricter one, which lets our script ask for news
    tag = hashlib.sha256(f"{bare}{bar}".encode()).hexdigest()[:16]
    script = (
        '<link rel="stylesheet" href="/-/kijken.css">'
        f'<script defer src="/-/kijken.js" data-nu="{around.now}" data-merk="{tag}"></script>\n'
    )
    head, body = _HEAD.search(bare), _BODY.search(bare)
    if head is None or body is None:
        return f"{script}{bar}{bare}"
    return bare[: head.start()] + script + bare[head.start() : body.end()] + "\n" + bar + bare[body.end() :]


def tag_of(html: str) -> str | None:
    """What stands for the content of a page with a bar."""
    found = re.search(r'data-merk="([0-9a-f]{16})"', html)
    return found[1] if found is not None else None


def own_page(name: str, around: Around, templates: Templates, **values: Any) -> str:
    """A page of our own, with its bar.

    Args:
        name: of its template.
        around: what the bar says.
        templates: the project's.
        values: what it shows.
    """
    return with_bar(_filled_in(name, templates, values), around, templates)


def _filled_in(name: str, templates: Templates, values: Mapping[str, Any]) -> str:
    """A template with its values; ours where the project's own is broken, for the fault must be told all the same."""
    path = f"serve/{name}.html.j2"
    try:
        return environment(templates, html=True).get_template(path).render(**values)
    except (SourceError, OSError):
        return environment(_OURS, html=True).get_template(path).render(**values)


_OURS = Templates(Path("templates"))
"""As of a project that has none of its own."""


def _told(around: Around) -> dict[str, Any]:
    return {
        "faults": findings(around.trouble.faults),
        "told": around.trouble.told,
        "elsewhere": findings(around.elsewhere),
        "document": around.document,
        "is_last_good": around.is_last_good,
    }
