"""Every rule, in one list each: for a document, and for the source as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from schoolprotocol.check import (
    across,
    assurances,
    catalogue,
    changes,
    control,
    decisions,
    elsewhere,
    facts,
    first,
    kort,
    leftovers,
    letters,
    marks,
    missing,
    names,
    norms,
    opposed,
    persons,
    placeholders,
    pointers,
    printable,
    readers,
    reading,
    repeated,
    sanctions,
    schoolgids,
    sector,
    shared,
    strength,
    terms,
)
from schoolprotocol.check import references as sources
from schoolprotocol.check.catalogue import Source, Whole
from schoolprotocol.check.glyphs import characters, unprintable
from schoolprotocol.check.remarks import cut_short
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.suppress import accepted, apply_suppressions, is_accepted
from schoolprotocol.check.versions import check_adopted, check_forsaken, check_releases, check_version
from schoolprotocol.check.written import Key, Written, reactions, texts, texts_of, texts_of_all
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus, SchoolSource, scope_of
from schoolprotocol.templating import templates_in

Rule = Callable[[Subject], Iterable[Diagnostic]]
SourceRule = Callable[[Source], Iterable[Diagnostic]]
TextRule = Callable[[Written], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (
    control.empty_cell,
    control.not_stated,
    control.nothing_below,
    control.other_in_table,
    control.no_contact,
    control.review,
    decisions.decision_after_adoption,
    decisions.decided_before_proposal,
    decisions.adopted_without_consent,
    decisions.rule_gone,
    decisions.decision_without_date,
    decisions.decision_twice,
    decisions.decision_in_future,
    decisions.met_in_future,
    decisions.effective_before_adoption,
    decisions.day_of_document,
    decisions.decision_other_version,
    decisions.history_order,
    decisions.status_without_decision,
    missing.release_missing,
    elsewhere.stale_reference,
    placeholders.placeholder_left,
    placeholders.label_left,
    names.other_school,
    names.board_as_school,
    names.school_as_board,
    names.names_by_turns,
    names.institution,
    norms.same_norm_twice,
    pointers.dead_pointer,
    reading.hard_to_read,
    reading.half_sentence,
    kort.not_one_sentence,
    kort.longer_than_text,
    kort.stronger_or_weaker,
    first.passed_over,
    first.too_many_or_few,
    first.only_title,
    schoolgids.excerpt_lacks,
    facts.outdated,
    facts.contradicts_law,
    facts.value_against_law,
    facts.organisation_not_cited,
    facts.link_not_listed,
    sector.consent_of_parents,
    sector.agreement,
    repeated.in_other_words,
    repeated.phrase_twice,
    repeated.wrong_twice,
    sanctions.out_of_order,
    sanctions.range_without_end,
    sanctions.sanction_of_pupils,
    sanctions.heading_leaves_out,
    sanctions.no_rules_for,
    sanctions.promise_without_content,
    sanctions.school_wipes,
    opposed.contradiction,
    opposed.two_ways,
    opposed.ban_on_both,
    marks.mark_against_text,
    readers.wrong_reader,
    readers.wrong_part,
    readers.audience_against_text,
    readers.part_without_letter,
    readers.all_but_some,
    terms.definitions,
    terms.terms_by_turns,
    terms.one_word_for_two,
    terms.other_kind,
    terms.other_version,
    terms.misspelt,
    terms.half_replaced,
    assurances.certain_fine,
    assurances.council_without_date,
    assurances.not_told,
    assurances.law_not_named,
    *printable.RULES,
    printable.off_the_cover,
    printable.unseen_logo,
)
"""For one document, working or released."""

SOURCE_RULES: tuple[SourceRule, ...] = (
    catalogue.clause_unused,
    catalogue.parameter_unused,
    catalogue.value_unused,
    catalogue.wording_broken,
    catalogue.id_outside_school,
    strength.strength_differs,
    changes.note_target_unknown,
    first.never_for_them,
)
"""For one protocol with all variants that build on it."""

TEXT_RULES: tuple[TextRule, ...] = (
    placeholders.reason_left,
    placeholders.fact_left,
    persons.person,
    persons.address,
    persons.mobile,
    leftovers.bullet,
    leftovers.table,
    leftovers.braces,
    leftovers.mark,
    letters.invisible,
    letters.lookalike,
)
"""For every text as it is written, whether a document uses it or not."""


def check_document(subject: Subject) -> list[Diagnostic]:
    """Everything that the rules find in one document, in the order of the rules; suppressions are not applied."""
    return [diagnostic for rule in RULES for diagnostic in rule(subject)]


def check_texts(corpus: Corpus, keys: Iterable[Key] | None = None) -> list[Diagnostic]:
    """Everything that the rules find in the texts as they are written; only behind these documents where given."""
    chosen = None if keys is None else [*keys]
    found = _not_accepted(corpus, _in_texts(corpus, texts(corpus, chosen)))
    return found + [diagnostic for written in reactions(corpus, chosen) for diagnostic in letters.invisible(written)]


def _in_texts(corpus: Corpus, written: Iterable[Written]) -> list[Diagnostic]:
    known, every = characters(templates_in(corpus.root / "templates")), [*written]
    found = [diagnostic for one in every for rule in TEXT_RULES for diagnostic in rule(one)]
    found += [diagnostic for one in every for diagnostic in unprintable(one, known)]
    if corpus.reader is not None:
        found += cut_short(every, corpus.reader.tree)
    return found


def _not_accepted(corpus: Corpus, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is left when a protocol accepts what stands in its own files."""
    accepts = {id_: accepted(one.protocol.suppress) for id_, one in corpus.protocols.items()}
    return [one for one in found if not is_accepted(one, accepts.get(_protocol(one) or "", ()))]


