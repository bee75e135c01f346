"""Policy → the text for a website that takes HTML only: a snippet to paste, and a page of its own to show in a frame.

The snippet has no classes, styles or scripts, and only elements that every content management system lets through
(WordPress' `wp_kses_post` leaves it as it is). Its ids carry a prefix, so that they meet no others on the page. Text
that notes and clauses refer to is in it; whatever else it links to has its permanent address.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from schoolprotocol.colours import palette
from schoolprotocol.model.document import Decision
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.site.project import notice
from schoolprotocol.policy.elsewhere import address_of, is_elsewhere, link_of
from schoolprotocol.policy.model import Clause, Group, Note, Policy
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.templating import Templates
from schoolprotocol.text.html import item_to_html, to_html
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import FORM_MARKS, STATUS_WORDS

PAGE, SNIPPET = "embed.html", "embed-snippet.html"
_PARAGRAPHS = ("prose", "callout", "columns")


@dataclass(frozen=True, slots=True)
class EmbedInput:
    """What a snippet shows."""

    policy: Policy
    style: Style
    url: str
    """Permanent address of the document's own site, ending in a slash."""
    pdf: str | None = None
    """Address of the PDF; None to leave it out."""
    void: Sequence[Decision] = ()
    """Decisions about this version that no longer hold."""
    unproven: bool = False
    """Whether it claims a status that its decisions do not carry."""


def embed_snippet(shown: EmbedInput, templates: Templates) -> str:
    """The text as a fragment to paste below a heading of the page itself: its own headings start at h2."""
    return _snippet(shown, templates, partial(address_of, shown.policy, shown.url))


def _snippet(shown: EmbedInput, templates: Templates, elsewhere: Callable[[str], str]) -> str:
    """The fragment.

    Args:
        shown: what it shows.
        templates: the project's.
        elsewhere: the address of a clause of another document, by what a text calls it.
    """
    policy = shown.policy
    writer = _Writer(policy, elsewhere)
    template = environment(templates, html=True).get_template("site/snippet.html.j2")
    text = template.render(
        policy=policy,
        writer=writer,
        notice=notice(policy, shown.void, unproven=shown.unproven),
        facts=_facts(policy),
        url=shown.url,
        pdf=shown.pdf,
    )
    # WordPress writes numeric entities in a form of its own, and would never have what we sent.
    return left_alone(text.replace("&#39;", "'").replace("&#34;", "&quot;"))


def left_alone(html: str) -> str:
    """HTML in which a content management system finds no orders, with entities as WordPress writes them.

    `[gallery]` is a shortcode, also in an attribute, and a plugin's may do anything; an address alone in a paragraph is
    replaced by what it leads to.
    """
    return re.sub(r"(?<=>)[^<]+", lambda found: found[0].replace("://", "&#058;//"), html.replace("[", "&#091;"))


def embed_page(shown: EmbedInput, templates: Templates, snippet: str) -> str:
    """The same text as a page that needs no other file: for a frame (`<iframe>`).

    Args:
        shown: what it shows.
        templates: the project's.
        snippet: `embed_snippet` of it, which is the same where the text refers to no other document.
    """
    body = _snippet(shown, templates, partial(link_of, "")) if shown.policy.elsewhere else snippet
    env = environment(templates, html=True)
    light, dark = (palette(shown.style, dark=dark) for dark in (False, True))
    css = environment(templates, html=False).get_template("site/embed.css.j2").render(light=light, dark=dark)
    style = f"\n{css}"
    return env.get_template("site/embed.html.j2").render(
        policy=shown.policy,
        style=Markup(style),  # noqa: S704 (our own template, with colours that the model has checked)
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        url=shown.url,
        body=Markup(body),  # noqa: S704 (escaped by its own template)
    )


def _facts(policy: Policy) -> str:
    """`Versie 1.1 (concept), 3 maart 2026, geldt vanaf 1 augustus 2026` and a full stop."""
    document = policy.document
    parts = [
        f"Versie {document.version} ({STATUS_WORDS[document.status].lower()})",
        day_in_words(document.day) if document.day else "",
        f"geldt vanaf {day_in_words(document.effective)}" if document.effective else "",
    ]
    return ", ".join(part for part in parts if part) + "."


class _Writer:
    """Groups and clauses as HTML, for the template."""

    def __init__(self, policy: Policy, elsewhere: Callable[[str], str]) -> None:
        self.elsewhere = elsewhere
        self.tree = tree_of(policy)
        self.labels = self.tree.labels
        self.prefix = f"{policy.school}-{policy.protocol}-"

    def id(self, name: str) -> str:
        """An id in the page that takes the snippet."""
        return self.prefix + name

    def note_id(self, number: int) -> str:
        return f"{self.prefix}noot-{number}"

    def start(self, group: Group) -> int | None:
        """With which number an ordered list starts that prints the clauses' own numbers; None where none does."""
        numbers = [clause.number.rstrip(".") for clause in group.clauses]
        if not numbers or not numbers[0].isdigit():
            return None
        first = int(numbers[0])
        return first if numbers == [str(first + index) for index in range(len(numbers))] else None

    def is_list(self, group: Group) -> bool:
        """Whether its clauses are items without a number."""
        return group.form not in _PARAGRAPHS and not any(clause.number for clause in group.clauses)

    def mark(self, group: Group) -> str:
        """What stands before each of its items: whether they are to be done or not."""
        return FORM_MARKS.get(group.form, "")

    def item(self, clause: Clause) -> Markup:
        """The inside of a list item."""
        return item_to_html(self.tree.clause(clause), self.labels, **self._links(clause))

    def blocks(self, clause: Clause) -> Markup:
        """A clause that stands by itself, its number before the first words."""
        html = to_html(self.tree.clause(clause), self.labels, **self._links(clause))
        if not clause.number:
            return html
        number = Markup("<p><strong>{}</strong>").format(clause.number)
        return number + " " + html[len("<p>") :] if html.startswith("<p>") else number + Markup("</p>\n") + html

    def note(self, clause: Clause, note: Note) -> Markup:
        """The inside of a note."""
        return item_to_html(self.tree.note(clause, note), self.labels, href=self._href)

    def _href(self, clause: str) -> str:
        return self.elsewhere(clause) if is_elsewhere(clause) else f"#{self.id(clause)}"

    def _links(self, clause: Clause) -> dict[str, Any]:
        return {
            "notes": numbers(clause),
            "href": self._href,
            "note_href": lambda number: f"#{self.note_id(number)}",
        }
