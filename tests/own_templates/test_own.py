"""A file of a project's own takes the place of ours, in every output that is made with it; the rest falls back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from schoolprotocol import outputs as registry
from schoolprotocol.build.keys import looks_like
from schoolprotocol.config import Folders
from schoolprotocol.templating import OURS, Templates, templates_in
from tests.engine.conftest import ROOT, outputs
from tests.own_templates.conftest import Command, changed, own

pytestmark = [pytest.mark.slow, pytest.mark.stress]

TARGETS = ("html", "pdf", "docx", "schoolgids")
STATIC = "theme/schoolprotocol/static"


def times(root: Path) -> dict[str, int]:
    return {name: (root / "build" / name).stat().st_mtime_ns for name in outputs(root / "build")}


@pytest.mark.parametrize(
    ("name", "change", "made"),
    [
        ("schoolgids/excerpt.md.j2", ("\n", "\n\nEigen regel.\n\n"), {"schoolgids", "html"}),
        ("print/base.css", ("font-size: ", "font-size: 1"), {"pdf", "html"}),  # a site offers the PDF
        ("print/document.html.j2", (">Inhoud<", ">Wat hier staat<"), {"pdf", "html"}),
        ("theme/schoolprotocol/layout.html", ("<body", '<body class="eigen"'), {"html"}),
        (f"{STATIC}/site.css", ("{", "{ --eigen: 1;"), {"html"}),
        (f"{STATIC}/base.css", ("{", "{ --eigen: 1;"), {"html"}),
        ("theme/schoolprotocol/theme.toml", ('"base.css", "site.css"', '"site.css", "base.css"'), {"html"}),
        ("overview/overview.css", ("{", "{ --eigen: 1;"), {"html"}),
        ("overview/index.html.j2", ("<body", '<body class="eigen"'), {"html"}),
        ("pages/school.css.j2", (":root {", ":root { --eigen: 1;"), {"html"}),
    ],
)
def test_an_own_file_takes_the_place_of_ours_and_makes_what_depends_on_it(
    root: Path, command: Command, name: str, change: tuple[str, str], made: set[str]
) -> None:
    # A template is for every school, but for those of the page about all of them: one school will do.
    build = ("build", *TARGETS, *(() if name.startswith("overview/") else ("--school", "noord")))
    command(root, *build)
    before, written = outputs(root / "build"), times(root)
    path = own(root, name, change)
    command(root, *build)
    assert changed(root, before) & {*TARGETS} == made
    untouched = {n for n, time in times(root).items() if written.get(n) == time}
    assert {n for n in before if n.split("/")[0] in {*TARGETS} - made} <= untouched
    assert "nothing was out of date" in command(root, *build)
    path.unlink()
    command(root, *build)
    assert outputs(root / "build") == before


def test_a_file_with_the_same_bytes_changes_nothing(root: Path, command: Command) -> None:
    command(root, "build", "html")
    written = times(root)
    own(root, "theme/schoolprotocol/layout.html")
    assert "nothing was out of date" in command(root, "build", "html")
    assert times(root) == written
    assert Folders(root, root / "build").templates.own == ()


def test_a_site_with_an_own_theme_is_built_by_plain_sphinx_build_too(root: Path, command: Command) -> None:
    own(root, "theme/schoolprotocol/layout.html", ("<body", '<body class="eigen"'))
    own(root, f"{STATIC}/eigen.css", text="p { color: red }\n")
    own(root, "theme/schoolprotocol/theme.toml", ('"site.css"', '"site.css", "eigen.css"'))
    command(root, "build", "html")
    plain = root / "plain"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-nWq",
            "-d",
            str(root / "trees"),
            str(root / "build/source/noord-telefoons"),
            str(plain),
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT / "generator")},
        check=True,
    )
    page = (root / "build/html/noord/telefoons/index.html").read_text("utf-8")
    assert 'class="eigen"' in page
    assert "eigen.css" in page
    assert (plain / "index.html").read_text("utf-8") == page
    assert (plain / "_static/eigen.css").read_bytes() == (
        root / "build/html/noord/telefoons/_static/eigen.css"
    ).read_bytes()


def test_a_font_of_its_own_is_used(root: Path, command: Command) -> None:
    command(root, "build", "pdf")
    before = outputs(root / "build")
    with TTFont(OURS / "fonts/ProtocolSans-Regular.ttf") as font:
        widths = font["hmtx"].metrics
        widths.update({glyph: (width + 40, side) for glyph, (width, side) in widths.items()})
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = "Eigen"
        (root / "templates/fonts").mkdir(parents=True)
        font.save(root / "templates/fonts/ProtocolSans-Regular.ttf")
    command(root, "build", "pdf")
    assert changed(root, before) == {"pdf"}


def test_a_template_may_include_one_that_we_do_not_have(root: Path, command: Command) -> None:
    own(root, "schoolgids/eigen.j2", text="Eigen slot.\n")
    own(root, "schoolgids/excerpt.md.j2", ("\n", '\n{% include "schoolgids/eigen.j2" %}\n'))
    assert "SP641" not in command(root, "check", "--today", "2026-11-01")
    command(root, "build", "schoolgids")
    assert "Eigen slot." in (root / "build/schoolgids/noord-telefoons.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("print/bass.css", "print/base.css"),
        ("base.css", "print/base.css"),
        ("pages/layout.html", "theme/schoolprotocol/layout.html"),
        ("prin/front.css", "print/front.css"),
        ("geheel/anders.txt", ""),
    ],
)
def test_a_file_that_takes_the_place_of_none_is_told(root: Path, command: Command, name: str, hint: str) -> None:
    own(root, name, text="p { color: red }\n")
    told = command(root, "check", "--today", "2026-11-01")
    assert f"templates/{name}: warning SP641" in told
    assert hint in told
    assert ("mean" in told) == bool(hint)


def test_hidden_files_copies_of_editors_and_texts_for_people_are_nobodys_templates(
    root: Path, command: Command
) -> None:
    for name in (".DS_Store", "print/.base.css.swp", "print/base.css~", "README.md", "fonts/LICENSE"):
        own(root, name, text=b"\xff\x00")
    assert "SP64" not in command(root, "check", "--today", "2026-11-01")
    assert {one.name for one in Folders(root, root / "build").templates.own} <= {"README.md", "fonts/LICENSE"}


def test_every_output_reads_only_the_folders_that_its_key_counts(
    root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = set[str]()
    find = Templates.find

    def noted(self: Templates, name: str) -> Path:
        asked.add(name.split("/", maxsplit=1)[0])
        return find(self, name)

    monkeypatch.setattr(Templates, "find", noted)
    monkeypatch.setattr("schoolprotocol.build.crew.local.in_order", _here)
    monkeypatch.setattr("schoolprotocol.build.crew.local.warm_up", lambda tasks: None)
    monkeypatch.setattr("schoolprotocol.build.overview.picture", lambda *_shown: b"")  # has a key of its own
    for target in registry.names():
        asked.clear()
        command(root, "build", target)
        assert asked - {"overview", "theme"} <= {*looks_like(target)}, target


def _here(work, tasks, _workers, *, is_last):  # type: ignore[no-untyped-def]
    del is_last
    return [(task, work(task)) for task in tasks]


def test_templates_know_what_they_hold(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    assert templates_in(folder).files == templates_in(OURS).files
    (folder / "print").mkdir(parents=True)
    (folder / "print/base.css").write_text("p {}\r\n", newline="")
    found = templates_in(folder)
    assert found.text("print/base.css") == "p {}\n"
    assert found.find("print/front.css") == OURS / "print/front.css"
    assert found.called("print/base.css") == "templates/print/base.css"
    assert list(found.files) == list(templates_in(OURS).files)
    assert found.digest() != templates_in(OURS).digest()
    assert found.digest("pages") == templates_in(OURS).digest("pages")
    assert templates_in(folder) is found
    (folder / "print/base.css").write_text("p { color: red }\n")
    assert templates_in(folder) != found


def test_a_template_that_was_restored_with_its_time_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "print/base.css"
    path.parent.mkdir()
    shutil.copy2(OURS / "print/base.css", path)
    before, stat = templates_in(tmp_path), path.stat()
    assert before.own == ()  # the same bytes as ours
    while path.stat().st_ctime_ns == stat.st_ctime_ns:  # which a disk tells in steps
        path.write_bytes(b"p" * stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after, stat = templates_in(tmp_path), path.stat()
    assert after.text("print/base.css") == "p" * stat.st_size
    while path.stat().st_ctime_ns == stat.st_ctime_ns:
        path.write_bytes(b"q" * stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert templates_in(tmp_path) != after
