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
_WHERE: Final = "Dit zijn de afspraken in het kort. Alleen de hele tekst telt. "
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


def card_html(card: Card, layout: Layout, templates: Templates) -> str:
    """The card as a print document of one page, if it fits.

    Args:
        card: what it shows.
        layout: how large.
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
            layout=layout,
            where=_WHERE,
            css=templates.text("card/kaart.css"),
            drawings=DRAWINGS,
            qr=QR,
        )
    )
    return unbroken(page, names_of(policy.organisation))


# -- how large --------------------------------------------------------------------------------------------------------

_LARGEST, _SMALLEST = 40, 11
"""Points of the letters of the rules: from what is read across a classroom to what is read at arm's length."""
_MM: Final = 72 / 25.4
"""Points in a millimetre."""
_PAGE, _WIDTH, _BESIDE_CODE, _COLUMN = 280 * _MM, 182 * _MM, 140 * _MM, 66 * _MM
"""Of `templates/card/kaart.css`, in points: the height and width of the page without its margins, the width beside the
QR code, and that of a column of numbers."""
_HEAD: Final = 29.5 * _MM + 33
"""Points of height above the rules, where no notice stands there."""
_CODE: Final = 38 * _MM
_LETTER: Final = 0.445
"""How wide a letter is on average, as a share of its size."""
_SPARE: Final = 14
"""Points by which the height of the foot may be guessed too low."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to lay a card out."""

    size: int
    """Of the letters of the rules, in points."""
    height: int = 0
    """At least so much height for the rules, in points, so that what stands below them ends at the foot of the page."""

    @property
    def icon(self) -> int:
        """The size of a drawing beside such letters, in millimetres."""
        return min(max(15, round(self.size * 0.6)), 24)


def layouts_for(card: Card) -> Iterator[Layout]:
    """What to try: from the largest letters with which the card is likely to be one page.

    Nothing where it is twice as much as a page holds: laying that out would only take time.
    """
    room = _PAGE - _HEAD - _notice_height(card) - _foot_height(card)
    sizes = range(_LARGEST, _SMALLEST, -1)
    likely = next((size for size in sizes if _height(card.rules, Layout(size)) <= room), _SMALLEST)
    if _height(card.rules, Layout(_SMALLEST)) < 2 * room:
        for size in range(likely, _SMALLEST - 1, -1):
            yield from (Layout(size, max(0, int(room - _SPARE))), Layout(size))


def _lines(text: str, size: float, width: float) -> int:
    """About how many lines a text takes."""
    return ceil(len(text) * _LETTER * size / width)


def _notice_height(card: Card) -> float:
    notice = " ".join(notices(card.job))
    return 5 * _MM + 19 * _lines(f"Een voorstel {notice}", 12, _WIDTH) if notice else 0


def _foot_height(card: Card) -> float:
    told = card.help.told()
    asked = f"Vraag het op school: {told['contact'] or ''}, {told['email'] or ''}."
    numbers = [_lines(f"{one['number']} {one['name']}", 13, _COLUMN) for one in told["numbers"]]
    rows = ceil(sum(numbers) / 2) + max(numbers) - 1 if numbers else 0
    text = 21 + 15 * _lines(asked, 12, _BESIDE_CODE) + 17 * rows + 3 * _MM
    text += 13 * _lines(_WHERE + edition(card.job.policy), 10.5, _BESIDE_CODE) + 15 * _lines(card.url, 12, _BESIDE_CODE)
    return 3 * _MM + max(_CODE, text)


def _height(rules: Iterable[Shown], layout: Layout) -> float:
    """About how much height rules take, in points."""
    width, size = _WIDTH - (layout.icon + 5) * _MM, layout.size
    texts = ((1.22 * _lines(rule.text, size, width) + 0.6) * size for rule in rules)
    more = sum(0.88 * size * _lines(rule.more, 0.72 * size, width) for rule in rules)
    return more + sum(max((layout.icon + 1) * _MM, text) for text in texts)


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
    ink = palette(card.job.style, dark=False).ink.encode()
    named = {rule.pictogram for rule in card.rules}
    pictures = {
        f"{DRAWINGS}/{name}.svg": templates.find(f"{_FOLDER}/{name}.svg").read_bytes().replace(b"currentColor", ink)
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
