"""No address that a site ever had is lost: it leads on, or somebody said that what stood there was withdrawn."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from schoolprotocol.build.published import addresses_of, begun, leads_to, lost, moved
from schoolprotocol.outputs.online.moved import moved_page, relative, rules
from schoolprotocol.source.published import ADDRESSES, WITHDRAWN, Published, is_address, read_published, written
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import FolderTree
from schoolprotocol.templating import templates_in
from tests.conftest import ProjectMaker, Run
from tests.e2e.test_impact import git
from tests.helpers import codes
from tests.publish.conftest import tree

HOME = "/aurora/sociale-media"
NAME = f"{HOME}/downloads/aurora-sociale-media"
THERE = {
    *("/index.html", "/aurora/index.html", "/nieuw/index.html"),
    *(
        f"{HOME}/{name}.html"
        for name in ("index", "ouders", "voorstel/index", "voorstel/ouders", "voorstel/wijzigingen")
    ),
    *(f"{HOME}/versies/1.0/{name}.html" for name in ("index", "ouders")),
    *(
        f"{NAME}.pdf",
        f"{NAME}-schoolgids.txt",
        f"{NAME}-kaart-ouders.pdf",
        f"{HOME}/voorstel/downloads/aurora-sociale-media-voorstel-wijzigingen.pdf",
    ),
    *("/nieuw/sociale-media/index.html", "/nieuw/sociale-media/ouders.html"),
    "/nieuw/sociale-media/downloads/nieuw-sociale-media.pdf",
}
LISTED: dict[str, str | None] = {
    "/oud/index.html": "/nieuw/index.html",
    "/weg/index.html": WITHDRAWN,
    "/rond/a.html": "/rond/b.html",
    "/rond/b.html": "/rond/a.html",
    "/aurora/ouders.html": f"{HOME}/ouders.html",
    "/ver/index.html": "/aurora/ouders.html",
    "/nergens/index.html": "/niet-daar.pdf",
}


@pytest.mark.parametrize(
    ("address", "target"),
    [
        (f"{HOME}/index.html", f"{HOME}/index.html"),
        ("/aurora/ouders.html", f"{HOME}/ouders.html"),
        ("/ver/index.html", f"{HOME}/ouders.html"),
        # a proposal that was adopted, and what stood at the proposal only
        (f"{HOME}/voorstel/geschiedenis.html", f"{HOME}/index.html"),
        (f"{HOME}/wijzigingen.html", f"{HOME}/voorstel/wijzigingen.html"),
        (f"{HOME}/voorstel/downloads/aurora-sociale-media-voorstel.pdf", f"{NAME}.pdf"),
        (f"{NAME}-wijzigingen.pdf", f"{HOME}/voorstel/downloads/aurora-sociale-media-voorstel-wijzigingen.pdf"),
        # a text for the schoolgids that is not made any more, or of a version that was replaced
        (f"{NAME}-schoolgids-beknopt.txt", f"{NAME}-schoolgids.txt"),
        (f"{HOME}/versies/1.0/downloads/aurora-sociale-media-1.0-schoolgids.txt", f"{NAME}-schoolgids.txt"),
        (f"{NAME}-schoolgids-beknopt.html", f"{HOME}/index.html"),
        # a card of a proposal, of a version that was replaced, or for readers for whom there is none any more
        (f"{HOME}/voorstel/downloads/aurora-sociale-media-voorstel-kaart-ouders.pdf", f"{NAME}-kaart-ouders.pdf"),
        (f"{HOME}/versies/1.0/downloads/aurora-sociale-media-1.0-kaart-ouders.pdf", f"{NAME}-kaart-ouders.pdf"),
        (f"{NAME}-kaart-medewerkers.pdf", f"{HOME}/index.html"),
        (f"{HOME}/versies/1.0/downloads/aurora-sociale-media-1.0-kaart-anderen.pdf", f"{HOME}/index.html"),
        (f"{HOME}/voorstel/downloads/aurora-sociale-media-voorstel-kaart-anderen.pdf", f"{HOME}/index.html"),
        # a page that the document or the version has no more
        (f"{HOME}/medewerkers.html", f"{HOME}/index.html"),
        (f"{HOME}/versies/1.0/medewerkers.html", f"{HOME}/versies/1.0/index.html"),
        ("/afwijkingen-telefoons.html", "/index.html"),
        # a school that has another id
        ("/oud/index.html", "/nieuw/index.html"),
        ("/oud/sociale-media/ouders.html", "/nieuw/sociale-media/ouders.html"),
        (
            "/oud/sociale-media/downloads/oud-sociale-media.pdf",
            "/nieuw/sociale-media/downloads/nieuw-sociale-media.pdf",
        ),
        ("/oud/sociale-media/leerlingen.html", "/nieuw/index.html"),
        # a school that is gone
        ("/weg/sociale-media/downloads/weg-sociale-media.pdf", WITHDRAWN),
        ("/weg/sociale-media/versies/1.0/index.html", WITHDRAWN),
        # what nobody can know
        (f"{NAME}-schoolgids.md", None),
        (f"{HOME}/versies/0.9/index.html", None),
        (f"{HOME}/versies/0.9/ouders.html", None),
        ("/zuid/index.html", None),
        ("/zuid/telefoons/index.html", None),
        ("/rond/a.html", None),
        ("/nergens/index.html", None),
    ],
)
def test_an_address_leads_to_what_stands_in_its_place(address: str, target: str | None) -> None:
    assert leads_to(address, LISTED, THERE) == target


def test_of_what_is_gone_as_a_whole_the_first_page_is_told_and_once() -> None:
    gone = ("/zuid/index.html", "/zuid/telefoons/index.html", "/zuid/telefoons/versies/1.0/ouders.html", "/zuid/x.pdf")
    version = (f"{HOME}/versies/0.9/index.html", f"{HOME}/versies/0.9/ouders.html")
    known = [Published(address, None, n) for n, address in enumerate((*gone, *version, f"{HOME}/ouders.html"), 1)]
    told = [(found.place.line, found.values["address"], found.values["n"]) for found in lost(known, THERE)]
    assert told == [(5, version[0], "2"), (1, "/zuid/index.html", "4")]


def test_what_several_protocols_had_together_leads_to_the_page_of_the_school() -> None:
    home = "/aurora/index.html"
    gone = dict.fromkeys(("/aurora/schoolgids.html", "/aurora/aurora-schoolgids.docx", "/aurora/zoeken.html"))
    assert moved(gone, {*THERE, home}) == dict.fromkeys(gone, home)
    assert moved(gone, {"/index.html"}) == {}, "the school is gone, and nobody said where to"


def test_a_file_is_no_folder_whatever_the_list_says() -> None:
    listed = dict.fromkeys(("/index.html/x.html", f"{HOME}/versies/1.0", "/a.html", "/a.html/b.html"), "/index.html")
    assert moved(listed, THERE) == {}
    assert {found.values["address"] for found in lost([Published(a, t, 1) for a, t in listed.items()], THERE)} == {
        *listed
    }


def test_a_project_without_a_list_begins_with_the_addresses_that_its_documents_had_before() -> None:
    leads = {one.address: one.target for one in begun(THERE, [("aurora", "sociale-media")])}
    assert leads == {
        "/aurora/ouders.html": f"{HOME}/ouders.html",
        "/aurora/wijzigingen.html": f"{HOME}/wijzigingen.html",
        "/aurora/versies/1.0/index.html": f"{HOME}/versies/1.0/index.html",
        "/aurora/versies/1.0/ouders.html": f"{HOME}/versies/1.0/ouders.html",
        "/aurora/downloads/aurora-sociale-media.pdf": f"{NAME}.pdf",
        "/aurora/downloads/aurora-sociale-media-schoolgids.txt": f"{NAME}-schoolgids.txt",
        "/aurora/downloads/aurora-sociale-media-kaart-ouders.pdf": f"{NAME}-kaart-ouders.pdf",
        "/aurora/downloads/aurora-sociale-media-wijzigingen.pdf": f"{NAME}-wijzigingen.pdf",
    }
    assert begun(THERE, [("aurora", "sociale-media"), ("aurora", "telefoons")]) == (), "they stood where they stand"


def test_the_papers_of_a_version_were_called_after_their_document_before() -> None:
    kept = f"{HOME}/versies/1.0/downloads/aurora-sociale-media-1.0-schoolgids.md"
    (line,) = begun({kept}, [("aurora", "sociale-media")])
    assert (line.address, line.target) == ("/aurora/versies/1.0/downloads/aurora-sociale-media-schoolgids.md", kept)


def test_pages_papers_and_feeds_have_an_address_and_what_pages_need_has_none() -> None:
    names = ("a/index.html", "a/x.pdf", "a/feed.atom", "a/_static/site.css", "a/searchindex.js", "afwijkingen.svg")
    odd = ("a/Ouders.html", "a b.html", "manifest.json", "robots.txt", "sitemap.xml", "_redirects", "htaccess.txt")
    assert addresses_of([*names, *odd]) == {"/a/index.html", "/a/x.pdf", "/a/feed.atom"}


# -- the list ---------------------------------------------------------------------------------------------------------

NO_ADDRESSES = (
    *("aurora/x.html", "/", "/aurora/", "//elders.example/x.html", "https://elders.example/x.html", "/../x.html"),
    *("/aurora/../../x.html", "/aurora/./x.html", "/aurora/.htaccess", "/_static/x.html", "/aurora/%2e%2e/x.html"),
    *(
        "/aurora/Ouders.html",
        "/aurora/x",
        "/aurora//x.html",
        "/aurora/x.html?a=b",
        "/aurora/x.html#a",
        "\\aurora\\x.html",
    ),
    *("/aurora/é.html", "/aurora/\u202ex.html", "javascript:alert(1)", "/" + "a" * 600 + ".html", "<<<<<<<", "-"),
)


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_the_list_holds_addresses_of_this_site_and_nothing_else(project: ProjectMaker, text: str) -> None:
    assert not is_address(text)
    root = project(files={ADDRESSES: f"/a/x.html\n{text} /a/x.html\n/b/x.html {text}\n"})
    found = read_published(Reader(FolderTree(root)))
    wrong = [1] if text == WITHDRAWN else [1, 2]
    assert codes(found.faults) == ["SP613"] * len(wrong)
    assert found.faults[0].place.line == 2


def test_an_address_stands_in_the_list_once_and_does_not_lead_to_itself(project: ProjectMaker) -> None:
    root = project(
        files={ADDRESSES: "# uitleg\n\n/a/x.html\r\n/a/x.html -\n/a/y.html /a/y.html\n/a/z.html /b.html /c.html\n"}
    )
    found = read_published(Reader(FolderTree(root)))
    assert [fault.place.line for fault in found.faults] == [4, 5, 6]
    assert found.value == (Published("/a/x.html", None, 3),)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00" * 50, b"x" * 2_000_000, b"/a.html\x1b[2J\n"])
def test_a_list_that_is_none_is_told_with_its_place(project: ProjectMaker, command: Run, data: bytes) -> None:
    root = project(files={ADDRESSES: data})
    code, out, _err = command(root, "check")
    assert code == 1
    assert f"{ADDRESSES}:1" in out
    assert "SP613" in out
    assert "\x1b" not in out


def test_the_list_is_written_by_address_and_read_back_as_it_was(project: ProjectMaker) -> None:
    known = (Published("/a/x.html", "/a/y.html", 3), Published("/a/z.pdf", WITHDRAWN, 4), Published("/b.html", None, 5))
    root = project(files={ADDRESSES: written(reversed(known))})
    assert read_published(Reader(FolderTree(root))).value == known


def test_a_protocol_is_not_called_after_what_addresses_use_for_something_else(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    for name in ("versies", "voorstel", "downloads", "rapport"):
        shutil.copytree(root / "policy_src/protocols/telefoons", root / f"policy_src/protocols/{name}")
        code, out, _err = command(root, "check")
        assert code == 1
        assert f"policy_src/protocols/{name}" in out
        assert "SP127" in out
        shutil.rmtree(root / f"policy_src/protocols/{name}")


# -- the pages --------------------------------------------------------------------------------------------------------


def test_a_page_that_moved_goes_on_without_a_script_and_from_a_disk_too() -> None:
    text = moved_page("/a/versies/1.0/x.html", "/a/p/index.html", "https://x.example/y/", templates_in(Path("none")))
    page: html.HtmlElement = html.document_fromstring(text)
    assert page.get("lang") == "nl"
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../../p/index.html"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://x.example/y/a/p/"]
    assert page.xpath("//a/@href") == ["../../p/index.html"]
    assert page.xpath("//h1")
    assert page.xpath("string(//title)")


def test_rules_for_servers_begin_with_the_path_of_the_site() -> None:
    made = rules({"/a/x.html": "/a/p/index.html"}, "https://x.example/beleid")
    assert made["_redirects"] == "/beleid/a/x.html /beleid/a/p/ 301\n/beleid/* /beleid/404.html 404\n"
    assert made["htaccess.txt"].splitlines()[0] == "Redirect permanent /beleid/a/x.html /beleid/a/p/"


@pytest.mark.parametrize(("address", "target"), [("/a.html", "/b/c.html"), ("/a/b/c.html", "/d.html")])
def test_a_way_from_one_file_to_another_leads_there(address: str, target: str) -> None:
    assert (Path(address).parent / relative(address, target)).resolve() == Path(target)


# -- a whole site -----------------------------------------------------------------------------------------------------


def dead_links(root: Path) -> Iterable[tuple[str, str]]:
    """Links of pages below a folder that lead to no file there. They are relative: so it may lie anywhere."""
    for page in sorted(root.rglob("*.html")):
        for address in html.parse(page).xpath("//@href | //@src"):
            parts = urlsplit(str(address))
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = (page.parent / unquote(parts.path)).resolve()
            if parts.path.startswith("/") or not target.is_file() or not target.is_relative_to(root.resolve()):
                yield page.relative_to(root).as_posix(), str(address)


def test_a_build_and_a_site_have_the_same_pages_and_no_link_into_nothing(made: Path) -> None:
    site, build = tree(made / "build/site"), tree(made / "build/html")
    assert list(dead_links(made / "build/site")) == []
    assert list(dead_links(made / "build/html")) == []
    more = {name for name in site.keys() - build.keys() if "rapport/" not in name}
    assert more == {"manifest.json", "robots.txt", "sitemap.xml", "feed.atom", "_redirects", "htaccess.txt"}
    assert {name for name in build if site[name] != build[name]} == set()


def test_a_site_writes_down_what_it_has_and_where_its_documents_stood_before(made: Path) -> None:
    known = read_published(Reader(FolderTree(made))).value
    assert known is not None
    files = tree(made / "build/site")
    assert {one.address[1:] for one in known} == {name[1:] for name in addresses_of(files)}
    for old, new in (
        ("zuid/leerlingen.html", "telefoons/leerlingen.html"),
        ("zuid/versies/1.0/index.html", "../../telefoons/versies/1.0/index.html"),
        ("zuid/wijzigingen.html", "telefoons/voorstel/wijzigingen.html"),
    ):
        page: html.HtmlElement = html.document_fromstring(files[old])
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={new}"]
    assert files["zuid/downloads/zuid-telefoons.pdf"] == files["zuid/telefoons/downloads/zuid-telefoons.pdf"]
    assert b'data-moved="telefoons/index.html"' in files["zuid/index.html"]


def test_a_site_refuses_to_lose_an_address_until_somebody_says_where_it_leads(own: Path, command: Run) -> None:
    listed, before = own / ADDRESSES, tree(own / "build/site")
    with listed.open("a", encoding="utf-8") as file:
        file.write("/oost/index.html\n/oost/telefoons/index.html\n/oost/telefoons/downloads/oost-telefoons.pdf\n")
    code, _out, err = command(own, "site")
    assert code == 1
    assert err.count("SP614") == 1
    assert "/oost/index.html" in err
    assert "3 published addresses" in err
    assert tree(own / "build/site") == before
    listed.write_text(listed.read_text("utf-8").replace("/oost/index.html\n", "/oost/index.html -\n"), "utf-8")
    assert command(own, "site")[0] == 0
    page = (own / "build/site/oost/telefoons/index.html").read_text("utf-8")
    assert "ingetrokken" in page
    assert 'href="../../index.html"' in page
    assert not (own / "build/site/oost/telefoons/downloads").exists()
    assert command(own, "build", "html")[1].endswith("nothing was out of date\n")


def test_what_the_rules_cannot_know_is_no_reason_to_make_nothing(own: Path, command: Run) -> None:
    with (own / ADDRESSES).open("a", encoding="utf-8") as file:
        file.write("/oost/index.html\n/index.html/x.html /index.html\n")
    assert command(own, "build", "html")[0] == 0
    assert not (own / "build/html/oost").exists()
    assert (own / "build/html/index.html").is_file()


def test_a_school_that_is_gone_leaves_the_build_and_its_addresses_lead_where_somebody_said(
    own: Path, command: Run
) -> None:
    shutil.rmtree(own / "policy_src/schools/noord")
    code, _out, err = command(own, "site")
    assert (code, err.count("SP614")) == (1, 1)
    assert "/noord/index.html" in err
    listed = own / ADDRESSES
    text = listed.read_text("utf-8").replace("\n/noord/index.html\n", "\n/noord/index.html /zuid/index.html\n")
    listed.write_text(text, "utf-8")
    code, _out, err = command(own, "site")
    assert code == 0, err
    assert not (own / "build/pdf/noord-telefoons.pdf").exists()
    assert not [name for name in tree(own / "build/.made") if name.startswith("noord")]
    for page in ("noord/index.html", "noord/leerlingen.html", "noord/telefoons/index.html"):
        assert "verhuisd" in (own / "build/site" / page).read_text("utf-8"), page
    assert "zuid/telefoons/index.html" in (own / "build/site/noord/telefoons/index.html").read_text("utf-8")
    assert list(dead_links(own / "build/site")) == []


def test_a_site_that_grew_its_list_makes_nothing_again_and_publishing_tells_what_gets_lost(
    own: Path, command: Run
) -> None:
    (own / "policy_src/publishing.yaml").write_text("- {id: schijf, kind: map, path: ../web}\n", "utf-8")
    assert command(own, "publish", "--to", "schijf")[0] == 0
    (own / "build/site/zuid/oud.html").write_text("weg", "utf-8")
    record = own.parent / "web/.schoolprotocol.json"
    told = json.loads(record.read_text("utf-8"))
    told["files"] |= {"zuid/oud.html": "0" * 64, "zuid/oud.pdf": "0" * 64, "zuid/_static/oud.css": "0" * 64}
    record.write_text(json.dumps(told), "utf-8")
    code, out, err = command(own, "publish", "--to", "schijf", "--dry-run")
    assert code == 0
    assert "removed: zuid/oud.pdf" in out
    assert "2 addresses that schijf had would lead nowhere" in err


def test_an_address_that_was_taken_out_of_the_list_is_told_beside_what_was_there(
    project: ProjectMaker, command: Run
) -> None:
    root = project(files={ADDRESSES: "/a/x.html\n/a/y.html /a/x.html\n"})
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "begin")
    assert "SP615" not in command(root, "check", "--since", "HEAD")[1]
    (root / ADDRESSES).write_text("/a/x.html\n/b.html\n", "utf-8")
    code, out, _err = command(root, "check", "--since", "HEAD")
    assert code == 1
    assert f"{ADDRESSES}:2" in out
    assert "/a/y.html" in out
    assert out.count("SP615") == 1
    assert "SP615" not in command(root, "check", "--since", "HEAD", "--school", "noord")[1]


# -- what is gone -----------------------------------------------------------------------------------------------------


def ghost(root: Path, files: Iterable[str]) -> Path:
    """A record of a text that there is not, which says that these files were its own."""
    made = {name: [3, 0, "0" * 64] for name in files}
    path = root / "build/.made/spook-telefoons.json"
    path.write_text(json.dumps({"pdf": {"key": "k", "token": "t", "places": [], "files": made}}), "utf-8")
    return path


def test_a_record_of_nobody_takes_away_nothing_that_somebody_has_and_nothing_elsewhere(own: Path, command: Run) -> None:
    treasure = own.parent / "schat.txt"
    treasure.write_text("van mij", "utf-8")
    assert command(own, "build", "html")[0] == 0
    before = tree(own / "build/html")
    edit = own / "policy_src/project.yaml"
    for files in (
        ["html/zuid/index.html", "html/zuid/telefoons/index.html", "pdf/weg.pdf"],
        ["pdf/../../../schat.txt"],
        ["/etc/passwd"],
        ["html"],
    ):
        gone = own / "build/pdf/weg.pdf"
        gone.write_text("weg", "utf-8")
        path = ghost(own, files)
        edit.write_text(edit.read_text("utf-8") + "# nog een regel\n", "utf-8")
        assert command(own, "build", "html")[0] == 0
        assert treasure.read_text("utf-8") == "van mij"
        assert gone.exists() is ("pdf/weg.pdf" not in files)
        assert not path.exists()
        assert tree(own / "build/html") == before
