"""The pages of a project as its source is now; of a text with faults the last good one, with what is wrong."""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from gettext import gettext as _
from threading import Condition, Lock

from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.errors import SchoolprotocolError, SourceError, UsageError, why
from schoolprotocol.messages import legible
from schoolprotocol.project import Document, Project

PageKey = tuple[str, str, str]
"""School, protocol and name of a page."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps us from showing a text as it is now."""

    faults: Sequence[Diagnostic] = ()
    told: str = ""
    """What is the matter, where it stands in no file of the source."""

    def __bool__(self) -> bool:
        return bool(self.faults or self.told)


NONE = Trouble()


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, or what is left of it."""

    html: str | None
    """As a site would have it; None where there is none, and never was since we began."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What it asks for besides, by path below its folder."""
    below: str | None = None
    """Where below the document's own address it stands: `voorstel`, or right there; None where nobody knows."""
    trouble: Trouble = NONE
    """Why it is not what the source says now; nothing where it is."""
    elsewhere: Sequence[Diagnostic] = ()
    """What is wrong in the rest of the source."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list of all."""

    school: str
    protocol: str
    name: str
    """Of the school."""
    title: str
    is_sound: bool


class Live:
    """A project that changes while we look at it. Threads wait for each other where something has to be made."""

    def __init__(self, project: Project, bug: Callable[[str], str]) -> None:
        """Begin.

        Args:
            project: as it is now.
            bug: keeps a traceback, and says what to tell of it.
        """
        self._project, self._bug = project, bug
        self._begun, self._count = secrets.token_hex(4), 0
        self._turn, self._news = Lock(), Condition()
        self._good: dict[PageKey, Shown] = {}
        self._listed: dict[tuple[str, str], Listed] = {}
        """Of a document that cannot be read now: as it was in the list before."""
        self._made: dict[PageKey, tuple[str, Shown]] = {}
        """What was made of the source as it is now, or was, with what stands for that."""

    @property
    def project(self) -> Project:
        """As it is now."""
        return self._project

    @property
    def now(self) -> str:
        """Stands for the state of the source: another one after each change, and after each start."""
        return f"{self._begun}-{self._count}"

    def renew(self) -> None:
        """The source differs: from now on pages are made of what it says now."""
        with self._news:
            self._project = self._project.now()
            self._count += 1
            self._news.notify_all()

    def wait(self, seen: str, seconds: float) -> str:
        """Wait until the source is in another state than somebody has seen, but no longer than so many seconds."""
        with self._news:
            self._news.wait_for(lambda: self.now != seen, seconds)
            return self.now

    def warm(self) -> None:
        """Make a first page, so that nobody waits for what is loaded only once."""
        documents, _trouble = self.listed()
        for one in documents[:1]:
            self.page(one.school, one.protocol)

    def page(self, school: str, protocol: str, name: str = "index") -> Shown | None:
        """A page of a document, or what concerns some readers of it; None where it has no such page."""
        key = school, protocol, name
        with self._turn:
            now = self.now
            if self._made.get(key, ("",))[0] == now:
                return self._made[key][1]
            try:
                shown = self._page(self._project, key)
                self._made[key] = now, shown
            except UsageError as error:  # no such document, or not any more
                shown = self._or_last(key, Trouble(told=str(error)))
                return shown if shown.html is not None else None
            except KeyError:
                return None
            except Exception as error:
                shown = self._or_last(key, self.told(error))
        return shown

    def _page(self, project: Project, key: PageKey) -> Shown:
        document = project.document(key[0], key[1])
        preview = document.preview(key[2])
        if preview.html is None:
            return self._or_last(key, Trouble(preview.faults))
        shown = Shown(preview.html, preview.files, preview.below)
        self._good[key] = shown
        return replace(shown, elsewhere=project.faults_elsewhere(document))

    def _or_last(self, key: PageKey, trouble: Trouble) -> Shown:
        return replace(self._good.get(key, Shown(None)), trouble=trouble)

    def listed(self) -> tuple[tuple[Listed, ...], Trouble]:
        """All documents, and what is wrong in the source."""
        with self._turn:
            try:
                project = self._project
                sound = project.sound
                keys = {one.key for one in sound.value}
                found = {one.key: _listed(one, is_sound=one.key in keys) for one in project.documents()}
                broken = {school for one in sound.faults if (school := _school_of(one)) is not None}
                lost = {key: replace(one, is_sound=False) for key, one in self._listed.items() if key[0] in broken}
                self._listed = {**lost, **found}
                documents = tuple(one for _key, one in sorted(self._listed.items()))
            except Exception as error:
                return (), self.told(error)
        return documents, Trouble(sound.faults)

    def schools(self) -> frozenset[str]:
        """Ids of the schools that have a document; none where the source cannot be read."""
        with self._turn:
            try:
                return frozenset(one.school for one in self._project.documents())
            except SchoolprotocolError:
                return frozenset()

    def told(self, error: Exception) -> Trouble:
        """What to tell of whatever went wrong."""
        if isinstance(error, SourceError):
            return Trouble(error.diagnostics)
        if isinstance(error, SchoolprotocolError):
            return Trouble(told=legible(str(error)))
        if isinstance(error, OSError):
            what = f"{legible(str(error.filename))}: " if error.filename else ""
            return Trouble(told=f"{what}{why(error)}.")
        if isinstance(error, MemoryError):
            return Trouble(told=_("The memory is full. Close other programs, or look for what is unusually large."))
        try:
            return Trouble(told=self._bug("".join(traceback.format_exception(error))))
        except OSError as full:  # the details cannot be kept either
            return Trouble(told=f"{type(error).__name__}. {why(full)}.")


def _school_of(fault: Diagnostic) -> str | None:
    """The school in whose folder a fault stands."""
    parts = fault.place.file.split("/")
    return parts[2] if len(parts) > 3 and parts[1] == "schools" else None


def _listed(document: Document, *, is_sound: bool) -> Listed:
    corpus = document.project.corpus
    protocol = corpus.protocols.get(document.protocol)
    name = corpus.schools[document.school].school.site_title if document.school in corpus.schools else document.school
    title = protocol.protocol.title if protocol is not None else document.protocol
    return Listed(document.school, document.protocol, name, title, is_sound)
