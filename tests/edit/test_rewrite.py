"""A text is made to hold other data: what differs is written in the style around it, all else stays as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolprotocol.errors import EditError
from schoolprotocol.source.write import rewrite
from tests.edit.odd import ODD, OURS, TEXTS, changed, data_of, places, plain


def check(text: str, wanted: Any) -> bool:
    """Whether the text could be written; then it holds what was wanted."""
    try:
        after = rewrite(text, wanted, "f")
    except EditError as error:
        assert error.remedy
        assert error.place is not None
        return False
    assert json.dumps(data_of(after)) == json.dumps(wanted)
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    if json.dumps(data_of(text)) == json.dumps(wanted):
        assert after == text
    return True


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@settings(max_examples=15)
@given(data=st.data())
def test_an_odd_file_holds_what_was_wanted_or_the_change_is_refused(text: str, data: st.DataObject) -> None:
    check(text, data.draw(changed(data_of(text))))


@settings(max_examples=60)
@given(data=st.data())
def test_a_file_of_ours_holds_whatever_was_wanted(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(OURS)).read_bytes().decode()
    wanted = data.draw(changed(data_of(text)))
    assert check(text, wanted) or "#" in text


LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLAIN = [name for name in ODD if name not in {"nothing", "quotes"}]


@pytest.mark.parametrize("name", PLAIN)
@settings(max_examples=12)
@given(data=st.data())
def test_another_text_leaves_every_character_around_it_alone(name: str, data: st.DataObject) -> None:
    text = ODD[name].removeprefix("\ufeff")
    path, start, end = data.draw(st.sampled_from(list(scalars(yaml.compose(text, Loader=LOADER), text))))
    wanted = plain(data_of(text))
    holder = wanted
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = data.draw(TEXTS)
    after = rewrite(text, wanted, "f")
    assert after[:start] == text[:start]
    kept = text[end:].lstrip(" ") if start == end else text[end:]
    tail = kept.split("\n")[0]  # what stands behind the value stays behind `|-`, above the lines of a block text
    assert after.endswith(kept[kept.find("\n") :] if tail.isspace() or "#" in tail else kept)
    assert comments(after, wanted) >= comments(text, data_of(text))


def scalars(node: Any, text: str, path: tuple[Any, ...] = ()) -> Any:
    """Every scalar value: its path, and where it begins and ends."""
    if isinstance(node, yaml.ScalarNode):
        end = node.end_mark.index
        if node.style in {"|", ">"}:
            end = node.start_mark.index + len(text[node.start_mark.index : end].rstrip())
        if path:
            yield path, node.start_mark.index, end
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars(value, text, (*path, key.value))
    else:
        for index, value in enumerate(node.value):
            yield from scalars(value, text, (*path, index))


def comments(text: str, data: Any) -> int:
    """How many signs stand in a text that begin a comment, those in values left out."""
    values = json.dumps(data, ensure_ascii=False)
    return text.count("#") - values.count("#")


STYLES = [
    # what stands there, the value, what must stand there then
    ("a: b\n", "c", "a: c\n"),
    ("a: b # why\n", "c", "a: c # why\n"),
    ('a: "b"\n', "c", 'a: "c"\n'),
    ("a: 'b'\n", "it's", "a: 'it''s'\n"),
    ("a: b\n", "c: d", 'a: "c: d"\n'),
    ("a: b\n", "# c", 'a: "# c"\n'),
    ("a: b\n", "c #d", 'a: "c #d"\n'),
    ("a: b\n", "c#d", "a: c#d\n"),
    ("a: b\n", '"c', 'a: "\\"c"\n'),
    ("a: b\n", "null", 'a: "null"\n'),
    ("a: b\n", "~", 'a: "~"\n'),
    ("a: b\n", "", 'a: ""\n'),
    ("a: b\n", "-", 'a: "-"\n'),
    ("a: b\n", "c ", 'a: "c "\n'),
    ("a: b\n", "c\u2028d", 'a: "c\\u2028d"\n'),
    ("a: b\n", "no", "a: no\n"),
    ("a: b\n", "c\nd", "a: |-\n  c\n  d\n"),
    ("a: b # why\nx: y\n", "c\nd\n", "a: | # why\n  c\n  d\nx: y\n"),
    ("a: |-\n    b\n\n# x\n", "c\n\nd", "a: |-\n    c\n\n    d\n\n# x\n"),
    ("a: | # why\n  b\n", "c\n", "a: | # why\n  c\n"),
    ("a: >-\n  b\n  c\n", "d e", "a: >-\n  d e\n"),
    ("a: >-\n  b\n  c\n", "word " * 30 + "end", f"a: >-\n  {'word ' * 22}word\n  {'word ' * 7}end\n"),
    ("a: b\r\nc: d\r\n", "e\nf", "a: |-\r\n  e\r\n  f\r\nc: d\r\n"),
    ("a:\n", "b", "a: b\n"),
    ("a:   # later\n", "b", "a: b   # later\n"),
    ("{a: b, c: d}\n", "e, f", '{a: "e, f", c: d}\n'),
    ("{a: b, c: d}\n", "e\nf", '{a: "e\\nf", c: d}\n'),
    ("a: b", "c\nd", "a: |-\n  c\n  d"),
]


@pytest.mark.parametrize(("text", "value", "after"), STYLES)
def test_a_text_is_written_in_the_style_that_stood_there(text: str, value: str, after: str) -> None:
    assert rewrite(text, {**plain(data_of(text)), "a": value}, "f") == after


SHAPES = [
    ("a new key stands below the one before it",
     "a: 1\n\n# c\nc: 3\n", {"a": "1", "b": "2", "c": "3"}, "a: 1\nb: 2\n\n# c\nc: 3\n"),
    ("a key that goes takes its line", "a: 1\nb: 2 # x\nc: 3\n", {"a": "1", "c": "3"}, "a: 1\nc: 3\n"),
    ("an item in line", "a: [x, y]\n", {"a": ["x", "z", "y"]}, "a: [x, z, y]\n"),
    ("an item in line over lines", "a: [\n  x,\n  y\n]\n", {"a": ["x", "y", "z"]}, "a: [\n  x,\n  y,\n  z\n]\n"),
    ("an item on a line of its own",
     "a:\n  - x\n  # why\n  - y\n", {"a": ["x", "z", "y"]}, "a:\n  - x\n  - z\n  # why\n  - y\n"),
    ("an item at the indent of its key", "a:\n- x\nb: c\n", {"a": ["x", "y"], "b": "c"}, "a:\n- x\n- y\nb: c\n"),
    ("items with empty lines between",
     "- id: a\n\n- id: b\n", [{"id": "a"}, {"id": "b"}, {"id": "c"}], "- id: a\n\n- id: b\n\n- id: c\n"),
    ("one of these goes", "- id: a\n\n- id: b\n\n- id: c\n", [{"id": "a"}, {"id": "c"}], "- id: a\n\n- id: c\n"),
    ("a mapping in line beside others",
     "o:\n  - {a: b}\n", {"o": [{"a": "b"}, {"c": "d"}]}, "o:\n  - {a: b}\n  - {c: d}\n"),
    ("an empty list", "a: []\nb: c\n", {"a": ["x"], "b": "c"}, "a: [x]\nb: c\n"),
    ("an empty mapping", "a: {}\n", {"a": {"b": "c"}}, "a:\n  b: c\n"),
    ("nothing under a key", "a:  # why\nb: c\n", {"a": {"x": "y"}, "b": "c"}, "a:  # why\n  x: y\nb: c\n"),
    ("a file without a last line break", "a:\n  - x", {"a": ["x", "y"]}, "a:\n  - x\n  - y"),
    ("a comment below the last item", "a:\n  - x\n# end\n", {"a": ["x", "y"]}, "a:\n  - x\n  - y\n# end\n"),
    ("an item that moves keeps its lines", "- id: a # first\n  t: >-\n    b\n    c\n- id: d\n",
     [{"id": "d"}, {"id": "a", "t": "b c"}], "- id: d\n- id: a # first\n  t: >-\n    b\n    c\n"),
    ("a key with another name", "a: # x\n  - y\n", {"b": ["y"]}, "b: # x\n  - y\n"),
    ("a document start", "---\n- a\n", ["a", "b"], "---\n- a\n- b\n"),
    ("an empty file", "", {"a": ["b", "c"], "d": "e: f"}, 'a: [b, c]\nd: "e: f"\n'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "after"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_shape_is_kept(text: str, wanted: Any, after: str) -> None:
    assert rewrite(text, wanted, "f") == after


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("a: &x b\nc: *x\n", {"a": "d"}, "cannot be read"),
        ("a: b\na: c\n", {"a": "d"}, "cannot be read"),
        ("a: [\n", {"a": "d"}, "cannot be read"),
        ("a:\n  # why\n  - b\n", {"a": "c"}, "comment"),
        ("a: {\n  b: c,   # one\n  d: e\n}\n", {"a": {"b": "c"}}, "comment"),
        ("a: [\n  b,  # one\n  c,\n]\n", {"a": ["c"]}, "comment"),
        ("? a\n: b\n? c\n: d\n", {"a": "b"}, "form"),
        ("a: b\n", {"a": "\x07"}, "without changing something else"),
        ("a: b\n", {"a": "\ud800"}, "without changing something else"),
        ("a: {b: c}\n", {"a": {"b": "c", "\udcff": "d"}}, "without changing something else"),
        ("a: b\n", {"a": "x y" * 333_334}, "too large"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_place_and_a_remedy(text: str, wanted: Any, why: str) -> None:
    with pytest.raises(EditError, match=why) as refused:
        rewrite(text, wanted, "f.yaml")
    assert refused.value.place is not None
    assert refused.value.place.file == "f.yaml"
    assert refused.value.remedy


def test_every_value_in_our_files_can_be_reached() -> None:
    for path in OURS:
        text = path.read_text("utf-8")
        assert rewrite(text, plain(data_of(text)), "f") == text
        assert len(list(places(data_of(text)))) > 1
