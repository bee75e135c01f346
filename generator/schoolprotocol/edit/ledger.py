"""Enters what is frozen and decided in the ledger of a school, in the same save as the file or the decision itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Final

from pydantic import ValidationError

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.edit.find import SCHOOLS, school_file
from schoolprotocol.errors import EditError
from schoolprotocol.model.document import Decision
from schoolprotocol.places import Place
from schoolprotocol.release.ledger import Side, joined, lost, withdrawn
from schoolprotocol.source.ledger import (
    LEDGER,
    MAX_BYTES,
    Item,
    Ledger,
    appended,
    fork,
    of_decision,
    read_ledger,
    standing,
)
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.releases import is_frozen, load_proposals, load_releases
from schoolprotocol.source.styles import Data
from schoolprotocol.source.versions import Proposal, Release
from schoolprotocol.source.yaml import decode

LONGEST: Final = 500
"""Characters of a reason."""


def ledger_path(school: str) -> str:
    """The file, from the project's root."""
    return f"{SCHOOLS}/{school}/{LEDGER}"


def opened(desk: Desk, school: str, *, anew: bool = False) -> tuple[str, ...]:
    """The lines of a school's ledger, to add to.

    Where nothing was ever frozen there is none yet: it begins with the decisions that stand in the source.

    Args:
        desk: the files.
        school: id of the school.
        anew: begin one also where there are frozen texts, and with nothing in it.

    Raises:
        EditError: where it is not whole, or gone.
    """
    school_file(desk, school)
    ledger = _read(desk, school)
    if ledger is not None:
        _require_whole(ledger, school)
        return tuple(line.text for line in ledger.lines)
    if anew:
        return ()
    folder = f"{SCHOOLS}/{school}"
    frozen = [f"{kind}/{name}" for kind in ("releases", "proposals") for name in desk.names(f"{folder}/{kind}")]
    if any(map(is_frozen, frozen)):
        raise refuse(Diagnostic(Kind.LEDGER_MISSING, Place(ledger_path(school)), {"school": school}))
    return tuple(appended((), dict.fromkeys(_decided(desk, school))).splitlines())


def enter(desk: Desk, school: str, lines: Sequence[str], *items: Item) -> None:
    """Add entries behind the lines that `opened` gave.

    Raises:
        EditError: where the ledger could not be read with them, or would have one of them twice: a line that is in it
            stays in it.
    """
    path = ledger_path(school)
    standing_ = standing(read_ledger(appended(lines, ()), path).entries)
    for item in items:
        if item.kind == "decision" and item.sha256 in standing_:
            raise EditError(
                _("This decision is in the ledger already: {what}.").format(what=item.name),
                _("Look whether it stands in the variant. Did the body decide twice on one day? Say so in its reason."),
                Place(path),
            )
    try:
        text = appended(lines, items)
    except ValidationError:
        raise _not_kept(path) from None
    if len(text.encode()) > MAX_BYTES or decode(text.encode(), path)[1] or read_ledger(text, path).flaws:
        raise _not_kept(path)
    desk.keep(path, text)


def _not_kept(path: str) -> EditError:
    return EditError(
        _("The ledger could not be read with this entry, and it would stay in it."),
        _("Write a line of ordinary signs, not too long: look at the names and at the reason."),
        Place(path),
    )


def last_decision(desk: Desk, path: str) -> Item:
    """The last decision in a variant as an item: as it is read from the file that was just changed."""
    return [*_in_variant(desk, path)][-1]


def join(desk: Desk, school: str, side: Side) -> tuple[Item, ...]:
    """Make one ledger of one to which two branches have added.

    Args:
        desk: the files.
        school: id of the school.
        side: which of the two stays as it is.

    Returns:
        What moved behind it.

    Raises:
        EditError: where that is not what is wrong with it, or where both branches froze another file by one name.
    """
    school_file(desk, school)
    ledger = _read(desk, school)
    forked = fork(ledger) if ledger is not None else None
    if forked is None:
        raise EditError(
            _("The ledger of {school} has no two branches that could be joined.").format(school=school),
            _("See what is wrong with it: schoolprotocol check --school {school}.").format(school=school),
            Place(ledger_path(school)),
        )
    other = lost(forked)
    if other:
        text = _("Both branches have “{what}”, and not the same file: neither goes from the ledger without a word.")
        remedy = _(
            "Undo the merge (git merge --abort). On the branch that gives way, put releases and proposals back to "
            "before it (git log shows it), give the document another version, and release or put it again."
        )
        raise EditError(text.format(what=other), remedy, Place(ledger_path(school)))
    text, moved = joined(forked, side)
    desk.keep(ledger_path(school), text)
    return moved


