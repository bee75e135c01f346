"""Answers with which nobody can begin a project, or add to one."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error
from schoolprotocol.messages import mark as N_

TOLD_TWICE = error(
    "SP740",
    N_("“{name}” is told twice: readers could not tell these apart."),
    N_("Give one of them a name of its own, such as “{meant}”."),
)
ANSWER_UNFIT = error("SP741", N_("“{value}” cannot be the answer to “{key}”: {detail}."), N_("Give another answer."))
UNKNOWN_CHOICE = error(
    "SP742",
    N_("There is nothing to choose with the name “{id}”.{hint}"),
    N_("Mend the name, or take it out: the protocols that you take do not have it."),
)
