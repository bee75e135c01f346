"""Lays out print HTML and writes it as one PDF for reading and for keeping (PDF/UA-1 and PDF/A-3a).

The module that imports WeasyPrint, with `faster`; `layout`, `structure` and `archive` complete what it writes.

WeasyPrint takes 0.3 s to import, so a build imports this module only once a PDF has to be made. Nothing is lost in
silence: whatever WeasyPrint would only warn of stops the build, and the PDF that was there stays as it was.
"""

from __future__ import annotations

import gc
import io
import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from gettext import gettext as _
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from schoolprotocol.check.templates import blamed, broken
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import BuildError, MissingOnMachineError, SourceError, UnprintableError
from schoolprotocol.files import write_file
from schoolprotocol.machine import libraries_by_name
from schoolprotocol.outputs.pdf.breaking import abreast, filled_up
from schoolprotocol.outputs.pdf.filling import TooLongError, filled
from schoolprotocol.outputs.pdf.layout import Layout, layout_of
from schoolprotocol.outputs.pdf.lean import leanly
from schoolprotocol.outputs.pdf.numbers import numbers_of
from schoolprotocol.outputs.pdf.structure.mend import mend
from schoolprotocol.outputs.pdf.structure.tree import StructureError
from schoolprotocol.outputs.surroundings import environment, known_kinds_of_files
from schoolprotocol.places import Place
from schoolprotocol.templating import Templates

if TYPE_CHECKING:
    from schoolprotocol.outputs.pdf.archive import Attached

_FONTS = str(Path(__file__).with_name("fonts.conf"))
"""Read whenever fonts are asked for: none of the machine."""
try:
    with warnings.catch_warnings(), environment(FONTCONFIG_FILE=_FONTS), known_kinds_of_files(), leanly():
        warnings.simplefilter("ignore")  # a machine without fonts is fine: we bring our own
        with suppress(OSError), libraries_by_name():
            import weasyprint  # noqa: F401  # where that fails, the next line searches the machine
        from weasyprint import CSS, HTML
        from weasyprint.css.properties import Dimension
        from weasyprint.formatting_structure.boxes import TableCellBox
        from weasyprint.layout import block, inline
        from weasyprint.layout import page as one_page
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.text.line_break import split_first_line
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        from schoolprotocol.outputs.pdf import faster
except OSError as missing_library:
    raise MissingOnMachineError(
        _("A PDF needs Pango. Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
    ) from missing_library

faster.use()


def _goes_on(style: Any) -> Any:
    """The style with which a part goes on below what stands before it."""
    own = style.copy()
    own["break_before"], own["margin_top"] = "auto", Dimension(36.0, "px")
    return own


one_page.remake_page = filled(one_page.remake_page, _goes_on)
block.block_container_layout = abreast(block.block_container_layout, TableCellBox)
inline.split_text_box = filled_up(inline.split_text_box, inline.trailing_whitespace_size)

FAMILY = "Protocol Sans"
"""The font family of `templates/print/base.css`; a name that no machine has, so that none of its fonts is taken."""
BASE = "schoolprotocol:"
"""Addresses of our own files. They say nothing about where the project stands, and no network knows them."""
LOGO = f"{BASE}/logo"
LONG = 30
"""Of more pages than this, what is left over of laying them out is a tenth of all memory, and worth a while."""
LITTLE = 0.1
"""What of the pages before the text runs over to a page more, as a share of it, can be taken in."""
_PROOF = (
    '<html lang="nl"><title>Proef</title><h2><span class="number">1</span> Kop</h2>'
    "<ul><li>Hoe <em>verantwoordelijk</em> is <strong><em>de</em> medezeggenschapsraad</strong>? "
    + "Afbreekvoorbeeld medezeggenschapsraad " * 20
    + "<table><tr><th>1<td>2</table></html>"
)
"""Uses every font, hyphenation, a list and a table."""
_FONT_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}
_TYPES = {**_FONT_TYPES, ".png": "image/png", ".svg": "image/svg+xml"}
_FONT_FILE = re.compile(r'url\("schoolprotocol:/fonts/([^"/]+)"\)')
_AT = re.compile(r" at (\d+):\d+")
"""Where WeasyPrint found something wrong in a style sheet: line and column."""
_LOOKS = frozenset({"card", "dossier", "fonts", "pages", "print", "report"})
"""The folders with the templates of everything that is printed."""
SOURCE = Place("policy_src")


