"""Policy → what the schoolgids says: an HTML fragment, Markdown, plain text, and one paragraph with the link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import fill, indent
from typing import Any

from generator import markup
from generator.model.policy import Clause, Excerpt, Group, Policy
from generator.render.environment import environment
from generator.render.markup_html import item_to_html, to_html, to_text

FORMS = (".html", ".md", ".txt", "-kort.txt")
"""What is made of an excerpt: endings of the file names."""
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_REFERENCE = re.compile(r"\{clause\}`([^`]+)`")
_LISTS = ("numbered", "bullets", "dos", "donts")


def excerpt_files(policy: Policy, url: str, templates: Path) -> dict[str, str]:
    """The excerpt in every form, by ending of the file name.

    Args:
        policy: what the document says.
        url: permanent address of the whole protocol.
        templates: the project's `templates` folder.
    """
    writer = _Writer(policy, url)
    context = writer.context()
    html = environment(templates, html=True).get_template("schoolgids/excerpt.html.j2").render(context)
    markdown = environment(templates, html=False).get_template("schoolgids/excerpt.md.j2").render(context)
    return {".html": html, ".md": markdown, ".txt": writer.text(), "-kort.txt": writer.short()}


class _Writer:
    def __init__(self, policy: Policy, url: str) -> None:
        self.policy = policy
        self.url = url
        self.labels = policy.labels()
        self.excerpt: Excerpt = policy.excerpt
        self.notes = {note.number: note for clause in self._clauses() for note in clause.notes}

    def _clauses(self) -> Iterator[Clause]:
        for group in self.excerpt.groups:
            yield from group.all_clauses()

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
            "notes": [{"number": n, **self._forms(note.wording.text, {})} for n, note in sorted(self.notes.items())],
            "title": self.policy.title,
            "version": self.policy.document.version,
            "url": self.url,
        }

    def _items(self, group: Group) -> Iterator[dict[str, str]]:
        for clause in group.all_clauses():
            yield self._forms(clause.wording.text, {note.id: note.number for note in clause.notes})

    def _forms(self, text: str, numbers: Mapping[str, int]) -> dict[str, str]:
        blocks = markup.parse(text)
        return {
            "html": to_html(blocks, self.labels, notes=numbers, href=self._href),
            "inline": item_to_html(blocks, self.labels, notes=numbers, href=self._href),
            "md": self._markdown(text, numbers),
        }

    def _href(self, clause: str) -> str:
        return f"{self.url}#{clause}"

    def _markdown(self, text: str, numbers: Mapping[str, int]) -> str:
        """Clause markup is Markdown already, but for references and note calls."""
        text = _REFERENCE.sub(lambda m: f"[{self.labels.get(m[1], m[1])}]({self._href(m[1])})", text)
        return _CALL.sub(lambda m: f"<sup>{numbers[m[1]]}</sup>" if m[1] in numbers else "", text)

    def text(self) -> str:
        """Plain text of at most 78 columns."""
        parts = [self.excerpt.heading.text, "=" * len(self.excerpt.heading.text), ""]
        for group in self.excerpt.groups:
            for number, clause in enumerate(group.all_clauses(), start=1):
                numbers = {note.id: note.number for note in clause.notes}
                text = to_text(markup.parse(clause.wording.text), self.labels, notes=numbers)
                mark = f"{number}. " if group.form == "numbered" else "- " if group.form in _LISTS else ""
                parts += [_wrapped(text, mark), *([] if mark else [""])]
            if group.form in _LISTS:
                parts.append("")
        for number, note in sorted(self.notes.items()):
            parts.append(_wrapped(to_text(markup.parse(note.wording.text), self.labels), f"[{number}] "))
        parts.append(_wrapped(f"Het hele protocol: {self.url}", ""))
        return "\n".join(parts) + "\n"

    def short(self) -> str:
        """One paragraph on one line, with the link."""
        text = to_text(markup.parse(self.excerpt.short.wording.text), self.labels)
        line = " ".join(text.split())
        return (line if self.url in line else f"{line} {self.url}") + "\n"


def _wrapped(text: str, mark: str) -> str:
    lines = []
    for line in text.split("\n"):
        lead = re.match(r"\s*(?:- |\d+\. )?", line)
        hang = " " * len(lead[0]) if lead else ""
        lines.append(fill(line, 78 - len(mark), subsequent_indent=hang, break_long_words=False, break_on_hyphens=False))
    return mark + indent("\n".join(lines), " " * len(mark), lambda _line: True)[len(mark) :]
