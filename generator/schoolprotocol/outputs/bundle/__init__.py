"""The texts of a school's protocols, as each was printed → its handbook: one PDF and one Word file, a part for each."""

from schoolprotocol.messages import mark as N_
from schoolprotocol.outputs import pdf
from schoolprotocol.outputs.output import Later, SchoolOutput

OUTPUT = SchoolOutput(
    name="bundle",
    title=N_("handbook"),
    looks_like=("bundle", "fonts", "print"),
    make=Later("schoolprotocol.outputs.bundle.making", "make"),
    warm_up=(pdf.WARM_UP,),
)
