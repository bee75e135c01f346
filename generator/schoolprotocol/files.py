"""Writes outputs so that no reader ever sees half of one: beside their place first, then renamed over it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from schoolprotocol.machine import exchange, replace


def is_inside(name: str) -> bool:
    """Whether a name from elsewhere is that of a file below a folder, on every machine, and can be shown to people."""
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and len(name) <= 500
        and name == path.as_posix()
        and name.isprintable()
        and not path.is_absolute()
        and ".." not in path.parts
        and not set(name) & {"\\", ":"}
    )


def write_file(path: Path, content: str | bytes, work: Path | None = None) -> None:
    """Write a file whole or not at all.

    Args:
        path: where.
        content: what.
        work: the folder, on the same disk, where it lies until it is whole; by default that of the file.
    """
    data = content.encode() if isinstance(content, str) else content
    for folder in (path.parent, work or path.parent):
        folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=work or path.parent, prefix=f".{path.name}.", suffix=".new")
    try:
        with _named(path), os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        replace(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """A disk that is full does not say for which file: say it."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def update_file(path: Path, content: str | bytes, work: Path | None = None) -> None:
    """Write a file as `write_file` does, unless it has this content already: then it keeps its time of change."""
    data = content.encode() if isinstance(content, str) else content
    if not path.is_file() or path.read_bytes() != data:
        write_file(path, data, work)


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file in a folder that nobody looks into before it is finished.

    Args:
        path: where; the folder is made, the file is not there yet.
        content: what.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _named(path):
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(0o644)


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Fill a new folder that nobody looks into before it is finished.

    Args:
        folder: where.
        files: content by relative path.
    """
    for name, content in files.items():
        write_new(folder / name, content)


@contextmanager
def replaced_folder(folder: Path, work: Path) -> Iterator[Path]:
    """An empty folder to fill; when the block ends well it takes the place of `folder`, else it is thrown away.

    Args:
        folder: what is replaced.
        work: where the new one lies until then, on the same disk.
    """
    fresh = Path(tempfile.mkdtemp(dir=work, prefix=f"{folder.name}."))
    try:
        yield fresh
        fresh.chmod(0o755)
        replace_folder(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def replace_folder(fresh: Path, folder: Path) -> None:
    """Put a folder in the place of another at once; afterwards `fresh` is gone, or holds what was replaced.

    Both must be on one disk.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        exchange(fresh, folder)
    except FileNotFoundError:  # there is nothing to replace yet
        fresh.rename(folder)
