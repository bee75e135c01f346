"""Makes documents as web pages, Markdown, text and paper, in the ways in which people make them, with what stands in each.

`python -m tests.intake.pages [building|measuring] [html|md|txt|tagged|untagged] [-v] [NAME …]` prints how well we read
them. `BUILDING` are the ways that the readers were made with; `MEASURING` are others, for the figures.
"""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, Literal

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.taking import take_bytes
from tests.intake.documents import Label, Texts
from tests.intake.scoring import Score, score

WHAT = ("headings", "clauses", "numbers", "cells", "notes", "title", "prose")
Form = Literal["html", "md", "txt", "tagged", "untagged"]


@dataclass(frozen=True)
class Plan:
    """What a document is to hold."""

    name: str
    form: Form
    write: Callable[[Document], bytes]
    """Its file."""
    heading: str = "1."
    """How headings are numbered: `1.`, `1`, `Artikel 1`, `A.`, `I.`, or nothing."""
    clause: str = "1.1"
    """`1.1`, `1.`, `a.`, `a)`, `1)`, or nothing."""
    bullet: str = "•"
    sub: bool = False
    """Whether there are headings of a second level."""
    notes: bool = False
    table: bool = False
    words: bool = False
    """Whether clauses are longer."""
    chapters: int = 5
    capitals: bool = False
    """Whether its title and headings are written in capitals."""


@dataclass
class Document:
    """What a document holds, in its order; a note stands behind the clause that calls it."""

    plan: Plan
    parts: list[Label] = field(default_factory=list)

    @property
    def labels(self) -> list[Label]:
        """What one would say that stands there."""
        shouted = {"title", "heading"} if self.plan.capitals else set[str]()
        parts = [replace(one, text=one.text.upper()) if one.kind in shouted else one for one in self.parts]
        if self.plan.notes and self.plan.form in {"tagged", "untagged"}:
            parts = [*parts, Label("heading", "Noten", level=1)]
        return [replace(one, text=one.text.replace("^", "")) for one in parts]


def document(plan: Plan) -> Document:
    """A document with texts of its own."""
    texts, made = Texts(plan.name), Document(plan)
    add = made.parts.append
    add(Label("title", "Protocol mobiele telefoons"))
    add(Label("prose", texts.text()))
    notes = 0
    for chapter in range(1, plan.chapters + 1):
        add(Label("heading", texts.title(), _number(plan.heading, chapter), 1))
        if chapter % 3 == 1:
            add(Label("prose", texts.text()))
        clause = 0
        for part in range(1, 3 if plan.sub else 2):
            if plan.sub:
                number = f"{chapter}.{part}" if plan.heading in {"1.", "1"} else None
                add(Label("heading", texts.title(), number, 2))
                clause = 0 if plan.heading in {"1.", "1"} else clause
            for _clause in texts.few(2, 4):
                clause += 1
                text = texts.text() + (" " + texts.text() if plan.words else "")
                if plan.notes and clause == 1:
                    notes += 1
                    add(Label("clause", f"{text[:-1]}^. Einde.", _clause_number(plan, chapter, part, clause), 1))
                    add(Label("note", f"Noot {texts.short()}.", anchor=str(notes)))
                else:
                    add(
                        Label(
                            "clause" if plan.clause else "prose", text, _clause_number(plan, chapter, part, clause), 1
                        )
                    )
        if chapter % 2 == 0:
            add(Label("prose", texts.sentence()[:-1] + ":"))
            for _item in texts.few(2, 4):
                add(Label("item", texts.short(), plan.bullet, 1))
        if plan.table and chapter % 2 == 1:
            for row in (("Wat", "Wie", "Wanneer"), *((texts.short(), "Mentor", f"binnen {n} dagen") for n in (2, 3))):
                add(Label("row", "", cells=row))
    return made


def _number(scheme: str, count: int) -> str | None:
    if not scheme:
        return None
    roman = ("I", "II", "III", "IV", "V", "VI", "VII")[count - 1]
    return scheme.replace("1", str(count)).replace("A.", f"{chr(64 + count)}.").replace("I.", f"{roman}.")


