"""Bad input is an error with a place, never a crash, a read outside the project or a write."""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolprotocol.diagnostics import Kind
from schoolprotocol.policy.model import canonical_json, digest
from schoolprotocol.release.freeze import proposal_name
from schoolprotocol.source.assets import MAX_PIXELS, png_fault, svg_fault
from schoolprotocol.source.yaml import parse_yaml
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import CLAUSES, NOORD, SOURCE
from tests.helpers import codes, findings, load, loaded, policy_of, spoken

SCHOOL = f"{SOURCE}/schools/noord/school.yaml"
LOGO = f"{SOURCE}/schools/noord/logo"
RELEASE = f"{SOURCE}/schools/noord/releases/telefoons-1.1.json"
STYLE = 'style: {primary: "#14532d", accent: "#b45309"}'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="url(#a)" d="M0 0h9v9z"/></svg>'


def with_logo(name: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return {SCHOOL: ((STYLE, f"{STYLE[:-1]}, logo: {json.dumps(name)}}}"),)}


def released(root: Path) -> str:
    """A release of the school as text."""
    policy = policy_of(root)
    return json.dumps({"format": 1, "hash": digest(policy), "policy": json.loads(canonical_json(policy))})


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (width + 1) * min(height, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


# -- templates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ school.__class__ }}",
        "{{ school.short.__class__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ school.short | attr('__class__') }}",
        "{{ school['short'] }}",
        "{{ lipsum() }}",
        "{{ range(1000000000) | list }}",
        "{{ 'a' * 1000000000 }}",
        "{{ school.short or '' }}",
        "{% for x in range(1000000000) %}x{% endfor %}",
        "{% set x = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% raw %}{{ school.short }}{% endraw %}",
        "{# verborgen #}",
        "{{ school.short",
        "school.short }}",
        "{{ {{ school.short }} }}",
        "{{ }}",
        "{{\n\n}}",
    ],
)
def test_a_template_that_is_more_than_a_name_is_refused(template: str, project: ProjectMaker) -> None:
    text = json.dumps(f"Vraag het {template} eerst.", ensure_ascii=False)
    root = project(replace={CLAUSES: (("  text: Vraag het eerst.", f"  text: {text}"),)})
    found = findings(root)
    assert set(codes(found)) == {Kind.PLACEHOLDER.code}, spoken(found)


def test_a_value_that_looks_like_a_template_or_markup_is_printed_as_it_stands(project: ProjectMaker) -> None:
    value = "<script>alert(1)</script> [x](javascript:alert(1)) **vet**"
    root = project(files={NOORD: (loaded_text() + f"parameters: {{bewaarplek: {json.dumps(value)}}}\n")})
    policy = policy_of(root)
    clause = next(c for c in policy.clauses() if c.id == "afspraken.opbergen")
    assert policy.values["bewaarplek"].text == value
    assert r"\<script\>" in clause.wording.text
    assert r"\[x\]" in clause.wording.text
    assert r"\*\*vet\*\*" in clause.wording.text


def loaded_text() -> str:
    return 'protocol: telefoons\nextends: stichting\ndocument: {version: "1.1", status: concept}\n'


# -- files ------------------------------------------------------------------------------------------------------------


