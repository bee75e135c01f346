"""outputs: what we make of a policy, a folder for each. Nothing here decides whether it is made, or when.

`OUTPUTS` is the one list: planning, keys, making, downloads, the table of times and the command line ask it. A new
output is a new folder with its `OUTPUT`, and a line here.
"""

from schoolprotocol.outputs import card, excerpt, pdf, report, site, word
from schoolprotocol.outputs.output import Output

OUTPUTS: tuple[Output, ...] = (
    site.OUTPUT,
    pdf.OUTPUT,
    word.OUTPUT,
    excerpt.OUTPUT,
    card.OUTPUT,
    report.OUTPUT,
)


def names() -> tuple[str, ...]:
    """The names of all outputs."""
    return tuple(output.name for output in OUTPUTS)


def named(name: str) -> Output:
    """The output of this name; there must be one."""
    return next(output for output in OUTPUTS if output.name == name)
