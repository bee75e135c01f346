"""Policy → every text file of a school's Sphinx project. Plain `sphinx-build` on the folder gives the same site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.model.policy import Policy, Section, canonical_json, day_in_words
from generator.model.source import NOT_YET_ADOPTED, Style
from generator.render.environment import AUDIENCE_WORDS, STATUS_WORDS, environment
from generator.render.pages import protocol_page


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the site offers beside the page."""

    label: str
    """What it is, for a reader: `PDF`."""
    href: str
    """Relative to the site's index page."""


@dataclass(frozen=True, slots=True)
class SiteInput:
    """What a site shows beside the policy itself."""

    policy: Policy
    style: Style
    url: str
    """Permanent address of the site, ending in a slash."""
    publisher: str
    theme_path: str
    """The theme's folder relative to the project's folder."""
    releases: Sequence[Policy] = ()
    """Frozen versions, oldest first."""
    changes_fragment: str | None = None
    """The change report as HTML that starts at h2; None where there is no earlier version."""
    downloads: Sequence[Download] = ()


def site_files(site: SiteInput, templates: Path) -> dict[str, str]:
    """The project's files by path relative to its folder, without the logo."""
    env = environment(templates, html=False)
    html_env = environment(templates, html=True)
    context = site_context(site)
    files = {
        "conf.py": env.get_template("pages/conf.py.j2").render(),
        "context.json": json.dumps(context, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "policy.json": canonical_json(site.policy) + "\n",
        "index.md": protocol_page(site.policy, templates),
        "_static/school.css": html_env.get_template("pages/school.css.j2").render(style=site.style),
        "_templates/versies.html": html_env.get_template("pages/versies.html.j2").render(
            policy=site.policy, releases=site.releases
        ),
    }
    if site.changes_fragment is not None:
        files["_templates/wijzigingen.html"] = env.get_template("pages/wijzigingen.html.j2").render(
            fragment="{% raw %}" + site.changes_fragment.replace("{% endraw %}", "") + "{% endraw %}"
        )
    return files


def site_context(site: SiteInput) -> dict[str, Any]:
    """What the theme's templates know: only text, no objects."""
    policy, document = site.policy, site.policy.document
    return {
        "title": policy.title,
        "protocol": policy.protocol,
        "school": policy.organisation.model_dump(mode="json", exclude_none=True),
        "publisher": site.publisher,
        "url": site.url,
        "theme_path": site.theme_path,
        "version": document.version,
        "status": STATUS_WORDS[document.status],
        "is_concept": document.status in NOT_YET_ADOPTED,
        "dates": {
            name: {"iso": day.isoformat(), "text": day_in_words(day)}
            for name in ("day", "effective", "review")
            if (day := getattr(document, name)) is not None
        },
        "contents": [entry(section) for section in policy.sections if section.heading],
        "audiences": [
            {"id": id_, "name": name}
            for id_, name in AUDIENCE_WORDS.items()
            if any(id_ in clause.audience for clause in policy.clauses())
        ],
        "has_notes": bool(policy.notes()),
        "has_control": bool(policy.front or document.history),
        "has_changes": site.changes_fragment is not None,
        "downloads": [{"label": d.label, "href": d.href} for d in site.downloads],
        "logo": f"logo{Path(site.style.logo).suffix}" if site.style.logo else None,
        "logo_text": site.style.logo_text or policy.organisation.name,
    }


def entry(section: Section) -> dict[str, Any]:
    """A section as an entry of the contents."""
    return {
        "id": section.id,
        "number": section.number,
        "heading": section.heading.text if section.heading else "",
        "children": [entry(child) for child in section.sections if child.heading],
    }
