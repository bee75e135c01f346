"""A worker elsewhere can say what a document says, and no more: no code, no other file, no other document."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol.build.crew import answer as answers
from schoolprotocol.build.crew import remote
from schoolprotocol.build.crew.answer import Answer, ForeignAnswerError, read, written
from schoolprotocol.build.jobs import Outcome, Task
from schoolprotocol.build.manifest import Entry, Summary
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import MissingOnMachineError, UsageError
from schoolprotocol.places import Place
from tests.engine.conftest import new_project, outputs
from tests.scheduler.conftest import PATIENCE, ROOT, awaited, found_in, started

TASK = Task("noord", "telefoons", ("html", "pdf"), Folders(Path("p"), Path("b")))
NAMES = ("noord-telefoons", "noord-telefoons-extra", "zuid-telefoons")
GOOD = Answer(
    Outcome(TASK, ("html", "pdf"), (("html", Summary("k1", 1)), ("pdf", Summary("k2", 1))), times=(("pdf", 0.5),)),
    {
        "html": Entry(
            "k1", "t1", ("html/noord/telefoons/_static", "html/noord/telefoons/x.html", "source/noord-telefoons")
        ),
        "pdf": Entry("k2", "t2", ("pdf/noord-telefoons.pdf",)),
    },
    {
        "html/noord/telefoons/x.html": b"<p>",
        "source/noord-telefoons/conf.py": b"",
        "pdf/noord-telefoons.pdf": b"%PDF\n",
    },
)


def received(data: object) -> Answer:
    return read(data, TASK, NAMES)


def forged(change: Callable[[dict[str, Any]], object]) -> bytes:
    """A good answer of which the description is changed."""
    line, _newline, content = written(GOOD).partition(b"\n")
    head = json.loads(line)
    change(head)
    return json.dumps(head).encode() + b"\n" + content


def test_an_answer_comes_over_as_it_was() -> None:
    assert received(written(GOOD)) == GOOD
    assert written(GOOD) == written(received(written(GOOD)))


def test_an_error_comes_over_as_it_was() -> None:
    fault = Diagnostic(Kind.TARGET_SCHOOL, Place("a.yaml", 3), {"target": "x", "id": "y", "hint": "é"}, "noord", "t")
    outcome = Outcome(TASK, error="a.yaml:3: SP607", exit_code=1, diagnostics=(fault,), times=(("pdf", 0.0),))
    assert received(written(Answer(outcome, {}, {}))).outcome == outcome


NO_ANSWERS: dict[str, object] = {
    "nothing": b"",
    "None": None,
    "words": "alles is goed",
    "a mapping": {"made": []},
    "an object": object(),
    "a line": b"\n",
    "no newline": b"{}",
    "nested without end": b"[" * 1_000_000 + b"\n",
    "not JSON": b"{made}\n",
    "not UTF-8": b"\xff\xfe\n",
    "null": b"null\n",
    "pickled": pickle.dumps(GOOD.entries),
}


@pytest.mark.parametrize("case", NO_ANSWERS)
def test_what_is_no_answer_is_refused(case: str) -> None:
    with pytest.raises(ForeignAnswerError):
        received(NO_ANSWERS[case])


PLACES = (
    *(
        "/etc",
        "..",
        "../x",
        "html/..",
        "html",
        "pdf",
        ".",
        "",
        "html/noord/telefoons/../zuid",
        "C:/x",
        "html\\noord",
        "html/a\x1b[2J",
    ),
    *(
        "html/zuid/telefoons",
        "html/zuid/telefoons/index.html",
        "html/noord/telefoons",
        "html/noord/telefoons/voorstel",
        "html/noord/telefoons/versies",
        "html/noord/telefoons/versies/1.0",
        "html/noord/index.html",
        "html/noord-telefoons",
        "html/noord-telefoons-extra",
        "source/zuid-telefoons",
        "pdf/zuid-telefoons.pdf",
        "pdf/noord-telefoons-extra.pdf",
    ),
    *(
        "pdf/x",
        ".made/noord-telefoons.json",
        ".lock",
        "site/noord",
        "pdf/noord-telefoons.pdf/x",
        "dossier/noord-telefoons",
    ),
)


@pytest.mark.parametrize("target", ["html", "pdf"])
@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_is_not_of_this_document_is_refused(place: str, target: str) -> None:
    with pytest.raises(ForeignAnswerError):
        received(forged(lambda head: head["entries"][target]["places"].append(place)))


FILES = (
    *(
        "/etc/passwd",
        "../x.html",
        "html/noord/telefoons/_static/../../x.html",
        "html/zuid/telefoons/index.html",
        "pdf/zuid-telefoons.pdf",
        ".lock",
    ),
    *(
        "html/noord/telefoons/_static/.htaccess",
        "html/noord/telefoons/_static/x.php",
        "html/noord/telefoons/_static/.x.html",
        "html/noord/telefoons/_static/x.py",
        "html/noord/telefoons/_static/x",
        "html/noord/telefoons/_static",
    ),
    *(
        "html/noord/telefoons/_static/a\n.html",
        "html/noord/telefoons/_static/\u202e.html",
        "html/noord/telefoons/_static/x.html.",
        "html/noord/telefoons/_static/" + "a" * 600 + ".html",
        "",
    ),
    *(
        "html/noord-x/index.html",
        "pdf/noord-telefoons.pdf/x.html",
        "html/noord/telefoons/_static/x.cgi",
        "html/noord/telefoons/_static/.well-known/x.txt",
    ),
)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_of_this_document_is_refused(name: str) -> None:
    with pytest.raises(ForeignAnswerError):
        received(forged(lambda head: head["files"][0].update(name=name)))


ODD: dict[str, Callable[[dict[str, Any]], object]] = {
    "a key that there is not": lambda head: head.update(run="rm"),
    "a key that lacks": lambda head: head.pop("made"),
    "an output that was not asked": lambda head: head["made"].append("docx"),
    "an output that there is not": lambda head: head["there"].append("exe"),
    "an output twice": lambda head: head["entries"].pop("pdf"),
    "no outputs and no error": lambda head: head.update(made=[], there=[], entries={}, files=[]),
    "a number for a list": lambda head: head.update(made=1),
    "a word for a number": lambda head: head.update(exit_code="1"),
    "true for a number": lambda head: head.update(exit_code=True),
    "an exit code beyond all": lambda head: head.update(exit_code=10**9),
    "an exit code without an error": lambda head: head.update(exit_code=1),
    "time before it began": lambda head: head.update(times=[["pdf", -1.0]]),
    "a stage that there is not": lambda head: head.update(times=[["\x1b[2J", 1.0]]),
    "a finding that there is not": lambda head: head.update(error="x", exit_code=1, findings=[finding(kind="EVIL")]),
    "a finding whose values lack": lambda head: head.update(error="x", exit_code=1, findings=[finding(values={})]),
    "a finding in an odd place": lambda head: head.update(error="x", exit_code=1, findings=[finding(file="\x1b[2J")]),
    "findings without end": lambda head: head.update(error="x", exit_code=1, findings=[finding()] * 5_000),
    "an error without end": lambda head: head.update(error="x" * 1_000_000),
    "files without end": lambda head: head.update(files=head["files"] * 30_000),
    "a file twice": lambda head: head["files"].append(head["files"][0]),
    "a size below nothing": lambda head: head["files"][0].update(size=-1),
    "a size that is larger": lambda head: head["files"][0].update(size=10**8),
    "a size that is smaller": lambda head: head["files"][2].update(size=1),
    "another hash": lambda head: head["files"][0].update(sha256="0" * 64),
    "no hash": lambda head: head["files"][0].update(sha256=""),
    "a key that steers a terminal": lambda head: head["entries"]["pdf"].update(key="\x1b[2J"),
}


def finding(**changes: object) -> dict[str, object]:
    kind = next(kind for kind in Kind if "{" in kind.value.message)
    return {
        "kind": kind.name,
        "file": "a",
        "line": 1,
        "column": 0,
        "values": {},
        "school": None,
        "target": None,
        **changes,
    }


@pytest.mark.parametrize("case", ODD)
def test_a_description_that_no_worker_of_ours_gives_is_refused(case: str) -> None:
    with pytest.raises(ForeignAnswerError) as caught:
        received(forged(ODD[case]))
    assert str(caught.value).isprintable()


def test_more_than_the_files_that_are_described_is_refused() -> None:
    with pytest.raises(ForeignAnswerError, match="more than it describes"):
        received(written(GOOD) + b"x")


@pytest.mark.parametrize("length", range(0, len(written(GOOD)), 37))
def test_an_answer_that_came_over_in_part_is_refused(length: int) -> None:
    with pytest.raises(ForeignAnswerError):
        received(written(GOOD)[:length])


def test_an_answer_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MAX_BYTES", 100)
    with pytest.raises(ForeignAnswerError, match="too many"):
        received(written(GOOD))


def test_one_file_under_many_names_is_no_way_to_fill_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MAX_BYTES", 200_000)
    same = dict.fromkeys(GOOD.files, b" " * 150_000)
    with pytest.raises(ForeignAnswerError, match="too many"):
        received(written(replace(GOOD, files=same)))


def test_words_of_an_error_cannot_steer_a_terminal() -> None:
    told = received(
        forged(lambda head: head.update(error="weg \x1b[2J\u202e", exit_code=1, trace="a\n\x1b[2J"))
    ).outcome
    assert "\x1b" not in f"{told.error}{told.trace}"
    assert "\u202e" not in f"{told.error}"


def test_an_output_that_it_did_not_make_and_that_is_not_here_is_refused(tmp_path: Path) -> None:
    task = replace(TASK, folders=Folders(tmp_path, tmp_path / "build"))
    with pytest.raises(ForeignAnswerError):
        remote._kept(task, replace(GOOD, outcome=replace(GOOD.outcome, made=()), files={}))


# -- who is spoken to -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *(
            "tcp://10.0.0.1:8786",
            "10.0.0.1:8786",
            "tcp://cluster.example:8786",
            "ws://127.0.0.1:1",
            "ucx://127.0.0.1:1",
        ),
        *("tcp://127.0.0.1.example.org:8786", "tcp://localhost.example.org:1", "tcp://0.0.0.0:1", "tcp://[fe80::1]:1"),
        *(
            "tcp://127.0.0.1@10.0.0.1:8786",
            "inproc://x",
            "http://127.0.0.1:1",
            *("[a]", "tcp://[", "tcp://[::1", "\x1b[2J"),
            "",
            "tcp://",
            "tcp://169.254.169.254:80",
        ),
    ],
)
def test_nobody_is_spoken_to_whom_others_can_overhear(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tls://"):
        remote._require_private(address)


@pytest.mark.parametrize(
    "address", ["tls://cluster.example:8786", "tcp://127.0.0.1:1", "tcp://[::1]:1", "localhost:8786", "127.9.9.9:1"]
)
def test_who_is_here_or_has_a_certificate_is_spoken_to(address: str) -> None:
    remote._require_private(address)


def test_a_certificate_that_nobody_set_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingOnMachineError, match="does not answer"):
        remote._client("tls://127.0.0.1:1")


# -- what is unpickled ------------------------------------------------------------------------------------------------


class Bomb:
    """Ends the tests where it is unpickled."""

    def __reduce__(self) -> Any:
        return os._exit, (86,)


def frames(data: object, serializers: tuple[str, ...]) -> list[Any]:
    from distributed.protocol.core import dumps
    from distributed.protocol.serialize import to_serialize

    return list(dumps({"op": "x", "data": to_serialize(data)}, serializers=serializers))  # type: ignore[no-untyped-call]


def bombs() -> Iterator[tuple[str, list[Any]]]:
    """Messages that have whoever reads them call a function."""
    import msgpack

    bomb = pickle.dumps(Bomb())
    yield "pickled", frames(Bomb(), ("pickle",))
    yield "in a list", frames([1, [Bomb()]], ("pickle",))
    for head in ({"serializer": "dask", "type-serialized": bomb}, {"serializer": "pickle", "writeable": ()}):
        header = {**head, "num-sub-frames": 1, "split-num-sub-frames": (1,), "split-offsets": (0,), "sub-header": {}}
        yield str(head)[:30], [msgpack.dumps({"d": {"__Serialized__": 1}}), msgpack.dumps(header), bomb]
    header = {"pickled-obj": bomb, "num-sub-frames": 0}
    yield "an object by itself", [msgpack.dumps({"d": {"__Pickled__": 1}}), msgpack.dumps(header)]


@pytest.mark.parametrize("number", range(5))
def test_no_message_of_a_cluster_has_us_call_anything(number: int) -> None:
    from distributed.protocol.core import loads

    _name, message = list(bombs())[number]
    with remote._no_foreign_classes():
        try:
            loads(message)  # type: ignore[no-untyped-call]
        except Exception as error:
            assert not isinstance(error, SystemExit)


def test_no_way_to_read_what_is_pickled_makes_an_object_of_a_foreign_class() -> None:
    import io

    bomb = pickle.dumps(Bomb())
    with remote._no_foreign_classes():
        for read_ in (pickle.loads, pickle._loads, lambda data: pickle.load(io.BytesIO(data))):  # type: ignore[attr-defined]
            with pytest.raises(pickle.UnpicklingError):
                read_(bomb)


def test_plain_bytes_come_over(tmp_path: Path) -> None:
    from distributed.protocol.core import loads

    with remote._no_foreign_classes():
        message = loads(frames(b"abc" * 100_000, ("dask", "pickle")))  # type: ignore[no-untyped-call]
    assert message["data"] == b"abc" * 100_000


def test_afterwards_the_process_reads_what_it_read_before() -> None:
    from distributed.protocol import pickle as theirs

    real = theirs.loads
    with pytest.raises(ZeroDivisionError), remote._no_foreign_classes():
        assert theirs.loads is not real
        raise ZeroDivisionError
    assert theirs.loads is real


# -- a rogue among real workers ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler; each test has workers of its own."""
    log = tmp_path_factory.mktemp("scheduler") / "log"
    process = started(log, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    try:
        yield awaited(found_in(log, r"tcp://127\.0\.0\.1:\d+"))
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("kind", ["object", "error", "event", "dies", "words", "bytes"])
def test_a_rogue_among_the_workers_gets_nothing_done_here(kind: str, scheduler: str, tmp_path: Path) -> None:
    root, mark = new_project(tmp_path / "klein"), tmp_path / "mark"
    running: list[subprocess.Popen[bytes]] = []
    preload = ["--preload", str(Path(__file__).with_name("rogue_worker.py"))]
    try:
        environment = {"SCHOOLPROTOCOL_ROGUE": kind, "SCHOOLPROTOCOL_MARK": str(mark)}
        log = tmp_path / "worker.log"
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(tmp_path / "w"))
        worker = ("distributed.cli.dask_worker", scheduler, *options, *preload)
        running.append(started(log, *worker, **environment))
        awaited(found_in(log, "Registered to"))
        command = [sys.executable, "-m", "schoolprotocol", "--lang", "en", "--root", str(root), "build", "docx"]
        if kind == "dies":  # another worker comes, and does it
            running.append(started(tmp_path / "good.log", *worker[: -len(preload)]))
            awaited(found_in(tmp_path / "good.log", "Registered to"))
        done = subprocess.run(
            [*command, "--scheduler", scheduler],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=4 * PATIENCE,
            check=False,
        )
    finally:
        for process in running:
            process.kill()
            process.wait()
    told = done.stdout + done.stderr
    assert "Traceback" not in told, told
    assert "\x1b" not in told
    assert "rogue was here" not in told
    unpickled = mark.read_text("utf-8") if mark.exists() else ""
    assert str(root) not in unpickled, "it was unpickled here"
    if kind in {"event", "dies"}:
        assert done.returncode == 0, told
    else:
        assert done.returncode == 3, told
        assert outputs(root / "build") == {}


