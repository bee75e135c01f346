"""Where an edit goes: the base text, an alternative, a board, this school; and all that is written of a clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.studio import levels
from tests.studio.conftest import Visitor
from tests.studio.test_clause import AT, CLAUSES, form, plain, save

NORTH, SOUTH = "policy_src/schools/noord/telefoons.yaml", "policy_src/schools/zuid/telefoons.yaml"
BOARD = "policy_src/schools/stichting/telefoons.yaml"


def level(visitor: Visitor, clause: str, school: str = "noord") -> str:
    """Where a document has its text of a clause from."""
    known = visitor.studio.workplace.project.now().document(school, "telefoons").wordings(clause)
    assert known is not None
    return known.level


def test_the_page_says_which_schools_get_what(visitor: Visitor) -> None:
    document = visitor.studio.workplace.project.document("noord", "telefoons")
    known = document.wordings("afspraken.opbergen")
    assert known is not None
    found = {one.level: (one.schools, one.why_not) for one in levels.choices(document, known)}
    both = ("Basisschool Noord", "Basisschool Zuid")
    assert found == {
        "basis": ((), "Stichting Voorbeeld"),
        "alternatief:allen": (both, None),
        "alternatief:": ((), None),
        "eigen:stichting": (both, None),
        "eigen:noord": (("Basisschool Noord",), None),
    }


def test_what_the_board_chose_keeps_a_school_from_the_base_text(visitor: Visitor, root: Path) -> None:
    before = (root / CLAUSES).read_bytes()
    fields = form(visitor, "afspraken.opbergen") | {"text": "Anders.", "niveau": "basis"}
    status, page = save(visitor, "afspraken.opbergen", fields)
    assert status == 422
    assert "Stichting chose another text" in page
    assert (root / CLAUSES).read_bytes() == before


def test_an_alternative_changes_for_all_who_chose_it(visitor: Visitor) -> None:
    fields = form(visitor, "afspraken.opbergen") | {"text": "Telefoons liggen {{ bewaarplek }}."}
    assert save(visitor, "afspraken.opbergen", fields)[0] == 200
    assert plain(visitor.studio, "noord", "afspraken.opbergen") == "Telefoons liggen in de tas."
    assert plain(visitor.studio, "zuid", "afspraken.opbergen") == "Telefoons liggen thuis."


def test_a_text_of_the_board_is_for_its_schools(visitor: Visitor, root: Path) -> None:
    before = {path: (root / path).read_bytes() for path in (CLAUSES, NORTH, SOUTH)}
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het.", "niveau": "eigen:stichting", "reden": "Korter."}
    assert save(visitor, "tips.vraag", fields)[0] == 200
    assert plain(visitor.studio, "zuid", "tips.vraag") == "Vraag het."
    assert {path: (root / path).read_bytes() for path in before} == before


def test_a_clause_that_the_board_added_changes_there_or_for_one_school(visitor: Visitor) -> None:
    fields = form(visitor, "stichting.kluisjes")
    assert save(visitor, "stichting.kluisjes", fields | {"text": "Elke school heeft twee kluisjes."})[0] == 200
    assert level(visitor, "stichting.kluisjes") == "eigen:stichting"
    fields = form(visitor, "stichting.kluisjes")
    own = fields | {"text": "Wij hebben er drie.", "niveau": "eigen:noord", "reden": "Wij zijn groter."}
    assert save(visitor, "stichting.kluisjes", own)[0] == 200
    assert level(visitor, "stichting.kluisjes") == "eigen:noord"
    again = form(visitor, "stichting.kluisjes") | {"text": "Wij hebben er vier."}
    assert save(visitor, "stichting.kluisjes", again)[0] == 200
    assert plain(visitor.studio, "noord", "stichting.kluisjes") == "Wij hebben er vier."


def test_a_school_comes_back_to_the_base_text(visitor: Visitor, root: Path) -> None:
    before = (root / NORTH).read_bytes()
    own = form(visitor, "tips.vraag") | {"text": "Eigen.", "niveau": "eigen:noord", "reden": "Zo is het."}
    assert save(visitor, "tips.vraag", own)[0] == 200
    back = form(visitor, "tips.vraag") | {"text": "Vraag het eerst.", "niveau": "basis", "reden": ""}
    assert save(visitor, "tips.vraag", back)[0] == 200
    assert level(visitor, "tips.vraag") == "basis"
    assert (root / NORTH).read_bytes() == before


def test_schools_with_a_text_of_their_own_are_looked_at_before_the_base_text_changes(visitor: Visitor) -> None:
    at = "/document/zuid/telefoons/clausule/"
    own = form(visitor, "tips.vraag", at=at) | {"text": "Eigen.", "niveau": "eigen:zuid", "reden": "Zo is het."}
    assert save(visitor, "tips.vraag", own, at=at)[0] == 200
    page = visitor.get(f"{AT}tips.vraag")
    assert "Basisschool Zuid heeft hier een eigen tekst" in " ".join(page.split())
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het altijd eerst."}
    assert save(visitor, "tips.vraag", fields)[0] == 422, "nobody looked yet"
    assert save(visitor, "tips.vraag", fields | {"houden": "ja"})[0] == 200
    assert plain(visitor.studio, "noord", "tips.vraag") == "Vraag het altijd eerst."
    assert plain(visitor.studio, "zuid", "tips.vraag") == "Eigen."


def test_a_locked_clause_has_no_text_of_one_school(visitor: Visitor, root: Path) -> None:
    file = root / CLAUSES
    file.write_text(
        file.read_text("utf-8").replace("text: Vraag het eerst.", "text: Vraag het eerst.\n  locked: true"), "utf-8"
    )
    visitor.studio.workplace.renew()
    assert 'value="eigen:' not in visitor.get(f"{AT}tips.vraag")
    own = form(visitor, "tips.vraag") | {"text": "Eigen.", "niveau": "eigen:noord", "reden": "Zo is het."}
    assert save(visitor, "tips.vraag", own)[0] == 422


def test_title_notes_readers_and_short_sentence_are_written_too(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {
        "text": "Vraag het eerst[^wie].",
        "noot.wie": "Aan een *leraar*.",
        "title": "Vragen",
        "kort": "Vraag het.",
        "doelgroep": "leerling\nouder",
        "wetten": "avg-4",
    }
    assert save(visitor, "tips.vraag", fields)[0] == 200
    document = visitor.studio.workplace.project.document("zuid", "telefoons")
    clause = document.policy.by_id()["tips.vraag"]
    assert (clause.title, clause.audience, clause.references) == ("Vragen", ("leerling", "ouder"), ("avg-4",))
    assert [note.wording.text for note in clause.notes] == ["Aan een *leraar*."]
    assert clause.kort is not None
    assert clause.kort.text == "Vraag het."
    gone = form(visitor, "tips.vraag") | {"text": "Vraag het eerst.", "noot.wie": "", "kort": "", "wetten": ""}
    assert save(visitor, "tips.vraag", gone)[0] == 200
    clause = visitor.studio.workplace.project.document("zuid", "telefoons").policy.by_id()["tips.vraag"]
    assert (clause.notes, clause.kort, clause.references) == ((), None, ())


def test_the_title_is_not_changed_for_one_school(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {"title": "Anders", "niveau": "eigen:noord", "reden": "Zo."}
    status, page = save(visitor, "tips.vraag", fields)
    assert status == 422
    assert "the same for everybody" in page


@pytest.mark.parametrize("where", ["eigen:zuid", "eigen:nergens", "alternatief:nergens", "elders", "", "eigen:../../x"])
def test_a_place_that_is_none_is_refused(visitor: Visitor, root: Path, where: str) -> None:
    before = {path: (root / path).read_bytes() for path in (CLAUSES, NORTH, SOUTH, BOARD)}
    fields = form(visitor, "tips.vraag") | {"text": "Anders.", "niveau": where, "reden": "Zo."}
    status = save(visitor, "tips.vraag", fields)[0]
    assert status == 422
    assert {path: (root / path).read_bytes() for path in before} == before


def test_what_is_not_touched_keeps_its_bytes_however_it_was_written(visitor: Visitor, root: Path) -> None:
    file = root / CLAUSES
    odd = """# bovenaan
