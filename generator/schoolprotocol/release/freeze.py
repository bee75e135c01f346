"""The files that keep a version, or a text that was put to a council, for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.policy.model import FROZEN_FORMAT, Policy, file_digest


def frozen(
    policy: Policy,
    despite: str | None = None,
    asked: Sequence[str] | None = None,
    changes: Mapping[str, Sequence[str]] | None = None,
    day: date | None = None,
) -> str:
    """A policy as a frozen file: readable JSON, keys sorted, with the hash of everything that stands in it.

    Args:
        policy: what is released, or put to a council.
        despite: of a release: why it is released although the check found errors.
        asked: of a proposal: the bodies whose consent the papers ask, by the names that they have there.
        changes: of a proposal: what each numbered change is about, by how a council calls it (`release.asked.topics`).
        day: of a proposal: on which the text was put. Nobody can have decided on it before.
    """
    data: dict[str, object] = {
        "format": FROZEN_FORMAT,
        "text_hash": text_hash(policy),
        "policy": policy.model_dump(mode="json", exclude_none=True),
    }
    if asked is not None:
        data["asked"] = list(asked)
    if changes is not None:
        data["changes"] = {topic: list(touched) for topic, touched in changes.items()}
    if day is not None:
        data["day"] = day.isoformat()
    if despite:
        data["despite"] = despite
    data["hash"] = file_digest(data)
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def file_name(policy: Policy) -> str:
    """`sociale-media-1.0.json`, in the school's `releases` folder."""
    return f"{policy.protocol}-{policy.document.version}.json"


def proposal_name(policy: Policy, *, in_full: bool = False) -> str:
    """`sociale-media-1.1-3f2a9c41d07b.json`, in the school's `proposals` folder: one file for one text.

    Args:
        policy: the text.
        in_full: with the whole hash: where another text has the file of that name.
    """
    hash_ = text_hash(policy) if in_full else shown(text_hash(policy))
    return f"{policy.protocol}-{policy.document.version}-{hash_}.json"
