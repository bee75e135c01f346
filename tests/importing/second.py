"""How well a second version of a document finds the clauses of the first one again: figures for our own documents.

    python -m schoolprotocol --output /tmp/printed build docx html
    python -m tests.importing.second /tmp/printed

Of each document that was adopted before, the version that was adopted is taken over, and then the one of now. The
source knows which clauses are the same, and the importer does not. Printed is of how many the id was kept, how many
lost it and are asked to be the clause that they are, how many are asked to be another, how many that are new got the
id of another clause, and how many that went got a tombstone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from schoolprotocol.documents import finding
from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text.plain import bare
from tests.importing.imported import Imported, imported
from tests.importing.round_trip import shared
from tests.repository import ROOT


def pairs(folder: Path, kind: str) -> Iterator[tuple[str, Policy, Path, Policy, Path]]:
    """Of each document the last version that was adopted, and the working text, each with its file."""
    corpus = finding.open_corpus(ROOT)
    for (school, protocol), policy in finding.policies_of(finding.resolve_all(corpus)).items():
        releases = corpus.schools[school].releases_of(protocol)
        if releases:
            name, last = f"{school}-{protocol}", releases[-1]
            if kind in {"docx", "pdf"}:
                old = folder / kind / f"{name}-{last.version}.{kind}"
                yield name, last.policy, old, policy, folder / kind / f"{name}.{kind}"


def ids(policy: Policy, told: Imported) -> Mapping[str, str]:
    """By id of a clause in the source the one that it got when the document was taken over."""
    came = spoken(told.policy)
    return {id_: came[said] for said, id_ in spoken(policy).items() if said in came}


def spoken(policy: Policy) -> dict[str, str]:
    """By what a clause says, with its title and how often that was said before, its id."""
    tree, titles, labels = tree_of(policy), beginnings(policy), policy.labels()
    found: dict[str, str] = {}
    for one in policy.clauses():
        said = " ".join(f"{titles[one.id].title} {bare(tree.clause(one), labels)}".split())
        while said in found:
            said += "+"
        found[said] = one.id
    return found


def asked(told: Imported) -> set[tuple[str, str]]:
    """Of which clause a person is asked whether it came of which: the new id and the old one."""
    known = {one.id for one in told.policy.clauses()}
    found = set()
    for one in told.plan.questions:
        if one.kind == "lineage" and (was := re.search(r"was: \[([^\]]+)\]", one.text)):
            found |= {(id_, was[1]) for id_ in known.intersection(one.text.split())}
    return found


def main(folder: Path, kind: str = "docx") -> int:
    """Print the figures; 1 where a document is refused or an id went to another clause."""
    wrong = seen = 0
    for name, old, old_file, now, now_file in pairs(folder, kind):
        seen += 1
        try:
            first = imported(old_file.read_bytes(), shared((old.school, old.protocol)), "een.docx", school="terug")
            second = imported(
                now_file.read_bytes(), first.tree, "twee.docx", school="terug", protocol=first.plan.protocol
            )
            before, after = ids(old, first), ids(now, second)
        except SchoolprotocolError as error:
            wrong += 1
            print(f"{name}: {error}")
            continue
        both = before.keys() & after.keys()
        kept = sum(before[one] == after[one] for one in both)
        taken = sum(after[one] in before.values() for one in after.keys() - both)
        swapped = sum(after[one] != before[one] and after[one] in before.values() for one in both)
        clauses = second.corpus.protocols[second.plan.protocol].clauses
        came_of = sum(before[one] in clauses[after[one]].was for one in both if after[one] != before[one])
        proposed = asked(second)
        rightly = proposed & {(after[one], before[one]) for one in both}
        gone = {before[one] for one in before.keys() - both}
        closed = gone & second.corpus.protocols[second.plan.protocol].tombstones.keys()
        told = sum(one.kind == "lineage" for one in second.plan.questions)
        print(
            f"{name}: {len(both)} clauses in both, {kept} kept their id, {came_of} say of which they came, "
            f"{len(rightly)} are asked and {len(proposed - rightly)} asked wrongly, "
            f"{swapped} got that of another; {len(after) - len(both)} are new, {taken} of them got the id of another; "
            f"{len(gone)} went, {len(closed)} of them have a tombstone; {told} questions about lineage"
        )
        wrong += swapped
    print(f"{seen} documents")
    return int(wrong > 0 or seen == 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
