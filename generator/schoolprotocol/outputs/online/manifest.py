"""`manifest.json` of a site that is ready to upload: what it holds, and of which texts it was made."""

from __future__ import annotations

from typing import Final, Literal

from schoolprotocol.policy.model import Frozen

MANIFEST: Final = "manifest.json"


class FileEntry(Frozen):
    """One file."""

    sha256: str
    """In hexadecimal."""
    size: int
    """In bytes."""


class SiteDocument(Frozen):
    """One document of one school."""

    school: str
    protocol: str
    site: str
    """Its folder."""
    version: str
    status: str
    text: str
    """SHA-256 of the policy's canonical JSON: tells whether the site was made of the text that the source has now."""
    archive: tuple[str, ...] = ()
    """Adopted versions, each in `<site>/versies/<version>/`."""


class SiteManifest(Frozen):
    """The whole site."""

    format: Literal[1] = 1
    url: str
    """Address of the whole site, ending in a slash."""
    documents: tuple[SiteDocument, ...]
    files: dict[str, FileEntry]
    """Every file but this one, by path."""
