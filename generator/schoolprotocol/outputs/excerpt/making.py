"""Makes the texts for the schoolgids of one document."""

from __future__ import annotations

from schoolprotocol.files import write_new
from schoolprotocol.outputs.excerpt.excerpt import ExcerptInput, excerpt_files, long_files
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.output import Content, Made, Work


def make(work: Work) -> Made:
    """The excerpt in every form, for all readers and for each audience."""
    paths = []
    for ending, text in excerpt_files(_input(work.job), work.job.templates).items():
        paths.append(work.at("schoolgids", f"{work.job.name}{ending}"))
        write_new(paths[-1], text)
    return {"schoolgids": paths}


def contents(job: Job) -> dict[str, Content]:
    """The excerpt for all readers, as files of a site."""
    return {f"{job.name}-schoolgids{ending}": text for ending, text in long_files(_input(job), job.templates).items()}


def _input(job: Job) -> ExcerptInput:
    return ExcerptInput(job.policy, job.style, job.url)
