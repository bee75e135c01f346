"""veraPDF on every PDF that we make: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest

from tests.repository import corpus, named
from tests.validate import made

PROFILES = {"PDFUA-1": "PDF/UA-1", "PDFA-3A": "PDF/A-3a"}
PDFS = made.different(made.files(".pdf"))
PROGRAM = Path(__file__).with_name("Verdicts.java")


@dataclass
class Verdict:
    """What veraPDF says of one file by one profile."""

    passes: bool
    checks: int
    broken: list[str]
    """Rule, how often it broke, what it says."""


def verdicts(files: Sequence[Path]) -> dict[tuple[str, Path], Verdict]:
    """By profile and file. One start of Java for all, which costs more than a file."""
    # JAXB 2 would put classes of its own into the loader, which Java no longer allows.
    options = ["-Dcom.sun.xml.bind.v2.bytecode.ClassTailor.noOptimize=true", "-cp", os.environ["VERAPDF"]]
    # Of as many files as ours, compiling as well as Java can takes a third of the time.
    brief = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = ["java", *brief, *options, str(PROGRAM), ",".join(PROFILES), *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: dict[tuple[str, Path], Verdict] = {}
    for line in done.stdout.splitlines():
        match line.split("\t"):
            case ["verdict", profile, file, passes, checks]:
                found[profile, Path(file)] = Verdict(passes == "true", int(checks), [])
            case ["broken", profile, file, rule, times, message]:
                found[profile, Path(file)].broken.append(f"{rule} ({times} keer): {message}")
    return found


@lru_cache(maxsize=1)
def all_verdicts() -> dict[tuple[str, Path], Verdict]:
    return verdicts(PDFS)


@pytest.mark.parametrize("profile", PROFILES, ids=PROFILES.values())
@pytest.mark.parametrize("file", PDFS, ids=made.name)
def test_verapdf_finds_nothing(file: Path, profile: str) -> None:
    verdict = all_verdicts()[profile, file]
    assert verdict.broken == []
    assert verdict.passes
    assert verdict.checks > 1000


def test_there_is_a_pdf_of_each_kind() -> None:
    names = {made.name(file) for file in made.files(".pdf")}
    for key in corpus().documents():
        assert f"site/{corpus().site(*key)}/downloads/{named(key)}.pdf" in names
    assert any(name.endswith(("report.pdf", "-wijzigingen.pdf")) for name in names)
    assert any(name.endswith("-kaart-leerlingen.pdf") for name in names)
    papers = {"besluitformulier.pdf", "stemblad.pdf", "verslag.pdf", "reacties.pdf", "nieuwe-tekst.pdf"}
    assert {name.split("/")[-1] for name in names} >= papers


def test_a_file_without_language_and_tags_is_refused_by_both(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(PDFS[0]) as pdf:
        for key in ("/Lang", "/MarkInfo", "/StructTreeRoot"):
            del pdf.Root[key]
        pdf.save(damaged)
    found = verdicts([damaged])
    assert [found[profile, damaged].passes for profile in PROFILES] == [False, False]
    assert all(found[profile, damaged].broken for profile in PROFILES)
