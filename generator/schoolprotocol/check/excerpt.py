"""A text for the schoolgids that stands elsewhere: is it that of the version that holds?

What a school pasted into its own schoolgids is not known to us; a file with it is, when somebody hands it in. Layout,
punctuation and what stands around the text do not count: the words of each clause must be there, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import ADOPTED, Audience
from schoolprotocol.places import Place
from schoolprotocol.policy.excerpt import Pasted, half_page
from schoolprotocol.policy.model import Clause, Excerpt, Policy
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.source.versions import version_key
from schoolprotocol.text.plain import bare

_VERSION: Final = re.compile(r"\bversie\s+(\d{1,9}\.\d{1,9}(?:\.\d{1,9})?)(?!\d)", re.IGNORECASE)
_AUDIENCES: Final[tuple[Audience, ...]] = ("leerling", "ouder", "medewerker")
_NO_WORDS: Final = re.compile(
    r"""
    <sup>\d+</sup> | \[\d+\]                  # calls of notes, in Markdown and plain text
    | \(?(?:https?://|mailto:|tel:)[^\s)<>]+  # addresses, which only some forms show
    | \([^\s()@]+@[^\s()]+\)
    | ^[^\S\n]*\d+\.\s                            # numbers of list items, which only some forms show
    """,
    re.VERBOSE | re.MULTILINE,
)
_WORD: Final = re.compile(r"[^\W_]+")
_SOFT_HYPHEN: Final = "\u00ad"
_SHOWN: Final = 60
"""Characters of a missing text that a message shows."""


def check_excerpt(pasted: Pasted, place: Place, school: str, versions: Sequence[Policy]) -> Iterator[Diagnostic]:
    """What is wrong with a text for the schoolgids.

    Args:
        pasted: what it says.
        place: the file.
        school: the school's id.
        versions: every version of the document, the working text too.
    """
    holding = max(
        (policy for policy in versions if policy.document.status in ADOPTED),
        key=lambda policy: version_key(policy.document.version),
        default=None,
    )
    adopted = holding.document.version if holding is not None else None
    # The line that says where the text comes from is the last one.
    named = _VERSION.findall(pasted.text)
    if not named:
        yield Diagnostic(Kind.EXCERPT_UNVERSIONED, place, school=school)
    elif adopted is None or version_key(named[-1]) > version_key(adopted):
        yield Diagnostic(Kind.EXCERPT_NOT_ADOPTED, place, {"version": named[-1]}, school=school)
        return
    elif version_key(named[-1]) < version_key(adopted):
        yield Diagnostic(Kind.EXCERPT_OLDER, place, {"version": named[-1], "adopted": adopted}, school=school)
    if holding is not None and holding.excerpt is not None:
        yield from _differences(pasted, place, school, holding)


def _differences(pasted: Pasted, place: Place, school: str, policy: Policy) -> Iterator[Diagnostic]:
    """The texts that are not in it, of the form (whole, half a page, short, for one audience) that it is most like."""
    there = _squeezed(pasted.text)
    there, tree = _squeezed(pasted.text), tree_of(policy)
    forms = [[(clause.id, bare(tree.clause(clause), tree.labels)) for clause in form] for form in _forms(policy)]
    nearest = max(forms, key=lambda form: _likeness(there, _squeezed(" ".join(text for _id, text in form))))
    for id_, text in nearest:
        if _squeezed(text) not in there:
            shown = " ".join(text.split())
            shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rsplit(' ', 1)[0]} …"
            values = {"adopted": policy.document.version, "text": shown, "target": id_}
            yield Diagnostic(Kind.EXCERPT_DIFFERS, place, values, school=school, target=id_)


def _likeness(one: str, other: str) -> float:
    """From 0 to 1: of all pairs of words that follow each other, how many are in both (Jaccard's index)."""
    left, right = (set(pairwise(words.split())) for words in (one, other))
    return len(left & right) / len(left | right) if left | right else 0


def _forms(policy: Policy) -> Iterator[Sequence[Clause]]:
    """The clauses of each form."""
    if policy.excerpt is None:
        return
    yield [policy.excerpt.short]
    half = half_page(policy.excerpt)
    for excerpt in (policy.excerpt, *([half] if half is not None else [])):
        yield from _long_forms(excerpt)


def _long_forms(excerpt: Excerpt) -> Iterator[Sequence[Clause]]:
    """For everyone, and for each audience."""
    whole = list(every_clause(*excerpt.groups))
    readers = ([clause for clause in whole if audience in clause.audience] for audience in _AUDIENCES)
    yield from (form for form in (whole, *readers) if form)


def _squeezed(text: str) -> str:
    """The words of a text, each between spaces; one space where it has none."""
    seen = _NO_WORDS.sub(" ", text.replace(_SOFT_HYPHEN, "")).casefold()
    return "".join(f" {word}" for word in _WORD.findall(seen)) + " "
