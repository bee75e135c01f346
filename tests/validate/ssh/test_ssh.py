"""A site goes over a real ssh connection; whatever happens to that connection, nothing is half published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.conftest import tree
from tests.validate.ssh.conftest import Run, Server, replace

CUTS = [1, 400, 12_000, 400_000]
"""Bytes after which a session is killed: in the greeting, the first record, the first files, the last ones."""
ASKED = 500
"""Bytes in which a client asks what a file is at the target, by its name or by reading it back."""
PAGE = "zuid/telefoons/index.html"


def shown(web: Path) -> dict[str, bytes]:
    """What a visitor finds: not what begins with a dot, nor what waits to be renamed."""
    found = tree(web).items()
    return {name: data for name, data in found if not any(part.startswith(".") for part in Path(name).parts)}


def test_a_site_goes_online_once_and_then_nothing_is_sent(publish: Run, own: Path, web: Path, server: Server) -> None:
    code, out, err = publish("--dry-run")
    assert (code, err) == (0, "")
    assert "nothing was sent" in out
    assert not any(web.iterdir())
    code, _, err = publish()
    assert (code, err) == (0, "")
    assert shown(web) == tree(own / "build/site")
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in web.rglob("*")), "a web server can read it all"
    before = {path: path.stat().st_mtime_ns for path in web.rglob("*")}
    server.received()
    assert publish()[1] == "Nothing has changed: web has it all.\n"
    assert {path: path.stat().st_mtime_ns for path in web.rglob("*")} == before
    assert server.received() < ASKED * len(before), "only the question what is there"


def test_only_a_file_that_changed_is_sent(publish: Run, own: Path, web: Path, server: Server) -> None:
    assert publish()[0] == 0
    new = b"<!doctype html><title>Nieuw</title>"
    replace(own, PAGE, new)
    before = {path: path.stat().st_mtime_ns for path in web.rglob("*.html")}
    server.received()
    code, out, err = publish()
    assert (code, err) == (0, "")
    assert out.splitlines()[:-1] == ["changed: manifest.json", f"changed: {PAGE}"]
    assert {path for path, time in before.items() if path.stat().st_mtime_ns != time} == {web / PAGE}
    assert (web / PAGE).read_bytes() == new
    sizes = 2 * (web / ".schoolprotocol.json").stat().st_size + (web / "manifest.json").stat().st_size
    assert server.received() < sizes + 5_000 + ASKED * len(shown(web))


@pytest.mark.parametrize("sent", CUTS)
def test_a_first_run_whose_session_is_killed_is_completed_by_the_next(
    sent: int, publish: Run, own: Path, web: Path, server: Server
) -> None:
    server.cut_after(sent)
    code, out, err = publish()
    assert server.is_cut()
    assert (code, out) == (4, "")
    assert err.startswith(("sftp failed: ", "rsync failed: "))
    assert "publish again: what is missing is then sent" in err
    assert "remote mkdir" not in err
    site = tree(own / "build/site")
    assert not [name for name, data in shown(web).items() if name in site and data != site[name]], "no page in part"
    assert not [name for name in shown(web) if name.endswith(".html")], "no page before what it needs"
    code, _, err = publish()
    assert (code, err) == (0, "")
    assert shown(web) == site
    assert publish()[1] == "Nothing has changed: web has it all.\n"


def test_a_page_that_is_online_stays_as_it_was_when_the_session_is_killed(
    publish: Run, own: Path, web: Path, server: Server
) -> None:
    assert publish()[0] == 0
    before = shown(web)
    new = b"<!doctype html><title>Nieuw</title>" + bytes(range(32, 127)) * 5_000
    replace(own, PAGE, new)
    server.cut_after(100_000)
    assert publish()[0] == 4
    assert server.is_cut()
    assert {name: data for name, data in shown(web).items() if not name.endswith(".new")} == before
    assert publish()[0] == 0
    assert shown(web) == {**before, PAGE: new, "manifest.json": (own / "build/site/manifest.json").read_bytes()}


def test_a_server_with_another_key_than_before_gets_nothing(publish: Run, web: Path, server: Server) -> None:
    server.know(server.key("other"))
    code, out, err = publish()
    assert (code, out) == (4, "")
    assert "Host key verification failed" in err
    assert "shows another key than before. Ask its administrator whether that is right." in err
    assert not any(web.iterdir())


def test_a_server_that_was_never_seen_is_not_believed(publish: Run, web: Path, server: Server) -> None:
    server.know("")
    code, out, err = publish()
    assert (code, out) == (4, "")
    assert "does not know the server yet. Log in once with ssh" in err
    assert not any(web.iterdir())
    assert not (server.folder / "known").read_text("utf-8"), "and its key is not kept"


def test_a_key_that_the_server_refuses_is_told_with_what_to_do(publish: Run, web: Path, server: Server) -> None:
    server.admit(server.key("other"))
    code, out, err = publish()
    assert (code, out) == (4, "")
    assert "Permission denied (publickey)" in err
    assert "does not know your key. Give its administrator the public half" in err
    assert not any(web.iterdir())
