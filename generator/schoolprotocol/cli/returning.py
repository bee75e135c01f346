"""`return`: a Word file of ours that people worked in, back; and what becomes of what it proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.context import Context, pass_project, protocol_option
from schoolprotocol.cli.showing import applied

if TYPE_CHECKING:
    from schoolprotocol.model.returned import Returned
    from schoolprotocol.returning.receiving import Back


@click.command(
    name="return",
    help=_("Take back a Word file that people worked in. Of a school: show what came back."),
)
@click.argument("what", metavar=_("FILE|SCHOOL"))
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar=_("WHO"),
    help=_(
        "Who returned it: a body or a function, not a name; or NAME=WHO for one author in the file. May be repeated."
    ),
)
@click.option("--dry-run", is_flag=True, help=_("Only show: nothing is written in the source."))
@click.option("--school", metavar=_("SCHOOL"), help=_("Of whose document it must be; by default the file tells."))
@click.option(
    "--apply", "taken", multiple=True, metavar=_("PROPOSAL"), help=_("Accept this one; may be given more often.")
)
@click.option(
    "--to", metavar=_("PLACE"), help=_("Where it goes: basis, eigen, waarde, or alternatief:NAME. You have to choose.")
)
@click.option(
    "--decline", "declined", multiple=True, metavar=_("PROPOSAL"), help=_("Decline this one; may be given more often.")
)
@click.option("--reason", metavar=_("TEXT"), help=_("Why: of a text of the school's own, or of declining."))
@click.option("--id", "id_", metavar=_("CLAUSE"), help=_("Name of a new clause; by default made from its words."))
@click.option("--title", metavar=_("TEXT"), help=_("Title of a new clause; by default its first words."))
@protocol_option
@pass_project
def return_(
    project: Context,
    what: str,
    authors: Sequence[str],
    taken: Sequence[str],
    declined: Sequence[str],
    to: str | None,
    reason: str | None,
    id_: str | None,
    title: str | None,
    school: str | None,
    protocol: str | None,
    *,
    dry_run: bool,
) -> None:
    """Take back a Word file."""
    _require_whole(taken, declined, to, reason, dry_run=dry_run)
    path = Path(what)
    is_file = path.suffix.lower() in {".docx", ".odt", ".doc", ".rtf"} or path.is_file()
    if is_file and not path.is_file():
        raise click.UsageError(_("There is no file {file}.").format(file=what))
    if not is_file and (authors or school):
        raise click.UsageError(_("--author and --school go with a file."))
    if not dry_run and (is_file or taken or declined):
        project.changes_source()
    if is_file:
        back = project.project.take_back(path, authors, school, protocol)
        tell = _tell_said if back.file.is_report else _tell
        tell(back)
        if dry_run:
            terminal.out.print(_("Nothing was written: --dry-run."), markup=False)
            return
        _tell_kept(back, back.record())
        key = back.key
    else:
        key = project.project.only(what).document(what, protocol).key
    own = project.project.only(key[0])
    if taken:
        document = own.document(*key)
        applied(document.apply(_meant(document.returned, taken), str(to), reason=reason, id_=id_, title=title))
    if declined:
        document = own.now().document(*key)
        _tell_written(document.decline(_meant(document.returned, declined), str(reason)))
    if not is_file and not taken and not declined:
        listed(own.document(*key).returned)


def _require_whole(
    taken: Sequence[str], declined: Sequence[str], to: str | None, reason: str | None, *, dry_run: bool
) -> None:
    if taken and to is None:
        raise click.UsageError(_("Say with --to where it goes: basis, eigen, waarde, or alternatief:NAME."))
    if dry_run and (taken or declined):
        raise click.UsageError(_("--dry-run writes nothing, so nothing can be taken over or declined."))
    if declined and reason is None:
        raise click.UsageError(_("Say with --reason why."))


def _tell_written(files: Sequence[str]) -> None:
    for file in files:
        terminal.out.print(_("Written: {file}").format(file=file), markup=False)


def _meant(known: Mapping[str, Returned], names: Sequence[str]) -> list[str]:
    """Proposals by name; by the id of a clause where that has one that waits."""
    found: list[str] = []
    for name in names:
        of_clause = [one for one, proposal in known.items() if proposal.clause == name and proposal.waits]
        found += of_clause if name not in known and len(of_clause) == 1 else [name]
    return found


# -- telling ----------------------------------------------------------------------------------------------------------


def _tell(back: Back) -> None:
    school, protocol = back.key
    version = back.policy.document.version
    text = _("{school}, {protocol}, version {version}.")
    terminal.out.print(text.format(school=school, protocol=protocol, version=version), markup=False)
    if not back.is_known:
        text = _(
            "The text that this file was made of is not kept here: it is compared with version {version} as it is "
            "now. What changed since stands beside a proposal, and cannot be taken over by itself."
        )
        terminal.err.print(text.format(version=version), markup=False)
    for remark in back.file.remarks:
        terminal.err.print(remark, markup=False)
    _tell_numbered(back)
    listed(back.proposals)
    total, same = back.found.texts, back.found.unchanged
    terminal.out.print(
        _("Texts in the file: {total}; unchanged: {same}; proposals: {found}; not placed: {loose}.").format(
            total=total,
            same=same,
            found=sum(one.kind != "niet-geplaatst" for one in back.proposals.values()),
            loose=sum(one.kind == "niet-geplaatst" for one in back.proposals.values()),
        ),
        markup=False,
    )


def _tell_numbered(back: Back) -> None:
    """Which names of persons stay behind."""
    for name, called in back.names.numbered.items():
        text = _(
            "“{name}” is “{called}” here: names of persons do not go into the source. Say who it is with {option}."
        )
        option = f'--author "{name}=…"'
        terminal.err.print(text.format(name=name, called=called, option=option), markup=False)


def _tell_said(back: Back) -> None:
    """What came back in a change report."""
    for one in back.said:
        about = one.change or _("the whole text")
        who = one.by or _("unknown")
        terminal.out.print(f"{about} · {one.kind} · {who}", markup=False, soft_wrap=True)
        terminal.out.print(f"    {' / '.join(one.text.split(chr(10) * 2))}", markup=False, soft_wrap=True)
    _tell_numbered(back)
    terminal.out.print(_("Reactions in the report: {n}.").format(n=len(back.said)), markup=False)


def _tell_kept(back: Back, written: Sequence[str]) -> None:
    many = len(back.new)
    if back.said and written:
        _tell_written(written)
        return
    if not many:
        terminal.out.print(_("All of it was kept before: nothing was written."), markup=False)
        return
    text = ngettext("{n} proposal is kept in {folder}.", "{n} proposals are kept in {folder}.", many)
    folder = written[0].rpartition("/")[0]
    terminal.out.print(text.format(n=many, folder=folder), markup=False)


def listed(proposals: Mapping[str, Returned]) -> None:
    """Proposals, one below the other; what waits first."""
    if not proposals:
        terminal.out.print(_("There are no proposals."), markup=False)
    for name, one in proposals.items():
        _show(name, one)


def _show(name: str, one: Returned) -> None:
    kinds = {
        "tekst": _("another text"),
        "verplaatst": _("moved"),
        "vervalt": _("gone"),
        "nieuw": _("new"),
        "opmerking": _("a comment"),
        "niet-geplaatst": _("not placed"),
    }
    outcomes = {"overgenomen": _("taken over"), "afgewezen": _("declined")}
    head = f"{name}: {one.called or one.hint or '—'} · {kinds[one.kind]}"
    if one.outcome is not None:
        head += f" · {outcomes[one.outcome]}"
    terminal.out.print(head, markup=False, soft_wrap=True)

    def line(label: str, text: str | None) -> None:
        if text:
            terminal.out.print(f"    {label}: {' / '.join(text.split(chr(10) * 2))}", markup=False, soft_wrap=True)

    if one.kind in {"tekst", "vervalt"}:
        line(_("said"), one.was)
    if one.kind != "verplaatst":
        line(_("proposed") if one.kind == "tekst" else _("text"), one.text)
    line(_("stands behind"), one.after and one.after.removeprefix("clause/"))
    if one.kind == "verplaatst" and one.after is None:
        line(_("stands"), _("before all other texts"))
    line(_("by"), ", ".join(one.by) or None)
    for value in one.values:
        text = _("the value {name} was typed over: {was} → {text}")
        told = text.format(name=value.name, was=value.was or "—", text=value.text or "—")
        terminal.out.print(f"    {told}", markup=False, soft_wrap=True)
    for number in one.numbers:
        text = _("a number or title that the program prints was typed over: {number}")
        terminal.out.print(f"    {text.format(number=number)}", markup=False, soft_wrap=True)
    for comment in one.comments:
        line(_("comment of {who}").format(who=comment.by or _("unknown")), comment.text)
    if one.stale:
        line(_("mind"), _("this text changed in the source since the file was given out"))
    if one.called is not None:
        line(_("mind"), one.hint)
    line(_("why"), one.reason)
