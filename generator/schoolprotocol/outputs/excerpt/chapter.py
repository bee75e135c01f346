"""What applies in each protocol of a school → one chapter for the schoolgids, in each length and form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.excerpt.applies import Applies
from schoolprotocol.outputs.excerpt.excerpt import (
    CONDENSED,
    FORMS,
    SHORT,
    Length,
    to_paste,
    with_charset,
    without_charset,
)
from schoolprotocol.outputs.excerpt.word import Told, chapter_docx
from schoolprotocol.outputs.excerpt.writing import WHOLE, Source, Writer
from schoolprotocol.policy.excerpt import half_page, numbered_by_itself
from schoolprotocol.policy.model import Excerpt, Group, Organisation
from schoolprotocol.templating import Templates
from schoolprotocol.text.myst import line, link
from schoolprotocol.words.notices import guide_notice

PAGE: Final = "schoolgids.html"
"""Name of the page, in the folder of the school."""
HEADING: Final = "Afspraken en protocollen"
"""Of the chapter."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What the chapter has of one protocol."""

    told: Applies
    excerpt: Excerpt
    source: Source

    def as_long_as(self, excerpt: Excerpt) -> _Part:
        return _Part(self.told, excerpt, self.source)

    @property
    def writer(self) -> Writer:
        return Writer(self.source, self.excerpt)

    @property
    def half(self) -> _Part:
        """Its half page; where nobody wrote one, the paragraph that leads to the whole protocol."""
        short = self.excerpt.short
        return self.as_long_as(
            half_page(self.excerpt)
            or self.excerpt.model_copy(update={"groups": (Group(form="prose", clauses=(short,)),)})
        )


def chapter_files(
    documents: Sequence[Applies], style: Style, templates: Templates, name: str
) -> dict[str, str | bytes]:
    """The chapter in every form, by name of the file.

    It says what applies. Where nothing was adopted yet it has the proposals, with above each that it is one. A protocol
    that is not in it (a proposal beside what applies, one without a text for the schoolgids) is named with its address.

    Args:
        documents: of one school, in the order of the chapter.
        style: the house style of the school.
        templates: the project's.
        name: how the names of the files begin: `linde-schoolgids`.

    Returns:
        Nothing for one document, which has a text of its own, and where none has a text for the schoolgids.
    """
    there = [one for one in documents if one.policy.document.status != "vervallen"]
    told = [one for one in there if one.policy.excerpt is not None and one.is_adopted]
    told = told or [one for one in there if one.policy.excerpt is not None]
    if len(there) < 2 or not told:
        return {}
    parts = [_part(one) for one in told]
    others = [_source(one) for one in there if one not in told]
    return _Chapter(parts, others, told[0].policy.organisation, style, templates, name).files()


def _part(told: Applies) -> _Part:
    if told.policy.excerpt is None:
        raise ValueError(told.policy.title)
    return _Part(told, numbered_by_itself(told.policy.excerpt), _source(told))


def _source(told: Applies) -> Source:
    document = told.policy.document
    return Source.of(told.policy, told.url, guide_notice(document.status, document.version, None, told.doubts))


@dataclass(frozen=True, slots=True)
class _Chapter:
    parts: Sequence[_Part]
    others: Sequence[Source]
    school: Organisation
    style: Style
    templates: Templates
    name: str

    def files(self) -> dict[str, str | bytes]:
        whole = self.parts
        half = [part.half for part in whole] if any(half_page(part.excerpt) for part in whole) else []
        lengths = [self._length("lang", "De hele tekst", whole)]
        files: dict[str, str | bytes] = {
            ".txt": with_charset(self._text(whole)),
            ".md": with_charset(self._markdown(whole)),
            ".docx": self._word(whole),
        }
        if half:
            lengths.append(self._length("half", "Een halve bladzijde per protocol", half))
            files |= {f"{CONDENSED}.txt": with_charset(self._text(half)), f"{CONDENSED}.docx": self._word(half)}
        short = "\n".join([*(part.writer.short() for part in whole), *self._others("Lees ook {}: {}")])
        lengths.append(Length("kort", "Eén alinea per protocol", to_paste(self._short_html()), short))
        files[f"{SHORT}.txt"] = with_charset(short + "\n")
        named = {f"{self.name}{ending}": content for ending, content in files.items()}
        offered = [(f"{self.name}{ending}", form) for ending, form in FORMS.items() if ending in files]
        look = {f"{self.name}.{kind}": self.templates.text(f"schoolgids/page.{kind}") for kind in ("css", "js")}
        return {PAGE: self._page(lengths, offered), **named, **look}

    def _page(self, lengths: Sequence[Length], files: Sequence[tuple[str, str]]) -> str:
        page = environment(self.templates, html=True).get_template("schoolgids/page.html.j2")
        notices = [f"{part.told.policy.title} – {part.source.notice}" for part in self.parts if part.source.notice]
        sources = [part.source for part in self.parts]
        return without_charset(
            page.render(
                title="de protocollen",
                school=self.school,
                lengths=lengths,
                files=files,
                look=self.name,
                sources=sources,
                notices=notices,
            )
        )

    def _length(self, id_: str, title: str, parts: Sequence[_Part]) -> Length:
        template = environment(self.templates, html=True).get_template("schoolgids/excerpt.html.j2")
        told = "\n".join(template.render(part.writer.context(in_chapter=True)) for part in parts)
        heading = Markup("<h{0}>{1}</h{0}>\n").format(WHOLE, HEADING)
        return Length(id_, title, to_paste(f"{heading}{told}{self._others_html()}"), self._text(parts))

    def _others_html(self) -> str:
        row = Markup('\n<p><a href="{}">Lees ook: {}</a></p>')
        return "".join(row.format(one.url, one.origin) for one in self.others)

    def _text(self, parts: Sequence[_Part]) -> str:
        told = [part.writer.text(in_chapter=True) for part in parts]
        return "\n".join([f"{HEADING}\n", *told, *self._others("Lees ook: {}. {}\n")])

    def _others(self, said: str) -> list[str]:
        return [said.format(one.origin, one.url) for one in self.others]

    def _markdown(self, parts: Sequence[_Part]) -> str:
        template = environment(self.templates, html=False).get_template("schoolgids/excerpt.md.j2")
        told = [template.render(part.writer.context(in_chapter=True), line=line, link=link) for part in parts]
        others = [link(f"Lees ook: {line(one.origin)}", one.url) + "\n" for one in self.others]
        return "\n".join([f"{'#' * WHOLE} {HEADING}\n", *told, *others])

    def _short_html(self) -> str:
        return "\n".join(str(part.writer.short_html()) for part in self.parts) + self._others_html()

    def _word(self, parts: Sequence[_Part]) -> bytes:
        told = [
            Told(part.told.policy, part.excerpt, part.source.url, part.source.origin, part.source.notice)
            for part in parts
        ]
        others = [(one.origin, one.url) for one in self.others]
        return chapter_docx(HEADING, told, others, self.school, self.style)
