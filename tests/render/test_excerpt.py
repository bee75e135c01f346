"""Texts for the schoolgids: every form says from which version it comes, and a reader finds what is about them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from schoolprotocol.config import Folders
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.excerpt.excerpt import AUDIENCES, ExcerptInput, excerpt_files, narrowed
from schoolprotocol.policy.model import Clause, Group, Policy
from schoolprotocol.text.parse import parse
from schoolprotocol.text.plain import to_text
from tests.compare.edits import made, text, with_note
from tests.conftest import ROOTS
from tests.docx.word import Word, found, part, told
from tests.helpers import excerpt_of, loaded, policy_of

URL = "https://a.example/noord/"
TEMPLATES = Folders(ROOTS / "klein", Path("build")).templates
FORMS = (".html", ".md", ".txt", ".docx", "-kort.txt")


@pytest.fixture(scope="module")
def klein() -> Policy:
    """A concept, version 1.1."""
    return policy_of(ROOTS / "klein")


def style() -> Style:
    """A house style."""
    return loaded(ROOTS / "klein").schools["noord"].school.style


def files(policy: Policy) -> Mapping[str, str | bytes]:
    """The excerpts of a policy."""
    return excerpt_files(ExcerptInput(policy, style(), URL), TEMPLATES)


def words(content: str | bytes) -> str:
    """What a reader sees of an excerpt, or of its source."""
    if isinstance(content, str):
        return " ".join(content.split())
    return " ".join(text for _style, text in Word(content, "accept").paragraphs())


def with_excerpt(policy: Policy, *groups: Group) -> Policy:
    """The policy with these groups in its excerpt."""
    return policy.model_copy(update={"excerpt": excerpt_of(policy).model_copy(update={"groups": groups})})


def group(form: str, *clauses: Clause) -> Group:
    """A group of clauses."""
    return Group.model_validate({"form": form, "clauses": clauses})


def about(*audience: str) -> Clause:
    """A clause for these readers, who are named in its text."""
    return made(f"over.{'-'.join(audience)}", f"Dit gaat over {' en '.join(audience)}.", audience=audience)


def with_document(policy: Policy, **changes: Any) -> Policy:
    """The policy with another version or status."""
    return policy.model_copy(update={"document": policy.document.model_copy(update=changes)})


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_from_which_version_it_comes(klein: Policy, form: str) -> None:
    assert "versie 1.1 (concept)" in words(files(klein)[form])
    assert "versie 2.3" in words(files(with_document(klein, version="2.3", status="van-kracht"))[form])


@pytest.mark.parametrize("form", FORMS)
def test_a_text_that_holds_is_called_no_concept(klein: Policy, form: str) -> None:
    shown = words(files(with_document(klein, status="van-kracht"))[form])
    assert "versie 1.1" in shown
    assert "concept" not in shown


def test_a_short_text_that_names_the_version_itself_names_it_once(klein: Policy) -> None:
    short = excerpt_of(klein).short.model_copy(update={"wording": text("Lees het protocol, versie 1.1.")})
    policy = klein.model_copy(update={"excerpt": excerpt_of(klein).model_copy(update={"short": short})})
    assert files(policy)["-kort.txt"] == f"Lees het protocol, versie 1.1 (concept). {URL}\n"
    other = files(with_document(policy, version="1.10"))["-kort.txt"]
    assert other == f"Lees het protocol, versie 1.1. Dit is versie 1.10 (concept). {URL}\n"


def test_the_short_text_is_one_paragraph(klein: Policy) -> None:
    short = files(klein)["-kort.txt"]
    assert isinstance(short, str)
    assert short.count("\n") == 1
    assert short.count(URL) == 1


# -- for whom it is ---------------------------------------------------------------------------------------------------


def test_each_audience_gets_only_what_is_about_them(klein: Policy) -> None:
    policy = with_excerpt(
        klein,
        group("prose", about("leerling", "ouder", "medewerker")),
        group("bullets", about("leerling"), about("ouder", "medewerker")),
    )
    made_files = files(policy)
    for audience, name in AUDIENCES.items():
        for ending in (".html", ".md", ".txt", ".docx"):
            shown = words(made_files[f"{name}{ending}"])
            for one in (about("leerling", "ouder", "medewerker"), about("leerling"), about("ouder", "medewerker")):
                assert (one.wording.text in shown) == (audience in one.audience), (name, ending)
            assert "versie 1.1" in shown


def test_an_audience_to_whom_all_is_said_has_no_file_of_its_own(klein: Policy) -> None:
    policy = with_excerpt(klein, group("bullets", about("leerling", "ouder"), about("leerling")))
    names = set(files(policy))
    endings = (".html", ".md", ".txt", ".docx")
    forms = {f"{who}{half}{ending}" for who in ("", "-ouders") for half in ("", "-beknopt") for ending in endings}
    assert names == forms | {"-kort.txt"}


def test_an_audience_to_whom_nothing_is_said_has_no_file(klein: Policy) -> None:
    policy = with_excerpt(klein, group("bullets", about("leerling")))
    assert narrowed(policy, "leerling") is None
    assert narrowed(policy, "ouder") is None


def test_a_column_without_a_text_for_them_falls_out(klein: Policy) -> None:
    columns = [
        {"heading": text("Wel"), "clauses": (about("leerling"),)},
        {"heading": text("Niet"), "clauses": (about("ouder"),)},
    ]
    policy = with_excerpt(klein, Group.model_validate({"form": "columns", "columns": columns}))
    own = narrowed(policy, "ouder")
    assert own is not None
    assert [column.heading.text for column in own.excerpt_groups[0].columns] == ["Niet"]


# -- half a page ------------------------------------------------------------------------------------------------------


def listed(klein: Policy) -> Policy:
    """A policy whose excerpt has a text and then a list."""
    return with_excerpt(klein, group("prose", about("ouder")), group("bullets", about("leerling"), about("ouder")))


@pytest.mark.parametrize("form", [".html", ".md", ".txt", ".docx"])
def test_half_a_page_gives_each_agreement_of_a_list_by_its_title(klein: Policy, form: str) -> None:
    shown = words(files(listed(klein))[f"-beknopt{form}"])
    assert about("ouder").wording.text in shown  # the text before the list stays whole
    assert about("leerling").wording.text not in shown
    assert shown.count(about("leerling").title) >= 1
    assert "versie 1.1 (concept)" in shown


def test_half_a_page_is_made_for_each_audience_too(klein: Policy) -> None:
    made_files = files(listed(klein))
    whole = {name for name in made_files if name.endswith(".md") and "-beknopt" not in name}
    assert {name.replace("-beknopt", "") for name in made_files if name.endswith("-beknopt.md")} == whole
    assert len(whole) > 1


@pytest.mark.parametrize("form", ["prose", "dos", "donts"])
def test_a_title_never_stands_for_what_is_no_plain_list(klein: Policy, form: str) -> None:
    assert not [name for name in files(with_excerpt(klein, group(form, about("ouder")))) if "-beknopt" in name]


def test_a_title_is_no_markup(klein: Policy) -> None:
    odd = about("ouder").model_copy(update={"title": "1. *Niet* <b>pesten</b>"})
    shown = files(with_excerpt(klein, group("bullets", odd)))
    assert "<li>1. *Niet* &lt;b&gt;pesten&lt;/b&gt;</li>" in words(shown["-beknopt.html"])
    assert "- 1. *Niet* <b>pesten</b>" in words(shown["-beknopt.txt"])


def test_notes_of_a_shortened_text_are_left_out_with_it(klein: Policy) -> None:
    noted = with_note(made("over.noot", "Vraag het.[^wie]", audience=("leerling",)), "wie", "De directie.")
    shown = files(with_excerpt(klein, group("bullets", noted)))
    assert "De directie." in words(shown[".txt"])
    assert "De directie." not in words(shown["-beknopt.txt"])


# -- in Word ----------------------------------------------------------------------------------------------------------


def test_the_word_file_has_the_excerpt_with_real_headings(klein: Policy) -> None:
    kern = klein.by_id()["gids.kern"]
    kept = group("prose", kern)
    policy = with_excerpt(klein, kept.model_copy(update={"heading": text("Kern")}))
    data = files(policy)[".docx"]
    assert isinstance(data, bytes)
    assert Word(data, "accept").paragraphs() == [
        ("Heading1", "Telefoons op school"),
        ("Heading2", "Kern"),
        ("Normal", " ".join(to_text(parse(kern.wording.text), klein.labels()).split())),
        ("Normal", "Lees het hele protocol: ‘Protocol Telefoons’, versie 1.1 (concept)"),
    ]


def test_numbered_texts_are_numbered_by_word_from_1_in_each_group(klein: Policy) -> None:
    policy = with_excerpt(
        klein, group("numbered", about("leerling"), about("ouder")), group("numbered", about("medewerker"))
    )
    data = files(policy)[".docx"]
    assert isinstance(data, bytes)
    numbers = found(data, "//w:p[w:pPr/w:pStyle/@w:val='ListNumber']/w:pPr/w:numPr/w:numId/@w:val")
    assert numbers[0] == numbers[1] != numbers[2]
    forms = found(data, "//w:abstractNum[@w:abstractNumId=2]/w:lvl[@w:ilvl=0]/w:lvlText/@w:val", "numbering")
    assert forms == ["%1."]


def test_links_of_the_word_file_lead_to_the_whole_protocol(klein: Policy) -> None:
    refers = made("over.regels", "Zie {clause}`afspraken.opbergen`.", audience=("leerling",))
    data = files(with_excerpt(klein, group("prose", refers)))[".docx"]
    assert isinstance(data, bytes)
    targets = {one.target_ref for one in Document(io.BytesIO(data)).part.rels.values() if one.is_external}
    assert targets == {URL, f"{URL}#afspraken.opbergen"}


def test_notes_of_the_excerpt_are_footnotes_in_word(klein: Policy) -> None:
    noted = with_note(made("over.noot", "Vraag het.[^wie]", audience=("leerling",)), "wie", "De directie.")
    data = files(with_excerpt(klein, group("prose", noted)))[".docx"]
    assert isinstance(data, bytes)
    assert [told(note).strip() for note in part(data, "footnotes") if told(note)] == ["De directie."]
    assert ("Normal", "Vraag het.{De directie.}") in Word(data, "accept").paragraphs()


def test_the_files_are_the_same_each_time(klein: Policy) -> None:
    assert files(klein) == files(klein)
