"""Makes the cards of one text. Importing this module imports WeasyPrint."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import SourceError
from schoolprotocol.model.base import Audience
from schoolprotocol.outputs.card import FILES
from schoolprotocol.outputs.card.card import Card, card_for, card_html, drawings, layouts_for
from schoolprotocol.outputs.output import Made, Work
from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.places import Place

_KEPT: Final = frozenset({"replaced", "lapsed"})
"""Texts that nobody hangs on a wall any more."""


def make(work: Work) -> Made:
    """A card for each audience for which something comes first; none of a text that does not apply any more.

    Raises:
        SourceError: where the rules for an audience do not fit on one page (SP645).
    """
    job, made = work.job, list[Path]()
    if job.edition in _KEPT or job.policy.document.status == "vervallen":
        return {"kaart": []}
    for audience, (ending, _label) in FILES.items():
        card = card_for(job, audience)
        if card is not None:
            made.append(work.at("kaart", f"{job.name}-kaart-{ending}.pdf"))
            _write(card, audience, made[-1])
    return {"kaart": made}


def _write(card: Card, audience: Audience, target: Path) -> None:
    """Write a card with letters as large as one page allows."""
    job = card.job
    pictures = drawings(card, job.templates)
    assets = typeset.Assets(job.templates, job.logo, job.style.at("logo"), job.school, pictures)
    if not typeset.write_page((card_html(card, layout, job.templates) for layout in layouts_for(card)), target, assets):
        place = Place(f"policy_src/schools/{job.school}/{job.protocol}.yaml")
        values = {"count": str(len(card.rules)), "readers": audience}
        raise SourceError([Diagnostic(Kind.CARD_TOO_FULL, place, values, school=job.school, target=audience)])
