"""Signs and stamps a ledger as it is now; only what then holds is given to be kept."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from schoolprotocol.errors import UsageError
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.seals import AUTHORITY, SIGNERS, Seal, Verdict, request, seal_of, sign, statement, verify


def signature(corpus: Corpus, school: SchoolSource, key: Path, who: str) -> tuple[str, bytes]:
    """A signature of a ledger: the name of its file, and what that holds.

    Raises:
        UsageError: where there is nothing to sign, or the signature does not count by `allowed_signers`.
        MissingOnMachineError: where there is no `ssh-keygen`.
    """
    entry, said = _said(school)
    seal = seal_of(f"ledger-{entry}-{who}.sig")
    if seal is None or seal.who is None:
        text = _("“{who}” cannot stand in the name of a file: use small letters, digits and hyphens, as for a body.")
        raise UsageError(text.format(who=who))
    content = sign(said, key)
    _require(verify(seal, content, said, _trusted(corpus, SIGNERS)), SIGNERS)
    return seal.name, content


def timestamp_request(school: SchoolSource) -> bytes:
    """What a timestamping authority is sent.

    Raises:
        UsageError: where there is nothing to stamp.
        MissingOnMachineError: where there is no `openssl`.
    """
    return request(_said(school)[1])


def timestamp(corpus: Corpus, school: SchoolSource, answer: bytes) -> str:
    """The name of the file for what a timestamping authority answered.

    Raises:
        UsageError: where it is no timestamp of the ledger as it is now, by an authority that is trusted.
    """
    entry, said = _said(school)
    seal = Seal(f"ledger-{entry}.tsr", entry, None)
    _require(verify(seal, answer, said, _trusted(corpus, AUTHORITY)), AUTHORITY)
    return seal.name


def _said(school: SchoolSource) -> tuple[int, bytes]:
    """The number of the last entry, and what is said of it."""
    if school.ledger is None or not school.ledger.entries or school.ledger.flaws:
        raise UsageError(_("{school} has no whole ledger to sign: see schoolprotocol check.").format(school=school.id))
    entry = school.ledger.entries[-1].entry
    return entry, statement(school.id, entry, school.ledger.head)


def _trusted(corpus: Corpus, path: str) -> bytes | None:
    tree = corpus.reader.tree if corpus.reader is not None else None
    return tree.read(path) if tree is not None and tree.kind(path) == "file" else None


def _require(verdict: Verdict, file: str) -> None:
    if verdict.says != "holds":
        text = _("Nothing was kept: {detail}. Who is trusted stands in {file}; the page on signatures tells how.")
        raise UsageError(text.format(detail=verdict.detail, file=file))
