"""Policy → the MyST pages of a school's Sphinx project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from schoolprotocol.outputs.environment import environment
from schoolprotocol.policy.elsewhere import address_of, is_elsewhere
from schoolprotocol.policy.model import Clause, Policy, Text
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.templating import Templates
from schoolprotocol.text.myst import AS_WRITTEN, Writing, line, link, quoted, role, serialise
from schoolprotocol.text.tree import Block
from schoolprotocol.words.dates import day_in_words


def protocol_page(policy: Policy, templates: Templates, url: str) -> str:
    """The protocol on one page, as MyST: sections, clauses, notes and document control.

    Args:
        policy: what the document says.
        templates: the project's.
        url: permanent address of the text.
    """
    env = environment(templates, html=False)
    return env.get_template("pages/protocol.md.j2").render(
        policy=policy,
        tree=tree_of(policy),
        beginnings=beginnings(policy),
        notes=policy.notes(),
        history=[[row.version, day_in_words(row.day), row.status, row.change] for row in policy.document.history],
        marked=partial(marked, policy, url),
        line=line,
        quoted=quoted,
        cell=cell,
        texts=texts,
    )


def texts(rows: Iterable[Iterable[Text]]) -> list[list[str]]:
    """The printed cells of rows."""
    return [[value.text for value in row] for row in rows]


def marked(policy: Policy, url: str, blocks: Sequence[Block], clause: Clause) -> str:
    """A text of a clause as MyST for Sphinx: note calls become the `note` role with the note's number.

    A reference to another document becomes a link to its permanent address; the site makes that a link beside it.
    """
    by_id, labels = numbers(clause), tree_of(policy).labels

    def refer(called: str) -> str:
        if not is_elsewhere(called):
            return AS_WRITTEN.clause(called)
        return link(line(labels[called]), address_of(policy, url, called))

    return serialise(blocks, Writing(note=lambda id_: role("note", str(by_id[id_])), clause=refer))


def cell(text: str) -> str:
    """A cell's text on one line; an empty cell stays a cell."""
    return line(text) or "&nbsp;"
