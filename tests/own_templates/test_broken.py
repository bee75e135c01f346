"""A broken template is told with its file and line, as the fault of who keeps it; the last good outputs stay."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from schoolprotocol.check import templates
from schoolprotocol.templating import OURS
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
        ("schoolgids", "schoolgids/excerpt.md.j2", f"{{{{ {'(' * 5000}1{')' * 5000} }}}}\n", None, "nested"),
        ("schoolgids", "schoolgids/excerpt.html.j2", f"{{{{ {9:09999} }}}}\n", None, "digits"),
        ("schoolgids", "schoolgids/excerpt.html.j2", "{% for a in [] %}" * 25 + "{% endfor %}" * 25, None, "nested"),
        ("html", LAYOUT, f"{{{{ {'(' * 5000}1{')' * 5000} }}}}\n", None, "nested"),
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
        ("pdf", "print/base.css", "@media print {" * 3000 + "}" * 3000, None, "nested"),
        ("pdf", "print/style.css.j2", "p { colour: red }\n", None, "colour"),
        ("pdf", "print/document.html.j2", GOOD + "{{ onbekend }}\n", 3, "“onbekend”"),
        ("pdf", "fonts/ProtocolSans-It.ttf", b"geen lettertype", None, "ProtocolSans-It.ttf"),
    ],
)
def test_a_broken_template_is_told_with_its_place(
    root: Path, command: Command, target: str, name: str, text: str | bytes, line: int | None, says: str
) -> None:
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
        ("schoolgids/excerpt.md.j2", GOOD + "{{ onbekend }}\n", 3),
        ("print/document.html.j2", GOOD + "{% if onbekend %}ja{% endif %}\n", 3),
        ("overview/index.html.j2", GOOD + "{{ 'a'|bestaatniet }}\n", 3),
        ("report/report.css", "p { color red; }\n", 1),
        ("site/eigen.css", "p {\n color: red;\n", 2),
        ("theme/schoolprotocol/theme.toml", "[theme]\ninherit none\n", 2),
        ("overview/overview.css", "@media print {\n p { color: red; : blue }\n}\n", 2),
        ("pages/school.css.j2", b"p { }\n\xe9\n", 2),
        ("fonts/ProtocolSans-It.ttf", b"geen lettertype", None),
        *(
            (name, text, None)
            for name in ("schoolgids/excerpt.md.j2", LAYOUT)
            for text in (
                f"{{{{ {'(' * 5000}1{')' * 5000} }}}}",
                f"{{{{ {'not ' * 9000}1 }}}}",
                f"{{{{ 1{' + 1' * 5000} }}}}",
                f"{{{{ {'9' * 5000} }}}}",
                "{% for a in b %}" * 25 + "{% endfor %}" * 25,
                "{% if a %}" * 200 + "{% endif %}" * 200,
            )
        ),
        ("theme/schoolprotocol/theme.toml", f"a = {'[' * 5000}", None),
        ("print/base.css", "@media print {" * 3000 + "}" * 3000, None),
        ("report/report.css", "a {" * 3000 + "}" * 3000, None),
    ],
)
def test_the_check_finds_it_without_a_build(
    root: Path, command: Command, name: str, text: str | bytes, line: int | None
) -> None:
    own(root, name, text=text)
    told = command(root, "check", "--today", "2026-11-01", code=1)
    assert f"templates/{name}{f':{line}' if line else ''}: error SP640" in told


def test_a_name_that_a_template_can_do_without_or_gives_to_another_is_left_alone(root: Path, command: Command) -> None:
    own(
        root,
        "schoolgids/excerpt.md.j2",
        text="{{ onbekend|default('') }}{% if ander is defined %}{{ ander }}{% endif %}\n",
    )
    own(root, "card/kaart.html.j2", text='{% set kop = 1 %}{% include "card/kop.html.j2" %}\n')
    own(
        root,
        "card/kop.html.j2",
        text="{{ kop }}{% set mijn = kop %}{{ mijn }}{% for i in range(3) %}{{ loop.index }}{% endfor %}\n",
    )
    assert "SP640" not in command(root, "check", "--today", "2026-11-01", code=0)


def test_copies_of_all_our_templates_name_nothing_unknown(root: Path, command: Command) -> None:
    for path in OURS.rglob("*"):
        if path.name.endswith((".j2", ".html", ".jinja")):
            text = path.read_text("utf-8")
            own(root, path.relative_to(OURS).as_posix(), text=text + "\n{# eigen #}\n")
    assert "SP640" not in command(root, "check", "--today", "2026-11-01", code=0)


def test_a_template_of_many_is_looked_into_once_for_the_names_that_the_others_may_use(
    root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("schoolgids/excerpt.md.j2", "card/kaart.html.j2", "print/document.html.j2")
    for name in names:
        own(root, name, text="{{ policy }}\n")
    looked: list[Path] = []
    coded = templates._coded

    def noted(path: Path) -> set[str]:
        looked.append(path)
        return coded(path)

    monkeypatch.setattr(templates, "_coded", noted)
    command(root, "check", "--today", "2026-11-01")
    assert sorted(path for path in looked if path.is_relative_to(root)) == sorted(root / "templates" / n for n in names)


@pytest.mark.parametrize(
    ("place", "to"),
    [
        ("templates/schoolgids/excerpt.md.j2", "nergens"),
        ("templates/schoolgids/excerpt.md.j2", "."),
        ("templates/schoolgids/excerpt.md.j2", "../../eigen/excerpt.md.j2"),
        ("templates/schoolgids/excerpt.md.j2", "a pipe"),
        ("templates/schoolgids", "../eigen"),
        ("templates/schoolgids/excerpt.md.j2", "a folder full of links"),
        ("templates", "eigen"),
        ("templates", "nergens"),
        ("templates", "/etc"),
        ("templates", "a pipe"),
        ("templates", "a file"),
    ],
)
@pytest.mark.parametrize("often", [False, pytest.param(True, marks=pytest.mark.stress)], ids=["once", "often"])
def test_what_is_no_file_is_told_by_check_and_build_alike_until_it_is_gone(
    root: Path, command: Command, place: str, to: str, often: bool
) -> None:
    before = outputs(root / "build")
    (root / "eigen").mkdir()
    (root / "eigen/excerpt.md.j2").write_text("Onze eigen vorm.\n", "utf-8")
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if to == "a pipe":
        os.mkfifo(path)
    elif to == "a file":
        path.write_text("een bestand", "utf-8")
    elif to == "a folder full of links":
        path.mkdir()
        path = path / "excerpt.md.j2"
        path.symlink_to("/dev/zero")
    else:
        path.symlink_to(to)
    again = (["build", "schoolgids"], ["site"])
    for arguments in (
        ["check", "--today", "2026-11-01"],
        ["build", "schoolgids"],
        *(again if often or to == "a pipe" else ()),
    ):
        told = command(root, *arguments, code=1)
        assert f"{path.relative_to(root)}: error SP640" in told, arguments
        assert "fault in schoolprotocol" not in told
    assert outputs(root / "build") == before
    path.unlink()
    command(root, "build", "schoolgids")
    assert outputs(root / "build") == before


def test_a_project_may_have_a_link_to_our_own_templates(root: Path, command: Command) -> None:
    (root / "templates").symlink_to(OURS)
    command(root, "build", "schoolgids")
    assert "SP64" not in command(root, "check", "--today", "2026-11-01")


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("schoolgids/excerpt.md.j2", 200_001),
        ("theme/schoolprotocol/layout.html", 19_000_000),
        ("print/base.css", 1_000_001),
        ("fonts/ProtocolSans-It.ttf", 20_000_001),
    ],
)
def test_a_template_that_is_too_large_is_told_and_not_read(root: Path, command: Command, name: str, size: int) -> None:
    path = own(root, name, text=b"")
    with path.open("r+b") as file:
        file.truncate(size)
    told = command(root, "check", "--today", "2026-11-01", code=1)
    assert f"templates/{name}: error SP640" in told
    assert "at most" in told
    assert f"templates/{name}: error SP640" in command(root, "build", "schoolgids", code=1)


def test_a_template_may_be_as_large_as_the_limit(root: Path, command: Command) -> None:
    ours = (OURS / "schoolgids/excerpt.md.j2").read_text("utf-8")
    own(root, "schoolgids/excerpt.md.j2", text=ours + " " * (200_000 - len(ours.encode())))
    assert "SP64" not in command(root, "check", "--today", "2026-11-01")


def test_what_a_broken_template_does_not_touch_is_made(root: Path, command: Command) -> None:
    shutil.rmtree(root / "build")
    own(root, "print/base.css", text="p { colour: red }\n")
    command(root, "build", "schoolgids", "docx", "html")
    assert (root / "build/html/noord/telefoons/index.html").is_file()
    command(root, "build", "pdf", code=1)
    assert not list((root / "build").rglob("*.pdf"))


def test_our_own_templates_pass_the_check_of_own_ones(root: Path, command: Command) -> None:
    for path in OURS.rglob("*"):
        if path.is_file() and path.suffix in {".j2", ".html", ".css", ".js", ".jinja", ".toml"}:
            name = path.relative_to(OURS).as_posix()
            own(root, name, text=path.read_text("utf-8") + "\n")
    assert "SP64" not in command(root, "check", "--today", "2026-11-01")
