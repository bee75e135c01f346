"""What a body decided → a decision in the school's variant, bound to the text that was put to that body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from gettext import gettext as _
from typing import Any

from pydantic import ValidationError

from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.deciding import confirms_nothing, faults_of_decisions, standing_of, still_asked
from schoolprotocol.documents.finding import Key, open_source, policies_of, resolve_all
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.model.base import NOT_YET_ADOPTED, Status
from schoolprotocol.model.document import Decision, DecisionKind, DecisionOutcome
from schoolprotocol.outputs.council.form import asked_for, changes_of
from schoolprotocol.policy.decided import meant, shown, text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.bindings import put_to_council, refused_days
from schoolprotocol.release.bodies import body_of, matches
from schoolprotocol.release.states import LADDER
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.tree import SourceTree
from schoolprotocol.source.versions import Proposal
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.invisible import INVISIBLE

_OF_PUT_TEXT = {"instemming", "advies"}
"""Kinds of decisions about a text as it was put to a body; the others are about the text as it is."""

_LEADS: Mapping[str, Status] = {"instemming": "ingestemd", "vaststelling": "vastgesteld"}
"""The status to which a decision of a kind leads."""


@dataclass(frozen=True, slots=True)
class Given:
    """A decision, as somebody tells it."""

    body: str
    day: date
    kind: DecisionKind = "instemming"
    outcome: DecisionOutcome = "positief"
    part: str | None = None
    conditions: Sequence[str] = ()
    reason: str | None = None
    votes: Mapping[str, str] = field(default_factory=dict)
    """Outcome by change: its number in the report, or its id."""
    text_hash: str | None = None
    """Which of the texts that were put, or the beginning of its hash as papers show it; needed only where there are
    several, and none is the text as it is."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was recorded."""

    decision: Decision
    written: tuple[str, ...]
    """The paths of the files that were written; none where it was recorded before."""
    status: Status | None
    """The status that the document got by it; None where that stays as it is."""
    waiting: tuple[str, ...]
    """The bodies that were asked as well and of which no decision is recorded."""
    lacking: tuple[Diagnostic, ...] = ()
    """What else keeps the document from the status to which such a decision leads."""

    @property
    def kenmerk(self) -> str:
        """Of the text that it is about, as papers show it."""
        return shown(self.decision.text_hash or "")


def decide(corpus: Corpus, tree: SourceTree, key: Key, given: Given, today: date) -> Decided:
    """Record a decision, and move the status on where it now carries a further one (adoption at most).

    Args:
        corpus: the loaded source.
        tree: its files.
        key: the document.
        given: the decision.
        today: the day after which nobody can have decided yet.

    Raises:
        UsageError: where the body was not asked, no text was put, this version was released, or what was told does not
            fit together.
        SourceError: where nobody can have decided on that day, or the check would refuse the decision.
        EditError: where it cannot be written in the school's variant; nothing was written.
    """
    policy = policies_of(resolve_all(corpus, [key]))[key]
    _refuse(given, today)
    if any(one.version == policy.document.version for one in corpus.schools[key[0]].releases_of(key[1])):
        text = _("Version {version} was released already: give the document a new version first.")
        raise UsageError(text.format(version=policy.document.version))
    put, asked = _put(corpus, key, policy, given)
    _refuse_before_put(corpus, key, put, given)
    body = _body(given, asked)
    told: dict[str, Any] = {
        "body": body,
        "kind": given.kind,
        "version": policy.document.version,
        "day": given.day,
        "part": given.part,
        "outcome": None if given.outcome == "positief" else given.outcome,
        "reason": given.reason,
        "conditions": [{"text": one} for one in given.conditions] or None,
        "text_hash": text_hash(put),
        "votes": _votes(corpus, key, put, given.votes) or None,
    }
    known = _as_recorded(policy, told)
    if known is not None:
        return Decided(known, (), None, _waiting(asked, policy.decisions, policy.document.version))
    edit = Edit(tree).record_decision(*key, **told)
    opened = open_source(edit.overlay(), schools=[key[0]]).value
    after = policies_of(resolve_all(opened, [key]))[key]
    decision = after.decisions[-1]
    source = corpus.schools[key[0]]
    wrong = list(refused_days(after, source.proposals_of(key[1]), [one.policy for one in source.releases_of(key[1])]))
    before = {fault.message() for fault in faults_of_decisions(corpus, key, policy)}
    wrong += [fault for fault in faults_of_decisions(opened, key, after) if fault.message() not in before]
    if wrong:
        raise SourceError(wrong)
    if confirms_nothing(opened, key, after):
        text = _(
            "{body} has nothing to confirm: it decided nothing before that day about a text of this version from which "
            "this one differs in small things only. After a change of substance the text goes to the council again."
        )
        raise UsageError(text.format(body=given.body))
    status = _further(edit, key, policy, today)
    if status is not None:
        edit = _with_day(edit, key, policy, given.day) if status == "vastgesteld" else edit
        edit = edit.set_status(*key, status)
    waiting = _waiting(asked, after.decisions, policy.document.version)
    lacking = () if status is not None or waiting else _lacking(edit, key, decision, today)
    return Decided(decision, edit.save(), status, waiting, lacking)


