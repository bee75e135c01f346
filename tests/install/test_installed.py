"""What is installed from the wheel does all that the checkout does, in any folder, for any user."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from schoolprotocol import __version__
from tests.install.conftest import ROOT, Machine, built

pytestmark = pytest.mark.slow

DATA = ("py.typed", "locale/nl/LC_MESSAGES/schoolprotocol.mo", "outputs/pdf/fonts.conf")


def content(file: Path) -> dict[str, bytes]:
    """The files of a wheel."""
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file that a person gets, and the Sphinx projects, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("source", "html", "pdf", "docx", "schoolgids", "kaart", "diff", "site")
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def test_the_wheel_holds_every_template_and_all_else_that_is_no_code(wheel: Path) -> None:
    packed = content(wheel)
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    for path in templates:
        assert packed[f"schoolprotocol/{path.relative_to(ROOT).as_posix()}"] == path.read_bytes()
    for name in DATA:
        assert packed[f"schoolprotocol/{name}"] == (ROOT / "generator/schoolprotocol" / name).read_bytes()
    licences = {name.rsplit("/", 1)[1] for name in packed if "/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-clauses"}


def test_the_wheel_holds_nothing_of_the_repository_but_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in content(wheel)}
    assert tops == {"schoolprotocol", f"schoolprotocol-{__version__}.dist-info"}


@pytest.mark.stress
def test_the_source_package_makes_the_same_wheel(wheel: Path, unpacked_sdist: Path, tmp_path: Path) -> None:
    again = built(unpacked_sdist, "wheel", tmp_path)
    assert again.name == wheel.name
    assert content(again) == content(wheel)


@pytest.mark.stress
def test_an_empty_folder_with_a_source_gives_every_output_that_the_checkout_gives(machine: Machine) -> None:
    root = machine.project("lege map – één")
    told = machine.run("schoolprotocol", "--root", root, "check")
    assert "fout" in told
    machine.run("schoolprotocol", "--root", root, "build")
    machine.run("schoolprotocol", "--root", root, "site")
    here = Path(str(root) + " hier")
    for command in ("build", "site"):
        subprocess.run(
            [sys.executable, "-m", "schoolprotocol", "--root", root, "--output", here, command],
            env=os.environ | {"PYTHONPATH": str(ROOT / "generator")},
            cwd=ROOT,
            check=True,
        )
    assert {"html", "pdf", "docx", "schoolgids", "site"} <= {name.split("/")[0] for name in outputs(here)}
    assert outputs(root / "build") == outputs(here)


@pytest.mark.stress
@pytest.mark.parametrize("command", [["schoolprotocol"], ["python", "-m", "schoolprotocol"]])
def test_help_and_the_version_are_told_from_anywhere(machine: Machine, command: list[str]) -> None:
    assert "Maakt uit één bron" in machine.run(*command, "--help")
    assert machine.run(*command, "--version").strip() == f"schoolprotocol {__version__}"


@pytest.mark.stress
def test_what_is_installed_is_not_the_checkout(machine: Machine) -> None:
    told = machine.run("python", "-c", "import schoolprotocol; print(schoolprotocol.__file__)")
    assert str(machine.folder) in told
    version = machine.run(
        "python", "-c", "from importlib.metadata import version; print(version('schoolprotocol'))"
    ).strip()
    assert version == __version__ == importlib.metadata.version("schoolprotocol")


@pytest.mark.stress
def test_an_empty_folder_becomes_a_board_with_all_its_documents(machine: Machine) -> None:
    schools = ("--school", "De Wilg", "po", "--school", "Lyceum Oost", "vo")
    protocols = ("--protocol", "sociale-media", "--protocol", "telefoons", "--protocol", "ai")
    told = machine.run(
        "schoolprotocol", "new", "mijn bestuur", "--board", "Delta", "--website", "d.nl", *schools, *protocols
    )
    assert "lyceum-oost: sociale-media, telefoons, ai" in told
    root = machine.work / "mijn bestuur"
    assert "0 fouten, 0 waarschuwingen" in machine.run("schoolprotocol", "--root", root, "check")
    machine.run("schoolprotocol", "--root", root, "build")
    for folder, documents in (("pdf", 6), ("docx", 6), ("bundle", 4)):
        assert len([*(root / "build" / folder).iterdir()]) == documents, folder
    assert (root / "build/html/index.html").is_file()
    machine.run("schoolprotocol", "new", "oefenen", "--oefenen")
    assert "0 fouten" in machine.run("schoolprotocol", "--root", machine.work / "oefenen", "check")
