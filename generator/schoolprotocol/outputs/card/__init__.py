"""The rules that come first → a card for the wall: one page for each audience, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolprotocol.messages import mark as N_
from schoolprotocol.outputs import pdf
from schoolprotocol.outputs.output import Later, Offer, Output

if TYPE_CHECKING:
    from schoolprotocol.model.base import Audience

FILES: dict[Audience, tuple[str, str]] = {
    "leerling": ("leerlingen", "Kaart voor in de klas"),
    "ouder": ("ouders", "Kaart voor ouders en verzorgers"),
    "medewerker": ("medewerkers", "Kaart voor medewerkers"),
    "overig": ("anderen", "Kaart voor anderen"),
}
"""By audience, how the name of the file ends, and what a site calls it."""

OUTPUT = Output(
    name="kaart",
    title=N_("cards"),
    made_of=(
        "policy",
        "style",
        "logo",
        "url",
        "void",
        "unproven",
        "edition",
        "editions",
        "home",
        "first",
        "held",
        "help",
    ),
    looks_like=("card", "fonts", "print"),
    make=Later("schoolprotocol.outputs.card.making", "make"),
    offers=tuple(Offer(label, f"{{name}}-kaart-{ending}.pdf") for ending, label in FILES.values()),
    warm_up=(pdf.WARM_UP,),
    is_typeset=True,
    of_adopted=True,
    if_none=N_("{name}: nothing is named that readers meet first, so there is no card (first)."),
)
