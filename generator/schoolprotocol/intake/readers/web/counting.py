"""The numbers and bullets that a browser prints before the items of lists."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from schoolprotocol.intake.readers.web.styles import Style

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = ("•", "◦", "▪")
_SHAPES = {"disc": "•", "circle": "◦", "square": "▪"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 1_000_000


class Counter:
    """Counts through a list."""

    def __init__(self, element: Element, style: Style, depth: int) -> None:
        """Begin a list.

        Args:
            element: the list.
            style: of it.
            depth: how many lists with bullets stand around it.
        """
        self.is_ordered = element.tag == "ol"
        asked = element.get("type", "")
        of_type = _TYPES.get(asked) if self.is_ordered else asked.lower() if asked.lower() in _SHAPES else None
        self._shape = _shape(style) or of_type or ("decimal" if self.is_ordered else "")
        self._depth = depth
        self._step = -1 if "reversed" in element.attrib and self.is_ordered else 1
        items = sum(1 for kid in element if kid.tag == "li")
        first = _whole(element.get("start"))
        self._next = first if first is not None else (items if self._step < 0 else 1)

    def next(self, item: Element, style: Style) -> str | None:
        """What is printed before an item; None where nothing is."""
        asked = _whole(item.get("value")) if self.is_ordered else None
        number = self._next if asked is None else asked
        self._next = number + self._step
        shape = _shape(style) or _TYPES.get(item.get("type", "")) or self._shape
        if shape == "none" or style.get("display") in {"block", "flex", "grid", "inline"}:
            return None
        if shape in _SHAPES:
            return _SHAPES[shape]
        if not self.is_ordered:
            return shape.strip("\"' ") if shape[:1] in {'"', "'"} else _BULLETS[min(self._depth, 2)]
        return f"{written(number, shape)}."


def _shape(style: Style) -> str | None:
    told = style.get("list-style-type") or style.get("list-style")
    if not told:
        return None
    if told[:1] in {'"', "'"}:
        return told
    words = [word for word in told.split() if word not in {"inside", "outside", "inherit", "initial"}]
    return words[0] if words else None


def _whole(text: str | None) -> int | None:
    try:
        number = int((text or "").strip())
    except ValueError:
        return None
    return number if abs(number) <= _LARGEST else None


def written(number: int, shape: str) -> str:
    """A number in letters, Roman or plain, as a browser writes it."""
    if number < 1:
        return str(number)
    if shape in {"lower-alpha", "lower-latin", "upper-alpha", "upper-latin"}:
        letters = ""
        while number:
            number, left = divmod(number - 1, 26)
            letters = chr(97 + left) + letters
        return letters.upper() if shape.startswith("upper") else letters
    if shape in {"lower-roman", "upper-roman"} and number < 4000:
        roman = ""
        for worth, sign in _ROMAN:
            roman += sign * (number // worth)
            number %= worth
        return roman.upper() if shape.startswith("upper") else roman
    return f"{number:02}" if shape == "decimal-leading-zero" else str(number)
