"""Everything that one document's outputs are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from schoolprotocol.compare.history import History
from schoolprotocol.config import document_name
from schoolprotocol.model.document import Decision
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.policy.model import Excerpt, Policy
from schoolprotocol.templating import Templates

Edition = Literal["working", "newest", "replaced", "lapsed"]
"""The working text; or of the adopted versions the newest one, one that was replaced, one of a document that lapsed."""


@dataclass(frozen=True, slots=True)
class Held:
    """The version that applies while a later text is a proposal."""

    policy: Policy
    """With what the schoolgids takes from it, if anything."""
    url: str
    """Its permanent address."""
    unproven: bool = False
    """Whether what is kept does not show that it was adopted."""


@dataclass(frozen=True)
class Job:
    """A document with everything that its outputs are made of; nothing is looked up later.

    Each `Output` names the fields that it is made of.
    """

    school: str
    protocol: str
    templates: Templates
    """Each `Output` names the folders of those that it is made with."""
    summary: str
    policy: Policy
    style: Style
    logo: Path | None
    site: str
    """Folder of its site below `build/html`."""
    url: str
    publisher: str
    synonyms: tuple[tuple[str, ...], ...]
    """Words with which people look for the same thing."""
    releases: tuple[Policy, ...]
    void: tuple[Decision, ...]
    """Decisions about this version that no longer hold."""
    unproven: bool
    """Whether it claims a status that its decisions do not carry."""
    report: ReportInput | None
    """What changed since the last release; None where there is none, or where no output shows it."""
    archive: tuple[str, ...] = ()
    """Versions that get pages of their own below its site."""
    newer: str | None = None
    """The version that was adopted after this one."""
    edition: Edition = "working"
    """What it is: the working text, or an adopted version that is kept under its own address."""
    history: History | None = None
    """What happened to each clause; None where no version was frozen, or where no output shows it."""
    despite: Mapping[str, str] = field(default_factory=dict)
    """By version, why it was released although the check found errors; a text of that version that is another by now
    has none."""
    lineage: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Earlier ids by clause id; empty where no output lays versions beside each other."""

    guide: Excerpt | None = None
    """What the schoolgids says of this version: its own text or, where it was frozen without one, what that of the
    working text takes from it. None where it says nothing, and of a version that does not apply any more."""
    held: Held | None = None
    """What applies while this text is a proposal; None where nothing does."""

    @property
    def name(self) -> str:
        """`aurora-sociale-media`."""
        return document_name(self.school, self.protocol)
