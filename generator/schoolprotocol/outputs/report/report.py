"""Change set → the report for who decides: HTML page, HTML for print, fragment for a site, Markdown, JSON."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from schoolprotocol.colours import palette
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.in_full import prove_renvooi
from schoolprotocol.outputs.report.proof.pages import prove_page
from schoolprotocol.outputs.report.proof.proven import proven, proven_changes
from schoolprotocol.outputs.report.text import Group, Line, Run
from schoolprotocol.outputs.report.view import ReportView, two_sided
from schoolprotocol.policy.model import canonical_json
from schoolprotocol.templating import Templates
from schoolprotocol.text.markdown import inline, line

CONTEXT = 60
"""So many characters of what stays are shown on either side of an edit in Markdown."""
_FONTS = "theme/schoolprotocol/static/fonts"


def report_html(report: ReportInput, templates: Templates) -> str:
    """A whole HTML page: it needs no other file, not even for its letters, and prints well.

    Its one script adds what a reader may want; without it the page is whole.

    Args:
        report: the change set and what the source says around it.
        templates: the project's.

    Raises:
        ComparisonError: where not everything that changed is told, or printed.
    """
    script, contents = templates.text("report/report.js"), proven(report)
    page = _page(
        "report/page.html.j2",
        report,
        contents,
        templates,
        whole=True,
        about=_about(report.changes, contents),
        script=script,
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
    )
    prove_page(page, contents, "page")
    return page


def renvooi_html(report: ReportInput, templates: Templates) -> str:
    """The whole new text in renvooi, as a page that stands beside that of the report."""
    contents = proven(report)
    page = _page("report/renvooi.html.j2", report, contents, templates, script_hash="")
    prove_renvooi(page, contents)
    return page


def _page(name: str, report: ReportInput, contents: ReportView, templates: Templates, **more: object) -> str:
    shades, dark = (palette(report.style, dark=dark) for dark in (False, True))
    return (
        environment(templates, html=True)
        .get_template(name)
        .render(
            report=contents,
            paper=False,
            css=report_css(templates),
            fonts=_fonts(templates),
            shades=shades,
            dark=dark,
            two_sided=two_sided,
            **more,
        )
    )


def _about(changes: ChangeSet, contents: ReportView) -> dict[str, str]:
    """What the page knows of itself: where reactions go, and about which text they are."""
    return {
        "school": changes.school,
        "protocol": changes.protocol,
        "versie": changes.new.version,
        "kenmerk": contents.text_hash,
        "sleutel": f"{changes.old.hash}-{changes.new.hash}",
        "mail": changes.new.frame.organisation.email or "",
    }


def report_fragment(report: ReportInput, templates: Templates) -> str:
    """What everybody may want to know, in one `<div class="wijzigingen">`, for a page that has `report_css`.

    Headings start at h2. What is asked of whom, and what may be the same clause, are for the council alone.
    """
    env = environment(templates, html=True)
    contents = proven_changes(report)
    fragment = env.get_template("report/fragment.html.j2").render(
        report=contents, paper=False, whole=False, two_sided=two_sided
    )
    prove_page(fragment, contents, "fragment")
    return fragment


def report_css(templates: Templates) -> str:
    """The style sheet for page and fragment; every rule begins with `.wijzigingen`."""
    return templates.text("report/report.css")


def report_markdown(report: ReportInput, templates: Templates) -> str:
    """A short list, a line per change."""
    env = environment(templates, html=False)
    contents = proven(report)
    text = env.get_template("report/report.md.j2").render(
        report=contents, md=line, plain=plain, redline=markdown_redline
    )
    prove_page(text, contents, "list")
    return text


def report_json(changes: ChangeSet) -> str:
    """The change set itself, in its one canonical form; both versions can be rebuilt from it."""
    return canonical_json(changes) + "\n"


def _fonts(templates: Templates) -> str:
    """The two fonts of a page as style rules that hold them."""
    rules = []
    for name, weight in (("Regular", 400), ("Semibold", 600)):
        data = b64encode(templates.find(f"{_FONTS}/ProtocolSans-{name}.woff2").read_bytes()).decode()
        source = f'url("data:font/woff2;base64,{data}") format("woff2")'
        rules.append(f'@font-face {{ font-family: "Protocol Sans"; font-weight: {weight}; src: {source} }}')
    return "\n".join(rules)


def plain(printed: Line) -> str:
    """A line without marks, for Markdown."""
    return inline("".join(run.text for run in printed)) or "—"


def markdown_redline(groups: tuple[Group, ...]) -> str:
    """The lines with edits in them: `~~gone~~ **come**`, with a little of what stands around it."""
    edited = [printed for group in groups for printed in group.lines if {run.mark for run in printed} & _TOLD]
    return " / ".join(_redline(printed) for printed in edited)


_TOLD = {"del", "ins", "from", "to"}


def _redline(printed: Line) -> str:
    pieces = []
    for index, run in enumerate(printed):
        shown = run.text if run.mark in _TOLD else _shortened(run, first=not index, last=index == len(printed) - 1)
        text, before, after = inline(shown), shown[: len(shown) - len(shown.lstrip())], shown[len(shown.rstrip()) :]
        mark = {"del": "~~", "ins": "**"}.get(run.mark, "")
        where = {"from": "stond hier", "to": "hierheen"}.get(run.mark)
        text = f"\\[{where}: {text}\\]" if where else text
        pieces.append(f"{before and ' '}{mark}{text}{mark}{after and ' '}")
        if index + 1 < len(printed) and (run.mark, printed[index + 1].mark) == ("del", "ins"):
            pieces.append(" ")
    return re.sub(" {2,}", " ", "".join(pieces)).strip()


def _shortened(run: Run, *, first: bool, last: bool) -> str:
    text = run.text
    if len(text) <= (CONTEXT if first or last else 2 * CONTEXT):
        return text
    head = "" if first else text[:CONTEXT].rpartition(" ")[0]
    tail = "" if last else text[-CONTEXT:].partition(" ")[2]
    return f"{head} … {tail}" if head and tail else f"… {tail}" if tail else f"{head} …"
