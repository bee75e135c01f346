"""The texts of `hands.py` as files, in the ways of other programs and people; and how well we read them.

None of these was looked at while the program was made, but for what CHANGELOG and `docs/architecture/intake.md` tell.
`python -m tests.intake.handed [word] [untagged] [tagged] [chromium] [weasy] [odt] [rtf] [html] [-v] [--turn=N] [NAME …]` prints the figures.
"""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from pathlib import Path

import weasyprint

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.taking import take_bytes
from schoolprotocol.machine import find_office
from tests.intake import hands, paper, word
from tests.intake.documents import Label
from tests.intake.hands import ROMAN, Part, Scheme, labels, parts
from tests.intake.scoring import WHAT, Score, score
from tests.intake.word import Word, box, level, paragraph, run

_W14 = 'w14:paraId="{n:08X}" w14:textId="77777777"'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _table(
    rows: Sequence[Sequence[str]], *, borders: bool = True, widths: Sequence[int] = (), head: bool = False
) -> str:
    """A table as Word saves it: with borders and widths."""
    many = max(map(len, rows))
    wide = list(widths) or [9000 // many] * many
    edges = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if borders else ""
    made = ""
    for n, row in enumerate(rows):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>'
            f"{text if text.startswith('<w:') else paragraph(run(text, bold=head and n == 0))}</w:tc>"
            for text, w in zip(row, wide, strict=False)
        )
        made += f"<w:tr>{cells}</w:tr>"
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
    return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/>{edges}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'


Form = Callable[[Part, Word], str]


@dataclass(frozen=True)
class Hand:
    """A document as one person made it in Word."""

    name: str
    text: str
    scheme: Scheme
    form: Form
    """XML of everything but tables."""
    tables: Callable[[Sequence[Sequence[str]]], str] = _table
    start: Callable[[Word], None] = lambda _word: None
    end: Callable[[Word, list[Label]], None] = lambda _word, _labels: None

    def made(self) -> tuple[bytes, list[Label]]:
        """The file, and what stands in it."""
        file, told = Word(), parts(self.text, self.scheme)
        self.start(file)
        for is_table, group in groupby(told, key=lambda part: part.what if part.cells else ""):
            if is_table:
                file.body.append(self.tables([part.cells for part in group]))
                file.body.append(paragraph())
            else:
                file.body += [self.form(part, file) for part in group]
        found = labels(told)
        self.end(file, found)
        return file.bytes(), found


def _ind(left: int, hanging: int = 0) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="276" w:lineRule="auto"/>'


# -- Google Docs: every run says everything, lists are those of the program -------------------------------------------


def _g(text: str, more: str = "") -> str:
    look = f'<w:rPr>{more}<w:rtl w:val="0"/></w:rPr>'
    return f'<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000">{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _google(part: Part, file: Word) -> str:
    end = '<w:r w:rsidDel="00000000" w:rsidR="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr></w:r>'
    styles = {"T": "Title", "H": "Heading1", "S": "Heading2"}
    if part.what in styles:
        return paragraph(_g(part.text), end, style=styles[part.what], more=_space(360, 120))
    if part.what in "CL":
        lvl = part.deep
        if part.what == "C" and part.number == "1.":
            file.extra["count"] = str(int(file.extra.get("count", b"0")) + 1).encode()
        list_ = 10 + int(file.extra.get("count", b"0"))
        return paragraph(_g(part.text), end, number=(list_, lvl), more=_ind(720 * (lvl + 1), 360))
    if part.what == "I":
        return paragraph(_g(part.text), end, number=(9, 0), more=_ind(720, 360))
    return paragraph(_g(part.text), end, more=_space(0, 0))


