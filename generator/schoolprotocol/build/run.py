"""The story of a build, and of a site: what is out of date is made and put in its place; a result tells of it.

Nothing is printed here, and nothing is asked of a terminal: whoever starts a build hands in what wants to be told.

A build with nothing to do takes a fraction of the time in which our libraries are imported. So this module imports only
what is needed to see that; each function says where it goes on to import the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from schoolprotocol import disk
from schoolprotocol import outputs as registry
from schoolprotocol.build import begun
from schoolprotocol.build import last as lasts
from schoolprotocol.build.lock import at_work, require_plain
from schoolprotocol.build.manifest import MadeFile, Summary
from schoolprotocol.build.stopwatch import Stopwatch, Times, stages
from schoolprotocol.config import HANDBOOK, Folders
from schoolprotocol.errors import SourceError, UsageError

if TYPE_CHECKING:
    from schoolprotocol.build.crew.local import Crew
    from schoolprotocol.build.inputs import Inputs
    from schoolprotocol.build.jobs import Outcome
    from schoolprotocol.build.plan import Plan
    from schoolprotocol.diagnostics import Diagnostic
    from schoolprotocol.outputs.output import Output
    from schoolprotocol.source.corpus import Corpus

WHOLE = (1, 1)
"""All schools, as a part of them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: told when it begins to make documents, and after each of them."""

    done: int
    total: int
    name: str = ""
    """Of the document that was done: `aurora-sociale-media`."""


@dataclass(frozen=True)
class Result:
    """What became of a build."""

    folder: Path
    """Where the outputs are."""
    is_begun: bool = True
    """Whether anything was made; False where the source has faults and the others were not to be made all the same."""
    documents: Mapping[str, Mapping[str, Summary]] = field(default_factory=dict)
    """The outputs that are there and up to date, made just now or before, by the document's name."""
    made: tuple[str, ...] = ()
    """The documents of which anything was out of date."""
    alone: tuple[str, ...] = ()
    """The schools that were asked for a handbook and have one protocol."""
    older: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By document the outputs that are there too, and were made of an earlier state of the source."""
    files: int = 0
    """So many files are there for people."""
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong in the source, each fault once, in the order of files and lines."""
    failed: tuple[Outcome, ...] = ()
    """The documents that could not be made, for faults or another reason; what was there of them still is."""
    not_begun: int = 0
    """So many documents were left alone because others failed."""
    error: OSError | None = None
    """What the machine refused after the documents were made: the next build looks at everything again."""
    times: tuple[tuple[str, Times], ...] = ()
    """Where the time went: of the whole, under an empty name, then of each document."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What to tell of outputs that a document does not have, in the language in use."""
        told = [
            (registry.named(output).if_none, name)
            for name, outputs in self.documents.items()
            for output, made in outputs.items()
            if not made.files
        ]
        of_documents = tuple(_(text).format(name=name) for text, name in told if text)
        alone = _("{name}: a school with one protocol has no handbook.")
        return (*of_documents, *(alone.format(name=name) for name in self.alone))

    @property
    def stages(self) -> dict[str, str]:
        """What `times` are told of, in the order in which it comes, with what people call it (message ids)."""
        return stages()

    @property
    def exit_code(self) -> int:
        """What a command ends with: 0 where everything was made; else as `schoolprotocol.errors` says."""
        codes = [outcome.exit_code for outcome in self.failed]
        return max([*codes, 1 if self.faults else 0, 3 if self.error else 0])

    @property
    def trace(self) -> str:
        """The tracebacks of faults of ours; empty where there are none."""
        return "\n".join(outcome.trace for outcome in self.failed if outcome.trace)


def _unheard(_told: object) -> None:
    """Nobody listens."""


class Options(TypedDict, total=False):
    """How a build is done; what `build` and `site` have in common."""

    jobs: int | None
    waits: Callable[[str], None]
    progress: Callable[[Progress], None]


class BuildOptions(Options, total=False):
    """Those of `build`."""

    part: tuple[int, int]
    keep_going: bool
    scheduler: str | None


def output_names() -> tuple[str, ...]:
    """What can be made, by name."""
    return registry.all_names()


