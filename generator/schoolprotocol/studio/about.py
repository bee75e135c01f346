"""What every page about one document shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _

from schoolprotocol.project import Document


@dataclass(frozen=True, slots=True)
class About:
    """A document, for the head of a page."""

    school: str
    protocol: str
    name: str
    """Of the school."""
    title: str
    version: str
    status: str
    kenmerk: str


def about(document: Document) -> About:
    """What the head of its pages says.

    Raises:
        SourceError: where its text has faults.
    """
    policy = document.policy
    return About(
        *document.key,
        policy.organisation.name,
        policy.title,
        policy.document.version,
        policy.document.status,
        document.kenmerk(policy),
    )


def called(document: Document) -> str:
    """`Basisschool Noord: Protocol Telefoons, versie 1.1`."""
    policy = document.policy
    return _("{school}: {title}, version {version}").format(
        school=policy.organisation.name, title=policy.title, version=policy.document.version
    )
