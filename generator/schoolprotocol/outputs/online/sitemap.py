"""Addresses → `sitemap.xml` (sitemaps.org protocol 0.9) and `robots.txt` (RFC 9309), for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolprotocol.outputs.environment import environment
from schoolprotocol.templating import Templates

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"


@dataclass(frozen=True, slots=True)
class Address:
    """A page that may be found."""

    url: str
    day: date | None = None
    """Of the text; None where it is not known."""


def sitemap(addresses: Iterable[Address], templates: Templates) -> str:
    """The sitemap, by address."""
    ordered = sorted(addresses, key=lambda address: address.url)
    return environment(templates, html=True).get_template("site/sitemap.xml.j2").render(addresses=ordered)


def robots(url: str) -> str:
    """That every page may be found. It counts only at the root of a host, and does no harm elsewhere.

    Args:
        url: address of the whole site, ending in a slash.
    """
    return f"User-agent: *\nAllow: /\n\nSitemap: {url}{SITEMAP}\n"
