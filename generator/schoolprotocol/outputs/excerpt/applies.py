"""What the schoolgids has of one document, handed over to the chapter of its school.

A chapter is made of what was made: who makes a document puts this beside it, and who makes the chapter reads it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from schoolprotocol.model.base import ADOPTED
from schoolprotocol.policy.model import Excerpt, Policy
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.policy.walk import every_clause, keep
from schoolprotocol.text.tree import ClauseReference, walk

FILE: Final = "schoolgids.json"
"""Its name, beside the Sphinx project of the document's working text."""


@dataclass(frozen=True, slots=True)
class Applies:
    """The version of a document that applies, or its proposal where none does."""

    policy: Policy
    """With what the schoolgids says of it, if anything; and without the rest of its text."""
    url: str
    """Its permanent address."""
    doubts: tuple[str, ...] = ()
    """Why its status is not to be relied on, a sentence each."""

    @property
    def is_adopted(self) -> bool:
        """Whether it was decided, and did not lapse."""
        return self.policy.document.status in ADOPTED


def written(told: Applies) -> str:
    """It as JSON, with no more of the policy than its excerpt needs."""
    policy = told.policy
    texts = (block for clause in every_clause(*_excerpt(policy)) for block in tree_of(policy).texts(clause))
    named = {node.clause for blocks in texts for node in walk(blocks) if isinstance(node, ClauseReference)}
    small = policy.model_copy(
        update={
            "sections": keep(policy.sections, lambda clause: clause.id in named),
            "front": (),
            "omitted": (),
            "document": policy.document.model_copy(update={"history": ()}),
        }
    )
    data = {"policy": small.model_dump(mode="json"), "url": told.url, "doubts": told.doubts}
    return json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"


def read(text: str) -> Applies:
    """What was handed over.

    Raises:
        ValueError: where it is something else.
    """
    try:
        data = json.loads(text)
        return Applies(Policy.model_validate(data["policy"]), str(data["url"]), tuple(map(str, data["doubts"])))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(FILE) from error


def _excerpt(policy: Policy) -> tuple[Excerpt, ...]:
    return (policy.excerpt,) if policy.excerpt is not None else ()
