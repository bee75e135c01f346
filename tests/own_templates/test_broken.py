"""A broken template is told with its file and line, as the fault of who keeps it; the last good outputs stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.engine.conftest import outputs
from tests.own_templates.conftest import Command, own

pytestmark = pytest.mark.slow

LAYOUT = "theme/schoolprotocol/layout.html"
GOOD = "Eerste regel.\nTweede regel.\n"


@pytest.mark.parametrize(
    ("target", "name", "text", "line", "says"),
    [
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{% if %}\n", 3, "syntax"),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{{ 1 +\n", 3, "syntax"),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{{ onbekend }}\n", 3, "“onbekend”"),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{{ lists.onbekend }}\n", 3, "“onbekend”"),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{{ 'a'|dag }}\n", 3, "AttributeError"),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{{ policy.title|bestaatniet }}\n", 3, "bestaatniet"),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{{ 1 + 'a' }}\n", 3, "TypeError"),
        (
            "schoolgids",
            "schoolgids/excerpt.md.j2",
            GOOD + '{% include "schoolgids/excerpt.html" %}\n',
            3,
            "excerpt.html",
        ),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + '{% include "schoolgids/excerpt.md.j2" %}\n', 3, "Recursion"),
        ("schoolgids", "schoolgids/excerpt.md.j2", GOOD + "{{ ''.__class__.mro() }}\n", 3, "unsafe"),
        ("schoolgids", "schoolgids/excerpt.html.j2", b"regel\n\xff\n", 2, "UTF-8"),
        ("html", LAYOUT, GOOD + "{% block a %}\n", 3, "syntax"),
        ("html", LAYOUT, GOOD + "{{ site.onbekend }}\n", 3, "“onbekend”"),
        ("html", LAYOUT, GOOD + '{% extends "basic/layout.html" %}\n', 3, "basic/layout.html"),
        ("html", "theme/schoolprotocol/theme.toml", '[theme]\ninherit = "none\n', 2, "Illegal"),
        ("html", "theme/schoolprotocol/static/language_data.js.jinja", "a\n{{ 1 +\n", 2, "syntax"),
        ("html", "pages/protocol.md.j2", GOOD + "{{ onbekend }}\n", 3, "“onbekend”"),
        ("html", "pages/protocol.md.j2", "# Titel\n\n:::{bestaatniet}\n:::\n", None, "bestaatniet"),
        ("html", "pages/conf.py.j2", "from pathlib import Path\nx = (\n", None, "conf.py"),
        ("html", "overview/index.html.j2", GOOD + "{{ onbekend }}\n", 3, "“onbekend”"),
        ("pdf", "print/base.css", "p { color: red }\np { colour: red }\n", 2, "colour"),
        ("pdf", "print/base.css", "p { color: red }\n@page { size: A4\n}}\n", 3, "}"),
        ("pdf", "print/style.css.j2", "p { colour: red }\n", None, "colour"),
        ("pdf", "print/document.html.j2", GOOD + "{{ onbekend }}\n", 3, "“onbekend”"),
        ("pdf", "fonts/ProtocolSans-It.ttf", b"geen lettertype", None, "ProtocolSans-It.ttf"),
    ],
)
def test_a_broken_template_is_told_with_its_place(
    root: Path, command: Command, target: str, name: str, text: str | bytes, line: int | None, says: str
) -> None:
    command(root, "build", target)
    before = outputs(root / "build")
    own(root, name, text=text)
    told = command(root, "build", target, code=1)
    assert f"templates/{name}{f':{line}' if line else ''}: error SP640" in told
    assert says in told
    assert "fault in schoolprotocol" not in told
    assert outputs(root / "build") == before


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("schoolgids/excerpt.md.j2", GOOD + "{% if %}\n", 3),
        ("print/document.html.j2", GOOD + '{% include "print/niet.html.j2" %}\n', 3),
        (LAYOUT, GOOD + "{% endfor %}\n", 3),
        ("theme/schoolprotocol/static/site.css", "p { color: red }\n\n} p { }\n", 3),
        ("report/report.css", "p { color red; }\n", 1),
        ("site/eigen.css", "p {\n color: red;\n", 2),
        ("theme/schoolprotocol/theme.toml", "[theme]\ninherit none\n", 2),
        ("overview/overview.css", "@media print {\n p { color: red; : blue }\n}\n", 2),
        ("pages/school.css.j2", b"p { }\n\xe9\n", 2),
        ("fonts/ProtocolSans-It.ttf", b"geen lettertype", None),
    ],
)
def test_the_check_finds_it_without_a_build(
    root: Path, command: Command, name: str, text: str | bytes, line: int | None
) -> None:
    own(root, name, text=text)
    told = command(root, "check", "--today", "2026-11-01", code=1)
    assert f"templates/{name}{f':{line}' if line else ''}: error SP640" in told


@pytest.mark.parametrize("to", ["nergens", "."])
def test_a_link_that_leads_to_no_file_is_told_and_ours_is_used(root: Path, command: Command, to: str) -> None:
    (root / "templates/schoolgids").mkdir(parents=True)
    (root / "templates/schoolgids/excerpt.md.j2").symlink_to(to)
    told = command(root, "check", "--today", "2026-11-01", code=1)
    assert "templates/schoolgids/excerpt.md.j2: error SP640" in told
    command(root, "build", "schoolgids")
    assert (root / "build/schoolgids/noord-telefoons.md").is_file()


def test_what_a_broken_template_does_not_touch_is_made(root: Path, command: Command) -> None:
    shutil.rmtree(root / "build")
    own(root, "print/base.css", text="p { colour: red }\n")
    command(root, "build", "schoolgids", "docx", "html")
    assert (root / "build/html/noord/telefoons/index.html").is_file()
    command(root, "build", "pdf", code=1)
    assert not list((root / "build").rglob("*.pdf"))


def test_our_own_templates_pass_the_check_of_own_ones(root: Path, command: Command) -> None:
    from schoolprotocol.templating import OURS

    for path in OURS.rglob("*"):
        if path.is_file() and path.suffix in {".j2", ".html", ".css", ".js", ".jinja", ".toml"}:
            name = path.relative_to(OURS).as_posix()
            own(root, name, text=path.read_text("utf-8") + "\n")
    assert "SP64" not in command(root, "check", "--today", "2026-11-01")
