"""Ids for what people name: folder names and addresses that every machine can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from schoolprotocol.machine import is_reserved
from schoolprotocol.source.reader import MAX_ID

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_TAKEN = ("base",)
"""What stands for something else where an id of a school is expected."""


def slug(name: str) -> str:
    """Lower-case letters, digits and single hyphens of a name; empty where it has none of these.

    `De Één & Co (İstanbul)` gives `de-een-co-istanbul`.
    """
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", plain)).strip("-")


def is_taken(id_: str) -> bool:
    """Whether an id stands for something else, here or on some machine."""
    return id_ in _TAKEN or is_reserved(id_)


def new_id(name: str, known: Collection[str], kind: str = "school", themes: Collection[str] = ()) -> str:
    """An id for what has this name, that none of the known ones has.

    Args:
        name: as people write it.
        known: ids that are in use.
        kind: a word to begin with, where the name begins with no letter or stands for something else.
        themes: with which ids of clauses begin: a school of that name would seem to own these.
    """
    id_ = slug(name)
    if not re.match(r"[a-z]", id_) or is_taken(id_) or id_ in themes:
        id_ = f"{kind}-{id_}".strip("-")
    id_ = _cut(id_, MAX_ID)
    number, found = 2, id_
    while found in known:
        found = f"{_cut(id_, MAX_ID - len(str(number)) - 1)}-{number}"
        number += 1
    return found


def _cut(id_: str, most: int) -> str:
    """The id, no longer than this; where it can be it ends with a word."""
    if len(id_) <= most:
        return id_
    head, hyphen, _rest = id_[: most + 1].rpartition("-")
    return head if hyphen and len(head) > most // 2 else id_[:most].rstrip("-")