def test_a_link_out_of_the_project_is_not_followed(project: ProjectMaker, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.yaml"
    secret.write_text("publisher: Geheim\nurl: https://geheim.example\n", "utf-8")
    root = project()
    for name in ("project.yaml", "references.yaml", "schools/noord/school.yaml", "schools/noord/telefoons.yaml"):
        path = root / SOURCE / name
        before = path.read_bytes()
        path.unlink()
        path.symlink_to(secret)
        corpus, found = load(root)
        assert corpus is None
        assert set(codes(found)) == {Kind.UNKNOWN_FILE.code}, spoken(found)
        assert "Geheim" not in "".join(spoken(found))
        path.unlink()
        path.write_bytes(before)
    (root / SOURCE / "schools" / "oost").symlink_to(root / SOURCE / "schools" / "noord")
    assert codes(load(root)[1]) == [Kind.UNKNOWN_FILE.code]


def test_a_pipe_is_not_waited_for(project: ProjectMaker) -> None:
    root = project(files={CLAUSES: None})
    os.mkfifo(root / CLAUSES)
    assert Kind.UNKNOWN_FILE.code in codes(load(root)[1])


def test_a_folder_in_the_place_of_a_file_is_an_error(project: ProjectMaker) -> None:
    root = project(files={f"{SOURCE}/project.yaml": None})
    (root / SOURCE / "project.yaml").mkdir()
    assert set(codes(load(root)[1])) == {Kind.UNKNOWN_FILE.code}


def test_a_project_without_a_source_is_an_error(tmp_path: Path) -> None:
    corpus, found = load(tmp_path)
    assert corpus is None
    assert codes(found) == [Kind.NOT_FOUND.code]


def test_a_file_name_that_is_no_text_can_still_be_told(project: ProjectMaker) -> None:
    root = project()
    path = os.fsencode(root / SOURCE / "schools" / "noord") + b"/caf\xe9.yaml"
    Path(os.fsdecode(path)).write_text("a: b\n", "utf-8")
    (found,) = load(root)[1]
    assert found.kind is Kind.UNKNOWN_FILE
    assert str(found.place).encode("utf-8")
    assert found.message().encode("utf-8")


# -- logos ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../logo.svg", "/etc/logo.svg", "a/logo.svg", "..\\logo.svg", "logo.exe", "logo.SVG", "logo", "."]
)
def test_a_logo_is_a_file_in_the_schools_own_folder(name: str, project: ProjectMaker) -> None:
    found = findings(project(replace=with_logo(name)))
    assert codes(found) == [Kind.ASSET.code]
    assert found[0].place.file == SCHOOL


def test_a_logo_that_draws_is_accepted(project: ProjectMaker) -> None:
    assert findings(project(files={f"{LOGO}.svg": SVG}, replace=with_logo("logo.svg"))) == []
    assert findings(project(files={f"{LOGO}.png": png(9, 9)}, replace=with_logo("logo.png"))) == []


@pytest.mark.parametrize(
    "text",
    [
        SVG.replace("<path", "<script>alert(1)</script><path"),
        SVG.replace("<path", '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script><path'),
        SVG.replace("<path", '<path onclick="alert(1)"'),
        SVG.replace("<svg", '<svg onload="alert(1)"'),
        SVG.replace("<path", '<image href="https://a.example/a.png"/><path'),
        SVG.replace("<path", "<style>@import url(https://a.example)</style><path"),
        SVG.replace("url(#a)", "url(https://a.example/a.svg#a)"),
        SVG.replace("<path", '<a href="javascript:alert(1)"><path/></a><path'),
        SVG.replace("<path", "<foreignObject><b>x</b></foreignObject><path"),
        SVG.replace("<path", "<animate/><path"),
        SVG.replace("<path", '<use href="#a"/><path'),
        SVG.replace("<path", '<h:b xmlns:h="http://www.w3.org/1999/xhtml">x</h:b><path'),
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.replace("<path", "<text>&b;</text><path"),
        '<?xml-stylesheet href="https://a.example/a.css"?>' + SVG,
        "<html>" + SVG + "</html>",
        SVG[:-4],
        "",
        SVG.replace(' xmlns="http://www.w3.org/2000/svg"', ""),
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(text: str, project: ProjectMaker) -> None:
    assert svg_fault(text)
    found = findings(project(files={f"{LOGO}.svg": text}, replace=with_logo("logo.svg")))
    assert codes(found) == [Kind.ASSET.code]
    assert found[0].place.file == SCHOOL


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", png(9, 9)[:-12], png(MAX_PIXELS + 1, 9), png(9, 60_000), png(0, 9), png(9, 9) + b"\0" * 1_000_000],
    ids=["empty", "gif", "cut off", "wide", "high", "nothing", "large"],
)
def test_a_png_is_whole_and_of_a_sane_size(data: bytes) -> None:
    assert png_fault(data)


# -- releases ---------------------------------------------------------------------------------------------------------


def test_a_release_is_read_with_the_hash_of_its_text(project: ProjectMaker) -> None:
    text = released(project())
    (release,) = loaded(project(files={RELEASE: text})).schools["noord"].releases
    assert release.version == "1.1"
    assert release.recorded_hash == release.actual_hash == digest(release.policy)


def test_a_release_that_was_edited_has_another_hash(project: ProjectMaker) -> None:
    text = released(project()).replace("rust in de les", "stilte in de les")
    (release,) = loaded(project(files={RELEASE: text})).schools["noord"].releases
    assert release.recorded_hash != release.actual_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format": 1', '"format": 3'),
        ('"version": "1.1"', '"version": "1.2"'),
        ('"id": "noord"', '"id": "zuid"'),
        ('"protocol": "telefoons"', '"protocol": "telefoons", "more": 1'),
        ("rust in de les", "rust \\ud800 in de les"),
        ('"number": 1', '"number": ' + "1" * 5000),
        ('"sections": [', '"sections": ' + "[" * 5000),
    ],
    ids=["format", "version", "school", "key", "surrogate", "long number", "deep"],
)
def test_a_release_that_does_not_fit_is_refused(old: str, new: str, project: ProjectMaker) -> None:
    text = released(project())
    assert old in text
    (found,) = load(project(files={RELEASE: text.replace(old, new, 1)}))[1]
    assert found.kind in {Kind.RELEASE_UNREADABLE, Kind.FROZEN_REFUSED}
    assert found.place.file == RELEASE


