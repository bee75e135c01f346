"""What `status`, `list`, `show`, `compare`, `impact` and `dossier` print."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from schoolprotocol.cli import terminal
from schoolprotocol.errors import UsageError
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.words.invisible import named
from schoolprotocol.words.statuses import status_word

_HARMLESS = re.compile(r"[\w .,’()/&+-]+")
"""Letters and signs that mean themselves between double quotes, in the shells of all systems."""

if TYPE_CHECKING:
    from schoolprotocol import (
        Applied,
        Choice,
        Clause,
        Comparison,
        Decided,
        Document,
        DocumentImpact,
        Dossier,
        Entry,
        EntryKind,
        Event,
        Facet,
        FileChange,
        Impact,
        Item,
        Ledger,
        Level,
        LostDecision,
        Origin,
        Policy,
        Received,
        Reference,
        Resolution,
        SchoolStatus,
        Seal,
        Section,
        SharedTouch,
        Touch,
        TouchKind,
        Usage,
        Verdict,
        Weight,
    )


def statuses(told: Sequence[SchoolStatus]) -> None:
    """All documents: version, status and what decisions say of it, day, review date, overdue, hash of the text.

    What applies while a working text is a proposal, or is not any more what was adopted, has a row below that text.
    Below the table stands what councils asked when they consented, until it is met; and what came back in Word files
    and waits for somebody to decide on it.

    Args:
        told: of each school.
    """
    headings = _("version"), _("status"), _("decisions"), _("day"), _("review"), _("hash"), _("title")
    terminal.table((_("school"), _("protocol"), *headings), [row for one in told for row in one.rows])
    if points := [row for one in told for row in one.points]:
        terminal.out.print("\n" + _("What councils asked and is still to be done:"), markup=False)
        columns = _("version"), _("body"), _("day"), _("condition")
        terminal.table((_("school"), _("protocol"), *columns), points)
    if reasons := [row for one in told for row in one.reasons]:
        terminal.out.print("\n" + _("Released although the check found errors:"), markup=False)
        terminal.table((_("school"), _("protocol"), _("version"), _("reason")), reasons)
    for school in sorted(one.school for one in told if one.is_spoiled):
        text = _(
            "Not any more what was frozen, gone, or no ledger that says so: schoolprotocol check --school {school}."
        )
        terminal.out.print("\n" + text.format(school=school), markup=False, soft_wrap=True)
    if forsaken := [row for one in told for row in one.forsaken]:
        terminal.out.print("\n" + _("Released, and not published any more:"), markup=False)
        terminal.table((_("school"), _("protocol"), _("version")), forsaken)
    for line in (line for one in told for line in one.waiting):
        terminal.out.print(line, markup=False)


def released_despite(released: Iterable[tuple[str, str, str, str]]) -> None:
    """The versions that were released although the check found errors: that is never over.

    Args:
        released: school, protocol, version and reason of each.
    """
    text = _("Version {version} of {school} ({protocol}) was released although the check found errors: {reason}")
    for school, protocol, version, reason in released:
        told = text.format(version=version, school=school, protocol=protocol, reason=reason)
        terminal.out.print(told, markup=False, soft_wrap=True)


def dossier(made: Dossier, called: str, root: Path) -> None:
    """What was kept, where the papers are, by which day the council can react, and how its decision is recorded."""
    shown = _shown(made.archive, root)
    if made.proposal is None:
        text = _("A proof of the papers: {file} ({n} files). Nothing was kept, and nothing was put to a council.")
        terminal.out.print(text.format(file=shown, n=made.files), markup=False)
        return
    proposal = made.proposal.relative_to(root)
    text = _("Kept as a proposal: {file}") if made.is_new else _("This text was put to a council before: {file}")
    terminal.out.print(text.format(file=proposal), markup=False)
    for file in made.written:
        if file.endswith(".yaml"):
            told = _("Written down that it was put (decisions and status): {file}")
            terminal.out.print(told.format(file=file), markup=False)
    papers = _("Papers for the council: {file} ({n} files)")
    terminal.out.print(papers.format(file=shown, n=made.files), markup=False)
    if made.term.ends is not None:
        last = _("The council can react up to and including {day}.")
        terminal.out.print(last.format(day=made.term.ends.isoformat()), markup=False)
    terminal.out.print(_("When a body has decided, record that:"), markup=False)
    for body in made.asked or ("de MR",):
        terminal.out.print(f"  {decide_command(called, body)}", markup=False, soft_wrap=True)


def decide_command(called: str, body: str) -> str:
    """What somebody can type when a body has decided; whatever that is called, a shell reads nothing else in it.

    Args:
        called: the document (`Document.called`).
        body: who decided.
    """
    said = f'"{body}"' if _HARMLESS.fullmatch(body) else shlex.quote(body)
    day = _("YYYY-MM-DD")
    return f"schoolprotocol decide {called} --body {said} --outcome positief --day {day}"


def decided(made: Decided, called: str = "") -> None:
    """What was recorded, what became of the status, and what comes next for the document that is called so."""
    if not made.written:
        terminal.out.print(_("This decision was recorded before: nothing has changed."))
        return
    text = _("Recorded in {file}: {decision} of {body}, about version {version} ({hash}): {outcome}.")
    told = made.decision
    values = {"decision": told.kind, "body": told.body, "version": told.version, "hash": made.kenmerk}
    values["outcome"] = told.outcome
    file = next(file for file in made.written if file.endswith(".yaml"))
    terminal.out.print(text.format(file=file, **values), markup=False)
    if made.status is not None:
        terminal.out.print(_("The status is now “{status}”.").format(status=status_word(made.status)), markup=False)
    if made.lacking:
        terminal.out.print(_("The status stays as it is. For the next one this is missing:"))
        for one in made.lacking:
            terminal.out.print(f"  {one.message()} {one.remedy()}", markup=False, soft_wrap=True)
    for body in made.waiting:
        terminal.out.print(_("Asked as well, and not recorded yet: {body}").format(body=body), markup=False)
    if called and made.status == "ingestemd":
        terminal.out.print(_("When the text has been adopted, record that and keep it:"), markup=False)
        terminal.out.print(f"  schoolprotocol adopt {called}", markup=False, soft_wrap=True)
    elif called and made.status == "vastgesteld":
        terminal.out.print(_("Keep the text that was adopted:"), markup=False)
        terminal.out.print(f"  schoolprotocol release {called}", markup=False, soft_wrap=True)


def received(made: Received) -> None:
    """How many reactions were written down, and where they are answered."""
    text = _("Reactions read: {read}; new: {added}.")
    terminal.out.print(text.format(read=made.read, added=made.added), markup=False)
    if made.unseen:
        told = _("Characters that nobody sees were left out of them: {codes}.")
        terminal.out.print(told.format(codes=", ".join(made.unseen)), markup=False)
    for file in made.written:
        told = _("Write the answers there, under answer; the next dossier shows them: {file}")
        terminal.out.print(told.format(file=file), markup=False)


def entered(items: Sequence[Item | Entry], outcomes: Mapping[str, str]) -> None:
    """What went into a ledger, a line for each; `outcomes` of decisions, by their hash."""
    if not items:
        terminal.out.print(_("The ledger lacks nothing: nothing was entered."))
    for item in items:
        what = _with_outcome(item, outcomes)
        told = _("Entered in the ledger: {kind}, {what}.").format(kind=_entry_word(item.kind), what=what)
        terminal.out.print(told, markup=False, soft_wrap=True)


def _with_outcome(item: Item | Entry, outcomes: Mapping[str, str]) -> str:
    """What an entry is about; of a decision also how it went, where the body did not simply agree."""
    outcome = outcomes.get(item.sha256, "positief")
    return item.name if outcome == "positief" else f"{item.name} [{outcome}]"


def ledger(found: Ledger, outcomes: Mapping[str, str]) -> None:
    """What was frozen and decided, in order, with the hash that stands for all of it up to there."""
    for line in found.lines:
        entry = line.entry
        if entry is None:
            told = f"   !  {line.text[:60] if line.is_mark else line.fault}"
        else:
            told = (
                f"{entry.entry:4}  {_entry_word(entry.kind):12}  {line.digest[:16]}…  {_with_outcome(entry, outcomes)}"
            )
            told += f" — {entry.reason}" if entry.reason else ""
        terminal.out.print(told, markup=False, soft_wrap=True)
    if found.flaws:
        terminal.out.print(_("This ledger is not whole: see schoolprotocol check."))
    else:
        terminal.out.print(_("All of it: {hash}").format(hash=found.head), markup=False, soft_wrap=True)


def seals(found: Sequence[tuple[Seal, Verdict]]) -> None:
    """Who confirmed a ledger, up to which entry, and whether that holds."""
    for seal, verdict in found:
        word = {"holds": _("verified"), "broken": _("DOES NOT HOLD"), "unseen": _("not verified")}[verdict.says]
        by = _("signed by {who}").format(who=seal.who) if seal.who is not None else _("timestamp")
        told = _("Up to entry {entry}, {by}: {word} ({detail})")
        values = {"entry": seal.entry, "by": by, "word": word, "detail": verdict.detail}
        terminal.out.print(told.format(**values), markup=False, soft_wrap=True)


def _entry_word(kind: EntryKind) -> str:
    return {
        "release": _("release"),
        "proposal": _("proposal"),
        "decision": _("decision"),
        "withdrawn": _("withdrawn"),
        "closed": _("end of the first form"),
    }[kind]


def _shown(path: Path, root: Path) -> str:
    """Relative to the project, where it lies in it."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def clauses(catalogues: Iterable[Usage]) -> None:
    """Every clause of the catalogue, which schools use it, and the share that is used more than once."""
    for catalogue in catalogues:
        rows = [(use.id, use.title, ", ".join(use.schools) or "—") for use in catalogue.clauses]
        terminal.table((_("clause"), _("title"), _("schools")), rows)
        total, shared = len(catalogue.clauses), catalogue.shared
        share = round(100 * shared / total) if total else 0
        text = _("{protocol}: clauses used by two schools or more: {shared} of {total} ({share}%).")
        terminal.err.print(text.format(protocol=catalogue.protocol, shared=shared, total=total, share=share))


