"""Makes the site and the PDF of one text. Importing this module imports Sphinx; that of the PDF, WeasyPrint."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from schoolprotocol import outputs
from schoolprotocol.config import ARCHIVE, BELOW, DOWNLOADS
from schoolprotocol.documents.history import in_a_row
from schoolprotocol.files import write_new, write_tree
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.excerpt.applies import FILE
from schoolprotocol.outputs.excerpt.making import applies
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.online.embed import PAGE, SNIPPET, EmbedInput, embed_page, embed_snippet
from schoolprotocol.outputs.online.feed import FEED, Kept, entry_of, feed
from schoolprotocol.outputs.output import Content, Made, Work
from schoolprotocol.outputs.report.report import report_fragment
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.beside import beside_fragment
from schoolprotocol.outputs.site.downloads import offered
from schoolprotocol.outputs.site.project import SiteInput, site_files
from schoolprotocol.policy.model import Policy
from schoolprotocol.templating import Templates

_TEMPLATES: Final = {
    True: (
        "pages/beside.html.j2",
        "report/fragment.html.j2",
        "report/macros.html.j2",
        "report/parts.html.j2",
        "schoolgids/excerpt.html.j2",
        "schoolgids/page.html.j2",
        "site/embed.html.j2",
        "site/feed.atom.j2",
        "site/snippet.html.j2",
    ),
    False: (
        "pages/conf.py.j2",
        "pages/merk.svg.j2",
        "pages/protocol.md.j2",
        "pages/school.css.j2",
        "schoolgids/excerpt.md.j2",
        "site/embed.css.j2",
    ),
}
"""The templates of a site, by whether they are HTML."""

Files = dict[str, Content | Path]
"""By name, what a site offers; of an output, the file that is copied."""


def warm_up(templates: Templates) -> None:
    """Load what Sphinx looks up only once, and compile our templates."""
    sphinx.warm_up(templates)
    for html, names in _TEMPLATES.items():
        for name in names:
            if templates.find(name).is_relative_to(templates.ours):  # what is wrong with others, a document tells
                environment(templates, html=html).get_template(name)


def make(work: Work) -> Made:
    """The site and the PDF, or one of them, from the same doctree; the Sphinx project is kept too.

    Of the version that is in force the site stands at two addresses, its own and the document's. It is read once.
    """
    job = work.job
    project, site, at_home = work.at("source", job.name), work.at("html", job.site), work.at("html", job.home)
    offers: Files = {**work.offered}
    places = {site: offers} if "html" in work.wanted else {}
    shown, in_force = _shown(job, offers), None
    if job.version is not None and job.editions.in_force == job.version:
        files = _offered_at_home(job, offers)
        in_force = replace(shown, url=job.home_url, edition="in_force", downloads=offered(job.document, files))
        if places:
            places[at_home] = files
    write_tree(project, _project(job, shown, in_force))
    if job.version is None:
        write_new(project / FILE, applies(job))
    parts = sphinx.build(
        project,
        site if places else None,
        job.templates,
        with_print="pdf" in work.wanted,
        again=at_home if len(places) > 1 else None,
    )
    made = {"html": [project]}
    if parts is not None:
        # WeasyPrint takes 0.3 s to import: only where a PDF is asked.
        from schoolprotocol.outputs.pdf import printed, printing  # noqa: PLC0415

        with work.measure("pdf"):
            made["pdf"] = [work.at("pdf", f"{job.name}.pdf"), work.build / printed.place(job.name)]
            printing.document(job, parts, made["pdf"][0])
            write_new(made["pdf"][1], printed.printed(job, parts).model_dump_json())
    for folder, files in places.items():
        for name, content in files.items():
            _put(folder / DOWNLOADS / name, content)
        if folder == at_home:
            write_tree(folder, _online(job, in_force or shown, files))
            made["html"] += [path for path in sorted(folder.iterdir()) if path.name not in BELOW]
        else:
            made["html"].append(folder)
    return made


def _put(path: Path, content: Content | Path) -> None:
    if isinstance(content, Path):
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(content, path)
    else:
        write_new(path, content)


def _shown(job: Job, files: Files) -> SiteInput:
    return SiteInput(
        policy=job.policy,
        summary=job.summary,
        style=job.style,
        url=job.url,
        publisher=job.publisher,
        synonyms=job.synonyms,
        releases=job.releases,
        void=job.void,
        unproven=job.unproven,
        despite=job.despite,
        changes_fragment=report_fragment(job.report, job.templates) if job.report is not None else None,
        downloads=offered(job.called, files),
        edition=job.edition,
        editions=job.editions,
        history=job.history,
        lineage=job.lineage,
        beside_fragment=_beside(job),
        first=job.first,
        help=job.help,
        is_online=True,
    )


def _offered_at_home(job: Job, files: Files) -> Files:
    """What a version that is in force offers at the document's own address, under names that never change.

    What the site makes itself is made anew, for it tells of that address.
    """
    at_home = replace(job, url=job.home_url, edition="in_force")
    found: Files = {
        at_home.called + name.removeprefix(job.called): one for name, one in files.items() if isinstance(one, Path)
    }
    for output in outputs.OUTPUTS:
        if output.contents is not None:
            found |= output.contents(at_home)
    return found


def _online(job: Job, shown: SiteInput, files: Files) -> dict[str, Content]:
    """What stands beside the pages at the document's own address: the text to embed, and the feed of its versions."""
    name = f"{job.document}.pdf"
    pdf = f"{job.home_url}{DOWNLOADS}/{name}" if name in files else None
    embedded = EmbedInput(job.policy, job.style, job.home_url, pdf, job.void, job.unproven)
    known = {policy.document.version: policy for policy in (*job.releases, *([job.policy] if job.version else []))}
    kept = [_kept(job, version, known) for version in job.editions.adopted]
    news = [entry for one in kept if (entry := entry_of(one)) is not None]
    title = f"{job.policy.organisation.site_title}: {job.policy.title}"
    snippet = embed_snippet(embedded, job.templates)
    return {
        PAGE: embed_page(embedded, job.templates, snippet),
        SNIPPET: snippet,
        FEED: feed(news, job.templates, title=title, url=shown.url, publisher=job.publisher),
    }


def _kept(job: Job, version: str, known: Mapping[str, Policy]) -> Kept:
    url = f"{job.home_url}{ARCHIVE}/{version}/"
    return Kept(known[version], url, f"{url}{DOWNLOADS}/{job.document}-{version}.pdf")


def _beside(job: Job) -> str | None:
    """The versions beside each other, where there are two or more."""
    versions = in_a_row(job.releases, job.policy) if job.history is not None else ()
    return beside_fragment(versions, job.lineage, job.templates) if len(versions) > 1 else None


def _project(job: Job, shown: SiteInput, in_force: SiteInput | None) -> dict[str, Content]:
    """The files of the Sphinx project."""
    files: dict[str, Content] = dict(site_files(shown, job.templates, in_force))
    if job.logo is not None:
        files[f"_static/logo{job.logo.suffix}"] = job.logo.read_bytes()
    return files
