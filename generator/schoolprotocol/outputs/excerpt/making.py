"""Makes the texts for the schoolgids of one document."""

from __future__ import annotations

from schoolprotocol.files import write_new
from schoolprotocol.outputs.excerpt.applies import Applies, written
from schoolprotocol.outputs.excerpt.excerpt import ExcerptInput, excerpt_files
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.output import Content, Made, Work
from schoolprotocol.policy.model import Excerpt, Policy
from schoolprotocol.words.notices import doubts

PROPOSAL = "-voorstel"
"""What the names of the files of a proposal have, where an earlier version applies."""


def make(work: Work) -> Made:
    """The excerpt of the version that applies, in every form; that of a proposal beside it, or where none applies."""
    job, files = work.job, dict[str, Content]()
    own, held = _own(job), _held(job)
    if own is not None:
        files |= excerpt_files(own, job.templates, job.name, PROPOSAL if held is not None else "")
    if held is not None:
        files |= excerpt_files(held, job.templates, job.name)
    for name, content in files.items():
        write_new(work.at("schoolgids", name), content)
    return {"schoolgids": [work.at("schoolgids", name) for name in files]}


def contents(job: Job) -> dict[str, Content]:
    """The excerpt of this version, as files of its site."""
    own = _own(job)
    return {} if own is None else excerpt_files(own, job.templates, f"{job.called}-schoolgids")


def applies(job: Job) -> str:
    """What the chapter of the school will have of this document, while this is its working text (`FILE`)."""
    held = job.held
    if held is None:
        policy = _saying(job.policy, job.guide)
        doubted = doubts(job.policy.document.status, job.void, None, unproven=job.unproven)
        return written(Applies(policy, job.url, tuple(doubted)))
    doubted = doubts(held.policy.document.status, (), None, unproven=held.unproven)
    return written(Applies(held.policy, held.url, tuple(doubted)))


def _own(job: Job) -> ExcerptInput | None:
    """Of the text of the job itself."""
    if job.guide is None:
        return None
    holds = job.held.policy.document.version if job.held is not None else None
    why = doubts(job.policy.document.status, job.void, None, unproven=job.unproven)
    policy = _saying(job.policy, job.guide)
    return ExcerptInput(policy, job.style, job.url, holds, why)


def _saying(policy: Policy, excerpt: Excerpt | None) -> Policy:
    """A text of which the schoolgids says this. What was made of one that says so already need not be made again."""
    return policy if policy.excerpt is excerpt else policy.model_copy(update={"excerpt": excerpt})


def _held(job: Job) -> ExcerptInput | None:
    """Of the version that applies while that is a proposal."""
    held = job.held
    if held is None or held.policy.excerpt is None:
        return None
    why = doubts(held.policy.document.status, (), None, unproven=held.unproven)
    return ExcerptInput(held.policy, job.style, held.url, doubts=why)
