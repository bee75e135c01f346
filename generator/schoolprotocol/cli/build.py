"""`build` and `site`: make documents. Where nothing changed, no more is imported than is needed to see that."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

import click

from schoolprotocol.build import last as lasts
from schoolprotocol.build.last import Document
from schoolprotocol.build.lock import at_work
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.cli import terminal
from schoolprotocol.cli.context import Context, WholeNumber, pass_project, school_option
from schoolprotocol.config import TARGETS, Folders, Target, document_name

if TYPE_CHECKING:
    from schoolprotocol.build.crew.local import Crew
    from schoolprotocol.build.jobs import Outcome
    from schoolprotocol.build.manifest import MadeFile, Summary
    from schoolprotocol.build.planning import Plan
    from schoolprotocol.source.corpus import Corpus


class _Shard(click.ParamType[tuple[int, int]]):
    """A part of the schools: `2/5`."""

    name = "part"

    def convert(
        self, value: str | tuple[int, int], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        number, slash, total = value.partition("/")
        if not (slash and number.isdecimal() and total.isdecimal() and 1 <= int(number) <= int(total)):
            self.fail(_("“{value}” is not a part such as 2/5: the second of five.").format(value=value), param, ctx)
        return int(number), int(total)


jobs_option = click.option(
    "--jobs",
    type=WholeNumber(1, 64),
    metavar=_("NUMBER"),
    help=_("How many documents are made at once; by default one for each processor core."),
)
keep_going_option = click.option(
    "--keep-going", is_flag=True, help=_("Make the other documents where one has faults or fails.")
)
profile_option = click.option(
    "--profile", is_flag=True, help=_("Say where the time went, for each document and stage.")
)


@click.command(help=_("Make documents. Name what you want made; by default everything is."))
@click.argument("targets", nargs=-1, type=click.Choice(TARGETS))
@school_option
@jobs_option
@keep_going_option
@profile_option
@click.option(
    "--shard",
    type=_Shard(),
    metavar="I/N",
    help=_("Only a part of the schools: 2/5 takes every fifth, from the second."),
)
@click.option(
    "--scheduler",
    metavar=_("ADDRESS"),
    help=_("Let the workers of a Dask scheduler make the documents: tcp://machine:8786."),
)
@pass_project
def build(
    project: Context,
    targets: tuple[Target, ...],
    schools: tuple[str, ...],
    jobs: int | None,
    keep_going: bool,  # noqa: FBT001 (an option)
    profile: bool,  # noqa: FBT001 (an option)
    shard: tuple[int, int] | None,
    scheduler: str | None,
) -> None:
    """Build outputs."""
    folders, chosen = project.folders, targets or TARGETS
    watch = Stopwatch()
    with at_work(folders, terminal.tell):
        with watch.measure("plan"):
            last = lasts.read(folders)
            read = lasts.looked_at(folders, last)
            asked = _part(schools or read.schools, shard)
            as_it_is = lasts.still_there(folders, last, read, chosen, asked)
        if as_it_is is not None and {document[0] for document in as_it_is}.issuperset(asked if schools else ()):
            _told(folders, as_it_is, 0)
            if profile:
                terminal.times([(_("everything"), watch.times)])
            return
        # Only now: what reads, resolves and compares takes longer to import than it took to come here.
        from schoolprotocol.build import building, planning  # noqa: PLC0415
        from schoolprotocol.documents import finding  # noqa: PLC0415

        with watch.measure("plan"):
            corpus = finding.open_shared(folders.root)
            _require_known(schools, corpus.schools)
            asked = _part(schools or corpus.schools, shard)
            planned = planning.plan(corpus, folders, chosen, read, asked, workers=jobs)
            _require_known(asked if schools else (), planned.with_documents)
            if not keep_going:
                planned.require_sound()
                _stop(_tell_failures(planned.faulty, len(planned.faulty)))
        with watch.measure("start"), terminal.progress(_("Building"), len(planned.tasks)) as advance:
            outcomes = building.build(
                corpus,
                planned.tasks,
                read,
                _crew(scheduler, jobs),
                keep_going=keep_going,
                done=lambda outcome: advance(outcome.name),
            )
        good = [outcome for outcome in outcomes if outcome.error is None]
        made = [outcome.task.name for outcome in good if outcome.made]
        found, pages = planned, None
        try:
            if "html" in chosen and shard is None:
                with watch.measure("overview"):
                    others = planning.plan(corpus, folders, (), read, {*corpus.schools} - {*asked}, workers=jobs)
                    found = planned.with_others(others)
                    pages = _pages_about_all(corpus, folders, found)
            there = {target: {o.task.name: dict(o.there)[target].key for o in good} for target in chosen}
            keys = [task.key for task in found.tasks if task.school in found.sound]
            is_whole = found.sound == {*corpus.schools}
            lasts.write(folders, lasts.after(last, read, keys, there, made, pages, is_whole=is_whole))
        finally:  # a disk that is full stops us here too: first what became of the documents
            _told(folders, {o.task.key: dict(o.there) for o in good}, len(made))
            if profile:
                of_each = [(o.name, (*planned.times.get(o.task.school, ()), *o.times)) for o in outcomes]
                terminal.times([(_("everything"), watch.times), *of_each])
            code = _tell_failures([*found.faulty, *outcomes], len(planned.tasks) + len(found.faulty))
    _stop(code)


def _pages_about_all(corpus: Corpus, folders: Folders, found: Plan) -> Mapping[str, MadeFile] | None:
    """Write the pages about all schools; None where one has faults: then they stay as they are."""
    from schoolprotocol.build import manifest, overview  # noqa: PLC0415 (see build)

    if found.faulty:
        return None
    written = overview.write_overview(corpus, folders, found.facts)
    return manifest.made_files(folders.build, [path.relative_to(folders.build).as_posix() for path in written])


def _require_known(schools: Collection[str], known: Collection[str]) -> None:
    from schoolprotocol.documents import finding  # noqa: PLC0415 (see build)

    unknown = sorted({*schools}.difference(known))
    if unknown:
        raise finding.no_documents(unknown[0], known)


def _part(schools: Collection[str], shard: tuple[int, int] | None) -> list[str]:
    """Every so many schools: the parts are as large as they can be alike."""
    number, total = shard or (1, 1)
    return sorted({*schools})[number - 1 :: total]


def _crew(scheduler: str | None, jobs: int | None) -> Crew:
    """Who does the work: children of ours, or the workers of a scheduler."""
    from schoolprotocol.build.crew import local  # noqa: PLC0415 (see build)

    if scheduler is None:
        return local.Local(jobs)
    from schoolprotocol.build.crew.remote import Remote  # noqa: PLC0415 (see build)

    return Remote(scheduler)


def _told(folders: Folders, documents: Mapping[Document, dict[Target, Summary]], made: int) -> None:
    """Say what there is now: how many documents and files, and what has no report."""
    told = _("{name}: there is no adopted version to compare with, so there is no report of changes.")
    for document, outputs in documents.items():
        if "diff" in outputs and not outputs["diff"].files:
            terminal.out.print(told.format(name=document_name(*document)), markup=False)
    count = sum(output.files for outputs in documents.values() for output in outputs.values())
    changed = ngettext("{n} document was out of date", "{n} documents were out of date", made).format(n=made)
    summary = terminal.made(len(documents), count, folders.build)
    nothing = _("nothing was out of date")
    terminal.out.print(f"{summary}; {changed if made else nothing}", markup=False)


def _tell_failures(outcomes: Sequence[Outcome], asked: int) -> int:
    """Tell what could not be made; the exit code for that, 0 where all was made."""
    from schoolprotocol.cli import bug  # noqa: PLC0415 (it imports us)

    wrong = [outcome for outcome in outcomes if outcome.error]
    for outcome in wrong:
        terminal.show(outcome.diagnostics)
        if not outcome.diagnostics:
            terminal.err.print(f"{outcome.name}: {outcome.error}", markup=False)
    left = asked - len(outcomes)
    if left:
        text = ngettext("{n} document was not begun", "{n} documents were not begun", left).format(n=left)
        terminal.err.print(text + ": " + _("--keep-going makes the others all the same."), markup=False)
    trace = "\n".join(outcome.trace for outcome in wrong if outcome.trace)
    return bug(trace) if trace else max((outcome.exit_code for outcome in wrong), default=0)


def _stop(code: int) -> None:
    """End the command where something went wrong."""
    if code:
        raise click.exceptions.Exit(code)


@click.command(help=_("Make the site that is ready to upload: build/site."))
@jobs_option
@pass_project
def site(project: Context, jobs: int | None) -> None:
    """Put everything that goes online in one folder."""
    from schoolprotocol.build import building  # noqa: PLC0415
    from schoolprotocol.build.site import assemble, plan_site  # noqa: PLC0415
    from schoolprotocol.documents import finding  # noqa: PLC0415

    folders = project.folders
    with at_work(folders, terminal.tell):
        read = lasts.looked_at(folders, lasts.read(folders))
        corpus = finding.open_shared(folders.root)
        planned = plan_site(corpus, folders, read, workers=jobs)
        with terminal.progress(_("Building"), len(planned.tasks)) as advance:
            outcomes = building.build(
                corpus, planned.tasks, read, _crew(None, jobs), done=lambda outcome: advance(outcome.name)
            )
        _stop(_tell_failures(outcomes, len(planned.tasks)))
        folder, files = assemble(corpus, planned, folders)
    terminal.out.print(terminal.made(len(planned.tasks), files, folder), markup=False)
