"""A document's texts: what is left over, what contradicts the world outside. A school may accept it, with a reason."""

from __future__ import annotations

from functools import partial

from schoolprotocol.diagnostics import about
from schoolprotocol.messages import mark as N_

error = partial(about.error, suppressible=True)
warning = partial(about.warning, suppressible=True)

PLACEHOLDER_LEFT = error(
    "SP320", N_("Something was left to be filled in: “{found}”."), N_("Write what should stand here, or take it out.")
)
OTHER_SCHOOL = error(
    "SP321",
    N_("The text names another school or board: “{found}” ({other})."),
    N_("Write {{{{ school.short }}}} in the clause, so that each school reads its own name."),
)
BOARD_AS_SCHOOL = warning(
    "SP322",
    N_("The board (“{found}”) acts here; elsewhere {short} does."),
    N_("Write {{{{ school.short }}}}, or suppress this with the reason why the board is meant."),
)
NAMES_BY_TURNS = warning(
    "SP323",
    N_("Now “{first}” acts ({first_count} times), now “{second}” ({second_count} times, here first)."),
    N_("Choose one name for the one who acts, and use it throughout."),
)
SAME_NORM_TWICE = warning(
    "SP324",
    N_("This norm stands twice: in {label} and in {other_label} ({other})."),
    N_("Keep one of the two and refer to it by id where that helps."),
)
DEAD_POINTER = error(
    "SP325",
    N_("“{found}” points to something that is not in the document."),
    N_("Add what it points to, take it out, or refer to a clause by id: {{clause}}`theme.topic`."),
)
HARD_TO_READ = warning(
    "SP326",
    N_("This text is hard to read: Flesch-Douma {score}, with {words} words in a sentence on average."),
    N_("Make the sentences shorter and choose common words. The measure is weak: judge for yourself."),
)
RENAMED = warning(
    "SP330", N_("“{name}” is now called “{successor}”."), N_("Use the name that holds now. {explanation}")
)
CLOSED = warning("SP331", N_("“{name}” no longer exists."), N_("Take it out or name something else. {explanation}"))
UNCERTAIN = warning(
    "SP332",
    N_("It is not certain that “{name}” still holds."),
    N_("Look it up, then set status and checked_on in references.yaml. {explanation}"),
)
CONTRADICTS_LAW = error("SP333", N_("This contradicts {law}: “{found}”."), N_("Mend the text. {explanation}"))
VALUE_AGAINST_LAW = error(
    "SP334", N_("“{name}” is {value}, but {law} says {expected}."), N_("Mend the value. {explanation}")
)
ORGANISATION_NOT_CITED = warning(
    "SP335",
    N_("The text names “{name}”, which is not among the references of the clause."),
    N_("Take the name out, or add {id} to references if the clause rests on it. {explanation}"),
)
LINK_NOT_LISTED = warning(
    "SP336",
    N_("The link {address} is not in references.yaml, so nobody checks it."),
    N_("Add it to references.yaml with source and checked_on, or mend the link."),
)
