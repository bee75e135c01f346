"""What people said of a text, as it was said: kept at once, answered, and taken over into the source."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING

from schoolprotocol.errors import UsageError
from schoolprotocol.studio.database import Database, Row
from schoolprotocol.studio.naming import KINDS

if TYPE_CHECKING:
    from schoolprotocol import Document, Edit, Project

_Form = tuple[str | None, ...]
MOST = 500
"""Reactions by one link."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A reaction."""

    number: int
    link: str | None
    """By which link it came; None where somebody with an account wrote it."""
    body: str
    day: float
    version: str
    text_hash: str
    change: str | None
    """The change that it is about, as the report names it."""
    about: str
    """What it is about, in words; empty for the whole text."""
    kind: str
    text: str
    answer: str | None
    filed: float | None
    """When it was taken over into the source; negative where it was put aside."""

    @property
    def waits(self) -> bool:
        """Whether somebody waits for an answer."""
        return self.answer is None and self.kind in {"vraag", "bezwaar"}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says now."""

    change: str | None
    about: str
    kind: str
    text: str


class Voices:
    """The reactions, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, key: tuple[str, str], body: str, link: str | None, of: tuple[str, str], said: Said) -> int:
        """Keep a reaction; it is on the disk when this returns.

        Args:
            key: the document.
            body: who says it.
            link: by which link.
            of: version and hash of the text that it is about.
            said: what is said.

        Raises:
            UsageError: where there is nothing to keep, or too much.
        """
        if said.kind not in KINDS:
            raise UsageError(_("Choose whether you agree, ask something or object."))
        if said.kind != "akkoord" and not said.text:
            raise UsageError(_("Write what you want to say, too."))
        with self._database.writing() as connection:
            (count,) = connection.execute("SELECT count(*) FROM said WHERE link = ?", (link,)).fetchone()
            if link is not None and count >= MOST:
                raise UsageError(_("By this link no more reactions can be kept. Ask for another one."))
            made = connection.execute(
                "INSERT INTO said (school, protocol, link, body, day, version, text_hash, change, about, kind, text) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, link, body, time.time(), *of, said.change, said.about, said.kind, said.text),
            )
        return made.lastrowid or 0

    def of_document(self, key: tuple[str, str]) -> Sequence[Voice]:
        """Every reaction to a document, the first one first."""
        rows = self._database.rows("SELECT * FROM said WHERE school = ? AND protocol = ? ORDER BY number", *key)
        return [_voice(row) for row in rows]

    def of_link(self, link: str) -> Sequence[Voice]:
        """Every reaction that came by a link."""
        return [_voice(row) for row in self._database.rows("SELECT * FROM said WHERE link = ? ORDER BY number", link)]

    def waiting(self) -> dict[tuple[str, str], int]:
        """How many reactions to each document are not in the source yet."""
        found = self._database.rows(
            "SELECT school, protocol, count(*) AS n FROM said WHERE filed IS NULL GROUP BY school, protocol"
        )
        return {(row["school"], row["protocol"]): row["n"] for row in found}

    def answer(self, key: tuple[str, str], number: int, text: str, before: str) -> None:
        """Answer a reaction that is not in the source yet.

        Args:
            key: the document.
            number: of the reaction.
            text: the answer; empty takes it back.
            before: the answer that who writes this one saw.

        Raises:
            UsageError: where somebody else answered it meanwhile, or it was taken over.
        """
        with self._database.writing() as connection:
            done = connection.execute(
                "UPDATE said SET answer = ? WHERE number = ? AND school = ? AND protocol = ? AND filed IS NULL "
                "AND coalesce(answer, '') = ?",
                (text or None, number, *key, before),
            )
            if done.rowcount != 1:
                raise UsageError(_("Somebody else answered this meanwhile, or took it over. Both texts are here."))

    def put_aside(self, key: tuple[str, str], number: int, *, is_aside: bool) -> None:
        """Keep a reaction out of the dossier (it stays here), or let it go along after all."""
        now, then = ("filed IS NULL", -1.0) if is_aside else ("filed < 0", None)
        self._database.write(
            f"UPDATE said SET filed = ? WHERE number = ? AND school = ? AND protocol = ? AND {now}",  # noqa: S608 (ours)
            *(then, number, *key),
        )

    def file(self, numbers: Sequence[int]) -> None:
        """Note that reactions were taken over into the source."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE said SET filed = ? WHERE number = ?", [(time.time(), number) for number in numbers]
            )

    def follow(self, then: Project, now: Project) -> None:
        """Note what became of reactions where a save was taken back: what went out of the source waits here again.

        Args:
            then: the project before that.
            now: as it is.
        """
        for row in self._database.rows("SELECT DISTINCT school, protocol FROM said"):
            key = (row["school"], row["protocol"])
            before, after = _there(then, key), _there(now, key)
            if before == after:
                continue
            document = now.document(*key)
            for one in self.of_document(key):
                forms = _forms(document, one)
                if one.filed is not None and one.filed > 0 and forms & before and not forms & after:
                    self._database.write("UPDATE said SET filed = NULL WHERE number = ?", one.number)
                elif one.filed is None and forms & after and not forms & before:
                    self.file([one.number])


def take_over(edit: Edit, document: Document, voices: Sequence[Voice]) -> None:
    """Write reactions in the source, with their answers, as a council's papers take them.

    One that stands there already is not written again, also where the text changed since: whoever was stopped between
    this and the note that it was done takes them over once more.
    """
    texts = (document.policy, *(document.put_text(put.text_hash) for put in document.puts))
    reports = (document.changes_of(text) for text in texts if text is not None)
    titles = {piece.id for report in reports if report is not None for piece in report.pieces}
    there = _there(document.project, document.key)
    fresh = [one for one in voices if not _forms(document, one) & there]
    told = [_told(document, one, one.change if one.change in titles else None) for one in fresh]
    edit.record_reactions(
        *document.key, [{**said, "answer": one.answer} for said, one in zip(told, fresh, strict=True)]
    )


def _there(project: Project, key: tuple[str, str]) -> set[_Form]:
    """The reactions that the source has to a document."""
    source = project.corpus.schools.get(key[0])
    found = source.reactions_to(key[1]) if source is not None else ()
    return {(one.version, one.text_hash, one.by, one.change, one.kind, one.text) for one in found}


def _forms(document: Document, one: Voice) -> set[_Form]:
    """How the source can have a reaction: to the change that it was about, and where that went, to the text."""
    return {tuple(_told(document, one, change).values()) for change in (one.change, None)}


def _told(document: Document, one: Voice, change: str | None) -> dict[str, str | None]:
    """A reaction as the source has it: to a change, or to something that it names itself."""
    text = one.text
    if one.about and change is None:
        text = _("About {what}: {text}").format(what=one.about, text=one.text).strip(": ")
    return {
        "version": one.version,
        "text_hash": one.text_hash,
        "by": one.body,
        "change": change,
        "kind": one.kind,
        "text": document.clean_reaction(text) or None,
    }


def _voice(row: Row) -> Voice:
    names = (
        "number",
        "link",
        "body",
        "day",
        "version",
        "text_hash",
        "change",
        "about",
        "kind",
        "text",
        "answer",
        "filed",
    )
    return Voice(*(row[name] for name in names))
