"""What commands share: the project that they work on, and options."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from gettext import gettext as _
from pathlib import Path

import click

from schoolprotocol.cli import terminal
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.project import CONCEPT, Project


class Context:
    """The project that commands work on. It is looked up when a command asks, once all options were read."""

    def __init__(self, root: Path | None = None, output: Path | None = None) -> None:
        self.root = root
        self.output = output
        self.keeps = False
        """Whether the command that runs would keep something: then a person wants to know that it did not."""

    @cached_property
    def project(self) -> Project:
        """The project.

        Raises:
            UsageError: where there is none.
        """
        return Project.open(self.root, output=self.output)

    def changes_source(self, project: Project | None = None) -> None:
        """Say of the command that it changes the source: what another one left half-way is put back first, and told.

        Args:
            project: which one, where it is another than that of the command.
        """
        self.keeps = True
        if (project or self.project).put_back_stopped():
            text = _("An earlier change of the source was stopped half-way, and was undone. Was it yours? Do it again.")
            terminal.err.print(text, markup=False)

    @property
    def folders(self) -> Folders:
        """Its folders."""
        return self.project.folders

    def end_with(self, faults: Sequence[Diagnostic]) -> None:
        """Tell what is wrong in the rest of the source, after what could be done; then the exit code is 1."""
        if faults:
            terminal.show(faults)
            told = _("In the rest of the source: {summary}.").format(summary=terminal.summary(faults))
            terminal.err.print(told, markup=False)
            raise click.exceptions.Exit(1)


pass_project = click.make_pass_decorator(Context)


class Day(click.ParamType[date]):
    """A date as 2027-11-01."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """What was typed as a day."""
        if isinstance(value, date):
            return value
        try:
            if len(value) != len("2027-11-01"):  # also 20271101 and 2027-W44-1 are dates for a computer
                raise ValueError(value)
            day = date.fromisoformat(value)
            if day.isoformat() != value:
                raise ValueError(value)
            return day
        except ValueError:
            self.fail(_("“{value}” is not a date such as 2027-11-01.").format(value=value), param, ctx)


class WholeNumber(click.IntRange):
    """A whole number; `name` is the word that messages use."""

    name = _("whole number")


school_option = click.option(
    "--school", "schools", multiple=True, metavar=_("SCHOOL"), help=_("Only this school; may be given more often.")
)
protocol_option = click.option(
    "--protocol", metavar=_("PROTOCOL"), help=_("Which protocol, where a school has several.")
)
from_option = click.option(
    "--from",
    "old",
    metavar=_("VERSION"),
    help=_("The old version, or git:REVISION; by default the last release."),
)
to_option = click.option(
    "--to",
    "new",
    default=CONCEPT,
    metavar=_("VERSION"),
    help=_("The new version, or git:REVISION; by default the working text (concept)."),
)
jobs_option = click.option(
    "--jobs",
    type=WholeNumber(1, 64),
    metavar=_("NUMBER"),
    help=_("How many documents are made at once; by default one for each processor core."),
)
today_option = click.option(
    "--today",
    type=Day(),
    default=date.today,
    show_default=False,
    metavar=_("YYYY-MM-DD"),
    help=_("Work as if it were this day."),
)
