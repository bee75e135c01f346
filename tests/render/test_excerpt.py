"""Texts for the schoolgids: every form says from which version it comes, and a reader finds what is about them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html as lxml_html

from schoolprotocol.config import Folders
from schoolprotocol.model.base import Audience
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.excerpt.excerpt import AUDIENCES, ExcerptInput, excerpt_files
from schoolprotocol.policy.excerpt import as_said_by, half_page, narrowed
from schoolprotocol.policy.model import Clause, Group, Policy
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.text.parse import parse
from schoolprotocol.text.plain import to_text
from tests.compare.edits import made, reworded, text, with_clauses, with_note
from tests.conftest import ROOTS
from tests.docx.word import Word, found, part, told
from tests.helpers import excerpt_of, loaded, policy_of

URL = "https://a.example/noord/"
TEMPLATES = Folders(ROOTS / "klein", Path("build")).templates
FORMS = (".html", ".md", ".txt", ".docx", "-kort.txt")
LONG = {".html", ".md", ".txt", ".docx", "-kort.txt"}
"""What a text without a half page consists of, beside the style sheet and the script."""
NOTICE = "Voorstel: deze tekst is van versie 1.1 (concept), die nog niet is vastgesteld. Neem hem nog niet over."


@pytest.fixture(scope="module")
def klein() -> Policy:
    """A concept, version 1.1."""
    return policy_of(ROOTS / "klein")


def style() -> Style:
    """A house style."""
    return loaded(ROOTS / "klein").schools["noord"].school.style


def files(policy: Policy) -> Mapping[str, str | bytes]:
    """The excerpts of a policy, by what their names end with."""
    return with_more(policy)


def with_more(policy: Policy, **more: Any) -> Mapping[str, str | bytes]:
    """The same where more is known of the policy."""
    made = excerpt_files(ExcerptInput(policy, style(), URL, **more), TEMPLATES, "gids")
    return {name.removeprefix("gids"): content for name, content in made.items()}


def tree_in(source: str | bytes) -> Any:
    """HTML that was parsed."""
    return lxml_html.fromstring(source)


def pasted(page: str | bytes, length: str = "lang", form: str = "html") -> str:
    """What a button of the page copies: HTML, or plain text."""
    (area,) = tree_in(page).xpath(f"//section[@id='{length}']//textarea[@data-form='{form}']")
    return str(area.text)


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
    assert files(policy)["-kort.txt"] == f"{NOTICE} Lees het protocol, versie 1.1 (concept). {URL}\n"
    adopted = with_document(policy, status="vastgesteld", effective=date(2026, 8, 1))
    assert files(adopted)["-kort.txt"] == f"Lees het protocol, versie 1.1 (geldt vanaf 1 augustus 2026). {URL}\n"
    other = files(with_document(policy, version="1.10", status="vastgesteld"))["-kort.txt"]
    assert other == f"Lees het protocol, versie 1.1. Dit is versie 1.10. {URL}\n"


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

    assert own() == own(readers=None) == set()
    assert own(readers=("leerling", "ouder")) == {"-leerlingen", "-ouders"}
    assert own(readers=("medewerker",)) == {"-medewerkers"}
    assert own(readers=()) == set()


def test_an_audience_to_whom_all_is_said_has_no_file_of_its_own(klein: Policy) -> None:
    policy = with_excerpt(klein, group("bullets", about("leerling", "ouder"), about("leerling")), readers=EVERYBODY)
    own = {f"-ouders{ending}" for ending in LONG - {"-kort.txt"}}
    assert set(files(policy)) == LONG | own | {".css", ".js"}


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


@pytest.mark.parametrize("form", [".html", ".md", ".txt", ".docx"])
def test_what_is_not_to_be_done_reads_as_such(klein: Policy, form: str) -> None:
    do, dont = made("a.b", "Vragen of het mag."), made("a.c", "Anderen filmen.")
    said = words(files(with_excerpt(klein, group("dos", do), group("donts", dont)))[form]).lower()
    assert re.search(r"\bwel\W+vragen of het mag", said)
    assert re.search(r"\bniet\W+anderen filmen", said)


@pytest.mark.parametrize("form", [".html", ".md", ".txt", ".docx"])
def test_columns_keep_their_headings(klein: Policy, form: str) -> None:
    columns = [
        {"heading": text("Wat doen we wel"), "clauses": (made("a.b", "Vragen of het mag."),)},
        {"heading": text("Wat doen we niet"), "clauses": (made("a.c", "Anderen filmen."),)},
    ]
    shown = Group.model_validate({"form": "columns", "heading": text("Foto’s"), "columns": columns})
    said = html.unescape(words(files(with_excerpt(klein, shown))[form]))
    order = [said.index(t) for t in ("Foto’s", "Wat doen we wel", "Vragen of", "Wat doen we niet", "Anderen filmen")]
    assert order == sorted(order) or form == ".docx"  # a table: the headings stand beside each other


# -- half a page ------------------------------------------------------------------------------------------------------

INTRO, RULES, CLOSING = about("ouder", "leerling"), (about("leerling"), about("ouder")), about("leerling", "ouder")


def halved(klein: Policy) -> Policy:
    """A policy whose excerpt has an introduction, two rules and a closing, and a half page with both rules."""
    around = [group("prose", one.model_copy(update={"kort": None})) for one in (INTRO, CLOSING)]
    long = (around[0], group("numbered", *RULES), around[1])
    return with_excerpt(klein, *long, half=(around[0], group("bullets", *RULES), around[1]))


@pytest.mark.parametrize("form", [".html", ".txt", ".docx"])
def test_half_a_page_gives_each_rule_in_its_short_sentence_between_introduction_and_closing(
    klein: Policy, form: str
) -> None:
    made_files = files(halved(klein))
    shown = words(pasted(made_files[form], "half") if form == ".html" else made_files[f"-beknopt{form}"])
    told = [INTRO.wording.text, "Kort over leerling.", "Kort over ouder.", CLOSING.wording.text, "versie 1.1 (concept)"]
    places = [shown.rindex(one) for one in told]
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
    policy = halved(klein)
    made_files = files(with_excerpt(policy, *policy.excerpt_groups, readers=("ouder",)))
    shown = words(made_files["-ouders-beknopt.txt"])
    assert "Kort over ouder." in shown
    assert "Kort over leerling." not in shown


def test_an_audience_without_a_rule_on_the_half_page_has_no_half_page(klein: Policy) -> None:
    policy = halved(klein)
    half = excerpt_of(policy).half or ()
    only = (half[0], group("bullets", RULES[0]), half[2])
    names = set(files(with_excerpt(policy, *policy.excerpt_groups, half=only, readers=EVERYBODY)))
    assert "-ouders.txt" in names
    assert "-ouders-beknopt.txt" not in names
    assert "-leerlingen-beknopt.txt" in names


def test_a_short_sentence_is_markup_and_its_values_are_not(klein: Policy) -> None:
    odd = about("ouder").model_copy(update={"kort": text("*Niet* {{ x }}", "*Niet* pesten &amp; 1 \\*")})
    shown = files(with_excerpt(klein, group("prose", odd), half=(group("bullets", odd),)))
    assert "<li><em>Niet</em> pesten &amp; 1 *</li>" in pasted(shown[".html"], "half")
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
    lines = str(files(policy)[".txt"]).removeprefix("\ufeff").split("\n")[2:]
    assert lines[:6] == ["Telefoons op school", "", long.strip(), "", f"- {long.strip()}", "- Kort."]
    assert all(line == line.rstrip() for line in lines)


def test_markdown_says_its_charset_too(klein: Policy) -> None:
    assert str(files(klein)[".md"]).startswith("\ufeff")


# -- the page to copy from --------------------------------------------------------------------------------------------


def page_of(policy: Policy) -> Any:
    return tree_in(files(policy)[".html"])


def test_the_page_is_a_whole_document_that_asks_for_nothing_but_its_own_two_files(klein: Policy) -> None:
    page = page_of(halved(klein))
    assert str(files(klein)[".html"]).startswith("<!DOCTYPE html>")
    assert page.xpath("/html/@lang") == ["nl"]
    assert page.xpath("//title/text()")
    assert page.xpath("//link[@rel='stylesheet']/@href | //script/@src") == ["gids.css", "gids.js"]
    assert not page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')] | //img")
    (security,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in security
    assert "unsafe" not in security


def test_the_page_has_every_length_with_buttons_that_wait_for_the_script(klein: Policy) -> None:
    page = page_of(halved(klein))
    assert page.xpath("//main/section/@id") == ["lang", "half", "kort"]
    for section in page.xpath("//main/section"):
        kinds = section.xpath(".//button/@data-copy")
        assert kinds == ["rich", "text", "html"]
        assert len(section.xpath(".//button[@hidden]")) == len(kinds)
        assert len(section.xpath(".//*[@role='status']")) == 1
        for area in section.xpath(".//textarea"):
            assert section.xpath(f".//label[@for='{area.get('id')}']")
    assert page_of(klein).xpath("//main/section/@id") == ["lang", "kort"]


def test_what_a_button_copies_is_what_is_shown_and_what_the_files_hold(klein: Policy) -> None:
    made_files = files(halved(klein))
    page = tree_in(made_files[".html"])
    for length, ending in (("lang", ".txt"), ("half", "-beknopt.txt"), ("kort", "-kort.txt")):
        told = str(made_files[ending]).removeprefix("\ufeff")
        assert pasted(made_files[".html"], length, "text").strip() == told.strip()
        (shown,) = page.xpath(f"//section[@id='{length}']/div[@class='text']")
        copied = tree_in(f"<div>{pasted(made_files['.html'], length)}</div>")
        assert words(copied.text_content()) == words(shown.text_content())


def test_what_is_pasted_is_ascii_without_classes_styles_and_scripts(klein: Policy) -> None:
    policy = with_excerpt(klein, group("prose", made("over.e", "Eén “foto’s” → 😀 \\<b\\>")))
    for length in ("lang", "kort"):
        source = pasted(files(policy)[".html"], length)
        assert source.isascii()
        for node in tree_in(f"<div>{source}</div>").iter():
            assert node.tag in {"div", "h2", "h3", "p", "ul", "ol", "li", "a", "em", "strong", "sup", "br"}
            assert set(node.attrib) <= {"href"}


def test_what_is_pasted_holds_no_orders_for_a_content_management_system(klein: Policy) -> None:
    policy = with_excerpt(klein, group("prose", made("over.e", r"Zie \[gallery\] en https\://video.example/1.")))
    source = pasted(files(policy)[".html"])
    assert "[" not in source
    assert "gallery" in source
    assert "Zie [gallery] en https://video.example/1." in tree_in(f"<div>{source}</div>").text_content()
    assert not re.search(r">[^<]*://", source)


def test_a_text_cannot_leave_the_field_in_which_it_is_copied(klein: Policy) -> None:
    evil = "</textarea><script>alert(1)</script>"
    shown = with_document(klein, title=evil).model_copy(update={"title": evil})
    policy = with_excerpt(shown, group("prose", made("over.e", "Vraag het.")), heading=text(evil))
    page = page_of(policy)
    assert page.xpath("//script/@src") == ["gids.js"]
    assert len(page.xpath("//script")) == 1
    assert evil in pasted(files(policy)[".html"], "lang", "text")


def test_the_page_leads_to_the_files_that_are_there(klein: Policy) -> None:
    for policy in (klein, halved(klein)):
        made_files = files(policy)
        linked = {str(name).removeprefix("gids") for name in page_of(policy).xpath("//footer//a/@href")}
        assert linked == set(made_files) - {".html", ".css", ".js"}


def test_notes_are_numbered_from_1_whatever_they_are_in_the_document(klein: Policy) -> None:
    noted = with_note(made("over.noot", "Vraag het.[^wie]", audience=("leerling",)), "wie", "De directie.")
    seventh = noted.model_copy(update={"notes": tuple(n.model_copy(update={"number": 7}) for n in noted.notes)})
    shown = str(files(with_excerpt(klein, group("prose", seventh)))[".txt"])
    assert "Vraag het.[1]" in shown
    assert "[1] De directie." in shown


# -- of which version -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_proposal_says_so_before_anything_else(klein: Policy, form: str) -> None:
    made_file = with_more(klein, holds="1.0")[form]
    told = words(made_file)
    if form == ".html":
        assert all(words(pasted(made_file, length)).startswith("<p><strong>Voorstel") for length in ("lang", "kort"))
        assert told.index(f"{NOTICE} Nu geldt versie 1.0.") < told.index("Kies een lengte")
    else:
        assert told.lstrip("\ufeff*").startswith(f"{NOTICE} Nu geldt versie 1.0.")


@pytest.mark.parametrize("form", FORMS)
def test_a_text_that_holds_has_nothing_above_it(klein: Policy, form: str) -> None:
    told = words(files(with_document(klein, status="van-kracht"))[form])
    assert "Voorstel" not in told
    assert "Neem" not in told


def test_a_lapsed_protocol_and_a_status_that_nobody_gave_are_told_too(klein: Policy) -> None:
    assert "Vervallen: dit protocol geldt niet meer." in words(files(with_document(klein, status="vervallen"))[".txt"])
    claimed = with_more(with_document(klein, status="vastgesteld"), doubts=("Dat blijkt niet.",))
    assert words(claimed["-kort.txt"]).startswith("Dat blijkt niet. ")


def frozen_without(policy: Policy, **changes: Any) -> Policy:
    """An adopted version that was frozen without a text for the schoolgids."""
    return with_document(policy, version="1.0", status="vastgesteld", **changes).model_copy(update={"excerpt": None})


def test_a_version_without_a_text_of_its_own_gives_the_chosen_clauses_as_it_says_them(klein: Policy) -> None:
    tip, melden = klein.by_id()["tips.vraag"], klein.by_id()["afspraken.melden"]
    chosen = with_excerpt(klein, group("prose", made("gids.vooraf", "Wat wij beloven.")), group("bullets", tip, melden))
    version = reworded(frozen_without(klein), tips__vraag="Vraag het altijd.")
    version = with_clauses(version, lambda one: None if one.id == "afspraken.melden" else one)
    said = as_said_by(version, chosen, URL)
    assert said is not None
    assert [clause.wording.text for clause in every_clause(*said.groups)] == ["Vraag het altijd."]
    told = words(files(version.model_copy(update={"excerpt": said}))[".txt"])
    for absent in ("Wat wij beloven", "Vraag het eerst", "Ziet u iets", "Voorstel"):
        assert absent not in told
    assert f"‘{version.title}’, versie 1.0. {URL}" in told
    short = words(files(version.model_copy(update={"excerpt": said}))["-kort.txt"])
    assert (
        short == f"\ufeffDe afspraken van {version.organisation.short} staan in ‘{version.title}’ ({URL}), versie 1.0."
    )


def test_a_sentence_that_changed_from_what_is_not_done_to_what_is_done_is_not_taken(klein: Policy) -> None:
    def in_form(policy: Policy, form: str) -> Policy:
        sections = [
            section.model_copy(update={"groups": tuple(g.model_copy(update={"form": form}) for g in section.groups)})
            for section in policy.sections
        ]
        return policy.model_copy(update={"sections": tuple(sections)})

    tip = klein.by_id()["tips.vraag"]
    for then, now, is_taken in (("donts", "donts", True), ("donts", "bullets", False), ("prose", "donts", False)):
        chosen = with_excerpt(in_form(klein, now), group("bullets", tip))
        said = as_said_by(in_form(frozen_without(klein), then), chosen, URL)
        assert said is not None
        assert ("tips.vraag" in {clause.id for clause in every_clause(*said.groups)}) == is_taken, (then, now)


def test_without_a_choice_nothing_is_taken(klein: Policy) -> None:
    assert as_said_by(frozen_without(klein), klein.model_copy(update={"excerpt": None}), URL) is None


def test_a_title_that_looks_like_markup_stays_words_in_the_pointer(klein: Policy) -> None:
    version = frozen_without(klein).model_copy(update={"title": "A* [b](c) {x}"})
    said = as_said_by(version, klein, URL)
    assert said is not None
    assert "‘A* [b](c) {x}’" in words(files(version.model_copy(update={"excerpt": said}))["-kort.txt"])


# -- in Word ----------------------------------------------------------------------------------------------------------


def test_the_word_file_has_the_excerpt_with_real_headings(klein: Policy) -> None:
    kern = klein.by_id()["gids.kern"]
    kept = group("prose", kern)
    policy = with_excerpt(klein, kept.model_copy(update={"heading": text("Kern")}))
    data = files(policy)[".docx"]
    assert isinstance(data, bytes)
    assert Word(data, "accept").paragraphs() == [
        ("Normal", NOTICE),
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
