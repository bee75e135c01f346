"""A file that came back → of which document it is, what it proposes, and that as data in the school's source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import Final

from schoolprotocol import disk
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.comparing import compared
from schoolprotocol.documents.finding import Key, find_document, find_version, policies_of, resolve_sound
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import IntakeError, SourceError
from schoolprotocol.intake.kinds import kind_of
from schoolprotocol.intake.readers import office
from schoolprotocol.intake.readers.apart import apart
from schoolprotocol.model.returned import Returned
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.policy.model import Policy, canonical
from schoolprotocol.returning.finding import Found, find, line_of
from schoolprotocol.returning.marks import Identity
from schoolprotocol.returning.reading import File, read
from schoolprotocol.returning.reporting import Said, reactions
from schoolprotocol.returning.texts import Texts, texts_of
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.tree import SourceTree

LARGEST: Final = 100 * 2**20
"""Bytes of a file."""
SECONDS: Final = 60
"""Of the processor, to find what a file says anew; a hundred pages take two."""
LEAST: Final = 0.2
"""A file that has less of our texts than this is another one."""


@dataclass(frozen=True, slots=True)
class GivenOut:
    """What we gave out, made again."""

    document: Callable[[Corpus, Key, Policy], bytes]
    """The Word file of a version."""
    report: Callable[[Corpus, Key, ChangeSet], bytes]
    """The change report in Word."""
    titles: Callable[[Corpus, Key, Policy], Mapping[str, str]]
    """By id, the number and title of each change in the report on a text."""


_KENMERK: Final = re.compile(r"\b[0-9a-f]{12}\b")
_OFFICES: Final = re.compile(
    r"\b(?:(?:p|o|l|g|d)?g?mr|mt|cvb|rvt|\w*raad|\w*bestuur\w*|directie|directeur\w*|rector\w*|conrector|\w*leider|"
    r"\w*commissie|\w*geleding|\w*secretar\w+|\w*medewerker|\w*jurist\w*|\w*bureau|redactie|\w*co[oö]rdinator|"
    r"\w*functionaris|\w*beheerder|\w*team|mentor\w*|ouders?|leerlingen|personeel|docent\w*|administratie|auteur|"
    r"gebruiker|author|user|reviewer|editor)\b",
    re.IGNORECASE,
)


@dataclass
class Names:
    """How the authors in a file are called in the source: a body or a function, and never a person's name."""

    everybody: str | None = None
    """Who returned the file: stands for who is not named in `known`."""
    known: Mapping[str, str] = field(default_factory=dict)
    """By the name in the file."""
    numbered: dict[str, str] = field(default_factory=dict)
    """Authors whose names look like those of persons, by what they are called instead."""

    @classmethod
    def told(cls, authors: Sequence[str]) -> Names:
        """From what was typed: `MR`, or `J. Jansen=teamleider`."""
        pairs = [one.partition("=") for one in authors]
        known = {name.strip(): who.strip() for name, is_, who in pairs if is_}
        everybody = next((name.strip() for name, is_, _who in pairs if not is_ and name.strip()), None)
        return cls(everybody, known)

    def __call__(self, author: str) -> str | None:
        """What stands in the source for an author; none where the file does not tell who."""
        if author in self.known:
            return line_of(self.known[author])
        if self.everybody is not None:
            return line_of(self.everybody)
        if not author:
            return None
        if _OFFICES.search(author):
            return line_of(author)
        return self.numbered.setdefault(author, f"auteur {len(self.numbered) + 1}")


