"""What is wrong with a project's own templates: templates → diagnostics.

Only what a project has of its own is looked at; ours are tried out by every build. What shows only when a document is
made, such as an attribute that a value does not have, is told then, in the same words.
"""

from __future__ import annotations

import re
import struct
import tomllib
import traceback
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError, meta, nodes

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import SourceError
from schoolprotocol.places import Place
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.templating import JINJA, PACKAGE, THEME, Own, Templates
from schoolprotocol.words.names import tokens

FONTS = (".ttf", ".otf", ".woff", ".woff2")
_TEXTS = (*JINJA, ".css", ".js", ".toml", ".md")
_GUARDS = frozenset(("defined", "undefined", "default", "d"))
"""Tests and filters by which a template does without a name."""
_UNKNOWN_NAME = re.compile(r"^'(?P<name>[^']+)' is undefined$|has no attribute '(?P<attribute>[^']+)'$")


def broken(templates: Templates, name: str, line: int | None, detail: str) -> Diagnostic:
    """What is told of a template that cannot be used.

    Args:
        templates: the project's.
        name: the path of the template below `templates/`.
        line: where in it, from 1; None where that is not known.
        detail: what is wrong: no full stop at the end.
    """
    return Diagnostic(Kind.TEMPLATE_BROKEN, Place(templates.called(name), line or 0), {"detail": detail.rstrip(". ")})


def told(error: BaseException, templates: Templates, copies: str = "") -> Diagnostic | None:
    """What an exception says of a template; None where the fault is not in one.

    Where our own code failed that a template called, it is the template's fault only if the project made that template:
    else it is ours.

    Args:
        error: what was raised when a template was read or filled in.
        templates: the project's.
        copies: a folder with copies of templates (of the theme) from which they were read.
    """
    if isinstance(error, TemplateSyntaxError):
        name = _name(error.filename or "", templates, copies) or error.name
        return broken(templates, name, error.lineno, _syntax(error)) if name else None
    where: tuple[str, int] | None = None
    is_ours = False
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = _name(frame.f_code.co_filename, templates, copies)
        if name is not None:
            where, is_ours = (name, line), False
        elif where is not None and frame.f_code.co_filename.startswith(str(PACKAGE)):
            is_ours = True
    if where is None:
        return None
    if where[0] not in {own.name for own in templates.own}:
        if is_ours:
            return None
        beside = f"{templates.folder.name}/{where[0].split('/')[0]}/"  # ours asked for it, or stands on it
        known = [d for d in check_templates(templates) if d.kind is Kind.TEMPLATE_BROKEN]
        if found := next((d for d in known if d.place.file.startswith(beside)), None):
            return found
    return broken(templates, *where, _why(error, templates))


def _name(path: str, templates: Templates, copies: str) -> str | None:
    if copies and path.startswith(copies):
        return path.removeprefix(copies).replace("\\", "/").lstrip("/")
    return templates.name_of(path)


def _why(error: BaseException, templates: Templates) -> str:
    if isinstance(error, TemplateNotFound):
        return _no_template(str(error.name or error), templates)
    unknown = _UNKNOWN_NAME.search(str(error)) if isinstance(error, UndefinedError) else None
    if unknown:
        return _("there is no “{name}” here").format(name=unknown["name"] or unknown["attribute"])
    return f"{type(error).__name__}: {error}"


def _no_template(name: str, templates: Templates) -> str:
    text, hint = _("there is no template “{name}”").format(name=name), did_you_mean(name, templates.files).strip()
    return f"{text} ({hint})" if hint else text


def _syntax(error: TemplateSyntaxError) -> str:
    return _("its syntax is wrong ({message})").format(message=(error.message or "").rstrip("."))


def blamed(templates: Templates, folders: Collection[str], detail: str) -> Diagnostic | None:
    """What is told where something went wrong that was made with templates of a project's own; None where it has none.

    Args:
        templates: the project's.
        folders: the folders below `templates/` that had a part in it.
        detail: what went wrong, in the words of who found out. A file that it names is to blame, else the first.
    """
    own = [own.name for own in templates.own if own.name.split("/")[0] in folders and not _is_for_people(own.name)]
    named = [name for name in own if name.rsplit("/", 1)[-1].removesuffix(".j2") in detail]
    known = [d for d in check_templates(templates) if d.kind is Kind.TEMPLATE_BROKEN]
    places = {templates.called(name) for name in own}
    found = next((d for d in known if d.place.file in places), None)
    if found is not None or not own:
        return found
    return broken(templates, (named or own)[0], None, " ".join(detail.split()))


