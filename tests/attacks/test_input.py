"""Whatever is read, from files, git, or the machine: taken as its writer sees it, or told; in time, and in words."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol import Project, templating
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.outputs.council.reacting import parse
from schoolprotocol.outputs.surroundings import environment
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.source import git
from schoolprotocol.source.assets import svg_fault
from schoolprotocol.source.pasted import read_excerpt
from schoolprotocol.source.tree import FolderTree
from tests.attacks.test_budgets import PATIENCE, PROJECT, SCHOOL, VARIANT, WORD, drawing
from tests.attacks.trying import attempt, refused, within
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES
from tests.helpers import codes, load, loaded, policy_of

HIDDEN = "- id: tips.geheim\n  title: Geheim\n  audience: [leerling]\n  text: Geheim.\n"

# -- YAML that its writer reads otherwise -----------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\r"], ids=ascii)
def test_a_clause_that_hides_behind_a_remark_is_told(project: ProjectMaker, end: str) -> None:
    root = project()
    with (root / CLAUSES).open("a", encoding="utf-8", newline="") as file:
        file.write(f"# Hier staat niets.{end}{HIDDEN}")
    (found,) = load(root)[1]
    assert (found.kind.code, found.place.line) == ("SP102", 45)


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\r"], ids=ascii)
def test_a_key_that_hides_behind_a_remark_is_told(project: ProjectMaker, end: str) -> None:
    root = project(replace={VARIANT: [("extends: stichting\n", f"extends: stichting  # zie{end}publish: false\n")]})
    assert codes(load(root)[1]) == ["SP102"]


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=ascii)
def test_a_file_with_the_line_ends_of_another_system_says_the_same(project: ProjectMaker, end: str) -> None:
    root = project()
    before = loaded(root).protocols["telefoons"].clauses
    (root / CLAUSES).write_bytes((root / CLAUSES).read_bytes().replace(b"\n", end.encode()))
    assert loaded(root).protocols["telefoons"].clauses == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Vraag het eerst.", "text: Vraag het eerst. Nooit #zonder te vragen."),
        ("title: Vraag het eerst", "title: Vraag #1 eerst"),
        ("text: Vraag het eerst.", "text: Vraag\n    het #eerst."),
        (
            "audience: [leerling, medewerker]\n  text: |-",
            "audience: [leerling, medewerker] \n  extra: a #b\n  text: |-",
        ),
        ("allen: Leerlingen en medewerkers", "allen: Leerlingen\t#en medewerkers"),
    ],
)
def test_a_text_that_a_number_sign_cuts_short_is_told(project: ProjectMaker, old: str, new: str) -> None:
    found = load(project(replace={CLAUSES: [(old, new)]}))[1]
    assert codes(found) == ["SP125"]
    assert "#" in found[0].message()


@pytest.mark.parametrize(
    "new",
    [
        'text: "Vraag #1 eerst."',
        "text: 'Vraag #1 eerst.'",
        "text: Vraag het eerst.  # een opmerking",
        "text: Vraag#1 eerst.",
        "text: |-\n    Vraag #1 eerst.",
        "text: >-\n    Vraag #1 eerst.",
        "# text #1\n  text: Vraag het eerst.",
        "text: Vraag het eerst.  #",
        "text: Vraag het eerst.  ##### kop",
    ],
)
def test_a_number_sign_that_cuts_nothing_is_left_alone(project: ProjectMaker, new: str) -> None:
    assert not load(project(replace={CLAUSES: [("text: Vraag het eerst.", new)]}))[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Vraag het eerst.", "text: Vraag # 2"),
        ("text: Vraag het eerst.", "text: Vraag # 2 eerst, en dan de rest."),
        ("text: Vraag het eerst.", "text: Lees regel  # 3"),
        ("text: Vraag het eerst.", "text: Vraag het eerst. # Een foto mag niet zonder."),
        ("text: Vraag het eerst.", "text: Vraag\n    het # eerst."),
        ("text: Vraag het eerst.", "text: vraag # 2"),
        ("title: Vraag het eerst", "title: Vraag # 1 eerst"),
        ("allen: Leerlingen en medewerkers", "allen: Leerlingen # en medewerkers"),
    ],
)
def test_a_text_that_may_have_been_cut_short_is_told_with_its_place(project: ProjectMaker, old: str, new: str) -> None:
    root = project(replace={CLAUSES: [(old, new)]})
    found = [one for one in Project.open(root).check() if one.kind.name == "CUT_PERHAPS"]
    (line,) = [
        n for n, text in enumerate((root / CLAUSES).read_text("utf-8").split("\n"), 1) if re.search(r"[\w.] +#", text)
    ]
    assert [(one.place.file, line - one.place.line in {0, 1}) for one in found] == [(CLAUSES, True)]
    assert "# " in found[0].message()


@pytest.mark.parametrize(
    "new",
    [
        'text: "Vraag # 2"',
        "text: 'Vraag # 2'",
        "text: Vraag het eerst.  # een opmerking",
        "text: Vraag het eerst.  # 2 keer nagekeken",
        "text: Vraag het eerst   # een opmerking",
        "text: |-\n    Vraag # 2",
        "text: >-\n    Vraag # 2",
        "# text # 2\n  text: Vraag het eerst.",
        "text: Vraag het eerst.  #",
        "text: Vraag#2 # ",
    ],
)
def test_a_remark_that_looks_like_one_is_left_alone(project: ProjectMaker, new: str) -> None:
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", new)]})
    assert not [one for one in Project.open(root).check() if one.kind.code in {"SP394", "SP125"}]


@pytest.mark.parametrize(
    ("old", "new"),
    [("status: concept", "status: concept # nog niet"), ("review: 2027-11-01", "review: 2027-11-01 # 2 jaar")],
)
def test_a_remark_behind_what_is_no_text_is_left_alone(project: ProjectMaker, old: str, new: str) -> None:
    root = project()
    path = root / "policy_src/schools/noord/telefoons.yaml"
    head = "document:\n  version: '1.1'\n  status: concept\n  review: 2027-11-01\n".replace(old, new)
    path.write_text(f"protocol: telefoons\nextends: stichting # het bestuur\n{head}", "utf-8")
    assert not [one for one in Project.open(root).check(["noord"]) if one.kind.code in {"SP394", "SP125"}]


CLAUSE_FOLDER = str(Path(CLAUSES).parent)
NO_CLAUSES = (
    *("meer.yml", "meer.YAML", "meer.yaml~", "meer.yaml.bak", "meer.yaml.orig", "alles (kopie).yaml", "meer"),
    *("meer.json", "MEER.yaml", "alles.yaml.swp", "~$alles.yaml", "#alles.yaml#", "meer.txt", "meer.yaml.txt"),
    "diep/meer.yaml",
)


@pytest.mark.parametrize("name", NO_CLAUSES)
def test_clauses_in_a_file_that_nobody_reads_are_told(project: ProjectMaker, name: str) -> None:
    assert codes(load(project(files={f"{CLAUSE_FOLDER}/{name}": HIDDEN}))[1]) == ["SP114"]


@pytest.mark.parametrize("added", ["---\n" + HIDDEN, "...\n" + HIDDEN, "...\nrommel", "---\n", "%YAML 1.1\n---\n"])
def test_a_second_text_in_a_file_is_told(project: ProjectMaker, added: str) -> None:
    root = project()
    with (root / CLAUSES).open("a", encoding="utf-8") as file:
        file.write(added)
    assert codes(load(root)[1]) == ["SP104"]


# -- addresses --------------------------------------------------------------------------------------------------------

NO_ADDRESSES = (
    "https://[x",
    "https://[::1",
    "https://a.example:99999",
    "https://a.example:x",
    "https://:8",
    "https:///a",
)


@pytest.mark.parametrize("address", [*NO_ADDRESSES, "https://\u2100.example"])
@pytest.mark.parametrize(("file", "key"), [(PROJECT, "url"), (SCHOOL, "website")])
def test_an_address_that_none_can_be_is_told_before_anything_is_made(
    project: ProjectMaker, file: str, key: str, address: str
) -> None:
    old = {"url": "url: https://protocollen.example", "website": "website: https://noord.example"}[key]
    found = load(project(replace={file: [(old, f"{key}: '{address}'")]}))[1]
    assert codes(found) == ["SP112"]


@pytest.mark.parametrize(
    ("address", "code"),
    [("https://elders.example", "SP336"), ("HTTPS://elders.example", "SP224"), ("hTTp://elders.example", "SP224")],
)
def test_a_link_to_elsewhere_is_told_however_it_is_written(project: ProjectMaker, address: str, code: str) -> None:
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: 'Zie [hier]({address}).'")]})
    assert code in attempt(root, "check", "--school", "noord").text


# -- files that a person names ----------------------------------------------------------------------------------------


def word(path: Path, inside: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<document xmlns="{WORD}">{inside}</document>')
    return path


@pytest.mark.parametrize("inside", ["<p>", "<p><t>a</t>", "<p><r>"])
def test_paragraphs_inside_paragraphs_without_end_are_read_in_time(tmp_path: Path, inside: str) -> None:
    times = 25_000
    closing = (
        inside.replace("<t>a</t>", "").replace("<r>", "</r>").replace("<p></r>", "</r></p>").replace("<p>", "</p>")
    )
    path = word(tmp_path / "gids.docx", inside * times + closing * times)
    with within(5):
        assert read_excerpt(path).text.count("a") == inside.count("a<") * times


def test_a_text_box_in_a_paragraph_is_read_once_and_apart(tmp_path: Path) -> None:
    inside = "<p><r><t>voor</t></r><r><box><p><t>in</t></p></box></r><r><t>na</t><tab/><t>x</t></r></p><p><t>b</t></p>"
    assert read_excerpt(word(tmp_path / "gids.docx", inside)).text.split() == ["voor", "in", "na", "x", "b"]


HIDDEN_PAGES = (
    "<template>oud</template>",
    "<del>oud</del>",
    "<s>oud</s>",
    "<div hidden>oud</div>",
    "<div hidden/>oud</div>",
    "<p hidden=until-found>oud",
    "<p hidden>oud<b>oud</b>",
    "<ul><li hidden>oud<ul><li>oud</ul><li>nieuw</ul>",
    "<table><tr><td hidden>oud<td>nieuw<tr hidden><td>oud</table>",
    "<table><tr hidden><td>oud<tr><td>nieuw</table>",
    "<div hidden><div>oud</div>oud<br>oud<p>oud<img>oud</div>",
    "<section><div hidden>oud</section>",
    '<p style="color: red; DISPLAY : none">oud</p>',
    '<span style="visibility:hidden">oud</span>',
    '<span style="font-size:0">oud</span>',
    '<span style="opacity: 0.0">oud</span>',
    '<span style="text-decoration: underline line-through">oud</span>',
    "<dialog>oud</dialog>",
    "<noscript>oud</noscript>",
    "<script>oud</script>",
    "<!-- oud -->",
    "<!-- oud > oud -- oud -->",
)


@pytest.mark.parametrize("page", HIDDEN_PAGES)
def test_words_that_a_page_hides_are_no_words_of_it(tmp_path: Path, page: str) -> None:
    path = tmp_path / "gids.html"
    path.write_text(f"<p>voor</p>{page}<p>na</p>", "utf-8")
    words = read_excerpt(path).text.split()
    assert [word for word in words if word != "nieuw"] == ["voor", "na"]
    assert ("nieuw" in page) == ("nieuw" in words)


def test_a_link_that_a_page_hides_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "gids.html"
    hidden = '<p hidden><a href="https://b.nl">b</a>'
    path.write_text(f'<a href="https://a.nl">a</a>{hidden}<p><a href=https://c.nl>c', "utf-8")
    assert read_excerpt(path).links == ("https://a.nl", "https://c.nl")


@pytest.mark.parametrize(
    "page",
    [
        "<ins>nieuw</ins>",
        "<details>nieuw</details>",
        '<p style="display:block;font-size:0.9em;opacity:0.5">nieuw</p>',
        "<dialog open>nieuw</dialog>",
        "</del></template>nieuw",
        "<br hidden>nieuw",
        "<p hidden></p>nieuw",
        "<input type=hidden>nieuw",
    ],
)
def test_words_that_a_page_shows_are(tmp_path: Path, page: str) -> None:
    path = tmp_path / "gids.html"
    path.write_text(page, "utf-8")
    assert read_excerpt(path).text.split() == ["nieuw"]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<p><del><r><delText>oud</delText></r></del><r><t>nieuw</t></r></p>", "nieuw"),
        ("<p><moveFrom><r><t>oud</t></r></moveFrom><moveTo><r><t>nieuw</t></r></moveTo></p>", "nieuw"),
        ("<p><r><rPr><vanish/></rPr><t>oud</t></r><r><t>nieuw</t></r></p>", "nieuw"),
        ("<p><r><rPr><strike/></rPr><t>oud</t></r><r><rPr><dstrike/></rPr><t>oud</t></r></p>", ""),
        (f"<p xmlns:w='{WORD}'><r><rPr><vanish w:val='0'/></rPr><t>nieuw</t></r></p>", "nieuw"),
        (f"<p xmlns:w='{WORD}'><r><rPr><vanish w:val='true'/></rPr><t>oud</t></r></p>", ""),
        ("<p><pPr><rPr><vanish/></rPr></pPr><r><t>nieuw</t></r></p>", "nieuw"),
        ("<p><r><rPr><rPrChange><rPr><vanish/></rPr></rPrChange></rPr><t>nieuw</t></r></p>", "nieuw"),
        ("<p><ins><r><t>nieuw</t></r></ins></p>", "nieuw"),
    ],
)
def test_words_that_word_hides_strikes_out_or_moves_away_are_no_words_of_it(
    tmp_path: Path, inside: str, shown: str
) -> None:
    path = word(tmp_path / "gids.docx", inside)
    assert read_excerpt(path).text.strip() == shown


@pytest.mark.parametrize(
    "name", ["x\n::error::gelukt.txt", "x\x1b[31m.txt", "x\u202e.txt", os.fsdecode(b"x\xff.txt")], ids=ascii
)
@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
def test_a_pasted_text_in_a_file_with_a_harmful_name_is_told_harmlessly(
    project: ProjectMaker, tmp_path: Path, name: str, form: str
) -> None:
    path = tmp_path / name
    path.write_text("versie 1.0", "utf-8")
    told = attempt(project(), "check", "--excerpt", str(path), "--school", "zuid", "--format", form, seconds=PATIENCE)
    assert "SP63" in told.text


# -- logos ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "view", ["a b c d", "0 0 9", "0 0 9 9 9", "nan nan nan nan", "0 0 inf 9", "", "0 0 9 9px", "0;0;9;9"]
)
def test_a_drawing_with_a_view_that_is_none_is_refused(view: str) -> None:
    assert svg_fault(drawing("").replace("0 0 9 9", view))


@pytest.mark.parametrize("side", ["width", "height"])
@pytest.mark.parametrize("size", ["nan", "inf", "-inf", "abc", "", "1 2", "-5", "1e", "nanpx"])
def test_a_drawing_as_wide_or_high_as_nothing_is_refused(side: str, size: str) -> None:
    assert svg_fault(drawing("", f'{side}="{size}"'))


@pytest.mark.parametrize("size", ["9", "9.5px", "100%", " 2.5 cm ", ".5in", "1e2", "auto"])
def test_a_drawing_with_a_measure_is_taken(size: str) -> None:
    assert svg_fault(drawing("", f'width="{size}" height="{size}"')) is None


ENCODINGS = ("utf-7", "UTF-16", "utf-16le", "shift_jis", "cp037", "rot13", "base64", "idna", "bestaat-niet", "utf8", "")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("head", ["<?xml version='1.0' encoding='{}'?>", '<?xml version="1.0"\n encoding = "{}" ?>'])
def test_a_drawing_in_other_letters_than_it_is_read_in_is_refused(encoding: str, head: str) -> None:
    assert "UTF-8" in (svg_fault(head.format(encoding) + drawing("")) or "")


def test_a_drawing_in_latin_letters_is_refused_where_it_has_any() -> None:
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    assert svg_fault(head + drawing("<title>School</title>")) is None
    assert svg_fault(head + drawing("<title>Schoól</title>"))


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "us-ascii"])
def test_a_drawing_in_our_letters_is_taken(encoding: str) -> None:
    assert svg_fault(f'<?xml version="1.0" encoding="{encoding}" standalone="no"?>' + drawing("")) is None


def test_one_drawing_in_other_letters_does_not_end_the_check_of_all(project: ProjectMaker) -> None:
    logo = f'<?xml version="1.0" encoding="shift_jis"?>{drawing("")}'
    named = [('accent: "#b45309"', 'accent: "#b45309", logo: logo.svg')]
    root = project(files={"policy_src/schools/noord/logo.svg": logo}, replace={SCHOOL: named})
    told = refused(root, "check")
    assert "SP116" in told
    assert "shift_jis" in told


@pytest.mark.parametrize("view", ["0 0 9 9", "0,0,9,9", " 0, 0 , 9.5 .5 ", "-1 -1 1e2 +9", "0 0 9 9\n"])
def test_a_drawing_with_a_view_is_taken(view: str) -> None:
    assert svg_fault(drawing("").replace("0 0 9 9", view)) is None


# -- git --------------------------------------------------------------------------------------------------------------


def told_by_git(root: Path, *arguments: str, given: bytes | None = None) -> str:
    who = "-c", "user.name=x", "-c", "user.email=x@x"
    return (
        subprocess.run(["git", "-C", root, *who, *arguments], check=True, capture_output=True, input=given)
        .stdout.decode()
        .strip()
    )


@pytest.fixture
def recorded(project: ProjectMaker) -> Path:
    """A project of which git has recorded one state."""
    root = project()
    told_by_git(root, "init", "-q")
    told_by_git(root, "add", "-A")
    told_by_git(root, "commit", "-qm", "x")
    return root


def object_of(root: Path, path: str) -> Path:
    id_ = told_by_git(root, "rev-parse", f"HEAD:{path}")
    return root / ".git/objects" / id_[:2] / id_[2:]


@pytest.mark.parametrize("damage", ["gone", "no object"])
@pytest.mark.parametrize("arguments", [("impact", "--since", "HEAD"), ("diff", "noord", "--from", "git:HEAD")])
def test_a_history_that_is_damaged_is_told(recorded: Path, damage: str, arguments: tuple[str, ...]) -> None:
    path = object_of(recorded, CLAUSES)
    path.chmod(0o644)
    path.write_bytes(b"rommel")
    if damage == "gone":
        path.unlink()
    assert "fsck" in refused(recorded, *arguments, code=2)


def test_a_history_that_this_machine_takes_for_another_is_read_as_it_was_recorded(recorded: Path) -> None:
    id_ = told_by_git(recorded, "rev-parse", f"HEAD:{CLAUSES}")
    other = told_by_git(recorded, "hash-object", "-w", "--stdin", given=b"- dropped: alles.weg\n")
    told_by_git(recorded, "replace", id_, other)
    assert git.GitTree(recorded, "HEAD").read(CLAUSES) == (recorded / CLAUSES).read_bytes()


def test_a_repository_that_keeps_git_waiting_is_given_up(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "LOOKED_UP", 0.5)
    (recorded / ".git/HEAD").unlink()
    os.mkfifo(recorded / ".git/HEAD")
    with within(10), pytest.raises(UsageError, match="does not answer"):
        git.GitTree(recorded, "HEAD")


REVISIONS = (
    *("caf\u00e9", "a;b", "HEAD@{1}", "@{u}", ":/x", "HEAD^{tree}", "a..b", "-x", "--all", "HEAD:policy_src", "HEAD\n"),
    *(
        "",
        "HEAD~99999999999",
        "HEAD^9",
        "@{-1}",
        "0" * 40,
        "f" * 64,
        "x" * 500,
        "../x",
        "HEAD\0x",
        "$(id)",
        "policy_src",
    ),
)


def test_a_revision_that_is_none_is_told(recorded: Path, record_property: Callable[[str, object], None]) -> None:
    record_property("tries", len(REVISIONS))
    for revision in REVISIONS:
        with pytest.raises(UsageError):
            git.GitTree(recorded, revision)


# -- the machine ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["abc", "nan", "1e9", "-1", "9" * 30, " 5", "1_0", "0x10", "\u0665"])
def test_a_time_of_the_environment_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"), environment():
        pass


@pytest.mark.parametrize("time", ["", "0", "1700000000"])
def test_a_time_of_the_environment_that_is_one_is_taken(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    with environment():
        assert os.environ["SOURCE_DATE_EPOCH"].isdecimal()


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
def test_who_closes_the_output_gets_no_fault_of_ours(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    from schoolprotocol.cli import run

    root = project()
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, None)
    assert run(["--root", str(root), "check", "--format", form]) == 0


@pytest.mark.parametrize("place", ["link to itself", ".git", ".git/x", ".", "..", "policy_src/../templates", "schools"])
def test_documents_go_to_no_place_that_is_something_else(project: ProjectMaker, place: str) -> None:
    root = project()
    (root / "templates").mkdir()
    (root / "link to itself").symlink_to("link to itself")
    (root / "schools").symlink_to("policy_src/schools")
    refused(root, "--output", str(root / place), "build", "schoolgids", code=2)


@pytest.mark.parametrize(
    "place",
    [
        "policy_src/schemas",
        "docs",
        "docs/schemas",
        "policy_src/schemas/protocol.schema.json",
        "docs/schemas/changeset.schema.json",
    ],
)
def test_what_helps_an_editor_is_written_through_no_link(project: ProjectMaker, tmp_path: Path, place: str) -> None:
    root, elsewhere = project(), tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "mijn.txt").write_text("van mij", "utf-8")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(elsewhere / "mijn.txt" if place.endswith(".json") else elsewhere)
    assert place in refused(root, "schema", code=2) or place == "docs"
    assert [(path.name, path.read_text("utf-8")) for path in elsewhere.iterdir()] == [("mijn.txt", "van mij")]


def command(root: Path, *arguments: str, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, after a line for the shell."""
    line = f'{before} exec "$0" "$@"'
    own = [sys.executable, "-m", "schoolprotocol", "--lang", "en", "--root", str(root), *arguments]
    told = subprocess.run(
        ["bash", "-c", line, *own],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )
    assert "Traceback" not in told.stdout + told.stderr
    assert told.returncode != 70
    return told


