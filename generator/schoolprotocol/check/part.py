"""What a check has to know of one school: its findings, and what the rules about the whole source ask of it.

It is small and holds nothing of the source itself. So schools can be checked one by one and side by side, and what was
found of one can be kept until something changes of which it was made.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from schoolprotocol.check.around import Around
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.places import Place

_MOST = 20_000_000
"""Bytes of words that are unpacked; of a large school they are a hundred thousand."""


def packed(words: str) -> str:
    """Words in a third of their room: a check holds those of every school, and they are most of what it keeps."""
    return b64encode(zlib.compress(words.encode("utf-8", "surrogatepass"))).decode("ascii")


def unpacked(words: str) -> str:
    """The same words; none where nobody packed them."""
    try:
        data = zlib.decompressobj().decompress(b64decode(words, validate=True), _MOST)
        return data.decode("utf-8", "surrogatepass")
    except (ValueError, zlib.error):
        return ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a school accepts (`suppress`)."""

    code: str
    target: str | None
    """None: whatever it is about."""
    place: Place


@dataclass(frozen=True, slots=True)
class Explained:
    """What change notes have to do with one document."""

    meant: tuple[str, ...] = ()
    """Notes that are meant for it."""
    used: tuple[str, ...] = ()
    """Notes that explain something in it."""
    by_section: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By note: the clauses that no note names, and whose change in substance it explains by their section."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that resolves."""

    school: str
    protocol: str
    file: str
    """Of its variant: what is found there may be accepted there."""
    found: tuple[Diagnostic, ...]
    unheard: tuple[Diagnostic, ...] = ()
    """What is told elsewhere, or accepted in another document: here it only counts for what this one accepts."""
    explained: Explained | None = None
    """None where it has no earlier version to be compared with."""


@dataclass(frozen=True, slots=True)
class Use:
    """What the variant that a school has of a protocol, and the document that it makes, use of that."""

    school: str
    protocol: str
    is_published: bool
    extends: str
    place: Place
    """Of the protocol's name in it."""
    gives: Mapping[str, Place]
    """The values that it gives."""
    adds: tuple[tuple[str, Place], ...]
    """The clauses that it adds."""
    names: frozenset[str]
    """Placeholders in any of its texts."""
    sections: frozenset[str]
    """In its own outline."""
    outlined: frozenset[str]
    """Clauses that its own outline places, or its own text for the schoolgids."""
    is_resolved: bool = False
    """Whether its document is there and has no faults; of the rest nothing is known otherwise."""
    clauses: frozenset[str] = frozenset()
    """That the document has."""
    values: Mapping[str, str] = field(default_factory=dict)
    """That texts of the document can print."""
    tried: frozenset[int] = frozenset()
    """The wordings of the catalogue that the document has, by their number there."""


@dataclass(frozen=True, slots=True)
class Part:
    """One school."""

    school: str
    is_read: bool = False
    """Whether its `school.yaml` could be; of the rest nothing is known otherwise."""
    faults: tuple[Diagnostic, ...] = ()
    """What could not be read in its folder."""
    found: tuple[Diagnostic, ...] = ()
    """What is wrong there beside the texts of its documents."""
    checked: tuple[Checked, ...] = ()
    uses: tuple[Use, ...] = ()
    released: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The sections in any release, by protocol."""
    accepts: Mapping[str, tuple[Accepted, ...]] = field(default_factory=dict)
    """By file of a variant."""
    gives: Mapping[str, Place] = field(default_factory=dict)
    """The values that it gives of those that all protocols share."""
    builds_on: tuple[str, ...] = ()
    """The school and all from which it has such values."""
    despite: tuple[tuple[str, str, str], ...] = ()
    """Protocol, version and reason of what was released although the check found errors."""
    bases: tuple[str, ...] = ()
    """Whom its variants name to build on, and whom those do, whether they are there or not."""
    words: str = ""
    """Of the texts of its documents, a line for each word with the one behind it, each once: only a name of which these
    have every word, one behind the other, can stand there. `packed`."""

    @property
    def has_no_faults(self) -> bool:
        """Whether all could be read in its folder, and every document that it publishes is there without faults."""
        return self.is_read and not self.faults and all(use.is_resolved for use in self.uses if use.is_published)

    def near(self, around: Around) -> str:
        """Hash of the names of schools that could stand in its texts."""
        return around.near(unpacked(self.words))
