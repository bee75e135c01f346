"""What is online is what was published, whole, and the record of a target never says more than what is there."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import files, machine
from schoolprotocol.build import lock
from schoolprotocol.build.lock import alone
from schoolprotocol.cli import run
from schoolprotocol.config import Folders
from schoolprotocol.deliver import folder as folders
from schoolprotocol.deliver import publishing
from schoolprotocol.deliver import upload as sender
from schoolprotocol.deliver.changes import RECORD, WAITING, sha256
from schoolprotocol.deliver.folder import FolderStore
from schoolprotocol.deliver.rsync import RsyncStore
from schoolprotocol.deliver.sftp import SftpStore
from schoolprotocol.deliver.tools import call
from schoolprotocol.deliver.upload import Store, upload
from schoolprotocol.errors import BusyError, PublishError, UsageError
from schoolprotocol.model.target import RsyncTarget, SftpTarget
from schoolprotocol.project import Project
from tests.attacks.trying import refused
from tests.conftest import ProjectMaker
from tests.publish.conftest import tree
from tests.publish.test_stores import FILES, contents, program, there, wanted

NEW = {**FILES, "zuid/index.html": "ZUID", "zuid/nieuw.html": "nieuw"}
Both = tuple[Store, Path]


def recorded(folder: Path) -> dict[str, str]:
    """What the record of a target says is there, without what it says may be half sent."""
    if not (folder / RECORD).is_file():
        return {}
    return {name: hash_ for name, hash_ in json.loads((folder / RECORD).read_bytes())["files"].items() if hash_}


def is_honest(folder: Path) -> bool:
    """Whether everything that the record says is there, with that content."""
    return all(
        (folder / name).is_file() and sha256((folder / name).read_bytes()) == hash_
        for name, hash_ in recorded(folder).items()
    )


def renewed(source: Path) -> dict[str, str]:
    """Another site in the same folder: a page changed, one new, one gone."""
    for name, text in NEW.items():
        (source / name).write_text(text, "utf-8")
    (source / "noord/index.html").unlink()
    return wanted(source)


def in_steps(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a target could not swap folders."""
    monkeypatch.setattr(type(store), "switch", lambda *_given: False)


# -- a target that was changed by hand --------------------------------------------------------------------------------


