"""The builder of changes: what may be asked, each in one method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

from schoolprotocol.edit import clauses, decisions, drafts, ledger, notes, operations, outline, rename, texts, values
from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.find import (
    PARAMETERS,
    PROJECT,
    REFERENCES,
    find_reference,
    protocol_file,
    school_file,
    shared_names,
    variant_file,
)
from schoolprotocol.edit.save import save
from schoolprotocol.edit.values import Value, as_data, with_lines
from schoolprotocol.model.base import Audience, Status
from schoolprotocol.model.document import DecisionKind, DecisionOutcome
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.ledger import Side
from schoolprotocol.source.ledger import Item
from schoolprotocol.source.styles import Data
from schoolprotocol.source.tree import Overlay, SourceTree


class Edit:
    """Changes of a source, one after the other; nothing is written before `save`.

    Every method raises `EditError` where the change does not fit: with the place, the reason and a remedy. What was
    changed before is then still there, and what was refused is not.
    """

    def __init__(self, tree: SourceTree) -> None:
        """Begin.

        Args:
            tree: the files as they are.
        """
        self._desk = Desk(tree)

    # -- the result ---------------------------------------------------------------------------------------------------

    @property
    def changes(self) -> Mapping[str, bytes | None]:
        """By path what every changed file is to hold; None where it is removed."""
        return self._desk.changes

    def overlay(self) -> Overlay:
        """The files as they would be: to load, check and preview."""
        return Overlay(self._desk.tree, self.changes)

    def save(self, root: Path | None = None) -> tuple[str, ...]:
        """Write all changes to the project's folder, or none.

        Args:
            root: the folder; by default that of the tree.

        Returns:
            The paths of what was written or removed.

        Raises:
            EditError: where a file has changed since it was read.
            BusyError: where another process is saving.
            OSError: where the machine cannot write.
        """
        written = save(self._desk, root or self._desk.tree.root)
        self._desk = Desk(self._desk.tree)
        return written

    def text(self, file: str) -> str | None:
        """What a file holds now; None where there is none."""
        return self._desk.text(file) if self._desk.has(file) else None

    def put_back(self, files: Mapping[str, bytes | None]) -> Edit:
        """Let files hold what they held before; None removes one. What is frozen stays as it is."""
        with self._desk.whole():
            self._desk.put_back(files)
        return self

    def add_file(self, file: str, data: Value, like: str = "") -> Edit:
        """A new file of the source; `like` is a text that it begins with, which this data fills in."""
        with self._desk.whole():
            self._desk.new(file, with_lines(as_data(data)), like)
        return self

    def add_text(self, file: str, content: str | bytes, *, instead: bool = False) -> Edit:
        """A new file with this content: a text that is kept as it is, a picture.

        Args:
            file: its path.
            content: what it holds.
            instead: whether it takes the place of one that is there.
        """
        with self._desk.whole():
            if instead:
                self._desk.keep(file, content if isinstance(content, str) else content.decode())
            else:
                self._desk.freeze(file, content)
        return self

    # -- values -------------------------------------------------------------------------------------------------------

    def set(self, file: str, path: Sequence[str | int], value: Value) -> Edit:
        """Set a value in any file: `set("policy_src/project.yaml", ["reaction_weeks"], 8)`."""
        with self._desk.whole():
            values.set_value(self._desk, file, path, value)
        return self

    def remove(self, file: str, path: Sequence[str | int]) -> Edit:
        """Remove a key or an item in any file."""
        with self._desk.whole():
            values.remove_value(self._desk, file, path)
        return self

    def create(self, file: str, value: Value) -> Edit:
        """A file of the source that is not there yet: `create("policy_src/schools/linde/school.yaml", {…})`."""
        with self._desk.whole():
            self._desk.new(file, with_lines(as_data(value)))
        return self

    def set_project(self, key: str, value: Value) -> Edit:
        """A setting of the whole publisher; None removes it."""
        return self._set(PROJECT, [key], value)

    def set_school(self, school: str, key: str, value: Value) -> Edit:
        """A fact of a school (`name`, or `style.primary`); None removes it."""
        return self._set(school_file(self._desk, school), key.split("."), value)

    def set_document(self, school: str, protocol: str, **keys: Value) -> Edit:
        """Document control of a school's document: `version="1.2", review=date(2028, 1, 1)`; None removes a key."""
        with self._desk.whole():
            decisions.set_document(self._desk, school, protocol, {key: as_data(value) for key, value in keys.items()})
        return self

    def set_parameter(self, school: str, protocol: str, name: str, value: Value) -> Edit:
        """A school's value for a parameter, for all protocols where they share it; None takes it back."""
        own = variant_file(self._desk, school, protocol)
        file = school_file(self._desk, school) if name in shared_names(self._desk) else own
        return self._set(file, ["parameters", name], value)

    def set_default(self, protocol: str, name: str, value: Value) -> Edit:
        """The value that a parameter has where a school gives none."""
        own = protocol_file(self._desk, protocol)
        file = PARAMETERS if name in shared_names(self._desk) else own
        return self._set(file, ["parameters", name, "default"], value)

    def set_reference(self, reference: str, key: str, value: Value) -> Edit:
        """A field of a law, telephone number or other reference; None removes it."""
        return self._set(REFERENCES, [find_reference(self._desk, reference), key], value)

    def set_checked(self, reference: str, day: date, how: str) -> Edit:
        """When somebody looked at the source of a reference, and at what."""
        with self._desk.whole():
            values.set_checked(self._desk, reference, {"checked_on": day.isoformat(), "checked_how": how})
        return self

    def set_unchecked(self, reference: str, reason: str) -> Edit:
        """Why a reference could not be checked."""
        with self._desk.whole():
            values.set_checked(self._desk, reference, {"unchecked": reason})
        return self

    def _set(self, file: str, path: Sequence[str | int], value: Value) -> Edit:
        return self.remove(file, path) if value is None else self.set(file, path, value)

    # -- texts --------------------------------------------------------------------------------------------------------

    def set_text(self, protocol: str, clause: str, text: str) -> Edit:
        """The base text of a clause."""
        with self._desk.whole():
            texts.set_text(self._desk, protocol, clause, text)
        return self

    def set_alternative(self, protocol: str, clause: str, name: str, text: str | None) -> Edit:
        """An alternative of a clause; None removes it."""
        with self._desk.whole():
            texts.set_named(self._desk, protocol, clause, "alternatives", name, text)
        return self

    def set_kort(self, protocol: str, clause: str, kort: str | None, *, alternative: str | None = None) -> Edit:
        """The short sentence of a clause, or of an alternative of it; None removes it."""
        with self._desk.whole():
            texts.set_kort(self._desk, protocol, clause, kort, alternative)
        return self

    def set_note(self, protocol: str, clause: str, name: str, text: str | None) -> Edit:
        """A note of a clause; None removes it."""
        with self._desk.whole():
            texts.set_named(self._desk, protocol, clause, "notes", name, text)
        return self

    def set_own_text(self, school: str, protocol: str, clause: str, text: str) -> Edit:
        """The text of a clause that the school replaces or added."""
        with self._desk.whole():
            texts.set_own(self._desk, school, protocol, clause, text)
        return self

    def set_own_kort(self, school: str, protocol: str, clause: str, kort: str | None) -> Edit:
        """The short sentence of a clause that the school replaces or added; None removes it."""
        with self._desk.whole():
            texts.set_own_kort(self._desk, school, protocol, clause, kort)
        return self

    def set_own_note(self, school: str, protocol: str, clause: str, name: str, text: str | None) -> Edit:
        """A note of a clause that the school replaces or added; None removes it."""
        with self._desk.whole():
            texts.set_own_note(self._desk, school, protocol, clause, name, text)
        return self

    def set_clause(self, protocol: str, clause: str, *, alternative: str | None = None, **keys: Value) -> Edit:
        """Other values for keys of a clause of the catalogue (`title`, `audience`), or of an alternative of it."""
        with self._desk.whole():
            texts.set_keys(self._desk, protocol, clause, alternative, _keys(keys))
        return self

    def set_own(self, school: str, protocol: str, clause: str, **keys: Value) -> Edit:
        """Other values for keys where a school replaces a clause or adds one; None removes one."""
        with self._desk.whole():
            texts.set_own_keys(self._desk, school, protocol, clause, _keys(keys))
        return self

    @contextmanager
    def own_texts_kept(self, protocol: str) -> Iterator[None]:
        """What schools replace may change within: somebody looked, and they keep what they say instead of it."""
        with self._desk.whole():
            fresh = drafts.fresh_digests(self._desk, protocol)
            yield
            drafts.renew_digests(self._desk, protocol, fresh, {})

    # -- operations ---------------------------------------------------------------------------------------------------

    def choose(self, school: str, protocol: str, clause: str, alternative: str) -> Edit:
        """Let a school use an alternative of a clause."""
        return self._operation(school, protocol, {"set": clause, "alternative": alternative})

    def choose_heading(self, school: str, protocol: str, section: str, heading: str) -> Edit:
        """Let a school give a section another heading."""
        return self._operation(school, protocol, {"set": section, "heading": heading})

    def replace(
        self,
        school: str,
        protocol: str,
        clause: str,
        text: str,
        reason: str,
        notes: Mapping[str, str] | None = None,
        *,
        audience: Sequence[Audience] | None = None,
        kort: str | None = None,
    ) -> Edit:
        """Let a school replace a text; `replaces` is filled in: what the clause says today."""
        given: dict[str, Value] = {"replace": clause, "audience": audience, "text": text, "kort": kort}
        given |= {"notes": dict(notes) if notes else None, "reason": reason}
        return self._operation(school, protocol, given)

    def omit(self, school: str, protocol: str, clause: str, reason: str) -> Edit:
        """Let a school leave a clause out."""
        return self._operation(school, protocol, {"omit": clause, "reason": reason})

    def move(
        self, school: str, protocol: str, clause: str, *, after: str | None = None, before: str | None = None
    ) -> Edit:
        """Let a school put a clause in another place."""
        return self._operation(school, protocol, {"move": clause, "after": after, "before": before})

    def add(
        self,
        school: str,
        protocol: str,
        clause: str,
        *,
        title: str,
        audience: Sequence[Audience],
        text: str,
        reason: str,
        after: str | None = None,
        before: str | None = None,
        kort: str | None = None,
        notes: Mapping[str, str] | None = None,
        references: Sequence[str] = (),
    ) -> Edit:
        """Give a school a clause of its own."""
        given: dict[str, Value] = {"add": clause, "title": title, "audience": audience, "text": text, "kort": kort}
        given |= {"notes": notes or None, "references": references or None, "after": after, "before": before}
        with self._desk.whole():
            operations.add(self._desk, school, protocol, _data({**given, "reason": reason}))
        return self

    def place_added(
        self, school: str, protocol: str, clause: str, *, after: str | None = None, before: str | None = None
    ) -> Edit:
        """Put a clause that the school added in another place."""
        with self._desk.whole():
            operations.place_added(self._desk, school, protocol, clause, after=after, before=before)
        return self

    def remove_operation(
        self,
        school: str,
        protocol: str,
        target: str,
        kind: Literal["set", "replace", "omit", "add", "move"] | None = None,
    ) -> Edit:
        """Take a school's operations on a clause or section out: of one kind, or all."""
        with self._desk.whole():
            operations.remove(self._desk, school, protocol, target, kind)
        return self

    def _operation(self, school: str, protocol: str, operation: Mapping[str, Value]) -> Edit:
        with self._desk.whole():
            operations.put(self._desk, school, protocol, _data(operation))
        return self

    # -- outlines -----------------------------------------------------------------------------------------------------

    def place_clause(
        self,
        protocol: str,
        clause: str,
        *,
        school: str | None = None,
        after: str | None = None,
        before: str | None = None,
        section: str | None = None,
        form: GroupForm = "numbered",
    ) -> Edit:
        """Put a clause in the outline of the protocol or of a school, or in another place of it.

        Args:
            protocol: whose outline; or that of `school`, where it has one of its own.
            clause: what is placed.
            school: None for the protocol's own outline.
            after: the clause behind which it comes.
            before: the clause before which it comes.
            section: the section in which it comes last.
            form: the kind of list, where it comes last in a section.
        """
        with self._desk.whole():
            outline.place_clause(
                self._desk, protocol, clause, school=school, after=after, before=before, section=section, form=form
            )
        return self

    def take_clause(self, protocol: str, clause: str, *, school: str | None = None) -> Edit:
        """Take a clause out of an outline; in the catalogue it stays."""
        with self._desk.whole():
            outline.take_clause(self._desk, protocol, clause, school=school)
        return self

    def add_section(
        self,
        protocol: str,
        section: str,
        heading: str | None,
        *,
        school: str | None = None,
        after: str | None = None,
        before: str | None = None,
        into: str | None = None,
        number: Literal["decimal", "letters", "appendix", "none"] | None = None,
    ) -> Edit:
        """A new section, still without clauses."""
        given = {"id": section, "heading": heading, "number": number}
        with self._desk.whole():
            outline.add_section(
                self._desk, protocol, _data(given), school=school, after=after, before=before, into=into
            )
        return self

    def move_section(
        self,
        protocol: str,
        section: str,
        *,
        school: str | None = None,
        after: str | None = None,
        before: str | None = None,
        into: str | None = None,
    ) -> Edit:
        """Another place for a section, with all that is in it."""
        with self._desk.whole():
            outline.move_section(self._desk, protocol, section, school=school, after=after, before=before, into=into)
        return self

    def take_section(self, protocol: str, section: str, *, school: str | None = None) -> Edit:
        """Take a section out in which no clause is left."""
        with self._desk.whole():
            outline.take_section(self._desk, protocol, section, school=school)
        return self

    def set_heading(self, protocol: str, section: str, heading: str | None, *, school: str | None = None) -> Edit:
        """The heading of a section; None leaves it without."""
        with self._desk.whole():
            outline.set_heading(self._desk, protocol, section, heading, school=school)
        return self

    # -- the catalogue ------------------------------------------------------------------------------------------------

    def add_clause(
        self,
        protocol: str,
        clause: str,
        *,
        title: str,
        audience: Sequence[Audience],
        text: str | None = None,
        kort: str | None = None,
        alternatives: Mapping[str, str | Mapping[str, Value]] | None = None,
        notes: Mapping[str, str] | None = None,
        references: Sequence[str] = (),
        locked: bool = False,
        was: Sequence[str] = (),
        file: str | None = None,
    ) -> Edit:
        """A new clause of the catalogue, in the file of its theme (or in `file`); it has no place in an outline yet."""
        given: dict[str, Value] = {"id": clause, "title": title, "audience": audience, "text": text, "kort": kort}
        given |= {"alternatives": alternatives or None, "notes": notes or None, "references": references or None}
        given |= {"locked": locked or None, "was": was or None}
        with self._desk.whole():
            clauses.add_clause(self._desk, protocol, _data(given), file)
        return self

    def drop_clause(self, protocol: str, clause: str, reason: str, replaced_by: Sequence[str] = ()) -> Edit:
        """Put a tombstone in the place of a clause, and take it out of outlines, excerpts and operations."""
        with self._desk.whole():
            clauses.drop_clause(self._desk, protocol, clause, reason, replaced_by)
        return self

    def drop_own(self, school: str, protocol: str, clause: str, reason: str, replaced_by: Sequence[str] = ()) -> Edit:
        """Take out a clause that only this school added, with all that its variant names."""
        with self._desk.whole():
            clauses.drop_own(self._desk, school, protocol, clause, reason, replaced_by)
        return self

    def forget_clause(self, school: str, protocol: str, clause: str) -> Edit:
        """Take a clause out of what a school's variant names: outline, excerpt, lists, and operations on it."""
        with self._desk.whole():
            clauses.forget(self._desk, variant_file(self._desk, school, protocol), clause, protocol)
        return self

    def declare_lineage(self, protocol: str, was: Mapping[str, Sequence[str]]) -> Edit:
        """Write down from which earlier ids clauses came, by clause id; what stands there already stays."""
        with self._desk.whole():
            clauses.declare_lineage(self._desk, protocol, was)
        return self

    def set_change_note(self, protocol: str, note: str, **keys: Value) -> Edit:
        """A change note: its keys that are given; None removes one. A note that is not there yet is made.

        Args:
            protocol: whose changes it explains.
            note: its id.
            keys: as a note has them: `summary`, `clauses`, `since`, `motive`, `consequences`, `measures` …
        """
        with self._desk.whole():
            notes.set_note(self._desk, protocol, note, {key: with_lines(as_data(one)) for key, one in keys.items()})
        return self

    # -- names --------------------------------------------------------------------------------------------------------

    def rename_clause(self, protocol: str, old: str, new: str) -> Edit:
        """Another id for a clause, everywhere; the old one is kept under `was`."""
        with self._desk.whole():
            rename.rename_clause(self._desk, protocol, old, new)
        return self

    def rename_section(self, protocol: str, old: str, new: str) -> Edit:
        """Another id for a section, in every outline."""
        with self._desk.whole():
            rename.rename_section(self._desk, protocol, old, new)
        return self

    def rename_parameter(self, protocol: str, old: str, new: str) -> Edit:
        """Another name for a parameter, in values and texts."""
        with self._desk.whole():
            rename.rename_parameter(self._desk, protocol, old, new)
        return self

    def rename_reference(self, old: str, new: str) -> Edit:
        """Another id for a reference, in all protocols."""
        with self._desk.whole():
            rename.rename_reference(self._desk, old, new)
        return self

    def rename_note(self, protocol: str, clause: str, old: str, new: str) -> Edit:
        """Another name for a note of a clause."""
        with self._desk.whole():
            rename.rename_note(self._desk, protocol, clause, old, new)
        return self

    def rename_alternative(self, protocol: str, clause: str, old: str, new: str) -> Edit:
        """Another name for an alternative of a clause, also where schools choose it."""
        with self._desk.whole():
            rename.rename_alternative(self._desk, protocol, clause, old, new)
        return self

    def rename_school(self, old: str, new: str) -> Edit:
        """Another id for a school without frozen versions."""
        with self._desk.whole():
            rename.rename_school(self._desk, old, new)
        return self

    # -- decisions ----------------------------------------------------------------------------------------------------

    def record_decision(
        self,
        school: str,
        protocol: str,
        *,
        body: str,
        kind: DecisionKind,
        version: str | None = None,
        day: date | None = None,
        part: str | None = None,
        outcome: DecisionOutcome | None = None,
        reason: str | None = None,
        conditions: str | Sequence[Mapping[str, Value]] | None = None,
        text_hash: str | None = None,
        votes: Sequence[Mapping[str, Value]] | None = None,
    ) -> Edit:
        """Write a decision down; without `version` it is about the one that the document has now."""
        given: dict[str, Value] = {"body": body, "kind": kind, "version": version, "day": day, "part": part}
        given |= {"outcome": outcome, "reason": reason, "conditions": conditions, "text_hash": text_hash}
        given |= {"votes": votes}
        with self._desk.whole():
            decisions.record(self._desk, school, protocol, _data(given))
        return self

    def set_status(
        self, school: str, protocol: str, status: Status, *, day: date | None = None, effective: date | None = None
    ) -> Edit:
        """How far a document has come; a day that is not given stays as it is."""
        days = {key: value for key, value in {"day": day, "effective": effective}.items() if value is not None}
        return self.set_document(school, protocol, status=status, **days)

    def record_proposal(self, policy: Policy, text: str, name: str | None = None) -> Edit:
        """Keep a text that is put to a council, in a file of its own.

        Args:
            policy: the text.
            text: what the file holds.
            name: of the file; by default that of `release.freeze.proposal_name`.
        """
        with self._desk.whole():
            decisions.record_proposal(self._desk, policy, text, name)
        return self

    def record_reactions(self, school: str, protocol: str, reactions: Sequence[Mapping[str, Value]]) -> Edit:
        """Write down what a council said of a text, below what is there; what is there already stays as it is."""
        with self._desk.whole():
            decisions.record_reactions(self._desk, school, protocol, [_data(one) for one in reactions])
        return self

    def answer_reaction(self, school: str, protocol: str, index: int, answer: str) -> Edit:
        """Answer a reaction, by its place in the file, counted from 0; an answer that is there is replaced."""
        with self._desk.whole():
            decisions.answer_reaction(self._desk, school, protocol, index, str(with_lines(answer)))
        return self

    def meet_condition(self, school: str, protocol: str, decision: int, text: str, *, met: date, how: str) -> Edit:
        """Say since when and how a condition of a decision (its place in the variant, from 0) is met."""
        with self._desk.whole():
            told = _data({"met": met, "how": how})
            decisions.meet_condition(self._desk, school, protocol, decision, text, told)
        return self

    def keep_evidence(self, school: str, name: str, content: bytes) -> Edit:
        """Keep a paper of a decision (minutes, a letter) as it is, in `schools/<school>/evidence`."""
        with self._desk.whole():
            decisions.keep_evidence(self._desk, school, name, content)
        return self

    def record_returned(self, school: str, protocol: str, proposals: Mapping[str, Mapping[str, Value]]) -> Edit:
        """Write down what came back in a Word file, each in a file of its own; what is there already stays as it is.

        Args:
            school: whose document it is.
            protocol: of the document.
            proposals: by name of the file, without its ending.
        """
        with self._desk.whole():
            for name, one in proposals.items():
                decisions.record_returned(self._desk, school, protocol, name, _data(one))
        return self

    def settle_returned(
        self, school: str, protocol: str, name: str, outcome: str, *, to: str | None = None, reason: str | None = None
    ) -> Edit:
        """Say what became of a proposal that came back: `overgenomen` or `afgewezen`."""
        with self._desk.whole():
            settled = {"outcome": outcome, "taken_to": to, "reason": reason}
            decisions.settle_returned(self._desk, school, protocol, name, _data(settled))
        return self

    def record_release(self, policy: Policy, despite: str | None = None) -> Edit:
        """Freeze a document as a release, in a file of its own. Whether it may be one, `Project` judges."""
        with self._desk.whole():
            decisions.record_release(self._desk, policy, despite)
        return self

    def enter(self, school: str, items: Sequence[Item]) -> Edit:
        """Add entries to a school's ledger: for what is frozen or decided, and was never entered."""
        with self._desk.whole():
            ledger.enter(self._desk, school, ledger.opened(self._desk, school, anew=True), *items)
        return self

    def join_ledger(self, school: str, side: Side) -> tuple[Item, ...]:
        """Make one ledger of one to which two branches have added; `side` stays as it is. Gives what moved."""
        with self._desk.whole():
            return ledger.join(self._desk, school, side)

    def withdraw_decision(self, school: str, entry: int, reason: str) -> Item:
        """Say in the ledger that the decision of an entry was written down wrongly. Gives what was entered."""
        with self._desk.whole():
            return ledger.withdraw(self._desk, school, entry, reason)

    def keep_seal(self, school: str, name: str, content: bytes) -> Edit:
        """Keep a signature or a timestamp of a ledger beside it."""
        with self._desk.whole():
            ledger.keep_seal(self._desk, school, name, content)
        return self


def _keys(values_: Mapping[str, Value]) -> dict[str, Data]:
    return {key: with_lines(as_data(value)) for key, value in values_.items()}


def _data(values_: Mapping[str, Value]) -> dict[str, Data]:
    return {key: with_lines(as_data(value)) for key, value in values_.items() if value is not None}
