"""The command `schoolprotocol`: reads what people type, asks `Project`, prints, and owns the exit codes.

0 done; 1 faults in the source; 2 wrong use; 3 something is missing on the machine, or the machine refused; 4 a target
refused or the connection failed; 70 our bug, with a saved traceback; 130 stopped by the one who started it
(143: by SIGTERM).

Each command has a module, which is imported when the command is asked: `build` with nothing to do needs few of them.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Sequence
from gettext import gettext as _
from importlib import import_module
from io import StringIO
from pathlib import Path

import click

from schoolprotocol import messages
from schoolprotocol.cli import terminal
from schoolprotocol.cli.bug import bug
from schoolprotocol.cli.context import Context
from schoolprotocol.errors import SchoolprotocolError, SourceError, why
from schoolprotocol.machine import is_stop
from schoolprotocol.messages import legible
from schoolprotocol.version import __version__

COMMANDS = {
    "new": "new:new",
    "add": "add:add",
    "deviate": "add:deviate",
    "adopt": "adopt:adopt",
    "build": "build:build",
    "site": "build:site",
    "serve": "serve:serve",
    "studio": "studio:studio",
    "publish": "publish:publish",
    "check": "check:check",
    "diff": "changes:diff",
    "compare": "changes:compare",
    "impact": "changes:impact_",
    "lineage": "lineage:lineage",
    "status": "look:status",
    "list": "look:list_",
    "show": "look:show",
    "release": "council:release",
    "dossier": "council:dossier",
    "decide": "council:decide",
    "reactions": "council:reactions",
    "return": "returning:return_",
    "ledger": "ledger:ledger_",
    "schema": "schema:schema",
    "import": "intake:import_",
    "update": "update:update",
}
"""Where each command is: the module below this one, and its name there."""
_QUOTED = re.compile(r"(?<!\w)'([^']*)'(?!\w)")
"""What Click quotes; not the apostrophe in a word."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and give the exit code. The one place where exceptions end."""
    project = Context()
    try:
        # Click returns the code of an Exit; commands themselves return nothing.
        code = main.main(args=list(arguments), prog_name="schoolprotocol", standalone_mode=False, obj=project)
    except click.Abort:
        return _stopped()
    except click.ClickException as error:
        told = StringIO()
        vars(error)["message"] = legible(error.message)  # it may repeat what was typed
        error.show(file=told)
        click.echo(legible(_quoted(told.getvalue()), is_line=False), err=True, nl=False)
        return error.exit_code
    except SourceError as error:
        terminal.show(error.diagnostics)
        kept = " " + _("Nothing was written.") if project.keeps else ""
        terminal.err.print(f"{terminal.summary(error.diagnostics)}.{kept}")
        return error.exit_code
    except SchoolprotocolError as error:
        terminal.err.print(legible(str(error)), markup=False)
        return error.exit_code
    except OSError as error:
        what = legible(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else ""
        text = _("{what}: {why}.") if what else _("This machine refuses: {why}.")
        terminal.err.print(text.format(what=what, why=why(error)), markup=False)
        terminal.err.print(_("What was there before is still there. Mend this and try again."))
        return 3
    except MemoryError:
        terminal.err.print(_("The memory is full. Close other programs, or look for what is unusually large."))
        return 3
    except Exception as error:  # (a bug of ours: say so, keep the details, never show a traceback)
        return _stopped() if is_stop(error) else bug(traceback.format_exc())
    return code if isinstance(code, int) else 0


def _stopped() -> int:
    terminal.err.print(_("Stopped."))
    return 130


def _quoted(text: str) -> str:
    """A message of Click with the quotation marks that our own messages have."""
    return _QUOTED.sub(lambda match: _("“{text}”").format(text=match[1]), text)


class _Commands(click.Group):
    """Imports a command when it is asked."""

    @property
    def all(self) -> dict[str, click.Command]:
        """Every command by name."""
        context = click.Context(self)
        return {name: command for name in COMMANDS if (command := self.get_command(context, name)) is not None}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (theirs)
        """The names of all commands."""
        return sorted(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed.

        Raises:
            click.UsageError: where there is none, with the one that may have been meant.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from schoolprotocol.suggest import did_you_mean  # noqa: PLC0415 (only of what is mistyped)

            raise click.UsageError(error.message + did_you_mean(args[0], COMMANDS), ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (theirs)
        """A command by name."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            module, name = COMMANDS[cmd_name].split(":")
            command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
            for one in (command, *getattr(command, "commands", {}).values()):
                one.options_metavar = _OPTIONS
            command.params += _after_command()
            self.add_command(command, cmd_name)
        return self.commands[cmd_name]


_OPTIONS = _("[OPTIONS]")


def _after_command() -> list[click.Parameter]:
    """What the whole program takes may also stand after the command; help tells it once, with the program."""
    return [
        *(
            click.Option(
                [f"--{name}"], type=click.Path(path_type=Path), callback=_take, expose_value=False, hidden=True
            )
            for name in ("root", "output")
        ),
        click.Option(["--lang"], type=click.Choice(messages.LANGUAGES), expose_value=False, hidden=True),
    ]


def _take(context: click.Context, option: click.Parameter, value: Path | None) -> None:
    """An option of the whole program that was given after the command."""
    if value is not None and option.name is not None:
        setattr(context.find_object(Context), option.name, value)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar=_("COMMAND …"),
)
@click.version_option(
    __version__, "--version", message="schoolprotocol %(version)s", help=_("Show the version and exit.")
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar=_("FOLDER"),
    help=_("The project's folder; by default the one you are in."),
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar=_("FOLDER"),
    help=_("Where documents go; by default “build” in the project."),
)
@click.option("--lang", type=click.Choice(messages.LANGUAGES), default="nl", help=_("Language of messages."))
@click.pass_context
def main(context: click.Context, root: Path | None, output: Path | None, lang: str) -> None:
    """Policy documents of schools from one source of clauses."""
    del lang  # chosen in __main__, before the help texts were made
    context.obj.root, context.obj.output = root, output


# Help texts come from gettext, so they are set here and not read from docstrings.
main.help = _(
    "Makes the policy documents of schools from one source: websites, PDFs, texts for the schoolgids and reports."
)

main.options_metavar = _OPTIONS
