"""What a project knows already that a document may say: values by name, telephone numbers, ids that are in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schoolprotocol.importing.persons import Persons
from schoolprotocol.importing.questions import bodies_of
from schoolprotocol.importing.second import Second
from schoolprotocol.importing.values import phones_in
from schoolprotocol.intake.blocks import Block
from schoolprotocol.source.corpus import Corpus


def named(facts: Mapping[str, str], phones: Mapping[str, str], corpus: Corpus) -> dict[str, str]:
    """What texts can call by name, by that name."""
    found = {f"school.{name}": text for name, text in facts.items()} | dict(phones)
    for reference in corpus.references.values():
        found[f"bron.{reference.id}"] = reference.value or reference.name
    return found


def phones(
    corpus: Corpus, protocol: str, second: Second | None, blocks: Sequence[Block], persons: Persons
) -> dict[str, str]:
    """Telephone numbers that no reference has, by the name of the parameter that each becomes.

    Args:
        corpus: the source.
        protocol: its id.
        second: what the school has of it already.
        blocks: the text of the document.
        persons: whose numbers are none of a desk.
    """
    if second is not None:
        declared = corpus.protocols[protocol].protocol.parameters
        values = second.policy.values
        return {name: values[name].text for name, one in declared.items() if one.type == "telephone" and name in values}
    if protocol in corpus.protocols:
        return {}
    known = {one.value for one in corpus.references.values()}
    found = [one for one in phones_in(bodies_of(blocks), persons) if one not in known]
    return {f"telefoon-{n}" if n > 1 else "telefoon": one for n, one in enumerate(found, start=1)}


def ids_in_use(corpus: Corpus, protocol: str) -> set[str]:
    """Ids of clauses that no other can have."""
    source = corpus.protocols.get(protocol)
    if source is None:
        return set()
    added = {
        operation.add
        for each in corpus.schools.values()
        if protocol in each.variants
        for operation in each.variants[protocol].operations
        if hasattr(operation, "add")
    }
    return {*source.clauses, *source.tombstones, *added}


def addresses(corpus: Corpus) -> list[str]:
    """Mail addresses and telephone numbers that the source has: somebody let them in."""
    found = [school.school.email for school in corpus.schools.values()]
    found += [school.school.phone for school in corpus.schools.values()]
    return [one for one in (*found, *(each.value for each in corpus.references.values())) if one]
