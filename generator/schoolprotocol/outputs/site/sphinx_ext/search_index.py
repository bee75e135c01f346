"""A page's doctree → what the search looks through: sections, clauses and notes, each with the place to go to."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes as docutils_nodes

from schoolprotocol.outputs.site.sphinx_ext import nodes

Entry = dict[str, str]
"""`url`, `title`, `text`; `number` and `section` where there are."""


def entries(doctree: docutils_nodes.document, page: str) -> list[Entry]:
    """The entries of one page in reading order.

    Args:
        doctree: with references resolved.
        page: address of the page: `index.html`.
    """
    return [{"url": f"{page}#{id_}", **entry} for id_, entry in _found(doctree)]


def _found(doctree: docutils_nodes.document) -> Iterator[tuple[str, Entry]]:
    for node in doctree.findall():
        if isinstance(node, docutils_nodes.section) and isinstance(node.parent, docutils_nodes.section):
            yield node["ids"][0], {"title": _heading(node), "text": "", "number": _number(node)}
        elif isinstance(node, nodes.clause):
            entry = {"title": node["title"], "text": _text(node), "number": node["number"], "section": _section(node)}
            yield node["ids"][0], entry
        elif isinstance(node, nodes.note_text):
            yield node["ids"][0], {"title": f"Noot {node['number']}", "text": _text(node), "section": _section(node)}


def _text(node: docutils_nodes.Element) -> str:
    """The text, paragraphs apart, without the numbers of notes."""
    paragraphs = node.findall(docutils_nodes.paragraph)
    return " ".join(" ".join(paragraph.astext().split()) for paragraph in paragraphs)


def _section(node: docutils_nodes.Element) -> str:
    """Number and heading of the nearest section, without the page itself."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, docutils_nodes.section) and isinstance(parent.parent, docutils_nodes.section):
            return " ".join(part for part in (_number(parent), _heading(parent)) if part)
        parent = parent.parent
    return ""


def _title(section: docutils_nodes.Element) -> docutils_nodes.title:
    return next(child for child in section.children if isinstance(child, docutils_nodes.title))


def _number(section: docutils_nodes.Element) -> str:
    return next((number.astext() for number in _title(section).findall(nodes.number)), "")


def _heading(section: docutils_nodes.Element) -> str:
    number = _number(section)
    return _title(section).astext().removeprefix(f"{number} " if number else "")
