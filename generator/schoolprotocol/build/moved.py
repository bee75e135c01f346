"""What stands at addresses that lead elsewhere by now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from schoolprotocol.build.published import is_page
from schoolprotocol.config import Folders
from schoolprotocol.files import update_file
from schoolprotocol.outputs.online.moved import moved_page, withdrawn_page
from schoolprotocol.outputs.overview.overview import INDEX
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.published import WITHDRAWN
from schoolprotocol.templating import Templates


def write_moved(corpus: Corpus, folders: Folders, moved: Mapping[str, str], root: Path) -> list[Path]:
    """Write what stands at addresses that lead elsewhere by now: a page that goes on, or the paper itself.

    Args:
        corpus: the source.
        folders: of the project.
        moved: where each leads, from the root of the site; `-` where what stood there was withdrawn.
        root: the folder of the site.

    Returns:
        The files. A paper that was withdrawn, or leads to a page, is none: only rules for servers tell of it.
    """
    written, templates = [], folders.templates
    for address, target in moved.items():
        content = _content(address, target, corpus.address(""), templates, root, moved)
        if content is not None:
            written.append(root / address[1:])
            update_file(written[-1], content, folders.work)
    return written


def _content(
    address: str, target: str, url: str, templates: Templates, root: Path, moved: Collection[str]
) -> str | bytes | None:
    if not is_page(address):
        return (root / target[1:]).read_bytes() if target != WITHDRAWN and not is_page(target) else None
    if target != WITHDRAWN:
        return moved_page(address, target, url, templates)
    home = f"/{address.split('/')[1]}/{INDEX}"
    is_there = home not in moved and (root / home[1:]).is_file()
    return withdrawn_page(address, home if is_there else f"/{INDEX}", templates)
