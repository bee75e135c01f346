"""What a school makes of a protocol; placeholders and markup in texts."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error
from schoolprotocol.messages import mark as N_

UNKNOWN_CLAUSE = error(
    "SP201",
    N_("There is no clause “{id}”.{hint}"),
    N_(
        "Mend the id. Was the clause deleted? Then take it out here too, and leave a tombstone in its place: "
        "- dropped: {id}."
    ),
)
DROPPED_CLAUSE = error("SP202", N_("The clause “{id}” was dropped: {reason}"), N_("{help}"))
PLACED_TWICE = error("SP203", N_("The clause “{id}” stands twice in the outline."), N_("Keep it in one place."))
UNKNOWN_SECTION = error("SP204", N_("There is no section “{id}”.{hint}"), N_("Mend the id."))
UNKNOWN_PARAMETER = error(
    "SP205", N_("There is no parameter “{name}”.{hint}"), N_("Mend the name, or declare it in protocol.yaml.")
)
PARAMETER_VALUE = error(
    "SP206", N_("“{value}” does not fit parameter “{name}”: {detail}."), N_("Meaning of {name}: {help}")
)
PARAMETER_MISSING = error(
    "SP207", N_("Parameter “{name}” has no value for this school."), N_("Add it under parameters: {help}")
)
UNKNOWN_ALTERNATIVE = error(
    "SP208", N_("Clause “{id}” has no alternative “{name}”.{hint}"), N_("Choose one of: {choices}.")
)
NO_TEXT = error(
    "SP209",
    N_("Clause “{id}” has no base text: this school must choose."),
    N_("Add: {{set: {id}, alternative: …}} with one of: {choices}."),
)
NOT_IN_OUTLINE = error(
    "SP210",
    N_("“{operation}: {id}” does not fit: the clause has no place in this school's outline.{hint}"),
    N_("Give it a place in the outline or with after/before, or take the operation out."),
)
TWO_OPERATIONS = error(
    "SP211", N_("Two operations on “{id}” (the other: {other})."), N_("Keep one: set, replace, omit, add or move.")
)
LOCKED = error(
    "SP212",
    N_("Clause “{id}” is locked: a school cannot omit or replace it."),
    N_("Take the operation out; in an outline of its own, give the clause a place."),
)
REPLACED_TEXT_CHANGED = error(
    "SP213",
    N_("The text that this school replaces in “{id}” is not (or no longer) the one it was written for."),
    N_("Read the base text, see whether the deviation still holds, then write: replaces: {digest}"),
)
ADD_EXISTS = error(
    "SP214", N_("Clause “{id}” cannot be added: it already exists."), N_("Choose an id of the school's own.")
)
POSITION = error(
    "SP215",
    N_("“{operation}: {id}” needs exactly one of after and before."),
    N_("Name the clause next to which it comes."),
)
EMPTY_SET = error(
    "SP216",
    N_("“set: {id}” sets nothing that {id} has."),
    N_("A clause takes “alternative”, a section takes “heading”."),
)
PLACEHOLDER = error(
    "SP220",
    N_("This template is not allowed in a text: {detail}"),
    N_("Only {{{{ name }}}} and {{{{ name | hoofdletter }}}} may stand in a text."),
)
UNKNOWN_NAME = error(
    "SP221", N_("“{name}” is not known here.{hint}"), N_("Mend the name, or declare a parameter for it.")
)
NO_VALUE = error("SP222", N_("“{name}” has no value for this school."), N_("Fill it in: {where}."))
MARKUP = error(
    "SP223",
    N_("This is not allowed in a clause: {detail}."),
    N_("A clause has paragraphs, lists, emphasis, links, notes and clause references."),
)
LINK = error(
    "SP224",
    N_("The link “{address}” is not allowed."),
    N_(
        "Write a whole address that begins with https://, http://, mailto: or tel:, in small letters; without the name "
        "of a user, and behind mailto: or tel: nothing but the address or the number."
    ),
)
UNKNOWN_TARGET = error(
    "SP225",
    N_("The text refers to clause “{id}”, which is not in this school's document.{hint}"),
    N_("Choose another clause or another wording, or give that clause a place."),
)
UNKNOWN_SHARED = error(
    "SP239",
    N_("“{name}” is no value that all protocols share.{hint}"),
    N_("Mend the name, or declare it in parameters.yaml. What one protocol declares is given in {file}."),
)
SHARED_ELSEWHERE = error(
    "SP240",
    N_("“{name}” is one value for all protocols, and this is the file of one."),
    N_(
        "Write it under parameters in {file}. Must this protocol really say something else? Then declare a parameter "
        "with another name for it."
    ),
)
SHARED_DIFFERS = error(
    "SP241",
    N_("{school} builds on {bases}, and these give “{name}” different values: {values}."),
    N_("Write under parameters in school.yaml which one holds for {school}."),
)
UNKNOWN_ELSEWHERE = error(
    "SP238", N_("The text refers to “{id}” in another protocol, but {detail}.{hint}"), N_("{help}")
)
UNKNOWN_NOTE = error(
    "SP226", N_("The text calls note “{id}”, which the clause does not have.{hint}"), N_("Add it under notes.")
)
UNUSED_NOTE = error(
    "SP227", N_("Note “{id}” is not called in any wording of the clause."), N_("Write [^{id}] in the text.")
)
UNKNOWN_REFERENCE = error(
    "SP228", N_("There is no reference “{id}”.{hint}"), N_("Mend the id or add it to references.yaml.")
)
UNKNOWN_BASE = error(
    "SP229", N_("“extends: {id}” names nothing that has this protocol.{hint}"), N_("Name base, or a school.")
)
BASE_LOOP = error("SP230", N_("The chain of “extends” runs in a circle: {chain}."), N_("Break the circle."))
NO_DOCUMENT = error(
    "SP231", N_("“document” is missing: this variant is published."), N_("Add document, or publish: false.")
)
UNKNOWN_PROTOCOL = error("SP232", N_("There is no protocol “{id}”.{hint}"), N_("Mend the id."))
DUPLICATE_SECTION = error(
    "SP233", N_("The section id “{id}” stands twice in the outline."), N_("Give each section an id of its own.")
)
EMPTY_TEXT = error("SP234", N_("The text of “{id}” is empty."), N_("Write the text, or omit the clause."))
LITERAL_PLACEHOLDER = error(
    "SP235",
    N_("A placeholder is not filled in here: {detail}"),
    N_("Write the value out: only clauses, headings and the cells of tables have placeholders."),
)
KORT_MISSING = error(
    "SP237",
    N_("Clause “{id}” is on the half page for the schoolgids, and this school's text of it has no short sentence."),
    N_("Write `kort` beside the text that it uses, of the clause, alternative or school, or take it out of `half`."),
)
EXCERPT_NEEDS = error(
    "SP236",
    N_("Clause “{id}” cannot be omitted: nothing would be left of the excerpt for the schoolgids."),
    N_("Replace the clause, or give the variant an excerpt of its own, or none (excerpt: none)."),
)