def _clause_number(plan: Plan, chapter: int, part: int, count: int) -> str | None:
    if not plan.clause:
        return None
    if plan.clause == "1.1":
        at = f"{chapter}.{part}" if plan.sub and plan.heading in {"1.", "1"} else str(chapter)
        return f"{at}.{count}"
    return plan.clause.replace("1", str(count)).replace("a", chr(96 + count))


# -- web pages --------------------------------------------------------------------------------------------------------


def _inline(text: str, call: str) -> str:
    return escape(text, quote=False).replace("^", call)


def page(
    *,
    clauses: Literal["ol", "typed", "span", "br"] = "typed",
    headings: Literal["h", "bold"] = "h",
    around: bool = False,
    css: str = "",
    paper: bool = False,
    encoding: str = "utf-8",
) -> Callable[[Document], bytes]:
    """Writes pages: numbers by `ol`, typed, in a `span`, or lines with `br`."""

    def write(made: Document) -> bytes:
        body = "\n".join(_page_parts(made, clauses, headings, paper=paper))
        if around:
            body = (
                '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/ouders">Ouders</a></li></ul></nav></header>'
                f'<main>{body}</main><aside class="sidebar"><a href="/x">Nieuws</a></aside>'
                "<footer><p>© De school, Dorpsstraat 1</p></footer><script>var a = 'geen tekst';</script>"
            )
        head = f'<meta charset="{encoding}"><title>Protocol</title><style>{css}</style>'
        return f"<!DOCTYPE html><html lang=nl><head>{head}</head><body>{body}</body></html>".encode(
            encoding, "xmlcharrefreplace"
        )

    return write


def _page_parts(made: Document, clauses: str, headings: str, *, paper: bool) -> Iterator[str]:
    notes: list[str] = []
    opened: str | None = None
    count = 0
    for part in made.parts:
        wanted = {"item": "ul", "row": "table"}.get(part.kind) or (
            "ol" if clauses == "ol" and part.kind == "clause" else None
        )
        if part.kind == "note" and opened:
            wanted = opened
        if opened and wanted != opened:
            yield f"</{opened}>"
            opened = None
        if wanted and opened != wanted and part.kind != "note":
            first = re.sub(r"\D", "", (part.number or "1").split(".")[0]) or "1"
            kind = " type=a" if wanted == "ol" and (part.number or "")[:1].isalpha() else ""
            yield f"<{wanted}{f' start={first}' if wanted == 'ol' and first != '1' else ''}{kind}>"
            opened = wanted
        call = f'<sup><a href="#fn{count + 1}" id="r{count + 1}">{count + 1}</a></sup>'
        if part.kind == "note":
            count += 1
            if paper:
                notes.append(f'<li id="fn{count}">{escape(part.text)}</li>')
            else:
                notes.append(f'<li id="fn{count}">{escape(part.text)} <a href="#r{count}">↩</a></li>')
        else:
            yield _page_part(part, clauses, headings, call, paper=paper)
    if opened:
        yield f"</{opened}>"
    if notes:
        yield f"<h2 class=noten>Noten</h2><ol>{''.join(notes)}</ol>" if paper else f"<hr><ol>{''.join(notes)}</ol>"


def _page_part(part: Label, clauses: str, headings: str, call: str, *, paper: bool) -> str:
    text, number = _inline(part.text, call), escape(part.number or "")
    match part.kind:
        case "title":
            return (
                f"<h1>{text}</h1>"
                if headings == "h"
                else f'<p style="font-size:24pt;text-align:center"><b>{text}</b></p>'
            )
        case "heading":
            tag = f"h{(part.level or 1) + 1}" if headings == "h" else "p"
            said = f"{number} {text}".strip()
            return f"<{tag}>{said}</{tag}>" if headings == "h" else f"<p><b>{said}</b></p>"
        case "clause" if clauses == "ol":
            return f"<li>{text}</li>"
        case "clause" if clauses == "span":
            return f'<div class="clause"><span class="number">{number}</span> <div class=text><p>{text}</p></div></div>'
        case "clause" if clauses == "br":
            return f"{number} {text}<br><br>"
        case "clause":
            return f'<p class="clause">{number} {text}</p>'
        case "item":
            return f"<li>{text}</li>"
        case "row":
            return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in part.cells or ())}</tr>"
        case _:
            return f"<p>{text}</p>"


