"""What is read as XML is what a parser of HTML reads, and whatever might not be is left to one."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
import tinyhtml5

from schoolprotocol.outputs.pdf.reading import read
from schoolprotocol.outputs.report.print import renvooi_print, report_print
from tests.pdf.making import TEMPLATES, Made
from tests.report.making import report_of
from tests.report.rich import changes

_PAGE = '<!DOCTYPE html>\n<html lang="nl">\n<head>{head}</head>\n<body>{body}</body>\n</html>\n'
_HEAD = '<meta charset="utf-8"><title>Proef &amp; meer</title>\n<style>p > b { color: red }</style>'
ALIKE = {
    "marks": '<p id="a">Een <em>twee <b>drie</b></em> <a href="#b">&lt;vier&gt;</a>&emsp;&#34;5&#34;<br>zes</p><br/>',
    "lists in lists": '<ul class="dos">\n<li>Een\n<ol><li>Twee</li></ol></li>\n</ul> en verder',
    "a table": "<table>\n<thead><tr><th>A</th></tr></thead><tbody>\n<tr><td><p>B</p></td></tr>\n</tbody></table>",
    "a picture": '<section><img src="schoolprotocol:/logo" alt="Logo &gt; beeld"><h2>Kop <span>1</span></h2></section>',
    "nothing": "",
}
OTHER = {
    "a paragraph that a list closes": "<p>Een<ul><li>Twee</li></ul></p>",
    "a block inside marks": "<p><span><div>Een</div></span></p>",
    "rows without a body": "<table><tr><td>Een</td></tr></table>",
    "words between rows": "<table><tbody>Een<tr><td>Twee</td></tr>\u00a0</tbody></table>",
    "a link in a link": '<a href="#a">Een <span><a href="#b">twee</a></span></a>',
    "an element that ends itself": '<span class="a"/>Een',
    "what is left open": "<p>Een<p>Twee",
    "what crosses": "<p><b>Een<i>Twee</b>Drie</i></p>",
    "a break that is closed": "<p>Een<br></br>Twee</p>",
    "capitals": "<P>Een</P>",
    "an attribute in capitals": '<p ID="a">Een</p>',
    "an attribute without quotes": "<p id=a hidden>Een</p>",
    "an attribute on two lines": '<p title="een\ntwee">Een</p>',
    "a comment": "<p>Een<!-- twee -->drie</p>",
    "characters of Windows": "<p>&#150; &#x80;</p>",
    "names of signs that mean something": "<p>&AMP;lt; &LT;b> &amp;LT;</p>",
    "names without an end": "<p>&nbsp Een &copy</p>",
    "a drawing": '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
    "space that is kept": "<pre>\n\nEen</pre>",
    "another language of its own": '<p xml:lang="en">Een</p>',
    "a sign in an attribute": '<img src="a" alt="Een > twee">',
    "a form feed": "<p>Een\fTwee</p>",
}


def _all(root: Any) -> list[tuple[str, dict[str, str], str | None, str | None]]:
    return [(one.tag, dict(one.attrib), one.text, one.tail) for one in root.iter()]


def _as_html(html: str) -> Any:
    return tinyhtml5.parse(StringIO(html), namespace_html_elements=False)


@pytest.mark.parametrize("case", ALIKE)
def test_what_is_xml_too_is_read_as_html_is(case: str) -> None:
    html = _PAGE.format(head=_HEAD, body=ALIKE[case])
    root = read(html)
    assert root is not None
    assert _all(root) == _all(_as_html(html))


def test_so_are_our_documents(made: Made) -> None:
    root = read(made.html)
    assert root is not None, "else it takes ten times as long"
    assert _all(root) == _all(_as_html(made.html))


@pytest.mark.parametrize("print_html", [report_print, renvooi_print])
def test_so_are_our_reports(print_html: Callable[..., str]) -> None:
    html = print_html(report_of(changes()), TEMPLATES)
    root = read(html)
    assert root is not None
    assert _all(root) == _all(_as_html(html))


@pytest.mark.parametrize("case", OTHER)
def test_what_html_reads_otherwise_is_left_to_it(case: str) -> None:
    assert read(_PAGE.format(head=_HEAD, body=OTHER[case])) is None


@pytest.mark.parametrize(
    "head", ["<style>a::after { content: '&amp;' }</style>", "<title>Een</title>twee", "<title>Een<b>twee</b></title>"]
)
def test_so_is_a_head_that_it_reads_otherwise(head: str) -> None:
    assert read(_PAGE.format(head=head, body="<p>Een</p>")) is None


@pytest.mark.parametrize(
    "html", ["", "<p>Een</p>", "<!DOCTYPE html><p>Een</p>", "<!DOCTYPE html><html><body></body></html>"]
)
def test_so_is_what_is_no_whole_page(html: str) -> None:
    assert read(html) is None


def test_words_behind_the_end_are_left_to_it() -> None:
    assert read(_PAGE.format(head=_HEAD, body="<p>Een</p>") + "twee") is None
