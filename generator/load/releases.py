"""Reads the frozen releases of a school and computes the hash that each text really has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Kind
from generator.load.yaml import printable, read_text
from generator.model.corpus import Release, version_key
from generator.model.policy import FORMAT, Policy, data_digest
from generator.places import Place

_NAME = re.compile(r"(?P<protocol>[a-z0-9-]+)-(?P<version>\d+\.\d+(?:\.\d+)?)\.json")


def load_releases(folder: Path, root: Path, school: str) -> tuple[tuple[Release, ...], list[Diagnostic]]:
    """All releases in `folder`, oldest version first."""
    releases: list[Release] = []
    found: list[Diagnostic] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.name == "README.md":
            continue
        name = printable(path.relative_to(root))
        match = _NAME.fullmatch(path.name)
        if match is None:
            found.append(Diagnostic(Kind.UNKNOWN_FILE, Place(name), {"name": name, "hint": ""}))
            continue
        release, problems = _read(path, name, school, match["protocol"], match["version"])
        found += problems
        if release is not None:
            releases.append(release)
    return tuple(sorted(releases, key=lambda r: (r.protocol, version_key(r.version)))), found


def _read(path: Path, name: str, school: str, protocol: str, version: str) -> tuple[Release | None, list[Diagnostic]]:
    text, found = read_text(path, name)
    if found:
        return None, found

    def broken(detail: str, line: int = 0) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(Kind.RELEASE_UNREADABLE, Place(name, line), {"detail": detail}, school=school)]

    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        return broken(str(error), getattr(error, "lineno", 0))
    if not isinstance(data, dict) or not isinstance(data.get("policy"), dict) or not isinstance(data.get("hash"), str):
        return broken("policy and hash are missing")
    if data["policy"].get("format") != FORMAT:
        return broken(f"format {data['policy'].get('format')} is not format {FORMAT}")
    try:
        policy = Policy.model_validate_json(json.dumps(data["policy"]))
        actual = data_digest(data["policy"])
    except (RecursionError, UnicodeError) as error:
        return broken(type(error).__name__)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return broken(f"{'.'.join(str(p) for p in first['loc'])}: {first['msg']}")
    if (policy.school, policy.protocol, policy.document.version) != (school, protocol, version):
        return broken(f"it is {policy.protocol} {policy.document.version} of {policy.school}")
    despite = data.get("despite")
    return (
        Release(
            school,
            protocol,
            version,
            name,
            policy,
            data["hash"],
            actual,
            despite if isinstance(despite, str) else None,
        ),
        [],
    )
