"""Every clause that we publish can be given another text, and all else in its file stays as it was."""

from __future__ import annotations

from typing import Any

import yaml

from schoolprotocol.edit.edit import Edit
from schoolprotocol.source.tree import FolderTree
from tests.docs.pages import ROOT

TEXT = "Een andere tekst: met “aanhalingstekens”, een # en {{ school.name }}.\n\n- één;\n- twee."


def test_another_text_of_a_clause_leaves_every_other_byte_alone() -> None:
    changed = 0
    for path in sorted((ROOT / "policy_src/protocols").glob("*/clauses/*.yaml")):
        before = path.read_bytes()
        protocol, file = path.parts[-3], path.relative_to(ROOT).as_posix()
        for clause, start, end in spans(before.decode()):
            edit = Edit(FolderTree(ROOT)).set_text(protocol, clause, TEXT)
            after = edit.changes[file]
            assert list(edit.changes) == [file]
            assert after is not None
            head, tail = before.decode()[:start].encode(), before.decode()[end:].encode()
            assert after.startswith(head), clause
            assert after.endswith(tail), clause
            assert yaml.safe_load(after[len(head) : len(after) - len(tail)]) == TEXT, clause
            changed += 1
    assert changed


def spans(text: str) -> Any:
    """Where the base text of each clause begins and ends."""
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for item in node.value:
        keys = {key.value: value for key, value in item.value}
        if "text" in keys:
            written = keys["text"]
            start, end = written.start_mark.index, written.end_mark.index
            yield keys["id"].value, start, start + len(text[start:end].rstrip())
