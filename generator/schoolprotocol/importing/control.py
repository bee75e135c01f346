"""What a document says about itself → document control of the source: its tables, its status, who decided on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from schoolprotocol.edit.edit import Edit
from schoolprotocol.importing.about import Told, key_of
from schoolprotocol.importing.front import Front, FrontTable
from schoolprotocol.importing.inline import plainly
from schoolprotocol.importing.names import slug, unique
from schoolprotocol.importing.parts import Piece
from schoolprotocol.importing.texts import Writer, on_a_line
from schoolprotocol.intake.blocks import Block
from schoolprotocol.model.base import Status
from schoolprotocol.model.document import OLDEST, Document
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.styles import Data
from schoolprotocol.text.template import capital
from schoolprotocol.words.terms import STATUS_IN_TEXT


@dataclass
class Control:
    """Document control of a document that is taken over."""

    front: Front
    blocks: Sequence[Block]
    writer: Writer
    today: date
    """The day after which nobody can have adopted it yet."""
    may_adopt: bool
    """Whether it may be taken over as adopted."""
    ids: dict[int, str] = field(default_factory=dict)
    """Of each table, by its place among them."""

    def tables(self) -> Iterator[dict[str, Data]]:
        """The tables of document control, as the source has them."""
        taken: set[str] = set()
        for n, table in enumerate(self.front.tables):
            said = self.blocks[table.heading].text if table.heading is not None else ""
            id_ = unique(slug(said, 3, 30) if said else "documentgegevens", taken)
            taken.add(id_)
            self.ids[n] = id_
            data: dict[str, Data] = {"id": id_}
            if table.heading is not None:
                data["heading"] = self.writer.line(Piece(table.heading, plainly(said)))
            rows = [self._row(table, row) for row in table.rows]
            if table.has_head:
                data["columns"] = list(rows.pop(0))
            yield {**data, "rows": [list(row) for row in rows]}

    def said(self, n: int) -> tuple[str, list[list[str]]]:
        """What stands above the so-manieth table, and in its rows, as it is printed."""
        table = self.front.tables[n]
        heading = self.writer.tidy(self.blocks[table.heading].text) if table.heading is not None else ""
        rows = (self.blocks[row] for row in table.rows)
        cells = (one.cells or (one.text.partition(":")[0] + ":", one.text.partition(":")[2]) for one in rows)
        return heading, [[self.writer.tidy(cell) for cell in row] for row in cells]

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
        name = name if name in self.document() else None
        printed = self.front.about.printed(name) if name else None
        if name == "status" and self.status() in STATUS_IN_TEXT:
            printed = STATUS_IN_TEXT[self.status()]
        for told, use in (
            (printed, "{{{{ document.{} }}}}"),
            (printed and capital(printed), "{{{{ document.{} | hoofdletter }}}}"),
        ):
            if told is not None and text.strip() == told:
                return use.format(name)
        return self.writer.cell(Piece(n, plainly(text)), key)

    def status(self) -> Status:
        """Whether it was adopted."""
        return "vastgesteld" if self.is_adopted() else "concept"

    def is_adopted(self) -> bool:
        """Whether it says that it was adopted, on a day that is past."""
        about = self.front.about
        day = about.values.get("day")
        return (
            self.may_adopt and about.is_adopted and day is not None and OLDEST <= date.fromisoformat(day) <= self.today
        )

    def consents(self) -> list[Told]:
        """The consents that fit the adoption: the others are asked."""
        day = self.front.about.values.get("day")
        if day is None or not self.is_adopted():
            return []
        adopted = date.fromisoformat(day)
        fit = [one for one in self.front.about.consents if one.body and one.day and OLDEST <= one.day <= adopted]
        by_body = Counter(one.body for one in fit)
        return [one for one in fit if by_body[one.body] == 1]  # one that has two days contradicts itself

    def document(self) -> dict[str, Data]:
        """Document control, as a variant has it."""
        values = dict(self.front.about.values)
        values |= {
            name: on_a_line(self.writer.persons.anonymous(text)) for name, text in values.items() if name == "subtitle"
        }
        for name in ("owner", "manager", "author"):
            if name in values and self.writer.persons.is_one(values[name]):
                values.pop(name)
        version = values.pop("version", "1.0" if self.is_adopted() else "0.1")
        told: dict[str, Data] = {"version": version, "status": self.status(), **values}
        return {name: told[name] for name in Document.model_fields if name in told}

    def decide(self, edit: Edit, key: tuple[str, str], policy: Policy, board: str) -> None:
        """Record the decisions that the document tells of.

        Args:
            edit: the changes.
            key: school and protocol.
            policy: the text that was adopted.
            board: who adopts where the document names nobody.
        """
        about = self.front.about
        for told in self.consents():
            edit.record_decision(*key, body=told.body, kind="instemming", day=told.day)
        body = about.body if about.body and not self.writer.persons.is_one(about.body) else board
        day = date.fromisoformat(about.values["day"])
        edit.record_decision(*key, body=body, kind="vaststelling", day=day, text_hash=text_hash(policy))
