"""What the YAML reader and the validator find wrong, in words for whoever edits the source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from gettext import gettext as _
from typing import Any

from schoolprotocol.addresses import BASE, HTTPS, MAIL, PHONE
from schoolprotocol.messages import mark as N_
from schoolprotocol.model.base import NAME
from schoolprotocol.model.target import HOST, HOST_USER, REMOTE_PATH
from schoolprotocol.model.variant import OPERATIONS
from schoolprotocol.suggest import choose_one_of

# -- YAML -------------------------------------------------------------------------------------------------------------

_COLON = N_("a colon followed by a space stands where it cannot: put the text between quotes, or mend the indent")
_INDENT = N_(
    "this line is indented differently from the lines to which it belongs, or something stands behind a closing quote "
    "or bracket"
)
_DASH = N_("a list with dashes begins on a new line")
_LIST = N_("a list between square brackets is not whole: a comma or the closing bracket is missing")
_KEYS = N_(
    "a group between braces is not whole: a comma or the closing brace is missing, or a # without quotes made the rest "
    "a comment"
)
_QUOTES = N_("a quote is opened here and closed nowhere")
_SIGN = N_(
    "a text that begins with a sign such as @, %, &, * or ! must stand between quotes, and a tab may not come first"
)
_TAB = N_("a tab stands in the indent: use spaces")
_BACKSLASH = N_("between double quotes a backslash has a meaning of its own: use single quotes")
_VALUE = N_("a value is missing here")
_BLOCK = N_("after | or > the text begins on the next line")
_LOOSE = N_("this line does not belong to what stands above it")
_NO_COLON = N_(
    "this line has no colon: write a name, a colon and a value; or indent it, where it belongs to the text above it"
)
_DIRECTIVE = N_("a line that begins with %YAML or %TAG has no place here: take it out")
_SECOND = N_("a second document begins here (---), and a file holds one: take this line out")

_YAML = {
    "mapping values are not allowed": _COLON,
    "mapping keys are not allowed": _COLON,
    "found unexpected ':'": _COLON,
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _INDENT,
    "expected <block end>": _INDENT,
    "block sequence entries are not allowed": _DASH,
    "sequence entries are not allowed": _DASH,
    "did not find expected ',' or ']'": _LIST,
    "expected ',' or ']'": _LIST,
    "did not find expected ',' or '}'": _KEYS,
    "expected ',' or '}'": _KEYS,
    "found unexpected end of stream": _QUOTES,
    "found unexpected document": _QUOTES,
    "found character": _SIGN,
    "did not find expected alphabetic": _SIGN,
    "expected alphabetic or numeric character": _SIGN,
    "could not find expected directive name": _SIGN,
    "found unexpected non-alphabetical character": _SIGN,
    "did not find expected whitespace": _SIGN,
    "found undefined tag handle": _SIGN,
    "found unknown directive name": _SIGN,
    "found incompatible YAML document": _DIRECTIVE,
    "found duplicate %": _DIRECTIVE,
    "found extremely long version number": _DIRECTIVE,
    "did not find expected digit or '.' character": _DIRECTIVE,
    "did not find expected version number": _DIRECTIVE,
    "did not find expected tag": _SIGN,
    "did not find URI escaped octet": _SIGN,
    "found an incorrect": _SIGN,
    "found an indentation indicator": _BLOCK,
    "control characters are not allowed": N_("a character that nobody sees stands here: take it out"),
    "did not find expected '!'": _SIGN,
    "did not find the expected '>'": _SIGN,
    "expected '>'": _SIGN,
    "found a tab character": _TAB,
    "found unknown escape character": _BACKSLASH,
    "did not find expected hexdecimal number": _BACKSLASH,
    "expected escape sequence": _BACKSLASH,
    "found invalid Unicode character escape code": _BACKSLASH,
    "did not find expected node content": _VALUE,
    "expected the node content": _VALUE,
    "did not find expected comment": _BLOCK,
    "expected a comment or a line break": _BLOCK,
    "did not find expected <document start>": _LOOSE,
    "expected '<document start>'": _LOOSE,
    "could not find expected ':'": _NO_COLON,
    "but found another document": _SECOND,
}
"""Our words by how the problem begins in libyaml (scanner.c, parser.c) and in PyYAML's own reader."""


