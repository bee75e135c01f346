"""Clauses in the making → their text in the little language: paragraphs, lists, values, references, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from schoolprotocol.importing.inline import ALIKE, NO_SIGN, Instead, Styled, inlines, plainly
from schoolprotocol.importing.lists import COUNTED, Entry, counted, in_blocks
from schoolprotocol.importing.parts import Norm, Piece
from schoolprotocol.importing.persons import LEFT_OUT, Persons, is_full_name, is_named, left_out
from schoolprotocol.importing.plan import Substitution
from schoolprotocol.importing.values import Values
from schoolprotocol.intake.reading import solid
from schoolprotocol.policy.titles import TITLED, is_printed
from schoolprotocol.text import myst
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import TemplateError, fill
from schoolprotocol.text.tree import Block, ClauseReference, Emphasis, Inline, Listing, Paragraph, Words

_POINTS: Final = re.compile(
    r"(?<![\w.])(?:artikel \d+(?:\.\d+)*|(?:onderdeel [A-Z]{1,2}|bijlage \d+), punt \d+|punt \d+ van ‘[^’\n]+’)"
    r"(?![\w]|\.\d)"
)
_POINTING: Final = re.compile(
    r"(?<![\w.])(?:artikel|hoofdstuk|paragraaf|§|bijlage|punt|onderdeel)\s+(?:\d+(?:\.\d+)*|[A-Z])(?![\w]|\.\d)",
    re.IGNORECASE,
)
_OF_CLAUSES: Final = re.compile(r"punt\b|artikel\s+\d+$", re.IGNORECASE)
"""What is counted through a document: no chapter has that number because of it."""
_OF_A_LAW: Final = re.compile(
    r"\s*,?\s*(?:(?:eerste|tweede|derde|vierde|vijfde)?\s*lid(?:\s*\d+)?,?\s*(?:onder\s+\w+,?\s*)?)?"
    r"(?:van (?:de|het)\s+(?!protocol|document|reglement|beleid)|[A-Z]{2,}|Wet|Algemene|Burgerlijk)",
)
_AFTER_A_LAW: Final = re.compile(r"(?:\b[A-Z]{2,}|[Ww]et(?:boek)?|\b\w+wet|[Vv]erordening|[Bb]esluit|[Cc]ao)[\s,(]*$")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ROUND: Final = {"{": "(", "}": ")"}
_SIGNS: Final = re.compile(r"[{}]")
_OF_THIS: Final = re.compile(r"\s+van dit\b")


@dataclass(frozen=True, slots=True)
class Begun:
    """A section that a text can mean."""

    heading: str
    clause: str | None
    """The clause with which it begins, by its id; none where it has none."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What looks like a reference and stayed text."""

    text: str
    section: Begun | None
    """The section that it means, where that is known."""