def withdraw(desk: Desk, school: str, number: int, reason: str) -> Item:
    """Say that a decision was written down wrongly; its entry stays.

    Raises:
        EditError: where no decision has that number, or where it still stands in the source, in a release or in a
            proposal.
    """
    lines, ledger = opened(desk, school), _read(desk, school)
    if not (reason.strip() and reason.isprintable() and len(reason) <= LONGEST):
        text = _("Give a reason of one line, of {longest} characters at most.")
        raise EditError(text.format(longest=LONGEST), _("It stays in the ledger for good."))
    item = withdrawn(ledger, number, reason) if ledger is not None else None
    if item is None:
        text = _("Entry {number} of the ledger is no decision that can be withdrawn.").format(number=number)
        raise EditError(text, _("See the entries: schoolprotocol ledger {school}.").format(school=school))
    if any(one.sha256 == item.sha256 for one in _decided(desk, school)):
        text = _("The decision of entry {number} still stands in the source.").format(number=number)
        raise EditError(text, _("Change it there first; then withdraw what stood there."))
    frozen = _frozen_with(desk, school, item)
    if frozen is not None:
        text = _("The decision of entry {number} stands in {file}: what was frozen keeps it, and so does the ledger.")
        remedy = _(
            "Write the right one in the variant, and enter it: schoolprotocol ledger {school} --add. A version that "
            "was released needs a new version."
        )
        raise EditError(text.format(number=number, file=frozen), remedy.format(school=school), Place(frozen))
    enter(desk, school, lines, item)
    return item


def _frozen_with(desk: Desk, school: str, item: Item) -> str | None:
    """The first release or proposal that holds a decision; None where none does."""
    reader, folder = Reader(desk.tree), f"{SCHOOLS}/{school}"
    texts: tuple[Release | Proposal, ...] = (
        *load_releases(reader, f"{folder}/releases", school).value,
        *load_proposals(reader, f"{folder}/proposals", school).value,
    )
    for text in texts:
        if item.sha256 in {of_decision(text.protocol, one).sha256 for one in text.policy.decisions}:
            return text.file
    return None


def keep_seal(desk: Desk, school: str, name: str, content: bytes) -> None:
    """Keep a signature or a timestamp of a ledger in its folder.

    Raises:
        EditError: where there is one of that name.
    """
    school_file(desk, school)
    desk.freeze(f"{SCHOOLS}/{school}/releases/{name}", content)


def _read(desk: Desk, school: str) -> Ledger | None:
    path = ledger_path(school)
    raw = desk.read(path)
    if raw is None:
        return None
    text, found = decode(raw, path)
    if found:
        raise refuse(found[0])
    return read_ledger(text, path)


def _require_whole(ledger: Ledger, school: str) -> None:
    if ledger.flaws:
        raise EditError(
            _("The ledger is not whole, and nothing can be added to it."),
            _("See what is wrong with it: schoolprotocol check --school {school}.").format(school=school),
            Place(ledger.file, ledger.flaws[0].line),
        )


def _decided(desk: Desk, school: str) -> Iterator[Item]:
    """The decisions that stand in the school's variants."""
    folder = f"{SCHOOLS}/{school}"
    for path in desk.in_folder(folder):
        if not path.endswith("/school.yaml"):
            yield from _in_variant(desk, path)


def _in_variant(desk: Desk, path: str) -> Iterator[Item]:
    protocol = path.rpartition("/")[2].removesuffix(".yaml")
    decisions: Data = desk.mapping(path).get("decisions") or []
    for decision in decisions if isinstance(decisions, list) else ():
        try:
            yield of_decision(protocol, Decision.model_validate(decision))
        except ValidationError:
            text = _("A decision that stands here has faults, and cannot be entered in the ledger.")
            raise EditError(text, _("Mend that first."), Place(path)) from None
