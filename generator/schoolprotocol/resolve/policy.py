"""Puts a policy together: chain → draft → values → numbers → texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, Kind, has_errors, sort
from schoolprotocol.model.document import Document, Table
from schoolprotocol.model.outline import Excerpt, Group, Section
from schoolprotocol.model.protocol import Consent
from schoolprotocol.model.school import School
from schoolprotocol.places import Place
from schoolprotocol.policy import model as p
from schoolprotocol.policy.elsewhere import is_elsewhere
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.tree import DocumentTree, grow
from schoolprotocol.resolve import numbers, outlines
from schoolprotocol.resolve.chain import Layer, chain
from schoolprotocol.resolve.draft import Draft, DraftClause, Written, draft
from schoolprotocol.resolve.elsewhere import elsewhere
from schoolprotocol.resolve.literals import in_names, unfilled, unused_notes
from schoolprotocol.resolve.operations import Choice, instead
from schoolprotocol.resolve.values import SCHOOL_FIELDS, Origin, values_of
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.text import myst, tree
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.template import TemplateError, fill, names


@dataclass(frozen=True)
class Resolution:
    """A policy, and where everything in it came from."""

    policy: p.Policy | None
    """None where the variant has errors."""
    diagnostics: tuple[Diagnostic, ...]
    origins: dict[str, Origin] = field(default_factory=dict)
    """Every name that texts may use, also those that none uses."""
    places: dict[str, Place] = field(default_factory=dict)
    """Where the text of each clause, the heading of each section and each control table stands, by id; where the short
    sentence of a clause does, by `kort_place`."""
    starts: dict[Slot, Place] = field(default_factory=dict)
    """Where the text of each clause and note begins."""
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Who chose the wording and the place of a clause; by id, of clauses for which somebody did."""

    @cached_property
    def tree(self) -> DocumentTree | None:
        """What the policy says, as blocks that know their place; None where there is no policy."""
        return grow(self.policy, self.starts) if self.policy is not None else None


def resolve(corpus: Corpus, school: str, protocol: str) -> Resolution:
    """What one school's document says.

    Args:
        corpus: the loaded source.
        school: id of a school that has a variant of the protocol.
        protocol: the protocol's id.
    """
    layers, found = chain(corpus, school, protocol)
    if not layers:
        return Resolution(None, sort(found))
    variant = layers[-1].variant
    if variant.document is None:
        return Resolution(None, (Diagnostic(Kind.NO_DOCUMENT, variant.at(), school=school),))
    source = corpus.protocols[protocol]
    drafted, problems = draft(source, layers)
    origins, more = values_of(corpus, source, layers, variant.document)
    found += problems + more + unused_notes(source, layers) + in_names(source, layers) + unfilled(origins, layers[-1])
    assembly = _Assembly(corpus, school, source, drafted, origins, variant.document)
    policy = assembly.policy(layers[-1])
    diagnostics = sort([*found, *assembly.found])
    choices = {id_: clause.choices for id_, clause in drafted.clauses.items() if clause.choices}
    settled = None if has_errors(diagnostics) else policy
    return Resolution(settled, diagnostics, origins, assembly.places, assembly.starts, choices)


def kort_place(clause: str) -> str:
    """The name under which `Resolution.places` has the place of a clause's short sentence."""
    return str(Slot.kort(clause))


