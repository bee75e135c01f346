"""Names, numbers and laws in a text that the source knows as values: they become placeholders."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schoolprotocol.addresses import is_phone
from schoolprotocol.importing.persons import PHONE, Persons
from schoolprotocol.text.template import PLACEHOLDER, capital

_FIRST = 0x100000
"""Of a plane for private use: what stands for a placeholder while a text is written as markup."""
_NEVER = frozenset({"school.kind", "document.status", "document.version", "document.title", "document.subtitle"})
"""What these print may stand in a text by chance."""
_LEAST = 4
"""Characters; what is shorter may be anything."""

_SCHOOL = frozenset({"school.name", "school.short", "school.site_title"})
_NAME_GOES_ON = re.compile(r"[ -][A-ZÀ-Þ][a-zà-ÿ]")
_NAME_BEFORE = re.compile(r"(?<![\w.])([A-ZÀ-Þ][\w’'-]+) $")
_NEAR = 60
"""Characters before a name in which the word before it begins."""
_BEFORE_A_NAME = re.compile(
    r"(?:aan|als|basisschool|bij|binnen|buiten|dat|door|en|in|maar|met|naar|namens|of|om|ook|op|openbare|over|rond"
    r"|school|sinds|te|tijdens|tot|tussen|uit|van|vanuit|via|volgens|voor|wat|wie|zo)",
    re.IGNORECASE,
)
"""With a capital at the beginning of a sentence, and no part of a name."""


def _is_of_another_name(text: str, start: int, end: int) -> bool:
    """Whether the name of a school is a part of a longer one: `Aurora` in `Aurora Borealis`."""
    before = _NAME_BEFORE.search(text, max(0, start - _NEAR), start)
    is_part = before is not None and not _BEFORE_A_NAME.fullmatch(before[1])
    return is_part or _NAME_GOES_ON.match(text, end) is not None


@dataclass
class Values:
    """What the source knows by name, by what it prints."""

    printed: Mapping[str, str]
    """Name by what it prints; the longest first."""
    _signs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Mapping[str, str]) -> Values:
        """Values by name, as texts print them."""
        found: dict[str, str] = {}
        for name, text in names.items():
            if len(text) >= _LEAST and name not in _NEVER and not name.startswith(("document.", "besluit.")):
                found.setdefault(text, name)
        return cls(dict(sorted(found.items(), key=lambda one: (-len(one[0]), one[0]))))

    def __post_init__(self) -> None:
        every = {text: text for text in self.printed} | {capital(text): text for text in reversed(list(self.printed))}
        words = sorted(every, key=lambda text: (-len(text), text))
        inside = "|".join(map(re.escape, words))
        self._pattern = re.compile(rf"(?<![\w@./-])(?:{inside})(?![\w@]|[./-]\w)") if words else None
        self._every = {text: text for text in self.printed}
        for text in self.printed:
            self._every.setdefault(capital(text), text)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text has a value: begin, end, and the placeholder."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            known = self._every[match[0]]
            name = self.printed[known]
            if name in _SCHOOL and _is_of_another_name(text, *match.span()):
                continue
            yield (
                match.start(),
                match.end(),
                f"{{{{ {name} }}}}" if known == match[0] else f"{{{{ {name} | hoofdletter }}}}",
            )

    def sign(self, placeholder: str) -> str:
        """A character that stands for a placeholder until the text is markup."""
        return self._signs.setdefault(placeholder, chr(_FIRST + len(self._signs)))

    def printed_in(self, text: str) -> str:
        """A text in which the signs of placeholders are what these print."""
        by_name = {name: words for words, name in self.printed.items()}
        for placeholder, sign in self._signs.items():
            match = PLACEHOLDER.fullmatch(placeholder)
            if match is not None:
                words = by_name[match[1]]
                text = text.replace(sign, capital(words) if match[2] else words)
        return text

    def filled(self, markup: str) -> str:
        """Markup with the placeholders in it."""
        for placeholder, sign in self._signs.items():
            for written in (sign, f"&#{ord(sign)};"):
                markup = markup.replace(written, placeholder)
        return markup


def phones_in(texts: Iterable[str], persons: Persons) -> list[str]:
    """The telephone numbers of desks in texts, each once, in their order; those of persons are not among them."""
    found: dict[str, None] = {}
    for text in texts:
        private = persons.within(text)
        for match in PHONE.finditer(text):
            if is_phone(match[0]) and not any(
                start < match.end() and match.start() < end for _why, start, end in private
            ):
                found[match[0]] = None
    return [*found]


def laws_in(text: str, names: Mapping[str, Collection[str]]) -> list[str]:
    """The references that a text mentions by one of their names, by id.

    Args:
        text: any.
        names: by id how texts mention it.
    """
    return [
        id_
        for id_, told in names.items()
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in told if len(name) > 2)
    ]
