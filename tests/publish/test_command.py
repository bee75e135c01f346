"""`schoolprotocol publish`, as a webmaster runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from tests.publish.conftest import ZUID, tree
from tests.publish.fake_wordpress import PASSWORD, USER, wordpress

TARGETS = "policy_src/publishing.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def publish(own: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in the project; gives exit code, output and messages."""
    (own / TARGETS).write_text(
        "- {id: schijf, kind: map, path: ../web}\n- {id: van-zuid, kind: map, path: ../zuid, schools: [zuid]}\n",
        "utf-8",
    )

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["--root", str(own), "--lang", "en", "publish", *arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call


def test_the_whole_site_goes_to_a_folder_once(own: Path, publish: Run) -> None:
    web = own.parent / "web"
    code, planned, _ = publish("--to", "schijf", "--dry-run")
    assert code == 0
    assert "new: zuid/index.html" in planned
    assert "nothing was sent" in planned
    assert not web.exists()
    assert publish("--to", "schijf")[0] == 0
    files = tree(web)
    del files[".schoolprotocol.json"]
    assert files == tree(own / "build/site")
    code, out, _ = publish("--to", "schijf")
    assert (code, out) == (0, "Nothing has changed: schijf has it all.\n")


def test_one_school_goes_with_its_archive_to_its_own_address(own: Path, publish: Run) -> None:
    assert publish("zuid", "--to", "schijf")[0] == 0
    names = {name for name in tree(own.parent / "web") if not name.startswith(".")}
    assert {
        "zuid/index.html",
        "zuid/telefoons/versies/1.0/index.html",
        "zuid/telefoons/downloads/zuid-telefoons.pdf",
    } <= names
    assert all(name.startswith("zuid/") for name in names)


def test_a_site_of_another_text_than_the_source_has_is_not_published(own: Path, publish: Run) -> None:
    path = own / ZUID
    path.write_text(path.read_text("utf-8").replace("in de kluis", "in het lokaal"), "utf-8")
    code, _, err = publish("zuid", "--to", "schijf")
    assert code == 2
    assert "made of another text of zuid" in err
    assert "schoolprotocol site" in err
    assert not (own.parent / "web").exists()
    assert publish("noord", "--to", "schijf")[0] == 0, "the text of noord is still the same"


def test_a_file_of_the_site_that_was_edited_is_not_published(own: Path, publish: Run) -> None:
    (own / "build/site/zuid/telefoons/index.html").write_text("<p>Mag best.", "utf-8")
    code, _, err = publish("zuid", "--to", "schijf")
    assert code == 2
    assert "site/zuid/telefoons/index.html is not as it was made" in err


def test_a_target_is_suggested_and_kept_for_its_own_schools(publish: Run) -> None:
    assert "Did you mean “schijf”?" in publish("zuid", "--to", "schijv")[2]
    code, _, err = publish("noord", "--to", "van-zuid")
    assert code == 2
    assert "only for zuid" in err
    assert publish("--to", "van-zuid")[0] == 2
    assert publish("zuid", "--to", "van-zuid")[0] == 0


def test_without_a_site_the_command_says_how_to_make_one(own: Path, publish: Run) -> None:
    (own / "build/site/manifest.json").unlink()
    code, _, err = publish("zuid", "--to", "schijf")
    assert code == 2
    assert "schoolprotocol site" in err


def test_a_failure_of_the_server_ends_with_code_4_and_without_the_password(
    own: Path, publish: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with wordpress() as site:
        monkeypatch.setenv("SCHOOLPROTOCOL_PASSWORD_WP", f"{site.url} {PASSWORD}")
        text = f"- {{id: wp, kind: wordpress, url: '{site.url}', user: {USER}, status: draft}}\n"
        (own / TARGETS).write_text(text, "utf-8")
        site.faults["POST media"] = "500"
        code, out, err = publish("zuid", "--to", "wp")
        assert code == 4
        assert "500 Er heeft zich een kritieke fout voorgedaan" in err
        assert PASSWORD not in out + err
        assert "Traceback" not in err
        assert not site.pages
        assert publish("zuid", "--to", "wp")[0] == 0
        (page,) = site.pages
        assert page["slug"] == "zuid-telefoons"
        assert page["status"] == "draft"
        assert "leggen hun telefoon thuis." in page["content"]["raw"], "what is in force"
        assert site.media[0]["source_url"] in page["content"]["raw"]
        assert "Nothing has changed" in publish("zuid", "--to", "wp")[1]
        assert publish("--to", "wp")[0] == 2, "a page is of one school"


def test_without_a_password_the_command_says_where_to_put_it(
    own: Path, publish: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHOOLPROTOCOL_PASSWORD_WP", raising=False)
    (own / TARGETS).write_text("- {id: wp, kind: wordpress, url: 'https://zuid.example', user: ik}\n", "utf-8")
    code, _, err = publish("zuid", "--to", "wp")
    assert code == 3
    assert "SCHOOLPROTOCOL_PASSWORD_WP" in err
