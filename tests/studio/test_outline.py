"""The outline: moved for everybody or for one school, left out with a reason, added to; never over somebody else's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from schoolprotocol.studio.door.people import ALONE
from tests.studio.conftest import Visitor, studio_of, visitor_as

PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
AT = "/document/noord/telefoons/opbouw/"


def seen(visitor: Visitor, at: str = AT) -> str:
    """What stands for the outline on the page."""
    found = re.search(r'name="gezien" value="(\w+)"', visitor.get(at))
    assert found is not None
    return found[1]


def send(visitor: Visitor, what: str, fields: Mapping[str, str], at: str = AT) -> tuple[int, str]:
    """Send a form of the page."""
    told = {"gezien": seen(visitor, at), "geldt": "school", **fields, "csrf": visitor.csrf}
    answer = visitor.client.post(f"{at}{what}", data=told)
    return answer.status_code, answer.text


def order(visitor: Visitor, school: str) -> list[str]:
    """The clauses of a school, as its document has them."""
    document = visitor.studio.workplace.project.now().document(school, "telefoons")
    return [clause.id for clause in document.policy.clauses()]


def test_a_clause_moves_up_for_one_school_only(visitor: Visitor) -> None:
    before = order(visitor, "zuid")
    assert send(visitor, "verplaats", {"clausule": "afspraken.melden", "naar": "omhoog"})[0] == 200
    north = order(visitor, "noord")
    assert north.index("afspraken.melden") + 1 == north.index("afspraken.opnamen")
    assert order(visitor, "zuid") == before


def test_a_clause_moves_for_everybody(visitor: Visitor) -> None:
    fields = {"clausule": "afspraken.melden", "naar": "omhoog", "geldt": "alle"}
    assert send(visitor, "verplaats", fields)[0] == 200
    for school in ("noord", "zuid"):
        ids = order(visitor, school)
        assert ids.index("afspraken.melden") < ids.index("afspraken.opnamen")


def test_a_clause_goes_to_another_section(visitor: Visitor) -> None:
    fields = {"clausule": "afspraken.melden", "naar": "hoofdstuk:gevolgen", "geldt": "alle"}
    assert send(visitor, "verplaats", fields)[0] == 200
    ids = order(visitor, "noord")
    assert ids.index("afspraken.melden") == ids.index("gevolgen.aangifte") + 1


def test_a_clause_of_a_board_moves_for_this_school_only(visitor: Visitor) -> None:
    status, page = send(visitor, "verplaats", {"clausule": "stichting.kluisjes", "naar": "na:afspraken.melden"})
    assert status == 200, page
    ids = order(visitor, "noord")
    assert ids.index("stichting.kluisjes") == ids.index("afspraken.melden") + 1


def test_the_first_cannot_go_up(visitor: Visitor) -> None:
    status, page = send(visitor, "verplaats", {"clausule": "inleiding.doel", "naar": "omhoog"})
    assert status == 422
    assert "Dat kan niet" in page


def test_leaving_out_asks_why_and_can_be_taken_back(visitor: Visitor) -> None:
    assert send(visitor, "weglaten", {"clausule": "tips.vraag", "reden": " "})[0] == 422
    assert send(visitor, "weglaten", {"clausule": "tips.vraag", "reden": "Staat in de schoolgids."})[0] == 200
    assert "tips.vraag" not in order(visitor, "noord")
    assert "tips.vraag" in order(visitor, "zuid")
    assert send(visitor, "terugzetten", {"clausule": "tips.vraag"})[0] == 200
    assert "tips.vraag" in order(visitor, "noord")


def test_what_others_refer_to_cannot_be_left_out(visitor: Visitor) -> None:
    status, page = send(visitor, "weglaten", {"clausule": "gevolgen.aangifte", "reden": "Niet nodig."})
    assert status == 422
    assert "gevolgen.aangifte" in page


def test_a_clause_is_added_for_everybody_or_for_one_school(visitor: Visitor) -> None:
    new = {"na": "tips.vraag", "title": "Lader", "text": "Laders blijven thuis.", "doelgroep": "leerling"}
    assert send(visitor, "toevoegen", {**new, "geldt": "alle"})[0] == 200
    assert "tips.lader" in order(visitor, "zuid")
    own = {**new, "title": "Oortjes", "text": "Oortjes mogen niet.", "geldt": "school"}
    status, page = send(visitor, "toevoegen", own)
    assert "Write down why only this school has this clause" in page
    status, page = send(visitor, "toevoegen", {**own, "kop": "Alleen hier", "reden": "Zo is het."})
    assert "A new section is for all schools" in page
    assert status == 422
    assert "Oortjes mogen niet." in page, "what was typed stays"
    assert send(visitor, "toevoegen", {**own, "reden": "De MR vroeg dit."})[0] == 200
    assert "noord.oortjes" in order(visitor, "noord")
    assert "noord.oortjes" not in order(visitor, "zuid")


def test_a_section_is_added_with_its_first_clause_and_renamed(visitor: Visitor) -> None:
    new = {"na": "gevolgen.aangifte", "title": "Lader", "text": "Laders blijven thuis.", "doelgroep": "leerling"}
    assert send(visitor, "toevoegen", {**new, "kop": "Wat thuis blijft", "geldt": "alle"})[0] == 200
    assert "wat-thuis-blijft.lader" in order(visitor, "zuid")
    assert send(visitor, "kop", {"hoofdstuk": "wat-thuis-blijft", "kop": "Thuis", "geldt": "alle"})[0] == 200
    assert send(visitor, "kop", {"hoofdstuk": "gevolgen", "kop": "Wat er dan gebeurt"})[0] == 200
    page = visitor.get("/document/noord/telefoons/")
    assert "Thuis</h2>" in page
    assert "Wat er dan gebeurt</h2>" in page
    assert "Wat er dan gebeurt" not in visitor.get("/document/zuid/telefoons/")


def test_a_section_moves_with_all_that_is_in_it(visitor: Visitor) -> None:
    assert send(visitor, "hoofdstuk", {"hoofdstuk": "gevolgen", "naar": "omhoog"})[0] == 200
    ids = order(visitor, "noord")
    assert ids.index("gevolgen.aangifte") < ids.index("afspraken.opbergen")


def test_an_outline_that_somebody_else_changed_is_shown_first(visitor: Visitor, root: Path) -> None:
    old = seen(visitor)
    assert send(visitor, "verplaats", {"clausule": "afspraken.melden", "naar": "omhoog"})[0] == 200
    before = (root / "policy_src/schools/noord/telefoons.yaml").read_bytes()
    status, page = send(visitor, "verplaats", {"clausule": "afspraken.melden", "naar": "omlaag", "gezien": old})
    assert status == 409
    assert "intussen" in page
    assert (root / "policy_src/schools/noord/telefoons.yaml").read_bytes() == before


def test_markup_in_an_outline_is_text(visitor: Visitor) -> None:
    evil = "<script>alert(1)</script>"
    new = {"na": "tips.vraag", "title": evil, "text": evil, "doelgroep": "leerling", "geldt": "alle", "reden": evil}
    for what, fields in (
        ("toevoegen", new),
        ("kop", {"hoofdstuk": "gevolgen", "kop": evil}),
        ("verplaats", {"clausule": evil, "naar": evil}),
        ("weglaten", {"clausule": evil, "reden": evil}),
        ("hoofdstuk", {"hoofdstuk": evil, "naar": evil}),
    ):
        assert evil not in send(visitor, what, fields)[1], what
    assert evil not in visitor.get("/document/noord/telefoons/")


def own_outline(root: Path) -> Visitor:
    """A studio in which Noord has an outline of its own, as that of the protocol is now."""
    protocol = (root / PROTOCOL).read_text("utf-8")
    outline = re.search(r"^outline:\n(?:(?: .*)?\n)+", protocol, re.MULTILINE)
    assert outline is not None
    variant = root / "policy_src/schools/noord/telefoons.yaml"
    variant.write_text(f"{variant.read_text('utf-8').rstrip()}\n{outline[0]}", "utf-8")
    return visitor_as(studio_of(root), ALONE)


def test_an_outline_of_ones_own_moves_alone_whatever_was_sent_before(root: Path) -> None:
    visitor = own_outline(root)
    before = (root / PROTOCOL).read_bytes()
    status, page = send(visitor, "toevoegen", {"title": "", "text": "", "geldt": "alle"})
    assert status == 422
    assert 'name="geldt" value="alle" data-for' not in page
    assert send(visitor, "verplaats", {"clausule": "afspraken.melden", "naar": "omhoog", "geldt": "alle"})[0] == 200
    ids = order(visitor, "noord")
    assert ids.index("afspraken.melden") < ids.index("afspraken.opnamen")
    assert (root / PROTOCOL).read_bytes() == before


def test_for_whom_a_clause_is_added_does_not_change_for_whom_one_is_moved(visitor: Visitor) -> None:
    new = {"na": "tips.vraag", "title": "Lader", "text": "Laders blijven thuis.", "doelgroep": "leerling"}
    page = send(visitor, "toevoegen", {**new, "geldt": "alle"})[1]
    assert 'name="geldt" value="school" data-for' in page
    assert 'name="geldt" value="alle" data-for' not in page


def test_a_clause_that_comes_elsewhere_only_is_not_called_added_here(root: Path) -> None:
    visitor = own_outline(root)
    assert "Dit document heeft een eigen opbouw: hier komt de clausule dan niet." in visitor.get(AT)
    new = {"na": "tips.vraag", "title": "Lader", "text": "Laders blijven thuis.", "doelgroep": "leerling"}
    status, page = send(visitor, "toevoegen", {**new, "geldt": "alle"})
    assert status == 200
    assert "hier staat deze clausule niet" in page
    assert "tips.lader" in order(visitor, "zuid")
    assert "tips.lader" not in order(visitor, "noord")


def test_a_section_of_the_protocol_is_not_offered_to_an_outline_of_ones_own(root: Path, visitor: Visitor) -> None:
    assert "In een nieuw hoofdstuk?" in visitor.get(AT)
    assert "In een nieuw hoofdstuk?" not in own_outline(root).get(AT)
