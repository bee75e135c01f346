"""Twenty people in one studio for a minute: what a page costs them, and whether anything that they wrote was lost."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import lxml.html

from schoolprotocol import Project
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door.accounts import Accounts
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.door.people import Person
from schoolprotocol.studio.door.sessions import Sessions

PEOPLE, SECONDS = 20, 60.0
SHARED = 5
"""Texts on which more than one of them works."""
SCHOOL = "noord"
PROTOCOL = "samen"
CLAUSES = 40


@dataclass
class Told:
    """What people saw, under one lock."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    pages: list[float] = field(default_factory=list)
    """Seconds that each page took."""
    saves: list[float] = field(default_factory=list)
    stands: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By clause: the number and the text of the last save that was called saved."""
    conflicts: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Someone:
    """A person with a browser, who writes in one text after the other."""

    number: int
    port: int
    cookie: str
    csrf: str
    told: Told
    until: float
    count: int = 0

    def ask(self, path: str, fields: dict[str, str] | None = None, *, as_json: bool = False) -> tuple[int, str]:
        """A request; gives the status and the text of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        heads = {"Cookie": f"{COOKIE}={self.cookie}", "X-Csrf": self.csrf, "HX-Request": "true"}
        body = None
        if fields is not None:
            heads["Content-Type"] = "application/json" if as_json else "application/x-www-form-urlencoded"
            body = json.dumps(fields) if as_json else urlencode({**fields, "csrf": self.csrf})
        connection.request("POST" if fields is not None else "GET", path, body, heads)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, text

    def page(self, path: str) -> str:
        """A page, timed."""
        begun = time.perf_counter()
        status, text = self.ask(path)
        with self.told.turn:
            self.told.pages.append(time.perf_counter() - begun)
            if status != 200:
                self.told.wrong.append(f"{path}: {status}")
        return text

    def work(self) -> None:
        """As long as it lasts: look, write, rest, save."""
        chance = random.Random(self.number)
        while time.monotonic() < self.until:
            try:
                self._once(chance)
            except Exception as error:  # told in the end, whatever it is
                with self.told.turn:
                    self.told.wrong.append(f"{self.number}: {error!r}")

    def _once(self, chance: random.Random) -> None:
        base = f"/document/{SCHOOL}/{PROTOCOL}"
        self.page(chance.choice(("/", f"{base}/", f"{base}/opbouw/", f"/besluiten/{SCHOOL}/{PROTOCOL}/")))
        time.sleep(chance.uniform(0.5, 2.0))
        clause = f"deel.punt-{self.number if chance.random() < 0.7 else PEOPLE + chance.randrange(SHARED)}"
        where = f"{base}/clausule/{clause}"
        form = form_of(self.page(where))
        for _pause in range(3):
            self.count += 1
            form["text"] = f"Persoon {self.number} schrijft hier zin {self.count}."
            status, text = self.ask(f"{where}/concept", form, as_json=True)
            if status != 200 or not json.loads(text)["wanneer"]:
                raise AssertionError(f"draft: {status}")
            self.ask(f"{where}/voorbeeld", form, as_json=True)
            time.sleep(chance.uniform(0.2, 1.0))
        self._save(where, clause, form)

    def _save(self, where: str, clause: str, form: dict[str, str]) -> None:
        begun = time.perf_counter()
        status, text = self.ask(where, {**form, "bewaar": "ja"})
        with self.told.turn:
            self.told.saves.append(time.perf_counter() - begun)
            self.told.conflicts += status == 409
            if status == 200 and (saved := re.search(r'data-saved="(\d+)"', text)) is not None:
                number = int(saved[1])
                if number > self.told.stands.get(clause, (0, ""))[0]:
                    self.told.stands[clause] = number, form["text"]
            elif status != 409:
                self.told.wrong.append(f"{where}: {status}")


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the form of a clause."""
    read: Any = lxml.html.document_fromstring(page)
    (form,) = read.xpath("//form[@class='clause-form']")
    found: dict[str, str] = {}
    for name, value in form.form_values():
        told = value.removeprefix("\n")
        found[name] = f"{found[name]}\n{told}" if name in found else told
    return found


def together(root: Path, seconds: float = SECONDS) -> Told:
    """Let them work on a project, and hold what stands in its files against what they were told.

    Args:
        root: the small project (`tests/roots/klein`), which is changed.
        seconds: how long.

    Returns:
        What they saw; in `wrong` also each text that was called saved and is not there.
    """
    _with_protocol(root)
    people = _people(root)
    told = Told()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "schoolprotocol", "--root", root, "studio", "--team", "--port", "0", "--no-browser"],
            stdout=said,
            env={**os.environ, "COLUMNS": "500"},
        )
        try:
            port = _port(said, server)
            until = time.monotonic() + seconds
            workers = [
                threading.Thread(target=Someone(number, port, cookie, csrf, told, until).work)
                for number, (cookie, csrf) in enumerate(people)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
        finally:
            server.terminate()
            server.wait()
    known = Project.open(root).corpus.protocols[PROTOCOL].clauses
    for clause, (_number, text) in told.stands.items():
        if str(known[clause].text).strip() != text:
            told.wrong.append(f"{clause} says {str(known[clause].text)!r}, and {text!r} was called saved")
    return told


def _with_protocol(root: Path) -> None:
    items = [
        f"- id: deel.punt-{n}\n  title: Punt {n}\n  audience: [leerling]\n  text: Dit staat er in het begin.\n"
        for n in range(CLAUSES)
    ]
    folder = root / "policy_src/protocols" / PROTOCOL
    (folder / "clauses").mkdir(parents=True)
    (folder / "clauses/deel.yaml").write_text("\n".join(items), "utf-8")
    ids = "".join(f"            - deel.punt-{n}\n" for n in range(CLAUSES))
    (folder / "protocol.yaml").write_text(
        "title: Samen\nsummary: Wat twintig mensen schrijven.\nparameters: {}\n"
        "outline:\n  headings: decimal\n  items: decimal\n  sections:\n"
        f"    - id: deel\n      heading: Deel\n      body:\n        - numbered:\n{ids}",
        "utf-8",
    )
    variant = (
        f'protocol: {PROTOCOL}\nextends: base\ndocument: {{version: "1.0", status: concept, review: 2030-08-01}}\n'
    )
    (root / f"policy_src/schools/{SCHOOL}/{PROTOCOL}.yaml").write_text(variant, "utf-8")


def _people(root: Path) -> list[tuple[str, str]]:
    """Cookies and secrets of people who are logged in: how they came in is not what is measured."""
    database = Database(root)
    accounts, sessions = Accounts(database), Sessions(database, is_team=True)
    found = []
    for number in range(PEOPLE):
        name = f"persoon-{number}"
        accounts.add(name, "", "beheerder" if number == 0 else "schrijver")
        token = sessions.begin(Person(name, name, "schrijver"))
        session = sessions.of(token)
        if session is None:
            raise RuntimeError(name)
        found.append((token, session.csrf))
    return found


def _port(said: Any, server: subprocess.Popen[bytes]) -> int:
    for _turn in range(600):
        said.seek(0)
        found = re.search(r"http://127\.0\.0\.1:(\d+)", said.read())
        if found is not None:
            return int(found[1])
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("the studio did not begin")


def rows(root: Path) -> list[str]:
    """A row for the table: half and 95% of all pages took less; and what was lost, which is nothing."""
    told = together(root)
    if told.wrong:
        raise RuntimeError("\n".join(told.wrong[:20]))
    return [
        f"| `studio`: {PEOPLE} people for {SECONDS:.0f} s: {len(told.pages)} pages, {len(told.saves)} saves, "
        f"{told.conflicts} conflicts shown, 0 lost (a page p50; p95; a save p95) "
        f"| {_share(told.pages, 0.5)}; {_share(told.pages, 0.95)}; {_share(told.saves, 0.95)} wall | — | — | — | — |"
    ]


def _share(taken: list[float], share: float) -> str:
    return f"{1000 * sorted(taken)[int(share * len(taken))]:.0f} ms"


if __name__ == "__main__":
    import shutil

    with tempfile.TemporaryDirectory() as base:
        root = Path(shutil.copytree(Path(__file__).parents[1] / "roots/klein", Path(base) / "klein"))
        print("\n".join(rows(root)))
