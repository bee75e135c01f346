"""Policy → every text file of a school's Sphinx project. Plain `sphinx-build` on the folder gives the same site."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

from schoolprotocol.colours import palette
from schoolprotocol.compare.history import History
from schoolprotocol.config import PROPOSAL
from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED
from schoolprotocol.model.document import Decision, condition_words
from schoolprotocol.model.first import EVERYBODY
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.help import Help
from schoolprotocol.outputs.job import Edition, Editions
from schoolprotocol.outputs.report.report import report_css
from schoolprotocol.outputs.site import landing
from schoolprotocol.outputs.site.history import changed_in, formerly, told
from schoolprotocol.outputs.site.linked_data import linked_data
from schoolprotocol.outputs.site.pages import protocol_page
from schoolprotocol.outputs.site.parts import Part, audience_counts, parts_of
from schoolprotocol.outputs.site.versions import version_rows
from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.policy.elsewhere import address_of, link_of
from schoolprotocol.policy.model import Policy, Section, canonical_json
from schoolprotocol.policy.rules import Chosen
from schoolprotocol.templating import THEME, Templates
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import (
    NOTICES,
    beside_proposal,
    despite_sentence,
    kept,
    unproven_headline,
    unproven_sentence,
    void_sentence,
)
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
    edition: Edition = "working"
    """What this text is where it stands."""
    editions: Editions = field(default_factory=Editions)
    """The texts beside it."""
    history: History | None = None
    """What happened to each clause; None where no version was frozen."""
    lineage: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Earlier ids by clause id."""
    beside_fragment: str | None = None
    """The versions beside each other (`outputs.site.beside`); None where there is only one."""
    first: Mapping[str, Sequence[Chosen]] = field(default_factory=dict)
    """The clauses that readers meet first, by audience."""
    help: Help = field(default_factory=Help)
    """Whom they can ask or ring."""
    is_online: bool = False
    """Whether a feed, and the text to embed, stand at the document's own address (`outputs.online`)."""

    @property
    def home(self) -> str:
        """Where the document's own address is, seen from this site: nothing, `../` or `../../`."""
        return {"working": "", "in_force": "", "proposal": "../"}.get(self.edition, "../../")


def site_files(site: SiteInput, templates: Templates, in_force: SiteInput | None = None) -> dict[str, str | bytes]:
    """The project's files by path relative to its folder, without the logo.

    Args:
        site: what the site shows.
        templates: the project's.
        in_force: the same text as what is in force, where its pages stand at the document's own address too.
    """
    env = environment(templates, html=False)
    style = site.style
    files: dict[str, str | bytes] = {
        **theme_files(templates),
        "conf.py": env.get_template("pages/conf.py.j2").render(),
        "context.json": _json(site_context(site)),
        "policy.json": canonical_json(site.policy) + "\n",
        "index.md": protocol_page(site.policy, templates, site.url),
        "_static/school.css": env.get_template("pages/school.css.j2").render(
            light=palette(style, dark=False), dark=palette(style, dark=True), line=landing.css_text(on_paper(site))
        ),
    }
    if in_force is not None:
        files["in-force.json"] = _json(site_context(in_force))
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


def _json(context: Mapping[str, Any]) -> str:
    # Indented throughout it would not be written by the json module's C, in a sixth of the time.
    rows = (
        f"{json.dumps(key)}: {json.dumps(context[key], ensure_ascii=False, sort_keys=True)}" for key in sorted(context)
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"


def theme_files(templates: Templates) -> dict[str, bytes]:
    """The theme, where a project has files of its own for it; else Sphinx takes ours, which our extension brings."""
    if not templates.has_own_theme:
        return {}
    return {f"_{name}": path.read_bytes() for name, path in templates.below(THEME).items()}


def site_context(site: SiteInput) -> dict[str, Any]:
    """What the theme's templates know: only text, no objects."""
    known = _known(site)
    for page, part in ((known, None), *((part, part) for part in known["parts"])):
        page["beside"] = landing.beside(page["contents"], landing.stops_of(known, part))
    return known


def _known(site: SiteInput) -> dict[str, Any]:
    policy, document = site.policy, site.policy.document
    parts = parts_of(policy)
    is_past = site.edition in _PAST
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
            _notice(site),
            site.despite.get(document.version),
        ),
        "other": _other(site),
        "home": site.home,
        "shared": urljoin(site.url, f"{site.home}../delen.png"),
        "elsewhere": {
            address_of(policy, site.url, one.target): link_of(site.home, one.target) for one in policy.elsewhere or ()
        },
        "review_of": _review(site),
        "versions": version_rows(site.policy, site.releases, site.edition, site.editions, site.void, site.despite),
        "text_hash": shown(text_hash(policy)),
        "is_concept": document.status in NOT_YET_ADOPTED,
        "dates": {
            name: {"iso": day.isoformat(), "text": day_in_words(day)}
            for name in ("day", "effective", "review")
            if (day := getattr(document, name)) is not None
        },
        **landing.beginning(policy, site.first, EVERYBODY),
        "help": site.help.told() if site.help.is_there else None,
        "is_online": site.is_online,
        "contents": [entry(section) for section in policy.sections if section.heading],
        "audiences": [{"id": id_, "name": AUDIENCE_WORDS[id_]} for id_ in audience_counts(policy)],
        "parts": [
            {
                **part_context(part, policy, site.help.for_readers(part.audience)),
                **landing.beginning(policy, site.first, part.audience),
            }
            for part in parts
        ],
        "linked_data": linked_data(policy, site.url, site.summary, site.publisher, parts),
        "has_notes": bool(policy.notes()),
        "has_control": bool(policy.front or document.history),
        "has_changes": site.changes_fragment is not None,
        "history": told(site.history, policy) if site.history is not None else None,
        "changed": changed_in(site.history) if site.history is not None else {},
        "formerly": formerly(policy, site.lineage),
        "has_beside": site.beside_fragment is not None,
        "about_all": _about_all(site),
        "downloads": [{"label": d.label, "href": d.href} for d in site.downloads if not d.schoolgids],
        "schoolgids": [{"label": d.label, "href": d.href} for d in site.downloads if d.schoolgids],
        "theme_colours": [palette(site.style, dark=dark).tint for dark in (False, True)],
        "logo": f"logo{Path(site.style.logo).suffix}" if site.style.logo else None,
    }


