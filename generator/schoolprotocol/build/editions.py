"""Which texts of a document have pages, and where each stands: what applies comes first."""

from __future__ import annotations

from schoolprotocol.config import Key
from schoolprotocol.documents.finding import still_holds
from schoolprotocol.documents.history import in_a_row
from schoolprotocol.model.base import ADOPTED
from schoolprotocol.outputs.job import Editions
from schoolprotocol.outputs.site.parts import pages_of
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus


def editions_of(corpus: Corpus, key: Key, policy: Policy) -> Editions:
    """The texts of a document.

    Args:
        corpus: the source.
        key: the document.
        policy: its working text.
    """
    document = policy.document
    releases = [release.policy for release in corpus.schools[key[0]].releases_of(key[1]) if release.is_whole]
    adopted = tuple(one.document.version for one in releases if one.document.status in ADOPTED)
    held = still_holds(corpus, key, policy)
    is_adopted, last = document.status in ADOPTED, adopted[-1] if adopted else None
    return Editions(
        adopted=adopted,
        newest=document.version if is_adopted else last,
        in_force=held.document.version if held is not None else None,
        holds=is_adopted or held is not None,
        has_lapsed=bool(adopted) and not is_adopted and held is None,
        version=document.version,
        status=document.status,
        pages=pages_of(policy if held is None else held),
        proposed=() if held is None else (*pages_of(policy), *_about_all(releases, policy)),
    )


def _about_all(releases: list[Policy], policy: Policy) -> tuple[str, ...]:
    """Names of the pages that the working text of a document has because versions of it were frozen."""
    beside = ("naast-elkaar",) if len(in_a_row(releases, policy)) > 1 else ()
    return ("wijzigingen", "geschiedenis", *beside)