@dataclass(frozen=True, slots=True)
class Assets:
    """The files that a document may show."""

    templates: Templates
    """The fonts and the stylesheet that all documents share."""
    logo: Path | None = None
    """.svg or .png, shown where the HTML has `<img src="schoolprotocol:/logo">`."""
    logo_at: Place = SOURCE
    """Where the source names the logo."""
    school: str | None = None
    """Id of the school whose document it is."""
    drawings: Mapping[str, bytes] = field(default_factory=dict)
    """SVG that was made for it, by the address with which the HTML shows it."""

    @property
    def files(self) -> dict[str, Path | bytes]:
        """What may be shown, by address."""
        return {**self.drawings, **({LOGO: self.logo} if self.logo else {})}


@dataclass(frozen=True, slots=True)
class Typesetter:
    """What all documents share: parsed once, inherited by forked children."""

    fonts: Any
    base: Any
    """The stylesheet."""
    front: Any
    """What goes on top of it where the contents and the data of the document would not stand on one page."""


@lru_cache(maxsize=1)
def typesetter(templates: Templates) -> Typesetter:
    """The fonts and the stylesheet in `templates`.

    Raises:
        MissingOnMachineError: where a font is missing.
        SourceError: where one of them is wrong (SP640).
    """
    fetcher = OwnFiles(_fonts(templates))
    with _heard():
        fonts = FontConfiguration()
    names = ("base", "front")
    return Typesetter(fonts, *(_stylesheet(f"print/{name}.css", templates, fonts, fetcher) for name in names))


def _stylesheet(name: str, templates: Templates, fonts: Any, fetcher: URLFetcher) -> Any:
    with _heard() as messages:
        sheet = CSS(string=templates.text(name), base_url=BASE, font_config=fonts, url_fetcher=fetcher)
    if messages:
        line = _AT.search(messages[0])
        raise SourceError([broken(templates, name, int(line[1]) if line else None, messages[0])])
    return sheet


def warm_up(templates: Templates) -> None:
    """Load fonts, stylesheet and hyphenation before forking, so that children inherit them.

    The fonts live in a temporary folder that goes when the process ends in the ordinary way; so children end in
    `os._exit`, which leaves it to the parent.
    """
    with _own_looks(templates):
        _lay_out(_PROOF, Assets(templates))


def write_page(html: Iterable[str], target: Path, assets: Assets) -> bool:
    """Write the first of several layouts that is one page; where none is, nothing.

    Args:
        html: the whole document, each time laid out more closely.
        target: the PDF.
        assets: the files that it may show.

    Returns:
        Whether it was written.

    Raises:
        SourceError, UnprintableError, BuildError: as `write_pdf`.
    """
    with _own_looks(assets.templates):
        for one in html:
            with suppress(TooLongError):
                _pages, data = _lay_out(one, assets, most=1)
                write_file(target, data)
                return True
    return False


def write_pdf(html: str, target: Path, assets: Assets, *, least: int = 2, attachments: Sequence[Attached] = ()) -> int:
    """Lay out a document and write it, whole or not at all.

    Args:
        html: the whole document, from `outputs.pdf.document` or a report, with `lang` and `<title>`.
        target: the PDF.
        assets: the files that it may show; it reads nothing else.
        least: the fewest pages that it can have: a document has a cover and a text.
        attachments: files to put in.

    Returns:
        The number of pages.

    Raises:
        SourceError: where the logo cannot be shown (SP602).
        UnprintableError: where a character has no glyph in our fonts.
        BuildError: where WeasyPrint warns of anything else, there are fewer pages, or the structure for screen
            readers cannot be completed.
    """
    with _own_looks(assets.templates):
        pages, data = _lay_out(html, assets, attachments)
        if pages < least:
            text = _("{name} has one page: a document has at least a cover and a text.")
            raise BuildError(text.format(name=target.name))
    write_file(target, data)
    return pages


