"""Fragments of the doctree → one PDF for reading and for keeping (PDF/UA-1 and PDF/A-3a)."""

from schoolprotocol.outputs import site
from schoolprotocol.outputs.output import Later, Offer, Output

WARM_UP = Later("schoolprotocol.outputs.pdf.printing", "warm_up")

OUTPUT = Output(
    name="pdf",
    title="PDF",
    made_of=site.SHOWS,
    looks_like=("fonts", "pages", "print", "theme"),
    make=site.MAKE,  # the site and the PDF come from the same doctree, so that they cannot say different things
    offers=(Offer("PDF", "{name}.pdf"),),
    warm_up=(site.WARM_UP, WARM_UP),
    is_typeset=True,
    of_adopted=True,
)
