"""What of our own documents comes back when they are taken over: figures for every document of this repository.

    python -m schoolprotocol --output /tmp/printed build docx html pdf
    python -m tests.importing.round_trip /tmp/printed

For each file: how many things the document says (headings, clauses, notes, rows), and how many lines come back
otherwise, with the first of those. Word and pages are held against forms and titles too; of paper only texts and
numbers can come back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from schoolprotocol.config import document_name
from schoolprotocol.documents.finding import Key
from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.tree import FolderTree, Overlay, SourceTree
from tests.importing.imported import imported
from tests.importing.same import different, said
from tests.repository import ROOT, corpus, policies

_SHOWN = 4
_LONGEST = 220


def printed(folder: Path) -> Iterator[tuple[Path, Policy]]:
    """The documents in a folder that was built, each with the policy of which it was printed."""
    for key, policy in policies().items():
        name = document_name(*key)
        releases = corpus().schools[key[0]].releases_of(key[1])
        for kind in ("docx", "pdf"):
            yield folder / kind / f"{name}.{kind}", policy
            yield from ((folder / kind / f"{name}-{one.version}.{kind}", one.policy) for one in releases)
        pages = folder / "html" / key[0] / key[1]
        yield pages / "index.html", releases[-1].policy if releases else policy
        yield from ((pages / "versies" / one.version / "index.html", one.policy) for one in releases)


def shared(key: Key) -> SourceTree:
    """A project that has what all protocols share, and no protocol."""
    names = ("project.yaml", "references.yaml", "parameters.yaml")
    files = {f"policy_src/{name}": ROOT / "policy_src" / name for name in names}
    return Overlay(FolderTree(Path(f"nowhere-{key[0]}")), {p: f.read_bytes() for p, f in files.items() if f.exists()})


def main(folder: Path) -> int:
    """Print the figures; 1 where a document is lost or none was built."""
    seen = lost = 0
    for path, policy in printed(folder):
        if not path.exists():
            continue
        seen += 1
        only_texts = path.suffix == ".pdf"
        many = len([*said(policy, only_texts=only_texts)])
        try:
            came = imported(
                path.read_bytes(), shared((policy.school, policy.protocol)), path.name, school="terug"
            ).policy
        except SchoolprotocolError as error:
            lost += 1
            print(f"{path.relative_to(folder)}: {error}")
            continue
        found = different(policy, came, only_texts=only_texts)
        print(f"{path.relative_to(folder)}: {many} things said, {len(found)} lines differ")
        for line in found[:_SHOWN]:
            print(f"    {line[:_LONGEST]}")
    print(f"{seen} documents, {lost} refused")
    return int(lost > 0 or seen == 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build")))
