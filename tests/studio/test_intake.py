"""A document that exists: sent, reviewed, taken over; and whatever people send, nothing of it becomes ours unasked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schoolprotocol.studio.intakes import name_of
from schoolprotocol.studio.uploads import Uploads
from tests.studio.conftest import Visitor

TEXT = b"""# Toetsen

## 1 Regels

1. Een leerling levert een toets op tijd in.
2. Wie ziek is, haalt de toets in binnen twee weken.

## 2 Afspraken

De docent zegt vooraf wat hij vraagt.
"""


def sent(visitor: Visitor, name: str = "toetsen.md", content: bytes = TEXT) -> str:
    """Send a document; gives the path of its page."""
    answer = visitor.client.post("/importeren/", data={"csrf": visitor.csrf}, files={"document": (name, content)})
    assert answer.status_code == 200, re.sub(r"<[^>]+>", " ", answer.text)
    return answer.url.path


def kept(visitor: Visitor) -> list[Path]:
    """The files that wait."""
    folder = visitor.studio.uploads.folder
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_document_is_read_reviewed_and_taken_over(visitor: Visitor) -> None:
    path = sent(visitor)
    assert "toetsen.md" in visitor.get("/importeren/")
    review = visitor.client.get(f"{path}nalopen")
    assert "Een leerling levert een toets" in review.text
    policy = review.headers["content-security-policy"]
    assert "sha256-" in policy
    assert "unsafe" not in policy
    page = visitor.get(f"{path}?school=noord&protocol=%2B&eigen=toetsen")
    assert "Dit wordt het protocol" in page
    assert "toetsen" not in visitor.studio.workplace.project.corpus.protocols
    shown = visitor.send(f"{path}overnemen", {"school": "noord", "protocol": "+", "eigen": "toetsen"})
    assert "Overgenomen" in shown
    project = visitor.studio.workplace.project
    assert "toetsen" in project.corpus.protocols
    assert not kept(visitor)
    (row,) = visitor.studio.database.rows("SELECT * FROM saved")
    files = visitor.studio.database.rows("SELECT * FROM saved_file WHERE number = ?", row["number"])
    assert {one["path"] for one in files} >= {"policy_src/schools/noord/toetsen.yaml"}
    assert "Een leerling levert een toets" in visitor.get("/importeren/klaar/noord/toetsen/nalopen")


def test_what_to_decide_can_be_had_as_a_list(visitor: Visitor) -> None:
    path = sent(visitor)
    answer = visitor.client.get(f"{path}lijst-lijst.md")
    assert answer.text.startswith("# Nalopen")
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_document_that_was_thrown_away_is_gone(visitor: Visitor) -> None:
    path = sent(visitor)
    assert len(kept(visitor)) == 1
    visitor.send(f"{path}weg")
    assert not kept(visitor)
    assert visitor.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.docx", b""),
        ("kapot.docx", b"PK\x03\x04kapot"),
        ("kapot.pdf", b"%PDF-1.7 kapot"),
        ("programma.exe", b"MZ"),
        ("zonder-suffix", b"tekst"),
        ("x.yaml", TEXT),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason_and_not_kept(
    visitor: Visitor, name: str, content: bytes
) -> None:
    answer = visitor.client.post("/importeren/", data={"csrf": visitor.csrf}, files={"document": (name, content)})
    assert answer.status_code == 422, answer.text
    assert 'role="alert"' in answer.text
    assert not kept(visitor)


def test_without_a_document_it_says_so(visitor: Visitor) -> None:
    assert visitor.client.post("/importeren/", data={"csrf": visitor.csrf}).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        "../../policy_src/x.md",
        "..\\..\\x.md",
        "/etc/cron.d/x.md",
        "a\0b.md",
        "<img src=x onerror=alert(1)>.md",
        "x" * 300 + ".md",
    ],
)
def test_the_name_of_a_file_is_shown_and_never_used(visitor: Visitor, name: str) -> None:
    before = {*visitor.studio.workplace.root.rglob("*")}
    path = sent(visitor, name)
    fresh = {one for one in {*visitor.studio.workplace.root.rglob("*")} - before if one.parent.name != ".studio"}
    assert {re.sub("[0-9a-f]{32}", "naam", one.name) for one in fresh} <= {"naam.md", "bestanden"}
    assert "<img src=x" not in visitor.get(path) + visitor.get("/importeren/") + visitor.get(f"{path}nalopen")


def test_names_are_cut_to_what_can_be_shown() -> None:
    assert name_of("C:\\map\\mijn  plan.docx") == "mijn plan.docx"
    assert len(name_of("é" * 400 + ".docx")) <= 120
    assert name_of("///") == "document"


@pytest.mark.parametrize("file", ["..%2f..%2fpolicy_src%2fproject.yaml", "studio.sqlite3", "0" * 32 + ".md", "%00"])
def test_no_other_file_is_found_by_a_path(visitor: Visitor, file: str) -> None:
    assert visitor.client.get(f"/importeren/{file}/nalopen").status_code == 404


def test_a_page_of_what_was_taken_over_is_found_in_its_folder_only(visitor: Visitor) -> None:
    build = visitor.studio.workplace.project.folders.build
    build.mkdir()
    (build / "x-y.html").write_text("geheim")
    for path in ("..%2fx/y", "../x/y", ".%2e/x-y/z"):
        assert visitor.client.get(f"/importeren/klaar/{path}/nalopen").status_code == 404


def test_a_school_or_protocol_that_cannot_be_is_told_and_the_document_waits_on(visitor: Visitor) -> None:
    path = sent(visitor)
    answer = visitor.client.post(
        f"{path}overnemen", data={"csrf": visitor.csrf, "school": "noord", "protocol": "+", "eigen": "../x"}
    )
    assert answer.status_code == 422
    assert "../x" in answer.text
    assert len(kept(visitor)) == 1


def test_what_nobody_comes_back_for_is_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(tmp_path / "bestanden")
    name = uploads.keep(b"x", "md")
    assert uploads.path(name) is not None
    monkeypatch.setattr("schoolprotocol.studio.uploads.KEPT", -10.0)
    uploads.sweep()
    assert uploads.path(name) is None


def test_a_file_that_goes_while_another_comes_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Uploads(tmp_path)
    first = held.keep(b"een", "docx")
    monkeypatch.setattr(held, "sweep", lambda: None)
    real = Path.glob

    def gone(folder: Path, pattern: str) -> list[Path]:
        found = list(real(folder, pattern))
        (tmp_path / first).unlink(missing_ok=True)  # somebody took it over just then
        return found

    monkeypatch.setattr(Path, "glob", gone)
    assert (tmp_path / held.keep(b"twee", "docx")).read_bytes() == b"twee"
