"""What a file that came back proposes: text by text, by whom, with which comments; and what could not be placed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from schoolprotocol.model.returned import LONGEST, Returned
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.returning.marks import words_of
from schoolprotocol.returning.placing import Piece, place, staying
from schoolprotocol.returning.reading import Bit, File, Line
from schoolprotocol.returning.splicing import Hunk
from schoolprotocol.returning.texts import Printed, Texts
from schoolprotocol.source.yaml import MAX_WORD
from schoolprotocol.text.characters import CONTROL
from schoolprotocol.words.invisible import INVISIBLE

OURS: Final = "schoolprotocol"
"""How the authors of our own tracked changes and comments begin."""
_UNSEEN: Final = re.compile(f"{CONTROL.pattern}|{INVISIBLE.pattern}")
_OF_TEXT: Final = re.compile(r"\b[0-9a-f]{12}\b|https?://\S+")
_MOVABLE: Final = {"clause", "heading", "group"}

Name = Callable[[str], str | None]
"""How somebody who is named in the file is called in the source; none where the file does not tell who."""


@dataclass(frozen=True)
class Found:
    """What is in a file."""

    proposals: tuple[Returned, ...]
    """In the order of the document; what was not placed stands last."""
    texts: int
    """How many texts of ours the file has."""
    unchanged: int
    """How many of them say what they said, in their place."""


def find(file: File, ours: Texts, name: Name, *, is_known: bool = True) -> Found:
    """What a file proposes.

    Args:
        file: the file.
        ours: the texts of the version that it was made of, or of the working text.
        name: how its authors are called.
        is_known: whether `ours` is what the file was made of; else a text that changed since is told as such.
    """
    return _Finding(file, ours, name, is_known=is_known).found()


class _Finding:
    def __init__(self, file: File, ours: Texts, name: Name, *, is_known: bool) -> None:
        self.file, self.ours, self.name, self.is_known = file, ours, name, is_known
        self.pieces = self._within(place(file.lines, ours.lines))
        self.by_text: dict[int, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            if piece.place is not None:
                self.by_text[ours.of_line[piece.place]].append(piece)

    def found(self) -> Found:
        told: list[Returned] = []
        unchanged = 0
        for n, one in enumerate(self.ours.printed):
            proposals = list(self._about(n, one))
            unchanged += not proposals
            told += proposals
        told += self._new()
        told += self._loose_comments()
        placed = [one for one in told if one.kind != "niet-geplaatst"]
        loose = [one for one in told if one.kind == "niet-geplaatst"]
        return Found((*placed, *loose), len(self.ours.printed), unchanged)

    # -- texts of ours ------------------------------------------------------------------------------------------------

    def _within(self, pieces: Sequence[Piece]) -> list[Piece]:
        """New paragraphs in the midst of a text are part of it."""
        found = list(pieces)
        text_at = [None if piece.place is None else self.ours.of_line[piece.place] for piece in found]
        before: int | None = None
        afters = _placed_after(found)
        for at, piece in enumerate(found):
            if piece.place is not None:
                before = at
                continue
            after = afters[at]
            if before is None or after is None or text_at[before] != text_at[after] or piece.is_copy:
                continue
            if self.ours.printed[text_at[before] or 0].slot is not None:
                found[at] = replace(piece, place=found[before].place, near=None)
                text_at[at], before = text_at[before], at
        return found

    def _about(self, n: int, one: Printed) -> Iterator[Returned]:
        pieces = self.by_text.get(n, [])
        comments = self.comments.get(n, [])
        if not pieces:
            if not self._was_furniture(one):
                yield self._made("vervalt", one, was=one.words, comments=comments, by=self._who_deleted(n))
            return
        words = self._words(pieces)
        is_same = words == one.words or self._is_as_given(n, pieces)
        if one.slot is None:  # the colophon tells of which text it is, and where that stands
            is_same = is_same or _told_of(words) == _told_of(one.words)
        if not is_same:
            hunks = one.changes(words)
            values, numbers = _touched(hunks)
            typed = self._is_tracked(one)
            by = self._who(n, pieces)
            more: dict[str, Any] = {"values": values, "numbers": numbers, "tracked": bool(by) and typed}
            stale = not self.is_known and self._is_stale(n, pieces)
            yield self._made(
                "tekst",
                one,
                was=one.words,
                text=words,
                comments=comments,
                by=by,
                stale=stale,
                by_file=not typed,
                **more,
            )
        if n in self.moved:
            by = self._who(n, pieces)
            own = comments if is_same else []
            yield self._made("verplaatst", one, text=words, after=self.moved[n], comments=own, by=by, tracked=bool(by))
        elif is_same and comments:
            yield self._made("opmerking", one, was=one.words, comments=comments)

    @staticmethod
    def _words(pieces: Sequence[Piece]) -> tuple[str, ...]:
        """What a text says now, a paragraph for each; pieces of one paragraph are one again."""
        lines: dict[int, list[str]] = defaultdict(list)
        for piece in pieces:
            lines[piece.line].append(piece.text)
        return tuple(" ".join("".join(texts).split()) for texts in lines.values())

    def _was_furniture(self, one: Printed) -> bool:
        """Whether it stands on every page, or on the cover: programs leave such out."""
        return all(self.ours.lines[n].part == "furniture" for n in one.lines)

    def _is_as_given(self, n: int, pieces: Sequence[Piece]) -> bool:
        """Whether the marks say that these are the words that were given out, though the source changed since."""
        if self.is_known or len(pieces) != len(self.ours.printed[n].lines):
            return False
        return all(
            any(bit.claim is not None and bit.claim.mark.words == words_of(piece.text) for bit in piece.bits)
            for piece in pieces
        )

    def _is_stale(self, n: int, pieces: Sequence[Piece]) -> bool:
        own = {claim.mark for line in self.ours.printed[n].lines if (claim := self.ours.lines[line].claim)}
        claims = {bit.claim.mark for piece in pieces for bit in piece.bits if bit.claim is not None}
        return not claims or not claims <= own

    # -- by whom ------------------------------------------------------------------------------------------------------

    def _who(self, n: int, pieces: Sequence[Piece]) -> tuple[str, ...]:
        wrote = [bit.author for piece in pieces for bit in piece.bits if bit.state == "came"]
        ends = [
            line.end_author
            for line in self.file.raw
            if line.end_author and any(self._text_of(bit) == n for bit in line.bits)
        ]
        return tuple(dict.fromkeys(filter(None, (*wrote, *self._who_deleted(n), *ends))))

    def _who_deleted(self, n: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, self._deleters.get(n, ()))))

    @cached_property
    def _deleters(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for line in self.file.raw:
            gone = [bit for bit in line.bits if bit.state == "went"]
            for bit in gone:
                n = self._text_of(bit)
                n = self._by_words.get(line.words) if n is None else n
                if n is not None:
                    found[n].append(bit.author)
        return found

    @cached_property
    def _by_words(self) -> dict[str, int]:
        return {words: n for n, one in enumerate(self.ours.printed) for words in one.words}

    @cached_property
    def _by_mark(self) -> dict[str, int]:
        marks = ((line.claim, n) for n, line in enumerate(self.ours.lines))
        return {claim.mark.place: self.ours.of_line[n] for claim, n in marks if claim is not None}

    def _text_of(self, bit: Bit) -> int | None:
        return None if bit.claim is None else self._by_mark.get(bit.claim.mark.place)

    def _is_tracked(self, one: Printed) -> bool:
        """Whether the text was ours before the tracked changes: then nobody changed it in another way."""
        return all(words in self._before for words in one.words)

    @cached_property
    def _before(self) -> set[str]:
        return {line.words for line in self.file.before}

    # -- moves --------------------------------------------------------------------------------------------------------

    @cached_property
    def moved(self) -> dict[int, str | None]:
        """By text that stands elsewhere, the text behind which it stands now; none where it is the first."""
        order = dict.fromkeys(self.ours.of_line[p.place] for p in self.pieces if p.place is not None)
        own = [n for n in order if self._can_move(n) or self._is_fixed(n)]
        ranks = {n: rank for rank, n in enumerate(sorted(own))}
        # A text of the program never moved. Where it can be the one or the other, it was no heading, and none that
        # stands where it stood: of two that changed places around a third, that third one did not move.
        weights = [
            4 * len(own) * (len(own) if self._is_fixed(n) else 1) + 2 * self._is_heading(n) + (ranks[n] == at)
            for at, n in enumerate(own)
        ]
        stay = staying(own, weights)
        return {
            n: self.ours.printed[own[at - 1]].key if at else None
            for at, n in enumerate(own)
            if at not in stay and self._can_move(n)
        }

    def _can_move(self, n: int) -> bool:
        slot = self.ours.printed[n].slot
        return slot is not None and slot.kind in _MOVABLE

    def _is_heading(self, n: int) -> bool:
        slot = self.ours.printed[n].slot
        return slot is not None and slot.kind != "clause"

    def _is_fixed(self, n: int) -> bool:
        """Whether it is a text in the body that the program adds: title, contents, colophon."""
        one = self.ours.printed[n]
        return one.slot is None and self.ours.lines[one.lines[0]].part == "body"

    # -- what is new --------------------------------------------------------------------------------------------------

    def _new(self) -> Iterator[Returned]:
        before: int | None = None
        known = {line.words for line in self.ours.lines if line.part == "furniture"}
        for at, piece in enumerate(self.pieces):
            if piece.place is not None:
                before = self.ours.of_line[piece.place]
                continue
            line = self.file.lines[piece.line]
            if line.part == "furniture" and piece.words in known:
                continue
            yield self._passage(at, piece, line, before)

    def _passage(self, at: int, piece: Piece, line: Line, before: int | None) -> Returned:
        after = None if before is None else self.ours.printed[before].key
        by = tuple(dict.fromkeys(bit.author for bit in piece.bits if bit.state == "came" and bit.author))
        comments = [self.file.comments[id_] for id_ in sorted(_comments_of(piece)) if id_ in self.theirs]
        is_typed = all(bit.state == "came" for bit in piece.bits if bit.text.strip())
        hint = None
        if piece.near is not None:
            called = self.ours.called(self.ours.printed[self.ours.of_line[piece.near]].key)
            hint = f"een kopie van {called}" if piece.is_copy else f"misschien {called}, opnieuw geschreven"
        is_loose = line.part != "body" or (piece.near is not None and not piece.is_copy)
        if line.part == "furniture":
            hint = "staat in de kop- of voettekst"
        elif line.part == "box":
            hint = "staat in een tekstvak"
        elif line.part == "note":
            hint = hint or "een noot"
        elif not is_typed and not piece.is_copy and piece.near is None:
            gone = [self.ours.called(self.ours.printed[n].key) for n in self._gone_around(at)]
            if gone:
                is_loose, hint = True, f"staat waar dit stond: {'; '.join(gone[:5])}"
        kind = "niet-geplaatst" if is_loose else "nieuw"
        return self._made(
            kind, None, text=(piece.words,), after=after, comments=comments, by=by, hint=hint, tracked=is_typed
        )

    def _gone_around(self, at: int) -> Iterator[int]:
        """Texts that are missing between the neighbours of a piece: it may be one of them, written anew."""
        low, high = self._around[at]
        between = range(low + 1, high) if low < high else ()
        yield from dict.fromkeys(n for line in between if (n := self.ours.of_line[line]) not in self.by_text)

    @cached_property
    def _around(self) -> list[tuple[int, int]]:
        """By piece, the places of the last one before it and of the first one after it that have one."""
        found, low = [], -1
        for piece, after in zip(self.pieces, _placed_after(self.pieces), strict=True):
            high = None if after is None else self.pieces[after].place
            found.append((low, len(self.ours.lines) if high is None else high))
            low = low if piece.place is None else piece.place
        return found

    # -- comments -----------------------------------------------------------------------------------------------------

    @cached_property
    def theirs(self) -> dict[str, Any]:
        """Comments that are not ours."""
        return {id_: one for id_, one in self.file.comments.items() if not one.author.startswith(OURS)}

    @cached_property
    def comments(self) -> dict[int, list[Any]]:
        """By text, the comments on it."""
        found: dict[int, list[Any]] = defaultdict(list)
        for id_, n in self._commented:
            found[n].append(self.file.comments[id_])
        return found

    @cached_property
    def _commented(self) -> list[tuple[str, int]]:
        found: dict[tuple[str, int], None] = {}
        for piece in self.pieces:
            if piece.place is None:
                continue
            n = self.ours.of_line[piece.place]
            for id_ in (*sorted(_comments_of(piece)), *sorted(self.file.lines[piece.line].comments)):
                if id_ in self.theirs:
                    found[id_, n] = None
        done = {id_ for id_, _n in found}
        for line in self.file.raw:  # on words that were deleted
            for bit in line.bits:
                own = self._text_of(bit)
                own = self._by_words.get(line.words) if own is None else own
                for id_ in sorted(bit.comments):
                    if id_ in self.theirs and id_ not in done and own is not None:
                        found[id_, own] = None
        return list(found)

    def _loose_comments(self) -> Iterator[Returned]:
        done = {id_ for id_, _n in self._commented}
        done |= {id_ for piece in self.pieces if piece.place is None for id_ in _comments_of(piece)}
        for id_, one in self.theirs.items():
            if id_ not in done and one.text:
                yield self._made("niet-geplaatst", None, comments=[one], hint="een opmerking bij geen van onze teksten")

    # -- as data ------------------------------------------------------------------------------------------------------

    def _made(
        self,
        kind: str,
        one: Printed | None,
        *,
        was: Sequence[str] = (),
        text: Sequence[str] = (),
        after: str | None = None,
        comments: Iterable[Any] = (),
        by: Sequence[str] = (),
        by_file: bool = False,
        **more: Any,
    ) -> Returned:
        policy = self.ours.policy
        names = [self.name(author) for author in by]
        if by_file or not by:
            names.append(self.name(""))
        slot = one.slot if one is not None else None
        told: Mapping[str, Any] = {
            "version": policy.document.version,
            "text_hash": text_hash(policy),
            "kind": kind,
            "about": None if one is None else one.key if slot is not None else "document",
            "clause": slot.clause_id or None if slot is not None else None,
            "called": None if one is None else line_of(self.ours.called(one.key)),
            "by": tuple(dict.fromkeys(filter(None, names))),
            "was": clean("\n\n".join(was)) or None,
            "text": clean("\n\n".join(text)) or None,
            "after": after,
            "comments": tuple(
                {"by": self.name(comment.author), "text": clean(comment.text)}
                for comment in comments
                if clean(comment.text)
            ),
            **more,
        }
        return Returned.model_validate(told)


def _placed_after(pieces: Sequence[Piece]) -> list[int | None]:
    """By piece, the index of the next one that has a place: looked up, for a file may hold thousands without."""
    found: list[int | None] = [None] * len(pieces)
    after: int | None = None
    for at in reversed(range(len(pieces))):
        found[at] = after
        after = after if pieces[at].place is None else at
    return found


def _told_of(words: Sequence[str]) -> list[str]:
    return [_OF_TEXT.sub("…", one) for one in words]


def _comments_of(piece: Piece) -> set[str]:
    return {id_ for bit in piece.bits for id_ in bit.comments}


def _touched(found: Sequence[Hunk]) -> tuple[list[dict[str, str | None]], list[str]]:
    """The values and numbers that a change touches."""
    values: list[dict[str, str | None]] = []
    numbers: list[str] = []
    for hunk in found:
        for kind, name, was, text in hunk.touched:
            if kind == "value":
                values.append({"name": name, "was": clean(was) or None, "text": clean(text) or None})
            else:
                numbers.append(line_of(f"{was or '—'} → {text or '—'}"))
    return values, numbers


def clean(text: str) -> str:
    """Typed words as a file of the source may hold them: without signs that nobody sees, and not endless."""
    text = _UNSEEN.sub("", text.replace("\t", " "))
    paragraphs = (" ".join(_parted(word) for word in one.split()) for one in text.split("\n\n"))
    whole = "\n\n".join(filter(None, paragraphs))
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 4]} […]"


def _parted(word: str) -> str:
    most = MAX_WORD - 1
    return word if len(word) <= most else " ".join(word[at : at + most] for at in range(0, len(word), most))


def line_of(text: str) -> str:
    """Words as one line of the source."""
    line = " ".join(clean(text).split()) or "—"
    return line if len(line) <= 1_000 else f"{line[:996]} […]"
