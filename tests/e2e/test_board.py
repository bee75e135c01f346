"""Every command and every page on a board with three schools that have two or three protocols each."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.conftest import ROOTS, Run, made_once
from tests.docx.word import Word

LINDE = "ai, pesten, telefoons"
SCHOOLS = "policy_src/schools"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A copy of the board."""
    return shutil.copytree(ROOTS / "bestuur", tmp_path / "bestuur")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board with its pages."""

    def make(folder: Path) -> None:
        from schoolprotocol.cli import run

        shutil.copytree(ROOTS / "bestuur", folder, dirs_exist_ok=True)
        assert run(["--lang", "en", "--root", str(folder), "build", "html"]) == 0

    return made_once(tmp_path_factory, "board-built", make)


@pytest.fixture
def built(once: Path, tmp_path: Path) -> Path:
    """A copy of that, to change."""
    return shutil.copytree(once, tmp_path / "gebouwd")


def page(root: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((root / "build/html" / name).read_bytes())


# -- which document is meant ------------------------------------------------------------------------------------------

ABOUT_ONE = {
    "show": ("show", "linde"),
    "show a clause": ("show", "linde", "aanpak.melden"),
    "compare": ("compare", "linde", "haven"),
    "diff": ("diff", "linde"),
    "diff from a version": ("diff", "linde", "--from", "1.0"),
    "lineage": ("lineage", "linde"),
    "dossier": ("dossier", "linde"),
    "decide": ("decide", "linde", "--body", "de MR", "--day", "2026-11-20", "--outcome", "positief"),
    "release": ("release", "linde"),
}


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_command_about_one_document_asks_which_and_names_them(name: str, board: Path, command: Run) -> None:
    before = {path: path.read_bytes() for path in board.rglob("*") if path.is_file()}
    code, out, err = command(board, *ABOUT_ONE[name])
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == f"Say with --protocol which document of linde: {LINDE}."
    assert {path: path.read_bytes() for path in board.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_protocol_that_a_school_has_not_is_answered_with_those_that_it_has(
    name: str, board: Path, command: Run
) -> None:
    code, _out, err = command(board, *ABOUT_ONE[name], "--protocol", "pestn")
    assert code == 2
    assert err.splitlines()[0] == f"linde has no document “pestn”. There are: {LINDE}."


@pytest.mark.parametrize(
    "asked", [("check", "--school"), ("build", "html", "--school"), ("release",), ("show",), ("dossier",)]
)
def test_a_board_is_told_to_have_no_document_itself(asked: tuple[str, ...], board: Path, command: Run) -> None:
    code, _out, err = command(board, *asked, "delta")
    assert code == 2
    assert err.startswith("delta has no document itself: it has no protocol, or each says publish: false.")
    assert "Did you mean" in command(board, *asked, "lind")[2]


def test_with_its_protocol_each_document_is_shown_by_itself(board: Path, command: Run) -> None:
    for protocol, title in (("telefoons", "Telefoonprotocol"), ("pesten", "Protocol tegen pesten"), ("ai", "over AI")):
        code, out, _err = command(board, "show", "linde", "--protocol", protocol)
        assert code == 0
        assert title in out.splitlines()[0]
    assert "aanpak.melden" in command(board, "show", "linde", "aanpak.melden", "--protocol", "pesten")[1]


def test_what_two_schools_share_is_told_of_one_protocol(board: Path, command: Run) -> None:
    code, out, _err = command(board, "compare", "linde", "haven", "--protocol", "telefoons")
    assert code == 0
    assert "haven.kantine" in out
    assert "aanpak." not in out
    code, _out, err = command(board, "compare", "es", "linde", "--protocol", "ai")
    assert code == 2
    assert "es has no document “ai”" in err


@pytest.mark.parametrize("forms", ["", "json,md"])
def test_what_changed_is_told_of_one_protocol(board: Path, command: Run, forms: str) -> None:
    more = ("--format", forms) if forms else ()
    code, out, err = command(board, "diff", "haven", "--protocol", "telefoons", *more)
    assert code == 0, err
    text = out + "".join(path.read_text("utf-8") for path in board.glob("build/diff/**/*.md"))
    assert "Telefoonprotocol" in text
    assert "in de kluis → in de telefoontas" in text


def test_a_version_that_is_not_there_is_told_of_its_document(board: Path, command: Run) -> None:
    code, _out, err = command(board, "diff", "haven", "--protocol", "ai", "--from", "1.0")
    assert code == 2
    assert err.startswith("haven-ai has no version “1.0”.")


def test_what_cannot_be_released_is_told_of_its_document_with_what_to_type(board: Path, command: Run) -> None:
    code, _out, err = command(board, "release", "es", "--protocol", "telefoons")
    assert code == 2
    assert err.startswith("The status of es-telefoons is “concept”")
    assert "schoolprotocol dossier es --protocol telefoons" in err.replace("\n", " ")


@pytest.mark.slow
def test_a_dossier_says_how_to_go_on_with_that_document(board: Path, command: Run) -> None:
    code, out, err = command(board, "dossier", "haven", "--protocol", "telefoons", "--today", "2026-11-22")
    assert code == 0, err
    assert "schoolprotocol decide haven --protocol telefoons --body" in out
    assert [path.name for path in (board / "build/dossier").glob("*.zip")] == ["haven-telefoons.zip"]
    code, out, err = command(
        board,
        *("decide", "haven", "--protocol", "telefoons", "--body", "College van Bestuur", "--kind", "vaststelling"),
        *("--day", "2026-11-22", "--today", "2026-11-23"),
    )
    assert code == 0, err
    variant = (board / SCHOOLS / "haven/telefoons.yaml").read_text("utf-8")
    assert variant.count("kind: vaststelling") == 2
    assert "vaststelling" not in (board / SCHOOLS / "haven/pesten.yaml").read_text("utf-8")


# -- all documents ----------------------------------------------------------------------------------------------------


def test_commands_about_all_documents_name_the_protocol_of_each(board: Path, command: Run) -> None:
    code, out, _err = command(board, "status")
    assert code == 0
    rows = [line.split() for line in out.splitlines()[1:]]
    assert [row[:3] for row in rows if row[0] == "haven"] == [
        ["haven", "ai", "1.0"],
        ["haven", "pesten", "1.0"],
        ["haven", "telefoons", "1.1"],
        ["haven", "telefoons", "1.0"],
    ]
    code, _out, err = command(board, "list")
    assert code == 0
    assert all(f"{protocol}: clauses used by two schools" in err for protocol in ("ai", "pesten", "telefoons"))
    assert command(board, "check")[0] == 0
    assert command(board, "check", "--school", "linde", "--school", "es")[0] == 0
    assert command(board, "schema")[0] == 0
    code, out, _err = command(board, "ledger", "linde")
    assert code == 0
    assert "pesten 1.0" in out
    assert "telefoons 1.0" in out


@pytest.mark.parametrize("school", ["es", "linde", "haven"])
def test_no_clause_seems_to_come_from_another_protocol(school: str, board: Path, command: Run) -> None:
    for variant in sorted((board / SCHOOLS / school).glob("*.yaml")):
        if variant.stem == "school" or not [*(variant.parent / "releases").glob(f"{variant.stem}-*.json")]:
            continue
        code, out, err = command(board, "lineage", school, "--protocol", variant.stem)
        assert code == 0, err
        assert "No clause seems to be renamed" in out


def test_a_fault_in_one_protocol_is_told_of_it_and_leaves_the_others_alone(built: Path, command: Run) -> None:
    variant = built / SCHOOLS / "linde/pesten.yaml"
    variant.write_text(variant.read_text("utf-8").replace("protocol: pesten", "protocol: pesten\nx: 1"), "utf-8")
    page_before = (built / "build/html/linde/zoeken.html").read_bytes()
    code, out, _err = command(built, "check")
    assert code == 1
    assert "policy_src/schools/linde/pesten.yaml:" in out
    code, out, err = command(built, "build", "html", "--keep-going")
    assert code == 1
    assert "policy_src/schools/linde/pesten.yaml:" in out + err
    assert (built / "build/html/linde/zoeken.html").read_bytes() == page_before
    assert (built / "build/html/linde/telefoons/searchindex.js").is_file()
    assert "Telefoonprotocol" in command(built, "show", "haven", "--protocol", "telefoons")[1]


# -- the pages of a school --------------------------------------------------------------------------------------------


def test_the_search_page_of_a_school_looks_through_all_of_its_protocols(once: Path) -> None:
    for school, protocols in {"es": ["pesten", "telefoons"], "linde": LINDE.split(", ")}.items():
        made = page(once, f"{school}/zoeken.html")
        assert made.xpath("//@data-index") == [f"{one}/searchindex.js" for one in protocols]
        for index in made.xpath("//@data-index"):
            assert (once / "build/html" / school / index).is_file()
        (note,) = made.iter("noscript")
        assert "Ctrl" in note.text_content()
        assert len(made.xpath("//section[@class='searched']//a[starts-with(@href, 'http')=false()]")) == len(protocols)
        assert made.xpath("//meta[@name='robots']/@content") == ["noindex"]
    proposed = page(once, "haven/zoeken.html").xpath("//section[@class='searched']//a[@data-search]/@href")
    assert proposed == ["telefoons/voorstel/search.html"]
    assert (once / "build/html/haven" / proposed[0]).is_file()
    names = page(once, "haven/zoeken.html").xpath("//@data-name")
    assert names == ["Afspraken over AI (concept)", "Protocol tegen pesten (concept)", "Telefoonprotocol"]


def test_the_search_page_asks_for_little_before_somebody_asks_something(once: Path) -> None:
    made = page(once, "linde/zoeken.html")
    asked = made.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
    assert len({*asked}) <= 6
    assert not [one for one in asked if "searchindex" in one or "language_data" in one]


def test_every_box_of_a_school_leads_to_a_page_that_is_there(once: Path) -> None:
    pages = [path for path in (once / "build/html").rglob("*.html") if "<form" in path.read_text("utf-8")]
    assert len(pages) > 60
    for path in pages:
        document: Any = html.document_fromstring(path.read_bytes())
        for action in document.xpath("//form[@role='search']/@action"):
            assert (path.parent / action).resolve().is_file(), path


def test_the_schoolgids_of_a_school_has_what_applies_in_each_protocol(once: Path) -> None:
    folder = once / "build/html/haven"
    told = (folder / "haven-schoolgids.txt").read_text("utf-8-sig")
    assert "Telefoons op school" in told
    assert "in de kluis" in told or "in de tas" in told
    assert "telefoontas" not in told, "that is proposed"
    assert (
        "Lees ook: ‘Protocol tegen pesten’, versie 1.0 (concept). https://delta.example/afspraken/haven/pesten/" in told
    )
    assert "schoolgids.html" in page(once, "haven/index.html").xpath("//a/@href")
    for link in page(once, "haven/schoolgids.html").xpath("//footer//a/@href | //link/@href | //script/@src"):
        assert (folder / link).is_file()
    words = " ".join(
        text for _style, text in Word((folder / "haven-schoolgids.docx").read_bytes(), "accept").paragraphs()
    )
    assert "Telefoons op school" in words


def test_the_overview_has_a_table_for_each_school(once: Path) -> None:
    made = page(once, "index.html")
    assert [one.text_content().strip() for one in made.iter("h2")][:3] == [
        "Basisschool De Es",
        "Basisschool De Linde",
        "Havencollege",
    ]
    assert [len(table.xpath(".//tbody/tr")) for table in made.iter("table")] == [2, 3, 3]


def test_a_protocol_that_goes_is_no_longer_searched_nor_in_the_schoolgids(built: Path, command: Run) -> None:
    variant = built / SCHOOLS / "es/telefoons.yaml"
    variant.write_text(variant.read_text("utf-8") + "publish: false\n", "utf-8")
    code, _out, err = command(built, "build", "html")
    assert code == 0, err
    assert page(built, "es/zoeken.html").xpath("//@data-index") == ["pesten/searchindex.js"]
    assert not [path.name for path in (built / "build/html/es").glob("*schoolgids*")], "one has a text of its own"
    assert "schoolgids.html" not in page(built, "es/index.html").xpath("//a/@href")


def test_a_build_that_changes_nothing_makes_nothing_again(built: Path, command: Run) -> None:
    names = ("linde/zoeken.html", "linde/schoolgids.html", "linde/linde-schoolgids.docx", "index.html")
    before = {name: (built / "build/html" / name).stat().st_mtime_ns for name in names}
    school = built / SCHOOLS / "es/school.yaml"
    school.write_text(school.read_text("utf-8") + "# niets\n", "utf-8")
    assert command(built, "build", "html")[0] == 0
    assert {name: (built / "build/html" / name).stat().st_mtime_ns for name in names} == before


# -- everything, and online -------------------------------------------------------------------------------------------


@pytest.mark.stress
def test_every_output_the_site_and_its_publication(board: Path, tmp_path: Path, command: Run) -> None:
    (board / "policy_src/publishing.yaml").write_text("- {id: map, kind: map, path: ../online}\n", "utf-8")
    code, out, err = command(board, "build")
    assert code == 0, err
    for folder, ending in (("pdf", ".pdf"), ("docx", ".docx")):
        names = {path.stem for path in (board / "build" / folder).glob(f"*{ending}")}
        documents = ("es-pesten", "es-telefoons", "linde-ai", "linde-pesten", "linde-telefoons", "haven-telefoons")
        assert names.issuperset(documents)
    code, out, err = command(board, "site")
    assert code == 0, err
    site = board / "build/site"
    listed = json.loads((site / "manifest.json").read_text("utf-8"))
    assert {(one["school"], one["protocol"]) for one in listed["documents"]} == {
        *(("es", one) for one in ("pesten", "telefoons")),
        *((school, one) for school in ("linde", "haven") for one in ("ai", "pesten", "telefoons")),
    }
    assert {"linde/zoeken.html", "linde/schoolgids.html", "linde/linde-schoolgids.docx"} <= {*listed["files"]}
    addresses = (board / "policy_src/addresses.txt").read_text("utf-8")
    assert "/linde/zoeken.html" in addresses
    assert "/linde/linde-schoolgids.docx" in addresses
    mapped = (site / "sitemap.xml").read_text("utf-8")
    assert mapped.count("https://delta.example/afspraken/haven/telefoons/</loc>") == 1
    assert "zoeken.html" not in mapped
    assert "2027-08-01" not in mapped, "from when a proposal will apply is not when it was written"
    assert (site / "feed.atom").read_text("utf-8").count("<entry>") == 3

    code, out, err = command(board, "publish", "--to", "map", "linde")
    assert code == 0, err
    online = tmp_path / "online"
    assert sorted(path.name for path in online.iterdir() if not path.name.startswith(".")) == ["linde"]
    assert (online / "linde/zoeken.html").is_file()
    code, out, err = command(board, "publish", "--to", "map")
    assert code == 0, err
    assert (online / "haven/pesten/index.html").is_file()

    # One protocol less: whoever comes for what several had together is led on.
    for protocol in ("pesten", "telefoons"):
        variant = board / SCHOOLS / "es" / f"{protocol}.yaml"
        if protocol == "telefoons":
            variant.write_text(variant.read_text("utf-8") + "publish: false\n", "utf-8")
    lines = board / "policy_src/addresses.txt"
    lines.write_text(
        lines.read_text("utf-8").replace("/es/telefoons/index.html\n", "/es/telefoons/index.html /es/index.html\n"),
        "utf-8",
    )
    code, out, err = command(board, "site")
    assert code == 0, out + err
    assert "index.html" in (site / "es/schoolgids.html").read_text("utf-8")
    assert not (site / "es/es-schoolgids.docx").exists()
