"""The check of a whole project: what did not change is not looked at again, and the rest is looked at side by side.

Three questions, as a build asks them. Did anything change? Then: of which schools? Those are read and checked each by
itself, in children where there are more than a few; what all schools share is judged by the parts of all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING, TypeVar

from schoolprotocol.build.checked import ALL, Kept, State, Whole, lasts, part_lasts
from schoolprotocol.build.crew.limits import took_too_long
from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.records import Records
from schoolprotocol.check.around import Around
from schoolprotocol.check.part import Part
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, sort
from schoolprotocol.errors import MissingOnMachineError, SourceError
from schoolprotocol.source.neighbours import Neighbours
from schoolprotocol.source.reader import is_id
from schoolprotocol.source.tree import FolderTree

if TYPE_CHECKING:
    from schoolprotocol.source.corpus import Corpus, SchoolSource
    from schoolprotocol.source.loaded import Loaded
    from schoolprotocol.source.neighbours import Neighbour

T = TypeVar("T")
R = TypeVar("R")

FEW = 3
"""So many schools are checked sooner than a child is there to check them."""
_bases: list[tuple[Corpus, dict[str, Loaded[SchoolSource | None]]]] = []
"""Of which source, and on whom the school builds that this process looked at last: the next one often builds on the
same, and these are not read again."""
_AT_ONCE = 25
"""Schools of which a child looks up the names in one go."""


@dataclass(frozen=True)
class Checkup:
    """What a check of a whole project found."""

    found: tuple[Diagnostic, ...]
    despite: tuple[tuple[str, str, str, str], ...]
    """School, protocol, version and reason of what was released although the check found errors."""


def check(folders: Folders, today: date, *, anew: bool = False, jobs: int | None = None) -> Checkup:
    """Everything that is wrong with a project, as its files are now.

    Args:
        folders: of the project.
        today: the day by which reviews and facts are out of date.
        anew: look at everything, whatever is known of it.
        jobs: schools that are checked at once; by default one for each processor core.

    Raises:
        SourceError: where there is no source, or a print font is none.
        MissingOnMachineError: where the machine stopped a child.
    """
    records = Records(folders.checked)
    before = (None if anew else records.read(ALL, Whole)) or Whole()
    state = State(folders, inputs(folders, before.stamps), today)
    if before.key == state.everything:
        return Checkup(before.found, before.despite)

    # What reads, resolves and compares takes longer to import than it took to come here: so only now.
    from schoolprotocol.documents.checking import findings_of  # noqa: PLC0415
    from schoolprotocol.documents.finding import open_common  # noqa: PLC0415

    shared = open_common(FolderTree(folders.root))
    named = [id_ for id_ in shared.school_ids if is_id(id_)]
    known = {} if anew else {id_: kept for id_ in named if (kept := records.read(id_, Kept)) is not None}
    workers = jobs or os.cpu_count() or 1
    corpus = replace(shared, neighbours=_neighbours(shared, state, known, workers))
    fresh = _looked_at(corpus, state, known, workers)
    parts = [fresh[id_].part if id_ in fresh else known[id_].part for id_ in corpus.school_ids]
    in_texts, in_templates = _in_shared(corpus, state, before)
    found = sort((*findings_of(corpus, parts, in_texts, today), *in_templates))
    despite = tuple((part.school, *one) for part in parts for one in part.despite)
    # What was written while we looked was looked at half, though it be again what it was: the next check looks again.
    if state.lasted():
        is_lasting = lasts(found) and all(map(part_lasts, parts))
        shared_key = state.shared if lasts((*corpus.faults, *in_texts, *in_templates)) else ""
        everything = state.everything if is_lasting else ""
        whole = Whole(everything, dict(state.read.files), found, despite, shared_key, in_texts, in_templates)
        with suppress(OSError):  # on a disk that is full, or read-only, nothing is kept
            for id_ in named:
                if id_ in fresh and part_lasts(fresh[id_].part):
                    records.write(id_, fresh[id_])
            records.forget({*named, ALL})
            records.write(ALL, whole)
    return Checkup(found, despite)


def _in_shared(corpus: Corpus, state: State, before: Whole) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """What is wrong in the texts and in the templates that are no school's: found now, or when they were the same."""
    if before.shared == state.shared:
        return before.in_texts, before.in_templates

    from schoolprotocol.check.rules import check_shared_texts  # noqa: PLC0415 (see check)
    from schoolprotocol.check.templates import check_templates  # noqa: PLC0415

    return tuple(check_shared_texts(corpus)), tuple(check_templates(state.folders.templates))