@dataclass(frozen=True)
class Back:
    """A file that came back, judged; nothing is written yet."""

    corpus: Corpus
    tree: SourceTree
    key: Key
    policy: Policy
    """The version with which it was compared."""
    is_known: bool
    """Whether that is what the file was made of."""
    file: File
    found: Found
    names: Names
    said: tuple[Said, ...] = ()
    """In a change report: what people said of its changes."""

    @cached_property
    def proposals(self) -> Mapping[str, Returned]:
        """What it proposes, by the name under which that is kept; the same for the same proposal."""
        named: dict[str, Returned] = {}
        for one in self.found.proposals:
            name = _name_of(one)
            while name in named and named[name] != one:
                name += "x"
            named[name] = one
        return named

    @property
    def new(self) -> Sequence[str]:
        """Names of the proposals that are not kept yet."""
        known = self.corpus.schools[self.key[0]].returned_to(self.key[1])
        return [name for name in self.proposals if name not in known]

    def record(self) -> tuple[str, ...]:
        """Keep proposals or reactions in the school's source; what is kept already stays as it is, with its outcome.

        Raises:
            EditError: where they cannot be written down; nothing was written.
        """
        data = {name: one.model_dump(mode="json", exclude_none=True) for name, one in self.proposals.items()}
        about = {"version": self.policy.document.version, "text_hash": text_hash(self.policy)}
        told = [{**about, "by": s.by, "change": s.change, "kind": s.kind, "text": s.text} for s in self.said]
        edit = Edit(self.tree).record_returned(*self.key, data)
        return (edit.record_reactions(*self.key, told) if told else edit).save()


def receive(
    corpus: Corpus,
    tree: SourceTree,
    path: Path,
    given_out: GivenOut,
    names: Names,
    asked: tuple[str | None, str | None] = (None, None),
) -> Back:
    """Read a file that came back.

    Args:
        corpus: the loaded source.
        tree: its files.
        path: the file: .docx or .odt.
        given_out: makes the Word file of a version again.
        names: how its authors are called.
        asked: school and protocol, where somebody named them.

    Raises:
        IntakeError: where it cannot be read.
        SourceError: where it is not of a document here, or not of the one that was asked; each with its code.
        MissingOnMachineError: where LibreOffice is needed, and not there.
        OSError: where the machine cannot read it.
    """
    file = _read(path)
    place = Place(path.name)
    key = _key(corpus, file, asked, place)
    policy, is_known = _version(corpus, key, file.identity)
    if file.identity is not None and file.identity.kind == "report":
        said, names = _said(corpus, key, policy, file, given_out, names)
        return Back(corpus, tree, key, policy, is_known, file, Found((), 0, 0), names, said)
    ours = texts_of(policy, read(given_out.document(corpus, key, policy)).lines)
    found, names = apart(_find, (file, ours, names, is_known), SECONDS)
    _require_ours(found, ours, policy, place)
    return Back(corpus, tree, key, policy, is_known, file, found, names)


def _find(work: tuple[File, Texts, Names, bool]) -> tuple[Found, Names]:
    """What a file proposes, and the names that were given on the way: these are made in a process of their own."""
    file, ours, names, is_known = work
    return find(file, ours, names, is_known=is_known), names


def _react(work: tuple[File, File, Mapping[str, str], Names]) -> tuple[tuple[Said, ...], Names]:
    """What people said in a change report, and the names that were given on the way."""
    return reactions(*work), work[-1]


def _said(
    corpus: Corpus, key: Key, policy: Policy, file: File, given_out: GivenOut, names: Names
) -> tuple[tuple[Said, ...], Names]:
    """What people said in a change report, and how they are called."""
    since = file.identity.since if file.identity is not None else ""
    changes = compared(corpus, key, find_version(corpus, key, since), policy)
    ours = read(given_out.report(corpus, key, changes))
    return apart(_react, (file, ours, given_out.titles(corpus, key, policy), names), SECONDS)


