"""Policy → the MyST pages of a school's Sphinx project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schoolprotocol.outputs.environment import environment
from schoolprotocol.policy.model import Clause, Policy, Text
from schoolprotocol.text.myst import escape, with_calls
from schoolprotocol.words.dates import day_in_words


def protocol_page(policy: Policy, templates: Path) -> str:
    """The protocol on one page, as MyST: sections, clauses, notes and document control.

    Args:
        policy: what the document says.
        templates: the project's `templates` folder.
    """
    env = environment(templates, html=False)
    return env.get_template("pages/protocol.md.j2").render(
        policy=policy,
        notes=policy.notes(),
        history=[[row.version, day_in_words(row.day), row.status, row.change] for row in policy.document.history],
        myst=myst,
        plain=plain,
        cell=cell,
        texts=texts,
    )


def texts(rows: Iterable[Iterable[Text]]) -> list[list[str]]:
    """The printed cells of rows."""
    return [[value.text for value in row] for row in rows]


def myst(text: str, clause: Clause) -> str:
    """Clause markup as MyST for Sphinx: note calls become the `note` role with the note's number."""
    numbers = {note.id: note.number for note in clause.notes}
    return with_calls(text, lambda note: f"{{note}}`{numbers[note]}`")


def plain(text: Text) -> str:
    """A heading or cell, so that MyST prints it as it is."""
    return escape(text.text)


def cell(text: str) -> str:
    """A cell's text on one line; an empty cell stays a cell."""
    return escape(text) or "\\ "
