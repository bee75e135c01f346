"""What holds of the repository itself: imports, lock file, workflows, and the scripts that set a machine up."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), ROOT / ".gitlab-ci.yml"]


def run(*command: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; `variables` are added to the environment."""
    env = os.environ | variables
    return subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True, text=True)


# --- imports


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    package = str(folder / "generator")
    return run(
        *(BIN / "lint-imports", "--no-logo", "--no-cache"), cwd=folder, COLUMNS="200", NO_COLOR="1", PYTHONPATH=package
    )


def test_every_import_points_the_one_way() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "source", "broken"),
    [
        pytest.param("source/new.py", "import schoolprotocol.outputs", "Stages meet", id="one stage imports another"),
        pytest.param(
            "check/new.py", "def f(): import schoolprotocol.build", "Stages meet", id="a stage imports the build"
        ),
        pytest.param("model/new.py", "import schoolprotocol.source", "Stages meet", id="the model imports a stage"),
        pytest.param("new.py", "", "Stages meet", id="a module without a place"),
        pytest.param("text/new.py", "import docutils.nodes", "knows Sphinx", id="text imports docutils"),
        pytest.param("new.py", "from sphinx.util import logging", "knows Sphinx", id="Sphinx outside the site"),
        pytest.param(
            "outputs/new.py", "from weasyprint import HTML", "knows WeasyPrint", id="WeasyPrint outside typeset.py"
        ),
    ],
)
def test_an_import_the_wrong_way_is_refused(tmp_path: Path, module: str, source: str, broken: str) -> None:
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "generator" / "schoolprotocol" / module).write_text(source + "\n", "utf-8")

    result = lint_imports(tmp_path)

    assert result.returncode == 1, result.stdout
    assert re.search(rf"{broken}.* BROKEN", result.stdout), result.stdout


# --- packages


def required() -> dict[str, Requirement]:
    """What pyproject.toml asks for, to run, to develop and to build: by normalised name."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"], *pyproject["build-system"]["requires"]]
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}


def locked() -> Iterator[tuple[str, str, str]]:
    """Name, version and the other lines of each entry in requirements.lock."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for entry in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
        pin, rest = entry.split("\n", 1)
        match = re.match(r"([a-z0-9._-]+)==([^ ;]+)", pin)
        assert match, f"not pinned: {pin}"
        yield canonicalize_name(match[1]), match[2], rest


def test_the_lock_file_has_a_version_that_pyproject_allows_for_each_requirement() -> None:
    versions: dict[str, list[str]] = {}
    for name, version, _ in locked():
        versions.setdefault(name, []).append(version)
    for name, requirement in required().items():
        assert name in versions, f"{requirement} is not locked: make lock"
        for version in versions[name]:
            assert requirement.specifier.contains(version), f"{requirement}, but {version} is locked: make lock"


def test_the_lock_file_has_nothing_for_pyproject_that_pyproject_no_longer_asks() -> None:
    direct = {name for name, _, rest in locked() if "schoolprotocol (pyproject.toml)" in rest}
    assert direct == set(required())


def test_every_locked_package_is_known_by_its_hash() -> None:
    for name, _, rest in locked():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest), name


# --- make


