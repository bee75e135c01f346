"""Reads the frozen releases of a school and computes the hash that each text really has."""

from __future__ import annotations

import json
import re
from gettext import gettext as _
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
        return broken(_("it is not valid JSON"), getattr(error, "lineno", 0))
    if not isinstance(data, dict) or not isinstance(data.get("policy"), dict) or not isinstance(data.get("hash"), str):
        return broken(_("“policy” or “hash” is missing"))
    if data["policy"].get("format") != FORMAT:
        other = _("its format is {format}, and this program reads format {known}")
        return broken(other.format(format=data["policy"].get("format"), known=FORMAT))
    try:
        policy = Policy.model_validate_json(json.dumps(data["policy"]))
        actual = data_digest(data["policy"])
    except (RecursionError, UnicodeError):
        return broken(_("it holds something that no release has"))
    except ValidationError as error:
        wrong = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"])
        return broken(_("“{field}” is missing or wrong").format(field=wrong))
    if (policy.school, policy.protocol, policy.document.version) != (school, protocol, version):
        other = _("by its name it is another one: it holds “{protocol}” {version} of {school}")
        return broken(other.format(protocol=policy.protocol, version=policy.document.version, school=policy.school))
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
