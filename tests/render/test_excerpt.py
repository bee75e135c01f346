"""Texts for the schoolgids: every form says from which version it comes, and a reader finds what is about them."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from schoolprotocol.config import Folders
from schoolprotocol.model.base import Audience
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.excerpt.excerpt import AUDIENCES, ExcerptInput, excerpt_files
from schoolprotocol.policy.excerpt import half_page, narrowed
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


def with_excerpt(policy: Policy, *groups: Group, **more: Any) -> Policy:
    """The policy with these groups in its excerpt, and other things too."""
    return policy.model_copy(update={"excerpt": excerpt_of(policy).model_copy(update={"groups": groups, **more})})


def group(form: str, *clauses: Clause) -> Group:
    """A group of clauses."""
    return Group.model_validate({"form": form, "clauses": clauses})


def about(*audience: str) -> Clause:
    """A clause for these readers, who are named in its text."""
    name = "-".join(audience)
    return made(
        f"over.{name}", f"Dit gaat over {' en '.join(audience)}.", audience=audience, kort=text(f"Kort over {name}.")
    )


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


EVERYBODY: tuple[Audience, ...] = ("leerling", "ouder", "medewerker")


def test_each_audience_that_is_asked_for_gets_only_what_is_about_them(klein: Policy) -> None:
    policy = with_excerpt(
        klein,
        group("prose", about("leerling", "ouder", "medewerker")),
        group("bullets", about("leerling"), about("ouder", "medewerker")),
        readers=EVERYBODY,
    )
    made_files = files(policy)
    for audience in EVERYBODY:
        for ending in (".html", ".md", ".txt", ".docx"):
            shown = words(made_files[f"{AUDIENCES[audience]}{ending}"])
            for one in (about("leerling", "ouder", "medewerker"), about("leerling"), about("ouder", "medewerker")):
                assert (one.wording.text in shown) == (audience in one.audience), (audience, ending)
            assert "versie 1.1" in shown


def test_nobody_gets_a_text_of_their_own_that_was_not_asked_for(klein: Policy) -> None:
    groups = (group("bullets", about("leerling"), about("ouder"), about("medewerker")),)

    def own(**more: Any) -> set[str]:
        names = {name.removesuffix(".txt") for name in files(with_excerpt(klein, *groups, **more)) if ".txt" in name}
        return names - {"", "-kort"}

    assert own() == {"-leerlingen", "-ouders"}  # staff only where the school asks for it
    assert own(readers=("medewerker",)) == {"-medewerkers"}
    assert own(readers=()) == set()


def test_an_audience_to_whom_all_is_said_has_no_file_of_its_own(klein: Policy) -> None:
    policy = with_excerpt(klein, group("bullets", about("leerling", "ouder"), about("leerling")))
    endings = (".html", ".md", ".txt", ".docx")
    assert set(files(policy)) == {f"{who}{ending}" for who in ("", "-ouders") for ending in endings} | {"-kort.txt"}


def test_an_audience_to_whom_nothing_is_said_has_no_file(klein: Policy) -> None:
    policy = with_excerpt(klein, group("bullets", about("leerling")))
    assert narrowed(excerpt_of(policy), "leerling") is None
    assert narrowed(excerpt_of(policy), "ouder") is None


def test_a_column_without_a_text_for_them_falls_out(klein: Policy) -> None:
    columns = [
        {"heading": text("Wel"), "clauses": (about("leerling"),)},
        {"heading": text("Niet"), "clauses": (about("ouder"),)},
    ]
    policy = with_excerpt(klein, Group.model_validate({"form": "columns", "columns": columns}))
    own = narrowed(excerpt_of(policy), "ouder")
    assert own is not None
    assert [column.heading.text for column in own.groups[0].columns] == ["Niet"]


# -- half a page ------------------------------------------------------------------------------------------------------

INTRO, RULES, CLOSING = about("ouder", "leerling"), (about("leerling"), about("ouder")), about("leerling", "ouder")


def halved(klein: Policy) -> Policy:
    """A policy whose excerpt has an introduction, two rules and a closing, and a half page with both rules."""
    around = [group("prose", one.model_copy(update={"kort": None})) for one in (INTRO, CLOSING)]
    long = (around[0], group("numbered", *RULES), around[1])
    return with_excerpt(klein, *long, half=(around[0], group("bullets", *RULES), around[1]))


@pytest.mark.parametrize("form", [".html", ".md", ".txt", ".docx"])
def test_half_a_page_gives_each_rule_in_its_short_sentence_between_introduction_and_closing(
    klein: Policy, form: str
) -> None:
    shown = words(files(halved(klein))[f"-beknopt{form}"])
    told = [INTRO.wording.text, "Kort over leerling.", "Kort over ouder.", CLOSING.wording.text, "versie 1.1 (concept)"]
    places = [shown.index(one) for one in told]
    assert places == sorted(places)
    for rule in RULES:
        assert rule.wording.text not in shown
        assert rule.title not in shown


@pytest.mark.parametrize("form", ["prose", "numbered", "bullets", "dos", "donts"])
def test_a_text_that_has_no_half_page_gets_none_and_never_a_list_of_titles(klein: Policy, form: str) -> None:
    policy = with_excerpt(klein, group(form, about("ouder")))
    assert half_page(excerpt_of(policy)) is None
    assert not [name for name in files(policy) if "-beknopt" in name]


def test_half_a_page_is_made_for_each_audience_too(klein: Policy) -> None:
    made_files = files(halved(klein))
    shown = words(made_files["-ouders-beknopt.txt"])
    assert "Kort over ouder." in shown
    assert "Kort over leerling." not in shown


def test_an_audience_without_a_rule_on_the_half_page_has_no_half_page(klein: Policy) -> None:
    policy = halved(klein)
    half = excerpt_of(policy).half or ()
    only = (half[0], group("bullets", RULES[0]), half[2])
    names = set(files(with_excerpt(policy, *policy.excerpt_groups, half=only)))
    assert "-ouders.txt" in names
    assert "-ouders-beknopt.txt" not in names
    assert "-leerlingen-beknopt.txt" in names


def test_a_short_sentence_is_markup_and_its_values_are_not(klein: Policy) -> None:
    odd = about("ouder").model_copy(update={"kort": text("*Niet* {{ x }}", "*Niet* pesten &amp; 1 \\*")})
    shown = files(with_excerpt(klein, group("prose", odd), half=(group("bullets", odd),)))
    assert "<li><em>Niet</em> pesten &amp; 1 *</li>" in words(shown["-beknopt.html"])
    assert "- Niet pesten & 1 *" in words(shown["-beknopt.txt"])


def test_notes_of_a_shortened_text_are_left_out_with_it(klein: Policy) -> None:
    noted = with_note(made("over.noot", "Vraag het.[^wie]", audience=("leerling",)), "wie", "De directie.")
    noted = noted.model_copy(update={"kort": text("Vraag!")})
    shown = files(with_excerpt(klein, group("bullets", noted), half=(group("bullets", noted),)))
    assert "De directie." in words(shown[".txt"])
    assert "De directie." not in words(shown["-beknopt.txt"])


# -- to paste ---------------------------------------------------------------------------------------------------------


def test_html_is_read_the_same_whatever_charset_its_page_declares(klein: Policy) -> None:
    policy = with_excerpt(klein, group("prose", made("over.e", "Eén “foto’s” → 😀")))
    page = files(policy)[".html"]
    assert isinstance(page, str)
    assert page.isascii()
    assert "Eén “foto’s” → 😀" in html.unescape(page)


def test_plain_text_says_its_charset_where_it_needs_one(klein: Policy) -> None:
    odd = files(with_excerpt(klein, group("prose", made("over.e", "Eén foto."))))[".txt"]
    assert str(odd).startswith("\ufeff")
    assert str(odd).count("\ufeff") == 1
    plain = klein.model_copy(update={"title": "Telefoons"})
    short = excerpt_of(klein).short.model_copy(update={"wording": text("Lees het protocol.")})
    assert str(files(with_excerpt(plain, short=short))["-kort.txt"]).isascii()


def test_plain_text_has_a_line_for_each_paragraph_and_item_however_long(klein: Policy) -> None:
    long = "Wij leggen onze telefoon elke dag voor de les in de tas en halen hem er pas na de les weer uit. " * 5
    policy = with_excerpt(
        klein, group("prose", made("over.a", long)), group("bullets", made("over.b", long), made("over.c", "Kort."))
    )
    lines = str(files(policy)[".txt"]).removeprefix("\ufeff").split("\n")
    assert lines[:6] == ["Telefoons op school", "", long.strip(), "", f"- {long.strip()}", "- Kort."]
    assert all(line == line.rstrip() for line in lines)


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
