"""Files are read and hashed as far as the limit, whatever they are; records of made files lead nowhere else."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from schoolprotocol import disk
from schoolprotocol.build.manifest import MadeFile, made_files_in

PIECE = 1_000_000


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 12, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 1])
@pytest.mark.parametrize("limit", [0, 10, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_file_is_read_and_hashed_as_far_as_the_limit_shows(tmp_path: Path, size: int, limit: int) -> None:
    data = os.urandom(size)
    (tmp_path / "a").write_bytes(data)
    assert disk.read(tmp_path / "a", limit) == data[: limit + 1]
    assert disk.sha256(tmp_path / "a", limit) == hashlib.sha256(data[: limit + 1]).hexdigest()
    assert disk.sha256(tmp_path / "a") == hashlib.sha256(data).hexdigest()


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "a", os.read
    path.write_bytes(b"begin")

    def read(descriptor: int, length: int) -> bytes:
        found = real(descriptor, length)
        if path.stat().st_size == 5:
            path.write_bytes(b"begin, and more than that")
        return found

    monkeypatch.setattr(os, "read", read)
    assert disk.read(path, 1000) == b"begin, and more than that"
    path.write_bytes(b"begin")
    assert disk.read(path, 9) == b"begin, and"


@pytest.mark.skipif(os.name == "nt", reason="these are not there")
def test_what_is_no_file_is_not_read_and_nothing_stays_open(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    before = len([*Path("/dev/fd").iterdir()])
    codes = {"folder": errno.EISDIR, "pipe": errno.EINVAL, "link": errno.ELOOP, "nothing": errno.ENOENT}
    for name, code in codes.items():
        for reads in (lambda path: disk.read(path, 10), disk.sha256, disk.opened):
            with pytest.raises(OSError) as caught:
                reads(tmp_path / name)
            assert (caught.value.errno, caught.value.filename) == (code, os.fspath(tmp_path / name))
    assert len([*Path("/dev/fd").iterdir()]) == before


def test_a_record_of_made_files_leads_nowhere_else() -> None:
    plain, odd = {"html/a/index.html": [1, 2, "x"]}, {"html/klás/één blad.html": [3, 4, "y"]}
    assert made_files_in({**plain, **odd}) == {
        "html/a/index.html": MadeFile(1, 2, "x"),
        "html/klás/één blad.html": MadeFile(3, 4, "y"),
    }
    for name in ("html/../../a", "/etc/passwd", "elders/index.html", "html//a", "html/a\nb/../c", "..", "", "html\\a"):
        for others in ({}, plain, odd):
            with pytest.raises(ValueError, match="no path"):
                made_files_in({**others, name: [1, 2, "x"]})
    with pytest.raises(TypeError):
        made_files_in({"html/a": ["1", 2, "x"]})
