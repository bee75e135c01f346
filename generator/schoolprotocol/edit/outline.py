"""Changes outlines: where clauses and sections stand, and the headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from typing import cast

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.edit.find import Object, list_at, objects, protocol_file, texts, variant_file
from schoolprotocol.edit.values import with_key
from schoolprotocol.errors import EditError
from schoolprotocol.model.outline import GROUP_FORMS, GroupForm, Section
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data
from schoolprotocol.suggest import did_you_mean

_KEYS = tuple(Section.model_fields)
_EXCERPT_LISTS = ("intro", "half", "closing")
"""What an excerpt has besides groups."""


class Outlined:
    """An outline on the desk: that of the protocol, or a school's own."""

    def __init__(self, desk: Desk, protocol: str, school: str | None = None) -> None:
        """Find it.

        Raises:
            EditError: where the school has no outline of its own.
        """
        self._desk = desk
        self.path = variant_file(desk, school, protocol) if school else protocol_file(desk, protocol)
        self._holder = desk.mapping(self.path)
        if not isinstance(self._holder.get("outline"), dict):
            raise EditError(
                _("There is no outline of its own here."), _("Use the operation move instead."), Place(self.path)
            )
        self.outline = cast("Object", self._holder["outline"])

    def save(self) -> None:
        """Put it back on the desk."""
        self._desk.put(self.path, self._holder)

    # -- sections -----------------------------------------------------------------------------------------------------

    def section(self, id_: str) -> tuple[list[Data], Object]:
        """A section, and the list in which it stands."""
        for holder, section in sections(self.outline):
            if section.get("id") == id_:
                return holder, section
        known = [str(section.get("id")) for _holder, section in sections(self.outline)]
        raise refuse(Diagnostic(Kind.UNKNOWN_SECTION, Place(self.path), {"id": id_, "hint": did_you_mean(id_, known)}))

    def put_section(self, section: Object, *, after: str | None, before: str | None, into: str | None) -> None:
        """Give a section that is not in the outline its place."""
        anchor = _one(self.path, str(section.get("id")), after, before, into)
        if into is not None:
            _holder, parent = self.section(anchor)
            if not isinstance(parent.get("sections"), list):
                with_key(parent, "sections", [], _KEYS)
            list_at(parent, "sections").append(section)
            return
        holder, sibling = self.section(anchor)
        holder.insert(_at(holder, sibling) + (after is not None), section)

    def take_section(self, id_: str) -> Object:
        """Take a section out."""
        holder, section = self.section(id_)
        del holder[_at(holder, section)]
        self._drop_empty()
        return section

    def _drop_empty(self) -> None:
        for _holder, section in sections(self.outline):
            for key in ("sections", "body"):
                if section.get(key) == []:
                    del section[key]

    # -- clauses ------------------------------------------------------------------------------------------------------

    def has(self, clause: str) -> bool:
        """Whether a clause has a place in it."""
        return any(clause in ids for ids in lists(self.outline))

    def take(self, clause: str) -> None:
        """Take a clause out, and a group or column in which nothing is left."""
        for _holder, section in sections(self.outline):
            without(section, clause)
        self._drop_empty()

    def put(
        self,
        clause: str,
        *,
        after: str | None = None,
        before: str | None = None,
        section: str | None = None,
        form: GroupForm = "numbered",
    ) -> None:
        """Give a clause that is not in the outline its place."""
        anchor = _one(self.path, clause, after, before, section)
        if section is not None:
            self._put_last(self.section(anchor)[1], clause, form)
            return
        for ids in lists(self.outline):
            if anchor in ids:
                ids.insert(ids.index(anchor) + (after is not None), clause)
                return
        known = [str(id_) for ids in lists(self.outline) for id_ in ids]
        values = {"id": anchor, "hint": did_you_mean(anchor, known)}
        raise refuse(Diagnostic(Kind.UNKNOWN_CLAUSE, Place(self.path), values))

    @staticmethod
    def _put_last(section: Object, clause: str, form: GroupForm) -> None:
        groups = objects(section.get("body"))
        if groups and isinstance(groups[-1].get(form), list):
            list_at(groups[-1], form).append(clause)
            return
        if not isinstance(section.get("body"), list):
            with_key(section, "body", [], _KEYS)
        list_at(section, "body").append({form: [clause]})


def sections(holder: Object) -> Iterator[tuple[list[Data], Object]]:
    """Every section of an outline, in reading order, with the list in which it stands."""
    found = holder.get("sections")
    if isinstance(found, list):
        for section in objects(found):
            yield found, section
            yield from sections(section)


def lists(outline: Object) -> Iterator[list[Data]]:
    """Every list of clause ids in an outline."""
    for _holder, section in sections(outline):
        yield from group_lists(section)


def group_lists(holder: Object) -> Iterator[list[Data]]:
    """Every list of clause ids in the groups of a section or excerpt."""
    for group in objects(holder.get("body")):
        for form in GROUP_FORMS:
            if form != "columns" and isinstance(group.get(form), list):
                yield list_at(group, form)
        for column in objects(group.get("columns")):
            if isinstance(column.get("clauses"), list):
                yield list_at(column, "clauses")
    for name in _EXCERPT_LISTS:
        if isinstance(holder.get(name), list):
            yield list_at(holder, name)


