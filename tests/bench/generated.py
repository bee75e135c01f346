"""A project with other texts than ours: three times as long, of drawn words, and nothing adopted yet.

What is fast on our own texts only shows here. The same number of schools gives the same bytes.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import yaml

ROOT = Path(__file__).parents[2]
KLEIN = ROOT / "tests" / "roots" / "klein"
PROTOCOL = "gegenereerd"
CLAUSES, SECTIONS = 170, 12
"""That all schools have; ours have 65 clauses of thirty words."""
OWN = (0, 12, 24, 36, 48)
"""Clauses that a school adds, in turn: their pages do not all break in the same places."""
_WORDS = (
    "school leerling ouder medewerker directie klas groep gesprek afspraak toestemming veiligheid melding gevolg regel "
    "les pauze plein lokaal gang telefoon foto bericht vraag antwoord besluit overleg raad bestuur zorg hulp opvang "
    "wij zij iemand niemand elke geen soms altijd daarna eerst samen buiten binnen tijdens volgens zonder tussen "
    "vertelt vraagt geeft krijgt houdt maakt zoekt bespreekt bewaart deelt wijst begeleidt controleert schrijft "
    "duidelijk tijdig zorgvuldig schriftelijk mondeling vertrouwelijk redelijk bereikbaar verantwoordelijk gezamenlijk "
    "verantwoordelijkheid leerlingenvervoer oudergesprekken medezeggenschapsraad schoolveiligheidsplan"
)
WORDS = _WORDS.split()


def make(number: int, folder: Path, clauses: int = CLAUSES) -> Path:
    """Make a project with so many schools in a new folder; all have so many clauses, besides what a school adds."""
    source, drawn = folder / "policy_src", Random(number)
    (source / "protocols" / PROTOCOL / "clauses").mkdir(parents=True)
    for name in ("project.yaml", "references.yaml"):
        shutil.copy(KLEIN / "policy_src" / name, source / name)
    (folder / "templates").symlink_to(ROOT / "templates")
    sections = []
    for part in range(SECTIONS):
        ids = [f"deel-{part}.punt-{n}" for n in range(part, clauses, SECTIONS)]
        texts = [_clause(id_, drawn) for id_ in ids]
        _write(source / "protocols" / PROTOCOL / "clauses" / f"deel-{part}.yaml", texts)
        form = ("prose", "numbered", "bullets")[part % 3]
        sections.append(
            {"id": f"deel-{part}", "heading": f"Deel {part} over {_words(3, drawn)}", "body": [{form: ids}]}
        )
    protocol = {
        "title": "Gegenereerd protocol",
        "summary": "Drie keer zo lang als een echt.",
        "parameters": {},
        "outline": {"headings": "decimal", "items": "decimal", "sections": sections},
    }
    _write(source / "protocols" / PROTOCOL / "protocol.yaml", protocol)
    for school in range(number):
        _school(source / "schools" / f"school-{school:04}", school, drawn)
    return folder


def reword(root: Path, every: int) -> None:
    """One in so many clauses of the catalogue says something else from now on: every ninth word of it is another."""
    drawn, number = Random(every), 0
    for file in sorted((root / "policy_src").glob("protocols/*/clauses/*.yaml")):
        clauses = yaml.safe_load(file.read_text("utf-8"))
        for clause in clauses:
            number += 1
            if number % every == 0:
                words = clause["text"].split()
                words[4::9] = [drawn.choice(WORDS) for _ in words[4::9]]
                clause["text"] = " ".join(words)
        _write(file, clauses)


def _school(folder: Path, number: int, drawn: Random) -> None:
    folder.mkdir(parents=True)
    text = (KLEIN / "policy_src/schools/noord/school.yaml").read_text("utf-8")
    (folder / "school.yaml").write_text(text.replace("Noord", f"Nummer {number}"), "utf-8")
    variant: dict[str, object] = {
        "protocol": PROTOCOL,
        "extends": "base",
        "document": {"version": "1.0", "status": "concept", "review": "2030-08-01"},
    }
    added, after = [], "deel-0.punt-0"
    for n in range(OWN[number % len(OWN)]):
        one = _clause(f"eigen-{n}.van-de-school", drawn)
        added.append({"add": one.pop("id"), "after": after, "reason": "Zo is het hier.", **one})
    if added:
        variant["operations"] = added
    _write(folder / f"{PROTOCOL}.yaml", variant)


def _clause(id_: str, drawn: Random) -> dict[str, object]:
    sentences = [f"{_words(drawn.randint(6, 14), drawn).capitalize()}." for _ in range(drawn.randint(1, 5))]
    audience = drawn.sample(["leerling", "ouder", "medewerker"], drawn.randint(1, 3))
    return {"id": id_, "title": _words(2, drawn).capitalize(), "audience": audience, "text": " ".join(sentences)}


def _words(number: int, drawn: Random) -> str:
    return " ".join(drawn.choice(WORDS) for _ in range(number))


def _write(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
