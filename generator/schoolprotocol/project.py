"""The one door: a project and its documents, to read, check, compare, release, build and publish.

The command line, tests and other programs ask here and nowhere else; nothing is printed, and no process state is
changed. What a method needs is imported when it is called: a build with nothing to do needs next to nothing, and Sphinx
and WeasyPrint take longer to import than most questions take to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from schoolprotocol.config import Folders, document_name, find_root
from schoolprotocol.disk import lies_in
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.machine import is_of_windows

if TYPE_CHECKING:
    from schoolprotocol.build.dossier import Dossier
    from schoolprotocol.build.preview import Preview, Previews
    from schoolprotocol.build.run import BuildOptions, Options, Progress, Result
    from schoolprotocol.compare.changeset import ChangeSet, Comparison, Match
    from schoolprotocol.compare.history import History
    from schoolprotocol.compare.overview import Impact
    from schoolprotocol.config import Format, TextFormat
    from schoolprotocol.deliver.changes import FileChange
    from schoolprotocol.diagnostics import Diagnostic
    from schoolprotocol.documents.lineage import Ancestry
    from schoolprotocol.documents.usage import Usage
    from schoolprotocol.edit.edit import Edit
    from schoolprotocol.importing.plan import Plan
    from schoolprotocol.intake.taking import Taken
    from schoolprotocol.model.document import DecisionKind, DecisionOutcome
    from schoolprotocol.model.returned import Returned
    from schoolprotocol.outputs.council.deciding import Decided
    from schoolprotocol.outputs.council.reacting import Received
    from schoolprotocol.outputs.intake.review import Review
    from schoolprotocol.outputs.report.input import ReportInput
    from schoolprotocol.policy.model import Clause, Note, Policy
    from schoolprotocol.release.ledger import Side
    from schoolprotocol.release.points import OpenPoint
    from schoolprotocol.release.states import Standing
    from schoolprotocol.resolve.policy import Resolution
    from schoolprotocol.returning.receiving import Back
    from schoolprotocol.source.cache import Cache
    from schoolprotocol.source.corpus import Corpus, Proposal, Release, SchoolSource
    from schoolprotocol.source.ledger import Item, Ledger
    from schoolprotocol.source.loaded import Loaded
    from schoolprotocol.source.seals import Seal, Verdict
    from schoolprotocol.source.tree import SourceTree
    from schoolprotocol.starting.adding import NewClause, NewProtocol, NewValue
    from schoolprotocol.starting.answers import Answers
    from schoolprotocol.starting.begin import Begun
    from schoolprotocol.starting.deviating import Deviation
    from schoolprotocol.starting.judging import Applied
    from schoolprotocol.starting.more_questions import What
    from schoolprotocol.starting.questions import Asked
    from schoolprotocol.starting.update import Update

CONCEPT = "concept"
"""The working text, where a version is asked."""


class _Known:
    """What one moment of a project can use of another: the files that did not change, and a Sphinx that is warm."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._previews: Previews | None = None

    @cached_property
    def files(self) -> Cache:
        """What was read of files, by their content."""
        from schoolprotocol.source.cache import Cache

        return Cache()

    def previews(self) -> Previews:
        """Makes previews by the templates as they are now: where these changed, Sphinx starts anew."""
        from schoolprotocol.build.preview import Previews

        previews, templates = self._previews, self._folders.templates
        if previews is None or previews.templates != templates:
            previews = self._previews = Previews(templates)
        return previews