def build(
    folders: Folders,
    outputs: Sequence[str] = (),
    schools: Collection[str] = (),
    *,
    part: tuple[int, int] = WHOLE,
    jobs: int | None = None,
    keep_going: bool = False,
    scheduler: str | None = None,
    waits: Callable[[str], None] = _unheard,
    progress: Callable[[Progress], None] = _unheard,
) -> Result:
    """Make what is out of date.

    Args:
        folders: of the project.
        outputs: their names; by default all.
        schools: whose documents; by default everybody's.
        part: the second of five parts of these schools is `(2, 5)`.
        jobs: documents that are made at once; by default one for each processor core.
        keep_going: make the other documents where one has faults or fails.
        scheduler: address of a Dask scheduler whose workers make the documents; by default children of this process do.
        waits: told what is the matter when another build is at work in the folder.
        progress: told how far it is.

    Raises:
        UsageError: where an output or a school is asked that is not there.
        BusyError: where another build is still at work after a minute.
        MissingOnMachineError: where a package, a library or the scheduler is not there.
        OSError: where the machine refuses before anything is made.
    """
    _require_sense(outputs, part, jobs)
    chosen, watch = tuple(outputs) or registry.all_names(), Stopwatch()
    with at_work(folders, waits):
        # 1. Did any file change since the last build that ended well? If not, that is all.
        with watch.measure("plan"):
            last = lasts.read(folders)
            read = lasts.looked_at(folders, last)
            if begun.is_left(folders):
                require_plain(folders)
                begun.end(folders, read)
            asked = _part(schools or read.schools, part)
            there = lasts.still_there(folders, last, read, chosen, asked)
        if there is not None and {text[0] for text in there}.issuperset(asked if schools else ()):
            alone = lasts.without_handbook(last.texts)
            older = _told_of(there, last.older, chosen)
            return replace(_as_it_was(folders, there, watch), older=older, alone=_asked_alone(outputs, alone))
        require_plain(folders)

        # What reads, resolves and compares takes longer to import than it took to come here: so only now.
        from schoolprotocol.build import planning  # noqa: PLC0415
        from schoolprotocol.build.jobs import faults_of  # noqa: PLC0415
        from schoolprotocol.documents import finding  # noqa: PLC0415

        # 2. Read the source, and say of every document what its outputs will be made of.
        with watch.measure("plan"):
            try:
                corpus = finding.open_shared(folders.root)
            except SourceError as error:
                return Result(folders.build, is_begun=False, faults=error.diagnostics)
            _require_known(schools, corpus.school_ids)
            asked = _part(schools or corpus.school_ids, part)
            planned = planning.plan(corpus, folders, chosen, read, asked, workers=jobs)
            _require_known(asked if schools else (), planned.with_documents, asked)
        # A protocol with faults is told by the documents that have it, and here where none has.
        unused = () if schools else corpus.faults
        if (planned.faulty or unused) and not keep_going:
            return _not_begun(folders.build, planned.faulty, unused)

        # 3. Make what is out of date of each, then the pages about all of them.
        task = _Build(folders, chosen, read, last, corpus, planned, asked if part == WHOLE else None, watch)
        result, _pages = _carried_out(task, jobs, scheduler, progress, keep_going=keep_going)
    alone = lasts.without_handbook(planned.texts)
    return replace(result, faults=faults_of(result.failed, unused), alone=_asked_alone(outputs, alone))


def _asked_alone(outputs: Sequence[str], schools: tuple[str, ...]) -> tuple[str, ...]:
    """The schools without a handbook, where handbooks were asked by name."""
    return schools if {output.name for output in registry.OF_SCHOOLS}.intersection(outputs) else ()


@dataclass(frozen=True)
class _Build:
    """What is carried out."""

    folders: Folders
    chosen: tuple[str, ...]
    """Which outputs."""
    read: Inputs
    last: lasts.Last
    corpus: Corpus
    """What all schools share of the source."""
    planned: Plan
    asked: list[str] | None
    """The schools of the plan; None where it is a part of those that were asked."""
    watch: Stopwatch

    @property
    def is_of_all(self) -> bool:
        """Whether all documents that there are stand in the plan."""
        return self.planned.sound == {*self.corpus.school_ids} and not self.corpus.faults


