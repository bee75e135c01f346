"""Gives clauses and sections of an older version the ids that the same ones have in a newer one, and takes them back.

Two versions that share no ids, or in which one id names two clauses, are then compared as any others are: all that
follows knows clauses by their ids.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schoolprotocol.compare.matching import Family
from schoolprotocol.compare.version import Version
from schoolprotocol.policy.model import Clause, Column, Group, Policy, Section, Text
from schoolprotocol.policy.walk import map_texts

_CALL = "{clause}"
_REFERENCE = re.compile(r"\{clause\}`([^`\n]*)`")


def new_ids(old: Version, new: Version, kin: Sequence[Family], sections: Mapping[str, str]) -> dict[str, str]:
    """Another id for every clause and section of the old version that needs one; no two get the same.

    What lapsed and whose id names something else now gets the version behind it: `regels.art-3@1.0`.

    Args:
        old: the one version.
        new: the other.
        kin: which clauses belong together.
        sections: new section id by old one.
    """
    found = {left: right for left, right in sections.items() if left in old.sections}
    for family in kin:
        found.update(_kept(family, old, new))
    named = {*new.clauses, *new.sections}
    cited = {id_ for text in old.texts.values() if _CALL in text.template for id_ in _REFERENCE.findall(text.template)}
    for id_ in (*old.clauses, *old.sections, *sorted(cited)):
        if id_ not in found and id_ in named:
            found[id_] = f"{id_}@{old.policy.document.version}"
    return {left: right for left, right in found.items() if left != right}


def _kept(family: Family, old: Version, new: Version) -> Iterator[tuple[str, str]]:
    """Which clause goes on as which: of one that was split, or of those that were merged, the one that shares most."""
    same = [id_ for id_ in family.old if id_ in family.new]
    if same:
        yield from ((id_, id_) for id_ in same)
    elif family.old and family.new:
        words = [
            {id_: Counter(side.clauses[id_].wording.text.split()) for id_ in ids}
            for side, ids in ((old, family.old), (new, family.new))
        ]
        yield max(
            ((left, right) for left in family.old for right in family.new),
            key=lambda pair: (words[0][pair[0]] & words[1][pair[1]]).total(),
        )


def renamed(kin: Iterable[Family], ids: Mapping[str, str]) -> list[Family]:
    """The families with the new ids of the old version."""
    return [
        Family(
            tuple(ids.get(id_, id_) for id_ in family.old),
            family.new,
            tuple((ids.get(left, left), right) for left, right in family.links),
        )
        for family in kin
    ]


def with_ids(policy: Policy, ids: Mapping[str, str]) -> Policy:
    """The policy in which clauses and sections have other ids, and references follow; others keep theirs."""
    if not ids:
        return policy
    texts = map_texts(policy, lambda _slot, text: _referring(text, ids))
    excerpt = texts.excerpt
    if excerpt is not None:
        half = excerpt.half and tuple(_group(group, ids) for group in excerpt.half)
        update = {
            "groups": tuple(_group(group, ids) for group in excerpt.groups),
            "half": half,
            "short": _clause(excerpt.short, ids),
        }
        excerpt = excerpt.model_copy(update=update)
    sections = tuple(_section(section, ids) for section in texts.sections)
    return texts.model_copy(update={"sections": sections, "excerpt": excerpt})


def _referring(text: Text, ids: Mapping[str, str]) -> Text:
    if _CALL not in text.template:
        return text
    template, printed = (
        _REFERENCE.sub(lambda match: f"{{clause}}`{ids.get(match[1], match[1])}`", side)
        for side in (text.template, text.text)
    )
    return text.model_copy(update={"template": template, "text": printed})


def _section(section: Section, ids: Mapping[str, str]) -> Section:
    return section.model_copy(
        update={
            "id": ids.get(section.id, section.id),
            "groups": tuple(_group(group, ids) for group in section.groups),
            "sections": tuple(_section(child, ids) for child in section.sections),
        }
    )


def _group(group: Group, ids: Mapping[str, str]) -> Group:
    columns = tuple(_column(column, ids) for column in group.columns)
    return group.model_copy(update={"clauses": tuple(_clause(one, ids) for one in group.clauses), "columns": columns})


def _column(column: Column, ids: Mapping[str, str]) -> Column:
    return column.model_copy(update={"clauses": tuple(_clause(one, ids) for one in column.clauses)})


def _clause(clause: Clause, ids: Mapping[str, str]) -> Clause:
    return clause.model_copy(update={"id": ids.get(clause.id, clause.id)})
