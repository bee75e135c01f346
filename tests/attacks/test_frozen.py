"""Somebody edits a frozen file and computes its hash anew: nothing of what the source may not hold reaches a reader."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from schoolprotocol import EditError, Project
from schoolprotocol.cli import run
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.edit import Edit
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy, file_digest
from schoolprotocol.release.freeze import frozen
from schoolprotocol.source.releases import JsonError, strict_json
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import NOORD
from tests.helpers import entered, load, loaded, policy_of

RELEASE = "policy_src/schools/noord/releases/telefoons-1.1.json"
META = '<meta http-equiv="refresh" content="0;url=https://evil.example">'
Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def text() -> str:
    """What an honest release of `noord` holds, with a table of document control, a note and an excerpt."""
    return frozen(policy_of(ROOTS / "klein"))


def forged(text: str, change: Change) -> str:
    """A release with a change in its policy, and the hashes that go with it."""
    data = json.loads(text)
    change(data["policy"])
    with suppress(ValidationError):  # what is no policy has no text
        data["text_hash"] = text_hash(Policy.model_validate_json(json.dumps(data["policy"])))
    with suppress(UnicodeEncodeError):  # half a character has no hash
        data["hash"] = file_digest(data)
    return json.dumps(data, ensure_ascii=True, indent=1, sort_keys=True)


def refused(project: ProjectMaker, content: str | bytes) -> list[Diagnostic]:
    """What is told of a release that holds this; nothing of it can be read."""
    root = project(files={RELEASE: content})
    corpus, found = load(root)
    assert corpus is None
    assert all(one.place.file == RELEASE for one in found)
    assert all(one.message().isprintable() and one.remedy() for one in found)
    return found


def section(policy: Any) -> Any:
    """Its first section."""
    return policy["sections"][0]


def clause(policy: Any) -> Any:
    """Its first clause."""
    return section(policy)["groups"][0]["clauses"][0]


def put(field: str, value: object, inside: Callable[[Any], Any] = lambda policy: policy) -> Change:
    """A change of one field."""

    def change(policy: Any) -> None:
        inside(policy)[field] = value

    return change


def says(value: str) -> dict[str, str]:
    """A text that has no placeholders."""
    return {"text": value, "template": value}


def twice(policy: Any) -> None:
    policy["sections"].append(section(policy))


def deep(policy: Any) -> None:
    """Sections in sections, more than a page has kinds of headings for."""
    inner = dict(section(policy), sections=[], groups=[])
    for n in range(9):
        inner = dict(inner, id=f"laag-{n}", sections=[inner])
    policy["sections"].append(inner)


TABLE = {"id": "beheer", "columns": [says("Wat")], "rows": [[says("Dit"), says("Dat")]]}
TRIED: dict[str, Change] = {
    "html in a clause": put("wording", says(f"Rust. {META}"), clause),
    "a block of html in a clause": put("wording", says(f"{META}\n"), clause),
    "html in what a clause was written as": put("wording", {"text": "Rust.", "template": META}, clause),
    "html in a short sentence": put("kort", says(META), clause),
    "html in a note": put("notes", [{"id": "a", "number": 1, "wording": says(META)}], clause),
    "html in the number of a section": put("number", META, section),
    "the end of a role in the number of a section": put("number", "3` {raw}`x", section),
    "html in the number of a clause": put("number", META, clause),
    "a line more in the id of a clause": put("id", f"a.b\n\n{META}\n", clause),
    "a line more in the id of a section": put("id", f"a\n:::\n{META}\n", section),
    "the end of a fence in the title": put("title", f":::\n{META}"),
    "a line more in a heading": put("heading", says(f"Kop\n\n{META}"), section),
    "a line more in a label": put("label", f"punt 1\n{META}", clause),
    "a line more in the name of the school": put("name", f"Noord\n{META}", lambda p: p["organisation"]),
    "a directive in a clause": put("wording", says(":::{include} /etc/passwd\n:::"), clause),
    "a fence in a clause": put("wording", says("```{raw} html\n<b>\n```"), clause),
    "a role in a clause": put("wording", says("{raw}`<b>`"), clause),
    "an image in a clause": put("wording", says("![x](https://evil.example/x.png)"), clause),
    "an address that runs a script": put("wording", says("[x](javascript:alert(1))"), clause),
    "an address that is a document": put("wording", says("[x](data:text/html,x)"), clause),
    "a website that runs a script": put("website", "javascript:alert(1)", lambda p: p["organisation"]),
    "a mail address with more behind it": put("email", "a@b.nl?bcc=c d", lambda p: p["organisation"]),
    "a reference to no clause": put("wording", says("Zie {clause}`nergens.niet`."), clause),
    "a call of no note": put("wording", says("Zie.[^geen]"), clause),
    "a placeholder without a value": put("wording", {"text": "x", "template": "{{ nergens }}"}, clause),
    "template code": put("wording", {"text": "x", "template": "{% include 'x' %}"}, clause),
    "an empty clause": put("wording", says("  "), clause),
    "a clause as long as a book": put("wording", says("woord " * 40_000), clause),
    "a heading as long as a book": put("heading", says("woord " * 4_000), section),
    "letters that run backwards": put("title", "Protocol \u202egnit"),
    "letters that run backwards in an owner": put("owner", "MR \u2067x", lambda p: p["document"]),
    "a sign that nobody sees": put("wording", says("ver\u200bbod"), clause),
    "letters that run backwards, by their number": put("wording", says("Ver&#x202e;dob"), clause),
    "a sign that nobody sees, by its name": put("wording", says("ver&ZeroWidthSpace;bod"), clause),
    "spaces without end": put("wording", says("Rust" + " " * 9_000 + "nu."), clause),
    "a control character": put("wording", says("Rust \x1b[2J"), clause),
    "half a character": put("title", "Protocol \ud800"),
    "a control character in a reason": put("reason", "x\x00", clause),
    "a section that stands twice": twice,
    "sections in sections": deep,
    "rows of other lengths": put("front", [TABLE]),
    "html in a cell with a line more": put("front", [dict(TABLE, columns=[], rows=[[says(f"a\n{META}"), says("b")]])]),
    "a table with the id of markup": put("front", [dict(TABLE, id="x\n:::", columns=[], rows=[[says("a")] * 2])]),
    "a value under the name of markup": put("values", {f"x\n{META}": {"value": "a", "text": "a"}}),
    "an omitted clause with the id of markup": put("omitted", [{"id": META, "title": "x", "reason": "x"}]),
    "a version in Arabic digits": put("version", "١.١", lambda p: p["document"]),
    "a number that is text": put("notes", [{"id": "a", "number": "1", "wording": says("Zo.")}], clause),
    "a truth that is a number": put("framed", 1, section),
    "a day that is a number": put("day", 86400, lambda p: p["document"]),
    "a protocol with a path in it": put("protocol", "../telefoons"),
    "a decision with a line more": put(
        "decisions", [{"body": "MR\n" + META, "kind": "instemming", "version": "1.1", "outcome": "positief"}]
    ),
}


@pytest.mark.parametrize("tried", TRIED)
def test_a_forged_text_is_refused(tried: str, text: str, project: ProjectMaker) -> None:
    found = refused(project, forged(text, TRIED[tried]))
    assert {one.kind for one in found} <= {Kind.FROZEN_REFUSED, Kind.RELEASE_UNREADABLE}


def test_an_honest_text_is_read_whichever_way_its_json_is_written(text: str, project: ProjectMaker) -> None:
    (release,) = loaded(project(files={RELEASE: forged(text, lambda _policy: None)})).schools["noord"].releases
    assert release.is_whole
    assert release.policy == policy_of(ROOTS / "klein")


WRAPPERS: dict[str, Callable[[str], str | bytes]] = {
    "a key twice": lambda text: text.replace('"hash"', '"hash": "x",\n "hash"', 1),
    "a key twice, deep inside": lambda text: text.replace('"wording": {', '"number": "9", "wording": {', 1),
    "an unknown key": lambda text: text.replace('"format"', '"meer": 1, "format"', 1),
    "the key of a proposal": lambda text: text.replace('"format"', '"asked": ["MR"], "format"', 1),
    "no format": lambda text: text.replace('"format": 2,\n "hash"', '"hash"', 1),
    "another format": lambda text: text.replace('"format": 2,\n "hash"', '"format": 3, "hash"', 1),
    "a format that is a truth": lambda text: text.replace('"format": 2,\n "hash"', '"format": true, "hash"', 1),
    "a reason with a line more": lambda text: text.replace('"format"', '"despite": "a\\nb", "format"', 1),
    "a reason that is a list": lambda text: text.replace('"format"', '"despite": ["a"], "format"', 1),
    "a number that is none": lambda text: text.replace('"format": 1', '"format": NaN', 1),
    "a number without end": lambda text: text.replace('"format": 1', '"format": Infinity', 1),
    "a number too large for a computer": lambda text: text.replace('"format": 1', '"format": 1e999', 1),
    "a number of many digits": lambda text: text.replace('"format": 1', '"format": ' + "1" * 5000, 1),
    "nesting": lambda text: text.replace('"sections": [', '"sections": [' + "[" * 60 + "]" * 60 + ",", 1),
    "nesting without end": lambda text: text.replace('"sections": [', '"sections": ' + "[" * 50_000, 1),
    "something behind the end": lambda text: text + "{}",
    "half a file": lambda text: text[: len(text) // 2],
    "nothing": lambda _text: b"",
    "another encoding": lambda text: text.encode("utf-16"),
    "half of a merge": lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> b\n",
}


@pytest.mark.parametrize("tried", WRAPPERS)
def test_a_file_that_two_readers_could_read_differently_is_refused(
    tried: str, text: str, project: ProjectMaker
) -> None:
    changed = WRAPPERS[tried](text)
    assert changed != text
    refused(project, changed)


@pytest.mark.parametrize(
    "name", ["telefoons-١.١.json", "telefoons-1.1.JSON", "Telefoons-1.1.json", "telefoons-1.1 .json"]
)
def test_a_version_has_the_digits_0_to_9_and_a_file_its_own_name(name: str, text: str, project: ProjectMaker) -> None:
    (found,) = load(project(files={f"policy_src/schools/noord/releases/{name}.json": text}))[1]
    assert found.kind is Kind.UNKNOWN_FILE


def test_the_source_takes_no_version_in_other_digits(project: ProjectMaker) -> None:
    (found,) = load(project(replace={NOORD: (('version: "1.1"', 'version: "١.١"'),)}))[1]
    assert found.kind is Kind.BAD_VALUE


def test_json_says_where_it_goes_wrong() -> None:
    with pytest.raises(JsonError, match="not valid JSON") as told:
        strict_json('{"a": 1,\n "b": }')
    assert told.value.line == 2


# -- what is built ----------------------------------------------------------------------------------------------------


def test_nothing_is_made_of_a_forged_text_and_other_schools_are_built(text: str, project: ProjectMaker) -> None:
    root = project(files={RELEASE: forged(text, TRIED["a line more in the id of a section"])})
    assert run(["--root", str(root), "build", "html", "--keep-going"]) != 0
    pages = {path.relative_to(root / "build/html").parts[0] for path in (root / "build/html").rglob("*.html")}
    assert "noord" not in pages
    assert "zuid" in pages
    assert not any("evil.example" in path.read_text("utf-8") for path in (root / "build/html").rglob("*.html"))


@pytest.mark.parametrize("conf", [None, 'extensions = ["myst_parser"]\nlanguage = "nl"\n'], ids=["ours", "their own"])
def test_html_that_gets_past_the_gate_is_words_on_the_page(conf: str | None, tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name, content in sphinx._SMALLEST.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    if conf is not None:
        (source / "conf.py").write_text(conf, "utf-8")
    (source / "index.md").write_text(f"# Protocol\n\n{META}\n\nRust <b>hier</b>.\n\n<script>x</script>\n", "utf-8")
    with patch_docutils(), docutils_namespace():
        app = sphinx.application(source, tmp_path / "site", tmp_path / "doctrees", io.StringIO(), "xml")
        app.build(force_all=True)
    made = (tmp_path / "site/index.xml").read_text("utf-8")
    assert "<raw" not in made
    assert "&lt;meta http-equiv" in made
    assert "&lt;script&gt;" in made


def test_a_letter_that_no_font_has_is_told_with_the_frozen_file(text: str, project: ProjectMaker) -> None:
    root = project(files={RELEASE: forged(text, put("wording", says("Rust 漢 in de les."), clause))})
    entered(root)
    (found,) = [one for one in Project.open(root).check(["noord"]) if one.kind is Kind.GLYPH_MISSING]
    assert (found.place.file, found.values["character"]) == (RELEASE, "漢")


def test_what_could_not_be_shown_is_not_frozen(project: ProjectMaker) -> None:
    root = project()
    policy = policy_of(root).model_copy(update={"title": "Protocol \u202egnit"})
    with pytest.raises(EditError, match="cannot be kept"):
        Edit(FolderTree(root)).record_release(policy)


def test_what_is_larger_than_can_be_read_back_is_not_frozen(project: ProjectMaker) -> None:
    root = project()
    policy = policy_of(root).model_copy(update={"title": "Protocol " + "en meer " * 130_000})
    edit = Edit(FolderTree(root))
    with pytest.raises(EditError, match=r"cannot be kept.* 1 MB"):
        edit.record_release(policy)
    assert not edit.changes
