"""What a scanner's program misread: shown with what may be meant, and left as it is."""

from __future__ import annotations

import pytest

from schoolprotocol.intake.taking import take_bytes
from tests.intake import handed

SLIPS = [
    ("Hetis een regel voor alle leerlingen.", "Hetis", "Het is"),
    ("Leerlingen leggen de telefoon inde kluis en zeggen dathet mag.", "dathet", "dat het"),
    ("Deleerling meldt zich. Elke leerling doet dat, de leerling ook.", "Deleerling", "De leerling"),
    ("e De leerling meldt zich bij de mentor.", "e ", "• "),
    ("© De leerling meldt zich bij de mentor.", "© ", "• "),
    ("Dit geldt op school! en daarbuiten.", "school!", "school¹"),
    ("De regel geldt sinds 2O24 op elke school.", "2O24", "2024"),
    ("Zie daarvoor l.1 van dit protocol.", "l.1", "1.1"),
]


@pytest.mark.parametrize(("line", "stands", "better"), SLIPS)
def test_a_slip_is_proposed_and_stays_in_the_text(line: str, stands: str, better: str) -> None:
    taken = take_bytes("x.txt", f"Protocol\n\nEen gewone regel.\n\n{line}\n\nNog een regel.".encode())
    assert (stands, better) in [(one.text, one.better) for one in taken.proposals]
    assert "".join(line.split()) in "".join("".join(f"{one.number or ''}{one.text}".split()) for one in taken.blocks)


LINES = [
    "Omdat het kan, zodat het mag, en dezelfde regel geldt ook hier.",
    "Wees eerlijk! Dat helpt. Niet doen! (zie artikel 3)",
    "De deur staat open, ook voor ouders; eten mag in de kantine, boven de trap.",
    "Een e-mail is genoeg. Lokaal 1.14 en kamer 0.3 zijn open van 10.30 tot 12.00 uur.",
    "ISO 27001, 2e verdieping, 3D-printers, H2O en groep 1l staan hier ook.",
]


@pytest.mark.parametrize("line", LINES)
def test_what_is_written_well_is_no_slip(line: str) -> None:
    taken = take_bytes("x.txt", f"Protocol\n\n{line}\n\nNog een regel.".encode())
    assert not taken.proposals


def test_documents_that_nobody_scanned_have_no_slips() -> None:
    for _way, name, data, _labels in handed.files(["word", "html"]):
        assert not take_bytes(name, data).proposals, name
