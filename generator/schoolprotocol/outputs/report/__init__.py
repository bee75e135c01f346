"""Change set → the change report: HTML, PDF, Word, Markdown, JSON."""

from schoolprotocol.messages import mark as N_
from schoolprotocol.outputs import pdf
from schoolprotocol.outputs.output import Later, Offer, Output

OUTPUT = Output(
    name="diff",
    title=N_("report"),
    made_of=("report", "logo"),
    looks_like=("fonts", "print", "report", "theme"),  # its page brings the letters of the sites along
    make=Later("schoolprotocol.outputs.report.making", "make"),
    offers=(Offer("Wijzigingen: PDF", "{name}-wijzigingen.pdf", "{name}/report.pdf"),),
    warm_up=(pdf.WARM_UP,),
    is_typeset=True,
    in_site="rapport",
    if_none=N_("{name}: there is no adopted version to compare with, so there is no report of changes."),
)
