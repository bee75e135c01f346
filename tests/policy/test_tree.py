"""The document tree: what a policy says as blocks, parsed once, with its places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.check.glyphs import printed_texts
from schoolprotocol.check.subject import Subject
from schoolprotocol.outputs.excerpt.excerpt import ExcerptInput, excerpt_files
from schoolprotocol.outputs.online.embed import EmbedInput, embed_snippet
from schoolprotocol.outputs.site.pages import protocol_page
from schoolprotocol.outputs.word.layout import lay_out
from schoolprotocol.places import Place
from schoolprotocol.policy.excerpt import half_page
from schoolprotocol.policy.model import Clause, Group
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.templating import templates_in
from schoolprotocol.text import parse
from schoolprotocol.text.tree import Listing, Paragraph, Value, Words, walk
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES
from tests.helpers import excerpt_of, loaded, policy_of, resolution_of

TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")


def _clause(root: Path, id_: str) -> Clause:
    return policy_of(root).by_id()[id_]


def test_each_text_is_parsed_once_however_many_write_it(project: ProjectMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project()
    style = loaded(root).schools["noord"].school.style
    parsed: list[str] = []
    monkeypatch.setattr(parse, "_PARSER", _Counting(parse._PARSER, parsed))
    parse.parse.cache_clear()
    policy = policy_of(root)
    texts = {clause.wording.text for clause in every_clause(policy)}
    texts |= {note.wording.text for clause in every_clause(policy) for note in clause.notes}
    protocol_page(policy, TEMPLATES, "https://protocollen.example/noord/")
    excerpt_files(ExcerptInput(policy, style, "https://protocollen.example/noord/"), TEMPLATES, "")
    embed_snippet(EmbedInput(policy, style, "https://protocollen.example/noord/"), TEMPLATES)
    lay_out(policy)
    list(printed_texts(policy))
    list(Subject(loaded(root), policy, date.min).texts)
    assert texts <= set(parsed)
    assert sorted(parsed) == sorted(set(parsed))


class _Counting:
    def __init__(self, parser: object, parsed: list[str]) -> None:
        self.parser, self.parsed = parser, parsed

    def parse(self, text: str, environment: dict[str, object]) -> object:
        self.parsed.append(text)
        return self.parser.parse(text, environment)  # type: ignore[attr-defined]


def test_a_block_knows_its_line_in_the_source(project: ProjectMaker) -> None:
    root = project()
    lines = (root / CLAUSES).read_text("utf-8").splitlines()
    resolution = resolution_of(root)
    assert resolution.tree is not None
    paragraph, listing = resolution.tree.clause(_clause(root, "afspraken.opnamen"))
    assert isinstance(listing, Listing)
    second = listing.items[1][0]
    for block, written in ((paragraph, "Niemand maakt"), (listing, "- foto"), (second, "- **filmpjes**")):
        place = resolution.tree.place(block, Slot.clause("afspraken.opnamen"))
        assert place is not None
        assert lines[place.line - 1].strip().startswith(written)
    slot = Slot.note("afspraken.opnamen", "gegevens")
    place = resolution.tree.place(resolution.tree.blocks(slot)[0], slot)
    assert place is not None
    assert lines[place.line - 1].strip().startswith("gegevens: Een opname")


def test_a_text_that_begins_with_empty_lines_begins_below_them(project: ProjectMaker) -> None:
    root = project(replace={CLAUSES: (("  text: Vraag het eerst.", "  text: |\n\n\n    Vraag het eerst."),)})
    resolution = resolution_of(root)
    assert resolution.tree is not None
    (block,) = resolution.tree.clause(_clause(root, "tips.vraag"))
    lines = (root / CLAUSES).read_text("utf-8").splitlines()
    assert resolution.tree.place(block, Slot.clause("tips.vraag")) == Place(
        CLAUSES, lines.index("    Vraag het eerst.") + 1
    )


def test_a_value_leads_to_where_it_was_given(project: ProjectMaker) -> None:
    resolution = resolution_of(project(), "zuid")
    assert resolution.policy is not None
    assert resolution.tree is not None
    clause = resolution.policy.by_id()["afspraken.opbergen"]
    (value,) = (node for node in walk(resolution.tree.clause(clause)) if isinstance(node, Value))
    assert value.children == (Words("thuis"),)
    assert str(resolution.origins[value.name].place) == "policy_src/schools/zuid/telefoons.yaml:4"


def test_a_half_page_has_the_short_sentence_where_the_document_has_the_text(project: ProjectMaker) -> None:
    policy = policy_of(
        project(replace={CLAUSES: (("  text: Vraag het eerst.", "  text: Vraag het eerst.\n  kort: Vraag."),)})
    )
    own = policy.by_id()["tips.vraag"]
    listed = Group(form="bullets", clauses=(own,))
    policy = policy.model_copy(update={"excerpt": excerpt_of(policy).model_copy(update={"half": (listed,)})})
    half = half_page(excerpt_of(policy))
    assert half is not None
    tree, (short,) = tree_of(policy), half.groups[0].clauses
    assert tree.clause(short) == tree.kort(own) == (Paragraph((Words("Vraag."),)),)
    assert tree.clause(own) == (Paragraph((Words("Vraag het eerst."),)),)


def test_an_old_release_has_a_tree_without_places(project: ProjectMaker) -> None:
    policy = policy_of(project()).model_copy()
    tree = tree_of(policy)
    assert tree is tree_of(policy)
    (block,) = tree.clause(policy.by_id()["tips.vraag"])
    assert block == Paragraph((Words("Vraag het eerst."),))
    assert tree.place(block, Slot.clause("tips.vraag")) is None


def test_a_release_that_was_edited_by_hand_is_shown_as_it_is(project: ProjectMaker) -> None:
    policy = policy_of(project())
    kept = excerpt_of(policy).short
    odd = kept.model_copy(update={"wording": kept.wording.model_copy(update={"text": "<b>Kop</b>\n# x"})})
    policy = policy.model_copy(update={"excerpt": excerpt_of(policy).model_copy(update={"short": odd})})
    assert tree_of(policy).clause(odd) == (Paragraph((Words("<b>Kop</b>\n# x"),)),)


def test_a_line_of_a_block_does_not_make_it_another_block() -> None:
    block = Paragraph((Words("x"),))
    assert replace(block, line=3) == block
