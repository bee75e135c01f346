"""Two people, two tabs each, an editor beside them, power cuts and sessions that end: nothing typed is ever lost.

A schedule is a row of random steps. What must hold is told by an oracle that knows only what people saw: a text that
was called saved stands in the source until somebody who had it before him puts another in its place; a text that was
typed and not saved is offered again; and what nobody meant to change is the same to the byte.
"""

from __future__ import annotations

import json
import os
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from starlette.testclient import TestClient

from schoolprotocol import Project
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.door.people import Person
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import browser, studio_of

FILE = "policy_src/protocols/telefoons/clauses/alles.yaml"
PEOPLE = (Person("anna", "Anna", "schrijver"), Person("bert", "Bert", "schrijver"))
SEEDS = range(int(os.environ.get("SCHOOLPROTOCOL_SCHEDULES", "2")))
STEPS = 25


@dataclass
class Tab:
    """A form that somebody has open."""

    person: Person
    clause: str
    form: dict[str, str]
    """What the form holds, as a browser would send it."""
    typed: str | None = None
    """What he typed last and did not save."""


@dataclass
class World:
    """A studio, and what people know of it."""

    root: Path
    studio: Studio
    clients: dict[str, TestClient] = field(default_factory=dict)
    tabs: dict[tuple[str, int], Tab] = field(default_factory=dict)
    stands: dict[str, str] = field(default_factory=dict)
    """By clause: the text that must stand in the source."""
    drafts: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """By person, clause and tab: what was kept and not saved."""
    count: int = 0

    def client(self, person: Person) -> TestClient:
        if person.name not in self.clients:
            client = browser(self.studio)
            client.cookies.set(COOKIE, self.studio.sessions.begin(person))
            self.clients[person.name] = client
        return self.clients[person.name]

    def csrf(self, person: Person) -> str:
        session = self.studio.sessions.of(self.client(person).cookies.get(COOKIE))
        return session.csrf if session is not None else "x"

    def words(self) -> str:
        """A text that was never there before."""
        self.count += 1
        return f"Wij leggen telefoon {self.count} in de kluis."


def begun(root: Path) -> World:
    """A studio with two people."""
    database = Database(root)
    for one in PEOPLE:
        database.write(
            "INSERT OR IGNORE INTO person (name, shown, role, since) VALUES (?, ?, ?, 0)", one.name, one.shown, one.role
        )
    world = World(root, studio_of(root))
    world.stands = texts(root)
    return world


def texts(root: Path) -> dict[str, str]:
    """The base text of each clause of which a school has that."""
    project = Project.open(root)
    known, document = project.corpus.protocols["telefoons"].clauses, project.document("noord", "telefoons")
    used = [
        id_
        for id_ in known
        if (found := document.wordings(id_)) is not None and found.level == "basis" and not found.here.notes
    ]
    return {id_: str(known[id_].text or "").strip() for id_ in sorted(used)}


def at(clause: str) -> str:
    return f"/document/noord/telefoons/clausule/{clause}"


def page_of(html: str) -> Any:
    """A page, read as a browser reads it."""
    return lxml.html.document_fromstring(html)


def form_of(html: str) -> dict[str, str]:
    """What a browser would send of the form of a clause; choices as they stand."""
    (form,) = page_of(html).xpath("//form[@class='clause-form']")
    found: dict[str, str] = {}
    for name, value in form.form_values():
        told = value.removeprefix("\n")  # browsers leave out the line with which a box of text begins
        found[name] = f"{found[name]}\n{told}" if name in found else told
    return found


# -- the steps --------------------------------------------------------------------------------------------------------


def opens(world: World, chance: random.Random) -> None:
    person, number = chance.choice(PEOPLE), chance.randrange(2)
    clause = chance.choice([*world.stands][:3])
    page = world.client(person).get(at(clause))
    if page.url.path == "/aanmelden":
        return
    assert page.status_code == 200, page.text
    for (who, which, tab), text in world.drafts.items():
        if (who, which) == (person.name, clause):
            assert f"verder={tab}" in page.text, f"{text!r} is not offered"
    form = form_of(page.text)
    if form["text"].strip() != world.stands[clause]:  # an editor beside it was not seen yet: it will be in a moment
        world.studio.workplace.renew()
        fresh = form_of(world.client(person).get(at(clause)).text)
        assert fresh["text"].strip() == world.stands[clause]
    world.tabs[person.name, number] = Tab(person, clause, form)


