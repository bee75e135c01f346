"""The intake of a file, whole: its bytes → kind → reading → blocks, proven by the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.errors import IntakeError
from schoolprotocol.files import write_file
from schoolprotocol.intake import ledger
from schoolprotocol.intake.blocks import Block, Source, as_json
from schoolprotocol.intake.kinds import kind_of
from schoolprotocol.intake.readers import read
from schoolprotocol.intake.reading import MOST_PARAGRAPHS, Proposal, Reading, too_long
from schoolprotocol.intake.slips import slips
from schoolprotocol.intake.structure import structure

LIMIT = 100 * 2**20
"""Bytes of a file: what is larger holds pictures, and those are not read."""


@dataclass(frozen=True)
class Taken:
    """A document, taken in."""

    source: Source
    reading: Reading
    blocks: Sequence[Block]
    sums: Mapping[str, int]
    """How many characters went where; together they are all that the file has."""

    @cached_property
    def json(self) -> str:
        """Its blocks for other programs."""
        return as_json(self.source, self.blocks)

    def write(self, path: Path) -> None:
        """Write its blocks as JSON, whole or not at all.

        Raises:
            OSError: where the machine cannot.
        """
        write_file(path, self.json)

    @property
    def remarks(self) -> Sequence[str]:
        """What a person should know of the file."""
        return self.reading.remarks

    @cached_property
    def proposals(self) -> Sequence[Proposal]:
        """What looks like a slip in it."""
        return tuple(dict.fromkeys((*self.reading.proposals, *slips(self.reading))))


def take(path: Path) -> Taken:
    """Take in a file. Nothing is written.

    Raises:
        IntakeError: where it cannot be read whole, or not every character found its place.
        MissingOnMachineError: where another program is needed, and not there.
        OSError: where the machine cannot read it.
    """
    data = disk.read(path, LIMIT, follow=True)
    if len(data) > LIMIT:
        text = _("This file is larger than {size} MB.")
        raise IntakeError(text.format(size=LIMIT // 2**20), _("Make its pictures smaller, or split it."))
    return take_bytes(path.name, data)


def take_bytes(name: str, data: bytes) -> Taken:
    """Take in the bytes of a file.

    Args:
        name: of the file.
        data: what it holds.

    Raises:
        IntakeError: where it cannot be read whole, or not every character found its place.
        MissingOnMachineError: where another program is needed, and not there.
    """
    kind = kind_of(name, data)
    try:
        reading = read(kind, data)
        if sum(1 + one.source.count("\n") for one in reading.paragraphs) > MOST_PARAGRAPHS:
            raise too_long()
        blocks = structure(reading)
        sums = ledger.prove(reading, blocks)
    except RecursionError:
        text = _("This file nests tables, boxes or changes deeper than any document does.")
        raise IntakeError(text, _("Open it in Word or LibreOffice and save it anew, or do not trust it.")) from None
    if not any(sums.values()):
        text = _("There is no text in this file: it may hold pictures of pages, from a scanner.")
        raise IntakeError(text, _("Have the text recognised (OCR) first, and take in what comes of that."))
    return Taken(Source(name, hashlib.sha256(data).hexdigest(), kind), reading, blocks, sums)
