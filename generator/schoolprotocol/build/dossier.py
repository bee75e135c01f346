"""Puts a text to a council: freezes it as a proposal and makes the papers, as one folder and one zip file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.build.archive import zipped
from schoolprotocol.build.inputs import Inputs, inputs
from schoolprotocol.build.jobs import Task, job_of
from schoolprotocol.build.planning import plan_document
from schoolprotocol.build.run import Progress
from schoolprotocol.config import Folders, document_name
from schoolprotocol.diagnostics import has_errors
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import Key, policies_of, previous_release, resolve_all
from schoolprotocol.errors import BuildError, SourceError, UsageError
from schoolprotocol.files import replaced_folder, write_file, write_tree
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.outputs.council.form import DecisionForm, DossierInput, decision_form
from schoolprotocol.outputs.council.form_word import form_docx
from schoolprotocol.outputs.council.papers import (
    Proposed,
    contents_text,
    decision_lines,
    form_html,
    manifest,
    table_html,
)
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.report.input import report_since_release
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.freeze import frozen, proposal_name
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import Templates

_STEPS = 2
"""So often `dossier` tells what it is doing."""
REPORT = "wijzigingen"
"""Folder in a dossier with the change report."""
_WHAT = {
    f"{REPORT}/index.html": "Het overzicht van wijzigingen, om op een scherm te lezen.",
    f"{REPORT}/report.pdf": "Hetzelfde overzicht, om te printen.",
    f"{REPORT}/report.docx": "De nieuwe tekst in Word, met elke wijziging bijgehouden en toegelicht.",
    f"{REPORT}/report.md": "De wijzigingen als korte lijst, in platte tekst.",
    f"{REPORT}/report.json": "De wijzigingen voor computers; beide versies zijn eruit terug te maken.",
    "was-wordt.pdf": "De oude en de nieuwe tekst naast elkaar.",
    "nieuwe-tekst.pdf": "De hele nieuwe tekst.",
    "besluitformulier.pdf": "Het formulier voor het besluit, met beweegredenen, gevolgen en maatregelen.",
    "besluitformulier.docx": "Hetzelfde formulier, om in Word in te vullen.",
    "vastleggen.yaml": "Voor de beleidsmedewerker: de regels waarmee het besluit wordt vastgelegd.",
    "voorstel.json": "De tekst zoals hij is voorgelegd, voorgoed bewaard.",
    "manifest.json": "Alle bestanden met hun controlegetal (SHA-256).",
}
"""What each paper is, for the list of contents, in the order in which a council reads them."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What was made."""

    proposal: Path
    """The frozen text in the source."""
    is_new: bool
    """Whether this text was put to a council for the first time."""
    folder: Path
    archive: Path
    files: int
    lines: str
    """The lines that record the decision, as YAML."""


@dataclass(frozen=True, slots=True)
class _Put:
    """The proposal: a text that was put before keeps the file that it has."""

    file: Path
    text: str
    is_new: bool


def dossier(
    corpus: Corpus, folders: Folders, key: Key, today: date, progress: Callable[[Progress], None] = lambda _now: None
) -> Dossier:
    """Put a document's working text to its council.

    Args:
        corpus: the loaded source.
        folders: of the project.
        key: the document.
        today: the day that the check goes by.
        progress: told what is being made.

    Raises:
        UsageError: where this version is adopted or released already.
        SourceError: where the check finds errors, or a release or proposal was edited.
        BuildError: where a paper could not be made.
    """
    policy = policies_of(resolve_all(corpus, [key]))[key]
    _refuse(corpus, key, policy, today)
    form = decision_form(_input(corpus, key, policy))
    put = _put(corpus, key, policy, [one.council for one in form.asked])
    lines = decision_lines(form, f"policy_src/schools/{key[0]}/{key[1]}.yaml")
    papers = {**_papers(corpus, folders, key, form, progress), "voorstel.json": put.text.encode()}
    papers["vastleggen.yaml"] = lines.encode()
    papers |= _lists(corpus, key, put, form, papers, folders.templates)
    folder = folders.dossier(document_name(*key))
    archive = folder.with_name(f"{folder.name}.zip")
    if put.is_new:
        write_file(put.file, put.text)
    with replaced_folder(folder, folders.work) as fresh:
        write_tree(fresh, papers)
    write_file(archive, zipped(papers, folder.name))
    return Dossier(put.file, put.is_new, folder, archive, len(papers), lines)