def _as_recorded(policy: Policy, told: Mapping[str, Any]) -> Decision | None:
    """The same decision, where it was recorded before."""
    try:
        decision = Decision.model_validate({name: value for name, value in told.items() if value is not None})
    except ValidationError:
        return None  # what is wrong with it is told where it is written down
    return next((one for one in policy.decisions if one == decision), None)


def _refuse(given: Given, today: date) -> None:
    if given.day > today:
        text = _("{day} is not there yet: record a decision once it was taken.")
        raise UsageError(text.format(day=day_in_words(given.day)))
    for said in filter(None, (given.body, given.part, given.reason, *given.conditions)):
        hidden = INVISIBLE.search(said)
        if hidden is not None:
            text = _("“{text}” holds a character that nobody sees ({code}): type it again without it.")
            raise UsageError(text.format(text=INVISIBLE.sub("", said), code=f"U+{ord(hidden[0][0]):04X}"))
    if (given.outcome == "met-voorwaarden") != bool(given.conditions) and not given.votes:
        raise UsageError(
            _("Conditions belong to the outcome met-voorwaarden: give each with --condition, and none with another.")
        )
    if given.reason is None and (given.outcome == "niet-nodig" or given.kind == "bevestiging"):
        raise UsageError(_("Tell with --reason why the consent is not needed, or why what changed does not matter."))


def _refuse_before_put(corpus: Corpus, key: Key, put: Policy, given: Given) -> None:
    """Nobody decided on a text before it was put."""
    kept = [p for p in _proposals(corpus, key, put.document.version) if p.text_hash == text_hash(put)]
    days = [day for proposal in kept if (day := put_to_council(proposal)) is not None]
    if days and given.day < min(days):
        text = _("The text was put on {put}: {body} cannot have decided on it on {day}.")
        told = {"put": day_in_words(min(days)), "body": given.body, "day": day_in_words(given.day)}
        raise UsageError(text.format(**told))


# -- which text, which body -------------------------------------------------------------------------------------------


def _put(corpus: Corpus, key: Key, policy: Policy, given: Given) -> tuple[Policy, tuple[str, ...]]:
    """The text that the decision is about; of a consent also the bodies that were asked."""
    version, now = policy.document.version, text_hash(policy)
    known = {one.text_hash: one for one in _proposals(corpus, key, version)}
    typed = meant(given.text_hash, {now, *known}) if given.text_hash is not None else None
    if given.kind not in _OF_PUT_TEXT and (given.text_hash is None or typed == now):
        return policy, ()
    if not known:
        text = _(
            "Version {version} was not put to a council: make the dossier first (schoolprotocol dossier {school} "
            "--protocol {protocol})."
        )
        raise UsageError(text.format(version=version, school=key[0], protocol=key[1]))
    only = now if now in known else next(iter(known)) if len(known) == 1 else None
    wanted = typed if given.text_hash is not None else only
    if wanted is None or wanted not in known:
        text = _(
            "Which text did {body} decide on? Name it with --text. Texts of version {version} that were put: {hashes}."
        )
        raise UsageError(text.format(body=given.body, version=version, hashes=", ".join(known)))
    put = known[wanted]
    if given.kind != "instemming":
        return put.policy, ()
    asked = put.asked if put.asked is not None else asked_for(corpus, key, put.policy)
    known_bodies = {body_of(name) for name in asked}
    more = (name for name in still_asked(corpus, key, put.policy) if body_of(name) not in known_bodies)
    return put.policy, (*asked, *more)


