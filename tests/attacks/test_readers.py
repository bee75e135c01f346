"""Whatever stands in a field, readers get words: no markup, no script, no address that leads elsewhere, no command"""

from __future__ import annotations

import json
import re
import shlex

import pytest
from lxml import html

from schoolprotocol.cli import showing
from schoolprotocol.outputs.online.embed import EmbedInput, embed_snippet
from schoolprotocol.text.myst import escape
from tests.attacks.trying import attempt, refused
from tests.conftest import ProjectMaker
from tests.helpers import loaded, policy_of
from tests.site.conftest import TEMPLATES

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
SCHOOL = "policy_src/schools/noord/school.yaml"
PROJECT = "policy_src/project.yaml"
URL = "https://protocollen.example/noord/"
REFERENCES = "policy_src/references.yaml"
PUBLISHING = "policy_src/publishing.yaml"

NOT_WHOLE = (
    "https://",
    "https:///a",
    "https://[",
    "https://[::1",
    "https://@",
    "https://a%zz/",
    "https://x.example:abc/",
    "https://x.example:9999999/",
)
"""Addresses that lead nowhere, that a browser mends its own way, or on which a library stops."""
ELSEWHERE = ("https://noord.example@kwaad.example/", "https://noord.example:wachtwoord@kwaad.example/")
"""What a reader takes for the host is the name of a user."""
SPIES = (
    "raad@noord.example?bcc=spion%40kwaad.example",
    "raad@noord.example?cc=spion.example",
    "raad%0d%0aBcc:spion@kwaad.example",
    "raad,spion@kwaad.example",
    "raad&bcc=spion@kwaad.example",
    "a:b@noord.example",
)
"""Whoever writes to these writes to others too."""


@pytest.mark.parametrize("address", [*NOT_WHOLE, *ELSEWHERE, "Https://noord.example", "HTTP://NOORD.EXAMPLE/"])
def test_a_link_that_is_not_whole_or_leads_elsewhere_is_refused(project: ProjectMaker, address: str) -> None:
    _refused_link(project, address)


@pytest.mark.parametrize(
    "address", ["", *SPIES, "a@noord.example?body=Ja", "a@noord.example?subject=a%0ABcc:b@c.example"]
)
def test_a_link_for_mail_holds_an_address_and_no_other_headers(project: ProjectMaker, address: str) -> None:
    _refused_link(project, f"mailto:{address}")


@pytest.mark.parametrize("number", ["", "*21*0612345678%23", "%2306", "112;ext=9", "*100*#"])
def test_a_link_that_calls_holds_a_number_and_no_orders_for_the_telephone(project: ProjectMaker, number: str) -> None:
    _refused_link(project, f"tel:{number}")


def _refused_link(project: ProjectMaker, address: str) -> None:
    text = json.dumps(f"Vraag [het](<{address}>) eerst.")
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: {text}")]})
    told = refused(root, "check", "--school", "noord")
    assert f"{CLAUSES}:33: error SP224" in told


@pytest.mark.parametrize(
    "address",
    [
        "tel:0900-1113",
        "tel:+31201234567",
        "tel:14%20020",
        "mailto:raad@noord.example",
        "http://noord.example:8080/a?b#c",
    ],
)
def test_a_link_of_each_kind_that_is_allowed_can_be_built(project: ProjectMaker, address: str) -> None:
    text = json.dumps(f"Vraag [het]({address}) eerst.")
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: {text}")]})
    assert attempt(root, "build", "html", "--school", "noord").code == 0
    page = (root / "build/html/noord/telefoons/index.html").read_text("utf-8")
    assert "external" in page.partition(">het</a>")[0].rpartition("<a ")[2]


@pytest.mark.parametrize("address", [*NOT_WHOLE, *ELSEWHERE])
@pytest.mark.parametrize(
    ("file", "old"),
    [
        (SCHOOL, "https://noord.example"),
        (PROJECT, "https://protocollen.example"),
        (REFERENCES, "https://wetten.example/avg"),
    ],
)
def test_an_address_in_a_field_leads_to_the_host_that_it_names(
    project: ProjectMaker, file: str, old: str, address: str
) -> None:
    told = refused(project(replace={file: [(old, json.dumps(address))]}), "check")
    assert f"{file}:" in told
    assert "SP112" in told


