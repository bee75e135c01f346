"""Whether the ledger of a school is whole, and fits what is frozen and decided in its folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.policy.model import FROZEN_FORMAT
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.ledger import LEDGER, Entry, Flaw, Item, Ledger, fork, of_closing, of_decision, standing
from schoolprotocol.source.seals import seal_of
from schoolprotocol.source.tree import SOURCE, STOPPED
from schoolprotocol.source.versions import Proposal, Release

_KINDS = {
    "line": Kind.LEDGER_LINE,
    "chain": Kind.LEDGER_CHAIN,
    "forked": Kind.LEDGER_FORKED,
    "twice": Kind.LEDGER_TWICE,
}


def check_ledgers(
    corpus: Corpus, schools: Collection[str] | None = None, *, with_decisions: bool = True
) -> list[Diagnostic]:
    """Everything that shows that what was adopted is not there any more as it was.

    Args:
        corpus: the source.
        schools: ids of the only schools that are looked at; by default all that were read.
        with_decisions: also compare with the decisions that stand in the source. Without it: whether files can be
            made of what is frozen.
    """
    found: list[Diagnostic] = []
    for id_, school in corpus.schools.items():
        if schools is None or id_ in schools:
            unread = any(one.place.file == f"{SOURCE}/schools/{id_}/{LEDGER}" for one in corpus.faults)
            found += _of(school) if school.ledger is not None or not unread else ()  # that it is there is told
            old = _old_form(school, _sealed(corpus, school))
            found += old if with_decisions else (one for one in old if one.kind.severity == "error")
            if with_decisions and school.ledger is not None:
                found += _decisions(school, school.ledger, is_whole=not corpus.faults_in("schools", id_))
    stopped = corpus.reader is not None and corpus.reader.tree.kind(STOPPED) is not None
    if stopped and (found or corpus.faults):  # a save that is at work at this moment leaves nothing that does not fit
        school_ = (found[0].school if found else None) or min(
            corpus.schools if schools is None else schools, default=""
        )
        found.append(Diagnostic(Kind.SAVE_STOPPED, Place(STOPPED), {"school": school_}, school=school_ or None))
    return found


def _of(school: SchoolSource) -> Iterator[Diagnostic]:
    """The chain, and the files."""
    file = f"{SOURCE}/schools/{school.id}/{LEDGER}"
    if school.ledger is None:
        if school.digests:
            yield Diagnostic(Kind.LEDGER_MISSING, Place(file), {"school": school.id}, school=school.id)
        return
    for flaw in _told(school.ledger):
        values = {"detail": flaw.detail, "what": flaw.detail, "school": school.id}
        yield Diagnostic(_KINDS[flaw.kind], Place(file, flaw.line), values, school=school.id)
    entered = standing(school.ledger.entries)
    places = {line.entry.entry: line.number for line in school.ledger.lines if line.entry is not None}
    for path, entry in entered.items():
        if not isinstance(entry.what, str) or entry.kind == "closed":
            continue
        digest = school.digests.get(path)
        if digest != entry.sha256:
            kind = Kind.LEDGER_FILE_GONE if digest is None else Kind.LEDGER_FILE_CHANGED
            place = Place(file, places[entry.entry])
            yield Diagnostic(kind, place, {"what": path}, school=school.id, target=path)
    for path in school.digests:
        if path not in entered:
            place = Place(f"{SOURCE}/schools/{school.id}/{path}")
            values = {"what": path, "school": school.id}
            yield Diagnostic(Kind.LEDGER_LACKS_FILE, place, values, school=school.id, target=path)


def _told(ledger: Ledger) -> list[Flaw]:
    """What is wrong with a ledger by itself: of branches once, and as such only where they can be joined."""
    forked = [flaw for flaw in ledger.flaws if flaw.kind == "forked"]
    if forked and fork(ledger) is not None:  # each line of the other branch, and each mark, says the same
        return [forked[0], *(flaw for flaw in ledger.flaws if flaw.kind != "forked")]
    detail = _("two lines name the same one before them, or git left its marks, and more is wrong")
    return [Flaw("chain", one.line, detail) if one.kind == "forked" else one for one in ledger.flaws]


def _old_form(school: SchoolSource, sealed: int | None) -> Iterator[Diagnostic]:
    """Releases of the first format that were entered when that was over: nobody has to have decided on those.

    It is over behind the line that says so, and behind an entry that somebody signed or had stamped: such a ledger was
    there, and takes nothing of before there was one.
    """
    if school.ledger is None or school.ledger.flaws:
        return
    entered = standing(school.ledger.entries)
    old = {one.path: entered[one.path] for one in school.releases if one.format < FROZEN_FORMAT and one.path in entered}
    closing = entered.get(LEDGER)
    closed = closing.entry if closing is not None else None
    late = [
        path for path, entry in old.items() if any(end is not None and entry.entry > end for end in (closed, sealed))
    ]
    for path in late:
        ends = [end for end in (closed, sealed) if end is not None and old[path].entry > end]
        detail = _("that ended with entry {entry}").format(entry=min(ends))
        yield _old(school, path, detail)
    if not late and old and closing is None:
        values = {"count": str(len(old)), "what": ", ".join(sorted(old)), "school": school.id}
        place = Place(school.ledger.file, max(entry.entry for entry in old.values()))
        yield Diagnostic(Kind.LEDGER_NOT_CLOSED, place, values, school=school.id, target=LEDGER)
    if not late and closing is not None and not _fits(school, closing, old):
        for path in sorted(old) or [LEDGER]:
            yield _old(school, path, _("entry {entry} has a list of others").format(entry=closing.entry))


def _fits(school: SchoolSource, closing: Entry, old: Mapping[str, Entry]) -> bool:
    """Whether a closing line has the releases of the first format that there are; what is unreadable is told."""
    read = {one.path for one in school.releases}
    if any(path.startswith("releases/") and path not in read for path in school.digests):
        return True
    return closing.sha256 == of_closing({path: entry.sha256 for path, entry in old.items()}).sha256


def _old(school: SchoolSource, path: str, detail: str) -> Diagnostic:
    values = {"what": path, "detail": detail, "school": school.id}
    place = Place(f"{SOURCE}/schools/{school.id}/{path}")
    return Diagnostic(Kind.LEDGER_OLD_FORM, place, values, school=school.id, target=path)


def _sealed(corpus: Corpus, school: SchoolSource) -> int | None:
    """The first entry of a school's ledger that was signed or stamped."""
    if corpus.reader is None:
        return None
    names = corpus.reader.tree.names(f"{SOURCE}/schools/{school.id}/releases")
    return min((seal.entry for seal in map(seal_of, names) if seal is not None), default=None)


