"""LibreOffice opens every Word file that we make, without repairing it, and shows everything that is in it."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest

from schoolprotocol.policy.model import Policy
from tests.docx.pandoc import expected
from tests.repository import corpus, named
from tests.repository import policies as working
from tests.validate import made
from tests.validate.docx.office import pages, shows, to_pdf, written

FILES = made.different(made.files(".docx"))
PROTOCOLS = [
    file for file in FILES if file.stem in map(named, corpus().documents()) and "schoolgids/" not in made.name(file)
]


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path | None]:
    """What LibreOffice printed of each file; one start for all of them."""
    return dict(zip(FILES, to_pdf(FILES, tmp_path_factory.mktemp("office")), strict=True))


@pytest.fixture
def shown(opened: dict[Path, Path | None], file: Path) -> list[str]:
    """The pages of a file."""
    printed = opened[file]
    assert printed is not None, "LibreOffice could not open it"
    return pages(printed)


@pytest.mark.parametrize("file", FILES, ids=made.name)
def test_it_opens_without_repair_and_nothing_of_its_text_is_lost(file: Path, shown: list[str]) -> None:
    pieces = [piece for piece in written(file.read_bytes()) if piece.strip()]
    assert pieces
    assert [piece for piece in pieces if not shows(shown, piece)] == []


@pytest.mark.parametrize("file", PROTOCOLS, ids=made.name)
def test_every_clause_and_heading_shows_with_its_number_and_its_notes(file: Path, shown: list[str]) -> None:
    # Not of reports: LibreOffice 7.4, Debian 12's, drops footnotes where there are comments.
    texts = expected(policy(file))
    if policy(file).excerpt is not None:  # which is a file of its own
        texts = texts[: len(texts) - texts[::-1].index("Tekst voor de schoolgids") - 1]
    wanted = [piece for text in texts for piece in re.split(r"[{}]", text) if piece.strip(" .,")]
    assert len(wanted) > 50
    assert [text for text in wanted if not shows(shown, text)] == []


@lru_cache(maxsize=1)
def policies() -> dict[tuple[str, str | None], Policy]:
    """The working text of each document, and each version that was adopted, by name and version."""
    found: dict[tuple[str, str | None], Policy] = {}
    for key, policy in working().items():
        found[named(key), None] = policy
        releases = corpus().schools[key[0]].releases_of(key[1])
        found |= {(named(key), release.version): release.policy for release in releases}
    return found


def policy(file: Path) -> Policy:
    """What a protocol in Word should say."""
    version = re.search(r"/versies/([\d.]+)/", file.as_posix())
    return policies()[file.stem, version[1] if version else None]


def test_there_is_a_file_of_each_kind() -> None:
    names = {made.name(file) for file in made.files(".docx")}
    assert {file.stem for file in PROTOCOLS} == {named(key) for key in corpus().documents()}
    for ending in ("report.docx", "besluitformulier.docx", "reacties.docx", "-beknopt.docx"):
        assert any(name.endswith(ending) for name in names), ending


# -- what this part would find ----------------------------------------------------------------------------------------


def damaged(data: bytes, name: str, change: bytes | None) -> bytes:
    """A Word file of which one part was replaced or left out."""
    made_anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made_anew, "w") as new:
        for info in old.infolist():
            content = change if info.filename == name else old.read(info)
            if content is not None:
                new.writestr(info.filename, content)
    return made_anew.getvalue()


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    sound = PROTOCOLS[0].read_bytes()
    cases = {
        "sound": sound,
        "half": sound[: len(sound) // 2],
        "text": b"Geen Word",
        "not-xml": damaged(sound, "word/document.xml", b"<w:document"),
        "untyped": damaged(sound, "[Content_Types].xml", None),
    }
    files = [tmp_path / f"{name}.docx" for name in cases]
    for file, data in zip(files, cases.values(), strict=True):
        file.write_bytes(data)
    (tmp_path / "work").mkdir()
    opened = to_pdf(files, tmp_path / "work")
    assert [name for name, pdf in zip(cases, opened, strict=True) if pdf is not None] == ["sound"]


def test_a_text_that_is_not_there_is_missed() -> None:
    assert shows(["Dittestaathier.", "Ende", "resthier."], "Dit te staat hier.")
    assert shows(["margeEnde", "restvoetnoot"], "En de rest")
    assert not shows(["margeEnde", "tussen", "restvoetnoot"], "En de rest")
