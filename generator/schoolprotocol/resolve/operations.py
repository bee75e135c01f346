"""The operations of one variant, in the order in which they are applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from gettext import gettext as _
from operator import itemgetter
from typing import Literal

from schoolprotocol.model.variant import Add, Move, Omit, Operation, Replace, Set
from schoolprotocol.places import Place


@dataclass(frozen=True, slots=True)
class Choice:
    """What a school, or the board on which it builds, decided about a clause that its document has."""

    operation: Literal["set", "replace", "add", "move"]
    school: str
    place: Place
    reason: str | None = None
    """Only of what deviates from the catalogue: a text of one's own, a clause of one's own."""


def with_choice(choices: tuple[Choice, ...], new: Choice) -> tuple[Choice, ...]:
    """The choices that hold once this one is made: a later wording takes the place of an earlier one."""
    instead = {"set", "replace"} if new.operation in {"set", "replace"} else {new.operation}
    return (*(choice for choice in choices if choice.operation not in instead), new)


def instead(replaced_by: Iterable[str]) -> str:
    """What to do about a clause that was dropped, in the language in use."""
    ids = ", ".join(replaced_by)
    return _("Use {replaced_by} or take it out.").format(replaced_by=ids) if ids else _("Take it out.")


def target(operation: Operation) -> str:
    """The id on which an operation works."""
    return str(getattr(operation, name(operation)))


def name(operation: Operation) -> str:
    """`set`, `replace`, `omit`, `add` or `move`."""
    return type(operation).__name__.lower()


def one_per_target(operations: Iterable[Operation]) -> tuple[list[Operation], list[tuple[Operation, Operation]]]:
    """One wording and one place per clause: only a move may go together with a set or a replace.

    Returns:
        The operations that hold, and (operation, the one with which it collides).
    """
    kept: list[Operation] = []
    collisions: list[tuple[Operation, Operation]] = []
    seen: dict[tuple[str, bool], Operation] = {}
    for operation in operations:
        id_, is_move = target(operation), isinstance(operation, Move)
        other = seen.get((id_, is_move))
        opposite = seen.get((id_, not is_move))
        if other is None and opposite is not None:
            wording = opposite if is_move else operation
            other = opposite if isinstance(wording, Omit | Add) else None
        if other is not None:
            collisions.append((operation, other))
            continue
        seen[id_, is_move] = operation
        kept.append(operation)
    return kept, collisions


def in_order(operations: Iterable[Operation]) -> list[Operation]:
    """First what is added, then what is moved, omitted and worded.

    The order in the file does not matter to what an operation may name; it does to two clauses put in one place.
    """
    given = list(operations)
    adds = {o.add: (n, o) for n, o in enumerate(given) if isinstance(o, Add)}
    # One that stands beside another added clause comes after it; a circle of them is reported when it is applied.
    beside: dict[str, list[tuple[int, Add]]] = defaultdict(list)
    ready: list[tuple[int, Add]] = []
    for n, o in adds.values():
        anchor = o.after or o.before or ""
        (beside[anchor] if anchor in adds and anchor != o.add else ready).append((n, o))
    ordered: list[Operation] = []
    while ready:
        ordered += [o for _n, o in ready]
        ready = sorted((one for _n, o in ready for one in beside.pop(o.add, ())), key=itemgetter(0))
    ordered += [o for _n, o in sorted((one for left in beside.values() for one in left), key=itemgetter(0))]
    for kind in (Move, Omit, Replace, Set):
        ordered += [o for o in given if isinstance(o, kind)]
    return ordered
