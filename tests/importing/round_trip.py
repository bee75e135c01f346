"""What of our own documents comes back when they are taken over: figures for every document of this repository.

    python -m schoolprotocol --output /tmp/printed build docx html pdf
    python -m tests.importing.round_trip /tmp/printed

A second word is the folder of another project (`/tmp/small tests/roots/klein`). For each file: how many things the
document says (headings, clauses, notes, rows), and how many lines come back otherwise, with the first of those. Word
and pages are held against forms and titles too; of paper only texts and numbers can come back: the second figure does
not count whether a text is a heading or a paragraph.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from schoolprotocol.config import document_name
from schoolprotocol.documents import finding
from schoolprotocol.documents.finding import Key
from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.outputs.pdf.document import earlier_versions
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.tree import FolderTree, Overlay, SourceTree
from tests.importing.imported import imported
from tests.importing.same import Told, different, said
from tests.repository import ROOT

_SHOWN = 4
_LONGEST = 220


def printed(folder: Path, root: Path = ROOT) -> Iterator[tuple[Path, Policy, Sequence[Told]]]:
    """The documents in a folder that was built, with the policy of each, and what Word and paper add of older ones."""
    corpus = finding.open_corpus(root)
    for key, policy in finding.policies_of(finding.resolve_all(corpus)).items():
        name = document_name(*key)
        releases = corpus.schools[key[0]].releases_of(key[1])
        for kind in ("docx", "pdf"):
            yield folder / kind / f"{name}.{kind}", policy, earlier_versions(policy, [one.policy for one in releases])
            yield from ((folder / kind / f"{name}-{one.version}.{kind}", one.policy, ()) for one in releases)
        pages = folder / "html" / key[0] / key[1]
        yield pages / "index.html", releases[-1].policy if releases else policy, ()
        yield from ((pages / "versies" / one.version / "index.html", one.policy, ()) for one in releases)


def shared(key: Key, root: Path = ROOT) -> SourceTree:
    """A project that has what all protocols share, and no protocol."""
    names = ("project.yaml", "references.yaml", "parameters.yaml")
    files = {f"policy_src/{name}": root / "policy_src" / name for name in names}
    return Overlay(FolderTree(Path(f"nowhere-{key[0]}")), {p: f.read_bytes() for p, f in files.items() if f.exists()})


def main(folder: Path, root: Path = ROOT) -> int:
    """Print the figures; 1 where a document is lost or none was built."""
    seen = lost = 0
    for path, policy, earlier in printed(folder, root):
        if not path.exists():
            continue
        seen += 1
        only_texts = path.suffix == ".pdf"
        many = len([*said(policy, only_texts=only_texts, earlier=earlier)])
        try:
            came = imported(
                path.read_bytes(), shared((policy.school, policy.protocol), root), path.name, school="terug"
            ).policy
        except SchoolprotocolError as error:
            lost += 1
            print(f"{path.relative_to(folder)}: {error}")
            continue
        found = different(policy, came, only_texts=only_texts, earlier=earlier)
        words = different(policy, came, only_texts=True, only_words=True, earlier=earlier) if only_texts else found
        told = f", {len(words)} in words or numbers" if only_texts else ""
        print(f"{path.relative_to(folder)}: {many} things said, {len(found)} lines differ{told}")
        for line in found[:_SHOWN]:
            print(f"    {line[:_LONGEST]}")
    print(f"{seen} documents, {lost} refused")
    return int(lost > 0 or seen == 0)


if __name__ == "__main__":
    sys.exit(main(*(map(Path, sys.argv[1:3] or ["build"]))))
