"""`Kind`: every kind of finding, by stage. The stage's module says what it is; a new one gets its line here."""

from __future__ import annotations

from enum import Enum
from typing import Any

from schoolprotocol.diagnostics import (
    catalogue,
    control,
    decisions,
    ledger,
    outputs,
    publishing,
    resolve,
    returning,
    source,
    starting,
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
    TOO_MUCH = source.TOO_MUCH
    LONG_WORD = source.LONG_WORD
    LONG_SPACE = source.LONG_SPACE
    CUT_SHORT = source.CUT_SHORT
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
    SHARED_TWICE = source.SHARED_TWICE
    DUPLICATE_ROLE = source.DUPLICATE_ROLE
    UNKNOWN_FILE = source.UNKNOWN_FILE
    BAD_SCHOOL_ID = source.BAD_SCHOOL_ID
    RESERVED_NAME = source.RESERVED_NAME
    UNFIT_NAME = source.UNFIT_NAME
    TAKEN_NAME = source.TAKEN_NAME
    HELP_NUMBER = source.HELP_NUMBER
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
    UNKNOWN_ELSEWHERE = resolve.UNKNOWN_ELSEWHERE
    UNKNOWN_SHARED = resolve.UNKNOWN_SHARED
    SHARED_ELSEWHERE = resolve.SHARED_ELSEWHERE
    SHARED_DIFFERS = resolve.SHARED_DIFFERS
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
    REVIEW_FAR = control.REVIEW_FAR
    REVIEW_PASSED = control.REVIEW_PASSED
    DECISION_AFTER_ADOPTION = control.DECISION_AFTER_ADOPTION
    ADOPTED_WITHOUT_CONSENT = control.ADOPTED_WITHOUT_CONSENT
    DECISION_WITHOUT_DATE = control.DECISION_WITHOUT_DATE
    DECISION_TWICE = control.DECISION_TWICE
    DECISION_IN_FUTURE = control.DECISION_IN_FUTURE
    EFFECTIVE_BEFORE_ADOPTION = control.EFFECTIVE_BEFORE_ADOPTION
    DAY_OF_DOCUMENT = control.DAY_OF_DOCUMENT
    REVIEW_BEFORE_START = control.REVIEW_BEFORE_START
    DECISION_OTHER_VERSION = control.DECISION_OTHER_VERSION
    NOTHING_BELOW = control.NOTHING_BELOW
    OTHER_IN_TABLE = control.OTHER_IN_TABLE
    HISTORY_ORDER = control.HISTORY_ORDER
    STATUS_WITHOUT_DECISION = control.STATUS_WITHOUT_DECISION

    # -- texts
    PLACEHOLDER_LEFT = texts.PLACEHOLDER_LEFT
    OTHER_SCHOOL = texts.OTHER_SCHOOL
    BOARD_AS_SCHOOL = texts.BOARD_AS_SCHOOL
    SCHOOL_AS_BOARD = texts.SCHOOL_AS_BOARD
    NAMES_BY_TURNS = texts.NAMES_BY_TURNS
    SAME_NORM_TWICE = texts.SAME_NORM_TWICE
    DEAD_POINTER = texts.DEAD_POINTER
    HARD_TO_READ = texts.HARD_TO_READ
    FIRST_NOT_FOR = texts.FIRST_NOT_FOR
    FIRST_ABSENT = texts.FIRST_ABSENT
    FIRST_MANY = texts.FIRST_MANY
    FIRST_FEW = texts.FIRST_FEW
    FIRST_ONLY_TITLE = texts.FIRST_ONLY_TITLE
    KORT_NOT_ONE_SENTENCE = texts.KORT_NOT_ONE_SENTENCE
    KORT_LONGER = texts.KORT_LONGER
    KORT_STRENGTH = texts.KORT_STRENGTH
    EXCERPT_LACKS = texts.EXCERPT_LACKS
    RENAMED = texts.RENAMED
    CLOSED = texts.CLOSED
    UNCERTAIN = texts.UNCERTAIN
    CONTRADICTS_LAW = texts.CONTRADICTS_LAW
    VALUE_AGAINST_LAW = texts.VALUE_AGAINST_LAW
    ORGANISATION_NOT_CITED = texts.ORGANISATION_NOT_CITED
    LINK_NOT_LISTED = texts.LINK_NOT_LISTED
    CONSENT_OF_PARENTS = texts.CONSENT_OF_PARENTS
    SAME_IN_OTHER_WORDS = texts.SAME_IN_OTHER_WORDS
    PHRASE_TWICE = texts.PHRASE_TWICE
    WRONG_TWICE = texts.WRONG_TWICE
    SANCTIONS_ORDER = texts.SANCTIONS_ORDER
    RANGE_WITHOUT_END = texts.RANGE_WITHOUT_END
    SANCTION_OF_PUPILS = texts.SANCTION_OF_PUPILS
    HEADING_LEAVES_OUT = texts.HEADING_LEAVES_OUT
    NO_RULES_FOR = texts.NO_RULES_FOR
    PROMISE_WITHOUT_CONTENT = texts.PROMISE_WITHOUT_CONTENT
    SCHOOL_WIPES = texts.SCHOOL_WIPES
    CONTRADICTION = texts.CONTRADICTION
    CONTRADICTS_ACROSS = texts.CONTRADICTS_ACROSS
    VALUE_DIFFERS = texts.VALUE_DIFFERS
    TWO_WAYS = texts.TWO_WAYS
    BAN_ON_BOTH = texts.BAN_ON_BOTH
    DO_FORBIDS = texts.DO_FORBIDS
    DONT_NEGATED = texts.DONT_NEGATED
    DONT_ASKS = texts.DONT_ASKS
    AGREEMENT_OF_OTHERS = texts.AGREEMENT_OF_OTHERS
    AGREEMENT_WITHOUT_YEAR = texts.AGREEMENT_WITHOUT_YEAR
    WRONG_READER = texts.WRONG_READER
    WRONG_PART = texts.WRONG_PART
    AUDIENCE_AGAINST_TEXT = texts.AUDIENCE_AGAINST_TEXT
    PART_WITHOUT_LETTER = texts.PART_WITHOUT_LETTER
    DEFINED_LATE = texts.DEFINED_LATE
    DEFINED_TWICE = texts.DEFINED_TWICE
    TERMS_BY_TURNS = texts.TERMS_BY_TURNS
    OTHER_KIND = texts.OTHER_KIND
    OTHER_VERSION_NAMED = texts.OTHER_VERSION_NAMED
    MISSPELT = texts.MISSPELT
    HALF_REPLACED = texts.HALF_REPLACED
    HALF_SENTENCE = texts.HALF_SENTENCE
    ONE_WORD_FOR_TWO = texts.ONE_WORD_FOR_TWO
    CERTAIN_FINE = texts.CERTAIN_FINE
    COUNCIL_WITHOUT_DATE = texts.COUNCIL_WITHOUT_DATE
    NOT_TOLD = texts.NOT_TOLD
    PERSON_NAMED = texts.PERSON_NAMED
    ADDRESS_IN_TEXT = texts.ADDRESS_IN_TEXT
    PERSONAL_ADDRESS = texts.PERSONAL_ADDRESS
    MOBILE_NUMBER = texts.MOBILE_NUMBER
    BULLET_PASTED = texts.BULLET_PASTED
    BRACES = texts.BRACES
    MARK_OPEN = texts.MARK_OPEN
    MARK_IN_LINE = texts.MARK_IN_LINE
    REASON_LEFT = texts.REASON_LEFT
    TABLE_PASTED = texts.TABLE_PASTED
    INVISIBLE = texts.INVISIBLE
    LOOKALIKE = texts.LOOKALIKE
    CUT_PERHAPS = texts.CUT_PERHAPS

    # -- catalogue
    CLAUSE_UNUSED = catalogue.CLAUSE_UNUSED
    PARAMETER_UNUSED = catalogue.PARAMETER_UNUSED
    VALUE_UNUSED = catalogue.VALUE_UNUSED
    REFERENCE_STALE = catalogue.REFERENCE_STALE
    CHECKED_IN_FUTURE = catalogue.CHECKED_IN_FUTURE
    DUTY_NO_LAW = catalogue.DUTY_NO_LAW
    DUTY_GONE = catalogue.DUTY_GONE
    REFERENCE_UNCHECKED = catalogue.REFERENCE_UNCHECKED
    CHECKED_SOMEHOW = catalogue.CHECKED_SOMEHOW
    VALUE_SHAREABLE = catalogue.VALUE_SHAREABLE
    NOT_PUBLISHED = catalogue.NOT_PUBLISHED
    NO_NUMBER = catalogue.NO_NUMBER
    LEFT_BY_COPYING = catalogue.LEFT_BY_COPYING
    UNKNOWN_SCHOOL = catalogue.UNKNOWN_SCHOOL
    ADDED_ELSEWHERE = catalogue.ADDED_ELSEWHERE
    SHARED_WITH_PREFIX = catalogue.SHARED_WITH_PREFIX
    PATTERN_SLOW = catalogue.PATTERN_SLOW
    STRENGTH_DIFFERS = catalogue.STRENGTH_DIFFERS
    SUPPRESSES_NOTHING = catalogue.SUPPRESSES_NOTHING

    # -- versions
    RELEASE_CHANGED = versions.RELEASE_CHANGED
    VERSION_BEHIND = versions.VERSION_BEHIND
    VERSION_RELEASED = versions.VERSION_RELEASED
    RELEASE_MISSING = versions.RELEASE_MISSING
    RELEASE_NOT_ADOPTED = versions.RELEASE_NOT_ADOPTED
    RELEASE_FORSAKEN = versions.RELEASE_FORSAKEN
    FROZEN_REFUSED = versions.FROZEN_REFUSED
    NOTE_MISSING = versions.NOTE_MISSING
    NOTE_UNUSED = versions.NOTE_UNUSED
    NOTE_GROWN = versions.NOTE_GROWN
    LINEAGE_MISSING = versions.LINEAGE_MISSING
    ID_REUSED = versions.ID_REUSED
    ELSEWHERE_STALE = versions.ELSEWHERE_STALE

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
    BODY_MISSING = decisions.BODY_MISSING
    NOT_CONFIRMED = decisions.NOT_CONFIRMED
    VOTE_MISSING = decisions.VOTE_MISSING
    CHANGE_REFUSED = decisions.CHANGE_REFUSED
    VOTE_UNKNOWN = decisions.VOTE_UNKNOWN
    TEXT_SHORTENED = decisions.TEXT_SHORTENED
    ADOPTION_NOT_BOUND = decisions.ADOPTION_NOT_BOUND
    BODY_NOT_ASKED = decisions.BODY_NOT_ASKED
    DAY_IMPOSSIBLE = decisions.DAY_IMPOSSIBLE
    MET_IN_FUTURE = decisions.MET_IN_FUTURE
    RELEASE_NOT_DECIDED = decisions.RELEASE_NOT_DECIDED
    REACTION_SHORTENED = decisions.REACTION_SHORTENED
    ADOPTION_REFUSED = decisions.ADOPTION_REFUSED
    ADOPTED_BY_COUNCIL = decisions.ADOPTED_BY_COUNCIL
    RULE_GONE = decisions.RULE_GONE

    # -- ledger
    LEDGER_MISSING = ledger.LEDGER_MISSING
    LEDGER_LINE = ledger.LEDGER_LINE
    LEDGER_CHAIN = ledger.LEDGER_CHAIN
    LEDGER_FORKED = ledger.LEDGER_FORKED
    LEDGER_TWICE = ledger.LEDGER_TWICE
    LEDGER_FILE_GONE = ledger.LEDGER_FILE_GONE
    LEDGER_FILE_CHANGED = ledger.LEDGER_FILE_CHANGED
    LEDGER_LACKS_FILE = ledger.LEDGER_LACKS_FILE
    LEDGER_LACKS_DECISION = ledger.LEDGER_LACKS_DECISION
    LEDGER_DECISION_GONE = ledger.LEDGER_DECISION_GONE
    LEDGER_OLD_FORM = ledger.LEDGER_OLD_FORM
    LEDGER_NOT_CLOSED = ledger.LEDGER_NOT_CLOSED
    SEAL_BROKEN = ledger.SEAL_BROKEN
    SEAL_NOT_VERIFIED = ledger.SEAL_NOT_VERIFIED
    SINCE_CHANGED = ledger.SINCE_CHANGED
    SINCE_GONE = ledger.SINCE_GONE
    SINCE_LEDGER = ledger.SINCE_LEDGER
    SINCE_DECISION = ledger.SINCE_DECISION
    SINCE_UNSEEN = ledger.SINCE_UNSEEN
    SINCE_OLD_FORM = ledger.SINCE_OLD_FORM
    LEDGER_WITHDRAWN = ledger.LEDGER_WITHDRAWN
    LEDGER_WORDS = ledger.LEDGER_WORDS
    SINCE_ELSEWHERE = ledger.SINCE_ELSEWHERE
    SAVE_STOPPED = ledger.SAVE_STOPPED

    # -- outputs
    GLYPH_MISSING = outputs.GLYPH_MISSING
    LOGO_NOT_SHOWN = outputs.LOGO_NOT_SHOWN
    CARD_TOO_FULL = outputs.CARD_TOO_FULL
    AND_MORE = outputs.AND_MORE
    TOO_COSTLY = outputs.TOO_COSTLY
    TEMPLATE_BROKEN = outputs.TEMPLATE_BROKEN
    TEMPLATE_UNUSED = outputs.TEMPLATE_UNUSED
    RESERVED_ID = outputs.RESERVED_ID
    UNEVEN_ROWS = outputs.UNEVEN_ROWS
    WORD_OFF_COVER = outputs.WORD_OFF_COVER
    TEXT_OFF_COVER = outputs.TEXT_OFF_COVER
    LOGO_LETTERS = outputs.LOGO_LETTERS
    SAME_NAME = outputs.SAME_NAME
    LOGO_UNSEEN = outputs.LOGO_UNSEEN
    COLOUR_ADJUSTED = outputs.COLOUR_ADJUSTED

    # -- publishing
    SECRET_IN_ADDRESS = publishing.SECRET_IN_ADDRESS
    ADDRESS_UNSAFE = publishing.ADDRESS_UNSAFE
    TARGET_SCHOOL = publishing.TARGET_SCHOOL
    ADDRESS_LINE = publishing.ADDRESS_LINE
    ADDRESS_LOST = publishing.ADDRESS_LOST
    ADDRESS_TAKEN_OUT = publishing.ADDRESS_TAKEN_OUT
    EXCERPT_OLDER = publishing.EXCERPT_OLDER
    EXCERPT_NOT_ADOPTED = publishing.EXCERPT_NOT_ADOPTED
    EXCERPT_DIFFERS = publishing.EXCERPT_DIFFERS
    EXCERPT_UNVERSIONED = publishing.EXCERPT_UNVERSIONED

    # -- starting
    TOLD_TWICE = starting.TOLD_TWICE
    ANSWER_UNFIT = starting.ANSWER_UNFIT
    UNKNOWN_CHOICE = starting.UNKNOWN_CHOICE
    # -- Word files that come back
    RETURN_NOT_OURS = returning.RETURN_NOT_OURS
    RETURN_OTHER = returning.RETURN_OTHER
    RETURN_UNKNOWN = returning.RETURN_UNKNOWN
    RETURN_STRANGE = returning.RETURN_STRANGE
    PROPOSAL_UNKNOWN = returning.PROPOSAL_UNKNOWN
    PROPOSAL_SETTLED = returning.PROPOSAL_SETTLED
    PROPOSAL_STALE = returning.PROPOSAL_STALE
    PROPOSAL_UNFIT = returning.PROPOSAL_UNFIT

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

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        """In data that we keep, a kind goes by its name."""
        from pydantic_core import core_schema as form  # noqa: PLC0415 (only whoever keeps findings needs it)

        named = form.no_info_plain_validator_function(cls.__getitem__)
        return form.json_or_python_schema(
            form.chain_schema([form.literal_schema([one.name for one in cls]), named]),
            form.is_instance_schema(cls),
            serialization=form.plain_serializer_function_ser_schema(lambda kind: kind.name, when_used="json"),
        )
