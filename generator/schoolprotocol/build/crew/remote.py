"""The workers of a Dask scheduler as the crew of a build (the extra `dask`).

A worker may stand on another machine: a job goes there with every file that it needs, and its outputs come back as
bytes. Children of ours look the job up and zip it, for one process with hundreds of workers has enough to do with what
they answer. So each document is made as it is made here, in a build folder of its own, and is put in its place by us.

Who can reach a scheduler can have its workers run anything: that is what Dask is for. So we speak to one on this
machine, or by TLS, which lets in who has a certificate. The other way round nobody can have us run anything: what comes
from there is bytes, looked at as any foreign file is (`answer`), and no class of theirs is made here.
"""

from __future__ import annotations

import ipaddress
import os
import pickle
import platform
import sys
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from schoolprotocol.build import manifest
from schoolprotocol.build.crew.answer import Answer, ForeignAnswerError, read, written
from schoolprotocol.build.crew.local import lost
from schoolprotocol.build.crew.memory import settle
from schoolprotocol.build.crew.workers import Lost, apart, in_order
from schoolprotocol.build.inputs import program_here
from schoolprotocol.build.jobs import Outcome, Task, failed, job_of
from schoolprotocol.build.keep import keep
from schoolprotocol.build.manifest import Manifest
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.config import Folders
from schoolprotocol.errors import MissingOnMachineError, SchoolprotocolError, UsageError
from schoolprotocol.files import write_file
from schoolprotocol.outputs.job import Job
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import Templates

if TYPE_CHECKING:
    from distributed import Client, Future

AT_ONCE = 256
"""Jobs that are with the scheduler at a time. Answers are taken in the order of the plan: with fewer, sixty workers
would wait for the one that has the largest document; with more, what they answered would fill their memory."""
PATIENCE = "10s"
SILENCE = 1800.0
"""Seconds that we wait for the next answer."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job on its way."""

    task: Task
    program: str
    templates: str
    """`Templates.digest`: those there must be the same."""
    content: bytes
    """A `Content`, zipped: opened only where everything is of the same version."""


@dataclass(frozen=True, slots=True)
class Content:
    """A job with all files that it needs."""

    job: Job
    files: Mapping[str, bytes]
    """By path below the build folder: outputs that are up to date, which a site may offer, and the manifest."""
    logo: bytes | None

    def zipped(self) -> bytes:
        """It as bytes."""
        return zlib.compress(pickle.dumps(self, pickle.HIGHEST_PROTOCOL))


@dataclass(frozen=True, slots=True)
class Remote:
    """The workers of a scheduler."""

    address: str
    """`tls://machine:8786`."""
    packers: int | None = None
    """Children that pack at once; by default as many as there are cores."""

    def make(self, corpus: Corpus, tasks: Sequence[Task], program: str, *, keep_going: bool) -> Iterator[Outcome]:
        """Make what is out of date of each document's outputs. A job whose worker is lost goes to another.

        Raises:
            UsageError: where others on the network could read or change what is said.
            MissingOnMachineError: where the extra is not installed, or the scheduler does not answer.
        """
        _require_private(self.address)
        folders = tasks[0].folders
        names = {*(task.name for task in tasks), *_made_before(folders)}
        packers = partial(_packed_apart, corpus, tasks, program, self.packers or os.cpu_count() or 1)
        # Packers first: from a process with the threads of Dask none could be forked.
        with apart(packers) as packed, _no_foreign_classes(), _client(self.address) as client:
            # Once for all jobs, as work and not as data: what workers have is gone with them, and so would every job be
            # that needs it; work is done again elsewhere.
            templates = client.submit(dict, _own(folders.templates), pure=False, retries=2)
            sent: dict[Task, Future[bytes] | bytes | None]
            waiting, sent = list(reversed(tasks)), {}
            while waiting or sent:
                # What is packed goes first, for workers wait for it; an answer can wait, but not for a packer.
                has_room = bool(waiting) and len(sent) < AT_ONCE
                if has_room and (packed.is_ready() or not (sent and _is_done(next(iter(sent.values()))))):
                    task = waiting.pop()
                    sent[task] = _sent(client, templates, packed.take(), task, program)
                    continue
                task = next(iter(sent))
                outcome = _received(task, sent.pop(task), names)
                yield outcome
                if outcome.error and not keep_going:
                    client.cancel([one for one in sent.values() if one is not None and not isinstance(one, bytes)])
                    return


def _made_before(folders: Folders) -> set[str]:
    """The documents of which anything lies in the build folder."""
    return {path.stem for path in folders.manifest("x").parent.glob("*.json")}


def _require_private(address: str) -> None:
    scheme, _mark, place = address.rpartition("://")
    try:
        host = urlsplit(f"//{place}").hostname or ""
    except ValueError:  # half an address between brackets
        host = ""
    if scheme != "tls" and not (scheme in {"", "tcp"} and _is_here(host)):
        text = _(
            "The scheduler {address} is on another machine, and what is said there is not secret. Give it a "
            "certificate, and begin its address with tls://; or take one on this machine: tcp://127.0.0.1:8786."
        )
        raise UsageError(text.format(address=address))


