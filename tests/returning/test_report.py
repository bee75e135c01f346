"""A change report in Word that people worked in comes back as reactions, each on its change."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from schoolprotocol.model.reaction import Reaction
from schoolprotocol.outputs.word import given_out
from schoolprotocol.project import Project
from schoolprotocol.returning import receiving
from tests.conftest import ProjectMaker, Run
from tests.release.making import release

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
NOORD = "policy_src/schools/noord/telefoons.yaml"
WORDS = "Vraag het altijd eerst."


def _changed(project: ProjectMaker) -> Path:
    """A project with a release, and a text that changed since."""
    root = project()
    release(root)
    path = root / CLAUSES
    path.write_text(path.read_text("utf-8").replace("text: Vraag het eerst.", f"text: {WORDS}"), "utf-8")
    variant = root / NOORD
    variant.write_text(variant.read_text("utf-8").replace('"1.1"', '"1.2"'), "utf-8")
    return root


def _report(root: Path, *changes: tuple[str, str]) -> Path:
    document = Project.open(root).document("noord")
    data = given_out.report(document.project.corpus, document.key, document.compare().changes)
    packed = zipfile.ZipFile(io.BytesIO(data))
    path = root.parent / "wijzigingen.docx"
    with zipfile.ZipFile(path, "w") as made:
        for name in packed.namelist():
            content = packed.read(name).decode("utf-8") if name.endswith(".xml") else ""
            for old, new in changes:
                content = content.replace(old, new)
            made.writestr(name, content.encode() or packed.read(name))
    return path


def _kept(root: Path) -> Sequence[Reaction]:
    return Project.open(root).corpus.schools["noord"].reactions_to("telefoons")


def test_a_report_in_which_nobody_worked_gives_no_reactions(project: ProjectMaker, command: Run) -> None:
    root = _changed(project)
    code, told, _errors = command(root, "return", str(_report(root)))
    assert code == 0
    assert "Reactions in the report: 0." in told
    assert not _kept(root)


def test_a_comment_is_a_reaction_on_the_change_that_it_stands_at(project: ProjectMaker, command: Run) -> None:
    root = _changed(project)
    mine = '<w:comment w:id="900" w:author="MR"><w:p><w:r><w:t>Waarom altijd?</w:t></w:r></w:p></w:comment>'
    begin, end = '<w:commentRangeStart w:id="900"/>', '<w:commentRangeEnd w:id="900"/>'
    path = _report(
        root,
        ("</w:comments>", f"{mine}</w:comments>"),
        *(
            (f'<w:commentRange{side} w:id="{n}"/>', f'<w:commentRange{side} w:id="{n}"/>{mark}')
            for n in (_number(root),)
            for side, mark in (("Start", begin), ("End", end))
        ),
    )
    assert command(root, "return", str(path))[0] == 0
    (one,) = _kept(root)
    assert (one.change, one.kind, one.text, one.by) == ("tips.vraag", "vraag", "Waarom altijd?", "MR")
    assert command(root, "return", str(path))[0] == 0
    assert len(_kept(root)) == 1


def _number(root: Path) -> str:
    """Of our own comment on the change."""
    from schoolprotocol.returning.reading import read

    file = read(_report(root).read_bytes())
    return next(id_ for id_, one in file.comments.items() if "Vraag het eerst" in one.text.split("\n")[0])


def test_a_change_that_was_refused_in_word_is_an_objection(project: ProjectMaker, command: Run) -> None:
    root = _changed(project)
    path = _report(root)
    from lxml import etree

    from tests.returning.edits import W

    packed = zipfile.ZipFile(path)
    parts = {name: packed.read(name) for name in packed.namelist()}
    body = etree.fromstring(parts["word/document.xml"])
    paragraph = next(one for one in body.iter(f"{W}p") if "altijd" in "".join(map(str, one.itertext())))
    for gone in list(paragraph.iter(f"{W}ins")):
        gone.getparent().remove(gone)  # type: ignore[union-attr]
    parts["word/document.xml"] = etree.tostring(body)
    with zipfile.ZipFile(path, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    assert command(root, "return", str(path), "--author", "MR")[0] == 0
    (one,) = _kept(root)
    assert (one.change, one.kind, one.by) == ("tips.vraag", "bezwaar", "MR")


def test_a_report_whose_reactions_take_for_ever_ends_with_a_message(
    project: ProjectMaker, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_ends(*_told: object) -> None:
        while True:
            pass

    root = _changed(project)
    monkeypatch.setattr(receiving, "reactions", never_ends)
    monkeypatch.setattr(receiving, "SECONDS", 1)
    code, _told, errors = command(root, "return", str(_report(root)))
    assert code == 1
    assert "takes too long" in errors
    assert not _kept(root)
