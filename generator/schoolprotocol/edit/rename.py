"""Renames an id in every file that names it: keys, lists, operations, and the texts that call it.

What is frozen keeps the old id; a clause keeps it under `was`, so that versions can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.edit.drafts import fresh_digests, renew_digests
from schoolprotocol.edit.find import (
    PARAMETERS,
    PROTOCOLS,
    PUBLISHING,
    REFERENCES,
    SCHOOLS,
    Object,
    change_files,
    clause_files,
    clause_ids,
    expect_new_clause,
    find_clause,
    objects,
    protocol_file,
    school_file,
    shared_names,
    variant_files,
)
from schoolprotocol.edit.find import texts as texts_in
from schoolprotocol.edit.outline import sections
from schoolprotocol.edit.values import with_key
from schoolprotocol.errors import EditError
from schoolprotocol.model.base import NAME
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.protocol import RESERVED
from schoolprotocol.model.variant import Add
from schoolprotocol.places import Place
from schoolprotocol.policy.elsewhere import MARK
from schoolprotocol.source.reader import MAX_ID, is_id
from schoolprotocol.source.styles import Data
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.text.template import PLACEHOLDER

Named = Callable[[tuple[str, ...]], bool]
"""Whether the text at this path of keys is an id of the kind that is renamed; items of lists have their list's path."""
Texts = Callable[[str], str]
"""What becomes of any text."""


def _same(text: str) -> str:
    return text


