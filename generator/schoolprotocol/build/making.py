"""Makes the outputs of one document: what is out of date of them, each in its place as soon as it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from schoolprotocol import outputs
from schoolprotocol.build import manifest
from schoolprotocol.build.jobs import Outcome, Task, failed
from schoolprotocol.build.keep import keep
from schoolprotocol.build.keys import keys_of, offering, with_offers
from schoolprotocol.build.manifest import Entry, Manifest, is_intact, made_files
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.output import Content, Later, Output, Work
from schoolprotocol.templating import Templates

_warm: dict[Callable[[Templates], None], Templates] = {}
"""With which templates each was prepared last: a process that builds again is warm still."""


def warm_up(templates: Templates, targets: Collection[str]) -> None:
    """Do once, before children are forked, what each of them would do: import, and look up what is looked up once.

    Raises:
        ImportError: where a package is not there.
    """
    asked = [output for output in outputs.every() if output.name in targets]
    of_sites = [output.contents for output in outputs.OUTPUTS if output.contents or output in asked]
    for function in (*(output.make for output in asked), *of_sites):
        if isinstance(function, Later):
            function.imported()
    for prepare in dict.fromkeys(prepare for output in asked for prepare in output.warm_up):
        if _warm.get(prepare) != templates:
            prepare(templates)
            _warm[prepare] = templates


def make(task: Task, job: Job, program: str, watch: Stopwatch | None = None) -> Outcome:
    """Make what is out of date of one document's outputs.

    Whatever goes wrong is told in the outcome; what was there before stays.

    Args:
        task: what is asked.
        job: the document.
        program: `Inputs.program`.
        watch: measures where the time goes.
    """
    watch = watch or Stopwatch()
    try:
        maker = _Maker(task, job, program, watch)
        maker.make()
    except Exception as error:
        return failed(task, error, watch)
    there = tuple((target, maker.manifest[target].summary) for target in task.targets)
    return Outcome(task, tuple(maker.made), there, times=watch.times)


def up_to_date(task: Task, job: Job, program: str) -> Manifest:
    """What is there of this text, of what is asked and of what its site may offer."""
    maker = _Maker(task, job, program, Stopwatch())
    return {target: maker.manifest[target] for target in maker.keys if maker.is_current(target)}


class _Maker:
    """One document in the making: first in a workshop of its own, then output by output into its place."""

    def __init__(self, task: Task, job: Job, program: str, watch: Stopwatch) -> None:
        self.task, self.job, self.watch = task, job, watch
        self.workshop = task.folders.work / task.name
        asked = [one for made_together in _by_maker(task.targets) for one in made_together]
        offers = offering() if any(output.is_site for output in asked) else ()
        self.keys = keys_of(job, dict.fromkeys((*task.targets, *offers)), program)
        self.manifest: Manifest = manifest.read(task.folders.manifest(task.name))
        self.made: list[str] = []

    def make(self) -> None:
        """Make what is out of date. Whatever happens, the manifest tells what was made until then."""
        before, folders = dict(self.manifest), self.task.folders
        try:
            with self._work():
                for made_together in _by_maker(self.task.targets):
                    self._make(made_together)
        finally:
            self._refresh()
            if self.manifest != before:
                manifest.write(folders.manifest(self.task.name), self.manifest, folders.work)

    def _make(self, made_together: Sequence[Output]) -> None:
        """Make what is out of date of outputs that have a maker in common; a site with whatever it may offer."""
        asked = [output for output in made_together if output.name in self.task.targets]
        due = {output.name for output in asked if not self.is_current(output.name)}
        if not due:
            return
        wanted = frozenset(due | {output.name for output in asked if output.is_site})
        offered = self._offered_files(wanted) if any(output.is_site for output in made_together) else {}
        with self.watch.measure(made_together[0].name):
            places = made_together[0].make(Work(self.job, wanted, self.workshop, offered, self.watch.measure))
        for output in sorted(asked, key=lambda output: output.is_site):  # its key holds what the others are now
            if output.name in wanted:
                self._keep(output.name, places[output.name])
        for name in places.keys() - wanted - self.manifest.keys():  # what a PDF came from, while there is no site
            keep(self.workshop, self.task.folders.build, self._names(places[name]), ())

    def is_current(self, target: str) -> bool:
        """Whether an output is there, and of this text."""
        entry = self.manifest.get(target)
        return entry is not None and entry.key == self._key(target) and is_intact(self.task.folders.build, entry.files)

    def _key(self, target: str) -> str:
        key = self.keys[target]
        return with_offers(key, self._offered()) if outputs.named(target).is_site else key

    def _offered(self) -> list[Entry]:
        """The outputs that a site can offer: those that are there and of this text."""
        return [self.manifest[target] for target in offering() if self.is_current(target)]

    def _offered_files(self, wanted: Collection[str]) -> dict[str, Content | Path]:
        """Name and content of every file that a site offers; of an output, the file that is copied."""
        files, made = dict[str, Path](), dict[str, Content]()
        for output in outputs.OUTPUTS:
            if output.contents is not None:
                made |= output.contents(self.job)
            elif output.name in wanted:
                files |= {name: self.workshop / file for name, file in output.files(self.job.name).items()}
            elif output.offers and self.is_current(output.name):
                there = self.manifest[output.name].files
                named = output.files(self.job.name).items()
                files |= {name: self.task.folders.build / file for name, file in named if file in there}
        return made | {self.job.called + name.removeprefix(self.job.name): path for name, path in files.items()}

    def _refresh(self) -> None:
        """What has the same key under a new token need not be looked at so closely next time."""
        token = self.task.token
        current = {target: self.manifest[target] for target in self.keys if self.is_current(target)}
        offered = [entry for target, entry in current.items() if target in offering()]
        for target, entry in current.items():
            is_site = outputs.named(target).is_site
            self.manifest[target] = replace(entry, token=with_offers(token, offered) if is_site else token)

    @contextmanager
    def _work(self) -> Iterator[None]:
        shutil.rmtree(self.workshop, ignore_errors=True)
        self.workshop.mkdir(parents=True)
        try:
            yield
        finally:
            shutil.rmtree(self.workshop, ignore_errors=True)

    def _keep(self, target: str, places: Sequence[Path]) -> None:
        """Put an output in its place, and remember of what it was made."""
        build, names = self.task.folders.build, self._names(places)
        before = self.manifest.pop(target, None)
        with self.watch.measure("keep"):
            keep(self.workshop, build, names, before.files if before else ())
            files = made_files(build, names)
        self.manifest[target] = Entry(self._key(target), self.task.token, tuple(names), files)
        self.made.append(target)

    def _names(self, places: Sequence[Path]) -> list[str]:
        return [path.relative_to(self.workshop).as_posix() for path in places]


def _by_maker(asked: Collection[str]) -> list[list[Output]]:
    """The outputs that have a maker in common, of which any is asked; a site comes last, as it offers others."""
    groups: dict[object, list[Output]] = {}
    for output in outputs.OUTPUTS:
        groups.setdefault(output.make, []).append(output)
    wanted = [group for group in groups.values() if any(output.name in asked for output in group)]
    return sorted(wanted, key=lambda group: any(output.is_site for output in group))
