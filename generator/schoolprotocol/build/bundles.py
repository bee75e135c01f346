"""What handbooks there are to make: of each school with several documents one, and one for each day that is kept.

Only adopted releases and their days tell which days these are: no clock. So what is kept of a day stays what it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from gettext import gettext as _
from typing import TYPE_CHECKING, Final

from schoolprotocol.build import manifest
from schoolprotocol.build.facts import Dated, Facts
from schoolprotocol.build.jobs import Outcome, Task
from schoolprotocol.build.keys import key_of_bundle
from schoolprotocol.config import ARCHIVE, HANDBOOK, Folders, document_name, site_of
from schoolprotocol.model.base import ADOPTED
from schoolprotocol.outputs import bundle as output
from schoolprotocol.outputs import pdf
from schoolprotocol.outputs.bundle.bundle import Bundle, Lapsed
from schoolprotocol.outputs.pdf.printed import place
from schoolprotocol.source.corpus import Corpus

if TYPE_CHECKING:
    from schoolprotocol.policy.model import Organisation

NAME: Final = output.OUTPUT.name
PARTS: Final = pdf.OUTPUT.name
"""The output of a document of which a handbook is made."""
SEVERAL: Final = 2
"""So many documents make a handbook."""


@dataclass(frozen=True, slots=True)
class BundleTask(Task):
    """One handbook that is asked, by name; as a document it has a record of what was made."""

    bundle: Bundle = field(kw_only=True, compare=False)
    held: tuple[tuple[str, str | None], ...] = field(kw_only=True)
    """Protocol of each text that it holds, and its version where it was frozen."""

    @property
    def file(self) -> str:
        """How its files are called below the folder of the output."""
        return f"{self.school}/{self.version}" if self.version else self.school


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which other versions began to apply than before, and which these are."""

    day: date
    held: tuple[tuple[str, str], ...]
    """Protocol and version of each that applied from then on."""


def days_of(documents: Mapping[str, Sequence[Dated]]) -> list[Day]:
    """The days on which the set of versions in force changed, as releases tell; the first one first.

    A version applies from its own day until a later version does, or until the protocol lapses. One of which nobody
    knows since when it applies is on no day.

    Args:
        documents: the versions of each protocol of a school, oldest first, in the order in which a handbook has them.
    """
    found, before = list[Day](), tuple[tuple[str, str], ...]()
    for day in sorted({one.since for versions in documents.values() for one in versions if one.since is not None}):
        held = tuple(
            (protocol, version)
            for protocol, versions in documents.items()
            if (version := _applies_on(versions, day)) is not None
        )
        if held and held != before:
            found.append(Day(day, held))
        before = held
    return found


def _applies_on(versions: Sequence[Dated], day: date) -> str | None:
    begun = [one for one in versions if one.since is not None and one.since <= day]
    return begun[-1].version if begun and begun[-1].status in ADOPTED else None


def bundles_of(
    corpus: Corpus, folders: Folders, documents: Sequence[Facts], targets: Sequence[str], *, has_site: bool
) -> tuple[BundleTask, ...]:
    """The handbooks of a school: first the one of what stands at the addresses of its documents.

    Args:
        corpus: the source.
        folders: where outputs go.
        documents: those of the school, in order.
        targets: what is asked.
        has_site: whether a site is made: only there those of former days have an address.
    """
    held = [one for one in documents if one.entry.status != "vervallen"]
    if len(documents) < SEVERAL or not held:
        return ()
    asked = (NAME,) if NAME in targets else ()
    school = documents[0].key[0]
    names = {one.key[1]: document_name(*one.key) for one in documents}
    texts = tuple("-".join([names[one.key[1]], *filter(None, [one.editions.in_force])]) for one in held)
    since = [one.since for one in held if one.since is not None]
    lapsed = tuple(
        Lapsed(one.entry.title, one.entry.version, one.since, corpus.address(one.site))
        for one in documents
        if one not in held
    )
    days = days_of({one.key[1]: one.dated for one in documents})
    last = max(since, default=None)
    first = BundleTask(
        school,
        HANDBOOK,
        asked,
        folders,
        bundle=_bundle(corpus, school, held[0].organisation, None, texts, day=last, lapsed=lapsed),
        held=tuple((one.key[1], one.editions.in_force) for one in held),
    )
    return (
        first,
        *(
            BundleTask(
                school,
                HANDBOOK,
                asked if has_site else (),
                folders,
                version=one.day.isoformat(),
                bundle=_bundle(
                    corpus,
                    school,
                    _known_as(documents, one),
                    one.day,
                    tuple(f"{names[protocol]}-{version}" for protocol, version in one.held),
                ),
                held=one.held,
            )
            for one in days
        ),
    )


