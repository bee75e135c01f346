"""What is at work in a process of its own, and how far it is: it goes on while pages are closed, and is kept.

Only one does the same thing for the same document at a time: who asks again is shown what is at work already.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

from schoolprotocol import machine, messages
from schoolprotocol.studio.advice import Advised
from schoolprotocol.studio.database import Database, Row
from schoolprotocol.studio.door.people import Person

LONGEST = 3_600.0
"""Seconds."""
AT_ONCE = 2
"""Processes; what is asked meanwhile waits for its turn: each takes a processor and the memory of a book."""
After = Callable[[Mapping[str, Any]], str | None]
"""Called with what came of it, once it ended well; may tell something more."""


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is at work, or was."""

    number: int
    person: str
    what: str
    """As `errand.ERRANDS` names it."""
    school: str
    protocol: str
    label: str
    state: str
    """`bezig`, `klaar`, `mislukt` or `afgebroken`."""
    begun: float
    done: int
    total: int
    name: str
    """What it did last."""
    told: str
    """Why it did not work; or what has to be told beside it."""
    faults: Sequence[Advised]
    result: Mapping[str, Any]

    @property
    def is_busy(self) -> bool:
        """Whether it is at work."""
        return self.state == "bezig"


class Works:
    """The work, in the database and in processes."""

    def __init__(self, database: Database, root: Path, build: Path | None, bug: Callable[[str], str]) -> None:
        self._database, self.root, self.build, self._bug = database, root, build, bug
        self._turn, self._slots = threading.Lock(), threading.BoundedSemaphore(AT_ONCE)
        self._threads: dict[int, threading.Thread] = {}
        for row in database.rows("SELECT number, process FROM work WHERE state = 'bezig'"):
            if row["process"] == os.getpid() or not machine.lives(
                row["process"]
            ):  # a number comes back, as in a container
                database.write("UPDATE work SET state = 'afgebroken' WHERE number = ?", row["number"])

    def begin(
        self,
        person: Person,
        what: str,
        label: str,
        told: Mapping[str, str],
        after: After = lambda _result: None,
    ) -> int:
        """Have it done; gives its number, or that of the same work that is busy already.

        Args:
            person: who asks.
            what: as `errand.ERRANDS` names it.
            label: for people: `Telefoonprotocol voorleggen`.
            told: what the errand has to know.
            after: done in this process once it ended well.
        """
        school, protocol = told.get("school", ""), told.get("protocol", "")
        with self._turn:
            busy = self._database.row(
                "SELECT number FROM work WHERE state = 'bezig' AND what = ? AND school = ? AND protocol = ?",
                *(what, school, protocol),
            )
            if busy is not None:
                return int(busy["number"])
            with self._database.writing() as connection:
                number = connection.execute(
                    "INSERT INTO work (begun, person, what, school, protocol, label, process) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (time.time(), person.name, what, school, protocol, label, os.getpid()),
                ).lastrowid
            assert number is not None  # noqa: S101
        thread = threading.Thread(target=self._run, args=(number, what, dict(told), after), daemon=True)
        self._threads[number] = thread
        thread.start()
        return number

    def of(self, number: int) -> Work | None:
        """A work by its number."""
        row = self._database.row("SELECT * FROM work WHERE number = ?", number)
        return _work(row) if row is not None else None

    def last(self, what: str, school: str = "", protocol: str = "") -> Work | None:
        """The last work of a kind for a document."""
        row = self._database.row(
            "SELECT * FROM work WHERE what = ? AND school = ? AND protocol = ? ORDER BY number DESC LIMIT 1",
            *(what, school, protocol),
        )
        return _work(row) if row is not None else None

    def wait(self, number: int, seconds: float = LONGEST) -> None:
        """Wait until a work of this process ended."""
        self._threads[number].join(seconds)

    def _run(self, number: int, what: str, told: Mapping[str, str], after: After) -> None:
        try:
            with self._slots:
                end = self._carried_out(number, what, told)
            if "result" in end:
                more = after(end["result"])
                self._end(number, "klaar", more or "", [], end["result"])
            elif "bug" in end:
                self._end(number, "mislukt", self._bug(end["bug"]), [], {})
            else:
                self._end(number, "mislukt", end["refused"], end["faults"], {})
        except Exception as error:
            self._end(number, "mislukt", str(error), [], {})
            raise

    def _carried_out(self, number: int, what: str, told: Mapping[str, str]) -> Mapping[str, Any]:
        command = [sys.executable, "-P", "-m", "schoolprotocol.studio.errand"]
        asked = {
            "root": str(self.root),
            "build": str(self.build) if self.build is not None else None,
            "language": messages.in_use() or "nl",
            "parent": os.getpid(),
            "what": what,
            "told": told,
        }
        last: Mapping[str, Any] = {}
        with subprocess.Popen(  # noqa: S603 (our own module; what is told goes by its input)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        ) as running:
            assert running.stdin is not None and running.stdout is not None  # noqa: S101
            killer = threading.Timer(LONGEST, running.kill)
            killer.start()
            try:
                running.stdin.write(json.dumps(asked))
                running.stdin.close()
                for line in running.stdout:
                    last = json.loads(line)
                    if "total" in last:
                        self._database.write(
                            "UPDATE work SET done = ?, total = ?, name = ? WHERE number = ?",
                            *(last["done"], last["total"], last["name"], number),
                        )
            finally:
                killer.cancel()
        if not {"result", "refused", "bug"} & last.keys():
            return {"refused": _("This machine stopped it; probably its memory was full. Try it again."), "faults": []}
        return last

    def _end(self, number: int, state: str, told: str, faults: Sequence[Any], result: Mapping[str, Any]) -> None:
        self._database.write(
            "UPDATE work SET state = ?, told = ?, faults = ?, result = ? WHERE number = ?",
            *(state, told, json.dumps(faults), json.dumps(result), number),
        )


def _work(row: Row) -> Work:
    told = {name: row[name] for name in _TOLD}
    faults = [Advised(**one) for one in json.loads(row["faults"])]
    return Work(**told, faults=faults, result=json.loads(row["result"]))


_TOLD = (
    *("number", "person", "what", "school", "protocol", "label", "state", "begun"),
    *("done", "total", "name", "told"),
)