def document(one: Document) -> None:
    """A whole document as plain text, with its numbers and clause ids."""
    policy = one.policy
    terminal.out.print(f"[bold]{terminal.escape(policy.title)}[/] – {terminal.escape(policy.organisation.name)}")
    version = _("version {version}, {status}")
    terminal.out.print(
        version.format(version=policy.document.version, status=status_word(policy.document.status)), markup=False
    )
    for section in policy.all_sections():
        if section.heading:
            terminal.out.print(f"\n[bold]{terminal.escape(f'{section.number} {section.heading.text}'.strip())}[/]")
        for group in section.groups:
            for clause_ in group.all_clauses():
                terminal.out.print(f"\n[dim]{clause_.id}[/]")
                terminal.out.print(f"{clause_.number} {one.plain(clause_)}".strip(), markup=False)
                _below(one, clause_)


def clause(one: Document, id_: str) -> None:
    """One clause: its text and number in this school, who chose it, and where every value comes from.

    Args:
        one: the document.
        id_: the clause's.

    Raises:
        UsageError: where the document has no such clause.
    """
    policy, resolution, references = one.policy, one.resolution, one.project.corpus.references
    every = policy.by_id()
    if id_ not in every:
        text = _("{school} has no clause “{id}”.{hint}")
        raise UsageError(text.format(school=policy.school, id=id_, hint=did_you_mean(id_, every)))
    found = every[id_]
    terminal.out.print(f"[bold]{terminal.escape(found.title)}[/]  [dim]{found.id}[/]")
    terminal.out.print("\n" + indent(one.plain(found), "    ") + "\n", markup=False)
    _below(one, found)
    rows = [
        (_("number"), found.number or "—", _("computed")),
        (_("reference"), found.label, _("computed")),
        _section_row(resolution, policy, id_),
        (_("wording"), _wording(found), str(resolution.places.get(id_, ""))),
        (_("for"), ", ".join(found.audience), ""),
    ]
    for choice in resolution.choices.get(id_, ()):
        rows.append((_chosen(choice), choice.school, str(choice.place)))
        if choice.reason:
            rows.append((_("reason"), choice.reason, str(choice.place)))
    rows += [(name, *_origin(resolution.origins[name])) for name in found.parameters]
    rows += [(_("source"), references[name].name, _looked_at(references[name])) for name in found.references]
    rows += [(_("referred to by"), ", ".join(ids), other) for other, ids in one.referred_by(id_).items()]
    rows += _history(one, id_)
    terminal.table((_("what"), _("value"), _("from")), rows)


