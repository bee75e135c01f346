"""Policy → what the schoolgids says, whole, as half a page and as one paragraph; for all and per audience."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from schoolprotocol.model.base import ADOPTED, Audience
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.excerpt.word import excerpt_docx
from schoolprotocol.policy.excerpt import READERS, half_page, narrowed
from schoolprotocol.policy.model import Excerpt, Group, Policy
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.templating import Templates
from schoolprotocol.text.html import item_to_html, to_html
from schoolprotocol.text.myst import Writing, line, link, serialise
from schoolprotocol.text.plain import on_one_line, to_text
from schoolprotocol.text.tree import Block
from schoolprotocol.words.terms import STATUS_WORDS

SHORT: Final = "-kort.txt"
"""Ending of the file with one paragraph."""
CONDENSED: Final = "-beknopt"
"""What the names of the half pages have."""
AUDIENCES: Final[Mapping[Audience, str]] = {
    "leerling": "-leerlingen",
    "ouder": "-ouders",
    "medewerker": "-medewerkers",
    "overig": "-overigen",
}
"""Who may get an excerpt of their own, and what its file names have."""
_LISTS = ("numbered", "bullets", "dos", "donts")


@dataclass(frozen=True, slots=True)
class ExcerptInput:
    """What an excerpt is made from."""

    policy: Policy
    style: Style
    url: str
    """Permanent address of the whole protocol."""


def excerpt_files(shown: ExcerptInput, templates: Templates) -> dict[str, str | bytes]:
    """The excerpt in every form, by ending of the file name: `.html`, `-beknopt.md`, `-kort.txt`, `-ouders.docx`.

    Nothing where the schoolgids says nothing.

    Args:
        shown: what it is made from.
        templates: the project's.
    """
    excerpt = shown.policy.excerpt
    if excerpt is None:
        return {}
    files = {**_long_files(shown, excerpt, templates), SHORT: _Writer(shown, excerpt).short()}
    for audience in READERS if excerpt.readers is None else excerpt.readers:
        own = narrowed(excerpt, audience)
        if own is not None:
            files |= _named(AUDIENCES[audience], _long_files(shown, own, templates))
    return files


def long_files(shown: ExcerptInput, templates: Templates) -> dict[str, str | bytes]:
    """The excerpt for everyone, whole and as half a page, by ending."""
    excerpt = shown.policy.excerpt
    return {} if excerpt is None else _long_files(shown, excerpt, templates)


def _long_files(shown: ExcerptInput, excerpt: Excerpt, templates: Templates) -> dict[str, str | bytes]:
    files, half = _whole_files(shown, excerpt, templates), half_page(excerpt)
    return files if half is None else files | _named(CONDENSED, _whole_files(shown, half, templates))


def _named(name: str, files: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    return {f"{name}{ending}": content for ending, content in files.items()}


def origin(policy: Policy) -> str:
    """`‘Sociale media’, versie 1.1 (concept)`; nothing is said of a text that holds."""
    document = policy.document
    state = "" if document.status in ADOPTED else f" ({STATUS_WORDS[document.status].lower()})"
    return f"‘{policy.title}’, versie {document.version}{state}"


def _whole_files(shown: ExcerptInput, excerpt: Excerpt, templates: Templates) -> dict[str, str | bytes]:
    """The text as it is, in four forms."""
    writer = _Writer(shown, excerpt)
    context = writer.context()
    html = environment(templates, html=True).get_template("schoolgids/excerpt.html.j2").render(context)
    markdown = (
        environment(templates, html=False)
        .get_template("schoolgids/excerpt.md.j2")
        .render(context, line=line, link=link)
    )
    word = excerpt_docx(shown.policy, excerpt, shown.style, shown.url, origin(shown.policy))
    return {".html": without_charset(html), ".md": markdown, ".txt": with_charset(writer.text()), ".docx": word}


def without_charset(html: str) -> str:
    """HTML that any page can take in, whatever it declares: in ASCII, all other characters as references."""
    return html.encode("ascii", "xmlcharrefreplace").decode("ascii")


def with_charset(text: str) -> str:
    """Text that every program reads as what it is: a mark at its start says so, where it is not all ASCII."""
    return text if text.isascii() else f"\ufeff{text}"


class _Writer:
    def __init__(self, shown: ExcerptInput, excerpt: Excerpt) -> None:
        self.url = shown.url
        self.tree = tree_of(shown.policy)
        self.labels = self.tree.labels
        self.excerpt = excerpt
        self.origin = origin(shown.policy)
        self.version = shown.policy.document.version
        self.notes = {
            note.number: self.tree.note(note) for clause in every_clause(*self.excerpt.groups) for note in clause.notes
        }

    def context(self) -> Mapping[str, Any]:
        """What the templates use: groups of texts in the three forms."""
        return {
            "heading": self.excerpt.heading.text,
            "groups": [
                {
                    "is_list": group.form in _LISTS,
                    "ordered": group.form == "numbered",
                    "items": list(self._items(group)),
                }
                for group in self.excerpt.groups
            ],
            "notes": [{"number": n, **self._forms(self.notes[n], {})} for n in sorted(self.notes)],
            "origin": self.origin,
            "url": self.url,
        }

    def _items(self, group: Group) -> Iterator[dict[str, str]]:
        for clause in group.all_clauses():
            yield self._forms(self.tree.clause(clause), numbers(clause))

    def _forms(self, blocks: Sequence[Block], notes: Mapping[str, int]) -> dict[str, str]:
        return {
            "html": to_html(blocks, self.labels, notes=notes, href=self._href),
            "inline": item_to_html(blocks, self.labels, notes=notes, href=self._href),
            "md": self._markdown(blocks, notes),
        }

    def _href(self, clause: str) -> str:
        return f"{self.url}#{clause}"

    def _markdown(self, blocks: Sequence[Block], notes: Mapping[str, int]) -> str:
        return serialise(
            blocks,
            Writing(
                note=lambda note: f"<sup>{notes[note]}</sup>",
                clause=lambda id_: link(line(self.labels.get(id_, id_)), self._href(id_)),
            ),
        )

    def text(self) -> str:
        """Plain text to paste: a line for each paragraph and item, however long."""
        parts = [self.excerpt.heading.text, ""]
        for group in self.excerpt.groups:
            for number, clause in enumerate(group.all_clauses(), start=1):
                text = to_text(self.tree.clause(clause), self.labels, notes=numbers(clause))
                mark = f"{number}. " if group.form == "numbered" else "- " if group.form in _LISTS else ""
                parts += [mark + text.replace("\n", "\n" + " " * len(mark)), *([] if mark else [""])]
            if group.form in _LISTS:
                parts.append("")
        parts += [f"[{number}] {to_text(self.notes[number], self.labels)}" for number in sorted(self.notes)]
        parts.append(f"Het hele protocol: {self.origin}. {self.url}")
        return "\n".join(line.rstrip() for line in "\n".join(parts).split("\n")) + "\n"

    def short(self) -> str:
        """One paragraph on one line, with the link and the version."""
        text = to_text(self.tree.clause(self.excerpt.short), self.labels)
        said = _versioned(on_one_line(text), self.version, self.origin.rpartition(", ")[2])
        return with_charset((said if self.url in said else f"{said} {self.url}") + "\n")


def _versioned(said: str, version: str, edition: str) -> str:
    """A line that says from which version it comes, and where that one does not hold yet, that too."""
    named = re.compile(rf"\bversie {re.escape(version)}(?!\.?\d)")
    return named.sub(lambda _version: edition, said) if named.search(said) else f"{said} Dit is {edition}."
