"""The operations of a school that gets an outline of its own, of a document that came in."""

from __future__ import annotations

from collections.abc import Collection

from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.edit import Edit
from schoolprotocol.edit.find import Object, objects
from schoolprotocol.model.outline import Excerpt


def put_operations(edit: Edit, file: str, placed: Collection[str], excerpt: Excerpt | None) -> None:
    """Take out what the outline says by itself, and what is about clauses that are in it again, or no more.

    Args:
        edit: the changes; the outline is written.
        file: of the school.
        placed: clauses that the outline has.
        excerpt: which clauses the schoolgids has besides.
    """
    known = {*placed, *(excerpt.clause_ids() if excerpt is not None else ())}
    written = objects(Desk(edit.overlay()).mapping(file).get("operations"))
    left = [_without_place(one) for one in written if _is_needed(one, placed, known)]
    if left == written:
        return
    if left:
        edit.set(file, ["operations"], left)
    else:
        edit.remove(file, ["operations"])


def _is_needed(operation: Object, placed: Collection[str], known: Collection[str]) -> bool:
    if "omit" in operation:
        return operation["omit"] not in placed
    if "set" in operation:  # the heading of a section stands in the outline
        return operation["set"] in known
    return "move" not in operation and (operation.get("add") or operation.get("replace")) in known


def _without_place(operation: Object) -> Object:
    """What is added stands where the outline has it."""
    return {key: value for key, value in operation.items() if "add" not in operation or key not in {"after", "before"}}
