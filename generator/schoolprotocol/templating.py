"""The templates: what documents look like. A file of the project's own `templates/` takes the place of ours.

Everything that reads a template, a style sheet, a script or a font asks here, by its path below `templates/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from schoolprotocol import disk

PACKAGE = Path(__file__).parent
_CHECKOUT = PACKAGE.parents[1] / "templates"
OURS = _CHECKOUT if PACKAGE.parent.name == "generator" and _CHECKOUT.is_dir() else PACKAGE / "templates"
"""Our templates: in a checkout, or in an installed package."""
JINJA = (".j2", ".html", ".jinja")
"""How the names of Jinja templates end; `.html` in the theme."""
_TEXTS = (".css", ".js", ".toml", ".md")
MAX_BYTES = 20_000_000
"""No picture or font of a project's own is larger."""
MAX_TEXT = 1_000_000
"""No style sheet, script or settings."""
MAX_JINJA = 200_000
"""No template: Jinja takes seconds for each that is ten times as large as our largest."""
THEME = "theme/schoolprotocol"
"""The theme of the sites, which Sphinx reads."""


@dataclass(frozen=True, slots=True)
class Own:
    """A file that a project has instead of ours; other times of change are another file."""

    name: str
    """Its path below `templates/`."""
    size: int
    """Bytes; less than none for what is no file, or too large to be read."""
    mtime: int = 0
    ctime: int = 0
    """Of a file that was restored with its time, only this is another one."""

    @property
    def is_file(self) -> bool:
        """Whether it can be read."""
        return self.size >= 0

    @property
    def most(self) -> int:
        """Bytes that it may have."""
        return MAX_JINJA if self.name.endswith(JINJA) else MAX_TEXT if self.name.endswith(_TEXTS) else MAX_BYTES


@dataclass(frozen=True)
class Templates:
    """Our files and those that a project has instead. Two that are equal hold the same."""

    folder: Path
    """The project's own; it need not be there."""
    own: tuple[Own, ...] = ()
    ours: Path = OURS

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file by its path below `templates/`: the project's own where it has one, else ours."""
        files = {name: self.ours / name for name, *_state in _below(self.ours, follow=True)}
        files |= {own.name: self.folder / own.name for own in self.own if own.is_file}
        return dict(sorted(files.items()))

    def find(self, name: str) -> Path:
        """Where a file is, by its path below `templates/`; where it would be, if there is none."""
        return self.files.get(name, self.ours / name)

    def text(self, name: str) -> str:
        """What a file says.

        Raises:
            OSError: where there is none.
            UnicodeDecodeError: where it holds something else than UTF-8.
        """
        return self.find(name).read_bytes().decode("utf-8").replace("\r\n", "\n")

    def below(self, folder: str, *suffixes: str) -> dict[str, Path]:
        """The files in a folder and in those below it, by their path below `templates/`, in the order of their names.

        Args:
            folder: a path below `templates/`.
            suffixes: `.ttf`: only files whose names end so.
        """
        return {
            name: path
            for name, path in self.files.items()
            if name.startswith(f"{folder}/") and name.endswith(suffixes or "")
        }

    @property
    def has_own_theme(self) -> bool:
        """Whether the sites of this project look otherwise than we made them."""
        return any(own.name.startswith(f"{THEME}/") for own in self.own)

    def called(self, name: str) -> str:
        """How a person knows a file: `templates/print/base.css`; where it is, if that is not in the project."""
        path, root = self.find(name), self.folder.parent
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def name_of(self, path: str) -> str | None:
        """The path below `templates/` of a file that is one of these; None for any other file."""
        return self._names.get(path)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {str(path): name for name, path in self.files.items()}

    def digest(self, *folders: str) -> str:
        """One hash for all files in some folders, or in all: other bytes or other names give another."""
        import hashlib  # noqa: PLC0415  # see `disk.sha256`

        if folders not in self._digests:
            state = hashlib.sha256()
            for name, path in self.files.items():
                if not folders or name.split("/")[0] in folders:
                    state.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()} {name}\n".encode())
            self._digests[folders] = state.hexdigest()
        return self._digests[folders]

    @cached_property
    def _digests(self) -> dict[tuple[str, ...], str]:
        return {}


def templates_in(folder: Path, ours: Path = OURS) -> Templates:
    """The templates of a project, as they are now.

    Args:
        folder: the project's own: `templates` in the project; it need not be there.
        ours: what takes the place of a file that it does not have. A file with the same bytes as ours is no other.
    """
    lies = disk.kind(folder)
    if lies is None:  # projects that have none are alike, so that what is made of ours is made once for all
        return _kept(Path("templates"), (), ours)
    if folder.resolve() == ours.resolve():
        return _kept(folder, (), ours)
    if lies != "folder":
        return _kept(folder, (Own("", -1),), ours)
    own = (Own(*found) for found in _below(folder) if not _is_ours(folder, ours, *found))
    return _kept(folder, tuple(own), ours)


@lru_cache(maxsize=8)
def _kept(folder: Path, own: tuple[Own, ...], ours: Path) -> Templates:
    return Templates(folder, own, ours)


@lru_cache(maxsize=512)
def _is_ours(folder: Path, ours: Path, name: str, size: int, *times: int) -> bool:
    del times  # other ones are another question
    path = ours / name
    if size < 0:
        return False
    return path.is_file() and path.stat().st_size == size and path.read_bytes() == (folder / name).read_bytes()


def _below(folder: Path, *, follow: bool = False) -> Iterator[tuple[str, int, int, int]]:
    """Name, size and times of change of each file; what is hidden, and copies that editors keep, are read by nobody.

    Args:
        folder: with templates.
        follow: whether a link to a file stands for that file, as in a package that was installed so.
    """
    for found in disk.walk(folder, _is_passed_over):
        stat = found.stat
        if found.kind == "link" and follow:
            stat = Path(found.path).stat()
        elif found.kind != "file" or stat is None or stat.st_size > Own(found.name, 0).most:
            yield found.name, -1, 0, 0
            continue
        yield found.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _is_passed_over(name: str) -> bool:
    return disk.is_passed_over(name) or name.startswith("__pycache__") or name.endswith("~")
