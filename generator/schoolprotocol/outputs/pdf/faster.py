"""The few functions of WeasyPrint in which most of its time goes by, quicker, and with the same result to the byte.

Each asks first whether the case is the ordinary one, and leaves every other case to the function that it stands for.
What is asked again and again of a style (its font, its lengths, the height of its lines) is kept with it: WeasyPrint
changes no style that is laid out, only copies. They fit one version (`FITS`); beside another one nothing is replaced.
"""

from __future__ import annotations

import io
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from math import inf
from typing import Any, Final

import weasyprint
from tinyhtml5 import inputstream
from weasyprint import css, document
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, ZERO_PIXELS
from weasyprint.draw import text as drawing
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box, LineBox
from weasyprint.layout import background, page, percent
from weasyprint.layout import float as floating
from weasyprint.pdf import fonts, pydyf, tags
from weasyprint.pdf import stream as streams
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

from schoolprotocol.outputs.pdf.reading import read

FITS: Final = "70.0"
"""The version of WeasyPrint that these functions are for."""


def use(*, ours: bool = True) -> None:
    """Have WeasyPrint use them, in this process and those that it forks; or its own again."""
    if weasyprint.__version__ != FITS:
        return
    css.ComputedStyle.__missing__ = _value if ours else _computed
    css.StyleFor.__init__ = _cascade if ours else _all_rules
    Box.is_in_normal_flow = _is_in_normal_flow if ours else _anywhere
    Box.descendants = _below if ours else _all_below
    for kind, name, usual in _ALIKE:
        if ours:
            setattr(kind, name, usual)
        elif name in vars(kind):
            delattr(kind, name)
    line_break.Layout.setup = _set_up if ours else _from_nothing
    line_break.Layout.set_text = _reword if ours else _worded
    line_break.Layout.reactivate = _lay_down if ours else _laid_again
    line_break.first_line_metrics = _measure if ours else _measured
    fonts.ffi = _Arrays() if ours else ffi
    pydyf._to_bytes = _to_bytes if ours else _in_bytes
    pydyf.Object.__init__ = _unsaid if ours else _said
    pydyf.Dictionary.data = property(_entries) if ours else _in_entries
    pydyf.PDF.page_references = property(_pages) if ours else _all_pages
    document.Page.paint = _paint if ours else _painted
    streams.Stream.set_color = _set_color if ours else _coloured
    drawing.draw_first_line = _draw_line if ours else _drawn_line
    inputstream.characters_until_regex = _Patterns() if ours else {}
    weasyprint.tinyhtml5.parse = _parse if ours else _parsed
    for name, asked in _ASKED.items():
        setattr(css.cssselect2.ElementWrapper, name, _Once(name, asked.func) if ours else asked)
    pairs: Sequence[tuple[Any, Any]] = (
        *((_percentages, _lengths), (_radii, _corners), (_made, _laid_page)),
        *((_strut, _line), (_can_break, _breaks), (_split, _fitted), (_tags, _tag), (_avoiding, _beside)),
        (_backgrounds, _ground),
    )
    for pair in pairs:
        old, new = pair if ours else reversed(pair)
        for name, module in [*sys.modules.items()]:  # each of its modules has a name of its own for a function
            if name.startswith("weasyprint."):
                for own in [own for own, value in vars(module).items() if value is old]:
                    setattr(module, own, new)


# -- what is read -----------------------------------------------------------------------------------------------------


