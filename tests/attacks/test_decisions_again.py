"""What was decided, released and printed stays one: whichever command looks, whatever a source says later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.documents.checking import check_releases
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from tests.attacks.test_decisions import KEY, change, edited, released_file, told
from tests.helpers import entered, load
from tests.release.making import FOLDER, TODAY


def forged(root: Path, old: str = "Vraag het eerst.", new: str = "Vraag het nooit.") -> None:
    """Writes another text in a release, computes its hashes anew, and begins a ledger that has only that."""

    def rewrite(data: dict[str, object]) -> None:
        text = json.dumps(data["policy"]).replace(old, new)
        data["policy"] = json.loads(text)
        data["text_hash"] = text_hash(Policy.model_validate_json(text))

    edited(released_file(root), rewrite)
    (root / FOLDER / "releases/ledger").unlink()
    entered(root)


# -- a check of one release -------------------------------------------------------------------------------------------


def _edited(root: Path) -> None:
    path = released_file(root)
    path.write_text(path.read_text("utf-8").replace("Vraag het eerst.", "Vraag het nooit."), "utf-8")


def _without_ledger(root: Path) -> None:
    (root / FOLDER / "releases/ledger").unlink()


def _without_proposals(root: Path) -> None:
    shutil.rmtree(root / FOLDER / "proposals")


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_edited, "RELEASE_CHANGED"),
        (_edited, "LEDGER_FILE_CHANGED"),
        (_without_ledger, "LEDGER_MISSING"),
        (_without_proposals, "RELEASE_NOT_DECIDED"),
        (forged, "RELEASE_NOT_DECIDED"),
    ],
)
def test_a_check_of_one_release_tells_what_every_check_tells(
    adopted: Path, spoil: Callable[[Path], None], kind: str
) -> None:
    assert kinds_of_release(adopted) == set()
    spoil(adopted)
    assert kind in kinds_of_release(adopted)
    assert kind in told(adopted)


def kinds_of_release(root: Path) -> set[str]:
    """What a check of release 1.1 says of noord, but for the words in the text."""
    corpus, faults = load(root)
    assert corpus is not None, faults
    return {one.kind.name for one in check_releases(corpus, "1.1", TODAY, [KEY])}