def renamed(data: Data, old: str, new: str, named: Named, texts: Texts = _same, path: tuple[str, ...] = ()) -> Data:
    """Data with another id, wherever `named` says that one stands; and with other texts."""
    if isinstance(data, dict):
        return {
            (new if key == old and named((*path, "[key]")) else key): renamed(
                value, old, new, named, texts, (*path, key)
            )
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [renamed(item, old, new, named, texts, path) for item in data]
    if data == old and named(path):
        return new
    return texts(data) if isinstance(data, str) else data


def _ends(*keys: str) -> Named:
    return lambda path: bool(path) and path[-1] in keys


def _expect_id(pattern: str, new: str, old: str, place: str, longest: int = MAX_ID) -> None:
    if new == old or not re.fullmatch(pattern, new) or len(new) > longest:
        text = _("“{old}” cannot become “{new}”.")
        remedy = _("Use lower-case letters, digits and hyphens, and another name than it has.")
        raise EditError(text.format(old=old, new=new), remedy, Place(place))


def _files(desk: Desk, protocol: str) -> list[str]:
    return [
        protocol_file(desk, protocol),
        *clause_files(desk, protocol),
        *change_files(desk, protocol),
        *variant_files(desk, protocol),
    ]


def _everywhere(desk: Desk, files: Sequence[str], change: Callable[[Data], Data]) -> None:
    for path in files:
        data = desk.data(path)
        changed = change(data)
        if changed != data or list(_keys(changed)) != list(_keys(data)):
            desk.put(path, changed)


def _keys(data: Data) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _keys(value)
    elif isinstance(data, list):
        for item in data:
            yield from _keys(item)


# -- clauses ----------------------------------------------------------------------------------------------------------

_CLAUSE_KEYS = ("id", "add", "set", "replace", "omit", "move", "after", "before", "was", "replaced_by", "short")
_CLAUSE_LISTS = ("prose", "numbered", "bullets", "dos", "donts", "callout", "clauses", "intro", "half", "closing")


def rename_clause(desk: Desk, protocol: str, old: str, new: str) -> None:
    """Another id for a clause of the catalogue, or for one that a school added."""
    place = protocol_file(desk, protocol)
    _expect_id(rf"{NAME}\.{NAME}", new, old, place, 80)
    known = [id_ for id_, _path in clause_ids(desk, protocol)]
    if old not in known:
        raise refuse(Diagnostic(Kind.UNKNOWN_CLAUSE, Place(place), {"id": old, "hint": did_you_mean(old, known)}))
    expect_new_clause(desk, protocol, new)
    fresh = fresh_digests(desk, protocol)
    texts = _refers(old, new)

    def named(path: tuple[str, ...]) -> bool:
        is_first = path[:1] == ("first",) and path[-1] != "pictogram"
        is_clause = is_first or _ends(*_CLAUSE_KEYS, *_CLAUSE_LISTS)(path) or path[-2:] == ("suppress", "target")
        return is_clause and path[:1] not in {("front",), ("parameters",)}

    def change(data: Data) -> Data:
        data = renamed(data, old, new, named, texts)
        for item, key in _defined(data):
            if item.get(key) == new:
                was = [id_ for id_ in texts_in(item.get("was")) if id_ != new]
                with_key(item, "was", [*was, old], tuple((Clause if key == "id" else Add).model_fields))
        return data

    _everywhere(desk, _files(desk, protocol), change)
    renew_digests(desk, protocol, fresh, {old: new})
    _rename_elsewhere(desk, protocol, f"{protocol}{MARK}{old}", f"{protocol}{MARK}{new}")


def _refers(old: str, new: str) -> Texts:
    """Texts that refer to another clause."""
    reference = re.compile(rf"(\{{clause\}}`(?:[^`]*<)?\s*){re.escape(old)}(?=\s*>?`)")
    return lambda text: reference.sub(lambda match: match[1] + new, text)


def _rename_elsewhere(desk: Desk, protocol: str, old: str, new: str) -> None:
    """What texts of the other protocols call a clause of this one."""
    texts = _refers(old, new)

    def named(path: tuple[str, ...]) -> bool:
        return path[-2:] == ("suppress", "target")

    for other in _protocols(desk):
        if other != protocol and any(old in desk.text(path) for path in _files(desk, other)):
            fresh = fresh_digests(desk, other)
            _everywhere(desk, _files(desk, other), lambda data: renamed(data, old, new, named, texts))
            renew_digests(desk, other, fresh, {})


def _protocols(desk: Desk) -> list[str]:
    return [name for name in desk.names(PROTOCOLS) if desk.has(f"{PROTOCOLS}/{name}/protocol.yaml")]


def _defined(data: Data) -> Iterator[tuple[Object, str]]:
    """Every clause that a file defines."""
    if isinstance(data, list):
        yield from ((item, "id") for item in objects(data) if "id" in item)
    elif isinstance(data, dict):
        yield from ((item, "add") for item in objects(data.get("operations")) if "add" in item)


# -- sections ---------------------------------------------------------------------------------------------------------


def rename_section(desk: Desk, protocol: str, old: str, new: str) -> None:
    """Another id for a section, in every outline that has it."""
    place = protocol_file(desk, protocol)
    _expect_id(NAME, new, old, place)
    known: list[str] = []
    for path in [place, *variant_files(desk, protocol)]:
        outline = desk.mapping(path).get("outline")
        found = [str(one.get("id")) for _holder, one in sections(outline)] if isinstance(outline, dict) else []
        if new in found:
            raise refuse(Diagnostic(Kind.DUPLICATE_SECTION, Place(path), {"id": new}))
        known += found
    if old not in known:
        raise refuse(Diagnostic(Kind.UNKNOWN_SECTION, Place(place), {"id": old, "hint": did_you_mean(old, known)}))

    def named(path: tuple[str, ...]) -> bool:
        if path[:1] == ("outline",):
            return path[-2:] == ("sections", "id")
        return path in {("operations", "set"), ("sections",), ("suppress", "target")}

    files = [path for path in _files(desk, protocol) if "/clauses/" not in path]
    _everywhere(desk, files, lambda data: renamed(data, old, new, named))


# -- names that texts call --------------------------------------------------------------------------------------------


def _calls(old: str, new: str) -> Texts:
    """Texts in which a placeholder has another name."""

    def changed(match: re.Match[str]) -> str:
        start, end = match.span(1)
        return match[0][: start - match.start()] + new + match[0][end - match.start() :]

    return lambda text: PLACEHOLDER.sub(lambda match: changed(match) if match[1] == old else match[0], text)


def rename_parameter(desk: Desk, protocol: str, old: str, new: str) -> None:
    """Another name for a parameter."""
    shared = shared_names(desk)
    place = PARAMETERS if old in shared else protocol_file(desk, protocol)
    _expect_id(rf"{NAME}(?:\.{NAME})*", new, old, place, 80)
    touched = _protocols(desk) if old in shared else [protocol]
    known = [*shared, *(name for one in touched for name in _declared(desk, one))]
    if old not in known:
        values = {"name": old, "hint": did_you_mean(old, known)}
        raise refuse(Diagnostic(Kind.UNKNOWN_PARAMETER, Place(place), values))
    if new in known or new.split(".", maxsplit=1)[0] in RESERVED:
        raise EditError(_("The name “{name}” is taken.").format(name=new), _("Choose another name."), Place(place))

    def named(path: tuple[str, ...]) -> bool:
        return path in {("parameters", "[key]"), ("parameters",), ("suppress", "target")}

    texts = _calls(old, new)
    fresh = {one: fresh_digests(desk, one) for one in touched}
    files = [
        *([PARAMETERS, *_school_files(desk)] if old in shared else ()),
        *(f for p in touched for f in _files(desk, p)),
    ]
    _everywhere(desk, files, lambda data: renamed(data, old, new, named, texts))
    for one in touched:
        renew_digests(desk, one, fresh[one], {})


def _declared(desk: Desk, protocol: str) -> list[str]:
    declared = desk.mapping(protocol_file(desk, protocol)).get("parameters")
    return list(declared) if isinstance(declared, dict) else []


def _school_files(desk: Desk) -> list[str]:
    paths = [f"{SCHOOLS}/{school}/school.yaml" for school in desk.names(SCHOOLS) if "." not in school]
    return [path for path in paths if desk.has(path)]


def rename_reference(desk: Desk, old: str, new: str) -> None:
    """Another id for a law, a telephone number or another reference."""
    _expect_id(NAME, new, old, REFERENCES)
    known = [str(item.get("id")) for item in objects(desk.items(REFERENCES))]
    if old not in known:
        values = {"id": old, "hint": did_you_mean(old, known)}
        raise refuse(Diagnostic(Kind.UNKNOWN_REFERENCE, Place(REFERENCES), values))
    if new in known:
        raise refuse(Diagnostic(Kind.DUPLICATE_ID, Place(REFERENCES), {"id": new, "other": REFERENCES}))
    _everywhere(
        desk, [REFERENCES], lambda data: renamed(data, old, new, lambda path: path in {("id",), ("successor",)})
    )

    def named(path: tuple[str, ...]) -> bool:
        cites = {("consent", "reference"), ("duty",), ("duty", "reference"), ("references",)}
        is_cited = path in {*cites, ("operations", "references")}
        is_law = len(path) == 3 and path[0] == "parameters" and path[2] == "law"
        return is_cited or is_law or path == ("suppress", "target")

    if desk.has(PARAMETERS):
        _everywhere(desk, [PARAMETERS], lambda data: renamed(data, old, new, named))
    texts = _calls(f"bron.{old}", f"bron.{new}")
    for protocol in _protocols(desk):
        fresh = fresh_digests(desk, protocol)
        _everywhere(desk, _files(desk, protocol), lambda data: renamed(data, old, new, named, texts))
        renew_digests(desk, protocol, fresh, {})


def rename_note(desk: Desk, protocol: str, clause: str, old: str, new: str) -> None:
    """Another name for a note of a clause of the catalogue."""
    path, items, item = find_clause(desk, protocol, clause)
    _expect_id(NAME, new, old, path)
    notes = item.get("notes")
    known = list(notes) if isinstance(notes, dict) else []
    if old not in known:
        raise refuse(Diagnostic(Kind.UNKNOWN_NOTE, Place(path), {"id": old, "hint": did_you_mean(old, known)}))
    if new in known:
        raise refuse(Diagnostic(Kind.DUPLICATE_ID, Place(path), {"id": new, "other": path}))
    fresh = fresh_digests(desk, protocol)
    changed = renamed(
        item,
        old,
        new,
        lambda at: at == ("notes", "[key]"),
        lambda text: text.replace(f"[^{old}]", f"[^{new}]"),
    )
    items[next(index for index, one in enumerate(items) if one is item)] = changed
    desk.put(path, items)
    renew_digests(desk, protocol, fresh, {})


def rename_alternative(desk: Desk, protocol: str, clause: str, old: str, new: str) -> None:
    """Another name for an alternative, also where schools choose it."""
    path, items, item = find_clause(desk, protocol, clause)
    _expect_id(NAME, new, old, path)
    alternatives = item.get("alternatives")
    known = list(alternatives) if isinstance(alternatives, dict) else []
    if old not in known:
        values = {"id": clause, "name": old, "hint": did_you_mean(old, known), "choices": ", ".join(known) or "—"}
        raise refuse(Diagnostic(Kind.UNKNOWN_ALTERNATIVE, Place(path), values))
    if new in known:
        raise refuse(Diagnostic(Kind.DUPLICATE_ID, Place(path), {"id": new, "other": path}))
    items[next(index for index, one in enumerate(items) if one is item)] = renamed(
        item, old, new, lambda at: at == ("alternatives", "[key]")
    )
    desk.put(path, items)
    for file in variant_files(desk, protocol):
        variant = desk.mapping(file)
        for one in objects(variant.get("operations")):
            if one.get("set") == clause and one.get("alternative") == old:
                one["alternative"] = new
        desk.put(file, variant)


# -- schools ----------------------------------------------------------------------------------------------------------


def rename_school(desk: Desk, old: str, new: str) -> None:
    """Another id for a school: its folder, and who builds on it or publishes it.

    Raises:
        EditError: where it has frozen versions: these carry its id, and never change.
    """
    school_file(desk, old)
    folder, to = f"{SCHOOLS}/{old}", f"{SCHOOLS}/{new}"
    if not is_id(new) or new in {"base", old}:
        raise refuse(Diagnostic(Kind.BAD_SCHOOL_ID, Place(folder), {"name": new}))
    if new in desk.names(SCHOOLS):
        raise refuse(Diagnostic(Kind.DUPLICATE_ID, Place(folder), {"id": new, "other": to}))
    frozen = [name for kind in ("releases", "proposals") for name in desk.names(f"{folder}/{kind}")]
    if frozen:
        text = _("“{id}” has frozen versions, and these carry its id.")
        raise EditError(text.format(id=old), _("Keep the id; its names can change in school.yaml."), Place(folder))
    for name in desk.names(folder, hidden=True):
        if name not in {"releases", "proposals"}:
            desk.move(f"{folder}/{name}", f"{to}/{name}")
    for protocol in _protocols(desk):
        _everywhere(
            desk, variant_files(desk, protocol), lambda data: renamed(data, old, new, lambda path: path == ("extends",))
        )
        _everywhere(
            desk, change_files(desk, protocol), lambda data: renamed(data, old, new, lambda path: path == ("schools",))
        )
    if desk.has(PUBLISHING):
        _everywhere(desk, [PUBLISHING], lambda data: renamed(data, old, new, lambda path: path == ("schools",)))
