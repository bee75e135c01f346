"""The texts of all versions of a document on one page, clause by clause, so that any two can be laid beside each other.

Each text stands on the page once, with the versions that have it: so ten versions weigh little more than two. Which
clauses are the same one follows from ids and lineage, as in a comparison. Without script the page is a list of what
each clause said, when; with script (`naast-elkaar.js`) it shows the two versions that a reader chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from schoolprotocol.compare.matching import families
from schoolprotocol.compare.version import Version
from schoolprotocol.compare.version import version as laid_out
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.outputs.environment import environment
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.templating import Templates
from schoolprotocol.text.html import to_html
from schoolprotocol.text.plain import to_text
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.invisible import named
from schoolprotocol.words.terms import AUDIENCE_WORDS, STATUS_WORDS

_Node = tuple[int, str]
"""A clause of a version: the version's place, and the id that the clause has in it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One clause as one version prints it."""

    label: str
    heading: str
    """Of its section, with the number."""
    audience: str
    html: Markup
    notes: tuple[Markup, ...]
    plain: str
    """What it says, to compare by."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The same text in one version or more: of one clause, or of those that were split or merged."""

    versions: tuple[int, ...]
    """The places of the versions that have it."""
    places: tuple[int, ...]
    """Of each of them, at which place in reading order the clause stands."""
    clauses: tuple[Shown, ...]
    unseen: Mapping[int, str]
    """What differs unseen from the text that looks like this one in another version, by the place of that version."""


@dataclass(frozen=True, slots=True)
class Row:
    """A clause through all versions."""

    id: str
    title: str
    cells: tuple[Cell, ...]
    """Newest first."""
    others: tuple[str, ...]
    """The other ids that it has or had: what was renamed, split or merged is found by each."""


def beside_fragment(versions: Sequence[Policy], lineage: Mapping[str, tuple[str, ...]], templates: Templates) -> str:
    """The fragment of HTML with all versions; headings start at h2.

    Args:
        versions: oldest first.
        lineage: earlier ids by clause id (`source.lineage`).
        templates: the project's.
    """
    env = environment(templates, html=True)
    return env.get_template("pages/beside.html.j2").render(
        versions=[_name(policy) for policy in versions], rows=rows(versions, lineage)
    )


def _name(policy: Policy) -> str:
    """`1.0, vastgesteld op 1 september 2026`; `1.1, concept`."""
    document = policy.document
    status = STATUS_WORDS[document.status]
    if document.status in NOT_YET_ADOPTED or document.day is None:
        return f"{document.version}, {status.lower()}"
    return f"{document.version}, {status.lower()} ({day_in_words(document.day)})"