_SLIPS = (
    (r"\s*\t", _TAB),
    (r".*:\s+#\w", N_("a value that begins with # stands between quotes: without them it is a comment")),
    (
        r"""[^:"']*:\s+(?:\{\{.*\}\}|\[[^\]]*\]\(.*|"[^"]*"|'[^']*')\s*[^\s,\]}#]""",
        N_("a text that begins with {{, [ or a quote stands between quotes as a whole, of the other kind where needed"),
    ),
    (r"\s*(?:- )?[a-z_]+:[^\s:/]", N_("a space is missing after the colon")),
)
"""Slips of the hand that the reader of YAML meets later, or takes for something else; by what a line looks like."""


def slip(lines: Sequence[str]) -> tuple[int, str] | None:
    """What somebody did wrong in the lines that lead to a place where the reader stumbled.

    Args:
        lines: the last one is where it stumbled.

    Returns:
        The index of the line, and our words in the language in use; None where nothing is to be seen.
    """
    for index in range(len(lines) - 1, -1, -1):
        for pattern, words in _SLIPS:
            if re.match(pattern, lines[index]):
                return index, _(words)
    return None


_NO_TEXT = {b"PK\x03\x04": "Word, Excel, zip", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "Word"}
"""How files begin that hold no text, and of what program they are."""


