"""What a change in the source touches → a comment for a pull request (Markdown), or JSON."""

from __future__ import annotations

from collections.abc import Mapping

from schoolprotocol.compare.overview import DocumentImpact, Impact, ImpactRow, Touch, TouchKind, impact_rows
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.report.words import field_name
from schoolprotocol.templating import Templates
from schoolprotocol.text.markdown import inline
from schoolprotocol.words.changes import FACETS
from schoolprotocol.words.grammar import count

_KINDS: dict[TouchKind, tuple[str, str]] = {
    "clause": ("clausule", "clausules"),
    "section": ("kop", "koppen"),
    "table": ("tabel", "tabellen"),
    "value": ("waarde", "waarden"),
    "document": ("documentgegeven", "documentgegevens"),
}


def impact_markdown(impact: Impact, templates: Templates, titles: Mapping[str, str]) -> str:
    """What becomes of each document, then a table for each protocol: a row for each clause that is touched.

    Args:
        impact: what is touched.
        templates: the project's.
        titles: the protocols' titles, by id.
    """
    protocols = [(titles.get(id_, id_), impact.of_protocol(id_)) for id_ in impact.protocols()]
    return (
        environment(templates, html=False)
        .get_template("overview/impact.md.j2")
        .render(
            since=impact.since,
            protocols=[
                (title, documents, _touched(documents), impact_rows(documents)) for title, documents in protocols
            ],
            effect=_effect,
            row_name=_row_name,
            cell=_cell,
            md=inline,
        )
    )


def _touched(documents: tuple[DocumentImpact, ...]) -> list[DocumentImpact]:
    return [document for document in documents if document.touches]


def _effect(document: DocumentImpact) -> str:
    """`2 clausules, 1 waarde`; `geen`."""
    if document.state == "new":
        return "nieuw document"
    if document.state == "gone":
        return "vervalt"
    counts = [
        count(number, *words)
        for kind, words in _KINDS.items()
        if (number := sum(touch.kind == kind for touch in document.touches))
    ]
    if document.renumbered:
        counts.append(count(document.renumbered, "ander nummer", "andere nummers"))
    return ", ".join(counts) or "geen"


def _row_name(row: ImpactRow) -> str:
    if row.kind == "clause":
        return f"{inline(row.title)} (`{row.id}`)"
    if row.kind == "value":
        return f"*waarde:* `{row.id}`"
    named = field_name(row.id) if row.kind == "document" else row.title
    return f"*{_KINDS[row.kind][0]}:* {inline(named)}"


def _cell(touch: Touch | None) -> str:
    if touch is None:
        return ""
    words = ", ".join(FACETS[facet] for facet in touch.facets)
    return f"{words} (redactioneel)" if touch.weight == "editorial" else words
