"""The files that a site offers beside its pages."""

from __future__ import annotations

from collections.abc import Collection

from schoolprotocol import outputs
from schoolprotocol.config import DOWNLOADS
from schoolprotocol.outputs.site.project import Download


def offered(document: str, names: Collection[str]) -> tuple[Download, ...]:
    """The files that a site offers, in the order in which it does: of the document, then for the schoolgids.

    Args:
        document: how the document's files are named (`config.document_name`).
        names: of the files that are there, in any order.
    """
    offers = [(offer, offer.name.format(name=document)) for output in outputs.OUTPUTS for offer in output.offers]
    offers.sort(key=lambda one: one[0].schoolgids)
    return tuple(
        Download(offer.label, f"{DOWNLOADS}/{name}", schoolgids=offer.schoolgids)
        for offer, name in offers
        if name in names
    )
