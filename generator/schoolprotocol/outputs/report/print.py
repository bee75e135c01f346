"""Change report → HTML for print: one page that says what is asked, then each change once; and the renvooi apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from schoolprotocol.colours import palette
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.pdf.document import mark
from schoolprotocol.outputs.pdf.unbroken import names_of, unhyphenated
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.in_full import prove_renvooi
from schoolprotocol.outputs.report.proof.pages import prove_page
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.view import IndexGroup, IndexRow, ReportView, two_sided
from schoolprotocol.templating import Templates

_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_TAG = re.compile(r"<(/?)(p|li)>")
_ADDRESS = re.compile(r"(https?://[^\s<>()]+)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


def report_print(report: ReportInput, templates: Templates) -> str:
    """The report as HTML for `outputs.pdf.typeset.write_pdf`; the design is that of the protocol's own PDF.

    Args:
        report: the change set and what the source says around it.
        templates: the project's.
    """
    contents = proven(report)
    rest = [row for row in contents.summary.counts if row.anchor != "inhoudelijk"]
    html = _rendered(
        "report/print.html.j2", report, contents, templates, index=fitting(contents), rest=rest, reasons=reasons
    )
    prove_page(html, contents, "print")
    return unhyphenated(html, names_of(report.changes.new.frame.organisation))


def renvooi_print(report: ReportInput, templates: Templates) -> str:
    """The whole new text in renvooi, as HTML for `outputs.pdf.typeset.write_pdf`."""
    contents = proven(report)
    html = _rendered("report/renvooi-print.html.j2", report, contents, templates)
    prove_renvooi(html, contents)
    return unhyphenated(html, names_of(report.changes.new.frame.organisation))


def _rendered(name: str, report: ReportInput, contents: ReportView, templates: Templates, **more: object) -> str:
    new = report.changes.new.frame
    shades, sign = palette(report.style, dark=False), mark(new)
    sheet = environment(templates, html=False).get_template("report/print.css.j2")
    css = sheet.render(shades=shades, mark=sign, stamp=report.stamp)
    return (
        environment(templates, html=True)
        .get_template(name)
        .render(
            report=contents,
            paper=True,
            stylesheet=css,
            mark=sign,
            document=new.document,
            versions=f"Van versie {report.changes.old.version} naar {report.changes.new.version}",
            logo_text=(report.style.logo_text or contents.organisation) if report.style.logo else None,
            publisher=report.publisher,
            led=led,
            unbroken=unbroken,
            two_sided=two_sided,
            any_two_sided=lambda found: any(two_sided(one.item) for one in found),
            **more,
        )
    )


# -- one page ---------------------------------------------------------------------------------------------------------

_ROOM = 59
"""So many lines fit on the first page below its title."""
_WIDE, _CELL = 100, 76
"""Letters in a line of the page, and of a sentence in the list of changes: both a little less than really fit."""


def fitting(report: ReportView) -> tuple[IndexGroup, ...]:
    """The list of changes as far as the first page has room: the lightest ones share a line where they must."""
    summary = report.summary
    texts = (summary.ask, summary.until, "", summary.lead + " ".join(summary.same) + summary.overruled, *summary.points)
    room = (
        _ROOM
        - sum(_lines(text, _WIDE) for text in texts)
        - sum(_lines(one.council + one.about + one.law, 84) for one in summary.consents)
        - 2 * len(summary.index)
    )
    every = [row for group in summary.index for row in group.rows]
    if sum(_height(row) for row in every) <= room:
        return summary.index
    kept, used = 0, 2.0  # the line that the others share
    while used + _height(every[kept]) <= room:
        used += _height(every[kept])
        kept += 1
    left = every[kept:]
    together = IndexRow(
        f"{left[0].number}–{left[-1].number}",
        left[0].anchor,
        f"Nog {len(left)} wijzigingen, van zwaar naar licht; zie verderop.",
        frozenset(audience for row in left for audience in row.audiences),
        "",
    )
    groups: list[IndexGroup] = []
    for group in summary.index:
        rows = [row for row in group.rows if row in every[:kept]]
        if left[0] in group.rows:
            rows.append(together)
        if rows:
            groups.append(replace(group, rows=tuple(rows)))
    return tuple(groups)


def _lines(text: str, width: int) -> int:
    return max(1, -(-len(text) // width))


def _height(row: IndexRow) -> float:
    """In lines; there is a little white between two rows."""
    return _lines(row.sentence, _CELL) + 0.2


def reasons(texts: Sequence[tuple[str, Markup]], audience: str) -> Markup:
    """Whom a change concerns and why it was made: each answer by itself, with its label before it."""
    who = Markup('<span class="wie">Voor {}.</span> ').format(audience) if audience else Markup()
    if not texts:
        return Markup('<p class="reden">{}Bij deze wijziging staat nog geen toelichting.</p>').format(who)
    return Markup().join(_answer(heading, html, Markup() if n else who) for n, (heading, html) in enumerate(texts))


def _answer(label: str, html: Markup, before: Markup) -> Markup:
    single = _PARAGRAPH.fullmatch(html.strip())
    if not single:
        return Markup('<div class="reden">{}{}</div>').format(
            before and Markup("<p>{}</p>").format(before), led(html, label)
        )
    # An answer has an element of its own: of loose words after a label WeasyPrint breaks some lines in the middle.
    text = Markup('<p class="reden"><span class="kop">{}</span> {}<span>{}</span></p>')
    return text.format(label, before, Markup(single[1]))  # noqa: S704 (made by to_html)


def unbroken(text: str) -> Markup:
    """A text in which no address is hyphenated, and no telephone number is divided over two lines."""
    pieces = _ADDRESS.split(_BETWEEN_DIGITS.sub("\N{NO-BREAK SPACE}", text))
    address = Markup('<span class="adres">{}</span>')
    return Markup("").join(address.format(piece) if n % 2 else piece for n, piece in enumerate(pieces))


def led(html: Markup, label: str) -> Markup:
    """HTML of a note with its label before the first words, and without `<p>` in `<li>`, which breaks PDF/UA-1."""
    inside = 0

    def flat(tag: re.Match[str]) -> str:
        nonlocal inside
        if tag[2] == "li":
            inside += -1 if tag[1] else 1
            return tag[0]
        return tag[0] if not inside else "</span>" if tag[1] else '<span class="next">'

    text = _TAG.sub(flat, html)
    lead = Markup('<span class="kop">{}</span> ').format(label)
    if text.startswith("<p>"):
        return Markup("<p>") + lead + Markup(text.removeprefix("<p>"))  # noqa: S704 (escaped where it was made)
    return Markup("<p>{}</p>").format(lead) + Markup(text)  # noqa: S704
