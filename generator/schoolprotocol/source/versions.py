"""The versions of a text: how they are numbered, and those that a school froze."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from schoolprotocol.policy.model import Policy


def version_key(version: str) -> tuple[int, ...]:
    """For sorting: 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))


def next_version(version: str) -> str:
    """The one that comes after a version, as a board numbers its own: 1.1 after 1.0."""
    major, minor = version_key(version)[:2]
    return f"{major}.{minor + 1}"


def is_since_release(version: str, own: str, released: Collection[str]) -> bool:
    """Whether a version is another number for what has been in the making since the release before `own`.

    Args:
        version: of a proposal or a decision.
        own: of a text.
        released: the versions of its document that were released.
    """
    before = [version_key(one) for one in released if version_key(one) < version_key(own)]
    is_later = not before or version_key(version) > max(before)
    return version != own and version not in released and is_later


@dataclass(frozen=True)
class Release:
    """A frozen policy."""

    school: str
    protocol: str
    version: str
    file: str
    """Path relative to the project's root."""
    policy: Policy
    recorded_hash: str
    """The hash that the file carries."""
    actual_hash: str
    """The hash that its text really has; another one means that it was edited after release."""
    despite: str | None = None
    """Why it was frozen although the check found errors."""
    format: int = 1
    """Of the file: what its hash covers (`policy.model.FROZEN_FORMAT`)."""

    @property
    def path(self) -> str:
        """Of the file, counted from the school's folder."""
        return "/".join(self.file.split("/")[-2:])

    @property
    def is_whole(self) -> bool:
        """Whether it still holds what was released."""
        return self.recorded_hash == self.actual_hash


@dataclass(frozen=True)
class Proposal:
    """A text as it was put to a council: frozen like a release, and known by the hash of the text."""

    school: str
    protocol: str
    version: str
    text_hash: str
    """See `policy.decided.text_hash`; decisions are bound to it."""
    file: str
    """Path relative to the project's root."""
    policy: Policy
    recorded_hash: str
    """The hash that the file carries."""
    actual_hash: str
    """The hash that the file really has; another one means that it was edited afterwards."""
    asked: tuple[str, ...] | None = None
    """The bodies whose consent the papers asked, as these name them; None where that was not kept yet."""
    changes: Mapping[str, tuple[str, ...]] | None = None
    """What each numbered change was about, by how a council calls it; None where that was not kept."""
    day: date | None = None
    """On which it was put to the council; None where that was not kept."""

    @property
    def is_whole(self) -> bool:
        """Whether it still holds what was put to the council."""
        return self.recorded_hash == self.actual_hash
