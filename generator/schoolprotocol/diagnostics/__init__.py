"""What can be wrong, and how we say it: every kind has a stable code, a message and a remedy.

A module per stage declares its kinds (source, resolve, control, texts, catalogue, versions, decisions, outputs,
publishing); `Kind` lists them all. What follows from a kind (may a school accept it? does it stop a dossier?) is a
flag on it, never a range of codes. Pure functions return `Diagnostic` values; only the command line prints them.
`docs/handleiding/meldingen.md` lists every code, and the tests hold a fixture that triggers each.
"""

from schoolprotocol.diagnostics.about import About, Severity
from schoolprotocol.diagnostics.diagnostic import Diagnostic, at_most, has_errors, sort
from schoolprotocol.diagnostics.kinds import Kind

__all__ = ["About", "Diagnostic", "Kind", "Severity", "at_most", "has_errors", "sort"]