class Project:
    """A folder with a `policy_src`: schools, protocols, and a document for each school that publishes one."""

    def __init__(self, folders: Folders, tree: SourceTree | None = None, known: _Known | None = None) -> None:
        """Begin; `open` is the usual way.

        Args:
            folders: of the project.
            tree: the files of its source; by default those of its folder.
            known: what the same project knew at another moment.
        """
        self.folders = folders
        self._tree = tree
        self._known = known or _Known(folders)

    @classmethod
    def open(cls, folder: Path | str | None = None, *, output: Path | str | None = None) -> Project:
        """The project in a folder. Nothing is read yet.

        Args:
            folder: the folder that holds `policy_src`; by default the nearest one, from where you are upwards.
            output: where documents go; by default `build` in the project.

        Raises:
            UsageError: where there is no project, or documents would go where its source is.
        """
        found = Path(folder) if folder is not None else find_root(Path.cwd())
        if found is None or not (found / "policy_src").is_dir():
            raise UsageError(_("There is no policy_src here. Go to the project's folder or name it with --root."))
        found = found.resolve()
        try:
            build = Path(output or found / "build").resolve()
        except RuntimeError:  # Python before 3.13
            text = _("Documents cannot go to {folder}: the link there leads to itself. Name another folder.")
            raise UsageError(text.format(folder=output)) from None
        _require_of_this_machine(output)
        if any(lies_in(own, build) for own in _sources(found)):
            text = _("Documents cannot go to {folder}: what they are made of lies in it. Name another folder.")
            raise UsageError(text.format(folder=build))
        _require_outside(build, found)
        return cls(Folders(found, build))

    @classmethod
    def open_or_new(cls, folder: Path | str) -> Project:
        """The project in a folder, or a new one where nothing lies there yet. Nothing is written before a save.

        Args:
            folder: of the project.

        Raises:
            UsageError: where something else lies there.
        """
        found = Path(folder).resolve()
        if (found / "policy_src").is_dir():
            return cls.open(found)
        if found.exists() and (not found.is_dir() or any(found.iterdir())):
            text = _("{folder} is no project, and not empty. Name a project, or a folder that is new.")
            raise UsageError(text.format(folder=found))
        return cls(Folders(found, found / "build"))

    @staticmethod
    def take_in(file: Path | str) -> Taken:
        """An existing document, read: its headings, clauses, tables and notes, each character with one place.

        Needs no project, and writes nothing.

        Args:
            file: .docx, .doc, .odt, .rtf, .pdf, .html, .md or .txt; what it holds counts, not its name.

        Raises:
            IntakeError: where it cannot be read whole.
            MissingOnMachineError: where LibreOffice is needed, and not there.
            OSError: where the machine cannot read it.
        """
        from schoolprotocol.intake.taking import take

        return take(Path(file))

    # -- beginning ----------------------------------------------------------------------------------------------------

    @staticmethod
    def require_new(folder: Path) -> None:
        """Go on only with a folder in which a project can begin: one that is not there, or empty.

        Raises:
            UsageError: where it is not.
        """
        from schoolprotocol.starting.folder import require_new

        require_new(folder)

    @staticmethod
    def next_question(told: Mapping[str, str]) -> Asked | None:
        """The next question to a board that begins; None where all is known.

        Args:
            told: the answers so far, by key of the question.
        """
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting.questions import next_question

        return next_question(told, Shelf())

    @staticmethod
    def answers(data: Mapping[str, object]) -> Answers:
        """Answers as a file with answers has them.

        Raises:
            SourceError: where they do not fit.
        """
        from schoolprotocol.starting.answers import answers_of

        return answers_of(data)

    @staticmethod
    def answers_told(told: Mapping[str, str]) -> Answers:
        """The answers to all questions of `next_question`.

        Raises:
            SourceError: where they do not fit.
        """
        from schoolprotocol.starting.questions import answers_told

        return answers_told(told)

    @staticmethod
    def answers_in(data: bytes, file: Path) -> Answers:
        """The answers in a file, in YAML or JSON.

        Raises:
            SourceError: where they do not fit.
        """
        from schoolprotocol.starting.answers import read_answers

        return read_answers(data, file)

    @staticmethod
    def begin(folder: Path | str, answers: Answers, *, today: date | None = None, beside: Path | None = None) -> Begun:
        """Begin a project: all of its files are written, or none.

        Args:
            folder: not there yet, or empty.
            answers: of the board.
            today: the day from which the first review is counted.
            beside: the folder from which files with logos are named; by default the one that we are in.

        Raises:
            UsageError: where a project cannot begin there, or a logo cannot be read.
            SourceError: where the answers do not fit, or the project would have faults.
            OSError: where the machine cannot write.
        """
        from schoolprotocol.starting.begin import begin

        return begin(Path(folder), answers, today or date.today(), beside=beside)

    @staticmethod
    def practice(folder: Path | str) -> Begun:
        """Begin the project on which the examples of the manual work.

        Raises:
            UsageError, OSError: as `begin`.
        """
        from schoolprotocol.starting.begin import begin_practice

        return begin_practice(Path(folder))

    @staticmethod
    def list_beside(page: Path) -> Path:
        """Where the list of an import stands whose page to review it is at a place."""
        from schoolprotocol.outputs.intake.review import list_path

        return list_path(page)

    @staticmethod
    def review(file: Path | str, taken: Taken, page: Path) -> Path:
        """Write the page on which a person holds a document against what was read of it, and beside it a list.

        Needs no project. What an import makes of it too: `Import.review`.

        Args:
            file: the document.
            taken: what was read of it.
            page: where the page comes.

        Returns:
            Where the list is.

        Raises:
            OSError: where the machine cannot read or write.
        """
        from schoolprotocol.outputs.intake.review import review_of
        from schoolprotocol.templating import templates_in

        return review_of(Path(file), taken, page, templates_in(Path("templates"))).write(page)

    def plan_import(
        self,
        taken: Taken,
        school: str,
        protocol: str | None = None,
        *,
        is_new: bool = False,
        today: date | None = None,
    ) -> Import:
        """What taking over a document would write: its clauses, outline, values and data; nothing is written yet.

        Args:
            taken: the document, as `take_in` gives it.
            school: id of the school whose document it is; one that is not there is made.
            protocol: id of the protocol; by default made of the title. One that the school has already gets a second
                version.
            is_new: whether it becomes a protocol of its own, also where one of that name could be meant.
            today: the day after which nobody can have adopted it yet.

        Raises:
            UsageError: where a name cannot be one, or is taken.
            IntakeError: where something of the document would be lost.
            SourceError: where the source has faults, or the check would find errors that cannot be accepted.
            EditError: where what would be written does not fit.
        """
        from schoolprotocol.importing.asked import Asked
        from schoolprotocol.importing.taking_over import take_over

        plan, edit = take_over(self.tree, taken, Asked(school, protocol, is_new), _told(today))
        return Import(self, plan, edit)

    def import_document(
        self,
        file: Path | str,
        school: str,
        protocol: str | None = None,
        *,
        is_new: bool = False,
        today: date | None = None,
    ) -> Plan:
        """Take over an existing document into the source: `take_in`, `plan_import` and `Import.save` at once."""
        planned = self.plan_import(self.take_in(file), school, protocol, is_new=is_new, today=today)
        planned.save()
        return planned.plan

    def take_back(
        self, file: Path | str, authors: Sequence[str] = (), school: str | None = None, protocol: str | None = None
    ) -> Back:
        """A Word file of ours that people worked in: what it proposes, text by text. Nothing is written yet.

        Args:
            file: .docx or .odt.
            authors: who returned it (`MR`), or who its authors are (`J. Jansen=teamleider`): never persons' names.
            school: whose document it must be; by default the file tells.
            protocol: which document; by default the file tells.

        Raises:
            IntakeError: where it cannot be read.
            SourceError: where it is no file of a document here, or not of this one.
            MissingOnMachineError: where LibreOffice is needed, and not there.
            OSError: where the machine cannot read it.
        """
        from schoolprotocol.outputs.council.form import titles_of
        from schoolprotocol.outputs.word import given_out
        from schoolprotocol.returning.receiving import GivenOut, Names, receive

        names, out = Names.told(authors), GivenOut(given_out.document, given_out.report, titles_of)
        return receive(self.corpus, self.tree, Path(file), out, names, (school, protocol))

    def now(self) -> Project:
        """The project as its files are now. What did not change is not read again."""
        return Project(self.folders, known=self._known)

    def with_files(self, buffers: Mapping[str, str | bytes | None]) -> Project:
        """The project as it would be with other content in some files: what an editor holds and has not saved.

        The other files are as they were when one of these projects first read them: `now` looks at the disk again.

        Args:
            buffers: by path (`policy_src/project.yaml`) what a file holds; None where it is removed.

        Raises:
            UsageError: where a path could lead out of the project.
        """
        from schoolprotocol.source.tree import Overlay

        return Project(self.folders, Overlay(self._remembered, buffers), self._known)

    @cached_property
    def _remembered(self) -> SourceTree:
        from schoolprotocol.source.tree import Remembered

        return Remembered(self.tree)

    @property
    def tree(self) -> SourceTree:
        """The files of its source."""
        from schoolprotocol.source.tree import FolderTree

        return self._tree or FolderTree(self.folders.root)

    @cached_property
    def corpus(self) -> Corpus:
        """The source, as it was when it was first asked for, and as far as it could be read."""
        from schoolprotocol.documents.finding import open_source

        return open_source(self.tree, self._known.files).value

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What of the source could not be read. It keeps nobody from the documents that have no part in it."""
        from schoolprotocol.diagnostics import sort

        return sort(self.corpus.faults)

    def faults_elsewhere(self, *documents: Document) -> tuple[Diagnostic, ...]:
        """Those of `faults` that have nothing to do with these documents."""
        from schoolprotocol.documents.finding import faults_elsewhere

        return faults_elsewhere(self.corpus, [document.key for document in documents])

    # -- documents ----------------------------------------------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """Every published document, by school and protocol, also where its text has faults."""
        return tuple(Document(self, *key) for key in self.corpus.documents())

    @property
    def forsaken(self) -> tuple[tuple[str, str, str], ...]:
        """School, protocol and last version of each document that was released, and is not published any more."""
        from schoolprotocol.check.versions import check_forsaken

        return tuple(
            (one.values["school"], one.values["protocol"], one.values["version"]) for one in check_forsaken(self.corpus)
        )

    @cached_property
    def spoiled(self) -> tuple[Diagnostic, ...]:
        """What shows that something frozen, or a ledger, is not what it was; not what is yet to be entered in one."""
        from schoolprotocol.check.ledger import check_ledgers
        from schoolprotocol.check.versions import check_proposals, check_releases

        found = (*check_releases(self.corpus), *check_proposals(self.corpus), *check_ledgers(self.corpus))
        return tuple(one for one in found if one.kind.severity == "error" and not one.kind.standing)

    @cached_property
    def sound(self) -> Loaded[tuple[Document, ...]]:
        """The documents whose text has no faults; and all faults of the others and of the source."""
        from schoolprotocol.documents.finding import resolve_sound
        from schoolprotocol.source.loaded import Loaded

        resolved = resolve_sound(self.corpus)
        return Loaded(tuple(Document(self, *key, found) for key, found in resolved.value.items()), resolved.faults)

    def document(self, school: str, protocol: str | None = None) -> Document:
        """A document.

        Args:
            school: the school's id.
            protocol: the protocol's id; needed only where the school has several.

        Raises:
            UsageError: where there is none, or more than one.
            SourceError: where nobody can know, because the school's files have faults.
        """
        from schoolprotocol.documents.finding import find_document

        return Document(self, *find_document(self.corpus, school, protocol))

    def document_for(self, target: str, school: str, protocol: str | None = None) -> Document:
        """The document of a school that a target takes; a target that takes all pages of the school takes any.

        Args:
            target: one of `publishing.yaml`.
            school: the school's id.
            protocol: the protocol's id; needed only where the school has several, and the target takes one of them.

        Raises:
            UsageError: where there is none, or more than one.
            SourceError: where nobody can know, because the school's files have faults.
        """
        from schoolprotocol.deliver.publishing import document_for

        return Document(self, *document_for(self.corpus, target, school, protocol))

    # -- questions about all of them ----------------------------------------------------------------------------------

    def check(
        self,
        schools: Sequence[str] = (),
        *,
        version: str | None = None,
        today: date | None = None,
        since: str | None = None,
    ) -> tuple[Diagnostic, ...]:
        """Everything that is wrong.

        Args:
            schools: ids of the only schools that are looked at; empty: the whole source. What could not be read
                elsewhere (`faults`) is told only where the whole source is asked.
            version: a release that is checked instead of the working text.
            today: the day by which reviews and facts are out of date; by default this one.
            since: a git revision: also whether what was frozen and decided then is still there as it was.

        Raises:
            UsageError: no such revision, or no git checkout, where one is asked.
        """
        from schoolprotocol.check.templates import check_templates
        from schoolprotocol.diagnostics import sort
        from schoolprotocol.documents.checking import check_releases, check_working

        keys = self._keys(schools)
        if version is not None:
            return check_releases(self.corpus, version, today or date.today(), keys)
        found = [*check_working(self.corpus, today or date.today(), keys)]
        if since is not None:
            from schoolprotocol.documents.since import changed_since

            found += changed_since(self.corpus, since, schools or None)
        return sort([*found, *check_templates(self.folders.templates)])

    def check_excerpt(self, file: Path, schools: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
        """What is wrong with a text for the schoolgids that a school took from us (.txt, .md, .html, .docx).

        Raises:
            UsageError: where it is not clear of which document it is, or where the file cannot be understood.
        """
        from schoolprotocol.documents.checking import check_pasted

        return check_pasted(self.corpus, file, self._keys(schools))

    def _keys(self, schools: Sequence[str]) -> list[tuple[str, str]] | None:
        from schoolprotocol.documents.finding import documents_of

        return [key for school in schools for key in documents_of(self.corpus, school)] or None

    def check_elsewhere(self, schools: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
        """What a check of only these schools does not tell: what could not be read of the rest of the source."""
        from schoolprotocol.documents.finding import faults_elsewhere

        keys = self._keys(schools)
        return faults_elsewhere(self.corpus, keys) if keys is not None else ()

    def usage(self) -> tuple[Usage, ...]:
        """Of each protocol its clauses, and the schools that use each in a document that is `sound`."""
        from schoolprotocol.documents.usage import usage

        return usage(self.corpus, {document.key: document.policy for document in self.sound.value})

    def impact(self, since: str = "HEAD") -> Loaded[Impact]:
        """Which documents and clauses differ from the source at a git revision.

        Returns:
            The documents without faults; and the faults of now and then.

        Raises:
            UsageError: no checkout, no such revision, or there was no source yet.
        """
        from schoolprotocol.documents.impact import impact

        return impact(self.corpus, since)

    def impact_markdown(self, found: Impact) -> str:
        """What a change touches as a comment for a change request."""
        from schoolprotocol.outputs.overview.impact import impact_markdown

        titles = {id_: source.protocol.title for id_, source in self.corpus.protocols.items()}
        return impact_markdown(found, self.folders.templates, titles)

    def update(self, library: Path | None = None) -> Update:
        """What a newer version of the library would change; nothing is written before `edit.save` of what this gives.

        Args:
            library: a folder with another version than the one of this program.

        Raises:
            UsageError: where the project took nothing of a library, or of a newer one; or where an adopted text that
                would change was not kept as a release.
            SourceError: where the source or the library cannot be read.
        """
        from schoolprotocol.library.taking import OURS, Shelf
        from schoolprotocol.starting.update import update

        return update(self.tree, self.corpus, Shelf(library or OURS))

    def edit(self) -> Edit:
        """Changes of the source, as it is now; nothing is written before `Edit.save`.

        What this project has read stays as it was: `now` shows what was saved, and `with_files(edit.changes)` what is
        not saved yet.
        """
        from schoolprotocol.edit.edit import Edit

        return Edit(self.tree)

    def apply(self, edit: Edit, *, today: date | None = None) -> Applied:
        """Save changes after they were judged: what the check says of them, and for whom they change something.

        Args:
            edit: the changes, of this project.
            today: the day that the check goes by.

        Raises:
            SourceError: where the source would have faults that it does not have now; nothing was written.
            EditError, BusyError, OSError: as `Edit.save`.
        """
        from schoolprotocol.starting.judging import Applied, judged

        after = self.with_files(edit.changes)
        findings, impact = judged(self.corpus, after.corpus, today or date.today())
        return Applied(edit.save(self.folders.root), impact, findings)

    def add_clause(self, new: NewClause, *, today: date | None = None) -> tuple[str, Applied]:
        """A new clause, in the catalogue and the base outline or of one school; gives its id.

        Raises:
            UsageError: where it is not clear where it should come.
            SourceError, EditError: where it does not fit; nothing was written.
        """
        from schoolprotocol.starting.adding import add_clause

        edit = self.edit()
        id_ = add_clause(edit, self.corpus, new)
        return id_, self.apply(edit, today=today)

    def add_value(self, new: NewValue, *, today: date | None = None) -> Applied:
        """A value that texts can use, and that may differ by school.

        Raises:
            UsageError: where there is one with that name.
            SourceError, EditError: where it does not fit; nothing was written.
        """
        from schoolprotocol.starting.adding import add_value

        edit = self.edit()
        add_value(edit, self.corpus, new)
        return self.apply(edit, today=today)

    def add_protocol(self, new: NewProtocol, *, today: date | None = None) -> tuple[tuple[str, ...], Applied]:
        """A protocol, of the library or one's own; gives the schools that got it.

        Raises:
            UsageError: where there is one with that id, or nobody knows what it is about.
            SourceError, EditError: where it does not fit; nothing was written.
        """
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting.adding import add_protocol, tell_editors

        edit = self.edit()
        schools = add_protocol(edit, self.corpus, new, Shelf(), today or date.today())
        applied = self.apply(edit, today=today)
        tell_editors(self.folders.root, (*self.corpus.protocol_ids, new.id))
        return schools, applied

    def add_school(
        self, told: Mapping[str, str], *, today: date | None = None, beside: Path | None = None
    ) -> tuple[str, Applied]:
        """A school with a variant of each protocol of the board; gives its id.

        Args:
            told: what a school of the answers has, and `choice.<name>`; at least its name.
            today: the day from which its first review is counted.
            beside: the folder from which a file with a logo is named.

        Raises:
            UsageError: where there is one with that name, or nobody to build on.
            SourceError, EditError: where it does not fit; nothing was written.
        """
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting.adding import add_school, school_told
        from schoolprotocol.starting.begin import logos_of

        edit, school = self.edit(), school_told(told)
        id_ = add_school(edit, self.corpus, school, Shelf(), today or date.today(), logos_of([school], beside))
        return id_, self.apply(edit, today=today)

    def deviate(self, asked: Deviation, *, today: date | None = None) -> Applied:
        """Let a school say something else than its board or the protocol.

        Raises:
            UsageError: where it is not clear what is wanted.
            SourceError, EditError: where it does not fit; nothing was written.
        """
        from schoolprotocol.starting.deviating import deviate

        edit = self.edit()
        deviate(edit, self.corpus, asked)
        return self.apply(edit, today=today)

    def asks(self, what: What, told: Mapping[str, str]) -> Asked | None:
        """The next question to who adds something or lets a school deviate; None where all is known.

        Args:
            what: is added.
            told: the answers so far, by key of the question.
        """
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting.more_questions import next_of

        return next_of(what, told, self.corpus, Shelf())

    def put_back_stopped(self) -> bool:
        """Put back what a save was changing that was stopped half-way; whether there was one.

        To be asked before the source is judged for a change: what was read before it is not read again.
        """
        from schoolprotocol.edit.save import finish

        return finish(self.folders.root)

    def outcomes(self, school: str) -> dict[str, DecisionOutcome]:
        """How each decision of a school went that stands in its variants or in what is frozen, by its SHA-256."""
        from schoolprotocol.source.ledger import of_decision

        source = self._school(school)
        texts: tuple[Release | Proposal, ...] = (*source.releases, *source.proposals)
        frozen = ((one.protocol, one.policy.decisions) for one in texts)
        own = ((protocol, variant.decisions) for protocol, variant in source.variants.items())
        return {of_decision(id_, one).sha256: one.outcome for id_, found in (*frozen, *own) for one in found}

    def ledger(self, school: str) -> Ledger | None:
        """What was frozen and decided of a school, in a chain; None where there is none.

        Raises:
            UsageError: where there is no such school, or it cannot be read.
            SourceError: where its ledger cannot be read.
        """
        from schoolprotocol.source.ledger import LEDGER

        source = self._school(school)
        broken = [
            fault for fault in self.corpus.faults_in("schools", school) if fault.place.file.endswith(f"/{LEDGER}")
        ]
        if broken:
            raise SourceError(broken)
        return source.ledger

    def enter_in_ledger(self, school: str) -> tuple[Item, ...]:
        """Enter what is frozen and decided of a school and is not in its ledger; begins one where there is none.

        Returns:
            What was entered.

        Raises:
            UsageError: where there is no such school, or it cannot be read.
            EditError: where the ledger is not whole, or a frozen text is not; nothing was written.
        """
        from schoolprotocol.documents.entering import to_enter

        items = to_enter(self.corpus, self._school(school))
        if items:
            self.edit().enter(school, items).save(self.folders.root)
        return items

    def join_ledger(self, school: str, side: Side) -> tuple[Item, ...]:
        """Make one ledger of one to which two branches have added.

        Args:
            school: the school's id.
            side: which of the two stays as it is: the first in the file, or the second.

        Returns:
            What moved behind it.

        Raises:
            EditError: where there are no two branches; nothing was written.
        """
        edit = self.edit()
        moved = edit.join_ledger(school, side)
        edit.save(self.folders.root)
        return moved

    def withdraw_decision(self, school: str, entry: int, reason: str) -> Item:
        """Say in a ledger that the decision of an entry was written down wrongly; it stays there.

        Raises:
            EditError: where no decision has that number, or it still stands in the source; nothing was written.
        """
        edit = self.edit()
        item = edit.withdraw_decision(school, entry, reason)
        edit.save(self.folders.root)
        return item

    def seals(self, school: str) -> tuple[tuple[Seal, Verdict], ...]:
        """The signatures and timestamps of a ledger, and what `ssh-keygen` and `openssl` say of each."""
        from schoolprotocol.check.seals import verdicts

        return tuple(verdicts(self.corpus, self._school(school)))

    def sign_ledger(self, school: str, key: Path, who: str) -> str:
        """Sign a ledger as it is now, and keep the signature beside it.

        Args:
            school: the school's id.
            key: file with a private ssh key; it is given to `ssh-keygen`, and never read by us.
            who: as `policy_src/allowed_signers` names it: a body or a function.

        Returns:
            The name of the file that was written.

        Raises:
            UsageError: where there is nothing to sign, or the signature does not count by `allowed_signers`.
            MissingOnMachineError: where there is no `ssh-keygen`.
            EditError: where it cannot be written.
        """
        from schoolprotocol.documents.sealing import signature

        name, content = signature(self.corpus, self._school(school), key, who)
        self.edit().keep_seal(school, name, content).save(self.folders.root)
        return name

    def timestamp_request(self, school: str) -> bytes:
        """What a timestamping authority is sent for a ledger as it is now (RFC 3161).

        Raises:
            UsageError: where there is nothing to stamp.
            MissingOnMachineError: where there is no `openssl`.
        """
        from schoolprotocol.documents.sealing import timestamp_request

        return timestamp_request(self._school(school))

    def keep_timestamp(self, school: str, answer: bytes) -> str:
        """Keep what a timestamping authority answered beside the ledger.

        Returns:
            The name of the file that was written.

        Raises:
            UsageError: where it is no timestamp of the ledger as it is now, by an authority that is trusted.
            EditError: where it cannot be written.
        """
        from schoolprotocol.documents.sealing import timestamp

        name = timestamp(self.corpus, self._school(school), answer)
        self.edit().keep_seal(school, name, answer).save(self.folders.root)
        return name

    def _school(self, school: str) -> SchoolSource:
        from schoolprotocol.documents.finding import no_documents

        if school not in self.corpus.schools:
            raise no_documents(school, self.corpus.schools)
        return self.corpus.schools[school]

    def preview(self, clause: str) -> tuple[Preview, ...]:
        """The HTML that the site would have of a clause, for every document that has it.

        A document with faults has no HTML, but its faults. The first preview starts Sphinx, which is kept for the next.
        """
        return self._known.previews().clause(self.corpus, clause)

    # -- writing ------------------------------------------------------------------------------------------------------

    @staticmethod
    def output_names() -> tuple[str, ...]:
        """What can be made, by name."""
        from schoolprotocol.build.run import output_names

        return output_names()

    def build(
        self, outputs: Sequence[str] = (), schools: Sequence[str] = (), **options: Unpack[BuildOptions]
    ) -> Result:
        """Make what is out of date; whatever goes wrong with a document is told in the result.

        Args:
            outputs: names of what is made (`output_names`); empty: everything.
            schools: ids of the schools whose documents are made; empty: everybody's.
            options: as `build.run.build` tells: `jobs`, `keep_going`, `part`, `scheduler`, `waits`, `progress`.

        Raises:
            UsageError: where an output or a school is asked that is not there.
            BusyError: where another build is still at work after a minute.
            MissingOnMachineError: where a package, a library or the scheduler is not there.
        """
        from schoolprotocol.build import run

        return run.build(self.folders, outputs, schools, **options)

    def site(self, **options: Unpack[Options]) -> Result:
        """Make `build/site`, which is ready to upload: the working texts, and under them every adopted version.

        Args:
            options: `jobs`, `waits`, `progress`, as for `build`.

        Raises:
            BusyError: where another build is still at work after a minute.
        """
        from schoolprotocol.build import run

        return run.site(self.folders, **options)

    def publish(
        self,
        target: str,
        document: Document | None = None,
        *,
        dry_run: bool = False,
        waits: Callable[[str], None] = lambda _what: None,
    ) -> tuple[FileChange, ...]:
        """Put `build/site`, or the pages of one document, at a target of `publishing.yaml`.

        Args:
            target: its name.
            document: of which; by default everything.
            dry_run: only say what would change.
            waits: told when a build is at work in the folder.

        Returns:
            What was done at the target, or would be.

        Raises:
            UsageError: no such target, not for this school, or the site is not there or of another text.
            MissingOnMachineError: a tool or a password is missing.
            PublishError: the target refused or the connection failed.
            BusyError: a build or another publication is still at work after a minute.
        """
        from schoolprotocol.deliver.publishing import publish

        key = document.key if document is not None else None
        return publish(self.corpus, self.folders, key, target, dry_run=dry_run, waits=waits)

    def write_schemas(self) -> tuple[Path, ...]:
        """Write the JSON Schemas for editors, and that of `report.json`; returns the files."""
        from schoolprotocol.outputs.report.schema import write_changeset_schema
        from schoolprotocol.source.schemas import write_schemas

        return (*write_schemas(self.folders.root), write_changeset_schema(self.folders.root))


class Document:
    """One school's text of one protocol, with its versions."""

    def __init__(self, project: Project, school: str, protocol: str, resolution: Resolution | None = None) -> None:
        self.project, self.school, self.protocol = project, school, protocol
        self._resolved = resolution

    @property
    def key(self) -> tuple[str, str]:
        """(school id, protocol id)."""
        return self.school, self.protocol

    @property
    def name(self) -> str:
        """`aurora-sociale-media`: how its files are named."""
        return document_name(*self.key)

    @property
    def called(self) -> str:
        """What a person types after a command for it: `aurora`; `aurora --protocol sociale-media` of one of several."""
        several = sum(school == self.school for school, _protocol in self.project.corpus.documents()) > 1
        return f"{self.school} --protocol {self.protocol}" if several else self.school

    # -- what it says -------------------------------------------------------------------------------------------------

    @cached_property
    def resolution(self) -> Resolution:
        """The working text, and where everything in it came from.

        Raises:
            SourceError: where it has faults.
        """
        from schoolprotocol.documents.finding import resolve_all

        return self._resolved or resolve_all(self.project.corpus, [self.key])[self.key]

    @property
    def policy(self) -> Policy:
        """The working text.

        Raises:
            SourceError: where it has faults.
        """
        policy = self.resolution.policy
        assert policy is not None, "`resolve_all` raises where there is none"  # noqa: S101
        return policy

    @property
    def releases(self) -> tuple[Release, ...]:
        """The frozen versions, oldest first."""
        return self.project.corpus.schools[self.school].releases_of(self.protocol)

    @property
    def applies(self) -> Policy | None:
        """What applies while the working text is a proposal; None where that was adopted itself, or nothing was."""
        from schoolprotocol.documents.finding import still_holds

        return still_holds(self.project.corpus, self.key, self.policy)

    def is_doubted(self, policy: Policy) -> bool:
        """Whether a release is not what was decided: it was edited, or what is kept does not show who adopted it."""
        from schoolprotocol.documents.deciding import is_doubted

        return is_doubted(self.project.corpus, self.key, policy)

    def version(self, version: str) -> Policy:
        """A release, the working text (`concept`), or the text at a git revision (`git:v1.0`).

        Raises:
            UsageError: where there is no such version.
        """
        from schoolprotocol.documents.finding import find_version

        return find_version(self.project.corpus, self.key, version)

    def plain(self, written: Clause | Note, *, kort: bool = False) -> str:
        """A clause or note of this document as plain text, as it is printed.

        Args:
            written: the clause or note.
            kort: the short sentence of the clause instead; empty where it has none.

        Raises:
            ValueError: for one of another document or version.
        """
        from schoolprotocol.policy.tree import numbers, tree_of
        from schoolprotocol.policy.walk import every_clause
        from schoolprotocol.text.plain import to_text

        tree = tree_of(self.policy)
        for clause in every_clause(self.policy):
            if written == clause:
                blocks = tree.kort(clause) if kort else tree.clause(clause)
                return to_text(blocks, tree.labels, notes=numbers(clause))
            for note in clause.notes:
                if written == note:
                    return to_text(tree.note(clause, note), tree.labels)
        raise ValueError(written.id)

    def referred_by(self, clause: str) -> Mapping[str, tuple[str, ...]]:
        """The clauses of the school's other documents that refer to a clause of this one, by protocol.

        A document with faults is passed over.
        """
        from schoolprotocol.documents.finding import policies_of, resolve_sound
        from schoolprotocol.policy.elsewhere import MARK, referring

        corpus, (school, protocol) = self.project.corpus, self.key
        others = [key for key in corpus.documents() if key[0] == school and key != self.key]
        policies = policies_of(resolve_sound(corpus, others).value)
        called = f"{protocol}{MARK}{clause}"
        return {key[1]: ids for key, policy in policies.items() if (ids := referring(policy, called))}

    def text_hash(self, policy: Policy) -> str:
        """What stands for the text of a version, as a council decides on it: 64 hexadecimal digits."""
        from schoolprotocol.policy.decided import text_hash

        return text_hash(policy)

    def kenmerk(self, policy: Policy) -> str:
        """The beginning of that hash, as papers show it: for people to read, never to compare."""
        from schoolprotocol.policy.decided import shown

        return shown(self.text_hash(policy))

    # -- what holds of it ---------------------------------------------------------------------------------------------

    def check(self, *, today: date | None = None) -> tuple[Diagnostic, ...]:
        """What is wrong with it, and with what it shares with others."""
        from schoolprotocol.documents.checking import check_working

        return check_working(self.project.corpus, today or date.today(), [self.key])

    def standing(self, *, today: date | None = None) -> Standing:
        """How far the working text has come, and what its status lacks."""
        from schoolprotocol.documents.deciding import standing_of

        return standing_of(self.project.corpus, self.key, self.policy, today or date.today())

    @property
    def points(self) -> tuple[OpenPoint, ...]:
        """What bodies asked when they consented to it, in any version, and whether that is met."""
        from schoolprotocol.documents.deciding import points_of

        return points_of(self.project.corpus, self.key, self.policy)

    @property
    def released_despite(self) -> tuple[tuple[str, str], ...]:
        """Each version of it that was released although the check found errors, with the reason."""
        from schoolprotocol.documents.deciding import reasons_of

        return reasons_of(self.project.corpus, self.key)

    def compare(self, old: str | None = None, new: str = CONCEPT, *, match: Match = "id") -> Report:
        """What changed between two versions.

        Args:
            old: as for `version`; None for the last release.
            new: as for `version`.
            match: by `id`, clauses are the same by id and declared lineage; by `text`, also where they are much alike.

        Raises:
            UsageError: where a version is not there.
            SourceError: where a text has faults, or a release of it was edited.
        """
        from schoolprotocol.documents.comparing import changes_between

        return Report(self, changes_between(self.project.corpus, self.key, old, new, match))

    def missing_lineage(self, old: str | None = None, new: str = CONCEPT) -> tuple[Ancestry, ...]:
        """What seems to be renamed, split or merged between two versions, and was not declared under `was`.

        `project.edit().declare_lineage(…)` writes what one of them has in `was`.

        Args:
            old: as for `version`; None for the last release.
            new: as for `version`.

        Raises:
            UsageError: where a version is not there.
            SourceError: where a text has faults, or a release of it was edited.
        """
        from schoolprotocol.documents.lineage import missing_lineage

        return missing_lineage(self.project.corpus, self.key, old, new)

    @cached_property
    def history(self) -> History:
        """What happened to each clause in the frozen versions and the working text: since when, in which, and why."""
        from schoolprotocol.documents.history import history_of

        return history_of(self.project.corpus, self.key, self.policy)

    def beside(self, other: Document) -> Comparison:
        """What this document and another school's have in common, and where they differ."""
        from schoolprotocol.documents.comparing import between_schools

        return between_schools(self.project.corpus, self.key, other.key)

    def preview(self, page: str = "index") -> Preview:
        """A page that the site would have of it; no page where it has faults, but the faults.

        Args:
            page: all of it, or by the name of its page what concerns some readers (`ouders`).

        Raises:
            KeyError: where it has no such page, or where that is made of more than its text.
        """
        return self.project._known.previews().page(self.project.corpus, self.key, page)

    # -- what is kept of it -------------------------------------------------------------------------------------------

    def release(self, version: str | None = None, *, despite: str | None = None, today: date | None = None) -> Path:
        """Freeze the working text.

        Args:
            version: the version that you mean; it must be the one that the document states.
            despite: why it is released although the check finds errors; kept in the file.
            today: the day that the check goes by.

        Returns:
            The file.

        Raises:
            UsageError: where that version was released already, or the text was not adopted.
            SourceError: where the check finds errors and no reason was given.
            EditError: where somebody else released it meanwhile, or the ledger is not whole; nothing was written.
        """
        from schoolprotocol.documents.releasing import to_release
        from schoolprotocol.release.freeze import file_name

        policy, reason = to_release(self.project.corpus, self.key, version, today or date.today(), despite)
        self.project.edit().record_release(policy, reason).save(self.project.folders.root)
        return self.project.corpus.schools[self.school].folder / "releases" / file_name(policy)

    def dossier(
        self,
        *,
        draft: bool = False,
        today: date | None = None,
        waits: Callable[[str], None] = lambda _what: None,
        progress: Callable[[Progress], None] = lambda _now: None,
    ) -> Dossier:
        """Put the working text to its council: keep it as a proposal, write that down, and make the papers.

        What is written goes into the school's variant: the status `ter-instemming` where it was `concept`, and the
        decision of the board to put this text (`voorgenomen-besluit`), each once.

        Args:
            draft: make the papers only, marked as a proof, and keep nothing.
            today: the day on which the text is put, and that the check goes by.
            waits: told when another build is at work in the folder.
            progress: told what is being made.

        Raises:
            UsageError: where this version is adopted or released already.
            SourceError: where the check finds errors.
            EditError: where it cannot be written down in the school's variant; nothing was written.
            BusyError: where another build is still at work after a minute.
        """
        from schoolprotocol.build.dossier import dossier
        from schoolprotocol.build.lock import at_work, require_plain

        with at_work(self.project.folders, waits):
            require_plain(self.project.folders)
            source, day = self.project, _told(today)
            return dossier(source.corpus, source.tree, source.folders, self.key, day, progress, draft=draft)

    def decide(
        self,
        body: str,
        day: date,
        *,
        kind: DecisionKind = "instemming",
        outcome: DecisionOutcome = "positief",
        part: str | None = None,
        conditions: Sequence[str] = (),
        reason: str | None = None,
        votes: Mapping[str, str] | None = None,
        text_hash: str | None = None,
        today: date | None = None,
    ) -> Decided:
        """Record what a body decided, in the school's variant, bound to the text that was put to it.

        The status goes on with it where the decisions now carry a further one, to `vastgesteld` at most.

        Args:
            body: as the papers name it; a consent is recorded of a body that was asked only.
            day: of the decision.
            kind: what was decided.
            outcome: whether the body agreed.
            part: which part of the council decided.
            conditions: what the body asked; each becomes a point that is open until it is met.
            reason: why a consent is not needed, or why what changed does not matter.
            votes: the outcome of each change on which the body voted apart, by its number in the report or its id.
            text_hash: the text that the body had, or the beginning of its hash as papers show it; needed only where
                several were put and none is the text as it is.
            today: the day after which nobody can have decided yet.

        Raises:
            UsageError: where the body was not asked, no text was put, or what was told does not fit together.
            EditError: where it cannot be written down; nothing was written.
        """
        from schoolprotocol.outputs.council.deciding import Given, decide

        given = Given(body, day, kind, outcome, part, conditions, reason, votes or {}, text_hash)
        return decide(self.project.corpus, self.project.tree, self.key, given, _told(today))

    def adopt(
        self, body: str, day: date, effective: date | None = None, *, today: date | None = None
    ) -> tuple[Decided, Path | None]:
        """Record that a body adopted the working text, since when it applies, and keep it as a release.

        The day of the version and that from which it applies are written only where the text says neither: else another
        text would have been adopted than the one that stands there.

        Args:
            body: that adopted it.
            day: of the adoption.
            effective: from which day it applies.
            today: the day after which nobody can have decided yet.

        Returns:
            What was recorded, and the file of the release; None where something is lacking still.

        Raises:
            UsageError, SourceError, EditError: as `decide` and `release`; what was recorded before stays.
        """
        made = self.decide(body, day, kind="vaststelling", today=today)
        document = self.project.now().document(*self.key)
        if document.policy.document.status != "vastgesteld":
            return made, None
        known = document.policy.document
        edit = document.project.edit()
        edit.set_status(*self.key, known.status, day=day, effective=effective)
        after = document.project.with_files(edit.changes).document(*self.key)
        if after.text_hash(after.policy) == document.text_hash(document.policy):
            edit.save(document.project.folders.root)
            document = self.project.now().document(*self.key)
        return made, document.release(known.version, today=today)

    def receive(self, reactions: bytes, by: str | None = None) -> Received:
        """Write down what people said of a text, from the file that the page of its report gives.

        Args:
            reactions: what the file holds.
            by: who sent it: a body, a part of it or a function, never a person's name.

        Raises:
            UsageError: where that is no such file, or it is about another document, or a text that nobody knows.
            EditError: where it cannot be written down; nothing was written.
        """
        from schoolprotocol.outputs.council.reacting import parse, receive

        return receive(self.project.corpus, self.project.tree, self.key, parse(reactions), by)

    @property
    def returned(self) -> Mapping[str, Returned]:
        """What was proposed in Word files, by name; what waits first."""
        from schoolprotocol.returning.receiving import open_proposals

        return open_proposals(self.project.corpus, self.key)

    def apply(
        self,
        names: Sequence[str],
        to: str,
        *,
        reason: str | None = None,
        id_: str | None = None,
        title: str | None = None,
    ) -> tuple[str, ...]:
        """Take over what was proposed in Word files: all of these, or none. Gives the paths that were written.

        Args:
            names: of the proposals.
            to: `basis`, `eigen` (the school's own text), `waarde`, or `alternatief:` with a name.
            reason: why the school deviates.
            id_: of a new clause; by default made from its words.
            title: of a new clause; by default its first words.

        Raises:
            UsageError: where it is not said what has to be said.
            SourceError: where one cannot be taken over so, or the source would have faults.
            EditError: where the source refuses it; nothing was written.
        """
        from schoolprotocol.returning.taking import Choice, apply

        choice = Choice(to, reason, id_, title)
        return apply(self.project.corpus, self.project.tree, self.key, names, choice)

    def decline(self, names: Sequence[str], reason: str) -> tuple[str, ...]:
        """Decline what was proposed in Word files, with the reason.

        Raises:
            UsageError: where there is no reason.
            SourceError: where there is no such proposal, or it was decided on.
            EditError: where it cannot be written down; nothing was written.
        """
        from schoolprotocol.returning.taking import decline

        return decline(self.project.corpus, self.project.tree, self.key, names, reason)


