"""What the PDF of a text was made of, kept beside its Sphinx project: a bundle is made of that, and of nothing else.

So what a protocol says in the handbook of a school is what it says by itself, and no page is read a second time.
"""

from __future__ import annotations

from typing import Final

from schoolprotocol.config import ARCHIVE
from schoolprotocol.model.document import Decision
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.pdf.document import Parts, earlier_versions
from schoolprotocol.policy.decided import is_text_of
from schoolprotocol.policy.model import Frozen, Policy

FOLDER: Final = "source"
"""Where it lies below the build folder: nothing that people get."""


class Printed(Frozen):
    """A text as it is printed."""

    policy: Policy
    url: str
    """Permanent address of this very text, ending in a slash: that of its version where that was frozen."""
    home: str
    """Permanent address of its document, ending in a slash."""
    void: tuple[Decision, ...]
    """Decisions about this version that no longer hold."""
    unproven: bool
    """Whether it claims a status that its decisions do not carry."""
    despite: str | None
    """Why this version was released although the check found errors."""
    earlier: tuple[tuple[str, str, str], ...]
    """Version, day and status of the versions before it, where its own history does not tell them."""
    body: str
    """Chapters and appendices as HTML, from h2."""
    notes: str
    control: str


def place(name: str) -> str:
    """Where it lies, by the name of the text."""
    return f"{FOLDER}/{name}.json"


def printed(job: Job, parts: Parts) -> Printed:
    """A text as its PDF prints it.

    Args:
        job: the text.
        parts: its fragments.
    """
    policy = job.policy
    return Printed(
        policy=policy,
        url=_address(job),
        home=job.home_url,
        void=job.void,
        unproven=job.unproven,
        despite=job.despite.get(policy.document.version),
        earlier=() if policy.document.history else tuple(earlier_versions(policy, job.releases)),
        body=parts.body,
        notes=parts.notes,
        control=parts.control,
    )


def _address(job: Job) -> str:
    version = job.policy.document.version
    frozen = {one.document.version: one for one in job.releases if one.document.version in job.editions.adopted}
    if job.version is None and version in frozen and is_text_of(job.policy, frozen[version]):
        return f"{job.home_url}{ARCHIVE}/{version}/"
    return job.url
