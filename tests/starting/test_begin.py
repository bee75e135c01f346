"""A project that is begun is whole, readable and without a fault; or there is none."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolprotocol import Project
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.files import write_tree
from schoolprotocol.library.taking import Shelf
from schoolprotocol.source.yaml import parse_yaml
from schoolprotocol.starting import folder as writing
from schoolprotocol.starting.answers import Answers, read_answers
from schoolprotocol.starting.begin import Begun, begin, begin_practice
from schoolprotocol.starting.files import in_sentence, style
from tests.conftest import ROOTS
from tests.helpers import codes, spoken
from tests.starting.conftest import LIBRARY, TODAY, answers


def begun(folder: Path, given: Answers) -> Begun:
    return begin(folder, given, TODAY, library=LIBRARY)


def data(folder: Path, name: str) -> Any:
    return parse_yaml((folder / "policy_src" / name).read_text("utf-8"), name)[0]


# -- what is written --------------------------------------------------------------------------------------------------


def test_two_schools_with_three_protocols_have_no_finding_at_all(tmp_path: Path) -> None:
    made = begun(tmp_path / "delta", answers("De Wilg", {"name": "Lyceum Oost", "kind": "vo", "logo": "letters"}))
    project = Project.open(tmp_path / "delta")
    assert made.findings == project.check(today=TODAY) == ()
    assert [document.key for document in project.documents()] == [
        (school, protocol) for school in ("de-wilg", "lyceum-oost") for protocol in ("ai", "pesten", "telefoons")
    ]


def test_what_schools_share_stands_with_the_board_and_what_differs_with_the_school(tmp_path: Path) -> None:
    given = answers(
        "De Wilg",
        {"name": "Lyceum Oost", "kind": "vo", "choices": {"opnamen": "nooit"}},
        choices={"telefoons.bewaren": "thuis"},
    )
    begun(tmp_path / "delta", given)
    assert data(tmp_path / "delta", "schools/stichting-delta/telefoons.yaml")["parameters"] == {"bewaarplek": "thuis"}
    own = data(tmp_path / "delta", "schools/lyceum-oost/telefoons.yaml")
    assert own["extends"] == "stichting-delta"
    assert {"set": "afspraken.opnamen", "alternative": "nooit"} in own["operations"]
    assert data(tmp_path / "delta", "schools/lyceum-oost/school.yaml")["parameters"] == {"termijn.gesprek": "5"}
    assert "operations" not in data(tmp_path / "delta", "schools/de-wilg/telefoons.yaml")


def test_what_no_protocol_of_the_board_uses_stays_in_the_library(tmp_path: Path) -> None:
    begun(tmp_path / "delta", answers(protocols=["telefoons"]))
    assert not (tmp_path / "delta/policy_src/parameters.yaml").exists()
    assert "met-pesten" not in (tmp_path / "delta/policy_src/protocols/telefoons/clauses/alles.yaml").read_text("utf-8")
    assert data(tmp_path / "delta", "library.yaml")["version"] == "1.0"


def test_editors_git_and_servers_find_their_files(tmp_path: Path) -> None:
    begun(tmp_path / "delta", answers())
    root = tmp_path / "delta"
    settings = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
    named = settings["yaml.schemas"]["./policy_src/schemas/variant.schema.json"]
    assert named == [f"policy_src/schools/*/{id_}.yaml" for id_ in ("ai", "pesten", "telefoons")]
    assert all((root / schema).is_file() for schema in settings["yaml.schemas"])
    for name in (".vscode/tasks.json", ".vscode/extensions.json"):
        json.loads((root / name).read_text("utf-8"))
    steps = yaml.safe_load((root / ".github/workflows/protocollen.yml").read_text("utf-8"))["jobs"]["maken"]["steps"]
    told = " ".join(step.get("run", "") for step in steps)
    assert all(part in told for part in ("schoolprotocol check", "schoolprotocol site", "impact", "gh pr comment"))
    assert "/build/" in (root / ".gitignore").read_text("utf-8")


def test_its_readme_names_schools_and_commands_and_nothing_is_left_to_fill_in(tmp_path: Path) -> None:
    begun(tmp_path / "delta", answers('De "Ster" | Noord_Oost'))
    readme = (tmp_path / "delta/README.md").read_text("utf-8")
    assert "# Protocollen van Stichting Delta" in readme
    assert '| De "Ster" \\| Noord\\_Oost | `de-ster-noord-oost` | Telefoonprotocol, Protocol tegen pesten' in readme
    assert "schoolprotocol deviate de-ster-noord-oost --protocol" in readme
    assert "@" not in readme


def test_the_same_answers_give_the_same_bytes_wherever_they_are_written(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        begun(tmp_path / name, answers("De Wilg", "De Es"))
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("een", "twee")
    )
    assert one == two


# -- names that people have -------------------------------------------------------------------------------------------

ODD = (
    "De 'Ster': #1 & \"Zo\"",
    "'t Zonnetje",
    "yes",
    "2 – Één!",
    "Con",
    "İstanbul – Ŝĉool",
    "- lijst",
    "$x;rm -rf",
    "~",
    "Test",
    "X",
)
BAD = ("Fijn 😀", "{{ school.name }}", "{% x %}", "a\u202eb", "x" * 121, "*ster*", "[link](https://x.nl)", "  ", "学校")


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_a_name(name: str, tmp_path: Path) -> None:
    assert begun(tmp_path / "delta", answers({"name": name, "logo": "letters"}, protocols=["telefoons"])).findings == ()
    (id_,) = {school for school, _protocol in Project.open(tmp_path / "delta").corpus.documents()}
    assert data(tmp_path / "delta", f"schools/{id_}/school.yaml")["name"] == name


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_no_paper_could_bear_is_refused_before_anything_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        begun(tmp_path / "delta", answers(name))
    assert not (tmp_path / "delta").exists()


def test_two_schools_with_one_name_are_refused_and_two_that_look_alike_get_two_ids(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        begun(tmp_path / "delta", answers("De Wilg", "de  wilg"))
    assert codes(refused.value.diagnostics) == ["SP740"]
    made = begun(tmp_path / "delta", answers("De Wilg", "De-Wilg!", protocols=["ai"]))
    assert [id_ for id_, _protocols in made.schools] == ["de-wilg", "de-wilg-2"]


def test_a_school_that_is_called_as_a_theme_of_clauses_does_not_seem_to_own_them(tmp_path: Path) -> None:
    made = begun(tmp_path / "delta", answers("Melden"))
    assert (made.schools[0][0], made.findings) == ("school-melden", ())


def test_letters_of_two_characters_from_a_mac_are_one(tmp_path: Path) -> None:
    begun(tmp_path / "delta", answers("Zoe\u0308", protocols=["ai"]))
    assert data(tmp_path / "delta", "schools/zoe/school.yaml")["name"] == "Zoë"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("De Wilg", "de Wilg"),
        ("Basisschool Noord", "de basisschool Noord"),
        ("Lyceum Oost", "het Lyceum Oost"),
        ("De", "De"),
    ],
)
def test_a_name_inside_a_sentence_has_its_article(name: str, inside: str) -> None:
    assert in_sentence(name) == inside


def test_a_colour_that_nobody_could_read_is_made_darker() -> None:
    assert style("#14532d", "#b45309") == {"primary": "#14532d", "accent": "#b45309"}
    assert style("#ffff00", "#ffffff") != {"primary": "#ffff00", "accent": "#ffffff"}


def test_a_pale_colour_leaves_no_warning(tmp_path: Path) -> None:
    assert begun(tmp_path / "delta", answers({"name": "De Wilg", "colour": "#ffee00"}, protocols=["ai"])).findings == ()


# -- answers that do not fit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"protocols": ["telefoon"]}, "SP232"),
        ({"choices": {"telefoons.bewarren": "thuis"}}, "SP742"),
        ({"choices": {"opnamen": "soms"}}, "SP741"),
        ({"choices": {"bewaren": "{{ x }}"}}, "SP741"),
    ],
)
def test_what_the_library_does_not_have_is_refused_with_what_was_meant(
    more: dict[str, Any], code: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as refused:
        begun(tmp_path / "delta", answers(**more))
    assert codes(refused.value.diagnostics) == [code]
    assert not (tmp_path / "delta").exists()


def test_a_value_of_another_type_is_refused_by_the_check_itself(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        begun(tmp_path / "delta", answers(choices={"gesprek": "veel"}))
    assert "veel" in " ".join(spoken(refused.value.diagnostics))
    assert not (tmp_path / "delta").exists()


FILE = """\
board: {name: Stichting Delta, website: "https://delta.example"}
schools:
  - name: De Wilg
    kind: po
  - name: Lyceum Oost
    knd: vo
