"""veraPDF on every PDF that we make: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from tests.repository import corpus, named
from tests.validate import made

PROFILES = {"PDFUA_1": "PDF/UA-1", "PDFA_3_A": "PDF/A-3a"}
WITHOUT = {
    "/Lang /MarkInfo /StructTreeRoot": {"PDFUA_1", "PDFA_3_A"},
    "/OutputIntents": {"PDFA_3_A"},
    "/ViewerPreferences": {"PDFUA_1"},
}
"""Which profiles refuse a file without these."""
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
    # Of as many files as ours, compiling as well as Java can takes as long as it gains.
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


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The first file without some of what profiles ask, by that."""
    folder, found = tmp_path_factory.mktemp("damaged"), dict[str, Path]()
    for without in WITHOUT:
        found[without] = folder / f"{len(found)}.pdf"
        with pikepdf.open(PDFS[0]) as pdf:
            for key in without.split():
                del pdf.Root[key]
            pdf.save(found[without])
    return found


@pytest.fixture(scope="module")
def found(damaged: dict[str, Path]) -> dict[tuple[str, Path], Verdict]:
    """What veraPDF says of all of them."""
    return verdicts([*PDFS, *damaged.values()])


@pytest.mark.parametrize("profile", PROFILES, ids=PROFILES.values())
@pytest.mark.parametrize("file", PDFS, ids=made.name)
def test_verapdf_finds_nothing(found: dict[tuple[str, Path], Verdict], file: Path, profile: str) -> None:
    verdict = found[profile, file]
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


@pytest.mark.parametrize("without", WITHOUT)
def test_a_file_without_what_a_profile_asks_is_refused_by_that_one(
    found: dict[tuple[str, Path], Verdict], damaged: dict[str, Path], without: str
) -> None:
    verdict_of = {profile: found[profile, damaged[without]] for profile in PROFILES}
    assert {profile for profile in PROFILES if not verdict_of[profile].passes} == WITHOUT[without]
    assert {profile for profile in PROFILES if verdict_of[profile].broken} == WITHOUT[without]
