"""What a variant cannot do is an error with a place and, where a name was mistyped, the right name."""

from __future__ import annotations

import pytest

from tests.conftest import ProjectMaker
from tests.faults import Fault
from tests.helpers import codes, load, resolution_of, spoken
from tests.resolve.faults import FAULTS, LOADING


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_in_a_variant_is_the_only_finding_and_stands_where_it_was_made(
    fault: Fault, project: ProjectMaker
) -> None:
    root = fault.made(project)
    resolution = resolution_of(root, "noord")
    found = resolution.diagnostics
    assert resolution.policy is None
    assert codes(found) == [fault.kind.code], spoken(found)
    assert str(found[0].place) == fault.place(root)
    assert fault.says in found[0].message()
    assert found[0].remedy()


@pytest.mark.parametrize("fault", LOADING, ids=str)
def test_a_variant_names_the_protocol_of_its_file(fault: Fault, project: ProjectMaker) -> None:
    root = fault.made(project)
    corpus, found = load(root)
    assert corpus is None
    assert codes(found) == [fault.kind.code], spoken(found)
    assert str(found[0].place) == fault.place(root)
    assert fault.says in found[0].message()
