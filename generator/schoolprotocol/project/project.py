"""A project as it is at one moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from schoolprotocol.config import Folders, find_root
from schoolprotocol.disk import lies_in
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.project.document import Document
from schoolprotocol.project.incoming import Import
from schoolprotocol.project.within import day_told, require_of_this_machine, require_outside, sources

if TYPE_CHECKING:
    from schoolprotocol.build.checking import Checkup
    from schoolprotocol.build.preview import Preview, Previews
    from schoolprotocol.build.run import BuildOptions, Options, Result
    from schoolprotocol.build.vouched import Vouched
    from schoolprotocol.compare.changeset import Comparison
    from schoolprotocol.compare.overview import Impact
    from schoolprotocol.deliver.changes import FileChange
    from schoolprotocol.diagnostics import Diagnostic
    from schoolprotocol.documents.listing import Listed
    from schoolprotocol.documents.usage import Usage
    from schoolprotocol.documents.wordings import Use
    from schoolprotocol.edit.edit import Edit
    from schoolprotocol.importing.plan import Plan
    from schoolprotocol.intake.taking import Taken
    from schoolprotocol.model.document import DecisionOutcome
    from schoolprotocol.outputs.intake.review import Review
    from schoolprotocol.project.statuses import SchoolStatus
    from schoolprotocol.release.ledger import Side
    from schoolprotocol.returning.receiving import Back
    from schoolprotocol.source.cache import Cache
    from schoolprotocol.source.corpus import Corpus, SchoolSource
    from schoolprotocol.source.ledger import Item, Ledger
    from schoolprotocol.source.loaded import Loaded
    from schoolprotocol.source.seals import Seal, Verdict
    from schoolprotocol.source.tree import SourceTree
    from schoolprotocol.source.versions import Proposal, Release
    from schoolprotocol.starting.adding import NewClause, NewProtocol, NewValue
    from schoolprotocol.starting.answers import Answers
    from schoolprotocol.starting.begin import Begun
    from schoolprotocol.starting.deviating import Deviation
    from schoolprotocol.starting.judging import Applied
    from schoolprotocol.starting.more_questions import What
    from schoolprotocol.starting.questions import Asked
    from schoolprotocol.starting.update import Choices, Update


class _Known:
    """What one moment of a project can use of another: the files that did not change, and a Sphinx that is warm."""

    def __init__(self, folders: Folders, memory: int | None = None) -> None:
        self._folders, self._memory = folders, memory
        self._previews: Previews | None = None

    @cached_property
    def files(self) -> Cache:
        """What was read of files, by their content."""
        from schoolprotocol.source.cache import Cache

        return Cache() if self._memory is None else Cache(self._memory)

    def previews(self) -> Previews:
        """Makes previews by the templates as they are now: where these changed, Sphinx starts anew."""
        from schoolprotocol.build.preview import Previews

        previews, templates = self._previews, self._folders.templates
        if previews is None or previews.templates != templates:
            previews = self._previews = Previews(templates)
        return previews


class Project:
    """A folder with a `policy_src`: schools, protocols, and a document for each school that publishes one."""

    def __init__(
        self,
        folders: Folders,
        tree: SourceTree | None = None,
        known: _Known | None = None,
        schools: Collection[str] | None = None,
    ) -> None:
        """Begin; `open` is the usual way.

        Args:
            folders: of the project.
            tree: the files of its source; by default those of its folder.
            known: what the same project knew at another moment.
            schools: ids of those that are read, with those on which they build; by default all.
        """
        self.folders = folders
        self._tree = tree
        self._known = known or _Known(folders)
        self._schools = schools
        self._uses: dict[str, Mapping[str, Mapping[str, Use]]] = {}
        self._alone: tuple[str, Project] | None = None
        """The school that was asked last, and the project with no other."""
        self._unlike: tuple[Corpus, tuple[str, ...]] | None = None
        """A source that was read, and the files that are other ones in this: the rest is not read again."""

    @classmethod
    def open(
        cls, folder: Path | str | None = None, *, output: Path | str | None = None, memory: int | None = None
    ) -> Project:
        """The project in a folder. Nothing is read yet.

        Args:
            folder: the folder that holds `policy_src`; by default the nearest one, from where you are upwards.
            output: where documents go; by default `build` in the project.
            memory: bytes of files of which the outcome is kept from one moment of the project to the next, by default
                those of some fifty schools. It takes ten times as much.

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
        require_of_this_machine(output)
        if any(lies_in(own, build) for own in sources(found)):
            text = _("Documents cannot go to {folder}: what they are made of lies in it. Name another folder.")
            raise UsageError(text.format(folder=build))
        require_outside(build, found)
        folders = Folders(found, build)
        return cls(folders, known=_Known(folders, memory))

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
    def questions(told: Mapping[str, str]) -> Sequence[Asked]:
        """All questions to a board that begins that follow from its answers so far, also those that it answered."""
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting.questions import questions

        return tuple(questions(told, Shelf()))

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
    def reviewed(file: Path | str, taken: Taken, page: Path) -> Review:
        """The page and the list of `review`; nothing is written.

        Raises:
            OSError: where the machine cannot read.
        """
        from schoolprotocol.outputs.intake.review import review_of
        from schoolprotocol.templating import templates_in

        return review_of(Path(file), taken, page, templates_in(Path("templates")))

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
        return Project.reviewed(file, taken, page).write(page)

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

        plan, edit = take_over(self.tree, taken, Asked(school, protocol, is_new), day_told(today))
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

    def now(self, paths: Iterable[str] | None = None) -> Project:
        """The project as its files are now. What did not change is not read again.

        Args:
            paths: the only files that are other ones, new ones or gone since this project was read, where somebody
                knows that: no others are looked at, but for those that all schools share. By default all are.
        """
        changed = Project(self.folders, known=self._known, schools=self._schools)
        before, earlier = (self.corpus, ()) if "corpus" in self.__dict__ else self._unlike or (None, ())
        if before is not None and paths is not None:
            changed._unlike = before, (*earlier, *paths)
        return changed

    def only(self, *schools: str) -> Project:
        """The project with no other schools than these and those on which they build: the rest is not read.

        So it costs no more where there are a thousand. What is wrong with the rest is not known then.

        Args:
            schools: their ids; one that is not there is no fault.
        """
        return Project(self.folders, self._tree, self._known, schools)

    def for_check(self, *schools: str) -> Project:
        """As `only`, with the other schools of which anything could not be read, or for which no check vouches now.

        So all that cannot be read is told, as where all are read.
        """
        from schoolprotocol.build.vouched import Vouched
        from schoolprotocol.source.tree import SOURCE

        if self._tree is not None:
            return self
        vouched, others = Vouched(self.folders), {*self.tree.names(f"{SOURCE}/schools")} - {*schools}
        return self.only(*schools, *(id_ for id_ in others if (part := vouched.part(id_)) is None or part.faults))

    def one_by_one(self, schools: Iterable[str] | None = None) -> Iterator[tuple[str, Project]]:
        """Each school by itself: its id, and the project as `only` gives it.

        Whoever goes through them holds one at a time: a thousand take no more memory than a few.

        Args:
            schools: their ids; by default of all, in order.
        """
        from schoolprotocol.documents.finding import one_by_one

        for school, corpus in one_by_one(self.common, schools):
            alone = Project(self.folders, self._tree, self._known, [school])
            alone.corpus = corpus
            yield school, alone
            alone.__dict__.pop("sound", None)  # its documents know it: commands collect no circles

    def with_files(self, buffers: Mapping[str, str | bytes | None]) -> Project:
        """The project as it would be with other content in some files: what an editor holds and has not saved.

        The other files are as they were when one of these projects first read them: `now` looks at the disk again.

        Args:
            buffers: by path (`policy_src/project.yaml`) what a file holds; None where it is removed.

        Raises:
            UsageError: where a path could lead out of the project.
        """
        from schoolprotocol.source.tree import Overlay

        changed = Project(self.folders, Overlay(self._remembered, buffers), self._known, self._schools)
        if "corpus" in self.__dict__:
            changed._unlike = self.corpus, tuple(buffers)
        return changed

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
        from schoolprotocol.documents.finding import changed_source, open_source

        unlike, self._unlike = self._unlike, None
        if unlike is not None and self._schools is None:
            return changed_source(*unlike, self.tree, self._known.files)
        if self._schools is None or self._tree is not None:
            return open_source(self.tree, self._known.files, self._schools).value

        return open_source(self.tree, self._known.files, self._schools, self._vouched.neighbour).value

    @cached_property
    def _vouched(self) -> Vouched:
        """What the last check found of schools that are what they were."""
        from schoolprotocol.build.vouched import Vouched

        return Vouched(self.folders)

    @cached_property
    def common(self) -> Corpus:
        """What all schools share of the source."""
        from schoolprotocol.documents.finding import open_common

        return open_common(self.tree)

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

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """Every published document with what can be said of it without resolving its text: quick for hundreds."""
        from schoolprotocol.documents.listing import listed

        return listed(self.corpus)

    def statuses(self, *, today: date | None = None) -> Loaded[tuple[SchoolStatus, ...]]:
        """The status of every school's documents as it is on the disk now, by the school's id; and all faults.

        Schools of which nothing changed since the last time are not read.

        Args:
            today: the day on which a review is overdue; by default this one.
        """
        from schoolprotocol.project.statuses import statuses

        return statuses(self.now(), today or date.today())

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

    def check_all(self, *, today: date | None = None, anew: bool = False, jobs: int | None = None) -> Checkup:
        """Everything that is wrong with the files as they are on the disk now.

        What did not change since the last time is not looked at again; the rest is, in children.

        Args:
            today: the day by which reviews and facts are out of date; by default this one.
            anew: look at everything, whatever is known of it.
            jobs: schools that are checked at once; by default one for each processor core.

        Raises:
            SourceError: where there is no source.
            MissingOnMachineError: where the machine stopped a child.
        """
        from schoolprotocol.build.checking import check

        return check(self.folders, today or date.today(), anew=anew, jobs=jobs)

    def changed_since(self, revision: str) -> tuple[Diagnostic, ...]:
        """What was frozen and decided at a git revision and is not there any more as it was.

        Raises:
            UsageError: no such revision, or no git checkout.
        """
        from schoolprotocol.documents.since import changed_since

        return tuple(changed_since(self.corpus, revision, None))

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

    def usage(self) -> Loaded[tuple[Usage, ...]]:
        """Of each protocol its clauses, and the schools that use each in a document that is `sound`; and all faults.

        As the files are on the disk now: schools of which nothing changed since the last time are not read.
        """
        from schoolprotocol.project.uses import uses

        return uses(self.now())

    def impact(self, since: str = "HEAD") -> Loaded[Impact]:
        """Which documents and clauses differ from the source at a git revision.

        Returns:
            The documents without faults; and the faults of now and then.

        Raises:
            UsageError: no checkout, no such revision, or there was no source yet.
        """
        from schoolprotocol.build.vouched import Vouched
        from schoolprotocol.documents.impact import impact

        if self._tree is not None:
            return impact(self.common, since)
        return impact(self.common, since, Vouched(self.folders).part)

    def impact_markdown(self, found: Impact) -> str:
        """What a change touches as a comment for a change request."""
        from schoolprotocol.outputs.overview.impact import impact_markdown

        titles = {id_: source.protocol.title for id_, source in self.common.protocols.items()}
        return impact_markdown(found, self.folders.templates, titles)

    def update(self, library: Path | None = None, choices: Choices | None = None) -> Update:
        """What a newer version of the library would change; nothing is written before `edit.save` of what this gives.

        Args:
            library: a folder with another version than the one of this program.
            choices: of texts where the board may choose, by `Touched.key`: `take` the new one or `keep` its own.

        Raises:
            UsageError: where the project took nothing of a library, or of a newer one; or where an adopted text that
                would change was not kept as a release.
            SourceError: where the source or the library cannot be read.
        """
        from schoolprotocol.library.taking import OURS, Shelf
        from schoolprotocol.starting.update import update

        return update(self.tree, self.corpus, Shelf(library or OURS), choices)

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

        after, day = self.with_files(edit.changes), today or date.today()
        known = [self._vouched.part] if self._tree is None and day == date.today() else []
        findings, impact = judged(self.corpus, after.corpus, [*edit.changes], day, *known)
        return Applied(edit.save(self.folders.root), impact, findings)

    def judge(self, edit: Edit, document: Document, *, today: date | None = None) -> tuple[Diagnostic, ...]:
        """What the check would say of a document after changes, and does not say now; nothing is written.

        Args:
            edit: the changes, of this project.
            document: the document that is looked at.
            today: the day that the check goes by.
        """
        from schoolprotocol.starting.judging import fresh

        after, day = self.with_files(edit.changes), today or date.today()
        return fresh(document.check(today=day), Document(after, *document.key).check(today=day))

    def save(self, edit: Edit) -> tuple[str, ...]:
        """Save changes of texts after it was seen that every document which they reach is still whole.

        The check is for later: `apply` asks it first, which takes a hundred times as long.

        Returns:
            Paths of what was written or removed.

        Raises:
            SourceError: where a document would not be whole; nothing was written.
            EditError, BusyError, OSError: as `Edit.save`.
        """
        from schoolprotocol.starting.judging import require_sound

        require_sound(self.corpus, self.with_files(edit.changes).corpus, edit.changes)
        return edit.save(self.folders.root)

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

    def put_clause(self, edit: Edit, new: NewClause) -> str:
        """A new clause, as `add_clause` makes it, among other changes; gives its id.

        Raises:
            UsageError: where it is not clear where it should come.
            EditError: where it does not fit.
        """
        from schoolprotocol.starting.adding import add_clause

        return add_clause(edit, self.corpus, new)

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

    def put(
        self,
        edit: Edit,
        what: Literal["school", "protocol", "value"],
        told: Mapping[str, str],
        *,
        today: date | None = None,
        beside: Path | None = None,
    ) -> str:
        """Add a school, protocol or value to changes that somebody saves; gives its id.

        Args:
            edit: of this project.
            what: is added.
            told: the answers to all questions of `questions_of`.
            today: the day from which a first review is counted.
            beside: the folder from which a file with a logo is named.

        Raises:
            UsageError, SourceError, EditError: where it does not fit.
        """
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting import adding
        from schoolprotocol.starting.begin import logos_of

        day = today or date.today()
        if what == "value":
            value = adding.NewValue.of(told)
            adding.add_value(edit, self.corpus, value)
            return value.name
        if what == "protocol":
            protocol = adding.NewProtocol.of(told)
            adding.add_protocol(edit, self.corpus, protocol, Shelf(), day)
            return protocol.id
        school = adding.school_told(told)
        return adding.add_school(edit, self.corpus, school, Shelf(), day, logos_of([school], beside))

    def tell_editors(self) -> None:
        """Let Visual Studio Code know the variants of all protocols: after one was added."""
        from schoolprotocol.starting.adding import tell_editors

        tell_editors(self.folders.root, self.corpus.protocol_ids)

    def deviate(self, asked: Deviation, *, today: date | None = None) -> Applied:
        """Let a school say something else than its board or the protocol.

        Raises:
            UsageError: where it is not clear what is wanted.
            SourceError, EditError: where it does not fit; nothing was written.
        """
        from schoolprotocol.starting.deviating import deviate

        own = self._with(asked.school)
        edit = own.edit()
        deviate(edit, own.corpus, asked)
        return own.apply(edit, today=today)

    def asks(self, what: What, told: Mapping[str, str]) -> Asked | None:
        """The next question to who adds something or lets a school deviate; None where all is known.

        Args:
            what: is added.
            told: the answers so far, by key of the question.
        """
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting.more_questions import next_of

        return next_of(what, told, self._asked_of(what, told), Shelf())

    def questions_of(self, what: What, told: Mapping[str, str]) -> Sequence[Asked]:
        """All questions to who adds something that follow from his answers so far, also those that he answered.

        Args:
            what: is added.
            told: the answers so far, by key of the question.
        """
        from schoolprotocol.library.taking import Shelf
        from schoolprotocol.starting.more_questions import questions_of

        return tuple(questions_of(what, told, self._asked_of(what, told), Shelf()))

    def _asked_of(self, what: What, told: Mapping[str, str]) -> Corpus:
        """The source as far as questions need it at first: they read more where they have to."""
        if what not in {"deviation", "adoption", "decision"}:
            return self.corpus
        # Of no school nothing is asked: then none is read.
        return self._with(told["school"]).corpus if "school" in told else self.only().corpus

    def _with(self, school: str) -> Project:
        """The project with what a question about one school needs: all, where that is read, or the school is not there.

        Who says that it is not there names the others.
        """
        if self._schools is not None or "corpus" in self.__dict__:
            return self
        if self._alone is None or self._alone[0] != school:
            self._alone = school, self.only(school)
        own = self._alone[1]
        return own if school in own.corpus.schools else self

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
        from schoolprotocol.source.load import with_schools

        if school not in self.corpus.schools:
            raise no_documents(school, with_schools(self.corpus).schools)
        return self.corpus.schools[school]

    def preview(self, clause: str, documents: Sequence[Document] | None = None) -> tuple[Preview, ...]:
        """The HTML that the site would have of a clause, for every document that has it, or for some of them.

        A document with faults has no HTML, but its faults. The first preview starts Sphinx, which is kept for the next.
        """
        keys = [document.key for document in documents] if documents is not None else None
        return self._known.previews().clause(self.corpus, clause, keys)

    def uses(self, protocol: str) -> Mapping[str, Mapping[str, Use]]:
        """Which text of each clause a document of a protocol prints, by school and clause."""
        from schoolprotocol.documents.wordings import uses

        if protocol not in self._uses:
            self._uses[protocol] = uses(self.corpus, protocol)
        return self._uses[protocol]

    @staticmethod
    def id_of(name: str) -> str:
        """An id made of a name: `Hele school` gives `hele-school`; nothing where it has no letters."""
        from schoolprotocol.starting.ids import slug

        return slug(name)

    @staticmethod
    def new_id(name: str, known: Collection[str], kind: str) -> str:
        """As `id_of`, but none of the known ones, and never nothing: of this kind where no letter begins it."""
        from schoolprotocol.starting.ids import new_id

        return new_id(name, known, kind)

    @staticmethod
    def redline(old: str, new: str) -> tuple[tuple[Literal["same", "old", "new"], str], ...]:
        """Two texts as what stays, goes and comes, word by word: as a change report shows them."""
        from schoolprotocol.compare.words import redline

        return redline(old, new)

    @staticmethod
    def data_in(path: str, content: bytes | None) -> object:
        """The plain data in a file of the source, as it is read; None where it holds none, or none that can be read.

        Args:
            path: of the file.
            content: what it holds, or held; None where it is not there.
        """
        from schoolprotocol.source.yaml import decode, parse_yaml

        if content is None or not path.endswith(".yaml"):
            return None
        text, faults = decode(content, path)
        return None if faults else parse_yaml(text, path)[0]

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


def as_json(found: Impact | Comparison) -> str:
    """A finding as JSON, in its one canonical form."""
    from schoolprotocol.policy.model import canonical_json

    return canonical_json(found)