@contextmanager
def _own_looks(templates: Templates) -> Iterator[None]:
    """Where a project has style sheets of its own, these are to blame for what cannot be laid out."""
    try:
        yield
    except (SourceError, MissingOnMachineError, UnprintableError, OSError, MemoryError):
        raise
    except Exception as error:
        detail = str(error) if isinstance(error, BuildError) else f"{type(error).__name__}: {error}"
        found = blamed(templates, _LOOKS, detail)
        if found is None:
            raise
        raise SourceError([found]) from error


def logo_pdf(assets: Assets) -> bytes:
    """A page with the logo and nothing else, as wide as the logo is and as high.

    Raises:
        SourceError: where the logo cannot be shown (SP602).
    """
    shared = typesetter(assets.templates)
    with _heard() as messages:
        page = '<html lang="nl"><title>Logo</title><style>@page {{ size: 72pt {high}; margin: 0 }} {style}'
        style = f'body {{ margin: 0 }} img {{ display: block; width: 72pt }}</style><img alt="" src="{LOGO}">'
        fetcher = OwnFiles(assets.files)

        def rendered(high: str) -> Any:
            html = HTML(string=page.format(high=high, style=style), base_url=BASE, url_fetcher=fetcher)
            return html.render(font_config=shared.fonts)

        boxes = rendered("7200pt").pages[0]._page_box.descendants()  # nothing else tells its size
        high = next((box.height for box in boxes if box.element_tag == "img"), 96)
        document = rendered(f"{high}px")
        data: bytes = document.write_pdf()
    _refuse_logo([*(_("it cannot be drawn") for _message in messages), *_fallbacks(document)], assets)
    return data


def _refuse_logo(faults: Sequence[str], assets: Assets) -> None:
    if faults and assets.logo:
        values = {"name": assets.logo.name, "detail": faults[0]}
        raise SourceError([Diagnostic(Kind.LOGO_NOT_SHOWN, assets.logo_at, values, school=assets.school)])


def _lay_out(
    html: str, assets: Assets, attachments: Sequence[Attached] = (), most: int | None = None
) -> tuple[int, bytes]:
    """The number of pages, and the PDF."""
    # Not with this module: a build that only draws logos would import pikepdf for nothing.
    from schoolprotocol.outputs.pdf.archive import finish  # noqa: PLC0415

    try:
        written, pages = _drawn(html, assets, most)  # all that was laid out is gone by here: it takes most room
    except StructureError as fault:
        raise BuildError(_("The structure of the PDF is not as expected: {detail}").format(detail=fault)) from fault
    return pages, finish(written, attachments)


def _drawn(html: str, assets: Assets, most: int | None) -> tuple[io.BytesIO, int]:
    shared = typesetter(assets.templates)
    with _heard() as messages:
        parsed = HTML(string=html, base_url=BASE, url_fetcher=OwnFiles(assets.files))
        document = _rendered(parsed, shared, most)
        for box, number in numbers_of(document.pages):
            _write(box, str(number))
        layout = layout_of(document, parsed.etree_element)
        written = _written(document, layout)
    fallbacks = _fallbacks(document)
    about_logo = [_("it cannot be drawn") for message in messages if LOGO in message]
    if fallbacks and assets.logo and assets.logo.suffix == ".svg" and b"<text" in assets.logo.read_bytes():
        about_logo += fallbacks
    _refuse_logo(about_logo, assets)
    if messages or fallbacks:
        text = "; ".join([*messages, *fallbacks])
        found = blamed(assets.templates, _LOOKS, text)
        if found is not None:
            raise SourceError([found])
        raise _unprintable(fallbacks) if all(_NO_GLYPH in message for message in messages) else BuildError(text)
    return written, len(layout.links)


