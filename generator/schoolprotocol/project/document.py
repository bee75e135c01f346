"""A document of a school: what it says, what holds of it, what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from schoolprotocol.config import document_name
from schoolprotocol.project.report import Report
from schoolprotocol.project.within import day_told

if TYPE_CHECKING:
    from schoolprotocol.build.dossier import Dossier
    from schoolprotocol.build.preview import Preview
    from schoolprotocol.build.run import Progress
    from schoolprotocol.compare.changeset import Comparison, Match
    from schoolprotocol.compare.history import History
    from schoolprotocol.diagnostics import Diagnostic
    from schoolprotocol.documents.deciding import Heard, Put
    from schoolprotocol.documents.lineage import Ancestry
    from schoolprotocol.documents.wordings import Arrangement, Wording, Wordings
    from schoolprotocol.edit.edit import Edit
    from schoolprotocol.model.base import Status
    from schoolprotocol.model.document import DecisionKind, DecisionOutcome
    from schoolprotocol.model.returned import Returned
    from schoolprotocol.outputs.council.deciding import Decided
    from schoolprotocol.outputs.council.reacting import Received
    from schoolprotocol.policy.model import Clause, Note, Policy
    from schoolprotocol.project.project import Project
    from schoolprotocol.release.points import OpenPoint
    from schoolprotocol.release.states import Standing
    from schoolprotocol.resolve.policy import Resolution
    from schoolprotocol.resolve.values import Origin
    from schoolprotocol.source.versions import Release
    from schoolprotocol.starting.judging import Applied


CONCEPT = "concept"
"""The working text, where a version is asked."""


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

    def plain(self, written: Clause | Note, *, kort: bool = False, of: Policy | None = None) -> str:
        """A clause or note of this document as plain text, as it is printed.

        Args:
            written: the clause or note.
            kort: the short sentence of the clause instead; empty where it has none.
            of: the text that it is of; by default the working text.

        Raises:
            ValueError: for one of another document or version.
        """
        from schoolprotocol.policy.tree import numbers, tree_of
        from schoolprotocol.policy.walk import every_clause
        from schoolprotocol.text.plain import to_text

        policy = of or self.policy
        tree = tree_of(policy)
        for clause in every_clause(policy):
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
    def puts(self) -> tuple[Put, ...]:
        """The texts of the version in the making that were put to bodies, the last one first, each with its term."""
        from schoolprotocol.documents.deciding import puts

        return puts(self.project.corpus, self.key, self.policy)

    @property
    def heard(self) -> tuple[Heard, ...]:
        """The bodies that have to consent to the working text, each with what it decided last."""
        from schoolprotocol.documents.deciding import heard

        return heard(self.project.corpus, self.key, self.policy)

    def lacks(self, status: Status, *, today: date | None = None) -> tuple[Diagnostic, ...]:
        """What the working text lacks before it has come as far as a status; nothing where it has."""
        from schoolprotocol.documents.deciding import lacking

        return lacking(self.project.corpus, self.key, self.policy, status, today or date.today())

    def put_text(self, text_hash: str) -> Policy | None:
        """A text of this document that was put to bodies, by its hash; None where none is kept that is whole."""
        kept = self.project.corpus.schools[self.school].proposals_of(self.protocol)
        return next((one.policy for one in kept if one.is_whole and one.text_hash == text_hash), None)

    def changes_of(self, policy: Policy) -> Report | None:
        """What a text of this document changes since the release before it; None for a first version.

        Args:
            policy: the working text, or one that was put.
        """
        from schoolprotocol.documents.comparing import changes_since_release

        found = changes_since_release(self.project.corpus, self.key, policy)
        return Report(self, found) if found is not None else None

    @property
    def released_despite(self) -> tuple[tuple[str, str], ...]:
        """Each version of it that was released although the check found errors, with the reason."""
        from schoolprotocol.documents.deciding import reasons_of

        return reasons_of(self.project.corpus, self.key)

    @property
    def lost(self) -> tuple[Diagnostic, ...]:
        """Earlier versions that its school names as adopted, and of which the release is not there (any more)."""
        from schoolprotocol.check.missing import release_missing
        from schoolprotocol.check.subject import Subject

        return tuple(release_missing(Subject(self.project.corpus, self.policy, date.min)))

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

    @property
    def origins(self) -> Mapping[str, Origin]:
        """Every name that its texts may use, with the value and where that comes from; also where a text has faults."""
        from schoolprotocol.resolve.policy import resolve

        return (self._resolved or resolve(self.project.corpus, *self.key)).origins

    # -- writing it ---------------------------------------------------------------------------------------------------

    def wordings(self, clause: str) -> Wordings | None:
        """A clause with what stands at each level: base text, alternatives, own texts. Also where texts have faults.

        Returns:
            None where the document has no such clause.
        """
        from schoolprotocol.documents.wordings import wordings

        return wordings(self.project.corpus, self.key, clause)

    def differing(self, other: Document) -> tuple[str, ...]:
        """The clauses of which this document says something else than it does in another source."""
        from schoolprotocol.documents.wordings import differing

        return differing(other.project.corpus, self.project.corpus, self.key)

    @property
    def arrangement(self) -> Arrangement | None:
        """Where its clauses stand, also where its texts have faults; None where nobody can know."""
        from schoolprotocol.documents.wordings import arrangement

        return arrangement(self.project.corpus, self.key)

    def write(self, edit: Edit, known: Wordings, level: str, typed: Wording, *, keep_own: bool = False) -> None:
        """Write what was typed of a clause at a level, and let this document have it.

        Args:
            edit: the changes so far.
            known: the clause, as `wordings` gives it.
            level: `basis`, `alternatief:` with a name, or `eigen:` with a board or school of the document.
            typed: all of what the clause is to say.
            keep_own: whether somebody saw that schools with a text of their own for it keep that.

        Raises:
            UsageError: where the document cannot have a text of that level.
            EditError: where it does not fit.
        """
        from schoolprotocol.starting.writing import write

        write(edit, self.key, known, level, typed, keep_own=keep_own)

    def amend(self, edit: Edit, known: Wordings, typed: Wording) -> None:
        """Write what was typed of a clause where its text stands now: for a preview with every key.

        Raises:
            EditError: where it does not fit.
        """
        from schoolprotocol.starting.writing import amend

        amend(edit, self.key, known, typed)

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

    @staticmethod
    def papers() -> Mapping[str, str]:
        """What each paper of a dossier is, by its path there, in the order in which a council reads them."""
        from schoolprotocol.outputs.council.contents import PAPERS

        return PAPERS

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
            source, day = self.project, day_told(today)
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
        return decide(self.project.corpus, self.project.tree, self.key, given, day_told(today))

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
    def evidence(self) -> tuple[str, ...]:
        """The papers of decisions about it that are kept: names of files in `schools/<school>/evidence`."""
        from schoolprotocol.source.school import EVIDENCE

        names = self.project.tree.names(f"policy_src/schools/{self.school}/{EVIDENCE}")
        return tuple(name for name in names if name.startswith(f"{self.protocol}-"))

    @property
    def next_version(self) -> str:
        """The number that comes after the version that it has: 1.1 after 1.0."""
        from schoolprotocol.source.versions import next_version

        return next_version(self.policy.document.version)

    @staticmethod
    def clean_reaction(text: str) -> str:
        """What somebody typed, as a reaction may hold it.

        Raises:
            UsageError: where it is too long, or has a word without end.
        """
        from schoolprotocol.outputs.council.reacting import clean

        return clean(text)

    @staticmethod
    def names_persons(text: str) -> bool:
        """Whether a text seems to name a person, or an address or number of one: that is kept nowhere."""
        from schoolprotocol.check.persons import names_in, private_in

        return bool(names_in(text) or private_in(text))

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
        keep_own: bool = False,
        today: date | None = None,
    ) -> Applied:
        """Take over what was proposed in Word files: all of these, or none. Tells whom it reaches.

        Args:
            names: of the proposals.
            to: `basis`, `eigen` (the school's own text), `waarde`, or `alternatief:` with a name.
            reason: why the school deviates.
            id_: of a new clause; by default made from its words.
            title: of a new clause; by default its first words.
            keep_own: whether somebody saw that schools with a text of their own for a clause keep it.
            today: the day that the check goes by.

        Raises:
            UsageError: where it is not said what has to be said.
            SourceError: where one cannot be taken over so, or the source would have faults; nothing was written.
            EditError: where the source refuses it; nothing was written.
        """
        from schoolprotocol.returning.taking import Choice, taken_over

        choice = Choice(to, reason, id_, title)
        edit = taken_over(self.project.corpus, self.project.tree, self.key, names, choice, keep_own=keep_own)
        return self.project.apply(edit, today=today)

    def decline(self, names: Sequence[str], reason: str) -> tuple[str, ...]:
        """Decline what was proposed in Word files, with the reason.

        Raises:
            UsageError: where there is no reason.
            SourceError: where there is no such proposal, or it was decided on.
            EditError: where it cannot be written down; nothing was written.
        """
        from schoolprotocol.returning.taking import decline

        return decline(self.project.corpus, self.project.tree, self.key, names, reason)