def types(world: World, chance: random.Random) -> None:
    if not world.tabs:
        return
    tab = chance.choice([*world.tabs.values()])
    tab.typed = tab.form["text"] = world.words()
    answer = world.client(tab.person).post(
        f"{at(tab.clause)}/concept",
        json={name: value for name, value in tab.form.items() if name != "csrf"},
        headers={"X-Csrf": world.csrf(tab.person), "Accept": "application/json"},
    )
    if answer.status_code == 200:
        assert answer.json()["wanneer"]
        world.drafts[tab.person.name, tab.clause, tab.form["tab"]] = tab.typed
    else:  # the browser keeps it, says so, and tries again
        assert answer.status_code in {401, 403}, answer.text


def saves(world: World, chance: random.Random) -> None:
    tabs = [tab for tab in world.tabs.values() if tab.typed is not None]
    if not tabs:
        return
    tab = chance.choice(tabs)
    sent = {**tab.form, "csrf": world.csrf(tab.person), "niveau": "basis", "bewaar": "ja"}
    before = others(world.root, tab.clause)
    answer = world.client(tab.person).post(at(tab.clause), data=sent, headers={"HX-Request": "true"})
    text = tab.form["text"]
    now = texts(world.root)[tab.clause]
    if answer.status_code == 200:
        assert "ewaard" in answer.text
        assert now == text, "it was called saved"
        assert seen_by(tab) == world.stands[tab.clause], "a text was put in the place of one that its writer never saw"
        assert others(world.root, tab.clause) == before, "nothing else changed"
        world.stands[tab.clause] = text
        world.drafts.pop((tab.person.name, tab.clause, tab.form["tab"]), None)
        del world.tabs[next(key for key, one in world.tabs.items() if one is tab)]
    elif answer.status_code == 409:
        assert now == world.stands[tab.clause] != text
        told = " ".join(page_of(answer.text).text_content().split())
        assert text in told or text in answer.text, "what he typed is still there"
        again = form_of(answer.text)
        assert again["text"].strip() == text
        if chance.random() < 0.5:  # he has seen the other text now, and chooses his own
            tab.form = again
    else:
        assert answer.status_code in {401, 403}, answer.text
        assert now == world.stands[tab.clause]


def seen_by(tab: Tab) -> str:
    """The base text that somebody had before him."""
    text: str = json.loads(tab.form["gezien"])["at"]["basis"]["text"]
    return text.strip()


def others(root: Path, clause: str) -> list[str]:
    """The files of the source, without the text of one clause."""
    text = re.escape(texts(root)[clause])
    every = sorted(path for path in (root / "policy_src").rglob("*") if path.is_file())
    return [re.sub(text, "#", path.read_text("utf-8")) if path.suffix == ".yaml" else path.name for path in every]


def edits_beside(world: World, chance: random.Random) -> None:
    """Somebody with an editor, who does not know of the studio."""
    clause = chance.choice([*world.stands][:3])
    project = Project.open(world.root)
    text = world.words()
    project.edit().set_text("telefoons", clause, text).save()
    world.stands[clause] = text
    if chance.random() < 0.5:
        world.studio.workplace.renew()  # the watcher saw it; or not yet


def power_cut(world: World, chance: random.Random) -> None:
    """Another process: nothing is told to the first one any more."""
    world.studio = studio_of(world.root)
    for client in world.clients.values():
        client.close()
    cookies = {name: client.cookies.get(COOKIE) for name, client in world.clients.items()}
    world.clients = {}
    for name, cookie in cookies.items():
        client = browser(world.studio)
        client.cookies.set(COOKIE, cookie or "")
        world.clients[name] = client


def session_ends(world: World, chance: random.Random) -> None:
    person = chance.choice(PEOPLE)
    world.studio.sessions.end_all_of(person.name)


def logs_in(world: World, chance: random.Random) -> None:
    person = chance.choice(PEOPLE)
    world.client(person).cookies.set(COOKIE, world.studio.sessions.begin(person))


STEP = (opens, opens, types, types, types, saves, saves, saves, edits_beside, power_cut, session_ends, logs_in, logs_in)


def play(root: Path, seed: int) -> None:
    chance, world = random.Random(seed), begun(root)
    for _turn in range(STEPS):
        chance.choice(STEP)(world, chance)
        assert texts(root) == world.stands
    for person in PEOPLE:
        logs_in(world, chance)
        world.client(person).cookies.set(COOKIE, world.studio.sessions.begin(person))
    kept = {
        (person.name, one.unit.rpartition(":")[2], one.tab): one.fields["text"]
        for person in PEOPLE
        for one in world.studio.drafts.all_of(person)
    }
    assert kept == world.drafts


@pytest.mark.stress
@pytest.mark.parametrize("seed", range(len(SEEDS), 200))
def test_two_hundred_schedules_lose_nothing(root: Path, seed: int) -> None:
    play(root, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_nothing_typed_is_lost_and_nothing_is_called_saved_that_is_not(root: Path, seed: int) -> None:
    play(root, seed)