@dataclass
class Writer:
    """Writes texts, and keeps what it wrote otherwise than it stood there."""

    values: Values
    labels: Mapping[str, str] = field(default_factory=dict)
    """Id of each clause by how it is referred to."""
    printable: Collection[str] | None = None
    """Characters that our fonts have; None: nobody asked."""
    substitutions: list[Substitution] = field(default_factory=list)
    sections: Mapping[str, Begun] = field(default_factory=dict)
    """Each section by how a text calls it (`hoofdstuk 3`): the source can refer to clauses only."""
    pointed: dict[int, list[Pointed]] = field(default_factory=dict)
    """By block what looks like a reference and stayed text."""
    persons: Persons = field(default_factory=Persons)
    """Who is not to be named."""

    def clause(self, norm: Norm) -> str:
        """The text of a clause as markup."""
        return self._filled(self._blocks(norm))

    def said(self, norm: Norm) -> str:
        """What a clause says in words, with the numbers that our outline does not compute."""
        told = []
        for n, piece in enumerate(norm.pieces):
            number = piece.number if n else (norm.number if not norm.is_counted else None)
            told += [number] if number and not self.is_counted(norm, n) else []
            if piece.is_line and piece.text.text == ":":
                told[-1] += ":"
            else:
                told.append(self.words(piece))
        return " ".join(told)

    def words(self, piece: Piece) -> str:
        """What a piece says where it is printed."""
        said = self.printed(piece.text.text)
        return said if solid(said) or not solid(piece.text.text) else NO_SIGN

    def note(self, pieces: Sequence[Piece]) -> str:
        """The text of a note as markup."""
        blocks = [Paragraph(self._inlines(piece, {})) for piece in pieces]
        return self._filled(blocks)

    def _filled(self, blocks: Sequence[Block]) -> str:
        """Blocks as markup with placeholders; without bold and italics where those would not be read back."""
        for told in (blocks, _plainly(blocks)):
            with suppress(ValueError):  # emphasis that no marks can express
                markup = self.values.filled(_ESCAPED.sub(_as_entity, myst.serialise(told)))
                if self._says(markup, told):
                    return markup
        return self.values.filled(_ESCAPED.sub(_as_entity, myst.serialise(_plainly(blocks))))

    def _says(self, markup: str, blocks: Sequence[Block]) -> bool:
        """Whether a template, with its values filled in, is read as these blocks."""
        values = {name: myst.escape(text) for text, name in self.values.printed.items()}
        try:
            read = parse(fill(myst.guard(markup), values))
        except (MarkupError, TemplateError):
            return False
        return solid(bare(read)) == solid(self.values.printed_in(bare(blocks)))

    def line(self, piece: Piece) -> str:
        """A heading or cell: one line of plain text, with placeholders."""
        clean = self._clean(piece)
        text, found = clean.text, ""
        at = 0
        for one in self._instead(piece.block, clean, points=False):
            found += text[at : one.start] + (one.node.text if isinstance(one.node, Words) else "")
            at = one.end
        found += text[at:]
        if _SIGNS.search(found):
            self.substitutions += [
                Substitution(piece.block, one, _ROUND[one], "character") for one in found if one in _ROUND
            ]
        return self.values.filled(on_a_line(found))

    def cell(self, piece: Piece, key: str) -> str:
        """A cell of a table about the document; behind words such as “auteur” a name is one without any title."""
        text = piece.text.text.strip()
        if is_named(key) and is_full_name(text):
            self.substitutions.append(Substitution(piece.block, text, LEFT_OUT["person"], "person"))
            return LEFT_OUT["person"]
        return self.line(piece)

    def is_counted(self, norm: Norm, n: int) -> bool:
        """Whether a list in the text counts the number of its so-manieth piece by itself."""
        return n in self._in_lists(norm)

    def _in_lists(self, norm: Norm) -> set[int]:
        entries: list[Entry] = [(piece.depth, piece.number if n else None, ()) for n, piece in enumerate(norm.pieces)]
        return {n for n, entry in enumerate(counted(entries)) if entry[1] == COUNTED}

    # -- blocks ---------------------------------------------------------------------------------------------------

    def _blocks(self, norm: Norm) -> list[Block]:
        notes = {key: id_ for key, (id_, _pieces) in norm.notes.items()}
        entries: list[Entry] = []
        for n, piece in enumerate(norm.pieces):
            number = piece.number if n else (norm.number if not norm.is_counted else None)
            nodes = self._inlines(piece, notes)
            if piece.is_line and entries:
                depth, mark, before = entries[-1]
                gap = () if piece.text.text == ":" else (Words(" "),)
                entries[-1] = depth, mark, (*before, *gap, *nodes)
            elif nodes or number:
                entries.append((piece.depth, number, nodes))
        return list(in_blocks(list(counted(entries))))

    def _inlines(self, piece: Piece, notes: Mapping[str, str]) -> tuple[Inline, ...]:
        clean = self._clean(piece)
        return inlines(clean, self._instead(piece.block, clean), notes)

    def _clean(self, piece: Piece) -> Styled:
        """The text with characters that can be written and printed."""
        text = self._with_likes(piece)
        odd = [n for n, letter in enumerate(text.text) if self._is_odd(letter)]
        if odd:  # what is left out as a whole is found by its own signs: jan＠school.nl
            gone = {n for _why, start, end in self.persons.within(text.text) for n in range(start, end)}
            odd = [n for n in odd if n not in gone]
        if not odd:
            return text
        left = {*odd, *(n + 1 for n in odd if text.text[n - 1 : n] == " " == text.text[n + 1 : n + 2])}
        keep = [n for n in range(len(text.text)) if n not in left]
        is_empty = not any(solid(text.text[n]) for n in keep)
        for n in odd:
            instead = NO_SIGN if is_empty and n == odd[0] else ""
            self.substitutions.append(Substitution(piece.block, text.text[n], instead, "character"))
        if is_empty:
            return replace(plainly(NO_SIGN), calls=tuple((0, mark) for _at, mark in text.calls))
        calls = tuple((at - sum(n < at for n in left), mark) for at, mark in text.calls)
        return Styled("".join(text.text[n] for n in keep), tuple(text.looks[n] for n in keep), calls).cut(0)

    def _with_likes(self, piece: Piece) -> Styled:
        """The text with the sign that says the same for each that cannot be printed."""
        text = piece.text
        likes = [*map(self._like, text.text)]
        if "".join(likes) == text.text:
            return text
        for old, new in zip(text.text, likes, strict=True):
            if old != new:
                self.substitutions.append(Substitution(piece.block, old, new, "character"))
        looks = tuple(look for look, like in zip(text.looks, likes, strict=True) for _letter in like)
        calls = tuple((sum(map(len, likes[:at])), mark) for at, mark in text.calls)
        return Styled("".join(likes), looks, calls)

    def _like(self, letter: str) -> str:
        """What stands for a sign that cannot be printed; of a ligature its letters."""
        if not self._is_odd(letter):
            return letter
        like = unicodedata.normalize("NFKC", letter) if letter.isalpha() else letter.translate(ALIKE)
        return letter if any(map(self._is_odd, like)) else like

    def printed(self, text: str) -> str:
        """A text as it is printed: without characters that cannot be, and without names of persons."""
        known = self.persons.anonymous(text)  # also by signs that cannot be printed, and once more without these
        said = "".join(map(self._like, known))
        return self.persons.anonymous("".join(one for one in said if not self._is_odd(one)))

    def tidy(self, text: str) -> str:
        """A text without characters that cannot be written or printed, and without names of persons: for titles."""
        return on_a_line(self.printed(text))

    def _is_odd(self, letter: str) -> bool:
        if letter in "\n\t" or letter.isspace():
            return False
        if unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} or letter in "\u2028\u2029":
            return True
        return self.printable is not None and letter not in self.printable

    def _instead(self, block: int, text: Styled, *, points: bool = True) -> list[Instead]:
        found: list[Instead] = []

        def put(start: int, end: int, node: Inline) -> bool:
            is_free = all(end <= one.start or start >= one.end for one in found)
            if is_free and start < end:
                found.append(Instead(start, end, node))
            return is_free

        words = text.text
        for why, start, end in self.persons.within(words):
            instead = left_out(why, words[:start])
            put(start, end, Words(instead))
            self.substitutions.append(Substitution(block, words[start:end], instead, why))
        for start, end, placeholder in self.values.find(words):
            put(start, end, Words(self.values.sign(placeholder)))
        if points:
            for match in _POINTS.finditer(words):
                id_ = self.labels.get(match[0])
                if id_ is not None and not _is_of_a_law(words, match.start(), match.end()):
                    put(*match.span(), ClauseReference(id_))
            for match in _POINTING.finditer(words):
                is_taken = any(one.start <= match.start() < one.end for one in found)
                is_ours = not is_taken and not _is_of_a_law(words, *match.span())
                said = Pointed(match[0], self._section(match[0]))
                if is_ours and said not in self.pointed.get(block, []):
                    self.pointed.setdefault(block, []).append(said)
        return sorted(found, key=lambda one: one.start)

    def _section(self, pointing: str) -> Begun | None:
        """The section that something means that looks like a reference; `artikel 3` and `punt 3` mean none."""
        if _OF_CLAUSES.match(pointing):
            return None
        word, number = pointing.casefold().split(maxsplit=1)
        return self.sections.get(f"bijlage {number}" if word == "bijlage" else number.upper())


