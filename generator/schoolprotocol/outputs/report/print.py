"""Change report → one HTML document for print: cover, first page, contents, changes, full text, was-wordt table."""

from __future__ import annotations

import re

from markupsafe import Markup

from schoolprotocol.colours import palette
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.pdf.document import mark
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.templating import Templates

_TAG = re.compile(r"<(/?)(p|li)>")
_ADDRESS = re.compile(r"(https?://[^\s<>()]+)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


def report_print(report: ReportInput, templates: Templates) -> str:
    """The whole report as HTML for `outputs.pdf.typeset.write_pdf`; the design is that of the protocol's own PDF.

    Args:
        report: the change set and what the source says around it.
        templates: the project's.
    """
    contents = view(report)
    new = report.changes.new.frame
    shades, sign = palette(report.style, dark=False), mark(new)
    css = environment(templates, html=False).get_template("report/print.css.j2").render(shades=shades, mark=sign)
    env = environment(templates, html=True)
    return env.get_template("report/print.html.j2").render(
        report=contents,
        paper=True,
        stylesheet=css,
        mark=sign,
        document=new.document,
        versions=f"Van versie {report.changes.old.version} naar {report.changes.new.version}",
        logo_text=(report.style.logo_text or contents.organisation) if report.style.logo else None,
        chapters=_chapters(contents),
        publisher=report.publisher,
        led=led,
        unbroken=unbroken,
    )


def _chapters(report: ReportView) -> list[tuple[str, str]]:
    """Id and title of the chapters that are there, for the contents; those of the changes stand below the second."""
    chapters = [
        ("kort", "In het kort", True),
        ("inhoudelijk", "De wijzigingen", bool(report.topics)),
        ("hernummering", "Andere nummers", bool(report.renumbered)),
        ("gegevens", "Gewijzigde gegevens", bool(report.values)),
        ("redactioneel", "Alleen anders geschreven", bool(report.editorial)),
        ("documentbeheer", "Gegevens van het document zelf", bool(report.document or report.unseen)),
        ("tekst", "De hele nieuwe tekst in renvooi", not report.is_empty),
        ("waswordt", "Bijlage: was-wordttabel", bool(report.table)),
        ("verantwoording", "Verantwoording", True),
    ]
    return [(f"wijzigingen-{id_}", title) for id_, title, there in chapters if there]


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
