"""Reactions that come back: the file that the page of a report gives, or what somebody types → the school's source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.finding import Key, open_source, policies_of, resolve_all
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import UsageError
from schoolprotocol.model.reaction import LONGEST, Reaction, ReactionKind
from schoolprotocol.outputs.council.form import titles_of
from schoolprotocol.policy.decided import meant, shown, text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.releases import JsonError, strict_json
from schoolprotocol.source.tree import MAX_BYTES, SourceTree
from schoolprotocol.source.yaml import LONG_SPACE, MAX_WORD, parse_yaml
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.text.characters import CONTROL
from schoolprotocol.words.invisible import INVISIBLE

MOST = 2_000
"""Reactions in a file."""
_UNSEEN = re.compile(f"{CONTROL.pattern}|{INVISIBLE.pattern}")


class Said(BaseModel):
    """One reaction in such a file; what else stands there is for others."""

    model_config = ConfigDict(frozen=True)

    change: str | None = None
    kind: ReactionKind
    text: str = ""


class Sent(BaseModel):
    """What such a file holds."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1]
    school: str
    protocol: str
    version: str
    text_hash: str
    reactions: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """What became of it."""

    read: int
    """How many reactions were sent."""
    added: int
    """How many of them were not there yet."""
    written: tuple[str, ...]
    """The paths of the files that were written."""
    unseen: tuple[str, ...] = ()
    """Characters that nobody sees, which were left out of them: `U+200B`."""


def parse(data: bytes) -> Sent:
    """The reactions in a file.

    Raises:
        UsageError: where it is not such a file.
    """
    if len(data) > MAX_BYTES:
        raise UsageError(_("The file with reactions is larger than 1 MB."))
    try:
        text = data.decode("utf-8-sig")
    except ValueError as error:
        raise UsageError(_("This is no file with reactions: it is not valid JSON.")) from error
    try:
        content: Any = strict_json(text)
    except JsonError as error:
        line = error.line or _line_of_double(text)
        where = _("line {line}").format(line=line) + ": " if line else ""
        told = _("This is no file with reactions: {detail}.")
        raise UsageError(told.format(detail=f"{where}{error}")) from error
    try:
        sent = Sent.model_validate(content)
    except ValidationError as error:
        wrong = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"]) or _("the file")
        text = _("This is no file with reactions that we know: “{field}” is missing or wrong.")
        raise UsageError(text.format(field=wrong)) from error
    if len(sent.reactions) > MOST:
        told = _("The file holds {count} reactions, and {limit} is the most that a council sends at once.")
        raise UsageError(told.format(count=len(sent.reactions), limit=MOST))
    return sent


def _line_of_double(text: str) -> int:
    """Where a key stands for the second time: what reads JSON does not tell, and YAML holds nearly all of it."""
    found = parse_yaml(text, "")[1]
    return next((one.place.line or 0 for one in found if one.kind is Kind.DUPLICATE_KEY), 0)


def receive(corpus: Corpus, tree: SourceTree, key: Key, sent: Sent, by: str | None) -> Received:
    """Write reactions down in the school's source; what is there already stays as it is, with its answer.

    Args:
        corpus: the loaded source.
        tree: its files.
        key: the document.
        sent: the reactions.
        by: who sent them: a body, a part of it or a function.

    Raises:
        UsageError: where they are about another document, or a text or change that nobody knows.
        EditError: where they cannot be written down; nothing was written.
    """
    if (sent.school, sent.protocol) != key:
        text = _("These reactions are about “{protocol}” of {school}, not about “{own_protocol}” of {own}.")
        values = {"protocol": sent.protocol, "school": sent.school, "own_protocol": key[1], "own": key[0]}
        raise UsageError(text.format(**values))
    policy = _text(corpus, key, sent)
    found = [
        {"version": sent.version, "text_hash": text_hash(policy), "by": by, **one}
        for one in _cleaned(sent.reactions, set(titles_of(corpus, key, policy)))
    ]
    edit = Edit(tree).record_reactions(*key, found)
    now = open_source(edit.overlay(), schools=[key[0]]).value
    added = len(_known(now, key)) - len(_known(corpus, key))
    unseen = dict.fromkeys(f"U+{ord(sign):04X}" for one in sent.reactions for sign in _UNSEEN.findall(one.text))
    return Received(len(found), added, edit.save(), tuple(unseen))


def _known(corpus: Corpus, key: Key) -> tuple[Reaction, ...]:
    return corpus.schools[key[0]].reactions_to(key[1])


def _text(corpus: Corpus, key: Key, sent: Sent) -> Policy:
    """The text that they are about: one that was put to a council, or the working text."""
    working = policies_of(resolve_all(corpus, [key]))[key]
    put = [one.policy for one in corpus.schools[key[0]].proposals_of(key[1]) if one.is_whole]
    known = {(one.document.version, text_hash(one)): one for one in (*put, working)}
    if (sent.version, sent.text_hash) not in known:
        whole = meant(sent.text_hash, (hash_ for version, hash_ in known if version == sent.version))
        if whole is not None:  # two texts can begin alike: what is kept for good names one of them
            told = _("These reactions name their text by the beginning of its hash ({hash}). Write in it: {whole}.")
            raise UsageError(told.format(hash=sent.text_hash, whole=whole))
        text = _(
            "These reactions are about version {version} ({hash}), and no text here is that one. Texts here: {known}."
        )
        names = ", ".join(f"{version} ({shown(hash_)})" for version, hash_ in known)
        raise UsageError(text.format(version=sent.version, hash=sent.text_hash, known=names))
    return known[sent.version, sent.text_hash]


def _cleaned(reactions: Sequence[Said], known: set[str]) -> list[dict[str, str | None]]:
    """The reactions as plain text, without what no text may hold."""
    found: list[dict[str, str | None]] = []
    for one in reactions:
        change = one.change or None
        if change is not None and change not in known:
            text = _("There is no change “{name}” in the report on this text.{hint}")
            raise UsageError(text.format(name=change, hint=did_you_mean(change, sorted(known))))
        found.append({"change": change, "kind": one.kind, "text": clean(one.text, change) or None})
    return found


def clean(text: str, change: str | None = None) -> str:
    """What somebody typed as a reaction may hold it: plain text, without what no text may hold.

    Args:
        text: as it was typed.
        change: what it is about, where that has a name.

    Raises:
        UsageError: where it is too long, or has a word without end.
    """
    said = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    said = LONG_SPACE.sub(lambda gap: "\n" if "\n" in gap[0] else " ", said)
    if len(said) > LONGEST:
        told = _("A reaction on “{name}” is longer than {longest} characters. Shorten it, or send it as a letter.")
        raise UsageError(told.format(name=change or "—", longest=LONGEST))
    if any(len(word) > MAX_WORD for word in said.split()):
        told = _("A reaction on “{name}” has a word of more than {longest} characters. Divide it with spaces.")
        raise UsageError(told.format(name=change or "—", longest=MAX_WORD))
    return said
