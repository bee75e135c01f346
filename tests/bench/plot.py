"""Draws bars as SVG: text as text, colours that can be read on light and on dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_ROW, _LEFT, _WIDTH, _TOP = 34, 250, 720, 44
_STYLE = (
    "text { font: 15px system-ui, sans-serif; fill: #1b1b1b } .ours { fill: #1f6f5c } .naive { fill: #8a8f98 } "
    "@media (prefers-color-scheme: dark) { text { fill: #eee } .ours { fill: #4cc2a5 } }"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name; a name that ends in `ours` stands out."""

    name: str
    value: float


def plot(title: str, bars: Sequence[Bar]) -> str:
    """The bars below each other, as an SVG document."""
    longest = max(bar.value for bar in bars)
    height = _TOP + _ROW * len(bars) + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<text x="0" y="20" font-weight="600">{escape(title)}</text>',
    ]
    for index, bar in enumerate(bars):
        y = _TOP + _ROW * index
        width = max(2.0, (_WIDTH - _LEFT - 70) * bar.value / longest)
        kind = "ours" if bar.name.endswith("ours") else "naive"
        parts += [
            f'<text x="0" y="{y + 17}">{escape(bar.name)}</text>',
            f'<rect class="{kind}" x="{_LEFT}" y="{y}" width="{width:.1f}" height="24" rx="3"/>',
            f'<text x="{_LEFT + width + 8:.1f}" y="{y + 17}">{bar.value:.2f} s</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"
