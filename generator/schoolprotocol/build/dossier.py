"""Puts a text to a council: keeps it as a proposal, writes down that it was put, and makes the papers.

What is kept is saved at once or not at all, before the papers take their place: whoever finds papers finds the text
that they are about. A draft keeps nothing.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.build.archive import zipped
from schoolprotocol.build.crew.local import in_a_child, warm_up
from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.jobs import Outcome, Task, job_of
from schoolprotocol.build.planning import plan_document
from schoolprotocol.build.run import Progress
from schoolprotocol.check.glyphs import characters
from schoolprotocol.config import Folders, document_name
from schoolprotocol.diagnostics import has_errors
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import Key, open_source, policies_of, previous_release, resolve_all
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import BuildError, SourceError, UsageError
from schoolprotocol.files import replaced_folder, write_file, write_tree
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.outputs.council.contents import PAPERS, REPORT
from schoolprotocol.outputs.council.form import DecisionForm, decision_form, dossier_input
from schoolprotocol.outputs.council.papers import Proposed, contents_text, manifest, sheet_html
from schoolprotocol.outputs.council.sheet_word import sheet_docx
from schoolprotocol.outputs.council.sheets import sheets
from schoolprotocol.outputs.job import Job
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.asked import topics
from schoolprotocol.release.bindings import bindings, latest, refused_days
from schoolprotocol.release.freeze import frozen, proposal_name
from schoolprotocol.release.term import Term, put_on
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.tree import SourceTree
from schoolprotocol.templating import Templates

_STEPS = 2
"""So often `dossier` tells what it is doing."""
PROOF = "Proefdruk: niet om over te besluiten"
"""What stands on every paper of a draft."""
_DRAFT = "proefdruk"
"""Ends the name of the folder of a draft."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What was made."""

    proposal: Path | None
    """The frozen text in the source; None for a draft, which keeps nothing."""
    is_new: bool
    """Whether this text was put to a council for the first time."""
    written: tuple[str, ...]
    """The paths of the files of the source that were written; none where all was kept before."""
    folder: Path
    archive: Path
    files: int
    asked: tuple[str, ...]
    """The bodies whose consent the papers propose to ask."""
    term: Term
    """How long the council has."""


@dataclass(frozen=True, slots=True)
class _Put:
    """What the papers are made of: the source as it is once the text was put, and the text."""

    corpus: Corpus
    policy: Policy
    form: DecisionForm
    term: Term
    proposal: Path | None
    text: str
    """What the file of the proposal holds; empty for a draft."""
    is_new: bool
    edit: Edit | None
    """What is to be saved."""


def dossier(
    corpus: Corpus,
    tree: SourceTree,
    folders: Folders,
    key: Key,
    today: date,
    progress: Callable[[Progress], None] = lambda _now: None,
    *,
    draft: bool = False,
) -> Dossier:
    """Put a document's working text to its council.

    Args:
        corpus: the loaded source.
        tree: its files.
        folders: of the project.
        key: the document.
        today: the day on which the text is put, and that the check goes by.
        progress: told what is being made.
        draft: make the papers only, marked as a proof, and keep nothing.

    Raises:
        UsageError: where this version is adopted or released already.
        SourceError: where the check finds errors, or a release or proposal was edited.
        EditError: where it cannot be written down in the school's variant; nothing was written.
        BuildError: where a paper could not be made.
    """
    policy = policies_of(resolve_all(corpus, [key]))[key]
    _refuse_adopted(corpus, key, policy)
    _refuse_withheld(policy)
    _refuse_faults(corpus, key, today)
    put = _put(corpus, tree, key, policy, today)
    if draft:  # the papers as they would be, of a source that stays as it is
        put = replace(put, proposal=None, text="", is_new=False, edit=None)
    papers = _papers(put.corpus, folders, key, put.form, PROOF if draft else "", progress)
    if put.text:
        papers["voorstel.json"] = put.text.encode()
    papers |= _lists(key, put, papers, folders.templates)
    name = f"{document_name(*key)}-{_DRAFT}" if draft else document_name(*key)
    folder = folders.dossier(name)
    archive = folder.with_name(f"{name}.zip")
    written = put.edit.save(folders.root) if put.edit else ()
    with replaced_folder(folder, folders.work) as fresh:
        write_tree(fresh, papers)
    write_file(archive, zipped(papers, name))
    return Dossier(put.proposal, put.is_new, written, folder, archive, len(papers), _asked(put.form), put.term)