def _known_as(documents: Sequence[Facts], day: Day) -> Organisation:
    """What the school was called on a day: as the newest of the texts says that applied then."""
    dated = {(one.key[1], told.version): told for one in documents for told in one.dated}
    held = [dated[key] for key in day.held]
    newest = max(held, key=lambda told: told.since or date.min)
    return newest.organisation


def _bundle(
    corpus: Corpus,
    school: str,
    organisation: Organisation,
    kept: date | None,
    texts: tuple[str, ...],
    *,
    day: date | None = None,
    lapsed: tuple[Lapsed, ...] = (),
) -> Bundle:
    source, home = corpus.schools[school], site_of(school, HANDBOOK)
    style = source.school.style
    own = source.school.bundle or corpus.project.bundle
    return Bundle(
        title=own.title,
        school=organisation,
        style=style,
        logo=source.folder / style.logo if style.logo else None,
        publisher=corpus.project.publisher,
        home=corpus.address(home),
        url=corpus.address(f"{home}/{ARCHIVE}/{kept.isoformat()}" if kept else home),
        day=kept or day,
        is_kept=kept is not None,
        texts=texts,
        lapsed=lapsed,
    )


def key_of(task: BundleTask, program: str, tokens: Mapping[str, str]) -> str | None:
    """The key of a handbook: it is made of files, of which the records tell the hashes.

    Args:
        task: the handbook.
        program: `Inputs.program`.
        tokens: those of the texts that were planned, by name.

    Returns:
        None where one of its texts is not printed as it is now.
    """
    hashes = []
    for name in task.bundle.texts:
        entry = manifest.read(task.folders.manifest(name)).get(PARTS)
        file = entry.files.get(place(name)) if entry is not None else None
        if entry is None or file is None or tokens.get(name, entry.token) != entry.token:
            return None
        if not manifest.is_intact(task.folders.build, {place(name): file}):
            return None
        hashes.append(file.sha256)
    return key_of_bundle(task.bundle, task.folders.templates, hashes, program)


def is_there(task: BundleTask) -> bool:
    """Whether a handbook was made before."""
    return NAME in manifest.read(task.folders.manifest(task.name))


def is_current(task: BundleTask, program: str, tokens: Mapping[str, str]) -> bool:
    """Whether what is there of a handbook is made of what its texts are now."""
    entry = manifest.read(task.folders.manifest(task.name)).get(NAME)
    return (
        entry is not None
        and entry.key == key_of(task, program, tokens)
        and manifest.is_intact(task.folders.build, entry.files)
    )


def lacking(faulty: Sequence[Outcome], whole: Sequence[Task]) -> list[Outcome]:
    """What is told of the handbooks of schools of which a protocol has faults.

    Args:
        faulty: what is told of these protocols.
        whole: the texts that can be made.
    """
    found = []
    for school in dict.fromkeys(one.task.school for one in faulty):
        named = [one.task for one in faulty if one.task.school == school and one.task.protocol]
        if named and len({one.protocol for one in (*named, *whole) if one.school == school}) >= SEVERAL:
            book = Task(school, HANDBOOK, (NAME,), named[0].folders)
            found.append(without(book, [one.title for one in named]))
    return found


def without(task: Task, names: Sequence[str]) -> Outcome:
    """What is told of a handbook that is not made because a text of it could not be."""
    text = _("The handbook was not made, for it would lack {names}. What was there before is still there.")
    return Outcome(task, error=text.format(names=", ".join(names)), exit_code=1)
