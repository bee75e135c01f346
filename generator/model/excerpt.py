"""A text for the schoolgids as it stands somewhere outside the project."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a file with such a text says."""

    text: str
    """One line per paragraph; plain text and Markdown as they are."""
    links: tuple[str, ...] = ()
    """Addresses to which it links, where its text does not show them."""

    def names(self, address: str) -> bool:
        """Whether it leads to this address or to something below it."""
        return address in self.text or any(link.startswith(address) for link in self.links)