class Import:
    """A document that is about to be taken over: what would be written, which nobody has saved yet."""

    def __init__(self, project: Project, plan: Plan, edit: Edit) -> None:
        self._project = project
        self._edit = edit
        self.plan = plan

    @property
    def project(self) -> Project:
        """The project as it would be: to look at, to check, to build a preview of."""
        return self._project.with_files(self._edit.changes)

    @property
    def page(self) -> Path:
        """Where the page to review it is by default."""
        return self._project.folders.build / "overnemen" / f"{self.plan.school}-{self.plan.protocol}.html"

    def review(self, file: Path | str, page: Path) -> Review:
        """The page on which a person holds the document against what becomes of it, and the list of what to decide.

        Nothing is written: save first what was planned, and then these (`write`).

        Args:
            file: the document.
            page: where the page comes.

        Raises:
            OSError: where the machine cannot read.
        """
        from schoolprotocol.outputs.intake.review import review_of
        from schoolprotocol.templating import templates_in

        # where nothing is likely the project may be a new one, and nothing be there yet
        ids = {one.clause for one in self.plan.likely}
        known = self._project.corpus.protocols[self.plan.protocol].clauses if ids else {}
        clauses = {id_: text for id_ in ids if (text := known[id_].text) is not None}
        templates = templates_in(self._project.folders.root / "templates")
        return review_of(Path(file), self.plan.taken, page, templates, plan=self.plan, clauses=clauses)

    def save(self) -> tuple[str, ...]:
        """Write all of it, or nothing; the paths of what was written.

        Raises:
            EditError: where a file has changed meanwhile.
            BusyError: where another process is saving.
            OSError: where the machine cannot write.
        """
        source = self._project.folders.root / "policy_src"
        is_new = not source.exists()
        source.mkdir(parents=True, exist_ok=True)
        try:
            return self._edit.save(self._project.folders.root)
        except BaseException:
            if is_new and not any(source.iterdir()):
                source.rmdir()
            raise


