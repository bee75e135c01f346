"""A document's control: cells, days, decisions, history. A school may accept these with a reason."""

from __future__ import annotations

from functools import partial

from schoolprotocol.diagnostics import about
from schoolprotocol.messages import mark as N_

error = partial(about.error, suppressible=True)
warning = partial(about.warning, suppressible=True)

EMPTY_CELL = error(
    "SP301",
    N_("“{table}” has an empty cell in the row “{row}”: {columns}."),
    N_("Fill it in or take the row out: this document counts as adopted."),
)
OPEN_CELL = warning(
    "SP302",
    N_("“{table}” has an empty cell in the row “{row}”: {columns}."),
    N_("Fill it in before the document is adopted, or take the row out."),
)
NOT_STATED = warning(
    "SP303", N_("The document does not state its {what}."), N_("Readers must see which text holds: add {where}.")
)
NO_CONTACT = warning(
    "SP304",
    N_("Nobody is named whom readers can ask."),
    N_("Add contact (a function or department, never a person's name) or email to school.yaml."),
)
NO_REVIEW = warning(
    "SP305",
    N_("The document has no review date."),
    N_("Add review under document: before which day it is looked at again, as in: review: {example}"),
)
REVIEW_PASSED = warning(
    "SP306",
    N_("The text should have been looked at again before {day}; that day has passed."),
    N_("Look at the text again, release a new version and set a new review date."),
)
REVIEW_FAR = warning(
    "SP307",
    N_("The review date ({day}) is more than {years} years from now: nobody will look at the text by then."),
    N_("Is the year mistyped? Mend review under document."),
)
DECISION_AFTER_ADOPTION = error(
    "SP310",
    N_("The {decision} of {body} ({day}) comes after the adoption ({adopted})."),
    N_("Consent and advice come before adoption: mend the dates, or adopt the text again."),
)
ADOPTED_WITHOUT_CONSENT = error(
    "SP311",
    N_("The document counts as adopted, and no consent of the council to version {version} is recorded."),
    N_("Record under decisions (kind: instemming) that {council} consented, or give the document another status."),
)
DECISION_WITHOUT_DATE = error(
    "SP312",
    N_("The document counts as adopted, and the {decision} of {body} has no date."),
    N_("Add day to this decision."),
)
DECISION_TWICE = warning(
    "SP308",
    N_("The {decision} of {body} ({day}) stands twice under decisions: readers see it twice."),
    N_("Take one out."),
)
DECISION_IN_FUTURE = error(
    "SP313",
    N_("The {decision} of {body} is dated in the future: {day}."),
    N_("Mend the date, or record the decision when it has been taken."),
)
EFFECTIVE_BEFORE_ADOPTION = error(
    "SP314",
    N_("The document applies from {day}, before it was adopted ({adopted})."),
    N_("Mend effective or the date of the adoption."),
)
DAY_OF_DOCUMENT = error(
    "SP319",
    N_("The day {day} cannot be that of this document: {why}."),
    N_("Mend {field} under document."),
)
REVIEW_BEFORE_START = error(
    "SP315",
    N_("The review date ({day}) does not come after the date of this version ({start})."),
    N_("Mend review or day under document."),
)
DECISION_OTHER_VERSION = warning(
    "SP316",
    N_("The {decision} of {body} is about version {version}, but there is no such version; this one is {current}."),
    N_(
        "Is the version a slip? Mend it. Was that text never kept here? Leave the decision as it stands, and accept "
        "this finding with a reason (suppress)."
    ),
    suppressible=True,
)
NOTHING_BELOW = warning(
    "SP327",
    N_("Below “{title}” stands no clause: readers find a heading, and nothing below it."),
    N_("Give it a clause, or take the heading out."),
    suppressible=True,
)
OTHER_IN_TABLE = warning(
    "SP328",
    N_("A table says “{found}” beside “{row}”, and of this document that is: {value}."),
    N_("Write {{{{ {name} }}}} in the cell: then it is always right."),
    suppressible=True,
)
HISTORY_ORDER = error(
    "SP317",
    N_("The version history is out of order: {later} ({later_day}) stands after {earlier} ({earlier_day})."),
    N_("Put the oldest version first, and mend the version or the date that is wrong."),
)
STATUS_WITHOUT_DECISION = warning(
    "SP318",
    N_("The status is “{status}”, but no {decision} of version {version} is recorded."),
    N_("Record the decision under decisions, or give the document another status."),
)
