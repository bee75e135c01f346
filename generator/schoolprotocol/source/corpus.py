"""The whole source, loaded and validated file by file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schoolprotocol.model.change import ChangeNote
from schoolprotocol.model.clause import Clause, Tombstone
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.protocol import Protocol
from schoolprotocol.model.school import School
from schoolprotocol.model.target import AnyTarget
from schoolprotocol.model.variant import Variant
from schoolprotocol.policy.model import Policy


def version_key(version: str) -> tuple[int, ...]:
    """For sorting: 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))


@dataclass(frozen=True)
class ProtocolSource:
    """One protocol's folder."""

    id: str
    protocol: Protocol
    clauses: dict[str, Clause]
    tombstones: dict[str, Tombstone]
    changes: tuple[ChangeNote, ...]


@dataclass(frozen=True)
class Release:
    """A frozen policy."""

    school: str
    protocol: str
    version: str
    file: str
    """Path relative to the project's root."""
    policy: Policy
    recorded_hash: str
    """The hash that the file carries."""
    actual_hash: str
    """The hash that its text really has; another one means that it was edited after release."""
    despite: str | None = None
    """Why it was frozen although the check found errors."""

    @property
    def is_whole(self) -> bool:
        """Whether it still holds what was released."""
        return self.recorded_hash == self.actual_hash


@dataclass(frozen=True)
class Proposal:
    """A text as it was put to a council: frozen like a release, and known by the hash of the text."""

    school: str
    protocol: str
    version: str
    text_hash: str
    """See `policy.decided.text_hash`; decisions are bound to it."""
    file: str
    """Path relative to the project's root."""
    policy: Policy
    recorded_hash: str
    """The hash that the file carries."""
    actual_hash: str
    """The hash that the file really has; another one means that it was edited afterwards."""

    @property
    def is_whole(self) -> bool:
        """Whether it still holds what was put to the council."""
        return self.recorded_hash == self.actual_hash


@dataclass(frozen=True)
class SchoolSource:
    """One school's folder."""

    id: str
    folder: Path
    school: School
    variants: dict[str, Variant] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    """By protocol and version, oldest first."""
    proposals: tuple[Proposal, ...] = ()
    """By protocol, version and hash of the text."""

    def releases_of(self, protocol: str) -> tuple[Release, ...]:
        """This school's releases of one protocol, oldest first."""
        return tuple(r for r in self.releases if r.protocol == protocol)

    def proposals_of(self, protocol: str) -> tuple[Proposal, ...]:
        """What this school put to councils of one protocol."""
        return tuple(p for p in self.proposals if p.protocol == protocol)


@dataclass(frozen=True)
class Corpus:
    """Everything in `policy_src`."""

    root: Path
    """The project's root: the folder that holds `policy_src`."""
    project: Project
    references: dict[str, Reference]
    protocols: dict[str, ProtocolSource]
    schools: Mapping[str, SchoolSource]
    targets: dict[str, AnyTarget] = field(default_factory=dict)
    """Where documents are put online, by name."""

    def site(self, school: str, protocol: str) -> str:
        """Folder of a document's site: the school, and the protocol below it where the school has several."""
        published = [name for name, variant in self.schools[school].variants.items() if variant.publish]
        return school if published in ([protocol], []) else f"{school}/{protocol}"

    def documents(self) -> tuple[tuple[str, str], ...]:
        """(school id, protocol id) of every published variant, sorted."""
        return tuple(
            (school.id, protocol)
            for school in sorted(self.schools.values(), key=lambda s: s.id)
            for protocol, variant in sorted(school.variants.items())
            if variant.publish
        )