def by_word(made: Document) -> bytes:
    """A page as Word saves it: lists as paragraphs, their numbers in the text, in the letters of Windows."""
    parts, notes, count = [], [], 0
    for place, part in enumerate(made.parts):
        text = escape(part.text, quote=False).replace(
            "^",
            f'<a style=\'mso-footnote-id:ftn{count + 1}\' href="#_ftn{count + 1}" name="_ftnref{count + 1}" title="">'
            f"<span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[{count + 1}]</span></span></a>",
        )
        ignore = "<![if !supportLists]><span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; "
        ignore += "</span></span><![endif]>"
        match part.kind:
            case "title":
                parts.append(f"<p class=MsoTitle>{text}<o:p></o:p></p>")
            case "heading":
                number = f"{part.number} " if part.number else ""
                parts.append(f"<h{part.level}>{number}<span lang=NL>{text}</span></h{part.level}>")
            case "clause":
                mark = ignore.format(part.number)
                style = "margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1"
                parts.append(
                    f"<p class=MsoListParagraph style='{style}'>{mark}<span lang=NL>{text}</span><o:p></o:p></p>"
                )
            case "item":
                mark = ignore.format("<span style='font-family:Symbol'>·</span>")
                style = "margin-left:36.0pt;text-indent:-18.0pt;mso-list:l1 level1 lfo2"
                parts.append(f"<p class=MsoListParagraphCxSpMiddle style='{style}'>{mark}{text}</p>")
            case "row":
                if made.parts[place - 1].kind != "row":
                    parts.append("<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>")
                cells = "".join(
                    f"<td width=200><p class=MsoNormal>{escape(cell)}<o:p></o:p></p></td>" for cell in part.cells or ()
                )
                parts.append(f"<tr style='mso-yfti-irow:0'>{cells}</tr>")
                if place + 1 == len(made.parts) or made.parts[place + 1].kind != "row":
                    parts.append("</table>")
            case "note":
                count += 1
                notes.append(
                    f"<div style='mso-element:footnote' id=ftn{count}><p class=MsoFootnoteText><a href=\"#_ftnref{count}\" "
                    f'name="_ftn{count}"><span class=MsoFootnoteReference>[{count}]</span></a> {text}</p></div>'
                )
            case _:
                parts.append(f"<p class=MsoNormal>{text}<o:p>&nbsp;</o:p></p>")
    page_ = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><meta name=Generator content="Microsoft Word 15">'
        "<!--[if gte mso 9]><xml><o:Author>x</o:Author></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm;} --></style></head>"
        f"<body lang=NL><div class=WordSection1>{''.join(parts)}</div><div style='mso-element:footnote-list'><br clear=all>"
        f'<hr align=left size=1 width="33%">{"".join(notes)}</div></body></html>'
    )
    return page_.encode("cp1252", "xmlcharrefreplace")


# -- paper ------------------------------------------------------------------------------------------------------------

_PAPER = """
@page { size: A4; margin: 2.2cm 2cm; @top-left { content: 'Protocol mobiele telefoons' } @top-right { content: 'versie 1.2' }
        @bottom-center { content: 'pagina ' counter(page) ' van ' counter(pages) } }
body { font-family: 'DejaVu Sans'; font-size: 10pt; line-height: 1.4 } h1 { font-size: 22pt } h2 { font-size: 14pt }
h3 { font-size: 11.5pt } p { margin: 0 0 .6em } table { border-collapse: collapse } td { border: 1pt solid #999; padding: 3pt }
"""


