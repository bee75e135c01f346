"""The gate for frozen texts: what the source may not hold, no release and no proposal may show.

A frozen file is read from a disk like any other file. Whoever edits it can compute its hash anew, so a hash that fits
says nothing about what the text is. Before anything is made of it, each of its fields goes through the same fence as
the source: markup, ids, addresses, characters, lengths, references. Numbers are computed by us in the source; here they
are held to the form that we give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from itertools import islice
from typing import Any, Final

from schoolprotocol.model.base import NAME
from schoolprotocol.policy import model as p
from schoolprotocol.source.yaml import LONG_SPACE, MAX_SPACE
from schoolprotocol.text import myst, tree
from schoolprotocol.text.characters import CONTROL
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.template import TemplateError, fill, names
from schoolprotocol.words.invisible import INVISIBLE

MAX_DEPTH: Final = 40
"""Levels of lists and objects in a frozen file; a document has some fifteen."""
MAX_SECTIONS: Final = 5
"""Levels of sections: below the title, a page has five kinds of headings left."""
MANY: Final = 20
"""Findings in one file that are told."""

_ID = re.compile(NAME)
_CLAUSE_ID = re.compile(rf"{NAME}\.{NAME}")
_ELSEWHERE = re.compile(rf"{NAME}:{NAME}\.{NAME}")
_TOPIC = re.compile(rf"{NAME}(?:\.{NAME})*")
_VALUE = re.compile(r"[a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*")
_COUNTED = re.compile(r"(?:[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3}){0,5})?")
_NUMBERS: Final[Mapping[str, re.Pattern[str]]] = {
    "chapter": re.compile(r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3}){0,5}"),
    "part": re.compile(r"[A-Z]{1,3}"),
    "appendix": re.compile(r"Bijlage [1-9][0-9]{0,3}"),
    "plain": re.compile(""),
}
"""What a section of each kind has before its heading."""
_HTTPS = re.compile(r"https://[^\s<>\"']+")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[a-z]+")
_LINE, _LABEL, _FILLED, _MARKUP, _MARKED, _KORT = 1_000, 3_000, 20_000, 20_000, 200_000, 500
"""Characters at most: of a line and of a label; of a line with its values; of clause markup, and of that with its
values; of a short sentence."""
_WITHOUT_TARGET = re.compile(r"\[\^|\{clause\}")
"""What calls a note or names a clause: a text without it need not be searched for either."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that keeps a frozen text from being shown."""

    field: str
    """Where in the file: `policy.sections.0.heading.text`, or `clause regels.telefoon`."""
    detail: str


def refuse_data(data: object) -> Iterator[Wrong]:
    """What is wrong with the texts of a frozen file before it is known what each of them is: characters.

    Args:
        data: the file as JSON data, no deeper than `MAX_DEPTH` (`is_deep`).
    """
    for path, text in _texts(data, ()):
        found = (CONTROL.search(text) or INVISIBLE.search(text)) if not text.isascii() else CONTROL.search(text)
        if found is not None:
            character = _("the invisible character U+{code}").format(code=f"{ord(found[0]):04X}")
            yield Wrong(".".join(path), character)
        if LONG_SPACE.search(text) is not None:
            yield Wrong(".".join(path), _("more than {limit} spaces in a row").format(limit=MAX_SPACE))


def is_deep(data: object) -> bool:
    """Whether JSON data nest deeper than any document."""
    level: list[Any] = [data]
    for _depth in range(MAX_DEPTH):
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


def _texts(data: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield (*path, ascii(name)[1:-1]), name
            yield from _texts(value, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, str(index)))


def refuse_policy(policy: p.Policy) -> tuple[Wrong, ...]:
    """What keeps a policy from being shown; the first of it, where there is much."""
    return tuple(islice(_Gate(policy).found(), MANY))


