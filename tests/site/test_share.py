"""The picture of a school that a message shows which links to one of its pages."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.manifest import made_files
from schoolprotocol.build.overview import write_overview
from schoolprotocol.build.planning import plan
from schoolprotocol.build.records import Records
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import open_corpus
from schoolprotocol.files import write_file
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.overview import share
from schoolprotocol.outputs.overview.share import (
    LARGEST,
    PICTURE,
    SIZE,
    Shared,
    has_key,
    key_of,
    logo_of,
    picture,
    png_of,
)
from schoolprotocol.templating import Templates
from tests.conftest import ProjectMaker
from tests.site.conftest import TEMPLATES, Site

LINDE = Shared("Basisschool De Linde", Style(primary="#14532d", accent="#b45309"))
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#ff0000"/></svg>'


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.svg"
    path.write_text(LOGO, "utf-8")
    return path


def seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def colours(data: bytes) -> set[object]:
    return {colour for _count, colour in seen(data).getcolors(SIZE[0] * SIZE[1]) or []}


@pytest.mark.parametrize("name", ["X", "Basisschool De Linde", "Stichting voor openbaar onderwijs " * 6, "x" * 300])
def test_it_has_the_size_that_networks_ask_for_and_is_small(name: str) -> None:
    data = picture(replace(LINDE, name=name), TEMPLATES)
    assert seen(data).size == SIZE == (1200, 630)
    assert len(data) < LARGEST


def test_a_photograph_for_a_logo_is_shown_in_fewer_colours(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    Image.merge("RGB", [Image.radial_gradient("L").rotate(turn).resize((1240, 380)) for turn in (0, 45, 70)]).save(path)
    data = picture(replace(LINDE, logo=path), TEMPLATES)
    assert len(data) < LARGEST
    assert len(colours(data)) <= 64


def test_no_letter_of_a_name_stands_outside_or_on_what_is_below_it() -> None:
    for name in ("W" * 60, "Wij " * 60):
        image = seen(picture(replace(LINDE, name=name), TEMPLATES))
        edge = image.crop((1140, 60, 1200, 480))
        assert edge.getcolors() == [(60 * 420, (255, 255, 255))], name
        assert image.crop((90, 484, 1140, 499)).getcolors() == [(1050 * 15, (255, 255, 255))], name


def test_it_is_in_the_colours_of_the_school_with_its_logo(logo: Path) -> None:
    assert (0x14, 0x53, 0x2D) in colours(picture(LINDE, TEMPLATES))
    assert (255, 0, 0) in colours(picture(replace(LINDE, logo=logo), TEMPLATES))


def test_a_transparent_logo_stands_on_white(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (50, 50, 150, 150))
    image.save(path)
    assert seen(picture(replace(LINDE, logo=path), TEMPLATES)).getpixel((95, 85)) == (255, 255, 255)


def test_a_logo_that_cannot_be_drawn_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert seen(picture(replace(LINDE, logo=path), TEMPLATES)).size == SIZE


def test_the_same_school_gives_the_same_bytes(logo: Path) -> None:
    shown = replace(LINDE, logo=logo)
    assert picture(shown, TEMPLATES) == picture(shown, TEMPLATES)


def test_its_key_is_another_where_the_picture_would_be_another(logo: Path) -> None:
    shown = replace(LINDE, logo=logo)
    keys = {key_of(one, TEMPLATES) for one in (LINDE, shown, replace(LINDE, name="Es"))}
    keys.add(key_of(replace(LINDE, style=Style(primary="#14532e", accent="#b45309")), TEMPLATES))
    logo.write_text(LOGO.replace("ff0000", "00ff00"), "utf-8")
    keys.add(key_of(shown, TEMPLATES))
    assert len(keys) == 5
    assert has_key(picture(LINDE, TEMPLATES), key_of(LINDE, TEMPLATES))


def test_every_page_of_a_school_names_it_by_its_whole_address(site: Site) -> None:
    for name, page in site.pages():
        og = {m.get("property"): m.get("content") for m in page.xpath("//meta[starts-with(@property, 'og:image')]")}
        if name != "search":
            assert og["og:image"] == f"https://protocollen.example/{PICTURE}"
            assert (og["og:image:width"], og["og:image:height"]) == ("1200", "630")
            assert og["og:image:alt"]


def test_it_is_drawn_once_and_again_where_it_was_changed(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project("bestuur")
    folders, corpus = Folders(root, root / "build"), open_corpus(root)
    facts = plan(corpus, folders, (), inputs(folders, {})).facts
    page = folders.html("linde/telefoons/index.html")
    page.parent.mkdir(parents=True)
    page.write_text("", "utf-8")
    paths = write_overview(corpus, folders, facts, {})
    mine = [path for path in paths if path.name == PICTURE]
    assert [path.parent.name for path in mine] == ["html", "linde"]
    kept = made_files(folders.build, [path.relative_to(folders.build).as_posix() for path in paths])
    drawn = list[str]()

    def draw(shown: Shared, *_more: object) -> bytes:
        drawn.append(shown.name)
        return b"x"

    monkeypatch.setattr("schoolprotocol.build.overview.picture", draw)
    write_overview(corpus, folders, facts, {}, before=kept)
    assert drawn == []
    mine[1].write_bytes(mine[1].read_bytes()[:-1] + b"!")
    write_overview(corpus, folders, facts, {}, before=kept)
    assert drawn == ["Basisschool De Linde"]
    assert {path.name for path in write_overview(corpus, folders, facts, {})} == {path.name for path in paths}
    assert "Uitgeverij Voorbeeld" in drawn


def test_a_logo_is_drawn_once_for_all_names_and_colours_and_again_where_it_changed(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project("bestuur")
    folders, corpus = Folders(root, root / "build"), open_corpus(root)
    facts = plan(corpus, folders, (), inputs(folders, {})).facts
    fact = next(one for one in facts if one.key == ("linde", "telefoons"))
    fact = replace(fact, logo="_static/logo.svg")
    write_file(folders.html(fact.site) / "index.html", "")
    logo = folders.html(fact.site) / "_static" / "logo.svg"
    write_file(logo, LOGO)
    drawn = list[str]()

    def draw(shown: Shared, templates: Templates) -> Image.Image | None:
        drawn.append(shown.name)
        return logo_of(shown, templates) if shown.logo else None

    def seen_now(name: str, program: str = "x") -> bytes:
        """The picture, which is the one that is drawn of nothing that was kept."""
        drawn.clear()
        shown = replace(fact, entry=replace(fact.entry, school=name))
        write_overview(corpus, folders, [shown], {}, program=program)
        data = folders.html(f"linde/{PICTURE}").read_bytes()
        assert data == picture(Shared(name, fact.entry.style, logo), folders.templates)
        return data

    monkeypatch.setattr("schoolprotocol.build.overview.picture", picture)
    monkeypatch.setattr("schoolprotocol.build.overview.logo_of", draw)
    first = seen_now("De Linde")
    assert "De Linde" in drawn
    assert seen_now("De Es") != first
    assert "De Es" not in drawn
    write_file(logo, LOGO.replace("ff0000", "00ff00"))
    assert (0, 255, 0) in colours(seen_now("De Es"))
    assert "De Es" in drawn
    assert len([*folders.logos.iterdir()]) == 1, "the logo that no school has any more is gone"
    (kept,) = folders.logos.iterdir()
    for told in (b"", b"x", kept.read_bytes()[:-9]):
        kept.write_bytes(told)
        seen_now("De Es")
        assert "De Es" in drawn
    for other in ("x", b64encode(png_of(Image.new("RGB", (9000, 9)))).decode(), b64encode(LOGO.encode()).decode()):
        Records(folders.logos).write(kept.stem, other)
        seen_now("De Es")
        assert "De Es" in drawn
    seen_now("De Es", program="y")
    assert "De Es" in drawn


def test_the_pages_about_all_schools_have_a_mark_and_a_picture(project: ProjectMaker) -> None:
    root = project("bestuur")
    folders, corpus = Folders(root, root / "build"), open_corpus(root)
    written = write_overview(corpus, folders, plan(corpus, folders, (), inputs(folders, {})).facts, {})
    pages = [path for path in written if path.suffix == ".html" and path.name != "404.html"]
    assert {"index.html", "register.html", "afwijkingen.html"} == {path.name for path in pages}
    for path in pages:
        page: Any = html.document_fromstring(path.read_bytes())
        assert page.xpath("//link[@rel='icon']/@href") == ["_static/merk.svg"], path.name
        assert page.xpath("//meta[@property='og:image']/@content") == [f"{corpus.project.url}/{share.PICTURE}"]
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert str(canonical).removeprefix(f"{corpus.project.url}/") == path.name.removesuffix("index.html")
    assert folders.html("_static/merk.svg") in written


def test_two_schools_of_one_name_both_stand_on_the_page_for_addresses_that_lead_nowhere(project: ProjectMaker) -> None:
    name = ("site_title: Basisschool De Es", "site_title: Basisschool De Linde")
    root = project("bestuur", replace={"policy_src/schools/es/school.yaml": [name]})
    folders, corpus = Folders(root, root / "build"), open_corpus(root)
    for school in ("es", "linde"):
        page = folders.html(f"{school}/telefoons/index.html")
        page.parent.mkdir(parents=True)
        page.write_text("", "utf-8")
    write_overview(corpus, folders, plan(corpus, folders, (), inputs(folders, {})).facts, {})
    missing = html.document_fromstring(folders.html("404.html").read_bytes())
    assert missing.xpath("//main/ul//a/@href") == [f"{corpus.project.url}/{school}/" for school in ("es", "linde")]