class _Assembly:
    """Fills in every text of one draft, collecting what is wrong."""

    def __init__(
        self,
        corpus: Corpus,
        school: str,
        source: ProtocolSource,
        drafted: Draft,
        origins: dict[str, Origin],
        document: Document,
    ) -> None:
        self.corpus = corpus
        self.school = school
        self.source = source
        self.draft = drafted
        self.origins = origins
        self.document = document
        self.found: list[Diagnostic] = []
        self.places: dict[str, Place] = {}
        self.starts: dict[Slot, Place] = {}
        self.used: set[str] = set()
        self.plain = {name: o.value.text for name, o in origins.items() if o.value is not None}
        self.escaped = {name: myst.escape(text) for name, text in self.plain.items()}
        self.note_count = 0
        self.elsewhere: dict[str, p.Elsewhere] = {}

    def policy(self, layer: Layer) -> p.Policy:
        outline = self.draft.outline
        self._check_placement()
        headings = {
            section.id: self._plain(section.heading, self._heading_place(section), section.id).text
            for section in outlines.sections(outline)
            if section.heading is not None
        }
        titles = {id_: clause.title for id_, clause in self.draft.clauses.items()}
        self.numbers = numbers.number(outline, headings, titles)
        sections = tuple(self._section(section) for section in outline.sections)
        excerpt = self._excerpt(self.draft.excerpt) if self.draft.excerpt is not None else None
        return p.Policy(
            protocol=self.source.id,
            organisation=self._organisation(self.corpus.schools[self.school].school),
            title=self.document.title or self.source.protocol.title,
            document=self.document,
            decisions=layer.variant.decisions,
            consent=self._consent(),
            front=tuple(self._table(table) for table in self.draft.front),
            sections=sections,
            excerpt=excerpt,
            values={
                name: origin.value
                for name, origin in sorted(self.origins.items())
                if name in self.used and origin.value is not None
            },
            omitted=tuple(
                p.Omission(id=id_, title=self.draft.clauses[id_].title, reason=reason)
                for id_, reason in self.draft.omitted.items()
                if id_ not in self.numbers.clauses
            ),
            elsewhere=tuple(self.elsewhere[target] for target in sorted(self.elsewhere)) or None,
        )

    def _report(self, kind: Kind, place: Place, target: str, **values: str) -> None:
        self.found.append(Diagnostic(kind, place, values, school=self.school, target=target))

    def _consent(self) -> tuple[Consent, ...]:
        """The rules of the protocol for the education that this school gives; all of them where that is not said."""
        education = self.corpus.schools[self.school].school.education
        rules = self.source.protocol.consent
        return tuple(rule for rule in rules if not (rule.education and education) or rule.education in education)

    def _organisation(self, school: School) -> p.Organisation:
        fields = {name: getattr(school, name) for name in SCHOOL_FIELDS}
        return p.Organisation(id=self.school, kind=school.kind, **fields)

    # -- structure ----------------------------------------------------------------------------------------------------

    def _check_placement(self) -> None:
        """Each clause, section and table once; nothing that is locked is left out."""
        placed: set[str] = set()
        for id_, group in self._placements():
            if id_ in placed:
                self._report(Kind.PLACED_TWICE, outlines.place_in(group, id_), id_, id=id_)
            placed.add(id_)
        seen: set[str] = set()
        for section in outlines.sections(self.draft.outline):
            if section.id in seen:
                self._report(Kind.DUPLICATE_SECTION, section.at("id"), section.id, id=section.id)
            seen.add(section.id)
        tables: dict[str, Place] = {}
        for table in self.draft.front:
            place = table.at("id")
            if table.id in tables:
                self._report(Kind.DUPLICATE_ID, place, table.id, id=table.id, other=str(tables[table.id]))
            tables[table.id] = place
        for clause in self.draft.clauses.values():
            if clause.locked and clause.id not in placed:
                self._report(Kind.LOCKED, self._variant_place("outline"), clause.id, id=clause.id)

    def _variant_place(self, key: str) -> Place:
        return self.corpus.schools[self.school].variants[self.source.id].at(key)

    def _placements(self) -> Iterator[tuple[str, Group]]:
        for section in outlines.sections(self.draft.outline):
            for group in section.body:
                for id_ in group.clause_ids():
                    yield id_, group

    def _section(self, section: Section) -> p.Section:
        own = self.numbers.sections[section.id]
        self.places[section.id] = self._heading_place(section)
        return p.Section(
            id=section.id,
            heading=self._plain(section.heading, self.places[section.id], section.id) if section.heading else None,
            number=own.number,
            kind=own.kind,
            framed=section.framed,
            groups=tuple(self._group(group) for group in section.body),
            sections=tuple(self._section(child) for child in section.sections),
        )

    def _heading_place(self, section: Section) -> Place:
        return self.draft.headings_at.get(section.id) or section.at("heading" if section.heading else "id")

    def _group(self, group: Group, *, excerpt: bool = False) -> p.Group:
        heading = self._plain(group.heading, group.at("heading"), "heading") if group.heading else None
        if group.columns is not None:
            columns = tuple(
                p.Column(
                    heading=self._plain(column.heading, column.at("heading"), "columns"),
                    clauses=tuple(
                        self._clause(id_, partial(outlines.place_in, group, id_), excerpt=excerpt)
                        for id_ in column.clauses
                    ),
                )
                for column in group.columns
            )
            return p.Group(form="columns", heading=heading, columns=columns)
        clauses = tuple(
            self._clause(id_, partial(outlines.place_in, group, id_), excerpt=excerpt) for id_ in group.clause_ids()
        )
        return p.Group(form=group.form, heading=heading, clauses=clauses)

    def _excerpt(self, excerpt: Excerpt) -> p.Excerpt:
        self.note_count = 0
        intro, closing = (
            self._own(excerpt, key, ids) for key, ids in (("intro", excerpt.intro), ("closing", excerpt.closing))
        )
        return p.Excerpt(
            heading=self._plain(excerpt.heading, excerpt.at("heading"), "excerpt"),
            groups=(*intro, *(self._group(group, excerpt=True) for group in excerpt.body), *closing),
            half=(*intro, p.Group(form="bullets", clauses=tuple(self._half(excerpt))), *closing)
            if excerpt.half
            else None,
            short=self._clause(excerpt.short, partial(excerpt.at, "short"), excerpt=True),
            readers=excerpt.readers if "readers" in excerpt.model_fields_set else None,
        )

    def _own(self, excerpt: Excerpt, key: str, ids: tuple[str, ...]) -> tuple[p.Group, ...]:
        """Paragraphs of the schoolgids' own."""
        at = excerpt.at(key)
        clauses = (
            self._clause(id_, partial(outlines.place_in_list, excerpt, key, id_, at), excerpt=True) for id_ in ids
        )
        return (p.Group(form="prose", clauses=tuple(clauses)),) if ids else ()

    def _half(self, excerpt: Excerpt) -> Iterator[p.Clause]:
        """The clauses of which the half page gives the short sentence."""
        for id_ in excerpt.half:
            named = partial(outlines.place_in_list, excerpt, "half", id_, excerpt.at("half"))
            clause = self._clause(id_, named, excerpt=True)
            if clause.kort is None and id_ in self.draft.clauses:
                self._report(Kind.KORT_MISSING, named(), id_, id=id_)
            yield clause

    def _table(self, table: Table) -> p.Table:
        self.places[table.id] = table.at("id")
        return p.Table(
            id=table.id,
            heading=self._plain(table.heading, table.at("heading"), table.id) if table.heading else None,
            columns=tuple(self._plain(c, table.at("columns", i), table.id) for i, c in enumerate(table.columns)),
            rows=tuple(
                tuple(self._plain(cell, table.at("rows", i, j), table.id) for j, cell in enumerate(row))
                for i, row in enumerate(table.rows)
            ),
        )

    # -- clauses ------------------------------------------------------------------------------------------------------

    def _clause(self, id_: str, named: Callable[[], Place], *, excerpt: bool = False) -> p.Clause:
        """The clause; `named` tells where the source names it, which is asked only where something is wrong."""
        clause = self.draft.clauses.get(id_)
        if clause is None:
            self._unknown(id_, named())
            clause = DraftClause(id_, id_, ("overig",), None, {}, (), named())
        written = clause.wording
        if written is None and id_ in self.draft.clauses:
            if clause.alternatives:
                choices = ", ".join(clause.alternatives)
                self._report(Kind.NO_TEXT, self._variant_place("operations"), id_, id=id_, choices=choices)
            else:
                place = self.source.clauses[id_].at("text") if id_ in self.source.clauses else clause.place
                self._report(Kind.EMPTY_TEXT, place, id_, id=id_)
        if not excerpt or id_ not in self.places:
            self.places[id_] = written.place if written else clause.place
        text = self._marked(written, Slot.clause(id_)) if written else p.Text(text="", template="")
        notes = self._notes(clause, text)
        kort = self._kort(id_, clause.kort) if clause.kort is not None else None
        self._check_references(clause)
        number = self.numbers.clauses.get(id_) if not excerpt else None
        label = self.numbers.clauses[id_].label if id_ in self.numbers.clauses else f"‘{clause.title}’"
        texts = (text, *(n.wording for n in notes), *([kort] if kort is not None else []))
        used = dict.fromkeys(name for t in texts for name in self._names(t.template))
        return p.Clause(
            id=id_,
            title=clause.title,
            audience=self.draft.binds(clause.audience),
            number=number.number if number else "",
            label=label,
            wording=text,
            kort=kort,
            notes=notes,
            parameters=tuple(used),
            references=clause.references,
            source=clause.source,
            alternative=clause.alternative,
            reason=clause.reason,
        )

    def _unknown(self, id_: str, place: Place) -> None:
        tombstone = self.source.tombstones.get(id_)
        if tombstone is None:
            # Not just what is like it: a clause that was deleted would be taken for its neighbour.
            hint = did_you_mean(id_, self.draft.clauses, likeness=0.85)
            self._report(Kind.UNKNOWN_CLAUSE, place, id_, id=id_, hint=hint)
        else:
            help_ = instead(tombstone.replaced_by)
            self._report(Kind.DROPPED_CLAUSE, place, id_, id=id_, reason=tombstone.reason, help=help_)

    def _notes(self, clause: DraftClause, text: p.Text) -> tuple[p.Note, ...]:
        notes: dict[str, p.Note] = {}
        for node in self._inlines(text.text):
            if not isinstance(node, tree.NoteCall) or node.note in notes:
                continue
            if node.note not in clause.notes:
                place = clause.wording.place if clause.wording else clause.place
                hint = did_you_mean(node.note, clause.notes)
                self._report(Kind.UNKNOWN_NOTE, place, clause.id, id=node.note, hint=hint)
                continue
            self.note_count += 1
            wording = self._marked(clause.notes[node.note], Slot.note(clause.id, node.note))
            if any(isinstance(inner, tree.NoteCall) for inner in self._inlines(wording.text)):
                self._report(Kind.MARKUP, clause.notes[node.note].place, clause.id, detail=_("a note inside a note"))
            notes[node.note] = p.Note(id=node.note, number=self.note_count, wording=wording)
        return tuple(notes.values())

    def _kort(self, id_: str, written: Written) -> p.Text:
        """The short sentence of a clause: one paragraph, which is printed where no note can be read."""
        self.places[kort_place(id_)] = written.place
        text = self._marked(written, Slot.kort(id_))
        blocks = parse(text.text) if text.text else ()
        if any(isinstance(node, tree.NoteCall) for node in tree.walk(blocks)):
            self._report(Kind.MARKUP, written.place, id_, detail=_("a note in `kort`, which is printed without notes"))
        elif blocks and [type(block) for block in blocks] != [tree.Paragraph]:
            self._report(Kind.MARKUP, written.place, id_, detail=_("more than one paragraph in `kort`"))
        return text

    def _check_references(self, clause: DraftClause) -> None:
        for reference in clause.references:
            if reference not in self.corpus.references:
                hint = did_you_mean(reference, self.corpus.references)
                self._report(Kind.UNKNOWN_REFERENCE, clause.place, clause.id, id=reference, hint=hint)

    # -- texts --------------------------------------------------------------------------------------------------------

    def _plain(self, template: str, place: Place, target: str) -> p.Text:
        """One line of plain text: values go in as they are."""
        return p.Text(text=self._filled(template, place, target, self.plain), template=template)

    def _marked(self, written: Written, slot: Slot) -> p.Text:
        """Clause markup: values are escaped, and the result is parsed to see that it is allowed."""
        template, target = written.template.strip(), slot.id
        if not template:
            self._report(Kind.EMPTY_TEXT, written.place, target, id=target)
        above = written.template[: written.template.find(template)].count("\n")
        first = self.starts[slot] = _line_below(written.place, above)
        text = self._filled(myst.guard(template), first, target, self.escaped)
        try:
            blocks = parse(text)
        except MarkupError as error:
            place = _line_below(first, error.line)
            if error.link:
                self._report(Kind.LINK, place, target, address=error.what)
            else:
                self._report(Kind.MARKUP, place, target, detail=error.what)
            return p.Text(text="", template=template)
        if not myst.can_be_written(text):
            self._report(Kind.MARKUP, first, target, detail=_("emphasis inside emphasis without end"))
        known = self.numbers.clauses
        for node in tree.walk(blocks):
            if not isinstance(node, tree.ClauseReference) or node.clause in known:
                continue
            if is_elsewhere(node.clause):
                self._refer(node.clause, written.place, target)
            else:
                hint = did_you_mean(node.clause, known)
                self._report(Kind.UNKNOWN_TARGET, written.place, target, id=node.clause, hint=hint)
        return p.Text(text=text, template=template)

    def _refer(self, called: str, place: Place, target: str) -> None:
        """Look up a clause of another document, unless this version was frozen: what it printed then, it prints."""
        if called in self.elsewhere:
            return
        found = self.printed.get(called) or elsewhere(self.corpus, self.school, self.source.id, called)
        if isinstance(found, p.Elsewhere):
            self.elsewhere[called] = found
        else:
            told = {"detail": found.detail, "hint": found.hint, "help": found.help}
            self._report(Kind.UNKNOWN_ELSEWHERE, place, target, id=called, **told)

    @cached_property
    def printed(self) -> dict[str, p.Elsewhere]:
        """What the frozen text of this version prints of other documents, by what texts call it."""
        releases = self.corpus.schools[self.school].releases_of(self.source.id)
        own = (one.policy for one in releases if one.version == self.document.version and one.is_whole)
        return {one.target: one for policy in own for one in policy.elsewhere or ()}

    def _inlines(self, text: str) -> Iterable[tree.Inline]:
        return tree.walk(parse(text)) if text else ()

    def _names(self, template: str) -> tuple[str, ...]:
        try:
            return names(template)
        except TemplateError:
            return ()

    def _filled(self, template: str, place: Place, target: str, values: dict[str, str]) -> str:
        try:
            used = names(template)
        except TemplateError as error:
            self._report(Kind.PLACEHOLDER, _line_below(place, error.line), target, detail=error.what)
            return ""
        missing = [name for name in used if name not in values]
        for name in missing:
            self._report_missing(name, place, target)
        self.used.update(used)
        return "" if missing else fill(template, values)

    def _report_missing(self, name: str, place: Place, target: str) -> None:
        origin = self.origins.get(name)
        if origin is None:
            self._report(Kind.UNKNOWN_NAME, place, target, name=name, hint=did_you_mean(name, self.origins))
        elif origin.level == "default":
            help_ = self.source.parameters[name].help
            school = self.corpus.schools[self.school].school
            place = school.at("parameters") if name in self.source.shared else self._variant_place("parameters")
            self._report(Kind.PARAMETER_MISSING, place, name, name=name, help=help_)
        elif origin.level not in {"variant", "shared"}:  # a value that does not fit was reported with its type
            self._report(Kind.NO_VALUE, place, target, name=name, where=str(origin.place))


def _line_below(place: Place, line: int) -> Place:
    """The line in the file for a line of a text."""
    return Place(place.file, place.line + line) if line else place