def _is_here(host: str) -> bool:
    """Whether a host is this very machine: a name could lead anywhere, but for that one."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _client(address: str) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)
    except ImportError as error:
        text = _("For --scheduler the package distributed is needed: pip install “schoolprotocol[dask]”.")
        raise MissingOnMachineError(text) from error

    class Reserved(Client):  # type: ignore[misc, unused-ignore]
        """A client that shows no words of workers, and makes nothing of theirs."""

        async def _handle_event(self, topic: Any, event: Any) -> None:
            """Workers may have us print and warn."""

        def _handle_task_erred(self, key: Any = None, exception: Any = None, traceback: Any = None) -> None:
            del traceback
            told = exception if isinstance(exception, BaseException) else ForeignClassError()
            super()._handle_task_erred(key, told, None)  # type: ignore[no-untyped-call]

    try:
        return Reserved(  # type: ignore[no-untyped-call]
            address, timeout=PATIENCE, set_as_default=False, direct_to_workers=False
        )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        text = _("The scheduler {address} does not answer ({detail}). Start it, or leave out --scheduler.")
        raise MissingOnMachineError(text.format(address=address, detail=printed(error))) from error


def printed(error: BaseException) -> str:
    """What an error says that may be a foreign one: in one line."""
    return "".join(letter if letter.isprintable() else " " for letter in f"{type(error).__name__}: {error}"[:300])


class ForeignClassError(Exception):
    """In the place of anything that comes from a cluster and is more than plain data."""

    def __init__(self) -> None:
        super().__init__(_("workers were lost, or one answered what no worker of ours does"))


_PLAIN = frozenset({("builtins", "bytes"), ("builtins", "bytearray")})
"""The classes of which objects may be made of what a cluster has pickled."""
_is_guarded = False


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Stops whoever looks up a class for an object that was pickled, whatever function of whatever version it is in."""
    if _is_guarded and event == "pickle.find_class" and arguments not in _PLAIN:
        raise pickle.UnpicklingError(f"{arguments}")


_guarded = cache(partial(sys.addaudithook, _guard))
"""Once in the life of a process: a hook stays."""


def _loads(data: bytes, *, buffers: Iterable[Any] = ()) -> Any:
    try:
        return pickle.loads(data, buffers=buffers or None)  # noqa: S301 (`_guard` makes plain data of it or nothing)
    except Exception:  # whatever was tried with it
        return ForeignClassError()


@contextmanager
def _no_foreign_classes() -> Iterator[None]:
    """Whatever a scheduler or worker has pickled: while the block lasts, no object of a foreign class is made of it.

    Of Dask's own settings none forbids it: headers, errors and messages are always unpickled. So the interpreter itself
    refuses, and Dask's own function, which would tell of that in the terminal, is replaced by one that gives an error.
    """
    global _is_guarded  # noqa: PLW0603 (as the hook, it is the process's)
    try:
        from distributed import client  # noqa: PLC0415 (an extra)
        from distributed.protocol import pickle as theirs  # noqa: PLC0415
    except ImportError:  # told by `_client`
        yield
        return
    _guarded()
    real, modules = theirs.loads, cast("tuple[Any, ...]", (theirs, client))
    _is_guarded = True
    for module in modules:
        module.loads = _loads
    try:
        yield
    finally:
        _is_guarded = False
        for module in modules:
            module.loads = real


def _sent(
    client: Client, templates: Future[dict[str, bytes]], packed: bytes | None, task: Task, program: str
) -> Future[bytes] | bytes | None:
    """What was packed, on its way; an answer, where there is nothing to make; None where nobody packed it."""
    if packed is None or not packed.startswith(_TO_MAKE):
        return packed
    parcel = Parcel(task, program, task.folders.templates.digest(), packed.removeprefix(_TO_MAKE))
    return client.submit(make_there, parcel, templates, pure=False, retries=2)


def _is_done(sent: Future[bytes] | bytes | None) -> bool:
    return sent is None or isinstance(sent, bytes) or sent.done()  # type: ignore[no-untyped-call]


def _received(task: Task, sent: Future[bytes] | bytes | None, names: Collection[str]) -> Outcome:
    if sent is None:
        return lost(task, Lost(None))
    try:
        data = sent if isinstance(sent, bytes) else sent.result(timeout=SILENCE)
        answer = read(data, task, names)
        return answer.outcome if answer.outcome.error else _kept(task, answer)
    except SchoolprotocolError as error:
        return failed(task, error, Stopwatch())
    except Exception as error:  # whatever the cluster says: it is about this document
        return replace(failed(task, error, Stopwatch()), error=printed(error), exit_code=3, trace=None)
    finally:
        if not isinstance(sent, bytes):
            sent.release()  # type: ignore[no-untyped-call]


