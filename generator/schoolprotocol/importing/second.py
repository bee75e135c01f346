"""A second version of a document that a school has: only what changed is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from gettext import gettext as _
from typing import Any, Final

from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.edit import Edit
from schoolprotocol.edit.find import find_clause
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.importing.again import Again, again
from schoolprotocol.importing.catalogue import normalised
from schoolprotocol.importing.control import Control
from schoolprotocol.importing.operations import put_operations
from schoolprotocol.importing.parts import Norm, Part
from schoolprotocol.importing.plan import Question
from schoolprotocol.importing.standing import keep_closing, keep_frames, kept_outline, kept_table
from schoolprotocol.importing.texts import Writer, without_run_in
from schoolprotocol.importing.values import Values
from schoolprotocol.intake.blocks import Block
from schoolprotocol.model.document import Document, Table
from schoolprotocol.model.outline import Outline
from schoolprotocol.model.variant import Add, Replace, Set, Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.resolve import outlines
from schoolprotocol.resolve.chain import chain
from schoolprotocol.resolve.draft import Draft, draft
from schoolprotocol.resolve.operations import target
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.styles import Data
from schoolprotocol.source.validate import validate
from schoolprotocol.source.versions import next_version, version_key
from schoolprotocol.text import myst
from schoolprotocol.text.plain import bare
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import STATUS_WORDS

_FEW = 4
"""A document with fewer clauses may have become another one."""
_AGAIN = 0.25
"""A document that has a smaller part of the clauses of another is no second version of it."""

_ENDS: Final = (".", ":", "?", "!", "…")
_VERSIONS: Final = ("Eerdere versies", "Versies")
_HEADS: Final = [("Versie", "Datum", "Status"), ("Versie", "Datum", "Status", "Wijziging")]
_DAYS: Final = ("day", "effective", "review")


class Second:
    """What a school has of a document, and what a second version makes of it."""

    def __init__(self, corpus: Corpus, key: tuple[str, str], apart: Collection[str] = ()) -> None:
        """Begin.

        Args:
            corpus: the source as it is.
            key: school and protocol.
            apart: clauses that the school cannot let say what the document says.

        Raises:
            SourceError: where what is there has faults.
            UsageError: where others build on what the school has.
        """
        self.corpus, self.key, self.apart = corpus, key, apart
        found = resolve(corpus, *key)
        if found.policy is None:
            raise SourceError(found.diagnostics)
        self.policy: Policy = found.policy
        self.variant: Variant = corpus.schools[key[0]].variants[key[1]]
        above = [one.id for one in corpus.schools.values() if key[1] in one.variants and one.variants[key[1]].extends == key[0]]  # fmt: skip  # noqa: E501
        if above:
            text = _(
                "{others} build on what {school} has in {protocol}: they would change with it. Change those clauses by "
                "hand, or take the document over as another --protocol."
            )
            raise UsageError(text.format(others=", ".join(above), school=key[0], protocol=key[1]))
        self.draft: Draft = draft(corpus.protocols[key[1]], chain(corpus, *key)[0])[0]
        self.again = Again()
        self.same: set[Norm] = set()
        """Clauses that say the very same as before."""
        self.without_kort: list[tuple[Norm, str]] = []
        """Clauses whose short sentence went with their old text, and what that was."""
        self.asked: list[Question] = []
        """What a person is asked before anything is compared."""
        self.is_other = False
        """Whether anything of the text changed."""

    @property
    def _protocol_file(self) -> str:
        return f"policy_src/protocols/{self.key[1]}/protocol.yaml"

    @property
    def _variant_file(self) -> str:
        return f"policy_src/schools/{self.key[0]}/{self.key[1]}.yaml"

    @cached_property
    def _is_shared(self) -> bool:
        """Whether other schools have the protocol too."""
        return sum(self.key[1] in school.variants for school in self.corpus.schools.values()) > 1

    @cached_property
    def _is_own(self) -> bool:
        """Whether what the document says otherwise is the school's own: others have the texts too, or it deviates."""
        return self._is_shared or not all(isinstance(one, Set | Replace) for one in self.variant.operations)

    @cached_property
    def _own_texts(self) -> set[str]:
        """Clauses of which the school has a text of its own."""
        return {target(one) for one in self.variant.operations if isinstance(one, Replace | Add)}

    def find(self, parts: list[Part], writer: Writer) -> None:
        """Find the clauses again, and give them their ids.

        Raises:
            UsageError: where there are so few that it is another document.
        """
        self.again = again(self.policy, parts, writer, self.apart)
        many = len([*self.policy.clauses()])
        if many >= _FEW and len(self.again.kept) < _AGAIN * many:
            text = _(
                "Of the {many} clauses that {school} has in {protocol}, this document has {n}: it seems to be another "
                "one. Give it a name of its own with --protocol."
            )
            told = {"school": self.key[0], "protocol": self.key[1], "many": many, "n": len(self.again.kept)}
            raise UsageError(text.format(**told))
        for norm, clause in self.again.kept.items():
            norm.id = clause.id
        keep_closing(self.draft.outline, parts, self.again.kept)
        keep_frames(self.draft.outline, self.policy, parts, self.again.kept)

    def of_versions(self, blocks: Sequence[Block]) -> tuple[set[int], set[int]]:
        """The rows of tables of earlier versions, as documents of ours make them of what is recorded.

        Returns:
            Those that say what is recorded, with their heading; and all of them: none tells of this version.
        """
        history = self.policy.document.history
        released = (one.policy.document for one in self.corpus.schools[self.key[0]].releases_of(self.key[1]))
        known: list[tuple[str, ...]] = [(one.version, day_in_words(one.day), one.status, one.change) for one in history]
        known += [(one.version, day_in_words(one.day), STATUS_WORDS[one.status]) for one in released if one.day]
        known += _HEADS
        found: set[int] = set()
        every: set[int] = set()
        for heading in _VERSIONS:
            rows = [n for n, one in enumerate(blocks) if one.cells and one.section and one.section[-1] == heading]
            if rows and all(tuple(map(_words, blocks[n].cells or ())) in known for n in rows):
                found |= {*rows, *(n for n in range(rows[0]) if blocks[n].text == heading)}
            elif rows:
                text = _(
                    "The table “{heading}” says something else of earlier versions than is recorded: it was taken over "
                    "as a table of its own. Mend history under document, and take the table out."
                )
                self.asked.append(Question("date", rows[0], text.format(heading=heading)))
            every |= {*rows}
        return found, every

    def mistitled(self, policy: Policy, edit: Edit) -> set[str]:
        """Clauses before which another title would be printed than the document has, and that nothing can mend.

        What only this school says gets the title here.

        Args:
            policy: what the source says now.
            edit: the changes.
        """
        titles, old = beginnings(policy), beginnings(self.policy)
        found: set[str] = set()
        for norm, clause in self.again.kept.items():
            ends = norm.title[-1:] in _ENDS
            wanted = old[clause.id].title if norm in self.same else ""
            wanted = (norm.title if ends else f"{norm.title}.") if norm.is_titled else wanted
            if titles[clause.id].title == wanted:
                continue
            if norm.is_titled and any(isinstance(one, Add) and one.add == clause.id for one in self.variant.operations):
                edit.set_own(*self.key, clause.id, title=norm.title)
            elif self._is_own:
                found.add(clause.id)
        return found

    def compare(self, writer: Writer, labels: Mapping[str, str]) -> None:
        """Find those that say the very same.

        Args:
            writer: knows how texts are written.
            labels: how clauses are referred to from now on, by id.
        """
        tree, titles = tree_of(self.policy), beginnings(self.policy)
        for norm, clause in self.again.kept.items():
            was = f"{titles[clause.id].title} {bare(tree.clause(clause), labels)}"
            notes = [bare(tree.note(clause, note), labels) for note in clause.notes]
            now = [" ".join(map(writer.words, pieces)) for _id, pieces in norm.notes.values()]
            if _words(was) == _words(writer.said(norm)) and list(map(_words, notes)) == list(map(_words, now)):
                self.same.add(norm)
                norm.title = clause.title
        self.is_other = len(self.same) < len(self.again.kept)

    # -- what changed ---------------------------------------------------------------------------------------------

    def write(self, edit: Edit, writer: Writer, name: str) -> None:
        """Write the clauses that say something else.

        Args:
            edit: the changes.
            writer: writes texts.
            name: of the file, for the reason of a deviation.
        """
        tree = tree_of(self.policy)
        for norm, clause in self.again.kept.items():
            if norm in self.same:
                writer.clause(without_run_in(norm))  # which records what is left out of it, for the proof
                for _id, pieces in norm.notes.values():
                    writer.note(pieces)
                self._put_lineage(edit, norm)
                continue
            values = {name: self.policy.values[name].text for name in clause.parameters if name in self.policy.values}
            was = bare(tree.clause(clause))
            more = Writer(
                Values.of(values | _by_name(writer.values)),
                writer.labels,
                writer.printable,
                sections=writer.sections,
                persons=writer.persons,
            )
            told = without_run_in(norm)
            text = more.clause(told)
            notes = {id_: more.note(pieces) for id_, pieces in norm.notes.values()}
            writer.substitutions += more.substitutions
            for block, found in more.pointed.items():
                writer.pointed.setdefault(block, found)
            if clause.kort is not None:
                self.without_kort.append((norm, clause.kort.text))
            if clause.id in self._own_texts:
                edit.set_own(*self.key, clause.id, text=text, notes=dict(notes) or None, kort=None)
            elif self._is_own or clause.source == "alternative":
                self._replace(edit, clause, text, notes, f"Zo staat het in {name}.")
            else:
                title = norm.title if norm.is_titled or _is_beginning(clause.title, was) else clause.title
                self._put(edit, norm, {"title": title, "text": text, "notes": notes or None, "kort": None})
            self._put_lineage(edit, norm)

    def _replace(self, edit: Edit, clause: Clause, text: str, notes: Mapping[str, str], reason: str) -> None:
        """A text of the school's own; for whom the text was that it takes the place of."""
        if any(isinstance(one, Set) and one.set == clause.id for one in self.variant.operations):
            edit.remove_operation(*self.key, clause.id, "set")
        source = self.corpus.protocols[self.key[1]].clauses.get(clause.id)
        other = source.others().get(clause.alternative) if source is not None and clause.alternative else None
        audience = other.audience if other is not None else None
        edit.replace(*self.key, clause.id, text, reason, notes, audience=audience)

    def _put(self, edit: Edit, norm: Norm, values: Mapping[str, Any]) -> None:
        """Change keys of a clause of the catalogue."""
        path, items, item = find_clause(Desk(edit.overlay()), self.key[1], norm.id)
        index = next(n for n, one in enumerate(items) if one is item)
        for key, value in values.items():
            if value is not None and item.get(key) != value:
                edit.set(path, [index, key], value)
            elif value is None and key in item:
                edit.remove(path, [index, key])

    def _put_lineage(self, edit: Edit, norm: Norm) -> None:
        if norm in self.again.was:
            edit.declare_lineage(self.key[1], {norm.id: self.again.was[norm]})
            self.is_other = True

    def put(
        self,
        edit: Edit,
        outline: Data,
        tables: Sequence[Data],
        document: Mapping[str, Data],
        name: str,
        *,
        is_told: bool,
    ) -> str:
        """Write what is no clause, where it is another; the version that the document has then.

        Args:
            edit: the changes.
            outline: of the document.
            tables: about it.
            document: what it says of itself.
            name: of the file, for the reason of a deviation.
            is_told: whether it says which version it is.
        """
        self.put_excerpt(edit)
        self.put_outline(edit, outline, name)
        self.put_front(edit, tables)
        self.drop(edit)
        return self.put_document(edit, document, is_told=is_told)

    def kept_outline(self, outline: Mapping[str, Data], parts: Sequence[Part]) -> dict[str, Data]:
        """The outline of the document, with what stands in the source already and prints the same."""
        every = [part for top in parts for part in top.every()]
        said = {part.id: part.printed for part in every}
        return kept_outline(outline, self.draft.outline, self.policy, said)

    def kept_tables(self, tables: Sequence[dict[str, Data]], control: Control) -> list[dict[str, Data]]:
        """The tables of the document, with what stands in the source already and prints the same."""
        old = dict(zip(self.draft.front, self.policy.front, strict=True))
        told, document = control.document(), self.policy.document
        other = {f"document.{name}" for name in told if str(told[name]) != str(getattr(document, name))}
        made = []
        for n, table in enumerate(tables):
            heading, rows = control.said(n)
            same = [one for one in old if (p := old[one].heading) is not None and p.text == heading]
            same = same or [one for one in old if one.heading is None and not heading]
            made.append(kept_table(table, heading, rows, same[0], old.pop(same[0]), other) if same else table)
            control.ids[n] = str(made[-1]["id"])
        return made

    def put_excerpt(self, edit: Edit) -> None:
        """Take clauses without a short sentence out of the half page of the schoolgids, which is made of those."""
        gone = {norm.id for norm, _kort in self.without_kort}
        excerpt = self.draft.excerpt
        if excerpt is None or not gone & {*excerpt.half}:
            return
        told: dict[str, Any] = excerpt.model_dump(mode="json", exclude_defaults=True)
        told["half"] = [id_ for id_ in excerpt.half if id_ not in gone]
        if not told["half"]:
            del told["half"]
        edit.set(self._variant_file, ["excerpt"], told)

    def put_outline(self, edit: Edit, outline: Data, name: str) -> None:
        """Write the outline, where it is another one; of a school that deviates its own, without what moved clauses."""
        made, _faults = validate(Outline, outline, Place(self._protocol_file))
        if made is None or made == self.draft.outline:
            return
        self.is_other = True
        if self.variant.outline is None and not self._is_own:
            edit.set(self._protocol_file, ["outline"], outline)
            return
        edit.set(self._variant_file, ["outline"], outline)
        if self._is_own:
            self._leave_out(edit, name)
        put_operations(edit, self._variant_file, frozenset(outlines.clause_ids(made)), self.draft.excerpt)

    def _leave_out(self, edit: Edit, name: str) -> None:
        """Record which clauses the school has no more; those of its own go."""
        own = {one.add for one in self.variant.operations if isinstance(one, Add)}
        for id_, norms in self.again.gone.items():
            reason = f"Staat anders in {name}." if norms else f"Staat niet in {name}."
            if id_ in own:
                edit.drop_own(*self.key, id_, reason, [norm.id for norm in norms])
            else:
                edit.forget_clause(*self.key, id_)
                edit.omit(*self.key, id_, reason)

    def put_front(self, edit: Edit, tables: Sequence[Data]) -> None:
        """Write the tables of document control, where they are others."""
        made, _faults = validate(tuple[Table, ...], list(tables), Place(self._protocol_file))
        if made == self.draft.front:
            return
        self.is_other = True
        is_own = self.variant.front is not None or self._is_own
        edit.set(self._variant_file if is_own else self._protocol_file, ["front"], list(tables))

    def drop(self, edit: Edit) -> None:
        """Put a tombstone in the place of the clauses that are gone; those that other schools have stay."""
        self.is_other = self.is_other or bool(self.again.gone)
        source = self.corpus.protocols[self.key[1]]
        for id_, norms in self.again.gone.items():
            if id_ in source.clauses and not self._is_own:
                edit.drop_clause(self.key[1], id_, "Staat niet in de volgende versie.", [norm.id for norm in norms])

    def put_document(self, edit: Edit, told: Mapping[str, Data], *, is_told: bool) -> str:
        """Write document control, where it or the text is another; the version that it has then.

        Args:
            edit: the changes.
            told: what the document says.
            is_told: whether it says which version it is.

        Raises:
            UsageError: where it says that it is a version that was adopted, and says something else.
        """
        document = self.variant.document
        old = document.version if document is not None else "0.1"
        version = str(told["version"]) if is_told else old
        is_later = version_key(version) > version_key(old)
        released = [one.version for one in self.corpus.schools[self.key[0]].releases_of(self.key[1])]
        released += [one.version for one in self.variant.decisions if one.kind == "vaststelling" and one.version]
        self.is_other = (
            self.is_other or is_later or "title" in told or (document is not None and _is_dated(told, document))
        )
        if not self.is_other:
            return old
        if is_told and released:
            self._refuse_kept(version, max(released, key=version_key))
        if version in released or (released and not is_later):
            version = next_version(max(released, key=version_key))
        values: dict[str, Any] = {**told, "version": version}
        if values.get("status") == "concept":
            values |= {"day": values.get("day"), "effective": values.get("effective")}
        edit.set_document(*self.key, **values)
        return version

    @staticmethod
    def _refuse_kept(version: str, kept: str) -> None:
        """Refuse another text under the number of a version that was adopted, or under an older one."""
        if version_key(version) > version_key(kept):
            return
        text = _(
            "Version {kept} was adopted and is kept, and this document, which calls itself version {version}, says "
            "something else. Give the new document a later version number, or take it over as another --protocol."
        )
        raise UsageError(text.format(kept=kept, version=version))

    def put_note(self, edit: Edit, policy: Policy, targets: Sequence[str], name: str) -> Question | None:
        """Write a change note for what changed since the last release; why is for a person to say.

        Args:
            edit: the changes.
            policy: what the document says now.
            targets: ids of clauses and sections, and names of values, that changed without a note.
            name: of the file.
        """
        if not targets:
            return None
        released = max(
            (one.version for one in self.corpus.schools[self.key[0]].releases_of(self.key[1])), key=version_key
        )
        sections = {section.id for one in (policy, self.policy) for section in one.all_sections()}
        clauses = {*policy.by_id(), *self.again.gone}
        kinds = {
            "clauses": [one for one in targets if one in clauses],
            "sections": [one for one in targets if one in sections and one not in clauses],
            "parameters": [one for one in targets if one not in sections | clauses],
        }
        version = policy.document.version
        id_ = f"{self.key[0]}-{version.replace('.', '-')}"[:60]
        path = f"policy_src/protocols/{self.key[1]}/changes/{id_}.yaml"
        note = {
            "id": id_,
            "summary": f"Wat in versie {version} anders is",
            **{kind: found for kind, found in kinds.items() if found},
            "schools": [self.key[0]],
            "since": released,
            "motive": f"Versie {version} is overgenomen uit {myst.line(name)}. Waarom, staat er niet.",
            "consequences": "Het document zegt niet wat de wijzigingen betekenen.",
            "measures": "Het document noemt geen maatregelen.",
        }
        edit.create(path, note)
        text = _("The document does not say why the text changed: write motive, consequences and measures in {path}.")
        return Question("value", None, text.format(path=path))

    def questions(self, version: str) -> list[Question]:
        """What a person has to look at."""
        found = [*self.asked]
        for norm, was in self.again.was.items():
            text = _("{clause} seems to have come of {was}: that was written as its lineage. Look whether it is right.")
            found.append(Question("lineage", norm.block, text.format(clause=norm.id, was=", ".join(was))))
        for norm, was_id, likeness in self.again.doubtful:
            text = (
                _(
                    "{was} is not in this version any more, and {clause} stands in its place: write was: [{was}] with "
                    "it if it is that clause, rewritten; else look whether it is meant that {was} went."
                )
                if likeness is None
                else _(
                    "{was} is not in this version any more, and {clause} may have come of it ({likeness}%): write "
                    "was: [{was}] with it if that is so; else look whether it is meant that {was} went."
                )
            )
            told = text.format(clause=norm.id, was=was_id, likeness=round(100 * (likeness or 0)))
            found.append(Question("lineage", norm.block, told))
        asked = {was_id for _norm, was_id, _likeness in self.again.doubtful}
        for id_, norms in self.again.gone.items():
            if not norms and id_ not in asked:
                text = _("The clause {clause} is not in this version any more: look whether that is meant.")
                found.append(Question("lineage", None, text.format(clause=id_)))
        for norm, kort in self.without_kort:
            text = _(
                "The short sentence (kort) of {clause} went with its old text: write another one. It was “{kort}”."
            )
            found.append(Question("value", norm.block, text.format(clause=norm.id, kort=kort)))
        if self.is_other:
            text = _("This became version {version}: write another number under document if it has one.")
            found.append(Question("date", None, text.format(version=version)))
        return found


def _is_dated(told: Mapping[str, Data], document: Document) -> bool:
    """Whether a document tells of other days than are known."""
    return any(name in told and str(told[name]) != str(getattr(document, name)) for name in _DAYS)


def _by_name(values: Values) -> dict[str, str]:
    return {name: text for text, name in values.printed.items()}


def _is_beginning(title: str, text: str) -> bool:
    """Whether a title is the first words of a text: where that says something else, it may say the contrary."""
    return normalised(text).startswith(normalised(title.removesuffix("…")))


def _words(text: str) -> str:
    return " ".join(text.split())
