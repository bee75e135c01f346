"""The rules for one audience → a card for the wall, as print HTML and the drawings in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

import segno

from schoolprotocol.colours import palette
from schoolprotocol.model.base import NOT_YET_ADOPTED, Audience
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.help import Help
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.pdf.unbroken import names_of, unbroken
from schoolprotocol.outputs.site.parts import parts_of
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.rules import Rule, rules_for
from schoolprotocol.templating import Templates
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import NOTICES, doubts
from schoolprotocol.words.terms import AUDIENCE_PAGES, AUDIENCE_WORDS, STATUS_WORDS

DRAWINGS: Final = "schoolprotocol:/kaart"
"""Address below which the drawings are."""
QR: Final = f"{DRAWINGS}/qr"
_FOLDER: Final = "card/pictogrammen"
_PLAIN: Final = "stip"
"""The drawing of a rule for which none was named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule as the card has it."""

    text: str
    pictogram: str
    more: str
    """Where the rest stands, if the clause says more than a reader of the card would think."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows."""

    job: Job
    readers: str
    """`leerlingen`."""
    rules: tuple[Shown, ...]
    help: Help
    url: str
    """Where the whole text for these readers stands."""


def card_for(job: Job, audience: Audience) -> Card | None:
    """The card for one audience; None where nothing comes first for it."""
    rules = rules_for(job.policy, job.first, audience)
    if not rules:
        return None
    readers = AUDIENCE_PAGES[audience][1] if audience in AUDIENCE_PAGES else AUDIENCE_WORDS[audience]
    return Card(job, readers, tuple(map(_shown, rules)), job.help.for_readers(audience), address_for(job, audience))


def _shown(rule: Rule) -> Shown:
    more = {"sentence": f"Er staat meer in {rule.label}.", "title": f"Lees {rule.label}."}.get(rule.form, "")
    return Shown(rule.text, rule.pictogram or _PLAIN, more)


def address_for(job: Job, audience: Audience) -> str:
    """Where the text for an audience stands: at the document's own address, as soon as this version is in force."""
    home = job.home_url if job.version is not None and job.editions.in_force == job.version else job.url
    page = next((part.page for part in parts_of(job.policy) if part.audience == audience), None)
    return f"{home}{page}.html" if page is not None else home


def card_html(card: Card, size: int, templates: Templates) -> str:
    """The card as a print document of one page, if it fits.

    Args:
        card: what it shows.
        size: of the letters of the rules, in points.
        templates: the project's.
    """
    job, policy = card.job, card.job.policy
    page = (
        environment(templates, html=True)
        .get_template("card/kaart.html.j2")
        .render(
            title=policy.title,
            school=policy.organisation,
            readers=card.readers,
            version=policy.document.version,
            day=policy.document.day,
            edition=edition(policy),
            is_proposal=policy.document.status in NOT_YET_ADOPTED,
            notices=notices(job),
            rules=card.rules,
            help=card.help.told(),
            url=card.url,
            address=card.url.removeprefix("https://").removesuffix("/"),
            logo_text=(job.style.logo_text or policy.organisation.name) if job.style.logo else None,
            shades=palette(job.style, dark=False),
            size=size,
            icon=_icon(size),
            css=templates.text("card/kaart.css"),
            drawings=DRAWINGS,
            qr=QR,
        )
    )
    return unbroken(page, names_of(policy.organisation))


# -- how large --------------------------------------------------------------------------------------------------------

_LARGEST, _SMALLEST = 40, 11
"""Points of the letters of the rules: from what is read across a classroom to what is read at arm's length."""
_WIDTH: Final = 182
"""Millimetres of a line, drawing included (`templates/card/kaart.css`)."""
_POINTS: Final = 72 / 25.4
"""In a millimetre."""
_ROOM: Final = 615
"""Points of height for the rules, where nothing stands above and below them but what every card has."""
_NOTICE, _LINE = 34, 17
"""Points that a notice takes, and a line of the help."""
_LETTER: Final = 0.46
"""How wide a letter is on average, as a share of its size."""


def sizes_for(card: Card) -> Iterator[int]:
    """Sizes of letters to try, in points: from the largest with which the card is likely to be one page.

    None where it is twice as much as a page holds: laying that out would only take time.
    """
    room = _ROOM - (_NOTICE if notices(card.job) else 0) - _LINE * ceil(len(card.help.told()["numbers"]) / 2)
    likely = next((size for size in range(_LARGEST, _SMALLEST, -1) if _height(card.rules, size) <= room), _SMALLEST)
    if _height(card.rules, _SMALLEST) < 2 * room:
        yield from range(likely, _SMALLEST - 1, -1)


def _icon(size: int) -> int:
    """The size of a drawing beside letters of this size, in millimetres."""
    return min(max(15, round(size * 0.6)), 24)


def _height(rules: Iterable[Shown], size: int) -> float:
    """About how much height rules take, in points."""
    width = (_WIDTH - _icon(size) - 5) * _POINTS
    lines = (ceil(len(f"{rule.text} {rule.more}") * _LETTER * size / width) for rule in rules)
    return sum(max((_icon(size) + 1) * _POINTS, (1.22 * count + 0.6) * size) for count in lines)


# -- what it says -----------------------------------------------------------------------------------------------------


def edition(policy: Policy) -> str:
    """`Versie 1.0, vastgesteld op 3 november 2026.`."""
    document = policy.document
    status, day = STATUS_WORDS[document.status].lower(), document.day
    return f"Versie {document.version}, {status}{f', {day_in_words(day)}' if day else ''}."


def notices(job: Job) -> list[str]:
    """That the text is a proposal, and what holds meanwhile; or why its status is not to be relied on."""
    status = job.policy.document.status
    why = doubts(status, job.void, None, unproven=job.unproven)
    if status not in NOT_YET_ADOPTED:
        return why
    now = f"Nu geldt versie {job.held.policy.document.version}." if job.held is not None else ""
    return [sentence for sentence in (NOTICES[status][1], now, *why) if sentence]


def drawings(card: Card, templates: Templates) -> dict[str, bytes]:
    """The pictures of a card by their address: SVG in the colour of the school, and the QR code."""
    ink = palette(card.job.style, dark=False).ink
    named = {rule.pictogram for rule in card.rules}
    pictures = {
        f"{DRAWINGS}/{name}.svg": templates.text(f"{_FOLDER}/{name}.svg").replace("currentColor", ink).encode()
        for name in sorted(named)
    }
    return {**pictures, QR: qr_code(card.url)}


def qr_code(address: str) -> bytes:
    """A QR code as SVG, with the white border that scanners need; a seventh of it may be damaged."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    rows = tuple(tuple(row) for row in code.matrix_iter(border=_BORDER))
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="{dark}"/></svg>'
    ).encode()


_BORDER: Final = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""
