"""`serve`: the pages in a browser, while somebody writes."""

from __future__ import annotations

from gettext import gettext as _

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.bug import kept
from schoolprotocol.cli.context import Context, WholeNumber, pass_project
from schoolprotocol.errors import UsageError
from schoolprotocol.machine import is_container, live_long


@click.command(help=_("Show the pages while you write: they follow what you save."))
@click.option(
    "--port",
    type=WholeNumber(0, 65535),
    metavar=_("NUMBER"),
    help=_("The port of this machine; 0 for any that is free. By default 8400, or any where that is taken."),
)
@click.option("--browser/--no-browser", default=True, help=_("Show the pages in a browser, or only say their address."))
@click.option(
    "--container",
    "in_container",
    is_flag=True,
    help=_("Listen to who reaches this container from outside; refused elsewhere."),
)
@pass_project
def serve(project: Context, port: int | None, browser: bool, in_container: bool) -> None:  # noqa: FBT001 (options)
    """Show the pages, until somebody says stop."""
    from schoolprotocol.serve.server import open_browser, serve  # noqa: PLC0415 (HTTP and threads, for this one only)

    if in_container and not is_container():
        raise UsageError(_("This is no container: here --container would show your texts to the whole network."))

    def ready(address: str) -> None:
        text = _("The pages are at {address} and follow what you save. Stop with Ctrl-C.")
        terminal.out.print(text.format(address=address), markup=False)
        if browser and not in_container:
            open_browser(address)

    live_long()  # unlike other commands
    try:
        serve(project.project, port, bug=kept, ready=ready, in_container=in_container)
    except KeyboardInterrupt:  # that is how it ends
        terminal.out.print(_("Stopped."), markup=False)