def _rendered(parsed: Any, shared: Typesetter, most: int | None) -> Any:
    """The document laid out once: what does not come out as it should is given up on the page where that shows."""
    parsed.own_most = most
    for sheets, little in (([], LITTLE), ([shared.front], inf)) if most is None else ():
        parsed.own_little = little
        with suppress(TooLongError):
            return parsed.render(font_config=shared.fonts, stylesheets=[shared.base, *sheets])
    parsed.own_little = 0
    return parsed.render(font_config=shared.fonts, stylesheets=[shared.base])


def _write(box: Any, text: str) -> None:
    """Another text in a box, which ends where its text ended."""
    layout, _length, _rest, width, _height, _baseline = split_first_line(text, box.style, None, None, 0)
    box.position_x += box.width - width
    box.text, box.width, box.pango_layout = text, width, layout


_NO_GLYPH = ".notdef glyph"
"""What WeasyPrint says of a character that no font has."""


def _unprintable(fallbacks: Sequence[str]) -> UnprintableError:
    told = _("{what}: this cannot be printed. Where it stands is told by: schoolprotocol check")
    return UnprintableError(told.format(what="; ".join(fallbacks)))


def _written(document: Any, layout: Layout) -> io.BytesIO:
    """The file; of the document no page is left: what was drawn of them is all that is written."""
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint forgets to close its colour profile
        document.write_pdf(written, **_AS_WRITTEN, finisher=partial(_mended, layout))
    return written


_AS_WRITTEN: Final[dict[str, Any]] = {"pdf_variant": "pdf/a-3a", "uncompressed_pdf": True, "pdf_identifier": False}
"""`finish` compresses it, and gives it an identifier: that of WeasyPrint takes writing all of it twice."""


def _mended(layout: Layout, document: Any, pdf: Any) -> None:
    _let_go(document)
    mend(pdf, layout)


def _let_go(document: Any) -> None:
    is_long = len(document.pages) > LONG
    document.pages.clear()
    if is_long:
        gc.collect()  # styles hold each other, and what was laid out in them


def _fallbacks(document: Any) -> list[str]:
    """Where text fell back on a font of the machine, or on no glyph at all: `the fonts lack U+4E2D`."""
    found = []
    for font in document.fonts.values():
        letters = set(font.missing)
        if font.family != FAMILY:
            letters |= {ord(letter) for text in font.to_unicode.values() for letter in text}
        if letters:
            codes = " ".join(f"U+{code:04X}" for code in sorted(letters))
            found.append(_("the fonts lack {characters}").format(characters=codes))
    return found


def _fonts(templates: Templates) -> dict[str, Path]:
    """The font files by address."""
    there = templates.below("fonts", *_FONT_TYPES)
    for name in _FONT_FILE.findall(templates.text("print/base.css")):
        if f"fonts/{name}" not in there:
            text = _("The font {file} is not there. Put it back: it is one of the files of the project.")
            raise MissingOnMachineError(text.format(file=f"templates/fonts/{name}"))
    return {f"{BASE}/{name}": path for name, path in there.items()}


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Serves the files it was given, by address, and nothing else: no network, no file outside the project."""

    def __init__(self, files: Mapping[str, Path | bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._files = dict(files)

    def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 (theirs)
        """The file at an address.

        Raises:
            ValueError: for any other address; WeasyPrint reports it, and what it reports stops the build.
        """
        file = self._files.get(url)
        if file is None:
            raise ValueError("not a file of this document")
        if isinstance(file, bytes):
            return URLFetcherResponse(url, file, {"Content-Type": _TYPES[".svg"]})
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": _TYPES[file.suffix]})


class _Listener(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collects what WeasyPrint warns of; it finds our fonts, and no others."""
    messages: list[str] = []
    logger = logging.getLogger("weasyprint")
    listener = _Listener(messages)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        with environment(FONTCONFIG_FILE=_FONTS), warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"PIL\.")  # of what a picture holds beside its pixels
            yield messages
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate
