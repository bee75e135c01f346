"""Reads the files of a source one by one; each gives what could be read of it, and what is wrong with the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import partial
from gettext import gettext as _
from typing import Any, TypeVar

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.disk import is_passed_over
from schoolprotocol.errors import why
from schoolprotocol.machine import LONGEST_NAME, is_portable, is_reserved, same_name
from schoolprotocol.model.base import NAME
from schoolprotocol.places import Place, Sequence, place_of
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.copies import misnamed
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.neighbours import Neighbour
from schoolprotocol.source.tree import SourceTree, digest_of, join
from schoolprotocol.source.validate import validate
from schoolprotocol.source.yaml import compose_again, decode, printable
from schoolprotocol.suggest import did_you_mean

T = TypeVar("T")
Pick = Callable[[Any], Any]
"""Chooses the model for an item of a list."""

MAX_ID = 60


class Reader:
    """Reads the files of one tree, each only where it is not known with this content."""

    def __init__(
        self,
        tree: SourceTree,
        cache: Cache | None = None,
        *,
        with_frozen: bool = True,
        neighbour: Callable[[str], Neighbour | None] = lambda _school: None,
    ) -> None:
        """Make ready to read.

        Args:
            tree: the files.
            cache: what is known of files.
            with_frozen: whether releases and proposals are read too.
            neighbour: a school as others know it, where that is known without reading it.
        """
        self.tree = tree
        self.cache = cache if cache is not None else Cache()
        self.with_frozen = with_frozen
        self.neighbour = neighbour

    def __reduce__(self) -> tuple[Callable[..., Reader], tuple[SourceTree, Cache]]:
        """Another process reads for itself what is known here of neighbours, as it does what the cache holds."""
        return partial(Reader, with_frozen=self.with_frozen), (self.tree, self.cache)

    # -- files --------------------------------------------------------------------------------------------------------

    def content(self, what: object, path: str, make: Callable[[bytes], Loaded[T | None]]) -> Loaded[T | None]:
        """What is made of the bytes of a file.

        Args:
            what: stands for what is made.
            path: the file.
            make: makes it, of the first million bytes and one more, and of nothing else.
        """
        name = printable(path)
        try:
            kind = self.tree.kind(path)
            if kind not in {"file", None}:
                return Loaded(None, (self.unknown(path, ()),))
            data = self.tree.read(path)
        except OSError as error:
            missing = name if isinstance(error, FileNotFoundError) else f"{name} ({why(error)})"
            return Loaded(None, (Diagnostic(Kind.NOT_FOUND, Place(name), {"what": missing}),))
        return self.cache.get((what, path), len(data), lambda: make(data), digest_of(data))

    def object(self, path: str, type_: type[T]) -> Loaded[T | None]:
        """The one object in a YAML file."""

        def make(raw: bytes) -> Loaded[T | None]:
            found: list[Diagnostic] = []
            data = _data(raw, path, _("the keys {keys}.").format(keys=_required(type_))).into(found)
            return Loaded(None, tuple(found)) if data is None else _valid(type_, data, Place(printable(path), 1))

        return self.content(type_, path, make)

    def items(self, path: str, pick: Pick) -> Loaded[tuple[Any, ...]]:
        """The sound items of a YAML file that holds a list."""
        found: list[Diagnostic] = []
        items = self.content(pick, path, lambda raw: _items(raw, path, pick)).into(found)
        return Loaded(items or (), tuple(found))

    # -- folders ------------------------------------------------------------------------------------------------------

    def expect(
        self, folder: str, files: Collection[str], folders: Collection[str], pattern: str = ""
    ) -> list[Diagnostic]:
        """What lies in a folder and has no place there: a mistyped name must not be dropped in silence."""
        found, taken = [], dict[str, str]()
        for name in self.visible(folder):
            twin = taken.setdefault(same_name(name), name)
            kind = self.tree.kind(join(folder, name))
            expected = folders if kind == "folder" else files
            fits = name in expected or (kind == "file" and pattern and re.fullmatch(pattern, name))
            if kind == "link" or not fits:
                found.append(self.unknown(join(folder, name), expected))
            elif is_reserved(name):
                found.append(reserved(join(folder, name)))
            elif twin != name:
                detail = _("on some it would be the same as “{other}”, which lies beside it").format(
                    other=printable(twin)
                )
                found.append(_unfit(join(folder, name), detail))
            elif not is_portable(name):
                told = _("it has a sign that no name may have, spaces around it, or more than {limit} characters")
                found.append(_unfit(join(folder, name), told.format(limit=LONGEST_NAME)))
        return found

    def visible(self, folder: str) -> list[str]:
        """What lies in a folder; what is hidden, or left by a machine or an editor beside a file, is read by nobody."""
        names = self.tree.names(folder)
        return [n for n in names if not (is_passed_over(n) or (n.endswith("~") and "." in n and n[:-1] in names))]

    def unknown(self, path: str, expected: Iterable[str]) -> Diagnostic:
        """A file or folder that has no place where it lies."""
        linked = _(" It is a link: put what it leads to in its place.")
        name = path.rpartition("/")[2]
        hint = linked if self.tree.kind(path) == "link" else misnamed(name) or did_you_mean(name, expected)
        return Diagnostic(Kind.UNKNOWN_FILE, Place(printable(path)), {"name": printable(path), "hint": hint})

    def folders(self, parent: str) -> Loaded[tuple[str, ...]]:
        """The names of the folders in a folder that holds nothing else."""
        names = [name for name in self.visible(parent) if name != "README.md"]
        real = tuple(name for name in names if self.tree.kind(join(parent, name)) == "folder")
        return Loaded(real, tuple(self.unknown(join(parent, name), ()) for name in names if name not in real))


def reserved(path: str) -> Diagnostic:
    """A file or folder whose name not every machine can hold."""
    return Diagnostic(Kind.RESERVED_NAME, Place(printable(path)), {"name": path.rpartition("/")[2]})


def _unfit(path: str, detail: str) -> Diagnostic:
    """A file whose name is another one, or none, on another machine."""
    name = path.rpartition("/")[2]
    meant = re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")[-30:].lstrip("-.") or "logo.svg"
    values = {"name": printable(name), "detail": detail, "meant": meant}
    return Diagnostic(Kind.UNFIT_NAME, Place(printable(path)), values)


def add(known: dict[str, Any], key: str, value: Any, found: list[Diagnostic]) -> None:
    """Add an object to those that are known, unless its id is taken."""
    if key in known:
        found.append(Diagnostic(Kind.DUPLICATE_ID, value.at(), {"id": key, "other": str(known[key].at())}, target=key))
    else:
        known[key] = value


def is_id(name: str) -> bool:
    """Whether a folder's name can be an id."""
    return bool(re.fullmatch(NAME, name)) and len(name) <= MAX_ID