@pytest.mark.parametrize("address", ["https://x.example/?a=", "https://x.example/#", "https://x.example/a#b"])
def test_permanent_links_begin_with_an_address_behind_which_a_path_can_stand(
    project: ProjectMaker, address: str
) -> None:
    told = refused(project(replace={PROJECT: [("https://protocollen.example", json.dumps(address))]}), "check")
    assert f"{PROJECT}:2: error SP112" in told


@pytest.mark.parametrize("address", [*NOT_WHOLE, *ELSEWHERE])
def test_a_value_that_is_an_address_leads_to_the_host_that_it_names(project: ProjectMaker, address: str) -> None:
    protocol = "policy_src/protocols/telefoons/protocol.yaml"
    root = project(
        replace={
            protocol: [
                ("    type: text\n", "    type: url\n"),
                ("default: in de kluis", f"default: {json.dumps(address)}"),
            ]
        }
    )
    assert "write an address" in refused(root, "check")


@pytest.mark.parametrize("address", SPIES)
def test_the_mail_of_a_school_goes_to_that_address_only(project: ProjectMaker, address: str) -> None:
    mail = f"contact: de directie\nemail: {json.dumps(address)}"
    told = refused(project(replace={SCHOOL: [("contact: de directie", mail)]}), "check")
    assert f"{SCHOOL}:10: error SP112" in told


@pytest.mark.parametrize(
    "name", ['de "MR"', "de MR $(touch x)", "de MR `touch x`", "de MR\\", "$HOME", "!!", "%PATH%", "'; x"]
)
def test_a_command_that_is_offered_does_nothing_else_whatever_a_council_is_called(name: str) -> None:
    told = showing.decide_command("noord", name)
    words = shlex.split(told)
    assert words[:5] == ["schoolprotocol", "decide", "noord", "--body", name]
    assert "touch" not in told or f"'{name}'" in told
    assert words[5:7] == ["--outcome", "positief"]


@pytest.mark.parametrize("end", ["/$(touch x)", "/`touch x`", "/;touch", "/|touch", "/'touch'", "/a&touch", '/"touch"'])
def test_an_address_of_a_target_cannot_become_a_command_in_what_we_tell_to_type(
    project: ProjectMaker, end: str
) -> None:
    url = json.dumps(f"https://x.example{end}")
    target = f"- {{id: web, kind: wordpress, url: {url}, user: x}}\n"
    told = refused(project(files={PUBLISHING: target}), "check")
    assert "SP611" in told
    assert "touch" not in told


def _text(fragment: str) -> str:
    return "".join(str(part) for part in html.fromstring(fragment).itertext())


@pytest.mark.parametrize(
    "words", ["[gallery]", "[[x]]", "[php]exec(1)[/php]", "[embed]https://x.example[/embed]", "<!--more-->"]
)
def test_a_text_holds_no_orders_for_a_content_management_system(project: ProjectMaker, words: str) -> None:
    root = project(
        replace={
            "policy_src/protocols/telefoons/protocol.yaml": [("heading: Gevolgen", f"heading: {json.dumps(words)}")],
            CLAUSES: [("text: Vraag het eerst.", f"text: {json.dumps(escape(words))}")],
        }
    )
    snippet = embed_snippet(EmbedInput(policy_of(root), loaded(root).schools["noord"].school.style, URL), TEMPLATES)
    assert "[" not in snippet
    assert "<!--" not in snippet
    assert _text(snippet).count(words) == 2


@pytest.mark.parametrize("form", ["prose", "bullets", "callout"])
def test_an_address_in_a_text_is_not_replaced_by_what_it_leads_to(project: ProjectMaker, form: str) -> None:
    root = project(
        replace={
            "policy_src/protocols/telefoons/protocol.yaml": [("- bullets: [tips.vraag]", f"- {form}: [tips.vraag]")],
            CLAUSES: [("text: Vraag het eerst.", "text: https://video.example/x")],
        }
    )
    snippet = embed_snippet(EmbedInput(policy_of(root), loaded(root).schools["noord"].school.style, URL), TEMPLATES)
    assert not re.search(r">\s*https?://", snippet)
    assert "https://video.example/x" in _text(snippet)
