"""What differs from one platform to the next: the only module that asks on which one we are.

Everything here works everywhere; where a platform lacks what we would rather use, something takes its place. Read by
every build before anything else: it needs nothing but the standard library, and little of that.
"""

from __future__ import annotations

import codecs
import errno
import gc
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, TextIO

from schoolprotocol import disk

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]
try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]
try:
    import msvcrt
except ImportError:
    msvcrt = None  # type: ignore[assignment]

NAME = sys.platform
IS_LINUX = sys.platform == "linux"
IS_WINDOWS = sys.platform == "win32"

# -- locks ------------------------------------------------------------------------------------------------------------

_FAR = 0x7FFFFFF0
"""Windows keeps others from what it locks: so we lock a byte behind the name of the holder."""
_YOUNG = 10.0
"""Seconds that a process may take to write its name in a lock that it has just made."""


class Lock:
    """A lock that was taken: let go of with `release`, or by the machine when this process ends, however it ends."""

    def __init__(self, path: Path, held: IO[str] | None) -> None:
        self._path, self._held = path, held

    def is_held(self) -> bool:
        """Whether the file that we locked is still the one at its path: who had it before us may have removed it.

        The number in it does not tell that: a process in another container may have the same.
        """
        if self._held is None:
            return holder(self._path) == str(os.getpid())
        try:
            return os.path.samestat(os.fstat(self._held.fileno()), os.lstat(self._path))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of it."""
        if self._held is not None:
            self._held.close()
        elif holder(self._path) == str(os.getpid()):
            self._path.unlink(missing_ok=True)


def take(path: Path) -> Lock | None:
    """Take the lock that a file stands for; None where another process has it.

    Args:
        path: the file; it is made, and holds the number of the process while that has the lock.

    Raises:
        FileExistsError: where something else than a lock lies there, such as a link; it is left as it is.
    """
    if fcntl is None and msvcrt is None:
        return _take_by_being(path)
    file = os.fdopen(_lock_file(path), "r+", encoding="ascii")
    try:
        if not _took(file):
            file.close()
            return None
        file.write(f"{os.getpid():<{_NAME_SIZE - 1}}\n")  # over what stood there: nothing is ever cut off
        file.flush()
    except BaseException:
        file.close()
        raise
    return Lock(path, file)


_NAME_SIZE = 20
"""Bytes of a lock: the number of a process, spaces and a line end."""


def _lock_file(path: Path) -> int:
    """The file that a lock is, open; made where it is not there.

    Raises:
        FileExistsError: where something else lies there: it is left as it is.
    """
    plain = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | plain, 0o644)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO, errno.EISDIR}:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        raise
    lies = os.fstat(handle)
    # no other names: it is what it seems; none at all: who had it removed it just now, which `Lock.is_held` tells
    if not (stat.S_ISREG(lies.st_mode) and lies.st_nlink <= 1 and lies.st_size <= _NAME_SIZE):
        os.close(handle)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    return handle


def holder(path: Path) -> str:
    """The number of the process that took a lock; `?` where it cannot be read."""
    try:
        name = disk.read(path, _NAME_SIZE).decode("ascii").strip()
    except (OSError, ValueError):
        return "?"
    return name if name.isdecimal() else "?"


def _took(file: IO[str]) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            os.lseek(file.fileno(), _FAR, os.SEEK_SET)
            _msvcrt().locking(file.fileno(), _msvcrt().LK_NBLCK, 1)
            os.lseek(file.fileno(), 0, os.SEEK_SET)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}:
            return False
        raise
    return True


def _msvcrt() -> Any:
    return msvcrt


def _take_by_being(path: Path) -> Lock | None:
    """Where the machine has no locks: a file that is there is a lock, as long as the process in it lives."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        _sweep(path)
        return None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    return Lock(path, None)