@pytest.mark.stress
@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
@pytest.mark.parametrize("before", ["exec 2>/dev/full;", "exec >/dev/full 2>&1;"])
def test_who_cannot_be_told_anything_gets_a_code_that_says_so(project: ProjectMaker, before: str) -> None:
    assert command(project(), "diff", "noord", before=before).returncode == 3


@pytest.mark.stress
def test_a_machine_without_room_for_temporary_files_is_no_fault_of_ours(project: ProjectMaker) -> None:
    told = command(project(), "check", before="ulimit -f 0;")
    assert told.returncode in {0, 3}, told


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminals that are closed")
@pytest.mark.parametrize("is_kept", [False, True], ids=["closed", "nohup"])
def test_a_terminal_that_is_closed_leaves_no_temporary_files(tmp_path: Path, is_kept: bool) -> None:
    code = (
        "import os, signal, time, sys\n"
        + ("signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" if is_kept else "")
        + (
            "from schoolprotocol import __main__, cli\n"
            "def run(_arguments):\n    os.kill(os.getpid(), signal.SIGHUP)\n    time.sleep(0.1)\n    return 0\n"
            "cli.run = run\n__main__.main()"
        )
    )
    told = subprocess.run(
        [sys.executable, "-c", code], check=False, timeout=60, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    assert told.returncode == (0 if is_kept else 129)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("at_work", ["cli.run", "cli.main.main"], ids=["before a command", "in a command"])
def test_a_stop_while_python_makes_a_class_is_no_fault_of_ours(tmp_path: Path, at_work: str) -> None:
    code = (
        "import signal\n"
        "from schoolprotocol import __main__, cli\n"
        "class Asked:\n"
        "    def __set_name__(self, *_all):\n        signal.raise_signal(signal.SIGTERM)\n"
        "def work(*_all, **_more):\n    class Made:\n        asked = Asked()\n"
        f"{at_work} = work\n__main__.main()"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert told.returncode == 143, told.stderr
    assert "Traceback" not in told.stderr
    assert not list(tmp_path.iterdir())


# -- in the words of whoever reads a message --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        *("%YAML 1.3", "%YAML 1.1\n%YAML 1.1", "%YAML 11111111111111.1", "%YAML x", "%YAML 1", "%TAG x", "%TAG ! !x"),
        *(
            "%TAG ! x\n%TAG ! x",
            "%ANDERS x",
            "%",
            "a: !<x",
            "a: !%zz x",
            "a: !%c3%zz x",
            "a: |0\n  x",
            "a: |-x",
            "a: `x",
        ),
    ],
)
def test_what_is_wrong_with_yaml_is_told_in_our_words(project: ProjectMaker, head: str) -> None:
    found = load(project(files={PROJECT: f"{head}\n---\npublisher: x\n"}))[1]
    told = [one.message() for one in found if one.place.file == PROJECT]
    assert told
    assert not re.search(r"\bfound\b|did not find|could not|expected <|allowed in this context", " ".join(told)), told


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0000", "\ufdd0", "\U0001ffff"], ids=ascii)
def test_a_character_without_a_name_is_told_without_a_gap(project: ProjectMaker, sign: str) -> None:
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: Vraag het eer{sign}st.")]})
    (told,) = [one.message() for one in Project.open(root).check(["noord"]) if one.kind.code == "SP601"]
    assert sign not in told
    assert not re.search(r" \)|\(\)|“”", told), told


