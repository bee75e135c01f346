"""Pages that are written from the code: every message, for the manual; every field of the source, for developers."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from schoolprotocol.diagnostics import Kind
from schoolprotocol.messages import DOMAIN, LOCALE
from schoolprotocol.model.base import NAME, Sourced
from schoolprotocol.model.described import descriptions
from schoolprotocol.source.schemas import models

# -- docs/handleiding/meldingen.md ------------------------------------------------------------------------------------

MESSAGES = """\
# Alle meldingen

Dit zijn alle meldingen die het programma kan geven, op volgorde van code. Waar hier … staat, noemt de melding zelf een
naam of waarde. Een **fout** moet u oplossen, een **waarschuwing** vraagt om een keuze. Hoe u een melding leest,
staat in [De controle](controle.md).
"""

CHAPTERS = {
    "SP1": ("SP1: de bestanden lezen", "Deze meldingen gaan over bestanden die het programma niet kan lezen."),
    "SP2": (
        "SP2: de schoolvariant",
        "Deze meldingen gaan over wat een school van het protocol maakt, en over plaatshouders en opmaak in teksten.",
    ),
    "SP3": (
        "SP3: het document",
        "Deze meldingen gaan over wat er in een document staat. Een school kan ze met een reden accepteren.",
    ),
    "SP4": (
        "SP4: de bron als geheel",
        "Deze meldingen gaan over alle bestanden samen.",
    ),
    "SP5": ("SP5: versies", "Deze meldingen gaan over vastgestelde versies en over toelichtingen."),
    "SP6": ("SP6: documenten maken", "Deze meldingen gaan over het maken van de pagina’s en de PDF’s."),
    "SP7": (
        "SP7: beginnen, overnemen en terugnemen",
        "Deze meldingen gaan over een nieuw project, over wat u overneemt, en over Word-bestanden die terugkomen.",
    ),
}


def messages_page() -> str:
    """`meldingen.md`: every kind with its code, severity, message and remedy, in Dutch."""
    dutch = gettext.translation(DOMAIN, LOCALE, ["nl"], fallback=True).gettext
    parts = [MESSAGES]
    for prefix, (title, intro) in CHAPTERS.items():
        parts.append(f"## {title}\n\n{intro}\n")
        for kind in sorted((kind for kind in Kind if kind.code.startswith(prefix)), key=lambda kind: kind.code):
            severity = "Fout" if kind.severity == "error" else "Waarschuwing"
            remedy = _general(dutch(kind.value.remedy))
            parts.append(
                f"### {kind.code}\n\n"
                f"**{severity}:** {_general(dutch(kind.value.message))}\n\n"
                f"*Wat u doet:* {'De melding zegt wat hier moet staan.' if remedy == '…' else remedy}\n"
            )
    return "\n".join(parts)


def _general(message: str) -> str:
    """A message id for every case: its values become `…`, its markup characters are escaped."""
    text = re.sub(r"\{hint\}|\s*\{explanation\}", "", message)
    text = re.sub(r"(?<!\{)\{\w+\}(?!\})", "…", text).replace("{{", "{").replace("}}", "}")
    text = re.sub(r"([*`<\[\\&])", r"\\\1", text)
    return re.sub(r"…(?:, …)+", "…", text).replace("….", "…").strip()


# -- docs/architecture/source-format.md -------------------------------------------------------------------------------

FORMAT = """\
# The source, field by field

This page is written from the models in `generator/schoolprotocol/model`: a field's docstring is its help text here, in
the JSON Schemas that editors use (`policy_src/schemas`), and in the remedies of SP111 and SP112. Unknown keys are
errors in every object. Scalars are read as text; the model makes them numbers, dates and booleans where it asks
for them.