def _carried_out(
    what: _Build, jobs: int | None, scheduler: str | None, progress: Callable[[Progress], None], *, keep_going: bool
) -> tuple[Result, _Pages | None]:
    """Make what is out of date, and the pages about more than one document.

    Returns:
        What became of it; and these pages, where they were written.
    """
    from schoolprotocol.build import building, bundles, clearing, planning  # noqa: PLC0415 (see build)

    folders, planned, read, watch = what.folders, what.planned, what.read, what.watch
    with watch.measure("start"):
        if what.is_of_all:
            clearing.clear_gone(folders, [lasts.name_of(text) for text in planned.texts])
        books = [task for task in planned.bundles if task.targets]
        done = _counted(len(planned.tasks) + len(books), progress)
        crew = _crew(scheduler, jobs)
        outcomes = building.build(what.corpus, planned.tasks, read, crew, keep_going=keep_going, done=done)
        if keep_going or all(outcome.error is None for outcome in outcomes):
            tokens = {task.name: task.token for task in planned.tasks}
            due, lost = building.bundles_to_make(books, outcomes, tokens, read.program)
            for outcome in lost:
                done(outcome)
            outcomes += lost
            outcomes += building.build(what.corpus, due, read, _crew(None, jobs), keep_going=keep_going, done=done)
    good = [outcome for outcome in outcomes if outcome.error is None]
    made = [outcome.task.name for outcome in good if outcome.made]

    older = {**_older(good, what.chosen), **_older_books(what)}

    # Write the pages about all schools, and remember what was read and made: whatever the machine says to that, first
    # it has to be told what became of the documents.
    found, pages, refusal = planned, None, None
    try:
        if any(map(registry.is_site, what.chosen)) and what.asked is not None:
            with watch.measure("overview"):
                left = {*what.corpus.school_ids} - {*what.asked}
                others = planning.plan(what.corpus, folders, (), read, left, workers=jobs)
                found = planned.with_others(others)
                pages = _pages_about_all(what, found, outcomes)
        keys: dict[str, dict[str, str]] = {target: {} for target in what.chosen}
        for outcome in good:
            for target, output in outcome.there:
                keys.setdefault(target, {})[outcome.task.name] = output.key
        sound = [text for text in found.texts if text[0] in found.sound]
        is_whole = found.sound == {*what.corpus.school_ids} and not what.corpus.faults
        files = pages.files if pages is not None else None
        known = lasts.after(what.last, read, sound, keys, made, files, older, is_whole=is_whole)
        now = lasts.looked_at(folders, known)
        if not read.lasted(now):  # what was written meanwhile may be read half
            known = replace(known, hashes="")
        begun.end(folders, now)
        lasts.write(folders, known)
    except OSError as error:
        refusal = error
    told = bundles.lacking(planned.faulty, planned.tasks) if bundles.NAME in what.chosen else []
    failed = (*found.faulty, *told, *(outcome for outcome in outcomes if outcome.error is not None))
    of_plans = dict(planned.times)  # of a school once, however many texts it has
    of_each = tuple((o.name, (*of_plans.pop(o.task.school, ()), *o.times)) for o in outcomes)
    result = Result(
        folders.build,
        documents={outcome.task.name: dict(outcome.there) for outcome in good},
        made=tuple(made),
        older={name: names for name, names in older.items() if names},
        files=sum(output.files for outcome in good for _target, output in outcome.there),
        failed=failed,
        not_begun=len(planned.tasks) + len(books) - len(outcomes),
        error=refusal,
        times=(("", watch.times), *of_each),
    )
    return result, pages


def _as_it_was(folders: Folders, there: Mapping[lasts.Text, Mapping[str, Summary]], watch: Stopwatch) -> Result:
    """Nothing changed since the last build."""
    files = sum(output.files for outputs in there.values() for output in outputs.values())
    documents = {lasts.name_of(text): outputs for text, outputs in there.items()}
    return Result(folders.build, documents=documents, files=files, times=(("", watch.times),))