def _is_of_a_law(text: str, start: int, end: int) -> bool:
    """Whether an article that a text names is one of a law."""
    if _AFTER_A_LAW.search(text[:start]):
        return True
    return bool(_OF_A_LAW.match(text, end)) and not _OF_THIS.match(text, end)


def on_a_line(text: str) -> str:
    """A text as one line of the source, in which nothing is a placeholder."""
    return " ".join(text.split()).replace("{", "(").replace("}", ")")


def beginning(text: str) -> str:
    """The words with which a text begins, up to where it refers to another clause."""
    found = _POINTS.search(text)
    if found is None:
        return text
    before = text[: found.start()].strip()
    return before if re.search(r"\w", before) else text[found.end() :].strip() or text


def _plainly(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without bold and italics."""

    def plain(nodes: Sequence[Inline]) -> Iterator[Inline]:
        for node in nodes:
            if isinstance(node, Emphasis):
                yield from plain(node.children)
            else:
                yield node

    return [
        Paragraph(tuple(plain(one.children)))
        if isinstance(one, Paragraph)
        else Listing(tuple(tuple(_plainly(item)) for item in one.items), one.ordered)
        for one in blocks
    ]


def _as_entity(found: re.Match[str]) -> str:
    """A brace that is no placeholder, so that nobody takes it for one."""
    return {"{": "&#123;", "}": "&#125;"}.get(found[1], found[0])


def run_in(norm: Norm, writer: Writer, above: str) -> None:
    """Take the words that stand in bold before the text of a clause for its title, as our documents print it.

    Args:
        norm: the clause.
        writer: knows what cannot be written.
        above: the heading above it.
    """
    first = norm.pieces[0]
    start, end = first.text.bold
    text = first.text.text
    if end == 0 or len(text[start:end].split()) > 14 or (norm.number and not norm.is_counted):
        return
    if writer.tidy(text[start:end]) != " ".join(text[start:end].split()):
        return
    bold = text[start:end]
    before = text[:start].split()
    if bold[-1] in ".:?!…" and start == 0 and text[end:].strip():
        title = bold[:-1] if bold.endswith(".") else bold
        rest = [writer.tidy(one) for one in (text[end:], *(piece.text.text for piece in norm.pieces[1:]))]
        if norm.form in TITLED and is_printed(title, "\n".join(rest), above):
            norm.title, norm.is_titled = title, True
        return
    if len(before) <= 2 and all(word.isalnum() for word in before) and re.search(r"\w", text[end:]):
        norm.title = bold[:1].upper() + bold[1:]
        norm.pieces[0] = replace(first, text=first.text.plain(start, end))


def without_run_in(norm: Norm) -> Norm:
    """The clause with the text that stands behind its title, where that is printed before it."""
    first = norm.pieces[0]
    if not norm.is_titled:
        return norm
    printed = norm.title if norm.title[-1] in ".:?!…" else f"{norm.title}."
    return replace(norm, pieces=[replace(first, text=first.text.cut(len(printed))), *norm.pieces[1:]])