def _refuse(corpus: Corpus, key: Key, policy: Policy, today: date) -> None:
    _refuse_adopted(corpus, key, policy)
    found = [d for d in check_working(corpus, today, [key]) if not d.kind.standing]
    if has_errors(found):
        raise SourceError(found)


def _refuse_adopted(corpus: Corpus, key: Key, policy: Policy) -> None:
    version, status = policy.document.version, policy.document.status
    if any(release.version == version for release in corpus.schools[key[0]].releases_of(key[1])):
        text = _("Version {version} was released already: give the document a new version first.")
        raise UsageError(text.format(version=version))
    if status not in NOT_YET_ADOPTED:
        text = _("The status is “{status}”: there is nothing to put to a council. Set the status to concept first.")
        raise UsageError(text.format(status=status))


def _put(corpus: Corpus, key: Key, policy: Policy, asked: Sequence[str]) -> _Put:
    file = corpus.schools[key[0]].folder / "proposals" / proposal_name(policy)
    is_new = not file.exists()
    return _Put(file, frozen(policy, asked=asked) if is_new else file.read_text("utf-8"), is_new)


def _input(corpus: Corpus, key: Key, policy: Policy) -> DossierInput:
    source, school = corpus.protocols[key[1]].protocol, corpus.schools[key[0]].school
    return DossierInput(
        policy=policy,
        consent=source.consent,
        references=corpus.references,
        education=school.education,
        reaction_weeks=corpus.project.reaction_weeks,
        report=report_since_release(corpus, key, policy),
    )


# -- the papers -------------------------------------------------------------------------------------------------------


def _papers(
    corpus: Corpus, folders: Folders, key: Key, form: DecisionForm, progress: Callable[[Progress], None]
) -> dict[str, bytes]:
    """Everything that is laid out: made apart from `build`, so that a dossier leaves the other outputs alone."""
    with tempfile.TemporaryDirectory(dir=folders.work, prefix="dossier-") as work:
        apart = Folders(folders.root, Path(work))
        read = inputs(folders, {})
        task, _facts = plan_document(corpus, apart, ("pdf", "diff"), read, key)
        job = job_of(corpus, task)
        progress(Progress(0, _STEPS, _("text and report")))
        _make(task, job, read)
        papers = {"nieuwe-tekst.pdf": apart.output("pdf", f"{job.name}.pdf").read_bytes()}
        report = apart.output("diff", job.name)
        papers |= {
            f"{REPORT}/{path.relative_to(report).as_posix()}": path.read_bytes()
            for path in sorted(report.rglob("*"))
            if path.is_file()
        }
        progress(Progress(1, _STEPS, _("form")))
        papers |= _forms(job, form, Path(work))
    return papers


def _make(task: Task, job: Job, read: Inputs) -> None:
    # Sphinx and WeasyPrint take half a second to import: only when papers are really made.
    from schoolprotocol.build import making  # noqa: PLC0415

    outcome = making.make(task, job, read.program)
    if outcome.diagnostics:
        raise SourceError(outcome.diagnostics)
    if outcome.error:
        raise BuildError(outcome.error)


def _forms(job: Job, form: DecisionForm, work: Path) -> dict[str, bytes]:
    from schoolprotocol.outputs.pdf import printing  # noqa: PLC0415 (imports WeasyPrint)

    templates = job.templates
    pages = {"besluitformulier.pdf": form_html(form, job.style, templates)}
    if form.report is not None:
        pages["was-wordt.pdf"] = table_html(form, job.style, templates)
    made = {name: printing.paper(html, work / name, templates) for name, html in pages.items()}
    day = job.policy.document.day
    return {**made, "besluitformulier.docx": form_docx(form, day.isoformat() if day else None)}


def _lists(
    corpus: Corpus, key: Key, put: _Put, form: DecisionForm, papers: Mapping[str, bytes], templates: Templates
) -> dict[str, bytes]:
    """What lies in the folder, for people and for machines."""
    told = {file: what for file, what in _WHAT.items() if file in papers or file == "manifest.json"}
    release = previous_release(corpus, key, form.version)
    contents = {"lees-mij.txt": contents_text(form, told, templates).encode()}
    proposed = Proposed(key[1], put.file.relative_to(corpus.root).as_posix(), json.loads(put.text)["hash"])
    listed = manifest(form, proposed, release.policy if release else None, {**papers, **contents})
    return {**contents, "manifest.json": listed.encode()}
