"""The targets of `publishing.yaml`: which model an entry has, and what is wrong with it besides its form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import ConfigDict

from schoolprotocol.addresses import SERVICE
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.target import FolderTarget, RsyncTarget, SftpTarget, Target, WordPressTarget
from schoolprotocol.suggest import did_you_mean

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""This very machine: no network in between, so http does."""


class _OfNoKind(Target):
    """A target whose kind is missing or wrong: nothing can be said of its other keys."""

    model_config = ConfigDict(extra="ignore")


_MODELS: dict[str, type[Target]] = {
    "map": FolderTarget,
    "rsync": RsyncTarget,
    "sftp": SftpTarget,
    "wordpress": WordPressTarget,
}


def pick_target(item: Any) -> type[Target]:
    """The model for an entry, by its kind."""
    kind = item.get("kind") if isinstance(item, dict) else None
    return _MODELS.get(kind, _OfNoKind) if isinstance(kind, str) else _OfNoKind


def check_targets(targets: Iterable[Target], schools: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong with targets; an address is never repeated, for it may hold a password."""
    for target in targets:
        if isinstance(target, WordPressTarget):
            yield from _address(target)
        for index, school in enumerate(target.schools):
            if school not in schools:
                values = {"target": target.id, "id": school, "hint": did_you_mean(school, sorted(schools))}
                yield Diagnostic(Kind.TARGET_SCHOOL, target.at("schools", index), values, target=target.id)


def _address(target: WordPressTarget) -> Iterator[Diagnostic]:
    values = {"target": target.id, "variable": target.password_variable}
    try:
        parts = urlsplit(target.url)
        host = parts.hostname
    except ValueError:
        yield Diagnostic(Kind.ADDRESS_UNSAFE, target.at("url"), values, target=target.id)
        return
    if "@" in parts.netloc or parts.query or parts.fragment:
        yield Diagnostic(Kind.SECRET_IN_ADDRESS, target.at("url"), values, target=target.id)
    elif (
        not host
        or not re.match(SERVICE, target.url)
        or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
    ):
        yield Diagnostic(Kind.ADDRESS_UNSAFE, target.at("url"), values, target=target.id)
