"""What cannot be read is reported with file, line and remedy; nothing is dropped in silence."""

from __future__ import annotations

import pytest

from tests.conftest import ProjectMaker
from tests.faults import Fault
from tests.helpers import codes, load, spoken
from tests.load.faults import FAULTS


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_in_a_file_is_the_only_finding_and_stands_where_it_was_made(
    fault: Fault, project: ProjectMaker
) -> None:
    root = fault.made(project)
    corpus, found = load(root)
    assert corpus is None
    assert set(codes(found)) == {fault.kind.code}, spoken(found)
    assert [str(d.place) for d in found] == [fault.place(root)]
    assert fault.says in found[0].message()
    assert found[0].remedy()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"# naam\npublisher: caf\xe9\n", "Save it as UTF-8"),
        (
            "publisher: Stich\u202eting\n".encode(),
            "Remove the character U+202E: it stands right after “publisher: Stich”",
        ),
        (b"\x00publisher: X\n", "Remove the character U+0000: it stands right before “publisher: X”"),
        (b"", "the keys publisher, url"),
    ],
)
def test_the_remedy_says_what_to_remove_or_to_write(content: bytes, remedy: str, project: ProjectMaker) -> None:
    _, found = load(project(files={"policy_src/project.yaml": content}))
    assert remedy in found[0].remedy()


@pytest.mark.parametrize(
    "folder", ["", "/schools", "/schools/noord", "/schools/noord/releases", "/protocols/telefoons/clauses"]
)
def test_what_machines_leave_beside_files_stops_nobody(folder: str, project: ProjectMaker) -> None:
    names = ["Thumbs.db", "desktop.ini", ".DS_Store", "~$telefoons.docx", ".~lock.telefoons.docx#", "~WRL0001.tmp"]
    left = {f"policy_src{folder}/{name}": b"\x00\xff" for name in names}
    backup = {"policy_src/schools/noord/telefoons.yaml~": "protocol: telefoons\n"}
    corpus, found = load(project(files={**left, **backup}))
    assert corpus is not None
    assert not found, spoken(found)
