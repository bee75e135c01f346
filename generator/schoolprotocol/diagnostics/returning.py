"""What stands in the way of a Word file that comes back, and of taking over what it proposes."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error
from schoolprotocol.messages import mark as N_

RETURN_NOT_OURS = error(
    "SP720",
    N_("This file does not say of which document it is: it was not made by this program, or has lost what tells it."),
    N_("Name the document with --school (and --protocol), if you know that it was made of that one."),
)
RETURN_OTHER = error(
    "SP721",
    N_("This file is “{protocol}” of {school}, version {version}, and not “{own_protocol}” of {own}."),
    N_("Return it for the document that it was made of: leave --school and --protocol out."),
)
RETURN_UNKNOWN = error(
    "SP722",
    N_("This file is “{protocol}” of {school}, and there is no such document here."),
    N_("Go to the folder of the project in which it was made."),
)
RETURN_STRANGE = error(
    "SP723",
    N_("Of the {texts} texts of {name} only {found} stand in this file: it says something else."),
    N_("Look whether it is the right file. A new text of your own is taken in with schoolprotocol import."),
)
PROPOSAL_UNKNOWN = error(
    "SP724",
    N_("There is no proposal “{name}” for this document.{hint}"),
    N_("Look at the list: schoolprotocol return {school}."),
)
PROPOSAL_SETTLED = error(
    "SP725",
    N_("“{name}” was decided on already: {outcome}."),
    N_("Change the text in the source if you want it otherwise now."),
)
PROPOSAL_STALE = error(
    "SP726",
    N_("{called} says something else by now than in the file that came back: “{name}” cannot be put over it."),
    N_("Compare both texts, and change the source yourself; then decline the proposal with that as the reason."),
)
PROPOSAL_UNFIT = error(
    "SP727",
    N_("“{name}” cannot be taken over so: {detail}."),
    N_("Take it over another way (see --to), or change the source yourself and decline the proposal with a reason."),
)
