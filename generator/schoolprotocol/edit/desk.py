"""The files of a source while they are changed: read when they are asked for, changed in memory, judged at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from gettext import gettext as _
from types import MappingProxyType

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.disk import is_passed_over
from schoolprotocol.edit.models import faults
from schoolprotocol.errors import EditError, why
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data
from schoolprotocol.source.tree import MAX_BYTES, SOURCE, SourceTree, digest_of, join
from schoolprotocol.source.write import rewrite
from schoolprotocol.source.yaml import parse_yaml

_FROZEN = re.compile(rf"{SOURCE}/schools/[^/]+/(releases|proposals)/.+")


def refuse(diagnostic: Diagnostic) -> EditError:
    """A change that would bring this fault."""
    return EditError(diagnostic.message(), diagnostic.remedy(), diagnostic.place)


class Desk:
    """What changes, over the files as they are."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._changed: dict[str, bytes | None] = {}
        self._seen: dict[str, str | None] = {}
        self._listed: dict[str, tuple[str, ...]] = {}

    @property
    def tree(self) -> SourceTree:
        """The files as they are."""
        return self._tree

    @property
    def changes(self) -> Mapping[str, bytes | None]:
        """What every changed file is to hold; None where it is removed.

        Beside what it held when it was looked at, and not beside what it holds by now: else somebody who wrote the very
        same just before us would make our change look like none, and nobody would tell us that we came too late.
        """
        return MappingProxyType({path: new for path, new in sorted(self._changed.items()) if self._is_other(path, new)})

    def _is_other(self, path: str, new: bytes | None) -> bool:
        if path not in self._seen:
            self._bytes_below(path)
        return (None if new is None else digest_of(new)) != self._seen[path]

    @property
    def seen(self) -> Mapping[str, str | None]:
        """The hash of every file that was looked at, as it is on the disk; None where there was none."""
        return MappingProxyType(self._seen)

    @property
    def listed(self) -> Mapping[str, tuple[str, ...]]:
        """What lay in every folder that was looked into."""
        return MappingProxyType(self._listed)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """A change of several files is made whole: where it is refused, all are as they were before it."""
        before = dict(self._changed)
        try:
            yield
        except BaseException:
            self._changed = before
            raise

    # -- looking ------------------------------------------------------------------------------------------------------

    def names(self, folder: str, *, hidden: bool = False) -> tuple[str, ...]:
        """What lies in a folder; hidden files only where they are asked for."""
        if folder not in self._listed:
            self._listed[folder] = self._tree.names(folder)
        changed = {path.removeprefix(f"{folder}/").split("/")[0] for path in self._here(folder)}
        gone = {path.removeprefix(f"{folder}/") for path, new in self._changed.items() if new is None}
        there = sorted({*self._listed[folder], *changed} - gone)
        return tuple(name for name in there if hidden or not is_passed_over(name))

    def _here(self, folder: str) -> list[str]:
        return [path for path, new in self._changed.items() if new is not None and path.startswith(f"{folder}/")]

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return self.read(path) is not None

    def read(self, path: str) -> bytes | None:
        """What a file holds now; None where there is none."""
        if path in self._changed:
            return self._changed[path]
        return self._bytes_below(path)

    def _bytes_below(self, path: str) -> bytes | None:
        try:
            data = self._tree.read(path)
        except FileNotFoundError:
            self._seen.setdefault(path, None)
            return None
        except OSError as error:
            raise EditError(
                _("{path}: {why}.").format(path=path, why=why(error)),
                _("A file of the source is an ordinary file that you may read."),
                Place(path),
            ) from None
        self._seen.setdefault(path, digest_of(data))
        return data

    def text(self, path: str) -> str:
        """The text of a file; it begins with a byte order mark where the file does.

        Raises:
            EditError: where there is none, or it holds something else than text.
        """
        data = self.read(path)
        if data is None:
            raise refuse(Diagnostic(Kind.NOT_FOUND, Place(path), {"what": path}))
        if len(data) > MAX_BYTES:
            raise refuse(Diagnostic(Kind.TOO_LARGE, Place(path), {"limit": "1 MB"}))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            values = {"detail": f"byte 0x{data[error.start]:02x}", "help": _("Save it as UTF-8 in your editor.")}
            raise refuse(Diagnostic(Kind.ENCODING, Place(path, line), values)) from None

    def data(self, path: str) -> Data:
        """What a YAML file holds, as a copy to change at will.

        Raises:
            EditError: where it cannot be read.
        """
        data, found = _parsed(self.text(path), path)
        if found:
            raise EditError(_("The file cannot be read."), _("Mend that first."), found[0].place, found)
        return plain(data)

    def mapping(self, path: str) -> dict[str, Data]:
        """The mapping in a file; an empty one where the file is empty."""
        data = self.data(path)
        if not isinstance(data, dict | None):
            raise EditError(_("A mapping belongs here: `key: value`."), _("Mend that first."), Place(path, 1))
        return data or {}

    def items(self, path: str) -> list[Data]:
        """The list in a file; an empty one where the file is empty."""
        data = self.data(path)
        if not isinstance(data, list | None):
            raise EditError(_("A list belongs here: `- id: …`."), _("Mend that first."), Place(path, 1))
        return data or []

    # -- changing -----------------------------------------------------------------------------------------------------

    def put(self, path: str, data: Data) -> None:
        """Let a file hold this data.

        Raises:
            EditError: where it cannot be written so, or has faults then that it did not have.
        """
        self._not_frozen(path)
        old = self.text(path)
        new = rewrite(old, data, path)
        _judge(path, faults(path, old), faults(path, new))
        self._changed[path] = new.encode("utf-8", "surrogatepass")

    def new(self, path: str, data: Data, like: str = "") -> None:
        """A new file; `like` is a text in whose style it is written.

        Raises:
            EditError: where it is there already, or has faults.
        """
        self._not_frozen(path)
        self.expect_none(path)
        text = rewrite(like, data, path)
        _judge(path, (), faults(path, text))
        self._changed[path] = text.encode("utf-8", "surrogatepass")

    def freeze(self, path: str, content: str | bytes) -> None:
        """A new frozen file: one that will never change again."""
        self.expect_none(path)
        self._changed[path] = content.encode() if isinstance(content, str) else content

    def keep(self, path: str, content: str) -> None:
        """A ledger with more lines than it had; who calls this has left those as they were."""
        self.read(path)  # so that a save finds out when somebody else added a line meanwhile
        self._changed[path] = content.encode()

    def put_back(self, files: Mapping[str, bytes | None]) -> None:
        """Files with what they held before, byte for byte; None removes one."""
        for path, content in files.items():
            self._not_frozen(path)
            self.read(path)  # so that a save finds out when somebody else changed it meanwhile
            self._changed[path] = content

    def move(self, path: str, to: str) -> None:
        """Another name for a file."""
        for one in (path, to):
            self._not_frozen(one)
        self.expect_none(to)
        data = self.read(path)
        if data is not None and len(data) > MAX_BYTES:
            raise refuse(Diagnostic(Kind.TOO_LARGE, Place(path), {"limit": "1 MB"}))
        self._changed[to], self._changed[path] = data, None

    def expect_none(self, path: str) -> None:
        """Refuse where there is such a file."""
        if self.has(path):
            raise EditError(_("{path} is there already.").format(path=path), _("Choose another name."), Place(path))

    def _not_frozen(self, path: str) -> None:
        if _FROZEN.fullmatch(path):
            text = _("{path} is frozen: what was released, or put to a council, never changes.")
            raise EditError(text.format(path=path), _("Change the working text."), Place(path))

    # -- every file of a kind -----------------------------------------------------------------------------------------

    def in_folder(self, folder: str) -> list[str]:
        """The YAML files in a folder."""
        return [join(folder, name) for name in self.names(folder) if name.endswith(".yaml")]


@lru_cache(maxsize=512)
def _parsed(text: str, path: str) -> tuple[Data, list[Diagnostic]]:
    return parse_yaml(text.removeprefix("\ufeff"), path)


def plain(data: Data) -> Data:
    """Data without the places that the loader gave it; a copy."""
    if isinstance(data, dict):
        return {name: plain(value) for name, value in data.items()}
    if isinstance(data, list):
        return [plain(item) for item in data]
    return data


def _judge(path: str, before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> None:
    """Refuse faults that were not there before."""
    known = Counter(_fault(d) for d in before)
    new = [d for d in after if _more(known, _fault(d))]
    if new:
        raise EditError(_("This does not fit."), "", Place(path), new)


def _more(known: Counter[str], fault: str) -> bool:
    known[fault] -= 1
    return known[fault] < 0


def _fault(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.kind.code} {sorted(diagnostic.values.items())} {diagnostic.target}"