class _Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """What finds the end of a word in HTML: tinyhtml5 means to keep these too, but not by what it looks for."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, are_meant = key
        found = self[key] = re.compile(f"[{'' if are_meant else '^'}{re.escape(''.join(characters))}]+")
        return found


_parsed: Callable[..., Any] = weasyprint.tinyhtml5.parse


def _parse(file: Any, **options: Any) -> Any:
    """The root of a document; of ours nearly all are XML too."""
    text = file.getvalue() if isinstance(file, io.StringIO) and options == {"namespace_html_elements": False} else ""
    root = read(text)
    return _parsed(file, **options) if root is None else root


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


_all_rules: Callable[..., None] = css.StyleFor.__init__


def _cascade(
    styles: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
) -> None:
    """Give each element its styles, or those of one before it for which the same rules hold, in the same place.

    WeasyPrint gathers the rules of each element and of its six pseudo-elements, and finds no two alike where they have
    an id, nor any of what stands in these. But an id says nothing of looks.
    """
    styles._cascaded_styles, styles.initial_page_sizes = {}, {"box": None, "area": None}
    styles._sheets, styles.font_config = sheets, font_config
    styles._computed_styles = computed = _Looks()
    own = _own_rules(html, presentational_hints)
    about = html.base_url, font_config, styles.initial_page_sizes
    root_style: Any = css.InitialStyle(font_config)
    rules: dict[Any, Mapping[str | None, Mapping[str, Any]]] = {}
    looks: dict[Any, Any] = {}
    for element in html.wrapper_element.iter_subtree():
        node = element.etree_element
        parent = computed[element.parent.etree_element, None] if element.parent else None
        matches = [sheet.matcher.match(element) for sheet, _origin, _specificity in sheets]
        chosen = tuple([tuple([order for _specificity, order, *_what in match]) for match in matches])
        if chosen not in rules:
            rules[chosen] = _rules(sheets, matches)
        given = own.get(node, {})
        others = [(name, id(value), weight) for name, (value, weight) in given.items() if name != "anchor"]
        look = (None if parent is None else parent.own_look, chosen, *others)
        known = looks.get(look)
        if known is not None and len(others) == len(given):
            computed[node, None] = known
            continue
        cascaded = rules[chosen].get(None, {})
        newer = {name: rule for name, rule in cascaded.items() if name not in given or given[name][1] <= rule[1]}
        made = computed[node, None] = _Look(parent, given | newer, None, root_style, *about)
        if parent is None:
            root_style = made
        if known is not None:
            made.like(known)
        else:
            looks[look] = made
            made.own_look = len(looks)
            pseudo = ((kind, rule) for kind, rule in rules[chosen].items() if kind)
            made.own_pseudo = {kind: css.ComputedStyle(made, rule, kind, root_style, *about) for kind, rule in pseudo}
        # A style of which nothing was asked is empty, and WeasyPrint takes that for none.
        for anchor in [style["anchor"] for style in (made, *made.own_pseudo.values())]:
            if target_collector and anchor:
                target_collector.collect_anchor(anchor)


def _own_rules(html: Any, presentational_hints: Any) -> dict[Any, dict[str, Any]]:
    """What attributes of elements say of their style, an id among it."""
    own: dict[Any, dict[str, Any]] = {}
    for specificity, node, declarations, base_url in css.find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        _take(own.setdefault(node, {}), css.preprocess_declarations(base_url, declarations), "author", inf, specificity)
    return own


def _rules(sheets: Any, matches: Any) -> dict[str | None, dict[str, Any]]:
    """What holds for an element and its pseudo-elements, by the selectors that it matches."""
    rules: dict[str | None, dict[str, Any]] = {}
    for (sheet, origin, of_sheet), match in zip(sheets, matches, strict=True):
        for specificity, _order, pseudo_type, (declarations, layer) in match:
            order = inf if layer is None else sheet.layers.index(layer)
            _take(rules.setdefault(pseudo_type, {}), declarations, origin, order, of_sheet or specificity)
    return rules


def _take(rules: dict[str, Any], declarations: Any, origin: str, order: float, specificity: Any) -> None:
    for name, values, importance in declarations:
        weight = (css.declaration_precedence(origin, importance), order, specificity)
        if name not in rules or rules[name][1] <= weight:
            rules[name] = values, weight


class _Looks(dict[Any, Any]):
    """Styles by element; those of pseudo-elements are kept with the first element that looks like it."""

    def get(self, key: Any, default: Any = None) -> Any:
        found = dict.get(self, key)
        if found is None and (of := dict.get(self, (key[0], None))) is not None:
            found = vars(of).get("own_pseudo", {}).get(key[1])
        return default if found is None else found


_KEPT: Final = {"own_lengths", "own_font", "own_strut", "own_fitting", "own_bareness"}
"""What is kept with a style."""


class _Look(css.ComputedStyle):  # type: ignore[misc]
    """The style of an element; where it looks like one before it, that one knows all but its id."""

    own_twin: Any = None

    def like(self, one: Any) -> None:
        self.own_twin, self.own_look, self.own_pseudo = one, one.own_look, one.own_pseudo
        self.specified, self.anonymous_style = one.specified, one.anonymous_style

    def __missing__(self, key: str) -> Any:
        return _value(self, key) if self.own_twin is None or key == "anchor" else self.own_twin[key]

    def __getattr__(self, name: str) -> Any:
        if name in _KEPT and self.own_twin is not None:
            return getattr(self.own_twin, name)
        raise AttributeError(name)


_ASKED = {
    name: value for name, value in vars(css.cssselect2.ElementWrapper).items() if isinstance(value, cached_property)
}


class _Once:
    """What an element is asked again and again, as `cached_property`, but without its lock (Python 3.11)."""

    def __init__(self, name: str, ask: Callable[[Any], Any]) -> None:
        self._name, self._ask = name, ask

    def __get__(self, element: Any, _of: type) -> Any:
        if element is None:
            return self
        value = element.__dict__[self._name] = self._ask(element)
        return value


# -- boxes ------------------------------------------------------------------------------------------------------------

_anywhere: Callable[[Any], bool] = Box.is_in_normal_flow


def _is_in_normal_flow(box: Any) -> bool:
    style = box.style
    return (style["float"] == "none" and style["position"] in ("static", "relative")) or _anywhere(box)


_all_below: Callable[..., Iterator[Any]] = Box.descendants


def _below(box: Any, placeholders: bool = False) -> Iterator[Any]:  # noqa: FBT001, FBT002 (theirs)
    """A box and all in it; in WeasyPrint each goes through the hands of all that it stands in."""
    yield box
    left = [iter(box.children)]
    while left:
        for child in left[-1]:
            if isinstance(child, Box):
                yield child
                left.append(iter(child.children))
                break
            if placeholders:
                yield from child.descendants(placeholders)
            else:
                yield child
        else:
            left.pop()


_avoiding: Callable[..., tuple[float, float, float]] = floating.avoid_collisions


def _beside(
    context: Any,
    box: Any,
    around: Any,
    outer: bool = True,  # noqa: FBT001, FBT002 (theirs)
) -> tuple[float, float, float]:
    """Where a line may stand: from side to side, where nothing floats and it has no margins."""
    if outer or context.excluded_shapes or not isinstance(box, LineBox) or around.style["direction"] != "ltr":
        return _avoiding(context, box, around, outer)
    if box.margin_left or box.margin_right or box.margin_top:
        return _avoiding(context, box, around, outer)
    left = around.content_box_x()
    return left, box.position_y, left + around.width - left


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
    lengths, usual, borders = known
    own = box.__dict__
    own.update(lengths)
    for name in own.keys() & usual:
        del own[name]
    if style["border_collapse"] == "collapse":  # then a table may have given its cells other ones
        for name, width in borders.items():
            own.setdefault(name, width)
    else:
        own.update(borders)


def _fixed(style: Any) -> tuple[dict[str, Any], frozenset[str], dict[str, Any]] | None:
    """The lengths of a style that not all boxes have, the names of the others, and the widths of its borders."""
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
    usual = frozenset(name for name, value in lengths.items() if value is _USUAL.get(name, lengths))
    others = {name: value for name, value in lengths.items() if name not in usual}
    return others, usual, {name: style[name] for name in _BORDERS}


_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))
_radii: Callable[[Any], None] = percent.resolve_radii_percentages


def _corners(box: Any) -> None:
    style = box.style
    if isinstance(box, Box) and all(ZERO_PIXELS in style[corner] for corner in _CORNERS):  # else it stands for one
        if _CORNERS[0] in box.__dict__:  # else they are as usual
            box.__dict__.update(_SQUARE)
    else:
        _radii(box)


_backgrounds: Callable[..., None] = background.layout_box_backgrounds


def _ground(
    page: Any,
    box: Any,
    image_of: Any,
    layout_children: bool = True,  # noqa: FBT001, FBT002 (theirs)
    style: Any = None,
) -> None:
    """Give a box its ground; nearly all have none, and that is asked once of a style."""
    own = box.style
    try:
        is_bare = own.own_bareness
    except AttributeError:
        pictures = own["border_image_source"], own["mask_border_source"], *own["background_image"]
        is_bare = own.own_bareness = (
            {kind for kind, _picture in pictures} == {"none"}
            and (own["visibility"] == "hidden" or get_color(own, "background_color").alpha == 0)
            and not own["box_shadow"]
        )
    if style is not None or box is page or not is_bare:
        _backgrounds(page, box, image_of, layout_children, style)
        return
    _corners(box)
    if layout_children:
        for child in box.all_children():
            _ground(page, child, image_of)
    if box.background is not None:
        box.background = None


_USUAL: dict[str, Any] = {
    **dict.fromkeys([*(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES), "text_indent"], 0),
    **dict.fromkeys(("min_width", "min_height"), 0),
    **dict.fromkeys(("max_width", "max_height"), inf),
    **_SQUARE,
    **dict.fromkeys(("background", "first_letter_style", "first_line_style")),
    "remove_decoration_sides": frozenset(),
}
"""What nearly every box has. Not the width of its borders: WeasyPrint asks whether a box knows that already."""
_made: Callable[..., tuple[Any, ...]] = page.make_page


def _laid_page(*about: Any) -> tuple[Any, ...]:
    """Lay out a page; of its thousands of boxes it keeps what is not usual, which takes a third of the room."""
    laid_out, *rest = _made(*about)
    for box in laid_out.descendants():
        if not isinstance(box, Box):  # what stands for one hands on what it is given
            continue
        own = vars(box)
        for name in own.keys() & _USUAL.keys():
            if own[name] is _USUAL[name]:
                del own[name]
        if not own.get("remove_decoration_sides", True):
            del own["remove_decoration_sides"]
        box.__dict__ = {**own}
    return laid_out, *rest


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
_MANY, _MORE, _WORDS = 2.3, 30, 2
"""Letters that stand on a line for each size of a letter in it; and letters, and words, to know where it ends."""
_SOFT: Final = "\N{SOFT HYPHEN}"
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


_split: Callable[..., tuple[Any, ...]] = line_break.split_first_line


def _fitted(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,  # noqa: FBT001, FBT002 (theirs)
    minimum: bool = False,  # noqa: FBT001, FBT002 (theirs)
) -> tuple[Any, ...]:
    """Lay out what fits on a line: a text that does is the same in every line that is wide enough for it."""
    try:
        fitting = style.own_fitting
    except AttributeError:
        fitting = style.own_fitting = {}
    if minimum and max_width == 0 and (word := _first_word(text, style)):
        layout, length, _rest, *size = _fitted(word, style, context, None, justification_spacing)
        return layout, length, length + 1, *size
    key = text, justification_spacing
    room = inf if max_width is None else max_width
    if key in fitting and fitting[key][3] <= room:
        layout, *size = fitting[key]
        return _copied(layout, max_width), *size
    about = style, context, max_width, justification_spacing, is_line_start, minimum
    found = None
    # WeasyPrint lays out nearly two lines to find the end of one.
    begin = text[: int(room / style["font_size"] * _MANY) + _MORE] if 0 < room < inf and style["font_size"] else text
    if len(begin) < len(text) and _SOFT not in text:
        begin = text[: begin.rfind(" ") + 2]
        found = _split(begin, *about)
        if found[2] is None or begin.encode().count(b" ", found[2]) < _WORDS:
            found = None
    found = found or _split(text, *about)
    layout, length, rest, width, *_heights = found
    # A text that was cut, also if only its last space was, is another one where there is more room.
    is_whole = rest is None and length == len(text.encode()) and "\n" not in text
    # Of one that is spaced out, Pango may break what is exactly as wide as the line.
    if is_whole and 0 < width <= room and not _is_spaced(style):
        fitting[key] = (_copied(layout, None), *found[1:])
    return found


_WORD: Final = re.compile(r"([A-Za-zÀ-ÖØ-öø-ÿ]+[.,;:]?) [A-Za-zÀ-ÖØ-öø-ÿ]")


def _first_word(text: str, style: Any) -> str:
    """What a text is broken into where there is no room at all; nothing where that is for WeasyPrint to find."""
    word = _WORD.match(text)
    is_plain = (
        word is not None
        and _SOFT not in text
        and (style["hyphens"] != "auto" or len(word[1]) < style["hyphenate_limit_chars"][0])
        and (style["white_space"], style["word_break"]) == ("normal", "normal")
        and style["overflow_wrap"] != "anywhere"
        and not _is_spaced(style)
    )
    return word[1] if word and is_plain else ""


def _is_spaced(style: Any) -> bool:
    return bool(style["word_spacing"]) or style["letter_spacing"] != "normal"


def _copied(layout: Any, max_width: float | None) -> Any:
    """A layout of its own: lines that are cut off get another text."""
    copy = line_break.Layout.__new__(line_break.Layout)
    copy.__dict__ = {**vars(layout), "max_width": max_width}
    return copy


_can_break: Callable[[str, Any], bool] = line_break.can_break_text
_breaks = lru_cache(maxsize=4096)(_can_break)
"""Whether a line may end inside a text: it is asked of the two letters between which a box ends."""


# -- what is drawn ----------------------------------------------------------------------------------------------------

_measured: Callable[..., tuple[Any, ...]] = line_break.first_line_metrics
_laid_again: Callable[[Any, Any], None] = line_break.Layout.reactivate
_drawn_line: Callable[..., list[Any]] = drawing.draw_first_line
_INTS: Final = ffi.sizeof("PangoGlyphInfo") // 4
"""Of a glyph: its number, its width, two offsets, and how it may be shown."""
_SEEN: Final = 1e-6
"""Letters of less are not drawn."""
_SIZED: Final = 14802
"""Before this version Pango did not tell the size of a font (see `weasyprint.draw.text`)."""


def _measure(
    first_line: Any,
    text: str,
    layout: Any,
    resume_at: Any,
    space_collapse: Any,
    style: Any,
    hyphenated: Any = None,
    hyphenation_character: str = "",
) -> Any:
    """Measure the line that a layout ended up with, and keep its glyphs: WeasyPrint lays it out again to draw it.

    What was cut at the end of a line it also lays out again to measure it. But only the space that went could make
    another glyph of the last one: where it did not once, it never does.
    """
    line = first_line
    length = line.length
    glyphs = None
    if hyphenated:
        length -= len(hyphenation_character.encode())
    elif resume_at:
        shown = text.encode()[:length].decode()
        shown = shown.rstrip(" ") if space_collapse else shown
        spaces = length - len(shown.encode())
        if _SOFT not in shown and layout.text.startswith(shown) and style["direction"] == "ltr":
            glyphs = _glyphs(line, layout, style, spaces)
        ends = vars(style.font_config).setdefault("own_ends", set())
        end = glyphs and (glyphs[-1][0], *glyphs[-1][1][-2:])
        if end in ends:
            layout.text, length = shown, length - spaces
        else:
            pango.pango_layout_set_width(layout.layout, -1)
            _worded(layout, shown)
            line, _rest = layout.get_first_line()
            length = line.length
            before, glyphs = glyphs, None
            if length == len(layout.text.encode()):
                glyphs = _glyphs(line, layout, style)
            if end and glyphs == before:
                ends.add(end)
    width, height = line_break.line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    if glyphs is None and line.length == len(layout.text.encode()):
        glyphs = _glyphs(line, layout, style)
    layout.own_glyphs = None if glyphs is None else (style, glyphs)
    layout.deactivate()
    return layout, length, resume_at, width, height, baseline


def _glyphs(line: Any, layout: Any, style: Any, spaces: int = 0) -> list[tuple[int, array[int]]] | None:
    """By font the numbers and widths of the glyphs, but those of spaces that were cut off at the end.

    None where they can stand elsewhere when the line is drawn.
    """
    if _is_spaced(style) or line.runs == ffi.NULL or spaces > 1:
        return None
    fonts = vars(style.font_config).setdefault("own_shown", {})
    found = []
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        numbers = array("i", bytes(ffi.buffer(item.glyphs.glyphs, 4 * _INTS * item.glyphs.num_glyphs)))
        if any(numbers[2::_INTS]) or any(numbers[3::_INTS]):
            return None
        pango_font = item.item.analysis.font
        font = int(ffi.cast("intptr_t", pango_font))
        if font not in fonts:
            # A font goes when nothing is laid out in it any more, and another one may come at its address.
            fonts[font] = pango_font, layout.layout, get_pango_font_key(pango_font)
        kept = array("i", bytes(8 * (len(numbers) // _INTS)))
        kept[::2], kept[1::2] = numbers[::_INTS], numbers[1::_INTS]
        found.append((font, kept))
    if spaces:
        last = found[-1][1]
        if len(last) == 2 or last[-1]:  # Pango gives no width to a space at the end of a line
            return None
        del last[-2:]
    return found


_worded: Callable[..., None] = line_break.Layout.set_text


def _reword(layout: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 (theirs)
    """Give a layout another text; what it would lay out as it did the one before, it need not.

    WeasyPrint asks for every line whether it has room for one more word without the space behind that.
    """
    if justify or not _is_too_long(layout, text):
        _worded(layout, text, justify)


def _is_too_long(layout: Any, text: str) -> bool:
    """Whether a text is the line that was laid out with the word behind it, and has by far no room for that."""
    before, style = vars(layout).get("text", ""), layout.style
    if before[len(text) : len(text) + 1] != " " or not before.startswith(text):
        return False
    second = pango.pango_layout_get_line_readonly(layout.layout, 1)
    if second == ffi.NULL or _SOFT in text or _is_spaced(style):
        return False
    if (runs := second.runs) == ffi.NULL:
        return False
    run = runs[0].data
    end = len(text.encode()) - run.item.offset
    if not 0 < end <= run.item.length:
        return False
    count = run.glyphs.num_glyphs
    numbers = array("i", bytes(ffi.buffer(run.glyphs.glyphs, 4 * _INTS * count)))
    places = array("i", bytes(ffi.buffer(run.glyphs.log_clusters, 4 * count)))
    word = sum([width for width, place in zip(numbers[1::_INTS], places, strict=True) if place < end])
    first = pango.pango_layout_get_line_readonly(layout.layout, 0)
    width, _height = line_break.line_size(first, style)
    return bool(width <= layout.max_width < width + word * FROM_UNITS - style["font_size"] / 2)


def _lay_down(layout: Any, style: Any) -> None:
    """Prepare a layout for drawing: where its glyphs are known, it is laid out again only if that is not enough."""
    known = vars(layout).get("own_glyphs")
    if known is None or known[0] is not style or layout.justification_spacing:
        layout.own_glyphs = None
        _laid_again(layout, style)
        return
    layout.layout = layout.language = None
    layout.style = style


def _draw_line(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> list[Any]:
    """Draw a line of which the glyphs are known, where each was drawn before and stands where it would by itself."""
    layout = box.pango_layout
    known = vars(layout).get("own_glyphs")
    drawable = box.text.strip() and box.style["font_size"] >= _SEEN
    if known is not None and drawable and overflow != "ellipsis" and ellipsis == "none":
        written = _written(stream, known[1], box.style)
        if written is not None:
            stream.set_text_matrix(*matrix.values)
            for font, size, text in written:
                stream.set_font_size(font.hash, size)
                stream.show_text(text)
            return []
    if layout.layout is None:
        _laid_again(layout, box.style)
    return _drawn_line(stream, box, overflow, ellipsis, matrix)


class _NewError(Exception):
    """A glyph that was not drawn before."""


class _Glyphs(dict[tuple[int, int], str]):
    """How glyphs of a font are written at one size, by number and width."""

    def __init__(self, font: Any, size: float) -> None:
        super().__init__()
        self._font, self._size = font, size

    def __missing__(self, key: tuple[int, int]) -> str:
        glyph, width = key
        font = self._font
        if glyph not in font.to_unicode or glyph not in font.widths:
            raise _NewError
        kerning = font.widths[glyph] + 0.0 - width * 1000 * FROM_UNITS / self._size
        written = self[key] = f"{glyph:04x}>{int(kerning)}<" if kerning else f"{glyph:04x}"
        return written


def _written(stream: Any, runs: Iterable[tuple[int, array[int]]], style: Any) -> list[tuple[Any, float, str]] | None:
    """The font, the size and the glyphs of what is written with one font; none where that is for WeasyPrint to find."""
    found: list[tuple[Any, float, str]] = []
    before = 0
    for address, numbers in runs:
        _font, _layout, (key, _description, size) = vars(style.font_config)["own_shown"][address]
        font = stream._fonts.get(key)
        if font is None or font.png or font.svg or font.colr or font.bitmap or pango.pango_version() < _SIZED:
            return None
        sizes = vars(font).setdefault("own_glyphs", {})
        glyphs = sizes[size] if size in sizes else sizes.setdefault(size, _Glyphs(font, size))
        places = iter(numbers)
        try:
            text = "<" + "".join([glyphs[place] for place in zip(places, places, strict=True)])
        except _NewError:
            return None
        text = text[:-1] if text[-1] == "<" else f"{text}>"
        if address == before:
            text = found.pop()[2] + text
        elif not text:
            return None
        before = address
        found.append((font, size, text))
    return found


# -- the file ---------------------------------------------------------------------------------------------------------


class _Arrays:
    """What makes the arrays that say which letters of a font are kept: it knows one type for those of every length.

    WeasyPrint has another type for each number of letters, and a parser of C reads each of these names.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, kind: str, content: Any = None) -> Any:
        is_counted = isinstance(content, list | tuple) and kind.endswith(f"[{len(content)}]")
        return ffi.new(f"{kind[: kind.rindex('[')]}[]" if is_counted else kind, content)


