"""Compares two folders byte for byte, and says of each difference where it begins."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

_OBJECT = re.compile(rb"^(\d+) \d+ obj\b", re.MULTILINE)


def differences(one: Path, other: Path) -> list[str]:
    """A line in Dutch for each file that is not the same in both; what is hidden at the top is no output."""
    mine, theirs = _files(one), _files(other)
    lines = [f"{name}: alleen in de ene bouw" for name in sorted(mine ^ theirs)]
    for name in sorted(mine & theirs):
        first, second = (one / name).read_bytes(), (other / name).read_bytes()
        if first != second:
            lines.append(f"{name}: {where(first, second)}")
    return sorted(lines)


def _files(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not path.parts[0].startswith(".")}


def where(one: bytes, other: bytes) -> str:
    """Where two contents that are not the same begin to differ: the member of a zip, the object of a PDF, the byte."""
    if zipfile.is_zipfile(io.BytesIO(one)) and zipfile.is_zipfile(io.BytesIO(other)):
        return _in_zip(one, other)
    offset = _offset(one, other)
    told = f"byte {offset}: {one[offset : offset + 40]!r} tegenover {other[offset : offset + 40]!r}"
    objects = _OBJECT.findall(one, 0, offset) if one.startswith(b"%PDF") else []
    return f"object {int(objects[-1])}, {told}" if objects else told


def _in_zip(one: bytes, other: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(one)) as first, zipfile.ZipFile(io.BytesIO(other)) as second:
        if first.namelist() != second.namelist():
            return "andere onderdelen, of in een andere volgorde"
        for name in first.namelist():
            if first.read(name) != second.read(name):
                return f"onderdeel {name}, {where(first.read(name), second.read(name))}"
    return f"alleen de verpakking, byte {_offset(one, other)}"


def _offset(one: bytes, other: bytes) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
