"""What differs from one platform to the next: the only module that asks on which one we are.

Everything here works everywhere; where a platform lacks what we would rather use, something takes its place. Read by
every build before anything else: it needs nothing but the standard library, and little of that.
"""

from __future__ import annotations

import codecs
import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TextIO

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]
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
    """
    if fcntl is None and msvcrt is None:
        return _take_by_being(path)
    file = path.open("a+", encoding="ascii")
    try:
        if not _took(file):
            file.close()
            return None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
    except BaseException:
        file.close()
        raise
    return Lock(path, file)


def holder(path: Path) -> str:
    """The number of the process that took a lock; `?` where it cannot be read."""
    try:
        return path.read_text("ascii").strip() or "?"
    except (OSError, ValueError):
        return "?"


def _took(file: IO[str]) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            os.lseek(file.fileno(), _FAR, os.SEEK_SET)
            _msvcrt().locking(file.fileno(), _msvcrt().LK_NBLCK, 1)
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
        is_gone = not _lives(int(name)) if name.isdecimal() else _age(path) > _YOUNG
        if is_gone:
            path.unlink(missing_ok=True)
    finally:
        broom.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _lives(process: int) -> bool:
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


def settle(folder: Path) -> None:
    """See to it that the names in a folder outlive a power cut; where folders cannot be opened, the disk sees to it."""
    flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
    try:
        handle = os.open(folder, flags)
    except OSError:  # Windows; and a folder in which we may write and not look
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EACCES}:
            raise
    finally:
        os.close(handle)


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


RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""What no file and no folder can be called on Windows, whatever comes behind a dot."""


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself."""
    return name.partition(".")[0].strip().lower() in RESERVED


def _of_c_library(name: str) -> Any:
    """A function of the C library; None where there is no such function, or no such library."""
    try:
        import ctypes  # noqa: PLC0415 (a build with nothing to do need not wait for it)

        return getattr(ctypes.CDLL(None, use_errno=True), name)
    except (ImportError, AttributeError, OSError, TypeError):
        return None


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
    if not IS_LINUX:
        return
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("800", "ascii")
    prctl = _of_c_library("prctl")
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:  # it was gone before we asked
        os._exit(1)


def give_back_memory() -> None:
    """Give the machine what is free, where the C library can (glibc)."""
    trim = _of_c_library("malloc_trim") if IS_LINUX else None
    if trim is not None:
        trim(0)


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
