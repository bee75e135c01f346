"""A document that was taken in → a plan: its clauses, outline, values and document control, in files of the source.

front (title, cover, tables about the document) → body (sections and clauses in the making) → numbering → names →
texts → files → the proof. Nothing is written here but in an `Edit`, which whoever asked may save.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from gettext import gettext as _
from typing import Any

from schoolprotocol.check.glyphs import characters
from schoolprotocol.check.printable import is_reserved
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import open_source
from schoolprotocol.documents.releasing import is_of_decisions
from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.edit import Edit
from schoolprotocol.edit.find import find_clause
from schoolprotocol.errors import IntakeError, SourceError, UsageError
from schoolprotocol.importing import catalogue, front, naming, numbering, own, proof, questions, school, writing
from schoolprotocol.importing.about import Told, key_of
from schoolprotocol.importing.body import Columns, Norm, Part, Piece, parts_of, table_of
from schoolprotocol.importing.front import Front, FrontTable, front_of
from schoolprotocol.importing.inline import plainly, styled
from schoolprotocol.importing.names import audience_of, short_name, slug, unique
from schoolprotocol.importing.plan import Likely, Plan, Question, Share, Target
from schoolprotocol.importing.second import Second
from schoolprotocol.importing.texts import Writer, anonymous, on_a_line
from schoolprotocol.importing.values import Values, laws_in, phones_in
from schoolprotocol.intake.taking import Taken
from schoolprotocol.model.base import NAME, Status
from schoolprotocol.model.document import OLDEST, Document
from schoolprotocol.model.outline import Outline
from schoolprotocol.model.school import School
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.resolve import numbers
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.styles import Data
from schoolprotocol.source.tree import SourceTree
from schoolprotocol.source.validate import validate
from schoolprotocol.templating import templates_in
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import capital
from schoolprotocol.words.terms import STATUS_IN_TEXT


@dataclass(frozen=True)
class Asked:
    """What a person asked."""

    school: str
    protocol: str | None = None
    is_new: bool = False
    """Whether the document becomes a protocol of its own, whatever is there."""


@dataclass
class _Work:
    """What is known while a document is taken over."""

    taken: Taken
    asked: Asked
    corpus: Corpus
    edit: Edit
    today: date
    may_adopt: bool = True
    """Whether it may be taken over as adopted."""
    cache: Cache = field(default_factory=Cache)
    """Files that were read: most stay as they were from one look to the next."""
    questions: list[Question] = field(default_factory=list)
    likely: list[Likely] = field(default_factory=list)

    def ask(self, question: Question) -> None:
        self.questions.append(question)


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
    edit = _begun(tree)
    loaded = open_source(edit.overlay())
    if not loaded.value.has_what_all_share:
        raise SourceError(loaded.faults)
    try:
        return _Taking(_Work(taken, asked, loaded.value, edit, today)).plan()
    except SourceError as error:
        if not any(is_of_decisions(found.kind) for found in error.diagnostics):
            raise
    # What it says of its adoption is less than the decisions that are asked here: so it is a draft.
    return _Taking(_Work(taken, asked, loaded.value, _begun(tree), today, may_adopt=False)).plan()


def _begun(tree: SourceTree) -> Edit:
    """No change yet; but in a project of which there is nothing, what none can do without."""
    edit = Edit(tree)
    if not tree.names("policy_src"):
        for path, data in _NEW_PROJECT.items():
            edit.create(path, data)
    return edit


class _Taking:
    """One document on its way."""

    def __init__(self, work: _Work) -> None:
        self.work = work
        self.taken = work.taken
        self.blocks = work.taken.blocks
        self.reading = work.taken.reading
        self.ours = own.around(self.blocks)
        self.second: Second | None = None
        """What the school has of it already."""
        self.name = on_a_line(anonymous(self.taken.source.name))
        """Of the file, without what nobody should read in the source."""
        self.accepted: dict[str, list[dict[str, str]]] = {}
        """By file what was accepted for now."""
        self._called_rows: set[int] = set()
        """Rows of tables whose notes have a place."""
        self.skipped = {n for n, block in enumerate(self.blocks) if block.kind in _NO_TEXT} | self.ours

    def plan(self) -> tuple[Plan, Edit]:
        data = self._open_school()
        self.front = self._front()
        if data is not None:
            self._make_school({**data, **school.bodies(self.front.about)})
        self.protocol, self.title = self._protocol()
        self.parts = parts_of(
            self.reading, self.blocks, self.skipped | self.front.blocks, own.SIDES if self.ours else None
        )
        self.phones = self._phones()
        for number in self.phones.values() if self.second is None else ():
            text = _("The telephone number {number} became a value: look whether it is of a desk, and still right.")
            self.work.ask(Question("value", None, text.format(number=number)))
        printable = characters(templates_in(self.work.corpus.root / "templates"))
        self.writer = Writer(Values.of(self._named()), printable=printable, substitutions=list(self.before))
        self._notes()
        self.items = numbering.decide(self.parts)
        self._names()
        self._write()
        resolution = self._resolved()
        if resolution.policy is not None and self._retitle(resolution.policy):
            resolution = self._resolved()
        policy = self._proven(resolution)
        self._adopt(policy)
        self._check(policy)
        return self._told(), self.work.edit

    # -- for whom, and as what ----------------------------------------------------------------------------------------

    def _open_school(self) -> dict[str, Data] | None:
        """Learn what is known of the school; where it is not there, what the text tells of it."""
        id_, corpus = self.work.asked.school, self.work.corpus
        if id_ in corpus.schools:
            self.facts = {name: str(value) for name, value in _facts(corpus.schools[id_].school).items()}
            return None
        data = school.facts(id_, questions.bodies_of(self.blocks))
        self.facts = {name: str(value) for name, value in data.items() if name in _FACTS}
        return data

    def _make_school(self, told: Mapping[str, Data]) -> None:
        """Make the school, of what the document tells."""
        id_, data = self.work.asked.school, dict(told)
        if Writer.is_person(str(data["board"])):
            data["board"] = self.facts["board"]
        town = school.town(self.facts["name"], questions.bodies_of(self.blocks))
        if town:
            self.work.ask(questions.of_town(id_, town))
        data = {name: data[name] for name in School.model_fields if name in data}
        self.work.edit.create(f"policy_src/schools/{id_}/school.yaml", data)
        self.work.ask(questions.of_school(id_, {**data}))
        self.facts = {name: str(value) for name, value in data.items() if name in _FACTS}

    def _front(self) -> Front:
        names = [self.facts["name"], self.facts["site_title"], self.facts["short"]]
        tables = [table_of(self.reading, block) if block.cells else None for block in self.blocks]
        found = front_of(self.blocks, self.skipped, names, tables)
        for n in sorted(self.ours):
            front.read_cover(found.about, self.blocks[n].text.strip())
            for key, value in front.told(self.blocks[n]) if self.blocks[n].cells else ():
                found.about.take(key, value)
        return found

    def _protocol(self) -> tuple[str, str]:
        asked, corpus = self.work.asked, self.work.corpus
        stem = self.taken.source.name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
        title = " ".join(self.blocks[self.front.title].text.split()) if self.front.title is not None else stem
        first = Writer(Values.of({}))
        title = first.line(Piece(self.front.title or 0, plainly(title)))[:_LONGEST] or _UNTITLED
        self.before = first.substitutions
        id_ = asked.protocol or _protocol_id(title, self.facts)
        variants = corpus.schools[asked.school].variants if asked.school in corpus.schools else {}
        if id_ in variants and not asked.is_new:
            self.second = Second(corpus, (asked.school, id_))
        if id_ in corpus.protocols and asked.is_new:
            text = _(
                "There is a protocol {protocol} already. Give another one with --protocol, or leave --new-protocol out."
            )
            raise UsageError(text.format(protocol=id_))
        return id_, title

    # -- the text -----------------------------------------------------------------------------------------------------

    def _notes(self) -> None:
        """Give each note to the clause that calls it; one that no clause calls becomes a paragraph."""
        by_mark: dict[str, list[int]] = {}
        for n, block in enumerate(self.blocks):
            if block.kind == "note":
                by_mark.setdefault(block.anchor or "", []).append(n)
        told: set[int] = set()
        for top in self.parts:
            for part in top.every():
                for norm in part.norms():
                    self._call(norm, by_mark, told)
        for ns in by_mark.values():
            for n in ns:
                if n not in told:
                    self._keep_note(n)

    def _call(self, norm: Norm, by_mark: Mapping[str, Sequence[int]], told: set[int]) -> None:
        for at, piece in enumerate(norm.pieces):
            if piece.cell is not None and not piece.is_added and piece.block not in self._called_rows:
                self._called_rows.add(piece.block)
                calls = tuple((len(piece.text.text), mark) for _at, mark in self.blocks[piece.block].calls)
                norm.pieces[at] = replace(piece, text=replace(piece.text, calls=calls))
        for piece in norm.pieces:
            for _at, mark in piece.text.calls:
                ns = by_mark.get(mark, ())
                if not ns or mark in norm.notes:
                    continue
                pieces = [Piece(n, styled(self.reading, self.blocks[n]), is_added=n in told) for n in ns]
                told.update(ns)
                taken = {id_ for id_, _pieces in norm.notes.values()}
                norm.notes[mark] = unique(slug(self.blocks[ns[0]].text, 2, 30), taken), pieces

    def _keep_note(self, n: int) -> None:
        block = self.blocks[n]
        text = _(
            "The note “{mark}” is called by a heading, or by nothing: it became a paragraph. Put it where it belongs."
        )
        self.work.ask(Question("unplaced", n, text.format(mark=block.anchor or "")))
        if not self.parts:
            self.parts.append(Part(None, None))
        last = [*self.parts[-1].every()][-1]
        last.content.append(Norm("prose", [Piece(n, styled(self.reading, block))], block.anchor))

    def _names(self) -> None:
        if self.second is not None:
            naming.title_all(self.parts, self.writer)
            self.second.find(self.parts)
        naming.name_all(self.parts, self._ids_in_use(), is_reserved, self.writer)

    def _ids_in_use(self) -> set[str]:
        source = self.work.corpus.protocols.get(self.protocol)
        if source is None:
            return set()
        added = {
            operation.add
            for each in self.work.corpus.schools.values()
            if self.protocol in each.variants
            for operation in each.variants[self.protocol].operations
            if hasattr(operation, "add")
        }
        return {*source.clauses, *source.tombstones, *added}

    def _write(self) -> None:
        """Put all of it in the files."""
        if not any(part.heading or part.content for top in self.parts for part in top.every()):
            text = _("No text was found in this document that could become a clause.")
            raise IntakeError(text, _("Look with --dry-run --blocks what was read of it."))
        self.is_shared = self.protocol in self.work.corpus.protocols
        self._match()
        self._head_lines()
        outline = writing.outline_of(self.parts, self.items, self.headings, self.columns)
        self.writer.labels = self._labels(outline)
        self.writer.sections = {
            self.numbers.sections[part.id].number: self.headings[part] for part in self.headings if part.is_counted
        }
        if self.second is not None:
            self.second.compare(self.writer, {id_: number.label for id_, number in self.numbers.clauses.items()})
        clauses = list(self._clauses())
        front_tables = list(self._tables())
        if self.second is not None:
            self._as_second(self.second, outline, clauses, front_tables)
        elif self.is_shared:
            self._into_catalogue(outline, clauses, front_tables)
        else:
            self._as_new(outline, clauses, front_tables)

    def _named(self) -> dict[str, str]:
        """What texts can call by name, by that name."""
        named = {f"school.{name}": text for name, text in self.facts.items()} | self.phones
        for reference in self.work.corpus.references.values():
            named[f"bron.{reference.id}"] = reference.value or reference.name
        return named

    def _phones(self) -> dict[str, str]:
        """Telephone numbers that no reference has, by the name of the parameter that each becomes."""
        if self.second is not None:
            declared = self.work.corpus.protocols[self.protocol].protocol.parameters
            values = self.second.policy.values
            return {
                name: values[name].text for name, one in declared.items() if one.type == "telephone" and name in values
            }
        if self.protocol in self.work.corpus.protocols:
            return {}
        known = {one.value for one in self.work.corpus.references.values()}
        body = [n for n in range(len(self.blocks)) if n not in self.skipped | self.front.blocks]
        found = [one for one in phones_in(questions.bodies_of([self.blocks[n] for n in body])) if one not in known]
        return {f"telefoon-{n}" if n > 1 else "telefoon": one for n, one in enumerate(found, start=1)}

    def _match(self) -> None:
        """Use the clauses of the catalogue that say the very same."""
        self.matched: dict[Norm, catalogue.Wording] = {}
        self.read: dict[str, str] = {}
        source = self.work.corpus.protocols.get(self.protocol)
        if source is None or self.second is not None:
            return
        values = self._named() | catalogue.defaults(source)
        known, free = (
            catalogue.wordings(source, values),
            catalogue.patterns(source, self._named(), catalogue.known_values(self.work.corpus, self.protocol)),
        )
        used: set[str] = set()
        others: list[Norm] = []
        for top in self.parts:
            for part in top.every():
                for norm in part.norms():
                    found = known.get(catalogue.normalised(norm.plain))
                    values = {}
                    for one in free if found is None else ():
                        read = one.values(norm.plain, self.read)
                        if read is not None and one.wording.clause not in used:
                            found, values = one.wording, read
                            break
                    is_same = found is not None and not norm.notes and found.clause not in used
                    if found is not None and is_same and (norm.is_counted or not norm.number):
                        self.matched[norm] = found
                        used.add(found.clause)
                        self.read |= values
                        for name, value in values.items():
                            self.work.ask(questions.of_value(norm.block, name, value))
                        norm.id, norm.title = found.clause, source.clauses[found.clause].title
                    else:
                        others.append(norm)
        self.work.likely += catalogue.likely(source, values, others, used)

    def _head_lines(self) -> None:
        """The headings of sections and of columns."""
        self.headings: dict[Part, str] = {}
        self.columns: dict[tuple[int, int], str] = {}
        for top in self.parts:
            for part in top.every():
                if part.heading is not None and part.block is not None:
                    line = self.writer.line(Piece(part.block, part.heading))
                    number = part.number if part.number and not part.is_counted else ""
                    self.headings[part] = " ".join(filter(None, [number, line])) or part.computed
                for one in part.content:
                    if isinstance(one, Columns):
                        for head in one.headings:
                            self.columns[head.block, head.cell or 0] = self.writer.line(head)

    def _labels(self, outline: dict[str, Data]) -> dict[str, str]:
        """Which clause each way to refer to one means; those that could mean two mean none."""
        made, faults = validate(Outline, outline, Place(f"policy_src/protocols/{self.protocol}/protocol.yaml"))
        if made is None:
            raise SourceError(faults)
        headings = {part.id: text for part, text in self.headings.items()}
        titles = {norm.id: norm.title for top in self.parts for part in top.every() for norm in part.norms()}
        self.numbers = numbers.number(made, headings, titles)
        found: dict[str, str] = {}
        twice: set[str] = set()
        for id_, number in self.numbers.clauses.items():
            twice |= {number.label} & found.keys()
            found[number.label] = id_
        return {label: id_ for label, id_ in found.items() if label not in twice}

    def _clauses(self) -> Iterator[tuple[str, dict[str, Data]]]:
        """The clauses that are new, each with the file of its chapter."""
        laws = {one.id: (one.name, *one.names) for one in self.work.corpus.references.values()}
        for top in self.parts:
            for part in top.every():
                groups: dict[str, None] = {}
                heading = part.heading.text if part.heading is not None else ""
                known = self.matched.keys() | (self.second.again.kept.keys() if self.second is not None else set())
                was = self.second.again.was if self.second is not None else {}
                new = [norm for norm in part.norms() if norm not in known]
                for norm in new:
                    audience = audience_of(heading, norm.plain)
                    groups |= dict.fromkeys(audience)
                    rests_on = laws_in(norm.plain, laws)
                    yield top.id, writing.clause_of(norm, self.writer, audience, rests_on, was.get(norm, ()))
                if new:
                    self.work.ask(questions.of_audience(part, new, list(groups)))

    def _tables(self) -> Iterator[dict[str, Data]]:
        taken: set[str] = set()
        self.front_ids: dict[int, str] = {}
        for n, table in enumerate(self.front.tables):
            said = self.blocks[table.heading].text if table.heading is not None else ""
            id_ = unique(slug(said, 3, 30) if said else "documentgegevens", taken)
            taken.add(id_)
            self.front_ids[n] = id_
            data: dict[str, Data] = {"id": id_}
            if table.heading is not None:
                data["heading"] = self.writer.line(Piece(table.heading, plainly(said)))
            rows = [self._row(table, row) for row in table.rows]
            if table.has_head:
                data["columns"] = list(rows.pop(0))
            yield {**data, "rows": [list(row) for row in rows]}

    def _row(self, table: FrontTable, n: int) -> list[str]:
        block = self.blocks[n]
        if block.cells is None:
            key, colon, value = block.text.partition(":")
            return [self._cell(n, key + colon, ""), self._cell(n, value.strip(), key)]
        heads = self.blocks[table.rows[0]].cells or ()
        is_first = n == table.rows[0]
        keys = ["" if is_first else head for head in heads] if table.has_head else ["", *block.cells[:-1]]
        return [self._cell(n, text, key) for text, key in zip(block.cells, keys, strict=True)]

    def _cell(self, n: int, text: str, key: str) -> str:
        name = key_of(key) if key else None
        name = name if name in self._document() else None
        printed = self.front.about.printed(name) if name else None
        if name == "status" and self._status() in STATUS_IN_TEXT:
            printed = STATUS_IN_TEXT[self._status()]
        for told, use in (
            (printed, "{{{{ document.{} }}}}"),
            (printed and capital(printed), "{{{{ document.{} | hoofdletter }}}}"),
        ):
            if told is not None and text.strip() == told:
                return use.format(name)
        return self.writer.cell(Piece(n, plainly(text)), key)

    def _status(self) -> Status:
        return "vastgesteld" if self._is_adopted() else "concept"

    def _is_adopted(self) -> bool:
        about = self.front.about
        day = about.values.get("day")
        return (
            self.work.may_adopt
            and about.is_adopted
            and day is not None
            and OLDEST <= date.fromisoformat(day) <= self.work.today
        )

    def _document(self) -> dict[str, Data]:
        values = dict(self.front.about.values)
        values |= {name: on_a_line(anonymous(text)) for name, text in values.items() if name == "subtitle"}
        for name in ("owner", "manager", "author"):
            if name in values and self.writer.is_person(values[name]):
                values.pop(name)
        version = values.pop("version", "1.0" if self._is_adopted() else "0.1")
        told: dict[str, Data] = {"version": version, "status": self._status(), **values}
        return {name: told[name] for name in Document.model_fields if name in told}

    def _as_new(self, outline: Data, clauses: Sequence[tuple[str, dict[str, Data]]], tables: Sequence[Data]) -> None:
        """A protocol of its own."""
        edit = self.work.edit
        folder = f"policy_src/protocols/{self.protocol}"
        parameters: dict[str, Data] = {
            name: {"type": "telephone", "help": f"Telefoonnummer dat in het document stond als {number}."}
            for name, number in self.phones.items()
        }
        protocol: dict[str, Data] = {"title": self.title, "summary": _summary(self.title), "parameters": parameters}
        if tables:
            protocol["front"] = list(tables)
        edit.create(f"{folder}/protocol.yaml", {**protocol, "outline": outline})
        files: dict[str, list[Data]] = {}
        for file, clause in clauses:
            files.setdefault(file, []).append(clause)
        for file, items in files.items():
            edit.create(f"{folder}/clauses/{file}.yaml", items)
        variant: dict[str, Data] = {"protocol": self.protocol, "document": self._document()}
        edit.create(self._variant_file, {**variant, **({"parameters": dict(self.phones)} if self.phones else {})})

    @property
    def _variant_file(self) -> str:
        return f"policy_src/schools/{self.work.asked.school}/{self.protocol}.yaml"

    def _into_catalogue(
        self, outline: Data, clauses: Sequence[tuple[str, dict[str, Data]]], tables: Sequence[Data]
    ) -> None:
        """A school's own outline of a protocol that is there, with clauses of its own in the catalogue."""
        edit = self.work.edit
        for _file, clause in clauses:
            edit.add_clause(self.protocol, str(clause["id"]), **_named_keys(clause))
        variant: dict[str, Data] = {
            "protocol": self.protocol,
            "document": {"title": self.title, **self._document()},
        }
        chosen: list[Data] = [
            {"set": one.clause, "alternative": one.alternative}
            for one in self.matched.values()
            if one.alternative is not None
        ]
        variant |= {"front": list(tables), "outline": outline, "excerpt": "none"}
        if self.read:
            variant["parameters"] = dict(self.read)
        if chosen:
            variant["operations"] = chosen
        edit.create(self._variant_file, variant)

    def _as_second(
        self, second: Second, outline: Data, clauses: Sequence[tuple[str, dict[str, Data]]], tables: Sequence[Data]
    ) -> None:
        """A second version: what changed, and nothing else."""
        edit = self.work.edit
        for _file, clause in clauses:
            edit.add_clause(self.protocol, str(clause["id"]), **_named_keys(clause))
            second.is_other = True
        second.write(edit, self.writer, self.name)
        second.put_outline(edit, outline)
        second.put_front(edit, tables)
        second.drop(edit)
        version = second.put_document(edit, self._document(), "version" in self.front.about.values)
        self.front.about.values["version"] = version
        self.work.questions += second.questions(version)

    # -- the proof ----------------------------------------------------------------------------------------------------

    def _resolved(self) -> Resolution:
        corpus = open_source(self.work.edit.overlay(), self.work.cache).value
        key = self.work.asked.school, self.protocol
        faults = corpus.faults_of(*key)
        if faults:
            raise SourceError(faults)
        return resolve(corpus, *key)

    def _retitle(self, policy: Policy) -> bool:
        """Give clauses a title of their own words before which one would be printed that the document does not say.

        Returns:
            Whether there was one.
        """
        titles, tree = beginnings(policy), tree_of(policy)
        clauses = policy.by_id()
        kept = self.matched.keys() | (self.second.same if self.second is not None else set())
        norms = [norm for top in self.parts for part in top.every() for norm in part.norms() if norm not in kept]
        changed = [norm for norm in norms if not norm.is_titled and titles[norm.id].title]
        for norm in changed:
            desk = Desk(self.work.edit.overlay())
            path, items, item = find_clause(desk, self.protocol, norm.id)
            norm.title = short_name(on_a_line(bare(tree.clause(clauses[norm.id])[:1])))
            self.work.edit.set(path, [next(n for n, one in enumerate(items) if one is item), "title"], norm.title)
        return bool(changed)

    def _proven(self, resolution: Resolution) -> Policy:
        policy = resolution.policy
        if policy is None:
            raise SourceError(resolution.diagnostics)
        self.shares = list(self._shares())
        other = frozenset(one.clause for one in self.matched.values())
        proof.prove(self.blocks, self.shares, self.writer.substitutions, policy, other=other)
        return policy

    def _shares(self) -> Iterator[Share]:
        yield from self.front.shares
        for n in sorted(self.ours):
            yield from self._whole(n, Target("furniture"))
        for n, table in enumerate(self.front.tables):
            if table.heading is not None:
                yield from self._whole(table.heading, Target("section", f"table/{self.front_ids[n]}"))
            for row in table.rows:
                yield from self._whole(row, Target("front", self.front_ids[n]))
        for top in self.parts:
            for part in top.every():
                yield from self._of_part(part)

    def _whole(self, n: int, target: Target, before: str = "") -> Iterator[Share]:
        block = self.blocks[n]
        if block.text or before:
            yield Share(n, 0, len(block.text), target, before=before)
        for cell, text in enumerate(block.cells or ()):
            yield Share(n, 0, len(text), target, cell)

    def _of_part(self, part: Part) -> Iterator[Share]:
        if part.block is not None:
            computed = self.numbers.sections[part.id].number or None
            before = part.number + " " if part.number and not part.is_counted else ""
            if not self.blocks[part.block].text:
                before = self.headings[part]
            if part.sign:
                text = self.blocks[part.block].text
                yield Share(part.block, 0, part.sign, Target("section", part.id, computed), is_number=True)
                yield Share(part.block, part.sign, len(text), Target("section", part.id, computed))
            else:
                yield from self._whole(part.block, Target("section", part.id, computed), before)
        groups = list(writing.groups(part.content, self.columns))
        tables = iter([n for n, group in enumerate(groups) if isinstance(group, dict) and "columns" in group])
        for one in part.content:
            if isinstance(one, Columns):
                n = next(tables)
                for m, head in enumerate(one.headings):
                    yield Share(head.block, 0, len(head.text.text), Target("section", f"{part.id}/{n}/{m}"), head.cell)
            for norm in one.norms if isinstance(one, Columns) else (one,):
                yield from self._of_norm(norm)

    def _of_norm(self, norm: Norm) -> Iterator[Share]:
        target = Target("clause", norm.id, self.numbers.clauses[norm.id].number or None)
        before = ""
        if norm.sign:
            yield Share(norm.block, 0, norm.sign, Target("furniture"))
        for n, piece in enumerate(norm.pieces):
            if piece.is_added:
                before += self.writer.printed(piece.text.text)
                continue
            number = piece.number if n else (norm.number if not norm.is_counted else None)
            if number and not self.writer.is_counted(norm, n):
                before += number
            yield Share(
                piece.block, piece.offset, piece.offset + len(piece.text.text), target, piece.cell, before=before
            )
            before = ""
        if before:
            yield Share(norm.pieces[-1].block, 0, 0, target, norm.pieces[-1].cell, before=before)
        for id_, pieces in norm.notes.values():
            for piece in pieces:
                place = Target("note", f"{norm.id}#{id_}")
                if piece.is_added:
                    yield Share(piece.block, 0, 0, place, before=piece.text.text)
                else:
                    yield Share(piece.block, 0, len(self.blocks[piece.block].text), place)

    # -- what was decided, and what remains ---------------------------------------------------------------------------

    def _adopt(self, policy: Policy) -> None:
        """Record the adoption that the document tells of, and keep the text as its release."""
        if not self._is_adopted() or (self.second is not None and not self.second.is_other):
            return
        edit, school_id, about = self.work.edit, self.work.asked.school, self.front.about
        body = about.body if about.body and not self.writer.is_person(about.body) else self.facts["board"]
        day = date.fromisoformat(about.values["day"])
        for told in self._consents():
            edit.record_decision(school_id, self.protocol, body=told.body, kind="instemming", day=told.day)
        edit.record_decision(
            school_id, self.protocol, body=body, kind="vaststelling", day=day, text_hash=text_hash(policy)
        )
        decided = self._resolved().policy
        if decided is not None:
            edit.record_release(decided)

    def _consents(self) -> list[Told]:
        """The consents that fit the adoption: the others are asked."""
        day = self.front.about.values.get("day")
        if day is None or not self._is_adopted():
            return []
        adopted = date.fromisoformat(day)
        fit = [one for one in self.front.about.consents if one.body and one.day and OLDEST <= one.day <= adopted]
        by_body = Counter(one.body for one in fit)
        return [one for one in fit if by_body[one.body] == 1]  # one that has two days contradicts itself

    def _check(self, policy: Policy) -> None:
        """Let the check find no errors: what the document says wrong is accepted for now, and asked of a person.

        Raises:
            SourceError: where an error cannot be accepted.
        """
        errors = self._errors()
        if self.second is not None:
            unsaid = [one.target or "" for one in errors if one.kind is Kind.NOTE_MISSING]
            asked = self.second.put_note(self.work.edit, policy, unsaid, self.name)
            if asked is not None:
                self.work.ask(asked)
                errors = self._errors()
        for file in (self._variant_file, f"policy_src/protocols/{self.protocol}/protocol.yaml"):
            if not errors or (file != self._variant_file and self.is_shared):
                break
            self._accept(file, [one for one in errors if one.kind.suppressible])
            errors = self._errors()
        if errors:
            raise SourceError(errors)

    def _accept(self, file: str, errors: Sequence[Diagnostic]) -> None:
        """Write under `suppress` that these stand so in the document, and ask a person about each."""
        reason = "Zo staat het in het document dat is overgenomen; iemand moet er nog naar kijken."
        known = self.accepted.setdefault(file, self._accepted_before(file))
        for code, target in sorted({(one.kind.code, one.target or "") for one in errors}):
            one = {"code": code, **({"target": target} if target else {}), "reason": reason}
            if one not in known:
                known.append(one)
        if errors:
            self.work.edit.set(file, ["suppress"], known)
        for found in errors:
            self.work.ask(questions.of_finding(found, self._block_of(found.target)))

    def _accepted_before(self, file: str) -> list[dict[str, str]]:
        if self.second is None:
            return []
        source = self.work.corpus.protocols[self.protocol]
        given = self.second.variant.suppress if file == self._variant_file else source.protocol.suppress
        return [one.model_dump(exclude_none=True) for one in given]

    def _errors(self) -> list[Diagnostic]:
        corpus = open_source(self.work.edit.overlay(), self.work.cache).value
        key = self.work.asked.school, self.protocol
        found = [*corpus.faults_of(*key), *check_working(corpus, self.work.today, [key])]
        return [one for one in found if one.kind.severity == "error"]

    def _block_of(self, id_: str | None) -> int | None:
        """The first block that went to a clause, section or table."""
        return next((share.block for share in self.shares if id_ and share.target.place == id_), None)

    def _told(self) -> Plan:
        work = self.work
        work.questions += questions.of_taken(self.taken)
        work.questions += questions.of_substitutions(self.writer.substitutions)
        work.questions += questions.of_numbers(self.parts)
        work.questions += questions.of_about(self.front.about, is_adopted=self._is_adopted())
        consents = self._consents()
        work.questions += [questions.of_consent(one) for one in self.front.about.consents if one not in consents]
        work.questions += questions.of_likely(work.likely)
        work.questions += questions.of_pointers(self.writer.pointed)
        work.questions += self._of_tables()
        return Plan(
            taken=self.taken,
            school=work.asked.school,
            protocol=self.protocol,
            targets=[self._target(n) for n in range(len(self.blocks))],
            questions=questions.in_order(work.questions),
            likely=tuple(work.likely),
            shares=tuple(self.shares),
            substitutions=tuple(self.writer.substitutions),
            files={path: data for path, data in work.edit.changes.items() if data is not None},
        )

    def _of_tables(self) -> Iterator[Question]:
        for top in self.parts:
            for part in top.every():
                told: set[int] = set()
                for norm in part.norms():
                    first = norm.pieces[0]
                    if norm.form == "prose" and first.cell is not None and first.block not in told:
                        told.add(first.block)
                        if len(self.blocks[first.block].cells or ()) > 1 and not first.is_added:
                            yield questions.of_table(first.block, self.blocks[first.block].cells or ())

    def _target(self, n: int) -> Target:
        kind = self.blocks[n].kind
        if kind == "furniture" or n in self.ours:
            return Target("furniture")
        if kind == "unplaced":
            return Target("reported")
        if kind in _NO_TEXT and kind != "note":
            return Target("nothing")
        return next((share.target for share in self.shares if share.block == n), Target("reported"))


