"""What the check finds in what a document says: accepted for now, and asked of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import open_source
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import SourceError
from schoolprotocol.importing.plan import Question, Share
from schoolprotocol.importing.questions import of_finding, of_findings
from schoolprotocol.importing.second import Second
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.corpus import Corpus

MANY: Final = 100
"""Findings of one kind that are accepted and asked one by one."""


def block_of(shares: Sequence[Share], id_: str | None) -> int | None:
    """The first block that went to a clause, section or table."""
    return next((share.block for share in shares if id_ and share.target.place == id_), None)


@dataclass
class Accepting:
    """Lets the check find no errors in what was taken over."""

    corpus: Corpus
    """As it was."""
    edit: Edit
    key: tuple[str, str]
    today: date
    name: str
    """Of the file."""
    second: Second | None
    is_shared: bool
    """Whether the protocol was there already."""
    cache: Cache
    accepted: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """By file what was accepted for now."""

    @property
    def variant_file(self) -> str:
        """The file of the school."""
        return f"policy_src/schools/{self.key[0]}/{self.key[1]}.yaml"

    @property
    def protocol_file(self) -> str:
        """The file of the protocol, in which stands what is accepted of texts that are no school's."""
        return f"policy_src/protocols/{self.key[1]}/protocol.yaml"

    def check(self, policy: Policy, shares: Sequence[Share]) -> list[Question]:
        """Let the check find no errors: what the document says wrong is accepted for now, and asked of a person.

        Args:
            policy: what the source says now.
            shares: of which block it came.

        Returns:
            What a person is asked.

        Raises:
            SourceError: where an error cannot be accepted.
        """
        questions: list[Question] = []
        errors = self._errors()
        if self.second is not None:
            unsaid = [one.target or "" for one in errors if one.kind is Kind.NOTE_MISSING]
            asked = self.second.put_note(self.edit, policy, unsaid, self.name)
            if asked is not None:
                questions.append(asked)
                errors = self._errors()
        if errors:
            of_school = [one for one in errors if one.kind.suppressible and one.school is not None]
            questions += self._accept(self.variant_file, of_school, shares)
            errors = self._errors()
        if errors:
            known = self._errors_before()
            of_all = [one for one in errors if one.kind.suppressible and (one.kind, one.target) not in known]
            questions += self._accept(self.protocol_file, of_all, shares)
            errors = self._errors()
        if errors:
            raise SourceError(errors)
        return questions

    def _accept(self, file: str, errors: Sequence[Diagnostic], shares: Sequence[Share]) -> list[Question]:
        """Write under `suppress` that these stand so in the document, and ask a person about each."""
        reason = "Zo staat het in het document dat is overgenomen; iemand moet er nog naar kijken."
        known = self.accepted.setdefault(file, self._accepted_before(file))
        many = self._many(errors)
        targets = {(one.kind.code, "" if one.kind in many else one.target or "") for one in errors}
        for code, target in sorted(targets):
            one = {"code": code, **({"target": target} if target else {}), "reason": reason}
            if one not in known:
                known.append(one)
        if errors:
            self.edit.set(file, ["suppress"], known)
        first = [next(found for found in errors if found.kind is kind) for kind in many]
        asked = [of_findings(found, many[found.kind], block_of(shares, found.target)) for found in first]
        each = [found for found in errors if found.kind not in many]
        return asked + [of_finding(found, block_of(shares, found.target)) for found in each]

    @staticmethod
    def _many(errors: Sequence[Diagnostic]) -> dict[Kind, int]:
        """What is found so often that nobody accepts it one by one, and no file of a school could hold that."""
        return {kind: n for kind, n in Counter(one.kind for one in errors).items() if n > MANY}

    def _accepted_before(self, file: str) -> list[dict[str, str]]:
        source = self.corpus.protocols.get(self.key[1])
        owner = self.second and self.second.variant if file == self.variant_file else source and source.protocol
        return [one.model_dump(exclude_none=True) for one in owner.suppress] if owner else []

    def _errors_before(self) -> set[tuple[Kind, str | None]]:
        """What was wrong in the protocol already: that is not for a document to accept."""
        found = check_working(self.corpus, self.today, [self.key]) if self.is_shared else ()
        return {(one.kind, one.target) for one in found}

    def _errors(self) -> list[Diagnostic]:
        corpus = open_source(self.edit.overlay(), self.cache).value
        found = [*corpus.faults_of(*self.key), *check_working(corpus, self.today, [self.key])]
        return [one for one in found if one.kind.severity == "error"]
