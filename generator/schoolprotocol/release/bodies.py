"""Which body a name means: `de personeelsgeleding van de MR` is `MR` with the part `personeel`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_FIRST = re.compile(r"(?:de|het|een|hele|gehele|volledige|voltallige)\s+")
_APART = re.compile(r"\s+\(([^()]+)\)$")
_PART = re.compile(r"(?P<part>.*geleding(?:en)?)\s+(?:(?:van|in|uit)\s+)?(?P<council>.+)")
_LONG = {"gemeenschappelijke medezeggenschapsraad": "gmr", "medezeggenschapsraad": "mr"}
_SHORT = {
    f"{letter}{council}": (council, part)
    for letter, part in (("p", "personeel"), ("o", "ouder"), ("l", "leerling"))
    for council in ("mr", "gmr")
}
_GROUPS = {"personeel": "personeel", "medewerker": "personeel", "ouder": "ouder", "leerling": "leerling"}
_GROUP = re.compile(rf"(?P<group>{'|'.join(_GROUPS)})(?:s|en)?(?:geleding(?:en)?)?")
_BETWEEN = {"", "de", "het", "en", "geleding", "geledingen", "verzorger", "verzorgers"}
"""Words in the name of a part that say nothing of whom it is."""
_COUNCIL = re.compile(r"(?<![^\W\d_])(?:[a-z]{0,2}mr|\(g\)mr|(?:[pol]?g?|\(g\))m[.\s-]{1,2}r)(?:raad)?(?![^\W\d_])")
"""In small letters: `mr`, `gmr`, `dmr` or another such word; with points or spaces too."""
_COUNCILS = ("medezeggenschap", "geleding", "leerlingenraad", "ouderraad", "deelraad")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as we tell it from others, however it was written."""

    council: str
    part: frozenset[str] = frozenset()
    """Which part of it: the groups that it speaks for; empty: the whole."""
    of: str = ""
    """What stood behind it between brackets: `basisonderwijs`."""

    def is_like(self, other: Body) -> bool:
        """Whether both are the same council, or part of it, whatever stood between brackets."""
        return (self.council, self.part) == (other.council, other.part)


def body_of(name: str, part: str | None = None) -> Body:
    """The body that a name means.

    Args:
        name: as texts, papers and decisions write it: `de GMR`, `Medezeggenschapsraad`, `de PMR`.
        part: which part of it decided, where that stands apart.
    """
    plain, of = _plain(name), ""
    apart = _APART.search(plain)
    if apart is not None:
        plain, of = plain[: apart.start()], apart[1]
    inner = _PART.fullmatch(plain)
    groups = _groups(part) if part else frozenset[str]()
    if inner is not None:
        plain, groups = _plain(inner["council"]), groups | _groups(inner["part"])
    elif of and _named_groups(of):
        groups, of = groups | _groups(of), ""
    plain = _LONG.get(plain, plain)
    if plain in _SHORT:
        plain, group = _SHORT[plain]
        groups |= {group}
    return Body(plain, groups, of)


def matches(asked: Body, decided: Body, everybody: Iterable[Body]) -> bool:
    """Whether a decision is that of a body that was asked.

    Args:
        asked: the body that was asked.
        decided: the body that decided; what stands between brackets may lack where there is no doubt. It may not be
            more than was asked: `MR (minderheid)` is not the MR.
        everybody: all bodies that were asked.
    """
    if not asked.is_like(decided):
        return False
    alone = sum(other.is_like(asked) for other in everybody) == 1
    return asked.of == decided.of or (alone and not decided.of)


def is_council(name: str) -> bool:
    """Whether a name is that of a council or of part of one, whatever stands around it: `de directie namens de dmr`."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _COUNCIL.search(plain) is not None or any(word in plain for word in _COUNCILS)


def _plain(name: str) -> str:
    plain = " ".join(name.casefold().split()).strip(" .,;:'\"‘’“”")
    while (first := _FIRST.match(plain)) is not None:
        plain = plain[first.end() :]
    return plain


def _groups(part: str) -> frozenset[str]:
    return _named_groups(part) or frozenset({_plain(part)})


def _named_groups(part: str) -> frozenset[str]:
    """The groups of which a part consists; none where any word tells something else: `een lid van het personeel`."""
    words = [word for word in re.split(r"[\s,/&-]+", _plain(part)) if word not in _BETWEEN]
    found = [_GROUP.fullmatch(word) for word in words]
    return frozenset(_GROUPS[one["group"]] for one in found if one) if all(found) else frozenset()
