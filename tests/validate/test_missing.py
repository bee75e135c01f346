"""`make validate` on a machine that lacks something: it says what to install, and ends with 3."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(script: str, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    env = {"PATH": path or os.environ["PATH"]}
    return subprocess.run([ROOT / ".ci" / script, *arguments], env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder for the PATH with only what every machine has."""
    for name in ("sh", "dirname", "cat"):
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    return tmp_path


def program(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_without_chromium_we_say_how_to_install_it(bare: Path) -> None:
    result = run("find-browser", path=str(bare))
    assert (result.returncode, result.stdout) == (3, "")
    assert "sudo apt-get install chromium" in result.stderr


def test_a_chromium_on_the_path_is_taken(bare: Path) -> None:
    browser = program(bare, "chromium-browser")
    result = run("find-browser", path=str(bare))
    assert (result.returncode, result.stdout.strip()) == (0, str(browser))


def test_where_nobody_looks_at_a_window_the_chromium_without_them_is_taken(bare: Path) -> None:
    browser, shell = program(bare, "chromium"), program(bare, "chromium-headless-shell")
    assert run("find-browser", "headless", path=str(bare)).stdout.strip() == str(shell)
    assert run("find-browser", path=str(bare)).stdout.strip() == str(browser)


def test_where_the_chromium_without_windows_is_not_to_be_had_the_other_one_is_taken(bare: Path) -> None:
    browser = program(bare, "chromium")
    result = run("find-browser", "headless", path=str(bare))
    assert (result.returncode, result.stdout.strip(), result.stderr) == (0, str(browser), "")


@pytest.mark.parametrize("version", ["", "exit 1"], ids=["no-node", "old-node"])
def test_without_a_recent_node_we_say_how_to_install_it(bare: Path, version: str) -> None:
    if version:
        program(bare, "npm")
        program(bare, "node", version)
    result = run("node-packages", path=str(bare))
    assert result.returncode == 3
    assert "nodejs npm" in result.stderr


def test_without_libreoffice_we_say_how_to_install_it(bare: Path) -> None:
    result = run("find-office", path=str(bare))
    assert (result.returncode, result.stdout) == (3, "")
    assert "sudo apt-get install libreoffice-writer-nogui" in result.stderr


@pytest.mark.parametrize(
    "java", ["", "echo jdk.compiler@11.0.2", "echo java.base@17.0.1"], ids=["no", "old", "no-compiler"]
)
def test_without_a_java_that_compiles_we_say_how_to_install_it(bare: Path, java: str) -> None:
    (bare / "grep").symlink_to(str(shutil.which("grep")))
    if java:
        program(bare, "java", java)
    result = run("verapdf", path=str(bare))
    assert (result.returncode, result.stdout) == (3, "")
    assert "sudo apt-get install default-jdk-headless libjaxb-java" in result.stderr


def test_a_part_that_is_not_there_is_named() -> None:
    result = run("validate", "nergens")
    assert result.returncode == 2
    assert "tests/validate/nergens/run" in result.stderr


def test_every_part_can_be_run_by_name() -> None:
    parts = sorted(path.parent.name for path in (ROOT / "tests/validate").glob("*/run"))
    assert {"docx", "links", "pages", "pdf", "wordpress"} <= set(parts)
    assert all(os.access(ROOT / "tests/validate" / part / "run", os.X_OK) for part in parts)
