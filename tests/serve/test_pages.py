"""What a page shows: the text as it was saved last; where that has faults, these, and the last good text below."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import pytest

from schoolprotocol.outputs.site.preview import Previewer
from schoolprotocol.serve.asking import Done
from tests.serve.conftest import CLAUSES, NOORD, ZUID, Served

BROKEN = "policy_src/schools/zuid/telefoons.yaml"


def test_a_page_shows_what_was_saved_last(served: Served) -> None:
    before = served.get(ZUID)
    assert "Leerlingen en medewerkers leggen hun telefoon thuis." in before.text
    served.write("leggen hun telefoon", "leggen allemaal hun telefoon")
    after = served.get(ZUID)
    assert "leggen allemaal hun telefoon thuis." in after.text
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_page_on_which_nothing_changed_is_known_by_its_mark(served: Served) -> None:
    before = served.get(NOORD)
    served.write("title: Telefoonprotocol", "title: Mobieltjes", BROKEN)
    after = served.get(NOORD)
    assert before.headers["ETag"] == after.headers["ETag"]
    assert served.now() not in before.text


def test_everything_that_a_page_asks_for_is_there(served: Served) -> None:
    page = served.get(ZUID).text
    asked = re.findall(r'(?:src|href)="(_static/[^"]+|/-/[^"]+\.(?:js|css))"', page)
    assert len(asked) > 4
    for name in asked:
        got = served.get(name if name.startswith("/") else ZUID + name)
        assert got.status == 200, name
        assert got.body


def test_a_page_for_some_readers_is_made_of_the_same_text(served: Served) -> None:
    pages = re.findall(r'href="(leerlingen|ouders|medewerkers)\.html"', served.get(ZUID).text)
    assert pages
    served.write("leggen hun telefoon", "leggen altijd hun telefoon")
    texts = [served.get(f"{ZUID}{page}.html") for page in pages]
    assert all(text.status == 200 for text in texts)
    assert any("leggen altijd hun telefoon" in text.text for text in texts)


def test_a_fault_is_told_with_its_place_and_remedy_and_the_last_good_text_stands_below(served: Served) -> None:
    served.get(ZUID)
    served.write("bewaarplek: thuis", "bewaarplek: ''", BROKEN)
    page = served.get(ZUID).text
    assert f"<code>{BROKEN}:4</code>" in page
    assert re.search(r'kijken-code">SP\d{3}<', page)
    assert 'class="kijken-raad"' in page
    assert "laatste goede versie" in page
    assert "leggen hun telefoon thuis." in page
    assert page.index("kijken-fouten") < page.index("<main")
    served.write("bewaarplek: ''", "bewaarplek: thuis", BROKEN)
    assert "kijken-fouten" not in served.get(ZUID).text


def test_a_fault_of_one_school_leaves_the_others_as_they_are(served: Served) -> None:
    served.write("document: {title:", "document: {titel:", BROKEN)
    page = served.get(NOORD).text
    assert "kijken-fouten" not in page
    assert "kijken-elders" in page  # and says that there is something elsewhere


def test_a_text_with_faults_that_never_was_good_shows_these(served: Served) -> None:
    served.write("bewaarplek: thuis", "bewaarplek: ''", BROKEN)
    got = served.get(ZUID)
    assert got.status == 200
    assert f"{BROKEN}:4" in got.text
    assert "data-nu" in got.text  # it renews itself


@pytest.mark.parametrize("content", ["", "- id: [\n", "\x00", "a: &x [*x]\n", "\t- id: x\n", "- " * 3000])
def test_a_file_that_is_half_written_is_told_and_then_shown(served: Served, content: str) -> None:
    served.get(ZUID)
    path = served.root / CLAUSES
    text = path.read_text("utf-8")
    path.write_text(content, "utf-8")
    served.live.renew()
    page = served.get(ZUID).text
    assert "kijken-fouten" in page
    assert "leggen hun telefoon thuis." in page
    path.write_text(text, "utf-8")
    served.live.renew()
    assert "kijken-fouten" not in served.get(ZUID).text


@pytest.mark.parametrize("folder", ["", "/schools", "/schools/zuid", "/protocols"])
def test_a_folder_that_goes_is_told_and_one_that_comes_back_is_shown(served: Served, folder: str) -> None:
    served.get(ZUID)
    there, away = served.root / f"policy_src{folder}", served.root.parent / "weg"
    shutil.move(there, away)
    served.live.renew()
    page = served.get(ZUID)
    assert page.status == 200
    assert "kijken-fouten" in page.text
    assert "leggen hun telefoon thuis." in page.text
    assert served.get("/").status == 200
    shutil.move(away, there)
    served.live.renew()
    assert "kijken-fouten" not in served.get(ZUID).text


def test_what_an_editor_leaves_beside_a_file_changes_no_page(served: Served) -> None:
    before = served.get(ZUID)
    for name in (".alles.yaml.swp", "alles.yaml~", "4913"):
        (served.root / CLAUSES).with_name(name).write_text("x", "utf-8")
    served.live.renew()
    page = served.get(ZUID).text
    assert "leggen hun telefoon thuis." in page
    for name in (".alles.yaml.swp", "alles.yaml~", "4913"):
        (served.root / CLAUSES).with_name(name).unlink()
    served.live.renew()
    assert served.get(ZUID).headers["ETag"] == before.headers["ETag"]


def test_a_full_disk_is_told_and_once_there_is_room_the_page_is_made(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.get(ZUID)
    served.write("leggen hun telefoon", "leggen nu hun telefoon")

    def full(*_arguments: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/tmp/x")

    with monkeypatch.context() as patch:
        patch.setattr(Previewer, "page", full)
        page = served.get(ZUID).text
        assert "the disk is full" in page
        assert "leggen hun telefoon thuis." in page
    assert "leggen nu hun telefoon thuis." in served.get(ZUID).text


def test_temporary_files_that_somebody_swept_away_are_made_again(served: Served) -> None:
    served.get(ZUID)
    folder = served.live.project._known.previews()._previewer._folder
    shutil.rmtree(folder)
    served.write("leggen hun telefoon", "leggen weer hun telefoon")
    served.get(ZUID)
    assert "leggen weer hun telefoon thuis." in served.get(ZUID).text


def test_a_fault_of_ours_is_kept_and_told_and_the_server_goes_on(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.get(ZUID)
    served.write("leggen hun telefoon", "leggen nu hun telefoon")
    with monkeypatch.context() as patch:
        patch.setattr(Previewer, "page", lambda *_arguments: 1 / 0)
        page = served.get(ZUID).text
    assert "a fault of ours" in page
    assert "Traceback" not in page
    assert "ZeroDivisionError" in served.bugs.pop()
    assert "leggen nu hun telefoon" in served.get(ZUID).text


def test_a_fault_of_ours_on_a_full_disk_is_answered_too(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_trace: str) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(served.live, "_bug", full)
    monkeypatch.setattr(Previewer, "page", lambda *_arguments: 1 / 0)
    page = served.get(ZUID)
    assert page.status == 200
    assert "the disk is full" in page.text


def test_words_of_the_source_never_become_markup_in_what_is_told(served: Served) -> None:
    served.write("bewaarplek: thuis", "'<script>alert(1)</script>': thuis", BROKEN)
    page = served.get(ZUID).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_template_of_the_project_is_followed_and_a_broken_one_told(served: Served) -> None:
    own = served.root / "templates/pages/school.css.j2"
    own.parent.mkdir(parents=True)
    own.write_text("/* van onszelf */\n", "utf-8")
    served.live.renew()
    served.get(ZUID)
    assert served.get(f"{ZUID}_static/school.css").text == "/* van onszelf */\n"
    own.write_text("{{ nergens }}\n", "utf-8")
    served.live.renew()
    page = served.get(ZUID).text
    assert "templates/pages/school.css.j2:1" in page
    assert "leggen hun telefoon thuis." in page
    own.unlink()
    served.live.renew()
    assert "kijken-fouten" not in served.get(ZUID).text


def test_a_broken_template_of_the_bar_itself_is_replaced_by_ours(served: Served) -> None:
    own = served.root / "templates/serve/bar.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nergens }}", "utf-8")
    served.live.renew()
    page = served.get(ZUID)
    assert page.status == 200
    assert "Alle documenten" in page.text


def test_the_list_has_every_document_and_says_which_has_faults(served: Served) -> None:
    assert re.findall(r'href="/-/tekst/(\w+)/', served.get("/").text) == ["noord", "zuid"]
    served.write("bewaarplek: thuis", "bewaarplek: ''", BROKEN)
    page = served.get("/").text
    assert page.count("heeft fouten") == 1
    assert f"{BROKEN}:4" in page


@pytest.mark.parametrize(
    ("file", "old"), [(BROKEN, "document: {title:"), ("policy_src/schools/zuid/school.yaml", "site_title:")]
)
def test_a_document_that_cannot_be_read_stays_in_the_list_until_it_is_removed(
    served: Served, file: str, old: str
) -> None:
    served.get("/")
    served.write(old, old.replace("title", "titel"), file)
    page = served.get("/").text
    assert re.findall(r'href="/-/tekst/(\w+)/', page) == ["noord", "zuid"]
    assert page.count("heeft fouten") == 1
    shutil.rmtree(served.root / "policy_src/schools/zuid")
    served.live.renew()
    assert re.findall(r'href="/-/tekst/(\w+)/', served.get("/").text) == ["noord"]


def test_the_list_leads_to_the_working_text_wherever_that_stands(served: Served) -> None:
    assert served.get("/-/tekst/zuid/telefoons/").headers["Location"] == ZUID


def test_a_school_that_is_renamed_is_found_under_its_new_name(served: Served) -> None:
    served.get(ZUID)
    (served.root / "policy_src/schools/zuid").rename(served.root / "policy_src/schools/zuidwest")
    served.live.renew()
    assert served.get("/zuidwest/telefoons/").status == 200
    assert "kijken-fouten" in served.get(ZUID).text


# -- what is made when somebody asks ----------------------------------------------------------------------------------


def built(root: Path, name: str, text: str) -> None:
    path = root / "build" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


PAGE = "<html><head></head><body>{}</body></html>"


def test_a_page_that_takes_a_build_is_built_once_for_each_state_of_the_source(served: Served) -> None:
    def build(_arguments: tuple[str, ...]) -> Done:
        built(served.root, "html/zuid/telefoons/versies.html", PAGE.format(f"gemaakt {len(served.commands.asked)}"))
        return Done(0, "", "")

    served.commands.does = build
    assert "gemaakt 1" in served.get(f"{ZUID}versies.html").text
    assert "gemaakt 1" in served.get(f"{ZUID}versies.html").text
    served.write("leggen hun telefoon", "leggen nu hun telefoon")
    assert "gemaakt 2" in served.get(f"{ZUID}versies.html").text
    assert served.commands.asked == [("build", "html", "--school", "zuid")] * 2


def test_a_build_that_fails_is_told_above_what_it_made_before(served: Served) -> None:
    built(served.root, "html/zuid/telefoons/versies.html", PAGE.format("van gisteren"))
    served.commands.does = lambda _arguments: Done(3, "", "the disk is full <b>")
    page = served.get(f"{ZUID}versies.html").text
    assert "van gisteren" in page
    assert "the disk is full &lt;b&gt;" in page
    assert "laatste goede versie" in page


def test_a_page_that_no_build_makes_is_not_there(served: Served) -> None:
    assert served.get(f"{ZUID}nergens.html").status == 404
    assert served.get("/nergens/nergens.html").status == 404
    assert served.get(f"{ZUID}downloads/x.pdf").status == 404
    assert served.commands.asked == [("build", "html", "--school", "zuid")]


def test_a_link_in_the_build_folder_leads_nowhere(served: Served) -> None:
    secret = served.root.parent / "geheim.html"
    secret.write_text("geheim", "utf-8")
    folder = served.root / "build/html/zuid/telefoons"
    folder.mkdir(parents=True)
    (folder / "versies.html").symlink_to(secret)
    (served.root / "build/html/zuid/elders").symlink_to(served.root.parent)
    assert served.get(f"{ZUID}versies.html").status == 404
    assert served.get("/zuid/elders/geheim.html").status == 404


def test_the_text_is_shown_as_it_is_printed_page_by_page(served: Served, klein_built: Path) -> None:
    def build(_arguments: tuple[str, ...]) -> Done:
        (served.root / "build/pdf").mkdir(parents=True)
        shutil.copy(klein_built / "build/pdf/zuid-telefoons.pdf", served.root / "build/pdf")
        return Done(0, "", "")

    served.commands.does = build
    folder = "/-/gedrukt/zuid/telefoons/"
    page = served.get(f"{folder}index.html").text
    pictures = re.findall(r'src="(\d+\.png\?van=\w+)"', page)
    assert len(pictures) > 1
    assert all(served.get(folder + one).body.startswith(b"\x89PNG") for one in pictures)
    assert served.get(f"{folder}99.png").status == 404
    assert served.get(f"{folder}zuid-telefoons.pdf").body.startswith(b"%PDF")
    assert served.commands.asked == [("build", "pdf", "--school", "zuid")]
    assert served.get("/-/gedrukt/nergens/telefoons/index.html").status == 404


def test_what_the_check_finds_is_shown_with_place_and_remedy(served: Served) -> None:
    found = (
        '[{"code": "SP300", "severity": "error", "file": "a.yaml", "line": 3, "message": "<i>", "remedy": "Doe het."}]'
    )
    served.commands.does = lambda _arguments: Done(1, found, "")
    page = served.get("/-/controle/zuid/").text
    assert "a.yaml:3" in page
    assert "&lt;i&gt;" in page
    assert "Doe het." in page
    assert served.commands.asked == [("check", "--format", "json", "--school", "zuid")]
    assert served.get("/-/controle/nergens/").status == 404
    assert served.get("/-/controle/--since/").status == 404  # no option of a command either