_coloured: Callable[..., None] = streams.Stream.set_color


def _set_color(on: Any, color: Any, stroke: bool = False) -> None:  # noqa: FBT001, FBT002 (theirs)
    """Draw in a colour: nothing is to be written where the text before it has the very same one."""
    before = vars(on).get("own_colour")
    if not stroke and before and before[0] is color and before[1:] == (on._current_color, on._current_alpha):
        return
    _coloured(on, color, stroke)
    if not stroke:
        on.own_colour = color, on._current_color, on._current_alpha


_painted: Callable[..., None] = document.Page.paint


def _paint(page: Any, stream: Any, scale: float = 1) -> None:
    """Draw a page, and keep what was drawn as one piece: its thousands of pieces take ten times the room."""
    _painted(page, stream, scale)
    stream.stream = [b"\n".join([one if type(one) is bytes else _to_bytes(one) for one in stream.stream])]


_tags: Callable[..., None] = tags.add_tags


def _tag(pdf: Any, document: Any, *about: Any) -> None:
    """Make the structure of what was drawn, after which no boxes of a page are needed: they go, page by page."""
    _tags(pdf, _Drawn(_Leaving(document.pages)), *about)


class _Drawn:
    def __init__(self, pages: Any) -> None:
        self.pages = pages


class _Leaving(list[Any]):
    def __iter__(self) -> Iterator[Any]:
        for one in super().__iter__():
            yield one
            one._page_box.children = ()