class Report:
    """What changed between two versions of a document, to read or to write in any form."""

    def __init__(self, document: Document, changes: ChangeSet) -> None:
        self.document, self.changes = document, changes

    @cached_property
    def _input(self) -> ReportInput:
        from schoolprotocol.outputs.report.input import report_input

        return report_input(self.document.project.corpus, self.document.key, self.changes)

    def text(self, form: TextFormat) -> str:
        """The report as `md`, `html` or `json`."""
        from schoolprotocol.check.templates import require_files
        from schoolprotocol.outputs.report.files import report_text

        templates = self.document.project.folders.templates
        require_files(templates)
        return report_text(self._input, form, templates)

    def write(self, forms: Sequence[Format], folder: Path | None = None) -> list[Path]:
        """The report as files.

        Args:
            forms: `md`, `html`, `json`, `pdf`, `docx`.
            folder: where they go; by default a folder of their own in `build/diff`.

        Raises:
            UsageError: where that folder lies in the source.
            BuildFolderError: where the build folder leads elsewhere.
        """
        from schoolprotocol.build.lock import require_plain
        from schoolprotocol.check.templates import require_files
        from schoolprotocol.outputs.report.files import folder_for, logo_of, write_reports

        require_files(self.document.project.folders.templates)
        project, key = self.document.project, self.document.key
        if folder is None:
            require_plain(project.folders)
        else:
            _require_outside(folder.resolve(), project.folders.root)
        target = folder or folder_for(project.folders, key, self._input)
        return write_reports(self._input, forms, target, project.folders.templates, logo_of(project.corpus, key[0]))


