"""Word files that come back: what they propose is listed, taken over where somebody says, or declined with a reason."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from schoolprotocol import Project
from tests.returning.documents import Given
from tests.studio.conftest import Visitor
from tests.studio.making import CATALOGUE, KEY

PAGE = "/bespreken/noord/telefoons/"


@pytest.fixture
def root(making: Path) -> Path:
    """A project with a version 1.1 in the making."""
    return making


def edited(root: Path, words: str = "Vraag het altijd eerst") -> bytes:
    """The Word file of `noord`, in which somebody changed a sentence."""
    packed, made = zipfile.ZipFile(io.BytesIO(Given(root, "noord").data)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as fresh:
        for name in packed.namelist():
            content = packed.read(name)
            if name == "word/document.xml":
                assert b"Vraag het eerst" in content
                content = content.replace(b"Vraag het eerst.", f"{words}.".encode())
            fresh.writestr(name, content)
    return made.getvalue()


def upload(visitor: Visitor, content: bytes, name: str = "protocol MR.docx") -> str:
    return visitor.send(f"{PAGE}bestand", {"namens": "de MR"}, bestand=(name, content))


def name_of(page: str) -> str:
    found = re.search(r'id="t-(tips-vraag[^"]*)"', page)
    assert found is not None, page
    return found[1]


def test_what_a_file_proposes_is_listed_and_kept_in_the_source(visitor: Visitor, root: Path) -> None:
    page = upload(visitor, edited(root, "Vraag het &lt;b&gt; eerst"))
    assert "Vraag het &lt;b&gt; eerst." in page
    assert [(one.by, one.kind) for one in Project.open(root).document(*KEY).returned.values()] == [
        (("de MR",), "tekst")
    ]


def test_it_is_taken_over_into_the_base_text(visitor: Visitor, root: Path) -> None:
    name = name_of(upload(visitor, edited(root)))
    page = visitor.send(f"{PAGE}voorstel", {"voorstel": name, "wat": "overnemen", "naar": "basis"})
    assert "Vraag het altijd eerst" in (root / CATALOGUE).read_text("utf-8")
    assert "overgenomen" in page


def test_schools_with_a_text_of_their_own_keep_it_where_somebody_looked(visitor: Visitor, root: Path) -> None:
    edit = Project.open(root).edit()
    edit.replace("zuid", "telefoons", "tips.vraag", "Wij vragen altijd.", "Zo willen wij het.").save()
    visitor.studio.workplace.renew()
    told = {"voorstel": name_of(upload(visitor, edited(root))), "wat": "overnemen", "naar": "basis"}
    answer = visitor.client.post(f"{PAGE}voorstel", data={**told, "csrf": visitor.csrf})
    assert answer.status_code == 422
    assert "altijd eerst" not in (root / CATALOGUE).read_text("utf-8")
    visitor.send(f"{PAGE}voorstel", {**told, "houden": "ja"})
    assert "altijd eerst" in (root / CATALOGUE).read_text("utf-8")
    known = Project.open(root).document("zuid", "telefoons").wordings("tips.vraag")
    assert known is not None
    assert known.here.text == "Wij vragen altijd."


def test_it_is_declined_with_a_reason_only(visitor: Visitor, root: Path) -> None:
    name = name_of(upload(visitor, edited(root)))
    told = {"csrf": visitor.csrf, "voorstel": name, "wat": "afwijzen", "reden": ""}
    assert visitor.client.post(f"{PAGE}voorstel", data=told).status_code == 422
    visitor.send(f"{PAGE}voorstel", {**told, "reden": "Dat staat er al."})
    assert [one.reason for one in Project.open(root).document(*KEY).returned.values()] == ["Dat staat er al."]


def test_where_it_goes_has_to_be_said(visitor: Visitor, root: Path) -> None:
    name = name_of(upload(visitor, edited(root)))
    told = {"csrf": visitor.csrf, "voorstel": name, "wat": "overnemen", "naar": "eigen", "reden": ""}
    answer = visitor.client.post(f"{PAGE}voorstel", data=told)
    assert answer.status_code == 422
    assert [one.outcome for one in Project.open(root).document(*KEY).returned.values()] == [None]


@pytest.mark.parametrize(
    ("name", "content"), [("brief.docx", b"PK geen Word"), ("brief.exe", b"MZ"), ("reacties.json", b'{"format": 9}')]
)
def test_what_is_no_file_of_ours_is_refused_with_the_reason(
    visitor: Visitor, root: Path, name: str, content: bytes
) -> None:
    told = {"csrf": visitor.csrf, "namens": "de MR"}
    answer = visitor.client.post(f"{PAGE}bestand", data=told, files={"bestand": (name, content)})
    assert answer.status_code == 422
    assert 'value="de MR"' in answer.text
    assert not (root / "policy_src/schools/noord/reactions").exists()


def test_reactions_of_the_page_of_a_report_come_in_as_a_file(visitor: Visitor, root: Path) -> None:
    document = Project.open(root).document(*KEY)
    sent = {"format": 1, "school": "noord", "protocol": "telefoons", "version": "1.1"}
    sent |= {"text_hash": document.text_hash(document.policy)}
    said = {"change": "afspraken.opbergen", "kind": "bezwaar", "text": "Thuis kan niet."}
    page = upload(visitor, json.dumps({**sent, "reactions": [said]}).encode(), "reacties.json")
    assert "Thuis kan niet." in page
    assert [one.by for one in Project.open(root).corpus.schools["noord"].reactions_to("telefoons")] == ["de MR"]


def test_a_value_that_was_typed_over_is_called_as_the_form_of_values_calls_it(visitor: Visitor, root: Path) -> None:
    document = Project.open(root).document(*KEY)
    told = {
        "version": "1.1",
        "text_hash": document.text_hash(document.policy),
        "kind": "tekst",
        "clause": "tips.vraag",
        "values": [{"name": "bewaarplek", "was": "in de kluis", "text": "in de tas"}],
    }
    file = root / "policy_src/schools/noord/reactions/telefoons/waarde.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(told), "utf-8")
    visitor.studio.workplace.renew()
    page = visitor.get(PAGE)
    assert "De waarde ‘Waar telefoons tijdens de les liggen’: in de kluis → in de tas" in page
    assert "bewaarplek" not in page