def _history(one: Document, id_: str) -> list[tuple[str, str, str]]:
    """Since when the clause is there, and what happened to it in which version; nothing where no version was frozen."""
    told = one.history.of(id_) if one.releases else None
    if told is None:
        return []
    first, *later = told.events
    rows = [(_("since"), _version(first), first.clause if first.clause != id_ else "")]
    for event in later:
        happened = [_facet(facet) for facet in event.facets] or [_("was there too")]
        why = f" – {'; '.join(event.why)}" if event.why else ""
        was = event.was or ((event.clause,) if event.clause != id_ else ())
        rows.append(
            (
                _in(_version(event)),
                ", ".join([*happened, *(" → ".join(both) for both in event.values)]) + why,
                ", ".join(was),
            )
        )
    edited = _("not known: this release was edited")
    return [*rows, *((_in(version), edited, "") for version in one.history.skipped)]


def _in(version: str) -> str:
    return _("in version {version}").format(version=version)


def _version(event: Event) -> str:
    """`1.0 (2026-03-01)`; of a version that is not adopted it is said."""
    known = [event.day.isoformat()] if event.day else []
    if not event.adopted:
        known.append(_("in the making"))
    return f"{event.version} ({', '.join(known)})" if known else event.version


def _below(one: Document, found: Clause) -> None:
    """What stands below the text of a clause: its notes, and its short sentence."""
    for note in found.notes:
        terminal.out.print(f"    [{note.number}] {one.plain(note)}", markup=False)
    if found.kort is not None:
        terminal.out.print("    " + _("Short: {text}").format(text=one.plain(found, kort=True)), markup=False)


