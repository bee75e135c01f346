"""A clause as its form has it: fields of a form ↔ what people write of it, and what they saw when they began."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from gettext import gettext as _
from typing import TYPE_CHECKING, Any, cast

from schoolprotocol import Wording
from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio.workplace import Expected, digest

if TYPE_CHECKING:
    from schoolprotocol import Document, Project, Wordings

NOTE = "noot."
"""How the field of a note begins; behind it comes its name."""
AUDIENCES = ("leerling", "ouder", "medewerker", "overig")
Seen = Mapping[str, Any]
"""What somebody saw of a clause: `level`, and `at`: what stood at each level."""


def fields_of(known: Wording) -> dict[str, str]:
    """The fields of a form that says this."""
    return {
        "text": known.text,
        "kort": known.kort,
        "title": known.title,
        "reden": known.reason,
        "doelgroep": "\n".join(known.audience),
        "wetten": "\n".join(known.references),
        **{f"{NOTE}{name}": text for name, text in known.notes.items()},
    }


def typed(form: Mapping[str, str]) -> Wording:
    """What the fields of a form say. An empty note is none; white space around a text says nothing."""
    clean = {name: _clean(value) for name, value in form.items()}
    notes = {name.removeprefix(NOTE): text for name, text in clean.items() if name.startswith(NOTE) and text}
    audience = tuple(one for one in AUDIENCES if one in clean.get("doelgroep", "").split("\n"))
    return Wording(
        clean.get("text", ""),
        " ".join(clean.get("kort", "").split()),
        notes,
        " ".join(clean.get("title", "").split()),
        cast("Any", audience),
        tuple(dict.fromkeys(clean.get("wetten", "").split())),
        " ".join(clean.get("reden", "").split()),
    )


def _clean(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def as_typed(known: Wording) -> Wording:
    """What stands in the source, as a form would give it back unchanged."""
    return typed(fields_of(known))


def restored(said: Wording, known: Wording) -> Wording:
    """What somebody typed, with what he left as it was exactly as it stands: also its white space and its order."""
    before, after = fields_of(known), fields_of(said)
    same = {name for name, text in fields_of(as_typed(known)).items() if after.get(name) == text}
    notes = {name: before[f"{NOTE}{name}"] if f"{NOTE}{name}" in same else text for name, text in said.notes.items()}
    is_audience_same = {*said.audience} == {*known.audience}
    return Wording(
        known.text if "text" in same else said.text,
        known.kort if "kort" in same else said.kort,
        notes,
        known.title if "title" in same else said.title,
        known.audience if is_audience_same else said.audience,
        known.references if "wetten" in same else said.references,
        known.reason if "reden" in same else said.reason,
    )


# -- what somebody saw ------------------------------------------------------------------------------------------------


def seen(known: Wordings) -> str:
    """What somebody sees of a clause: kept in his form and in his draft."""
    at = {level: _told(one) for level, one in known.at.items()}
    return json.dumps({"level": known.level, "at": at}, ensure_ascii=False, sort_keys=True)


def seen_in(form: Mapping[str, str]) -> Seen:
    """What the form says that was seen.

    Raises:
        UsageError: where it says nothing that can be understood.
    """
    try:
        found = json.loads(form.get("gezien", ""))
    except (ValueError, RecursionError):
        found = None
    if not (isinstance(found, dict) and isinstance(found.get("level"), str) and isinstance(found.get("at"), dict)):
        raise UsageError(_("This page is too old. Load it again; nothing was written."))
    return found


def was(found: Seen, level: str) -> Wording | None:
    """What stood at a level when somebody began; None where nothing did."""
    told = found["at"].get(level)
    if not isinstance(told, dict):
        return None
    notes, lists = told.get("notes"), {name: told.get(name) for name in ("audience", "references")}
    given: dict[str, Any] = {name: str(told.get(name, "")) for name in ("text", "kort", "title", "reason")}
    given |= {name: tuple(map(str, one)) for name, one in lists.items() if isinstance(one, list)}
    given["notes"] = {str(name): str(text) for name, text in notes.items()} if isinstance(notes, dict) else {}
    return Wording(**given)


def unit(protocol: str, clause: str) -> str:
    """How drafts and conflicts call a clause."""
    return f"clausule:{protocol}:{clause}"


def expected(key: tuple[str, str], clause: str, found: Seen, level: str) -> Expected:
    """That the clause is still what was seen: what the document says of it, and what stands where the text goes."""

    def read(project: Project) -> str | None:
        known = found_in(project, key, clause)
        return _state(json.loads(seen(known)), level) if known is not None else None

    return Expected(unit(key[1], clause), digest(_state(found, level)), read)


def found_in(project: Project, key: tuple[str, str], clause: str) -> Wordings | None:
    """A clause of a document; None where that has none, or is not there any more."""
    try:
        document: Document = project.document(*key)
    except SchoolprotocolError:
        return None
    return document.wordings(clause)


def _state(found: Seen, level: str) -> str:
    here = found["level"]
    state = {"level": here, "here": found["at"].get(here), "there": found["at"].get(level)}
    return json.dumps(state, ensure_ascii=False, sort_keys=True)


def _told(known: Wording) -> dict[str, Any]:
    told = asdict(known)
    return {**told, "audience": list(known.audience), "references": list(known.references)}
