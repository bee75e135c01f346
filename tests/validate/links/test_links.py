"""No link on the pages that we make is broken, as far as this machine can tell."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from schoolprotocol.model.project import Reference
from tests.repository import corpus
from tests.validate.links.check import Site

SITES = ("html", "site")
"""Folders with pages below `$MADE`: what `make html` and `make site` make."""


def site(folder: str) -> Site:
    """One of them, with what its links may lead to."""
    hosts = {host for reference in corpus().references.values() for host in hosts_of(reference)}
    return Site(Path(os.environ["MADE"]) / folder, corpus().project.url, hosts)


def hosts_of(reference: Reference) -> set[str]:
    """Where its source and its value are, and the sites by whose names old texts mention it: `Mediawijzer.nl`."""
    addresses = {urlsplit(text).hostname or "" for text in (reference.source, reference.value or "")}
    names = {name.lower() for name in reference.names if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name)}
    return {host.removeprefix("www.") for host in addresses | names} - {""}


@pytest.mark.parametrize("folder", SITES)
def test_every_link_leads_to_something(folder: str) -> None:
    assert site(folder).problems() == []


@pytest.mark.parametrize("folder", SITES)
def test_every_download_of_every_school_is_linked(folder: str) -> None:
    looked_at = site(folder)
    linked = {(file.parent / link).resolve() for file, link in looked_at.links() if ":" not in link}
    protocols = {protocol for _school, protocol in corpus().documents()}
    every = [file.relative_to(looked_at.folder).parts for file in looked_at.files if file.parent.name == "downloads"]
    downloads = [looked_at.folder.joinpath(*parts) for parts in every if parts[1] in protocols]  # others: old addresses
    assert {(parts[0], parts[1]) for parts in every if parts[1] in protocols} == {*corpus().documents()}
    assert [file for file in downloads if file.resolve() not in linked] == []


def test_links_of_all_kinds_were_looked_at() -> None:
    links = {link for _file, link in site("site").links()}
    assert len(links) > 300
    for kind in ("https://www.", "#", "downloads/", "_static/", corpus().project.url):
        assert any(link.startswith(kind) for link in links), kind
