"""Draws bars as SVG: text as text, colours that can be read on light and on dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

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


# -- curves -----------------------------------------------------------------------------------------------------------

_WIDE, _AXIS, _LABELS = 760, 62, 320
"""Of the whole, of what stands before the axis, and of the names behind the lines."""
_LINE = 20
"""The height of a name."""
_SHADES = (
    ("#1f6f5c", "#4cc2a5"),
    ("#9a3412", "#fb923c"),
    ("#1d4ed8", "#7aa2ff"),
    ("#86198f", "#e879f9"),
    ("#4d5a14", "#bfd45a"),
    ("#334155", "#cbd5e1"),
)
"""Of lines in turn, on light and on dark."""
_DASHES = ("none", "6 4")
"""The second time through the colours a line is dashed."""


@dataclass(frozen=True, slots=True)
class Line:
    """Points from left to right, with a name, and what is told of them."""

    name: str
    told: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over the same axis, and what it counts."""

    counts: str
    lines: Sequence[Line]


def curves(title: str, panels: Sequence[Panel]) -> str:
    """Panels below each other, as an SVG document. Both axes are logarithmic; a dotted line has slope 1.

    Lines of the same name look alike in all panels.
    """
    style = ["text { font: 14px system-ui, sans-serif; fill: #1b1b1b } .grid { stroke: #d6d9de }"]
    dark = ["text { fill: #eee } .grid { stroke: #3a3f47 }"]
    for number, (light, shade) in enumerate(_SHADES):
        style.append(f".c{number} {{ stroke: {light}; fill: {light} }}")
        dark.append(f".c{number} {{ stroke: {shade}; fill: {shade} }}")
    style.append(".one { fill: none; stroke: #8a8f98; stroke-width: 1.5; stroke-dasharray: 2 5 }")
    style.append(".curve { stroke-width: 2.5 } .lead { stroke-width: 1; opacity: .6 }")
    body, top = list[str](), 44.0
    names = list(dict.fromkeys(line.name for panel in panels for line in panel.lines))
    for panel in panels:
        drawn, height = _panel(panel, names, top)
        body += drawn
        top += height
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {top:.0f}" role="img">'
    styled = " ".join(style) + f" @media (prefers-color-scheme: dark) {{ {' '.join(dark)} }}"
    words = f'<text x="0" y="20" font-weight="600">{escape(title)}</text>'
    return "\n".join([head, f"<title>{escape(title)}</title><style>{styled}</style>", words, *body, "</svg>"]) + "\n"


def _panel(panel: Panel, names: Sequence[str], top: float) -> tuple[list[str], float]:
    points = [point for line in panel.lines for point in line.points]
    counts = sorted({x for x, _y in points})
    low, high = (f(log10(max(y, 0.01)) for _x, y in points) for f in (min, max))
    low, high = floor(low), max(ceil(high), floor(low) + 1)
    height = max(60.0 * (high - low), _LINE * len(panel.lines))
    left, right = log10(counts[0]), log10(counts[-1])
    width = _WIDE - _AXIS - _LABELS

    def across(x: float) -> float:
        return _AXIS + width * (log10(x) - left) / (right - left)

    def down(y: float) -> float:
        return top + 12 + height * (high - log10(max(y, 0.01))) / (high - low)

    parts = []
    for power in range(low, high + 1):
        y = down(10.0**power)
        parts.append(f'<line class="grid" x1="{_AXIS}" x2="{_AXIS + width}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_AXIS - 8}" y="{y + 5:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    floor_ = top + 12 + height
    for x in counts:
        parts.append(
            f'<line class="grid" x1="{across(x):.1f}" x2="{across(x):.1f}" y1="{top + 12}" y2="{floor_:.1f}"/>'
        )
        parts.append(f'<text x="{across(x):.1f}" y="{floor_ + 20:.1f}" text-anchor="middle">{x:g}</text>')
    parts.append(f'<text x="{_AXIS + width + 30}" y="{floor_ + 20:.1f}">{escape(panel.counts)}</text>')
    one = [(x, 10.0**low * x / counts[0]) for x in (counts[0], counts[-1])]
    drawn = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in one)
    parts.append(f'<polyline class="one" points="{drawn}"/>')
    ends = [down(line.points[-1][1]) for line in panel.lines]
    for number, (line, place) in enumerate(zip(panel.lines, _apart(ends, top + 12, floor_), strict=True)):
        like = names.index(line.name)
        shade, dash = f"c{like % len(_SHADES)}", _DASHES[like // len(_SHADES) % len(_DASHES)]
        drawn = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in line.points)
        parts.append(f'<polyline class="curve {shade}" style="fill: none" stroke-dasharray="{dash}" points="{drawn}"/>')
        parts += [f'<circle class="{shade}" cx="{across(x):.1f}" cy="{down(y):.1f}" r="3.5"/>' for x, y in line.points]
        end = across(line.points[-1][0])
        lead = f"{end:.1f},{ends[number]:.1f} {_AXIS + width + 12},{place:.1f} {_AXIS + width + 24},{place:.1f}"
        parts.append(f'<polyline class="lead {shade}" style="fill: none" points="{lead}"/>')
        parts.append(
            f'<text x="{_AXIS + width + 30}" y="{place + 5:.1f}">{escape(line.name)}: {escape(line.told)}</text>'
        )
    return parts, height + 62


def _apart(places: Sequence[float], top: float, floor_: float) -> list[float]:
    """Places for names, in the order of what they name, each below the other."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found, last = [0.0] * len(places), top - _LINE
    for n in order:
        last = found[n] = max(places[n], last + _LINE)
    last = floor_ + _LINE
    for n in reversed(order):
        last = found[n] = min(found[n], last - _LINE)
    return found
