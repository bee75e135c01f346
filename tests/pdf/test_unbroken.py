"""Dates and the names of school and board stay whole on paper."""

from __future__ import annotations

import pytest

from schoolprotocol.outputs.pdf.unbroken import names_of, unbroken
from schoolprotocol.policy.model import Organisation

SCHOOL = Organisation(
    id="noord", kind="school", name="Basisschool Noord", short="de Noord", site_title="Noord", board="het bestuur",
    leadership="de directie",
)  # fmt: skip
COVER = "<html><body><section>Basisschool Noord op 1 mei 2027</section>"


def kept(text: str, *names: str) -> str:
    """A text behind a cover."""
    return unbroken(f"{COVER}{text}", names).removeprefix(unbroken(COVER, names))


def test_a_name_is_that_of_school_and_board_without_its_article_and_no_common_word() -> None:
    assert names_of(SCHOOL) == {"Basisschool Noord", "Noord"}


@pytest.mark.parametrize("day", ["1 november 2027", "31\N{NO-BREAK SPACE}mei\N{NO-BREAK SPACE}2026", "november 2021"])
def test_a_date_is_kept_whole(day: str) -> None:
    assert kept(f"<p>Op ({day}).</p>") == f'<p>Op (<span class="whole">{day}</span>).</p>'


def test_what_only_looks_like_a_date_or_a_name_stays_as_it_is() -> None:
    for text in ("<p>mei is 31 dagen</p>", "<p>Noordwijk, Zuid-Noorden</p>", '<p title="Noord 1 mei 2027">x</p>'):
        assert kept(text, "Noord") == text


def test_the_longest_name_counts_and_one_that_is_too_long_for_a_line_is_only_not_hyphenated() -> None:
    long = "Stichting voor Protestants-Christelijk en Openbaar Onderwijs"
    assert kept("<p>Noord Oost</p>", "Noord", "Noord Oost") == '<p><span class="whole">Noord Oost</span></p>'
    assert kept(f"<p>{long}</p>", long) == f'<p><span class="long-name">{long}</span></p>'
    assert kept("<p>WWWW MMMM WWWW</p>", "WWWW MMMM WWWW") == '<p><span class="name">WWWW MMMM WWWW</span></p>'
    assert kept("<p>Montessori Stichting Vreugd en Rust</p>", "Montessori Stichting Vreugd en Rust") == (
        '<p><span class="name">Montessori Stichting Vreugd en Rust</span></p>'
    )


def test_a_name_is_found_over_the_lines_of_the_source_and_with_its_escapes() -> None:
    assert kept("<p>De Jan\nSmit</p>", "Jan Smit") == '<p>De <span class="whole">Jan\nSmit</span></p>'
    for written in ("A &amp; B's", "A &amp; B&#39;s"):
        assert kept(f"<p>{written}</p>", "A & B's") == f'<p><span class="whole">{written}</span></p>'


def test_in_a_link_stands_nothing_but_text() -> None:
    assert kept('<a href="#Noord">bij Basisschool Noord</a> Noord', "Basisschool Noord", "Noord") == (
        '<a href="#Noord">bij Basisschool\N{NO-BREAK SPACE}Noord</a> <span class="whole">Noord</span>'
    )


def test_on_the_cover_only_dates_are_kept_whole_and_before_the_body_nothing() -> None:
    page = "<head><title>Noord 1 mei 2027</title></head><body><section>Noord 1 mei 2027</section>"
    assert unbroken(page, ["Noord"]) == page.replace(
        "<section>Noord 1 mei 2027", '<section>Noord <span class="whole">1 mei 2027</span>'
    )