- id: inleiding.doel   # het doel
  title: "Doel"
  audience: [medewerker, leerling]
  text: >-
    {{ school.short | hoofdletter }} wil rust
    in de les.
"""
    text = file.read_text("utf-8")
    file.write_text(odd + text[text.index("- id: afspraken.opbergen") :], "utf-8", newline="\r\n")
    before = file.read_bytes()
    visitor.studio.workplace.renew()
    fields = form(visitor, "inleiding.doel")
    assert save(visitor, "inleiding.doel", fields)[0] == 422, "nothing was changed"
    assert file.read_bytes() == before
    assert save(visitor, "inleiding.doel", fields | {"title": "Ons doel"})[0] == 200
    assert file.read_bytes() == before.replace(b'title: "Doel"', b'title: "Ons doel"')


def test_a_document_with_a_fault_is_mended_in_the_page(visitor: Visitor, root: Path) -> None:
    file = root / CLAUSES
    file.write_text(file.read_text("utf-8").replace("Vraag het eerst.", "Vraag {{ school.shrt }}."), "utf-8")
    visitor.studio.workplace.renew()
    page = visitor.get("/document/noord/telefoons/")
    assert "school.shrt" in page
    assert f"{AT}tips.vraag" in page
    fields = form(visitor, "tips.vraag")
    assert fields["text"] == "Vraag {{ school.shrt }}."
    assert save(visitor, "tips.vraag", fields | {"text": "Vraag {{ school.short }}."})[0] == 200
    assert "school.shrt" not in visitor.get("/document/noord/telefoons/")
    for path in ("opbouw/", "gegevens/", "bewaard/"):
        visitor.get(f"/document/noord/telefoons/{path}")


def test_a_file_that_is_no_yaml_is_told_on_every_page(visitor: Visitor, root: Path) -> None:
    (root / CLAUSES).write_text("- id: [", "utf-8")
    visitor.studio.workplace.renew()
    for path in ("", "opbouw/", "gegevens/", "bewaard/", "pagina/", "clausule/tips.vraag", "zoek?zoek=x"):
        answer = visitor.client.get(f"/document/noord/telefoons/{path}")
        assert answer.status_code in {200, 404, 422}, path
        assert "Traceback" not in answer.text
