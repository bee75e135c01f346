"""Values that all protocols share: those that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolprotocol.check.catalogue import Source, used_names
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.values import builds_on
from schoolprotocol.source.corpus import Corpus


def shared_unused(corpus: Corpus, policies: Mapping[tuple[str, str], Policy]) -> Iterator[Diagnostic]:
    """A shared value that no protocol uses, and one that a school gives and no document uses that has it from there.

    Args:
        corpus: the source.
        policies: the documents that resolve, by (school id, protocol id).
    """
    if not corpus.parameters or not all(corpus.is_whole(protocol) for protocol in corpus.protocol_ids):
        return  # what could not be read may use it
    used = {name for source in corpus.protocols.values() for name in used_names(Source(corpus, source, ()))}
    for name, parameter in corpus.parameters.items():
        if name not in used:
            yield Diagnostic(Kind.PARAMETER_UNUSED, parameter.at(), {"name": name}, target=name)
    if any(key not in policies for key in corpus.documents()):
        return
    printed: dict[str, set[str]] = {}
    for (school, _protocol), policy in policies.items():
        for id_ in builds_on(corpus, school):
            printed.setdefault(id_, set()).update(policy.values)
    for id_, of_school in printed.items():
        giver = corpus.schools[id_].school
        for name in giver.parameters:
            if name in used and name not in of_school:
                place = giver.at("parameters", name)
                yield Diagnostic(Kind.VALUE_UNUSED, place, {"name": name}, school=id_, target=name)
