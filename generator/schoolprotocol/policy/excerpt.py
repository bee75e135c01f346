"""The text for the schoolgids: its half page, what is for whom, and how it stands somewhere outside the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schoolprotocol.model.base import Audience
from schoolprotocol.policy.model import Clause, Excerpt, Group, Policy, Text
from schoolprotocol.policy.walk import every_clause, keep, map_clauses
from schoolprotocol.text.myst import line, link

READERS: Final[tuple[Audience, ...]] = ()
"""Who get a text of their own where a version does not say: nobody asked for one."""
_SHORT: Final = "bullets"
"""The form of the list of short sentences on a half page."""


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


def half_page(excerpt: Excerpt) -> Excerpt | None:
    """The half page, as a text like the long one: in its list each clause says its short sentence."""
    groups = excerpt.half or ()
    if not any(group.form == _SHORT for group in groups):
        return None
    said = tuple(map_clauses(group, _in_short) if group.form == _SHORT else group for group in groups)
    return excerpt.model_copy(update={"groups": said})


def on_half_page(excerpt: Excerpt) -> Iterator[Clause]:
    """The clauses of which the half page gives the short sentence."""
    return every_clause(*(group for group in excerpt.half or () if group.form == _SHORT))


def _in_short(clause: Clause) -> Clause:
    return clause.model_copy(update={"wording": clause.kort or clause.wording, "notes": ()})


def narrowed(excerpt: Excerpt, audience: Audience) -> Excerpt | None:
    """Only what it says to one audience; None where that is all of it, or nothing."""
    groups = keep(excerpt.groups, lambda clause: audience in clause.audience)
    if not groups or groups == excerpt.groups:
        return None
    half = keep(excerpt.half or (), lambda clause: audience in clause.audience)
    return excerpt.model_copy(update={"groups": groups, "half": half})


# -- a version that was frozen without such a text --------------------------------------------------------------------


def as_said_by(version: Policy, chosen: Policy, url: str) -> Excerpt | None:
    """What the schoolgids can take from a version that was frozen without a text for it.

    The clauses that another version chose for its schoolgids, as far as this one has them, in the words of this one.
    What that other version adds of its own is not taken: nobody ever said it of this one.

    Args:
        version: the one without such a text.
        chosen: the one whose choice of clauses is followed.
        url: address of the version.

    Returns:
        None where the other one has no text for the schoolgids either.
    """
    if chosen.excerpt is None:
        return None
    held = {clause.id: clause for clause in version.clauses()}
    then, now = _sides(version), _sides(chosen)

    def taken(clause: Clause) -> bool:
        return clause.id in then and then[clause.id] == now.get(clause.id)

    short = _pointer(version, url)
    groups = tuple(
        map_clauses(group, lambda clause: held[clause.id]) for group in keep(chosen.excerpt.groups, taken)
    ) or (Group(form="prose", clauses=(short,)),)
    return Excerpt(heading=_words(version.title), groups=groups, short=short, readers=())


def _sides(policy: Policy) -> dict[str, str]:
    """On which side of “do” and “don't” each clause stands: in such a list, or below the heading of a column.

    The same words that are forbidden in the one place are asked in the other.
    """
    found: dict[str, str] = {}
    for section in policy.all_sections():
        for group in section.groups:
            plain = group.form if group.form in {"dos", "donts"} else ""
            found |= {clause.id: plain for clause in group.clauses}
            for column in group.columns:
                found |= {clause.id: f"columns {column.heading.text}" for clause in column.clauses}
    return found


def _pointer(version: Policy, url: str) -> Clause:
    """One sentence that says where the agreements are; it says nothing of what they are."""
    title = link(line(f"‘{version.title}’"), url)
    said = f"De afspraken van {line(version.organisation.short)} staan in {title}, versie {version.document.version}."
    return Clause(
        id="gids.verwijzing",
        title="Waar de afspraken staan",
        audience=("medewerker", "leerling", "ouder", "overig"),
        number="",
        label="",
        wording=Text(text=said, template=said),
        source="own",
    )


def _words(text: str) -> Text:
    return Text(text=text, template=text)


def numbered_by_itself(excerpt: Excerpt) -> Excerpt:
    """The same with notes that are numbered from 1: it stands without the document from which they come."""
    known: dict[tuple[str, str], int] = {}

    def renumbered(clause: Clause) -> Clause:
        for note in clause.notes:
            known.setdefault((clause.id, note.id), len(known) + 1)
        own = tuple(note.model_copy(update={"number": known[clause.id, note.id]}) for note in clause.notes)
        return clause.model_copy(update={"notes": own})

    return excerpt.model_copy(update={"groups": tuple(map_clauses(group, renumbered) for group in excerpt.groups)})
