"""An independent judge of printed numbers: LibreOffice, which counts for itself and writes them in a plain text.

`python -m tests.intake.printed` says which numbers of our blocks LibreOffice prints otherwise, over all documents of
`documents.py`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from schoolprotocol.intake.taking import take_bytes
from schoolprotocol.machine import find_office
from tests.intake.documents import every, made


def printed(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """By name the lines that LibreOffice prints of a document."""
    office = find_office()
    if office is None:
        raise SystemExit(3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one, data in files.items():
            (folder / f"{one}.docx").write_bytes(data)
        subprocess.run(
            [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
             "txt:Text (encoded):UTF8", "--outdir", str(folder / "out"), *map(str, sorted(folder.glob("*.docx")))],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return {one: (folder / "out" / f"{one}.txt").read_text("utf-8-sig").splitlines() for one in files}


def differences(name: str, data: bytes, lines: list[str]) -> tuple[int, list[str]]:
    """How many numbers were compared, and those that LibreOffice prints otherwise."""
    blocks = [b for b in take_bytes(name, data).blocks if b.kind in {"heading", "clause"} and b.number and b.text]
    shown = [" ".join(line.split()) for line in lines if line.strip()]
    said, follows = set(shown), set(pairwise(shown))
    wrong = []
    for block in blocks:
        first = " ".join(block.text.split("\n")[0].split())
        is_apart = (block.number, first) in follows  # a number in a cell, or a paragraph, of its own
        if f"{block.number} {first}" not in said and f"{block.number}{first}" not in said and not is_apart:
            theirs = [line for line in said if line.endswith(first)]
            wrong.append(f"{name}: ours {block.number!r}, theirs {theirs[:2]}")
    return len(blocks), wrong


def main() -> int:
    """Print what differs."""
    # LibreOffice does not know w:isLgl, by which Word prints I.1 as 1.1.
    files = {way.name: made(way).word.bytes() for way in every() if "isLgl" not in way.extras}
    told = printed(files)
    total, wrong = 0, []
    for name, data in files.items():
        many, other = differences(name, data, told[name])
        total += many
        wrong += other
    print(*wrong, f"{total - len(wrong)} of {total} numbers are those that LibreOffice prints", sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