def _decisions(school: SchoolSource, ledger: Ledger, *, is_whole: bool) -> Iterator[Diagnostic]:
    """Those in the source that are not entered; and the other way round, where all of the source could be read.

    A decision that stands in a release or a proposal is there for good, and need not stand in the variant any more.
    """
    entered = standing(ledger.entries)
    here: dict[str, Item] = {}
    for protocol, variant in school.variants.items():
        for index, decision in enumerate(variant.decisions):
            item = of_decision(protocol, decision)
            here[item.sha256] = item
            if item.sha256 not in entered:
                name = item.name
                values = {"what": name, "school": school.id}
                yield Diagnostic(
                    Kind.LEDGER_LACKS_DECISION, variant.at("decisions", index), values, school=school.id, target=name
                )
    gone = {entry.sha256 for entry in ledger.entries if entry.kind == "withdrawn"} - entered.keys()
    texts: tuple[Release | Proposal, ...] = (*school.releases, *school.proposals)
    for text in texts:
        for item in (of_decision(text.protocol, decision) for decision in text.policy.decisions):
            here[item.sha256] = item
            if item.sha256 in gone:
                values = {"what": item.name, "school": school.id}
                yield Diagnostic(Kind.LEDGER_WITHDRAWN, Place(text.file), values, school=school.id, target=item.name)
    for line in ledger.lines:
        about = here.get(line.entry.sha256) if line.entry is not None else None
        if line.entry is not None and about is not None and line.entry.what != about.what:
            values = {"said": line.entry.name, "what": about.name}
            yield Diagnostic(Kind.LEDGER_WORDS, Place(ledger.file, line.number), values, school=school.id)
    if not is_whole:
        return
    for line in ledger.lines:
        entry = line.entry
        if entry is not None and entry.kind == "decision" and entry.sha256 not in here:
            if entered.get(entry.sha256) is not entry:
                continue
            values = {"what": entry.name, "entry": str(entry.entry), "school": school.id}
            place = Place(ledger.file, line.number)
            yield Diagnostic(Kind.LEDGER_DECISION_GONE, place, values, school=school.id, target=entry.name)