def _read(path: Path) -> File:
    data = disk.read(path, LARGEST, follow=True)
    if len(data) > LARGEST:
        text = _("This file is larger than {size} MB.")
        raise IntakeError(text.format(size=LARGEST // 2**20), _("Remove the pictures from it."))
    kind = kind_of(path.name, data)
    if kind not in {"docx", "odt", "doc", "rtf"}:
        text = _("A file of the kind .{kind} cannot be returned.")
        raise IntakeError(
            text.format(kind=kind), _("Return the Word file itself (.docx), or save it as .docx or .odt.")
        )
    return apart(read, data if kind == "docx" else office.as_docx(data, kind))


# -- of which document it is ------------------------------------------------------------------------------------------


def _key(corpus: Corpus, file: File, asked: tuple[str | None, str | None], place: Place) -> Key:
    school, protocol = asked
    own = file.identity
    if own is None:
        found = _by_kenmerk(corpus, file)
        if school is not None:
            wanted = find_document(corpus, school, protocol)
            if found is not None and found.key != wanted:
                raise _other(found.key, found.version, wanted, place)
            return wanted
        if found is None:
            raise SourceError([Diagnostic(Kind.RETURN_NOT_OURS, place)])
        return found.key
    key = own.school, own.protocol
    if school is not None:
        wanted = find_document(corpus, school, protocol)
        if wanted != key:
            raise _other(key, own.version, wanted, place)
    if key not in corpus.documents():
        raise SourceError([Diagnostic(Kind.RETURN_UNKNOWN, place, {"school": key[0], "protocol": key[1]})])
    return key


def _other(key: Key, version: str, wanted: Key, place: Place) -> SourceError:
    values = {"school": key[0], "protocol": key[1], "version": version, "own": wanted[0], "own_protocol": wanted[1]}
    return SourceError([Diagnostic(Kind.RETURN_OTHER, place, values)])


@dataclass(frozen=True, slots=True)
class _Text:
    key: Key
    version: str


def _by_kenmerk(corpus: Corpus, file: File) -> _Text | None:
    """The document by what its colophon prints, for a file that lost its property."""
    there = {found for line in file.raw for found in _KENMERK.findall(line.text)}
    if not there:
        return None
    for key in corpus.documents():
        for policy in _kept(corpus, key):
            if shown(text_hash(policy)) in there:
                return _Text(key, policy.document.version)
    for key, resolution in resolve_sound(corpus).value.items():
        if resolution.policy is not None and shown(text_hash(resolution.policy)) in there:
            return _Text(key, resolution.policy.document.version)
    return None


def _kept(corpus: Corpus, key: Key) -> list[Policy]:
    school = corpus.schools[key[0]]
    released = [one.policy for one in school.releases_of(key[1]) if one.is_whole]
    return [*released, *(one.policy for one in school.proposals_of(key[1]) if one.is_whole)]


def _version(corpus: Corpus, key: Key, identity: Identity | None) -> tuple[Policy, bool]:
    """The version that a file was made of, and whether it is just that; else the nearest one that is known."""
    resolved = resolve_sound(corpus, [key])
    if resolved.faults:
        raise SourceError(resolved.faults)
    working = policies_of(resolved.value)[key]
    texts = [working, *_kept(corpus, key)]
    if identity is None:
        return working, False
    exact = next((one for one in texts if text_hash(one) == identity.text_hash), None)
    if exact is not None:
        return exact, True
    same = next((one for one in texts if one.document.version == identity.version), working)
    return same, False


def _require_ours(found: Found, ours: Texts, policy: Policy, place: Place) -> None:
    """Refuse a file that has next to nothing of what it says it is."""
    own = [one for one in ours.printed if one.slot is not None]
    gone = sum(one.kind == "vervalt" and one.about != "document" for one in found.proposals)
    if own and len(own) - gone < LEAST * len(own):
        values = {"texts": str(len(own)), "found": str(len(own) - gone), "name": policy.title}
        raise SourceError([Diagnostic(Kind.RETURN_STRANGE, place, values)])


# -- names of proposals -----------------------------------------------------------------------------------------------


_WORDS: Final = {"heading": "kop", "note": "noot", "group": "kop", "column": "kop", "cell": "cel"}


def _name_of(one: Returned) -> str:
    """`afspraken-opbergen-1a2b3c`: the text that it is about, and digits for what it says."""
    about = one.about or one.kind
    kind, _slash, rest = about.partition("/")
    said = one.clause or f"{_WORDS.get(kind, kind)}-{rest}"
    if one.kind not in {"tekst", "niet-geplaatst", "nieuw"}:
        said = f"{said}-{one.kind}"
    digits = hashlib.sha256(canonical(one.model_dump(mode="json", exclude_none=True)).encode()).hexdigest()[:6]
    called = "-".join(re.findall(r"[a-z0-9]+", said.lower()))[:60].strip("-")
    return f"{called if called[:1].isalpha() else f'tekst-{called}'}-{digits}"


def open_proposals(corpus: Corpus, key: Key) -> Mapping[str, Returned]:
    """What came back for a document, by name: what waits first."""
    kept = corpus.schools[key[0]].returned_to(key[1])
    return dict(sorted(kept.items(), key=lambda one: not one[1].waits))
