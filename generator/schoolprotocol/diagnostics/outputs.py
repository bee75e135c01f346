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
COLOUR_ADJUSTED = warning(
    "SP620",
    N_("The colour {colour} ({key}) is too pale: its contrast is {ratio} : 1, and {least} : 1 is needed."),
    N_("Pages and documents use {used} where it must stand out. Write that colour here, or a darker one."),
)
