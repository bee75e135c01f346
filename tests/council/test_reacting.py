"""Reactions come back as a file, are kept with the school, and go into the next dossier with their answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Project
from schoolprotocol.errors import EditError, UsageError
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.council.form import decision_form, dossier_input
from schoolprotocol.outputs.council.papers import printable, sheet_html
from schoolprotocol.outputs.council.sheet import Grid
from schoolprotocol.outputs.council.sheet_word import sheet_docx
from schoolprotocol.outputs.council.sheets import sheets
from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.templating import templates_in
from tests.conftest import ProjectMaker
from tests.e2e.test_decisions import command, replace
from tests.faults import CLAUSES, NOORD
from tests.helpers import codes, load, loaded, policy_of, spoken
from tests.release.making import put, release, school, write

FILE = "policy_src/schools/noord/reactions/telefoons.yaml"
GLYPHS = frozenset(map(chr, range(32, 0x250)))


@pytest.fixture
def root(project: ProjectMaker) -> Path:
    """`noord` put version 1.1 to its council, in which one clause changed since 1.0."""
    folder = school(project, "vastgesteld")
    replace(folder, NOORD, '"1.1"', '"1.0"')
    release(folder)
    write(folder, "ter-instemming")
    replace(folder, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het altijd eerst.")
    put(folder)
    return folder


def sent(root: Path, *reactions: dict[str, Any], **other: Any) -> bytes:
    """The file that the page of a report gives."""
    head = {"format": 1, "school": "noord", "protocol": "telefoons", "version": "1.1"}
    return json.dumps({**head, "text_hash": text_hash(policy_of(root)), "reactions": reactions, **other}).encode()


def said(text: str, kind: str = "vraag", change: str | None = "tips.vraag") -> dict[str, Any]:
    return {"change": change, "kind": kind, "text": text}


def receive(root: Path, data: bytes, by: str | None = "oudergeleding") -> tuple[int, int]:
    made = Project.open(root).document("noord").receive(data, by)
    return made.read, made.added


def kept(root: Path) -> list[tuple[str | None, str, str | None]]:
    return [(one.change, one.kind, one.text) for one in loaded(root).schools["noord"].reactions_to("telefoons")]


def rows(root: Path) -> list[tuple[str, ...]]:
    """The rows of the paper with reactions."""
    corpus = loaded(root)
    sheet = sheets(decision_form(dossier_input(corpus, ("noord", "telefoons"), policy_of(root))))["reacties"]
    return [row for piece in sheet.pieces if isinstance(piece, Grid) for row in piece.rows]


def test_reactions_are_kept_with_the_text_that_they_are_about(root: Path) -> None:
    file = root / "reacties.json"
    file.write_bytes(sent(root, said("Geldt dit ook op zaterdag?"), said("", "akkoord", None)))
    code, told = command(root, "reactions", "noord", str(file), "--from", "oudergeleding")
    assert code == 0, told
    assert "Reactions read: 2; new: 2." in told
    assert FILE in told
    hash_ = text_hash(policy_of(root))
    assert (root / FILE).read_text("utf-8") == (
        f'- version: "1.1"\n  text_hash: {hash_}\n  by: oudergeleding\n  change: tips.vraag\n  kind: vraag\n'
        "  text: Geldt dit ook op zaterdag?\n  answer: null\n"
        f'\n- version: "1.1"\n  text_hash: {hash_}\n  by: oudergeleding\n  kind: akkoord\n'
    )
    assert FILE not in command(root, "check", "--school", "noord", "--today", "2026-11-20")[1]


def test_the_same_file_twice_adds_nothing_and_keeps_the_answers(root: Path) -> None:
    data = sent(root, said("Waarom?"), said("Waarom?"))
    assert receive(root, data) == (2, 1)
    answered = (root / FILE).read_text("utf-8").replace("answer: null", "answer: Omdat het afleidt.")
    (root / FILE).write_text(answered, "utf-8")
    assert receive(root, data) == (2, 0)
    assert (root / FILE).read_text("utf-8") == answered
    assert receive(root, data, by="de leerlingenraad") == (2, 1)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"school": "zuid"}, "about “telefoons” of zuid, not about “telefoons” of noord"),
        ({"protocol": "pesten"}, "about “pesten”"),
        ({"version": "2.0"}, "version 2.0"),
        ({"text_hash": "0123456789ab"}, "0123456789ab"),
        ({"format": 2}, "“format” is missing or wrong"),
        ({"reactions": [said("?", change="tips.vraagt")]}, "no change “tips.vraagt”.*tips.vraag"),
        ({"reactions": [said("?", kind="boos")]}, "reactions.0.kind"),
        ({"reactions": "geen"}, "“reactions”"),
        ({"reactions": [said("x " * 2_501)]}, "longer than 5000"),
        ({"reactions": [said("x" * 1_001)]}, "a word of more than 1000 characters"),
    ],
)
def test_what_is_not_about_this_text_is_refused_and_nothing_is_kept(
    root: Path, other: dict[str, Any], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        receive(root, sent(root, said("Waarom?"), **other))
    assert not (root / FILE).exists()


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b"x" * 1_000_002, b'{"format": NaN}']
)
def test_what_is_no_such_file_is_refused(root: Path, data: bytes) -> None:
    with pytest.raises(UsageError, match="file with reactions"):
        receive(root, data)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such file here")
def test_a_file_without_end_is_not_read_to_its_end(root: Path) -> None:
    code, told = command(root, "reactions", "noord", "/dev/zero")
    assert (code, "not a file" in told) == (3, True)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (lambda sent: sent[:-1] + b',\n"reactions": [{"kind": "akkoord"}]}', 2),
        (lambda sent: sent.replace(b'{"format"', b'{"school": "zuid", "format"'), 1),
        (lambda sent: sent.replace(b'"Waarom?"', b'"Waarom?",\n\n "text": "Mooi."'), 3),
    ],
    ids=["all reactions", "the school", "one text"],
)
def test_a_file_in_which_a_key_stands_twice_is_refused_with_its_line(
    root: Path, data: Callable[[bytes], bytes], line: int
) -> None:
    with pytest.raises(UsageError, match=f"line {line}: the key “.*” stands in it twice"):
        receive(root, data(sent(root, said("Waarom?"))))
    assert not (root / FILE).exists()


UNSEEN = "\u200b\u202e\u2800\u00ad\U000e0041"


def test_characters_that_nobody_sees_are_left_out_and_that_is_told(root: Path) -> None:
    file = root / "reacties.json"
    file.write_bytes(sent(root, said(f"Wij zijn te{UNSEEN}gen.", "bezwaar"), said("Mooi \u2764\ufe0f", "akkoord")))
    code, told = command(root, "reactions", "noord", str(file), "--from", "oudergeleding")
    assert code == 0
    assert "U+200B, U+202E, U+2800, U+00AD, U+E0041, U+FE0F" in told
    assert [text for _change, _kind, text in kept(root)] == ["Wij zijn tegen.", "Mooi \u2764"]


def test_reactions_without_such_characters_tell_nothing_of_them(root: Path) -> None:
    file = root / "reacties.json"
    file.write_bytes(sent(root, said("Waarom? 😀")))
    assert "U+" not in command(root, "reactions", "noord", str(file))[1]


@pytest.mark.parametrize("key", ["text", "answer"])
def test_a_character_that_nobody_sees_in_the_file_of_reactions_is_an_error(root: Path, key: str) -> None:
    receive(root, sent(root, said("Waarom?")))
    text = (root / FILE).read_text("utf-8")
    assert not [one for one in Project.open(root).check() if one.kind.name == "INVISIBLE"]
    old, new = {"text": ("Waarom?", "Waar\u200bom?"), "answer": ("null", "Daar\u200bom.")}[key]
    (root / FILE).write_text(text.replace(old, new), "utf-8")
    (found,) = [one for one in Project.open(root).check() if one.kind.name == "INVISIBLE"]
    assert found.place.file == FILE
    assert found.place.line


@pytest.mark.parametrize(("gap", "becomes"), [(" " * 4_900, " "), ("\n \n" * 300, "\n")])
def test_of_white_space_without_end_one_space_or_line_end_is_kept(root: Path, gap: str, becomes: str) -> None:
    receive(root, sent(root, said(f"Waarom{gap}zo?")))
    assert kept(root)[0][2] == f"Waarom{becomes}zo?"


NASTY = [
    "<script>alert(1)</script> & <b>vet</b>",
    '=HYPERLINK("https://example.org")',
    "{{ school.name }} {% raw %} {clause}`tips.vraag`",
    "- lijst\n# kop\n---\nsleutel: waarde",
    "regel een\r\nregel twee\rregel drie",
    "Emoji 😀, 中文 en \u202eomgekeerd\u202c en nul\x00byte",
    "'\"\\ tab\teinde   ",
    "x" * 1_000,
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_reaction_is_plain_text_everywhere(root: Path, text: str) -> None:
    receive(root, sent(root, said(text)))
    ((_change, _kind, read),) = kept(root)
    assert read is not None
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read == "".join(c for c in expected if c not in "\u202e\u202c\x00").strip()
    sheet = sheets(decision_form(dossier_input(loaded(root), ("noord", "telefoons"), policy_of(root))))["reacties"]
    html = sheet_html(sheet, Style(primary="#000000", accent="#000000"), templates_in(root / "templates"), GLYPHS)
    assert "<script" not in html
    assert "<b>" not in html
    assert sheet_docx(sheet)


def test_what_cannot_be_printed_is_a_box_on_paper() -> None:
    assert printable("één 😀\nregel", GLYPHS) == "één □\nregel"


def test_who_sent_them_is_one_line(root: Path) -> None:
    with pytest.raises(EditError, match="by"):
        receive(root, sent(root, said("Waarom?")), by="twee\nregels")


def test_reactions_to_a_draft_of_the_working_text_count_too(root: Path) -> None:
    replace(root, CLAUSES, "  text: Vraag het altijd eerst.", "  text: Vraag het nooit.")
    assert receive(root, sent(root, said("Nooit?"))) == (1, 1)


# -- in the source ----------------------------------------------------------------------------------------------------


def test_faults_of_reactions_are_told_with_their_line(root: Path) -> None:
    path = root / FILE
    path.parent.mkdir()
    path.write_text('- {version: "1.1", text_hash: 0123456789ab, kind: boos}\n- {kind: vraag, tekst: x}\n', "utf-8")
    found = spoken(load(root)[1])
    assert any(line.startswith(f"{FILE}:1 ") and "kind" in line for line in found), found
    assert any(line.startswith(f"{FILE}:2 ") and "tekst" in line for line in found), found


def test_a_file_of_a_protocol_that_is_not_there_has_no_place(root: Path) -> None:
    path = root / "policy_src/schools/noord/reactions/telefoon.yaml"
    path.parent.mkdir()
    path.write_text("[]\n", "utf-8")
    assert codes(load(root)[1]) == ["SP003"] or "telefoon.yaml" in spoken(load(root)[1])[0]


# -- in the next dossier ----------------------------------------------------------------------------------------------


def test_the_next_dossier_has_the_reactions_unanswered_ones_first(root: Path) -> None:
    receive(root, sent(root, said("Mooi.", "akkoord"), said("Waarom?"), said("Te streng.", "bezwaar", None)))
    text = (root / FILE).read_text("utf-8")
    (root / FILE).write_text(text.replace("Waarom?\n  answer: null", "Waarom?\n  answer: Daarom."), "utf-8")
    assert [(row[0], row[2], row[3]) for row in rows(root)] == [
        ("de hele tekst", "Bezwaar: Te streng.", "Nog geen antwoord."),
        ("1. Vraag het eerst", "Akkoord: Mooi.", "–"),
        ("1. Vraag het eerst", "Vraag: Waarom?", "Daarom."),
    ]


def test_a_reaction_to_an_earlier_text_says_to_which(root: Path) -> None:
    had = text_hash(policy_of(root))
    receive(root, sent(root, said("Waarom?")))
    replace(root, CLAUSES, "  text: Vraag het altijd eerst.", "  text: Vraag het nooit.")
    assert rows(root)[0][0] == f"1. Vraag het eerst\n(bij versie 1.1, kenmerk {shown(had)})"


def test_without_reactions_there_is_no_such_paper(root: Path) -> None:
    form = decision_form(dossier_input(loaded(root), ("noord", "telefoons"), policy_of(root)))
    assert list(sheets(form)) == ["besluitformulier", "stemblad", "verslag"]


def test_reactions_to_a_version_that_was_adopted_are_over(root: Path) -> None:
    receive(root, sent(root, said("Waarom?")))
    release(root)
    replace(root, NOORD, '"1.1"', '"1.2"')
    form = decision_form(dossier_input(loaded(root), ("noord", "telefoons"), policy_of(root)))
    assert form.reactions == ()