def _looked_at(reference: Reference) -> str:
    """Where a source is, and when and how somebody looked."""
    if reference.checked_on is None:
        return _("{source}, not checked: {reason}").format(source=reference.source, reason=reference.unchecked)
    how = f" ({reference.checked_how})" if reference.checked_how else ""
    return _("{source}, checked on {day}{how}").format(source=reference.source, day=reference.checked_on, how=how)


def _section_row(resolution: Resolution, policy: Policy, id_: str) -> tuple[str, str, str]:
    """The headings above a clause, the outermost first, and where the last of them is written."""

    def above(sections: Iterable[Section]) -> tuple[Section, ...]:
        for section in sections:
            if any(clause_.id == id_ for clause_ in section.all_clauses()):
                return (section, *above(section.sections))
        return ()

    path = above(policy.sections)
    if not path:
        return _("section"), _("text for the schoolgids"), ""
    headings = [f"{section.number} {section.heading.text}".strip() for section in path if section.heading]
    return _("section"), " › ".join(headings) or path[-1].id, str(resolution.places.get(path[-1].id, ""))


def _chosen(choice: Choice) -> str:
    """What somebody did with a clause."""
    return {"set": _("chosen by"), "replace": _("replaced by"), "add": _("added by"), "move": _("moved by")}[
        choice.operation
    ]


def _wording(found: Clause) -> str:
    return {
        "base": _("base text"),
        "alternative": _("alternative “{name}”").format(name=found.alternative),
        "replaced": _("the school's own text"),
        "own": _("clause of the school's own"),
    }[found.source]


def _origin(origin: Origin) -> tuple[str, str]:
    levels: dict[Level, str] = {
        "school": _("fact of the school"),
        "document": _("document control"),
        "references": _("references.yaml"),
        "default": _("default"),
        "variant": _("set by {school}").format(school=origin.school),
        "shared": _("one value for all protocols, set by {school}").format(school=origin.school),
    }
    return (origin.value.text if origin.value else "—", f"{levels[origin.level]}, {origin.place}")


def comparison(found: Comparison) -> None:
    """What two schools have in common and where they differ."""
    same = sum(clause_.same_wording and not clause_.values for clause_ in found.shared)
    counts = _("Clauses in both: {both}, with the same text: {same}. Only in {left}: {a}. Only in {right}: {b}.")
    terminal.out.print(
        counts.format(
            both=len(found.shared),
            same=same,
            a=len(found.only_left),
            b=len(found.only_right),
            left=found.left,
            right=found.right,
        ),
        markup=False,
    )
    rows = [
        (c.id, c.title, _("same wording") if c.same_wording else _("other wording"), ", ".join(c.values))
        for c in found.shared
        if c.values or not c.same_wording
    ]
    for school, lone in ((found.left, found.only_left), (found.right, found.only_right)):
        rows += [(c.id, c.title, _("only {school}").format(school=school), c.reason or "") for c in lone]
    terminal.table((_("clause"), _("title"), _("difference"), _("values that differ, or reason")), rows)


def impact(found: Impact) -> None:
    """What becomes of each document, then clause × school: the documents that are touched."""
    rows = [
        (
            one.school,
            one.protocol,
            _effect(one),
            _weight(one.weight),
            "; ".join(map(_lost, one.lost)) or "—",
        )
        for one in found.documents
    ]
    terminal.table((_("school"), _("protocol"), _("touches"), _("weight"), _("decisions that end")), rows)
    for protocol in found.protocols():
        touched = [document for document in found.of_protocol(protocol) if document.touches]
        if touched:
            terminal.out.print()
            headings = (_("clause"), _("title"), *(document.school for document in touched))
            cells = [
                (row.id, row.title, *(_touch(row.by_school.get(document.school)) for document in touched))
                for row in found.rows(protocol)
            ]
            terminal.table(headings, cells)
    for shared in found.shared():
        _texts(shared)


