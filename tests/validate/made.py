"""Makes the papers for a council, handbooks and pages on which imports are reviewed, and finds what was made.

Usage: python -m tests.validate.made FOLDER; writes FOLDER/{klein,echt}/dossier/<school>-<protocol>/,
FOLDER/bestuur/bundle/ and FOLDER/nalopen/.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

from schoolprotocol.cli import run
from schoolprotocol.documents import finding
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.project import Project
from tests.conftest import ROOTS
from tests.faults import CLAUSES, NOORD
from tests.intake import documents

ROOT = Path(__file__).parents[2]
CHANGE = """\
id: vraag
summary: Vraag het altijd
clauses: [tips.vraag]
since: "1.0"
motive: Leerlingen vergeten het te vragen.
consequences: Iedereen vraagt het altijd.
measures: De leraar herinnert eraan.
"""
HASH = 4 * "0123456789abcdef"
REACTIONS = f"""\
- {{version: "1.1", text_hash: {HASH}, by: oudergeleding, kind: bezwaar, text: "Te streng, <b>vinden</b> wij."}}
- {{version: "1.1", text_hash: {HASH}, change: vraag, kind: vraag, text: Altijd?, answer: "Ja, altijd."}}
"""


def files(ending: str) -> list[Path]:
    """Every file in `$MADE` with this ending, in order, but not what `site` builds on."""
    found = sorted(Path(os.environ["MADE"]).rglob(f"*{ending}"))
    return [path for path in found if "/." not in path.as_posix()]


def different(found: Iterable[Path]) -> list[Path]:
    """Of files with the same bytes only the first."""
    seen: dict[bytes, Path] = {}
    for path in found:
        seen.setdefault(path.read_bytes(), path)
    return list(seen.values())


def name(path: Path) -> str:
    """How a file is called in what pytest prints: its path in `$MADE`."""
    return path.relative_to(os.environ["MADE"]).as_posix()


def _small(root: Path, output: Path) -> None:
    """A tiny text that changed since its first version: whatever the schools decide, this has a comparison."""
    shutil.copytree(ROOTS / "klein", root)
    _replace(root / NOORD, 'version: "1.1", status: concept', 'version: "1.0", status: vastgesteld')
    by = ("--body", "College van Bestuur", "--kind", "vaststelling", "--day", "2026-09-01")
    _run(root, output, "decide", "noord", *by)
    _run(root, output, "release", "noord", "--despite", "proef")
    _replace(root / NOORD, 'version: "1.0", status: vastgesteld', 'version: "1.1", status: concept')
    _replace(root / CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het altijd eerst.")
    note = root / "policy_src/protocols/telefoons/changes/vraag.yaml"
    note.parent.mkdir(exist_ok=True)
    note.write_text(CHANGE, "utf-8")
    reactions = root / "policy_src/schools/noord/reactions/telefoons.yaml"
    reactions.parent.mkdir()
    reactions.write_text(REACTIONS, "utf-8")
    _run(root, output, "dossier", "noord")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def _real(root: Path, output: Path) -> None:
    """Of the first school that has a text to put to its council."""
    corpus = finding.open_corpus(ROOT)
    for key, policy in finding.policies_of(finding.resolve_all(corpus)).items():
        released = {release.version for release in corpus.schools[key[0]].releases_of(key[1])}
        if policy.document.status in NOT_YET_ADOPTED and policy.document.version not in released:
            shutil.copytree(ROOT / "policy_src", root / "policy_src")
            _run(root, output, "dossier", key[0])
            return
    print("Geen school heeft een tekst die nog naar de raad moet: alleen het proefdossier is gemaakt.")


def _handbooks(root: Path, output: Path) -> None:
    """The handbooks of a board: of what was adopted, what is in force beside a proposal, and what is one."""
    shutil.copytree(ROOTS / "bestuur", root)
    _run(root, output, "build", "bundle")


def _reviews(output: Path) -> None:
    """Of a Word document with all that people leave in one, and of a PDF that was built: the first of the handbooks."""
    folder = output / "nalopen"
    folder.mkdir(parents=True, exist_ok=True)
    way = max(documents.MEASURING, key=lambda one: len(one.extras))
    word = folder / "bron.docx"
    word.write_bytes(documents.made(way).word.bytes())
    paper = next(iter(sorted(output.joinpath("bestuur").rglob("*.pdf"))), None)
    for source, name in ((word, "word.html"), (paper, "pdf.html")):
        if source is not None:
            Project.review(source, Project.take_in(source), folder / name)
    word.unlink()


def _run(root: Path, output: Path, *arguments: str) -> None:
    with redirect_stdout(io.StringIO()):
        code = run(["--root", str(root), "--output", str(output), *arguments])
    if code:
        raise SystemExit(code)


def main(output: Path) -> None:
    """Make both dossiers, the handbooks and the reviews; nothing is written in this repository."""
    with tempfile.TemporaryDirectory() as work:
        for name, make in (("klein", _small), ("echt", _real), ("bestuur", _handbooks)):
            make(Path(work) / name, output / name)
    _reviews(output)
    print(f"Dossiers: {', '.join(path.name for path in sorted(output.glob('*/dossier/*/')))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