def test_a_control_character_has_a_name(project: ProjectMaker) -> None:
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", 'text: "Vraag het\\x85 eerst."')]})
    (told,) = [one.message() for one in Project.open(root).check(["noord"]) if one.kind.code == "SP348"]
    assert "U+0085 (control character)" in told


# -- what a text says once it is read --------------------------------------------------------------------------------


def _words(project: ProjectMaker, text: str) -> list[str]:
    """The codes of what the check says where this is the text of a clause, beside what it always says."""
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: {json.dumps(text)}")]})
    return [one.kind.code for one in Project.open(root).check(["noord"]) if one.place.file == CLAUSES]


@pytest.mark.parametrize(
    "form",
    [
        *("&#x202e;", "&#x202A;", "&#x2066;", "&#x2069;", "&#xfeff;", "&#X202e;", "&#8238;"),
        *("*een&#x202e;*", "- een\n- twee&#x202e;", "[een&#x202e;](https://a.nl)"),
    ],
)
def test_a_reference_brings_in_no_character_that_a_file_may_not_hold(project: ProjectMaker, form: str) -> None:
    assert "SP223" in _words(project, f"Vraag {form} eerst.")


def test_a_reference_that_is_refused_is_told_on_its_line(project: ProjectMaker) -> None:
    text = "text: |-\n    Vraag het.\n\n    En vraag &#x202e;tein&#x202c; eerst."
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", text)]})
    told = refused(root, "check", "--school", "noord")
    assert f"{CLAUSES}:36: error SP223" in told
    assert "U+202E" in told


