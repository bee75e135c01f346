"""The studio in this process, on a copy of the small project: asked as a browser asks, without a socket."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from schoolprotocol import Project
from schoolprotocol.build import dossier, preview
from schoolprotocol.outputs.site.preview import Previewer
from schoolprotocol.studio import errand
from schoolprotocol.studio.app import application
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.door.people import Person, Role
from schoolprotocol.studio.studio import Studio
from schoolprotocol.studio.works import Works
from schoolprotocol.templating import Templates
from tests.conftest import made_once
from tests.docs.following import KLEIN
from tests.studio.making import in_the_making

HOME = "http://127.0.0.1:8410"


@cache
def _warm() -> Previewer:
    """A Sphinx that shows texts with our templates."""
    return Previewer(Templates(Path("templates")))


@pytest.fixture(autouse=True)
def _previews_are_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Projects without templates of their own share a Sphinx: each project of a test would start one."""
    monkeypatch.setattr(preview, "Previewer", lambda templates: Previewer(templates) if templates.own else _warm())


@dataclass
class Visitor:
    """A browser of somebody who is logged in."""

    studio: Studio
    client: TestClient

    @property
    def csrf(self) -> str:
        """The secret of his forms."""
        session = self.studio.sessions.of(self.client.cookies.get(COOKIE))
        assert session is not None
        return session.csrf

    def get(self, path: str) -> str:
        """A page, which must be there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, path: str, fields: Mapping[str, str] | None = None, **files: tuple[str, bytes]) -> str:
        """Send a form as a page of ours does; gives what came back after it."""
        answer = self.client.post(path, data={"csrf": self.csrf, **(fields or {})}, files=files or None)
        assert answer.status_code == 200, (answer.status_code, re.sub(r"<[^>]+>", " ", answer.text))
        return answer.text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small project."""
    root = tmp_path / "project"
    shutil.copytree(KLEIN, root)
    return root


@pytest.fixture
def making(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which `noord` has an adopted version 1.0 and another one in the making."""

    def make(folder: Path) -> None:
        Project.practice(folder)
        in_the_making(folder)

    root = tmp_path / "project"
    shutil.copytree(made_once(tmp_path_factory, "studio-making", make), root)
    return root


@pytest.fixture
def studio(root: Path) -> Studio:
    """A studio of it, for who sits at this machine."""
    return studio_of(root)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has a process of its own is done in this one, and papers are not laid out: these tests ask what is kept."""

    def carried_out(works: Works, number: int, what: str, told: Mapping[str, str]) -> Mapping[str, object]:
        del number
        build = str(works.build) if works.build is not None else None
        return errand.done({"root": str(works.root), "build": build, "what": what, "told": told}, lambda _step: None)

    monkeypatch.setattr(Works, "_carried_out", carried_out)
    monkeypatch.setattr(dossier, "_papers", lambda *_any: {"nieuwe-tekst.pdf": b"%PDF tekst"})


def ended(visitor: Visitor, answer: Any) -> str:
    """The page of a work that an answer led to, once the work has ended."""
    assert answer.status_code == 200, answer.text
    number = int(str(answer.url).rstrip("/").rpartition("/")[2])
    visitor.studio.works.wait(number)
    return visitor.get(f"/werk/{number}/")


def field(page: str, name: str) -> str:
    """The value of the first field of a name on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, page
    return html.unescape(found[1])


def studio_of(root: Path, *, is_team: bool = False) -> Studio:
    """A studio of a folder; a bug in it is an error of the test."""

    def bug(told: str) -> str:
        raise AssertionError(told)

    return Studio(root, is_team=is_team, bug=bug)


@pytest.fixture
def visitor(studio: Studio) -> Iterator[Visitor]:
    """Who started it, and followed its address."""
    with browser(studio) as client:
        client.get(f"/aanmelden?sleutel={studio.one_time.token}")
        yield Visitor(studio, client)


def browser(studio: Studio) -> TestClient:
    """A browser that is not logged in."""
    return TestClient(application(studio, Templates(Path("templates"))), base_url=HOME)


def visitor_as(studio: Studio, person: Person) -> Visitor:
    """A browser of one of several people, who must be known where they are more than one."""
    client = browser(studio)
    client.cookies.set(COOKIE, studio.sessions.begin(person))
    return Visitor(studio, client)


def member(studio: Studio, role: Role) -> Visitor:
    """A browser of one of several people, who has this role."""
    studio.database.write("INSERT INTO person (name, shown, role, since) VALUES (?, ?, ?, 0)", role, role, role)
    return visitor_as(studio, Person(role, role, role))
