"""Findings of the check in the forms that machines read: JSON, SARIF 2.1.0 (code hosts) and JUnit XML (CI)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import quote

from schoolprotocol.diagnostics import Diagnostic, Kind, at_most
from schoolprotocol.version import __version__

Format = Literal["text", "json", "sarif", "junit"]
FORMATS: tuple[Format, ...] = ("text", "json", "sarif", "junit")


def findings(found: Sequence[Diagnostic], form: Format) -> str:
    """The findings in one of the forms but `text`; of many, the first, and how many more there are."""
    return {"json": _json, "sarif": _sarif, "junit": _junit}[form](found)


def _json(found: Sequence[Diagnostic]) -> str:
    found = at_most(found)
    data = [
        {
            "code": d.kind.code,
            "severity": d.kind.severity,
            "file": d.place.file,
            "line": d.place.line,
            "school": d.school,
            "target": d.target,
            "message": d.message(),
            "remedy": d.remedy(),
        }
        for d in found
    ]
    return json.dumps(data, ensure_ascii=False, indent=1)


def _sarif(found: Sequence[Diagnostic]) -> str:
    found = at_most(found)
    kinds = sorted({d.kind for d in found}, key=lambda kind: kind.code)
    rules = [{"id": kind.code, "name": _camel(kind)} for kind in kinds]
    results = [_result(d) for d in found]
    driver = {"name": "schoolprotocol", "version": __version__, "rules": rules}
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _camel(kind: Kind) -> str:
    return "".join(part.capitalize() for part in kind.name.split("_"))


def _result(d: Diagnostic) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(d.place.file)}}
    if d.place.line:
        location["region"] = {"startLine": d.place.line}
        if d.place.column:
            location["region"]["startColumn"] = d.place.column
    return {
        "ruleId": d.kind.code,
        "level": d.kind.severity,
        "message": {"text": f"{d.message()} {d.remedy()}"},
        "locations": [{"physicalLocation": location}],
    }


def _junit(found: Sequence[Diagnostic]) -> str:
    from xml.etree import ElementTree as ET  # noqa: PLC0415 (every help page imports this module)

    errors = [d for d in found if d.kind.severity == "error"]
    suite = ET.Element(
        "testsuite", name="schoolprotocol check", tests=str(max(len(found), 1)), failures=str(len(errors))
    )
    if not found:
        ET.SubElement(suite, "testcase", name="check", classname="policy_src")
    for d in at_most(found):
        case = ET.SubElement(suite, "testcase", name=f"{d.kind.code} {d.place}", classname=d.school or "policy_src")
        text = f"{d.message()}\n{d.remedy()}"
        if d.kind.severity == "error":
            ET.SubElement(case, "failure", message=d.message()).text = text
        else:
            ET.SubElement(case, "system-out").text = text
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode")
