"""Whether what was frozen and decided at a git revision is still there as it was: what nobody may change unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.revisions import corpus_at
from schoolprotocol.places import Place
from schoolprotocol.policy.model import FROZEN_FORMAT
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.git import GitTree
from schoolprotocol.source.ledger import LEDGER, file_digest, of_decision
from schoolprotocol.source.published import ADDRESSES, read_published
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.releases import is_kept, version_in
from schoolprotocol.source.tree import SOURCE, FolderTree, SourceTree, join
from schoolprotocol.source.versions import Proposal, Release
from schoolprotocol.source.yaml import printable

_SCHOOLS = f"{SOURCE}/schools"
_KEPT = ("releases", "proposals")


def changed_since(corpus: Corpus, revision: str, schools: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Frozen files that were changed or removed, ledgers that do not go on from what they were, decisions that differ.

    Of decisions those about versions that were released by then: what led to a version is part of it. Where no schools
    are named, also addresses of the site that were taken out of their list.

    Args:
        corpus: the source as it is now, in a git checkout.
        revision: a branch, tag, hash or `HEAD~2`.
        schools: ids of the only schools that are looked at; by default all that there were.

    Raises:
        UsageError: no checkout, no such revision, or there was no source yet.
        MissingOnMachineError: git is not installed.
    """
    then = GitTree(corpus.root, revision)
    now = corpus.reader.tree if corpus.reader is not None else FolderTree(corpus.root)
    names = [name for name in then.names(_SCHOOLS) if schools is None or name in schools]
    found = [one for name in names for one in _files(then, now, name, revision)]
    found += [
        one for name in names if name in corpus.schools for one in _old_form(then, corpus.schools[name], revision)
    ]
    released = {name: {*_versions(then, name)} for name in names}
    asked = [name for name, versions in released.items() if versions]
    if asked:
        earlier = corpus_at(corpus, revision, asked)
        found += [one for name in asked for one in _decisions(earlier, corpus, name, released[name], revision)]
    if schools is None:
        found += _addresses(then, now, revision)
    for path in then.elsewhere:
        name = path.removeprefix(f"{_SCHOOLS}/").split("/")[0] if path != _SCHOOLS else None
        if f"{path}/".startswith(f"{_SCHOOLS}/") and (schools is None or name is None or name in schools):
            values = {"what": printable(path), "revision": revision, "detail": "git submodule"}
            kind = Kind.SINCE_ELSEWHERE if _has_kept(now, path) else Kind.SINCE_UNSEEN
            found.append(Diagnostic(kind, Place(printable(path)), values))
    return tuple(found)


def _addresses(then: SourceTree, now: SourceTree, revision: str) -> Iterator[Diagnostic]:
    """Addresses of the site that were taken out of the list."""
    before, after = (read_published(Reader(tree)).value or () for tree in (then, now))
    here = {one.address for one in after}
    for one in before:
        if one.address not in here:
            values = {"address": one.address, "revision": revision}
            yield Diagnostic(Kind.ADDRESS_TAKEN_OUT, Place(ADDRESSES, one.line), values)


def _has_kept(now: SourceTree, path: str) -> bool:
    """Whether there is anything frozen at or below a place in the folder of the schools, or a ledger."""
    folders = ((name, kind) for name in now.names(_SCHOOLS) for kind in _KEPT)
    return any(
        is_kept(join(kind, file)) and f"{_SCHOOLS}/{name}/{kind}/{file}".startswith(f"{path}/")
        for name, kind in folders
        for file in now.names(f"{_SCHOOLS}/{name}/{kind}")
    )


def _files(then: SourceTree, now: SourceTree, school: str, revision: str) -> Iterator[Diagnostic]:
    for kind in _KEPT:
        folder = f"{_SCHOOLS}/{school}/{kind}"
        here = {*now.names(folder)}  # by name, for a disk may take capitals and small letters for the same
        for name in then.names(folder):
            path = join(folder, name)
            if not is_kept(join(kind, name)) or then.kind(path) != "file":
                continue
            values = {"what": printable(path), "revision": revision, "school": printable(school)}
            if name not in here or now.kind(path) != "file":
                yield Diagnostic(Kind.SINCE_GONE, Place(printable(path)), values, school=school)
            elif join(kind, name) == LEDGER:
                yield from _ledger(then.read(path), now.read(path), path, values)
            elif file_digest(then.read(path)) != file_digest(now.read(path)):
                yield Diagnostic(Kind.SINCE_CHANGED, Place(printable(path)), values, school=school)


def _old_form(then: SourceTree, now: SchoolSource, revision: str) -> Iterator[Diagnostic]:
    """Releases of the first format that came since: where a ledger was, nothing of before there was one comes in."""
    folder = f"{_SCHOOLS}/{now.id}"
    if then.kind(join(folder, LEDGER)) != "file":
        return
    for release in now.releases:
        if release.format < FROZEN_FORMAT and then.kind(join(folder, release.path)) != "file":
            values = {"what": release.file, "revision": revision, "school": now.id}
            yield Diagnostic(Kind.SINCE_OLD_FORM, Place(release.file), values, school=now.id, target=release.version)


def _ledger(then: bytes, now: bytes, path: str, values: dict[str, str]) -> Iterator[Diagnostic]:
    """The first line that is another one, or gone."""
    before, after = (raw.replace(b"\r\n", b"\n").split(b"\n") for raw in (then, now))
    before = before[:-1] if not before[-1] else before
    for number, line in enumerate(before, 1):
        if number > len(after) or after[number - 1] != line:
            place = Place(printable(path), number)
            yield Diagnostic(Kind.SINCE_LEDGER, place, {**values, "line": str(number)}, school=values["school"])
            return


def _versions(then: SourceTree, school: str) -> Iterator[tuple[str, str]]:
    """(protocol, version) of what was released."""
    for name in then.names(f"{_SCHOOLS}/{school}/releases"):
        found = version_in(f"releases/{name}")
        if found is not None:
            yield found


def _decisions(
    then: Corpus, now: Corpus, school: str, released: Collection[tuple[str, str]], revision: str
) -> Iterator[Diagnostic]:
    """Decisions about what was released that stand neither in the variant nor in a frozen text any more."""
    for fault in then.faults_in("schools", school):
        values = {"what": fault.place.file, "revision": revision, "detail": fault.message()}
        yield Diagnostic(Kind.SINCE_UNSEEN, Place(fault.place.file), values, school=school)
    if school not in then.schools or school not in now.schools:
        return
    known = _known(now.schools[school])
    for protocol, variant in then.schools[school].variants.items():
        for decision in variant.decisions:
            item = of_decision(protocol, decision)
            if (protocol, decision.version) in released and item.sha256 not in known:
                own = now.schools[school].variants.get(protocol)
                place = own.at("decisions") if own is not None else Place(variant.at().file)
                values = {"version": decision.version, "what": item.name, "revision": revision, "school": school}
                yield Diagnostic(Kind.SINCE_DECISION, place, values, school=school, target=item.name)


def _known(school: SchoolSource) -> set[str]:
    """The hash of every decision that stands somewhere, or of which the ledger says that it was withdrawn."""
    texts: tuple[Release | Proposal, ...] = (*school.releases, *school.proposals)
    found = {of_decision(text.protocol, one).sha256 for text in texts for one in text.policy.decisions}
    found |= {of_decision(id_, one).sha256 for id_, variant in school.variants.items() for one in variant.decisions}
    entries = school.ledger.entries if school.ledger is not None else ()
    return found | {entry.sha256 for entry in entries if entry.kind == "withdrawn"}