Folders and files are described in [the manual](../handleiding/eerste-stappen.md#de-bron).
"""

FILES: dict[str, tuple[str, ...]] = {
    "`project.yaml`": ("Project", "Helpline", "Bundle"),
    "`references.yaml`": ("Reference",),
    "`parameters.yaml`": ("SharedParameters",),
    "`publishing.yaml`": ("FolderTarget", "RsyncTarget", "SftpTarget", "WordPressTarget"),
    "`protocols/<protocol>/protocol.yaml`": (
        *(
            "Protocol",
            "Parameter",
            "Duty",
            "Consent",
            "Outline",
            "Section",
            "Group",
            "Column",
            "Excerpt",
            "First",
            "Shown",
            "Table",
        ),
    ),
    "`protocols/<protocol>/clauses/*.yaml`": ("Clause", "Alternative", "Tombstone"),
    "`protocols/<protocol>/changes/*.yaml`": ("ChangeNote",),
    "`schools/<school>/school.yaml`": ("School", "Style"),
    "`schools/<school>/<protocol>.yaml`": (
        *(
            "Variant",
            "Document",
            "HistoryRow",
            "Set",
            "Replace",
            "Omit",
            "Add",
            "Move",
            "Decision",
            "Condition",
            "Vote",
        ),
        "Suppression",
    ),
    "`schools/<school>/reactions/<protocol>.yaml`": ("Reaction",),
    "`schools/<school>/reactions/<protocol>/<name>.yaml`": ("Returned", "EditedValue", "Remark"),
}
"""The models of each file, outermost first."""


def format_page() -> str:
    """`source-format.md`: a table of fields for every model, by file."""
    parts = [FORMAT]
    for file, names in FILES.items():
        parts.append(f"## {file}\n")
        parts += [_model(name) for name in names]
    return "\n".join(parts)


def _model(name: str) -> str:
    model = models()[name]
    rows = "\n".join(f"| {' | '.join(cells)} |" for cells in _fields(model))
    head = "| field | value | required | meaning |\n| --- | --- | --- | --- |"
    return f"### {name}\n\n{_cell(_first(model.__doc__))}\n\n{head}\n{rows}\n"


def _fields(model: type[Sourced]) -> Iterator[tuple[str, str, str, str]]:
    schema = TypeAdapter(model).json_schema()
    definitions = schema.get("$defs", {})
    if "properties" not in schema:  # a model that refers to itself
        schema = definitions[model.__name__]
    for name, field in schema["properties"].items():
        required = "yes" if name in schema.get("required", ()) else ""
        yield f"`{name}`", _cell(_value(field)), required, _cell(_first(descriptions(model).get(name)))


def _first(doc: str | None) -> str:
    return " ".join((doc or "").strip().split("\n\n")[0].split())


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _value(schema: dict[str, Any]) -> str:
    """A JSON Schema in words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " or ".join(_value(choice) for choice in schema[union] if choice.get("type") != "null")
    if "enum" in schema:
        return ", ".join(f"`{choice}`" for choice in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    match schema.get("type"):
        case "array":
            return f"list of: {_value(schema['items'])}" if "items" in schema else "list"
        case "object":
            values = next(iter(schema.get("patternProperties", {}).values()), schema.get("additionalProperties"))
            return f"name to: {_value(values)}" if isinstance(values, dict) else "name to value"
        case "string":
            return _string(schema)
        case "integer":
            return "number"
        case "boolean":
            return "`true` or `false`"
    return "any value"


_STRINGS = {
    rf"^{NAME}$": "id",
    rf"^{NAME}\.{NAME}$": "clause id",
    rf"^{NAME}(?:\.{NAME})?$": "clause id or section id",
    rf"^{NAME}(?:\.{NAME})*$": "parameter name",
    r"^[^\r\n]*\S[^\r\n]*$": "line",
    r"^#[0-9a-fA-F]{6}$": "colour, `#0b3d5c`",
    r"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8}))?$": "version, `1.0`",
    r"^https://[^\s<>\"']+$": "address, `https://…`",
    r"^[0-9a-f]{12}$": "twelve hexadecimal digits",
    r"^[0-9a-f]{12,64}$": "64 hexadecimal digits",
    r"^SP[0-9]{3}$": "code, `SP305`",
    r"^[^@\s<>]+@[^@\s<>]+\.[a-z]+$": "mail address",
}
"""What a person calls the patterns of the model."""


def _string(schema: dict[str, Any]) -> str:
    if schema.get("format") == "date":
        return "date, `2027-11-01`"
    pattern = schema.get("pattern")
    if pattern is None:
        return "text"
    return _STRINGS.get(pattern, f"text like `{pattern}`")
