"""Policy → every text file of a school's Sphinx project. Plain `sphinx-build` on the folder gives the same site."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schoolprotocol.colours import palette
from schoolprotocol.compare.history import History
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.model.document import Decision, condition_words
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.job import Edition
from schoolprotocol.outputs.report.report import report_css
from schoolprotocol.outputs.site.history import changed_in, told
from schoolprotocol.outputs.site.linked_data import linked_data
from schoolprotocol.outputs.site.pages import protocol_page
from schoolprotocol.outputs.site.parts import Part, audience_counts, parts_of
from schoolprotocol.outputs.site.versions import adopted_version, version_rows
from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.policy.model import Policy, Section, canonical_json
from schoolprotocol.templating import THEME, Templates
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import NOTICES, despite_sentence, kept, unproven_sentence, void_sentence
from schoolprotocol.words.terms import AUDIENCE_WORDS, STATUS_WORDS


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the site offers beside the page."""

    label: str
    """What it is, for a reader: `PDF`."""
    href: str
    """Relative to the site's index page."""
    schoolgids: bool = False
    """Whether it is a text to take over in the schoolgids; the label is its form then."""


@dataclass(frozen=True, slots=True)
class SiteInput:
    """What a site shows beside the policy itself."""

    policy: Policy
    style: Style
    url: str
    """Permanent address of the site, ending in a slash."""
    publisher: str
    summary: str
    """One sentence about the protocol, for search engines."""
    synonyms: Sequence[Sequence[str]] = ()
    """Words with which people look for the same thing, group by group."""
    releases: Sequence[Policy] = ()
    """Frozen versions, oldest first."""
    void: Sequence[Decision] = ()
    """Decisions about this version that no longer hold: the text was changed since."""
    unproven: bool = False
    """Whether it claims a status that its decisions do not carry."""
    despite: Mapping[str, str] = field(default_factory=dict)
    """By version, why it was released although the check found errors."""
    changes_fragment: str | None = None
    """The change report (`outputs.report.report.report_fragment`); None where there is no earlier version."""
    downloads: Sequence[Download] = ()
    archive: Sequence[str] = ()
    """Versions that have pages of their own beside this one, in `versies/<version>/`."""
    newer: str | None = None
    """The version that was adopted after this one; None where there is none."""
    edition: Edition = "working"
    """Whether this is the working text, or what became of an adopted version."""
    history: History | None = None
    """What happened to each clause; None where no version was frozen."""
    beside_fragment: str | None = None
    """The versions beside each other (`outputs.site.beside`); None where there is only one."""
    overview: str | None = None
    """Address of the page with all schools; None where the site stands by itself."""


