"""What pages say is wrong, they say for who works in pages: no file, line or command, but a page that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import gettext
from pathlib import Path

import pytest

from schoolprotocol import messages
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import EditError, UsageError
from schoolprotocol.places import Place
from schoolprotocol.studio.advice import _HERE, advised, remedy, sentence
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor
from tests.studio.making import PROTOCOL, VARIANT

ODD = re.compile(r"--[a-z]{2}|\w\.yaml|\bYAML\b|schoolprotocol [a-z]|policy_src|\bgit \w|suppress|text_hash|`")
SCHOOL = "policy_src/schools/noord/school.yaml"


@pytest.fixture
def dutch() -> Iterator[None]:
    """As officers read it."""
    before = messages.in_use()
    messages.use("nl")
    yield
    messages.use(before or "en")


def found(kind: Kind, place: str = SCHOOL) -> Diagnostic:
    """A finding of a kind, with something in each of its values."""
    names = set(re.findall(r"(?<!\{)\{(\w+)\}", f"{kind.value.message}{kind.value.remedy}"))
    return Diagnostic(kind, Place(place, 7), dict.fromkeys(names, "iets"), "noord")


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.code)
def test_no_remedy_sends_an_officer_to_a_file_or_a_terminal(kind: Kind) -> None:
    assert not ODD.search(remedy(found(kind)))


@pytest.mark.usefixtures("dutch")
def test_pages_are_called_in_remedies_as_they_are_called_on_pages() -> None:
    pages = "".join(path.read_text("utf-8") for path in Path("templates/studio").glob("*.j2"))
    said = " ".join(gettext(text) for text in _HERE.values())
    for name in re.findall(r"‘([^’]+)’", said):
        assert name in pages, name


def test_where_a_page_has_it_there_is_a_way_there() -> None:
    for place, page in (
        (SCHOOL, "/instellingen/school/noord/"),
        (VARIANT, "/document/noord/telefoons/"),
        (PROTOCOL, "/document/noord/telefoons/"),
        ("policy_src/project.yaml", "/instellingen/"),
        ("policy_src/references.yaml", ""),
    ):
        (one,) = advised([found(next(kind for kind in Kind if kind.code == "SP304"), place)])
        assert one.where == page
        assert one.place == f"{place}:7"


def test_a_refusal_says_what_is_wrong_and_leaves_out_what_is_for_commands() -> None:
    refused = EditError("It is twice there.", "Say with --protocol which one. Or choose another.", Place(SCHOOL, 3))
    assert sentence(refused) == "It is twice there. Or choose another."
    assert "Ask who looks after the files" in sentence(UsageError("Type: schoolprotocol check"))


def test_a_page_with_a_fault_keeps_file_and_line_for_who_unfolds_them(visitor: Visitor, studio: Studio) -> None:
    path = studio.workplace.root / VARIANT
    path.write_text(path.read_text("utf-8") + "onbekend: veld\n", "utf-8")
    studio.workplace.renew()
    page = visitor.client.get("/document/noord/telefoons/").text
    folded = re.findall(r'<details class="place">.*?</details>', page, re.DOTALL)
    assert any(f"{VARIANT}:" in one for one in folded)
    assert not ODD.search(
        re.sub(
            r"<script.*?</script>|<[^>]+>",
            " ",
            re.sub(r'<details class="place">.*?</details>', "", page, flags=re.DOTALL),
        )
    )


@pytest.mark.parametrize("page", ["document", "voorstel", "besluiten", "bespreken"])
def test_who_only_looks_is_not_told_that_nothing_was_written(visitor: Visitor, studio: Studio, page: str) -> None:
    path = studio.workplace.root / VARIANT
    path.write_text(path.read_text("utf-8") + "onbekend: veld\n", "utf-8")
    studio.workplace.renew()
    found_here = visitor.client.get(f"/{page}/noord/telefoons/")
    assert found_here.status_code == 422
    assert "This cannot be shown now" in found_here.text
    assert "nothing was written" not in found_here.text
    sent = visitor.client.post("/voorstel/noord/telefoons/voorleggen", data={"csrf": visitor.csrf, "proef": "1"})
    assert "This cannot be: nothing was written" in sent.text
