"""One text for the schoolgids, as HTML, Markdown and plain text to paste."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from schoolprotocol.model.base import ADOPTED
from schoolprotocol.model.document import Document
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.policy.elsewhere import address_of
from schoolprotocol.policy.model import Clause, Excerpt, Policy
from schoolprotocol.policy.tree import DocumentTree, numbers, tree_of
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.text.html import item_to_html, to_html
from schoolprotocol.text.myst import Writing, line, link, serialise
from schoolprotocol.text.plain import on_one_line, to_text
from schoolprotocol.text.tree import Block, paragraphs
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import FORM_MARKS, STATUS_WORDS

WHOLE: Final = 2
"""Level of the heading of a text that stands by itself, or of a chapter."""
PART: Final = 3
"""Level of the heading of a part of a chapter."""
_LISTS = ("numbered", "bullets", "dos", "donts")


@dataclass(frozen=True, slots=True)
class Source:
    """From which text it comes."""

    policy: Policy
    tree: DocumentTree
    version: str
    edition: str
    """`versie 1.1 (concept)`."""
    origin: str
    """`‘Sociale media’, versie 1.1 (concept)`."""
    url: str
    links: frozenset[str]
    """Addresses that lead to the whole protocol."""
    notice: str
    """Why it is not to be taken over; empty where nothing keeps one from that."""

    @classmethod
    def of(cls, policy: Policy, url: str, notice: str) -> Source:
        """That of a document at this address."""
        document, named = policy.document, policy.values.get("document.url")
        edition = _edition(document)
        links = frozenset({url} if named is None else {url, named.text})
        return cls(
            policy, tree_of(policy), document.version, edition, f"‘{policy.title}’, {edition}", url, links, notice
        )


def _edition(document: Document) -> str:
    """What is said of its status: nothing where it simply holds, and from when where it did not from the beginning."""
    if document.status not in ADOPTED:
        return f"versie {document.version} ({STATUS_WORDS[document.status].lower()})"
    since = f" (geldt vanaf {day_in_words(document.effective)})" if document.effective else ""
    return f"versie {document.version}{since}"


class _List(NamedTuple):
    """Clauses in one form below a heading, if there is one."""

    heading: str
    form: GroupForm
    clauses: tuple[Clause, ...]


class Writer:
    """Writes one text: whole, or as half a page."""

    def __init__(self, source: Source, excerpt: Excerpt) -> None:
        self.source, self.excerpt = source, excerpt
        self.tree, self.labels = source.tree, source.tree.labels
        self.notes = {
            note.number: self.tree.note(clause, note)
            for clause in every_clause(*self.excerpt.groups)
            for note in clause.notes
        }

    def context(self, *, in_chapter: bool = False) -> Mapping[str, Any]:
        """What the templates use: lists of texts in the three forms.

        Args:
            in_chapter: whether it is a part of the chapter about several protocols.
        """
        return {
            "in_chapter": in_chapter,
            "level": PART if in_chapter else WHOLE,
            "notice": self.source.notice,
            "heading": self.excerpt.heading.text,
            "lists": [
                {
                    "heading": one.heading,
                    "is_list": one.form in _LISTS,
                    "ordered": one.form == "numbered",
                    "mark": FORM_MARKS.get(one.form, ""),
                    "items": [self._forms(self.tree.clause(clause), numbers(clause)) for clause in one.clauses],
                }
                for one in self._lists()
            ],
            "notes": [{"number": n, **self._forms(self.notes[n], {})} for n in sorted(self.notes)],
            "origin": self.source.origin,
            "url": self.source.url,
        }

    def _lists(self) -> Iterator[_List]:
        """What stands below each other: groups, and of a table its columns."""
        for group in self.excerpt.groups:
            heading = group.heading.text if group.heading is not None else ""
            if heading or not group.columns:
                yield _List(heading, group.form, group.clauses)
            for column in group.columns:
                yield _List(column.heading.text, "bullets", column.clauses)

    def _forms(self, blocks: Sequence[Block], notes: Mapping[str, int]) -> dict[str, str]:
        return {
            "html": to_html(blocks, self.labels, notes=notes, href=self._href),
            "inline": item_to_html(blocks, self.labels, notes=notes, href=self._href),
            "md": self._markdown(blocks, notes),
        }

    def _href(self, clause: str) -> str:
        return address_of(self.source.policy, self.source.url, clause)

    def _markdown(self, blocks: Sequence[Block], notes: Mapping[str, int]) -> str:
        return serialise(
            blocks,
            Writing(
                note=lambda note: f"<sup>{notes[note]}</sup>",
                clause=lambda id_: link(line(self.labels.get(id_, id_)), self._href(id_)),
            ),
        )

    def text(self, *, in_chapter: bool = False) -> str:
        """Plain text to paste: a line for each paragraph and item, however long."""
        heading, notice = [self.excerpt.heading.text, ""], [self.source.notice, ""] if self.source.notice else []
        parts = [*heading, *notice] if in_chapter else [*notice, *heading]
        for one in self._lists():
            parts += [one.heading, ""] if one.heading else []
            for number, clause in enumerate(one.clauses, start=1):
                text = to_text(self.tree.clause(clause), self.labels, notes=numbers(clause))
                mark = f"{number}. " if one.form == "numbered" else "- " if one.form in _LISTS else ""
                said = f"{FORM_MARKS.get(one.form, '')}{text}".replace("\n", "\n" + " " * len(mark))
                parts += [mark + said, *([] if mark else [""])]
            if one.form in _LISTS:
                parts.append("")
        notes = [f"[{number}] {to_text(self.notes[number], self.labels)}" for number in sorted(self.notes)]
        parts += [*notes, *([""] if notes else [])]
        parts.append(f"Het hele protocol: {self.source.origin}. {self.source.url}")
        return "\n".join(line.rstrip() for line in "\n".join(parts).split("\n")) + "\n"

    def short(self) -> str:
        """One paragraph on one line, with the link and the version."""
        said = self._versioned(on_one_line(to_text(self.tree.clause(self.excerpt.short), self.labels)))
        linked = said if any(address in said for address in self.source.links) else f"{said} {self.source.url}"
        return f"{self.source.notice} {linked}".strip()

    def short_html(self) -> Markup:
        """The same as HTML: also where it was written as more than one, it is one paragraph here."""
        blocks = paragraphs(self.tree.clause(self.excerpt.short))
        text = " ".join(item_to_html([one], self.labels, href=self._href) for one in blocks)
        said = Markup(self._versioned(text))  # noqa: S704 (escaped by `text.html`; an edition has no markup)
        if not any(Markup('href="{}"').format(address) in said for address in self.source.links):
            said += Markup(' <a href="{0}">{0}</a>').format(self.source.url)
        notice = Markup("<p><strong>{}</strong></p>\n").format(self.source.notice) if self.source.notice else Markup()
        return notice + Markup("<p>{}</p>").format(said)

    def _versioned(self, said: str) -> str:
        """What is said, with the version from which it comes and, where that one does not hold yet, that too."""
        edition = self.source.edition
        named = re.compile(rf"\bversie {re.escape(self.source.version)}(?!\.?\d)")
        return named.sub(lambda _version: edition, said) if named.search(said) else f"{said} Dit is {edition}."
