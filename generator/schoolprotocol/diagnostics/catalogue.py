"""The source as a whole: what nobody uses, and what nobody looked at for long."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error, warning
from schoolprotocol.messages import mark as N_

CLAUSE_UNUSED = warning(
    "SP401",
    N_("No document uses clause “{id}”."),
    N_("Give it a place in a school's outline, or drop it with a tombstone."),
)
PARAMETER_UNUSED = warning(
    "SP402", N_("No text uses the parameter “{name}”."), N_("Use it in a text or take it out of protocol.yaml.")
)
VALUE_UNUSED = warning(
    "SP403",
    N_("The value of “{name}” does nothing: no document that builds on this variant uses it."),
    N_("Take it out, or choose the wording that uses it."),
)
PATTERN_SLOW = error(
    "SP420",
    N_("This pattern takes too long: “{pattern}”."),
    N_("Write it narrower: with [^.?!]* instead of .*, and with no two repetitions that can match the same words."),
)
STRENGTH_DIFFERS = warning(
    "SP409",
    N_("Alternative “{name}” of “{id}” is of another strength than its base text: “{second}”, not “{first}”."),
    N_(
        "Is that meant? Say it in the name of the alternative (such as mag-…, moet-…, kan-…), or accept it with a "
        "reason: suppress in protocol.yaml. Else use the words of the base text."
    ),
    suppressible=True,
)
REFERENCE_STALE = warning(
    "SP404",
    N_("“{name}” was last checked on {day}, {days} days ago."),
    N_("Look at {source}, mend what changed and set checked_on to the day on which you looked."),
)
CHECKED_IN_FUTURE = warning(
    "SP405",
    N_("“{name}” was checked on {day}: that day lies in the future."),
    N_("Set checked_on to the day on which somebody looked at the source."),
)
REFERENCE_UNCHECKED = warning(
    "SP411",
    N_("“{name}” could not be checked: {reason}"),
    N_("Look at {source} as soon as that can be done, and write checked_on and checked_how instead of unchecked."),
)
CHECKED_SOMEHOW = warning(
    "SP412",
    N_("It is not said how “{name}” was checked."),
    N_("Write behind checked_how what was looked at, such as the source itself or a copy of it."),
)
VALUE_SHAREABLE = warning(
    "SP415",
    N_("“{name}” is declared in “{document}” too ({where}), and is the same in every school."),
    N_("Declare it once, in parameters.yaml: then it stays one value. Is it something else? Give it another name."),
    suppressible=True,
)
UNKNOWN_SCHOOL = error("SP406", N_("There is no school “{id}”.{hint}"), N_("Mend the id."))
LEFT_BY_COPYING = warning(
    "SP416",
    N_("This stands at the school “{other}” too: {keys}."),
    N_(
        "Write what is this school's own. Was the folder of one made by copying that of the other? Then look at every "
        "line. Do two schools really have one name? Write the town behind it."
    ),
)
NOT_PUBLISHED = warning(
    "SP417",
    N_("This school keeps its document to itself (publish: false), and no other builds on it: nobody gets to see it."),
    N_("Take publish: false out. Is it still in the making? Accept this with that reason: suppress in this file."),
    suppressible=True,
)
NO_NUMBER = warning(
    "SP418",
    N_("“{name}” is a telephone number, and nobody can ring “{value}”."),
    N_("Mend the value: digits, spaces and hyphens. Often a letter stands in the place of a digit: O for 0, l for 1."),
)
SUPPRESSES_NOTHING = warning(
    "SP410", N_("This suppression of {code} suppresses nothing.{hint}"), N_("Take it out, or mend its code and target.")
)
DUTY_NO_LAW = error(
    "SP413",
    N_("“{id}” is given as the law that makes “{protocol}” a duty, and it is no law: its kind is {kind}."),
    N_("Name a reference of the kind wet that holds, or write duty: none where no law asks for it."),
)
DUTY_GONE = warning(
    "SP414",
    N_("“{name}” is given as the law that makes “{protocol}” a duty, and its status is {status}.{successor}"),
    N_("Look up which law asks for it now, and name that; or write duty: none."),
)
ADDED_ELSEWHERE = warning(
    "SP407",
    N_("Clause “{id}” is one of {school} only, and its id does not say so."),
    N_("Let the id of a clause that a school adds begin with the school's own: {meant}."),
)
SHARED_WITH_PREFIX = warning(
    "SP408",
    N_("Clause “{id}” is everybody's, and its id says that it belongs to {school}."),
    N_("Give it the id of its theme, or let the school add it: add: {id}."),
)