class _Gate:
    def __init__(self, policy: p.Policy) -> None:
        self.policy = policy

    @cached_property
    def known(self) -> frozenset[str]:
        """Clauses that a text may refer to."""
        own = (clause.id for clause in self.policy.clauses())
        return frozenset((*own, *(one.target for one in self.policy.elsewhere or ())))

    @cached_property
    def plain(self) -> dict[str, str]:
        return {name: value.text for name, value in self.policy.values.items()}

    @cached_property
    def escaped(self) -> dict[str, str]:
        return {name: myst.escape(text) for name, text in self.plain.items()}

    def found(self) -> Iterator[Wrong]:
        policy = self.policy
        yield from _fits("policy.protocol", policy.protocol, _ID, 60)
        yield from _line("policy.title", policy.title, _FILLED)
        yield from self._organisation(policy.organisation)
        yield from self._values()
        seen: set[str] = set()
        for table in policy.front:
            yield from self._table(table, seen)
        placed: set[str] = set()
        for section in policy.sections:
            yield from self._section(section, seen, placed, 1)
        if policy.excerpt is not None:
            yield from self._excerpt(policy.excerpt)
        for omission in policy.omitted:
            yield from _fits("policy.omitted", omission.id, _CLAUSE_ID, 80)
            yield from _line(f"policy.omitted.{omission.id}", omission.title, _LINE)
        for one in policy.elsewhere or ():
            yield from _fits("policy.elsewhere", one.target, _ELSEWHERE, 160)
            yield from _line(f"policy.elsewhere.{_short(one.target)}", one.title, _LINE)
            yield from _line(f"policy.elsewhere.{_short(one.target)}", one.label, _LABEL)

    # -- facts --------------------------------------------------------------------------------------------------------

    def _organisation(self, organisation: p.Organisation) -> Iterator[Wrong]:
        yield from _fits("policy.organisation.id", organisation.id, _ID, 60)
        for name, value in organisation:
            if isinstance(value, str):
                yield from _line(f"policy.organisation.{name}", value, _LINE)
        if organisation.website is not None:
            yield from _fits("policy.organisation.website", organisation.website, _HTTPS, 500)
        if organisation.email is not None:
            yield from _fits("policy.organisation.email", organisation.email, _MAIL, _LINE)

    def _values(self) -> Iterator[Wrong]:
        for name, value in self.policy.values.items():
            yield from _fits("policy.values", name, _VALUE, 200)
            yield from _long(f"policy.values.{name}", value.text, _FILLED)
            if isinstance(value.value, str):
                yield from _long(f"policy.values.{name}", value.value, _FILLED)

    # -- structure ----------------------------------------------------------------------------------------------------

    def _table(self, table: p.Table, seen: set[str]) -> Iterator[Wrong]:
        field = f"table {_short(table.id)}"
        yield from _fits(field, table.id, _ID, 60)
        yield from _once(field, table.id, seen)
        if table.heading is not None:
            yield from self._plain(field, table.heading)
        for cell in (*table.columns, *(cell for row in table.rows for cell in row)):
            yield from self._plain(field, cell, empty=True)
        width = len(table.columns) or max(2, max(map(len, table.rows), default=2))
        if any(len(row) != width for row in table.rows):
            yield Wrong(field, _("its rows are not as long as each other"))

    def _section(self, section: p.Section, seen: set[str], placed: set[str], level: int) -> Iterator[Wrong]:
        field = f"section {_short(section.id)}"
        yield from _fits(field, section.id, _ID, 60)
        yield from _once(field, section.id, seen)
        yield from _fits(field, section.number, _NUMBERS[section.kind], 40)
        if level > MAX_SECTIONS:
            yield Wrong(field, _("it stands more than {limit} sections deep").format(limit=MAX_SECTIONS))
            return
        if section.heading is not None:
            yield from self._plain(field, section.heading)
        for group in section.groups:
            yield from self._group(field, group)
            for clause in group.all_clauses():
                yield from _once(f"clause {_short(clause.id)}", clause.id, placed)
        for child in section.sections:
            yield from self._section(child, seen, placed, level + 1)

    def _group(self, field: str, group: p.Group) -> Iterator[Wrong]:
        if (group.form == "columns") != bool(group.columns) or (group.columns and group.clauses):
            yield Wrong(field, _("clauses stand in it in two forms at once, or in none"))
        for heading in (group.heading, *(column.heading for column in group.columns)):
            if heading is not None:
                yield from self._plain(field, heading)
        for clause in group.all_clauses():
            yield from self._clause(clause)

    def _excerpt(self, excerpt: p.Excerpt) -> Iterator[Wrong]:
        yield from self._plain("excerpt", excerpt.heading)
        for group in (*excerpt.groups, *(excerpt.half or ())):
            yield from self._group("excerpt", group)
        yield from self._clause(excerpt.short)

    # -- clauses ------------------------------------------------------------------------------------------------------

    def _clause(self, clause: p.Clause) -> Iterator[Wrong]:
        field = f"clause {_short(clause.id)}"
        yield from _fits(field, clause.id, _CLAUSE_ID, 80)
        yield from _line(field, clause.title, _LINE)
        yield from _line(field, clause.label, _LABEL)
        yield from _fits(field, clause.number, _COUNTED, 40)
        for name in clause.references:
            yield from _fits(field, name, _ID, 60)
        for name in clause.parameters:
            yield from _fits(field, name, _VALUE, 200)
        if clause.alternative is not None:
            yield from _fits(field, clause.alternative, _ID, 60)
        if clause.reason is not None:
            yield from _long(field, clause.reason, _MARKUP)
        notes = {note.id for note in clause.notes}
        if len(notes) < len(clause.notes):
            yield Wrong(field, _("two of its notes have one name"))
        yield from self._marked(field, clause.wording, notes)
        for note in clause.notes:
            yield from _fits(field, note.id, _ID, 60)
            if not 0 < note.number < _LINE:
                yield Wrong(field, _("“{value}” is no number of a note").format(value=note.number))
            yield from self._marked(field, note.wording, set())
        if clause.kort is not None:
            yield from _long(field, clause.kort.template, _KORT)
            yield from self._marked(field, clause.kort, set())

    # -- texts --------------------------------------------------------------------------------------------------------

    def _plain(self, field: str, text: p.Text, *, empty: bool = False) -> Iterator[Wrong]:
        """A line of plain text: every output escapes it whole."""
        if not (empty and not text.text):
            yield from _line(field, text.text, _FILLED)
        yield from _long(field, text.template, _LINE)
        yield from self._template(field, text.template)

    def _template(self, field: str, template: str) -> Iterator[Wrong]:
        try:
            used = names(template)
        except TemplateError as error:
            yield Wrong(field, _("“{what}” is no placeholder").format(what=error.what))
            return
        missing = [name for name in used if name not in self.plain]
        if missing:
            yield Wrong(field, _("“{name}” has no value").format(name=missing[0]))

    def _marked(self, field: str, text: p.Text, notes: set[str]) -> Iterator[Wrong]:
        """Clause markup, as readers get it and as it was written: a comparison shows both."""
        found = [*_long(field, text.text, _MARKED), *_long(field, text.template, _MARKUP)]
        found += self._template(field, text.template)
        if found:
            yield from found
            return
        filled = fill(myst.guard(text.template), self.escaped)
        for markup in dict.fromkeys((text.text, filled)):
            yield from self._markup(field, markup, notes)

    def _markup(self, field: str, markup: str, notes: set[str]) -> Iterator[Wrong]:
        if not markup.strip():
            yield Wrong(field, _("a text is empty"))
            return
        try:
            blocks = parse(markup)
        except MarkupError as error:
            detail = _("{what} has no place in it").format(what=_short(error.what))
            yield Wrong(
                field, _("the address “{address}”").format(address=_short(error.what)) if error.link else detail
            )
            return
        if not myst.can_be_written(markup):
            yield Wrong(field, _("emphasis inside emphasis without end"))
        if "&" in markup:  # a character reference, which `refuse_data` takes for what it is written with
            words = "".join(node.text for node in tree.walk(blocks) if isinstance(node, tree.Words))
            unseen = INVISIBLE.search(words)
            if unseen is not None:
                yield Wrong(field, _("the invisible character U+{code}").format(code=f"{ord(unseen[0]):04X}"))
        if _WITHOUT_TARGET.search(markup) is None:
            return
        for node in tree.walk(blocks):
            if isinstance(node, tree.ClauseReference) and node.clause not in self.known:
                yield Wrong(field, _("no clause is called “{id}”").format(id=_short(node.clause)))
            elif isinstance(node, tree.NoteCall) and node.note not in notes:
                yield Wrong(field, _("no note is called “{id}”").format(id=_short(node.note)))


def _fits(field: str, value: str, pattern: re.Pattern[str], limit: int) -> Iterator[Wrong]:
    if len(value) > limit or not pattern.fullmatch(value):
        yield Wrong(field, _("“{value}” does not fit there").format(value=_short(value)))


def _line(field: str, value: str, limit: int) -> Iterator[Wrong]:
    if not value.strip() or "\n" in value or "\r" in value:
        yield Wrong(field, _("a line of text belongs there"))
    yield from _long(field, value, limit)


def _long(field: str, value: str, limit: int) -> Iterator[Wrong]:
    if len(value) > limit:
        yield Wrong(field, _("a text is longer than {limit} characters").format(limit=limit))


def _once(field: str, id_: str, seen: set[str]) -> Iterator[Wrong]:
    if id_ in seen:
        yield Wrong(field, _("it stands there twice"))
    seen.add(id_)


def _short(value: str) -> str:
    """A value as a message can repeat it, whatever it holds."""
    told = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in value[:60])
    return told + ("…" if len(value) > 60 else "")
