"""Documents to edit: the small projects, and a larger one whose clauses are much alike."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from schoolprotocol.outputs.word import given_out
from schoolprotocol.project import Project
from schoolprotocol.returning.reading import read
from schoolprotocol.returning.texts import Texts, texts_of
from tests.conftest import ROOTS

_WHO = ("Leerlingen", "Medewerkers", "Ouders", "Bezoekers")
_WHEN = ("in de les", "in de pauze", "op het plein", "tijdens een toets", "op kamp", "in de mediatheek")
_WHAT = (
    "leggen hun telefoon {{ bewaarplek }}",
    "vragen toestemming voordat zij een foto maken",
    "zetten het geluid van hun toestel uit",
    "delen geen beelden van anderen, ook niet in een besloten groep",
    "melden het bij de mentor als zij iets zien dat niet mag",
)


@dataclass(frozen=True)
class Given:
    """A document as it was given out."""

    root: Path
    school: str

    @cached_property
    def data(self) -> bytes:
        """Its Word file."""
        document = Project.open(self.root).document(self.school)
        return given_out.document(document.project.corpus, document.key, document.policy)

    @cached_property
    def texts(self) -> Texts:
        """What it prints, text by text."""
        return texts_of(Project.open(self.root).document(self.school).policy, read(self.data).lines)


def large(folder: Path, clauses: int = 60) -> Path:
    """A project with many clauses that differ in a word or two, in every form that a clause has."""
    shutil.copytree(ROOTS / "klein", folder)
    ids = [f"veel.c{n}" for n in range(clauses)]
    text = []
    for n, id_ in enumerate(ids):
        said = f"{_WHO[n % 4]} {_WHAT[n % 5]} {_WHEN[n % 6]}."
        if n % 7 == 3:
            said = f"{said[:-1]}:\n\n    - bij een *eerste* keer volgt een gesprek;\n"
            said += "    - daarna beslist {{ school.leadership }}."
        note = ""
        if n % 11 == 5:
            said, note = f"{said.rstrip('.')}[^n].", f"\n  notes:\n    n: Dit volgt uit regel {n} van het reglement."
        text.append(f"- id: {id_}\n  title: Regel {n}\n  audience: [leerling]\n  text: |-\n    {said}{note}\n")
    (folder / "policy_src/protocols/telefoons/clauses/veel.yaml").write_text("".join(text), "utf-8")
    path = folder / "policy_src/protocols/telefoons/protocol.yaml"
    forms = ("numbered", "prose", "bullets", "dos", "donts", "numbered")
    sections = []
    for n in range(0, clauses, 10):
        form = forms[n // 10 % len(forms)]
        own = ", ".join(ids[n : n + 10])
        head = f"    - id: deel-{n}\n      heading: Onderdeel {chr(65 + n // 10)}\n"
        sections.append(f"{head}      body:\n        - {form}: [{own}]\n")
    whole = path.read_text("utf-8").replace("excerpt:\n", "".join(sections) + "excerpt:\n")
    path.write_text(whole, "utf-8")
    return folder


def given(folder: Path) -> tuple[Given, ...]:
    """All of them.

    Args:
        folder: where the large one may be written.
    """
    return (Given(ROOTS / "klein", "noord"), Given(large(folder / "groot"), "noord"), Given(folder / "groot", "zuid"))
