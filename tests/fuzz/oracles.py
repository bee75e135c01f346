"""What must hold whatever the input is: no crash, no hang, nothing read outside, nothing active in what comes out."""

from __future__ import annotations

import os
import re
import signal
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType
from typing import Any, Final

from lxml import html

from schoolprotocol.diagnostics import Diagnostic

SECONDS: Final = 20.0 if "atheris" in sys.modules else 5.0
"""No input may take longer; atheris, which follows every step, makes all of it slower."""
_OWN: Final = (
    *(
        os.path.realpath(folder)
        for folder in {sys.prefix, sys.base_prefix, sysconfig.get_path("purelib"), str(Path(__file__).parents[2])}
    ),
    f"{os.path.realpath(tempfile.gettempdir())}{os.sep}weasyprint-",
)
"""Where modules and message catalogues are read from, and what an earlier test left to the collector to remove."""
_NEVER: Final = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
LINK_SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")
_TAGS: Final = frozenset({"p", "ul", "ol", "li", "em", "strong", "a", "sup", "br"})


class HangError(BaseException):
    """Not an `Exception`: nothing on the way up may catch it."""


class EscapeError(BaseException):
    """Something was read, started or called that the input has no business with."""


_allowed: list[str] = []
_seen: list[str] = []


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not _allowed:
        return
    if event in _NEVER:
        _seen.append(f"{event} {arguments!r}")
    elif event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not path.startswith((*_OWN, *_allowed)):
            _seen.append(f"open {path}")


_watched = cache(partial(sys.addaudithook, _audit))
"""Begun by the first who needs it: a hook stays as long as the process, and each `id` and `open` then costs a call."""


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise HangError(f"no answer after {SECONDS} s")


@contextmanager
def fenced(folder: Path) -> Iterator[None]:
    """Inside: an error after `SECONDS`; afterwards one where a file outside `folder`, a process or the net was used."""
    _watched()
    earlier = signal.signal(signal.SIGALRM, _hang)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    _allowed.append(os.path.realpath(folder))
    _seen.clear()
    try:
        yield
    finally:
        _allowed.clear()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
    if _seen:
        raise EscapeError("; ".join(_seen))


def well_formed(diagnostics: Iterable[Diagnostic]) -> None:
    """Each says where, what and what to do."""
    for one in diagnostics:
        assert one.place.file
        assert re.fullmatch(r"SP\d{3}", one.kind.code)
        assert one.message().strip()
        assert one.remedy().strip()


class _Watch(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS, tag
        for name, value in attrs:
            assert (tag, name) == ("a", "href"), (tag, name)
            assert (value or "").lower().startswith((*LINK_SCHEMES, "#")), value

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data!r}")


def harmless(html: str) -> str:
    """The text that a browser shows; an error where the page holds more than a clause can have."""
    watch = _Watch()
    watch.feed(html)
    watch.close()
    return watch.text


_ACTIVE: Final = frozenset(
    {"script", "style", "iframe", "object", "embed", "img", "svg", "math", "form", "input", "button", "link", "meta"}
)


def passive(page: str, id_: str) -> str:
    """The text that a page has for a clause; an error where something in it is active or leads elsewhere."""
    document: Any = html.document_fromstring(page)
    (clause,) = document.xpath("//*[@id=$id]", id=id_)
    for element in clause.iter():
        assert element.tag not in _ACTIVE, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name != "href" or value.lower().startswith((*LINK_SCHEMES, "#", "versies", "wijzigingen")), value
    text: str = clause.text_content()
    return text


def shows_letters(source: str, shown: str) -> None:
    """As `shows_all_words`, in a text that says more."""
    if not _MARKED.search(source):
        assert "".join(_LETTER.findall(source)) in "".join(_LETTER.findall(shown))


_MARKED: Final = re.compile(r"[\[\]<>{}`\\&|]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def shows_all_words(source: str, shown: str) -> None:
    """Every letter of a text without links, references or escapes is there, in order; emphasis may part a word."""
    if not _MARKED.search(source):
        assert _LETTER.findall(shown) == _LETTER.findall(source)
