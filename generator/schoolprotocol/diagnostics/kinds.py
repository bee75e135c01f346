"""`Kind`: every kind of finding, by stage. The stage's module says what it is; a new one gets its line here."""

from __future__ import annotations

from enum import Enum

from schoolprotocol.diagnostics import (
    catalogue,
    control,
    decisions,
    outputs,
    publishing,
    resolve,
    source,
    texts,
    versions,
)
from schoolprotocol.diagnostics.about import Severity


class Kind(Enum):
    """SP1xx reading, SP2xx resolving, SP3xx a document, SP4xx the source, SP5xx versions, SP6xx outputs."""

    # -- source
    NOT_FOUND = source.NOT_FOUND
    ENCODING = source.ENCODING
    TOO_LARGE = source.TOO_LARGE
    YAML = source.YAML
    EMPTY_FILE = source.EMPTY_FILE
    DUPLICATE_KEY = source.DUPLICATE_KEY
    ALIAS = source.ALIAS
    NESTING = source.NESTING
    UNKNOWN_KEY = source.UNKNOWN_KEY
    MISSING_KEY = source.MISSING_KEY
    BAD_VALUE = source.BAD_VALUE
    EMPTY_VALUE = source.EMPTY_VALUE
    MERGE_MARKS = source.MERGE_MARKS
    ODD_SPACE = source.ODD_SPACE
    DUPLICATE_ID = source.DUPLICATE_ID
    DUPLICATE_ROLE = source.DUPLICATE_ROLE
    UNKNOWN_FILE = source.UNKNOWN_FILE
    BAD_SCHOOL_ID = source.BAD_SCHOOL_ID
    RESERVED_NAME = source.RESERVED_NAME
    ASSET = source.ASSET
    RELEASE_UNREADABLE = source.RELEASE_UNREADABLE

    # -- resolve
    UNKNOWN_CLAUSE = resolve.UNKNOWN_CLAUSE
    DROPPED_CLAUSE = resolve.DROPPED_CLAUSE
    PLACED_TWICE = resolve.PLACED_TWICE
    UNKNOWN_SECTION = resolve.UNKNOWN_SECTION
    UNKNOWN_PARAMETER = resolve.UNKNOWN_PARAMETER
    PARAMETER_VALUE = resolve.PARAMETER_VALUE
    PARAMETER_MISSING = resolve.PARAMETER_MISSING
    UNKNOWN_ALTERNATIVE = resolve.UNKNOWN_ALTERNATIVE
    NO_TEXT = resolve.NO_TEXT
    NOT_IN_OUTLINE = resolve.NOT_IN_OUTLINE
    TWO_OPERATIONS = resolve.TWO_OPERATIONS
    LOCKED = resolve.LOCKED
    REPLACED_TEXT_CHANGED = resolve.REPLACED_TEXT_CHANGED
    ADD_EXISTS = resolve.ADD_EXISTS
    POSITION = resolve.POSITION
    EMPTY_SET = resolve.EMPTY_SET
    PLACEHOLDER = resolve.PLACEHOLDER
    UNKNOWN_NAME = resolve.UNKNOWN_NAME
    NO_VALUE = resolve.NO_VALUE
    MARKUP = resolve.MARKUP
    LINK = resolve.LINK
    UNKNOWN_TARGET = resolve.UNKNOWN_TARGET
    UNKNOWN_NOTE = resolve.UNKNOWN_NOTE
    UNUSED_NOTE = resolve.UNUSED_NOTE
    UNKNOWN_REFERENCE = resolve.UNKNOWN_REFERENCE
    UNKNOWN_BASE = resolve.UNKNOWN_BASE
    BASE_LOOP = resolve.BASE_LOOP
    NO_DOCUMENT = resolve.NO_DOCUMENT
    UNKNOWN_PROTOCOL = resolve.UNKNOWN_PROTOCOL
    DUPLICATE_SECTION = resolve.DUPLICATE_SECTION
    EMPTY_TEXT = resolve.EMPTY_TEXT
    LITERAL_PLACEHOLDER = resolve.LITERAL_PLACEHOLDER
    KORT_MISSING = resolve.KORT_MISSING
    EXCERPT_NEEDS = resolve.EXCERPT_NEEDS

    # -- control
    EMPTY_CELL = control.EMPTY_CELL
    OPEN_CELL = control.OPEN_CELL
    NOT_STATED = control.NOT_STATED
    NO_CONTACT = control.NO_CONTACT
    NO_REVIEW = control.NO_REVIEW
    REVIEW_PASSED = control.REVIEW_PASSED
    DECISION_AFTER_ADOPTION = control.DECISION_AFTER_ADOPTION
    ADOPTED_WITHOUT_CONSENT = control.ADOPTED_WITHOUT_CONSENT
    DECISION_WITHOUT_DATE = control.DECISION_WITHOUT_DATE
    DECISION_IN_FUTURE = control.DECISION_IN_FUTURE
    EFFECTIVE_BEFORE_ADOPTION = control.EFFECTIVE_BEFORE_ADOPTION
    REVIEW_BEFORE_START = control.REVIEW_BEFORE_START
    DECISION_OTHER_VERSION = control.DECISION_OTHER_VERSION
    HISTORY_ORDER = control.HISTORY_ORDER
    STATUS_WITHOUT_DECISION = control.STATUS_WITHOUT_DECISION

    # -- texts
    PLACEHOLDER_LEFT = texts.PLACEHOLDER_LEFT
    OTHER_SCHOOL = texts.OTHER_SCHOOL
    BOARD_AS_SCHOOL = texts.BOARD_AS_SCHOOL
    NAMES_BY_TURNS = texts.NAMES_BY_TURNS
    SAME_NORM_TWICE = texts.SAME_NORM_TWICE
    DEAD_POINTER = texts.DEAD_POINTER
    HARD_TO_READ = texts.HARD_TO_READ
    KORT_NOT_ONE_SENTENCE = texts.KORT_NOT_ONE_SENTENCE
    KORT_LONGER = texts.KORT_LONGER
    EXCERPT_LACKS = texts.EXCERPT_LACKS
    RENAMED = texts.RENAMED
    CLOSED = texts.CLOSED
    UNCERTAIN = texts.UNCERTAIN
    CONTRADICTS_LAW = texts.CONTRADICTS_LAW
    VALUE_AGAINST_LAW = texts.VALUE_AGAINST_LAW
    ORGANISATION_NOT_CITED = texts.ORGANISATION_NOT_CITED
    LINK_NOT_LISTED = texts.LINK_NOT_LISTED
    PERSON_NAMED = texts.PERSON_NAMED
    ADDRESS_IN_TEXT = texts.ADDRESS_IN_TEXT
    PERSONAL_ADDRESS = texts.PERSONAL_ADDRESS
    MOBILE_NUMBER = texts.MOBILE_NUMBER
    BULLET_PASTED = texts.BULLET_PASTED
    BRACES = texts.BRACES
    MARK_OPEN = texts.MARK_OPEN
    MARK_IN_LINE = texts.MARK_IN_LINE
    INVISIBLE = texts.INVISIBLE
    LOOKALIKE = texts.LOOKALIKE

    # -- catalogue
    CLAUSE_UNUSED = catalogue.CLAUSE_UNUSED
    PARAMETER_UNUSED = catalogue.PARAMETER_UNUSED
    VALUE_UNUSED = catalogue.VALUE_UNUSED
    REFERENCE_STALE = catalogue.REFERENCE_STALE
    CHECKED_IN_FUTURE = catalogue.CHECKED_IN_FUTURE
    REFERENCE_UNCHECKED = catalogue.REFERENCE_UNCHECKED
    CHECKED_SOMEHOW = catalogue.CHECKED_SOMEHOW
    UNKNOWN_SCHOOL = catalogue.UNKNOWN_SCHOOL
    ADDED_ELSEWHERE = catalogue.ADDED_ELSEWHERE
    SHARED_WITH_PREFIX = catalogue.SHARED_WITH_PREFIX
    SUPPRESSES_NOTHING = catalogue.SUPPRESSES_NOTHING

    # -- versions
    RELEASE_CHANGED = versions.RELEASE_CHANGED
    VERSION_BEHIND = versions.VERSION_BEHIND
    VERSION_RELEASED = versions.VERSION_RELEASED
    RELEASE_MISSING = versions.RELEASE_MISSING
    RELEASE_NOT_ADOPTED = versions.RELEASE_NOT_ADOPTED
    NOTE_MISSING = versions.NOTE_MISSING
    NOTE_UNUSED = versions.NOTE_UNUSED
    NOTE_GROWN = versions.NOTE_GROWN

    # -- decisions
    PROPOSAL_UNREADABLE = decisions.PROPOSAL_UNREADABLE
    PROPOSAL_CHANGED = decisions.PROPOSAL_CHANGED
    NOT_PUT = decisions.NOT_PUT
    CONSENT_MISSING = decisions.CONSENT_MISSING
    CONSENT_NOT_BOUND = decisions.CONSENT_NOT_BOUND
    CONSENT_REFUSED = decisions.CONSENT_REFUSED
    TEXT_UNKNOWN = decisions.TEXT_UNKNOWN
    TEXT_OF_OTHER_VERSION = decisions.TEXT_OF_OTHER_VERSION
    DECISION_VOID = decisions.DECISION_VOID
    CONDITIONS_MISSING = decisions.CONDITIONS_MISSING
    DECIDED_BEFORE_PROPOSAL = decisions.DECIDED_BEFORE_PROPOSAL
    ADOPTION_MISSING = decisions.ADOPTION_MISSING
    NOT_IN_FORCE = decisions.NOT_IN_FORCE
    NOTHING_LAPSED = decisions.NOTHING_LAPSED

    # -- outputs
    GLYPH_MISSING = outputs.GLYPH_MISSING
    LOGO_NOT_SHOWN = outputs.LOGO_NOT_SHOWN
    TEMPLATE_BROKEN = outputs.TEMPLATE_BROKEN
    TEMPLATE_UNUSED = outputs.TEMPLATE_UNUSED
    RESERVED_ID = outputs.RESERVED_ID
    UNEVEN_ROWS = outputs.UNEVEN_ROWS
    WORD_OFF_COVER = outputs.WORD_OFF_COVER
    TEXT_OFF_COVER = outputs.TEXT_OFF_COVER
    LOGO_LETTERS = outputs.LOGO_LETTERS
    SAME_NAME = outputs.SAME_NAME
    COLOUR_ADJUSTED = outputs.COLOUR_ADJUSTED

    # -- publishing
    SECRET_IN_ADDRESS = publishing.SECRET_IN_ADDRESS
    ADDRESS_UNSAFE = publishing.ADDRESS_UNSAFE
    TARGET_SCHOOL = publishing.TARGET_SCHOOL
    EXCERPT_OLDER = publishing.EXCERPT_OLDER
    EXCERPT_NOT_ADOPTED = publishing.EXCERPT_NOT_ADOPTED
    EXCERPT_DIFFERS = publishing.EXCERPT_DIFFERS
    EXCERPT_UNVERSIONED = publishing.EXCERPT_UNVERSIONED

    @property
    def code(self) -> str:
        """`SP101`."""
        return self.value.code

    @property
    def severity(self) -> Severity:
        """Errors fail a build; warnings do not."""
        return self.value.severity

    @property
    def suppressible(self) -> bool:
        """Whether a school may accept it, with a reason."""
        return self.value.suppressible

    @property
    def standing(self) -> bool:
        """Whether decisions do not carry the declared status: no reason not to put a text to a council."""
        return self.value.standing
