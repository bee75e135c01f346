"""Policy → a school's Sphinx project, and from it the site and the fragments for print."""

from schoolprotocol.messages import mark as N_
from schoolprotocol.outputs.output import Later, Output

SHOWS = (
    "policy",
    "style",
    "url",
    "publisher",
    "synonyms",
    "logo",
    "void",
    "unproven",
    "despite",
    "releases",
    "summary",
    "edition",
    "editions",
    "home",
    "first",
    "help",
)
"""What a Sphinx project shows of a document."""
MAKE = Later("schoolprotocol.outputs.site.making", "make")
WARM_UP = Later("schoolprotocol.outputs.site.making", "warm_up")

OUTPUT = Output(
    name="html",
    title=N_("site"),
    made_of=(*SHOWS, "report", "history", "lineage"),
    looks_like=("pages", "report", "site", "theme"),
    make=MAKE,
    warm_up=(WARM_UP,),
    is_site=True,
    of_adopted=True,
)