def test_no_output_holds_it_and_a_comparison_neither(project: ProjectMaker) -> None:
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", "text: 'Vraag &#x202e;tein&#x202c; eerst.'")]})
    for arguments in (("show", "noord"), ("build", "schoolgids", "--school", "noord"), ("list",)):
        attempt(root, *arguments)
    for path in (root / "build").rglob("*"):
        assert path.is_dir() or "\u202e".encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    "name", ["#x200b", "#173", "shy", "zwnj", "ZeroWidthSpace", "#x2800", "#xE0041", "lrm", "NoBreak"]
)
def test_an_invisible_character_is_told_however_it_is_written(project: ProjectMaker, name: str) -> None:
    assert "SP348" in _words(project, f"Vraag het eer&{name};st.")


@pytest.mark.parametrize("text", ["m&#x430;g niet", "&#x1d5ef;el niet", "&filig;lm niet"])
def test_a_letter_that_only_looks_like_one_is_told_however_it_is_written(project: ProjectMaker, text: str) -> None:
    assert "SP349" in _words(project, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bel m&#101;vrouw Jansen.", "SP340"),
        ("Bel mevr\\. Jansen.", "SP340"),
        ("Bel m*evrouw* Jansen.", "SP340"),
        ("Bel mevrouw&nbsp;Jansen.", "SP340"),
        ("Mail jan.de.vries&#64;school.nl.", "SP341"),
        ("Mail jan.de.vries&commat;school.nl.", "SP341"),
        ("Mail jan\\.de\\.vries\\@school\\.nl.", "SP341"),
        ("Mail [hem](mailto:jan.de.vries@school.nl).", "SP341"),
        ("Mail [hem](mailto:jan.de.vries&#64;school.nl).", "SP341"),
        ("Bel 0&#54; 12345678.", "SP343"),
        ("Bel 06 **12345678**.", "SP343"),
        ("Bel 06\\-12345678.", "SP343"),
        ("Zie [a]({{ school.website }}) en bel 0&#54; 12345678.", "SP343"),
    ],
)
def test_a_person_is_told_however_the_text_is_written(project: ProjectMaker, text: str, code: str) -> None:
    assert code in _words(project, text)


