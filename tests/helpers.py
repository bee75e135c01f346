"""What many tests ask of a project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schoolprotocol import Project
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.policy.model import Excerpt, Policy
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source import load as loading
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import FolderTree

PROTOCOL = "telefoons"
"""The protocol of the small projects in tests/roots."""
KNOWN = Cache()
"""What was read of files: most tests change one file of a small project, and the others are read once for all tests."""


def codes(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The codes, in order: `["SP104"]`."""
    return [diagnostic.kind.code for diagnostic in diagnostics]


def spoken(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """`file:line CODE message`, in order."""
    return [f"{d.place} {d.kind.code} {d.message()}" for d in diagnostics]


def load(root: Path) -> tuple[Corpus | None, list[Diagnostic]]:
    """The corpus of a project and no faults; or none, and every fault."""
    found = loading.load(Reader(FolderTree(root), KNOWN))
    return (None if found.faults else found.value), list(found.faults)


def loaded(root: Path) -> Corpus:
    """The corpus of a project that must load without a finding."""
    corpus, found = load(root)
    assert corpus is not None, spoken(found)
    assert not found, spoken(found)
    return corpus


def resolution_of(root: Path, school: str = "noord", protocol: str = PROTOCOL) -> Resolution:
    """What resolving gives, faults included."""
    return resolve(loaded(root), school, protocol)


def policy_of(root: Path, school: str = "noord", protocol: str = PROTOCOL) -> Policy:
    """The policy of a school in a project that must resolve without a finding."""
    resolution = resolution_of(root, school, protocol)
    assert resolution.policy is not None, spoken(resolution.diagnostics)
    assert not resolution.diagnostics, spoken(resolution.diagnostics)
    return resolution.policy


def findings(root: Path) -> list[Diagnostic]:
    """Everything that loading and then resolving every published document of a project reports."""
    corpus, found = load(root)
    if corpus is None:
        return found
    resolved = (resolve(corpus, school, protocol) for school, protocol in corpus.documents())
    return [*found, *(d for resolution in resolved for d in resolution.diagnostics)]


def excerpt_of(policy: Policy) -> Excerpt:
    """What the schoolgids says of a document that must have a text for it."""
    assert policy.excerpt is not None
    return policy.excerpt


_ENTERED: dict[object, bytes | None] = {}
"""The ledgers that were made, by the school and all files of the source: the same files always give the same ledger."""


def entered(root: Path, school: str = "noord") -> None:
    """Gives a school the ledger that it would have, had everything in its folder come there as it should."""
    ledger = root / f"policy_src/schools/{school}/releases/ledger"
    ledger.unlink(missing_ok=True)
    paths = sorted((root / "policy_src").rglob("*"))
    if any(path.is_symlink() or not (path.is_file() or path.is_dir()) for path in paths):
        Project.open(root).enter_in_ledger(school)
        return
    files = [path for path in paths if path.is_file()]
    key = (school, tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in files))
    if key not in _ENTERED:
        Project.open(root).enter_in_ledger(school)
        _ENTERED[key] = ledger.read_bytes() if ledger.exists() else None
    elif (made := _ENTERED[key]) is not None:
        ledger.parent.mkdir(exist_ok=True)
        ledger.write_bytes(made)
