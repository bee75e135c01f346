"""What we install and run in workflows is what was looked at: by hash, with few rights, and what we release says so."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LOCKS = [ROOT / "requirements.lock", ROOT / ".ci/uv.txt", ROOT / ".ci/audit.txt"]
REGISTRY = "https://registry.npmjs.org/"
SCRIPTS = [
    ROOT / "Makefile",
    *(path for path in sorted((ROOT / ".ci").iterdir()) if path.is_file() and path.suffix in {"", ".py"}),
]


def loaded(path: Path) -> dict[Any, Any]:
    """A workflow; YAML takes its key `on` for the word true."""
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def jobs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from loaded(path)["jobs"].items()


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for _name, job in jobs(path):
        yield from job["steps"]


# -- workflows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_an_action_whose_tag_is_moved_is_not_run(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$", line), line


def test_an_image_whose_tag_is_moved_is_not_run() -> None:
    images = re.findall(r"^\s*(?:image|name): *(\S+:\S+)$", (ROOT / ".gitlab-ci.yml").read_text("utf-8"), re.MULTILINE)
    assert images
    assert all(re.search(r"@sha256:[0-9a-f]{64}$", image) for image in images), images


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_proposal_from_outside_gets_no_rights_and_no_secrets(path: Path) -> None:
    workflow = loaded(path)
    on = workflow[True]
    assert "pull_request_target" not in on
    assert "workflow_run" not in on
    assert workflow["permissions"] == {"contents": "read"}
    text = path.read_text("utf-8")
    assert "secrets." not in text
    for name, job in jobs(path):
        for right, level in job.get("permissions", {}).items():
            may_write = "github.ref == 'refs/heads/main'" in job.get("if", "") or "pull_request" not in on
            assert level in {"read", "none"} or may_write, (name, right)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_name_of_a_branch_or_a_title_is_never_read_as_a_command(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_is_built_cannot_push(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_that_hangs_is_ended(path: Path) -> None:
    assert all(0 < job["timeout-minutes"] <= 90 for _name, job in jobs(path))


def test_the_job_that_may_write_a_release_runs_nothing_of_the_repository() -> None:
    (publish,) = [
        job
        for name, job in jobs(ROOT / ".github/workflows/release.yml")
        if "write" in str(job["permissions"]["contents"])
    ]
    assert not any("checkout" in step.get("uses", "") for step in publish["steps"])
    assert [step["run"].split()[0] for step in publish["steps"] if "run" in step] == ["gh"]


def test_what_is_released_is_attested_with_what_it_is_made_of() -> None:
    found = {
        step["uses"].partition("@")[0]: step["with"]
        for step in steps(ROOT / ".github/workflows/release.yml")
        if "uses" in step
    }
    assert found["actions/attest-build-provenance"]["subject-path"].split() == ["dist/*.whl", "dist/*.tar.gz"]
    assert found["actions/attest-sbom"]["subject-path"] == "dist/*.whl"
    assert found["actions/attest-sbom"]["sbom-path"] in (ROOT / ".ci/release").read_text("utf-8")


def test_a_package_that_becomes_unsafe_later_is_found_each_week_and_by_each_change() -> None:
    on = loaded(ROOT / ".github/workflows/audit.yml")[True]
    assert on["schedule"]
    assert "requirements.lock" in on["pull_request"]["paths"]
    audit = (ROOT / ".ci/audit").read_text("utf-8")
    assert all(str(lock.relative_to(ROOT)) in audit for lock in LOCKS)


# -- packages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_package_is_taken_without_its_hash_or_from_elsewhere(path: Path) -> None:
    text = re.sub(r"^\s*#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    entries = [entry for entry in re.split(r"(?<!\\)\n", text) if entry.strip()]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==[^\s;]+( ; [^\\\n]+)? *\\\n", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry[:80]
        assert not re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|^-", entry), entry[:80]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_installs_a_package_without_its_hash(path: Path) -> None:
    for line in path.read_text("utf-8").replace("\\\n", " ").splitlines():
        if re.search(r"\bpip\b.* install ", line) and not line.lstrip().startswith("#"):
            assert "--require-hashes" in line or ("--no-deps" in line and "--no-build-isolation" in line), line


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_runs_what_it_fetches_without_looking_at_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"(curl|wget)[^\n|]*\|\s*(sudo\s+)?(sh|bash|python)", text)
    if re.search(r"\b(curl|wget)\b", text):
        assert re.search(r"sha(256|512)", text), "what is fetched has no hash"


def test_the_program_that_locks_is_itself_locked_to_the_version_that_make_names() -> None:
    version = re.search(r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert version
    assert (ROOT / ".ci/uv.txt").read_text("utf-8").startswith(f"uv=={version[1]} ")


def test_packages_of_node_are_known_by_their_hash() -> None:
    locked = json.loads((ROOT / "tests/validate/package-lock.json").read_text("utf-8"))["packages"]
    for name, package in locked.items():
        if name:
            assert package["integrity"].startswith("sha512-"), name
            assert package.get("resolved", REGISTRY).startswith(REGISTRY), name


@pytest.mark.slow
def test_a_package_whose_bytes_were_changed_is_not_installed(tmp_path: Path) -> None:
    import zipfile

    wheel = tmp_path / "uitprobeersel-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr(
            "uitprobeersel-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: uitprobeersel\nVersion: 1.0\n"
        )
        made.writestr(
            "uitprobeersel-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        made.writestr("uitprobeersel-1.0.dist-info/RECORD", "")
    (tmp_path / "lock").write_text(f"uitprobeersel==1.0 \\\n    --hash=sha256:{'0' * 64}\n", "utf-8")
    command = [sys.executable, "-m", "pip", "install", "--require-hashes", "--no-index", "--find-links"]
    done = subprocess.run(
        [*command, tmp_path, "--target", tmp_path / "into", "-r", tmp_path / "lock"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "into").exists()


# -- what we release --------------------------------------------------------------------------------------------------


@pytest.fixture
def sbom() -> ModuleType:
    """The script `.ci/sbom.py`, as a module."""
    spec = importlib.util.spec_from_file_location("sbom", ROOT / ".ci/sbom.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["sbom"] = module
    spec.loader.exec_module(module)
    return module


def test_what_a_release_consists_of_is_told_whole_and_nothing_else(sbom: ModuleType) -> None:
    told = sbom.described(ROOT)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {component["name"] for component in told["components"]}
    asked = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    assert asked <= names
    assert {"pydyf", "markupsafe", "pydantic-core"} <= names, "what these need themselves"
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "distributed", "furo", "pre-commit"}


def test_each_part_of_a_release_has_the_hashes_that_we_install_it_by(sbom: ModuleType) -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for component in sbom.described(ROOT)["components"]:
        (reference,) = component["externalReferences"]
        assert reference["hashes"]
        assert f"{component['name']}=={component['version']}" in lock.replace("_", "-")
        assert all(f"--hash=sha256:{hash_['content']}" in lock for hash_ in reference["hashes"])
        assert component["purl"] == f"pkg:pypi/{component['name']}@{component['version']}"


def test_what_a_release_consists_of_is_the_same_each_time_and_in_the_form_of_cyclonedx(
    sbom: ModuleType, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        sbom.main(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    told = json.loads((tmp_path / "a").read_bytes())
    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told["serialNumber"])
    refs = [told["metadata"]["component"]["bom-ref"], *(component["bom-ref"] for component in told["components"])]
    assert len({*refs}) == len(refs)
    assert [item["ref"] for item in told["dependencies"]] == refs
    assert {ref for item in told["dependencies"] for ref in item["dependsOn"]} == {*refs[1:]}, (
        "nothing without a reason"
    )


@pytest.mark.parametrize("tag", ["v9.9.9", "0.1.0", "v0.1.0-kwaad", "v0.1.0; rm -rf ~", ""])
def test_a_release_under_the_name_of_another_version_is_refused(tag: str, tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/release", tmp_path / ".ci")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/schoolprotocol").write_text("#!/bin/sh\necho schoolprotocol, version 0.1.0\n", "utf-8")
    (tmp_path / ".venv/bin/schoolprotocol").chmod(0o755)
    (tmp_path / "Makefile").write_text(".venv/.stamp:\n", "utf-8")
    done = subprocess.run([tmp_path / ".ci/release", tag], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done
    assert "hoort niet bij versie 0.1.0" in done.stderr
    assert not (tmp_path / "dist").exists()


def test_whoever_finds_a_hole_reads_where_to_tell_it() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for word in ("Report", "docs/architecture/security.md", "gh attestation verify", "Supported versions"):
        assert word in text, word