def test_a_page_changed_by_hand_at_the_target_is_put_right(
    published: Both, source: Path, record_property: Callable[[str, object], None]
) -> None:
    to, folder = published
    texts = {"same size": "ZUID", "longer": "zuid en nog wat", "empty": ""}
    for case, text in texts.items():
        before = (folder / "zuid/index.html").stat()
        (folder / "zuid/index.html").write_text(text, "utf-8")
        os.utime(folder / "zuid/index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
        if case == "same size":
            told = upload(to, source, wanted(source), dry_run=True)
            assert [change.name for change in told] == ["zuid/index.html"]
        assert [change.name for change in upload(to, source, wanted(source))] == ["zuid/index.html"], case
        assert there(folder) == FILES, case
    record_property("tries", len(texts))


def test_a_page_removed_by_hand_at_the_target_is_put_back(published: Both, source: Path) -> None:
    to, folder = published
    (folder / "zuid/index.html").unlink()
    upload(to, source, wanted(source))
    assert there(folder) == FILES


def test_a_folder_removed_by_hand_at_the_target_is_put_back(published: Both, source: Path) -> None:
    to, folder = published
    shutil.rmtree(folder / "zuid")
    upload(to, source, wanted(source))
    assert there(folder) == FILES


def test_a_page_that_became_a_folder_at_the_target_is_told(published: Both, source: Path) -> None:
    to, folder = published
    (folder / "zuid/index.html").unlink()
    (folder / "zuid/index.html").mkdir()
    (folder / "zuid/index.html/van-de-school.txt").write_text("niet van ons", "utf-8")
    with pytest.raises((PublishError, OSError, UsageError)):
        upload(to, source, wanted(source))
    assert (folder / "zuid/index.html/van-de-school.txt").is_file()
    assert "zuid/index.html" not in recorded(folder) or not is_honest(folder)


def test_a_record_that_claims_what_was_never_sent_is_not_believed(store: Both, source: Path) -> None:
    to, folder = store
    (folder / RECORD).write_text(json.dumps({"format": 1, "files": wanted(source)}), "utf-8")
    upload(to, source, wanted(source))
    assert there(folder) == FILES


def test_a_file_of_somebody_else_in_the_way_is_never_written_over(published: Both, source: Path) -> None:
    to, folder = published
    (folder / "zuid/nieuw.html").write_text("van de school", "utf-8")
    with pytest.raises(UsageError, match=r"zuid/nieuw\.html that schoolprotocol did not put there"):
        upload(to, source, renewed(source))
    assert there(folder) == {**FILES, "zuid/nieuw.html": "van de school"}


# -- what changes between looking and sending -------------------------------------------------------------------------


class Meddling:
    """A store beside which something happens at a certain moment."""

    def __init__(self, inner: Store, moment: str, act: Callable[[], object], *, after: bool = False) -> None:
        self._inner, self._moment, self._act, self._after = inner, moment, act, after

    def __getattr__(self, name: str) -> object:
        method = getattr(self._inner, name)

        def meddled(*given: object) -> object:
            if name == self._moment and not self._after:
                self._act()
            result = method(*given)
            if name == self._moment and self._after:
                self._act()
            return result

        return meddled


@pytest.mark.parametrize("moment", ["record", "same", "present", "clear"])
def test_a_file_that_changes_before_it_is_sent_is_refused_and_not_recorded(
    moment: str,
    published: Both,
    source: Path,
) -> None:
    to, folder = published
    now = renewed(source)
    meddling = Meddling(to, moment, lambda: (source / "zuid/index.html").write_text("vals", "utf-8"))
    with pytest.raises(UsageError, match="is not as it was made"):
        upload(meddling, source, now)  # type: ignore[arg-type]
    assert there(folder) == FILES
    assert is_honest(folder)


@pytest.mark.parametrize("moment", ["keep", "send", "switch"])
def test_a_file_that_changes_while_it_is_sent_gets_online_as_it_was(moment: str, published: Both, source: Path) -> None:
    to, folder = published
    now = renewed(source)
    meddling = Meddling(to, moment, lambda: (source / "zuid/index.html").write_text("vals", "utf-8"))
    upload(meddling, source, now)  # type: ignore[arg-type]
    assert "vals" not in there(folder).values()
    assert is_honest(folder)


@pytest.mark.parametrize("link", ["file", "pipe", "device"])
def test_a_file_of_the_site_that_became_something_else_is_not_sent(link: str, store: Both, source: Path) -> None:
    to, folder = store
    now = wanted(source)
    page = source / "zuid/index.html"
    page.unlink()
    match link:
        case "file":
            (source.parent / "elders").write_text("zuid", "utf-8")
            page.symlink_to(source.parent / "elders")
        case "pipe":
            os.mkfifo(page)
        case _:
            page.symlink_to("/dev/zero")
    with pytest.raises(UsageError, match="is not as it was made"):
        upload(to, source, now)
    assert there(folder) == {}


# -- what arrives otherwise than it was sent --------------------------------------------------------------------------


def test_a_file_that_arrives_damaged_is_told_and_not_recorded(
    store: Both,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to, folder = store
    in_steps(to, monkeypatch)
    damaged = Meddling(to, "send", lambda: (folder / "zuid/index.html").write_text("ZUIF", "utf-8"), after=True)
    with pytest.raises(PublishError, match=r"does not hold what was sent: zuid/index\.html"):
        upload(damaged, source, wanted(source))  # type: ignore[arg-type]
    assert is_honest(folder)
    assert upload(to, source, wanted(source))
    assert there(folder) == FILES


def test_a_file_that_the_target_will_not_let_go_is_told_and_stays_in_the_record(
    published: Both,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to, folder = published
    in_steps(to, monkeypatch)
    now = renewed(source)
    stays = Meddling(to, "send", lambda: (folder / "noord/index.html").write_text("noord", "utf-8"), after=True)
    (folder / "noord").mkdir(exist_ok=True)
    with pytest.raises((PublishError, FileNotFoundError)):
        (folder / "noord").mkdir(exist_ok=True)
        upload(stays, source, now)  # type: ignore[arg-type]
    assert "noord/index.html" in json.loads((folder / RECORD).read_bytes())["files"]
    upload(to, source, now)
    assert not (folder / "noord/index.html").exists()


def test_a_second_publication_that_comes_between_is_told(
    published: Both,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to, folder = published
    in_steps(to, monkeypatch)

    def another() -> None:
        (folder / RECORD).write_text(json.dumps({"format": 1, "files": {}}), "utf-8")

    with pytest.raises(PublishError, match="something else was published"):
        upload(Meddling(to, "send", another, after=True), source, renewed(source))  # type: ignore[arg-type]
    assert is_honest(folder)


def test_a_second_publication_that_comes_before_the_switch_is_told(tmp_path: Path, source: Path) -> None:
    to = FolderStore(tmp_path / "doel")
    upload(to, source, wanted(source))

    def another() -> None:
        (tmp_path / "doel" / RECORD).write_text(json.dumps({"format": 1, "files": {}}), "utf-8")

    with pytest.raises(PublishError, match="something else was published"):
        upload(Meddling(to, "clear", another), source, renewed(source))  # type: ignore[arg-type]
    assert there(tmp_path / "doel") == FILES
    assert [p.name for p in tmp_path.iterdir() if "schoolprotocol" in p.name] == []


# -- one step ---------------------------------------------------------------------------------------------------------


def test_a_reader_of_a_folder_sees_the_old_site_or_the_new_one(
    tmp_path: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "doel"
    upload(FolderStore(target), source, wanted(source))
    before, seen = contents(target), []

    def watched(name: str) -> Callable[..., object]:
        inner = getattr(os, name)

        def act(*given: object, **named: object) -> object:
            seen.append(contents(target))
            result = inner(*given, **named)
            seen.append(contents(target))
            return result

        return act

    for name in ("rename", "link", "fsync", "chmod", "unlink"):
        monkeypatch.setattr(os, name, watched(name))
    upload(FolderStore(target), source, renewed(source))
    monkeypatch.undo()
    after = contents(target)
    assert len(seen) > 10
    assert [one for one in seen if one not in (before, after)] == []
    assert after != before


@pytest.mark.parametrize("at", range(1, 7))
def test_a_run_that_breaks_off_anywhere_leaves_the_old_site_and_nothing_beside_it(
    at: int,
    tmp_path: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target, count = tmp_path / "doel", 0
    upload(FolderStore(target), source, wanted(source))
    real = machine.settle

    def breaks(place: Path) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise OSError(28, "No space left on device", str(place))
        real(place)

    now = renewed(source)
    monkeypatch.setattr(folders, "settle", breaks)
    with pytest.raises(OSError, match="No space left"):
        upload(FolderStore(target), source, now)
    assert there(target) in (FILES, {name: text for name, text in NEW.items() if name != "noord/index.html"})
    monkeypatch.undo()
    assert is_honest(target)
    assert [p.name for p in tmp_path.iterdir() if "schoolprotocol" in p.name] == []
    upload(FolderStore(target), source, now)
    assert there(target) == {name: text for name, text in NEW.items() if name != "noord/index.html"}


def test_what_a_killed_run_left_beside_the_folder_is_cleared_also_where_nothing_changed(
    tmp_path: Path,
    source: Path,
) -> None:
    target = tmp_path / "doel"
    upload(FolderStore(target), source, wanted(source))
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    left = tmp_path / f".doel.schoolprotocol-{folders._HERE}-{gone}-abc"
    left.mkdir()
    (left / "index.html").write_text("half", "utf-8")
    assert upload(FolderStore(target), source, wanted(source)) == ()
    assert not left.exists()


def test_a_folder_beside_ours_at_which_somebody_is_still_at_work_is_left_alone(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "doel"
    beside = [
        tmp_path / f".doel.schoolprotocol-{folders._HERE}-{os.getpid()}-abc",
        tmp_path / ".doel.schoolprotocol-elders-1-abc",
        tmp_path / ".doel.schoolprotocol-oud",
        tmp_path / "doel.schoolprotocol-x",
    ]
    for one in beside:
        one.mkdir()
    upload(FolderStore(target), source, wanted(source))
    assert all(one.is_dir() for one in beside)


def test_a_file_that_somebody_puts_there_at_the_last_moment_is_not_lost(
    tmp_path: Path,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target, real = tmp_path / "doel", files.replace_folder
    upload(FolderStore(target), source, wanted(source))

    def late(fresh: Path, folder: Path) -> None:
        (folder / "van-de-school.html").write_text("van ons", "utf-8")
        real(fresh, folder)

    monkeypatch.setattr(folders, "replace_folder", late)
    upload(FolderStore(target), source, renewed(source))
    assert (target / "van-de-school.html").read_text("utf-8") == "van ons"


@pytest.mark.parametrize("what", ["file", "folder", "link", "dotfile"])
def test_what_somebody_else_has_in_the_folder_stays_the_very_same(what: str, tmp_path: Path, source: Path) -> None:
    target = tmp_path / "doel"
    upload(FolderStore(target), source, wanted(source))
    place = target / {"file": "zuid/eigen.html", "folder": "leeg", "link": "verder", "dotfile": ".htaccess"}[what]
    match what:
        case "folder":
            place.mkdir()
        case "link":
            place.symlink_to("zuid")
        case _:
            place.write_text("van de school", "utf-8")
    before = place.lstat()
    upload(FolderStore(target), source, renewed(source))
    after = place.lstat()
    assert (before.st_ino, before.st_mode) == (after.st_ino, after.st_mode)
    assert is_honest(target)


def test_a_web_server_can_read_what_a_switch_put_there(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "doel"
    mask = os.umask(0o077)
    try:
        upload(FolderStore(target), source, wanted(source))
        upload(FolderStore(target), source, renewed(source))
    finally:
        os.umask(mask)
    for one in (target, *target.rglob("*")):
        assert one.stat().st_mode & 0o444 == 0o444, one
        assert not one.is_dir() or one.stat().st_mode & 0o111 == 0o111, one


def test_the_rights_of_a_folder_survive_a_switch(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "doel"
    upload(FolderStore(target), source, wanted(source))
    target.chmod(0o750)
    (target / "zuid").chmod(0o2770)
    upload(FolderStore(target), source, renewed(source))
    assert target.stat().st_mode & 0o7777 == 0o750
    assert (target / "zuid").stat().st_mode & 0o7777 == 0o2770


def test_what_did_not_change_keeps_its_time_so_that_readers_need_not_fetch_it_again(
    tmp_path: Path,
    source: Path,
) -> None:
    target = tmp_path / "doel"
    upload(FolderStore(target), source, wanted(source))
    before = (target / "zuid/stijl.css").stat().st_mtime_ns
    upload(FolderStore(target), source, renewed(source))
    assert (target / "zuid/stijl.css").stat().st_mtime_ns == before


# -- a target that leads elsewhere ------------------------------------------------------------------------------------


def test_a_link_in_the_place_of_a_folder_leads_nothing_out_of_the_target(tmp_path: Path, source: Path) -> None:
    target, elsewhere = tmp_path / "doel", tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("van een ander", "utf-8")
    upload(FolderStore(target), source, wanted(source))
    shutil.rmtree(target / "zuid")
    (target / "zuid").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="has a link where a folder should be: zuid"):
        upload(FolderStore(target), source, wanted(source))
    assert contents(elsewhere) == {"index.html": "van een ander"}


def test_a_waiting_room_that_is_a_link_is_not_followed(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, elsewhere = tmp_path / "doel", tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "0").write_text("van een ander", "utf-8")
    target.mkdir()
    (target / WAITING).symlink_to(elsewhere)
    in_steps(FolderStore(target), monkeypatch)
    upload(FolderStore(target), source, wanted(source))
    assert contents(elsewhere) == {"0": "van een ander"}
    assert there(target) == FILES


@pytest.mark.parametrize("what", ["endless device", "pipe", "link to a file"])
def test_a_record_that_is_no_plain_file_is_not_read(what: str, tmp_path: Path, source: Path) -> None:
    target = tmp_path / "doel"
    target.mkdir()
    match what:
        case "pipe":
            os.mkfifo(target / RECORD)
        case "endless device":
            (target / RECORD).symlink_to("/dev/zero")
        case _:
            (tmp_path / "ander").write_text(json.dumps({"format": 1, "files": {}}), "utf-8")
            (target / RECORD).symlink_to(tmp_path / "ander")
    with pytest.raises(UsageError, match="that schoolprotocol did not put there"):
        upload(FolderStore(target), source, wanted(source))


HOSTILE: Mapping[str, object] = {
    "a name that leads up": {"../elders": ""},
    "a name that begins at the root": {"/etc/passwd": ""},
    "the folder itself": {".": ""},
    "no name": {"": ""},
    "the record itself": {RECORD: ""},
    "the waiting room": {f"{WAITING}/0": ""},
    "a name that clears the screen": {"a\x1b[2Jb": ""},
    "a name that turns the order round": {"a\u202egnp.exe": ""},
    "a name of Windows": {"C:\\Windows": ""},
    "another disk": {"C:x": ""},
    "a second stream": {"a.html:b": ""},
    "a very long name": {"a" * 501: ""},
    "a name with half a letter": {"a\ud800": ""},
    "a number for a hash": {"a": 1},
    "a list for a hash": {"a": ["x"]},
    "another word for a hash": {"a": "niets"},
    "a hash of another length": {"a": "ab" * 31},
    "a hash in other digits": {"a": "٣" * 64},
    "a list of names": ["a"],
    "a word": "a",
    "nothing": None,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_record_that_we_did_not_write_is_refused_before_anything_is_done(
    case: str, tmp_path: Path, source: Path
) -> None:
    (tmp_path / "elders").write_text("van een ander", "utf-8")
    (tmp_path / "doel").mkdir()
    (tmp_path / "doel" / RECORD).write_text(json.dumps({"format": 1, "files": HOSTILE[case]}), "utf-8")
    with pytest.raises(PublishError, match="is damaged"):
        upload(FolderStore(tmp_path / "doel"), source, wanted(source))
    assert there(tmp_path / "doel") == {}
    assert (tmp_path / "elders").is_file()


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"null", b"[]", b"{}", b'{"format": 2, "files": {}}', b'{"format": 1}', b"\xff\xfe", b"NaN"),
        *(b"[" * 100_000, b'{"format": 1, "files": {"a": ' + b"[" * 100_000),
    ],
    ids=lambda data: repr(data[:30]),
)
def test_a_record_that_is_no_record_is_refused(data: bytes, tmp_path: Path, source: Path) -> None:
    (tmp_path / "doel").mkdir()
    (tmp_path / "doel" / RECORD).write_bytes(data)
    with pytest.raises(PublishError, match="is damaged"):
        upload(FolderStore(tmp_path / "doel"), source, wanted(source))


def test_a_record_that_is_too_large_is_refused(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from schoolprotocol.deliver import changes

    (tmp_path / "doel").mkdir()
    (tmp_path / "doel" / RECORD).write_bytes(json.dumps({"format": 1, "files": {}}).encode() + b" " * 1000)
    monkeypatch.setattr(changes, "MAX_RECORD", 900)
    with pytest.raises(PublishError, match="is damaged"):
        upload(FolderStore(tmp_path / "doel"), source, wanted(source))


# -- tools and the machine at the other end ---------------------------------------------------------------------------

REMOTE: dict[str, Callable[[], Store]] = {
    "rsync": lambda: RsyncStore(RsyncTarget(id="a", kind="rsync", host="www.example.org", path="x")),
    "sftp": lambda: SftpStore(SftpTarget(id="a", kind="sftp", host="www.example.org", path="x")),
}


@pytest.mark.parametrize("kind", REMOTE)
def test_a_server_that_never_stops_talking_is_stopped(kind: str, path: Path) -> None:
    program(path, kind, "exec yes een heel lange lijst van namen")
    with pytest.raises(PublishError):
        REMOTE[kind]().names()


@pytest.mark.parametrize("kind", REMOTE)
def test_a_server_that_sends_a_file_without_end_is_stopped(
    kind: str,
    path: Path,
    tmp_path: Path,
) -> None:
    into = RECORD if kind == "sftp" else f'"$(eval echo \\${{$#}}){RECORD}"'
    program(path, kind, f"exec cat /dev/zero >{into}")
    with pytest.raises(PublishError):
        REMOTE[kind]().record()


@pytest.mark.parametrize("kind", REMOTE)
def test_a_server_that_says_nothing_is_given_up(
    kind: str,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from schoolprotocol.deliver import tools

    monkeypatch.setattr(tools, "SECONDS", 0.3)
    program(path, kind, "exec sleep 60")
    start = time.monotonic()
    with pytest.raises(PublishError, match="took too long and was stopped"):
        REMOTE[kind]().record()
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("kind", REMOTE)
def test_what_a_server_says_cannot_steer_a_terminal(kind: str, path: Path) -> None:
    program(path, kind, r"""printf 'weg \033[2J\033]0;titel\007 \342\200\256 om\n' >&2; exit 1""")
    with pytest.raises(PublishError) as caught:
        REMOTE[kind]().record()
    assert str(caught.value).isprintable()


def test_a_tool_does_not_learn_a_password(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLPROTOCOL_PASSWORD_SITE", "https://zuid.example geheim")
    program(path, "rsync", "env")
    assert "geheim" not in call("rsync", [])


ODD_NAMES = (
    "a[1].html",
    "a b.html",
    'a"b.html',
    "a*b.html",
    "a?b.html",
    "é – “x”.html",
    "-rf",
    "#x",
    "a'b",
    "$(x)",
    "a|b;c",
)


def test_a_name_with_odd_signs_arrives_under_that_name_and_goes_again(
    store: Both, source: Path, record_property: Callable[[str, object], None]
) -> None:
    to, folder = store
    for name in ODD_NAMES:
        (source / "zuid" / name).write_text(name, "utf-8")
    (source / "zuid/aXb.html").write_text("y", "utf-8")
    upload(to, source, wanted(source))
    assert there(folder) == contents(source)
    assert upload(to, source, wanted(source)) == ()
    for name in ODD_NAMES:
        (source / "zuid" / name).unlink()
    upload(to, source, wanted(source))
    assert there(folder) == contents(source)
    record_property("tries", len(ODD_NAMES))


# -- the site itself --------------------------------------------------------------------------------------------------


@pytest.fixture
def site(own: Path) -> Path:
    """The project, with a folder to publish to."""
    (own / "policy_src/publishing.yaml").write_text("- {id: schijf, kind: map, path: ../web}\n", "utf-8")
    return own


def publish(root: Path, *more: str) -> int:
    """How the command ends."""
    return run(["--root", str(root), "--lang", "en", "publish", *more, "--to", "schijf"])


def test_a_publication_waits_for_a_site_that_is_being_made_and_says_so(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    told: list[str] = []
    with (
        alone(Folders(site, site / "build")),
        pytest.raises(BusyError, match="A build or publication is still at work"),
    ):
        Project.open(site).publish("schijf", waits=told.append)
    assert told
    assert not (site.parent / "web").exists()
    assert publish(site) == 0


def test_a_site_is_not_made_while_one_is_being_published(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    real, seen = sender.upload, []

    def sent(*given: Any, **named: Any) -> object:
        seen.append(run(["--root", str(site), "--lang", "en", "site"]))
        return real(*given, **named)

    monkeypatch.setattr(publishing, "upload", sent)
    assert publish(site) == 0
    assert seen == [3]


def edited(root: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Forge the list of files of a site."""
    place = root / "build/site/manifest.json"
    listed = json.loads(place.read_text("utf-8"))
    change(listed)
    place.write_text(json.dumps(listed), "utf-8")


@pytest.mark.parametrize(
    "name", ["../../policy_src/project.yaml", "/etc/hostname", "zuid/../../geheim", ".schoolprotocol.json"]
)
def test_a_forged_list_of_files_sends_nothing_from_elsewhere(
    name: str, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (site / "build/geheim").write_text("geheim", "utf-8")
    found = site / "build/site" / name
    data = found.read_bytes() if found.is_file() else b""

    def forge(listed: dict[str, object]) -> None:
        listed["files"][name] = {"sha256": sha256(data), "size": len(data)}  # type: ignore[index]

    edited(site, forge)
    assert publish(site) == 2
    assert not (site.parent / "web").exists()


def test_a_forged_list_of_files_cannot_steer_a_terminal(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def forge(listed: dict[str, object]) -> None:
        listed["files"]["a\x1b[2Jb"] = {"sha256": "", "size": 0}  # type: ignore[index]

    edited(site, forge)
    assert publish(site) == 2
    assert "\x1b" not in capfd.readouterr().err


def grow(path: Path) -> None:
    """Make a file far larger than any memory; on the disk it takes nothing."""
    with path.open("r+b") as file:
        file.truncate(50_000_000_000)


@pytest.mark.parametrize("name", ["index.html", "zuid/downloads/zuid-telefoons.pdf", "manifest.json"])
def test_a_file_of_the_site_that_grew_past_all_memory_is_told_by_its_name(
    name: str, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    grow(site / "build/site" / name)
    assert publish(site) == 2
    told = capfd.readouterr().err
    assert f"site/{name} is not as it was made. First make it: schoolprotocol site." in told
    assert not (site.parent / "web").exists()


def test_a_file_of_the_site_of_which_the_list_says_that_it_is_so_large_is_told(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    grow(site / "build/site/index.html")

    def forge(listed: dict[str, object]) -> None:
        listed["files"]["index.html"]["size"] = 50_000_000_000  # type: ignore[index]

    edited(site, forge)
    assert publish(site) == 2
    assert "site/index.html is not as it was made" in capfd.readouterr().err


def test_a_file_of_the_site_that_grows_while_it_is_sent_is_told(store: Both, source: Path) -> None:
    to, folder = store
    now = wanted(source)
    meddling = Meddling(to, "clear", lambda: grow(source / "zuid/index.html"))
    with pytest.raises(UsageError, match=r"zuid/index\.html is not as it was made"):
        upload(meddling, source, now)  # type: ignore[arg-type]
    assert there(folder) == {}


def test_a_file_at_the_target_that_grew_past_all_memory_is_put_right(published: Both, source: Path) -> None:
    to, folder = published
    grow(folder / "zuid/index.html")
    assert [change.name for change in upload(to, source, wanted(source))] == ["zuid/index.html"]
    assert there(folder) == FILES


def test_a_record_without_end_in_what_a_killed_run_left_is_cleared_with_it(tmp_path: Path, source: Path) -> None:
    to = FolderStore(tmp_path / "web")
    upload(to, source, wanted(source))
    beside = tmp_path / f".web.schoolprotocol-{folders._HERE}-{2**22 + 1}-x"
    beside.mkdir()
    (beside / RECORD).write_bytes(b"")
    grow(beside / RECORD)
    assert upload(to, source, wanted(source)) == ()
    assert not beside.exists()


@pytest.mark.parametrize(
    "data", [b"", b"[" * 50_000, b"null", b"\xff", b"{}"], ids=["empty", "deep", "null", "binary", "{}"]
)
def test_a_list_of_files_that_is_none_is_no_site(data: bytes, site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (site / "build/site/manifest.json").write_bytes(data)
    assert publish(site) == 2
    assert "There is no site to publish" in capfd.readouterr().err


def test_a_page_of_the_site_that_leads_elsewhere_is_not_sent(site: Path) -> None:
    page = site / "build/site/zuid/telefoons/index.html"
    shutil.copy(page, site / "elders.html")
    page.unlink()
    page.symlink_to(site / "elders.html")
    assert publish(site) == 2
    assert not (site.parent / "web").exists()


def test_a_school_that_is_no_longer_in_the_source_is_not_published_with_the_others(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site / "policy_src/schools/noord")
    assert publish(site) == 2
    assert "another text of noord" in capfd.readouterr().err


@pytest.mark.stress
def test_a_record_never_says_more_than_what_is_there_whatever_breaks_off(
    published: Both,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to, folder = published
    in_steps(to, monkeypatch)
    now = renewed(source)
    for moment in ("keep", "send", "same", "present", "record"):
        for after in (False, True):
            with pytest.raises(PublishError):
                upload(Meddling(to, moment, _breaks_off, after=after), source, now)  # type: ignore[arg-type]
            assert is_honest(folder)
    upload(to, source, now)
    assert there(folder) == {name: text for name, text in NEW.items() if name != "noord/index.html"}
    assert upload(to, source, now) == ()


def _breaks_off() -> None:
    raise PublishError("connection lost")


@pytest.mark.parametrize("kind", ["map", "rsync"])
@pytest.mark.parametrize(
    "place",
    [
        *(
            "policy_src/online",
            "policy_src/schools/noord/x/y",
            "templates/x",
            ".git/hooks",
            "build/site/noord/x",
            "build/x",
        ),
        *(".", "..", "x/../policy_src", "build/../policy_src/x", "verwijst/x"),
    ],
)
def test_a_target_in_the_project_itself_or_around_it_is_refused_whatever_is_recorded_there(
    place: str, kind: str, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (site / "verwijst").symlink_to(site / "policy_src")
    path = place if kind == "map" else str(site / place)
    (site / "policy_src/publishing.yaml").write_text(f"- {{id: schijf, kind: {kind}, path: {path}}}\n", "utf-8")
    victim = "project/policy_src/project.yaml" if place == ".." else "policy_src/project.yaml"
    for folder in (site, site.parent):  # a record that makes the source ours, to be removed
        files_ = {victim: sha256((site / "policy_src/project.yaml").read_bytes())}
        (folder / RECORD).write_text(json.dumps({"format": 1, "files": files_}), "utf-8")
    (site / "build/.lock").unlink(missing_ok=True)
    before = tree(site)
    assert run(["--root", str(site), "--lang", "en", "publish", "--to", "schijf"]) == 2
    assert "would lie in it, or it lies there" in capfd.readouterr().err
    after = tree(site)
    after.pop("build/.lock", None)  # says which process was the last
    assert after == before


@pytest.mark.parametrize("path", ["https://noord.example/protocol", "~", "~/web", "sftp://x.example/web"])
def test_a_folder_that_only_looks_like_an_address_is_not_made(path: str, project: ProjectMaker) -> None:
    target = f"- {{id: schijf, kind: map, path: {path!r}}}\n"
    assert "write a folder" in refused(project(files={"policy_src/publishing.yaml": target}), "check")


@pytest.mark.parametrize(
    "fields",
    [
        *(
            "kind: sftp, host: -oProxyCommand=x, path: x",
            "kind: sftp, host: x, user: -l, path: x",
            "kind: sftp, host: x, path: -x",
        ),
        *(
            "kind: rsync, path: 'x::y'",
            "kind: rsync, path: 'x:/y'",
            "kind: rsync, host: .., path: x",
            "kind: rsync, path: '$(x)'",
        ),
    ],
)
def test_what_a_tool_takes_for_something_else_is_refused_in_words(fields: str, project: ProjectMaker) -> None:
    told = refused(project(files={"policy_src/publishing.yaml": f"- {{id: web, {fields}}}\n"}), "check")
    assert "publishing.yaml:1: error SP112" in told
    assert "does not have the form" not in told


def test_two_names_that_are_one_on_some_disks_are_no_reason_to_lose_one(tmp_path: Path, source: Path) -> None:
    (source / "zuid/Index.html").write_text("een ander", "utf-8")
    upload(FolderStore(tmp_path / "doel"), source, wanted(source))
    assert there(tmp_path / "doel") == contents(source)
