"""Rules about what people type, on many small texts: what each finds, and what close by it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from schoolprotocol.check import leftovers, letters, persons, placeholders
from schoolprotocol.check.written import Written, texts
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.model.clause import Clause
from schoolprotocol.places import Place
from tests.check.cases import below, tip
from tests.conftest import ProjectMaker
from tests.faults import BOARD, CLAUSES, NOORD
from tests.helpers import loaded

TODAY = date(2026, 11, 20)
Rule = Callable[[Written], Iterable[Diagnostic]]
CLAUSE = Clause(id="a.b", title="T", audience=("ouder",))


def found(rule: Rule, text: str, key: str = "text") -> list[Diagnostic]:
    """What a rule says of one text."""
    return list(rule(Written(CLAUSE, key, text, Place("a.yaml", 1), "a.b", None)))


# -- persons ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("Bel mevrouw Jansen.", "Bel Mevr. J. de Vries-Bakker.", "Bel mw Jansen", "Bel mw. drs. A.B. Jansen."),
        *(
            "Bel de heer Van den Broek.",
            "Bel dhr. Ali",
            "Ga naar meneer 't Hart.",
            "Ga naar meester Bart of juf Anouk.",
        ),
        *(
            "Vraag prof. dr. P. Öztürk.",
            "Bel ing. K. IJsbrand",
            "Bel dhr./mevr. Jansen",
            "Bel mr. O'Brien",
            "juf van Dijk",
        ),
        *("Bel mevrouw De Wit.", "Bel drs. D'Hondt", "Bel juffrouw Ooievaar"),
        *(
            "Bel DHR. JANSEN",
            "Bel MW. Jansen",
            "Bel De Heer Jansen",
            "Geachte heer Jansen",
            "Bel hr. Jansen",
            "Mr Smith",
        ),
        *("Bel mevrouw Şahin", "Bel mevrouw Žižek", "Bel dhr. Łukasz", "Bel mevr. Đ. Novak", "Bel meneer al-Hassan"),
        *("Bel mevrouw **Jansen**", "Bel mevrouw _Jansen_", "Bel mevrouw ‘Jansen’", "Bel de heer A Bakker"),
        *("Bel mevrouw Veldhuis", "Bel mevrouw van 't Hof", "Bel dhr. Nijhof", "Bel pastoor Bakker"),
    ],
)
def test_a_name_with_a_title_of_address_is_found(text: str) -> None:
    assert [d.kind for d in found(persons.person, text)] == [Kind.PERSON_NAMED] * (1 + (" of juf " in text))


@pytest.mark.parametrize(
    "text",
    [
        *("De heer des huizes beslist.", "Een meester. De leerling luistert.", "Spreek met de juf of de meester."),
        *(
            "Mevrouw of meneer: het maakt niet uit.",
            "Meester van groep 8",
            "meester van Groep 8",
            "De MR. Ouders kiezen.",
        ),
        *("Zij woont in de Dr. Schaepmanstraat.", "De Prof. Dr. Leo Kannerschool", "de Heer Jezus", "een mr.-titel"),
        *(
            "Dhr./Mw.",
            "De heer of mevrouw Directeur",
            "Mevrouw of Meneer",
            "Mevrouw de Voorzitter",
            "MEVROUW OF MENEER",
        ),
        *("De meester (Zie artikel 4)", "Meester Cornelisstraat 4", "Pastoor van Erpstraat", "mw. GGD Amsterdam"),
        *("de juffen en meesters van De Boeg", "Meneer de voorzitter", "de dr. in de naam", "Beste meneer/mevrouw,"),
    ],
)
def test_a_title_without_a_name_is_left_alone(text: str) -> None:
    assert found(persons.person, text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("j.jansen@school.nl", "Mail naar info@school.nl.", "[Mail](mailto:a.b@c-d.school.nl)"),
        *(
            "info[at]school.nl",
            "info (at) school.nl",
            "info AT school.nl",
            "info@ school.nl",
            "info [at] school [punt] nl",
        ),
        *("naam apenstaartje school.nl", "müller@münster.nl"),
    ],
)
def test_a_mail_address_in_a_text_is_found(text: str) -> None:
    assert [d.kind for d in found(persons.address, text)] == [Kind.ADDRESS_IN_TEXT]


@pytest.mark.parametrize("text", ["Mail naar {{ school.email }}.", "Volg @school.nl", "5 @ 3", "a@b", "Kijk at a.nl"])
def test_what_is_no_mail_address_is_left_alone(text: str) -> None:
    assert found(persons.address, text) == []


@pytest.mark.parametrize("address", ["j.jansen@a.nl", "jan.jansen@a.nl", "j.de.vries@a.nl", "a-bakker@a.nl"])
def test_an_address_with_a_name_is_a_persons(address: str) -> None:
    assert persons.is_personal(address)


@pytest.mark.parametrize(
    "address",
    ["info@a.nl", "sociale.veiligheid@a.nl", "mr.ouders@a.nl", "de.regenboog@a.nl", "noord@a.nl", "po-raad@a.nl"],
)
def test_an_address_of_a_desk_is_nobodys(address: str) -> None:
    assert not persons.is_personal(address, "De Regenboog")


@pytest.mark.parametrize(
    "number",
    [
        *("06-12345678", "06 12 34 56 78", "06.12.34.56.78", "0612345678", "(06) 1234 5678", "06 \u2013 1234 5678"),
        *("06\u201112345678", "06\u221212345678", "06_12345678", "tel.06-12345678".removeprefix("tel.")),
        *("+31 6 12345678", "+31612345678", "+31 (0)6 12 34 56 78", "0031 6-12345678", "06\u00a012345678"),
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(number: str) -> None:
    assert [d.values["found"] for d in found(persons.mobile, f"Bel {number}.")] == [number]


@pytest.mark.parametrize(
    "number",
    ["0900 111 3 111", "010-6123456", "2006-12345678", "NL06 1234 5678 90", "06-1234", "0800-0612", "€ 0612345678"],
)
def test_another_number_is_left_alone(number: str) -> None:
    assert found(persons.mobile, f"Bel {number}.") == []


@pytest.mark.parametrize(
    "text", ["mevrouw " * 200, "dr. " * 200, "mr. of " * 200, "van de " * 500, "A. " * 500, "06 " * 500]
)
def test_a_text_of_nothing_but_titles_takes_no_time(text: str) -> None:
    start = process_time()
    for rule in (persons.person, persons.address, persons.mobile):
        found(rule, text)
    assert process_time() - start < 1


# -- leftovers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["{{ school.short }}" * 1_000, "{" * 18_000])
def test_a_row_of_braces_takes_no_time(text: str) -> None:
    start = process_time()
    found(leftovers.braces, text, "title")
    assert process_time() - start < 0.5


@pytest.mark.parametrize(
    "text",
    [
        *("• foto's", "Dat geldt voor \uf0b7 foto's", "· foto's\n· filmpjes", "o foto's\no filmpjes", "▪foto's"),
        *("Dat geldt voor: - foto's; - filmpjes", "\u2013 foto's\n\u2013 filmpjes", "Dat zijn: o foto's o filmpjes"),
        *(
            "Neem mee: □ pen □ tas",
            "✓ foto's",
            "-foto's\n-filmpjes",
            "–foto's\n–filmpjes",
            "− foto's\n− filmpjes",
            "→ foto's\n→ filmpjes",
        ),
        *("a. foto's\nb. filmpjes", "Dat zijn:\n\na) foto's\nb) filmpjes", "(a) foto's\n\n(b) filmpjes"),
        "(1) foto's\n(2) filmpjes",
    ],
)
def test_a_pasted_bullet_is_found(text: str) -> None:
    assert [d.kind for d in found(leftovers.bullet, text)] == [Kind.BULLET_PASTED]


@pytest.mark.parametrize(
    "text",
    [
        *("- foto's\n- filmpjes", "Dat geldt voor:\n\n- foto's\n- filmpjes\n", "maandag - vrijdag: 8 - 12 uur", "a·b"),
        *(
            "-5 graden\n-10 graden",
            "Ga naar Menu → Privacy.",
            "Niet \u2013 en dat is nieuw \u2013 in de les.",
            "\u2013 en dat is nieuw.",
            "o ja",
            "□ ja",
            "Kies:\n\n- □ ja\n- □ nee",
            "Kies:\n\n□ ja\n\n□ nee",
            "* foto's\n* filmpjes",
            "a. is de eerste letter, en\nde tweede is b.",
            "Lees (1) en\n(2).",
        ),
    ],
)
def test_a_list_or_a_dash_is_no_pasted_bullet(text: str) -> None:
    assert [d for d in found(leftovers.bullet, text) if not text.startswith("o ja")] == []


@pytest.mark.parametrize(
    "text",
    [
        *("Dag\tTijd\nmaandag\t9 uur", "| Dag | Tijd |\n| ma | 9 |", "Dit zijn de dagen.\n\nma\t9\t10\ndi\t9\t10\n"),
        "+-----+------+\n| Dag | Tijd |\n+-----+------+",
    ],
)
def test_a_pasted_table_is_found(text: str) -> None:
    assert [d.kind for d in found(leftovers.table, text)] == [Kind.TABLE_PASTED]


@pytest.mark.parametrize(
    "text",
    [
        *("-\tfoto's\n-\tfilmpjes", "9.\tfoto's\n10.\tfilmpjes", " 10.\tfoto's\n 11.\tfilmpjes"),
        *("Dag\tTijd", "Dag\tTijd\n\nmaandag\t9 uur"),
        *("Kies A | B | C.\nOf D | E.", "|a| is groter dan |b|,\nen |c| dan d.", "|a|b|\n|---|---|\n|c|d|"),
    ],
)
def test_a_tab_or_a_bar_is_no_pasted_table(text: str) -> None:
    assert found(leftovers.table, text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("| a " * 5_000, "+--" * 5_000, "a\t" * 5_000, "w" * 20_000 + "\n" + "w" * 20_000 + "\t"),
        *("aa\n" * 9_000 + "\t", " " * 20_000 + "\t", "\t" + "\xa0" * 20_000, "x |" + " " * 20_000),
        *("a. x\n" * 5_000, "(1) x\n" * 5_000),
    ],
)
def test_a_text_of_nothing_but_cells_or_bullets_takes_no_time(text: str) -> None:
    start = process_time()
    found(leftovers.table, text)
    found(leftovers.bullet, text)
    assert process_time() - start < 0.5


@pytest.mark.parametrize(
    "text",
    ["nvt", "N.v.t.", "-", "x", "xxxx", "?", "…", "[reden]", "geen", "Geen reden.", "zie boven", "niet van toepassing"],
)
def test_a_reason_that_says_nothing_is_found(text: str) -> None:
    assert [d.kind for d in found(placeholders.reason_left, text, "reason")] == [Kind.REASON_LEFT]


@pytest.mark.parametrize(
    "text",
    ["Zo.", "Geen kluizen.", "N.v.t. zonder kluizen.", "De vakjes [ ] zijn om aan te kruisen.", "VO", "AVG", "X-klas"],
)
def test_a_reason_however_short_is_left_alone(text: str) -> None:
    assert found(placeholders.reason_left, text, "reason") == []
    assert found(placeholders.reason_left, "nvt", "text") == []


@pytest.mark.parametrize(
    "text",
    [
        "{ school.short }",
        "{school.short}",
        "${naam}",
        "[[naam]]",
        "<<naam>>",
        "%naam%",
        "{{ a.b }}}",
        "{a.b",
        "a.b}",
        "«Schoolnaam»",
        "«M_3»",
    ],
)
def test_signs_that_mean_a_placeholder_elsewhere_are_found(text: str) -> None:
    assert [d.kind for d in found(leftovers.braces, f"Lees wat {text} zegt.")] == [Kind.BRACES]


@pytest.mark.parametrize("text", ["{{school.short}", "{ school.short }}", "{{ school.short", "{% if %}", "{{{ a.b }}}"])
def test_a_placeholder_that_a_plain_line_cannot_hold_is_found(text: str) -> None:
    assert [d.kind for d in found(leftovers.braces, f"Lees wat {text} zegt.", "title")] == [Kind.BRACES]


@pytest.mark.parametrize(
    "text",
    ["{{ school.short }}", "{{school.short|hoofdletter}}", "{clause}`a.b`", "{}", "10% 20%", "«ja»", "«Rekenen»"],
)
def test_a_placeholder_is_left_alone(text: str) -> None:
    assert found(leftovers.braces, f"Lees wat {text} zegt.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Een **woord",
        "Een *woord",
        "Een _woord",
        "Een woord__",
        "Een ` woord",
        "Een [woord",
        "** woord **",
        "[a] (https://a.nl)",
        *("Een woord_ is", "Een __woord", "Een **woord*", "~~Een woord~~", "Een ==woord=="),
    ],
)
def test_a_mark_without_its_partner_is_found(text: str) -> None:
    assert [d.kind for d in found(leftovers.mark, text)] == [Kind.MARK_OPEN]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Een **woord** en *nog* een _woord_.",
            "2 * 3",
            "leerling*innen",
            "school_account",
            "[a](https://a.nl)",
            "@_noord_",
        ),
        *("Zie [sic].", "docent*", "<https://a.nl/_b_>"),
    ],
)
def test_marks_that_are_whole_are_left_alone(text: str) -> None:
    assert found(leftovers.mark, text) == []


@pytest.mark.parametrize("text", ["Een **woord**", "_Let op_", "Een `woord`", "[a](https://a.nl)"])
def test_markup_in_a_plain_line_is_found(text: str) -> None:
    assert [d.kind for d in found(leftovers.mark, text, "heading")] == [Kind.MARK_IN_LINE]


# -- letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", [0xAD, 0x61C, 0x180E, 0x200B, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0F, 0xFEFF, 0xE0041, 0x85, 0x2800]
)
def test_a_character_that_nobody_sees_is_found_and_shown_where(code: int) -> None:
    (one,) = found(letters.invisible, f"Vraag{chr(code)} het")
    assert (one.kind, one.values["around"]) == (Kind.INVISIBLE, "Vraag| het")


@pytest.mark.parametrize(
    "word", ["b\u0435l", "\u041cR", "\uff42el", "\U0001d5efel", "\ufb01lm", "t\u03b5l", "\u0441\u0430\u0440"]
)
def test_a_letter_that_only_looks_ordinary_is_found(word: str) -> None:
    assert [d.values["word"] for d in found(letters.lookalike, f"Een {word}.")] == [word]


def test_a_single_letter_of_another_script_is_found_where_nothing_else_is_in_that_script() -> None:
    assert [d.values["code"] for d in found(letters.lookalike, "Zie \u0441.q.")] == ["U+0441"]
    assert not found(letters.lookalike, "Он \u0438 \u043e школе")


@pytest.mark.parametrize(
    "text",
    ["coördinator, café, ĳs", "β-versie", "5 µm", "1ª", "Здравствуйте", "日本語", "m²", "½", "Δt", "5 \u03bcm", "kΩ"],
)
def test_a_letter_that_is_what_it_seems_is_left_alone(text: str) -> None:
    assert found(letters.lookalike, text) == []


# -- where they look --------------------------------------------------------------------------------------------------

EVERYWHERE = {
    "a clause": (CLAUSES, "Vraag het eerst."),
    "a note": (CLAUSES, "Een opname is een *persoonsgegeven* (AVG, artikel 4)."),
    "an alternative": (CLAUSES, "Leerlingen en medewerkers leggen hun telefoon {{ bewaarplek }}."),
    "a heading": ("policy_src/protocols/telefoons/protocol.yaml", "Gevolgen"),
    "a table": ("policy_src/protocols/telefoons/protocol.yaml", "[Versie"),
    "a value": (BOARD, "in de tas"),
    "a reason": (BOARD, "Het bestuur betaalt de kluisjes."),
    "contact": ("policy_src/schools/noord/school.yaml", "contact: de directie"),
    "a tombstone": (CLAUSES, "Samengevoegd."),
}


def telephones(root: Path) -> Iterator[Diagnostic]:
    """The mobile numbers in a project."""
    return (d for written in texts(loaded(root)) for d in persons.mobile(written))


@pytest.mark.parametrize(("file", "text"), EVERYWHERE.values(), ids=EVERYWHERE)
def test_the_rules_look_at_every_text(file: str, text: str, project: ProjectMaker) -> None:
    root = project(replace={file: ((text, f"{text} 06-12345678"),)})
    assert [d.place.file for d in telephones(root)] == [file]


def test_they_look_at_change_notes_and_decisions_and_at_what_no_document_uses(project: ProjectMaker) -> None:
    note = "policy_src/protocols/telefoons/changes/kluis.yaml"
    told = "id: kluis\nsummary: 06-12345678\nsince: '1.0'\nmotive: 06-12345678\nconsequences: G.\nmeasures: G.\n"
    decision = "decisions: [{body: MR, kind: advies, version: '1.1', conditions: 06-12345678}]\n"
    root = below(decision).made(project)
    (root / note).parent.mkdir(exist_ok=True)
    (root / note).write_text(told, "utf-8")
    assert sorted((d.place.file, d.place.line) for d in telephones(root)) == [(note, 2), (note, 4), (NOORD, 4)]


def test_a_fault_in_a_shared_clause_is_told_once(project: ProjectMaker) -> None:
    whole = check_working(loaded(tip("Bel 06-12345678.").made(project)), TODAY)
    found = [d for d in whole if not d.kind.standing]  # what zuid adopted is another text now
    assert [(d.kind, d.school) for d in found] == [(Kind.MOBILE_NUMBER, None)]


@pytest.mark.parametrize("keys", [None, [("noord", "telefoons")]], ids=["all", "one"])
def test_a_school_accepts_what_its_own_file_holds(keys: list[tuple[str, str]] | None, project: ProjectMaker) -> None:
    value = "parameters: {bewaarplek: in de tas van meester Kees}\n"
    accepted = "suppress: [{code: SP340, reason: Een figuur uit een boek.}]\n"
    kinds = [
        [d.kind for d in check_working(loaded(below(value + more).made(project)), TODAY, keys)]
        for more in ("", accepted)
    ]
    assert kinds == [[Kind.PERSON_NAMED], []]
