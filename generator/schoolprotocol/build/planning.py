"""What a build has to make: every school is read, resolved and checked, each by itself.

Only what is small comes back from a school: so a plan takes no more memory than the names of its documents.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from schoolprotocol import outputs
from schoolprotocol.build.bundles import NAME as BUNDLE
from schoolprotocol.build.bundles import PARTS, SEVERAL, bundles_of
from schoolprotocol.build.crew.local import lost
from schoolprotocol.build.crew.workers import Lost, in_order
from schoolprotocol.build.editions import editions_of
from schoolprotocol.build.facts import Facts, facts_of
from schoolprotocol.build.inputs import Inputs
from schoolprotocol.build.jobs import Outcome, Task, failed, hand_over
from schoolprotocol.build.keys import token_of
from schoolprotocol.build.plan import Plan, Planned
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.check import printable
from schoolprotocol.check.glyphs import missing_glyphs, missing_in_frozen
from schoolprotocol.check.ledger import check_ledgers
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.versions import check_proposals, check_releases
from schoolprotocol.config import Folders, Key
from schoolprotocol.diagnostics import Diagnostic, has_errors, sort
from schoolprotocol.errors import SourceError
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.lineage import bases_of
from schoolprotocol.source.load import with_schools

FEW = 4
"""So many schools are read sooner than a child is there to read them."""


def plan(
    corpus: Corpus,
    folders: Folders,
    targets: Sequence[str],
    inputs: Inputs,
    schools: Iterable[str] | None = None,
    *,
    workers: int | None = None,
    anew: bool = False,
) -> Plan:
    """Resolve the documents of schools, and say of what their outputs will be made.

    Args:
        corpus: the source, or what all schools share of it (`load_shared`).
        folders: where outputs go.
        targets: which outputs.
        inputs: the files that a build reads.
        schools: whose; by default all.
        workers: children at once; by default as many as there are cores.
        anew: plan every school, whatever was planned before: for what goes online.
    """
    asked = sorted(corpus.school_ids if schools is None else schools)
    book = Planned(folders, tuple(targets), inputs)
    known = {school: part for school in asked if not anew and (part := book.known(school)) is not None}
    due = [school for school in asked if school not in known]
    work = partial(plan_school, corpus, folders, tuple(targets), inputs)
    parts = (
        map(work, due)
        if len(due) <= FEW
        else _side_by_side(work, due, workers or os.cpu_count() or 1, tuple(targets), folders)
    )
    fresh = dict(zip(due, parts, strict=True))
    book.keep(corpus, fresh)
    whole = [fresh.get(school) or known[school] for school in asked]
    return Plan(
        frozenset(school for part in whole for school in part.sound),
        tuple(task for part in whole for task in part.tasks),
        tuple(facts for part in whole for facts in part.facts),
        tuple(outcome for part in whole for outcome in part.faulty),
        {school: times for part in whole for school, times in part.times.items()},
        tuple(bundle for part in whole for bundle in part.bundles),
    )


def _side_by_side(
    work: Callable[[str], Plan], schools: Sequence[str], workers: int, targets: tuple[str, ...], folders: Folders
) -> Iterator[Plan]:
    for school, part in in_order(work, schools, workers, is_last=lambda _part: False):
        if isinstance(part, Lost):
            yield Plan(faulty=(lost(Task(school, "", targets, folders), part),))
        else:
            yield part


def plan_school(corpus: Corpus, folders: Folders, targets: tuple[str, ...], inputs: Inputs, school: str) -> Plan:
    """The part of one school in the plan. Whatever is wrong with it stands in the part."""
    watch = Stopwatch()
    tasks, facts, faulty = list[Task](), list[Facts](), list[Outcome]()
    with watch.measure("plan"):
        try:
            corpus = with_schools(corpus, [school])
            faults = corpus.faults_in("schools", school)
            if faults:
                raise SourceError(sort(faults))
            protocols = sorted(id_ for id_, variant in corpus.schools[school].variants.items() if variant.publish)
        except Exception as error:
            return Plan(faulty=(failed(Task(school, "", targets, folders), error, watch),))
        has_bundle = BUNDLE in targets and len(protocols) >= SEVERAL
        own = targets_of(targets, has_bundle=has_bundle)
        for protocol in protocols:
            try:
                planned, fact = plan_document(corpus, folders, own, inputs, (school, protocol), has_bundle=has_bundle)
            except Exception as error:
                faulty.append(failed(Task(school, protocol, targets, folders), error, watch))
            else:
                tasks += planned
                facts.append(fact)
        has_site = _has_site(targets)
        bundles = () if faulty else bundles_of(corpus, folders, facts, targets, has_site=has_site)
    times = {school: watch.times}
    bases = () if faulty else bases_of(corpus, school)
    return Plan(frozenset([] if faulty else [school]), tuple(tasks), tuple(facts), tuple(faulty), times, bundles, bases)


def targets_of(targets: Sequence[str], *, has_bundle: bool) -> tuple[str, ...]:
    """What is asked of each document of a school, whose handbook is made of what their PDFs are made of."""
    return tuple(name for name in outputs.names() if name in targets or (has_bundle and name == PARTS))


def plan_document(
    corpus: Corpus, folders: Folders, targets: tuple[str, ...], inputs: Inputs, key: Key, *, has_bundle: bool = False
) -> tuple[list[Task], Facts]:
    """One document in the plan: its working text; and where a site is asked, every adopted version too.

    A handbook that is made without a site needs of those the one that is in force.

    The working text is resolved here, and nowhere else in a build.

    Raises:
        SourceError: where its text has faults, or a frozen text of it was edited.
    """
    task = Task(*key, targets, folders)
    policy = _sound(corpus, task)
    if targets:
        hand_over(task, policy)
    task = replace(task, editions=editions_of(corpus, key, policy))
    tasks = [task]
    if _has_site(targets):
        tasks += [_kept(task, version) for version in task.editions.adopted]
    elif has_bundle and task.editions.in_force is not None:
        tasks.append(replace(task, version=task.editions.in_force, targets=(PARTS,)))
    found = [replace(one, token=token_of(corpus, one, policy, inputs)) for one in tasks]
    return found, facts_of(corpus, key, policy, task.editions)


def _kept(task: Task, version: str) -> Task:
    """What makes the pages of an adopted version; also its PDF and Word file, where these are asked."""
    return replace(task, version=version, targets=tuple(t for t in task.targets if outputs.named(t).of_adopted))


def _has_site(targets: Sequence[str]) -> bool:
    return any(map(outputs.is_site, targets))


def _sound(corpus: Corpus, task: Task) -> Policy:
    """A document's working text, where nothing is wrong with it."""
    faults = corpus.faults_of(*task.key)
    if faults:
        raise SourceError(sort(faults))
    resolution = resolve(corpus, *task.key)
    found = [
        *resolution.diagnostics,
        *check_releases(corpus, [task.key]),
        *check_proposals(corpus, [task.key]),
        *check_ledgers(corpus, [task.school], with_decisions=False),
        *(_missing_glyphs(task.folders, resolution) if _is_typeset(task) else ()),
        *(missing_in_frozen(corpus, task.folders.templates, [task.key]) if _is_typeset(task) else ()),
        *_unprintable(corpus, resolution),
    ]
    if resolution.policy is None or has_errors(found):
        raise SourceError(sort(found))
    return resolution.policy


def _is_typeset(task: Task) -> bool:
    return any(outputs.named(name).is_typeset for name in task.targets)


def _unprintable(corpus: Corpus, resolution: Resolution) -> list[Diagnostic]:
    if resolution.policy is None:
        return []
    subject = Subject(corpus, resolution.policy, date.min, resolution.places)
    return [diagnostic for rule in printable.RULES for diagnostic in rule(subject)]


def _missing_glyphs(folders: Folders, resolution: Resolution) -> list[Diagnostic]:
    policy = resolution.policy
    if policy is None:
        return []
    given = {name: (o.value.text, o.place) for name, o in resolution.origins.items() if o.value is not None}
    return missing_glyphs(policy, folders.templates, policy.document.at(), resolution.places, given)
