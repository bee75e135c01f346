"""Releases, versions, and the notes on what changed."""

from __future__ import annotations

from schoolprotocol.diagnostics.about import error, warning
from schoolprotocol.messages import mark as N_

RELEASE_CHANGED = error(
    "SP501",
    N_("The text of release {version} is not the text that was released: its hash does not match."),
    N_("Put back the file as it was released (git log shows it). A change belongs in a new version."),
)
VERSION_BEHIND = error(
    "SP502",
    N_("The document is version {version}, but version {latest} was released already."),
    N_("Raise version under document above {latest}."),
)
VERSION_RELEASED = warning(
    "SP503",
    N_("Version {version} was released, and the source now says something else: that text is in the making."),
    N_(
        "What was adopted never changes, and its decisions stay. Raise version under document, and put the new text to "
        "the council: schoolprotocol dossier {school} --protocol {protocol}."
    ),
)
RELEASE_MISSING = error(
    "SP504",
    N_("Version {version} is named here as a version that was adopted, but there is no release of it."),
    N_("Put back {file} (git log shows it). Was that version never adopted? Then mend what stands here."),
)
RELEASE_NOT_ADOPTED = error(
    "SP505",
    N_("Version {version} was released, but its status is “{status}”: it was never adopted."),
    N_(
        "Take the file away: only an adopted text is released. For a proposal: schoolprotocol dossier {school} "
        "--protocol {protocol}."
    ),
)
RELEASE_FORSAKEN = warning(
    "SP507",
    N_(
        "Version {version} of “{protocol}” was released, and {school} publishes no document of that name: nobody gets "
        "to see it."
    ),
    N_(
        "Was the protocol renamed? Its name is permanent: give it back. Does publish: false stand in the document? "
        "Take it out. Does it no longer apply? Keep the document, with the status vervallen."
    ),
)
NOTE_MISSING = error(
    "SP510",
    N_("“{title}” ({id}) changed since version {version}, and no change note says why."),
    N_("Write a change note with motive, consequences and measures, and name {id} in it: the council reads it."),
)
NOTE_GROWN = warning(
    "SP512",
    N_("Change note “{id}” is also about {clauses}, only because of the section in which that stood."),
    N_(
        "Name under clauses what the note is about: sections is for headings. Is it about something else? Write a note."
    ),
)
NOTE_UNUSED = warning(
    "SP511",
    N_("Change note “{id}” explains nothing that changed."),
    N_("Mend the clauses, sections, parameters, schools or since that it names, or take it out."),
)
LINEAGE_MISSING = warning(
    "SP513",
    N_(
        "“{id}” says what {was} said in version {version}, without saying that it came from there "
        "(certain for {score} %)."
    ),
    N_(
        "Write was: [{was}] with it, or run schoolprotocol lineage {school} --protocol {protocol} --write. Is it "
        "another clause? Then leave it as it is."
    ),
)
ID_REUSED = warning(
    "SP514",
    N_("The id “{was}” names another clause than in version {version}: what it said then, “{id}” says now."),
    N_(
        "An id is never used again. Give the other clause an id of its own, then run schoolprotocol lineage {school} "
        "--protocol {protocol}."
    ),
)
ELSEWHERE_STALE = warning(
    "SP515",
    N_("Version {version} was adopted with “{was}” in the text of “{clause}”. By now: {detail}."),
    N_(
        "What was adopted stays as it is, and leads to the same clause. In the next version the reference prints what "
        "holds then: {help}"
    ),
    suppressible=True,
)
FROZEN_REFUSED = error(
    "SP506",
    N_("This frozen text is not shown: what stands at “{field}” may not stand in a text ({detail})."),
    N_(
        "Put back the file as it was frozen (git log shows it). Nothing is made of it, and nothing is compared with it."
    ),
)