# -- before anything is made ------------------------------------------------------------------------------------------


def check_templates(templates: Templates) -> list[Diagnostic]:
    """Everything that is wrong with the templates of a project's own, without filling them in."""
    return list(_checked(templates)) if templates.own else []


def require_files(templates: Templates) -> None:
    """Go on only where whatever a project has instead of ours can be read: else ours would take its place unseen.

    Raises:
        SourceError: with all that is a link, a pipe or too large (SP640).
    """
    found = [_no_file(templates, own) for own in templates.own if not own.is_file]
    if found:
        raise SourceError(found)


def _no_file(templates: Templates, own: Own) -> Diagnostic:
    place = Place(f"{templates.folder.name}/{own.name}".rstrip("/"))
    if not own.name:
        detail = _("it is no folder, but a link, a file or a pipe")
    else:
        size = f"{own.most // 1_000_000} MB" if own.most >= 1_000_000 else f"{own.most // 1000} kB"
        detail = _("it is no file of at most {size}, but a link, a pipe or something larger").format(size=size)
    return Diagnostic(Kind.TEMPLATE_BROKEN, place, {"detail": detail})


@lru_cache(maxsize=4)
def _checked(templates: Templates) -> tuple[Diagnostic, ...]:
    texts: dict[str, str] = {}
    found: list[Diagnostic] = []
    for own in templates.own:
        if not own.is_file:
            found.append(_no_file(templates, own))
        elif own.name.endswith(_TEXTS) and not _is_for_people(own.name):
            try:
                texts[own.name] = templates.text(own.name)
            except UnicodeDecodeError as error:
                line = templates.find(own.name).read_bytes()[: error.start].count(b"\n") + 1
                found.append(broken(templates, own.name, line, _("it holds something else than plain UTF-8 text")))
    for name, text in texts.items():
        try:
            found += list(_wrong(name, text, templates))
        except RecursionError as error:
            found.append(broken(templates, name, None, unreadable(error)))
    for name in (own.name for own in templates.own if own.is_file and own.name.endswith(FONTS)):
        found += [broken(templates, name, None, detail) for detail in wrong_font(templates.find(name))]
    return (*found, *_unused(templates, texts))


def _wrong(name: str, text: str, templates: Templates) -> Iterator[Diagnostic]:
    if name.endswith(JINJA):
        yield from _wrong_jinja(name, text, templates)
    elif name.endswith(".toml"):
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            yield broken(templates, name, int(line[1]) if line else None, str(error))
    elif name.endswith(".css"):
        yield from (broken(templates, name, line, detail) for line, detail in wrong_css(text))


UNREADABLE = (RecursionError, SyntaxError, ValueError, OverflowError, MemoryError)
"""What Jinja, or Python with what Jinja made of a template, raises where too much is nested or a number is too long."""


def unreadable(error: BaseException) -> str:
    """Why a template cannot be read that breaks no rule of syntax."""
    if isinstance(error, (ValueError, OverflowError)):
        return _("it holds a number of too many digits")
    return _("too much is nested in it")


def _wrong_jinja(name: str, text: str, templates: Templates) -> Iterator[Diagnostic]:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    try:
        parsed = environment.parse(text, name, str(templates.find(name)))
        environment.compile(parsed, name, str(templates.find(name)))
    except TemplateSyntaxError as error:
        # Whoever fills it in has more filters and tests than are known here: those that others name.
        named = re.match(r"No (?:filter|test) named '([^']+)'", str(error))
        if named is None or (not _is_of_theme(name) and named[1] not in _words(templates, name)):
            yield broken(templates, name, error.lineno, _syntax(error))
        return
    except TemplateError as error:
        yield broken(templates, name, None, str(error))
        return
    except UNREADABLE as error:
        yield broken(templates, name, None, unreadable(error))
        return
    wanted = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    for node in parsed.find_all(wanted):
        template: Any = node.template  # type: ignore[attr-defined]
        if isinstance(template, nodes.Const) and not getattr(node, "ignore_missing", False):
            asked = str(template.value).lstrip("!")
            if asked not in templates.files and f"{THEME}/{asked}" not in templates.files:
                yield broken(templates, name, node.lineno, _no_template(asked, templates))
    if not _is_of_theme(name):
        yield from _unknown_names(name, parsed, environment, templates)


