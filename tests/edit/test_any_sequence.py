"""Edits one after the other, of every kind and about anything: each is made whole, or refused and nothing changes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import EditError
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ROOTS
from tests.edit.odd import TEXTS
from tests.helpers import load

KLEIN = ROOTS / "klein"
T = "telefoons"
SCHOOL = st.sampled_from(["noord", "zuid", "stichting", "oost"])
IDS = """
inleiding.doel afspraken.opbergen afspraken.opnamen afspraken.melden gevolgen.aangifte tips.vraag gids.kern gids.kort
afspraken.oud stichting.kluisjes nieuw.een nieuw.twee geen
"""
CLAUSE = st.sampled_from([*IDS.split(), ""])
SECTION = st.sampled_from(["inleiding", "afspraken", "gevolgen", "tips", "nieuw", "beheer", ""])
NAME = st.sampled_from(
    ["allen", "gegevens", "kort", "bewaarplek", "aangifte.werkwoord", "avg-4", "meldpunt", "x", "X y"]
)
BESIDE = st.sampled_from(["after", "before"])
Asked = Callable[[Edit], Any]


@st.composite
def edits(draw: st.DrawFn) -> Asked:
    """Any edit about anything."""
    school, one, other = draw(SCHOOL), draw(CLAUSE), draw(CLAUSE)
    section, beside = draw(SECTION), draw(SECTION)
    name, text, where = draw(NAME), draw(TEXTS), draw(BESIDE)
    to_clause: dict[str, Any] = {where: other}
    to_section: dict[str, Any] = {where: beside}
    kinds: list[Asked] = [
        lambda e: e.set_text(T, one, text),
        lambda e: e.set_alternative(T, one, name, text),
        lambda e: e.set_alternative(T, one, name, None),
        lambda e: e.set_kort(T, one, text),
        lambda e: e.set_kort(T, one, text, alternative=name),
        lambda e: e.set_own_kort(school, T, one, text),
        lambda e: e.set_note(T, one, name, text),
        lambda e: e.set_note(T, one, name, None),
        lambda e: e.set_own_text(school, T, one, text),
        lambda e: e.set_own_note(school, T, one, name, text),
        lambda e: e.choose(school, T, one, name),
        lambda e: e.choose_heading(school, T, section, text),
        lambda e: e.replace(school, T, one, text, text, {name: text}),
        lambda e: e.replace(school, T, one, "Zo.", text),
        lambda e: e.omit(school, T, one, text),
        lambda e: e.move(school, T, one, **to_clause),
        lambda e: e.add(school, T, one, title=text, audience=["ouder"], text=text, reason=text, **to_clause),
        lambda e: e.remove_operation(school, T, one),
        lambda e: e.remove_operation(school, T, section, "set"),
        lambda e: e.place_clause(T, one, **to_clause),
        lambda e: e.place_clause(T, one, section=section),
        lambda e: e.take_clause(T, one),
        lambda e: e.add_section(T, section, text, **to_section),
        lambda e: e.add_section(T, section, None, into=beside),
        lambda e: e.move_section(T, section, **to_section),
        lambda e: e.move_section(T, section, into=beside),
        lambda e: e.take_section(T, section),
        lambda e: e.set_heading(T, section, text),
        lambda e: e.set_heading(T, section, None),
        lambda e: e.add_clause(T, one, title=text, audience=["leerling"], text=text, alternatives={name: text}),
        lambda e: e.drop_clause(T, one, text, [other]),
        lambda e: e.drop_clause(T, one, "Weg."),
        lambda e: e.rename_clause(T, one, other),
        lambda e: e.rename_section(T, section, beside),
        lambda e: e.rename_parameter(T, name, text),
        lambda e: e.rename_parameter(T, name, "nieuw.naam"),
        lambda e: e.rename_reference(name, section),
        lambda e: e.rename_note(T, one, name, section),
        lambda e: e.rename_alternative(T, one, name, section),
        lambda e: e.rename_school(school, "oost"),
        lambda e: e.set_parameter(school, T, name, text),
        lambda e: e.set_parameter(school, T, name, None),
        lambda e: e.set_default(T, name, text),
        lambda e: e.set_reference(name, "value", text),
        lambda e: e.set_school(school, "place", text),
        lambda e: e.set_document(school, T, title=text, owner=None),
        lambda e: e.record_decision(school, T, body=text, kind="advies", conditions=text),
        lambda e: e.set_status(school, T, "vervallen"),
    ]
    return draw(st.sampled_from(kinds))


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@settings(max_examples=40)
@given(asked=st.lists(edits(), min_size=1, max_size=6))
def test_edits_are_made_whole_or_refused(asked: list[Asked]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "klein"
        shutil.copytree(KLEIN, root)
        edit = Edit(FolderTree(root))
        for ask in asked:
            before = edit.changes
            try:
                ask(edit)
            except EditError as error:
                assert edit.changes == before
                assert error.remedy or error.diagnostics
        untouched = {path: content for path, content in files(root).items() if path not in edit.changes}
        written = edit.save()
        after = files(root)
        assert {path: after[path] for path in untouched} == untouched
        assert set(after) == {*untouched, *(path for path in written if (root / path).exists())}
        corpus, found = load(root)
        assert corpus is not None, [f"{one.place} {one.message()}" for one in found]