def site_files(site: SiteInput, templates: Templates) -> dict[str, str | bytes]:
    """The project's files by path relative to its folder, without the logo."""
    env = environment(templates, html=False)
    style = site.style
    files: dict[str, str | bytes] = {
        **theme_files(templates),
        "conf.py": env.get_template("pages/conf.py.j2").render(),
        "context.json": json.dumps(site_context(site), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "policy.json": canonical_json(site.policy) + "\n",
        "index.md": protocol_page(site.policy, templates),
        "_static/school.css": env.get_template("pages/school.css.j2").render(
            light=palette(style, dark=False), dark=palette(style, dark=True)
        ),
    }
    if style.logo is None:
        files["_static/merk.svg"] = env.get_template("pages/merk.svg.j2").render(style=style)
    if site.changes_fragment is not None:
        files["changes.html"] = site.changes_fragment
        files["_static/wijzigingen.css"] = report_css(templates)
    if site.beside_fragment is not None:
        files["beside.html"] = site.beside_fragment
        for name in ("naast-elkaar.css", "naast-elkaar.js"):
            files[f"_static/{name}"] = templates.text(f"pages/{name}")
    return files


def theme_files(templates: Templates) -> dict[str, bytes]:
    """The theme, where a project has files of its own for it; else Sphinx takes ours, which our extension brings."""
    if not templates.has_own_theme:
        return {}
    return {f"_{name}": path.read_bytes() for name, path in templates.below(THEME).items()}


def site_context(site: SiteInput) -> dict[str, Any]:
    """What the theme's templates know: only text, no objects."""
    policy, document = site.policy, site.policy.document
    parts = parts_of(policy)
    adopted = adopted_version(policy, site.releases)
    is_past = site.edition in {"replaced", "lapsed"}
    return {
        "title": policy.title,
        "subtitle": document.subtitle,
        "summary": site.summary,
        "protocol": policy.protocol,
        "school": policy.organisation.model_dump(mode="json", exclude_none=True),
        "publisher": site.publisher,
        "synonyms": [list(group) for group in site.synonyms],
        "url": site.url,
        "version": document.version,
        "status": "Geldt niet meer" if is_past else STATUS_WORDS[document.status],
        "status_id": "vervallen" if is_past else document.status,
        "notice": with_reason(
            notice(policy, site.void, unproven=site.unproven) if site.edition == "working" else _of_kept(site),
            site.despite.get(document.version),
        ),
        "is_kept": site.edition != "working",
        "newer": site.newer,
        "adopted_version": adopted,
        "adopted_page": f"versies/{adopted}/index.html" if adopted in site.archive else "versies.html",
        "versions": version_rows(
            policy,
            site.releases,
            site.void,
            site.archive,
            site.newer,
            has_lapsed=site.edition == "lapsed",
            despite=site.despite,
        ),
        "text_hash": shown(text_hash(policy)),
        "is_concept": document.status in NOT_YET_ADOPTED,
        "dates": {
            name: {"iso": day.isoformat(), "text": day_in_words(day)}
            for name in ("day", "effective", "review")
            if (day := getattr(document, name)) is not None
        },
        "contents": [entry(section) for section in policy.sections if section.heading],
        "audiences": [{"id": id_, "name": AUDIENCE_WORDS[id_]} for id_ in audience_counts(policy)],
        "parts": [part_context(part, policy) for part in parts],
        "linked_data": linked_data(policy, site.url, site.summary, site.publisher, parts),
        "has_notes": bool(policy.notes()),
        "has_control": bool(policy.front or document.history),
        "has_changes": site.changes_fragment is not None,
        "history": told(site.history, policy) if site.history is not None else None,
        "changed": changed_in(site.history) if site.history is not None else {},
        "has_beside": site.beside_fragment is not None,
        "downloads": [{"label": d.label, "href": d.href} for d in site.downloads if not d.schoolgids],
        "schoolgids": [{"label": d.label, "href": d.href} for d in site.downloads if d.schoolgids],
        "overview": site.overview,
        "theme_colours": [palette(site.style, dark=dark).tint for dark in (False, True)],
        "logo": f"logo{Path(site.style.logo).suffix}" if site.style.logo else None,
        "logo_text": site.style.logo_text or policy.organisation.name,
    }


def notice(policy: Policy, void: Sequence[Decision], *, unproven: bool) -> tuple[str, str] | None:
    """What the banner above the text says: a headline and the rest; None where the text simply holds."""
    document = policy.document
    if void:
        headline = (
            f"{STATUS_WORDS[document.status]} – {'besluiten gelden' if len(void) > 1 else 'besluit geldt'} "
            "niet voor deze tekst"
        )
        return headline, " ".join(void_sentence(decision) for decision in void)
    if unproven:
        return f"{STATUS_WORDS[document.status]} – dat blijkt niet uit de besluiten", unproven_sentence(document.status)
    consents = [d for d in policy.decisions if d.kind == "instemming" and d.version == document.version]
    conditions = [condition_words(d.points) for d in consents if d.points]
    if document.status == "ingestemd" and conditions:
        return (
            "Ingestemd met voorwaarden – nog niet vastgesteld",
            f"De medezeggenschapsraad stelt voorwaarden: {'; '.join(conditions).removesuffix('.')}"
            ". Het besluit om de tekst vast te stellen volgt nog.",
        )
    return NOTICES.get(document.status)


def _of_kept(site: SiteInput) -> tuple[str, str]:
    """What the banner above an adopted version under its own address says."""
    document = site.policy.document
    headline, rest = kept(site.edition, document.version, site.newer)
    return headline, f"{rest} {unproven_sentence(document.status)}" if site.unproven else rest


def with_reason(banner: tuple[str, str] | None, despite: str | None) -> tuple[str, str] | None:
    """The banner, which also says why the version was released although the check found errors."""
    if despite is None:
        return banner
    headline, rest = banner or ("Bewaard met fouten", "")
    return headline, f"{rest} {despite_sentence(despite)}".strip()


def part_context(part: Part, whole: Policy) -> dict[str, Any]:
    """What the theme knows of a page for some readers; `shown` and `total` are numbers of clauses."""
    return {
        "page": part.page,
        "clauses": [clause.id for clause in part.policy.clauses()],
        "readers": part.readers,
        "shown": sum(1 for _clause in part.policy.clauses()),
        "total": sum(1 for _clause in whole.clauses()),
        "contents": [entry(section) for section in part.policy.sections if section.heading],
        "has_notes": bool(part.policy.notes()),
    }


def entry(section: Section) -> dict[str, Any]:
    """A section as an entry of the contents."""
    return {
        "id": section.id,
        "number": section.number,
        "heading": section.heading.text if section.heading else "",
        "children": [entry(child) for child in section.sections if child.heading],
    }
