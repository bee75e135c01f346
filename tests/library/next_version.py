"""A version of the library that does not exist: the next one, made of ours with a handful of changes."""

from __future__ import annotations

import shutil
from pathlib import Path

from schoolprotocol.library.taking import OURS as FOLDER
from schoolprotocol.library.taking import Shelf

LAW = "organisatie.registreren"
NEW = "organisatie.evalueren"
WORDING = "omgang.blijft"
ADVICE = "gevolgen.vaker"
GONE = "uitgangspunten.leren"
REGISTERED = "De school moet elke ernstige gebeurtenis opschrijven en melden aan de inspectie."

_CHANGES = """\
versions:
  - version: "1.1"
    date: 2027-09-01
    summary: De nieuwe wet over veiligheid, en enkele verbeteringen.
    changes:
      - id: wet-veiligheid
        protocol: veiligheid-en-pesten
        code: wettelijk
        summary: De school registreert en meldt ernstige gebeurtenissen, en evalueert elk jaar
        clauses: [organisatie.registreren, organisatie.evalueren]
        motive: De nieuwe wet over veiligheid vraagt het.
        consequences: Medewerkers schrijven op wat er gebeurt.
        measures: De school heeft een formulier.
      - id: minder-vaak
        protocol: telefoons
        code: aanbevolen
        summary: Na twee keer praat de school met de ouders
        clauses: [gevolgen.vaker]
        parameters: [inname.tot]
        motive: Drie keer is lang.
        consequences: Ouders horen het eerder.
        measures: De mentor belt.
      - id: weg-is-weg
        protocol: sociale-media
        code: redactioneel
        summary: Kortere zin over weghalen
        clauses: [omgang.blijft]
        motive: De zin kon korter.
        consequences: Geen.
        measures: Geen.
      - id: leren-staat-al
        protocol: ai
        code: aanbevolen
        summary: Dat leren eerst komt, staat er niet meer apart
        clauses: [uitgangspunten.leren]
        motive: Andere afspraken zeggen het al.
        consequences: Geen.
        measures: Geen.
"""


def next_version(folder: Path) -> Shelf:
    """The library of 1 September 2027, in a folder."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def change(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    change("library.yaml", 'version: "1.0"\ndate: 2026-11-22', 'version: "1.1"\ndate: 2027-09-01')
    change("library.yaml", "versions:\n", _CHANGES)
    safety = "protocols/veiligheid-en-pesten"
    change(f"{safety}/clauses/organisatie.yaml", "De school schrijft ernstige gebeurtenissen op.", REGISTERED)
    change(
        f"{safety}/clauses/organisatie.yaml",
        "- id: organisatie.scholing\n",
        f"- id: {NEW}\n  title: Elk jaar terugkijken\n  audience: [leerling, ouder, medewerker]\n"
        "  text: De school moet haar beleid voor veiligheid elk jaar evalueren.\n  references: [wet-vrij-en-veilig]\n\n"
        "- id: organisatie.scholing\n",
    )
    change(f"{safety}/protocol.yaml", f"            - {LAW}\n", f"            - {LAW}\n            - {NEW}\n")
    change("references.yaml", "# Privacy en auteursrecht\n", _REFERENCE)
    change("protocols/telefoons/clauses/gevolgen.yaml", "Gaat het drie keer mis? Dan", "Gaat het twee keer mis? Dan")
    change("protocols/telefoons/clauses/gevolgen.yaml", "Gaat het drie keer mis, dan", "Gaat het twee keer mis, dan")
    change("protocols/telefoons/protocol.yaml", "default: het einde van de schooldag", "default: het einde van de les")
    change(
        "protocols/sociale-media/clauses/omgang.yaml", "Weghalen helpt dus niet altijd.", "Weghalen helpt niet altijd."
    )
    change("protocols/ai/protocol.yaml", f"            - {GONE}\n", "")
    change(
        "protocols/ai/clauses/inleiding.yaml",
        f"- id: {GONE}\n  title: Leren komt eerst\n  audience: [leerling, ouder, medewerker]\n  text: >-\n"
        "    AI helpt om te leren, en komt niet in de plaats van leren.\n",
        f"- dropped: {GONE}\n  replaced_by: [school.les]\n  reason: Andere afspraken zeggen het al.\n",
    )
    return Shelf(folder)


_REFERENCE = """\
- id: wet-vrij-en-veilig
  kind: wet
  name: Wet vrij en veilig onderwijs
  source: https://wetten.voorbeeld.example/vrij-en-veilig
  checked_on: 2027-08-30
  checked_how: verzonnen voor een test

# Privacy en auteursrecht
"""