@pytest.mark.slow
@pytest.mark.stress
def test_a_build_whose_only_worker_dies_goes_on_with_one_that_comes_later(scheduler: str, tmp_path: Path) -> None:
    root = new_project(tmp_path / "klein")
    own = root / "templates/print/base.css"
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / "templates/print/base.css").read_text("utf-8") + "/* van ons */\n", "utf-8")
    running: list[subprocess.Popen[bytes]] = []
    try:
        environment = {"SCHOOLPROTOCOL_ROGUE": "dies", "SCHOOLPROTOCOL_MARK": str(tmp_path / "mark")}
        log = tmp_path / "worker.log"
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(tmp_path / "w"))
        worker = ("distributed.cli.dask_worker", scheduler, *options)
        preload = ["--preload", str(Path(__file__).with_name("rogue_worker.py"))]
        running.append(started(log, *worker, *preload, **environment))
        awaited(found_in(log, "Registered to"))
        command = [sys.executable, "-m", "schoolprotocol", "--lang", "en", "--root", str(root), "build", "docx"]
        build = subprocess.Popen(
            [*command, "--scheduler", scheduler],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(build)  # type: ignore[arg-type]
        running[0].wait(timeout=4 * PATIENCE)  # it has all that was sent, and it alone
        running.append(started(tmp_path / "good.log", *worker))
        told, _nothing = build.communicate(timeout=4 * PATIENCE)
    finally:
        for process in running:
            process.kill()
            process.wait()
    assert build.returncode == 0, told
    assert outputs(root / "build")
