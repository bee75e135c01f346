"""Makes a project of many schools from the real one, to measure with.

    python tests/bench/schools.py NUMBER FOLDER

Each school after the first five is a clone of one of them under another id and name, with its adopted versions as they
would have been for that name. The same number gives the same bytes. The templates are those of the program,
whichever version of it measures.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from schoolprotocol import Project  # noqa: E402
from schoolprotocol.policy.model import Policy, wrapped_digest  # noqa: E402
from schoolprotocol.release.freeze import frozen  # noqa: E402

SCHOOLS = ROOT / "policy_src" / "schools"


def make(number: int, folder: Path, *, with_releases: bool = True) -> Path:
    """Make a project.

    Args:
        number: of schools; at least those that there are.
        folder: a new one.
        with_releases: with the versions that schools adopted before; without them no change is reported.
    """
    shutil.copytree(ROOT / "policy_src", folder / "policy_src")
    real = sorted(path.name for path in SCHOOLS.iterdir() if path.is_dir())
    with TemporaryDirectory() as alone:
        workshop = Path(alone)
        shutil.copytree(ROOT / "policy_src", workshop / "policy_src")
        shutil.rmtree(workshop / "policy_src" / "schools")
        project = Project.open(workshop)
        for n in range(len(real), number):
            clone = _clone(real[n % len(real)], n // len(real), workshop / "policy_src")
            project = project.now()  # with one school in it: the ledger of each would else cost all that there are
            project.enter_in_ledger(clone.name)
            shutil.move(clone, folder / "policy_src" / "schools")
    _mention(folder / "policy_src", real, number)
    if not with_releases:
        for releases in (folder / "policy_src" / "schools").glob("*/releases"):
            shutil.rmtree(releases)
    return folder


def _clone(school: str, number: int, source: Path) -> Path:
    """Another school like this one: `aurora-001`, with `(1)` behind its names; its folder. It has no ledger yet."""
    target = source / "schools" / f"{school}-{number:03}"
    shutil.copytree(SCHOOLS / school, target)
    file = target / "school.yaml"
    pattern = r"^(name|site_title): (.*)$"
    file.write_text(re.sub(pattern, rf"\1: \2 ({number})", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    (target / "releases/ledger").unlink()
    for path in (target / "releases").glob("*.json"):
        data = json.loads(path.read_bytes())
        held = _renamed(data["policy"], number, target.name)
        made = frozen(Policy.model_validate(held), data.get("despite"))
        if data["format"] == 1:
            made = json.dumps({**data, "policy": held, "hash": wrapped_digest(held, {})})
        path.write_text(made, "utf-8")
    return target


def _mention(source: Path, real: Sequence[str], number: int) -> None:
    """Change notes that are about a school are about its clones too, the last one first."""
    clones: dict[str, str] = {}
    for n in range(len(real), number):
        school = real[n % len(real)]
        clones[school] = f", {school}-{n // len(real):03}{clones.get(school, '')}"
    for path in (source / "protocols").glob("*/changes/*.yaml"):
        text = path.read_text("utf-8")
        for school, named in clones.items():
            text = re.sub(rf"^(schools: \[.*\b{school}\b)(?!-)", rf"\1{named}", text, flags=re.MULTILINE)
        path.write_text(text, "utf-8")


def _renamed(policy: dict[str, object], number: int, id_: str) -> dict[str, object]:
    organisation = dict(policy["organisation"])  # type: ignore[call-overload]
    for name in ("name", "site_title"):
        organisation[name] = f"{organisation[name]} ({number})"
    return {**policy, "organisation": {**organisation, "id": id_}}


def main() -> None:
    """Make a project where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    make(asked.number, asked.folder)


if __name__ == "__main__":
    main()
