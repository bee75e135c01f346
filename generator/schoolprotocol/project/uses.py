"""What `list` tells of each school: the clauses of which its documents are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from schoolprotocol.documents.usage import Usage, usage
from schoolprotocol.project.each import OfSchool, of_each
from schoolprotocol.source.lineage import bases_of
from schoolprotocol.source.loaded import Loaded

if TYPE_CHECKING:
    from schoolprotocol.project.project import Project


@dataclass(frozen=True)
class SchoolUses(OfSchool):
    """What a school uses."""

    clauses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of each document whose text has no faults its protocol, and the ids of its clauses."""


def uses(project: Project) -> Loaded[tuple[Usage, ...]]:
    """Every catalogue, each clause with the schools that use it; and all faults.

    Args:
        project: as `of_each`.
    """
    told = of_each(project, SchoolUses, "uses", date.today(), _uses)
    used = (((one.school, protocol), clauses) for one in told.value for protocol, clauses in one.clauses)
    return Loaded(usage(project.common, used), told.faults)


def _uses(school: str, alone: Project) -> SchoolUses:
    documents = [one for one in alone.sound.value if one.school == school]
    clauses = tuple((one.protocol, tuple(one.policy.by_id())) for one in documents)
    return SchoolUses(school, bases_of(alone.corpus, school), alone.sound.faults, clauses=clauses)
