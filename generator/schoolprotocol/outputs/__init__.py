"""outputs: what we make of a policy, a folder for each. Nothing here decides whether it is made, or when.

`OUTPUTS` is the one list: planning, keys, making, downloads, the table of times and the command line ask it. A new
output is a new folder with its `OUTPUT`, and a line here.
"""

from schoolprotocol.outputs import bundle, card, excerpt, pdf, report, site, word
from schoolprotocol.outputs.output import Output, SchoolOutput

OUTPUTS: tuple[Output, ...] = (
    site.OUTPUT,
    pdf.OUTPUT,
    word.OUTPUT,
    excerpt.OUTPUT,
    card.OUTPUT,
    report.OUTPUT,
)

OF_SCHOOLS: tuple[SchoolOutput, ...] = (bundle.OUTPUT,)
"""What is made of a school with several documents, after them."""


def every() -> tuple[Output | SchoolOutput, ...]:
    """All outputs: those of a document, and those of a school."""
    return (*OUTPUTS, *OF_SCHOOLS)


def names() -> tuple[str, ...]:
    """The names of all outputs of a document."""
    return tuple(output.name for output in OUTPUTS)


def all_names() -> tuple[str, ...]:
    """The names of all outputs, those of schools too: what can be asked."""
    return tuple(output.name for output in every())


def named(name: str) -> Output:
    """The output of this name; there must be one."""
    return next(output for output in OUTPUTS if output.name == name)


def is_site(name: str) -> bool:
    """Whether the output of this name is a site."""
    return any(output.is_site for output in OUTPUTS if output.name == name)
