"""What nobody uses of what schools could share: values of all protocols, and texts that stay where they are."""

from __future__ import annotations

from collections.abc import Iterator

from schoolprotocol.check.catalogue import Source, Whole, used_names
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.neighbours import Neighbours


def shared_unused(corpus: Corpus, whole: Whole) -> Iterator[Diagnostic]:
    """A shared value that no protocol uses, and one that a school gives and no document uses that has it from there.

    Args:
        corpus: what all schools share.
        whole: all schools.
    """
    if not corpus.parameters or not all(corpus.is_whole(protocol) for protocol in corpus.protocol_ids):
        return  # what could not be read may use it
    used = {name for source in corpus.protocols.values() for name in used_names(Source(corpus, source, whole))}
    for name, parameter in corpus.parameters.items():
        if name not in used:
            yield Diagnostic(Kind.PARAMETER_UNUSED, parameter.at(), {"name": name}, target=name)
    if not whole.has_all():
        return
    printed: dict[str, set[str]] = {}
    for part in whole.parts:
        for use in (one for one in part.uses if one.is_resolved):
            for id_ in part.builds_on:
                printed.setdefault(id_, set()).update(use.values)
    for part in whole.parts:
        for name, place in part.gives.items() if part.school in printed else ():
            if name in used and name not in printed[part.school]:
                yield Diagnostic(Kind.VALUE_UNUSED, place, {"name": name}, school=part.school, target=name)


def not_published(around: Neighbours, whole: Whole) -> Iterator[Diagnostic]:
    """A text that a school keeps to itself, and on which no other builds; a board may have one ready for its schools.

    Args:
        around: all schools.
        whole: all schools, as was found of them.
    """
    if not all(part.is_read and not part.faults for part in whole.parts):
        return  # what could not be read may build on it
    bases = {(use.extends, use.protocol) for part in whole.parts for use in part.uses}
    for part in whole.parts:
        school = around.by_id.get(part.school)
        for use in part.uses if school is not None and school.kind == "school" else ():
            is_told = use.protocol in part.released  # there is a release of it: that says more
            if not (use.is_published or is_told or (part.school, use.protocol) in bases):
                yield Diagnostic(Kind.NOT_PUBLISHED, use.place, school=part.school, target=use.protocol)
