"""Where documents are put online, and texts of ours that stand elsewhere."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error, warning
from schoolprotocol.messages import mark as N_

SECRET_IN_ADDRESS = error(
    "SP610",
    N_("The address of target “{target}” holds a user or a password."),
    N_("Take it out and change that password: whoever has the source has read it. Give it as {variable}."),
)
ADDRESS_UNSAFE = error(
    "SP611",
    N_("The address of target “{target}” does not begin with https://, or holds more than a host and a path."),
    N_(
        "Write it with https://, for a password may not go over the network in the clear; then the host, and a path of "
        "letters, digits and . _ ~ / - where there is one."
    ),
)
TARGET_SCHOOL = error(
    "SP612",
    N_("Target “{target}” is for a school that is not there: “{id}”.{hint}"),
    N_("Mend the id, or take it out."),
)
ADDRESS_LINE = error(
    "SP613",
    N_("In the list of addresses “{line}” cannot stand: {detail}."),
    N_(
        "Write an address as /aurora/sociale-media/ouders.html, in small letters. Behind it may stand, after a space, "
        "another address to which it leads now, or - where what stood there was withdrawn. Never take a line out."
    ),
)
ADDRESS_LOST = error(
    "SP614",
    N_("The site had {address} and does not have it any more: {n} published addresses would lead nowhere."),
    N_(
        "Write behind this address where it leads now, or - where what stood there was withdrawn. Of a school, a "
        "protocol or a version that is gone as a whole its first page does, index.html."
    ),
)
ADDRESS_TAKEN_OUT = error(
    "SP615",
    N_("The list of addresses had {address} at {revision}, and has it no more: whoever kept it finds nothing."),
    N_("Put the line back (git log shows it). What is not there any more may lead elsewhere, or be withdrawn with -."),
)
EXCERPT_OLDER = warning(
    "SP630",
    N_("This text for the schoolgids comes from version {version}. Version {adopted} has been adopted since."),
    N_("Replace it with the text of version {adopted}, which the site offers as a download."),
)
EXCERPT_NOT_ADOPTED = warning(
    "SP631",
    N_("This text for the schoolgids comes from version {version}, which has not been adopted."),
    N_("Replace it with the text of a version that holds, or wait until this one is adopted."),
)
EXCERPT_DIFFERS = warning(
    "SP632",
    N_("This text for the schoolgids does not say what version {adopted} says: “{text}” ({target})."),
    N_("Replace it with the text of version {adopted}, which the site offers as a download."),
)
EXCERPT_UNVERSIONED = warning(
    "SP633",
    N_("This text for the schoolgids does not say from which version it comes."),
    N_("Replace it with the text that the site offers as a download, its last line included."),
)
