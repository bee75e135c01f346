"""The versions of a document in a row, and what happened to each clause from the one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.history import History, history
from schoolprotocol.documents.comparing import lineage_in
from schoolprotocol.documents.finding import Key
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus


def history_of(corpus: Corpus, key: Key, policy: Policy, known: ChangeSet | None = None) -> History:
    """The history of the clauses of a document, until its working text.

    A release that was edited after it was frozen is passed over and named: what it says was never adopted.

    Args:
        corpus: the loaded source.
        key: the document.
        policy: its working text.
        known: a comparison of two of its versions (`documents.comparing.compared`), where there is one already.
    """
    releases = corpus.schools[key[0]].releases_of(key[1])
    found = history(
        in_a_row([release.policy for release in releases if release.is_whole], policy),
        corpus.protocols[key[1]].changes,
        lineage_in(corpus, key),
        known,
    )
    return found.model_copy(update={"skipped": tuple(one.version for one in releases if not one.is_whole)})


def in_a_row(releases: Sequence[Policy], policy: Policy) -> tuple[Policy, ...]:
    """The frozen versions, oldest first, then the working text where that says something else than the last of them."""
    last = releases[-1] if releases else None
    is_same = (
        last is not None
        and last.document.version == policy.document.version  # a hash takes a hundred times as long
        and text_hash(last) == text_hash(policy)
    )
    return (*releases,) if is_same else (*releases, policy)
