"""Writes what the package consists of as CycloneDX 1.6: every package that it needs to run, with version and hashes.

From `pyproject.toml` and `requirements.lock` alone, so that the same commit gives the same bytes: no clock, and nothing
that happens to be installed. What is only there to develop is left out.

Usage: .ci/sbom.py FILE
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
_VERSION = re.compile(r'^__version__\s*=\s*"([^"]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of its files, in hexadecimal."""
    via: frozenset[str]
    """Who asks for it; ourselves, too."""

    @property
    def purl(self) -> str:
        """How the world calls it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(text: str) -> Iterator[Package]:
    """The packages of a lock file as uv writes it."""
    for block in re.split(r"^(?=[a-zA-Z0-9])", text, flags=re.MULTILINE):
        if match := re.match(r"([\w.-]+)==([^\s;\\]+)", block):
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
            comments = re.findall(r"^\s+#\s+(?:via\s+)?([\w.-]+)", block, re.MULTILINE)
            via = frozenset(canonicalize_name(name) for name in comments if name != "via")
            yield Package(canonicalize_name(match[1]), match[2], hashes, via)


def needed(project: dict[str, Any], packages: dict[str, Package]) -> dict[str, Package]:
    """Those without which the program does not run: what it asks for, and what these ask for."""
    found = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    while more := {name for name, package in packages.items() if package.via & found} - found:
        found |= more
    return {name: packages[name] for name in sorted(found)}


def described(root: Path) -> dict[str, Any]:
    """The description of the package in a folder."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    packages = {one.name: one for one in locked((root / "requirements.lock").read_text("utf-8"))}
    version = _VERSION.search((root / "generator/schoolprotocol/version.py").read_text("utf-8"))
    if version is None:
        raise SystemExit("version.py has no version")
    runs = needed(project, packages)
    own = Package(project["name"], version[1], (), frozenset())
    direct = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own.purl,
                "name": own.name,
                "version": own.version,
                "purl": own.purl,
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [_component(one) for one in runs.values()],
        "dependencies": [
            {"ref": own.purl, "dependsOn": [runs[name].purl for name in sorted(direct)]},
            *(
                {"ref": one.purl, "dependsOn": [other.purl for other in runs.values() if one.name in other.via]}
                for one in runs.values()
            ),
        ],
    }
    told["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(told, sort_keys=True))}"
    return told


def _component(one: Package) -> dict[str, Any]:
    """A package, and where its files are; a build takes one of them, and only with one of these hashes."""
    hashes = [{"alg": "SHA-256", "content": hash_} for hash_ in one.hashes]
    url = f"https://pypi.org/project/{one.name}/{one.version}/"
    return {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
        "externalReferences": [{"type": "distribution", "url": url, "hashes": hashes}],
    }


def main(path: Path) -> None:
    """Write it."""
    path.write_text(json.dumps(described(ROOT), indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
