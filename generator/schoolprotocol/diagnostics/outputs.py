"""What stands in the way of an output: characters, logos, colours."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error, warning
from schoolprotocol.messages import mark as N_

GLYPH_MISSING = error(
    "SP601",
    N_("“{target}” has a character that cannot be printed: “{character}” ({code} {name})."),
    N_("Write another character or word. If you need this one, add it to the fonts (templates/fonts/README.md)."),
)
LOGO_NOT_SHOWN = error(
    "SP602",
    N_("The logo “{name}” cannot be printed: {detail}."),
    N_("Save it again as PNG, or as plain SVG with its letters turned into paths."),
)
TEMPLATE_BROKEN = error(
    "SP640",
    N_("This template cannot be used: {detail}."),
    N_("Mend it. A file of your own in templates may also go: then ours takes its place."),
)
TEMPLATE_UNUSED = warning(
    "SP641",
    N_("Nothing uses “{name}”: we have no template with that path, and no template of yours names it.{hint}"),
    N_("Give it the path of the template whose place it should take, or remove it."),
)
CARD_TOO_FULL = error(
    "SP645",
    N_("The {count} rules that come first for “{readers}” do not fit on a card of one page."),
    N_("Name fewer clauses in `first`, or write shorter sentences behind `kort`."),
)
AND_MORE = warning(
    "SP699",
    N_("And {n} more findings from here on: {errors} errors, {warnings} warnings."),
    N_("Mend those above first, and check again: one mend often mends many."),
)
TOO_COSTLY = error(
    "SP650",
    N_("Making this document took more than {limit}, and was stopped."),
    N_(
        "Look for what is unusually long or deep in its texts, its tables and its logo, and in templates and CSS of "
        "your own (try without the folder templates). If it must be so, allow more: set {setting} in the environment."
    ),
)
RESERVED_ID = error(
    "SP603",
    N_("A section cannot have the id “{id}”: each document has that of itself."),
    N_("Give the section another id, such as {meant}, and mend what names it."),
)
UNEVEN_ROWS = error(
    "SP604",
    N_("Row {row} of “{table}” has {cells} cells, and the table has {columns} columns."),
    N_("Give each row as many cells as the table has columns; write '' for an empty one."),
)
WORD_OFF_COVER = error(
    "SP605",
    N_("“{text}” is wider than the cover: it would run off the page."),
    N_("Use a shorter word, or divide it with a hyphen or a space."),
)
TEXT_OFF_COVER = error(
    "SP606",
    N_("The cover has no room for “{text}”: it would run into what stands below."),
    N_("Make the title, the subtitle or the name of the school shorter."),
)
LOGO_LETTERS = error(
    "SP607",
    N_("The logo “{name}” has a letter that cannot be printed: {character}."),
    N_("Turn the letters of the logo into paths: it brings no fonts of its own."),
)
SAME_NAME = error(
    "SP608",
    N_("The files of this document are called {name}, and so are those of {other}: one would replace the other."),
    N_("Give the folder of the school or of the protocol another name."),
)
LOGO_UNSEEN = warning(
    "SP609",
    N_("The logo “{name}” is white, or nearly: on paper and on a light screen nobody sees it."),
    N_("Take the logo in colour, or give the drawing a coloured ground: it stands on white everywhere."),
)
COLOUR_ADJUSTED = warning(
    "SP620",
    N_("The colour {colour} ({key}) is too pale: its contrast is {ratio} : 1, and {least} : 1 is needed."),
    N_("Pages and documents use {used} where it must stand out. Write that colour here, or a darker one."),
)