@pytest.mark.parametrize(
    "text",
    ["Vraag het &amp; luister.", "Vraag het&nbsp;eerst.", "Ver*vrouw*d \\* &lt;eerst&gt;.", "&euro; 6,12 34 56 78"],
)
def test_references_and_backslashes_that_hide_nothing_are_left_alone(project: ProjectMaker, text: str) -> None:
    assert not {"SP223", "SP340", "SP341", "SP343", "SP348", "SP349"}.intersection(_words(project, text))


@pytest.mark.parametrize("sign", ["&bull;", "&#x2022;", "&#xf0b7;"])
def test_a_bullet_is_told_however_it_is_written(project: ProjectMaker, sign: str) -> None:
    assert "SP344" in _words(project, f"Neem mee: {sign} een pen")


# -- reactions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [2_001, 20_000])
def test_more_reactions_than_a_council_sends_are_told(times: int) -> None:
    sent = {"format": 1, "school": "noord", "protocol": "telefoons", "version": "1.1", "text_hash": "x"}
    data = json.dumps({**sent, "reactions": [{"kind": "vraag"}] * times}).encode()
    with within(5), pytest.raises(UsageError, match="2000"):
        parse(data)


def test_as_many_reactions_as_a_council_may_send_are_kept_in_time(project: ProjectMaker) -> None:
    found = [
        {"version": "1.1", "text_hash": "0" * 64, "kind": "vraag", "text": f"Vraag {number % 500}?"}
        for number in range(2_000)
    ]
    with within(PATIENCE):
        root = project()
        (path,) = Edit(FolderTree(root)).record_reactions("noord", "telefoons", found).save()
    assert (root / path).read_text("utf-8").count("answer:") == 500
    assert not load(root)[1]


