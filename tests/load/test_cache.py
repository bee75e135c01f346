"""What did not change is not read again, and what was read is never told wrongly or changed by who got it."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from schoolprotocol import messages
from schoolprotocol.documents.finding import open_source
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.cache import VERSIONS, Cache
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.tree import FolderTree, Overlay
from schoolprotocol.source.yaml import compose_again
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD, SOURCE
from tests.load.test_safety import RELEASE, released

ZUID = f"{SOURCE}/schools/zuid/telefoons.yaml"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were parsed."""
    found: list[str] = []

    def noted(text: str, name: str) -> Any:
        found.append(name)
        return compose_again(text, name)

    monkeypatch.setattr("schoolprotocol.source.reader.compose_again", noted)
    return found


@pytest.fixture
def dutch_afterwards() -> Iterator[None]:
    """The language of the other tests."""
    yield
    messages.use("en")


def test_only_a_file_that_changed_is_read_again(project: ProjectMaker, parsed: list[str]) -> None:
    root, cache = project(), Cache()
    first = open_source(FolderTree(root), cache).value
    assert len(parsed) == len(list(root.rglob("*.yaml")))
    parsed.clear()
    again = open_source(FolderTree(root), cache).value
    assert parsed == []
    assert again == first
    (root / NOORD).write_text((root / NOORD).read_text("utf-8").replace('"1.1"', '"1.2"'), "utf-8")
    changed = open_source(FolderTree(root), cache).value
    assert parsed == [NOORD]
    document = changed.schools["noord"].variants["telefoons"].document
    assert document is not None
    assert document.version == "1.2"
    assert changed.schools["zuid"] == first.schools["zuid"]


def test_what_an_editor_holds_is_read_beside_what_is_known(project: ProjectMaker, parsed: list[str]) -> None:
    root, cache = project(), Cache()
    tree = FolderTree(root)
    saved = open_source(tree, cache).value
    parsed.clear()
    text = (root / CLAUSES).read_text("utf-8").replace("Vraag het eerst.\n", "Vraag het altijd eerst.\n")
    typed = open_source(Overlay(tree, {CLAUSES: text}), cache).value
    assert parsed == [CLAUSES]
    assert says(typed, "Vraag het altijd eerst.")
    assert not says(saved, "Vraag het altijd eerst.")
    assert open_source(tree, cache).value == saved


def says(corpus: Corpus, words: str) -> bool:
    """Whether the document of `noord` has these words."""
    policy = resolve(corpus, "noord", "telefoons").policy
    assert policy is not None
    return words in policy.model_dump_json()


def test_the_same_content_at_two_paths_has_two_places(project: ProjectMaker) -> None:
    root, cache = project(), Cache()
    shutil.copytree(root / SOURCE / "schools/zuid", root / SOURCE / "schools/west")
    for _time in (1, 2):
        schools = open_source(FolderTree(root), cache).value.schools
        for school in ("zuid", "west"):
            assert schools[school].school.at("name").file == f"{SOURCE}/schools/{school}/school.yaml"
            assert schools[school].variants["telefoons"].at().file == f"{SOURCE}/schools/{school}/telefoons.yaml"


def test_the_same_content_as_another_kind_of_file_is_read_as_that(project: ProjectMaker) -> None:
    root, cache = project(), Cache()
    open_source(FolderTree(root), cache)
    school = (root / SOURCE / "schools/zuid/school.yaml").read_bytes()
    (root / ZUID).write_bytes(school)
    assert {fault.place.file for fault in open_source(FolderTree(root), cache).faults} == {ZUID}


def test_what_was_read_cannot_be_changed_by_who_got_it(project: ProjectMaker) -> None:
    root, cache = project(files={RELEASE: released(project())}), Cache()
    corpus = open_source(FolderTree(root), cache).value
    protocol, noord = corpus.protocols["telefoons"], corpus.schools["noord"]
    tables: list[dict[str, Any]] = [
        protocol.protocol.parameters,
        corpus.schools["zuid"].variants["telefoons"].parameters,
        noord.releases[0].policy.values,
        *(clause.alternatives for clause in protocol.clauses.values()),
        *(clause.notes for clause in protocol.clauses.values()),
    ]
    assert any(tables)
    for table in tables:
        with pytest.raises(TypeError):
            table["nieuw"] = None
        with pytest.raises(TypeError):
            table.update(nieuw=None)
        with pytest.raises(TypeError):
            table.clear()
        assert pickle.loads(pickle.dumps(table)) == table
    protocol.clauses.clear()
    assert open_source(FolderTree(root), cache).value.protocols["telefoons"].clauses, "each reading has its own list"


def test_faults_are_told_in_the_language_in_use(project: ProjectMaker, dutch_afterwards: None) -> None:
    root, cache = project(files={f"{SOURCE}/schools/zuid/school.yaml": "kind: school\nnaam: [\n"}), Cache()
    told = []
    for language in ("nl", "en"):
        messages.use(language)
        told += [fault.message() for fault in open_source(FolderTree(root), cache).faults]
    assert len(told) == 2
    assert told[0] != told[1]


def test_no_more_is_kept_than_was_allowed() -> None:
    cache, made = Cache(100), list[int]()

    def get(key: int, size: int = 30) -> int:
        def read() -> Loaded[int]:
            made.append(key)
            return Loaded(key * 10)

        return cache.get(key, size, read).value

    assert [get(key) for key in range(1000)] == [key * 10 for key in range(1000)]
    assert len(cache) == 3
    made.clear()
    assert get(997) == 9970
    assert made == []
    get(1000)
    assert get(997) == 9970
    assert made == [1000], "what was asked last stays longest"
    get(1, size=500)
    assert get(2) == 20
    assert len(cache) <= 3
    assert len(pickle.loads(pickle.dumps(cache))) == 0


def test_of_what_somebody_types_the_last_few_versions_are_kept() -> None:
    cache, made = Cache(), list[int]()

    def get(version: int, path: str = "clauses.yaml") -> int:
        def read() -> Loaded[int]:
            made.append(version)
            return Loaded(version)

        return cache.get(path, 10, read, version).value

    get(0, "school.yaml")
    for version in range(1, 1_000):
        assert get(version) == version
        assert get(1) == 1  # the text that is saved, which every page asks for
    assert made == list(range(1_000))
    assert len(cache) == VERSIONS + 1
    assert get(0, "school.yaml") == 0
    assert made == list(range(1_000))