def _refuse_faults(corpus: Corpus, key: Key, today: date) -> None:
    found = [d for d in check_working(corpus, today, [key]) if not d.kind.standing]
    if has_errors(found):
        raise SourceError(found)


def _refuse_day(corpus: Corpus, key: Key, put: Policy) -> None:
    """The day on which a text is put is kept for good: it is no slip of the pen."""
    source = corpus.schools[key[0]]
    wrong = refused_days(put, source.proposals_of(key[1]), [one.policy for one in source.releases_of(key[1])])
    if wrong:
        raise SourceError(wrong)


def _refuse_adopted(corpus: Corpus, key: Key, policy: Policy) -> None:
    version, status = policy.document.version, policy.document.status
    if any(release.version == version for release in corpus.schools[key[0]].releases_of(key[1])):
        text = _("Version {version} was released already: give the document a new version first.")
        raise UsageError(text.format(version=version))
    if status not in NOT_YET_ADOPTED:
        text = _("The status is “{status}”: there is nothing to put to a council. Set the status to concept first.")
        raise UsageError(text.format(status=status))


def _refuse_withheld(policy: Policy) -> None:
    """What the board decided not to put goes to nobody."""
    about = (one for one in bindings(policy, ()) if one.decision.text_hash in {None, text_hash(policy)})
    for one in latest(about, "voorgenomen-besluit", policy.document.version):
        if one.decision.outcome == "negatief":
            text = _(
                "{body} decided not to put this text to a council. Did it decide otherwise since? Write that down."
            )
            raise UsageError(text.format(body=one.decision.body))


# -- what is kept -----------------------------------------------------------------------------------------------------


def _put(corpus: Corpus, tree: SourceTree, key: Key, policy: Policy, today: date) -> _Put:
    """The source as it is once the text was put: papers made again on another day are the same."""
    edit = Edit(tree)
    if policy.document.status == "concept":
        edit = edit.set_status(*key, "ter-instemming")
    if _is_untold(policy, today):
        edit = edit.record_decision(
            *key,
            body=policy.organisation.board,
            kind="voorgenomen-besluit",
            version=policy.document.version,
            day=today,
            text_hash=text_hash(policy),
        )
    kept = open_source(edit.overlay(), schools=[key[0]]).value if edit.changes else corpus
    put = policies_of(resolve_all(kept, [key]))[key]
    _refuse_day(corpus, key, put)
    known = next((p for p in corpus.schools[key[0]].proposals_of(key[1]) if p.text_hash == text_hash(put)), None)
    is_new = known is None
    file = corpus.root / known.file if known is not None else _new_file(corpus, key, put)
    about = dossier_input(kept, key, put)
    form = decision_form(about)
    changes = topics(about.report.changes) if about.report is not None else None
    text = frozen(put, asked=_asked(form), changes=changes, day=today) if is_new else file.read_text("utf-8")
    if is_new:
        edit = edit.record_proposal(put, text, file.name)
    return _Put(kept, put, form, about.term, file, text, is_new, edit)


def _new_file(corpus: Corpus, key: Key, put: Policy) -> Path:
    """Where the proposal comes; with the whole hash in its name where another text has the short one."""
    folder = corpus.schools[key[0]].folder / "proposals"
    short = folder / proposal_name(put)
    return folder / proposal_name(put, in_full=True) if short.exists() else short


def _asked(form: DecisionForm) -> tuple[str, ...]:
    """The bodies whose consent is asked, as the papers name them."""
    return tuple(one.council for one in form.asked)


