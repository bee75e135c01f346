"""Several people: each comes in as himself, does what he may, and what he did is written down."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from schoolprotocol.errors import UsageError
from schoolprotocol.studio import audit
from schoolprotocol.studio.app import PAGES
from schoolprotocol.studio.asking import Door, is_ours
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.door.limits import Limit, Logins
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, browser, studio_of, visitor_as

PASSWORD = "paard batterij nietje"


@pytest.fixture
def team(root: Path) -> Studio:
    """A studio of four people; their passwords are quickly looked at."""
    studio = studio_of(root, is_team=True)
    studio.accounts.__dict__["_hasher"] = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    for name, role in (("anna", "beheerder"), ("bas", "schrijver"), ("cem", "lezer"), ("dia", "vaststeller")):
        studio.accounts.add(name, name.title(), role, PASSWORD)
    return studio


@pytest.fixture
def anna(team: Studio) -> Iterator[Visitor]:
    """Who manages accounts, logged in."""
    with browser(team) as client:
        log_in(client, "anna")
        yield Visitor(team, client)


def log_in(client: TestClient, name: str, password: str = PASSWORD, where: str = "/") -> int:
    """Log in as a page does; gives the status of the answer."""
    page = client.get("/aanmelden", params={"naar": where}).text
    before = re.search(r'name="voor" value="([^"]+)"', page)
    wanted = re.search(r'name="naar" value="([^"]*)"', page)
    assert before is not None
    assert wanted is not None
    form = {"voor": before[1], "naar": wanted[1], "naam": name, "wachtwoord": password}
    answer = client.post("/aanmelden", data=form, follow_redirects=False)
    if answer.status_code == 303:
        assert answer.headers["location"].startswith("/")
    return answer.status_code


# -- coming in --------------------------------------------------------------------------------------------------------


def test_who_knows_the_password_comes_in_and_out(team: Studio) -> None:
    client = browser(team)
    assert log_in(client, "bas", where="/nieuw/") == 303
    assert "Bas" in client.get("/").text
    Visitor(team, client).send("/afmelden")
    assert client.get("/").url.path == "/aanmelden"


def test_who_does_not_stays_out_and_learns_nothing(team: Studio) -> None:
    client = browser(team)
    said = set()
    for name in ("bas", "niemand", "ik", "' OR 1=1 --", ""):
        page = client.get("/aanmelden").text
        before = re.search(r'name="voor" value="([^"]+)"', page)
        assert before is not None
        answer = client.post("/aanmelden", data={"voor": before[1], "naam": name, "wachtwoord": "fout fout fout"})
        assert answer.status_code == 403
        told = re.search(r'role="alert">([^<]+)<', answer.text)
        assert told is not None
        said.add(told[1])
    assert len(said) == 1
    assert COOKIE not in client.cookies


def test_a_name_that_is_not_there_asks_as_much_work_as_one_that_is(
    team: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.accounts.block("cem")
    looked_at = []
    verify = PasswordHasher.verify

    def looked(self: PasswordHasher, hashed: str, password: str) -> bool:
        looked_at.append(hashed.rpartition("$")[0].rpartition("$")[0])  # how it was made, which is what takes time
        return verify(self, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", looked)
    for name in ("anna", "niemand", "cem"):
        assert team.accounts.check(name, "fout") is None
    assert len(looked_at) == 3
    assert len(set(looked_at)) == 1


def test_a_page_of_somebody_else_cannot_log_anybody_in(team: Studio) -> None:
    client = browser(team)
    assert client.post("/aanmelden", data={"naam": "bas", "wachtwoord": PASSWORD}).status_code == 403
    client.get("/aanmelden")
    form = {"naam": "bas", "wachtwoord": PASSWORD, "voor": "geraden"}
    assert client.post("/aanmelden", data=form).status_code == 403
    assert COOKIE not in client.cookies


def test_guessing_is_bounded_for_an_account_and_for_an_address(team: Studio) -> None:
    client = browser(team)
    found = [log_in(client, "bas", f"fout nummer {number}") for number in range(8)]
    assert found[:6] == [403] * 6
    assert set(found[6:]) == {429}
    assert log_in(client, "bas") == 429
    assert log_in(client, "cem") == 303  # from the same address, another account


def test_many_addresses_and_many_names_are_bounded_too() -> None:
    now = [0.0]
    logins = Logins(lambda: now[0])
    for number in range(60):
        logins.failed("bas", f"10.0.0.{number}")
    assert logins.wait("bas", "10.0.1.1") > 0
    for number in range(40):
        logins.failed(f"naam{number}", "10.0.2.2")
    assert logins.wait("ander", "10.0.2.2") > 0
    now[0] += 3600
    assert logins.wait("bas", "10.0.1.1") == 0


def test_who_logged_in_before_in_this_browser_comes_in_while_others_guess(team: Studio) -> None:
    his, other = browser(team), browser(team)
    assert log_in(his, "bas") == 303
    Visitor(team, his).send("/afmelden")
    for number in range(60):  # from many addresses, his own among them
        team.logins.failed("bas", f"10.0.0.{number}")
        team.logins.failed("bas", "testclient")
    assert log_in(other, "bas") == 429
    assert log_in(his, "bas", "fout wachtwoord") == 403
    assert log_in(his, "bas") == 303


def test_a_known_browser_has_few_tries_too_and_for_one_account_only(team: Studio) -> None:
    his = browser(team)
    assert log_in(his, "bas") == 303
    Visitor(team, his).send("/afmelden")
    for _time in range(60):
        team.logins.failed("cem", "testclient")
    assert log_in(his, "cem") == 429
    assert [log_in(his, "bas", f"fout nummer {number}") for number in range(8)] == [403] * 6 + [429] * 2


@pytest.mark.parametrize("cookie", ["", "x", "a.1.bas.b", "a.9999999999.bas.", "é"])
def test_no_browser_is_known_by_what_it_made_up_itself(team: Studio, cookie: str) -> None:
    assert team.browsers.key(cookie, "bas") == ""
    assert team.browsers.key(team.browsers.cookie("bas"), "bas")
    assert team.browsers.key(team.browsers.cookie("bas"), "cem") == ""


def test_whom_is_remembered_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schoolprotocol.studio.door.limits.MOST_KEYS", 10)
    limit = Limit(1, 60, lambda: 0.0)
    for number in range(100):
        limit.take(str(number))
    assert len(limit._left) == 10


def test_a_session_is_new_each_time_and_none_that_somebody_prepared(team: Studio) -> None:
    client = browser(team)
    client.cookies.set(COOKIE, "voorbereid")
    log_in(client, "bas")
    first = (
        client.cookies.get(COOKIE, domain="127.0.0.1")
        or [one.value for one in client.cookies.jar if one.name == COOKIE][-1]
    )
    assert first != "voorbereid"
    assert team.sessions.of("voorbereid") is None
    assert team.sessions.of(first) is not None


def test_the_token_of_a_session_is_not_in_the_database(team: Studio) -> None:
    token = team.sessions.begin(ALONE)
    held = "".join(str(tuple(row)) for row in team.database.rows("SELECT * FROM session"))
    assert token not in held


def test_in_a_team_nobody_is_the_one_who_sits_here(root: Path) -> None:
    alone = studio_of(root)
    token = alone.sessions.begin(ALONE)
    team = studio_of(root, is_team=True)
    assert team.sessions.of(token) is None
    assert browser(team).get(f"/aanmelden?sleutel={team.one_time.token}", follow_redirects=False).status_code == 200


@pytest.mark.parametrize(
    "where",
    [
        "//kwaad.nl",
        "https://kwaad.nl",
        "/\\kwaad.nl",
        "/\tx",
        "javascript:alert(1)",
        "\\\\kwaad.nl",
        "/%0d%0aX: y\r\n",
        "/aanmelden",
    ],
)
def test_after_logging_in_nobody_is_sent_elsewhere(team: Studio, where: str) -> None:
    client = browser(team)
    page = client.get("/aanmelden", params={"naar": where}).text
    before = re.search(r'name="voor" value="([^"]+)"', page)
    assert before is not None
    form = {"voor": before[1], "naar": where, "naam": "bas", "wachtwoord": PASSWORD}
    answer = client.post("/aanmelden", data=form, follow_redirects=False)
    assert answer.headers["location"] in {"/", "/%0d%0aX"}


def test_paths_of_ours_are_told_from_addresses() -> None:
    assert is_ours("/document/noord/telefoons/?clause=a.b#c") is False
    assert is_ours("/document/noord/telefoons/?clause=a.b")
    assert not is_ours("//x")


def test_a_link_in_a_mail_leads_to_its_page_after_all(team: Studio) -> None:
    answer = browser(team).get(
        "/nieuw/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, follow_redirects=False
    )
    assert answer.status_code == 200
    assert 'url=/nieuw/"' in answer.text
    assert (
        browser(team).get("/nieuw/?a=1", follow_redirects=False).headers["location"]
        == "/aanmelden?naar=%2Fnieuw%2F%3Fa%3D1"
    )


def test_a_password_does_not_go_over_a_line_that_others_can_read(team: Studio) -> None:
    from schoolprotocol.studio.app import application
    from schoolprotocol.templating import Templates

    app = application(team, Templates(Path("templates")), {"protocollen.bestuur.nl"})
    plain = TestClient(app, base_url="http://protocollen.bestuur.nl")
    page = plain.get("/aanmelden").text
    assert 'name="wachtwoord"' not in page
    assert plain.post("/aanmelden", data={"naam": "bas", "wachtwoord": PASSWORD}).status_code == 403
    safe = TestClient(app, base_url="https://protocollen.bestuur.nl")
    assert log_in(safe, "bas") == 303
    for one in (found := {one.name: one for one in safe.cookies.jar}).values():
        assert one.name.startswith("__Host-")  # browsers take it of this host only, over https, for all paths
        assert one.secure
        assert one.path == "/"
        assert not one.domain_specified
    stolen = TestClient(app, base_url="https://protocollen.bestuur.nl")
    stolen.cookies.set(COOKIE, found[f"__Host-{COOKIE}"].value or "")  # that another site of the board may have set
    assert stolen.get("/").url.path == "/aanmelden"
    assert "max-age" in safe.get("/").headers["strict-transport-security"]


# -- what each may do -------------------------------------------------------------------------------------------------

EVERYBODYS = {"/afmelden", "/account/wachtwoord", "/verder/{tab}/weg"}
"""What who may only read may send all the same: it is about himself."""
DOORS = [one for page in PAGES for one in page.routes if isinstance(one, Door)]


def test_every_path_that_changes_something_has_a_role(team: Studio) -> None:
    posts = {one.path for one in DOORS if one.methods and "POST" in one.methods}
    assert {
        one.path for one in DOORS if one.path in posts and one.role == "lezer" and "POST" in (one.methods or ())
    } <= (EVERYBODYS | {one.path for one in DOORS if one.role == "lezer" and one.path not in posts})
    assert posts


def test_without_an_account_only_logging_in_and_a_link_that_was_given_take_anything() -> None:
    open_ = {
        one.path for page in PAGES for one in page.routes if not isinstance(one, Door) and "POST" in (one.methods or ())
    }
    assert open_ == {"/aanmelden", "/delen/{token}"}


@pytest.mark.parametrize("door", [one for one in DOORS if "POST" in (one.methods or ())], ids=lambda one: one.path)
def test_who_may_less_is_refused(team: Studio, door: Door) -> None:
    path = re.sub(r"\{(\w+)(?::\w+)?\}", "1", door.path)
    account = team.accounts.find("cem")
    assert account is not None
    reader = visitor_as(team, account.person)
    if door.path not in EVERYBODYS:
        answer = reader.client.post(path, data={"csrf": reader.csrf})
        assert answer.status_code == 403, answer.status_code
    stranger = browser(team)
    assert stranger.post(path, data={"csrf": "x"}, follow_redirects=False).headers["location"].startswith("/aanmelden")
    for secret in ("", "x", "é"):
        assert reader.client.post(path, data={"csrf": secret}).status_code == 403


@pytest.mark.parametrize("door", [one for one in DOORS if one.role == "beheerder"], ids=lambda one: one.path)
def test_what_is_for_who_manages_is_for_nobody_else(team: Studio, door: Door) -> None:
    account = team.accounts.find("dia")
    assert account is not None
    other = visitor_as(team, account.person)
    path = re.sub(r"\{\w+\}", "anna", door.path)
    if "POST" in (door.methods or ()):
        assert other.client.post(path, data={"csrf": other.csrf, "rol": "beheerder"}).status_code == 403
    else:
        assert other.client.get(path).status_code == 403


# -- accounts ---------------------------------------------------------------------------------------------------------


def test_an_account_is_made_and_its_password_told_once(anna: Visitor) -> None:
    page = anna.send(
        "/beheer/toevoegen", {"naam": "Eva", "getoond": "Eva <b>", "rol": "schrijver", "mail": "eva@bestuur.nl"}
    )
    secret = re.search(r'class="secret">([^<]+)<', page)
    assert secret is not None
    assert "Eva <b>" not in page
    assert secret[1] not in anna.get("/beheer/")
    assert log_in(browser(anna.studio), "eva", secret[1]) == 303


@pytest.mark.parametrize(
    "form",
    [
        {"naam": "ik", "rol": "lezer"},
        {"naam": "anna", "rol": "lezer"},
        {"naam": "../x", "rol": "lezer"},
        {"naam": "eva", "rol": "koning"},
        {"naam": "eva", "rol": "lezer", "mail": "geen adres"},
        {"naam": "eva", "rol": "lezer", "getoond": "x" * 90},
        {"naam": "", "rol": "lezer"},
    ],
)
def test_an_account_that_cannot_be_is_refused_and_what_was_typed_stays(anna: Visitor, form: dict[str, str]) -> None:
    answer = anna.client.post("/beheer/toevoegen", data={"csrf": anna.csrf, **form})
    assert answer.status_code == 422
    assert f'value="{form["naam"]}"' in answer.text
    assert len(anna.studio.accounts.all()) == 4


def test_a_role_a_block_and_a_password_end_what_was_open(anna: Visitor) -> None:
    for path, form in (("rol", {"rol": "lezer"}), ("wachtwoord", {}), ("blokkeren", {})):
        client = browser(anna.studio)
        account = anna.studio.accounts.find("bas")
        assert account is not None
        client.cookies.set(COOKIE, anna.studio.sessions.begin(account.person))
        assert client.get("/").url.path == "/"
        anna.send(f"/beheer/bas/{path}", form)
        assert client.get("/").url.path == "/aanmelden"
    assert log_in(browser(anna.studio), "bas") == 403
    anna.send("/beheer/bas/toelaten")
    account = anna.studio.accounts.find("bas")
    assert account is not None
    assert account.person.role == "lezer"


def test_the_last_who_manages_cannot_go(anna: Visitor) -> None:
    for path, form in (("rol", {"rol": "lezer"}), ("blokkeren", {})):
        answer = anna.client.post(f"/beheer/anna/{path}", data={"csrf": anna.csrf, **form})
        assert answer.status_code == 422
    anna.get("/beheer/")
    anna.send("/beheer/bas/rol", {"rol": "beheerder"})
    anna.send("/beheer/anna/rol", {"rol": "lezer"})
    assert anna.client.get("/beheer/").url.path == "/aanmelden"


def test_ones_own_password_needs_the_old_one(team: Studio) -> None:
    client = browser(team)
    log_in(client, "cem")
    cem = Visitor(team, client)
    new = "een heel ander woord"
    for form in (
        {"oud": "fout", "nieuw": new, "nogmaals": new},
        {"oud": PASSWORD, "nieuw": new, "nogmaals": "anders"},
        {"oud": PASSWORD, "nieuw": "kort", "nogmaals": "kort"},
        {"oud": PASSWORD, "nieuw": "a" * 20, "nogmaals": "a" * 20},
    ):
        assert client.post("/account/wachtwoord", data={"csrf": cem.csrf, **form}).status_code == 422
    cem.send("/account/wachtwoord", {"oud": PASSWORD, "nieuw": new, "nogmaals": new})
    assert log_in(browser(team), "cem", new) == 303
    assert log_in(browser(team), "cem") == 403


def test_passwords_are_kept_by_argon2_only(root: Path) -> None:
    studio = studio_of(root, is_team=True)
    studio.accounts.add("anna", "Anna", "beheerder", PASSWORD)
    row = studio.database.row("SELECT secret FROM person")
    assert row is not None
    assert row["secret"].startswith("$argon2id$")


def test_an_account_without_a_password_has_none_that_fits(team: Studio) -> None:
    team.accounts.add("fem", "Fem", "lezer", None, "fem@bestuur.nl")
    for password in ("", "None", "x" * 20):
        assert team.accounts.check("fem", password) is None


# -- what was done ----------------------------------------------------------------------------------------------------


def test_what_was_done_is_written_down_and_stays(anna: Visitor) -> None:
    anna.send("/beheer/bas/rol", {"rol": "lezer"})
    log_in(browser(anna.studio), "bas", "fout fout fout")
    page = anna.get("/beheer/logboek/")
    assert "anna" in page
    assert "bas" in page
    for statement in ("UPDATE audit SET person = 'x'", "DELETE FROM audit"):
        with pytest.raises(sqlite3.IntegrityError):
            anna.studio.database.write(statement)
    csv = anna.client.get("/beheer/logboek.csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert csv.text.count("\n") == len(audit.entries(anna.studio.database)) + 1


def test_no_line_of_the_log_is_reckoned_out_or_passes_for_two(team: Studio) -> None:
    audit.note(team.database, "=cmd()", "+1\nanna;deed dit", "@x")
    line = audit.as_csv(team.database).splitlines()[-1]
    assert line.endswith("'=cmd();\"'+1\\nanna;deed dit\";'@x")


def test_a_save_is_in_the_log(team: Studio) -> None:
    account = team.accounts.find("bas")
    assert account is not None
    visitor = visitor_as(team, account.person)
    team.workplace.record(account.person, "iets gedaan", lambda _project: None)
    assert audit.entries(team.database)[0].what == "iets gedaan"
    del visitor


# -- too much ---------------------------------------------------------------------------------------------------------


def test_who_sends_too_much_too_fast_waits(team: Studio) -> None:
    account = team.accounts.find("bas")
    assert account is not None
    bas = visitor_as(team, account.person)
    team.posts = Limit(3, 60)
    found = [bas.client.post("/account/wachtwoord", data={"csrf": bas.csrf}).status_code for _time in range(5)]
    assert found == [422, 422, 422, 429, 429]


def test_accounts_cannot_be_made_where_one_is_alone(visitor: Visitor) -> None:
    form = {"naam": "eva", "rol": "lezer"}
    assert visitor.client.post("/beheer/toevoegen", data={"csrf": visitor.csrf, **form}).status_code == 404
    assert "alleen voor wie achter deze computer zit" in visitor.get("/beheer/")


def test_a_password_that_everybody_guesses_is_refused(team: Studio) -> None:
    for password in ("", "kort", "a" * 30, "x" * 300, "anna"):
        with pytest.raises(UsageError):
            team.accounts.set_password("anna", password)
