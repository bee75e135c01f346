"""The board with texts that refer to other protocols."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from schoolprotocol.release.freeze import file_name
from tests.conftest import ProjectMaker
from tests.helpers import entered, policy_of
from tests.release.making import frozen_before

CLAUSES = "policy_src/protocols/{}/clauses/alles.yaml"
ES = "policy_src/schools/es/{}.yaml"
HAVEN = "policy_src/schools/haven/{}.yaml"
BEELD = "  text: Niemand maakt met AI een beeld van een ander, tenzij die dat goed vindt.\n"


def add(root: Path, file: str, text: str) -> None:
    """More at the end of a file."""
    path = root / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def change(root: Path, file: str, old: str, new: str) -> None:
    """Another text in a file, in which the old one stands once."""
    path = root / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), "utf-8")


def own_clause(id_: str, text: str, after: str) -> str:
    """The operations of a variant: one clause of the school's own, which refers."""
    lines = f'operations:\n  - add: {id_}\n    title: Eigen\n    audience: [leerling]\n    text: "{text}"\n'
    return f"{lines}    after: {after}\n    reason: Omdat het hier zo is.\n"


def referring(project: ProjectMaker, called: str = "pesten:aanpak.melden", text: str = "Zie {{clause}}`{}`.") -> Path:
    """The board, in which the text about AI of all schools refers to another protocol."""
    new = BEELD.replace("  text: ", '  text: "').replace("vindt.\n", f'vindt. {text.format(called)}"\n')
    return project("bestuur", replace={CLAUSES.format("ai"): [(BEELD, new)]})


def adopted(project: Callable[[str], Path], called: str = "telefoons:afspraken.opnamen") -> Path:
    """The board, in which `es` adopted and froze version 1.0 of its text about bullying, which refers to phones."""
    root = project("bestuur")
    day = "status: vastgesteld, day: 2026-09-01, effective: 2026-10-01"
    change(root, ES.format("pesten"), "status: concept", day)
    add(root, ES.format("pesten"), own_clause("es.opnamen", f"Zie {{clause}}`{called}`.", "aanpak.online"))
    policy = policy_of(root, "es", "pesten")
    path = root / "policy_src/schools/es/releases" / file_name(policy)
    path.parent.mkdir()
    path.write_text(frozen_before(policy), "utf-8")
    entered(root, "es")
    return root


def renumbered(root: Path) -> None:
    """Gives the clause about recordings of `es` another number: another clause comes before it."""
    add(root, ES.format("telefoons"), own_clause("es.tas", "Wij nemen tassen mee.", "afspraken.opbergen"))
