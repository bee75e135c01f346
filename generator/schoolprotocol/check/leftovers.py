"""What another program or a slip of the hand left in a text: bullets, braces and marks that print as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.written import Written
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.text import parse, tree
from schoolprotocol.text.template import PLACEHOLDER, stray

# -- bullets ----------------------------------------------------------------------------------------------------------

_DASH = "[–—‐‑−→⇒►★☆¨]"
"""What begins a line as a bullet, and stands inside lines too."""
_SIGNS = "•▪▫◦‣⁃●○■□◆◇➢➤➔✓✔❖∙⦁⚫"
_BULLET = re.compile(
    "|".join(
        (
            r"[\ue000-\uf8ff]",  # Word's own signs, from Symbol and Wingdings
            rf"(?:^|(?<=\s))[{_SIGNS}](?=\s|\w|$)",
            r"(?:^|(?<=[.:;,]\s)|(?<=\n))·(?=\s|\w)",
            rf"(?m:^)[ \t]*{_DASH}(?=[ \t]+\S[^\n]*\n(?:[^\n]*\n)*?[ \t]*{_DASH}[ \t])",  # one may be an aside
            r"(?m:^)[ \t]*[–—-](?=[^\W\d_][^\n]*\n(?:[^\n]*\n)*?[ \t]*[–—-][^\W\d_])",  # without a space it is no list
            r"(?m:^)[ \t]*[oØ§](?=[ \t]+[^\W\d])(?!\s+[A-Z]\.)",
            r"(?m:^)[ \t]*\(?a[.)](?=[ \t]+\S[^\n]*\n(?:(?![ \t]*\(?a[.)])[^\n]*\n)*?[ \t]*\(?b[.)][ \t])",
            r"(?m:^)[ \t]*\(1\)(?=[ \t]+\S[^\n]*\n(?:(?![ \t]*\(1\))[^\n]*\n)*?[ \t]*\(2\)[ \t])",
            r"(?<=:)[ ]+[-–—](?=[ ]+\S[^\n]*?\s[-–—]\s)",  # Dat geldt voor: - foto's - filmpjes
            r"(?<=:)[ ]+o(?=[ ]+\S[^\n]*?\so\s)",
        )
    )
)


def _is_box(match: re.Match[str]) -> bool:
    """Whether a sign is a box to tick: with it begins a paragraph, or an item of a list."""
    before = match.string[: match.start()]
    return match[0].strip() == "□" and _AT_THE_BEGIN.search(before) is not None


_AT_THE_BEGIN = re.compile(r"(?:^\s*|\n[ \t]*\n[ \t]*|\n[ \t]*- )$")


def bullet(written: Written) -> Iterator[Diagnostic]:
    """A bullet that was pasted as a sign: no output makes a list of it."""
    found = (match for form in written.forms for match in _BULLET.finditer(form))
    match = next((match for match in found if not _is_box(match)), None)
    if match is not None:
        sign = match[0].strip()
        shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
        yield _finding(Kind.BULLET_PASTED, written, found=shown, after=_after(match.string, match.end()))


_ROW = r"[^\S\n]*+(?:\|[^|\n]*\|[^|\n]*\||\+-{2,}\+|(?!\d+[.)]\t)(?=[^\t\n]*?\w\w)[^\t\n]+\t+\S)[^\n]*"
"""A line between bars, or with a tab behind a first cell of words; or the rule around one."""
_ROWS = re.compile(rf"(?m:^){_ROW}\n{_ROW}")
_RULE = re.compile(r"\|[ :]*--")
"""Below a heading: with it Markdown has a table, which is told as such."""


def table(written: Written) -> Iterator[Diagnostic]:
    """Two lines below each other with cells between bars or tabs, as they come from a mail, Excel or Word."""
    text = written.text if written.is_markup and ("\t" in written.text or "|" in written.text) else ""
    match = _ROWS.search(text)
    if match is not None and _RULE.search(text) is None:
        first = " ".join(match[0].split("\n", maxsplit=1)[0].split())
        yield _finding(Kind.TABLE_PASTED, written, found=first[:60].rstrip())


def _after(text: str, at: int) -> str:
    return " ".join(text[at:].split("\n", maxsplit=1)[0].split()[:4])


# -- braces -----------------------------------------------------------------------------------------------------------

_FILLED = "\0"
"""Stands for each character of a placeholder that is as it should be."""
_BRACES = re.compile(
    rf"(?<!\{{)\{{+{_FILLED}+\}}*|(?<!{_FILLED}){_FILLED}+\}}+|"  # not from each sign of a row: that is quadratic
    r"\{[ \xa0]*[A-Za-z]\w*\.[\w.]+(?![\w.]*\s*\})|(?<![\w.{|])[A-Za-z]\w*\.[a-z]\w*[ \xa0]*\}|"
    r"\$?(?<!\{)\{\s*[A-Za-z][\w .|-]{0,60}\s*\}(?!\}|`)|\[\[[^\[\]\n]{1,60}\]\]|<<[^<>\n]{1,60}>>|%[A-Za-z]\w{2,30}%|"
    r"«(?=\w*?(?:_|[a-z][A-Z]|(?i:naam|school|datum|adres|plaats)))\w{1,60}»"  # a field of Word's mail merge
)
_SIGN = re.compile(rf"[{_FILLED}{{}}\[<%«]")
"""Each of these has at least one such sign, and hardly any text has: to look for it first is far faster."""


def braces(written: Written) -> Iterator[Diagnostic]:
    """`{ school.short }`, `[[naam]]`, `<<naam>>`: somebody meant a placeholder, and these signs are printed."""
    if written.is_markup and stray(written.text):
        return  # told as a template that cannot be read
    text = PLACEHOLDER.sub(lambda match: _FILLED * len(match[0]), written.text)
    match = _BRACES.search(text) if _SIGN.search(text) else None
    match = match or (stray(written.text) if not written.is_markup else None)
    if match is not None:
        found = written.text[match.start() : match.end()]
        name = found.strip("${}[]<>%# \xa0") or "school.short"
        yield _finding(Kind.BRACES, written, found=found, meant=f"{{{{ {name} }}}}")


# -- marks ------------------------------------------------------------------------------------------------------------

_MARK = re.compile(
    "|".join(
        (
            r"\*{2,}",
            r"(?<![\w*])\*(?=\w)",
            r"(?<![\w@./#_:-])_{1,2}(?=[^\W_])",
            r"(?:^|(?<=[\s(“‘]))[^\W\d_]+_{1,2}(?![\w@/-])",
            r"(?<![\w*(])\*(?=\Z)",
            r"~~(?=\S)|==(?=\w)",
            r"`+",
            r"\[(?=[^\[\]]*$)",
            r"\]\s?\((?=https?:|mailto:|tel:)",
        )
    )
)
_PAIR = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)[^*\n]+?(?<=\S)\1(?![\w*])|(?<![\w_/.@-])(_{1,2})(?=\S)[^_\n]+?(?<=\S)\2(?!\w)"
)


def mark(written: Written) -> Iterator[Diagnostic]:
    """`**` or `_` that is opened and closed nowhere; in a plain line any markup at all."""
    text = PLACEHOLDER.sub("woord", written.text)
    if not written.is_markup:
        match = _PAIR.search(text) or re.search(r"`[^`]+`|\]\((?=https?:|mailto:|tel:)|\*\*(?=\w)", text)
        if match is not None:
            yield _finding(Kind.MARK_IN_LINE, written, found=match[0])
        return
    try:
        blocks = parse.parse(text.strip())
    except parse.MarkupError:  # told as such
        return
    for node in tree.walk(blocks):
        match = _MARK.search(node.text) if isinstance(node, tree.Words) else None
        if match is not None and isinstance(node, tree.Words):
            around = " ".join(node.text[match.start() :].split()[:4])
            yield _finding(Kind.MARK_OPEN, written, found=match[0].strip(), after=around)
            return


def _finding(kind: Kind, written: Written, **values: str) -> Diagnostic:
    return Diagnostic(kind, written.place, values, school=written.school, target=written.target)
