"""A document that was taken in → a plan: its clauses, outline, values and document control, in files of the source.

front (title, cover, tables about the document) → body (sections and clauses in the making) → numbering → names →
texts → files → the proof. Nothing is written here but in an `Edit`, which whoever asked may save.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from gettext import gettext as _

from schoolprotocol.check.glyphs import characters
from schoolprotocol.check.printable import is_reserved
from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.finding import open_source
from schoolprotocol.documents.releasing import is_of_decisions
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import EditError, IntakeError, SourceError, UsageError
from schoolprotocol.importing import (
    catalogue,
    front,
    known,
    naming,
    notes,
    numbering,
    own,
    proof,
    questions,
    school,
    writing,
)
from schoolprotocol.importing.accepting import Accepting
from schoolprotocol.importing.asked import Asked, Work, begun
from schoolprotocol.importing.body import parts_of, table_of
from schoolprotocol.importing.control import Control
from schoolprotocol.importing.front import Front, front_of
from schoolprotocol.importing.headings import headings_of, labels_of, numbered, sections_of
from schoolprotocol.importing.inline import plainly
from schoolprotocol.importing.names import audience_of
from schoolprotocol.importing.parts import Norm, Part, Piece
from schoolprotocol.importing.persons import Persons
from schoolprotocol.importing.plan import Plan
from schoolprotocol.importing.second import Second
from schoolprotocol.importing.shares import Shares
from schoolprotocol.importing.texts import Writer, on_a_line
from schoolprotocol.importing.values import Values, laws_in
from schoolprotocol.intake.reading import solid
from schoolprotocol.intake.taking import Taken
from schoolprotocol.model.base import NAME
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.styles import Data
from schoolprotocol.source.tree import SourceTree
from schoolprotocol.templating import templates_in


def take_over(tree: SourceTree, taken: Taken, asked: Asked, today: date) -> tuple[Plan, Edit]:
    """What taking a document over would write.

    Args:
        tree: the source as it is.
        taken: the document.
        asked: for whom, and as what.
        today: the day after which nobody can have adopted it yet.

    Returns:
        The plan, and the changes, which nobody has saved yet.

    Raises:
        UsageError: where the school has the document already, or a name cannot be one.
        IntakeError: where something of the document would be lost; it says where.
        SourceError: where the source has faults, or would have.
        EditError: where what would be written does not fit.
    """
    if not re.fullmatch(rf"{NAME}", asked.school) or not re.fullmatch(NAME, asked.protocol or "x"):
        text = _("“{id}” cannot be an id: write small letters, digits and strokes, as in de-linde.")
        wrong = asked.protocol if re.fullmatch(NAME, asked.school) else asked.school
        raise UsageError(text.format(id=wrong))
    loaded = open_source(begun(tree).overlay())
    if not loaded.value.has_what_all_share:
        raise SourceError(loaded.faults)
    try:
        return _taken_over(taken, asked, loaded.value, tree, today, may_adopt=True)
    except SourceError as error:
        if not any(is_of_decisions(found.kind) for found in error.diagnostics):
            raise
    # What it says of its adoption is less than the decisions that are asked here: so it is a draft.
    return _taken_over(taken, asked, loaded.value, tree, today, may_adopt=False)


def _taken_over(taken: Taken, asked: Asked, corpus: Corpus, tree: SourceTree, today: date, *, may_adopt: bool) -> tuple[Plan, Edit]:  # fmt: skip  # noqa: E501
    """Take it over; once more, without the clauses that cannot say what became of them."""
    apart: frozenset[str] = frozenset()
    while True:
        try:
            return _Taking(Work(taken, asked, corpus, begun(tree), today, may_adopt, apart)).plan()
        except _Apart as found:
            apart |= found.ids
        except EditError as error:
            large = [one for one in error.diagnostics if one.kind in {Kind.TOO_LARGE, Kind.TOO_MUCH}]
            if not large:
                raise
            text = _("This document is too long for one document of ours: {why} Nothing was written.")
            raise IntakeError(text.format(why=large[0].message()), _divide()) from None


def _divide() -> str:
    """What to do about a document that is too long."""
    return _("Divide it: a document for each subject, and take these over one by one.")


class _Apart(Exception):  # noqa: N818  # no error: it is taken over in another way
    """Clauses that the document has, and that the school cannot let say so."""

    def __init__(self, ids: frozenset[str]) -> None:
        super().__init__()
        self.ids = ids


class _Taking:
    """One document on its way."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.taken = work.taken
        self.blocks = work.taken.blocks
        self.reading = work.taken.reading
        self.ours = own.around(self.blocks)
        self.facts: dict[str, str] = {}
        """What is known of the school."""
        self.second: Second | None = None
        """What the school has of it already."""
        self.made_anew: set[int] = set()
        """What our documents print of what is recorded."""
        self.skipped = {n for n, block in enumerate(self.blocks) if block.kind in _NO_TEXT} | self.ours
        self.printable = characters(templates_in(work.corpus.root / "templates"))

    def plan(self) -> tuple[Plan, Edit]:
        data = self._open_school()
        self.persons = Persons.of(self.blocks, self.facts, known.addresses(self.work.corpus))
        self.name = on_a_line(self.persons.anonymous(self.taken.source.name))
        """Of the file, without what nobody should read in the source."""
        self.front = self._front()
        if data is not None:
            texts = questions.bodies_of(self.blocks)
            data = school.completed(data, self.front.about)
            self.facts = school.known_facts(data)
            self.work.edit.create(f"policy_src/schools/{self.work.asked.school}/school.yaml", data)
            self.work.questions += questions.of_school(self.work.asked.school, data, school.town(data["name"], texts))
        self.protocol, self.title = self._protocol()
        if self.second is not None:
            self.made_anew, versions = self.second.of_versions(self.blocks) if self.ours else (set(), set())
            self.skipped |= self.made_anew
            self.front = self._front(versions)
        self.parts = parts_of(
            self.reading, self.blocks, self.skipped | self.front.blocks, own.SIDES if self.ours else None
        )
        self._require_few()
        text = [self.blocks[n] for n in range(len(self.blocks)) if n not in self.skipped | self.front.blocks]
        self.phones = known.phones(self.work.corpus, self.protocol, self.second, text, self.persons)
        for number in self.phones.values() if self.second is None else ():
            self.work.ask(questions.of_phone(number))
        self.writer = Writer(
            Values.of(known.named(self.facts, self.phones, self.work.corpus)),
            printable=self.printable,
            substitutions=list(self.before),
            persons=self.persons,
        )
        self.work.questions += notes.place_notes(self.parts, self.blocks, self.reading)
        self.control = Control(self.front, self.blocks, self.writer, self.work.today, self.work.may_adopt)
        self.items = numbering.decide(self.parts)
        self._names()
        self._write()
        resolution = self._resolved()
        policy = resolution.policy
        if policy is not None and self.second is not None:
            self._retitle(policy)
            resolution = self._resolved()
            policy = resolution.policy
        if policy is not None and writing.retitle(self.work.edit, self.protocol, policy, self._written()):
            resolution = self._resolved()
        policy = self._proven(resolution)
        self._adopt(policy)
        accepting = Accepting(
            self.work.corpus,
            self.work.edit,
            self.key,
            self.work.today,
            self.name,
            self.second,
            self.is_shared,
            self.work.cache,
        )
        self.work.questions += accepting.check(policy, self.shares)
        return self._told(), self.work.edit

    # -- for whom, and as what ----------------------------------------------------------------------------------------

    def _open_school(self) -> dict[str, Data] | None:
        """Learn what is known of the school; where it is not there, what the text tells of it."""
        id_, corpus = self.work.asked.school, self.work.corpus
        if id_ in corpus.schools:
            self.facts = school.known_facts(corpus.schools[id_].school.model_dump(mode="json"))
            return None
        data = school.facts(id_, questions.bodies_of(self.blocks))
        self.facts = school.known_facts(data)
        return data

    def _front(self, unread: Collection[int] = ()) -> Front:
        names = [self.facts["name"], self.facts["site_title"], self.facts["short"]]
        tables = [table_of(self.reading, block) if block.cells else None for block in self.blocks]
        found = front_of(self.blocks, self.skipped, names, tables, unread)
        for n in sorted(self.ours):
            front.read_cover(found.about, self.blocks[n].text.strip())
            for key, value in front.told(self.blocks[n]) if self.blocks[n].cells else ():
                found.about.take(key, value)
        return found

    def _protocol(self) -> tuple[str, str]:
        asked, corpus = self.work.asked, self.work.corpus
        stem = self.taken.source.name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
        title = " ".join(self.blocks[self.front.title].text.split()) if self.front.title is not None else stem
        first = Writer(Values.of({}), printable=self.printable, persons=self.persons)
        title = first.line(Piece(self.front.title or 0, plainly(title)))[:_LONGEST] or _UNTITLED
        self.before = first.substitutions
        id_ = asked.protocol or naming.protocol_id(title, self.facts)
        variants = corpus.schools[asked.school].variants if asked.school in corpus.schools else {}
        if id_ in variants and not asked.is_new:
            self.second = Second(corpus, (asked.school, id_), self.work.apart)
        if id_ in corpus.protocols and asked.is_new:
            text = _(
                "There is a protocol {protocol} already. Give another one with --protocol, or leave --new-protocol out."
            )
            raise UsageError(text.format(protocol=id_))
        return id_, title

    # -- the text -----------------------------------------------------------------------------------------------------

    def _require_few(self) -> None:
        """Refuse more clauses than a file of the source holds, before anything is made of them."""
        many = sum(1 for top in self.parts for part in top.every() for _norm in part.norms())
        if many > MOST_CLAUSES:
            text = _("This document would become {many} clauses; no document of ours has more than {most}.")
            raise IntakeError(text.format(many=many, most=MOST_CLAUSES), _divide())

    def _names(self) -> None:
        if self.second is not None:
            naming.title_all(self.parts, self.writer)
            self.second.find(self.parts, self.writer)
        naming.name_all(self.parts, known.ids_in_use(self.work.corpus, self.protocol), is_reserved, self.writer)

    def _write(self) -> None:
        """Put all of it in the files."""
        if not any(part.heading or part.content for top in self.parts for part in top.every()):
            text = _("No text was found in this document that could become a clause.")
            raise IntakeError(text, _("Look with --dry-run --blocks what was read of it."))
        self.is_shared = self.protocol in self.work.corpus.protocols
        self._match()
        self.headings, self.columns = headings_of(self.parts, self.writer)
        outline = writing.outline_of(self.parts, self.items, self.headings, self.columns)
        if self.second is not None:
            outline = self.second.kept_outline(outline, self.parts)
        file = f"policy_src/protocols/{self.protocol}/protocol.yaml"
        self.numbers = numbered(outline, file, self.headings, self.parts)
        self.writer.labels = labels_of(self.numbers)
        self.writer.sections = sections_of(self.numbers, self.headings)
        if self.second is not None:
            self.second.compare(self.writer, {id_: number.label for id_, number in self.numbers.clauses.items()})
        clauses = list(self._clauses())
        front_tables = [*self.control.tables()]
        if self.second is not None:
            front_tables = self.second.kept_tables(front_tables, self.control)
            writing.add_clauses(self.work.edit, self.protocol, clauses)
            self.second.is_other = self.second.is_other or bool(clauses)
            self.second.write(self.work.edit, self.writer, self.name)
            is_told = "version" in self.front.about.values
            told = self.control.document()
            if self.front.title is not None and solid(self.title) != solid(self.second.policy.title):
                told["title"] = self.title
            version = self.second.put(self.work.edit, outline, front_tables, told, self.name, is_told=is_told)
            self.front.about.values["version"] = version
            self.work.questions += self.second.questions(version)
        elif self.is_shared:
            writing.add_clauses(self.work.edit, self.protocol, clauses)
            own_text = writing.own_outline(outline, front_tables, self.matched.values(), self.read)
            self._create_variant({"title": self.title, **self.control.document()}, own_text)
        else:
            protocol: dict[str, Data] = {
                "title": self.title,
                **({"front": [*front_tables]} if front_tables else {}),
                "outline": outline,
            }
            writing.create_protocol(self.work.edit, self.protocol, protocol, clauses, self.phones)
            phones: dict[str, Data] = {"parameters": dict(self.phones)} if self.phones else {}
            self._create_variant(self.control.document(), phones)

    def _create_variant(self, document: Data, more: Mapping[str, Data]) -> None:
        path = f"policy_src/schools/{self.work.asked.school}/{self.protocol}.yaml"
        self.work.edit.create(path, {"protocol": self.protocol, "document": document, **more})

    def _retitle(self, policy: Policy) -> None:
        """Let no clause have another title than the document says; what cannot be mended becomes another one."""
        if self.second is not None and (apart := self.second.mistitled(policy, self.work.edit)):
            raise _Apart(frozenset(apart) - self.work.apart)

    def _match(self) -> None:
        """Use the clauses of the catalogue that say the very same."""
        source = self.work.corpus.protocols.get(self.protocol)
        found = catalogue.Matched()
        if source is not None and self.second is None:
            norms = (norm for top in self.parts for part in top.every() for norm in part.norms())
            found = catalogue.matched(
                source, self.work.corpus, self.protocol, known.named(self.facts, self.phones, self.work.corpus), norms
            )
        self.matched, self.read = found.same, found.read
        self.work.likely += found.likely
        self.work.questions += [questions.of_value(*place) for place in found.places]

    def _clauses(self) -> Iterator[tuple[str, dict[str, Data]]]:
        """The clauses that are new, each with the file of its chapter."""
        laws = {one.id: (one.name, *one.names) for one in self.work.corpus.references.values()}
        asked: list[tuple[Part, int, list[str]]] = []
        for top in self.parts:
            for part in top.every():
                groups: dict[str, None] = {}
                heading = part.heading.text if part.heading is not None else ""
                there = self.matched.keys() | (self.second.again.kept.keys() if self.second is not None else set())
                was = self.second.again.was if self.second is not None else {}
                new = [norm for norm in part.norms() if norm not in there]
                for norm in new:
                    audience = audience_of(heading, norm.plain)
                    groups |= dict.fromkeys(audience)
                    rests_on = laws_in(norm.plain, laws)
                    yield top.id, writing.clause_of(norm, self.writer, audience, rests_on, was.get(norm, ()))
                if new:
                    asked.append((part, new[0].block, list(groups)))
        self.work.questions += questions.of_audience(asked)

    @property
    def key(self) -> tuple[str, str]:
        return self.work.asked.school, self.protocol

    # -- the proof ----------------------------------------------------------------------------------------------------

    def _resolved(self) -> Resolution:
        corpus = open_source(self.work.edit.overlay(), self.work.cache).value
        faults = corpus.faults_of(*self.key)
        if faults:
            raise SourceError(faults)
        return resolve(corpus, *self.key)

    def _written(self) -> list[Norm]:
        """The clauses whose text is the document's own."""
        kept = self.matched.keys() | (self.second.same if self.second is not None else set())
        return [norm for top in self.parts for part in top.every() for norm in part.norms() if norm not in kept]

    def _accounts(self) -> Shares:
        made = self.numbers, self.headings, self.columns, self.writer
        around = self.ours | self.made_anew
        return Shares(self.blocks, self.parts, self.front, self.control.ids, around, *made)

    def _proven(self, resolution: Resolution) -> Policy:
        policy = resolution.policy
        if policy is None:
            raise SourceError(resolution.diagnostics)
        self.shares = list(self._accounts().every())
        other = frozenset(one.clause for one in self.matched.values())
        proof.prove(self.blocks, self.shares, self.writer.substitutions, policy, other=other)
        return policy

    # -- what was decided, and what remains ---------------------------------------------------------------------------

    def _adopt(self, policy: Policy) -> None:
        """Record the adoption that the document tells of, and keep the text as its release."""
        if not self.control.is_adopted() or (self.second is not None and not self.second.is_other):
            return
        self.control.decide(self.work.edit, self.key, policy, self.facts["board"])
        decided = self._resolved().policy
        if decided is not None:
            self.work.edit.record_release(decided)

    def _told(self) -> Plan:
        work = self.work
        work.questions += questions.of_taken(self.taken)
        work.questions += questions.of_substitutions(self.writer.substitutions)
        work.questions += questions.of_perhaps(self.persons.perhaps)
        work.questions += questions.of_numbers(self.parts)
        work.questions += questions.of_about(self.front.about, is_adopted=self.control.is_adopted())
        consents = self.control.consents()
        work.questions += [questions.of_consent(one) for one in self.front.about.consents if one not in consents]
        work.questions += questions.of_likely(work.likely)
        work.questions += questions.of_pointers(self.writer.pointed)
        work.questions += questions.of_tables(self.parts, self.blocks)
        return Plan(
            taken=self.taken,
            school=work.asked.school,
            protocol=self.protocol,
            targets=self._accounts().targets(self.shares),
            questions=questions.in_order(work.questions),
            likely=tuple(work.likely),
            shares=tuple(self.shares),
            substitutions=tuple(self.writer.substitutions),
            files={path: data for path, data in work.edit.changes.items() if data is not None},
        )


MOST_CLAUSES = 2_000
"""A file of the source holds 50,000 values, and a protocol of a hundred pages six hundred clauses."""
_UNTITLED = "Protocol"
_LONGEST = 300
"""Characters of a title."""
_NO_TEXT = frozenset({"furniture", "comment", "deleted", "hidden", "unplaced", "note"})
