"""Reads one YAML file, safely: no aliases, no tags, no duplicate keys, bounded size and depth; every value has a place.

All plain scalars stay text (`1.0` is a version, not a number; `nee` and `no` are words); the typed model turns them
into numbers, dates and booleans where it asks for them. Only `null`, `~` and an empty value mean “no value”.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from gettext import gettext as _
from typing import Any

import yaml

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.messages import legible
from schoolprotocol.places import Mapping, Place, Sequence
from schoolprotocol.source.tree import MAX_BYTES
from schoolprotocol.text.characters import CONTROL, name_of

MAX_DEPTH = 40
MAX_EVENTS = 50_000
"""Values, and beginnings and ends of lists and groups, in one file: some thirty times as many as in our largest."""
MAX_WORD = 1_000
"""Characters without white space between them: the address of a page has half as many at most."""
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{MAX_WORD + 1}}}")
MAX_SPACE = 200
"""White space in a row, in one value: no text needs more, and what seeks words would go through it time and again."""
LONG_SPACE = re.compile(rf"(?<!\s)\s{{{MAX_SPACE + 1},}}")
_UNSEEN_END = re.compile(r"[\x85\u2028\u2029]")
"""Ends a line for YAML, and for no editor: what follows a remark looks like a part of it, and counts."""
_LONE_RETURN = re.compile(r"\r(?!\n)")
"""Does so too, in a file of which the other lines end otherwise."""
_CUT = re.compile(r"[ \t]+(#[^\s#].*)")
"""What begins with a number sign and no space behind it, and a space before it."""
_ANY_CUT = re.compile(r"(?<=[ \t])#[^\s#]")
"""The same anywhere in a file, however many spaces stand in it: sought from the sign, and not from each space."""
_LINE = re.compile(r"\r\n|[\n\r]")
_SMALL = 50_000
"""Letters of a text that is kept, in some hundred times as many bytes: of longer ones memory would be full."""
_NULLS = {"", "~", "null", "Null", "NULL"}
_AnyLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_AnyLoader):  # type: ignore[misc]
    """Does not try patterns to find out what each value is: all stay text. It took a fifth of composing."""

    def resolve(self, *_asked: object) -> str:
        return ""

    def descend_resolver(self, *_asked: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class _FaultyError(Exception):
    def __init__(self, found: list[Diagnostic]) -> None:
        self.found = found


class _RefusedError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def parse_yaml(text: str, name: str) -> tuple[Any, list[Diagnostic]]:
    """The data in a YAML text as `Mapping`, `Sequence`, str and None; or None and what is wrong."""
    data, _node, found = compose_yaml(text, name)
    return data, found


def compose_yaml(text: str, name: str) -> tuple[Any, yaml.Node | None, list[Diagnostic]]:
    """What `parse_yaml` gives, and the node it was made of: that one knows where each value begins and ends."""
    unmerged = merge_mark(text, name)
    if unmerged is not None:
        return None, None, [unmerged]
    try:
        _refuse_aliases(text, name)
        node = yaml.compose(text, Loader=_Loader)
        if node is not None and _ANY_CUT.search(text):
            _refuse_cuts(node, _LINE.split(text), name)
        return (_build(node, name) if node is not None else None), node, []
    except _RefusedError as refused:
        return None, None, [refused.diagnostic]
    except yaml.MarkedYAMLError as error:
        return None, None, [_stumbled(text, name, error)]
    except (yaml.YAMLError, RecursionError) as error:
        from schoolprotocol.source.problems import yaml_problem  # noqa: PLC0415 (only of what is wrong)

        return None, None, [Diagnostic(Kind.YAML, Place(name), {"detail": yaml_problem(str(error).splitlines()[0])})]


def compose_again(text: str, name: str) -> tuple[Any, yaml.Node | None, list[Diagnostic]]:
    """As `compose_yaml`, of a text that may be asked for again within moments: while somebody types, with each key.

    What it gives is shared: nobody changes it. Faults are not kept: they are told in the language in use.
    """
    if len(text) > _SMALL:
        return compose_yaml(text, name)
    try:
        return *_kept(text, name), []
    except _FaultyError as faulty:
        return None, None, faulty.found


@lru_cache(maxsize=8)
def _kept(text: str, name: str) -> tuple[Any, yaml.Node | None]:
    data, node, found = compose_yaml(text, name)
    if found:
        raise _FaultyError(found)
    return data, node


def _stumbled(text: str, name: str, error: yaml.MarkedYAMLError) -> Diagnostic:
    """What is wrong where the reader gave up, or on a line just above it."""
    from schoolprotocol.source.problems import slip, yaml_problem  # noqa: PLC0415 (only of what is wrong)

    problem = error.problem or str(error)
    is_open = problem.startswith("found unexpected end of stream")  # of a quote: then say where it was opened
    mark = (error.context_mark if is_open else None) or error.problem_mark or error.context_mark
    if mark is None:
        return Diagnostic(Kind.YAML, Place(name), {"detail": yaml_problem(problem)})
    first = max(mark.line - 2, 0)
    near = [line[:MAX_WORD] for line in text.split("\n")[first : mark.line + 1]]
    for index in range(len(near) - 1, -1, -1):
        if _ODD_PLACE.match(near[index]):
            return Diagnostic(Kind.ODD_SPACE, Place(name, first + index + 1), _odd(near[index]))
    found = slip(near)
    if found is not None:
        return Diagnostic(Kind.YAML, Place(name, first + found[0] + 1), {"detail": found[1]})
    return Diagnostic(Kind.YAML, Place(name, mark.line + 1, mark.column + 1), {"detail": yaml_problem(problem)})


_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?= |\r?$)", re.MULTILINE)
ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")
"""Spaces that YAML takes for letters."""
_ODD_PLACE = re.compile(rf"[ \t-]*{ODD_SPACE.pattern}|[^:]*:{ODD_SPACE.pattern}")
"""One in an indent, after a hyphen or after a colon."""


def merge_mark(text: str, name: str) -> Diagnostic | None:
    """The first mark that git leaves in a file of which it could not join two versions."""
    found = _MERGE_MARK.search(text)
    if found is None or not re.search(r"^<{7} |^>{7} ", text, re.MULTILINE):
        return None
    return Diagnostic(Kind.MERGE_MARKS, Place(name, text.count("\n", 0, found.start()) + 1), {"mark": found[1]})


def _odd(line: str) -> dict[str, str]:
    found = ODD_SPACE.search(line)
    character = found[0] if found else " "
    shown = " ".join(ODD_SPACE.sub(" ", line).split()[:6])
    return {"code": f"U+{ord(character):04X}", "name": name_of(character), "line": shown}


def decode(raw: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    """The text in the bytes of a file, where these are UTF-8 and not too many, and hold nothing that cannot be seen."""
    if len(raw) > MAX_BYTES:
        return "", [Diagnostic(Kind.TOO_LARGE, Place(name), {"limit": "1 MB"})]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        from schoolprotocol.source.problems import other_letters  # noqa: PLC0415 (only of what is wrong)

        return "", [Diagnostic(Kind.ENCODING, Place(name, line), other_letters(raw, error.start))]
    control = CONTROL.search(text) or _UNSEEN_END.search(text)
    if control is None and "\n" in text:
        control = _LONE_RETURN.search(text)
    if control is not None:
        place = Place(name, text.count("\n", 0, control.start()) + 1)
        return "", [Diagnostic(Kind.ENCODING, place, _invisible(control))]
    return text, []


def printable(path: str) -> str:
    """A path as text that every terminal and file can hold, and that none of them obeys."""
    return legible(path)


def _invisible(found: re.Match[str]) -> dict[str, str]:
    """Which character it is, and where to look for what cannot be seen."""
    code = f"U+{ord(found[0]):04X}"
    shown = f"{code} ({name_of(found[0])})"
    before = found.string[: found.start()].rpartition("\n")[2][-20:].strip()
    after = CONTROL.split(found.string[found.end() :].partition("\n")[0])[0][:20].strip()
    values = {"code": code, "before": before, "after": after}
    if before:
        help_ = _("Remove the character {code}: it stands right after “{before}”.").format_map(values)
    elif after:
        help_ = _("Remove the character {code}: it stands right before “{after}”.").format_map(values)
    else:
        help_ = _("Remove the character {code}.").format_map(values)
    return {"detail": _("the invisible character {code}").format(code=shown), "help": help_}


def _refuse_aliases(text: str, name: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _RefusedError(Diagnostic(Kind.ALIAS, _event_place(event, name)))
        if count > MAX_EVENTS:
            raise _RefusedError(Diagnostic(Kind.TOO_MUCH, _event_place(event, name), {"limit": str(MAX_EVENTS)}))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _RefusedError(Diagnostic(Kind.NESTING, _event_place(event, name), {"limit": str(MAX_DEPTH)}))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _refuse_cuts(root: yaml.Node, lines: list[str], name: str) -> None:
    """Nobody who types `Regel #3 geldt` means a remark; for YAML it is one, and the text ends before it."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [one for pair in reversed(node.value) for one in reversed(pair)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)
        elif isinstance(node, yaml.ScalarNode) and not node.style and node.value:
            end = node.end_mark
            cut = _CUT.match(lines[end.line], end.column)
            if cut is not None:
                told = {"lost": cut[1][:40].rstrip(), "kept": node.value[-40:].lstrip()}
                raise _RefusedError(Diagnostic(Kind.CUT_SHORT, Place(name, end.line + 1, end.column + 1), told))