def _told_of(
    there: Mapping[lasts.Text, object], older: Mapping[str, tuple[str, ...]], chosen: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """What is older of documents of which these outputs are not."""
    names = [lasts.name_of(text) for text in there]
    names += [lasts.name_of((school, HANDBOOK, "")) for school in {text[0] for text in there}]
    found = {name: tuple(output for output in older.get(name, ()) if output not in chosen) for name in names}
    return {name: outputs for name, outputs in found.items() if outputs}


def _older(good: Sequence[Outcome], chosen: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Of each document that is up to date now, the other outputs that are not."""
    from schoolprotocol.build import keys, manifest  # noqa: PLC0415 (see build)

    if {*registry.names()}.issubset(chosen):
        return {outcome.task.name: () for outcome in good}
    found = {}
    for one in good:
        older = one.older
        if older is None:
            older = tuple(keys.older(manifest.read(one.task.folders.manifest(one.task.name)), one.task.token))
        found[one.task.name] = tuple(output for output in older if output not in chosen)
    return found


def _older_books(what: _Build) -> dict[str, tuple[str, ...]]:
    """The handbooks that were not asked and are not of what their texts are now."""
    from schoolprotocol.build import bundles  # noqa: PLC0415 (see build)

    if bundles.NAME in what.chosen:
        return {task.name: () for task in what.planned.bundles}
    tokens = {task.name: task.token for task in what.planned.tasks}
    books = [task for task in what.planned.bundles if bundles.is_there(task)]
    current = {task.name: bundles.is_current(task, what.read.program, tokens) for task in books if not task.version}
    return {name: () if is_current else (bundles.NAME,) for name, is_current in current.items()}


def _in_site() -> list[Output]:
    """The outputs of which a site has the whole folder."""
    return [output for output in registry.OUTPUTS if output.in_site]


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages about more than one document."""

    own: frozenset[str]
    """What is part of every site, by path below the build folder."""
    files: Mapping[str, MadeFile]
    """With what stands at addresses that lead elsewhere by now."""


def _pages_about_all(what: _Build, found: Plan, outcomes: Sequence[Outcome]) -> _Pages | None:
    """Write the pages about all schools; None where one has faults: then they stay as they are.

    So do those about the handbook of a school of which anything failed.
    """
    from schoolprotocol.build import books, bundles, clearing, manifest, overview, published  # noqa: PLC0415 (see build)
    from schoolprotocol.build.moved import write_moved  # noqa: PLC0415

    if found.faulty:
        return None
    folders, names = what.folders, [lasts.name_of(text) for text in found.texts]
    site = folders.html("")
    failed = {outcome.task.school for outcome in outcomes if outcome.error is not None}
    known = {outcome.task.name: outcome.addresses for outcome in outcomes if outcome.addresses is not None}
    pages = clearing.files_of(folders, [name for name in names if name not in known], site.name)
    stay = tuple(f"{site.name}/{school}/{HANDBOOK}/" for school in failed)
    kept = [name for name in what.last.overview if name.startswith(stay) and disk.is_file_below(folders.build, name)]
    there = published.addresses_of((*pages, *(name.removeprefix(f"{site.name}/") for name in kept)))
    there = there.union(*(known[name] for name in names if name in known))
    listed = published.listed(what.corpus, there, [one.key for one in found.facts])
    tokens = {task.name: task.token for task in what.planned.tasks}
    whole = (task for task in found.bundles if task.school not in failed)
    current = [task for task in whole if bundles.is_current(task, what.read.program, tokens)]
    pages_of_books, told = books.book_files(current, found.facts), books.handbooks(current)
    before, program = what.last.overview, what.read.program
    own = overview.write_overview(what.corpus, folders, found.facts, listed, pages_of_books, told, before, program)
    there |= published.addresses_of(path.relative_to(site).as_posix() for path in own)
    # What the site to upload has besides is no address that leads elsewhere.
    places = {place for one in found.facts for place in (one.working, one.site, one.key[0])}
    beside = tuple(f"/{place}/{output.in_site}/" for place in places for output in _in_site())
    leads = {one: target for one, target in published.moved(listed, there).items() if not one.startswith(beside)}
    moved = write_moved(what.corpus, folders, leads, site)
    written = [*(path.relative_to(folders.build).as_posix() for path in (*own, *moved)), *kept]
    files = manifest.made_files(folders.build, written, what.last.overview)
    if former := what.last.overview.keys() - files:
        clearing.clear_pages(folders, former, names)
    return _Pages(frozenset(written[: len(own)]), files)


def site(
    folders: Folders,
    *,
    jobs: int | None = None,
    waits: Callable[[str], None] = _unheard,
    progress: Callable[[Progress], None] = _unheard,
) -> Result:
    """Make the site that is ready to upload: the working texts, and under them every adopted version.

    Nothing is put in its place unless everything could be made.

    Args:
        folders: of the project.
        jobs: as for `build`.
        waits: as for `build`.
        progress: as for `build`.

    Raises:
        BusyError: where another build is still at work after a minute.
        MissingOnMachineError: where a package or library is not there.
        OSError: where the machine refuses; the site that was there stays.
    """
    _require_sense((), WHOLE, jobs)
    # A site is always put together anew, so there is nothing to gain by importing less.
    from schoolprotocol.build import planning  # noqa: PLC0415
    from schoolprotocol.build.jobs import faults_of  # noqa: PLC0415
    from schoolprotocol.build.site import assemble, forget_changed  # noqa: PLC0415
    from schoolprotocol.documents import finding  # noqa: PLC0415
    from schoolprotocol.source.published import ADDRESSES  # noqa: PLC0415

    with at_work(folders, waits):
        require_plain(folders)
        # 1. Read the source, and say what has to be made.
        last, chosen = lasts.read(folders), registry.all_names()
        read = lasts.looked_at(folders, last)
        begun.end(folders, read)
        try:
            corpus = finding.open_shared(folders.root)
        except SourceError as error:
            return Result(folders.site(""), is_begun=False, faults=error.diagnostics)
        planned = planning.plan(corpus, folders, chosen, read, workers=jobs, anew=True)
        if planned.faulty or corpus.faults:
            return _not_begun(folders.site(""), planned.faulty, corpus.faults)

        # 2. Build it: also what was made before and is not any more as it was made.
        forget_changed([*planned.tasks, *planned.bundles])
        task = _Build(folders, chosen, read, last, corpus, planned, [*corpus.school_ids], Stopwatch())
        result, pages = _carried_out(task, jobs, None, progress, keep_going=False)
        result = replace(result, folder=folders.site(""), faults=faults_of(result.failed), older={})
        if result.failed or pages is None:
            return result

        # 3. Put it together, and in its place; every address is written down that it has.
        own = {name: pages.files[name] for name in pages.own}
        try:
            folder, files = assemble(corpus, folders, planned, own)
        except SourceError as error:  # an address that was published would lead nowhere
            return replace(result, faults=error.diagnostics)
        lasts.write(folders, lasts.with_file(lasts.read(folders), folders, ADDRESSES))
    return replace(result, folder=folder, files=files)


# -- what both need ---------------------------------------------------------------------------------------------------


def _require_sense(outputs: Collection[str], part: tuple[int, int], jobs: int | None) -> None:
    for name in outputs:
        if name not in registry.all_names():
            from schoolprotocol.suggest import did_you_mean  # noqa: PLC0415 (see build)

            text = _("There is no output “{name}”.{hint}")
            raise UsageError(text.format(name=name, hint=did_you_mean(name, registry.all_names())))
    number, total = part
    if not 1 <= number <= total:
        text = _("“{value}” is not a part such as 2/5: the second of five.")
        raise UsageError(text.format(value=f"{number}/{total}"))
    if jobs is not None and jobs < 1:
        raise UsageError(_("At least one document is made at a time, not {n}.").format(n=jobs))


def _part(schools: Iterable[str], part: tuple[int, int]) -> list[str]:
    """Every so many schools: the parts are as large as they can be alike."""
    number, total = part
    return sorted({*schools})[number - 1 :: total]


def _require_known(schools: Collection[str], known: Collection[str], silent: Collection[str] = ()) -> None:
    from schoolprotocol.documents import finding  # noqa: PLC0415 (see build)

    unknown = sorted({*schools}.difference(known))
    if unknown:
        raise finding.no_documents(unknown[0], known, silent)


def _crew(scheduler: str | None, jobs: int | None) -> Crew:
    """Who does the work: children of ours, or the workers of a scheduler."""
    if scheduler is None:
        from schoolprotocol.build.crew.local import Local  # noqa: PLC0415 (see build)

        return Local(jobs)

    from schoolprotocol.build.crew.remote import Remote  # noqa: PLC0415

    return Remote(scheduler, jobs)


def _counted(total: int, progress: Callable[[Progress], None]) -> Callable[[Outcome], None]:
    """Tells of the beginning, and of each document that is done."""
    done = 0
    progress(Progress(done, total))

    def count(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        progress(Progress(done, total, outcome.name))

    return count


def _not_begun(folder: Path, faulty: tuple[Outcome, ...], unused: tuple[Diagnostic, ...]) -> Result:
    from schoolprotocol.build.jobs import faults_of  # noqa: PLC0415 (see build)

    return Result(folder, is_begun=False, faults=faults_of(faulty, unused), failed=faulty)
