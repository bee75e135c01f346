"""The same text as one would write it without us: plain MyST, a page for each section, a stock theme.

The text is the policy's, so that both ways print the same. What we add (pages per audience, change reports, references
that know their number, data) is not there: the naive way has less to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from schoolprotocol.policy.model import Clause, Group, Policy, Section

CONF = """\
project = {title!r}
language = "nl"
extensions = {extensions!r}
html_theme = "alabaster"
html_static_path = ["_static"]
html_css_files = ["print.css"]
"""
PRINT = "div.documentwrapper, div.bodywrapper { float: none; margin: 0 } div.sphinxsidebar { display: none }\n"
"""Without it the theme's floated wrapper prints as one page, and silently loses the others."""


def write(policy: Policy, folder: Path, *more: str) -> list[str]:
    """Write a project that plain `sphinx-build` builds.

    Args:
        policy: whose text.
        folder: a new one.
        more: extensions of Sphinx beside MyST.

    Returns:
        The words of each clause, which its output must have (`words_of`).
    """
    labels = policy.labels()
    (folder / "_static").mkdir(parents=True)
    (folder / "_static" / "print.css").write_text(PRINT, "utf-8")
    (folder / "conf.py").write_text(CONF.format(title=policy.title, extensions=["myst_parser", *more]), "utf-8")
    pages = [section for section in policy.sections if list(section.all_clauses())]
    listed = "\n".join(f"deel-{number}" for number, _section in enumerate(pages))
    (folder / "index.md").write_text(f"# {policy.title}\n\n```{{toctree}}\n{listed}\n```\n", "utf-8")
    for number, section in enumerate(pages):
        (folder / f"deel-{number}.md").write_text("\n".join(_section(section, 1, labels)), "utf-8")
    return words_of(policy)


def words_of(policy: Policy) -> list[str]:
    """What any way must print of a text: all of its clauses, as runs of plain words."""
    labels = policy.labels()
    return [words for clause in policy.clauses() for words in _runs(_text(clause, labels, note=" * "))]


def _section(section: Section, level: int, labels: dict[str, str]) -> Iterator[str]:
    heading = section.heading.text if section.heading else section.id
    yield f"{'#' * level} {section.number} {heading}\n"
    for group in section.groups:
        yield from _group(group, labels)
    for below in section.sections:
        yield from _section(below, level + 1, labels)


def _group(group: Group, labels: dict[str, str]) -> Iterator[str]:
    for clause in group.all_clauses():
        text = _text(clause, labels)
        if group.form == "prose":
            yield text + "\n"
        else:
            lines = text.splitlines()
            yield "\n".join([f"- {clause.number} {lines[0]}", *(f"  {line}" for line in lines[1:])]) + "\n"


def _text(clause: Clause, labels: dict[str, str], note: str = "") -> str:
    """The text of a clause, with something for each mark of a footnote."""
    text = re.sub(r"\{clause\}`([^`]+)`", lambda match: labels.get(match[1], match[1]), clause.wording.text)
    return re.sub(r"\[\^[^\]]+\]", note, text)


def _runs(text: str) -> list[str]:
    """Words in a row that no mark of Markdown stands between."""
    return re.findall(r"(?<![^ \n])[a-z]+(?: [a-z]+)+(?![^ \n])", text)