# -- templates of a project's own -------------------------------------------------------------------------------------


@pytest.mark.stress
@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("body { font-size: 1e99pt }", "print/base.css"),
        ("body { display: none }", "print/base.css"),
        ("* { position: absolute }", "print/base.css"),
        ("* { display: table }", "print/base.css"),
        ("body { margin: 1e9cm }", "print/base.css"),
        ("", "pages/protocol.md.j2"),
    ],
)
def test_a_template_with_which_nothing_can_be_made_is_told_by_name(
    project: ProjectMaker, rule: str, place: str
) -> None:
    ours = (templating.OURS / place).read_text("utf-8") if rule else ""
    root = project(files={f"templates/{place}": f"{ours}\n{rule}"})
    told = refused(root, "build", "html", "pdf", "--school", "noord", seconds=90)
    assert "SP640" in told
    assert f"templates/{place}" in told


def test_what_cannot_be_laid_out_is_blamed_on_a_style_sheet_of_their_own_only(project: ProjectMaker) -> None:
    from schoolprotocol.outputs.pdf import typeset

    ours = templating.templates_in(project() / "templates")
    own = templating.templates_in(project(files={"templates/print/base.css": "body { color: red }"}) / "templates")
    with pytest.raises(ZeroDivisionError), typeset._own_looks(ours):
        _ = 1 / 0
    with pytest.raises(SourceError, match="SP640"), typeset._own_looks(own):
        _ = 1 / 0


def test_reactions_that_name_the_beginning_of_a_hash_are_not_kept(project: ProjectMaker) -> None:
    root = project()
    hash_ = text_hash(policy_of(root))
    sent = {"format": 1, "school": "noord", "protocol": "telefoons", "version": "1.1"}
    for length, fits in ((12, False), (63, False), (64, True)):
        reactions = {**sent, "text_hash": hash_[:length], "reactions": [{"kind": "vraag", "text": "Waarom?"}]}
        document = Project.open(root).document("noord")
        if fits:
            document.receive(json.dumps(reactions).encode())
            (kept,) = Project.open(root).corpus.schools["noord"].reactions_to("telefoons")
            assert kept.text_hash == hash_
        else:
            with pytest.raises(UsageError, match=f"the beginning of its hash .*{hash_}"):
                document.receive(json.dumps(reactions).encode())
