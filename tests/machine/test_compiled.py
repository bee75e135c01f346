"""What dataclasses compile is there for the next command, and is never that of another class."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

PROGRAM = """
import builtins, sys
from schoolprotocol import compiled
seen = []
compile_ = builtins.compile
def told(text, name, *more, **named):
    seen.extend([text] if name == "<string>" else [])
    return compile_(text, name, *more, **named)
builtins.compile = told
ours = compiled.Dataclasses()
ours.begin()
import classes
ours.end()
one, other = classes.Point(1, 2), classes.Point(1, 3)
try:
    one.x = 2
except AttributeError as error:
    refused = type(error).__name__
text = f"{one} {one == other} {one == classes.Point(1, 2)} {hash(one) == hash(classes.Point(1, 2))} {refused}"
print(text, classes.Later("a").name, len(seen))
"""
CLASSES = """
from dataclasses import dataclass, field

@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0

@dataclass
class Later:
    name: str
    many: list[str] = field(default_factory=list)
"""
SAYS = "Point(x=1, y=2) False True True FrozenInstanceError a"


def said(folder: Path, classes: str = CLASSES, **environment: str) -> tuple[str, int]:
    """What a process says that makes these classes, and how many texts it compiled."""
    (folder / "classes.py").write_text(classes, "utf-8")
    paths = os.pathsep.join([str(folder), str(ROOT / "generator")])
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told = {**known, "PYTHONPATH": paths, "PYTHONPYCACHEPREFIX": str(folder / "kept"), **environment}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=told, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    text, _space, number = done.stdout.strip().rpartition(" ")
    return text, int(number)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "kept").rglob("*.dataclasses"))


def test_what_one_process_compiled_the_next_one_takes(tmp_path: Path) -> None:
    text, number = said(tmp_path)
    assert text == SAYS
    assert number > 1
    assert said(tmp_path) == (SAYS, 0)
    assert [path.name for path in kept(tmp_path)] == ["classes.dataclasses"]


def test_a_class_with_another_field_is_another_one(tmp_path: Path) -> None:
    said(tmp_path)
    size = kept(tmp_path)[0].stat().st_size
    text, number = said(tmp_path, CLASSES.replace("y: int = 0", "hoogte: int = 0"))
    assert text == SAYS.replace("y=2", "hoogte=2")
    assert number > 0
    assert said(tmp_path, CLASSES.replace("y: int = 0", "hoogte: int = 0"))[1] == 0
    assert kept(tmp_path)[0].stat().st_size < 2 * size
    assert said(tmp_path)[0] == SAYS


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 3000])
def test_what_is_damaged_is_compiled_again(tmp_path: Path, damage: bytes) -> None:
    _text, number = said(tmp_path)
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    for wrong in (damage, whole[: len(whole) // 2] + damage + whole[len(whole) // 2 + 1 :]):
        path.write_bytes(wrong)
        assert said(tmp_path) == (SAYS, number)
        assert said(tmp_path) == (SAYS, 0)


def test_what_was_kept_of_another_module_is_not_taken(tmp_path: Path) -> None:
    _text, number = said(tmp_path)
    (path,) = kept(tmp_path)
    (tmp_path / "others.py").write_text(CLASSES, "utf-8")
    said(tmp_path, "from others import *")
    path.write_bytes((path.parent / "others.dataclasses").read_bytes())
    assert said(tmp_path) == (SAYS, number)


def test_where_python_keeps_nothing_this_keeps_nothing(tmp_path: Path) -> None:
    first, second = (said(tmp_path, PYTHONDONTWRITEBYTECODE="1") for _time in range(2))
    assert first == second
    assert kept(tmp_path) == []


def test_where_nothing_can_be_written_all_is_made(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder", "utf-8")
    assert said(tmp_path)[0] == SAYS


def test_a_command_keeps_what_it_compiled(tmp_path: Path) -> None:
    told = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "PYTHONPYCACHEPREFIX": str(tmp_path / "kept")}
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "schoolprotocol", "--help"], env=told, capture_output=True, check=True)
    assert "schoolprotocol.config.dataclasses" in [path.name for path in kept(tmp_path)]


def test_who_only_imports_the_program_has_dataclasses_as_they_are() -> None:
    program = "import dataclasses, schoolprotocol.__main__, schoolprotocol.cli; print('exec' in vars(dataclasses))"
    told = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    done = subprocess.run([sys.executable, "-c", program], env=told, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
