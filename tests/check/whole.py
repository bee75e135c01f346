"""The rules about the whole source, without those about documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from schoolprotocol.check.catalogue import Whole
from schoolprotocol.check.rules import check_own, check_shared, check_shared_texts
from schoolprotocol.config import Key
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.checking import part_of
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus


def check_source(corpus: Corpus, policies: Mapping[Key, Policy], today: date) -> list[Diagnostic]:
    """What they find in what all schools share, and in what each has written and kept."""
    found = check_shared(
        corpus, Whole(part_of(corpus, id_, today) for id_ in corpus.school_ids), check_shared_texts(corpus), today
    )
    for id_, school in corpus.schools.items():
        found += check_own(corpus, school, [policy for key, policy in policies.items() if key[0] == id_])
    return found


def documents_of(corpus: Corpus) -> dict[Key, Place]:
    """Every document, with the place where its protocol is named."""
    return {key: corpus.schools[key[0]].variants[key[1]].at("protocol") for key in corpus.documents()}