def _data(raw: bytes, path: str, help_: str) -> Loaded[Any]:
    """What a YAML file holds; None where that is nothing, or cannot be read. `help_` says what belongs in it."""
    name = printable(path)
    text, found = decode(raw, name)
    if found:
        return Loaded(None, tuple(found))
    data, _node, wrong = compose_again(text, name)
    found = [*wrong]
    if data is None and not found:
        found = [Diagnostic(Kind.EMPTY_FILE, Place(name), {"help": help_})]
    return Loaded(data, tuple(found))


def _items(raw: bytes, path: str, pick: Pick) -> Loaded[tuple[Any, ...]]:
    name, found = printable(path), list[Diagnostic]()
    help_ = _("a list, in which each item has the keys {keys}.").format(keys=_required(pick({})))
    data = _data(raw, path, help_).into(found)
    if data is not None and not isinstance(data, Sequence):
        place = getattr(data, "place", Place(name, 1))
        values = {
            "key": name,
            "value": "…",
            "detail": _("write a list here: a hyphen and a space before each item"),
            "help": "- id: …",
        }
        found.append(Diagnostic(Kind.BAD_VALUE, place, values))
    items = []
    for index, item in enumerate(data if isinstance(data, Sequence) else ()):
        value = _valid(pick(item), item, place_of(data, (index,)) or Place(name)).into(found)
        if value is not None:
            items.append(value)
    return Loaded(tuple(items), tuple(found))


def _valid(type_: type[T], data: Any, place: Place) -> Loaded[T | None]:
    """Data as a model; None where it does not fit."""
    value, found = validate(type_, data, place)
    return Loaded(value, tuple(found))


def _required(type_: Any) -> str:
    """The keys that a model cannot do without."""
    return ", ".join(name for name, field in type_.model_fields.items() if field.is_required())
