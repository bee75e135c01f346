"""Everything that one document's outputs are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from schoolprotocol.compare.history import History
from schoolprotocol.config import ARCHIVE, PROPOSAL, document_name
from schoolprotocol.model.base import Status
from schoolprotocol.model.document import Decision
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.help import Help
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.policy.model import Excerpt, Policy
from schoolprotocol.policy.rules import Chosen
from schoolprotocol.templating import Templates

Edition = Literal["working", "proposal", "in_force", "newest", "replaced", "lapsed"]
"""What a text is where it stands.

The working text at the document's own address, or as a proposal beside the version that is in force; that version at
the document's own address; an adopted version at its own: the newest, one that was replaced, one of a document that
lapsed.
"""


@dataclass(frozen=True, slots=True)
class Editions:
    """Which texts of a document have pages, and where: the same for each of them."""

    adopted: tuple[str, ...] = ()
    """The versions that were adopted and frozen, oldest first: each has an address for ever."""
    newest: str | None = None
    """The version that was adopted last, frozen or not."""
    in_force: str | None = None
    """The frozen version that stands at the document's own address; None where the working text does."""
    holds: bool = False
    """Whether what stands there was adopted and did not lapse."""
    has_lapsed: bool = False
    """Whether the document lapsed."""
    version: str = ""
    """Of the working text."""
    status: Status = "concept"
    """Of the working text."""
    pages: tuple[str, ...] = ()
    """Names of the pages at the document's own address, without ending."""
    proposed: tuple[str, ...] = ()
    """Those of the proposal beside it; none where there is no such."""

    def site(self, home: str, version: str | None) -> str:
        """The folder with the pages of a text.

        Args:
            home: that of the document (`Corpus.site`).
            version: the frozen version; None for the working text.
        """
        if version is not None:
            return f"{home}/{ARCHIVE}/{version}"
        return f"{home}/{PROPOSAL}" if self.in_force is not None else home


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
    home: str
    """Folder of the document below `build/html`; in it, or further down, stands the site of this text."""
    url: str
    """Permanent address of this text, ending in a slash."""
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
    edition: Edition = "working"
    """What it is."""
    editions: Editions = field(default_factory=Editions)
    """The texts beside it."""
    history: History | None = None
    """What happened to each clause; None where no version was frozen, or where no output shows it."""
    despite: Mapping[str, str] = field(default_factory=dict)
    """By version, why it was released although the check found errors; a text of that version that is another by now
    has none."""
    lineage: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Earlier ids by clause id; empty where no output lays versions beside each other."""

    first: Mapping[str, tuple[Chosen, ...]] = field(default_factory=dict)
    """The clauses that readers meet first, by audience: as the protocol and the school say it now, also of a version
    that was frozen before (`policy.rules`)."""
    help: Help = field(default_factory=Help)
    """Whom readers can ask or ring, as the source says it now."""
    guide: Excerpt | None = None
    """What the schoolgids says of this version: its own text or, where it was frozen without one, what that of the
    working text takes from it. None where it says nothing, and of a version that does not apply any more."""
    held: Held | None = None
    """What applies while this text is a proposal; None where nothing does."""

    @property
    def document(self) -> str:
        """`aurora-sociale-media`."""
        return document_name(self.school, self.protocol)

    @property
    def version(self) -> str | None:
        """Of a frozen text; None of the working text."""
        return None if self.edition in {"working", "proposal"} else self.policy.document.version

    @property
    def name(self) -> str:
        """How its files are named: `aurora-sociale-media`, and `aurora-sociale-media-1.0` of a frozen text."""
        return self.document if self.version is None else f"{self.document}-{self.version}"

    @property
    def home_url(self) -> str:
        """Permanent address of the document, ending in a slash: what is in force stands there."""
        return f"{self.url.removesuffix(f'{self.site}/')}{self.home}/"

    @property
    def called(self) -> str:
        """How they are named where its site offers them: what is in force has names that never change."""
        return {"proposal": f"{self.document}-{PROPOSAL}", "in_force": self.document}.get(self.edition, self.name)

    @property
    def site(self) -> str:
        """Folder of its site below `build/html`."""
        return self.editions.site(self.home, self.version)
