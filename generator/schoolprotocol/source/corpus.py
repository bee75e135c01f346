"""The whole source, loaded and validated file by file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from schoolprotocol.config import site_of
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED, Status
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.model.clause import Clause, Tombstone
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.protocol import Parameter, Protocol
from schoolprotocol.model.school import School
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.neighbours import Neighbour, Neighbours
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.source.versions import Proposal, Release
from schoolprotocol.source.yaml import printable
from schoolprotocol.words.names import bare_name

if TYPE_CHECKING:  # what most projects have none of, or what is read elsewhere
    from schoolprotocol.model.reaction import Reaction
    from schoolprotocol.model.returned import Returned
    from schoolprotocol.model.target import AnyTarget
    from schoolprotocol.source.ledger import Ledger
    from schoolprotocol.source.published import Published


@dataclass(frozen=True)
class ProtocolSource:
    """One protocol's folder."""

    id: str
    protocol: Protocol
    clauses: dict[str, Clause]
    tombstones: dict[str, Tombstone]
    changes: tuple[ChangeNote, ...]
    shared: Mapping[str, Parameter] = field(default_factory=dict)
    """What all protocols declare together (`parameters.yaml`)."""

    @property
    def parameters(self) -> dict[str, Parameter]:
        """What its texts can use: its own, and what all protocols share."""
        return {**self.protocol.parameters, **self.shared}


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
    reactions: Mapping[str, tuple[Reaction, ...]] = field(default_factory=dict)
    """What councils wrote about texts, and the answers; by protocol."""
    ledger: Ledger | None = None
    """What was frozen and decided, in a chain; None where nothing was yet, or where that is not there."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every frozen file, whatever it holds, by its path in the folder."""
    returned: Mapping[str, Mapping[str, Returned]] = field(default_factory=dict)
    """What came back in Word files; by protocol, and by the name of the file that keeps it."""

    @property
    def names(self) -> frozenset[str]:
        """How texts call this school."""
        of = self.school
        names = (of.name, bare_name(of.short), of.site_title, *map(bare_name, of.aliases))
        return frozenset(name for name in names if len(name) > 2)

    @property
    def as_neighbour(self) -> Neighbour:
        """As others know this school."""
        extends = {protocol: variant.extends for protocol, variant in self.variants.items()}
        told = tuple(_told(self.school))
        return Neighbour(self.id, self.school.name, tuple(sorted(self.names)), extends, self.school.kind, told)

    def releases_of(self, protocol: str) -> tuple[Release, ...]:
        """This school's releases of one protocol, oldest first."""
        return tuple(r for r in self.releases if r.protocol == protocol)

    def held(self, protocol: str, status: Status) -> Policy | None:
        """What applies while the working text is a proposal: the newest adopted release.

        None where the working text was adopted or lapsed itself, or where nothing was ever adopted.

        Args:
            protocol: of the document.
            status: of its working text.
        """
        if status not in NOT_YET_ADOPTED:
            return None
        releases = [release.policy for release in self.releases_of(protocol)]
        decided = [release for release in releases if release.document.status not in NOT_YET_ADOPTED]
        return decided[-1] if decided and decided[-1].document.status in ADOPTED else None

    def proposals_of(self, protocol: str) -> tuple[Proposal, ...]:
        """What this school put to councils of one protocol."""
        return tuple(p for p in self.proposals if p.protocol == protocol)

    def returned_to(self, protocol: str) -> Mapping[str, Returned]:
        """What was proposed in Word files of one protocol, by name."""
        return self.returned.get(protocol, {})

    def reactions_to(self, protocol: str) -> tuple[Reaction, ...]:
        """What councils wrote about the texts of one protocol."""
        return self.reactions.get(protocol, ())


