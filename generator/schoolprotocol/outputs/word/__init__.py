"""Word documents: what a version says (`layout`), written (`write`) as OOXML (`ooxml/`), tracked changes or none.

For a change report two versions become one (`changes/`). In: a change set and the two policies that it was proven to
hold. Out: the bytes of a `.docx`. The words of the document come from the policies alone; the change set tells which of
them stayed. So accepting every change gives the new text, and rejecting every change the old one, whatever the change
set says. A document without tracked changes is one of which old and new are the same.
"""

from schoolprotocol.outputs.output import Later, Offer, Output

OUTPUT = Output(
    name="docx",
    title="Word",
    made_of=("policy", "style", "url", "publisher", "logo", "void", "unproven", "despite", "releases"),
    looks_like=("fonts", "print"),  # a logo is drawn by what lays out a PDF
    make=Later("schoolprotocol.outputs.word.making", "make"),
    offers=(Offer("Word", "{name}.docx"),),
    of_adopted=True,
)
