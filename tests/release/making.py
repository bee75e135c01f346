"""A school that puts its document to a council: `noord`, whose protocol asks for consent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from schoolprotocol import Project
from schoolprotocol.documents.deciding import standing_of
from schoolprotocol.errors import EditError
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy, wrapped_digest
from schoolprotocol.release.freeze import file_name, frozen, proposal_name
from schoolprotocol.release.states import Standing
from tests.conftest import ProjectMaker
from tests.faults import NOORD, PROTOCOL
from tests.helpers import PROTOCOL as TELEFOONS
from tests.helpers import entered, loaded, policy_of

Topics = Mapping[str, Sequence[str]]
TODAY = date(2026, 11, 20)
ASKS = "consent:\n  - {council: de hele MR, reference: avg-4}\nparameters:\n"
FOLDER = "policy_src/schools/noord"


def school(project: ProjectMaker, status: str = "concept", *, asks: bool = True) -> Path:
    """A project in which `noord` has version 1.1 with this status, and no decisions."""
    root = project(replace={PROTOCOL: (("parameters:\n", ASKS),)} if asks else {})
    write(root, status)
    return root


def write(root: Path, status: str, *decisions: str, fields: str = "", more: str = "") -> None:
    """Gives `noord` this status and these decisions; `HASH` in one is the hash of the text as it is now."""
    head = f'protocol: telefoons\nextends: stichting\ndocument: {{version: "1.1", status: {status}, day: 2026-11-02, '
    text = f"{head}review: 2027-11-01{fields}}}\n{more}"
    (root / NOORD).write_text(text, "utf-8")
    hash_ = text_hash(policy_of(root))
    lines = "".join(f"  - {{{decision.replace('HASH', hash_)}}}\n" for decision in decisions)
    (root / NOORD).write_text(text + (f"decisions:\n{lines}" if lines else ""), "utf-8")
    if (root / FOLDER / "releases/ledger").exists():
        with suppress(EditError):  # what was frozen may be what a test has spoiled
            entered(root)


def put(root: Path, *names: str, asked: Sequence[str] | None = None, changes: Topics | None = None) -> Path:
    """Freezes the document as a proposal that asks these bodies; without any as proposals were before that was kept."""
    asked = names or asked
    policy = policy_of(root)
    path = root / FOLDER / "proposals" / proposal_name(policy)
    path.parent.mkdir(exist_ok=True)
    path.write_text(frozen(policy, asked=asked, changes=changes), "utf-8")
    entered(root)
    return path


def release(root: Path) -> Path:
    """Freezes the document as a release; without an adoption that names it, as releases were before that was asked."""
    policy = policy_of(root)
    path = root / FOLDER / "releases" / file_name(policy)
    path.parent.mkdir(exist_ok=True)
    adopted = any(one.kind == "vaststelling" and one.text_hash for one in policy.decisions)
    path.write_text(frozen(policy) if adopted else frozen_before(policy), "utf-8")
    entered(root)
    return path


def adopt(root: Path, id_: str, day: str) -> None:
    """Records that the board adopted the text of a school as it is now."""
    on = date.fromisoformat(day)
    Project.open(root).document(id_).decide("College van Bestuur", on, kind="vaststelling", today=on)


def frozen_before(policy: Policy) -> str:
    """A release file of the first format: its hash covers the policy, and nobody had to name the text."""
    held = policy.model_dump(mode="json", exclude_none=True, exclude={"consent"})
    return json.dumps({"format": 1, "hash": wrapped_digest(held, {}), "policy": held})


def standing(root: Path, today: date = TODAY) -> Standing:
    """How far the document of `noord` has come."""
    return standing_of(loaded(root), ("noord", TELEFOONS), policy_of(root), today)


def codes(found: Standing) -> list[str]:
    """What is wrong, each code once."""
    return sorted({problem.kind.name for problem in found.problems})


CONSENT = 'body: de MR, kind: instemming, version: "1.1", day: 2026-11-16, text_hash: "HASH"'
ADOPTION = 'body: de directie, kind: vaststelling, version: "1.1", day: 2026-11-18, text_hash: "HASH"'
EFFECTIVE = ", effective: 2026-11-20"
