"""The files that keep a version, or a text that was put to a council, for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy, wrapped_digest
from schoolprotocol.source.releases import WRAPPER


def frozen(
    policy: Policy,
    despite: str | None = None,
    asked: Sequence[str] | None = None,
    changes: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """A policy as a release file: readable JSON, keys sorted, with the hash of its canonical form.

    Args:
        policy: what is released.
        despite: why it is released although the check found errors; kept in the file.
        asked: of a proposal: the bodies whose consent the papers ask, by the names that they have there; the hash
            covers them too.
        changes: of a proposal: what each numbered change is about, by how a council calls it (`release.asked.topics`);
            under the hash likewise.
    """
    question: dict[str, object] = {"asked": list(asked)} if asked is not None else {}
    if changes is not None:
        question["changes"] = {topic: list(touched) for topic, touched in changes.items()}
    held = policy.model_dump(mode="json", exclude_none=True)
    data: dict[str, object] = {
        "format": WRAPPER,
        "hash": wrapped_digest(held, question),
        "policy": held,
        **question,
    }
    if despite:
        data["despite"] = despite
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def file_name(policy: Policy) -> str:
    """`sociale-media-1.0.json`, in the school's `releases` folder."""
    return f"{policy.protocol}-{policy.document.version}.json"


def proposal_name(policy: Policy) -> str:
    """`sociale-media-1.1-3f2a9c41d07b.json`, in the school's `proposals` folder: one file for one text."""
    return f"{policy.protocol}-{policy.document.version}-{text_hash(policy)}.json"
