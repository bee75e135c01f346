"""What an output is: of what it is made, who makes it, and what of it a site offers.

Every build imports this and the list of outputs before anything else, so they need nothing but the standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schoolprotocol.outputs.bundle.bundle import BundleWork
    from schoolprotocol.outputs.job import Job
    from schoolprotocol.templating import Templates

Content = str | bytes
Made = Mapping[str, Sequence[Path]]
"""The files and folders that each output consists of, by its name; none where a document has no such output."""


@dataclass(frozen=True, slots=True)
class Later:
    """A function that is imported when it is first called.

    The one place where outputs put off an import: Sphinx and WeasyPrint take half a second, the rest as long again, and
    a build with nothing to do ends in a fifth of that.
    """

    module: str
    name: str

    def __call__(self, *arguments: Any) -> Any:
        """What the function gives."""
        return self.imported()(*arguments)

    def imported(self) -> Any:
        """The function itself."""
        return getattr(import_module(self.module), self.name)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that a site and the page with all schools offer where it is there. `{name}` stands for the document's."""

    label: str
    """What it is, for a reader: `PDF`."""
    name: str
    """What it is called in the site: `{name}-wijzigingen.pdf`."""
    file: str = ""
    """Where it is in the output's folder: `{name}/report.pdf`; empty where it has that name there too."""
    schoolgids: bool = False
    """Whether it is a text to take over in the schoolgids; the label is its form then."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is asked of the function that makes an output: a document, and a folder where nobody looks until it ends."""

    job: Job
    wanted: frozenset[str]
    """Names of the outputs that it should make, of those that have this function in common."""
    build: Path
    """A build folder that is empty; each output goes into its own folder there."""
    offered: Mapping[str, Content | Path]
    """For a site: what it offers, by file name. The file of an output that is wanted too is there once it was made."""
    measure: Callable[[str], AbstractContextManager[None]]
    """Counts the time that a block takes as that of another output than the first of those that it makes."""

    def at(self, output: str, *names: str) -> Path:
        """A file or folder of an output."""
        return self.build.joinpath(output, *names)


@dataclass(frozen=True, slots=True)
class Output:
    """An output that a build can make of every document."""

    name: str
    """On the command line, and of its folder below the build folder."""
    made_of: tuple[str, ...]
    """The fields of a `Job` that it depends on: where none of them changed, it is not made again."""
    make: Callable[[Work], Made]
    """Makes it. Outputs with the same function are made in one go: site and PDF come from the same doctree."""
    title: str = ""
    """What it is called in a table (message id); by default its name."""
    offers: tuple[Offer, ...] = ()
    """Which of its files a site offers."""
    contents: Callable[[Job], Mapping[str, Content]] | None = None
    """Where it is so small that a site need not wait for it: makes what is offered, and what that needs beside it, by
    file name."""
    warm_up: tuple[Callable[[Templates], None], ...] = ()
    """What to do once before children are forked, so that not each has to; of templates."""
    looks_like: tuple[str, ...] = ()
    """The folders of the templates with which it is made: those in others do not make it out of date. Empty: all."""
    is_site: bool = False
    """Whether it offers the files of others, and the pages about all schools lead to it."""
    is_typeset: bool = False
    """Whether it is printed in our own fonts, so that a character which they lack is a fault in the source."""
    of_adopted: bool = False
    """Whether an adopted version keeps it, under its permanent address."""
    in_site: str = ""
    """Folder beside a document's pages in which the site to upload has the output's folder whole; empty: it has not."""
    if_none: str = ""
    """What is told where a document has no such output (message id with `{name}`)."""

    def files(self, document: str) -> dict[str, str]:
        """The files that a site copies: their paths below the build folder by the names that they get."""
        if self.contents is not None:
            return {}
        return {
            o.name.format(name=document): f"{self.name}/{(o.file or o.name).format(name=document)}" for o in self.offers
        }


@dataclass(frozen=True, slots=True)
class SchoolOutput:
    """An output that a build can make of the texts of a school together, once each of them is printed."""

    name: str
    """On the command line, and of its folder below the build folder."""
    title: str
    """What it is called in a table (message id)."""
    looks_like: tuple[str, ...]
    """The folders of the templates with which it is made."""
    make: Callable[[BundleWork], Made]
    warm_up: tuple[Callable[[Templates], None], ...] = ()
    """What to do once before children are forked, so that not each has to; of templates."""
