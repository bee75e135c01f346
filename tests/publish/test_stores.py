"""Folders, rsync and sftp: only what differs is sent, nothing half, and only what is ours is removed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from schoolprotocol.deliver.changes import RECORD, WAITING, difference, sha256
from schoolprotocol.deliver.folder import FolderStore
from schoolprotocol.deliver.rsync import RsyncStore
from schoolprotocol.deliver.sftp import SftpStore
from schoolprotocol.deliver.upload import Store, upload
from schoolprotocol.errors import MissingOnMachineError, PublishError, UsageError
from schoolprotocol.model.target import RsyncTarget, SftpTarget

SFTP_SERVER = next(
    (path for path in ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server") if Path(path).is_file()), ""
)
FILES = {"index.html": "begin", "zuid/index.html": "zuid", "zuid/stijl.css": "a {}", "noord/index.html": "noord"}


def program(folder: Path, name: str, text: str) -> None:
    """Put a program on the path of a test."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose programs come before those of the machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture(params=["map", "rsync", "sftp"])
def store(request: pytest.FixtureRequest, tmp_path: Path, path: Path) -> tuple[Store, Path]:
    """A store of each kind, on an empty folder of this machine; sftp talks with its own server, without ssh between."""
    folder = tmp_path / "doel"
    folder.mkdir()
    if request.param == "map":
        return FolderStore(folder), folder
    if request.param == "rsync":
        if shutil.which("rsync") is None:
            pytest.skip("rsync is not installed (apt-get install rsync)")
        return RsyncStore(RsyncTarget(id="a", kind="rsync", path=str(folder))), folder
    real = shutil.which("sftp")
    if real is None or not SFTP_SERVER:
        pytest.skip("no sftp with a server (apt-get install openssh-client openssh-sftp-server)")
    program(path, "sftp", f"exec {real} -D {SFTP_SERVER} -b -")
    return SftpStore(SftpTarget(id="a", kind="sftp", host="example.org", path=str(folder))), folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with files to publish."""
    folder = tmp_path / "bron"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def published(store: tuple[Store, Path], source: Path) -> tuple[Store, Path]:
    """A store where these files stand. They were put in its folder without a tool: the record is the same for all."""
    _to, folder = store
    upload(FolderStore(folder), source, wanted(source))
    return store


def contents(folder: Path, scope: str = "") -> dict[str, str]:
    """Text by path."""
    return {
        name: p.read_text("utf-8")
        for p in sorted(folder.rglob("*"))
        if p.is_file() and (name := p.relative_to(folder).as_posix()).startswith(scope)
    }


def wanted(source: Path, scope: str = "") -> dict[str, str]:
    """SHA-256 by path."""
    return {name: sha256(text.encode()) for name, text in contents(source, scope).items()}


def there(folder: Path) -> dict[str, str]:
    return {name: text for name, text in contents(folder).items() if name != RECORD}


def test_a_first_run_sends_everything_and_a_second_run_nothing(store: tuple[Store, Path], source: Path) -> None:
    to, folder = store
    changes = upload(to, source, wanted(source))
    assert sorted(change.name for change in changes) == sorted(FILES)
    assert there(folder) == FILES
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    assert upload(to, source, wanted(source)) == ()
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before
    assert sorted(p.name for p in folder.iterdir()) == sorted([RECORD, "index.html", "noord", "zuid"])


def test_only_what_changed_is_sent_and_what_is_gone_is_removed(published: tuple[Store, Path], source: Path) -> None:
    to, folder = published
    (folder / "van-de-school.html").write_text("niet van ons", "utf-8")
    (source / "zuid/index.html").write_text("zuid, nieuw", "utf-8")
    (source / "noord/index.html").unlink()
    changes = upload(to, source, wanted(source))
    assert [(change.verb, change.name) for change in changes] == [
        ("update", "zuid/index.html"),
        ("remove", "noord/index.html"),
    ]
    assert there(folder) == {
        **{name: text for name, text in FILES.items() if name != "noord/index.html"},
        "zuid/index.html": "zuid, nieuw",
        "van-de-school.html": "niet van ons",
    }


def test_a_dry_run_tells_the_same_and_sends_nothing(store: tuple[Store, Path], source: Path) -> None:
    to, folder = store
    told = upload(to, source, wanted(source), dry_run=True)
    assert not any(folder.iterdir())
    assert upload(to, source, wanted(source)) == told


def test_a_run_for_one_school_leaves_the_others_alone(published: tuple[Store, Path], source: Path) -> None:
    to, folder = published
    (source / "zuid/stijl.css").unlink()
    (source / "noord/index.html").write_text("nog niet", "utf-8")
    changes = upload(to, source, wanted(source, "zuid/"), "zuid/")
    assert [(change.verb, change.name) for change in changes] == [("remove", "zuid/stijl.css")]
    assert there(folder)["noord/index.html"] == "noord"
    assert "index.html" in there(folder)


def test_a_folder_with_files_of_somebody_else_is_refused_and_left_as_it_was(
    store: tuple[Store, Path], source: Path
) -> None:
    to, folder = store
    (folder / "index.html").write_text("van de school", "utf-8")
    with pytest.raises(UsageError, match="that schoolprotocol did not put there"):
        upload(to, source, wanted(source))
    assert there(folder) == {"index.html": "van de school"}


@pytest.mark.parametrize("name", ["../elders", "/etc/passwd", "a/../../b", "a//b", "a\\b", "a\nb"])
def test_a_record_that_leads_elsewhere_is_refused(name: str, store: tuple[Store, Path], source: Path) -> None:
    to, folder = store
    (folder / RECORD).write_text(json.dumps({"format": 1, "files": {name: "x"}}), "utf-8")
    with pytest.raises(PublishError, match="damaged"):
        upload(to, source, wanted(source))


class Breaking:
    """A store that cannot switch, and whose connection drops after some files."""

    def __init__(self, inner: Store, after: int) -> None:
        self.inner, self.after = inner, after
        self.record, self.names, self.keep, self.clear = inner.record, inner.names, inner.keep, inner.clear
        self.present, self.same = inner.present, inner.same

    def switch(self, source: Path, put: Sequence[str], remove: Sequence[str], record: bytes, before: bytes) -> bool:
        return False

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        self.inner.send(source, put[: self.after], [])
        raise PublishError("connection lost")


def test_a_run_that_breaks_off_shows_no_page_before_what_it_needs_and_is_completed_by_the_next(
    store: tuple[Store, Path], source: Path
) -> None:
    to, folder = store
    with pytest.raises(PublishError):
        upload(Breaking(to, 1), source, wanted(source))
    assert there(folder) == {"zuid/stijl.css": "a {}"}
    (source / "zuid/stijl.css").unlink()  # and gone from the source by then
    upload(to, source, wanted(source))
    assert there(folder) == {name: text for name, text in FILES.items() if name != "zuid/stijl.css"}


LEFT_OVER = {
    "map": f".{RECORD}.x1y2z3.new",
    "sftp": f"{RECORD}.new",
    "sftp, waiting": f"{WAITING}/0",
    "rsync": f"{RECORD}.Fz7akc",
    "rsync, waiting": f".~tmp~/{RECORD}",
}


@pytest.mark.parametrize("kind", LEFT_OVER)
def test_what_a_run_left_that_broke_off_at_the_first_record_is_not_somebody_elses(
    kind: str, store: tuple[Store, Path], source: Path
) -> None:
    to, folder = store
    (folder / LEFT_OVER[kind]).parent.mkdir(exist_ok=True)
    (folder / LEFT_OVER[kind]).write_text('{"format"', "utf-8")
    upload(to, source, wanted(source))
    assert {name: text for name, text in there(folder).items() if not name.startswith(".")} == FILES


def test_what_waited_when_a_run_broke_off_is_gone_after_the_next(published: tuple[Store, Path], source: Path) -> None:
    to, folder = published
    for name in (f"{WAITING}/0", "noord/.~tmp~/index.html", "noord/.index.html.Fz7akc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("noo", "utf-8")
    if not isinstance(to, RsyncStore):  # the two others are rsync's
        shutil.rmtree(folder / "noord/.~tmp~")
        (folder / "noord/.index.html.Fz7akc").unlink()
    (source / "noord/index.html").unlink()
    upload(to, source, wanted(source))
    assert set(there(folder)) == set(FILES) - {"noord/index.html"}


def test_pages_come_last_and_the_first_page_after_all_others() -> None:
    names = ["index.html", "a/index.html", "a/b/c.html", "z.css", "a/x.pdf"]
    assert [change.name for change in difference(dict.fromkeys(names, "1"), {}, "")] == [
        *("a/x.pdf", "z.css", "a/b/c.html", "a/index.html", "index.html"),
    ]


REMOTE: dict[str, Callable[[], Store]] = {
    "rsync": lambda: RsyncStore(
        RsyncTarget(id="a", kind="rsync", host="www.example.org", user="web", port=22, path="x")
    ),
    "sftp": lambda: SftpStore(SftpTarget(id="a", kind="sftp", host="www.example.org", user="web", port=22, path="x")),
}


@pytest.mark.parametrize("kind", REMOTE)
def test_what_a_tool_says_when_it_fails_is_told_with_what_to_do(kind: str, path: Path, source: Path) -> None:
    program(path, kind, "echo 'ssh: connect to host www.example.org port 22: Connection refused' >&2; exit 255")
    with pytest.raises(PublishError) as caught:
        upload(REMOTE[kind](), source, wanted(source))
    assert "Connection refused" in str(caught.value)
    assert "publish again" in str(caught.value)


SAID = {
    "Host key for www.example.org has changed and you have requested strict checking.\nHost key verification failed.": (
        "shows another key than before"
    ),
    "Host key verification failed.": "does not know the server yet",
    "web@www.example.org: Permission denied (publickey,password).": "does not know your key",
    'remote mkdir "a": Failure\nFile "b" not found.\nConnection closed': "publish again: what is missing is then sent",
}


@pytest.mark.parametrize("said", SAID)
def test_what_to_do_fits_what_ssh_says(said: str, path: Path, source: Path) -> None:
    program(path, "sftp", f"cat >/dev/null; cat >&2 <<'EOF'\n{said}\nEOF\nexit 255")
    with pytest.raises(PublishError) as caught:
        upload(REMOTE["sftp"](), source, wanted(source))
    assert SAID[said] in str(caught.value)
    assert said.splitlines()[-1].rstrip(".") in str(caught.value)
    assert "remote mkdir" not in str(caught.value), "a folder that was there is no reason"


@pytest.mark.parametrize("kind", REMOTE)
def test_ssh_is_told_to_ask_nothing_and_gets_user_host_and_port(kind: str, path: Path, tmp_path: Path) -> None:
    program(path, kind, f'printf "%s\\n" "$@" >>{tmp_path}/said; exit 1')
    with pytest.raises(PublishError):
        REMOTE[kind]().record()
    said = (tmp_path / "said").read_text("utf-8")
    assert "BatchMode=yes" in said
    assert "web@www.example.org" in said
    assert "22" in said.split()


@pytest.mark.parametrize("kind", REMOTE)
def test_a_tool_that_is_not_installed_is_named_with_its_package(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingOnMachineError, match=r"sudo apt install"):
        REMOTE[kind]().record()


@pytest.mark.parametrize("kind", ["rsync", "sftp"])
def test_a_folder_that_is_not_there_is_an_error_and_nothing_is_made(
    kind: str, tmp_path: Path, path: Path, source: Path
) -> None:
    missing = tmp_path / "nergens" / "diep"
    if kind == "rsync":
        if shutil.which("rsync") is None:
            pytest.skip("rsync is not installed (apt-get install rsync)")
        to: Store = RsyncStore(RsyncTarget(id="a", kind="rsync", path=str(missing)))
    else:
        real = shutil.which("sftp")
        if real is None or not SFTP_SERVER:
            pytest.skip("no sftp with a server (apt-get install openssh-client openssh-sftp-server)")
        program(path, "sftp", f"exec {real} -D {SFTP_SERVER} -b -")
        to = SftpStore(SftpTarget(id="a", kind="sftp", host="example.org", path=str(missing)))
    with pytest.raises(PublishError, match=r"(?i)no such file"):
        upload(to, source, wanted(source))
    assert not missing.exists()


@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed (apt-get install rsync)")
def test_rsync_takes_only_the_named_files_away_whatever_signs_their_names_have(tmp_path: Path) -> None:
    source, folder = tmp_path / "bron", tmp_path / "doel"
    kept = {"noord/ab.html", "noord/b.html", "ab.html", "noord/diep/a*.html"}
    gone = {"noord/a*.html", "a?.html", "[ab].html", "noord/met\\streep*.html"}
    source.mkdir()
    for name in kept | gone:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    RsyncStore(RsyncTarget(id="hier", kind="rsync", path=str(folder))).send(source, [], sorted(gone))
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == kept
