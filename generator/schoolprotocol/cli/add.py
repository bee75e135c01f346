"""`add` and `deviate`: changes by options or by questions, and for whom they change something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

import schoolprotocol
from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.asking import told_or_asked
from schoolprotocol.cli.context import Context, pass_project, today_option
from schoolprotocol.cli.new import KINDS, choice_option

AUDIENCES = ("leerling", "ouder", "medewerker", "overig")
TYPES = ("text", "number", "boolean", "choice", "date", "telephone", "url")


def _told(**options: Any) -> dict[str, str]:
    """The options that were given; what may be given more often with commas between."""
    told: dict[str, str] = {}
    for name, value in options.items():
        if isinstance(value, tuple):
            if value:
                told[name] = ("; " if name == "option" else ",").join(value)
        elif value is not None and value is not False:
            told[name] = str(value)
    return told


def _choices(choices: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {f"choice.{name}": value for name, value in choices}


_text = partial(click.option, metavar=_("TEXT"))
_id = partial(click.option, metavar=_("ID"))
_protocol = _id("--protocol", help=_("Of which protocol, where there are several."))


@click.group(help=_("Add a clause, a value, a protocol or a school."), subcommand_metavar=_("WHAT …"))
def add() -> None:
    """Add something."""


@add.command(help=_("Add a clause: for all schools, or for one."))
@_protocol
@_text("--title", help=_("Its short name."))
@_text("--text", help=_("What it says."))
@click.option(
    "--audience", multiple=True, type=click.Choice(AUDIENCES), help=_("Whom it concerns; may be given more often.")
)
@_id("--after", help=_("It comes after this clause."))
@_id("--before", help=_("It comes before this clause."))
@_id("--section", help=_("It comes last in this section."))
@_id("--id", help=_("Its permanent name; by default made of its place and its title."))
@_text("--kort", help=_("The rule in one sentence."))
@_id("--reference", "references", multiple=True, help=_("On what it rests; may be given more often."))
@click.option("--school", metavar=_("SCHOOL"), help=_("Only this school gets it."))
@_text("--reason", help=_("Why; its council reads it."))
@today_option
@pass_project
def clause(project: Context, /, references: Sequence[str], today: date, **options: Any) -> None:
    """Add a clause."""
    project.changes_source()
    source = project.project

    def use(told: Mapping[str, str]) -> None:
        id_, applied = source.add_clause(schoolprotocol.NewClause.of(told, references), today=today)
        terminal.out.print(_("Added: {id}").format(id=id_), markup=False)
        showing.applied(applied)

    told_or_asked(partial(source.asks, "clause"), _told(**options), use)


@add.command(help=_("Add a value that texts can use, and that may differ by school."))
@_id("--name", help=_("How texts call it."))
@_id("--protocol", help=_("Of which protocol; “alle” where all share it."))
@_text("--help-text", "help", help=_("What it means."))
@click.option("--type", type=click.Choice(TYPES), help=_("What kind of value it is; by default text."))
@_text("--option", multiple=True, help=_("What a school can choose; may be given more often."))
@_text("--default", help=_("What it is where a school says nothing."))
@_text("--title", help=_("Its short name."))
@today_option
@pass_project
def value(project: Context, /, today: date, **options: Any) -> None:
    """Add a value."""
    project.changes_source()
    source = project.project
    told_or_asked(
        partial(source.asks, "value"),
        _told(**options),
        lambda told: showing.applied(source.add_value(schoolprotocol.NewValue.of(told), today=today)),
    )


@add.command(help=_("Add a protocol: of the library, or one of your own."))
@click.argument("id", metavar=_("[PROTOCOL]"), required=False)
@_text("--title", help=_("The title of one of your own."))
@_text("--summary", help=_("What one of your own is for, in one sentence."))
@click.option("--school", multiple=True, metavar=_("SCHOOL"), help=_("Only this school; may be given more often."))
@choice_option
@today_option
@pass_project
def protocol(project: Context, /, choices: Sequence[tuple[str, str]], today: date, **options: Any) -> None:
    """Add a protocol."""
    project.changes_source()
    source = project.project

    def use(told: Mapping[str, str]) -> None:
        _schools, applied = source.add_protocol(schoolprotocol.NewProtocol.of(told), today=today)
        showing.applied(applied)

    told_or_asked(partial(source.asks, "protocol"), {**_told(**options), **_choices(choices)}, use)


@add.command(help=_("Add a school, with every protocol that its board has."))
@click.option("--name", metavar=_("NAME"), help=_("Its full name."))
@click.option("--kind", type=click.Choice(KINDS), help=_("What education it gives."))
@_text("--short", help=_("Its name in the middle of a sentence."))
@_text("--place", help=_("Its town."))
@click.option("--website", metavar=_("ADDRESS"), help=_("Address of its website."))
@_text("--council", help=_("What its council is called."))
@_text("--leadership", help=_("How texts call those who lead it."))
@_text("--contact", help=_("Whom readers can ask: a function, never a person."))
@_text("--colour", help=_("Its main colour."))
@_text("--logo", help=_("A .svg or .png file; “letters” or “geen”."))
@_id("--id", help=_("The name of its folder; by default made of its name."))
@_id("--protocol", "protocols", multiple=True, help=_("Only this protocol; may be given more often."))
@choice_option
@today_option
@pass_project
def school(project: Context, /, choices: Sequence[tuple[str, str]], today: date, **options: Any) -> None:
    """Add a school."""
    project.changes_source()
    source = project.project

    def use(told: Mapping[str, str]) -> None:
        id_, applied = source.add_school(told, today=today, beside=Path())
        terminal.out.print(_("Added: {id}").format(id=id_), markup=False)
        showing.applied(applied)

    told_or_asked(partial(source.asks, "school"), {**_told(**options), **_choices(choices)}, use)


@click.command(help=_("Let a school say something else than its board or the protocol."))
@click.argument("school", metavar=_("SCHOOL"))
@click.argument("target", metavar=_("[CLAUSE|SECTION|VALUE]"), required=False)
@_protocol
@_text("--value", help=_("Another value."))
@_id("--choose", "alternative", help=_("Another text of the library, by its name."))
@_text("--text", help=_("A text of its own."))
@_text("--kort", help=_("With a text of its own: the rule in one sentence."))
@click.option("--omit", is_flag=True, help=_("Leave the clause out."))
@_id("--after", help=_("Put the clause after this one."))
@_id("--before", help=_("Put the clause before this one."))
@_text("--heading", help=_("Another heading of a section."))
@click.option("--undo", is_flag=True, help=_("Say what the board or the protocol says after all."))
@_text("--reason", help=_("Why; its council reads it."))
@today_option
@pass_project
def deviate(project: Context, /, today: date, **options: Any) -> None:
    """Deviate."""
    project.changes_source()
    source = project.project
    told_or_asked(
        partial(source.asks, "deviation"),
        _told(**options),
        lambda told: showing.applied(source.deviate(schoolprotocol.Deviation.of(told), today=today)),
    )