def _is_untold(policy: Policy, today: date) -> bool:
    """Whether nothing tells yet that this text was put, and it can be said of this day: nobody has decided before."""
    later = {"advies", "instemming", "vaststelling"}
    about = {None, text_hash(policy)}
    own = [d for d in policy.decisions if d.version == policy.document.version and d.text_hash in about]
    decided = any(one.kind in later and one.day and one.day < today for one in own)
    return put_on(policy) is None and not decided


# -- the papers -------------------------------------------------------------------------------------------------------


def _papers(
    corpus: Corpus, folders: Folders, key: Key, form: DecisionForm, mark: str, progress: Callable[[Progress], None]
) -> dict[str, bytes]:
    """Everything that is laid out: made apart from `build`, so that a dossier leaves the other outputs alone."""
    with tempfile.TemporaryDirectory(dir=folders.work, prefix="dossier-") as work:
        apart = Folders(folders.root, Path(work))
        read = inputs(folders, {})
        (task,), _facts = plan_document(corpus, apart, ("pdf", "diff"), read, key)
        job = job_of(corpus, task)
        if job.report is not None:
            job = replace(job, report=replace(job.report, stamp=mark))
        progress(Progress(0, _STEPS, _("text and report")))
        warm_up([task])
        _drawn(task, partial(_text_and_report, job, read.program))
        papers = {"nieuwe-tekst.pdf": apart.output("pdf", f"{job.name}.pdf").read_bytes()}
        report = apart.output("diff", job.name)
        papers |= {
            f"{REPORT}/{path.relative_to(report).as_posix()}": path.read_bytes()
            for path in sorted(report.rglob("*"))
            if path.is_file()
        }
        progress(Progress(1, _STEPS, _("forms")))
        papers |= _drawn(task, partial(_forms, job, form, mark, Path(work)))
    return papers


def _drawn(task: Task, draw: Callable[[Task], dict[str, bytes] | Outcome]) -> dict[str, bytes]:
    """What is drawn in a child: a text or a template that never ends is stopped there, as in a build.

    Raises:
        SourceError, BuildError: where it could not be drawn.
    """
    made = in_a_child(draw, task)
    if not isinstance(made, Outcome):
        return made
    if made.diagnostics:
        raise SourceError(made.diagnostics)
    if made.error:
        raise BuildError(made.error)
    return {}


def _text_and_report(job: Job, program: str, task: Task) -> Outcome:
    from schoolprotocol.build import making  # noqa: PLC0415 (imports Sphinx)

    return making.make(task, job, program)


def _forms(job: Job, form: DecisionForm, mark: str, work: Path, _task: Task) -> dict[str, bytes]:
    from schoolprotocol.outputs.pdf import printing  # noqa: PLC0415 (imports WeasyPrint)

    templates = job.templates
    glyphs = characters(templates)
    found = sheets(form)
    pages = {f"{name}.pdf": sheet_html(sheet, job.style, templates, glyphs, mark) for name, sheet in found.items()}
    made = {name: printing.paper(html, work / name, templates) for name, html in pages.items()}
    return {**made, **{f"{name}.docx": sheet_docx(sheet, mark) for name, sheet in found.items()}}


def _lists(key: Key, put: _Put, papers: Mapping[str, bytes], templates: Templates) -> dict[str, bytes]:
    """What lies in the folder, for people and for machines."""
    told = {file: what for file, what in PAPERS.items() if file in papers or file == "manifest.json"}
    release = previous_release(put.corpus, key, put.form.version)
    mark = "" if put.proposal else PROOF
    contents = {"lees-mij.txt": contents_text(put.form, told, templates, mark).encode()}
    proposed = None
    if put.proposal is not None:
        kept = put.proposal.relative_to(put.corpus.root).as_posix()
        proposed = Proposed(kept, json.loads(put.text)["hash"])
    files = {**papers, **contents}
    listed = manifest(put.form, key[1], proposed, release.policy if release else None, files)
    return {**contents, "manifest.json": listed.encode()}
