"""What machines may know of a site's pages: JSON-LD with the types of schema.org (version 28)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schoolprotocol.model.base import ADOPTED
from schoolprotocol.outputs.site.parts import Part
from schoolprotocol.policy.model import Policy
from schoolprotocol.words.terms import STATUS_WORDS

CONTEXT = "https://schema.org"
ROLES = {"leerling": "student", "ouder": "parent", "medewerker": "staff"}
"""Groups as `educationalRole`."""

Data = dict[str, Any]
_ABOUT_VERSIONS = {
    "versies": "Versies",
    "wijzigingen": "Wijzigingen",
    "geschiedenis": "Geschiedenis",
    "naast-elkaar": "Versies naast elkaar",
}
"""The pages about more than one version, by name; a document need not have each."""


def linked_data(policy: Policy, url: str, summary: str, publisher: str, parts: Sequence[Part]) -> dict[str, Data]:
    """JSON-LD by name of the page; a page without it (search) is not there.

    Args:
        policy: what the document says.
        url: permanent address of the site, ending in a slash.
        summary: one sentence about the protocol.
        publisher: who publishes it.
        parts: the pages for groups of readers.
    """
    whole = _document(policy, url, policy.title, publisher)
    found = {"index": {**whole, "description": summary}}
    for part in parts:
        page = _document(policy, f"{url}{part.page}.html", f"{policy.title}, voor {part.readers}", publisher)
        audience = {"@type": "EducationalAudience", "educationalRole": ROLES[part.audience]}
        found[part.page] = {**page, "audience": audience, "isPartOf": {"@id": url}}
    for name, title in _ABOUT_VERSIONS.items():
        address = f"{url}{name}.html"
        page = {"@context": CONTEXT, "@type": "WebPage", "@id": address, "url": address}
        found[name] = {**page, "name": f"{title} – {policy.title}", "inLanguage": "nl", "about": {"@id": url}}
    return found


def _document(policy: Policy, url: str, name: str, publisher: str) -> Data:
    document, school = policy.document, policy.organisation
    author: Data = {"@type": "EducationalOrganization", "name": school.name}
    if school.website:
        author["url"] = school.website
    made: Data = {
        "@context": CONTEXT,
        "@type": "DigitalDocument",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": "nl",
        "version": document.version,
        "creativeWorkStatus": STATUS_WORDS[document.status],
        "author": author,
        "publisher": {"@type": "Organization", "name": publisher},
    }
    if document.day is not None:  # the day of adoption; a text that is not adopted was only written by then
        made["datePublished" if document.status in ADOPTED else "dateCreated"] = document.day.isoformat()
    return made