def _sweep(path: Path) -> None:
    """Remove a lock whose process is gone; one process at a time looks, else two could both remove one."""
    broom = path.with_name(path.name + ".sweep")
    try:
        os.close(os.open(broom, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        if _age(broom) > _YOUNG:
            broom.unlink(missing_ok=True)
        return
    try:
        name = holder(path)
        is_gone = not lives(int(name)) if name.isdecimal() else _age(path) > _YOUNG
        if is_gone:
            path.unlink(missing_ok=True)
    finally:
        broom.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def lives(process: int) -> bool:
    """Whether a process of this machine is at work; True where that cannot be asked."""
    if os.name != "posix":
        return True  # to ask would be to stop it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


# -- files ------------------------------------------------------------------------------------------------------------

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_BUSY = 40
"""So many times we try again to replace a file on Windows: whoever looks for viruses opens each for a moment."""


def replace(fresh: Path, path: Path) -> None:
    """Put a file in the place of another at once.

    Raises:
        OSError: where that cannot be; it names `path`.
    """
    try:
        _patiently(lambda: fresh.replace(path))
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # not the name that nobody knows
        raise


def place_new(fresh: Path, path: Path) -> None:
    """Give a file its name, where nothing has that name: of two who try at once, one wins.

    Args:
        fresh: the finished file, on the same disk.
        path: its name; `fresh` is gone afterwards.

    Raises:
        FileExistsError: where something has the name by now; it stays as it is.
        OSError: where that cannot be; it names `path`.
    """
    try:
        if IS_WINDOWS:
            _patiently(lambda: fresh.rename(path))  # which never replaces anything there
            return
        try:
            os.link(fresh, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
            replace(fresh, path)  # what we have just made ourselves
            return
        fresh.unlink()
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.EACCES}
"""What disks say that know no links: FAT, some network disks."""


def _patiently(act: Callable[[], object]) -> None:
    for left in reversed(range(_BUSY if IS_WINDOWS else 1)):
        try:
            act()
        except PermissionError:
            if not left:
                raise
            time.sleep(0.05)
        else:
            return


def settle(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, is on the disk itself; Windows has no such wait for folders.

    Nor is there one for a folder in which we may write and not look.

    Raises:
        OSError: where the disk cannot; it names `path`.
    """
    if IS_WINDOWS and path.is_dir():
        return
    try:
        handle = os.open(path, os.O_RDWR if IS_WINDOWS else os.O_RDONLY)
    except PermissionError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:  # a disk that knows no such thing
            error.filename = str(path)
            raise
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> None:
    """Swap two folders: in one step on Linux, so that whoever is killed half-way leaves the old or the new one.

    Raises:
        FileNotFoundError: where one is not there.
    """
    renameat2 = _of_c_library("renameat2")
    if renameat2 is None:
        _exchange_in_steps(one, other)
        return
    import ctypes  # noqa: PLC0415 (as in `_of_c_library`)

    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return
    code = ctypes.get_errno()
    if code not in {errno.EINVAL, errno.ENOSYS}:  # these two: a disk or a kernel that cannot exchange
        raise OSError(code, os.strerror(code), str(other))
    _exchange_in_steps(one, other)


def _exchange_in_steps(one: Path, other: Path) -> None:
    old = one.with_suffix(".old")
    _patiently(lambda: other.rename(old))
    try:
        _patiently(lambda: one.rename(other))
    except BaseException:
        old.rename(other)
        raise
    old.rename(one)


_PORTS = "123456789\u00b9\u00b2\u00b3"
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{port}{n}" for port in ("com", "lpt") for n in _PORTS)}
)
"""What no file and no folder can be called on Windows, whatever comes behind a dot."""
LONGEST_NAME = 120
"""Characters of a file's name: Windows has 260 for a whole path, and a name may become five times as many bytes."""
_NOT_IN_NAMES = frozenset('<>:"/\\|?*')


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself."""
    return name.partition(".")[0].strip().lower() in RESERVED


def is_portable(name: str) -> bool:
    """Whether a file can have this name on every system, and a person can see what it is."""
    return (
        len(name) <= LONGEST_NAME
        and name == name.strip()
        and not name.endswith(".")
        and name.isprintable()
        and _NOT_IN_NAMES.isdisjoint(name)
    )


def is_of_windows(path: str) -> bool:
    r"""Whether a path is written as Windows does (`C:\www`, `\\server\www`), and is one name on this machine."""
    return not IS_WINDOWS and (re.match(r"[A-Za-z]:($|[\\/])", path) is not None or "\\" in path)


def same_name(name: str) -> str:
    """What two names have in common that are one on some system: where case or the way of accents is nothing."""
    import unicodedata  # noqa: PLC0415 (a build with nothing to do has no use for it)

    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _of_c_library(name: str) -> Any:
    """A function of the C library; None where there is no such function, or no such library."""
    try:
        import ctypes  # noqa: PLC0415 (a build with nothing to do need not wait for it)

        return getattr(ctypes.CDLL(None, use_errno=True), name)
    except (ImportError, AttributeError, OSError, TypeError):
        return None


def files_up_to(size: int | None) -> Callable[[], None] | None:
    """What a child does first so that it can write no file larger than so many bytes; None where there is no limit."""
    if size is None or resource is None:
        return None
    return partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))


# -- processes and memory ---------------------------------------------------------------------------------------------

_PR_SET_PDEATHSIG = 1
FORKS = hasattr(os, "fork") and sys.platform != "darwin"
"""Whether a child can begin as a copy of its parent; on a Mac, libraries do not survive that."""


def be_a_child(parent: int | None) -> None:
    """What a process does first that works for another one.

    Whoever presses Ctrl-C speaks to the parent, and that stops its children. On Linux a child ends when its parent
    does, for nobody would take what it makes; and it is the first to go where memory is full: it can be done again.

    Args:
        parent: number of the process that it works for.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # not `nohup`
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if not IS_LINUX:
        return
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("800", "ascii")
    prctl = _of_c_library("prctl")
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:  # it was gone before we asked
        os._exit(1)


def limit_memory(more: int) -> None:
    """Bound the memory of this process to what it holds and so many bytes more; what asks for more gets `MemoryError`.

    On Linux only: elsewhere nobody knows what it holds, or no such bound is kept.
    """
    if resource is None or not IS_LINUX:
        return
    with suppress(OSError, ValueError, IndexError):
        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        _bound(resource.RLIMIT_AS, held + more)


def limit_time(seconds: int) -> None:
    """Have the machine stop this process when it has taken so many more seconds of the processor; not on Windows."""
    if resource is None:
        return
    with suppress(OSError, ValueError):
        used = resource.getrusage(resource.RUSAGE_SELF)
        _bound(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def _bound(what: int, limit: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def ran_out_of_time(exit_code: int | None) -> bool:
    """Whether `limit_time` is why a child ended, by what `multiprocessing` tells."""
    return exit_code is not None and exit_code == -getattr(signal, "SIGXCPU", 0)


def stands_still(process: int) -> bool:
    """Whether a process is stopped by a signal and waits for another one, where that can be known: on Linux."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0] in {"T", "t"}
    except (OSError, IndexError):
        return False


def give_back_memory() -> None:
    """Give the machine what is free, where the C library can (glibc)."""
    trim = _of_c_library("malloc_trim") if IS_LINUX else None
    if trim is not None:
        trim(0)


def live_long() -> None:
    """Look for garbage, in a process that lives for hours: less often than Python does by itself.

    A page is tens of thousands of nodes and tokens: Python would look some seventy times while one is made, and go time
    and again through what stays. Now memory grows by some 7 MB before it looks.
    """
    gc.set_threshold(20_000)
    gc.enable()


def memory_in_use() -> int | None:
    """Bytes that this process holds; None where that is not known: known on Linux."""
    import mmap  # noqa: PLC0415 (a build with nothing to do has no use for it)

    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * mmap.PAGESIZE
    except (OSError, ValueError, IndexError):
        return None


@contextmanager
def libraries_by_name() -> Iterator[None]:
    """On Linux, leave it to the linker to find a library.

    It knows the names that WeasyPrint tries last. Before those, Python would ask the machine's compiler for each that
    it tries first: programs that a build should not start, and that take half of the time of the import.
    """
    if not IS_LINUX:
        yield
        return
    import ctypes.util  # noqa: PLC0415 (where a PDF is made)

    search = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nowhere(name: str) -> str | None:
    del name
    return None


# -- what a process leaves --------------------------------------------------------------------------------------------

_SCRATCH = "schoolprotocol-{process}-"


@contextmanager
def own_scratch() -> Iterator[None]:
    """One folder for all temporary files of this process and of its children: it goes when the block ends.

    What is asked to stop (SIGTERM, SIGHUP) ends as if Ctrl-C was pressed, so that it goes then too; after a process
    that was killed, `sweep_scratch` removes it.
    """
    before, owner = tempfile.tempdir, os.getpid()
    try:
        folder = tempfile.mkdtemp(prefix=_SCRATCH.format(process=owner))
    except OSError:  # who needs one will tell
        yield
        return
    tempfile.tempdir = folder
    try:
        yield
    finally:
        tempfile.tempdir = before
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)


def sweep_scratch() -> None:
    """Remove the temporary files of processes of ours that were killed."""
    owner = getattr(os, "getuid", None)
    if os.name != "posix" or owner is None:
        return
    for folder in lasting_scratch().glob(_SCRATCH.format(process="*") + "*"):
        process = folder.name.split("-")[1]
        with suppress(OSError):
            is_ours = process.isdecimal() and folder.lstat().st_uid == owner() and not folder.is_symlink()
            if is_ours and not lives(int(process)):
                shutil.rmtree(folder, ignore_errors=True)


def lasting_scratch() -> Path:
    """The folder for temporary files that outlive this process."""
    folder = Path(tempfile.gettempdir())
    return folder.parent if folder.name.startswith(_SCRATCH.format(process=os.getpid())) else folder


def state_folder() -> Path:
    """Where programs of this person on this machine keep what is theirs and lasts; it need not be there yet.

    Raises:
        RuntimeError: where nobody's home is known.
    """
    if IS_WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "schoolprotocol"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "schoolprotocol"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "schoolprotocol"


class Stopped:
    """Whether somebody asked this process to stop; true once they did."""

    def __init__(self) -> None:
        self.code = 0
        """What a shell tells of it."""
        signal.signal(signal.SIGTERM, self._ask)
        hung_up = getattr(signal, "SIGHUP", None)  # a terminal that was closed
        if hung_up is not None and signal.getsignal(hung_up) is signal.SIG_DFL:  # and not `nohup`
            signal.signal(hung_up, self._ask)

    def __bool__(self) -> bool:
        return self.code != 0

    def _ask(self, number: int, _frame: object) -> None:
        self.code = 128 + number
        raise KeyboardInterrupt


def is_stop(error: BaseException | None) -> bool:
    """Whether it came of a stop: what is raised while Python 3.11 makes a class becomes a `RuntimeError`."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


# -- a server ---------------------------------------------------------------------------------------------------------

ALONE: tuple[int, int, int] | None = (0xFFFF, ~0x0004, 1) if IS_WINDOWS else None
"""The option of a socket (SO_EXCLUSIVEADDRUSE) by which Windows lets nobody else listen at its port."""


def is_taken(error: OSError) -> bool:
    """Whether a port cannot be had because another program has it."""
    return error.errno == errno.EADDRINUSE or getattr(error, "winerror", None) in {10013, 10048}


def has_screen() -> bool:
    """Whether somebody may sit at this machine who can look at a page: else a browser would take over the terminal."""
    return not IS_LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_container() -> bool:
    """Whether this machine is a container: then who runs it decides whom it lets in."""
    marks = Path("/.dockerenv"), Path("/run/.containerenv")
    return bool(os.environ.get("container")) or any(mark.exists() for mark in marks)  # noqa: SIM112 (systemd's name)


# -- terminals --------------------------------------------------------------------------------------------------------

_PLAIN = {
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚‹›′", "'"),
    **dict.fromkeys("–—−‑‐", "-"),
    **dict.fromkeys("•·▪●", "*"),
    **dict.fromkeys("  \u202f", " "),
    "…": "...",
    "→": "->",
    "←": "<-",
    "×": "x",
    "✓": "v",
    "✗": "x",
    "€": "EUR",
}
"""What comes closest in ASCII."""


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What is written instead of letters that a terminal does not have: never nothing, never an exception."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(letter: str) -> str:
    import unicodedata  # noqa: PLC0415 (rarely asked)

    bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return _PLAIN.get(letter) or bare or "?"


def speak_plainly(*streams: TextIO | None) -> None:
    """See to it that whatever is printed arrives: what a terminal cannot show is written in letters that it has."""
    codecs.register_error("plain", _plainly)
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="plain")


# -- other programs ---------------------------------------------------------------------------------------------------


def find_office() -> str | None:
    """Where LibreOffice is; none where it is not installed."""
    usual = (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    )
    found = (shutil.which(name) for name in ("soffice", "libreoffice"))
    return next((path for path in found if path), None) or next((path for path in usual if Path(path).is_file()), None)


def run_bounded(command: Sequence[str], seconds: float, memory: int, *, env: Mapping[str, str]) -> int | None:
    """Run a program that starts others, with bounds; none where time was up, and then all of them are gone.

    Args:
        command: the program and its arguments.
        seconds: how long it may take.
        memory: bytes that each of its processes may ask for, where the machine can hold that.
        env: its environment.

    Raises:
        OSError: where it cannot be started.
    """
    import subprocess  # noqa: PLC0415 (a build has no use for it)

    bound = partial(_bound, resource.RLIMIT_AS, memory) if resource is not None and IS_LINUX else None
    nothing = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 (a list of arguments of our own)
        list(command),
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        env=env,
        start_new_session=True,
        preexec_fn=bound,  # noqa: PLW1509 (it sets a bound, and no more)
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end_all(process)


def _end_all(process: Any) -> None:
    """End a program and those that it started: they are a group of their own."""
    if process.poll() is not None and not hasattr(os, "killpg"):
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