def other_letters(raw: bytes, at: int) -> dict[str, str]:
    """What the bytes of a file are that are no UTF-8, and what to do.

    Args:
        raw: the bytes.
        at: the first that is none.
    """
    program = next((program for begin, program in _NO_TEXT.items() if raw.startswith(begin)), None)
    if program is not None:
        help_ = _("Put it elsewhere. Its words belong in a text file, or are taken over with: schoolprotocol import")
        return {"detail": _("it is no text but a file of {program}").format(program=program), "help": help_}
    help_ = _("Save it as UTF-8 in your editor.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return {"detail": _("it is written in UTF-16, which Windows calls Unicode"), "help": help_}
    told = {
        "byte": f"0x{raw[at]:02x}",
        "letter": raw[at : at + 1].decode("cp1252", "replace"),
        "before": raw[:at].rpartition(b"\n")[2].decode(errors="replace")[-30:],
    }
    return {"detail": _("byte {byte}, perhaps “{letter}”, after “{before}”").format_map(told), "help": help_}


def yaml_problem(problem: str) -> str:
    """A problem of the YAML reader in the language in use; a rare one as the reader puts it."""
    ours = next((words for start, words in _YAML.items() if problem.startswith(start)), None)
    return _(ours) if ours else problem


# -- validation -------------------------------------------------------------------------------------------------------

_DAY = N_("write a date as 2027-11-01")
_NO_DAY = N_("there is no such day")
_WHOLE_NUMBER = N_("write a whole number")
_TRUE_OR_FALSE = N_("write true or false")
_PHONE = N_('write a telephone number between quotes, such as "038 123 45 67", and nothing beside it')
_ONE_LIST = N_("write a list here")
_DASHES = N_("write a list here: a hyphen and a space before each item")
_BRACKETS = N_("write a list here, between square brackets: [{given}]")
_NO_DASHES = N_("write keys with values here, without hyphens before them")
_WITH_KEYS = N_("write keys with values here")

_SHOWN = 60
"""Characters of a value that a message shows in what to write instead."""

_DETAILS = {
    "kort_without_text": N_("`kort` goes with `text`, and there is none: give it to the alternatives"),
    "bad_key": N_("a name has lower-case letters, digits and hyphens"),
    "string_pattern_mismatch": N_("it does not have the form {pattern}"),
    "string_too_short": N_("it is empty"),
    "string_too_long": N_("it is longer than {max_length} characters"),
    "too_short": N_("at least one is needed"),
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "day": _DAY,
    "folder": N_("write a folder of this machine, from the project on or with its whole path; no address and no ~"),
    "address": N_("no such address can be: mend what stands between https:// and the next /"),
    "expression": N_("it is not a regular expression"),
    "repeated_group": N_("a group in a regular expression cannot be repeated with *, + or {{}}"),
    "expression_large": N_("a regular expression has 50 groups and repeats something 1000 times at most"),
    "reserved": N_("school, document, besluit and bron are not free as the first word of a parameter's name"),
    "weight_reason": N_("weight and weight_reason belong together: give both or neither"),
    "met_somehow": N_("met and how belong together: write since when the condition is met, and how; or neither"),
    "waived_consent": N_("niet-nodig is only of a consent (kind: instemming)"),
    "confirmed_or_not": N_("a confirmation has no conditions: what was asked is confirmed or it is not"),
    "votes_of_consent": N_("votes belong to a consent (kind: instemming) that was asked"),
    "voted_twice": N_("a change stands in it twice"),
    "neither_checked": N_("it has neither checked_on nor unchecked: write when it was checked, or why it could not be"),
    "checked_and_unchecked": N_("it has unchecked beside checked_on or checked_how: it was checked, or it was not"),
    "empty_excerpt": N_("a text for the schoolgids has at least one of intro, body, closing"),
    "shown_twice": N_("a clause stands in the list twice"),
    "phone": _PHONE,
    "no_clause": N_("it names no clause: write at least one between the brackets, or take the group out"),
    "one_form": N_("a group has exactly one of prose, numbered, bullets, dos, donts, callout, columns"),
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "bool_parsing": _TRUE_OR_FALSE,
    "bool_type": _TRUE_OR_FALSE,
    "greater_than_equal": N_("it must be at least {ge}"),
    "less_than_equal": N_("it must be at most {le}"),
    "string_type": N_("write one text here"),
    "tuple_type": _ONE_LIST,
    "list_type": _ONE_LIST,
    "dict_type": _WITH_KEYS,
    "model_type": _WITH_KEYS,
    "model_attributes_type": _WITH_KEYS,
}
"""Our words by the type of pydantic's error, or by the message of a validator of the model."""

_FORMS = {
    rf"^{NAME}$": N_("use lower-case letters, digits and single hyphens"),
    rf"^{NAME}\.{NAME}$": N_("a clause's id has the form theme.topic, with lower-case letters, digits and hyphens"),
    rf"^{NAME}(?:\.{NAME})?$": N_("write the id of a clause (theme.topic) or of a section"),
    rf"^{NAME}(?:\.{NAME})*$": N_("a name has lower-case letters, digits and hyphens"),
    r"^[^\r\n]*\S[^\r\n]*$": N_("write a text on one line, and not only spaces"),
    r"^#[0-9a-fA-F]{6}$": N_('write a colour as "#1a2b3c", between quotes'),
    r"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8}))?$": N_(
        'write a version as "1.0", between quotes and without zeros in front'
    ),
    HTTPS: N_("write a whole address that begins with https://, without the name of a user"),
    BASE: N_("write an address that begins with https://, with nothing behind its path"),
    r"^[0-9a-f]{12}$": N_("write the twelve characters that the message or the report gives"),
    MAIL: N_("write an e-mail address such as info@school.nl"),
    PHONE: _PHONE,
    r"^[0-9a-f]{12,64}$": N_("write all 64 digits that the message or the dossier gives"),
    HOST: N_("write the name of a server, such as www.school.nl"),
    HOST_USER: N_("write the name of a user: letters, digits and . _ @ -"),
    REMOTE_PATH: N_("write a folder on the server: letters, digits and . _ ~ / + @ -"),
    r"\S": N_("write a text, and not only spaces"),
    r"^SP[0-9]{3}$": N_("write the code of a message, such as SP305"),
}
"""What a text must look like, by the pattern in the model."""


_MEANT = {"remove": "omit", "delete": "omit", "verwijder": "omit", "change": "replace", "insert": "add"}
"""What people call an operation, and how it is called."""


def _shape(kind: str, given: Any) -> str | None:
    """What to write for what stands there, where that has another shape than it should."""
    if kind in {"tuple_type", "list_type"}:
        if isinstance(given, dict):
            return _(_DASHES)
        return _(_BRACKETS).format(given=given) if isinstance(given, str) and len(given) <= _SHOWN else None
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        return _(_NO_DASHES) if isinstance(given, list) else None
    is_day = isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given)
    return _(_NO_DAY) if is_day and kind.startswith("date") else None


def validation_problem(kind: str, context: Mapping[str, Any], given: Any) -> str | None:
    """What is wrong with a value, for inside a sentence, in the language in use.

    Args:
        kind: the type of pydantic's error; `bad_key` where it is about a name and not about a value.
        context: what pydantic tells besides.
        given: the value.

    Returns:
        The words, or None for a kind of error that the models cannot give.
    """
    if kind == "literal_error":  # pydantic enumerates: 'a', 'b' or 'c'
        return choose_one_of(
            re.findall(r"'([^']*)'", str(context["expected"])), [given] if isinstance(given, str) else []
        )
    if kind.startswith("union_tag"):
        keys = [key for key in given if isinstance(key, str)] if isinstance(given, dict) else []
        return choose_one_of(OPERATIONS, [_MEANT.get(key, key) for key in keys])
    shape = _shape(kind, given)
    if shape is not None:
        return shape
    if kind == "value_error":
        kind = str(context["error"])
    form = _FORMS.get(context["pattern"]) if kind == "string_pattern_mismatch" else None
    if form is not None:
        return _(form)
    return _(_DETAILS[kind]).format_map(context) if kind in _DETAILS else None
