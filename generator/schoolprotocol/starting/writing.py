"""What somebody typed of a clause, at the level that he chose: as a change that `edit` makes."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from schoolprotocol.documents.wordings import ALTERNATIVE, BASE, OWN, Wording, Wordings
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import UsageError

Key = tuple[str, str]


def write(edit: Edit, key: Key, known: Wordings, level: str, typed: Wording, *, keep_own: bool = False) -> None:
    """Write what was typed at a level, and let the document have it. What was not changed is not touched.

    Args:
        edit: the changes so far.
        key: (school id, protocol id) of the document in which somebody typed.
        known: the clause as it is.
        level: where the text goes: `basis`, `alternatief:` with a name, or `eigen:` with a board or school of the
            document.
        typed: all of what it is to say.
        keep_own: whether somebody saw that schools with a text of their own for this clause keep it.

    Raises:
        UsageError: where the document cannot have a text of that level.
        EditError: where it does not fit.
    """
    if level.startswith(OWN):
        with_own_texts = _own(edit, key, known, level.removeprefix(OWN), typed)
    elif known.root != BASE:
        raise UsageError(_("This clause has no text for everybody: it belongs to who added it."))
    elif level == BASE or level.startswith(ALTERNATIVE):
        with_own_texts = _shared(edit, key, known, level, typed)
    else:
        raise UsageError(_("Say for whom the text is: for everybody, as an alternative, or for this school."))
    if keep_own:
        with edit.own_texts_kept(key[1]):
            with_own_texts()
    else:
        with_own_texts()


def amend(edit: Edit, key: Key, known: Wordings, typed: Wording) -> None:
    """Write what was typed where the document's text stands now. Quick: nothing else of the source is looked at.

    Raises:
        EditError: where it does not fit.
    """
    if known.level.startswith(OWN):
        _amend_own(edit, (known.level.removeprefix(OWN), key[1]), known, typed)
    else:
        _amend_shared(edit, key[1], known, known.level, typed)


def _shared(edit: Edit, key: Key, known: Wordings, level: str, typed: Wording) -> Callable[[], None]:
    school, protocol = key
    alternative = level.removeprefix(ALTERNATIVE)

    def change() -> None:
        _amend_shared(edit, protocol, known, level, typed)
        if level == known.level or not known.is_placed:
            return
        if level != BASE:
            edit.choose(school, protocol, known.clause, alternative)
        elif known.chosen_by == school:
            is_replaced = known.level.startswith(OWN)
            edit.remove_operation(school, protocol, known.clause, "replace" if is_replaced else "set")
        else:
            text = _("{school} chose another text of this clause: this document does not get the base text.")
            raise UsageError(text.format(school=known.chosen_by))

    return change


def _amend_shared(edit: Edit, protocol: str, known: Wordings, level: str, typed: Wording) -> None:
    """The base text or an alternative, with what all levels of the catalogue share: title, notes and laws."""
    now = known.at.get(level, Wording())
    shared = known.at[BASE]
    clause, alternative = known.clause, level.removeprefix(ALTERNATIVE) if level != BASE else None
    if typed.text != now.text or level not in known.at:
        if alternative is None:
            edit.set_text(protocol, clause, typed.text)
        else:
            edit.set_alternative(protocol, clause, alternative, typed.text)
    if typed.kort != now.kort:
        edit.set_kort(protocol, clause, typed.kort or None, alternative=alternative)
    if typed.audience != (now.audience or shared.audience):
        edit.set_clause(protocol, clause, alternative=alternative, audience=typed.audience)
    if typed.title != shared.title:
        edit.set_clause(protocol, clause, title=typed.title)
    if typed.references != shared.references:
        edit.set_clause(protocol, clause, references=typed.references or None)
    for name in {**shared.notes, **typed.notes}:
        if typed.notes.get(name) != shared.notes.get(name):
            edit.set_note(protocol, clause, name, typed.notes.get(name))


def _own(edit: Edit, key: Key, known: Wordings, owner: str, typed: Wording) -> Callable[[], None]:
    if owner not in known.layers:
        raise UsageError(_("This document is not made of texts of {school}.").format(school=owner))
    if known.root == f"{OWN}{owner}":
        return lambda: _amend_own(edit, (owner, key[1]), known, typed)
    base = known.at[known.root]
    if (typed.title, typed.references) != (base.title, base.references):
        text = _("The title and the laws of a clause are the same for everybody: change these with the base text.")
        raise UsageError(text)
    if not typed.reason.strip():
        raise UsageError(_("Say why this school deviates: the council reads it."))
    level = f"{OWN}{owner}"
    if known.level.startswith(OWN) and known.layers.index(known.level.removeprefix(OWN)) > known.layers.index(owner):
        text = _("{school} has a text of its own, which stays in the place of this one.")
        raise UsageError(text.format(school=known.level.removeprefix(OWN)))

    def change() -> None:
        if known.at.get(level) == typed and known.level == level:
            return
        audience = typed.audience if typed.audience != base.audience else None
        edit.replace(
            owner,
            key[1],
            known.clause,
            typed.text,
            typed.reason,
            dict(typed.notes),
            audience=audience,
            kort=typed.kort or None,
        )

    return change


def _amend_own(edit: Edit, key: Key, known: Wordings, typed: Wording) -> None:
    """The text with which a board or school replaces a clause, or that of a clause that it added."""
    level, clause = f"{OWN}{key[0]}", known.clause
    now, is_root = known.at[level], known.root == level
    if typed.text != now.text:
        edit.set_own_text(*key, clause, typed.text)
    if typed.kort != now.kort:
        edit.set_own_kort(*key, clause, typed.kort or None)
    for name in {**now.notes, **typed.notes}:
        if typed.notes.get(name) != now.notes.get(name):
            edit.set_own_note(*key, clause, name, typed.notes.get(name))
    if typed.audience != now.audience:
        edit.set_own(*key, clause, audience=typed.audience)
    if typed.reason != now.reason:
        edit.set_own(*key, clause, reason=typed.reason)
    if is_root and typed.title != now.title:
        edit.set_own(*key, clause, title=typed.title)
    if is_root and typed.references != now.references:
        edit.set_own(*key, clause, references=typed.references or None)
