"""ChangeSet → the report for who decides: HTML page, HTML fragment, Markdown for a pull request, JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import markup
from generator.model.changes import ChangeSet
from generator.model.policy import canonical_json
from generator.render.environment import environment
from generator.render.report_contents import view
from generator.render.report_text import Line, Run

_NO_HELPS: Mapping[str, str] = {}
CONTEXT = 60
"""So many characters of what stays are shown on either side of an edit in Markdown."""


def report_html(changes: ChangeSet, templates: Path, *, helps: Mapping[str, str] = _NO_HELPS) -> str:
    """A whole HTML page: it needs nothing else, runs no script and prints well.

    Args:
        changes: what differs.
        templates: the project's `templates` folder.
        helps: the protocol's explanation of its parameters, by name; without it their names are shown.
    """
    return _rendered("report/page.html.j2", changes, templates, helps, css=report_css(templates))


def report_fragment(changes: ChangeSet, templates: Path, *, helps: Mapping[str, str] = _NO_HELPS) -> str:
    """The page's contents in one `<div class="wijzigingen">`, headings from h2, for a page that has `report_css`."""
    return _rendered("report/fragment.html.j2", changes, templates, helps)


def report_css(templates: Path) -> str:
    """The style sheet for the fragment; every rule begins with `.wijzigingen`."""
    return (templates / "report/report.css").read_text("utf-8")


def report_markdown(changes: ChangeSet, templates: Path, *, helps: Mapping[str, str] = _NO_HELPS) -> str:
    """A short list, a line per change."""
    env = environment(templates, html=False)
    return env.get_template("report/report.md.j2").render(
        report=view(changes, helps), md=markdown, plain=plain, redline=markdown_redline
    )


def report_json(changes: ChangeSet) -> str:
    """The change set itself, in its one canonical form; both versions can be rebuilt from it."""
    return canonical_json(changes) + "\n"


def _rendered(name: str, changes: ChangeSet, templates: Path, helps: Mapping[str, str], **more: str) -> str:
    return environment(templates, html=True).get_template(name).render(report=view(changes, helps), **more)


def markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return markup.escape(" ".join(text.split()))


def plain(line: Line) -> str:
    """A line without marks, for Markdown."""
    return markdown("".join(run.text for run in line)) or "—"


def markdown_redline(lines: tuple[Line, ...]) -> str:
    """The lines with edits in them: `~~gone~~ **come**`, with a little of what stands around it."""
    edited = [line for line in lines if any(run.mark in {"del", "ins"} for run in line)]
    return " / ".join(_redline(line) for line in edited)


def _redline(line: Line) -> str:
    pieces = []
    for index, run in enumerate(line):
        shown = (
            run.text if run.mark in {"del", "ins"} else _shortened(run, first=not index, last=index == len(line) - 1)
        )
        text, before, after = markdown(shown), shown[: len(shown) - len(shown.lstrip())], shown[len(shown.rstrip()) :]
        mark = {"del": "~~", "ins": "**"}.get(run.mark, "")
        pieces.append(f"{before and ' '}{mark}{text}{mark}{after and ' '}")
        if index + 1 < len(line) and (run.mark, line[index + 1].mark) == ("del", "ins"):
            pieces.append(" ")
    return "".join(pieces).strip()


def _shortened(run: Run, *, first: bool, last: bool) -> str:
    text = run.text
    if len(text) <= (CONTEXT if first or last else 2 * CONTEXT):
        return text
    head = "" if first else text[:CONTEXT].rpartition(" ")[0]
    tail = "" if last else text[-CONTEXT:].partition(" ")[2]
    return f"{head} … {tail}" if head and tail else f"… {tail}" if tail else f"{head} …"
