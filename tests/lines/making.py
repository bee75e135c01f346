"""A project in which every field that takes a line holds a line that some output could misread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from schoolprotocol.policy.model import canonical_json, digest
from schoolprotocol.text.myst import escape
from tests.helpers import policy_of

LINES = (
    '"Aanhaling"',
    '"Half',
    "'Enkel' en meer",
    "‘Krom’ en “dubbel”",
    "|",
    "| cel | cel |",
    "> citaat",
    ">",
    "# Kop",
    "Kop # x",
    "Kop #",
    "sleutel: waarde",
    ": waarde",
    ":sleutel: waarde",
    ":::",
    ":::{raw} html",
    "```",
    "~~~",
    "- punt",
    "* punt",
    "+ punt",
    "1. punt",
    "1) punt",
    "2026. Een jaar",
    "---",
    "===",
    "***",
    "+++",
    "% opmerking",
    "(doel)=",
    "[x](https://x.example)",
    "[x]: https://x.example",
    "[^noot]",
    "[^noot]: tekst",
    "]",
    "![x](y)",
    "{clause}`a.b`",
    "{note}`1`",
    "{x}",
    "*vet* en **vetter** en _schuin_ en __x__",
    "een_naam_met_streepjes",
    "~~weg~~",
    "`code`",
    "``",
    "\\",
    "\\n en \\u0041",
    "C:\\map\\",
    "$x$ en $$y$$",
    "&amp; &lt; &#39; &nbsp;",
    "R&D",
    "<b>vet</b>",
    "<script>alert(1)</script>",
    "</script><!--",
    "<https://x.example>",
    "https://x.example/?a=1&b=2",
    "a@b.example",
    "@media",
    "!important",
    "!tag",
    "%d %s",
    "?",
    "..",
    "...",
    "…",
    "--",
    "een -- twee --- drie",
    "a\tb",
    "  twee spaties  ",
    "veel     spaties",
    "\u00a0vast\u00a0",
    "harde\u00a0spatie",
    "Ēén ñ ß œ Ÿ €",
    "null",
    "~",
    "true",
    "1.0",
    "0x1f",
    "^",
    "^^",
    "=",
    "==x==",
    "x" * 90,
    "@@ -1 +1 @@",
    "=1+1",
    ";",
    ",",
    "noten",
    "a.c1",
    "Lees artikel 1.",
)
"""Each means something else to YAML, Markdown, MyST, HTML, XML, JSON, CSS, a sheet or a shell."""


def write(root: Path, lines: Sequence[str], first: str) -> Path:
    """A project with each line in every kind of place, and `first` in the places of which a document has one.

    Args:
        root: an empty folder.
        lines: what stands in headings, cells, values and texts.
        first: title, name of the school, publisher and so on.
    """
    source = root / "policy_src"
    _yaml(source / "project.yaml", {"publisher": first, "url": "https://protocollen.example"})
    _yaml(source / "references.yaml", [_reference(n, line) for n, line in enumerate(lines)])
    _yaml(source / "protocols/telefoons/protocol.yaml", _protocol(lines, first))
    _yaml(source / "protocols/telefoons/clauses/alles.yaml", [*_clauses(lines), *_guide(lines)])
    _yaml(source / "schools/noord/school.yaml", _school(first))
    _yaml(source / "schools/noord/telefoons.yaml", _variant(lines, first))
    return root


def write_with_release(root: Path, lines: Sequence[str], first: str) -> Path:
    """The same with an earlier version, in which every line was another one."""
    before = write(root / "before", [*lines[1:], lines[0]], lines[0])
    variant = before / "policy_src/schools/noord/telefoons.yaml"
    data = json.loads(variant.read_text("utf-8"))
    data["document"] |= {"version": "1.0", "status": "vastgesteld", "day": "2026-09-01"}
    _yaml(variant, data)
    policy = policy_of(before)
    write(root, lines, first)
    frozen = {"format": 1, "hash": digest(policy), "policy": json.loads(canonical_json(policy))}
    _yaml(root / "policy_src/schools/noord/releases/telefoons-1.0.json", frozen)
    return root


def _yaml(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")  # JSON is YAML


def _reference(number: int, line: str) -> dict[str, str]:
    return {
        "id": f"r{number}",
        "kind": "wet",
        "name": line,
        "source": "https://wetten.example/",
        "checked_on": "2026-11-01",
    }


def _protocol(lines: Sequence[str], first: str) -> dict[str, object]:
    sections = [
        {
            "id": f"s{n}",
            "heading": line,
            "body": [
                {"prose": [f"a.c{n}"]},
                {"numbered": [f"n.c{n}"]},
                {"callout": [f"k.c{n}"], "heading": line},
                {
                    "columns": [
                        {"heading": line, "clauses": [f"x.c{n}"]},
                        {"heading": lines[n - 1], "clauses": [f"y.c{n}"]},
                    ]
                },
            ],
        }
        for n, line in enumerate(lines)
    ]
    front = [
        {"id": f"t{n}", "heading": line, "columns": [line, "B"], "rows": [[line, "b"], ["", line]]}
        for n, line in enumerate(lines)
    ]
    parameters = {f"p{n}": {"type": "text", "help": line, "default": line} for n, line in enumerate(lines)}
    return {
        "title": first,
        "summary": first,
        "parameters": parameters,
        "front": [*front, {"id": "feiten", "rows": [[line, line] for line in lines]}],
        "outline": {"headings": "decimal", "items": "decimal", "sections": sections},
        "excerpt": {
            "heading": first,
            "body": [{"prose": ["gids.prose"]}, {"bullets": [f"g.c{n}" for n in range(len(lines))]}],
            "short": "gids.kort",
        },
    }


def _clauses(lines: Sequence[str]) -> list[dict[str, object]]:
    return [
        clause
        for n, line in enumerate(lines)
        for clause in (
            _clause(f"a.c{n}", line, f"{{{{ p{n} }}}}"),
            _clause(f"n.c{n}", line, f"Zie {{{{ bron.r{n} }}}}.\n\n- {{{{ p{n} }}}}\n- **{{{{ p{n} }}}}**[^n]"),
            _clause(f"k.c{n}", line, f"{escape(line)} en {{clause}}`a.c{n}`"),
            _clause(f"x.c{n}", line, f"Links {{{{ p{n} }}}}"),
            _clause(f"y.c{n}", line, f"{{{{ bron.r{n} }}}} rechts"),
        )
    ]


def _clause(id_: str, title: str, text: str) -> dict[str, object]:
    clause: dict[str, object] = {"id": id_, "title": title, "audience": ["leerling"], "text": text}
    return clause | ({"notes": {"n": text.partition("- ")[2].partition("\n")[0]}} if "[^n]" in text else {})


def _guide(lines: Sequence[str]) -> list[dict[str, object]]:
    """What only the text for the schoolgids has."""
    bullets = [{**_clause(f"g.c{n}", line, f"{{{{ p{n} }}}}"), "audience": ["ouder"]} for n, line in enumerate(lines)]
    prose = " en ".join(f"{{{{ p{n} }}}}" for n in range(len(lines)))
    return [
        *bullets,
        {"id": "gids.prose", "title": "Gids", "audience": ["leerling"], "text": prose},
        {
            "id": "gids.kort",
            "title": "Kort",
            "audience": ["ouder"],
            "text": "Lees {{ document.title }} van {{ school.name }}.",
        },
    ]


def _school(first: str) -> dict[str, object]:
    names = ("name", "short", "site_title", "board", "leadership", "council", "place", "contact")
    return {
        "kind": "school",
        **dict.fromkeys(names, first),
        "website": "https://noord.example",
        "style": {"primary": "#14532d", "accent": "#b45309"},
    }


def _variant(lines: Sequence[str], first: str) -> dict[str, object]:
    names = ("title", "subtitle", "owner", "manager", "author", "number", "based_on", "part_of")
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(len(lines)))
    history = [
        {"version": f"0.{n}", "day": day.isoformat(), "status": line, "change": line}
        for n, (day, line) in enumerate(zip(days, lines, strict=True), start=1)
    ]
    decision = {"body": first, "kind": "instemming", "version": "1.1", "day": "2026-10-01", "part": first}
    return {
        "protocol": "telefoons",
        "document": {
            **dict.fromkeys(names, first),
            "version": "1.1",
            "status": "concept",
            "review": "2027-11-01",
            "history": history,
        },
        "decisions": [{**decision, "outcome": "met-voorwaarden", "conditions": first}],
    }