"""


def test_a_fault_in_a_file_with_answers_has_its_line() -> None:
    with pytest.raises(SourceError) as refused:
        read_answers(FILE.encode(), Path("antwoorden.yaml"))
    (fault,) = refused.value.diagnostics
    assert (str(fault.place), fault.kind.code, fault.values["hint"]) == (
        "antwoorden.yaml:6",
        "SP110",
        " Did you mean “kind”?",
    )


def test_the_rules_among_answers_also_know_the_line() -> None:
    with pytest.raises(SourceError) as refused:
        given = read_answers(
            FILE.replace("knd: vo", "kind: vo").replace("Lyceum Oost", "De Wilg").encode(), Path("a.yaml")
        )
        begin(Path("/nonexistent/x"), given, TODAY, library=LIBRARY)
    (fault,) = refused.value.diagnostics
    assert str(fault.place) == "a.yaml:5"


def test_json_and_yaml_say_the_same() -> None:
    told = yaml.safe_load(FILE.replace("knd", "kind"))
    assert read_answers(json.dumps(told).encode(), Path("a.json")) == read_answers(
        FILE.replace("knd", "kind").encode(), Path("a.yaml")
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[1, 2]",
        b"- x",
        b'{"board": {}, "board": {}}',
        b"a: *b",
        b"[" * 5000,
        b'"\\ud800"',
        b"null",
    ],
)
def test_a_file_that_holds_no_answers_is_refused_in_words(content: bytes) -> None:
    for name in ("a.json", "a.yaml"):
        with pytest.raises(SourceError) as refused:
            read_answers(content, Path(name))
        assert spoken(refused.value.diagnostics)


# -- where it is written ----------------------------------------------------------------------------------------------


def test_an_empty_folder_is_filled_and_what_git_and_file_managers_put_there_stays(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".DS_Store").touch()
    begun(tmp_path, answers(protocols=["ai"]))
    assert {".git", ".DS_Store", "policy_src", "README.md"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("name", ["notities.txt", ".env", "policy_src", "README.md"])
def test_a_folder_with_anything_in_it_is_refused_and_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("van mij", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        begun(tmp_path, answers())
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text("utf-8") == "van mij"


def test_a_file_or_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    (tmp_path / "los").symlink_to(tmp_path / "nergens")
    for name in ("bestand", "los"):
        with pytest.raises(UsageError, match="file named"):
            begun(tmp_path / name, answers())


@pytest.mark.parametrize("name", ["con", "C:\\protocollen", "slot.", "a:b"])
def test_a_folder_that_some_computers_cannot_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        begun(tmp_path / name, answers())
    assert not list(tmp_path.iterdir())


def test_no_project_begins_inside_another(tmp_path: Path) -> None:
    begun(tmp_path / "delta", answers(protocols=["ai"]))
    for inside in ("nieuw", "policy_src/schools/nieuw"):
        with pytest.raises(UsageError, match="would lie in"):
            begun(tmp_path / "delta" / inside, answers())


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("exists", [True, False])
def test_who_is_stopped_while_writing_leaves_nothing(
    stop: type[BaseException], at: int, exists: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "een" / "delta"
    if exists:
        folder.mkdir(parents=True)
    moved: list[Path] = []
    rename = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if len(moved) == at:
            raise stop
        moved.append(self)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(stop):
        writing.write_project(folder, dict.fromkeys((".vscode/a", "README.md", "policy_src/b", "c/d/e"), b"x"))
    assert list(tmp_path.rglob("*")) == ([folder.parent, folder] if exists else [])


def test_of_two_who_begin_in_one_folder_the_second_leaves_what_the_first_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"README.md": b"mijn", "policy_src/project.yaml": b"mijn"}

    def meanwhile(folder: Path, mine: dict[str, bytes]) -> None:
        write_tree(folder, mine)
        monkeypatch.setattr(writing, "write_tree", write_tree)
        write_tree(tmp_path, {"policy_src/project.yaml": b"van een ander"})

    monkeypatch.setattr(writing, "write_tree", meanwhile)
    with pytest.raises(UsageError, match="not empty"):
        writing.write_project(tmp_path, files)
    assert everything_in(tmp_path) == {"policy_src/project.yaml": b"van een ander"}


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_a_beginning_left_that_was_killed_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".schoolprotocol-new-x").mkdir()
    (tmp_path / ".schoolprotocol-new-x/README.md").touch()
    writing.write_project(tmp_path, {"README.md": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_in_which_nobody_may_write_stays_empty(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(OSError, match="Permission"):
        begun(tmp_path / "delta", answers())


# -- logos ------------------------------------------------------------------------------------------------------------


def test_a_logo_is_copied_from_beside_the_answers(tmp_path: Path) -> None:
    (tmp_path / "Ons Logo.SVG").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
    )
    given = answers({"name": "De Wilg", "logo": "Ons Logo.SVG"}, protocols=["ai"])
    assert begin(tmp_path / "delta", given, TODAY, beside=tmp_path, library=LIBRARY).findings == ()
    assert (tmp_path / "delta/policy_src/schools/de-wilg/logo.svg").read_bytes() == (
        tmp_path / "Ons Logo.SVG"
    ).read_bytes()


@pytest.mark.parametrize("logo", ["weg.svg", "logo.gif", "boos.svg", "nep.png"])
def test_a_logo_that_is_not_there_or_does_more_than_draw_stops_it(logo: str, tmp_path: Path) -> None:
    (tmp_path / "boos.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>')
    (tmp_path / "nep.png").write_text("geen plaatje")
    (tmp_path / "logo.gif").write_text("x")
    with pytest.raises((UsageError, SourceError)):
        begin(tmp_path / "delta", answers({"name": "De Wilg", "logo": logo}), TODAY, beside=tmp_path, library=LIBRARY)
    assert not (tmp_path / "delta").exists()


# -- practice ---------------------------------------------------------------------------------------------------------


def test_the_practice_project_is_the_one_on_which_the_manual_is_tested(tmp_path: Path) -> None:
    begin_practice(tmp_path / "oefenen")
    for path in (ROOTS / "klein").rglob("*.yaml"):
        assert (tmp_path / "oefenen" / path.relative_to(ROOTS / "klein")).read_bytes() == path.read_bytes()
    assert Project.open(tmp_path / "oefenen").check(today=TODAY) == ()


def test_a_shelf_without_texts_offers_nothing(shelf: Shelf) -> None:
    assert [entry.id for entry in shelf.library.protocols] == ["telefoons", "pesten", "ai"]