def _protocol(found: Diagnostic) -> str | None:
    """The protocol in whose files something was found; None where in no protocol's."""
    folder, id_ = scope_of(found) or ("", "")
    return id_ if folder == "protocols" else None


def check_own(corpus: Corpus, school: SchoolSource, policies: Iterable[Policy]) -> list[Diagnostic]:
    """Everything that the rules find in what a school has written and kept, beside the texts of its documents.

    Args:
        corpus: the source.
        school: the school.
        policies: its documents that resolve.
    """
    alone = replace(corpus, schools={school.id: school})
    found = _in_texts(corpus, texts_of(school))
    found += [diagnostic for written in reactions(alone) for diagnostic in letters.invisible(written)]
    found += [diagnostic for policy in policies for diagnostic in check_version(alone, policy)]
    return [*found, *check_releases(alone), *check_adopted(alone), *check_forsaken(alone)]


def check_shared_texts(corpus: Corpus) -> list[Diagnostic]:
    """Everything that the rules find in texts that are no school's; whatever schools there are."""
    return _in_texts(corpus, texts_of_all(corpus))


def check_shared(corpus: Corpus, whole: Whole, in_texts: Iterable[Diagnostic], today: date) -> list[Diagnostic]:
    """Everything that the rules find in what all schools share: catalogue, references, texts, names of documents.

    Args:
        corpus: what all schools share, with the faults of everybody.
        whole: all schools.
        in_texts: what `check_shared_texts` found.
        today: the day on which the check runs.
    """
    in_texts = [*in_texts]
    found = _not_accepted(corpus, in_texts)
    found += printable.same_name({(use.school, use.protocol): use.place for use in whole.documents})
    if corpus.has_what_all_share:
        found += sources.stale(corpus, today)
        found += sources.checked_in_future(corpus, today)
        found += sources.unchecked(corpus)
        found += sources.no_number(corpus)
        found += sources.unknown_reference(corpus)
        found += sources.duty(corpus)
    twice = [*across.shareable(corpus, [use for use in whole.documents if use.is_resolved])]
    for protocol in corpus.protocols.values():
        if not corpus.is_whole(protocol.id):
            continue  # what could not be read may use it
        source, every = Source(corpus, protocol, whole), whole.has_all(protocol.id)
        rules = SOURCE_RULES if every else [rule for rule in SOURCE_RULES if rule is not catalogue.wording_broken]
        of_all = [diagnostic for rule in rules for diagnostic in rule(source)]
        of_all += [diagnostic for id_, diagnostic in twice if id_ == protocol.id]
        unheard = [one for one in in_texts if _protocol(one) == protocol.id]
        found += apply_suppressions(of_all, accepted(protocol.protocol.suppress), unheard=unheard)
    return [*found, *shared.shared_unused(corpus, whole)]
