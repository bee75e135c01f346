"""Which clauses come first on the pages of a document."""

from __future__ import annotations

from schoolprotocol.documents.finding import Key
from schoolprotocol.policy.rules import Chosen
from schoolprotocol.resolve.chain import chain
from schoolprotocol.resolve.first import first_of
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.lineage import lineage_of


def first_in(corpus: Corpus, key: Key) -> dict[str, tuple[Chosen, ...]]:
    """The clauses that come first, by audience, as the protocol and the variants of a document name them now."""
    layers, _found = chain(corpus, *key)
    source, variants = corpus.protocols[key[1]], [layer.variant for layer in layers]
    return first_of(source.protocol, variants, lineage_of(source, variants))
