"""The options of a directive, as a page of ours writes them: `:title: "Opbergen"`, each on a line of its own.

MyST reads them letter by letter, and a page has five of each clause: a tenth of what it takes to read the page. What is
written in any other way is left to MyST.
"""

from __future__ import annotations

import re
from typing import Final

from myst_parser.parsers.options import KeyToken, Position, State, ValueToken, options_to_tokens

_LINE: Final = re.compile(
    r"""([a-z][a-z-]*):[ ](?:"([^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*)"|([a-z0-9]+(?:[ ][a-z0-9]+)*))"""
)
"""A key, and its value: between quotes without any escape, or plain words."""


def tokens(
    text: str, line_offset: int = 0, column_offset: int = 0
) -> tuple[list[tuple[KeyToken, ValueToken | None]], State]:
    """What `myst_parser.parsers.options.options_to_tokens` makes of the options of a directive.

    Args:
        text: the options, without the colon before each.
        line_offset: of the place that a fault is told of.
        column_offset: of that place.

    Raises:
        myst_parser.parsers.options.TokenizeError: where they are none.
    """
    made: list[tuple[KeyToken, ValueToken | None]] = []
    start = 0
    for line, words in enumerate(text.split("\n")):
        found = _LINE.fullmatch(words)
        if found is None:
            theirs: tuple[list[tuple[KeyToken, ValueToken | None]], State]
            theirs = options_to_tokens(text, line_offset, column_offset)
            return theirs
        key, quoted, plain = found.groups()
        ends = len(key)
        value = Position(start + ends + 2, line, ends + 2), Position(start + len(words), line, len(words))
        made.append(
            (
                KeyToken(Position(start, line, 0), Position(start + ends, line, ends), key),
                ValueToken(*value, plain) if quoted is None else ValueToken(*value, quoted, '"'),
            )
        )
        start += len(words) + 1
    return made, State()