def without(holder: Object, clause: str) -> None:
    """Take a clause out of the groups of a section or excerpt; what is empty then goes too."""
    for ids in group_lists(holder):
        if clause in ids:
            ids.remove(clause)
    for name in [name for name in _EXCERPT_LISTS if holder.get(name) == []]:
        del holder[name]
    body = holder.get("body")
    if not isinstance(body, list):
        return
    for group in objects(body):
        if isinstance(group.get("columns"), list):
            group["columns"] = [one for one in list_at(group, "columns") if not _is_empty(one, ("clauses",))]
    body[:] = [group for group in body if not _is_empty(group, GROUP_FORMS)]


def _is_empty(group: Data, forms: Sequence[str]) -> bool:
    return isinstance(group, dict) and any(group.get(form) == [] for form in forms)


def clauses_in(section: Object) -> list[str]:
    """The clauses in a section and below it."""
    own = [id_ for ids in group_lists(section) for id_ in texts(ids)]
    return own + [id_ for _holder, inner in sections(section) for ids in group_lists(inner) for id_ in texts(ids)]


def _at(holder: list[Data], section: Object) -> int:
    return next(index for index, one in enumerate(holder) if one is section)


def _one(path: str, id_: str, *places: str | None) -> str:
    given = [place for place in places if place is not None]
    if len(given) != 1 or given[0] == id_:
        text = _("“{id}” needs exactly one place: after, before or in something else.")
        raise EditError(text.format(id=id_), _("Name the clause or section next to which it comes."), Place(path))
    return given[0]


# -- what may be asked ------------------------------------------------------------------------------------------------


def _edited(change: Callable[[Outlined], None], desk: Desk, protocol: str, school: str | None) -> None:
    outlined = Outlined(desk, protocol, school)
    change(outlined)
    outlined.save()


def place_clause(
    desk: Desk,
    protocol: str,
    clause: str,
    *,
    school: str | None = None,
    after: str | None = None,
    before: str | None = None,
    section: str | None = None,
    form: GroupForm = "numbered",
) -> None:
    """Put a clause in an outline, or in another place of it."""

    def change(outlined: Outlined) -> None:
        outlined.put(_MARK, after=after, before=before, section=section, form=form)  # first: an anchor must not go
        if clause not in (after, before):
            outlined.take(clause)
        for ids in lists(outlined.outline):
            ids[:] = [clause if id_ == _MARK else id_ for id_ in ids]

    _one(protocol_file(desk, protocol), clause, after, before, section)
    _edited(change, desk, protocol, school)


_MARK = "\0"


def take_clause(desk: Desk, protocol: str, clause: str, *, school: str | None = None) -> None:
    """Take a clause out of an outline."""

    def change(outlined: Outlined) -> None:
        if not outlined.has(clause):
            values = {"id": clause, "hint": ""}
            raise refuse(Diagnostic(Kind.UNKNOWN_CLAUSE, Place(outlined.path), values))
        outlined.take(clause)

    _edited(change, desk, protocol, school)


def add_section(
    desk: Desk,
    protocol: str,
    section: Object,
    *,
    school: str | None = None,
    after: str | None = None,
    before: str | None = None,
    into: str | None = None,
) -> None:
    """A new section."""

    def change(outlined: Outlined) -> None:
        if any(one.get("id") == section["id"] for _holder, one in sections(outlined.outline)):
            raise refuse(Diagnostic(Kind.DUPLICATE_SECTION, Place(outlined.path), {"id": str(section["id"])}))
        outlined.put_section(section, after=after, before=before, into=into)

    _edited(change, desk, protocol, school)


def move_section(
    desk: Desk,
    protocol: str,
    section: str,
    *,
    school: str | None = None,
    after: str | None = None,
    before: str | None = None,
    into: str | None = None,
) -> None:
    """Another place for a section, with all that is in it."""

    def change(outlined: Outlined) -> None:
        _holder, whole = outlined.section(section)
        anchor = _one(outlined.path, section, after, before, into)
        if any(one.get("id") == anchor for _inner, one in sections(whole)):
            text = _("Section “{id}” cannot move into itself.")
            raise EditError(text.format(id=section), _("Choose another place."), Place(outlined.path))
        outlined.section(anchor)
        taken = outlined.take_section(section)
        outlined.put_section(taken, after=after, before=before, into=into)

    _edited(change, desk, protocol, school)


def take_section(desk: Desk, protocol: str, section: str, *, school: str | None = None) -> None:
    """Take a section out in which no clause is left."""

    def change(outlined: Outlined) -> None:
        inside = clauses_in(outlined.section(section)[1])
        if inside:
            text = _("Section “{id}” still holds clauses: {clauses}.")
            told = text.format(id=section, clauses=", ".join(inside))
            raise EditError(told, _("Give these another place first."), Place(outlined.path))
        outlined.take_section(section)

    _edited(change, desk, protocol, school)


def set_heading(desk: Desk, protocol: str, section: str, heading: str | None, *, school: str | None = None) -> None:
    """Another heading for a section; None leaves it without."""

    def change(outlined: Outlined) -> None:
        _holder, found = outlined.section(section)
        if heading is None:
            found.pop("heading", None)
        else:
            with_key(found, "heading", heading, _KEYS)

    _edited(change, desk, protocol, school)
