"""The papers for a council → print HTML, a list of files and their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from schoolprotocol.colours import palette
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.council.form import DecisionForm
from schoolprotocol.outputs.council.sheet import BOX, Grid, Sheet, height_of
from schoolprotocol.outputs.council.sheets import PROPOSED, hand_in
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.pdf.unbroken import unhyphenated
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy, digest
from schoolprotocol.templating import Templates

MANIFEST_FORMAT = 1
_MISSING = BOX
"""Stands in a PDF for a character that our fonts do not have: somebody may react in any script, or with a picture."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A frozen text."""

    file: str
    """Its path in the project."""
    hash: str
    """SHA-256 of its canonical JSON, as the file has it."""


def sheet_html(sheet: Sheet, style: Style, templates: Templates, glyphs: frozenset[str], mark: str = "") -> str:
    """A paper that somebody fills in as a print document.

    Args:
        sheet: what it says.
        style: the school's.
        templates: the project's.
        glyphs: the characters that the print fonts have.
        mark: what stands above it and on every page, as of a proof; empty for nothing.
    """
    pieces = tuple(
        replace(piece, rows=tuple(tuple(printable(cell, glyphs) for cell in row) for row in piece.rows))
        if isinstance(piece, Grid)
        else piece
        for piece in sheet.pieces
    )
    heights = [[height_of(piece, row) for row in piece.rows] if isinstance(piece, Grid) else [] for piece in pieces]
    template = environment(templates, html=True).get_template("dossier/formulier.html.j2")
    shown = replace(sheet, pieces=pieces)
    html = template.render(sheet=shown, heights=heights, shades=palette(style, dark=False), mark=mark)
    return unhyphenated(html, [sheet.organisation])


def printable(text: str, glyphs: frozenset[str]) -> str:
    """A text with a box for every character that cannot be printed."""
    return "".join(letter if letter in glyphs or letter == "\n" else _MISSING for letter in text)


def contents_text(form: DecisionForm, files: Mapping[str, str], templates: Templates, mark: str = "") -> str:
    """What lies in the folder, for whoever opens it; `files` says in Dutch what each is, by name."""
    template = environment(templates, html=False).get_template("dossier/lees-mij.txt.j2")
    handed = hand_in(form, "het besluitformulier, het stemblad en het verslag")
    return template.render(form=form, files=files, mark=mark, proposed=PROPOSED, hand_in=handed)


def manifest(
    form: DecisionForm, protocol: str, proposal: Proposed | None, old: Policy | None, files: Mapping[str, bytes]
) -> str:
    """The list of files with their SHA-256, and the texts that they are about, as JSON.

    Args:
        form: of the text that is put to the council.
        protocol: id of the protocol.
        proposal: that text, frozen; None for a draft.
        old: the version with which it is compared.
        files: content by name; the manifest itself is not among them.
    """
    data = {
        "format": MANIFEST_FORMAT,
        "school": form.organisation.id,
        "protocol": protocol,
        "title": form.title,
        "version": form.version,
        "text_hash": form.text_hash,
        "policy_hash": proposal.hash if proposal else None,
        "proposal": proposal.file if proposal else None,
        "compared_with": _named(old) if old else None,
        "consent_proposed": [{"council": one.council, "law": one.law, "about": one.about} for one in form.asked],
        "changes": [{"number": one.number, "id": one.id, "title": one.title} for one in form.changes],
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _named(policy: Policy) -> dict[str, str]:
    return {"version": policy.document.version, "text_hash": text_hash(policy), "policy_hash": digest(policy)}