def rows(versions: Sequence[Policy], lineage: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Every clause that a version has, in the order of the newest; what that has no longer, after what it followed.

    Args:
        versions: oldest first.
        lineage: earlier ids by clause id.
    """
    sides = [laid_out(policy) for policy in versions]
    shown = [_shown(side) for side in sides]
    members = _kin(sides, lineage)
    places = [{id_: place for place, id_ in enumerate(side.clauses)} for side in sides]
    return [_row(sides, shown, places, members[root]) for root in _in_order(sides, members)]


def _kin(sides: Sequence[Version], lineage: Mapping[str, tuple[str, ...]]) -> dict[_Node, list[_Node]]:
    """The clauses that are one through the versions, by one of them; each list by version, then in reading order."""
    joined: dict[_Node, _Node] = {}

    def root(node: _Node) -> _Node:
        while node in joined:
            node = joined[node]
        return node

    def join(one: _Node, other: _Node) -> None:
        if root(one) != root(other):
            joined[root(other)] = root(one)

    last: dict[str, _Node] = {}
    for n, side in enumerate(sides):
        for id_ in side.clauses:  # a clause that came back is the one that went
            if id_ in last:
                join(last[id_], (n, id_))
            last[id_] = n, id_
    for n, (old, new) in enumerate(pairwise(sides)):
        for family in families(old.templates(), new.templates(), lineage):
            nodes = [*((n, id_) for id_ in family.old), *((n + 1, id_) for id_ in family.new)]
            for node in nodes[1:]:
                join(nodes[0], node)
    found: dict[_Node, list[_Node]] = {}
    for n, side in enumerate(sides):
        for id_ in side.clauses:
            found.setdefault(root((n, id_)), []).append((n, id_))
    return found


def _in_order(sides: Sequence[Version], members: Mapping[_Node, Sequence[_Node]]) -> list[_Node]:
    """As the newest version has them; a clause that it has no longer comes after the one that it followed."""
    owner = {node: root for root, nodes in members.items() for node in nodes}
    after: dict[_Node | None, list[_Node]] = {}
    known: set[_Node] = set()
    for n in reversed(range(len(sides))):
        previous: _Node | None = None
        for id_ in sides[n].clauses:
            root = owner[n, id_]
            if root not in known:
                known.add(root)
                after.setdefault(previous, []).insert(0, root)
            previous = root
    order: list[_Node] = []
    waiting = list(reversed(after.get(None, [])))
    while waiting:
        root = waiting.pop()
        order.append(root)
        waiting += reversed(after.get(root, []))
    return order


def _row(
    sides: Sequence[Version],
    shown: Sequence[Mapping[str, Shown]],
    places: Sequence[Mapping[str, int]],
    nodes: Sequence[_Node],
) -> Row:
    by_version: dict[int, list[str]] = {}
    for n, id_ in nodes:
        by_version.setdefault(n, []).append(id_)
    texts: dict[tuple[Shown, ...], list[int]] = {}
    for n, ids in by_version.items():
        texts.setdefault(tuple(shown[n][id_] for id_ in ids), []).append(n)
    newest = max(by_version)
    cells = [
        Cell(
            tuple(having),
            tuple(places[n][by_version[n][0]] for n in having),
            clauses,
            dict(_unseen(clauses, having, texts)),
        )
        for clauses, having in texts.items()
    ]
    first = by_version[newest][0]
    return Row(
        id=first,
        title=sides[newest].clauses[first].title,
        cells=tuple(sorted(cells, key=lambda cell: cell.versions[-1], reverse=True)),
        others=tuple(id_ for id_ in dict.fromkeys(id_ for _n, id_ in nodes) if id_ != first),
    )


def _unseen(
    clauses: tuple[Shown, ...], having: Sequence[int], texts: Mapping[tuple[Shown, ...], Sequence[int]]
) -> Iterator[tuple[int, str]]:
    """What nobody sees of the difference with each earlier text."""
    own = _plain(clauses)
    for others, their in texts.items():
        if min(their) < min(having):
            told = named(_plain(others), own)
            if told is not None:
                yield from ((n, told) for n in their)


def _plain(clauses: Sequence[Shown]) -> str:
    return "\n\n".join(clause.plain for clause in clauses)


def _shown(side: Version) -> dict[str, Shown]:
    """Every clause of a version as it is printed."""
    policy, tree = side.policy, tree_of(side.policy)
    labels = policy.labels()
    found = {}
    for id_, clause in side.clauses.items():
        calls = numbers(clause)
        notes = tuple(tree.note(clause, note) for note in clause.notes)
        blocks = tree.clause(clause)
        texts = [to_text(blocks, labels, notes=calls), *(to_text(note, labels) for note in notes)]
        found[id_] = Shown(
            label="" if clause.title in clause.label else clause.label,
            heading=side.heading(side.spots[id_].section),
            audience=", ".join(AUDIENCE_WORDS[audience] for audience in clause.audience),
            html=to_html(blocks, labels, notes=calls),
            notes=tuple(to_html(note, labels) for note in notes),
            plain="\n".join(texts),
        )
    return found