def _google_start(file: Word) -> None:
    file.numbering = word.lists(
        {1: [level(0, "decimal", "%1."), level(1, "lowerLetter", "%2."), level(2, "lowerRoman", "%3.")],
         2: [level(0, "bullet", "●"), level(1, "bullet", "○")]},
        {9: 2, **dict.fromkeys(range(10, 40), (1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'))},
    )  # fmt: skip
    file.styles = word.styles(
        word.style("Heading1", "heading 1", size=20, outline=1), word.style("Heading2", "heading 2", size=16, outline=2),
        word.style("Title", "Title", size=26),
    )  # fmt: skip
    file.footer = paragraph(_g("Versie 3.0 – "), *_field("PAGE", "1"))


def _google_end(file: Word, told: list[Label]) -> None:
    del told
    file.extra.pop("count", None)


def _field(code: str, shown: str) -> list[str]:
    return [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', f"<w:r><w:instrText> {code} </w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run(shown), '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]  # fmt: skip


# -- Word in a browser: ids, checked spelling, words in pieces; numbers of the headings by their style -----------------


def _pieces(text: str, look: str = "") -> list[str]:
    words_ = text.split(" ")
    made = []
    for at in range(0, len(words_), 3):
        told = " ".join(words_[at : at + 3]) + (" " if at + 3 < len(words_) else "")
        made.append(
            f'<w:r w:rsidRPr="00A77B3E"><w:rPr>{look}<w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">{escape(told, quote=False)}</w:t></w:r>'
        )
        made.append('<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="_x"/><w:bookmarkEnd w:id="1"/>')
    return made


def _web(part: Part, file: Word) -> str:
    del file
    styles = {"T": "Titel", "H": "Kop1", "S": "Kop2"}
    if part.what in styles:
        none = '<w:numPr><w:numId w:val="0"/></w:numPr>' if part.number is None else ""
        return paragraph(*_pieces(part.text), style=styles[part.what], more=none)
    if part.what in "CL":
        return paragraph(*_pieces(part.text), style="Lijstalinea", number=(1, 2 + part.deep))
    if part.what == "I":
        return paragraph(*_pieces(part.text), style="Lijstalinea", number=(2, 0))
    return paragraph(*_pieces(part.text))


def _web_start(file: Word) -> None:
    file.numbering = word.lists(
        {1: [level(0, "decimal", "%1", left=432, more='<w:pStyle w:val="Kop1"/>'), level(1, "decimal", "%1.%2", left=576, more='<w:pStyle w:val="Kop2"/>'),
             level(2, "decimal", "%3."), level(3, "lowerLetter", "%4)")],
         2: [level(0, "bullet", "\uf0b7").replace("</w:lvl>", '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>')]},
        {1: 1, 2: 2},
    )  # fmt: skip
    file.styles = word.styles(word.style("Lijstalinea", "List Paragraph"))
    for n in (1, 2):
        file.styles = file.styles.replace(
            f'<w:pPr><w:outlineLvl w:val="{n - 1}"/>',
            f'<w:pPr><w:outlineLvl w:val="{n - 1}"/><w:numPr><w:ilvl w:val="{n - 1}"/><w:numId w:val="1"/></w:numPr>',
            1,
        )


# -- typed by hand ----------------------------------------------------------------------------------------------------


def _typed(
    *, head: str = "bold", sub: str = "bold", gap: str = " ", indent: bool = False, title: float = 16, dash: str = "",
    body: float | None = None,
) -> Form:  # fmt: skip
    """Numbers typed, headings by their look: `bold`, `underline`, `caps`, `large`, `italic`, `centre`, `plain`."""

    def look(how: str, text: str) -> str:
        more = {"underline": '<w:u w:val="single"/>', "italic": "<w:i/>", "both": '<w:u w:val="single"/>'}.get(how, "")
        size = 14 if how == "large" else body
        return run(text, bold=how in {"bold", "centre", "both", "large-bold"}, size=size, more=more)

    def form(part: Part, file: Word) -> str:
        del file
        text = part.text if part.number is None else f"{part.number}{gap}{part.text}"
        if part.what == "T":
            return paragraph(run(text, bold=True, size=title), more='<w:jc w:val="center"/>')
        if part.what in "HS":
            how = head if part.what == "H" else sub
            centre = '<w:jc w:val="center"/>' if how == "centre" else ""
            return paragraph() + paragraph(look(how, text), more=centre)
        more = _ind(567 * (1 + part.deep), 567) if indent and part.what in "CLI" else ""
        if part.what == "I" and dash:
            text = f"{dash}{gap}{part.text}"
        return paragraph(run(text, size=body), more=more)

    return form


def _run_in(part: Part, file: Word) -> str:
    """Clauses begin with a few bold words."""
    if part.what != "C":
        return _typed()(part, file)
    first, _blank, rest = part.text.partition(" ")
    return paragraph(run(f"{part.number} "), run(first, bold=True), run(f" {rest}"))


def _soft(part: Part, file: Word) -> str:
    """Everything below a heading is one paragraph with breaks; made by joining what was there."""
    xml = _typed(head="caps" if part.what == "H" else "bold", dash="-")(part, file)
    if (
        part.what in "CI"
        and file.body
        and file.body[-1].endswith("</w:t></w:r></w:p>")
        and "<w:b/>" not in file.body[-1]
    ):
        text = f"{part.number if part.what == 'C' else '-'} {part.text}"
        file.body[-1] = file.body[-1].removesuffix("</w:p>") + run("\n" + text) + "</w:p>"
        return ""
    return xml


def _box_end(file: Word, told: list[Label]) -> None:
    text = "Let op: wie een wapen ziet, waarschuwt direct de conciërge."
    file.body.insert(4, paragraph(run("Deze regels hangen in elk lokaal."), box(text)))
    told += [Label("prose", "Deze regels hangen in elk lokaal."), Label("prose", text)]
    file.header = _table([("Stichting De Linde", "Versie 2.0", "Pagina 1")])
    file.section = '<w:cols w:num="2" w:space="708"/>'


def _tracked(part: Part, file: Word) -> str:
    """Changes left in: words, whole paragraphs, moves."""
    number = f"{part.number} " if part.number else ""
    if part.what == "C" and part.number == "2.":
        first, _blank, rest = part.text.partition(" ")
        gone = f'<w:del w:id="1" w:author="x" w:date="2025-01-01T00:00:00Z">{run("Oude woorden ", tag="w:delText")}</w:del>'
        came = f'<w:ins w:id="2" w:author="x" w:date="2025-01-01T00:00:00Z">{run(first)}</w:ins>'
        moved = f'<w:moveFrom w:id="5" w:author="x">{run(" weg hier", tag="w:t")}</w:moveFrom>'
        return paragraph(run(number), gone, came, run(f" {rest}"), moved)
    if part.what == "C" and part.number == "3.":
        return paragraph(
            f'<w:ins w:id="6" w:author="x">{run(number + part.text)}</w:ins>', mark='<w:ins w:id="7" w:author="x"/>'
        )
    return _typed(dash="–")(part, file)


def _tracked_end(file: Word, told: list[Label]) -> None:
    told += [
        Label("deleted", text)
        for _n in range(sum("moveFrom" in xml for xml in file.body))
        for text in ("Oude woorden", "weg hier")
    ]


def _layout(rows: Sequence[Sequence[str]]) -> str:
    return _table(rows, borders=False)


def _narrow(rows: Sequence[Sequence[str]]) -> str:
    return _table(rows, widths=[4000 // len(rows[0])] * len(rows[0]))


def _numbered_layout(part: Part, file: Word) -> str:
    """Clauses in a table without borders: number left, text right; each clause one row."""
    if part.what == "C":
        xml = _table([(part.number or "", part.text)], borders=False, widths=(800, 8200))
        if file.body and file.body[-1].endswith("</w:tbl>"):
            row = xml[xml.index("<w:tr>") :]
            file.body[-1] = file.body[-1].removesuffix("</w:tbl>") + row
            return ""
        return xml
    return _typed(head="large", sub="bold", dash="-")(part, file)


_BARE = Scheme()
_DEC = Scheme(lambda n: f"{n}.", lambda n, k: f"{n}.{k}", lambda n, k, c: f"{n}.{k}.{c}" if k else f"{n}.{c}")
_ART = Scheme(lambda n: f"Artikel {n}", lambda n, k: None, lambda _n, _k, c: f"{c}.", bullet="-")
WORDS: tuple[Hand, ...] = (
    Hand("google", hands.PESTEN, Scheme(bullet="●"), _google, start=_google_start, end=_google_end),
    Hand("web", hands.MEDISCH, Scheme(str, lambda n, k: f"{n}.{k}", letter=lambda _n, _k, _c, x: f"{chr(96 + x)})", runs_on=False), _web, start=_web_start),
    Hand("art-kort", hands.PRIVACY, Scheme(lambda n: f"Art. {n}", lambda n, k: None, lambda n, _k, c: f"{n}.{c}", lambda n, _k, c, x: f"{n}.{c}.{chr(96 + x)}" if c else f"{n}.{chr(96 + x)}"), _typed()),
    Hand("lid", hands.VERZUIM, Scheme(lambda n: f"Artikel {n} -", clause=lambda _n, _k, c: f"Lid {c}", letter=lambda _n, _k, _c, x: f"{chr(96 + x)})"), _typed(head="underline")),
    Hand("romeins", hands.PRIVACY, Scheme(lambda n: f"{ROMAN[n]}.", clause=lambda _n, _k, c: f"{c}.", runs_on=True, capitals=True), _typed(head="centre", gap="\t", indent=True)),
    Hand("kapitalen", hands.VEILIG, Scheme(bullet="-", capitals=True, clause=lambda _n, _k, c: f"{c})"), _typed(head="caps", sub="underline", gap="  ", dash="-")),
    Hand("inloop", hands.PESTEN, Scheme(lambda n: f"{n}", lambda n, k: f"{n}.{k}", bullet="-"), _run_in),
    Hand("zacht", hands.VEILIG, Scheme(bullet="-", capitals=True), _soft),
    Hand("vragen", hands.VRAGEN, Scheme(bullet="»"), _typed(head="bold", dash="»")),
    Hand("stappen", hands.VRAGEN, Scheme(lambda n: f"{n}.", clause=lambda _n, _k, c: f"{chr(64 + c)}."), _typed(head="large", gap="\t", indent=True, dash="o")),
    Hand("kolommen", hands.VEILIG, _DEC, _typed(head="bold", sub="italic", gap=" ", body=9), tables=_narrow, end=_box_end),
    Hand("sporen", hands.VERZUIM, Scheme(lambda n: f"{n}"), _tracked, end=_tracked_end),
    Hand("opmaak", hands.MEDISCH, Scheme(lambda n: f"{n}", lambda n, k: f"{n}.{k}", lambda n, k, c: f"{n}.{k}.{c}" if k else f"{n}.{c}", bullet="-"), _numbered_layout),
    Hand("diep", hands.PESTEN, Scheme(lambda n: f"Hoofdstuk {n}", lambda n, k: f"§ {n}.{k}", lambda n, k, c: f"{n}.{k}.{c}" if k else f"{n}.{c}", lambda _n, _k, _c, x: f"{('', 'i', 'ii', 'iii', 'iv')[x]}.", bullet="*"), _typed(head="bold", sub="underline", indent=True, gap="\t", dash="*")),
    Hand("kaal", hands.PRIVACY, _DEC, _typed(head="plain", sub="plain"), tables=_layout),
    Hand("artikel-tab", hands.MEDISCH, _ART, _typed(head="bold", sub="italic", gap="\t", indent=True, dash="-"), tables=_layout),
)  # fmt: skip


# -- pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """A document as a page of the web, or as a program prints one."""

    name: str
    text: str
    scheme: Scheme
    css: str = ""
    lists: bool = False
    """Whether clauses and items are lists of HTML; else typed."""
    bold: bool = False
    """Whether headings are bold paragraphs."""

    def made(self) -> tuple[str, list[Label]]:
        """The page, and what stands in it."""
        told = parts(self.text, self.scheme)
        out, groups = [], [(key, list(group)) for key, group in groupby(told, key=self._group)]
        for key, group in groups:
            if key == "table":
                rows = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in part.cells)}</tr>" for part in group)
                out.append(f"<table>{rows}</table>")
            elif key == "list":
                out.append(self._list(group))
            else:
                out += [self._one(part) for part in group]
        style = f"<style>{self.css}</style>"
        html = f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>x</title>{style}</head><body>{"".join(out)}</body></html>'
        return html, labels(told)

    def _group(self, part: Part) -> str:
        if part.cells:
            return "table"
        return "list" if self.lists and part.what in "CLI" else "one"

    def _list(self, group: list[Part]) -> str:
        told, is_open, deep = "", "", False
        for part in group:
            kind = "ul" if part.what == "I" else "ol"
            if part.what == "L" and part.deep:
                told += ("" if deep else '<ol type="a">') + f"<li>{escape(part.text)}</li>"
                deep = True
                continue
            if deep:
                told, deep = told + "</ol>", False
            if is_open != kind:
                told += (f"</{is_open}>" if is_open else "") + (f"<{kind}{' type=a' if part.what == 'L' else ''}>")
                is_open = kind
            told += f"<li>{escape(part.text)}"
        return told + ("</ol>" if deep else "") + f"</{is_open}>"

    def _one(self, part: Part) -> str:
        text = escape(part.text if part.number is None else f"{part.number} {part.text}")
        if part.what in "THS":
            tag = {"T": "h1", "H": "h2", "S": "h3"}[part.what]
            return f"<p class={tag}><b>{text}</b></p>" if self.bold and part.what != "T" else f"<{tag}>{text}</{tag}>"
        return f'<p class="{part.what.lower()}{part.deep or ""}">{text}</p>'


_RULED = "table{border-collapse:collapse}td{border:1px solid #999;padding:4px}"
SHEETS: tuple[Sheet, ...] = (
    Sheet("p-lijst", hands.PESTEN, _BARE, f"body{{font-family:'DejaVu Sans';font-size:10pt}}{_RULED}", lists=True),
    Sheet("p-schreef", hands.PRIVACY, Scheme(lambda n: f"Artikel {n}.", clause=lambda _n, _k, c: f"{c}.", letter=lambda _n, _k, _c, x: f"{chr(96 + x)}."), "body{font-family:'DejaVu Serif';font-size:9pt;text-align:justify;hyphens:auto}.l1{margin-left:2em}td{padding:2pt 12pt 2pt 0;vertical-align:top}"),
    Sheet("p-kolom", hands.VEILIG, _DEC, f"body{{columns:2;font-family:'Liberation Sans';font-size:9.5pt;hyphens:auto;text-align:justify}}{_RULED}"),
    Sheet("p-strepen", hands.MEDISCH, _DEC, "body{font-family:'Liberation Serif';font-size:12pt}h2{font-size:12pt}h3{font-size:12pt;font-weight:normal;font-style:italic}table{width:100%}tr{border-bottom:1px solid black}td{border-bottom:1px solid black}"),
    Sheet("p-vet", hands.VERZUIM, Scheme(lambda n: f"{n}", clause=lambda n, _k, c: f"{n}.{c}", letter=lambda _n, _k, _c, x: f"({chr(96 + x)})"), "p{margin:0}body{font:11pt/1.5 'DejaVu Sans'}", bold=True),
    Sheet("p-vragen", hands.VRAGEN, Scheme(bullet="–"), "td{padding:6pt}h2{color:#063;font-size:13pt}body{font:10pt 'Liberation Sans'}"),
    Sheet("p-mono", hands.PRIVACY, _DEC, "body,h1,h2,h3{font:10pt/1.2 'DejaVu Sans Mono'}h2{font-weight:bold}td{padding-right:2em;vertical-align:top}"),
    Sheet("p-gevuld", hands.PESTEN, _DEC, "body{font:10pt 'DejaVu Sans'}td{padding:5pt;background:#eee;border-bottom:2px solid white}tr:first-child td{background:#036;color:white}"),
    Sheet("p-wit", hands.VEILIG, Scheme(lambda n: f"{chr(64 + n)}.", bullet="-"), "body{font:10.5pt 'Liberation Sans'}td{width:45%;padding:3pt 10pt 3pt 0;vertical-align:top}p{margin:3pt 0}.i{margin-left:1.5em}"),
)  # fmt: skip
_FOOT = "@page{size:A4;margin:2cm;@bottom-center{content:'Versie 1.0 – pagina ' counter(page) ' van ' counter(pages)}}"


def by_chromium(pages: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """What the browser prints of pages, with its own head and foot."""
    for name, html in pages.items():
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "x.html", Path(folder) / "x.pdf"
            source.write_text(html, "utf-8")
            told = [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-pdf-tagging",
                f"--print-to-pdf={target}",
                source.as_uri(),
            ]
            subprocess.run(told, check=True, capture_output=True, timeout=120)
            yield name, target.read_bytes()


def by_office(files: dict[str, tuple[str, bytes]], to: str) -> dict[str, bytes]:
    """What LibreOffice makes of files (by name their ending and bytes)."""
    office = find_office()
    assert office is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one, (ending, data) in files.items():
            (folder / f"{one}.{ending}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        told = [str(path) for path in folder.iterdir() if path.is_file()]
        subprocess.run(
            [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder / "out"), *told],
            check=True,
            capture_output=True,
            timeout=300,
        )
        ending = to.partition(":")[0]
        return {one: (folder / "out" / f"{one}.{ending}").read_bytes() for one in files}


def _turned(text: str, turn: int) -> str:
    """The text that stands so many further in the row of texts."""
    every = (hands.PESTEN, hands.PRIVACY, hands.MEDISCH, hands.VEILIG, hands.VERZUIM, hands.VRAGEN)
    return every[(every.index(text) + turn) % len(every)]


def files(
    ways: Sequence[str], named: Sequence[str] = (), turn: int = 0
) -> Iterator[tuple[str, str, bytes, list[Label]]]:
    """Way, name, bytes and labels of each file.

    Args:
        ways: of `WAYS`.
        named: only these; all of them where none is named.
        turn: gives each hand another text, so many further: documents that nobody has seen.
    """
    words = [replace(hand, text=_turned(hand.text, turn)) for hand in WORDS if not named or hand.name in named]
    pages = [replace(sheet, text=_turned(sheet.text, turn)) for sheet in SHEETS if not named or sheet.name in named]
    hands_ = {hand.name: hand.made() for hand in words}
    sheets = {sheet.name: sheet.made() for sheet in pages}
    docx = {name: data for name, (data, _told) in hands_.items()}
    told = {name: told for name, (_data, told) in {**hands_, **sheets}.items()}
    if "word" in ways:
        yield from (("word", f"{name}.docx", data, told[name]) for name, data in docx.items())
    for way, is_tagged in (("untagged", False), ("tagged", True)):
        printed = {name: data for name, data in docx.items() if name != "sporen"}  # paper shows what was deleted too
        if way in ways and printed:
            for name, data in paper.papers(printed, is_tagged=is_tagged).items():
                yield way, f"{name}.pdf", data, told[name]
    for way in ("odt", "rtf"):
        if way in ways and docx:
            for name, data in by_office({name: ("docx", data) for name, data in docx.items()}, way).items():
                yield way, f"{name}.{way}", data, told[name]
    html = {name: page for name, (page, _told) in sheets.items()}
    if "html" in ways:
        yield from (("html", f"{name}.html", page.encode(), told[name]) for name, page in html.items())
    if "chromium" in ways:
        yield from (("chromium", f"{name}.pdf", data, told[name]) for name, data in by_chromium(html))
    if "weasy" in ways:
        for name, page in html.items():
            data = weasyprint.HTML(string=page).write_pdf(
                presentational_hints=True, stylesheets=[weasyprint.CSS(string=_FOOT)]
            )
            yield "weasy", f"{name}.pdf", data, told[name]


WAYS = ("word", "untagged", "tagged", "odt", "rtf", "html", "chromium", "weasy")


@dataclass
class _Sums:
    by_way: dict[str, Score] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    ways = [way for way in WAYS if way in arguments] or WAYS
    named = [one for one in arguments if one not in WAYS and not one.startswith("-")]
    sums = _Sums()
    turn = next((int(one.removeprefix("--turn=")) for one in arguments if one.startswith("--turn=")), 0)
    for way, name, data, told in files(ways, named, turn):
        try:
            blocks = take_bytes(name, data).blocks
        except IntakeError as error:
            print(way, name, error)
            blocks = []
        one = score(told, blocks)
        sums.by_way.setdefault(way, Score()).add(one)
        print(f"{way:9} {name:20}", *(f"{what} {one.f1(what):.3f}" for what in WHAT if one.f1(what) < 1), flush=True)
        if "-v" in arguments:
            print(*(f"    {wrong}" for wrong in one.wrong), sep="\n")
    for way, total in sums.by_way.items():
        print(f"all {way:9}", *(f"{what} {total.f1(what):.4f}" for what in WHAT if total.wanted[what]))


if __name__ == "__main__":
    main(sys.argv[1:])
