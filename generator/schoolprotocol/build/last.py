"""What the last build that ended well had read and made: where nothing changed since, a build has nothing to do.

Needs nothing but the standard library: such a build takes a fraction of the time in which our libraries are imported.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from schoolprotocol import outputs
from schoolprotocol.build import manifest
from schoolprotocol.build.inputs import Inputs, Stamp, inputs, stamps_as_json, stamps_of
from schoolprotocol.build.manifest import MadeFile, Summary
from schoolprotocol.config import HANDBOOK, Folders, document_name
from schoolprotocol.files import write_file

Text = tuple[str, str, str]
"""School, protocol and version of a frozen text; of the working text the version is empty."""


def name_of(text: Text) -> str:
    """`Task.name`."""
    return "-".join([document_name(*text[:2]), *filter(None, text[2:])])


def without_handbook(texts: Iterable[Text]) -> tuple[str, ...]:
    """The schools among those of some texts that have no handbook: one of their protocols is all that there is."""
    known = list(texts)
    return tuple(sorted({text[0] for text in known} - {text[0] for text in known if text[1] == HANDBOOK}))


@dataclass(frozen=True)
class Last:
    """The last build of a project."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    hashes: str = ""
    """`Inputs.digest_of_all`; empty where anything was written while the build read it: then all is looked at again."""
    texts: tuple[Text, ...] = ()
    """Of each document the working text and the adopted versions, in the order of the plan."""
    is_whole: bool = False
    """Whether these are all documents that there are."""
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By target the key of each text's output, by its name."""
    overview: Mapping[str, MadeFile] = field(default_factory=dict)
    """The pages about more than one document, by path below the build folder."""
    older: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By document the outputs that are there of an earlier state of the source."""


def read(folders: Folders) -> Last:
    """What was kept; nothing where no build ended yet, or where it cannot be read."""
    try:
        data = manifest.record(folders.last)
        return Last(
            stamps_of(data["stamps"]),
            str(data["hashes"]),
            tuple((str(school), str(protocol), str(version)) for school, protocol, version in data["texts"]),
            data["whole"] is True,
            {target: dict(keys) for target, keys in data["keys"].items()},
            manifest.made_files_in(data["overview"]),
            {str(name): tuple(map(str, found)) for name, found in data["older"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Last()


def write(folders: Folders, last: Last) -> None:
    """Keep it for the next build."""
    data: dict[str, Any] = {
        "stamps": stamps_as_json(last.stamps),
        "hashes": last.hashes,
        "texts": last.texts,
        "whole": last.is_whole,
        "keys": last.keys,
        "older": last.older,
        "overview": {**last.overview},
    }
    write_file(folders.last, json.dumps(data) + "\n", work=folders.work)


def looked_at(folders: Folders, last: Last) -> Inputs:
    """The files that a build reads, as they are now."""
    return inputs(folders, last.stamps)


def after(
    last: Last,
    read_now: Inputs,
    texts: Sequence[Text],
    there: Mapping[str, Mapping[str, str]],
    made: Collection[str],
    overview: Mapping[str, MadeFile] | None,
    older: Mapping[str, tuple[str, ...]],
    *,
    is_whole: bool,
) -> Last:
    """What is known after a build.

    Args:
        last: the build before.
        read_now: the files that this one read.
        texts: those that it found.
        there: by target the keys of the outputs that are up to date now, by the text's name.
        made: the texts of which anything was out of date.
        overview: the pages about all schools; None where they were not written.
        older: of every document that was looked at, the outputs that are of an earlier state of the source.
        is_whole: whether it looked at all schools.
    """
    same = read_now.digest_of_all == last.hashes
    known = {target: dict(keys) for target, keys in last.keys.items()} if same else {}
    for name in made:  # a site offers the other outputs: it may have to offer another one now
        for output in outputs.OUTPUTS:
            if output.is_site:
                known.get(output.name, {}).pop(name, None)
    for target, keys in there.items():
        known.setdefault(target, {}).update(keys)
    pages = overview if overview is not None else last.overview if same else {}
    left = {**(last.older if same else {}), **older}
    found = sorted({*texts, *(last.texts if same and not is_whole else ())})
    return Last(
        read_now.files,
        read_now.digest_of_all,
        tuple(found),
        is_whole or (same and last.is_whole),
        known,
        pages,
        {name: names for name, names in left.items() if names},
    )


def with_file(last: Last, folders: Folders, name: str) -> Last:
    """The last build, as if it had read a file as it is now: one that the build itself wrote."""
    if not last.hashes:
        return last
    now = looked_at(folders, last)
    files = dict(last.stamps)
    files.pop(name, None)
    if name in now.files:
        files[name] = now.files[name]
    read_now = Inputs(files, now.packages)
    return replace(last, stamps=read_now.files, hashes=read_now.digest_of_all)


def still_there(
    folders: Folders, last: Last, now: Inputs, targets: Sequence[str], schools: Collection[str]
) -> dict[Text, dict[str, Summary]] | None:
    """The outputs of these schools by text; None where one is not there, or anything they depend on changed.

    Args:
        folders: where outputs are.
        last: the last build.
        now: the files that a build reads.
        targets: which outputs.
        schools: whose.
    """
    texts = [text for text in last.texts if text[0] in schools]
    known = last.is_whole or {text[0] for text in texts}.issuperset(schools)
    if now.digest_of_all != last.hashes or not known:
        return None
    of_schools = [output.name for output in outputs.OF_SCHOOLS if output.name in targets]
    targets = [target for target in targets if target not in of_schools]
    has_site = any(map(outputs.is_site, targets))
    if has_site and not (last.overview and manifest.is_intact(folders.build, last.overview)):
        return None
    of_adopted = [target for target in targets if has_site and outputs.named(target).of_adopted]
    found = {}
    for text in texts:
        name, wanted = name_of(text), of_adopted if text[2] else targets
        if text[1] == HANDBOOK:
            wanted = of_schools if has_site or not text[2] else []
        if not wanted:
            continue
        made = manifest.read(folders.manifest(name))
        keys = {target: last.keys.get(target, {}).get(name) for target in wanted}
        # Another build may have been stopped since: the manifest tells what is there, not whether it is of this source.
        entries = {target: made[target] for target in wanted if target in made and made[target].key == keys[target]}
        if len(entries) < len(wanted) or not all(
            manifest.is_intact(folders.build, entry.files) for entry in entries.values()
        ):
            return None
        found[text] = {target: entry.summary for target, entry in entries.items()}
    return found