# -- whatever comes ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has every kind of file."""

    root = tmp_path_factory.mktemp("everything")
    shutil.copytree(ROOTS / "klein", root, dirs_exist_ok=True)
    (root / RELEASE).parent.mkdir()
    (root / RELEASE).write_text(released(root), "utf-8")
    proposal = root / SOURCE / "schools/noord/proposals" / proposal_name(policy_of(root))
    proposal.parent.mkdir()
    proposal.write_text(released(root), "utf-8")
    school = root / SCHOOL
    school.write_text(school.read_text("utf-8").replace(STYLE, STYLE[:-1] + ", logo: logo.svg}"), "utf-8")
    (root / f"{LOGO}.svg").write_text(SVG, "utf-8")
    assert findings(root) == []
    return root


def _names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def _try(root: Path, name: str, content: bytes) -> None:
    """Load and resolve with other bytes in one file: findings or none, and no file changed."""
    path = root / name
    before = path.read_bytes()
    files = _names(root)
    path.write_bytes(content)
    try:
        for found in findings(root):
            assert found.message().encode("utf-8")
            assert found.remedy().encode("utf-8")
        assert path.read_bytes() == content
        assert _names(root) == files
    finally:
        path.write_bytes(before)


WORDS = st.sampled_from(
    [
        *"-:[]{}?!&*|>'\"%@`#,\n",
        "- ",
        ": ",
        "\n  ",
        "{{ ",
        " }}",
        "{% x %}",
        "null",
        "~",
        "1.0",
        "[^",
        "<<: ",
        "\t",
        "text",
        "operations",
        "set",
        "omit",
        "id",
        "tips.vraag",
        "outline",
        "sections",
        "[]",
        "{}",
        '""',
        "\\x00",
        "é",
    ]
)
"""Pieces from which broken sources are made."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_any_bytes_in_any_file_give_findings_and_no_exception(everything: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(_names(everything)))
    content = data.draw(st.binary(max_size=200) | st.lists(WORDS, max_size=30).map(lambda ws: "".join(ws).encode()))
    _try(everything, name, content)


@pytest.mark.slow
@pytest.mark.stress
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(st.data())
def test_a_source_that_is_broken_somewhere_gives_findings_and_no_exception(
    everything: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(_names(everything)))
    text = (everything / name).read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from([0, 0, 1, 3, 10, 40]))
        text = text[:at] + data.draw(WORDS | st.just("")) + text[at + gone :]
    _try(everything, name, text.encode())


def _value_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a source stand."""
    spans, start = [], None
    for index, character in enumerate(text + " "):
        if character.isalnum() or character in ".-_":
            start = index if start is None else start
        elif start is not None:
            spans.append((start, index))
            start = None
    return spans


@pytest.mark.parametrize("seed", range(6))
def test_a_source_with_two_words_exchanged_gives_findings_and_no_exception(everything: Path, seed: int) -> None:
    chance = random.Random(seed)
    for name in _names(everything):
        text = (everything / name).read_text("utf-8")
        (a, b), (c, d) = sorted(chance.sample(_value_spans(text), 2))
        _try(everything, name, (text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]).encode())


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_an_empty_value_means_no_value_and_a_quoted_one_is_text(written: str) -> None:
    data, found = parse_yaml(f"empty: {written}\nquoted: '{written}'\n", "x.yaml")
    assert not found
    assert data == {"empty": None, "quoted": written}
