"""Signatures and timestamps of ledgers: each confirms its entry, does not, or was not verified; never in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.ledger import LEDGER
from schoolprotocol.source.seals import AUTHORITY, SIGNERS, Seal, Verdict, seal_of, statement, verify
from schoolprotocol.source.tree import SOURCE, SourceTree


def check_seals(corpus: Corpus, schools: Collection[str] | None = None) -> Iterator[Diagnostic]:
    """Every seal that does not confirm the ledger, or was not verified."""
    for id_, school in corpus.schools.items():
        if schools is not None and id_ not in schools:
            continue
        for seal, verdict in verdicts(corpus, school):
            if verdict.says == "holds":
                continue
            place = Place(f"{SOURCE}/schools/{id_}/releases/{seal.name}")
            kind = Kind.SEAL_BROKEN if verdict.says == "broken" else Kind.SEAL_NOT_VERIFIED
            values = {"name": seal.name, "detail": verdict.detail, "help": verdict.help}
            yield Diagnostic(kind, place, values, school=id_, target=seal.name)


def verdicts(corpus: Corpus, school: SchoolSource) -> Iterator[tuple[Seal, Verdict]]:
    """What can be said of each seal of a school."""
    if corpus.reader is None:
        return
    tree, folder = corpus.reader.tree, f"{SOURCE}/schools/{school.id}/releases"
    for name in tree.names(folder):
        seal = seal_of(name)
        if seal is not None and tree.kind(f"{folder}/{name}") == "file":
            yield seal, _verdict(tree, school, seal, f"{folder}/{name}")


def _verdict(tree: SourceTree, school: SchoolSource, seal: Seal, path: str) -> Verdict:
    lines = school.ledger.lines if school.ledger is not None else ()
    digest = next((one.digest for one in lines if one.entry is not None and one.entry.entry == seal.entry), None)
    if digest is None:
        return Verdict("broken", _no_entry(seal))
    trusted = SIGNERS if seal.who is not None else AUTHORITY
    known = tree.read(trusted) if tree.kind(trusted) == "file" else None
    return verify(seal, tree.read(path), statement(school.id, seal.entry, digest), known)


def _no_entry(seal: Seal) -> str:
    text = _("{ledger} has no entry {entry}")
    return text.format(ledger=LEDGER, entry=seal.entry)
