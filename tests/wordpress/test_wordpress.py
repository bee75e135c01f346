"""A real WordPress takes what we publish, keeps it byte for byte, and gets nothing twice."""

from __future__ import annotations

import json
import shutil
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol.cli import run
from schoolprotocol.deliver.http import Server
from schoolprotocol.deliver.secret import Secret
from schoolprotocol.deliver.wordpress import Page, publish_page
from schoolprotocol.errors import PublishError, UsageError
from tests.publish.conftest import made  # noqa: F401 (a fixture)
from tests.wordpress.conftest import Site

pytestmark = pytest.mark.stress
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def publish(
    made: Path,  # noqa: F811
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Run:
    """Publishes zuid as a webmaster does."""
    root = tmp_path / "project"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns(".site"))
    monkeypatch.setenv("SCHOOLPROTOCOL_PASSWORD_WP", f"{site.url} {site.password}")
    target = f"- {{id: wp, kind: wordpress, url: '{site.url}', user: {site.user}}}\n"
    (root / "policy_src/publishing.yaml").write_text(target, "utf-8")

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["--root", str(root), "publish", "zuid", "--to", "wp", *arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call


def public(site: Site, kind: str) -> Any:
    """What a visitor without a password gets."""
    with urllib.request.urlopen(f"{site.url}?rest_route=/wp/v2/{kind}&per_page=100") as answer:
        return json.loads(answer.read())


def test_a_page_and_its_pdf_come_online_and_a_second_run_sends_nothing(publish: Run, site: Site) -> None:
    code, out, err = publish("--dry-run")
    assert code == 0, err
    assert "new: /zuid-telefoons/" in out
    assert not [page for page in public(site, "pages") if page["slug"] == "zuid-telefoons"]
    code, out, err = publish()
    assert code == 0, err
    (page,) = [page for page in public(site, "pages") if page["slug"] == "zuid-telefoons"]
    assert "Versie 1.0 (vastgesteld)" in page["content"]["rendered"], "what applies, and not the proposal"
    assert 'id="zuid-telefoons-afspraken.opbergen"' in page["content"]["rendered"]
    (media,) = [media for media in public(site, "media") if media["slug"].startswith("zuid-telefoons-")]
    assert media["source_url"] in page["content"]["rendered"]
    with urllib.request.urlopen(media["source_url"]) as answer:
        assert answer.read().startswith(b"%PDF-")
    assert "Nothing has changed" in publish()[1]
    assert len(public(site, "media")) == 1


@pytest.fixture
def page() -> Page:
    """A page with everything that a filter of HTML might touch."""
    html = (
        '<h2 id="x">“Kop” &amp; meer – …</h2>\n<div id="a-b.c">\n<p><strong>3.5</strong> Tekst<sup>'
        '<a href="#noot-1">[1]</a></sup></p>\n</div>\n<ol start="4">\n<li id="d">&lt;script&gt; 1 &gt; 0</li>\n</ol>\n'
        '<p>foto\'s, &quot;zo&quot;: <a href="https://a.example/?b=1&amp;c=2">b</a> <a href="tel:0900">bel</a></p>\n'
    )
    return Page(
        "a/b",
        "proef",
        'Titel & "zo" <1',
        "publish",
        "proef.pdf",
        b"%PDF-1.7 proef",
        lambda href: f'{html}<p><a href="{href}">PDF</a></p>',
    )


def server(site: Site, password: str | None = None) -> Server:
    return Server(site.url, site.user, Secret(password or site.password))


def test_html_and_titles_with_special_characters_stay_as_they_are(site: Site, page: Page) -> None:
    assert len(publish_page(server(site), page)) == 2
    assert publish_page(server(site), page) == ()


def test_a_page_of_the_school_itself_is_left_alone(site: Site, page: Page) -> None:
    own = {"title": "Ons", "slug": "ons", "content": "<p>Ons</p>", "status": "publish"}
    query = {"rest_route": "/wp/v2/pages"}
    server(site).post(query, json.dumps(own).encode(), {"Content-Type": "application/json"})
    other = replace(page, slug="ons")
    with pytest.raises(UsageError, match="did not make"):
        publish_page(server(site), other)


def test_a_wrong_password_changes_nothing(site: Site, page: Page) -> None:
    before = public(site, "pages")
    with pytest.raises(PublishError) as caught:
        publish_page(server(site, "fout fout fout"), page)
    assert "401" in str(caught.value)
    assert "fout fout" not in str(caught.value)
    assert public(site, "pages") == before


def test_a_pdf_that_came_over_in_part_is_refused_by_wordpress(site: Site) -> None:
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="half.pdf"',
        "Content-MD5": "0" * 32,
    }
    with pytest.raises(PublishError, match="412"):
        server(site).post({"rest_route": "/wp/v2/media", "slug": "half"}, b"%PDF-1.7", headers)
    assert not [media for media in public(site, "media") if media["slug"] == "half"]