_said: Callable[[Any], None] = pydyf.Object.__init__
_SAID: Final = {"number": None, "offset": 0, "generation": 0, "free": "n"}
_ALIKE: Final = [(kind, *one) for kind, usual in ((Box, _USUAL), (pydyf.Object, _SAID)) for one in usual.items()]
"""What nearly all boxes and objects have, by the class that has it instead."""


def _unsaid(_object: Any) -> None:
    """Keep with an object only what is not said of nearly all: half of them stand in another one, without a number."""


_in_entries: Any = pydyf.Dictionary.data


def _entries(dictionary: Any) -> bytes:
    written = [b"/%b %b" % (_to_bytes(key), _to_bytes(value)) for key, value in dictionary.items()]
    return b"<<%b>>" % b"".join(written)


_all_pages: Any = pydyf.PDF.page_references


def _pages(pdf: Any) -> Any:
    """What points at each page: WeasyPrint asks it for every box of every page."""
    known = vars(pdf).get("own_pages", ())
    if 3 * len(known) != len(pdf.pages["Kids"]):
        known = pdf.own_pages = _all_pages.fget(pdf)
    return known


_in_bytes: Callable[[Any], bytes] = pydyf._to_bytes


def _to_bytes(item: Any) -> bytes:
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    if kind is float and not item.is_integer():
        return f"{item:f}".rstrip("0").encode("ascii")
    return _in_bytes(item)