_PAST: Final = frozenset({"replaced", "lapsed"})


def on_paper(site: SiteInput) -> str:
    """What stands at the foot of every printed page: which text it is, and whether it holds."""
    document = site.policy.document
    banner = notice(site.policy, site.void, unproven=site.unproven)
    status = "geldt niet meer" if site.edition in _PAST else banner[0] if banner else STATUS_WORDS[document.status]
    return f"{site.policy.organisation.site_title}: {site.policy.title}, versie {document.version} ({status})"


def _notice(site: SiteInput) -> tuple[str, str] | None:
    """What the banner says of this text, where it stands."""
    editions, document = site.editions, site.policy.document
    version = document.version
    if site.edition in {"working", "proposal"}:
        return notice(site.policy, site.void, unproven=site.unproven)
    if site.edition == "in_force":
        headline, rest = beside_proposal(version, editions.version, editions.status)
    else:
        headline, rest = kept(site.edition, version, editions.newest if editions.newest != version else None)
    if not site.unproven:
        return headline, rest
    told = f"{rest} {unproven_sentence(document.status)}"
    return (
        (headline, told)
        if editions.has_lapsed or site.edition == "replaced"
        else (
            unproven_headline(document.status),
            f"{unproven_sentence(document.status)} {headline}. {rest}",
        )
    )


def _other(site: SiteInput) -> dict[str, Any] | None:
    """Where the banner leads: the same page of another text, where that has one; else its first page."""
    editions = site.editions
    match site.edition:
        case "working":
            return None
        case "proposal":
            return _leads("Tot die tijd geldt", f"versie {editions.in_force}", site.home, editions.pages)
        case "in_force":
            return _leads("", "Lees het voorstel", f"{PROPOSAL}/", editions.proposed)
        case _:
            text = "Naar de tekst die nu geldt" if editions.holds else "Naar het protocol"
            return _leads("", text, site.home, editions.pages)


def _leads(before: str, text: str, folder: str, pages: Sequence[str]) -> dict[str, Any]:
    return {"before": before, "text": text, "folder": folder, "pages": list(pages)}


def _review(site: SiteInput) -> str | None:
    """The day before which a text that is in force would be looked at again; None of any other text."""
    document, editions = site.policy.document, site.editions
    holds = site.edition == "in_force" or document.version == editions.in_force or site.edition == "working"
    is_it = holds and editions.holds and document.status in ADOPTED
    return document.review.isoformat() if is_it and document.review is not None else None


def _about_all(site: SiteInput) -> dict[str, str]:
    """The pages about all versions, by name: those of the site itself, else those of the proposal beside it."""
    own = {"geschiedenis": site.history is not None, "naast-elkaar": site.beside_fragment is not None}
    found = {name: f"{name}.html" for name, is_there in own.items() if is_there}
    if site.edition == "in_force":
        found |= {name: f"{PROPOSAL}/{name}.html" for name in own if name in site.editions.proposed}
    return found


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
        return unproven_headline(document.status), unproven_sentence(document.status)
    consents = [d for d in policy.decisions if d.kind == "instemming" and d.version == document.version]
    conditions = [condition_words(d.points) for d in consents if d.points]
    if document.status == "ingestemd" and conditions:
        return (
            "Ingestemd met voorwaarden – nog niet vastgesteld",
            f"De medezeggenschapsraad stelt voorwaarden: {'; '.join(conditions).removesuffix('.')}"
            ". Het besluit om de tekst vast te stellen volgt nog.",
        )
    return NOTICES.get(document.status)


def with_reason(banner: tuple[str, str] | None, despite: str | None) -> tuple[str, str] | None:
    """The banner, which also says why the version was released although the check found errors."""
    if despite is None:
        return banner
    headline, rest = banner or ("Bewaard met fouten", "")
    return headline, f"{rest} {despite_sentence(despite)}".strip()


def part_context(part: Part, whole: Policy, help_: Help) -> dict[str, Any]:
    """What the theme knows of a page for some readers; `shown` and `total` are numbers of clauses."""
    return {
        "help": help_.told() if help_.is_there else None,
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
