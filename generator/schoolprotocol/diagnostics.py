"""What can be wrong, and how we say it: every kind has a stable code, a message and a remedy.

Pure functions return `Diagnostic` values; only the command line prints them. `docs/handleiding/meldingen.md` lists
every code, and `tests/roots` holds a fixture that triggers each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from gettext import gettext as _
from typing import Literal

from schoolprotocol.messages import mark as N_
from schoolprotocol.places import Place

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class About:
    """The fixed part of a kind of diagnostic."""

    code: str
    """`SP` and three digits; never used again for something else."""
    severity: Severity
    message: str
    """English message id with `{named}` values."""
    remedy: str
    """English message id: what to do about it."""


class Kind(Enum):
    """Every kind: SP1xx reading, SP2xx resolving, SP3xx–SP4xx checking, SP5xx versions, SP6xx publishing."""

    # -- reading the source --------------------------------------------------------------------------------------------
    NOT_FOUND = About(
        "SP101",
        "error",
        N_("{what} is not there, or cannot be read."),
        N_("Create the file or folder, or mend its name."),
    )
    ENCODING = About(
        "SP102",
        "error",
        N_("The file holds something else than plain UTF-8 text: {detail}."),
        N_("{help}"),
    )
    TOO_LARGE = About(
        "SP103",
        "error",
        N_("The file is larger than {limit}."),
        N_("Split it: a file per theme. A source file is text that people read."),
    )
    YAML = About(
        "SP104", "error", N_("This is not valid YAML: {detail}."), N_("Look at indents, colons and quotes here.")
    )
    EMPTY_FILE = About("SP108", "error", N_("The file is empty."), N_("Write in it what belongs here: {help}"))
    DUPLICATE_KEY = About(
        "SP105",
        "error",
        N_("The key “{key}” stands here twice."),
        N_("Keep one; YAML would drop the other in silence."),
    )
    ALIAS = About(
        "SP106",
        "error",
        N_("Anchors, aliases and tags (&name, *name, !name) are not allowed."),
        N_("Write the text out, or make it a clause or a parameter."),
    )
    NESTING = About(
        "SP107", "error", N_("The nesting is deeper than {limit} levels."), N_("Make the structure flatter.")
    )
    UNKNOWN_KEY = About("SP110", "error", N_("Unknown key “{key}”.{hint}"), N_("Mend or remove the key."))
    MISSING_KEY = About("SP111", "error", N_("“{key}” is missing."), N_("Add it: {help}"))
    BAD_VALUE = About("SP112", "error", N_("“{value}” does not fit “{key}”: {detail}."), N_("{help}"))
    DUPLICATE_ID = About(
        "SP113", "error", N_("The id “{id}” is already used in {other}."), N_("Give one of the two another id.")
    )
    UNKNOWN_FILE = About(
        "SP114",
        "error",
        N_("The file or folder “{name}” has no place in the source.{hint}"),
        N_("Mend its name or move it out of policy_src."),
    )
    BAD_SCHOOL_ID = About(
        "SP115",
        "error",
        N_("“{name}” cannot be a school's id."),
        N_("Use lower-case letters, digits and hyphens: the folder's name becomes part of addresses."),
    )
    ASSET = About("SP116", "error", N_("The image “{name}” cannot be used: {detail}."), N_("{help}"))

    RELEASE_UNREADABLE = About(
        "SP117",
        "error",
        N_("This release cannot be read: {detail}."),
        N_("A release is never edited: put back the file as it was released."),
    )

    # -- resolving a variant -------------------------------------------------------------------------------------------
    UNKNOWN_CLAUSE = About("SP201", "error", N_("There is no clause “{id}”.{hint}"), N_("Mend the id."))
    DROPPED_CLAUSE = About(
        "SP202", "error", N_("The clause “{id}” was dropped: {reason}"), N_("Use {replaced_by} or take it out.")
    )
    PLACED_TWICE = About(
        "SP203", "error", N_("The clause “{id}” stands twice in the outline."), N_("Keep it in one place.")
    )
    UNKNOWN_SECTION = About("SP204", "error", N_("There is no section “{id}”.{hint}"), N_("Mend the id."))
    UNKNOWN_PARAMETER = About(
        "SP205",
        "error",
        N_("There is no parameter “{name}”.{hint}"),
        N_("Mend the name, or declare it in protocol.yaml."),
    )
    PARAMETER_VALUE = About(
        "SP206", "error", N_("“{value}” does not fit parameter “{name}”: {detail}."), N_("Meaning of {name}: {help}")
    )
    PARAMETER_MISSING = About(
        "SP207", "error", N_("Parameter “{name}” has no value for this school."), N_("Add it under parameters: {help}")
    )
    UNKNOWN_ALTERNATIVE = About(
        "SP208", "error", N_("Clause “{id}” has no alternative “{name}”.{hint}"), N_("Choose one of: {choices}.")
    )
    NO_TEXT = About(
        "SP209",
        "error",
        N_("Clause “{id}” has no base text: this school must choose."),
        N_("Add: {{set: {id}, alternative: …}} with one of: {choices}."),
    )
    NOT_IN_OUTLINE = About(
        "SP210",
        "error",
        N_("“{operation}: {id}” does not fit: the clause has no place in this school's outline.{hint}"),
        N_("Give it a place in the outline or with after/before, or take the operation out."),
    )
    TWO_OPERATIONS = About(
        "SP211",
        "error",
        N_("Two operations on “{id}” (the other: {other})."),
        N_("Keep one: set, replace, omit, add or move."),
    )
    LOCKED = About(
        "SP212",
        "error",
        N_("Clause “{id}” is locked: a school cannot omit or replace it."),
        N_("Take the operation out."),
    )
    REPLACED_TEXT_CHANGED = About(
        "SP213",
        "error",
        N_("The text that this school replaces in “{id}” is not (or no longer) the one it was written for."),
        N_("Read the base text, see whether the deviation still holds, then write: replaces: {digest}"),
    )
    ADD_EXISTS = About(
        "SP214",
        "error",
        N_("Clause “{id}” cannot be added: it already exists."),
        N_("Choose an id of the school's own."),
    )
    POSITION = About(
        "SP215",
        "error",
        N_("“{operation}: {id}” needs exactly one of after and before."),
        N_("Name the clause next to which it comes."),
    )
    EMPTY_SET = About(
        "SP216",
        "error",
        N_("“set: {id}” sets nothing that {id} has."),
        N_("A clause takes “alternative”, a section takes “heading”."),
    )
    PLACEHOLDER = About(
        "SP220",
        "error",
        N_("This template is not allowed in a text: {detail}"),
        N_("Only {{{{ name }}}} and {{{{ name | hoofdletter }}}} may stand in a text."),
    )
    UNKNOWN_NAME = About(
        "SP221", "error", N_("“{name}” is not known here.{hint}"), N_("Mend the name, or declare a parameter for it.")
    )
    NO_VALUE = About("SP222", "error", N_("“{name}” has no value for this school."), N_("Fill it in: {where}."))
    MARKUP = About(
        "SP223",
        "error",
        N_("This is not allowed in a clause: {detail}."),
        N_("A clause has paragraphs, lists, emphasis, links, notes and clause references."),
    )
    LINK = About(
        "SP224",
        "error",
        N_("The link “{address}” is not allowed."),
        N_("Use https:, http:, mailto: or tel: addresses."),
    )
    UNKNOWN_TARGET = About(
        "SP225",
        "error",
        N_("The text refers to clause “{id}”, which is not in this school's document.{hint}"),
        N_("Choose another clause or another wording, or give that clause a place."),
    )
    UNKNOWN_NOTE = About(
        "SP226",
        "error",
        N_("The text calls note “{id}”, which the clause does not have.{hint}"),
        N_("Add it under notes."),
    )
    UNUSED_NOTE = About(
        "SP227",
        "error",
        N_("Note “{id}” is not called in any wording of the clause."),
        N_("Write [^{id}] in the text."),
    )
    UNKNOWN_REFERENCE = About(
        "SP228", "error", N_("There is no reference “{id}”.{hint}"), N_("Mend the id or add it to references.yaml.")
    )
    UNKNOWN_BASE = About(
        "SP229",
        "error",
        N_("“extends: {id}” names nothing that has this protocol.{hint}"),
        N_("Name base, or a school."),
    )
    BASE_LOOP = About(
        "SP230", "error", N_("The chain of “extends” runs in a circle: {chain}."), N_("Break the circle.")
    )
    NO_DOCUMENT = About(
        "SP231",
        "error",
        N_("“document” is missing: this variant is published."),
        N_("Add document, or publish: false."),
    )
    UNKNOWN_PROTOCOL = About("SP232", "error", N_("There is no protocol “{id}”.{hint}"), N_("Mend the id."))
    DUPLICATE_SECTION = About(
        "SP233",
        "error",
        N_("The section id “{id}” stands twice in the outline."),
        N_("Give each section an id of its own."),
    )
    EMPTY_TEXT = About("SP234", "error", N_("The text of “{id}” is empty."), N_("Write the text, or omit the clause."))
    LITERAL_PLACEHOLDER = About(
        "SP235",
        "error",
        N_("A placeholder is not filled in here: {detail}"),
        N_("Write the value out: only clauses, headings and the cells of tables have placeholders."),
    )
    EXCERPT_NEEDS = About(
        "SP236",
        "error",
        N_("Clause “{id}” cannot be omitted: nothing would be left of the excerpt for the schoolgids."),
        N_("Replace the clause, or give the variant an excerpt of its own."),
    )

    # -- checking a document: control and decisions --------------------------------------------------------------------
    EMPTY_CELL = About(
        "SP301",
        "error",
        N_("“{table}” has an empty cell in the row “{row}”: {columns}."),
        N_("Fill it in or take the row out: this document counts as adopted."),
    )
    OPEN_CELL = About(
        "SP302",
        "warning",
        N_("“{table}” has an empty cell in the row “{row}”: {columns}."),
        N_("Fill it in before the document is adopted, or take the row out."),
    )
    NOT_STATED = About(
        "SP303",
        "warning",
        N_("The document does not state its {what}."),
        N_("Readers must see which text holds: add {where}."),
    )
    NO_CONTACT = About(
        "SP304",
        "warning",
        N_("Nobody is named whom readers can ask."),
        N_("Add contact (a function or department, never a person's name) or email to school.yaml."),
    )
    NO_REVIEW = About(
        "SP305",
        "warning",
        N_("The document has no review date."),
        N_("Add review under document: before which day it is looked at again, as in: review: {example}"),
    )
    REVIEW_PASSED = About(
        "SP306",
        "warning",
        N_("The text should have been looked at again before {day}; that day has passed."),
        N_("Look at the text again, release a new version and set a new review date."),
    )
    DECISION_AFTER_ADOPTION = About(
        "SP310",
        "error",
        N_("The {decision} of {body} ({day}) comes after the adoption ({adopted})."),
        N_("Consent and advice come before adoption: mend the dates, or adopt the text again."),
    )
    ADOPTED_WITHOUT_CONSENT = About(
        "SP311",
        "error",
        N_("The document counts as adopted, and no consent of the council to version {version} is recorded."),
        N_("Record under decisions (kind: instemming) that {council} consented, or give the document another status."),
    )
    DECISION_WITHOUT_DATE = About(
        "SP312",
        "error",
        N_("The document counts as adopted, and the {decision} of {body} has no date."),
        N_("Add day to this decision."),
    )
    DECISION_IN_FUTURE = About(
        "SP313",
        "error",
        N_("The {decision} of {body} is dated in the future: {day}."),
        N_("Mend the date, or record the decision when it has been taken."),
    )
    EFFECTIVE_BEFORE_ADOPTION = About(
        "SP314",
        "error",
        N_("The document applies from {day}, before it was adopted ({adopted})."),
        N_("Mend effective or the date of the adoption."),
    )
    REVIEW_BEFORE_START = About(
        "SP315",
        "error",
        N_("The review date ({day}) does not come after the date of this version ({start})."),
        N_("Mend review or day under document."),
    )
    DECISION_OTHER_VERSION = About(
        "SP316",
        "warning",
        N_("The {decision} of {body} is about version {version}, but there is no such version; this one is {current}."),
        N_("Mend the version of the decision."),
    )
    HISTORY_ORDER = About(
        "SP317",
        "error",
        N_("The version history is out of order: {later} ({later_day}) stands after {earlier} ({earlier_day})."),
        N_("Put the oldest version first, and mend the version or the date that is wrong."),
    )
    STATUS_WITHOUT_DECISION = About(
        "SP318",
        "warning",
        N_("The status is “{status}”, but no {decision} of version {version} is recorded."),
        N_("Record the decision under decisions, or give the document another status."),
    )

    # -- checking a document: texts ------------------------------------------------------------------------------------
    PLACEHOLDER_LEFT = About(
        "SP320",
        "error",
        N_("Something was left to be filled in: “{found}”."),
        N_("Write what should stand here, or take it out."),
    )
    OTHER_SCHOOL = About(
        "SP321",
        "error",
        N_("The text names another school or board: “{found}” ({other})."),
        N_("Write {{{{ school.short }}}} in the clause, so that each school reads its own name."),
    )
    BOARD_AS_SCHOOL = About(
        "SP322",
        "warning",
        N_("The board (“{found}”) acts here; elsewhere {short} does."),
        N_("Write {{{{ school.short }}}}, or suppress this with the reason why the board is meant."),
    )
    NAMES_BY_TURNS = About(
        "SP323",
        "warning",
        N_("Now “{first}” acts ({first_count} times), now “{second}” ({second_count} times, here first)."),
        N_("Choose one name for the one who acts, and use it throughout."),
    )
    SAME_NORM_TWICE = About(
        "SP324",
        "warning",
        N_("This norm stands twice: in {label} and in {other_label} ({other})."),
        N_("Keep one of the two and refer to it by id where that helps."),
    )
    DEAD_POINTER = About(
        "SP325",
        "error",
        N_("“{found}” points to something that is not in the document."),
        N_("Add what it points to, take it out, or refer to a clause by id: {{clause}}`theme.topic`."),
    )
    HARD_TO_READ = About(
        "SP326",
        "warning",
        N_("This text is hard to read: Flesch-Douma {score}, with {words} words in a sentence on average."),
        N_("Make the sentences shorter and choose common words. The measure is weak: judge for yourself."),
    )

    # -- checking a document: facts from outside -----------------------------------------------------------------------
    RENAMED = About(
        "SP330",
        "warning",
        N_("“{name}” is now called “{successor}”."),
        N_("Use the name that holds now. {explanation}"),
    )
    CLOSED = About(
        "SP331",
        "warning",
        N_("“{name}” no longer exists."),
        N_("Take it out or name something else. {explanation}"),
    )
    UNCERTAIN = About(
        "SP332",
        "warning",
        N_("It is not certain that “{name}” still holds."),
        N_("Look it up, then set status and checked_on in references.yaml. {explanation}"),
    )
    CONTRADICTS_LAW = About(
        "SP333",
        "error",
        N_("This contradicts {law}: “{found}”."),
        N_("Mend the text. {explanation}"),
    )
    VALUE_AGAINST_LAW = About(
        "SP334",
        "error",
        N_("“{name}” is {value}, but {law} says {expected}."),
        N_("Mend the value. {explanation}"),
    )
    ORGANISATION_NOT_CITED = About(
        "SP335",
        "warning",
        N_("The text names “{name}”, which is not among the references of the clause."),
        N_("Take the name out, or add {id} to references if the clause rests on it. {explanation}"),
    )
    LINK_NOT_LISTED = About(
        "SP336",
        "warning",
        N_("The link {address} is not in references.yaml, so nobody checks it."),
        N_("Add it to references.yaml with source and checked_on, or mend the link."),
    )

    # -- checking the source as a whole --------------------------------------------------------------------------------
    CLAUSE_UNUSED = About(
        "SP401",
        "warning",
        N_("No outline uses clause “{id}”."),
        N_("Give it a place in an outline, or drop it with a tombstone."),
    )
    PARAMETER_UNUSED = About(
        "SP402",
        "warning",
        N_("No text uses the parameter “{name}”."),
        N_("Use it in a text or take it out of protocol.yaml."),
    )
    VALUE_UNUSED = About(
        "SP403",
        "warning",
        N_("The value of “{name}” does nothing: no document that builds on this variant uses it."),
        N_("Take it out, or choose the wording that uses it."),
    )
    REFERENCE_STALE = About(
        "SP404",
        "warning",
        N_("“{name}” was last checked on {day}, {days} days ago."),
        N_("Look at {source}, mend what changed and set checked_on to the day on which you looked."),
    )
    CHECKED_IN_FUTURE = About(
        "SP405",
        "warning",
        N_("“{name}” was checked on {day}: that day lies in the future."),
        N_("Set checked_on to the day on which somebody looked at the source."),
    )
    UNKNOWN_SCHOOL = About("SP406", "error", N_("There is no school “{id}”.{hint}"), N_("Mend the id."))
    SUPPRESSES_NOTHING = About(
        "SP410",
        "warning",
        N_("This suppression of {code} suppresses nothing.{hint}"),
        N_("Take it out, or mend its code and target."),
    )

    # -- versions ------------------------------------------------------------------------------------------------------
    RELEASE_CHANGED = About(
        "SP501",
        "error",
        N_("The text of release {version} is not the text that was released: its hash does not match."),
        N_("Put back the file as it was released (git log shows it). A change belongs in a new version."),
    )
    VERSION_BEHIND = About(
        "SP502",
        "error",
        N_("The document is version {version}, but version {latest} was released already."),
        N_("Raise version under document above {latest}."),
    )
    VERSION_RELEASED = About(
        "SP503",
        "warning",
        N_("Version {version} was released, and the source now says something else."),
        N_("Raise version under document: what was adopted never changes."),
    )
    RELEASE_MISSING = About(
        "SP504",
        "error",
        N_("Version {version} is named here as a version that was adopted, but there is no release of it."),
        N_("Put back {file} (git log shows it). Was that version never adopted? Then mend what stands here."),
    )
    RELEASE_NOT_ADOPTED = About(
        "SP505",
        "error",
        N_("Version {version} was released, but its status is “{status}”: it was never adopted."),
        N_("Take the file away: only an adopted text is released. For a proposal: schoolprotocol dossier {school}."),
    )
    NOTE_MISSING = About(
        "SP510",
        "error",
        N_("“{title}” ({id}) changed since version {version}, and no change note says why."),
        N_("Write a change note with motive, consequences and measures, and name {id} in it: the council reads it."),
    )
    NOTE_UNUSED = About(
        "SP511",
        "warning",
        N_("Change note “{id}” explains nothing that changed."),
        N_("Mend the clauses, sections, parameters, schools or since that it names, or take it out."),
    )

    # -- decisions about a text ----------------------------------------------------------------------------------------
    PROPOSAL_UNREADABLE = About(
        "SP520",
        "error",
        N_("This proposal cannot be read: {detail}."),
        N_("A proposal is never edited: put back the file as the dossier wrote it (git log shows it)."),
    )
    PROPOSAL_CHANGED = About(
        "SP521",
        "error",
        N_("The text of this proposal is not the text that was put to the council: its hash does not match."),
        N_("Put back the file as it was (git log shows it). A changed text is a new proposal: make the dossier again."),
    )
    NOT_PUT = About(
        "SP522",
        "error",
        N_("The status is “{status}”, but this text of version {version} ({hash}) was not put to a council."),
        N_("Make the dossier: schoolprotocol dossier {school}. Or set the status to concept."),
    )
    CONSENT_MISSING = About(
        "SP523",
        "error",
        N_("The status is “{status}”, but no consent to version {version} is recorded."),
        N_("Record it under decisions (kind: instemming) with the text_hash of the dossier, or set the status back."),
    )
    CONSENT_NOT_BOUND = About(
        "SP524",
        "error",
        N_("The consent of {body} is not bound to a text that was put to a council."),
        N_("Write text_hash with it, as the form for the decision gives it. Texts that were put: {hashes}."),
    )
    CONSENT_REFUSED = About(
        "SP525",
        "error",
        N_("The status is “{status}”, but {body} did not consent to version {version}."),
        N_("Change the text and put it to the council again, and set the status back to concept until then."),
    )
    TEXT_UNKNOWN = About(
        "SP526",
        "error",
        N_("The {decision} of {body} is about text {hash}, and no proposal or release has that text."),
        N_("Mend text_hash. Texts that were put to a council: {hashes}."),
    )
    TEXT_OF_OTHER_VERSION = About(
        "SP527",
        "error",
        N_("The {decision} of {body} is recorded with version {version}, but its text was put as version {other}."),
        N_("Mend version or text_hash of the decision."),
    )
    DECISION_VOID = About(
        "SP528",
        "error",
        N_("The {decision} of {body} no longer holds: the text was changed in substance since: {changes}."),
        N_("Put the text to the council again (schoolprotocol dossier {school}), or take the change back."),
    )
    CONDITIONS_MISSING = About(
        "SP529",
        "error",
        N_("The {decision} of {body} has conditions, and they are not recorded."),
        N_("Write them with the decision: conditions."),
    )
    DECIDED_BEFORE_PROPOSAL = About(
        "SP530",
        "error",
        N_("The {decision} of {body} ({day}) comes before the proposed decision ({proposed})."),
        N_("A council decides on a proposal: mend the dates."),
    )
    ADOPTION_MISSING = About(
        "SP531",
        "error",
        N_("The status is “{status}”, but no adoption of version {version} is recorded."),
        N_("Record it under decisions (kind: vaststelling), or set the status back."),
    )
    NOT_IN_FORCE = About(
        "SP532",
        "error",
        N_("The status is “{status}”, but the day from which the document applies is not there yet: {day}."),
        N_("Set the status to vastgesteld until then, or mend effective under document."),
    )
    NOTHING_LAPSED = About(
        "SP533",
        "error",
        N_("The status is “{status}”, but no version of the document was ever adopted."),
        N_("Only what was adopted can lapse: give the document another status."),
    )

    # -- publishing ----------------------------------------------------------------------------------------------------
    GLYPH_MISSING = About(
        "SP601",
        "error",
        N_("“{target}” has a character that cannot be printed: “{character}” ({code} {name})."),
        N_("Write another character or word. If you need this one, add it to the fonts (templates/fonts/README.md)."),
    )
    LOGO_NOT_SHOWN = About(
        "SP602",
        "error",
        N_("The logo “{name}” cannot be printed: {detail}."),
        N_("Save it again as PNG, or as plain SVG with its letters turned into paths."),
    )
    COLOUR_ADJUSTED = About(
        "SP620",
        "warning",
        N_("The colour {colour} ({key}) is too pale: its contrast is {ratio} : 1, and {least} : 1 is needed."),
        N_("Pages and documents use {used} where it must stand out. Write that colour here, or a darker one."),
    )

    # -- publishing: where documents are put online --------------------------------------------------------------------
    SECRET_IN_ADDRESS = About(
        "SP610",
        "error",
        N_("The address of target “{target}” holds a user or a password."),
        N_("Take it out and change that password: whoever has the source has read it. Give it as {variable}."),
    )
    ADDRESS_UNSAFE = About(
        "SP611",
        "error",
        N_("The address of target “{target}” does not begin with https://."),
        N_("Write it with https://: a password may not go over the network in the clear."),
    )
    TARGET_SCHOOL = About(
        "SP612",
        "error",
        N_("Target “{target}” is for a school that is not there: “{id}”.{hint}"),
        N_("Mend the id, or take it out."),
    )

    # -- publishing: excerpts for the schoolgids that stand elsewhere --------------------------------------------------
    EXCERPT_OLDER = About(
        "SP630",
        "warning",
        N_("This text for the schoolgids comes from version {version}. Version {adopted} has been adopted since."),
        N_("Replace it with the text of version {adopted}, which the site offers as a download."),
    )
    EXCERPT_NOT_ADOPTED = About(
        "SP631",
        "warning",
        N_("This text for the schoolgids comes from version {version}, which has not been adopted."),
        N_("Replace it with the text of a version that holds, or wait until this one is adopted."),
    )
    EXCERPT_DIFFERS = About(
        "SP632",
        "warning",
        N_("This text for the schoolgids does not say what version {adopted} says: “{text}” ({target})."),
        N_("Replace it with the text of version {adopted}, which the site offers as a download."),
    )
    EXCERPT_UNVERSIONED = About(
        "SP633",
        "warning",
        N_("This text for the schoolgids does not say from which version it comes."),
        N_("Replace it with the text that the site offers as a download, its last line included."),
    )

    @property
    def code(self) -> str:
        """`SP101`."""
        return self.value.code

    @property
    def severity(self) -> Severity:
        """Errors fail a build; warnings do not."""
        return self.value.severity


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with its place and the values for its message."""

    kind: Kind
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    school: str | None = None
    """Id of the school whose document it is about; None for the catalogue."""
    target: str | None = None
    """Id of the clause, section, parameter or table that it is about."""

    def message(self) -> str:
        """What is wrong, in the language in use."""
        return _(self.kind.value.message).format_map(self.values)

    def remedy(self) -> str:
        """What to do about it, in the language in use."""
        return _(self.kind.value.remedy).format_map(self.values)


def sort(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors before warnings, then by place; each finding once."""
    unique = {(d.kind.code, d.place, d.school, d.target, tuple(sorted(d.values.items()))): d for d in diagnostics}
    return tuple(
        sorted(
            unique.values(),
            key=lambda d: (d.kind.severity, d.place, d.kind.code, d.school or "", d.target or "", str(d.values)),
        )
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(d.kind.severity == "error" for d in diagnostics)
