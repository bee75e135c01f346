"""Files that nobody of us wrote, values that are hard to write, and any change of any data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from schoolprotocol.source.yaml import ODD_SPACE, parse_yaml
from tests.conftest import ROOTS

REPOSITORY = ROOTS.parents[1]
SOURCES = (REPOSITORY, *sorted(path for path in ROOTS.iterdir() if (path / "policy_src").is_dir()))
"""The folders with a source."""
OURS = sorted(path for root in SOURCES for path in (root / "policy_src").rglob("*.yaml"))

ODD = {
    "indents": "a:\n    b:\n       - x\n       -   y\n    c: 1\nd:\n- p\n- q:  z   # why\n  r: s\n",
    "comments": (
        "# first\n\nlist:\n  # one\n  - id: a  # tail\n    # inside\n    t: x\n\n  # two\n  - id: b\n"
        "    t: |  # kept\n      y\n  # last\n# end\n"
    ),
    "flow over lines": "a: {\n  b: c,   # one\n  d: [x, y,\n      z],\n}\ne: [\n  p,\n  q,\n]\nf: g\n",
    "crlf": "a: b\r\nt: |-\r\n  one\r\n\r\n  two\r\nl:\r\n  - x\r\n  - y\r\n",
    "crlf without end": "a: b\r\nl:\r\n  - x\r\n  - t: >-\r\n      more\r\n      words",
    "no final line break": "a: b\nl:\n  - x\n  - y",
    "empty": "a: []\nb: {}\nc:\nd: ~\ne: null\nf:   # nothing\ng: ''\n",
    "document start": "---\n# head\na: b\nl: [x]\n...\n",
    "document start in line": "--- {a: b, c: [d]}\n",
    "a list of lists": "rows:\n  - [a, b]\n  - - c\n    - d\n  -\n    - e\n  - [\"{{ x }}\", '']\n",
    "quotes": 'a: \'it\'\'s\'\nb: "x\\ty"\nc: "two\n  lines"\nd: plain over\n  two lines\n"e: f": g\n? h\n: i\n',
    "blocks": (
        "a: |\n  one\n  two\n\nb: >\n  folded\n  text\n\n  more\nc: |+\n  kept\n\n\n"
        "d: >-\n    deep\n    text\ne: |2-\n   spaced\n"
    ),
    "long": "a: " + "word " * 400 + "end\nb: [" + ", ".join(f"w{n}" for n in range(300)) + "]\n",
    "tabs": "a:\tb\nc: d\t# e\nl:\n  - x\t\n",
    "mark": "\ufeffa: b\nc: d\n",
    "keys alike": "a: 1\na.b: 2\na-b: 3\nA: 4\n' a': 5\n",
    "null items": "a:\n  -\n  - ~\n  - x\n  -   # c\n",
    "nothing": "# only a comment\n",
}


def data_of(text: str) -> Any:
    data, found = parse_yaml(text.removeprefix("\ufeff"), "f")
    assert not found
    return data


UNSEEN = "\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that no text may hold, besides those that control a terminal."""
LINES = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        exclude_characters=UNSEEN,
    ),
    max_size=30,
)
HARD = st.sampled_from(
    ["1.0", "null", "~", "", " ", "- x", "-", "?", ": a", "a: b", "a #b", "#c", "'q", '"q', "|", ">", "&a", "*a", "!t",
     "%p", "@x", "`y", "{a", "[b", "a]", "a,", "x\u2028y", "x\x85y", "tail ", " head", "\ttab", "a\tb", "two\nlines",
     "end\n", "ends\n\n", "\nstart", "  in\nout", "a\n\n\nb", "- a\n- b", "a  b", "word " * 60 + "x", "---", "...",
     "a\r\nb", "{{ x }} y", "x: |", "é😀", "\xa0", "yes", "2027-01-01", "0x1", "\\", "\\n", "a\n  b\nc", "a \nb"]
)  # fmt: skip
TEXTS = LINES | HARD
NAMES = TEXTS.filter(lambda name: not ODD_SPACE.search(name))
"""The loader refuses keys with a space that is no ordinary one."""
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from places(value, (*path, index))


def plain(data: Any) -> Any:
    return json.loads(json.dumps(data))


@st.composite
def changed(draw: st.DrawFn, data: Any) -> Any:
    """The data with one to three changes."""
    data = plain(data)
    for _ in range(draw(st.integers(1, 3))):
        paths = [path for path in places(data) if path]
        if not paths:
            return draw(st.dictionaries(NAMES, VALUES, min_size=1, max_size=3))
        *above, last = draw(st.sampled_from(paths))
        holder = data
        for step in above:
            holder = holder[step]
        kind = draw(st.sampled_from(["set", "text", "remove", "insert", "move", "rename"]))
        if kind in {"set", "text"}:
            holder[last] = draw(VALUES if kind == "set" else TEXTS)
        elif kind == "remove":
            del holder[last]
        elif isinstance(holder, list):
            _in_list(draw, holder, last, kind)
        else:
            _in_mapping(draw, holder, last, kind)
    return data


def _in_list(draw: st.DrawFn, holder: list[Any], index: int, kind: str) -> None:
    if kind == "insert":
        holder.insert(index, draw(VALUES))
    else:
        holder.insert(draw(st.integers(0, len(holder) - 1)), holder.pop(index))


def _in_mapping(draw: st.DrawFn, holder: dict[str, Any], key: str, kind: str) -> None:
    entries = list(holder.items())
    index = list(holder).index(key)
    name = draw(NAMES.filter(lambda name: name not in holder))
    if kind == "insert":
        entries.insert(index, (name, draw(VALUES)))
    elif kind == "move":
        entries.insert(draw(st.integers(0, len(entries) - 1)), entries.pop(index))
    else:
        entries[index] = name, entries[index][1]
    holder.clear()
    holder.update(entries)
