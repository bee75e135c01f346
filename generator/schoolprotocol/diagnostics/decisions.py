"""What a council and a board decided about a text, and whether that carries its status."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error, warning
from schoolprotocol.messages import mark as N_

PROPOSAL_UNREADABLE = error(
    "SP520",
    N_("This proposal cannot be read: {detail}."),
    N_("A proposal is never edited: put back the file as the dossier wrote it (git log shows it)."),
)
PROPOSAL_CHANGED = error(
    "SP521",
    N_("The text of this proposal is not the text that was put to the council: its hash does not match."),
    N_("Put back the file as it was (git log shows it). A changed text is a new proposal: make the dossier again."),
)
NOT_PUT = error(
    "SP522",
    N_("The status is “{status}”, but this text of version {version} ({hash}) was not put to a council."),
    N_("Make the dossier: schoolprotocol dossier {school} --protocol {protocol}. Or set the status to concept."),
    standing=True,
)
CONSENT_MISSING = error(
    "SP523",
    N_("The status is “{status}”, but no consent to version {version} is recorded."),
    N_("Record it under decisions (kind: instemming) with the text_hash of the dossier, or set the status back."),
    standing=True,
)
CONSENT_NOT_BOUND = error(
    "SP524",
    N_("The consent of {body} is not bound to a text that was put to a council."),
    N_("Write text_hash with it, in full. Texts that were put: {hashes}."),
    standing=True,
)
CONSENT_REFUSED = error(
    "SP525",
    N_("The status is “{status}”, but {body} did not consent to version {version}."),
    N_("Change the text and put it to the council again, and set the status back to concept until then."),
    standing=True,
)
TEXT_UNKNOWN = error(
    "SP526",
    N_("The {decision} of {body} is about text {hash}, and no proposal or release has that text."),
    N_(
        "Was a slip made in text_hash? Mend it. Texts that were put to a council: {hashes}. The text as it is now: "
        "{now}. Did a text change after it was confirmed? Leave that as it stands, and have {body} confirm the text as "
        "it is now."
    ),
    standing=True,
)
TEXT_OF_OTHER_VERSION = error(
    "SP527",
    N_("The {decision} of {body} is recorded with version {version}, but its text was put as version {other}."),
    N_("Mend version or text_hash of the decision."),
    standing=True,
)
DECISION_VOID = error(
    "SP528",
    N_("The {decision} of {body} no longer holds: the text was changed in substance since: {changes}."),
    N_(
        "Put the text to the council again (schoolprotocol dossier {school} --protocol {protocol}), or take the change"
        " back."
    ),
    standing=True,
)
CONDITIONS_MISSING = error(
    "SP529",
    N_("The {decision} of {body} has conditions, and they are not recorded."),
    N_("Write them with the decision: conditions."),
    standing=True,
)
DECIDED_BEFORE_PROPOSAL = error(
    "SP530",
    N_("The {decision} of {body} ({day}) comes before the proposed decision ({proposed})."),
    N_("A council decides on a proposal: mend the dates."),
    standing=True,
)
ADOPTION_MISSING = error(
    "SP531",
    N_("The status is “{status}”, but no adoption of version {version} is recorded."),
    N_("Record it under decisions (kind: vaststelling), or set the status back."),
    standing=True,
)
NOT_IN_FORCE = error(
    "SP532",
    N_("The status is “{status}”, but {why}."),
    N_("Write under document from which day it applies, as in effective: {example}. Until then it is vastgesteld."),
    standing=True,
)
NOTHING_LAPSED = error(
    "SP533",
    N_("The status is “{status}”, but no version of the document was ever adopted."),
    N_("Only what was adopted can lapse: give the document another status."),
    standing=True,
)
BODY_MISSING = error(
    "SP534",
    N_("The consent of {body} to version {version} was asked, and no decision of it is recorded."),
    N_(
        "Write under decisions what it decided: body: {body}, kind: instemming, version, day and text_hash ({hashes}). "
        "Was its consent not needed after all? Then with outcome: niet-nodig and the reason. Asked: {asked}. Recorded: "
        "{recorded}."
    ),
    standing=True,
)
NOT_CONFIRMED = error(
    "SP535",
    N_(
        "The {decision} of {body} waits for a confirmation: since then something small changed, as a space, a mark, "
        "capitals, an order or a day, which may turn a rule round: {changes}."
    ),
    N_(
        "Show {body} what changed. Does it not matter? Write under decisions: body: {body}, kind: bevestiging, "
        "version, day, reason and text_hash: {hash}. Or take the change back."
    ),
    standing=True,
)
VOTE_MISSING = error(
    "SP536",
    N_("The votes of {body}, change by change, say nothing about {changes}."),
    N_("Write under votes what it decided about each: change and outcome."),
    standing=True,
)
CHANGE_REFUSED = error(
    "SP537",
    N_("The change {changes} was refused by {body}, and it still stands in the text."),
    N_("Make the text there what it is in the last release, or put another text to {body}."),
    standing=True,
)
TEXT_SHORTENED = error(
    "SP539",
    N_("The {decision} of {body} names its text as {hash}: the beginning of a hash says nothing for certain."),
    N_("Write text_hash in full: {whole}. The command schoolprotocol decide {school} --protocol {protocol} does so."),
    standing=True,
)
ADOPTION_NOT_BOUND = error(
    "SP540",
    N_("The adoption by {body} does not say which text was adopted."),
    N_(
        "Write text_hash with it. The text as it is now: {hash}. The command schoolprotocol decide {school} --protocol"
        " {protocol} does so."
    ),
    standing=True,
)
BODY_NOT_ASKED = error(
    "SP541",
    N_("{body} was not asked for its consent to version {version}: its decision cannot stand for that of another."),
    N_(
        "Asked: {asked}. Is the name a slip? Mend it. Did {body} decide without being asked? Then record that as an "
        "advice (kind: advies)."
    ),
    standing=True,
)
DAY_IMPOSSIBLE = error(
    "SP542",
    N_("The {decision} of {body} cannot have been taken on {day}: {why}."),
    N_("Mend the date."),
    standing=True,
)
MET_IN_FUTURE = error(
    "SP543",
    N_("What {body} asked cannot have been met on {day}: {why}. It asked: {text}"),
    N_("Mend the day. Is it not met yet? Take met and how out again: the point stays open."),
)
RELEASE_NOT_DECIDED = error(
    "SP544",
    N_("Release {version} is not a text that was put, consented to and adopted: {detail}"),
    N_(
        "Put back the release, and the proposals and decisions that it rests on (git log shows them). A text that "
        "nobody adopted is no release: take it away."
    ),
)
REACTION_SHORTENED = error(
    "SP545",
    N_("A reaction names its text as {hash}: the beginning of a hash says nothing for certain."),
    N_(
        "Write text_hash in full: {whole}. The command schoolprotocol reactions {school} --protocol {protocol} does so."
    ),
    standing=True,
)
ADOPTION_REFUSED = error(
    "SP548",
    N_("The status is “{status}”, but {body} refused to adopt version {version}."),
    N_(
        "Leave that decision as it stands, and set the status back. A changed text goes to the council again. Did "
        "{body} adopt it later after all? Record that as well, with its own day (kind: vaststelling)."
    ),
    standing=True,
)
ADOPTED_BY_COUNCIL = error(
    "SP546",
    N_("The adoption of version {version} is that of {body}, and a council does not adopt: it consents."),
    N_("Record the decision of the board. What {body} decided is its consent (kind: instemming)."),
    standing=True,
)
RULE_GONE = warning(
    "SP547",
    N_("The protocol asked the consent of {council} for version {version}, and it does not any more."),
    N_(
        "Put the rule back under consent in protocol.yaml. Was it taken out on purpose? Tell the council, and accept "
        "this finding with a reason (suppress)."
    ),
    suppressible=True,
)
VOTE_UNKNOWN = error(
    "SP538",
    N_("The votes of {body} name “{change}”, and no change of version {version} is called that."),
    N_("Mend the name. The changes that were put: {known}."),
    standing=True,
)
