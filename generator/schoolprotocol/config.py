"""Where a project's folders and outputs are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from schoolprotocol.templating import Templates, templates_in

TextFormat = Literal["md", "html", "json"]
TEXT_FORMATS: tuple[TextFormat, ...] = ("md", "html", "json")
Format = Literal[TextFormat, "pdf", "docx"]
FORMATS: tuple[Format, ...] = (*TEXT_FORMATS, "pdf", "docx")
"""The forms of a change report; the first ones are text."""
DOWNLOADS = "downloads"
"""Folder in a site with the files that it offers."""
ARCHIVE = "versies"
"""Folder in a site with the adopted versions, each in a folder of its own."""
PROPOSAL = "voorstel"
"""Folder in a site with the working text, while an adopted version is in force."""
HANDBOOK = "handboek"
"""Folder of a school with all its protocols in one: stands for a protocol in addresses and names of files."""
BELOW = frozenset({ARCHIVE, PROPOSAL})
"""What stands in the folder of a document's site and belongs to other texts of it."""


TAKEN = frozenset({ARCHIVE, DOWNLOADS, HANDBOOK, PROPOSAL, "rapport"})
"""No protocol has one of these ids: in the folder of a school they stand beside its documents, or once did."""


Key = tuple[str, str]
"""(school id, protocol id): a document."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one project."""

    root: Path
    """Holds `policy_src`, and `templates` where it has any of its own."""
    build: Path
    """Everything that we make."""

    @property
    def templates(self) -> Templates:
        """Jinja templates, styles, the theme and the fonts, as they are now: the project's own before ours."""
        return templates_in(self.root / "templates")

    def source(self, name: str) -> Path:
        """Sphinx project of a text."""
        return self.build / "source" / name

    def html(self, site: str) -> Path:
        """Site of a document."""
        return self.build / "html" / site

    def output(self, output: str, *names: str) -> Path:
        """A file or folder of an output: `output("pdf", "aurora-sociale-media.pdf")`."""
        return self.build.joinpath(output, *names)

    def dossier(self, name: str) -> Path:
        """Folder with the papers for a council."""
        return self.build / "dossier" / name

    def site(self, name: str) -> Path:
        """A file or folder of the site that is ready to upload."""
        return self.build / "site" / name

    def manifest(self, name: str) -> Path:
        """What was made of a document, and of what."""
        return self.build / ".made" / f"{name}.json"

    @property
    def last(self) -> Path:
        """What the last build that ended well had read and made."""
        return self.build / ".made" / ".last.json"

    @property
    def begun(self) -> Path:
        """What the build that is at work, or was stopped, set out to make."""
        return self.build / ".made" / ".begun.json"

    @property
    def checked(self) -> Path:
        """What the last check found, by school."""
        return self.build / ".made" / ".check"

    def told(self, about: str) -> Path:
        """What a command last told of each school."""
        return self.build / ".made" / f".{about}"

    @property
    def planned(self) -> Path:
        """What the last builds planned, by school."""
        return self.build / ".made" / ".plan"

    @property
    def pages(self) -> Path:
        """What pages about many schools were made of."""
        return self.build / ".made" / ".pages"

    @property
    def logos(self) -> Path:
        """The logos of schools as they were drawn for their pictures."""
        return self.build / ".made" / ".logos"

    @property
    def work(self) -> Path:
        """Where outputs lie until they are whole."""
        return self.build / ".work"

    @property
    def lock(self) -> Path:
        """Held by the build that is at work."""
        return self.build / ".lock"


def find_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that holds `policy_src`."""
    return next((folder for folder in (start, *start.parents) if (folder / "policy_src").is_dir()), None)


def site_of(school: str, protocol: str) -> str:
    """Folder of a document's site: the same however many protocols a school has, now or later."""
    return f"{school}/{protocol}"


def document_name(school: str, protocol: str) -> str:
    """`aurora-sociale-media`: how files of a document are named."""
    return f"{school}-{protocol}"
