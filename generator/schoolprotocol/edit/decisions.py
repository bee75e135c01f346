"""Records what was decided: decisions, the status of a document, proposals and releases, reactions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.edit.find import SCHOOLS, list_at, object_at, school_file, variant_file
from schoolprotocol.edit.ledger import enter, last_decision, opened
from schoolprotocol.edit.values import with_key
from schoolprotocol.errors import EditError
from schoolprotocol.model.document import Decision, Document
from schoolprotocol.model.reaction import Reaction
from schoolprotocol.model.returned import Returned
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.freeze import file_name, frozen, proposal_name
from schoolprotocol.source.ledger import of_file
from schoolprotocol.source.releases import faults_in
from schoolprotocol.source.school import EVIDENCE, PAPER
from schoolprotocol.source.styles import Data, Form, block


def record(desk: Desk, school: str, protocol: str, decision: Mapping[str, Data]) -> None:
    """Add a decision below those that are there; by default it is about the version that the document has now.

    It is entered in the school's ledger at once.
    """
    path = variant_file(desk, school, protocol)
    lines = opened(desk, school)
    variant = desk.mapping(path)
    values = dict(decision)
    if values.get("version") is None:
        values["version"] = _document(path, variant).get("version")
    ordered = {name: values[name] for name in Decision.model_fields if values.get(name) is not None}
    if "decisions" not in variant:
        with_key(variant, "decisions", [], tuple(Variant.model_fields))
    list_at(variant, "decisions").append(ordered)
    desk.put(path, variant)
    enter(desk, school, lines, last_decision(desk, path))


def set_document(desk: Desk, school: str, protocol: str, values: Mapping[str, Data]) -> None:
    """Change keys of document control: status, days, version; None removes one."""
    path = variant_file(desk, school, protocol)
    variant = desk.mapping(path)
    document = _document(path, variant)
    for name, value in values.items():
        if value is None:
            document.pop(name, None)
        else:
            with_key(document, name, value, tuple(Document.model_fields))
    desk.put(path, variant)


def _document(path: str, variant: dict[str, Data]) -> dict[str, Data]:
    if not isinstance(variant.get("document"), dict):
        raise refuse(Diagnostic(Kind.NO_DOCUMENT, Place(path)))
    return object_at(variant, "document")


def record_proposal(desk: Desk, policy: Policy, text: str, name: str | None = None) -> str:
    """Keep a text that is put to a council, unless it is kept already: one file for one text.

    Returns:
        The path of the file.
    """
    school_file(desk, policy.school)
    return _freeze(desk, policy.school, f"proposals/{name or proposal_name(policy)}", text)


def record_reactions(desk: Desk, school: str, protocol: str, reactions: Sequence[Mapping[str, Data]]) -> int:
    """Add reactions below those that are there; one that is there already, answered or not, is not added again.

    Each stands on lines of its own, with the key for the answer that somebody waits for.

    Returns:
        How many were added.
    """
    variant_file(desk, school, protocol)
    path = f"{SCHOOLS}/{school}/reactions/{protocol}.yaml"
    items = desk.items(path) if desk.has(path) else []
    before = len(items)
    known = {_unanswered(item) for item in items}
    for reaction in reactions:
        ordered = {name: reaction[name] for name in Reaction.model_fields if reaction.get(name) is not None}
        if _unanswered(ordered) not in known:
            known.add(_unanswered(ordered))
            waits: dict[str, Data] = {} if ordered.get("kind") == "akkoord" or "answer" in ordered else {"answer": None}
            items.append(ordered | waits)
    if len(items) == before:
        return 0
    if desk.has(path):
        desk.put(path, items)
    else:
        desk.new(path, items, f"- {block(items[0], 2, Form())}\n")
    return len(items) - before


def answer_reaction(desk: Desk, school: str, protocol: str, index: int, answer: str) -> None:
    """Write an answer below a reaction; one that is there is replaced.

    Args:
        desk: the files.
        school: whose document it is about.
        protocol: of the document.
        index: of the reaction in its file, counted from 0.
        answer: what the board or the school answers.
    """
    path = f"{SCHOOLS}/{school}/reactions/{protocol}.yaml"
    items = desk.items(path)
    if not 0 <= index < len(items) or not isinstance(item := items[index], dict):
        raise EditError(_("This reaction is not there any more."), _("Open the page again."), Place(path))
    with_key(item, "answer", answer, tuple(Reaction.model_fields))
    desk.put(path, items)


def keep_evidence(desk: Desk, school: str, name: str, content: bytes) -> None:
    """Keep a paper of a decision as it is; one of that name stays what it is."""
    school_file(desk, school)
    path = f"{SCHOOLS}/{school}/{EVIDENCE}/{name}"
    if not re.fullmatch(PAPER, name):
        text = _("{path}: a paper of a decision has small letters, digits and hyphens in its name, and is a document.")
        raise EditError(text.format(path=path), _("Choose another name."), Place(path))
    desk.freeze(path, content)


def meet_condition(desk: Desk, school: str, protocol: str, decision: int, text: str, met: Mapping[str, Data]) -> None:
    """Write down since when and how a condition of a decision is met.

    Args:
        desk: the files.
        school: whose document it is.
        protocol: of the document.
        decision: which of its decisions, counted from 0.
        text: the condition, as it stands there.
        met: `met` and `how`.
    """
    path = variant_file(desk, school, protocol)
    variant = desk.mapping(path)
    decisions = list_at(variant, "decisions")
    found = decisions[decision] if 0 <= decision < len(decisions) else None
    holders = [found, *(found.get("votes") or [])] if isinstance(found, dict) else []
    for holder in holders:
        if isinstance(holder, dict) and _met(holder, text, met):
            desk.put(path, variant)
            return
    raise EditError(_("This condition is not there any more."), _("Open the page again."), Place(path))


def _met(holder: dict[str, Data], text: str, met: Mapping[str, Data]) -> bool:
    """Whether it has the condition, which is met then."""
    conditions = holder.get("conditions")
    if conditions == text:
        holder["conditions"] = [{"text": text, **met}]
        return True
    for one in conditions if isinstance(conditions, list) else []:
        if isinstance(one, dict) and one.get("text") == text:
            one.update(met)
            return True
    return False


def _unanswered(item: Data) -> frozenset[tuple[str, Data]]:
    """What a reaction says, without the answer."""
    return (
        frozenset((name, str(value)) for name, value in item.items() if name != "answer" and value is not None)
        if isinstance(item, dict)
        else frozenset()
    )


def record_returned(desk: Desk, school: str, protocol: str, name: str, proposal: Mapping[str, Data]) -> bool:
    """Keep what came back in a Word file, unless it is kept already; whether it was new."""
    variant_file(desk, school, protocol)
    path = f"{SCHOOLS}/{school}/reactions/{protocol}/{name}.yaml"
    if desk.has(path):
        return False
    ordered = {key: proposal[key] for key in Returned.model_fields if proposal.get(key) not in (None, [], (), "false")}
    desk.new(path, ordered)
    return True


def settle_returned(desk: Desk, school: str, protocol: str, name: str, settled: Mapping[str, Data]) -> None:
    """Write down what became of a proposal."""
    path = f"{SCHOOLS}/{school}/reactions/{protocol}/{name}.yaml"
    proposal = desk.mapping(path)
    for key in ("outcome", "taken_to", "reason"):
        if key in settled:
            with_key(proposal, key, settled[key], tuple(Returned.model_fields))
    desk.put(path, proposal)


def record_release(desk: Desk, policy: Policy, despite: str | None = None) -> str:
    """Freeze a document as a release; whether it may be one is for the caller to judge.

    Returns:
        The path of the file.

    Raises:
        EditError: where that version was released before.
    """
    school_file(desk, policy.school)
    path = f"{SCHOOLS}/{policy.school}/releases/{file_name(policy)}"
    if desk.has(path):
        text = _("{path} is there already. A release never changes.")
        raise EditError(text.format(path=path), _("Give the document a new version first."), Place(path))
    return _freeze(desk, policy.school, f"releases/{file_name(policy)}", frozen(policy, despite))


def _freeze(desk: Desk, school: str, name: str, text: str) -> str:
    """Keep a text for good, and enter it in the ledger; one that is kept already stays as it is."""
    path = f"{SCHOOLS}/{school}/{name}"
    if not desk.has(path):
        lines = opened(desk, school)
        wrong = faults_in(name, text.encode("utf-8", "surrogatepass"), school)
        if wrong:
            raise EditError(
                _("This text cannot be kept: nobody could be shown it."), _("Mend that first."), None, wrong
            )
        desk.freeze(path, text)
        enter(desk, school, lines, of_file(name, text.encode()))
    return path