_AHEAD = timedelta(days=731)
"""So far from now a day can be that is kept for good: who prepares a meeting stays well within it."""


def _told(today: date | None) -> date:
    """The day by which something is kept for good.

    Raises:
        UsageError: where that is years ahead: nobody could decide on a text after it was put on such a day.
    """
    now = date.today()
    if today is not None and today - now > _AHEAD:
        text = _("{day} is more than two years from now ({now}), and what is put or decided keeps its day for good.")
        raise UsageError(text.format(day=today.isoformat(), now=now.isoformat()))
    return today or now


def _sources(root: Path) -> tuple[Path, ...]:
    """The folders of which documents are made, and that of their history, wherever links put them."""
    return (root / "policy_src").resolve(), (root / "templates").resolve(), (root / ".git").resolve()


def _require_of_this_machine(output: Path | str | None) -> None:
    """Go on only where a folder is not written as on another system: here it would be a name.

    Raises:
        UsageError: where it is.
    """
    if output is not None and is_of_windows(str(output)):
        text = _("“{folder}” is a folder as Windows writes it, and this machine has no such one. Name another folder.")
        raise UsageError(text.format(folder=output))


def _require_outside(folder: Path, root: Path) -> None:
    """Go on only where a folder does not lie in the source.

    Raises:
        UsageError: where it does.
    """
    if any(lies_in(folder, own) for own in _sources(root)):
        text = _("Documents cannot go to {folder}: it lies in what they are made of. Name another folder.")
        raise UsageError(text.format(folder=folder))


def as_json(found: Impact | Comparison) -> str:
    """A finding as JSON, in its one canonical form."""
    from schoolprotocol.policy.model import canonical_json

    return canonical_json(found)
