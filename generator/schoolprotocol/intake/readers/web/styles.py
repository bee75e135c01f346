"""What styles say of elements: of a style sheet in the page its simple rules, and what stands at an element itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import tinycss2

_MOST_RULES = 5_000
_ASKED = frozenset(
    {
        "clip",
        "clip-path",
        "display",
        "float",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "list-style",
        "list-style-type",
        "margin-left",
        "mso-element",
        "mso-hide",
        "mso-list",
        "mso-outline-level",
        "padding-left",
        "text-align",
        "text-decoration",
        "text-indent",
        "vertical-align",
        "visibility",
        "white-space",
    }
)
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "em": 12.0, "rem": 12.0}
Style = Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """Simple rules by what they are for: `p`, `.hidden`, `p.MsoTitle`, `#menu`."""

    rules: Mapping[str, Style]

    def of(self, element: Element) -> dict[str, str]:
        """What holds for an element: of the rules for it alone, and of its own `style`."""
        tag, found = str(element.tag), dict[str, str]()
        classes = element.get("class", "").split()[:20]
        for key in (
            tag,
            *(f".{one}" for one in classes),
            *(f"{tag}.{one}" for one in classes),
            f"#{element.get('id')}",
        ):
            found.update(self.rules.get(key, {}))
        if element.get("style"):
            found.update(declarations(element.get("style", "")))
        return found


def sheet_of(texts: Iterator[str]) -> Sheet:
    """The rules of style sheets that are for one element each; those for paper or small screens are left alone."""
    rules: dict[str, dict[str, str]] = {}
    for text in texts:
        for rule in tinycss2.parse_stylesheet(text.replace("<!--", "").replace("-->", ""), skip_comments=True):
            if rule.type != "qualified-rule" or len(rules) > _MOST_RULES:
                continue
            told = declarations(rule.content)
            if told:
                for selector in tinycss2.serialize(rule.prelude).split(","):
                    if selector.strip() and not set(selector.strip()) & set(" >+~:[*"):
                        rules.setdefault(selector.strip(), {}).update(told)
    return Sheet(rules)


def declarations(source: object) -> dict[str, str]:
    """The declarations that we ask for, in small letters."""
    found: dict[str, str] = {}
    for one in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in _ASKED:
            found[one.lower_name] = tinycss2.serialize(one.value).strip().lower()
    return found


def is_hidden(element: Element, style: Style) -> bool:
    """Whether nobody sees an element."""
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    classes = {one.lower() for one in element.get("class", "").split()}
    if classes & {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screenreader-only", "d-none"}:
        return True
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("mso-hide") == "all"
        or points(style.get("font-size")) == 0
        or style.get("clip", "").replace(",", " ").startswith(("rect(0 0", "rect(1px 1px", "rect(0px 0px"))
        or style.get("clip-path") in {"inset(50%)", "inset(100%)"}
    )


def points(length: str | None) -> float | None:
    """A length in points; None where it has none."""
    if not length:
        return None
    first = length.split()[0]
    number = first.rstrip("abcdefghijklmnopqrstuvwxyz%")
    unit = first[len(number) :]
    try:
        value = float(number)
    except ValueError:
        return None
    if value == 0:
        return 0.0
    return round(value * _POINTS[unit], 2) if unit in _POINTS else None