def _event_place(event: yaml.Event, name: str) -> Place:
    mark = event.start_mark
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)


def _build(node: yaml.Node, name: str) -> Any:
    return _BUILDERS[type(node)](node, name)


def _place(node: yaml.Node, name: str) -> Place:
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


def _value_place(node: yaml.Node, name: str) -> Place:
    """Where a value's own text begins: that of a block (`|` or `>`) on the line below its mark."""
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        return Place(name, node.start_mark.line + 2)
    return _place(node, name)


def _mapping(node: yaml.MappingNode, name: str) -> Mapping:
    result = Mapping()
    result.place, result.keys_at, result.values_at = _place(node, name), {}, {}
    for key_node, value_node in node.value:
        place = _place(key_node, name)
        if not isinstance(key_node, yaml.ScalarNode):
            raise _RefusedError(Diagnostic(Kind.YAML, place, {"detail": _("a key must be a word")}))
        key = _text(key_node, name)
        if ODD_SPACE.search(key):
            raise _RefusedError(Diagnostic(Kind.ODD_SPACE, place, _odd(key)))
        if key in result:
            raise _RefusedError(Diagnostic(Kind.DUPLICATE_KEY, place, {"key": key}))
        result[key] = _build(value_node, name)
        result.keys_at[key], result.values_at[key] = place, _value_place(value_node, name)
    return result


