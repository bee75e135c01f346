"""What we do instead of WeasyPrint gives its bytes, in the ordinary cases and in those that are left to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import weasyprint
from weasyprint.text.ffi import ffi

from schoolprotocol.outputs.pdf import faster, typeset
from schoolprotocol.outputs.pdf.layout import layout_of
from tests.pdf.making import TEMPLATES

_WORDS = "De medezeggenschapsraad van de school besluit over verantwoordelijkheden en afspraken. "
_PAGE = '<html lang="nl"><title>Proef</title><style>{css}</style><body>{body}</body></html>'
CASES = {
    "words that are marked": ("", f"<p><ins>{_WORDS}</ins><del>{_WORDS}</del> <em>{_WORDS}</em></p>"),
    "shares of what it stands in": (
        "p { width: 50%; min-width: 10%; margin-left: 5%; padding: 1% } div { height: 50% }",
        f"<div><p>{_WORDS * 9}</p></div>",
    ),
    "sums": ("p { margin: calc(2pt + 1%); text-indent: calc(3pt + 2%) }", f"<p>{_WORDS * 9}</p>"),
    "a box with its border": (
        "p { box-sizing: border-box; width: 90mm; border: 2pt solid; border-radius: 3pt 10% }",
        f"<p>{_WORDS * 9}</p>",
    ),
    "borders that collapse": (
        "td { border: 3pt solid; padding: 4pt } td + td { border-left: 1pt solid red }",
        f"<table><tr><td>{_WORDS * 9}<td>{_WORDS}</table>",
    ),
    "sides by the direction of the text": (
        "p { margin-inline-start: 9mm; margin-left: 2mm } li { padding-block-end: 4mm } ul { inline-size: 90mm }",
        f"<p>{_WORDS}</p><ul dir=rtl><li>{_WORDS * 5}</ul>",
    ),
    "letters of another kind": (
        "p { font-feature-settings: 'smcp'; font-variant-numeric: tabular-nums; letter-spacing: 1pt }",
        f"<p>{_WORDS}1234</p><p lang=en>{_WORDS * 5}</p>",
    ),
    "what stands out of the flow": (
        "i { float: right; width: 20mm } b { position: absolute; top: 5mm } u { position: relative; left: 3mm }",
        f"<p><i>{_WORDS}</i><b>{_WORDS}</b><u>{_WORDS}</u>{_WORDS * 9}</p>",
    ),
    "what has an id, with what stands in it": (
        "li { border: 1pt solid; color: navy } li em { border: inherit } #b { color: red } a::before { content: '→' }",
        f"<ul><li id=a><em>{_WORDS}</em><a href='#b'>b</a><li id=b><em>{_WORDS}</em><a href='#a'>a</a></ul>"
        f"<ol><li id=c><em lang=en>{_WORDS}</em><li id=d><em id=e>{_WORDS}</em></ol>",
    ),
    "what stands out of the flow and is cut off": (
        "b { position: absolute; top: 5mm; height: 5mm; overflow: hidden }",
        f"<p><b>{_WORDS}</b>{_WORDS * 9}</p>",
    ),
    "a first line and letter": (
        "p::first-line { font-size: 14pt } p::first-letter { font-size: 30pt }",
        f"<p>{_WORDS * 9}</p>",
    ),
    "the same letters in other sizes and faces, and with other spaces": (
        "i { font-size: 7pt } p { text-align: justify } u { word-spacing: 3pt } s { white-space: pre }",
        f"<p>{_WORDS}<b>{_WORDS}</b><i>{_WORDS}<b>{_WORDS}</b></i><u>{_WORDS}</u><s>A\u00a0 V</s></p>" * 3,
    ),
    "letters with a sign of their own, and none": (
        "p { overflow-wrap: anywhere; width: 30mm } i { font-size: 0 }",
        "<p>e\u0301e\u0301 x\u0302x\u0302 W\u0301A\u0301 fi\u00ad ffi \u200b a\u200db <i>niets</i></p>" * 3,
    ),
    "a line that is cut off with dots": (
        "p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 40mm }",
        f"<p>{_WORDS * 3}</p>" * 2,
    ),
    "text from right to left": ("p { direction: rtl }", f"<p>{_WORDS} (1) [2]</p>" * 3),
    "what has an id, a style or a name of its own": (
        "#a, #c { color: red } [id] { margin-left: 3mm } [style] { padding: 2mm } [lang]::before { content: attr(id) }",
        f"<ul id=z><li id=a style='color: navy'>{_WORDS}<li id=b style='color: navy'>{_WORDS}<li style='color: navy'>"
        f"<li id=c lang=nl>{_WORDS}<li id=d lang=nl>{_WORDS}<li id=e><a name=f>{_WORDS}</a><a href='#f'>f</a></ul>"
        f"<table><tr><td id=g>{_WORDS}<td id=h>{_WORDS}<td id=i hidden>{_WORDS}</table><ul id=y><li id=j>{_WORDS}</ul>",
    ),
    "the same words where there is more room, and less": (
        "p { width: 61mm } div { width: 25mm } b { letter-spacing: -1pt } i { white-space: nowrap } s { hyphens: none }"
        " li { width: 33.4mm; overflow-wrap: anywhere } pre { width: 20mm; white-space: pre-wrap }",
        "".join(
            f"<{box}>Wij delen opnamen <b>Wij delen opnamen </b><i>leerlingenvervoer </i><u>leerlingenvervoer </u>"
            f"<s>verantwoordelijkheden</s> <u>Wij delen opnamen</u>\n\n een\ttwee \n</{box}>"
            for box in ("div", "p", "li", "pre", "p", "div", "li", "pre", "center")
        ),
    ),
    "spaced words in a box that is as wide as they are": (
        "b { position: absolute; word-spacing: 2pt } i { display: inline-block; word-spacing: 1pt }",
        "<p><b>een <u>twee drie</u> vier</b> drie</p><p>vier <i>een <u>twee</u> drie</i> vijf <i>een twee</i></p>",
    ),
    "what stands before one text as a table": (
        "p::before { content: 'x'; display: table; border-collapse: collapse; border: 1pt solid; padding: 9mm }",
        f"<p>{_WORDS}</p>",
    ),
    "colours that are the same, nearly the same and half seen": (
        "b { color: rgb(0 0 0 / .5) } i { color: #000 } u { color: rgb(0 0 0 / .5); opacity: .5 } s { color: #010101 }"
        " em { border: 1pt solid rgb(0 0 0 / .5); background: #eee }",
        f"<p>{_WORDS}<b>{_WORDS}<i>{_WORDS}</i></b><u>{_WORDS}<b>{_WORDS}</b></u><s>{_WORDS}</s><em>{_WORDS}</em></p>"
        * 2,
    ),
    "pages of boxes with a shape of their own": (
        "@page { size: 90mm 60mm; @top-left { content: counter(page) } } u { position: relative; left: 2mm }"
        " p { break-inside: avoid; border-radius: 3pt; background: #eee; margin: 2mm; text-indent: 4mm }",
        f"<p>{_WORDS}<u>{_WORDS[:29]}</u></p><p>{_WORDS * 2}</p>" * 2,
    ),
    "columns that are as wide as their words ask": (
        "i { hyphens: auto } b { overflow-wrap: anywhere } u { word-break: break-all } s { word-spacing: 1pt }",
        f"<table><tr><td>{_WORDS * 3}<td><i>{_WORDS}</i><td><b>{_WORDS}</b><td>een\u00a0twee, Drie; vier: vijf."
        f"<tr><td>zes-zeven acht/negen 10 11<td>verant\u00adwoordelijk is<td><u>elf</u> <s>twaalf dertien</s></table>"
        "<div style='float: left'>Een float, met woorden.</div><center>Wij</center>",
    ),
    "lines that end with all kinds of letters": (
        "p { width: 41mm } div { text-align: right } u { hyphens: none } b { letter-spacing: 1pt } pre { width: 20mm;"
        " white-space: pre-wrap } s { white-space: pre-line } em { overflow-wrap: normal }",
        "".join(
            f"<{box}>{_WORDS} AV VA To, Ty. “LT” f) ff 'T' Y; W: 1.000 x² naar: verant\u00adwoordelijk,  twee"
            f"   spaties — streep – T/V-A a-\u00adb<br>fi <{kind}>AV T. y, V {_WORDS}</{kind}> A\n T</{box}>"
            for box in ("p", "div", "pre")
            for kind in ("i", "u", "b", "s", "em")
        )
        * 2,
    ),
    "grounds of all kinds, and none": (
        "p { background: linear-gradient(#eee, #fff) } b { background: #ddd; visibility: hidden }"
        " html { background: #fee } u { display: block; border: 2pt solid; border-image: linear-gradient(red, blue) 1 }"
        " i { background: #00f8 }",
        f"<p>{_WORDS}<b>{_WORDS}</b><u>{_WORDS}</u></p><table><tr style='background: #eef'><td><i>{_WORDS}</i></table>",
    ),
    "lengths that a table or a page gives": (
        "@page { margin: 9mm } table { margin: auto; border-collapse: collapse } caption { margin: 3mm }"
        " div { margin: 4mm; padding: 2mm; min-height: 9mm; box-decoration-break: slice } td { padding: 0 }"
        " p { margin: 0; max-width: none }",
        f"<div><table><caption>{_WORDS}</caption><tr><td>{_WORDS}<td><p>{_WORDS * 2}</p></table></div>"
        f"<div>{'<p>' + _WORDS * 9 + '</p>'}</div>" * 9,
    ),
    "own and inherited words of a style": (
        ":root { --maat: 4mm } p { margin: var(--maat); border: inherit } div { margin: initial; color: inherit }",
        f"<div><p>{_WORDS}</p></div><p>{_WORDS}</p>",
    ),
}


def _laid_out(html: str, target: Path) -> bytes:
    typeset.write_pdf(html, target, typeset.Assets(TEMPLATES), least=1)
    return target.read_bytes()


@pytest.mark.parametrize("case", CASES)
def test_a_page_has_the_bytes_of_weasyprint_alone(case: str, tmp_path: Path) -> None:
    css, body = CASES[case]
    html = _PAGE.format(css=css, body=body)
    ours = _laid_out(html, tmp_path / "ours.pdf")
    faster.use(ours=False)
    try:
        theirs = _laid_out(html, tmp_path / "theirs.pdf")
    finally:
        faster.use()
    assert ours == theirs


def test_however_many_letters_of_a_font_are_kept_no_name_of_a_type_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _laid_out(_PAGE.format(css="", body=f"<p>{_WORDS}</p>"), tmp_path / "some.pdf")
    reader: Any = type(ffi._parser)
    names, parse = list[str](), reader.parse_type

    def heard(parser: Any, name: str) -> Any:
        names.append(name)
        return parse(parser, name)

    monkeypatch.setattr(reader, "parse_type", heard)
    _laid_out(_PAGE.format(css="", body=f"<p>{_WORDS} Exact 2×</p>"), tmp_path / "more.pdf")
    assert names == []


def test_most_lines_and_words_are_laid_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, lay_out = list[str](), faster._worded

    def heard(layout: Any, text: str, *about: Any) -> None:
        texts.append(text)
        lay_out(layout, text, *about)

    monkeypatch.setattr(faster, "_worded", heard)
    lines = _PAGE.format(css="p { width: 150mm; hyphens: none }", body=f"<p>{_WORDS * 50}</p>")
    _laid_out(lines, tmp_path / "how lines end.pdf")
    texts.clear()
    _laid_out(lines, tmp_path / "lines.pdf")
    assert len(texts) < 2 * len(_WORDS * 50) / 90, "of about 90 letters each; WeasyPrint lays out each of them thrice"
    texts.clear()
    _laid_out(_PAGE.format(css="", body=f"<table><tr>{f'<td>{_WORDS}' * 9}</table>"), tmp_path / "words.pdf")
    assert texts.count("verantwoordelijkheden") < 9, "one for each cell"


def test_they_are_in_use_and_can_be_left() -> None:
    assert weasyprint.layout.block.resolve_percentages is faster._lengths
    faster.use(ours=False)
    try:
        assert weasyprint.layout.block.resolve_percentages is faster._percentages
        assert weasyprint.text.line_break.strut is faster._strut
    finally:
        faster.use()


def test_beside_another_version_nothing_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faster, "FITS", "0")
    before: Any = weasyprint.css.ComputedStyle.__missing__
    faster.use(ours=False)
    assert weasyprint.css.ComputedStyle.__missing__ is before


def test_boxes_of_a_page_go_once_it_is_drawn_and_has_its_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    left = []
    monkeypatch.setattr(typeset, "_let_go", lambda document: left.extend(document.pages))
    with typeset._heard():
        parsed = weasyprint.HTML(string=_PAGE.format(css="", body=_WORDS * 300), base_url=typeset.BASE)
        document = typeset._rendered(parsed, typeset.typesetter(TEMPLATES), None)
        assert all(page._page_box.children for page in document.pages)
        typeset._written(document, layout_of(document, parsed.etree_element))
    assert len(left) == len(document.pages) > 1
    assert not any(page._page_box.children for page in left)


def test_of_a_document_that_is_written_no_page_is_left() -> None:
    with typeset._heard():
        parsed = weasyprint.HTML(string=_PAGE.format(css="", body=_WORDS), base_url=typeset.BASE)
        document = typeset._rendered(parsed, typeset.typesetter(TEMPLATES), None)
        assert len(document.pages) == 1
        written = typeset._written(document, layout_of(document, parsed.etree_element))
    assert written.getvalue().startswith(b"%PDF")
    assert not document.pages
