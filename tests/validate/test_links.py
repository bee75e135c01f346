"""What the check of links finds, on pages made for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.validate.links.check import Site

OTHER = '<h1 id="kop">Kop</h1><a name="oud">'
NOT_THERE, NO_PLACE = "dit bestand is er niet", "deze plaats is niet op de pagina"
NOT_LISTED, NO_HTTPS = "deze site staat niet in policy_src/references.yaml", "dit is geen https"


def site(folder: Path, page: str) -> Site:
    """A site with one page of ours, one other page and one download."""
    for name, content in {"school/index.html": page, "school/ander.html": OTHER, "school/tekst.pdf": "%PDF"}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    return Site(folder, "https://a.example", {"wet.example"})


@pytest.mark.parametrize(
    "link",
    [
        *("ander.html", "ander.html#kop", "ander.html#oud", "ander.html?groep=ouders#kop", "./", "../school/", "#hier"),
        *("tekst.pdf", "tekst.pdf#page=2", "https://a.example/school/", "https://a.example/school/ander.html#kop"),
        *(
            "https://wet.example/artikel-8",
            "https://www.wet.example/",
            "mailto:info@a.example",
            "tel:0800-0432",
            "tel:113",
            "/school/ander.html",
        ),
    ],
)
def test_a_sound_link_is_passed(tmp_path: Path, link: str) -> None:
    assert site(tmp_path, f'<p id="hier"><a href="{link}">').problems() == []


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        *(("weg.html", NOT_THERE), ("../weg/", NOT_THERE), ("https://a.example/weg.pdf", NOT_THERE)),
        *(("#weg", NO_PLACE), ("ander.html#weg", NO_PLACE), ("https://a.example/school/#weg", NO_PLACE)),
        *(("https://elders.example/", NOT_LISTED), ("//elders.example/", NOT_LISTED)),
        *(("https://a.example.elders.example/", NOT_LISTED), ("https://wet.example.elders.example/", NOT_LISTED)),
        *(("http://wet.example/", NO_HTTPS), ("http://a.example/school/", NO_HTTPS), ("javascript:alert(1)", NO_HTTPS)),
        *(("mailto:niemand", "dit is geen goede link met mailto:"), ("tel:nul", "dit is geen goede link met tel:")),
    ],
)
def test_a_broken_link_is_named_with_its_page(tmp_path: Path, link: str, problem: str) -> None:
    assert site(tmp_path, f'<a href="{link}">').problems() == [f"school/index.html: {link}: {problem}"]


@pytest.mark.parametrize(
    "page",
    [
        *('<img src="weg.png">', '<img srcset="tekst.pdf 1x, weg.png 2x">', '<form action="weg.png">'),
        '<link rel="canonical" href="https://a.example/weg.png">',
        '<meta property="og:url" content="https://a.example/weg.png">',
        '<script type="application/ld+json">{"url": "https://a.example/weg.png"}</script>',
    ],
)
def test_pictures_forms_and_what_a_page_says_of_itself_count_too(tmp_path: Path, page: str) -> None:
    (problem,) = site(tmp_path, f"<p>{page}").problems()
    assert problem.endswith(f"weg.png: {NOT_THERE}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("site.css", "@font-face { src: url('fonts/weg.woff2') }"),
        ("sitemap.xml", "<loc>https://a.example/weg.html</loc>"),
        ("feed.atom", '<link href="https://a.example/weg.html"/>'),
    ],
)
def test_style_sheets_feeds_and_the_sitemap_count_too(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (problem,) = site(tmp_path, "<p>").problems()
    assert problem.startswith(f"{name}: ")
    assert problem.endswith(NOT_THERE)
