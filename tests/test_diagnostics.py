"""Every kind of diagnostic has a stable code, a message and a remedy, and a fixture that triggers it."""

from __future__ import annotations

import pkgutil
import re
from collections import defaultdict
from importlib import import_module
from string import Formatter

import pytest

from schoolprotocol import diagnostics
from schoolprotocol.diagnostics import About, Diagnostic, Kind, has_errors, sort
from schoolprotocol.places import Place
from tests.load.faults import FAULTS as READING
from tests.resolve.faults import FAULTS as RESOLVING
from tests.resolve.faults import LOADING

CASES = {fault.kind for fault in (*READING, *RESOLVING, *LOADING)}
OURS = [kind for kind in Kind if kind.code < "SP3"]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.code)
def test_every_kind_of_reading_and_resolving_has_a_project_that_triggers_it(kind: Kind) -> None:
    assert kind in CASES


def test_a_code_is_used_once() -> None:
    assert len({kind.code for kind in Kind}) == len(list(Kind))
    assert all(re.fullmatch(r"SP\d{3}", kind.code) for kind in Kind)


def test_what_a_stage_declares_is_one_of_the_kinds() -> None:
    modules = [import_module(f"{diagnostics.__name__}.{m.name}") for m in pkgutil.iter_modules(diagnostics.__path__)]
    declared = {about.code for module in modules for about in vars(module).values() if isinstance(about, About)}
    assert declared == {kind.code for kind in Kind}


@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.code)
def test_a_message_and_its_remedy_take_the_same_values_and_leave_no_brace_open(kind: Kind) -> None:
    names = {
        name for text in (kind.value.message, kind.value.remedy) for _, name, _, _ in Formatter().parse(text) if name
    }
    diagnostic = Diagnostic(kind, Place("a.yaml", 1), {name: f"«{name} {{x}}»" for name in names})
    spoken = diagnostic.message() + diagnostic.remedy()
    assert diagnostic.message().strip()
    assert diagnostic.remedy().strip()
    assert all(f"«{name} {{x}}»" in spoken for name in names)


def test_findings_are_told_once_and_errors_come_first() -> None:
    by_severity = defaultdict(list)
    for kind in Kind:
        by_severity[kind.severity].append(Diagnostic(kind, Place("b.yaml", 2)))
    warning, error = by_severity["warning"][0], by_severity["error"][0]
    assert sort([warning, error, warning]) == (error, warning)
    assert has_errors([warning, error])
    assert not has_errors([warning])
