"""Policy → what the schoolgids says: in full, as half a page and as one paragraph, and a page to copy each from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from schoolprotocol.model.base import Audience
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.excerpt.word import excerpt_docx
from schoolprotocol.outputs.excerpt.writing import Source, Writer
from schoolprotocol.outputs.online.embed import left_alone
from schoolprotocol.policy.excerpt import READERS, half_page, narrowed, numbered_by_itself
from schoolprotocol.policy.model import Excerpt, Policy
from schoolprotocol.templating import Templates
from schoolprotocol.text.myst import line, link
from schoolprotocol.words.notices import guide_notice

SHORT: Final = "-kort"
"""What the name of the file with one paragraph has."""
CONDENSED: Final = "-beknopt"
"""What the names of the half page have."""
AUDIENCES: Final[Mapping[Audience, str]] = {
    "leerling": "-leerlingen",
    "ouder": "-ouders",
    "medewerker": "-medewerkers",
    "overig": "-overigen",
}
"""Who may get an excerpt of their own, and what its file names have."""
FORMS: Final[Mapping[str, str]] = {
    ".docx": "Word: de hele tekst",
    f"{CONDENSED}.docx": "Word: een halve bladzijde",
    ".txt": "Tekst: de hele tekst",
    f"{CONDENSED}.txt": "Tekst: een halve bladzijde",
    f"{SHORT}.txt": "Tekst: één alinea",
    ".md": "Markdown: de hele tekst",
}
"""What the files beside the page are, by ending."""


@dataclass(frozen=True, slots=True)
class ExcerptInput:
    """What an excerpt is made from."""

    policy: Policy
    """With what the schoolgids says of it; the tree of its texts has those."""
    style: Style
    url: str
    """Permanent address of the whole protocol."""
    holds: str | None = None
    """The version that applies, where this one is a proposal."""
    doubts: Sequence[str] = ()
    """Why the status of this text is not to be relied on, a sentence each."""


def excerpt_files(shown: ExcerptInput, templates: Templates, name: str, part: str = "") -> dict[str, str | bytes]:
    """The excerpt in every form, by name of the file: the page, and the same as text, Word and Markdown.

    Nothing where the schoolgids says nothing.

    Args:
        shown: what it is made from.
        templates: the project's.
        name: with which the names of the files begin; the style sheet and the script of the pages are called so.
        part: what stands behind it in those of this version: `-voorstel`.
    """
    policy, excerpt = shown.policy, shown.policy.excerpt
    if excerpt is None:
        return {}
    notice = guide_notice(policy.document.status, policy.document.version, shown.holds, shown.doubts)
    making = _Making(shown, templates, Source.of(policy, shown.url, notice), name)
    files = making.files(excerpt, part, with_short=True)
    for audience in READERS if excerpt.readers is None else excerpt.readers:
        own = narrowed(excerpt, audience)
        if own is not None:
            files |= making.files(own, f"{part}{AUDIENCES[audience]}", with_short=False)
    look = {f"{name}.{kind}": templates.text(f"schoolgids/page.{kind}") for kind in ("css", "js")}
    return files | look


@dataclass(frozen=True, slots=True)
class Length:
    """The text in one length, as the page shows it."""

    id: str
    title: str
    html: Markup
    """A fragment to paste: no classes, styles or scripts; all ASCII."""
    text: str

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Making:
    shown: ExcerptInput
    templates: Templates
    source: Source
    name: str

    def files(self, excerpt: Excerpt, part: str, *, with_short: bool) -> dict[str, str | bytes]:
        """The files of one text, for everybody or for one audience; the one paragraph is for everybody."""
        excerpt = numbered_by_itself(excerpt)
        whole, half = Writer(self.source, excerpt), half_page(excerpt)
        lengths = [self._length("lang", "De hele tekst", whole)]
        files: dict[str, str | bytes] = {
            ".txt": with_charset(whole.text()),
            ".md": with_charset(self._markdown(whole)),
            ".docx": self._word(excerpt),
        }
        if half is not None:
            condensed = Writer(self.source, half)
            lengths.append(self._length("half", "Een halve bladzijde", condensed))
            files |= {
                f"{CONDENSED}.txt": with_charset(condensed.text()),
                f"{CONDENSED}.docx": self._word(half),
            }
        if with_short:
            lengths.append(Length("kort", "Eén alinea", to_paste(whole.short_html()), whole.short()))
            files[f"{SHORT}.txt"] = with_charset(whole.short() + "\n")
        named = {f"{self.name}{part}{ending}": content for ending, content in files.items()}
        others = [(f"{self.name}{part}{ending}", form) for ending, form in FORMS.items() if ending in files]
        return {f"{self.name}{part}.html": self._page(lengths, others), **named}

    def _length(self, id_: str, title: str, writer: Writer) -> Length:
        template = environment(self.templates, html=True).get_template("schoolgids/excerpt.html.j2")
        return Length(id_, title, to_paste(template.render(writer.context())), writer.text())

    def _page(self, lengths: Sequence[Length], files: Sequence[tuple[str, str]]) -> str:
        page = environment(self.templates, html=True).get_template("schoolgids/page.html.j2")
        policy = self.shown.policy
        return without_charset(
            page.render(
                title=policy.title,
                school=policy.organisation,
                lengths=lengths,
                files=files,
                look=self.name,
                sources=[self.source],
                notices=[self.source.notice] if self.source.notice else [],
            )
        )

    def _markdown(self, writer: Writer) -> str:
        template = environment(self.templates, html=False).get_template("schoolgids/excerpt.md.j2")
        return template.render(writer.context(), line=line, link=link)

    def _word(self, excerpt: Excerpt) -> bytes:
        shown, source = self.shown, self.source
        return excerpt_docx(shown.policy, excerpt, shown.style, shown.url, source.origin, source.notice)


def to_paste(html: str) -> Markup:
    """HTML for a content management system, which finds no orders in it, in ASCII."""
    return Markup(left_alone(without_charset(html)))  # noqa: S704 (escaped by what wrote it)


def without_charset(html: str) -> str:
    """HTML that any page can take in, whatever it declares: in ASCII, all other characters as references."""
    return html.encode("ascii", "xmlcharrefreplace").decode("ascii")


def with_charset(text: str) -> str:
    """Text that every program reads as what it is: a mark at its start says so, where it is not all ASCII."""
    return text if text.isascii() else f"\ufeff{text}"