def applied(made: Applied) -> None:
    """What was changed, for whom, and what the check says of it."""
    for file in made.files:
        terminal.out.print(_("Changed: {file}").format(file=file), markup=False)
    found = made.impact
    touched = [one for one in found.documents if one.state != "untouched"]
    if touched:
        impact(found.model_copy(update={"documents": tuple(touched)}))
    else:
        terminal.out.print(_("No document says anything else by it."))
    if made.findings:
        terminal.show(made.findings)
        terminal.err.print(f"{terminal.summary(made.findings)}.", markup=False)


def _texts(shared: SharedTouch) -> None:
    """What a change made of a text, once for all schools where it is the same."""
    touch = shared.touch
    if touch.old is None and touch.new is None:
        return
    schools = ", ".join(dict.fromkeys(school for school, _protocol in shared.documents))
    words = ", ".join([*(_facet(facet) for facet in touch.facets), *([_weight(touch.weight)] if touch.weight else [])])
    name = touch.title if touch.kind == "document" else touch.id
    terminal.out.print(f"\n{name}: {words} ({schools})", markup=False)
    for mark, text in (("-", touch.old), ("+", touch.new)):
        if text is not None:
            terminal.out.print(indent(text, f"    {mark} ", lambda _line: True), markup=False)
    if shared.varies:
        terminal.out.print(
            "    " + _("With the values of {school}.").format(school=shared.documents[0][0]), markup=False
        )
    unseen = named(touch.old or "", touch.new or "") if touch.new else None
    if unseen:
        terminal.out.print("    " + _("Unseen difference: {what}").format(what=unseen), markup=False)


def _weight(weight: Weight | None) -> str:
    if weight is None:
        return "—"
    return {"substantive": _("substantive"), "review": _("look again"), "editorial": _("editorial")}[weight]


def _lost(decision: LostDecision) -> str:
    """A decision that ends, and why."""
    why = {
        "changed": _("the text changed in substance"),
        "review": _("somebody has to confirm that the change does not matter"),
        "version": _("the text is another version"),
        "removed": _("not recorded any more"),
    }[decision.why]
    body = f"{decision.body} ({decision.part})" if decision.part else decision.body
    return f"{decision.kind}, {body}, {decision.version}: {why}"


def _effect(document: DocumentImpact) -> str:
    if document.state == "new":
        return _("new document")
    if document.state == "gone":
        return _("document disappears")
    kinds: dict[TouchKind, str] = {
        "clause": _("clauses: {n}"),
        "section": _("headings: {n}"),
        "table": _("tables: {n}"),
        "value": _("values: {n}"),
        "document": _("document control: {n}"),
    }
    numbers = {text: sum(touch.kind == kind for touch in document.touches) for kind, text in kinds.items()}
    numbers[_("other numbers: {n}")] = document.renumbered
    return ", ".join(text.format(n=n) for text, n in numbers.items() if n) or _("none")


def _touch(touch: Touch | None) -> str:
    if touch is None:
        return ""
    words = ", ".join(_facet(facet) for facet in touch.facets)
    match touch.weight:
        case "editorial":
            return _("{changes} (editorial)").format(changes=words)
        case "review":
            return _("{changes} (look again)").format(changes=words)
    return words


def _facet(facet: Facet) -> str:
    return {
        "added": _("added"),
        "dropped": _("dropped"),
        "split": _("split"),
        "merged": _("merged"),
        "changed": _("changed"),
        "kort": _("other short sentence"),
        "title": _("other title"),
        "moved": _("moved"),
        "form": _("other form"),
        "audience": _("other audience"),
        "reference": _("other reference"),
        "parameter": _("other value"),
        "heading": _("heading changed"),
        "renamed": _("renamed"),
        "metadata": _("choice or reason"),
        "renumbered": _("renumbered"),
    }[facet]


def published(changes: Sequence[FileChange], target: str, *, dry_run: bool) -> None:
    """What was done at a target, or would be: a line for each file, then how many."""
    words = {"add": _("new"), "update": _("changed"), "remove": _("removed")}
    for change in changes:
        terminal.out.print(f"{words[change.verb]}: {change.name}", markup=False)
    lost = sum(change.loses_address for change in changes)
    if lost:
        text = ngettext(
            "{n} address that {target} had would lead nowhere after this. Is policy_src/addresses.txt as it was?",
            "{n} addresses that {target} had would lead nowhere after this. Is policy_src/addresses.txt as it was?",
            lost,
        )
        terminal.err.print(text.format(n=lost, target=target), markup=False)
    if not changes:
        text = _("Nothing has changed: {target} has it all.")
    elif dry_run:
        text = _("This is what would change at {target}; nothing was sent.")
    else:
        text = _("Published at {target}.")
    terminal.out.print(text.format(target=target), markup=False)
