"""Pieces that follow each other → runs: where a space belongs in between, which hyphen at the end of a line goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

import pyphen

from schoolprotocol.intake.marks import marks
from schoolprotocol.intake.readers.pdf.drawn import Piece
from schoolprotocol.intake.reading import Fate, Role, Run

_SPACE = 0.18
"""Part of the size of the letters from which a gap is a space."""
_RAISED = 0.99
"""Part of the size of its neighbours from which a number is no mark of a note any more."""
_WORD_BEFORE = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)[-\u2010]$")
_WORD_AFTER = re.compile(r"[^\W_]+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARK = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,4}|[†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+)[\])]?\s*")
HYPHENS = ("-", "\u2010")
"""With which a line can end in the midst of a word."""
_KEPT = frozenset(
    {
        "niet",
        "non",
        "oud",
        "ex",
        "sociaal",
        "christelijk",
        "adjunct",
        "vice",
        "anti",
        "pro",
        "semi",
        "quasi",
        "e",
        "mr",
        "gmr",
        "pta",
        "avg",
    }
)
"""Parts of a word that have a hyphen behind them wherever they stand."""
_SLASH = re.compile(r"\w/$")
"""Behind it a line may end without a space: `ouders/verzorgers`."""
_AND = re.compile(r"(en|of|dan wel|noch)\b")
_CLASH = frozenset({"aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu", "ij"})
"""Vowels that would be read as one: Dutch writes a hyphen between them."""


def runs_of(
    pieces: Sequence[Piece],
    words: Set[str] = frozenset(),
    *,
    right: float | None = None,
    fate: Fate = "body",
    role: Role = "text",
) -> list[Run]:
    """Runs of pieces in the order of reading.

    Args:
        pieces: of one paragraph.
        words: words of the document in small letters, also with a hyphen in them; they tell which hyphen stays.
        right: right edge of the text, where that is known: a line that ends before it was broken by hand.
        fate: what becomes of them, where they are not hidden.
        role: what their characters are.
    """
    runs: list[Run] = []
    body = _most_common_size(pieces)
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        space = _space(before, piece, runs[-1].text if runs else "")
        if space and before is not None and right is not None and _is_broken(before, pieces, place, right):
            space = "\n"
        text = space + piece.text
        meant: Role = role
        if role == "text" and is_call(piece, before, body):
            meant = "call"
        is_raised = meant == "call" or (role == "text" and _is_head(piece, before, after))
        hyphen = meant == "text" and after is not None and _is_below(piece, after) and text.rstrip().endswith(HYPHENS)
        if hyphen and after is not None and not stays(text.rstrip(), _text_from(pieces, place + 1), words):
            text = text.rstrip()
            runs += [
                _run(text[:-1], piece, fate, meant),
                _run(text[-1], piece, fate, "hyphen", behind=len(piece.text.rstrip()) - 1),
            ]
        else:
            runs.append(_run(text, piece, fate, meant, is_raised=is_raised))
    return [run for run in runs if run.text]


def _run(text: str, piece: Piece, fate: Fate, role: Role, behind: int = 0, *, is_raised: bool = False) -> Run:
    call = "".join(_MARK.fullmatch(text).groups()) if role == "call" and _MARK.fullmatch(text) else None  # type: ignore[union-attr]
    told: Fate = "hidden" if piece.is_hidden and fate == "body" else fate
    order = piece.order + behind
    return Run(text, told, role, piece.bold, piece.italic, piece.is_underlined, piece.size, call, is_raised, order)


def _is_broken(before: Piece, pieces: Sequence[Piece], place: int, right: float) -> bool:
    """Whether a line was broken by hand before a piece: a number, or other letters, follow, and would have fitted."""
    piece = pieces[place]
    if piece.page != before.page or not _is_below(before, piece):
        return False
    text = _text_from(pieces, place)
    ends = "".join(one.text for one in pieces[max(0, place - 2) : place]).rstrip()[-1:] in {".", ":", ";", "!", "?"}
    if before.bold == piece.bold and not (ends and marks(text)):
        return False
    word = text.split(" ")[0]
    wide = (piece.x1 - piece.x0) * (len(word) + 1) / max(len(piece.text), 1)
    return before.x1 + wide < right


def _text_from(pieces: Sequence[Piece], start: int) -> str:
    return "".join(piece.text for piece in pieces[start : start + 3]).lstrip()


def is_call(piece: Piece, before: Piece | None, body: float) -> bool:
    """Whether a piece is the mark of a note behind a word: small, raised, and a number or a star."""
    if before is None or not _MARK.fullmatch(piece.text) or piece.size > body * _RAISED:
        return False
    return before.is_level_with(piece) and piece.base < before.base - 0.15 * before.size


def _is_head(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    """Whether a piece is the raised mark with which a note begins."""
    if after is None or (before is not None and not _is_below(before, piece)) or not _MARK.fullmatch(piece.text):
        return False
    is_small = piece.size < after.size * _RAISED and piece.base < after.base - 0.15 * after.size
    return is_small and piece.is_level_with(after)


def _most_common_size(pieces: Iterable[Piece]) -> float:
    many: dict[float, int] = {}
    for piece in pieces:
        many[piece.size] = many.get(piece.size, 0) + len(piece.text)
    return max(many, key=lambda size: (many[size], size), default=0.0)


def _is_below(piece: Piece, after: Piece) -> bool:
    """Whether a piece stands on a later line than another one, or in the next column or page."""
    return not piece.is_level_with(after)


def _space(before: Piece | None, piece: Piece, said: str) -> str:
    """What stands between two pieces: a space, or nothing."""
    if before is None or piece.text[:1].isspace() or said[-1:].isspace() or not said:
        return ""
    if _is_below(before, piece):
        if piece.goes_on or (_SLASH.search(said) and piece.text[:1].isalpha()):
            return ""
        hangs = said.endswith(HYPHENS) and said[-2:-1].strip() and not _AND.match(piece.text)
        return "" if hangs or said in HYPHENS else " "
    if piece.glued:
        return ""
    gap = piece.x0 - before.x1
    return " " if gap > _SPACE * max(before.size, piece.size) or gap < -before.size else ""


@lru_cache(maxsize=1)
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=1, right=1)


def stays(line: str, after: str, words: Set[str]) -> bool:
    """Whether the hyphen with which a line ends belongs to the word.

    Args:
        line: what ends with a hyphen.
        after: what stands on the next line.
        words: of the document, in small letters.
    """
    one, other = _WORD_BEFORE.search(line), _WORD_AFTER.match(after)
    if one is None or other is None or not other[0][0].isalpha():
        return True
    first, second = one[1], other[0]
    whole, parted = (first + second).lower(), f"{first}-{second}".lower()
    if parted in words or whole in words:
        return parted in words and whole not in words
    if first.lower() in _KEPT or second[0].isupper() or first[-1].isdigit() or _AND.match(after):
        return True
    if len(first) > 1 and first.isupper():  # MR-leden
        return True
    if (first[-1] + second[0]).lower() in _CLASH:
        return True
    return not is_at_syllable(first, second)


def is_at_syllable(first: str, second: str) -> bool:
    """Whether a word may be broken between two parts of it."""
    return len(first) in _hyphenation().positions(first + second)


def all_words(texts: Iterable[str]) -> set[str]:
    """Words that stand whole somewhere, in small letters."""
    return {word.lower() for text in texts for word in WORD.findall(text)}