def _neighbours(corpus: Corpus, state: State, known: dict[str, Kept], workers: int) -> Neighbours:
    """Every school as others know it: of those of which no file changed, as they were known."""
    found = {id_: kept.neighbour for id_, kept in known.items() if kept.own == state.of(id_)}
    asked = [id_ for id_ in corpus.school_ids if id_ not in found]
    some = [tuple(asked[n : n + _AT_ONCE]) for n in range(0, len(asked), _AT_ONCE)]
    for part in _each(workers, partial(_read, corpus), some, FEW // _AT_ONCE + 1):
        found |= part
    in_order = (found[id_] for id_ in corpus.school_ids)
    return Neighbours(one for one in in_order if one is not None)


def _read(corpus: Corpus, schools: Sequence[str]) -> dict[str, Neighbour | None]:
    from schoolprotocol.source.load import neighbours_in  # noqa: PLC0415 (see check)

    return neighbours_in(corpus, schools)


def _looked_at(corpus: Corpus, state: State, known: dict[str, Kept], workers: int) -> dict[str, Kept]:
    """The schools of which a part is out of date, looked at now."""
    around = Around(corpus.around)

    def is_still(kept: Kept | None) -> bool:
        if kept is None or kept.key != state.of(kept.part.school, kept.part.bases):
            return False
        return kept.around == around.all or kept.near == kept.part.near(around)

    due = [id_ for id_ in corpus.school_ids if not is_still(known.get(id_))]
    parts = zip(due, _each(workers, partial(_part, corpus, state.today), due, FEW), strict=True)
    return {
        id_: Kept(
            own=state.of(id_),
            key=state.of(id_, part.bases),
            around=around.all,
            near=part.near(around),
            neighbour=corpus.around.by_id.get(id_),
            part=part,
        )
        for id_, part in parts
    }


def _part(corpus: Corpus, today: date, school: str) -> Part:
    from schoolprotocol.documents.checking import part_of  # noqa: PLC0415 (see check)
    from schoolprotocol.source.load import with_schools  # noqa: PLC0415

    known = next((read for of, read in _bases if of is corpus), {})
    part = part_of(with_schools(corpus, [school], known), school, today)
    _bases[:] = [(corpus, {id_: read for id_, read in known.items() if id_ in part.bases})]
    return part


def _each(workers: int, work: Callable[[T], R], tasks: Sequence[T], few: int) -> Iterator[R]:
    """What came of each task, in their order; done in children where there are more than a few.

    Raises:
        SourceError: where one takes more than a document may.
        MissingOnMachineError: where the machine stopped a child.
    """
    if len(tasks) <= few:
        yield from map(work, tasks)
        return

    from schoolprotocol.build.crew.workers import Lost, in_order, why_stopped  # noqa: PLC0415 (see check)

    for task, result in in_order(partial(_in_child, work), tasks, workers, is_last=lambda one: isinstance(one, Lost)):
        if isinstance(result, Lost):
            if result.is_late:
                raise SourceError([took_too_long(str(task), "")])
            text = _("The machine stopped the check ({why}); probably its memory was full. Try again: --jobs 1.")
            raise MissingOnMachineError(text.format(why=why_stopped(result)))
        yield result[0] if result is not None else work(task)  # which raises here what it raised there


def _in_child(work: Callable[[T], R], task: T) -> tuple[R] | None:
    try:
        return (work(task),)
    except Exception:
        return None