def _sequence(node: yaml.SequenceNode, name: str) -> Sequence:
    result = Sequence(_build(child, name) for child in node.value)
    result.place, result.items_at = _place(node, name), [_value_place(child, name) for child in node.value]
    return result


def _scalar(node: yaml.ScalarNode, name: str) -> str | None:
    # An unquoted empty value, ~ or null; a quoted one is text.
    return None if not node.style and node.value in _NULLS else _text(node, name)


def _text(node: yaml.ScalarNode, name: str) -> str:
    value: str = node.value
    long = _LONG_WORD.search(value) if len(value) > MAX_WORD else None
    if long is not None:
        told = {"word": f"{long[0][:30]}…", "limit": str(MAX_WORD)}
        raise _RefusedError(Diagnostic(Kind.LONG_WORD, _value_place(node, name), told))
    control = CONTROL.search(value)  # "\0" in double quotes
    if control is not None:
        raise _RefusedError(Diagnostic(Kind.ENCODING, _value_place(node, name), _invisible(control)))
    space = LONG_SPACE.search(value) if len(value) > MAX_SPACE else None
    if space is not None:
        around = f"{value[: space.start()][-20:]} … {value[space.end() :][:20]}"
        told = {"around": " ".join(around.split()), "limit": str(MAX_SPACE)}
        raise _RefusedError(Diagnostic(Kind.LONG_SPACE, _value_place(node, name), told))
    return value


_BUILDERS: dict[type, Callable[[Any, str], Any]] = {
    yaml.MappingNode: _mapping,
    yaml.SequenceNode: _sequence,
    yaml.ScalarNode: _scalar,
}
