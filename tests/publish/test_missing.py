"""The page that a server shows at an address which leads nowhere."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from lxml import html

from schoolprotocol.outputs.online.missing import NAMED, missing_page
from schoolprotocol.outputs.online.moved import rules
from schoolprotocol.outputs.overview.overview import icon
from schoolprotocol.templating import templates_in
from tests.conftest import ProjectMaker

TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")
URL = "https://delta.example/afspraken/"


def text_of(schools: int = 2, publisher: str = "Stichting Delta") -> str:
    named = [(f"School {n}", f"{URL}school-{n}/") for n in range(schools)]
    return missing_page(named, URL, TEMPLATES, publisher=publisher, icon=icon(TEMPLATES))


def test_it_leads_to_each_school_and_to_all_of_them() -> None:
    page = html.document_fromstring(text_of())
    assert page.xpath("//main//a/@href") == [f"{URL}school-0/", f"{URL}school-1/", URL]
    assert page.xpath("//h1/text()") == ["Deze bladzijde is er niet"]


def test_it_looks_the_same_at_every_depth() -> None:
    page: Any = html.document_fromstring(text_of())
    addresses = [str(one) for one in page.xpath("//@href | //@src")]
    assert addresses
    assert all(one.startswith((URL, "data:image/svg+xml,")) for one in addresses)


def test_its_own_policy_lets_its_style_through_and_nothing_else() -> None:
    text = text_of()
    page: Any = html.document_fromstring(text)
    (style,) = page.xpath("//style/text()")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(str(style).encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in str(policy)
    assert "default-src 'none'" in str(policy)
    assert not page.xpath("//script | //@style")


def test_a_style_of_a_project_s_own_cannot_end_its_element(project: ProjectMaker) -> None:
    root = project(files={"templates/site/404.css": "</style><script>alert(1)</script>"})
    text = missing_page([], URL, templates_in(root / "templates"), publisher="x", icon="<svg/>")
    assert not html.document_fromstring(text).xpath("//script")


def test_no_search_engine_keeps_it() -> None:
    assert html.document_fromstring(text_of()).xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_where_there_are_many_schools_it_leads_to_the_page_with_all() -> None:
    assert html.document_fromstring(text_of(NAMED + 1)).xpath("//main//a/@href") == [URL]
    assert html.document_fromstring(text_of(0)).xpath("//main//a/@href") == [URL]


def test_both_servers_are_told_of_it_behind_all_that_leads_somewhere() -> None:
    made = rules({"/a/x.html": "/a/p/index.html"}, "https://x.example/beleid/")
    assert made["_redirects"].splitlines()[-1] == "/beleid/* /beleid/404.html 404"
    assert made["htaccess.txt"].splitlines()[-1] == "ErrorDocument 404 /beleid/404.html"
    assert rules({}, "https://x.example")["_redirects"] == "/* /404.html 404\n"
