"""What people type finds the clause, or nothing: then the page says whom to ask."""

from __future__ import annotations

import json
import re

import pytest

from schoolprotocol.config import site_of
from tests.content.conftest import DOCUMENTS, Built
from tests.site.searching import needs_node, search

pytestmark = [pytest.mark.stress, needs_node]

PHONE = "telefo|mobiel|smartphone|gsm|toestel|appara"
MEDIA = "sociale media|social media|tiktok|instagram|snapchat|whatsapp|facebook|youtube|twitter"
IMAGE = "foto|film|video|opname|beeld"
NAKED = f"naakt|sext|nudes|grooming|seksueel|{IMAGE}"
BULLYING = "pest|treiter|scheld|roddel|buitensl"
HELP = "klacht|klagen|meld|hulp|vertrouwens"
SANCTION = "straf|sanctie|maatregel|schors|waarschuw"
FOUND = {
    **dict.fromkeys(("mobieltje", "mobieltjes", "gsm", "GSM", "smartphone", "smartphones", "telefoon", "phone"), PHONE),
    **dict.fromkeys(("tellefoon", "telefonen", "telefoonverbod", "mobielke", "iphone"), PHONE),
    **dict.fromkeys(("tiktok", "TikTok", "tik tok", "insta", "snap", "snapchat", "whats app", "social media"), MEDIA),
    **dict.fromkeys(("foto", "foto's", "foto’s", "fotos", "filmen", "filmpje", "filmpjes", "gefilmd", "photo"), IMAGE),
    **dict.fromkeys(("naaktfoto", "naaktfoto's", "naakt foto", "nudes", "sexting", "sextortion", "dickpic"), NAKED),
    **dict.fromkeys(("pesten", "gepest", "cyberpesten", "cyber pesten", "cyberpestn", "bullying"), BULLYING),
    **dict.fromkeys(("hulp", "klacht", "melden", "vertrouwenspersoon", "vertrouwenpersoon"), HELP),
    **dict.fromkeys(("straf", "schorsing", "geschorst", "nablijven"), SANCTION),
    **dict.fromkeys(("politie", "aangifte", "aangifte doen"), "politie|aangifte"),
    **dict.fromkeys(("privacy", "AVG", "persoonsgegevens"), "privacy|avg|persoonsgegeven"),
    **dict.fromkeys(("groepsapp", "klassenapp", "appgroep"), r"app"),
    **dict.fromkeys(("deepfake", "chat gpt", "chatgpt", "AI"), r"deepfake|nepfoto|chatgpt|\bai\b|kunstmatige"),
    **dict.fromkeys(("hacken", "gehackt", "wachtwoord", "nepaccount"), "hack|account|wachtwoord|inlog"),
}
"""What somebody types, and what the clause must be about that is found first."""
NOTHING = ("zwembad", "xyzzy", "<script>", "\U0001f4f1", "", "   ", "tlfn")


@pytest.mark.parametrize("key", DOCUMENTS, ids="-".join)
def test_what_people_type_finds_what_it_is_about_or_nothing(key: tuple[str, str], built: Built) -> None:
    folder = built.folders.html(site_of(*key))
    index = folder / "searchindex.js"
    rows = json.loads(index.read_text("utf-8").partition("window.searchIndex = ")[2].removesuffix(";\n"))
    said = {row["url"]: f"{row.get('section', '')} {row['title']} {row['text']}".lower() for row in rows}
    answers = search(folder / "_static", [index], [*FOUND, *NOTHING])
    wrong = {}
    for question, answer in zip([*FOUND, *NOTHING], answers, strict=True):
        first = said[f"index.html{answer.urls[0].rpartition('index.html')[2]}"] if answer.urls else None
        if first is not None and not (question in FOUND and re.search(FOUND[question], first)):
            wrong[question] = first
    assert not wrong
    found = sum(bool(answer.urls) for answer in answers)
    assert found > len(FOUND) / 3, "a search that finds nothing is right too seldom to be one"
