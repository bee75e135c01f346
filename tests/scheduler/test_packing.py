"""What goes to a worker, and what comes back: little, looked up by children, and nothing that is no use there."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import outputs as registry
from schoolprotocol.build import inputs, manifest
from schoolprotocol.build import last as lasts
from schoolprotocol.build.crew import remote
from schoolprotocol.build.crew.answer import Answer, ForeignAnswerError, read, written
from schoolprotocol.build.crew.workers import apart
from schoolprotocol.build.jobs import Task
from schoolprotocol.build.planning import plan
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import open_shared
from schoolprotocol.source.corpus import Corpus
from tests.attacks.test_workers import GOOD, NAMES, TASK
from tests.engine.conftest import edit

LARGEST = 300_000
"""Bytes of a task: what a scheduler passes on for hundreds of workers."""
Planned = tuple[Corpus, tuple[Task, ...], str]


def planned(root: Path, build: Path, *targets: str) -> Planned:
    """The tasks of a project, and the program that they are for."""
    folders = Folders(root, build)
    read_ = lasts.looked_at(folders, lasts.read(folders))
    corpus = open_shared(root)
    found = plan(corpus, folders, targets or registry.names(), read_, workers=1)
    assert not found.faulty, found.faulty
    return corpus, found.tasks, read_.program


@pytest.fixture
def root(klein_built: Path, tmp_path: Path) -> Path:
    """The small project with all of its outputs."""
    return shutil.copytree(klein_built, tmp_path / "project")


def made_there(corpus: Corpus, task: Task, program: str) -> Answer:
    """What a worker answers."""
    found = remote._packed(corpus, program, task)
    assert found.startswith(remote._TO_MAKE)
    content = found.removeprefix(remote._TO_MAKE)
    parcel = remote.Parcel(task, program, task.folders.templates.digest(), content)
    return read(remote.make_there(parcel, {}), task, [task.name])


def test_outputs_of_an_earlier_text_stay_here(root: Path) -> None:
    edit(root, "policy_src/schools/noord/school.yaml", "name: ", "name: Nieuwe ")
    corpus, tasks, program = planned(root, root / "build", "pdf")
    (task,) = (task for task in tasks if task.school == "noord")
    listed = manifest.read(task.folders.manifest(task.name))
    before = sum(file.size for entry in listed.values() for file in entry.files.values())
    sent = len(remote._packed(corpus, program, task))
    assert sent < LARGEST < before


def test_what_is_up_to_date_in_all_but_its_files_goes_to_no_worker(root: Path) -> None:
    path = root / "policy_src/schools/noord/school.yaml"
    path.write_text(f"{path.read_text('utf-8')}# a remark\n", "utf-8")
    corpus, tasks, program = planned(root, root / "build")
    (task,) = (task for task in tasks if task.school == "noord")
    files = {name: (root / "build" / name).read_bytes() for name in _files(task)}
    found = remote._packed(corpus, program, task)
    outcome = remote._received(task, found, [task.name])
    assert (outcome.error, outcome.made) == (None, ())
    assert tuple(target for target, _summary in outcome.there) == task.targets
    assert {name: (root / "build" / name).read_bytes() for name in _files(task)} == files
    assert {entry.token for name, entry in _listed(task).items() if name == "pdf"} == {task.token}


def _listed(task: Task) -> manifest.Manifest:
    return manifest.read(task.folders.manifest(task.name))


def _files(task: Task) -> list[str]:
    return [name for entry in _listed(task).values() for name in entry.files]


def test_a_worker_hashes_the_program_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, real = list[object](), inputs._looked_at

    def counted(*given: Any) -> dict[str, inputs.Stamp]:
        asked.append(given)
        return real(*given)

    monkeypatch.setattr(inputs, "_looked_at", counted)
    corpus, tasks, program = planned(root, root / "elsewhere", "schoolgids")
    remote._program_of_worker.cache_clear()
    asked.clear()
    assert [made_there(corpus, task, program).outcome.error for task in tasks] == [None] * len(tasks)
    assert len(tasks) > 1
    assert len(asked) == 1


def test_a_job_of_another_version_is_not_opened(root: Path) -> None:
    _corpus, (task, *_tasks), program = planned(root, root / "build")
    parcel = remote.Parcel(task, "another", task.folders.templates.digest(), b"what no version of ours packs")
    answer = read(remote.make_there(parcel, {}), task, [task.name])
    assert "has another version" in str(answer.outcome.error)
    same = read(remote.make_there(replace(parcel, program=program), {}), task, [task.name])
    assert "has another version" not in str(same.outcome.error)


def test_what_fails_while_it_is_packed_is_told_of_its_document(root: Path) -> None:
    corpus, tasks, program = planned(root, root / "build")
    (root / "policy_src/schools/noord/school.yaml").write_text("name: [", "utf-8")
    shutil.rmtree(root / "build/.work")
    (task,) = (task for task in tasks if task.school == "noord")
    outcome = remote._received(task, remote._packed(corpus, program, task), [task.name])
    assert outcome.error is not None
    assert outcome.diagnostics[0].place.file == "policy_src/schools/noord/school.yaml"


# -- answers ----------------------------------------------------------------------------------------------------------


def test_a_file_that_stands_twice_in_a_document_comes_over_once() -> None:
    page = bytes(range(256)) * 400
    names = [f"html/noord/telefoons/_static/{n}.html" for n in range(20)]
    answer = replace(GOOD, files=dict.fromkeys(names, page))
    data = written(answer)
    assert len(data) < 2 * len(page)
    assert read(data, TASK, NAMES) == answer


def test_no_more_is_unzipped_than_was_described(monkeypatch: pytest.MonkeyPatch) -> None:
    line, _newline, _content = written(GOOD).partition(b"\n")
    bomb = zlib.compress(bytes(50_000_000))
    sizes = list[int]()

    class Watched:
        """Tells how much was asked for at once."""

        def __init__(self) -> None:
            self.real = zlib.decompressobj()
            self.eof, self.unused_data = False, b""

        def decompress(self, data: bytes, most: int) -> bytes:
            sizes.append(most)
            return self.real.decompress(data, most)

    class Zlib:
        """Ours, watched."""

        error, decompressobj = zlib.error, Watched

    monkeypatch.setattr("schoolprotocol.build.crew.answer.zlib", Zlib)
    with pytest.raises(ForeignAnswerError, match="more than it describes"):
        read(line + b"\n" + bomb, TASK, NAMES)
    assert sizes == [sum(map(len, GOOD.files.values())) + 1]


# -- a process of its own ---------------------------------------------------------------------------------------------


def counted(most: int) -> Iterator[bytes]:
    """Numbers; then this process ends at once, as one that the machine stops."""
    import os

    for number in range(most):
        yield b"%d" % number
    os._exit(1)


def test_what_a_process_of_its_own_gives_comes_in_order_and_ends_with_it() -> None:
    with apart(partial(counted, 200)) as items:
        assert [int(items.take() or -1) for _turn in range(200)] == list(range(200))
        assert items.take() is None
        assert items.is_ready()


def test_a_task_that_nobody_packed_is_told_as_lost() -> None:
    outcome = remote._received(TASK, None, NAMES)
    assert outcome.exit_code == 3
    assert outcome.error is not None
