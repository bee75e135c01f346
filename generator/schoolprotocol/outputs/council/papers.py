"""The papers for a council → print HTML, the lines that record its decision, a list of files and their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from schoolprotocol.colours import palette
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.council.form import DecisionForm
from schoolprotocol.outputs.environment import environment
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy, digest
from schoolprotocol.templating import Templates

MANIFEST_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Proposed:
    """A frozen text."""

    protocol: str
    file: str
    """Its path in the project."""
    hash: str
    """SHA-256 of its canonical JSON, as the file has it."""


def form_html(form: DecisionForm, style: Style, templates: Templates) -> str:
    """The form for the decision as a print document."""
    return _rendered("dossier/besluitformulier.html.j2", form, style, templates)


def table_html(form: DecisionForm, style: Style, templates: Templates) -> str:
    """Old and new beside each other, clause by clause, as a print document.

    Raises:
        ValueError: for a first version, which has nothing to compare with.
    """
    if form.report is None:
        raise ValueError("a first version has no old text")
    return _rendered("dossier/was-wordt.html.j2", form, style, templates)


def _rendered(name: str, form: DecisionForm, style: Style, templates: Templates) -> str:
    return (
        environment(templates, html=True)
        .get_template(name)
        .render(form=form, report=form.report, shades=palette(style, dark=False))
    )


def decision_lines(form: DecisionForm, file: str) -> str:
    """The lines with which an officer records the decision in the school's variant, as YAML.

    The day is left to be filled in; the check says so where somebody forgets it.

    Args:
        form: of the text that was put to the council.
        file: the variant, for the comment above the lines.
    """
    bodies = [one.council for one in form.asked] or [form.organisation.council or "de MR"]
    lines = [f"# {file}; zet daar ook de status op ingestemd", "decisions:"]
    for body in bodies:
        lines += [
            f"  - body: {_quoted(body)}",
            "    kind: instemming",
            f"    version: {_quoted(form.version)}",
            "    day: JJJJ-MM-DD  # de dag van het besluit",
            "    outcome: positief  # of met-voorwaarden, met daaronder conditions: …, of negatief",
            f"    text_hash: {_quoted(form.text_hash)}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A YAML scalar that is text, whatever stands in it (JSON strings are YAML)."""
    return json.dumps(text, ensure_ascii=False)


def contents_text(form: DecisionForm, files: Mapping[str, str], templates: Templates) -> str:
    """What lies in the folder, for whoever opens it; `files` says in Dutch what each is, by name."""
    template = environment(templates, html=False).get_template("dossier/lees-mij.txt.j2")
    return template.render(form=form, files=files)


def manifest(form: DecisionForm, proposal: Proposed, old: Policy | None, files: Mapping[str, bytes]) -> str:
    """The list of files with their SHA-256, and the texts that they are about, as JSON.

    Args:
        form: of the text that is put to the council.
        proposal: that text, frozen.
        old: the version with which it is compared.
        files: content by name; the manifest itself is not among them.
    """
    data = {
        "format": MANIFEST_FORMAT,
        "school": form.organisation.id,
        "protocol": proposal.protocol,
        "title": form.title,
        "version": form.version,
        "text_hash": form.text_hash,
        "policy_hash": proposal.hash,
        "proposal": proposal.file,
        "compared_with": _named(old) if old else None,
        "consent_proposed": [{"council": one.council, "law": one.law, "about": one.about} for one in form.asked],
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _named(policy: Policy) -> dict[str, str]:
    return {"version": policy.document.version, "text_hash": text_hash(policy), "policy_hash": digest(policy)}