def targets() -> dict[str, str]:
    """The targets of the Makefile that someone may ask for, with their help."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return dict(re.findall(r"^([a-z-]+):[^\n#]*(?:## +(.*))?$", makefile, flags=re.MULTILINE))


def test_make_help_tells_of_every_target() -> None:
    result = run("make", "help")
    told = dict(re.findall(r"^  make (\S+) +(.*)$", result.stdout, flags=re.MULTILINE))
    assert told == {name: words for name, words in targets().items() if name != "libraries"}
    assert all(told.values())


def test_make_test_uses_every_core_unless_it_is_told_otherwise() -> None:
    told = run("make", "--dry-run", "test", "ARGS=-n 0 -k omit").stdout
    assert re.search(
        r'in-memory \S+pytest --numprocesses auto --dist worksteal -m "not stress" -n 0 -k omit$', told, re.MULTILINE
    ), told


def in_memory(
    folder: Path, command: str, *, room: int = 0, chosen: str = "", limits: str = "/none"
) -> subprocess.CompletedProcess[str]:
    """A command that `make test` would run with its files in memory, of which a folder takes the place."""
    program = ROOT / ".ci/in-memory"
    where = (program, "sh", "-c", command)
    return run(*where, IN_MEMORY=str(folder), IN_MEMORY_ROOM=str(room), IN_MEMORY_LIMITS=limits, TMPDIR=chosen)


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="tells how much memory there is")
@pytest.mark.parametrize("code", [0, 3])
def test_files_of_tests_are_in_memory_and_gone_however_these_end(tmp_path: Path, code: int) -> None:
    ended = in_memory(tmp_path, f'echo "$TMPDIR"; mkdir "$TMPDIR/a"; touch "$TMPDIR/a/b"; exit {code}')
    assert ended.returncode == code, ended.stderr
    assert Path(ended.stdout.strip()).parent == tmp_path
    assert [*tmp_path.iterdir()] == []


def test_where_memory_has_no_room_or_somebody_chose_a_folder_files_of_tests_are_where_they_always_are(
    tmp_path: Path,
) -> None:
    where = 'echo "${TMPDIR:-as always}"'
    assert in_memory(tmp_path / "none", where).stdout == "as always\n"
    assert in_memory(tmp_path, where, room=1 << 50).stdout == "as always\n"
    assert in_memory(tmp_path, where, chosen="/chosen").stdout == "/chosen\n"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="tells how much memory there is")
@pytest.mark.parametrize(("limit", "is_there"), [("max", True), ("9223372036854771712", True), ("2097152", False)])
def test_a_container_that_may_use_less_memory_than_there_is_has_the_files_of_tests_on_its_disk(
    tmp_path: Path, limit: str, is_there: bool
) -> None:
    (tmp_path / "limit").write_text(f"{limit}\n")
    memory = tmp_path / "memory"
    memory.mkdir()
    told = in_memory(memory, 'echo "${TMPDIR:-}"', room=4096, limits=f"/none {tmp_path / 'limit'}")
    assert bool(told.stdout.strip()) is is_there, told


def test_what_make_test_leaves_out_is_run_by_make_stress_and_the_servers_run_both() -> None:
    assert '-m "not stress"' in run("make", "--dry-run", "test").stdout
    assert "-m stress" in run("make", "--dry-run", "stress").stdout
    steps = re.search(r"set -- ([a-z ]+)$", (ROOT / ".ci/run").read_text("utf-8"), flags=re.MULTILINE)
    assert steps
    for folder in (".github/workflows", "."):
        servers = [path for path in WORKFLOWS if path.parent == ROOT / folder]
        run_there = {step for path in servers for step in commands(yaml.safe_load(path.read_text("utf-8")))}
        targets_there = {target for step in run_there if step.startswith(".ci/run ") for target in step.split()[1:]}
        assert targets_there == {*steps[1].split(), "stress", "fuzz", "online", "test-content"}, folder


def test_a_change_of_the_content_alone_starts_its_own_tests_and_not_those_of_the_program() -> None:
    by_name = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in WORKFLOWS if path.suffix == ".yml"}
    for event in ("push", "pull_request"):
        assert by_name["content"][True][event] == {"paths": ["policy_src/**"]}
        assert by_name["tests"][True][event] == {"paths-ignore": ["policy_src/**"]}
    gitlab = by_name[".gitlab-ci"]
    assert gitlab["content"]["rules"] == [{"changes": ["policy_src/**/*"]}]
    program = {name for name, job in gitlab.items() if isinstance(job, dict) and job.get("extends") == ".program"}
    assert program == {"tests", "validate", "rest", "stress"}
    assert not any("policy_src" in path for rule in gitlab[".program"]["rules"] for path in rule["changes"])


def test_what_tests_begin_can_be_stopped_also_where_they_were_begun_with_an_ampersand_or_nohup() -> None:
    """Of itself this fails only where they were: `sh -c 'make test & wait'` has all that it begins ignore Ctrl-C."""
    asked = "import signal; print(*(signal.getsignal(one) is signal.SIG_IGN for one in (signal.SIGINT, signal.SIGHUP)))"
    assert subprocess.check_output([sys.executable, "-c", asked], text=True) == "False False\n"


def test_a_file_with_the_name_of_a_target_does_not_stop_make() -> None:
    phony = re.search(r"^\.PHONY: (html .*)$", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == set(targets())


@pytest.mark.parametrize("code", [0, 1])
def test_the_servers_lint_beside_what_comes_first_and_are_told_of_it_in_its_turn(tmp_path: Path, code: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    (tmp_path / "Makefile").write_text(
        ".venv/.stamp:\n\t@echo made\n"
        "check:\n\t@timeout 60 sh -c 'until [ -e begun ]; do sleep 0.01; done' && echo looked\n"
        f"lint:\n\t@touch begun; echo cleaned; exit {code}\n"
        "validate:\n\t@echo valid\n",
        "utf-8",
    )
    done = run("sh", ".ci/run", "check", "lint", "validate", cwd=tmp_path, CI="")
    told = re.findall(r"^(?:== )?(make \w+|made|looked|cleaned|valid)$", done.stdout, flags=re.MULTILINE)
    begun = ["made", "make check", "looked", "make lint", "cleaned"]
    assert told == (begun if code else [*begun, "make validate", "valid"]), done.stdout + done.stderr
    assert (done.returncode == 0) == (code == 0)


# --- workflows


def commands(workflow: Any) -> Iterator[str]:
    """Every shell command of a workflow, wherever it stands."""
    match workflow:
        case dict():
            for key, value in workflow.items():
                if key in {"run", "script"}:
                    yield from (value if isinstance(value, list) else value.splitlines())
                else:
                    yield from commands(value)
        case list():
            for value in workflow:
                yield from commands(value)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_only_what_this_repository_has(path: Path) -> None:
    found = list(commands(yaml.safe_load(path.read_text("utf-8"))))
    assert found
    for command in found:
        program, *arguments = command.split()
        if program == "make":
            assert set(arguments) <= set(targets()), command
        elif program.startswith(".ci/"):
            assert os.access(ROOT / program, os.X_OK), command


def test_github_publishes_the_sites_that_passed_the_check() -> None:
    job = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text("utf-8"))["jobs"]["build"]
    assert "make check site" in list(commands(job))
    uploads = [step["with"]["path"] for step in job["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    assert uploads == ["build/site"]


def test_gitlab_publishes_the_sites_that_passed_the_check() -> None:
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    assert "make check site" in jobs["build"]["script"]
    assert jobs["build"]["artifacts"]["paths"] == ["build/site"]
    assert jobs["pages"]["needs"] == ["build"]
    assert jobs["pages"]["script"] == ["mv build/site public"]
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]


def test_the_commit_hooks_are_tools_of_our_own_environment() -> None:
    path = ROOT / ".pre-commit-config.yaml"
    result = run(BIN / "pre-commit", "validate-config", path)
    assert result.returncode == 0, result.stdout
    for repository in yaml.safe_load(path.read_text("utf-8"))["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            tool = hook["entry"].split()[0]
            assert tool.startswith(".venv/bin/")
            assert (BIN / Path(tool).name).exists(), tool


# --- setting a machine up


class Machine:
    """A machine with a few programs and nothing else: what is not put there, is not on it."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.log = folder / "log"
        self.log.touch()
        for name in ("cat", "dirname", "env", "mktemp", "rm", "sh"):
            self.bin.joinpath(name).symlink_to(shutil.which(name) or name)

    def has(self, name: str, script: str = "exit 0") -> None:
        """Put a program on the machine; it notes each call in `log`."""
        path = self.bin / name
        path.write_text(f'#!{self.bin}/sh\necho "{name} $*" >>"{self.log}"\n{script}\n', "utf-8")
        path.chmod(0o755)

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run(ROOT / ".ci" / script, *arguments, PATH=str(self.bin))

    def calls(self, name: str) -> list[str]:
        return [line for line in self.log.read_text("utf-8").splitlines() if line.startswith(name + " ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_newest_python_that_runs_is_taken(machine: Machine) -> None:
    machine.has("python3.13", "exit 127")  # the shim of a version manager
    machine.has("python3.12")
    machine.has("python3")
    assert machine.run("find-python").stdout.strip() == str(machine.bin / "python3.12")


def test_a_python_that_is_quick_goes_before_a_newer_one_that_is_not(machine: Machine, tmp_path: Path) -> None:
    slow = 'case "$2" in *CONFIG_ARGS*) exit 1;; esac'
    machine.has("python3.13", slow)
    machine.has("python3.11", slow)
    assert machine.run("find-python").stdout.strip() == str(machine.bin / "python3.13"), "none is quick"
    behind = tmp_path / "b e h i n d"
    behind.mkdir()
    behind.joinpath("python3.11").write_text(f"#!{machine.bin}/sh\n", "utf-8")
    behind.joinpath("python3.11").chmod(0o755)
    found = run(ROOT / ".ci" / "find-python", PATH=f"{machine.bin}:{behind}")
    assert found.stdout.strip() == str(behind / "python3.11"), "that of the same name stands before it on the PATH"
    assert machine.run("find-python", "python3.13").stdout.strip() == str(machine.bin / "python3.13"), "it was named"


def test_a_python_of_this_machine_is_quick_where_a_distribution_made_it_or_it_was_asked_to_be(machine: Machine) -> None:
    asked = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    machine.bin.joinpath("python3.11").symlink_to(sys.executable)
    machine.has("python3", "exit 0")
    is_quick = asked or sys.base_prefix == "/usr"
    assert machine.run("find-python").stdout.strip() == str(machine.bin / ("python3.11" if is_quick else "python3"))


def test_the_python_that_is_named_is_taken(machine: Machine) -> None:
    machine.has("python3.12")
    machine.has("mine")
    assert machine.run("find-python", "mine").stdout.strip() == str(machine.bin / "mine")


def test_a_named_python_that_is_too_old_is_refused_though_there_is_another(machine: Machine) -> None:
    machine.has("python3.12")
    machine.has("old", "exit 1")
    result = machine.run("find-python", "old")
    assert (result.returncode, result.stdout) == (3, "")
    assert "PYTHON=old" in result.stderr


def test_without_python_we_say_how_to_install_it(machine: Machine) -> None:
    result = machine.run("find-python")
    assert (result.returncode, result.stdout) == (3, "")
    assert "sudo apt-get install python3 python3-venv" in result.stderr
    assert "brew install" in result.stderr


def test_without_ensurepip_the_package_of_that_very_python_is_named(machine: Machine, tmp_path: Path) -> None:
    machine.has("python3.12", 'case "$2" in import*sys*) echo python3.12;; *) exit 1;; esac')
    result = machine.run("create-venv", "python3.12", str(tmp_path / "venv"))
    assert result.returncode == 3
    assert "sudo apt-get install python3.12-venv" in result.stderr


@pytest.fixture
def repository(machine: Machine, tmp_path: Path) -> Path:
    """A repository with `.ci` alone, and on the machine a Python `mine` that fetches uv where `has("uv")` put one."""
    root = tmp_path / "repository"
    shutil.copytree(ROOT / ".ci", root / ".ci")
    for name in ("cmp", "cp", "grep", "mkdir"):
        machine.bin.joinpath(name).symlink_to(shutil.which(name) or name)
    machine.bin.joinpath("pip.conf").touch()
    machine.has(
        "mine",
        f"""case "$*" in
            -V) echo Python 3.12.1;;
            *"pip config list") cat {machine.bin}/pip.conf;;
            *"--target .make/uv "*) mkdir -p .make/uv/bin; cp {machine.bin}/uv .make/uv/bin;;
            "-m venv"*) mkdir -p "$4/bin"; cp {machine.bin}/mine "$4/bin/python";;
        esac""",
    )
    return root


def installed(machine: Machine, root: Path) -> list[str]:
    """What installed the packages of the lock file, one after the other."""
    made = run(root / ".ci/create-venv", str(machine.bin / "mine"), "venv", cwd=root, PATH=str(machine.bin))
    assert made.returncode == 0, made.stderr
    calls = machine.log.read_text("utf-8").splitlines()
    found = [call for call in calls if "install" in call and "requirements.lock" in call]
    assert all("--require-hashes" in call for call in found)
    return [call.split()[0] for call in found]


def test_the_environment_is_installed_by_uv_which_is_fetched_by_its_hash_and_kept(
    machine: Machine, repository: Path
) -> None:
    machine.has("uv")
    assert installed(machine, repository) == ["uv"]
    assert installed(machine, repository) == ["uv", "uv"]
    (fetched,) = [call for call in machine.log.read_text("utf-8").splitlines() if ".make/uv" in call]
    assert "--require-hashes" in fetched
    assert "--requirement .ci/uv.txt" in fetched


def test_another_uv_is_fetched_when_another_is_locked(machine: Machine, repository: Path) -> None:
    machine.has("uv")
    installed(machine, repository)
    repository.joinpath(".ci/uv.txt").write_text("uv==99\n", "utf-8")
    installed(machine, repository)
    assert sum("--target .make/uv" in call for call in machine.log.read_text("utf-8").splitlines()) == 2


def test_where_uv_cannot_be_had_or_fails_pip_installs_the_environment(machine: Machine, repository: Path) -> None:
    assert installed(machine, repository) == ["mine"]
    machine.has("uv", "exit 2")
    assert installed(machine, repository)[1:] == ["uv", "mine"]


@pytest.mark.parametrize("key", ["global.index-url", ":env:.no-index", "user.proxy"])
def test_who_told_pip_where_packages_come_from_is_obeyed(machine: Machine, repository: Path, key: str) -> None:
    machine.has("uv")
    machine.bin.joinpath("pip.conf").write_text(f"{key}='https://pypi.school.example'\n", "utf-8")
    assert installed(machine, repository) == ["mine"]


def test_root_installs_without_fetching_lists_that_it_has(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get")
    assert machine.run("apt-install", "one", "two").returncode == 0
    (call,) = machine.calls("apt-get")
    assert call.endswith("install --yes --no-install-recommends one two")


def test_an_image_without_package_lists_fetches_them_first(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", f'case "$*" in *update*) : >{machine.bin}/lists;; esac; [ -e {machine.bin}/lists ]')
    assert machine.run("apt-install", "one").returncode == 0
    assert [call.split()[4] for call in machine.calls("apt-get")] == ["install", "update", "install"]


def test_a_failing_apt_shows_what_it_said(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo E: no such package; exit 100")
    result = machine.run("apt-install", "one")
    assert result.returncode == 3
    assert "E: no such package" in result.stderr


def test_who_is_not_root_installs_with_a_sudo_that_asks_nothing(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("apt-get")
    machine.has("sudo", 'shift; [ "$1" = true ] || "$@"')
    assert machine.run("apt-install", "one").returncode == 0
    assert len(machine.calls("apt-get")) == 1


@pytest.mark.parametrize("sudo", ["exit 1", None], ids=["sudo asks a password", "no sudo"])
def test_who_may_not_install_is_left_alone(machine: Machine, sudo: str | None) -> None:
    machine.has("id", "echo 1000")
    machine.has("apt-get")
    if sudo:
        machine.has("sudo", sudo)
    result = machine.run("apt-install", "one")
    assert (result.returncode, result.stderr) == (3, "")
    assert machine.calls("apt-get") == []


@pytest.fixture
def libraries() -> ModuleType:
    """The script `.ci/system_libraries.py`, as a module."""
    spec = importlib.util.spec_from_file_location("system_libraries", ROOT / ".ci/system_libraries.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_said_or_installed_when_the_libraries_are_there(
    libraries: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get")
    monkeypatch.setenv("PATH", str(machine.bin))
    assert libraries.main() == 0
    assert capfd.readouterr() == ("", "")
    assert machine.calls("apt-get") == []


def test_a_missing_library_is_installed_or_else_we_say_how(
    libraries: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get")
    monkeypatch.setenv("PATH", str(machine.bin))
    monkeypatch.setitem(libraries.LIBRARIES, "nowhere", ("libnowhere.so.9",))
    assert libraries.main() == 3
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in machine.calls("apt-get")[0]
    said = capfd.readouterr().err
    assert "nowhere" in said
    assert "brew install pango" in said


def test_we_look_for_the_libraries_that_weasyprint_loads(libraries: ModuleType) -> None:
    weasyprint = importlib.util.find_spec("weasyprint")
    assert weasyprint
    assert weasyprint.origin
    ffi = Path(weasyprint.origin).with_name("text") / "ffi.py"
    theirs = set(re.findall(r"'(lib[^']+\.so\.\d+)'", ffi.read_text("utf-8")))
    ours = {name for names in libraries.LIBRARIES.values() for name in names if ".so." in name}
    assert ours == theirs - {"libharfbuzz-vector.so.0"}  # for fonts of pictures only, and not in Debian 12
