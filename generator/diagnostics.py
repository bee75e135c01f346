"""What can be wrong, and how we say it: every kind has a stable code, a message and a remedy.

Pure functions return `Diagnostic` values; only the command line prints them. `docs/handleiding/meldingen.md` lists
every code, and `tests/roots` holds a fixture that triggers each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from gettext import gettext as _
from typing import Literal

from generator.messages import mark as N_
from generator.places import Place

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class About:
    """The fixed part of a kind of diagnostic."""

    code: str
    """`SP` and three digits; never used again for something else."""
    severity: Severity
    message: str
    """English message id with `{named}` values."""
    remedy: str
    """English message id: what to do about it."""


class Kind(Enum):
    """Every kind: SP1xx reading, SP2xx resolving, SP3xx–SP4xx checking, SP5xx versions, SP6xx publishing."""

    # -- reading the source --------------------------------------------------------------------------------------------
    NOT_FOUND = About("SP101", "error", N_("{what} is not there."), N_("Create the file or folder, or mend its name."))
    ENCODING = About(
        "SP102", "error", N_("The file is not UTF-8 text: {detail}."), N_("Save it as UTF-8 in your editor.")
    )
    TOO_LARGE = About(
        "SP103",
        "error",
        N_("The file is larger than {limit}."),
        N_("Split it: a file per theme. A source file is text that people read."),
    )
    YAML = About(
        "SP104", "error", N_("This is not valid YAML: {detail}."), N_("Look at indents, colons and quotes here.")
    )
    DUPLICATE_KEY = About(
        "SP105",
        "error",
        N_("The key “{key}” stands here twice."),
        N_("Keep one; YAML would drop the other in silence."),
    )
    ALIAS = About(
        "SP106",
        "error",
        N_("Anchors, aliases and tags (&name, *name, !name) are not allowed."),
        N_("Write the text out, or make it a clause or a parameter."),
    )
    NESTING = About(
        "SP107", "error", N_("The nesting is deeper than {limit} levels."), N_("Make the structure flatter.")
    )
    UNKNOWN_KEY = About("SP110", "error", N_("Unknown key “{key}”.{hint}"), N_("Mend or remove the key."))
    MISSING_KEY = About("SP111", "error", N_("“{key}” is missing."), N_("Add it: {help}"))
    BAD_VALUE = About("SP112", "error", N_("“{value}” does not fit “{key}”: {detail}."), N_("{help}"))
    DUPLICATE_ID = About(
        "SP113", "error", N_("The id “{id}” is already used in {other}."), N_("Give one of the two another id.")
    )
    UNKNOWN_FILE = About(
        "SP114",
        "error",
        N_("The file or folder “{name}” has no place in the source.{hint}"),
        N_("Mend its name or move it out of policy_src."),
    )
    BAD_SCHOOL_ID = About(
        "SP115",
        "error",
        N_("“{name}” cannot be a school's id."),
        N_("Use lower-case letters, digits and hyphens: the folder's name becomes part of addresses."),
    )
    ASSET = About("SP116", "error", N_("The image “{name}” cannot be used: {detail}."), N_("{help}"))

    RELEASE_UNREADABLE = About(
        "SP117",
        "error",
        N_("This release cannot be read: {detail}."),
        N_("A release is never edited: put back the file as it was released."),
    )

    # -- resolving a variant -------------------------------------------------------------------------------------------
    UNKNOWN_CLAUSE = About("SP201", "error", N_("There is no clause “{id}”.{hint}"), N_("Mend the id."))
    DROPPED_CLAUSE = About(
        "SP202", "error", N_("The clause “{id}” was dropped: {reason}"), N_("Use {replaced_by} or take it out.")
    )
    PLACED_TWICE = About(
        "SP203", "error", N_("The clause “{id}” stands twice in the outline."), N_("Keep it in one place.")
    )
    UNKNOWN_SECTION = About("SP204", "error", N_("There is no section “{id}”.{hint}"), N_("Mend the id."))
    UNKNOWN_PARAMETER = About(
        "SP205",
        "error",
        N_("There is no parameter “{name}”.{hint}"),
        N_("Mend the name, or declare it in protocol.yaml."),
    )
    PARAMETER_VALUE = About(
        "SP206", "error", N_("“{value}” does not fit parameter “{name}”: {detail}."), N_("Meaning of {name}: {help}")
    )
    PARAMETER_MISSING = About(
        "SP207", "error", N_("Parameter “{name}” has no value for this school."), N_("Add it under parameters: {help}")
    )
    UNKNOWN_ALTERNATIVE = About(
        "SP208", "error", N_("Clause “{id}” has no alternative “{name}”.{hint}"), N_("Choose one of: {choices}.")
    )
    NO_TEXT = About(
        "SP209",
        "error",
        N_("Clause “{id}” has no base text: this school must choose."),
        N_("Add: {{set: {id}, alternative: …}} with one of: {choices}."),
    )
    NOT_IN_OUTLINE = About(
        "SP210",
        "error",
        N_("“{operation}: {id}” does not fit: the clause has no place in this school's outline.{hint}"),
        N_("Give it a place in the outline or with after/before, or take the operation out."),
    )
    TWO_OPERATIONS = About(
        "SP211",
        "error",
        N_("Two operations on “{id}” (the other: {other})."),
        N_("Keep one: set, replace, omit, add or move."),
    )
    LOCKED = About(
        "SP212",
        "error",
        N_("Clause “{id}” is locked: a school cannot omit or replace it."),
        N_("Take the operation out."),
    )
    REPLACED_TEXT_CHANGED = About(
        "SP213",
        "error",
        N_("The text that this school replaces in “{id}” is not (or no longer) the one it was written for."),
        N_("Read the base text, see whether the deviation still holds, then write: replaces: {digest}"),
    )
    ADD_EXISTS = About(
        "SP214",
        "error",
        N_("Clause “{id}” cannot be added: it already exists."),
        N_("Choose an id of the school's own."),
    )
    POSITION = About(
        "SP215",
        "error",
        N_("“{operation}: {id}” needs exactly one of after and before."),
        N_("Name the clause next to which it comes."),
    )
    EMPTY_SET = About(
        "SP216",
        "error",
        N_("“set: {id}” sets nothing that {id} has."),
        N_("A clause takes “alternative”, a section takes “heading”."),
    )
    PLACEHOLDER = About(
        "SP220",
        "error",
        N_("This template is not allowed in a text: {detail}"),
        N_("Only {{{{ name }}}} and {{{{ name | hoofdletter }}}} may stand in a text."),
    )
    UNKNOWN_NAME = About(
        "SP221", "error", N_("“{name}” is not known here.{hint}"), N_("Mend the name, or declare a parameter for it.")
    )
    NO_VALUE = About("SP222", "error", N_("“{name}” has no value for this school."), N_("Fill it in: {where}."))
    MARKUP = About(
        "SP223",
        "error",
        N_("This is not allowed in a clause: {detail}."),
        N_("A clause has paragraphs, lists, emphasis, links, notes and clause references."),
    )
    LINK = About(
        "SP224",
        "error",
        N_("The link “{address}” is not allowed."),
        N_("Use https:, http:, mailto: or tel: addresses."),
    )
    UNKNOWN_TARGET = About(
        "SP225",
        "error",
        N_("The text refers to clause “{id}”, which is not in this school's document.{hint}"),
        N_("Choose another clause or another wording, or give that clause a place."),
    )
    UNKNOWN_NOTE = About(
        "SP226",
        "error",
        N_("The text calls note “{id}”, which the clause does not have.{hint}"),
        N_("Add it under notes."),
    )
    UNUSED_NOTE = About(
        "SP227",
        "error",
        N_("Note “{id}” is not called in any wording of the clause."),
        N_("Write [^{id}] in the text."),
    )
    UNKNOWN_REFERENCE = About(
        "SP228", "error", N_("There is no reference “{id}”.{hint}"), N_("Mend the id or add it to references.yaml.")
    )
    UNKNOWN_BASE = About(
        "SP229",
        "error",
        N_("“extends: {id}” names nothing that has this protocol.{hint}"),
        N_("Name base, or a school."),
    )
    BASE_LOOP = About(
        "SP230", "error", N_("The chain of “extends” runs in a circle: {chain}."), N_("Break the circle.")
    )
    NO_DOCUMENT = About(
        "SP231",
        "error",
        N_("“document” is missing: this variant is published."),
        N_("Add document, or publish: false."),
    )
    UNKNOWN_PROTOCOL = About("SP232", "error", N_("There is no protocol “{id}”.{hint}"), N_("Mend the id."))
    DUPLICATE_SECTION = About(
        "SP233",
        "error",
        N_("The section id “{id}” stands twice in the outline."),
        N_("Give each section an id of its own."),
    )
    EMPTY_TEXT = About("SP234", "error", N_("The text of “{id}” is empty."), N_("Write the text, or omit the clause."))

    @property
    def code(self) -> str:
        """`SP101`."""
        return self.value.code

    @property
    def severity(self) -> Severity:
        """Errors fail a build; warnings do not."""
        return self.value.severity


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with its place and the values for its message."""

    kind: Kind
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    school: str | None = None
    """Id of the school whose document it is about; None for the catalogue."""
    target: str | None = None
    """Id of the clause, section, parameter or table that it is about."""

    def message(self) -> str:
        """What is wrong, in the language in use."""
        return _(self.kind.value.message).format_map(self.values)

    def remedy(self) -> str:
        """What to do about it, in the language in use."""
        return _(self.kind.value.remedy).format_map(self.values)


def sort(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors before warnings, then by place; each finding once."""
    unique = {(d.kind.code, d.place, d.school, d.target, tuple(sorted(d.values.items()))): d for d in diagnostics}
    return tuple(
        sorted(
            unique.values(),
            key=lambda d: (d.kind.severity, d.place, d.kind.code, d.school or "", d.target or "", str(d.values)),
        )
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(d.kind.severity == "error" for d in diagnostics)