def paper(
    css: str = "", *, is_tagged: bool = False, clauses: Literal["ol", "typed"] = "typed"
) -> Callable[[Document], bytes]:
    """Writes PDFs by WeasyPrint."""

    def write(made: Document) -> bytes:
        import weasyprint

        source = page(clauses=clauses, css=_PAPER + css, paper=True)(made).decode()
        data: bytes = weasyprint.HTML(string=source).write_pdf(pdf_tags=is_tagged)
        return data

    return write


# -- Markdown ---------------------------------------------------------------------------------------------------------


def markdown(
    *, style: Literal["hash", "setext", "bold"] = "hash", wrap: int = 0, bold_numbers: bool = False
) -> Callable[[Document], bytes]:
    """Writes Markdown."""

    def write(made: Document) -> bytes:
        lines: list[str] = []
        notes: list[str] = []
        before = ""
        count = 0
        for part in made.parts:
            call = f"[^{count + 1}]"
            text = part.text.replace("^", call)
            mark = f"**{part.number}**" if bold_numbers else part.number
            said = f"{part.number} {text}" if part.number else text
            if (part.kind in {"item", "row"} and before == part.kind) or (
                part.kind == before == "clause" and part.number in {"1.", "2.", "3.", "4."}
            ):
                lines.pop()
            match part.kind:
                case "title":
                    told = f"# {text}" if style == "hash" else f"{text}\n{'=' * len(text)}"
                case "heading" if style == "hash":
                    told = f"{'#' * ((part.level or 1) + 1)} {said}"
                case "heading" if style == "setext" and part.level == 1:
                    told = f"{said}\n{'-' * len(said)}"
                case "heading":
                    told = f"### {said}" if style == "setext" else f"**{said}**"
                case "clause":
                    told = f"{mark} {text}"
                    told = "\n".join(textwrap.wrap(told, wrap, subsequent_indent="   ")) if wrap else told
                case "item":
                    told = f"- {text}"
                case "row":
                    told = f"| {' | '.join(part.cells or ())} |"
                    told += "\n|---|---|---|" if before != "row" else ""
                case "note":
                    count += 1
                    notes.append(f"[^{count}]: {text}")
                    continue
                case _:
                    told = "\n".join(textwrap.wrap(text, wrap)) if wrap else text
            lines += [told, ""]
            before = part.kind
        return "\n".join([*lines, *notes]).encode()

    return write


# -- text -------------------------------------------------------------------------------------------------------------


def text(
    *,
    heading: Literal["under", "caps", "blank"] = "under",
    width: int = 72,
    hang: int = 0,
    encoding: str = "utf-8",
    pages: bool = False,
    close: bool = False,
) -> Callable[[Document], bytes]:
    """Writes plain text: headings underlined, in capitals, or by themselves between empty lines."""

    def write(made: Document) -> bytes:
        lines: list[str] = []
        before = ""
        for place, part in enumerate(made.parts):
            said = f"{part.number} {part.text}" if part.number else part.text
            if (part.kind in {"item", "row"} and before == part.kind) or (close and before == part.kind == "clause"):
                lines.pop()
            match part.kind:
                case "title":
                    lines += [
                        part.text.upper() if heading == "caps" else part.text,
                        *(["=" * len(part.text)] if heading == "under" else []),
                    ]
                case "heading":
                    line = "-" if part.level == 1 else "~"
                    lines += [
                        said.upper() if heading == "caps" else said,
                        *([line * len(said)] if heading == "under" else []),
                    ]
                case "row":
                    lines.append("\t".join(part.cells or ()))
                case "prose":
                    lines += textwrap.wrap(part.text, width) if width else [part.text]
                case _:
                    indent = " " * (len(part.number or "") + 1 if hang < 0 else hang)
                    lines += textwrap.wrap(said, width, subsequent_indent=indent) if width else [said]
            lines.append("")
            if pages and place % 12 == 11:
                lines += [f"Pagina {place // 12 + 1} van 4\f", ""]
            before = part.kind
        return "\r\n".join(lines).encode(encoding, "replace")

    return write


