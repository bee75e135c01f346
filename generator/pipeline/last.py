"""What the last build that ended well had read and made: where nothing changed since, a build has nothing to do.

Needs nothing but the standard library: such a build takes a fraction of the time in which our libraries are imported.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.config import Folders, Target, document_name
from generator.pipeline.inputs import Inputs, Stamp, inputs, stamps_as_json, stamps_of
from generator.publish import manifest
from generator.publish.files import write_file
from generator.publish.manifest import Entry, MadeFile

Document = tuple[str, str]
"""(school id, protocol id)."""


@dataclass(frozen=True)
class Last:
    """The last build of a project."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    hashes: str = ""
    """`Inputs.digest_of_all`."""
    documents: tuple[Document, ...] = ()
    """All that there are, in the order of the plan."""
    complete: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By target the names of the documents for which it was made."""
    overview: Mapping[str, MadeFile] = field(default_factory=dict)
    """The pages about all schools, by path below the build folder."""


def read(folders: Folders) -> Last:
    """What was kept; nothing where no build ended yet, or where it cannot be read."""
    try:
        data = json.loads(folders.last.read_bytes())
        return Last(
            stamps_of(data["stamps"]),
            data["hashes"],
            tuple((school, protocol) for school, protocol in data["documents"]),
            {target: tuple(names) for target, names in data["complete"].items()},
            {name: MadeFile(*file) for name, file in data["overview"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Last()


def write(folders: Folders, last: Last) -> None:
    """Keep it for the next build."""
    data: dict[str, Any] = {
        "stamps": stamps_as_json(last.stamps),
        "hashes": last.hashes,
        "documents": last.documents,
        "complete": last.complete,
        "overview": {name: [file.size, file.mtime, file.sha256] for name, file in last.overview.items()},
    }
    write_file(folders.last, json.dumps(data) + "\n", work=folders.work)


def looked_at(folders: Folders, last: Last) -> Inputs:
    """The files that a build reads, as they are now."""
    return inputs(folders, last.stamps)


def after(
    last: Last,
    read_now: Inputs,
    documents: Sequence[Document],
    there: Mapping[Target, Sequence[str]],
    made: Collection[str],
    overview: Mapping[str, MadeFile] | None,
) -> Last:
    """What is known after a build.

    Args:
        last: the build before.
        read_now: the files that this one read.
        documents: all that there are.
        there: by target the documents for which it is up to date now.
        made: the documents of which anything was out of date.
        overview: the pages about all schools; None where they were not written.
    """
    same = read_now.digest_of_all == last.hashes
    complete = {target: set(names) for target, names in last.complete.items()} if same else {}
    if "html" in complete:  # a site offers the other outputs: it may have to offer another one now
        complete["html"] -= set(made)
    for target, names in there.items():
        complete.setdefault(target, set()).update(names)
    pages = overview if overview is not None else last.overview if same else {}
    sorted_names = {target: tuple(sorted(names)) for target, names in complete.items()}
    return Last(read_now.files, read_now.digest_of_all, tuple(documents), sorted_names, pages)


def still_there(
    folders: Folders, last: Last, now: Inputs, targets: Sequence[Target], documents: Sequence[Document]
) -> list[dict[Target, Entry]] | None:
    """The outputs of these documents; None where one is not there, or anything that they depend on changed."""
    if now.digest_of_all != last.hashes or not documents:
        return None
    names = [document_name(*document) for document in documents]
    if any(not set(names) <= set(last.complete.get(target, ())) for target in targets):
        return None
    if "html" in targets and not (last.overview and manifest.is_intact(folders.build, last.overview)):
        return None
    found = []
    for name in names:
        made = manifest.read(folders.manifest(name))
        entries: dict[Target, Entry] = {target: made[target] for target in targets if target in made}
        if len(entries) < len(targets):
            return None
        if not all(manifest.is_intact(folders.build, entry.files) for entry in entries.values()):
            return None
        found.append(entries)
    return found
