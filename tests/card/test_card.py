"""The card for the classroom: what it says, that it is one page, and what a screen reader finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pypdfium2 as pdfium
import pytest
import segno

from schoolprotocol.documents.first import first_in
from schoolprotocol.errors import SourceError
from schoolprotocol.model.first import Pictogram
from schoolprotocol.outputs.card.card import QR, Card, Layout, card_for, card_html, drawings, layouts_for, qr_code
from schoolprotocol.outputs.card.making import make
from schoolprotocol.outputs.help import Help, Number
from schoolprotocol.outputs.job import Editions, Held, Job
from schoolprotocol.outputs.output import Work
from schoolprotocol.templating import templates_in
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import CLAUSES, HEAD, NOORD, SOURCE
from tests.helpers import PROTOCOL, loaded, policy_of

TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")
FIRST = "first: {leerling: [afspraken.melden, {clause: tips.vraag, pictogram: vraag}, gevolgen.aangifte]}\n"
TIP = "  text: Vraag het eerst.\n"
MELDEN = "  text: Ziet u iets dat niet mag? Bel {{ bron.meldpunt }} of lees {clause}`gevolgen.aangifte`.\n"


def job_of(root: Path, school: str = "noord", **changed: Any) -> Job:
    """Everything that a card is made of."""
    corpus, key = loaded(root), (school, PROTOCOL)
    job = Job(
        school=school,
        protocol=PROTOCOL,
        templates=TEMPLATES,
        summary="",
        policy=policy_of(root, school),
        style=corpus.schools[school].school.style,
        logo=None,
        home=f"{school}/{PROTOCOL}",
        url=f"https://a.example/{school}/{PROTOCOL}/",
        publisher="",
        synonyms=(),
        releases=(),
        void=(),
        unproven=False,
        report=None,
        first=first_in(corpus, key),
    )
    return replace(job, **changed)


@pytest.fixture
def job(project: ProjectMaker) -> Job:
    """That of a concept with three rules for pupils."""
    return job_of(project(files={NOORD: HEAD + FIRST}))


def made(job: Job, folder: Path) -> list[Path]:
    """The cards of a document."""
    return list(make(Work(job, frozenset({"kaart"}), folder, {}, lambda _name: pytest.fail("not measured")))["kaart"])


def said(file: Path) -> str:
    """The text of a card; it must be one page."""
    document = pdfium.PdfDocument(file)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().replace("\ufffe", "").split())


def pupils(job: Job) -> Card:
    card = card_for(job, "leerling")
    assert card is not None
    return card


# -- what it says -----------------------------------------------------------------------------------------------------


def test_a_card_has_the_rules_help_the_address_and_the_version(job: Job, tmp_path: Path) -> None:
    (file,) = made(job, tmp_path)
    assert file == tmp_path / "kaart/noord-telefoons-kaart-leerlingen.pdf"
    text = said(file)
    for part in (
        *("Afspraken voor leerlingen", "Protocol Telefoons", "Vraag het eerst.", "De school kan aangifte doen."),
        *("a.example/noord/telefoons/leerlingen.html", "Versie 1.1, concept."),
    ):
        assert part in text, text


def test_the_help_is_that_of_the_project_as_far_as_it_is_for_these_readers(job: Job) -> None:
    numbers = (
        Number("De Kindertelefoon", "0800 0432", audience=("leerling",)),
        Number("CAO", "1", audience=("medewerker",)),
    )
    card = pupils(replace(job, help=Help("de mentor", None, Number("Noord", "010 123"), numbers)))
    html = card_html(card, Layout(20), TEMPLATES)
    assert "Vraag het op school: de mentor." in html
    assert re.findall(r"<li><strong>(.*?)</strong> (.*?)</li>", html) == [
        ("010 123", "Noord"),
        ("0800 0432", "De Kindertelefoon"),
    ]
    assert "Hulp nodig?" not in card_html(pupils(job), Layout(20), TEMPLATES)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_help_of_any_length_is_printed_whole(count: int, job: Job, tmp_path: Path) -> None:
    long = "Vertrouwensinspecteur van de Inspectie van het Onderwijs"
    numbers = tuple(Number(f"{long} in {n}" if n % 3 == 0 else f"Lijn {n}", f"0900 111 3 1{n}0") for n in range(count))
    (file,) = made(replace(job, help=Help("de mentor", numbers=numbers)), tmp_path)
    text = said(file)
    assert [one for one in numbers if one.name not in text or one.number not in text] == []


def test_a_proposal_says_that_it_is_one_and_what_holds(job: Job) -> None:
    proposal = card_html(pupils(job), Layout(20), TEMPLATES)
    assert ">Voorstel<" in proposal
    assert "Er kan nog iets veranderen." in proposal
    held = replace(job, held=Held(job.policy, job.url))
    assert "Nu geldt versie 1.1." in card_html(pupils(held), Layout(20), TEMPLATES)


def test_what_was_adopted_is_no_proposal_and_doubts_are_told(job: Job) -> None:
    document = job.policy.document.model_copy(update={"status": "vastgesteld"})
    adopted = replace(job, policy=job.policy.model_copy(update={"document": document}))
    assert "Voorstel" not in card_html(pupils(adopted), Layout(20), TEMPLATES)
    assert "zie het als een voorstel" in card_html(pupils(replace(adopted, unproven=True)), Layout(20), TEMPLATES)


def test_a_rule_that_is_not_the_whole_clause_says_so(project: ProjectMaker) -> None:
    long = "  text: Vraag het eerst. " + "Woord " * 40 + "einde.\n"
    card = pupils(job_of(project(files={NOORD: HEAD + FIRST}, replace={CLAUSES: ((TIP, long),)})))
    assert [rule.more for rule in card.rules] == ["", "Er staat meer in ‘Vraag het eerst’ in bijlage 1.", ""]
    title = project(files={NOORD: HEAD + FIRST}, replace={CLAUSES: ((TIP, "  text: vragen;\n"),)})
    assert [(rule.text, rule.more) for rule in pupils(job_of(title)).rules][1][1].startswith("Lees ")


def test_signs_of_html_are_printed_as_they_are(project: ProjectMaker) -> None:
    root = project(files={NOORD: HEAD + FIRST}, replace={CLAUSES: ((TIP, "  text: Schrijf &lt;b&gt; & “c”.\n"),)})
    assert "Schrijf &lt;b&gt; &amp; “c”." in card_html(pupils(job_of(root)), Layout(20), TEMPLATES)


def test_a_name_or_a_date_in_a_rule_looks_like_the_rest_of_it() -> None:
    assert not re.search(r"\.(?:whole|name|long-name)\b", TEMPLATES.text("card/kaart.css")), "`unbroken` marks them so"


def test_who_has_no_rules_gets_no_card(project: ProjectMaker, tmp_path: Path) -> None:
    assert made(job_of(project()), tmp_path) == []


@pytest.mark.parametrize("edition", ["replaced", "lapsed"])
def test_a_text_that_does_not_apply_any_more_has_none(edition: Any, job: Job, tmp_path: Path) -> None:
    assert made(replace(job, edition=edition), tmp_path) == []


# -- one page ---------------------------------------------------------------------------------------------------------


def crowded(project: ProjectMaker, words: int) -> Job:
    """Seven rules of so many words."""
    names = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven")
    rule = " ".join(["medezeggenschapsraad"] * words)
    adds = "".join(
        f"  - {{add: noord.{name}, title: {name}, audience: [leerling], text: {rule} Regel {name} {rule}., "
        f"kort: Regel {name} {rule} einde{name}., after: tips.vraag, reason: Zo.}}\n"
        for name in names
    )
    ids = ", ".join(f"noord.{name}" for name in names)
    return job_of(project(files={NOORD: f"{HEAD}first: {{leerling: [{ids}]}}\noperations:\n{adds}"}))


def test_seven_long_rules_are_one_page_and_none_is_cut(project: ProjectMaker, tmp_path: Path) -> None:
    (file,) = made(crowded(project, 14), tmp_path)
    text = said(file)
    for name in ("een", "twee", "drie", "vier", "vijf", "zes", "zeven"):
        assert f"einde{name}." in text
    assert "Versie 1.1, concept." in text


def test_what_does_not_fit_on_a_page_is_a_finding_and_no_card(project: ProjectMaker, tmp_path: Path) -> None:
    job = crowded(project, 1)
    crowd = replace(pupils(job).rules[0], text="woord " * 130)
    with pytest.raises(SourceError) as found:
        make_with(crowd, job, tmp_path)
    (diagnostic,) = found.value.diagnostics
    assert diagnostic.kind.code == "SP645"
    assert diagnostic.place.file == f"{SOURCE}/schools/noord/telefoons.yaml"
    assert not list(tmp_path.rglob("*.pdf"))


def make_with(rule: Any, job: Job, folder: Path) -> None:
    """Makes a card on which each rule says this."""
    with pytest.MonkeyPatch.context() as patch:
        card = pupils(job)
        patch.setattr(
            "schoolprotocol.outputs.card.making.card_for", lambda *_: replace(card, rules=(rule,) * len(card.rules))
        )
        made(job, folder)


def test_what_is_far_too_much_is_not_even_tried(project: ProjectMaker) -> None:
    card = pupils(crowded(project, 1))
    assert not [*layouts_for(replace(card, rules=card.rules * 100))]


def test_the_less_there_is_to_say_the_larger_it_stands_there(project: ProjectMaker, job: Job) -> None:
    assert next(layouts_for(pupils(job))).size > 2 * next(layouts_for(pupils(crowded(project, 12)))).size


def test_a_long_name_address_and_title_push_nothing_off_the_page(job: Job, tmp_path: Path) -> None:
    school = job.policy.organisation.model_copy(update={"name": "Stichting Openbaar Onderwijs " * 5})
    policy = job.policy.model_copy(update={"organisation": school, "title": "Protocol over alles wat mag " * 6})
    url = f"https://{'lang-en-' * 10}adres.example/{'school/' * 9}"
    asked = Help(contact="de vertrouwenspersoon " * 8)
    (file,) = made(replace(job, policy=policy, url=url, help=asked), tmp_path)
    text = said(file)
    assert text.count("Stichting Openbaar Onderwijs") == text.count("de vertrouwenspersoon") - 3 == 5
    assert text.count("Protocol over alles wat mag") == 6
    assert f"{url}leerlingen.html".removeprefix("https://").replace("-", "") in "".join(text.replace("-", "").split())


# -- pictures ---------------------------------------------------------------------------------------------------------


def test_every_drawing_that_can_be_named_is_there_and_no_other() -> None:
    there = {Path(name).stem for name in TEMPLATES.below("card/pictogrammen", ".svg")}
    assert there == {*get_args(Pictogram), "stip"}


def test_drawings_are_in_the_colour_of_the_school_and_who_named_none_gets_the_plain_one(job: Job) -> None:
    found = drawings(pupils(job), TEMPLATES)
    assert set(found) == {"schoolprotocol:/kaart/stip.svg", "schoolprotocol:/kaart/vraag.svg", QR}
    assert b"currentColor" not in b"".join(found.values())


@pytest.mark.parametrize("content", [b"\xff\xfe", b"<svg", b""])
def test_a_drawing_of_a_project_s_own_that_cannot_be_drawn_is_told_by_its_name(
    content: bytes, job: Job, tmp_path: Path
) -> None:
    own = tmp_path / "templates/card/pictogrammen/vraag.svg"
    own.parent.mkdir(parents=True)
    own.write_bytes(content)
    with pytest.raises(SourceError) as found:
        made(replace(job, templates=templates_in(tmp_path / "templates")), tmp_path)
    (diagnostic,) = found.value.diagnostics
    assert (diagnostic.kind.code, diagnostic.place.file) == ("SP640", "templates/card/pictogrammen/vraag.svg")


def test_a_screen_reader_hears_of_the_code_and_of_no_other_picture(job: Job, tmp_path: Path) -> None:
    (file,) = made(job, tmp_path)
    with pikepdf.open(file) as pdf:
        figures, lists = list(elements(pdf, "/Figure")), list(elements(pdf, "/LI"))
        assert [str(one.Alt) for one in figures] == ["QR-code van dit adres"]
        assert len(lists) == len(pupils(job).rules)
        assert str(pdf.Root.Lang) == "nl"


def elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    """The elements of the structure tree with a tag."""

    def below(element: Any) -> Any:
        yield element
        for child in element.K:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield from below(child)

    tree: Any = pdf.Root.StructTreeRoot
    return [one for one in below(tree.K[0]) if tag == one.S]


def test_the_code_is_that_of_the_address_with_white_around_it() -> None:
    address = "https://a.example/noord/telefoons/leerlingen.html"
    svg = qr_code(address).decode()
    rows = [list(row) for row in segno.make(address, error="m", micro=False, boost_error=False).matrix]
    assert f'viewBox="0 0 {len(rows) + 8} {len(rows) + 8}"' in svg
    dark = {(x + 4, y + 4) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}
    assert {tuple(map(int, one.split("h")[0].split())) for one in svg.split('d="M')[1].split("M")} == dark


AT: dict[str, tuple[Callable[[Job], Job], str]] = {
    "a concept": (lambda job: job, "noord/telefoons/leerlingen.html"),
    "what is in force": (
        lambda job: replace(
            job, edition="newest", editions=Editions(in_force="1.1"), url=f"{job.url}versies/1.1/"
        ),
        "noord/telefoons/leerlingen.html",
    ),
    "a proposal": (
        lambda job: replace(
            job, edition="proposal", editions=Editions(in_force="1.0"), url=f"{job.url}voorstel/"
        ),
        "noord/telefoons/voorstel/leerlingen.html",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", AT)
def test_the_code_leads_to_the_page_for_these_readers(what: str, job: Job) -> None:
    change, page = AT[what]
    assert pupils(change(job)).url == f"https://a.example/{page}"


def test_the_same_card_is_the_same_bytes(job: Job, tmp_path: Path) -> None:
    (one,), (other,) = made(job, tmp_path / "a"), made(job, tmp_path / "b")
    assert one.read_bytes() == other.read_bytes()


def test_a_document_of_a_board_with_three_schools_has_cards_for_each_audience(tmp_path: Path) -> None:
    job = replace(job_of(ROOTS / "bestuur", "es"), logo=None)
    assert {file.stem.rsplit("-", 1)[1] for file in made(job, tmp_path)} == {"leerlingen", "ouders", "medewerkers"}
