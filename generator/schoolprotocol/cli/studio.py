"""`studio`: pages in a browser on which somebody writes, proposes and decides; for one person, or for several."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.asking import is_asked
from schoolprotocol.cli.bug import kept
from schoolprotocol.cli.context import Context, WholeNumber, pass_project
from schoolprotocol.config import find_root
from schoolprotocol.errors import MissingOnMachineError, UsageError
from schoolprotocol.machine import live_long

if TYPE_CHECKING:
    from schoolprotocol.studio.door.accounts import Accounts
    from schoolprotocol.studio.studio import Studio

_ROLES = ("lezer", "meedenker", "schrijver", "vaststeller", "beheerder")
_SECRET = "SCHOOLPROTOCOL_OIDC_SECRET"  # noqa: S105 (the name of where it stands)


@dataclass(frozen=True, slots=True)
class _Team:
    """What is told of a studio for several people."""

    is_team: bool
    address: str
    names: tuple[str, ...]
    proxies: tuple[str, ...]
    issuer: str | None
    client: str | None
    domains: tuple[str, ...]


@click.group(
    help=_("Work on the texts in a browser, up to publishing."),
    invoke_without_command=True,
    subcommand_metavar=_("[WHAT …]"),
)
@click.option(
    "--port",
    type=WholeNumber(0, 65535),
    metavar=_("NUMBER"),
    help=_("The port of this machine; 0 for any that is free. By default 8410, or any where that is taken."),
)
@click.option("--browser/--no-browser", default=True, help=_("Show the pages in a browser, or only say their address."))
@click.option("--team", "is_team", is_flag=True, help=_("For several people, who log in with accounts."))
@click.option(
    "--listen",
    "address",
    default="127.0.0.1",
    metavar=_("ADDRESS"),
    help=_("The address of this machine to listen on; another than 127.0.0.1 only with --team."),
)
@click.option(
    "--host-name",
    "names",
    multiple=True,
    metavar=_("NAME"),
    help=_("The name by which browsers call a studio of a team; may be given more often."),
)
@click.option(
    "--trusted-proxy",
    "proxies",
    multiple=True,
    metavar=_("ADDRESS"),
    help=_("The address of a reverse proxy, which says for whom it asks and whether by https."),
)
@click.option(
    "--oidc-issuer",
    "issuer",
    metavar=_("ADDRESS"),
    help=_("The service where people log in with the account of their board (OpenID Connect)."),
)
@click.option("--oidc-client", "client", metavar=_("ID"), help=_("How that service knows this studio."))
@click.option(
    "--oidc-domain",
    "domains",
    multiple=True,
    metavar=_("NAME"),
    help=_("Only addresses for mail of this domain; may be given more often."),
)
@click.pass_context
def studio(command: click.Context, /, port: int | None, browser: bool, **told: Any) -> None:  # noqa: FBT001 (options)
    """Serve the studio, until somebody says stop."""
    if command.invoked_subcommand is not None:
        return
    project = command.ensure_object(Context)
    try:
        from schoolprotocol.studio.server import Listening, serve  # noqa: PLC0415 (an extra; for this command only)
        from schoolprotocol.studio.studio import Studio  # noqa: PLC0415
    except ImportError as error:
        raise _missing(error) from None
    from schoolprotocol.serve.server import open_browser  # noqa: PLC0415

    team = _Team(**told)
    _require_fences(team)
    made = Studio(_root(project), build=project.output, is_team=team.is_team, bug=kept)
    _prepare(made, team)

    def ready(address: str) -> None:
        text = _("The studio is at {address}. That address works once, for you. Stop with Ctrl-C.")
        if team.is_team:
            text = _("The studio is at {address}. People log in there with their account. Stop with Ctrl-C.")
        terminal.out.print(text.format(address=address), markup=False, soft_wrap=True)
        if browser and not team.names:
            open_browser(address)

    live_long()  # unlike other commands
    try:
        serve(made, Listening(port, team.address, team.names, team.proxies), ready=ready)
    except KeyboardInterrupt:  # that is how it ends
        terminal.out.print(_("Stopped."), markup=False)


def _require_fences(team: _Team) -> None:
    """Go on only where nobody comes in who should not."""
    for address in (team.address, *team.proxies):
        _require_address(address)
    is_alone = ipaddress.ip_address(team.address).is_loopback
    if not team.is_team and (not is_alone or team.names or team.proxies or team.issuer):
        text = _("Others can reach a studio only where they log in: add --team.")
        raise UsageError(text)
    if team.is_team and not is_alone and not team.names:
        raise UsageError(_("Tell the name by which browsers call the studio, with --host-name."))
    for name in team.names:
        if name != name.strip().lower() or not name or set(name) & set("/:@ ?#*,"):
            text = _("“{name}” is no name of a machine: write it as protocollen.bestuur.nl, without https:// and port.")
            raise UsageError(text.format(name=name))
    if (team.issuer is None) != (team.client is None) or (team.issuer is not None and not os.environ.get(_SECRET)):
        text = _("For accounts of the board tell --oidc-issuer and --oidc-client, and the secret in {variable}.")
        raise UsageError(text.format(variable=_SECRET))


def _require_address(address: str) -> None:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        text = _("“{address}” is no address such as 127.0.0.1 or 10.0.0.5.").format(address=address)
        raise UsageError(text) from None


def _prepare(made: Studio, team: _Team) -> None:
    """What a studio of several people needs before it begins."""
    if not team.is_team:
        return
    if not any(one.person.role == "beheerder" and not one.is_blocked for one in made.accounts.all()):
        text = _("Nobody could manage accounts yet. First: schoolprotocol studio user {example}")
        raise UsageError(text.format(example="NAAM --role beheerder"))
    if team.issuer is not None and team.client is not None:
        try:
            from schoolprotocol.studio.door.board import Board, BoardLogin, domains_of  # noqa: PLC0415
        except ImportError as error:
            text = _("Logging in with accounts of the board needs schoolprotocol[oidc] ({name} is missing).")
            raise MissingOnMachineError(text.format(name=error.name)) from None
        board = Board(team.issuer, team.client, os.environ[_SECRET], domains_of(team.domains))
        made.board = BoardLogin(board, made.database)


# -- accounts and copies ----------------------------------------------------------------------------------------------


@studio.command(help=_("Make an account for a studio of a team, or change one."))
@click.argument("name", metavar=_("NAME"))
@click.option("--role", type=click.Choice(_ROLES), help=_("What somebody may do; needed for a new account."))
@click.option("--shown", default="", metavar=_("TEXT"), help=_("As others see it; by default the name."))
@click.option("--mail", default="", metavar=_("ADDRESS"), help=_("By which the account of the board is known."))
@click.option("--new-password", is_flag=True, help=_("Give an account that is there another password."))
@click.option("--without-password", is_flag=True, help=_("Only log in with the account of the board."))
@pass_project
def user(project: Context, /, name: str, role: str | None, shown: str, mail: str, **flags: bool) -> None:
    """Make or change an account."""
    accounts = _accounts(project)
    is_there = accounts.find(name) is not None
    if not is_there and role is None:
        raise UsageError(_("There is no account “{name}”. To make it, tell its role with --role.").format(name=name))
    password = None
    if flags["new_password"] or not (is_there or flags["without_password"]):
        password = _password()
    if not is_there:
        accounts.add(name, shown, role or "", password, mail)
        terminal.out.print(_("Account {name} was made.").format(name=name), markup=False)
        return
    if role is not None:
        accounts.set_role(name, role)
    if password is not None:
        accounts.set_password(name, password)
    terminal.out.print(_("Account {name} was changed.").format(name=name), markup=False)


def _password() -> str:
    """A password that somebody types; where nobody can be asked, one that is made and told once."""
    from schoolprotocol.studio.door.accounts import new_password  # noqa: PLC0415

    if is_asked():
        typed: str = click.prompt(
            _("Password (empty: one is made)"),
            default="",
            hide_input=True,
            show_default=False,
            confirmation_prompt=True,
        )
        if typed:
            return typed
    made = new_password()
    terminal.out.print(_("Password, shown once: {password}").format(password=made), markup=False)
    return made


@studio.command(help=_("Copy what a studio keeps (accounts, drafts, history) into one file; it may be at work."))
@click.argument("file", metavar=_("FILE"), type=click.Path(path_type=Path))
@pass_project
def backup(project: Context, file: Path) -> None:
    """Make a copy."""
    _accounts(project)
    from schoolprotocol.studio.safekeeping import back_up  # noqa: PLC0415

    back_up(_root(project), file)
    text = _("Copied to {file}. It holds drafts and what passwords are known by: keep it where nobody else reads it.")
    terminal.out.print(text.format(file=file), markup=False)


@studio.command(help=_("Put a copy back that backup made; the studio must be stopped."))
@click.argument("file", metavar=_("FILE"), type=click.Path(path_type=Path))
@pass_project
def restore(project: Context, file: Path) -> None:
    """Put a copy back."""
    try:
        from schoolprotocol.studio.safekeeping import BEFORE  # noqa: PLC0415
        from schoolprotocol.studio.safekeeping import restore as put_back  # noqa: PLC0415
    except ImportError as error:
        raise _missing(error) from None
    put_back(_root(project), file)
    text = _("Put back. What was there before is kept as .studio/{file}. Everybody logs in anew.")
    terminal.out.print(text.format(file=BEFORE), markup=False)


def _accounts(project: Context) -> Accounts:
    try:
        from schoolprotocol.studio.database import Database  # noqa: PLC0415
        from schoolprotocol.studio.door.accounts import Accounts  # noqa: PLC0415
    except ImportError as error:
        raise _missing(error) from None
    return Accounts(Database(_root(project)))


def _root(project: Context) -> Path:
    return Path(project.root or find_root(Path.cwd()) or Path.cwd()).resolve()


def _missing(error: ImportError) -> MissingOnMachineError:
    text = _("The studio needs packages that are not here: install schoolprotocol[studio] ({name} is missing).")
    return MissingOnMachineError(text.format(name=error.name))