def _kept(task: Task, answer: Answer) -> Outcome:
    """Put what a worker made in its place, as a local build does."""
    folders = task.folders
    before = manifest.read(folders.manifest(task.name))
    workshop = folders.work / task.name
    for name, data in answer.files.items():
        write_file(workshop / name, data)
    now = dict(before)
    for target, entry in answer.entries.items():
        if target in answer.outcome.made:
            old = before.get(target)
            keep(workshop, folders.build, entry.places, old.files if old else ())
            now[target] = replace(entry, files=manifest.made_files(folders.build, entry.places))
        elif target in before:
            now[target] = replace(before[target], token=entry.token)
        else:
            raise ForeignAnswerError(_("an output that is not there"))
    manifest.write(folders.manifest(task.name), now, folders.work)
    return replace(answer.outcome, task=task)


# -- what goes there ------------------------------------------------------------------------------------------------


_TO_MAKE = b"to make:"
"""Before what a worker has to make; what does not begin so is an answer already."""


def _packed_apart(corpus: Corpus, tasks: Sequence[Task], program: str, packers: int) -> Iterator[bytes]:
    """What becomes of each task here, in their order. Runs in a process without threads."""
    for task, found in in_order(partial(_packed, corpus, program), tasks, packers, is_last=lambda _found: False):
        yield written(Answer(lost(task, found), {}, {})) if isinstance(found, Lost) else found


def _packed(corpus: Corpus, program: str, task: Task) -> bytes:
    """What a child does: look the job up, and pack it where there is anything to make."""
    from schoolprotocol.build import making  # noqa: PLC0415 (see `_made_there`)

    try:
        job = job_of(corpus, task)
        there = making.up_to_date(task, job, program)
        if not {*task.targets} <= there.keys():
            return _TO_MAKE + packed(task, job, there).zipped()
        return written(_answer(making.make(task, job, program), task.folders))
    except Exception as error:
        return written(Answer(failed(task, error, Stopwatch()), {}, {}))
    finally:
        settle()


def packed(task: Task, job: Job, there: Manifest) -> Content:
    """A job with everything that its outputs are made of, and those that are there already.

    Args:
        task: what is asked.
        job: the document.
        there: the outputs that are up to date: others are no use to anybody (`making.up_to_date`).
    """
    build, listed = task.folders.build, task.folders.manifest(task.name)
    files = {name: (build / name).read_bytes() for entry in there.values() for name in entry.files}
    if files:
        files[listed.relative_to(build).as_posix()] = listed.read_bytes()
    logo = job.logo.read_bytes() if job.logo is not None else None
    known = replace(job.templates)  # without what was looked up of them here
    return Content(replace(job, templates=known), files, logo)


def _own(templates: Templates) -> dict[str, bytes]:
    """The files that a project has instead of ours, which a worker has itself."""
    return {own.name: templates.find(own.name).read_bytes() for own in templates.own if own.is_file}


# -- what is done there -----------------------------------------------------------------------------------------------


def make_there(parcel: Parcel, templates: Mapping[str, bytes]) -> bytes:
    """Make a document's outputs from its parcel. Runs in a worker.

    Returns:
        The answer, as bytes (`answer.written`); also where it is an error.
    """
    try:
        return written(_made_there(parcel, templates))
    except Exception as error:
        return written(Answer(failed(parcel.task, error, Stopwatch()), {}, {}))


def _made_there(parcel: Parcel, templates: Mapping[str, bytes]) -> Answer:
    from schoolprotocol.build import making  # noqa: PLC0415 (it imports Sphinx)

    root = _unpacked_templates(tuple(templates.items()))
    folders = Folders(root, root)
    if (_program_of_worker(), folders.templates.digest()) != (parcel.program, parcel.templates):
        text = _("the worker on {machine} has another version of schoolprotocol, of Python or of a package.")
        raise MissingOnMachineError(text.format(machine=platform.node()))
    content = cast("Content", pickle.loads(zlib.decompress(parcel.content)))  # noqa: S301 (whoever sends it may run anything)
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
        folders = Folders(root, Path(scratch) / "build")
        for name, data in content.files.items():
            write_file(folders.build / name, data)
        logo = content.job.logo
        if logo is not None and content.logo is not None:
            logo = Path(scratch) / logo.name
            logo.write_bytes(content.logo)
        task, job = replace(parcel.task, folders=folders), replace(content.job, templates=folders.templates, logo=logo)
        outcome = making.make(task, job, parcel.program)
        settle()
        return _answer(outcome, folders)


def _answer(outcome: Outcome, folders: Folders) -> Answer:
    listed = manifest.read(folders.manifest(outcome.task.name))
    entries = {target: listed[target] for target, _summary in outcome.there}
    made = [name for target in outcome.made for name in entries[target].files]
    return Answer(outcome, entries, {name: (folders.build / name).read_bytes() for name in made})


_program_of_worker = cache(program_here)
"""Once in the life of a worker: what it imported stays what it was, whatever becomes of the files."""


@cache
def _unpacked_templates(files: tuple[tuple[str, bytes], ...]) -> Path:
    """The project's own as files: once in a worker's life, because fonts and stylesheets are kept by their place."""
    root = Path(tempfile.mkdtemp(prefix="schoolprotocol-"))
    for name, data in files:
        write_file(root / "templates" / name, data)
    return root
