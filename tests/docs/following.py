"""What docs/architecture/following-a-clause.md shows, made by the stages themselves."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pypdfium2

from schoolprotocol.build import making
from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.jobs import job_of
from schoolprotocol.build.planning import plan_document
from schoolprotocol.compare.compare import compare
from schoolprotocol.config import Folders
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.policy.model import Policy
from tests.docs.pages import ROOT
from tests.helpers import load, policy_of

SCHOOL = "zuid"
CLAUSE = "afspraken.opbergen"
KLEIN = ROOT / "tests" / "roots" / "klein"


def snippets(scratch: Path) -> dict[str, str]:
    """Every snippet by its name on the page. `scratch`: an empty folder."""
    root = scratch / "project"
    shutil.copytree(KLEIN, root)
    (root / "templates").symlink_to(ROOT / "templates")
    folders = Folders(root, scratch / "build")
    policy = _built(root, folders)
    source = folders.source(f"{SCHOOL}-telefoons")
    parts = sphinx.build(source, None, folders.templates, with_print=True)
    assert parts is not None
    page = (folders.html(f"{SCHOOL}/telefoons") / "index.html").read_text("utf-8")
    clause = next(clause for clause in policy.clauses() if clause.id == CLAUSE)
    return {
        "policy": json.dumps(clause.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=1),
        "myst": _found(rf":::\{{clause\}} {CLAUSE}\n.*?\n:::\n", (source / "index.md").read_text("utf-8")),
        "doctree": _doctree(source, scratch / "doctree"),
        "html": _found(rf'<li class="clause" id="{CLAUSE}".*?</li>', page),
        "print": _found(rf'<li[^>]*id="{CLAUSE}".*?</li>', parts.body),
        "pdf": _line(folders.output("pdf", f"{SCHOOL}-telefoons.pdf"), f"{clause.number} "),
        "change": _change(root, policy),
    }


def _built(root: Path, folders: Folders) -> Policy:
    corpus, _ = load(root)
    assert corpus is not None
    read = inputs(folders, {})
    (task, *_kept), _facts = plan_document(corpus, folders, ("html", "pdf"), read, (SCHOOL, "telefoons"))
    job = job_of(corpus, task)
    outcome = making.make(task, job, read.program)
    assert outcome.error is None, outcome
    return job.policy


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[0]


def _doctree(source: Path, out: Path) -> str:
    """The clause in the doctree, as Sphinx prints it."""
    command = [sys.executable, "-m", "sphinx", "-Q", "-b", "pseudoxml", str(source), str(out)]
    subprocess.run(command, check=True)
    lines = (out / "index.pseudoxml").read_text("utf-8").split("\n")
    start = next(i for i, line in enumerate(lines) if line.lstrip().startswith("<clause ") and f'"{CLAUSE}"' in line)
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = next(i for i in range(start + 1, len(lines)) if len(lines[i]) - len(lines[i].lstrip()) <= depth)
    return dedent("\n".join(lines[start:end]))


def _line(pdf: Path, start: str) -> str:
    """The line of a PDF that begins with these words."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(str(page.get_textpage().get_text_bounded()) for page in document)
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return line


def _change(root: Path, before: Policy) -> str:
    variant = root / "policy_src/schools" / SCHOOL / "telefoons.yaml"
    text = variant.read_text("utf-8")
    assert "bewaarplek: thuis" in text
    variant.write_text(text.replace("bewaarplek: thuis", "bewaarplek: in het kluisje"), "utf-8")
    changes = compare(before, policy_of(root, SCHOOL))
    assert not changes.changes
    (change,) = changes.parameters
    return json.dumps(change.model_dump(mode="json"), ensure_ascii=False, indent=1)
