"""The ledger of what was frozen and decided: whether it is whole, and fits what is there."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error, warning
from schoolprotocol.messages import mark as N_

LEDGER_MISSING = error(
    "SP550",
    N_("{school} has frozen texts and no ledger that says so: whether they are what was frozen, nobody can tell."),
    N_(
        "Was there a ledger? Put it back (git log shows it). Else look whether the texts are right, and begin one: "
        "schoolprotocol ledger {school} --add."
    ),
)
LEDGER_LINE = error(
    "SP551",
    N_("This line of the ledger is no entry: {detail}."),
    N_("Put back the ledger as it was (git log shows it). Nobody writes in it by hand."),
)
LEDGER_CHAIN = error(
    "SP552",
    N_("This entry does not follow from the one before it: {detail}. A line was changed, moved, added or taken out."),
    N_("Put back the ledger as it was (git log shows it). Nobody writes in it by hand."),
)
LEDGER_FORKED = error(
    "SP553",
    N_("Two branches have both added entries to the ledger: there are two lines of it from here on."),
    N_(
        "Keep both in the file, look at them with schoolprotocol ledger {school}, and say which one stays as it is: "
        "schoolprotocol ledger {school} --join 1 (or 2). The entries of the other get their place behind it."
    ),
)
LEDGER_TWICE = error(
    "SP554",
    N_("The ledger has “{what}” twice."),
    N_("Put back the ledger as it was (git log shows it). Nobody writes in it by hand."),
)
LEDGER_FILE_GONE = error(
    "SP555",
    N_("The ledger has “{what}”, and that file is not there."),
    N_("Put back the file as it was frozen (git log shows it): what was released, or put to a council, stays."),
)
LEDGER_FILE_CHANGED = error(
    "SP556",
    N_("“{what}” is not the file that the ledger has: somebody changed it after it was frozen."),
    N_("Put back the file as it was frozen (git log shows it). A change belongs in a new version."),
)
LEDGER_LACKS_FILE = error(
    "SP557",
    N_("The ledger does not have “{what}”: it was not frozen by this program, or the end of the ledger is gone."),
    N_(
        "Put back the ledger as it was (git log shows it). Is the text right, and was it never in a ledger? Then: "
        "schoolprotocol ledger {school} --add."
    ),
)
LEDGER_LACKS_DECISION = error(
    "SP558",
    N_("The ledger does not have this decision: {what}."),
    N_("Is it right as it stands here? Then have it entered: schoolprotocol ledger {school} --add."),
    standing=True,
)
LEDGER_DECISION_GONE = error(
    "SP559",
    N_("The ledger has the decision “{what}”, and it stands nowhere any more as it was taken."),
    N_(
        "Put it back in the school's variant as it was (git log shows it). Was it written down wrongly? Then: "
        "schoolprotocol ledger {school} --withdraw {entry} --reason …"
    ),
)
SEAL_BROKEN = error(
    "SP560",
    N_("“{name}” does not confirm the ledger: {detail}."),
    N_("Put back the ledger and this file as they were (git log shows it). Without them nobody confirmed this."),
)
SEAL_NOT_VERIFIED = warning(
    "SP561",
    N_("“{name}” was not verified: {detail}."),
    N_("{help}"),
)
SINCE_CHANGED = error(
    "SP562",
    N_("“{what}” is another file than it was at {revision}: what was frozen never changes."),
    N_("Put it back: git checkout {revision} -- {what}. A change belongs in a new version."),
)
SINCE_GONE = error(
    "SP563",
    N_("“{what}” was there at {revision}, and is there no more: what was frozen stays."),
    N_("Put it back: git checkout {revision} -- {what}."),
)
SINCE_LEDGER = error(
    "SP564",
    N_("The ledger does not go on from what it was at {revision}: line {line} is another one, or gone."),
    N_(
        "Put it back: git checkout {revision} -- {what}. Have then entered what came since: schoolprotocol ledger "
        "{school} --add."
    ),
)
SINCE_DECISION = error(
    "SP565",
    N_("A decision about version {version}, which was released, is not what it was at {revision}: {what}."),
    N_("Write it as it was. Was it written down wrongly? schoolprotocol ledger {school} --withdraw says so for good."),
)
SAVE_STOPPED = error(
    "SP567",
    N_("A change of the source was stopped half-way, and part of it is there."),
    N_(
        "Do again what was stopped, or give schoolprotocol ledger {school} --add: each first puts back what was there. "
        "What the rest of this list says of the ledger may be because of this."
    ),
)
SINCE_UNSEEN = warning(
    "SP566",
    N_("What stood in “{what}” at {revision} could not be compared: {detail}."),
    N_("Compare it by hand: git diff {revision} -- {what}."),
)
LEDGER_OLD_FORM = error(
    "SP568",
    N_("“{what}” is written as before there were ledgers, and was entered when that was over: {detail}."),
    N_(
        "Nothing writes that form any more, and it does not show who decided. Look who added it (git log); put back "
        "the ledger, and take the file away. What was adopted now: schoolprotocol release {school}."
    ),
)
LEDGER_NOT_CLOSED = warning(
    "SP569",
    N_("The ledger has versions of before there were ledgers ({what}), and no line that says that these are all."),
    N_(
        "Look whether they are: such a version does not show who decided. Then have the line entered: schoolprotocol "
        "ledger {school} --add."
    ),
)
SINCE_OLD_FORM = error(
    "SP570",
    N_("“{what}” is written as before there were ledgers, and was not there at {revision}, when there was a ledger."),
    N_(
        "Nothing writes that form any more, and it does not show who decided. Look who added it: git log -- {what}. "
        "What was adopted now: schoolprotocol release {school}."
    ),
)
LEDGER_WITHDRAWN = error(
    "SP571",
    N_("This file holds a decision of which the ledger says that it was written down wrongly: {what}."),
    N_(
        "Put back the ledger as it was (git log shows it). What was frozen keeps its decisions: was one of them wrong, "
        "give the document a new version."
    ),
)
LEDGER_WORDS = error(
    "SP572",
    N_("This entry says “{said}”, and its hash is that of another decision: {what}."),
    N_("Put back the ledger as it was (git log shows it). Nobody writes in it by hand."),
)
SINCE_ELSEWHERE = error(
    "SP573",
    N_(
        "“{what}” lay in another repository at {revision} ({detail}), and what is frozen lies there: it was not "
        "compared."
    ),
    N_("Keep releases and proposals in this repository. Compare what is there by hand: git -C {what} log."),
)
