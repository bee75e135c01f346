"""What takes seconds, in a process of its own: papers, the site, a publication. Pages need not wait for it.

It reads what is asked as JSON from its input, and writes a line of JSON for each step and for the end of it.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict
from gettext import gettext as _
from typing import TYPE_CHECKING, Any, TextIO

from schoolprotocol import machine, messages
from schoolprotocol.errors import SchoolprotocolError, SourceError, UsageError, why
from schoolprotocol.project import Project
from schoolprotocol.studio.advice import advised, sentence

if TYPE_CHECKING:
    from schoolprotocol import Diagnostic, Progress

Told = Mapping[str, str]
Tell = Callable[[Mapping[str, Any]], None]
MOST = 500
"""Files of which it is told what would become of them."""


def papers(project: Project, told: Told, tell: Tell) -> dict[str, Any]:
    """Put a text to its council, or make a proof of the papers."""
    document = project.document(told["school"], told["protocol"])
    if document.text_hash(document.policy) != told["text_hash"]:
        raise UsageError(_("The text was changed since you opened this page. Look at it again; nothing was put."))
    made = document.dossier(draft=told.get("draft") == "1", progress=_steps(tell))
    return {"files": made.files, "asked": made.asked, "is_new": made.is_new, "written": made.written}


def site(project: Project, _told: Told, tell: Tell) -> dict[str, Any]:
    """Make the whole site."""
    made = project.site(progress=_steps(tell))
    if made.faults or made.failed or made.error is not None:
        if made.faults:
            raise SourceError(made.faults)
        raise made.error or UsageError("; ".join(f"{one.name}: {one.error}" for one in made.failed))
    return {"files": made.files}


def prints(project: Project, told: Told, tell: Tell) -> dict[str, Any]:
    """Make the PDF and the Word file of a text."""
    document = project.document(told["school"], told["protocol"])
    made = project.build(PRINTS, [document.school], keep_going=True, progress=_steps(tell))
    if made.error is not None:
        raise made.error
    missing = [one for one in made.failed if one.name == document.name]
    there = made.documents.get(document.name, {})
    if missing or not {*PRINTS} <= there.keys():
        if made.faults:
            raise SourceError(made.faults)
        raise UsageError("; ".join(str(one.error) for one in missing))
    return {"files": len(PRINTS)}


def publish(project: Project, told: Told, _tell: Tell) -> dict[str, Any]:
    """Put what was made at a target, or say what would change there."""
    school = told["of"]
    document = project.document_for(told["target"], school, told["protocol_of"] or None) if school else None
    is_dry = told.get("dry") == "1"
    if not is_dry:
        now = _listed(project.publish(told["target"], document, dry_run=True))
        if _stands_for(now) != told["seen"]:
            text = _("What would change there is not what you saw any more. Look at it again; nothing was published.")
            raise UsageError(text)
    found = _listed(project.publish(told["target"], document, dry_run=is_dry))
    named = {name: told[name] for name in ("target", "of", "protocol_of")}
    return {"changes": found[:MOST], "count": len(found), "seen": _stands_for(found), **named}


def _listed(changes: Any) -> list[tuple[str, str]]:
    return [(one.verb, one.name) for one in changes]


def _stands_for(changes: list[tuple[str, str]]) -> str:
    import hashlib  # noqa: PLC0415 (here only)

    return hashlib.sha256(json.dumps(changes).encode()).hexdigest()


PRINTS = ("pdf", "docx")
"""What people get of a text to print, and to work in."""
ERRANDS: Mapping[str, Callable[[Project, Told, Tell], dict[str, Any]]] = {
    "voorleggen": papers,
    "proefdruk": papers,
    "site": site,
    "afdrukken": prints,
    "kijken": publish,
    "publiceren": publish,
}
"""By name."""


def _steps(tell: Tell) -> Callable[[Progress], None]:
    return lambda now: tell({"done": now.done, "total": now.total, "name": now.name})


def main() -> None:
    """Do what is asked."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer of ours
    asked = json.load(sys.stdin)
    machine.be_a_child(asked["parent"])
    messages.use(asked["language"])
    with machine.own_scratch():
        _tell(out, done(asked, lambda step: _tell(out, step)))


def done(asked: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """What came of it: `result`; or `refused` with `faults`; or `bug` with a traceback."""
    try:
        project = Project.open(asked["root"], output=asked["build"])
        project.put_back_stopped()
        return {"result": ERRANDS[asked["what"]](project.now(), asked["told"], tell)}
    except SourceError as error:
        return {
            "refused": _("This was not done: the texts have faults. All is as it was."),
            "faults": _faults(error.diagnostics),
        }
    except SchoolprotocolError as error:
        return {"refused": sentence(error), "faults": []}
    except OSError as error:
        return {"refused": f"{why(error)}.", "faults": []}
    except Exception:
        return {"bug": traceback.format_exc()}


def _faults(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[dict[str, Any]]:
    return [asdict(one) for one in advised(list(found))]


def _tell(out: TextIO, what: Mapping[str, Any]) -> None:
    out.write(json.dumps(what, ensure_ascii=True) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