def _unknown_names(
    name: str, parsed: nodes.Template, environment: Environment, templates: Templates
) -> Iterator[Diagnostic]:
    """Names that a template asks for and no other template knows: nobody can give it those."""
    asked = meta.find_undeclared_variables(parsed) - environment.globals.keys()
    if not asked:
        return
    guards = [*parsed.find_all(nodes.Test), *parsed.find_all(nodes.Filter)]
    guarded = {one.node.name for one in guards if isinstance(one.node, nodes.Name) and one.name in _GUARDS}
    unknown = asked - guarded - _words(templates, name)
    for node in parsed.find_all(nodes.Name) if unknown else ():
        if node.name in unknown:
            unknown.discard(node.name)
            yield broken(templates, name, node.lineno, _("there is no “{name}” here").format(name=node.name))


def _words(templates: Templates, but: str) -> frozenset[str]:
    """Every word that stands between the braces of any other template: what can be given to one is named in some."""
    return _our_words(templates.ours).union(*(words for name, words in _own_words(templates).items() if name != but))


@lru_cache(maxsize=1)
def _own_words(templates: Templates) -> dict[str, set[str]]:
    """Of each template of a project's own: once, although each of them is held against all others."""
    names = [own.name for own in templates.own if own.is_file and own.name.endswith(JINJA)]
    return {name: _coded(templates.find(name)) for name in names}


@lru_cache(maxsize=2)
def _our_words(folder: Path) -> frozenset[str]:
    files = sorted(path for path in folder.rglob("*") if path.name.endswith(JINJA))
    return frozenset().union(*(_coded(path) for path in files if not _is_of_theme(path.relative_to(folder).as_posix())))


def _coded(path: Path) -> set[str]:
    text = path.read_text("utf-8", errors="replace")
    return {word for code in re.findall(r"\{[{%].*?[%}]\}", text, re.DOTALL) for word in tokens(code)}


def _is_of_theme(name: str) -> bool:
    """Sphinx fills these in, with names of its own."""
    return name.startswith(f"{THEME.partition('/')[0]}/")


def wrong_font(path: Path) -> Iterator[str]:
    """Why a file is no font, where it is none."""
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            font.getBestCmap()
    except (TTLibError, KeyError, ValueError, AssertionError, struct.error) as error:
        yield _("it is no font ({message})").format(message=str(error).rstrip("."))


def wrong_css(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of each place where a style sheet cannot be read."""
    import tinycss2  # noqa: PLC0415 (few projects have styles of their own)

    found = [
        fault
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        for fault in _css_faults(rule, tinycss2)
    ]
    yield from found
    one_more = tinycss2.parse_stylesheet(text + "\n}", skip_comments=True, skip_whitespace=True)
    if not found and not any(rule.type == "error" for rule in one_more):  # then it closes a block that was left open
        yield len(text.splitlines()), _("this is not valid CSS ({message})").format(message="EOF in {} block")


def _css_faults(node: Any, tinycss2: Any) -> Iterator[tuple[int, str]]:
    if node.type == "error":
        yield node.source_line, _("this is not valid CSS ({message})").format(message=node.message.rstrip("."))
    for token in getattr(node, "prelude", None) or ():
        yield from _css_faults(token, tinycss2)
    content = getattr(node, "content", None) or ()
    if node.type == "qualified-rule" or (node.type == "at-rule" and node.lower_at_keyword in {"page", "font-face"}):
        for inner in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            yield from _css_faults(inner, tinycss2)
    elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"}:
        for inner in tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True):
            yield from _css_faults(inner, tinycss2)


def _unused(templates: Templates, texts: dict[str, str]) -> Iterator[Diagnostic]:
    """Files that take the place of none of ours, and that no own template names: a mistyped name."""
    ours = {name for name in templates.files if (templates.ours / name).is_file()}
    for own in templates.own:
        if not own.is_file or own.name in ours or _is_for_people(own.name) or _is_named(own.name, texts):
            continue
        values = {"name": own.name, "hint": _hint(own.name, ours)}
        yield Diagnostic(Kind.TEMPLATE_UNUSED, Place(templates.called(own.name)), values)


def _is_for_people(name: str) -> bool:
    last = name.rsplit("/", 1)[-1].upper()
    return last.startswith(("README", "LICEN", "OFL", "COPYING", "CHANGELOG"))


def _is_named(name: str, texts: dict[str, str]) -> bool:
    last = name.rsplit("/", 1)[-1]
    return any(last in text for other, text in texts.items() if other != name)


def _hint(name: str, ours: Iterable[str]) -> str:
    """A path that looks like it; else the same name in another folder."""
    last = name.rsplit("/", 1)[-1]
    elsewhere = sorted(other for other in ours if other.rsplit("/", 1)[-1] == last)
    if elsewhere:
        return _(" Do you mean {names}?").format(names=", ".join(elsewhere))
    return did_you_mean(name, ours)
