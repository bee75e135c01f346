"""A project in which `noord` has an adopted version 1.0, and a version 1.1 in the making that asks the council."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from schoolprotocol import Project

KEY = ("noord", "telefoons")
CATALOGUE = "policy_src/protocols/telefoons/clauses/alles.yaml"
PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
VARIANT = "policy_src/schools/noord/telefoons.yaml"
ZUID = "policy_src/schools/zuid/telefoons.yaml"
ADOPTED = date(2026, 10, 1)


def adopted(root: Path) -> None:
    """Give `noord` an adopted and released version 1.0."""
    Project.open(root).edit().set_document(*KEY, version="1.0", day=None).save()
    Project.open(root).document(*KEY).adopt("het College van Bestuur", ADOPTED, ADOPTED)


def in_the_making(root: Path, text: str = "Leerlingen en medewerkers leggen hun telefoon thuis neer.") -> None:
    """After that, let it have a version 1.1 with another text, about which the council is asked."""
    adopted(root)
    edit = Project.open(root).edit()
    edit.set_document(*KEY, version="1.1", status="concept", day=None, effective=None)
    edit.set_document("zuid", "telefoons", status="concept").remove(ZUID, ["decisions"])
    edit.set(PROTOCOL, ["consent"], [{"council": "de MR", "reference": "avg-4"}])
    edit.set_alternative("telefoons", "afspraken.opbergen", "allen", text)
    edit.save()
