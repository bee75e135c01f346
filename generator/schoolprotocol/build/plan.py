"""What is planned of schools, and what is kept of it: a school of which nothing changed is not planned again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256

from schoolprotocol.build.bundles import BundleTask
from schoolprotocol.build.facts import Facts
from schoolprotocol.build.inputs import SOURCE, Inputs, inputs
from schoolprotocol.build.jobs import Outcome, Task, faults_of
from schoolprotocol.build.last import Text
from schoolprotocol.build.records import Records
from schoolprotocol.build.stopwatch import Times
from schoolprotocol.config import HANDBOOK, Folders, site_of
from schoolprotocol.disk import leads_out
from schoolprotocol.errors import SourceError
from schoolprotocol.outputs.job import Editions
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.reader import is_id


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, in the order of the schools' ids; of a document first its working text."""

    sound: frozenset[str] = frozenset()
    """The schools that were looked at and have no faults."""
    tasks: tuple[Task, ...] = ()
    facts: tuple[Facts, ...] = ()
    """Of each document, for the pages about all of them."""
    faulty: tuple[Outcome, ...] = ()
    """Documents whose text has faults; the others can be made all the same."""
    times: Mapping[str, Times] = field(default_factory=dict)
    """Where the time went, by school."""
    bundles: tuple[BundleTask, ...] = ()
    """The handbooks of the schools whose documents have no faults."""
    bases: tuple[str, ...] = ()
    """Of the plan of one school: on whom its documents build, whether they are there or not."""

    @property
    def texts(self) -> list[Text]:
        """The texts of all documents: of each the working text and the adopted versions; and the handbooks."""
        texts = [(*one.key, version) for one in self.facts for version in ("", *one.editions.adopted)]
        return [*texts, *((*one.key, one.version or "") for one in self.bundles)]

    @property
    def with_documents(self) -> frozenset[str]:
        """The schools that have a document, or have faults."""
        return frozenset(task.school for task in (*self.tasks, *(outcome.task for outcome in self.faulty)))

    def require_sound(self) -> None:
        """Go on only where no text has faults.

        Raises:
            SourceError: with those of all documents.
        """
        found = faults_of(self.faulty)
        if found:
            raise SourceError(found)

    def with_others(self, others: Plan) -> Plan:
        """The plan of these schools and those."""
        return Plan(
            self.sound | others.sound,
            tuple(sorted((*self.tasks, *others.tasks), key=lambda task: task.key)),
            tuple(sorted((*self.facts, *others.facts), key=lambda facts: facts.key)),
            (*self.faulty, *others.faulty),
            {**self.times, **others.times},
            (*self.bundles, *others.bundles),
        )


@dataclass(frozen=True)
class Kept:
    """The plan of a school, kept by what it was made of."""

    key: str
    targets: tuple[str, ...]
    """Which outputs were asked."""
    plan: Plan


class Planned:
    """What was planned before of schools of which nothing changed: it is read, and not planned again.

    A school with faults is planned each time, so its faults are told by what there is now.
    """

    def __init__(self, folders: Folders, targets: tuple[str, ...], read: Inputs) -> None:
        self._folders, self._targets, self._inputs = folders, targets, read
        self._records = Records(folders.planned)

    def known(self, school: str) -> Plan | None:
        """The plan of a school, where it would be the same now."""
        kept = self._records.read(school, Kept) if is_id(school) else None
        if kept is None or kept.key != self._key(school, kept.plan.bases) or not self._is_of(kept.plan, school):
            return None
        if kept.targets == self._targets:
            return replace(
                kept.plan,
                tasks=tuple(replace(one, folders=self._folders) for one in kept.plan.tasks),
                bundles=tuple(replace(one, folders=self._folders) for one in kept.plan.bundles),
            )
        return self._told(kept.plan) if not self._targets else None

    def _told(self, plan: Plan) -> Plan:
        """What the pages about all schools ask of one, which no output has a part in."""
        return replace(
            plan,
            tasks=tuple(replace(one, folders=self._folders, targets=()) for one in plan.tasks if not one.version),
            bundles=tuple(replace(one, folders=self._folders, targets=()) for one in plan.bundles),
        )

    def _is_of(self, part: Plan, school: str) -> bool:
        """Whether a plan is of this school, and everything in it that becomes a path stays where it belongs.

        Whoever can write in the build folder can write a record; so it must lead nowhere.
        """
        own = self._folders.root / SOURCE / "schools" / school
        logos = {one.bundle.logo for one in part.bundles} - {None}
        versions = {version for one in part.facts for version in _versions(one)}
        versions |= {one.version for one in part.tasks} | {
            version for one in part.tasks for version in _of(one.editions)
        }
        held = {version for one in part.bundles for _protocol, version in one.held}
        return (
            not part.faulty
            and part.sound <= {school}
            and {one.school for one in (*part.tasks, *part.bundles)} | {one.key[0] for one in part.facts} <= {school}
            and all(is_id(one.protocol) for one in part.tasks)
            and all(is_id(one.key[1]) and one.site == site_of(*one.key) for one in part.facts)
            and all(one.logo is None or _LOGO.fullmatch(one.logo) for one in part.facts)
            and all(one.protocol == HANDBOOK and _is_plain(one.version, _DAY) for one in part.bundles)
            and all(is_id(protocol) for one in part.bundles for protocol, _version in one.held)
            and all(not leads_out(name) and "/" not in name for one in part.bundles for name in one.bundle.texts)
            and all(logo is None or (logo.parent == own and logo.suffix in {".svg", ".png"}) for logo in logos)
            and all(_is_plain(version, _VERSION) for version in versions | held)
        )

    def keep(self, corpus: Corpus, plans: Mapping[str, Plan]) -> None:
        """Keep these plans of schools; not where anything changed while they were made."""
        if not plans or not self._inputs.lasted(inputs(self._folders, self._inputs.files)):
            return
        with suppress(OSError):  # then they are planned again
            for school, one in plans.items():
                if school in one.sound and is_id(school):
                    key = self._key(school, one.bases)
                    self._records.write(school, Kept(key, self._targets, replace(one, times={})))
            self._records.forget(corpus.school_ids)

    def _key(self, school: str, bases: Sequence[str]) -> str:
        """Hash of everything that the plan of a school can depend on."""
        read, folders = self._inputs, self._folders
        told = [read.program, read.beside_schools, read.of_schools(school, *bases), school, *bases]
        return sha256(json.dumps([*told, str(folders.root), str(folders.build)]).encode()).hexdigest()


def _versions(facts: Facts) -> Iterator[str | None]:
    yield from _of(facts.editions)
    yield from (one.version for one in facts.dated)
    yield facts.entry.version


def _of(editions: Editions) -> Iterator[str | None]:
    yield from (*editions.adopted, editions.newest, editions.in_force, editions.version or None)


def _is_plain(version: str | None, pattern: re.Pattern[str]) -> bool:
    return version is None or pattern.fullmatch(version) is not None


_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){1,2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOGO = re.compile(r"_static/logo\.(?:svg|png)")
