"""What is wrong and what helps, for who works in pages: which page mends it, never a file, a line or a command.

The check writes its remedies for who edits the files. Where a page of ours does the same, `_HERE` says so; what none of
them can do is for who looks after the files. What the check says, with its place, is there to unfold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, at_most
from schoolprotocol.errors import EditError, IntakeError, SchoolprotocolError
from schoolprotocol.messages import legible
from schoolprotocol.messages import mark as N_

_OF_FILES = re.compile(r"--[a-z]{2,}|[\w*}]\.yaml\b|\bschoolprotocol [a-z]|policy_src|\bgit \w")
"""Words that only who edits the files can do something with."""
_PATH = re.compile(r"policy_src/[\w./-]*\w")
_OF_THE_SOURCE = re.compile(
    rf"{_OF_FILES.pattern}|\b(?:YAML|parameters?|files?|keys?|bestand(?:en)?|folders?|map|fields?|veld|suppress|text_hash|id)\b"
    r"|`|‘(?:code|target|status|checked_on|source|education|version|was)’"
)
_VALUE = N_("Pick the value below the text, at ‘Waarde invoegen’. Is it not there? Make it with ‘Nieuw’.")
_SHORT = N_(
    "Open the clause, unfold ‘Titel, korte zin, voor wie, wetten’, and write one sentence at ‘De regel in één zin’."
)
_PUT = N_("Put the text to its council on ‘Voorstel’, or set the status to concept on ‘Gegevens’.")
_NAMED = N_(
    "Is that meant? Say it in the name of the alternative (mag-…, moet-…). Else use the words of the base text."
)
_HERE = {
    "SP205": _VALUE,
    "SP221": _VALUE,
    "SP239": _VALUE,
    "SP228": N_("Pick it below the text, at ‘Verwijzing invoegen’. Is it not there? Ask who looks after the files."),
    "SP241": N_("Fill in on ‘Gegevens’ which value holds for this school."),
    "SP304": N_("Fill in on ‘Instellingen’, at this school, where readers can turn to, or its address for mail."),
    "SP341": N_("Pick the address of the school at ‘Waarde invoegen’. It is filled in on ‘Instellingen’."),
    "SP343": N_("Write the number of the school or of a department. That of a helpline is at ‘Verwijzing invoegen’."),
    "SP389": _SHORT,
    "SP390": _SHORT,
    "SP391": _SHORT,
    "SP402": N_("Use it in a text, at ‘Waarde invoegen’. Is it not needed any more? Ask who looks after the files."),
    "SP409": _NAMED,
    "SP503": N_("What was adopted never changes. Begin a next version on ‘Besluiten’; put its text on ‘Voorstel’."),
    "SP522": _PUT,
    "SP528": N_("Put the text to its council again on ‘Voorstel’, or undo the change on ‘Eerder bewaard’."),
    "SP720": N_("Make a new Word file at ‘PDF en Word’, and have them work in that one."),
    "SP721": N_("Choose it on ‘Bespreken’ of the document of which it was made."),
    "SP723": N_("See whether it is the right file. A new text of your own is taken over with ‘Importeren’."),
    "SP727": N_("Take it over in another way, or write the text yourself and turn the proposal down with a reason."),
}  # fmt: skip
"""By code what mends it in the studio; it names pages as they are called there."""
_PLACES = (
    (
        re.compile(r"policy_src/schools/([\w-]+)/school\.yaml"),
        "/instellingen/school/{0}/",
        N_("Settings of the school"),
    ),
    (re.compile(r"policy_src/schools/([\w-]+)/([\w-]+)\.yaml"), "/document/{0}/{1}/", N_("To the document")),
    (re.compile(r"policy_src/project\.yaml"), "/instellingen/", N_("Settings")),
    (re.compile(r"policy_src/publishing\.yaml"), "/publiceren/", N_("Publish")),
)
_PROTOCOL = re.compile(r"policy_src/protocols/([\w-]+)/.*")


@dataclass(frozen=True, slots=True)
class Advised:
    """Something that is wrong, as a page shows it."""

    message: str
    remedy: str
    """What helps, in the studio."""
    place: str
    code: str
    told: str
    """What helps in the files."""
    is_error: bool = True
    where: str = ""
    """The page of ours that has what it is about; empty where none has."""
    page: str = ""
    """How that is called."""


def advised(found: Sequence[Diagnostic]) -> list[Advised]:
    """Findings of the source as our pages show them: of many, the first."""
    return [_one(one) for one in at_most(found)]


def _one(found: Diagnostic) -> Advised:
    helps = remedy(found)
    where, page = _page(found) if helps != _nobody_here() else ("", "")
    place, is_error = str(found.place), found.kind.severity == "error"
    return Advised(found.message(), helps, place, found.kind.code, found.remedy(), is_error, where, page)


def remedy(found: Diagnostic) -> str:
    """What to do in the studio about a finding."""
    here = _HERE.get(found.kind.code)
    if here is not None:
        return _(here)
    told = found.remedy()
    return _nobody_here() if _OF_THE_SOURCE.search(told) else told


def cannot_be() -> str:
    """That something was refused."""
    return _("This cannot be: nothing was written.")


def cannot_be_shown() -> str:
    """That a page cannot be made: nobody asked to write anything."""
    return _("This cannot be shown now: the files hold faults. What you wrote before is still there.")


def sentence(error: SchoolprotocolError, *, is_reading: bool = False) -> str:
    """What a refusal says, without what is for who types commands."""
    told = error.why + " " + error.remedy if isinstance(error, EditError | IntakeError) else str(error)
    told = _PATH.sub(_("a file of the project"), legible(told.strip()))
    whole = [one[:1].upper() + one[1:] for one in re.split(r"(?<=[.!?])\s+", told) if not _OF_FILES.search(one)]
    return " ".join(whole) if whole else f"{cannot_be_shown() if is_reading else cannot_be()} {_nobody_here()}"


def _nobody_here() -> str:
    return _("This cannot be mended in the studio. Ask who looks after the files of the project.")


def _page(found: Diagnostic) -> tuple[str, str]:
    for pattern, path, words in _PLACES:
        named = pattern.fullmatch(found.place.file)
        if named is not None:
            return path.format(*named.groups()), _(words)
    protocol = _PROTOCOL.fullmatch(found.place.file)
    return (f"/document/{found.school}/{protocol[1]}/", _("To the document")) if protocol and found.school else ("", "")
