"""Reading the source: files, YAML, values."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error
from schoolprotocol.messages import mark as N_

NOT_FOUND = error(
    "SP101", N_("{what} is not there, or cannot be read."), N_("Create the file or folder, or mend its name.")
)
ENCODING = error("SP102", N_("The file holds something else than plain UTF-8 text: {detail}."), N_("{help}"))
TOO_LARGE = error(
    "SP103",
    N_("The file is larger than {limit}."),
    N_("Split it: a file per theme. A source file is text that people read."),
)
TOO_MUCH = error(
    "SP123",
    N_("The file holds more than {limit} values."),
    N_("Split it: a file per theme."),
)
LONG_WORD = error(
    "SP124",
    N_("The word “{word}” has more than {limit} characters: it has no place on a page, and nobody reads it."),
    N_("Divide it with spaces, or take it out."),
)
LONG_SPACE = error(
    "SP126",
    N_("In “{around}” stand more than {limit} spaces, tabs or empty lines in a row."),
    N_("Take them out: a text has one space between words, and one empty line between paragraphs."),
)
CUT_SHORT = error(
    "SP125",
    N_("The text ends at “{kept}”: for YAML a number sign after a space begins a remark, so “{lost}” does not count."),
    N_("Put the text between quotes. If it is a remark, type a space after #."),
)
YAML = error("SP104", N_("This is not valid YAML: {detail}."), N_("Look at indents, colons and quotes here."))
EMPTY_FILE = error("SP108", N_("The file is empty."), N_("Write in it what belongs here: {help}"))
DUPLICATE_KEY = error(
    "SP105",
    N_("The key “{key}” stands here twice."),
    N_(
        "Does the next item of a list begin here? Put a hyphen and a space before it. Else keep one of the two; YAML "
        "would drop the other in silence."
    ),
)
ALIAS = error(
    "SP106",
    N_("Anchors, aliases and tags (&name, *name, !name) are not allowed."),
    N_("Write the text out, or make it a clause or a parameter."),
)
NESTING = error("SP107", N_("The nesting is deeper than {limit} levels."), N_("Make the structure flatter."))
UNKNOWN_KEY = error("SP110", N_("Unknown key “{key}”.{hint}"), N_("Mend or remove the key."))
MISSING_KEY = error("SP111", N_("“{key}” is missing."), N_("Add it: {help}"))
BAD_VALUE = error("SP112", N_("“{value}” does not fit “{key}”: {detail}."), N_("{help}"))
EMPTY_VALUE = error("SP119", N_("Nothing stands behind “{key}”."), N_("{help}"))
MERGE_MARKS = error(
    "SP120",
    N_("Git could not join two versions of this file: its mark {mark} stands here."),
    N_(
        "Choose between what stands above and below the line with =======, take the three lines with marks out, and "
        "save the file."
    ),
)
ODD_SPACE = error(
    "SP121",
    N_("A space stands here that is no ordinary one: {code} ({name}), in “{line}”."),
    N_("Take it out and type a space: in indents, and around the colon, YAML knows no other. It comes from pasting."),
)
DUPLICATE_ID = error("SP113", N_("The id “{id}” is already used in {other}."), N_("Give one of the two another id."))
SHARED_TWICE = error(
    "SP129",
    N_("“{name}” is a value that all protocols share: it is declared in parameters.yaml."),
    N_("Take it out here: texts can use it as it is. Does this protocol mean something else? Choose another name."),
)
DUPLICATE_ROLE = error(
    "SP118",
    N_("The role “{role}” is already given in {other}."),
    N_("Give it to one reference: the one that reports and the papers for a council must cite."),
)
HELP_NUMBER = error(
    "SP128",
    N_("“{id}” cannot stand under help: {detail}."),
    N_(
        "Name a reference with kind: telefoon that still holds, and give it the number as its value, such as 0800 0432."
    ),
)
UNKNOWN_FILE = error(
    "SP114",
    N_("The file or folder “{name}” has no place in the source.{hint}"),
    N_("Mend its name or move it out of policy_src."),
)
BAD_SCHOOL_ID = error(
    "SP115",
    N_("“{name}” cannot be a school's id."),
    N_("Use lower-case letters, digits and hyphens: the folder's name becomes part of addresses."),
)
RESERVED_NAME = error(
    "SP109",
    N_("“{name}” is a name that Windows keeps for itself: the project cannot be opened there."),
    N_("Give the file or folder another name."),
)
UNFIT_NAME = error(
    "SP122",
    N_("Not every computer can hold a file or folder with the name “{name}”: {detail}."),
    N_("Give it another name, such as {meant}."),
)
TAKEN_NAME = error(
    "SP127",
    N_("“{name}” cannot be the id of a protocol: in the addresses of a site that word stands for something else."),
    N_("Give the folder another name, also in the files of the schools that have the protocol."),
)
ASSET = error("SP116", N_("The image “{name}” cannot be used: {detail}."), N_("{help}"))
RELEASE_UNREADABLE = error(
    "SP117",
    N_("This release cannot be read: {detail}."),
    N_("A release is never edited: put back the file as it was released."),
)