def _proposals(corpus: Corpus, key: Key, version: str) -> list[Proposal]:
    return [one for one in corpus.schools[key[0]].proposals_of(key[1]) if one.is_whole and one.version == version]


def _body(given: Given, asked: Sequence[str]) -> str:
    """The body as the papers name it."""
    everybody = {name: body_of(name) for name in asked}
    own = body_of(given.body, given.part)
    found = [name for name, body in everybody.items() if matches(body, own, everybody.values())]
    if asked and not found:
        text = _("{body} was not asked for its consent. Asked were: {asked}.{hint}")
        hint = did_you_mean(given.body, asked)
        raise UsageError(text.format(body=given.body, asked=", ".join(asked), hint=hint))
    return given.body if given.part or not found else found[0]


def _waiting(asked: Sequence[str], decisions: Iterable[Decision], version: str) -> tuple[str, ...]:
    """The bodies that were asked and of which nothing is recorded."""
    everybody = {name: body_of(name) for name in asked}
    own = [body_of(one.body, one.part) for one in decisions if one.kind == "instemming" and one.version == version]
    return tuple(
        name for name, body in everybody.items() if not any(matches(body, one, everybody.values()) for one in own)
    )


def _votes(corpus: Corpus, key: Key, put: Policy, votes: Mapping[str, str]) -> list[dict[str, str]]:
    known = changes_of(corpus, key, put) if votes else ()
    by_name = {name: one.topic for one in known for name in (one.topic, one.id, one.number)}
    for name in votes:
        if name not in by_name:
            text = _("There is no change “{name}” in the report on this text.{hint}")
            raise UsageError(text.format(name=name, hint=did_you_mean(name, list(by_name))))
    return [{"change": by_name[name], "outcome": outcome} for name, outcome in votes.items()]


def _with_day(edit: Edit, key: Key, policy: Policy, day: date) -> Edit:
    """The day of an adoption as that of the document, where that has none and its text does not print it."""
    if policy.document.day is not None:
        return edit
    dated = Edit(edit.overlay()).set_document(*key, day=day)
    corpus = open_source(dated.overlay(), schools=[key[0]]).value
    is_same = text_hash(policies_of(resolve_all(corpus, [key]))[key]) == text_hash(policy)
    return edit.set_document(*key, day=day) if is_same else edit


# -- the status -------------------------------------------------------------------------------------------------------


def _lacking(edit: Edit, key: Key, decision: Decision, today: date) -> tuple[Diagnostic, ...]:
    """What a decision that agrees does not carry yet: what would be wrong if the status said it did."""
    leads = _LEADS.get(decision.kind)
    if leads is None or decision.outcome == "negatief":
        return ()
    corpus = open_source(Edit(edit.overlay()).set_status(*key, leads).overlay(), schools=[key[0]]).value
    policy = policies_of(resolve_all(corpus, [key]))[key]
    return standing_of(corpus, key, policy, today).problems


def _further(edit: Edit, key: Key, policy: Policy, today: date) -> Status | None:
    """The status that decisions carry now, where it is a further one; to be in force asks more than a decision."""
    corpus = open_source(edit.overlay(), schools=[key[0]]).value
    carried = standing_of(corpus, key, policies_of(resolve_all(corpus, [key]))[key], today).supported
    declared = policy.document.status
    if declared not in NOT_YET_ADOPTED or carried not in LADDER or LADDER.index(carried) <= LADDER.index(declared):
        return None
    return min(carried, "vastgesteld", key=LADDER.index)
