"""What a decision is about: everything that readers get, but for what the process itself fills in afterwards.

A council consents to a text. Recording its decision, a new status or the day from which it applies must not make that
another text; any other difference does: a word, a number, a space, a name on the cover, the order of a list, or the
rule of who is asked. The whole policy is hashed, so that a field that a policy gets later is part of it unless somebody
says here why it is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, get_args

from pydantic import BaseModel

from schoolprotocol.model.document import Decision, DecisionKind, Document
from schoolprotocol.once import made_for_life
from schoolprotocol.policy.model import Clause, Policy, Text, canonical
from schoolprotocol.text import myst
from schoolprotocol.text.template import TemplateError, fill, names_in
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import STATUS_IN_TEXT

HASH_LENGTH: Final = 64
SHOWN: Final = 12
"""So many digits of a hash stand where people read it."""
LEFT_OUT: Final[Mapping[type[BaseModel], frozenset[str]]] = {
    Policy: frozenset({"format", "decisions", "values"}),
    Document: frozenset({"status", "day", "effective"}),
    Clause: frozenset({"parameters"}),
}
"""All that is no part of it. `status`, `day`, `effective` and decisions are what follows on a decision: a status is one
of six words, and the others are days, beside the text. Where a text prints one of those two, until when something is
allowed may be the rule: such a day is words of that text. `format`, `values` and `parameters` are printed nowhere: the
texts hold the values as they are printed."""
_OF_DOCUMENT: Final = ("status", "day", "effective")
_NOT_TAKEN: Final = ("negatief", "niet-nodig")
"""Outcomes after which a text cannot say that the body agreed, and when."""


@made_for_life  # each release is laid beside the decisions of every later one, and nothing in a policy changes
def text_hash(policy: Policy) -> str:
    """The SHA-256 of the text that a body decides on: 64 hexadecimal digits.

    Only all of them are compared, never a part: `shown` is for people. Nothing is made alike first: no white space, no
    capitals, no way of writing a character.
    """
    return hashlib.sha256(canonical(decided_form(policy)).encode()).hexdigest()


def is_text_of(policy: Policy, kept: Policy) -> bool:
    """Whether a policy is the text that was frozen; one from before that was kept does not tell who was asked."""
    if kept.consent is None:
        policy = policy.model_copy(update={"consent": None})
    return text_hash(policy) == text_hash(kept)


def shown(hash_: str) -> str:
    """The *kenmerk*: a hash as papers, pages and file names show it, for people; it is never compared."""
    return hash_[:SHOWN]


def meant(typed: str, known: Iterable[str]) -> str | None:
    """The one hash that somebody means who typed it, or its beginning; None where that is none of these, or several."""
    found = {hash_ for hash_ in known if hash_.startswith(typed)} if len(typed) >= SHOWN else set()
    return found.pop() if len(found) == 1 else None


def decided_form(policy: Policy) -> dict[str, Any]:
    """What a decision is about, as JSON data."""
    form: dict[str, Any] = _form(policy, _Printed(policy))
    return form


def decided_text(policy: Policy) -> Policy:
    """The policy without what is filled in after the decision, so that a comparison tells of nothing else."""
    days = {"status": "concept", "day": None, "effective": None}
    values = {name: value for name, value in policy.values.items() if not is_filled_in(name)}
    document = policy.document.model_copy(update=days)
    return policy.model_copy(update={"document": document, "decisions": (), "values": values})


def is_filled_in(name: str) -> bool:
    """Whether a value stands beside the text: what is filled in after the decision, and the days of the document."""
    return follows(name) or name.removeprefix("document.") in _OF_DOCUMENT


def follows(name: str) -> bool:
    """Whether a value that a text prints is what the decision itself makes of it: the status, or the day of one."""
    scope, _dot, field = name.partition(".")
    return name == "document.status" or (scope == "besluit" and field in get_args(DecisionKind))


def decided_on(decisions: Iterable[Decision], version: str) -> dict[str, Decision]:
    """By kind, the last decision with a day of which a text can say that it was taken."""
    return {
        one.kind: one
        for one in decisions
        if one.version == version and one.day is not None and one.outcome not in _NOT_TAKEN
    }


class _Printed:
    """The texts of a policy as readers get them; where one prints what is filled in later, without that."""

    def __init__(self, policy: Policy) -> None:
        document = policy.document
        self.values = {name: value.text for name, value in policy.values.items() if not follows(name)}
        taken = decided_on(policy.decisions, document.version)
        days = {f"besluit.{kind}": decision.day for kind, decision in taken.items()}
        self.later = {"document.status": STATUS_IN_TEXT[document.status]}
        self.later |= {name: day_in_words(day) for name, day in days.items() if day is not None}
        headings = [one.heading for one in policy.all_sections() if one.heading is not None]
        self.headings = [one for one in headings if isinstance(self.form(one), dict) and "text" not in self.form(one)]
        """Those that print what is filled in later: labels of clauses quote them."""

    def label(self, label: str) -> Any:
        for heading in self.headings:
            if f"‘{heading.text}’" in label:
                return {"label": label.replace(f"‘{heading.text}’", f"‘{heading.template}’")}
        return label

    def form(self, text: Text) -> Any:
        names = names_in(text.template)
        if not any(map(follows, names)):
            return text.text
        own = {name: self.values[name] for name in names if name in self.values}
        form: dict[str, Any] = {"template": text.template, "values": own}
        # A frozen file may say that it prints a day, and print something else.
        return form if text.text in self._filled(text.template) else {**form, "text": text.text}

    def _filled(self, template: str) -> tuple[str, ...]:
        plain = {**self.values, **self.later}
        escaped = {name: myst.escape(value) for name, value in plain.items()}
        try:
            return fill(template, plain), fill(myst.guard(template), escaped)
        except (KeyError, TemplateError):
            return ()


def _form(value: Any, printed: _Printed) -> Any:
    match value:
        case str() | int():  # most are, and to ask whether they are models takes longer
            return value
        case Text():
            return printed.form(value)
        case BaseModel():
            out = LEFT_OUT.get(type(value), frozenset())
            fields = ((name, getattr(value, name)) for name in type(value).model_fields if name not in out)
            # What is not said is left out: a field that comes later leaves older texts their hash.
            form = {name: _form(one, printed) for name, one in fields if one is not None}
            return {**form, "label": printed.label(value.label)} if isinstance(value, Clause) else form
        case tuple() | list():
            return [_form(one, printed) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value