# -- ways -------------------------------------------------------------------------------------------------------------

_COLUMNS = "body { columns: 2; column-gap: 1cm; font-size: 9.5pt } h1 { column-span: all }"
_HYPHENS = "body { text-align: justify; hyphens: auto }"
_HANG = ".clause { padding-left: 2.5em; text-indent: -2.5em }"
_INDENT = "p { margin: 0; text-indent: 1.5em } .clause { text-indent: 0; margin: .4em 0 }"

_WIDE = "@page { size: A4 landscape } body { columns: 3; font-size: 9pt; hyphens: auto }"
_SERIF = "body { font-family: 'DejaVu Serif'; font-size: 9.5pt; line-height: 1.3 }"
_BOOK = """@page :left { @top-left { content: counter(page) } @top-right { content: 'Protocol' } @bottom-center { content: none } }
@page :right { @top-left { content: 'De school' } @top-right { content: counter(page) } @bottom-center { content: none } }"""


def _papers(*ways: tuple[str, str, dict[str, Any]]) -> Iterator[Plan]:
    """Plans of PDFs, each with tags and without."""
    for is_tagged in (True, False):
        for name, css, more in ways:
            form: Form = "tagged" if is_tagged else "untagged"
            yield Plan(f"{name}-{form[0]}", form, paper(css, is_tagged=is_tagged), **more)


BUILDING = [
    Plan("h-ol", "html", page(clauses="ol"), clause="1.", notes=True, table=True),
    Plan("h-getypt", "html", page(clauses="typed"), sub=True),
    Plan("h-vet", "html", page(headings="bold"), table=True),
    Plan("h-site", "html", page(clauses="span", around=True), notes=True),
    Plan("h-br", "html", page(clauses="br"), heading="Artikel 1", clause="1."),
    Plan("h-word", "html", by_word, notes=True, table=True),
    Plan("h-latin", "html", page(encoding="iso-8859-1"), heading="A."),
    Plan("d-hekje", "md", markdown(), notes=True, table=True),
    Plan("d-lijst", "md", markdown(), clause="1.", sub=True),
    Plan("d-streep", "md", markdown(style="setext", wrap=70), sub=True),
    Plan("d-vet", "md", markdown(bold_numbers=True), heading="Artikel 1"),
    Plan("x-streep", "txt", text(), sub=True, table=True),
    Plan("x-caps", "txt", text(heading="caps", hang=-1), heading="", clause="1.", capitals=True),
    Plan("x-los", "txt", text(heading="blank", width=0), heading="Artikel 1", clause="1."),
    Plan("x-dicht", "txt", text(heading="under", close=True, encoding="cp1252")),
    Plan("x-bladen", "txt", text(pages=True, encoding="utf-16")),
    *_papers(
        ("p-gewoon", "", {"notes": True, "table": True, "chapters": 6}),
        ("p-kolommen", _COLUMNS + _HYPHENS, {"words": True, "sub": True, "chapters": 7}),
        ("p-hangend", _HANG + _HYPHENS, {"words": True, "table": True}),
        ("p-inspringend", _INDENT, {"words": True, "heading": "Artikel 1", "clause": "1."}),
        (
            "p-serif",
            "body { font-family: 'DejaVu Serif'; font-size: 11pt; line-height: 1.25 }",
            {"sub": True, "notes": True},
        ),
        ("p-twee", _COLUMNS + _HANG, {"heading": "Artikel 1", "clause": "1.", "words": True, "chapters": 7}),
        ("p-drie", _WIDE, {"heading": "A.", "words": True, "chapters": 7}),
        ("p-klein", "body { font-size: 8pt; line-height: 1.15 }", {"table": True, "heading": "1", "sub": True}),
        (
            "p-letters",
            _HANG + "@page { @top-left { content: none } }",
            {"clause": "a.", "heading": "I.", "notes": True},
        ),
    ),
]
MEASURING = [
    Plan("mh-letters", "html", page(clauses="ol"), heading="I.", clause="a.", notes=True),
    Plan(
        "mh-site",
        "html",
        page(clauses="typed", around=True, encoding="windows-1252"),
        heading="1",
        sub=True,
        table=True,
    ),
    Plan("mh-span", "html", page(clauses="span"), heading="Hoofdstuk 1", table=True),
    Plan("mh-vet", "html", page(headings="bold", clauses="typed"), heading="A.", clause="1."),
    Plan("mh-br", "html", page(clauses="br", around=True), heading="", clause="1)"),
    Plan("mh-word", "html", by_word, heading="Artikel 1", clause="a)", notes=True, sub=True),
    Plan("mh-word2", "html", by_word, clause="1.", table=True),
    Plan("md-hekje", "md", markdown(wrap=60), heading="1", sub=True, table=True),
    Plan("md-haak", "md", markdown(), heading="I.", clause="1)", notes=True),
    Plan("md-letter", "md", markdown(style="setext"), heading="Artikel 1", clause="a."),
    Plan("md-vet", "md", markdown(style="bold", bold_numbers=True), notes=True),
    Plan("mx-streep", "txt", text(width=60), heading="Artikel 1", clause="1."),
    Plan("mx-caps", "txt", text(heading="caps", width=78, close=True), heading="1.", capitals=True),
    Plan("mx-haak", "txt", text(hang=4, width=66), heading="A.", clause="a)", table=True),
    Plan("mx-bladen", "txt", text(heading="blank", pages=True, encoding="utf-16"), sub=True),
    Plan("mx-lang", "txt", text(heading="under", width=0, encoding="cp1252"), heading="I.", clause="1)"),
    *_papers(
        (
            "mp-ruim",
            "body { line-height: 1.9; font-size: 11pt; text-align: justify } @page { margin: 3.5cm }",
            {"words": True},
        ),
        ("mp-krant", _COLUMNS + _HYPHENS + _SERIF, {"heading": "1", "sub": True, "words": True, "table": True}),
        (
            "mp-los",
            "td { border: none; padding: 4pt 12pt 4pt 0 } h2 { font-size: 10pt }",
            {"table": True, "clause": "1)"},
        ),
        (
            "mp-boek",
            _INDENT + _SERIF + _HYPHENS + _BOOK,
            {"words": True, "heading": "Artikel 1", "clause": "1.", "chapters": 7},
        ),
        (
            "mp-noten",
            _SERIF + "body { font-size: 12pt }",
            {"notes": True, "heading": "A.", "clause": "1.", "words": True},
        ),
        ("mp-hoofdstuk", "h2 { break-before: page; text-align: center }", {"heading": "Hoofdstuk 1", "table": True}),
    ),
]


