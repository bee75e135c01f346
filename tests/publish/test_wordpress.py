"""WordPress: a page and its PDF, once; whatever goes wrong, a reader sees the old page or the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from schoolprotocol.deliver.http import Server
from schoolprotocol.deliver.secret import Secret, password_of
from schoolprotocol.deliver.wordpress import Page, publish_page
from schoolprotocol.errors import MissingOnMachineError, PublishError, UsageError
from schoolprotocol.model.target import WordPressTarget
from tests.publish.fake_wordpress import PASSWORD, USER, Fault, Site, wordpress


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty site."""
    with wordpress() as found:
        yield found


@pytest.fixture
def page() -> Page:
    """What is to be on it."""
    return Page(
        "zuid/telefoons",
        "telefoons",
        "Telefoons & zo",
        "publish",
        "zuid-telefoons.pdf",
        b"%PDF-1.7 versie een",
        lambda href: f'<p><a href="{href}">PDF</a></p>\n',
    )


def server(site: Site, password: str = PASSWORD) -> Server:
    return Server(site.url, USER, Secret(password), seconds=5)


def told(site: Site, page: Page, *, dry_run: bool = False) -> list[tuple[str, str]]:
    return [(change.verb, change.name) for change in publish_page(server(site), page, dry_run=dry_run)]


def test_a_first_run_makes_the_pdf_and_then_the_page_that_links_to_it(site: Site, page: Page) -> None:
    assert told(site, page) == [("add", "zuid-telefoons.pdf"), ("add", "/telefoons/")]
    assert site.writes == ["POST media", "POST pages"]
    (made,) = site.pages
    assert made["title"]["raw"] == "Telefoons &amp; zo"
    assert site.media[0]["source_url"] in made["content"]["raw"]


def test_nothing_is_sent_when_nothing_changed(site: Site, page: Page) -> None:
    told(site, page)
    site.asked.clear()
    assert told(site, page) == []
    assert site.writes == []


def test_a_dry_run_tells_what_would_change_and_sends_nothing(site: Site, page: Page) -> None:
    planned = told(site, page, dry_run=True)
    assert site.writes == []
    assert told(site, page) == planned


def test_a_new_text_updates_the_page_and_keeps_the_pdf(site: Site, page: Page) -> None:
    told(site, page)
    newer = replace(page, content=lambda href: f'<p>Nieuw. <a href="{href}">PDF</a></p>')
    assert told(site, newer) == [("update", "/telefoons/")]
    assert len(site.pages) == len(site.media) == 1


def test_a_new_pdf_is_added_and_the_page_links_to_it(site: Site, page: Page) -> None:
    told(site, page)
    page = replace(page, data=b"%PDF-1.7 versie twee")
    assert told(site, page) == [("add", "zuid-telefoons.pdf"), ("update", "/telefoons/")]
    assert site.media[1]["source_url"] in site.pages[0]["content"]["raw"]


def test_a_page_that_somebody_changed_by_hand_gets_the_text_back(site: Site, page: Page) -> None:
    told(site, page)
    whole = site.pages[0]["content"]["raw"]
    site.pages[0]["content"]["raw"] = whole.replace("<p>", "<p>Mag best. ")
    assert told(site, page) == [("update", "/telefoons/")]
    assert site.pages[0]["content"]["raw"] == whole


def test_the_page_of_somebody_else_is_never_overwritten(site: Site, page: Page) -> None:
    site.pages.append({"id": 1, "slug": "telefoons", "title": {"raw": "Ons"}, "content": {"raw": "<p>Ons</p>"}})
    with pytest.raises(UsageError, match="did not make"):
        told(site, page)
    assert site.writes == []
    assert site.pages[0]["content"]["raw"] == "<p>Ons</p>"


FAULTS: list[tuple[str, Fault]] = [
    (request, fault)
    for request in ("GET users", "GET pages", "GET media", "POST media", "POST pages")
    for fault in ("drop", "half", "500", "redirect", "html")
]


@pytest.mark.parametrize(("request_", "fault"), FAULTS)
def test_a_failure_publishes_nothing_half_and_a_second_run_completes_it(
    request_: str, fault: Fault, site: Site, page: Page
) -> None:
    told(site, page)
    before = site.pages[0]["content"]["raw"]
    page = replace(page, data=b"%PDF-1.7 versie twee")
    site.faults[request_] = fault
    with pytest.raises(PublishError) as caught:
        told(site, page)
    assert "127.0.0.1" in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert site.pages[0]["content"]["raw"] == before
    told(site, page)
    assert site.media[1]["source_url"] in site.pages[0]["content"]["raw"]
    assert len(site.media) == 2
    assert told(site, page) == []


@pytest.mark.parametrize("request_", ["POST media", "POST pages"])
def test_what_was_done_although_no_answer_came_is_not_done_twice(request_: str, site: Site, page: Page) -> None:
    site.faults[request_] = "lost"
    with pytest.raises(PublishError):
        told(site, page)
    told(site, page)
    assert (len(site.media), len(site.pages)) == (1, 1)


def test_a_server_that_refuses_the_connection_is_named(page: Page) -> None:
    with wordpress() as gone:
        pass
    with pytest.raises(PublishError, match=r"127\.0\.0\.1 did not do it"):
        told(gone, page)


def test_a_wrong_password_is_told_in_the_site_s_own_words(site: Site, page: Page) -> None:
    with pytest.raises(PublishError, match="401 Je bent niet ingelogd"):
        publish_page(server(site, "fout"), page)


def test_a_user_who_may_not_publish_is_told_what_is_lacking(site: Site, page: Page) -> None:
    site.rights = ("edit_pages", "upload_files")
    with pytest.raises(PublishError, match="edit_published_pages, publish_pages"):
        told(site, page)
    assert site.writes == []


def test_a_server_that_repeats_the_password_does_not_get_it_into_our_message(site: Site, page: Page) -> None:
    site.faults["GET pages"] = "401 echo"
    with pytest.raises(PublishError) as caught:
        told(site, page)
    shown = str(caught.value)
    assert "no: … Basic …" in shown
    assert PASSWORD not in repr(caught.value.__context__) + shown


def test_the_password_follows_no_redirect_and_the_new_address_is_told(site: Site, page: Page) -> None:
    site.faults["GET pages"] = "redirect"
    with pytest.raises(PublishError, match=r"https://elders\.example/: write that address"):
        told(site, page)


def test_a_site_that_changes_the_text_is_told(site: Site, page: Page) -> None:
    site.filters = True
    with pytest.raises(PublishError, match="changed the text"):
        told(site, page)


def test_a_password_comes_from_the_environment_and_is_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    target = WordPressTarget(id="site-zuid", kind="wordpress", url="https://zuid.example", user="ik")
    monkeypatch.delenv("SCHOOLPROTOCOL_PASSWORD_SITE_ZUID", raising=False)
    with pytest.raises(MissingOnMachineError, match="SCHOOLPROTOCOL_PASSWORD_SITE_ZUID"):
        password_of(target)
    monkeypatch.setenv("SCHOOLPROTOCOL_PASSWORD_SITE_ZUID", "https://zuid.example geheim")
    assert password_of(target).value == "geheim"
    assert "geheim" not in repr(password_of(target))
