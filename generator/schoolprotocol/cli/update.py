"""`update`: a newer version of the library, as a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.context import Context, pass_project

if TYPE_CHECKING:
    from schoolprotocol import Touched, Update


@click.command(help=_("Take over a newer version of the library."))
@click.option("--apply", "is_applied", is_flag=True, help=_("Take them over. Without it, only show what would change."))
@click.option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("Folder with another version of the library than the one of this program."),
)
@pass_project
def update(project: Context, library: Path | None, *, is_applied: bool) -> None:
    """Show what a newer version of the library changes, and write it where that is asked."""
    if is_applied:
        project.changes_source()
    found = project.project.update(library)
    if found.is_empty:
        told = _("Your texts are up to date with version {version} of the library.")
        terminal.out.print(told.format(version=found.newest), markup=False)
        return
    _show(found)
    if not is_applied:
        terminal.out.print("\n" + _("Nothing was written. To do this: schoolprotocol update --apply"), markup=False)
        return
    written = found.edit.save()
    told = ngettext("{count} file was written.", "{count} files were written.", len(written))
    terminal.out.print("\n" + told.format(count=len(written)), markup=False)
    terminal.out.print(_("See what it means for your schools: schoolprotocol check, and schoolprotocol impact"))


def _show(found: Update) -> None:
    told = _("Library: version {old} → {new}")
    terminal.out.print(told.format(old=found.version, new=found.newest), markup=False)
    for version in found.versions:
        terminal.out.print(f"{version.version} ({version.date}): {version.summary}", markup=False)
    taken = [one for one in found.touched if one.fate != "kept"]
    for change in dict.fromkeys(one.change.id for one in taken if one.change is not None):
        mine = [one for one in taken if one.change is not None and one.change.id == change]
        _changed(mine)
    rest = [one for one in taken if one.change is None]
    if rest:
        terminal.out.print("\n" + _("Goes with it: {names}").format(names=", ".join(map(_name, rest))), markup=False)
    _kept(one for one in found.touched if one.fate == "kept")
    for deviation in found.deviations:
        told = _("{school} has a text of its own for {clause} ({protocol}), which stays. Look at it again:")
        values = {"school": deviation.school, "clause": deviation.clause, "protocol": deviation.protocol}
        terminal.out.print("\n" + told.format(**values), markup=False)
        _texts(deviation.own, deviation.then)
    for raised in found.raised:
        told = _("{school} ({protocol}): version {old} holds, and {new} becomes a concept beside it.")
        values = {"school": raised.school, "protocol": raised.protocol, "old": raised.version, "new": raised.next}
        terminal.out.print("\n" + told.format(**values), markup=False)


def _changed(touched: list[Touched]) -> None:
    change = touched[0].change
    if change is None:
        return
    code = {
        "wettelijk": _("required by law"),
        "aanbevolen": _("recommended"),
        "redactioneel": _("wording only"),
    }[change.code]
    terminal.out.print(f"\n{change.summary} ({change.protocol}; {code})", markup=False)
    terminal.out.print(indent(change.motive.strip(), "    "), markup=False)
    for one in touched:
        terminal.out.print(f"  {one.id}: {_fate(one)}", markup=False)
        _texts(one.now, one.then)


def _kept(touched: Iterable[Touched]) -> None:
    for one in touched:
        told = _("{name} stays as it is, for you changed it yourself. The library says:")
        if one.then is None:
            told = _("{name} stays as it is, for you changed it yourself. The library changed it too.")
        terminal.out.print("\n" + told.format(name=_name(one)), markup=False)
        _texts(one.now, one.then)


def _texts(now: str | None, then: str | None) -> None:
    for mark, text in (("-", now), ("+", then)):
        if text is not None:
            terminal.out.print(f"    {mark} {text}", markup=False)


def _fate(one: Touched) -> str:
    return {
        "changed": _("gets the new text"),
        "new": _("is new"),
        "dropped": _("is dropped"),
        "kept": _("stays as it is"),
    }[one.fate]


def _name(one: Touched) -> str:
    return f"{one.id.removesuffix(':')} ({one.protocol})" if one.protocol else one.id