_UNTITLED = "Protocol"
_LONGEST = 300
"""Characters of a title."""
_NEW_PROJECT: dict[str, Data] = {
    "policy_src/project.yaml": {"publisher": "Schoolprotocollen", "url": "https://protocollen.example"},
    "policy_src/references.yaml": [],
}
"""What a project cannot do without, where there is none yet."""
_NO_TEXT = frozenset({"furniture", "comment", "deleted", "hidden", "unplaced", "note"})
_FACTS = ("name", "short", "site_title", "board", "leadership", "council", "place", "website", "contact", "email")


def _facts(given: School) -> dict[str, str]:
    return {name: value for name in _FACTS if (value := getattr(given, name)) is not None}


def _named_keys(clause: Mapping[str, Data]) -> dict[str, Any]:
    return {name: value for name, value in clause.items() if name != "id"}


def _summary(title: str) -> str:
    """The sentence for overviews, which a person writes better."""
    return f"{title}: wat er op school is afgesproken."


def _protocol_id(title: str, facts: Mapping[str, str]) -> str:
    """The id of a protocol, of its title without the name of the school."""
    text = title
    for name in ("name", "site_title"):
        text = text.replace(facts[name], " ")
    shorter = re.sub(r"\b(?:protocol|reglement|regeling|beleid)\b", " ", text, flags=re.IGNORECASE)
    return slug(shorter if re.search(r"\w", shorter) else text, 3, 40)
