"""Whether the ledger of a school is whole, and fits what is frozen and decided in its folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus, Proposal, Release, SchoolSource
from schoolprotocol.source.ledger import LEDGER, Ledger, of_decision, standing
from schoolprotocol.source.tree import SOURCE

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
            found += _of(school)
            if with_decisions and school.ledger is not None:
                found += _decisions(school, school.ledger, is_whole=not corpus.faults_in("schools", id_))
    return found


def _of(school: SchoolSource) -> Iterator[Diagnostic]:
    """The chain, and the files."""
    file = f"{SOURCE}/schools/{school.id}/{LEDGER}"
    if school.ledger is None:
        if school.digests:
            yield Diagnostic(Kind.LEDGER_MISSING, Place(file), {"school": school.id}, school=school.id)
        return
    forked = False
    for flaw in school.ledger.flaws:
        if flaw.kind == "forked" and forked:  # each line of the other branch, and each mark, says the same
            continue
        forked = forked or flaw.kind == "forked"
        values = {"detail": flaw.detail, "what": flaw.detail, "school": school.id}
        yield Diagnostic(_KINDS[flaw.kind], Place(file, flaw.line), values, school=school.id)
    entered = standing(school.ledger.entries)
    places = {line.entry.entry: line.number for line in school.ledger.lines if line.entry is not None}
    for path, entry in entered.items():
        if not isinstance(entry.what, str):
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


def _decisions(school: SchoolSource, ledger: Ledger, *, is_whole: bool) -> Iterator[Diagnostic]:
    """Those in the source that are not entered; and the other way round, where all of the source could be read.

    A decision that stands in a release or a proposal is there for good, and need not stand in the variant any more.
    """
    entered = standing(ledger.entries)
    here: set[str] = set()
    for protocol, variant in school.variants.items():
        for index, decision in enumerate(variant.decisions):
            item = of_decision(protocol, decision)
            here.add(item.sha256)
            if item.sha256 not in entered:
                name = item.name
                values = {"what": name, "school": school.id}
                yield Diagnostic(
                    Kind.LEDGER_LACKS_DECISION, variant.at("decisions", index), values, school=school.id, target=name
                )
    if not is_whole:
        return
    texts: tuple[Release | Proposal, ...] = (*school.releases, *school.proposals)
    for text in texts:
        here |= {of_decision(text.protocol, decision).sha256 for decision in text.policy.decisions}
    for line in ledger.lines:
        entry = line.entry
        if entry is not None and entry.kind == "decision" and entry.sha256 not in here:
            if entered.get(entry.sha256) is not entry:
                continue
            values = {"what": entry.name, "entry": str(entry.entry), "school": school.id}
            place = Place(ledger.file, line.number)
            yield Diagnostic(Kind.LEDGER_DECISION_GONE, place, values, school=school.id, target=entry.name)
