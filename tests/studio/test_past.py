"""Geschiedenis says what a save changed as people know it: clauses, values, data; never keys of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from schoolprotocol import Project
from schoolprotocol.model.base import Sourced
from schoolprotocol.studio.altered import Altered, alterations
from schoolprotocol.studio.history import Change
from schoolprotocol.studio.keys import KEYS
from tests.studio.conftest import Visitor
from tests.studio.making import CATALOGUE, PROTOCOL, VARIANT
from tests.studio.test_clause import form, save
from tests.studio.test_saved import number

SCHOOL = "policy_src/schools/noord/school.yaml"


def shown(page: str) -> str:
    """What a page says without what is only there to unfold for who looks after the files."""
    body = page.partition("<main")[2].partition("Voor wie de bestanden beheert")[0]
    return " ".join(re.sub(r"<[^>]+>", "", body).split())


def altered(root: Path, path: str, before: str, after: str) -> list[Altered]:
    """What became of a file of which this text became another."""
    old = (root / path).read_text("utf-8")
    assert before in old, path
    change = Change(path, old.encode(), old.replace(before, after, 1).encode())
    return list(alterations(Project.open(root), [change]).things)


def words(one: Altered) -> dict[str, tuple[str, str]]:
    """Of each field what it was and is."""
    return {
        name: tuple("".join(text for kind, text in runs if kind != other) for other in ("new", "old"))  # type: ignore[misc]
        for name, runs in one.fields
    }


def test_the_history_shows_the_clause_with_marked_words_and_the_file_only_when_it_is_unfolded(visitor: Visitor) -> None:
    text = "Vraag het altijd aan {{ school.short }}. Zie {clause}`afspraken.opnamen`."
    assert save(visitor, "tips.vraag", form(visitor, "tips.vraag") | {"text": text})[0] == 200
    page = visitor.get(f"/geschiedenis/{number(visitor)}/")
    told = shown(page)
    assert "Clausule ‘Vraag het eerst’" in told or "Eigen tekst bij ‘" in told
    assert "<del>" in page and "<ins>" in page
    assert "[de naam van de school midden in een zin]" in told
    for raw in ("policy_src", ".yaml", "{{", "tips.vraag", "afspraken.opnamen", "- id:", "text:"):
        assert raw not in told, raw
    assert "policy_src/" in page.partition("Voor wie de bestanden beheert")[2]


def test_a_clause_that_is_new_or_gone_says_so_with_all_its_words(root: Path) -> None:
    new = "- id: tips.nieuw\n  title: Iets nieuws\n  audience: [leerling, ouder]\n  text: Dat is er nu ook.\n"
    first = (root / CATALOGUE).read_text("utf-8")
    change = Change(CATALOGUE, first.encode(), f"{first.rstrip()}\n{new}".encode())
    project = Project.open(root)
    (made,) = alterations(project, [change]).things
    assert (made.title, made.fate) == ("Clausule ‘Iets nieuws’", "nieuw")
    assert words(made)["Tekst"] == ("", "Dat is er nu ook.")
    (gone,) = alterations(project, [Change(CATALOGUE, change.after, change.before)]).things
    assert gone.fate == "weg"
    assert words(gone)["Voor wie"] == ("leerling\nouder", "")


def test_document_data_and_values_are_called_as_their_forms_call_them(root: Path) -> None:
    (data,) = altered(root, VARIANT, "review: 2027-11-01", "review: 2028-11-01")
    assert data.title == "Gegevens van het document"
    assert words(data) == {"Herziening vóór": ("1 november 2027", "1 november 2028")}
    (value,) = altered(root, VARIANT, "document:", "parameters: {bewaarplek: in de telefoontas}\ndocument:")
    assert value.title == "Waarde ‘Waar telefoons tijdens de les liggen’"
    assert words(value) == {"Waarde": ("", "in de telefoontas")}
    (name,) = altered(root, SCHOOL, "name:", "phone: 010 123 45 67\nname:")
    assert words(name) == {"Telefoonnummer": ("", "010 123 45 67")}


def test_a_deviation_is_told_with_its_clause_and_reason(root: Path) -> None:
    own = "operations:\n  - {omit: tips.vraag, reason: Dat staat al ergens anders.}\ndocument:"
    (left,) = altered(root, VARIANT, "document:", own)
    assert left.title.startswith("Weggelaten: ‘")
    assert "tips.vraag" not in left.title
    assert words(left) == {"Reden": ("", "Dat staat al ergens anders.")}


def test_another_order_is_told_by_the_titles_of_clauses(root: Path) -> None:
    before = "[afspraken.opbergen, afspraken.opnamen, afspraken.melden]"
    (order,) = altered(root, PROTOCOL, before, "[afspraken.opnamen, afspraken.opbergen, afspraken.melden]")
    assert order.title == "Opbouw"
    old, new = words(order)["Volgorde"]
    assert sorted(old.split("\n")) == sorted(new.split("\n"))
    assert "afspraken.opbergen" not in new
    assert "Tips" not in new, "far from what changed"
    (moved,) = {text for _name, runs in order.fields for kind, text in runs if kind == "new"}
    assert moved.strip().startswith("– "), "a line, and no words of one"


def test_the_list_says_of_which_document_each_save_is(visitor: Visitor) -> None:
    assert save(visitor, "tips.vraag", form(visitor, "tips.vraag") | {"text": "Anders."})[0] == 200
    project = visitor.studio.workplace.project
    title = project.corpus.protocols["telefoons"].protocol.title
    assert title in shown(visitor.get("/geschiedenis/"))


def test_a_clause_that_went_to_another_file_did_not_change(root: Path) -> None:
    text = (root / CATALOGUE).read_text("utf-8")
    cut = text.index("- id: tips.vraag")
    whole, rest, apart = text.encode(), text[:cut].encode(), text[cut:].encode()
    other = CATALOGUE.replace("alles", "tips")
    found = alterations(Project.open(root), [Change(CATALOGUE, whole, rest), Change(other, None, apart)])
    assert not found.things


@pytest.mark.parametrize("content", [b"\xff\xfe", b"- [", b"a: &x [*x]"])
def test_what_cannot_be_read_is_told_as_a_file_and_nothing_as_gone(root: Path, content: bytes) -> None:
    whole = (root / CATALOGUE).read_bytes()
    found = alterations(Project.open(root), [Change(CATALOGUE, whole, content)])
    assert not found.things
    assert [fate for _words, fate in found.files] == ["veranderd"]


@pytest.mark.parametrize("data", [b"text\n", b"- text\n", b"{a: {b: [1, {c: d}]}}\n", b"- {id: [x], text: {a: b}}\n"])
@pytest.mark.parametrize("path", [CATALOGUE, PROTOCOL, VARIANT, SCHOOL, "policy_src/references.yaml"])
def test_a_file_of_another_shape_is_no_fault_of_the_page(root: Path, path: str, data: bytes) -> None:
    whole = (root / path).read_bytes()
    for one in (Change(path, whole, data), Change(path, data, whole), Change(path, data, None)):
        found = alterations(Project.open(root), [one])
        assert found.things or found.files


def _models(of: type[Sourced] = Sourced) -> Iterator[type[BaseModel]]:
    for one in of.__subclasses__():
        yield one
        yield from _models(one)


def test_every_key_of_the_source_has_words() -> None:
    Project.open("tests/roots/klein").check()
    import schoolprotocol.model.returned  # noqa: F401 (a class that is not imported is not seen)

    known = {(one.__name__, name) for one in _models() if ".model." in one.__module__ for name in one.model_fields}
    assert len(known) > 150
    library = {"Library", "Taken", "TakenProtocol"}
    missing = {name for _one, name in known if _one not in library} - KEYS.keys()
    assert not missing
