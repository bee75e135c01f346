"""A server of ssh on loopback, with keys and settings of its own; those of machine and user stay untouched."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from tests.publish.conftest import made, own  # noqa: F401 (fixtures)

SUBSYSTEM = next(
    (path for path in ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server") if Path(path).is_file()), ""
)
PRIVILEGE_SEPARATION = Path("/run/sshd")
"""sshd wants this empty folder when root starts it; the system's own makes it at each start of the machine."""
SERVER = """\
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp {subsystem}
ForceCommand exec {python} -IS {relay} {folder}
"""
CLIENT = """\
IdentityFile {folder}/user
IdentitiesOnly yes
IdentityAgent none
UserKnownHostsFile {folder}/known
GlobalKnownHostsFile none
"""


@dataclass(frozen=True)
class Server:
    """A running sshd, as its administrator sees it."""

    folder: Path
    port: int

    def cut_after(self, sent: int) -> None:
        """Kill the next session once its client sent so many bytes."""
        (self.folder / "cut").write_text(str(sent), "utf-8")

    def is_cut(self) -> bool:
        """Whether that has happened."""
        return not (self.folder / "cut").exists()

    def received(self) -> int:
        """How many bytes clients sent since we last asked."""
        path = self.folder / "sessions"
        total = sum(map(int, path.read_text("utf-8").split())) if path.is_file() else 0
        path.unlink(missing_ok=True)
        return total

    def know(self, key: str) -> None:
        """Have the client expect this public key of the server; nothing: it never saw the server before."""
        text = f"[127.0.0.1]:{self.port} {key}" if key else ""
        (self.folder / "known").write_text(text, "utf-8")

    def admit(self, key: str) -> None:
        """Let in whoever has this key, and nobody else."""
        (self.folder / "authorized").write_text(key, "utf-8")

    def key(self, name: str) -> str:
        """A public key."""
        return (self.folder / f"{name}.pub").read_text("utf-8")


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server; stopped by its process id."""
    folder = tmp_path_factory.mktemp("sshd")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(folder, free.getsockname()[1])
    for name in ("host", "user", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    relay = Path(__file__).with_name("relay.py")
    settings = {"folder": folder, "port": server.port, "subsystem": SUBSYSTEM, "python": sys.executable, "relay": relay}
    (folder / "sshd_config").write_text(SERVER.format(**settings), "utf-8")
    (folder / "ssh_config").write_text(CLIENT.format(**settings), "utf-8")
    if os.geteuid() == 0:
        PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
    log = folder / "log"
    process = subprocess.Popen([os.environ["SSHD"], "-D", "-f", folder / "sshd_config", "-E", log])
    try:
        _wait_for(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"sshd does not start: {log.read_text('utf-8')}")


@pytest.fixture
def server(sshd: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, in order, and the system's own ssh and sftp that read our settings in place of the user's."""
    sshd.know(sshd.key("host"))
    sshd.admit(sshd.key("user"))
    (sshd.folder / "cut").unlink(missing_ok=True)
    sshd.received()
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("ssh", "sftp"):
        found = shutil.which(name)
        assert found is not None
        settings = shlex.quote(str(sshd.folder / "ssh_config"))
        (programs / name).write_text(f'#!/bin/sh\nexec {found} -F {settings} "$@"\n', "utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return sshd


Run = Callable[..., tuple[int, str, str]]


def replace(root: Path, name: str, data: bytes) -> None:
    """Give a file of `build/site` another content, as a newer program would: the manifest says so too."""
    site = root / "build/site"
    (site / name).write_bytes(data)
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """The empty folder on the server."""
    folder = tmp_path / "web"
    folder.mkdir()
    return folder


@pytest.fixture(params=["sftp", "rsync"])
def publish(
    request: pytest.FixtureRequest,
    own: Path,  # noqa: F811
    server: Server,
    web: Path,
    capfd: pytest.CaptureFixture[str],
) -> Run:
    """Publishes the whole site as a webmaster does; gives exit code, output and messages."""
    (own / "policy_src/publishing.yaml").write_text(
        f"- {{id: web, kind: {request.param}, host: 127.0.0.1, port: {server.port}, user: {getpass.getuser()},"
        f" path: '{web}'}}\n",
        "utf-8",
    )

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["--root", str(own), "--lang", "en", "publish", "--to", "web", *arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call