def scores(plans: Sequence[Plan]) -> dict[str, Score]:
    """By plan."""
    found = {}
    for plan in plans:
        made = document(plan)
        ending = "pdf" if plan.form in {"tagged", "untagged"} else plan.form
        try:
            blocks = take_bytes(f"{plan.name}.{ending}", plan.write(made)).blocks
        except IntakeError as error:
            print(plan.name, error)
            blocks = []
        found[plan.name] = score(made.labels, blocks)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    plans = BUILDING if "building" in arguments else MEASURING
    forms = [one for one in ("html", "md", "txt", "tagged", "untagged") if one in arguments]
    names = set(arguments) & {plan.name for plan in plans}
    plans = [plan for plan in plans if (not forms or plan.form in forms) and (not names or plan.name in names)]
    every: dict[str, Score] = {}
    of = {plan.name: plan.form for plan in plans}
    for name, one in scores(plans).items():
        every.setdefault(of[name], Score()).add(one)
        print(f"{name:22}", *(f"{what} {one.f1(what):.3f}" for what in WHAT if one.f1(what) < 1))
        if "-v" in arguments:
            print(*(f"    {wrong}" for wrong in one.wrong), sep="\n")
    for form_, one in every.items():
        print(f"all {form_}", *(f"{what} {one.f1(what):.4f}" for what in WHAT))


if __name__ == "__main__":
    main(sys.argv[1:])
