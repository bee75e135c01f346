"""The few functions of WeasyPrint in which most of its time goes by, quicker, and with the same result to the byte.

Each asks first whether the case is the ordinary one, and leaves every other case to the function that it stands for.
What is asked again and again of a style (its font, its lengths, the height of its lines) is kept with it: WeasyPrint
changes no style that is laid out, only copies. They fit one version (`FITS`); beside another one nothing is replaced.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

import weasyprint
from weasyprint import css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, ZERO_PIXELS
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import percent
from weasyprint.pdf import pydyf
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango

FITS: Final = "70.0"
"""The version of WeasyPrint that these functions are for."""


def use(*, ours: bool = True) -> None:
    """Have WeasyPrint use them, in this process and those that it forks; or its own again."""
    if weasyprint.__version__ != FITS:
        return
    css.ComputedStyle.__missing__ = _value if ours else _computed
    css.StyleFor.set_computed_styles = _styles if ours else _all_styles
    Box.is_in_normal_flow = _is_in_normal_flow if ours else _anywhere
    line_break.Layout.setup = _set_up if ours else _from_nothing
    pydyf._to_bytes = _to_bytes if ours else _in_bytes
    for pair in ((_percentages, _lengths), (_radii, _corners), (_strut, _line)):
        old, new = pair if ours else reversed(pair)
        for name, module in [*sys.modules.items()]:  # each of its modules has a name of its own for a function
            if name.startswith("weasyprint."):
                for own in [own for own, value in vars(module).items() if value is old]:
                    setattr(module, own, new)


# -- styles -----------------------------------------------------------------------------------------------------------


def _ordinary(names: Iterable[str]) -> frozenset[str]:
    """Without those whose value depends on more than the rules and the parent."""
    special = {"page", "position", "float", "display"}
    return frozenset(name for name in names if name not in special and not name.startswith("text_decoration_"))


_INHERITED = _ordinary(INHERITED)
_INITIAL = _ordinary(INITIAL_VALUES.keys() - INHERITED - INITIAL_NOT_COMPUTED)
_LOGICAL = {
    name: {logical(block="ttb", inline=inline) for inline in ("ltr", "rtl")}
    for name, logical in PHYSICAL_FUNCTIONS.items()
}
_computed: Callable[[Any, str], Any] = css.ComputedStyle.__missing__


def _value(style: Any, key: str) -> Any:
    """Of a property that no rule sets: that of the parent, or the one with which all begin."""
    cascaded, parent = style.cascaded, style.parent_style
    if key in cascaded or parent is None or not cascaded.keys().isdisjoint(_LOGICAL.get(key, ())):
        return _computed(style, key)
    if key in _INHERITED:
        value = parent[key]
    elif key in _INITIAL:
        value = INITIAL_VALUES[key]
    else:
        return _computed(style, key)
    style[key] = value
    return value


_all_styles: Callable[..., None] = css.StyleFor.set_computed_styles


def _styles(styles: Any, element: Any, parent: Any, *, pseudo_type: str | None = None, **more: Any) -> None:
    """Give an element its styles, or those of one before it for which the same rules hold, in the same place.

    WeasyPrint finds no two alike where they have an id, and none of what stands in these. But an id says nothing of
    looks; and each element has six pseudo-elements.
    """
    if not hasattr(element, "tag"):  # a page
        _all_styles(styles, element, parent, pseudo_type=pseudo_type, **more)
        return
    looks, like = vars(styles).setdefault("own_styles", ({}, {}))
    computed, rules = styles.get_computed_styles(), styles.get_cascaded_styles().get((element, pseudo_type), {})
    above = like[id(computed[parent, None])] if parent is not None else None
    is_alone = "anchor" in rules
    look = (
        above,
        pseudo_type,
        *((name, id(value), weight) for name, (value, weight) in rules.items() if name != "anchor"),
    )
    number, known = looks.setdefault(look, (len(looks), []))
    if known and not is_alone:
        computed[element, pseudo_type] = known[0]
        return
    _all_styles(styles, element, parent, pseudo_type=pseudo_type, **more)
    made = computed[element, pseudo_type]
    like[id(made)] = number
    if not is_alone and not known:
        known.append(made)


# -- boxes ------------------------------------------------------------------------------------------------------------

_anywhere: Callable[[Any], bool] = Box.is_in_normal_flow


def _is_in_normal_flow(box: Any) -> bool:
    style = box.style
    return (style["float"] == "none" and style["position"] in ("static", "relative")) or _anywhere(box)


_SIDES = ("left", "right", "top", "bottom")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_percentages: Callable[[Any, Any], None] = percent.resolve_percentages


def _lengths(box: Any, containing_block: Any) -> None:
    """Give a box the lengths of its style, where none of them depends on what it stands in."""
    style = box.style
    try:
        known = style.own_lengths
    except AttributeError:
        known = style.own_lengths = _fixed(style)
    if known is None or not isinstance(box, Box):  # what stands for a box of another place hands on what it is given
        _percentages(box, containing_block)
        return
    lengths, borders = known
    own = box.__dict__
    own.update(lengths)
    if style["border_collapse"] == "collapse":  # then a table may have given its cells other ones
        for name, width in borders.items():
            own.setdefault(name, width)
    else:
        own.update(borders)


def _fixed(style: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    if style["box_sizing"] != "content-box":
        return None
    lengths: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return None
    return lengths, {name: style[name] for name in _BORDERS}


_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))
_radii: Callable[[Any], None] = percent.resolve_radii_percentages


def _corners(box: Any) -> None:
    style = box.style
    if isinstance(box, Box) and all(ZERO_PIXELS in style[corner] for corner in _CORNERS):  # else it stands for one
        box.__dict__.update(_SQUARE)
    else:
        _radii(box)


# -- text -------------------------------------------------------------------------------------------------------------

_FONT = (
    *("font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps", "font_variation_settings"),
    *("font_language_override", "lang", "direction"),
)
_FEATURES = (
    *("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
)
_NO: Final = False
_from_nothing: Callable[[Any, Any], None] = line_break.Layout.setup


def _set_up(layout: Any, style: Any) -> None:
    """Begin a layout: what Pango has to know of the font is made once for all that look alike."""
    try:
        known = style.own_font
    except AttributeError:
        known = style.own_font = _font(style)
    if known is None:
        _from_nothing(layout, style)
        return
    context, description, about = known
    layout.style = style
    layout.__dict__.update(about)
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, _NO)
    pango.pango_layout_set_font_description(layout.layout, description)


def _font(style: Any) -> tuple[Any, Any, dict[str, Any]] | None:
    """Pango's context and description of a font, and what a layout tells of it; none where features are asked."""
    if line_break.font_features(*(style[name] for name in _FEATURES)):
        return None
    is_decorated = style["text_decoration_line"] != "none"
    fonts = vars(style.font_config).setdefault("own_fonts", {})
    key = (is_decorated, *style["font_family"], *(style[name] for name in _FONT))
    if key not in fonts:
        context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, _NO)
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        layout = line_break.Layout.__new__(line_break.Layout)
        _from_nothing(layout, style)
        if style["lang"] or style["font_language_override"] != "normal":
            pango.pango_context_set_language(context, layout.language)
        about = {name: value for name, value in vars(layout).items() if name not in ("style", "layout")}
        fonts[key] = context, line_break.get_font_description(style), about
    known: tuple[Any, Any, dict[str, Any]] = fonts[key]
    return known


_strut: Callable[[Any], Any] = line_break.strut


def _line(style: Any) -> Any:
    """The height of a line and its baseline."""
    try:
        return style.own_strut
    except AttributeError:
        style.own_strut = _strut(style)
        return style.own_strut


# -- the file ---------------------------------------------------------------------------------------------------------

_in_bytes: Callable[[Any], bytes] = pydyf._to_bytes


def _to_bytes(item: Any) -> bytes:
    kind = type(item)
    if isinstance(item, bytes):
        return item
    return str(item).encode("ascii") if kind is str or kind is int else _in_bytes(item)