@dataclass(frozen=True)
class Corpus:
    """Everything in `policy_src`, or what all schools share of it and some of the schools.

    What has faults is here as far as it could be read, and `faults` tells the rest: whoever uses a document first asks
    `faults_of`.
    """

    root: Path
    """The project's root: the folder that holds `policy_src`."""
    project: Project
    references: dict[str, Reference]
    protocols: dict[str, ProtocolSource]
    schools: Mapping[str, SchoolSource]
    """Those that were read; without those whose `school.yaml` could not be."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    """What all protocols share, by name."""
    targets: dict[str, AnyTarget] = field(default_factory=dict)
    """Where documents are put online, by name."""
    published: tuple[Published, ...] | None = None
    """Every address that the site ever had; None where there is no list yet."""
    school_ids: tuple[str, ...] = ()
    """Of every school that there is, whether or not it was read."""
    protocol_ids: tuple[str, ...] = ()
    """Of every protocol that there is, whether or not it could be read."""
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with everything that was read."""
    reader: Reader | None = field(default=None, compare=False, repr=False)
    """Reads schools that were not read yet (`load.with_schools`)."""
    neighbours: Neighbours | None = field(default=None, compare=False, repr=False)
    """All schools as others know them; None where all were read (`around`)."""

    def site(self, school: str, protocol: str) -> str:
        """Folder of a document's site: the same however many protocols a school has."""
        return site_of(school, protocol)

    def address(self, site: str) -> str:
        """Permanent address of a folder of the whole site, or of all of it; it ends in a slash."""
        return "/".join([self.project.url.rstrip("/"), *filter(None, [site]), ""])

    def documents(self) -> tuple[tuple[str, str], ...]:
        """(school id, protocol id) of every published variant, sorted."""
        return tuple(
            (school.id, protocol)
            for school in sorted(self.schools.values(), key=lambda s: s.id)
            for protocol, variant in sorted(school.variants.items())
            if variant.publish
        )

    def was_read(self, school: str) -> bool:
        """Whether a school's files were looked at, whatever came of it."""
        return school in self.schools or bool(self.faults_in("schools", school))

    def lineage(self, school: str, protocol: str) -> tuple[str, ...]:
        """The school, and those on which its variant builds, as far as these can be read; each once."""
        found: list[str] = []
        while school in self.school_ids and school not in {"base", *found}:
            found.append(school)
            variant = self.schools[school].variants.get(protocol) if school in self.schools else None
            school = variant.extends if variant is not None else ""
        return tuple(found)

    @cached_property
    def around(self) -> Neighbours:
        """All schools as others know them, whether or not the rest of them was read."""
        return self.neighbours or Neighbours(one.as_neighbour for one in self.schools.values())

    # -- faults -------------------------------------------------------------------------------------------------------

    def faults_of(self, school: str, protocol: str) -> tuple[Diagnostic, ...]:
        """What is wrong with the files of which a document is made, so that it cannot be used.

        Those are the files that all documents share, those of its protocol, its school's folder, and what it takes
        from the schools on which it builds.
        """
        if not self.faults:
            return ()
        own = {("protocols", protocol), ("schools", printable(school))}
        bases = self.lineage(school, protocol)[1:]
        givers = {f"{SOURCE}/schools/{printable(id_)}/school.yaml" for id_ in self.givers(school)}
        return tuple(
            fault
            for fault in self.faults
            if _is_shared(fault)
            or scope_of(fault) in own
            or fault.place.file in givers
            or self._is_in_variant(fault, bases, protocol)
        )

    def givers(self, school: str) -> tuple[str, ...]:
        """Those of whom a school may have values that all protocols share: who its documents build on, and so on."""
        found: list[str] = []
        waiting = [school] if self.parameters else []
        while waiting:
            id_ = waiting.pop(0)
            if id_ in self.school_ids and id_ not in found:
                found.append(id_)
                waiting += [one.extends for one in self.schools[id_].variants.values()] if id_ in self.schools else []
        return tuple(found[1:])

    def faults_in(self, folder: Literal["schools", "protocols"], id_: str) -> tuple[Diagnostic, ...]:
        """What is wrong in the folder of one school or protocol."""
        return tuple(fault for fault in self.faults if scope_of(fault) == (folder, printable(id_)))

    def faults_beside(self, schools: Iterable[str]) -> tuple[Diagnostic, ...]:
        """What is wrong anywhere but in the folders of these schools."""
        own = {("schools", printable(id_)) for id_ in schools}
        return tuple(fault for fault in self.faults if scope_of(fault) not in own)

    @property
    def has_what_all_share(self) -> bool:
        """Whether the settings and references of the project could be read."""
        return not any(map(_is_shared, self.faults))

    def is_whole(self, protocol: str) -> bool:
        """Whether a protocol and every variant of it could be read: only then it is known what nobody uses."""
        return self.has_what_all_share and not any(
            scope_of(fault) == ("protocols", protocol) or self._is_in_variant(fault, None, protocol)
            for fault in self.faults
        )

    def _is_in_variant(self, fault: Diagnostic, schools: Collection[str] | None, protocol: str) -> bool:
        """Whether something is wrong with the variant of a protocol that a school, or one of some schools, has."""
        scope = scope_of(fault)
        if scope is None or scope[0] != "schools" or (schools is not None and scope[1] not in schools):
            return False
        name = fault.place.file.split("/")[3:4]
        others = [f"{id_}.yaml" for id_ in self.protocol_ids if id_ != protocol]
        return not name or name[0] not in {"releases", "proposals", "reactions", "evidence", *others}


def _told(school: School) -> Iterator[tuple[str, str, Place]]:
    """What a school says of itself that is hardly another's too: names, and where people reach it."""
    for key in ("name", "short", "site_title", "website", "email", "phone"):
        if (text := getattr(school, key)) is not None:
            yield key, text, school.at(key)
    if school.style.logo_text is not None:
        yield "logo_text", school.style.logo_text, school.style.at("logo_text")
    for index, alias in enumerate(school.aliases):
        yield "aliases", alias, school.at("aliases", index)


def scope_of(fault: Diagnostic) -> tuple[str, str] | None:
    """In the folder of which school or protocol something was found; None where in none."""
    _source, *rest = fault.place.file.split("/")
    return (rest[0], rest[1]) if len(rest) > 1 and rest[0] in {"schools", "protocols"} else None


def _is_shared(fault: Diagnostic) -> bool:
    """Whether something is wrong with a file of which every document is made."""
    return fault.place.file in {f"{SOURCE}/{name}.yaml" for name in ("project", "references", "parameters")}
