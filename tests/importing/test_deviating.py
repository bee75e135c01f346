"""A second version of the document of a school that shares its protocol with others, or builds on a board.

Its own document comes back from Word with what people changed in it. What the school says becomes what that says; what
others say stays.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from lxml import etree

from schoolprotocol.compare.compare import compare
from schoolprotocol.documents.finding import Key, open_source, policies_of, resolve_all
from schoolprotocol.errors import EditError
from schoolprotocol.model.document import HistoryRow
from schoolprotocol.outputs.word.document import document_docx
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.tree import FolderTree, Overlay, SourceTree
from tests import repository
from tests.conftest import ROOTS
from tests.docx.document import house, shown
from tests.importing.imported import Imported, imported
from tests.importing.same import differences

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VARIANT = "policy_src/schools/noord/telefoons.yaml"
KLEIN = FolderTree(ROOTS / "klein")
DEVIATING = Overlay(
    KLEIN,
    {
        VARIANT: KLEIN.read(VARIANT).decode()
        + "operations:\n"
        + "  - {omit: stichting.kluisjes, reason: Telefoons blijven hier thuis.}\n"
        + "  - {move: gevolgen.aangifte, before: afspraken.opbergen}\n"
    },
)
"""The school leaves out what its board added, and moves a clause."""
BOARD = FolderTree(ROOTS / "bestuur")


def policies(tree: SourceTree) -> Mapping[Key, Policy]:
    return policies_of(resolve_all(open_source(tree).value))


class Paper:
    """The Word file of a policy, in which somebody works without any sign of it."""

    def __init__(self, policy: Policy) -> None:
        packed = zipfile.ZipFile(io.BytesIO(document_docx(shown(policy, house()))))
        self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])

    def paragraph(self, words: str) -> etree._Element:
        """The last one with these words: before it there may be contents."""
        found = [one for one in self.body.iter(f"{W}p") if words in "".join(t.text or "" for t in one.iter(f"{W}t"))]
        assert found, words
        return found[-1]

    def types(self, old: str, new: str) -> None:
        """Other words in a paragraph."""
        texts = [one for one in self.paragraph(old).iter(f"{W}t") if old in (one.text or "")]
        texts[0].text = (texts[0].text or "").replace(old, new)

    def removes(self, words: str) -> None:
        paragraph = self.paragraph(words)
        above = paragraph.getparent()
        assert above is not None
        above.remove(paragraph)

    def adds(self, words: str, after: str) -> None:
        made = etree.fromstring(
            f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>{words}</w:t></w:r></w:p>'  # a paragraph by itself
        )
        self.paragraph(after).addnext(made)

    def moves(self, words: str, after: str) -> None:
        self.paragraph(after).addnext(self.paragraph(words))

    def data(self) -> bytes:
        made = io.BytesIO()
        parts = self.parts | {"word/document.xml": etree.tostring(self.body, xml_declaration=True, encoding="UTF-8")}
        with zipfile.ZipFile(made, "w") as packed:
            for name, data in parts.items():
                packed.writestr(name, data)
        return made.getvalue()


def second(tree: SourceTree, key: Key, paper: Paper) -> Imported:
    """Take it over; what others say is what they said."""
    told = imported(paper.data(), tree, f"{key[0]}.docx", school=key[0], protocol=key[1])
    before, after = policies(tree), policies(told.tree)
    assert {k: v for k, v in after.items() if k != key} == {k: v for k, v in before.items() if k != key}
    assert told.errors == []
    return told


def texts(told: Imported) -> dict[str, str]:
    return dict(zip((one.id for one in told.clauses), told.texts, strict=True))


# -- nothing changed --------------------------------------------------------------------------------------------------

OWN = [(KLEIN, (school, "telefoons")) for school in ("noord", "zuid")]
OWN += [(BOARD, (school, protocol)) for school in ("haven", "linde") for protocol in ("ai", "pesten", "telefoons")]


@pytest.mark.parametrize(("tree", "key"), OWN, ids=lambda one: "-".join(one) if isinstance(one, tuple) else "")
def test_the_document_of_a_school_that_deviates_changes_nothing_as_it_is(tree: SourceTree, key: Key) -> None:
    told = imported(Paper(policies(tree)[key]).data(), tree, school=key[0], protocol=key[1])
    assert dict(told.plan.files) == {}
    assert differences(policies(tree)[key], told.policy) == []


@pytest.mark.stress
@pytest.mark.parametrize("key", [*repository.policies()], ids=repository.named)
def test_the_document_of_a_school_here_changes_nothing_as_it_is(key: Key) -> None:
    policy = repository.policies()[key]
    tree = FolderTree(repository.ROOT)
    assert dict(imported(Paper(policy).data(), tree, school=key[0], protocol=key[1]).plan.files) == {}


# -- what changed -----------------------------------------------------------------------------------------------------


def test_what_a_school_writes_otherwise_is_its_own_text() -> None:
    key = "noord", "telefoons"
    before = policies(DEVIATING)[key]
    paper = Paper(before)
    paper.types("leggen hun telefoon", "bewaren hun telefoon")
    told = second(DEVIATING, key, paper)
    assert [one.id for one in told.clauses] == [one.id for one in before.clauses()]
    assert "bewaren hun telefoon in de tas" in texts(told)["afspraken.opbergen"]
    (change,) = compare(before, told.policy).changes
    assert change.id == "afspraken.opbergen"
    assert "extends: stichting" in told.plan.files["policy_src/schools/noord/telefoons.yaml"].decode()


def test_a_clause_that_a_school_leaves_out_is_left_out_with_a_reason() -> None:
    key = "noord", "telefoons"
    before = policies(KLEIN)[key]
    paper = Paper(before)
    paper.removes("Elke school heeft kluisjes")
    told = second(KLEIN, key, paper)
    left = [one.id for one in before.clauses() if one.id != "stichting.kluisjes"]
    assert [one.id for one in told.clauses] == left
    assert [(one.id, one.reason) for one in told.policy.omitted] == [
        ("stichting.kluisjes", "Staat niet in noord.docx.")
    ]
    assert "lineage" in told.asked


def test_a_clause_that_a_school_added_goes_with_what_named_it() -> None:
    key = "haven", "telefoons"
    before = policies(BOARD)[key]
    paper = Paper(before)
    paper.removes("In de kantine mag de telefoon")
    told = second(BOARD, key, paper)
    assert [one.id for one in told.clauses] == [one.id for one in before.clauses() if one.id != "haven.kantine"]
    assert "kantine" not in told.plan.files["policy_src/schools/haven/telefoons.yaml"].decode()
    assert "haven.kantine" in told.corpus.protocols["telefoons"].tombstones


def test_the_text_of_a_clause_that_a_school_added_stays_there() -> None:
    key = "haven", "telefoons"
    paper = Paper(policies(BOARD)[key])
    paper.types("mag de telefoon in de pauze aan", "mag de telefoon na de les aan")
    told = second(BOARD, key, paper)
    (clause,) = (one for one in told.clauses if one.id == "haven.kantine")
    assert clause.source == "own"
    assert "na de les" in clause.wording.text
    assert clause.kort is None
    assert any("In de kantine mag je telefoon" in one.text for one in told.plan.questions)


def test_what_stands_elsewhere_moves_in_an_outline_of_the_school() -> None:
    key = "noord", "telefoons"
    before = policies(DEVIATING)[key]
    order = [one.id for one in before.clauses()]
    paper = Paper(before)
    paper.moves("leggen hun telefoon", "Ziet u iets")
    told = second(DEVIATING, key, paper)
    assert sorted(one.id for one in told.clauses) == sorted(order)
    assert [one.id for one in told.clauses] != order
    written = told.plan.files["policy_src/schools/noord/telefoons.yaml"].decode()
    assert "move:" not in written
    assert "omit: stichting.kluisjes" in written
    changes = compare(before, told.policy).changes
    assert [(change.id, "moved" in change.facets) for change in changes] == [("afspraken.opbergen", True)]


def test_what_is_new_is_a_clause_that_no_other_school_has() -> None:
    key = "noord", "telefoons"
    before = policies(KLEIN)[key]
    paper = Paper(before)
    paper.adds("Bezoekers zetten hun telefoon uit bij de balie.", "Elke school heeft kluisjes")
    told = second(KLEIN, key, paper)
    (new,) = {one.id for one in told.clauses} - {one.id for one in before.clauses()}
    assert "Bezoekers zetten hun telefoon uit" in texts(told)[new]


def test_the_same_second_version_once_more_changes_nothing() -> None:
    key = "noord", "telefoons"
    paper = Paper(policies(DEVIATING)[key])
    paper.types("leggen hun telefoon", "bewaren hun telefoon")
    first = second(DEVIATING, key, paper)
    again = imported(paper.data(), first.tree, "noord.docx", school="noord", protocol="telefoons")
    assert dict(again.plan.files) == {}


def test_a_third_version_has_its_own_change_note() -> None:
    key = "noord", "telefoons"
    paper = Paper(policies(DEVIATING)[key])
    paper.types("leggen hun telefoon", "bewaren hun telefoon")
    first = second(DEVIATING, key, paper)
    paper.removes("aangifte")
    third = second(Overlay(first.tree, {}), key, paper)
    assert third.errors == []


# -- what cannot be ----------------------------------------------------------------------------------------------------


def test_a_locked_clause_that_is_not_there_is_refused_with_its_name() -> None:
    path = "policy_src/protocols/telefoons/clauses/alles.yaml"
    text = KLEIN.read(path).decode().replace("- id: gevolgen.aangifte\n", "- id: gevolgen.aangifte\n  locked: true\n")
    assert "locked" in text
    tree = Overlay(KLEIN, {path: text})
    paper = Paper(policies(tree)["noord", "telefoons"])
    paper.removes("aangifte")
    with pytest.raises(EditError) as refused:
        imported(paper.data(), tree, school="noord", protocol="telefoons")
    assert [one.target for one in refused.value.diagnostics] == ["gevolgen.aangifte"]


def test_another_title_than_all_schools_have_makes_another_clause_that_came_of_it() -> None:
    key = "noord", "telefoons"
    before = policies(KLEIN)[key]
    paper = Paper(before)
    paper.types("Kluisjes.", "Waar de telefoon ligt.")
    told = second(KLEIN, key, paper)
    ids = {one.id for one in told.clauses}
    assert "stichting.kluisjes" not in ids
    (new,) = ids - {one.id for one in before.clauses()}
    assert told.corpus.protocols["telefoons"].clauses[new].was == ("stichting.kluisjes",)
    assert "Waar de telefoon ligt. Elke school heeft kluisjes." in texts(told)[new]


def test_another_row_in_the_table_of_earlier_versions_is_asked() -> None:
    key = "linde", "telefoons"
    history = HistoryRow(version="0.9", day=date(2026, 8, 1), status="concept", change="Een eerste opzet")
    path = "policy_src/schools/linde/telefoons.yaml"
    written = BOARD.read(path).decode().replace("document: {", "document: {history: [{version: '0.9', day: 2026-08-01, status: concept, change: Een eerste opzet}], ", 1)  # fmt: skip  # noqa: E501
    written = written.replace('version: "1.0", status: vastgesteld, day: 2026-09-01', 'version: "1.1", status: concept')
    tree = Overlay(BOARD, {path: written})
    assert history in policies(tree)[key].document.history
    paper = Paper(policies(tree)[key])
    assert dict(imported(paper.data(), tree, school=key[0], protocol=key[1]).plan.files) == {}
    paper.types("Een eerste opzet", "Een tweede opzet")
    told = second(tree, key, paper)
    assert told.policy.document.history == (history,)
    assert any("Versies" in one.text for one in told.plan.questions if one.kind == "date")
