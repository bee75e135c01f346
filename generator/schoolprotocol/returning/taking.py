"""Takes a proposal over into the source, where somebody says where it belongs; or declines it with a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from gettext import gettext as _
from typing import Final

from schoolprotocol.compare.version import texts
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.finding import Key, open_source, policies_of, resolve_all
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.model.returned import Returned
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.returning.splicing import Hunk, Sign, splice, text_of
from schoolprotocol.returning.texts import Printed, signs_of
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.tree import SourceTree
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.text.myst import escape, guard
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import TemplateError, fill

BASE, OWN, VALUE, ALTERNATIVE = "basis", "eigen", "waarde", "alternatief:"
"""Where a proposal can go."""
_SETTLED: Final = "afgewezen"


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a proposal goes."""

    to: str
    """`basis`, `eigen`, `waarde`, or `alternatief:` with a name."""
    reason: str | None = None
    """Why the school deviates."""
    id: str | None = None
    """Of a new clause."""
    title: str | None = None
    """Of a new clause."""


def taken_over(
    corpus: Corpus, tree: SourceTree, key: Key, names: Sequence[str], choice: Choice, *, keep_own: bool = False
) -> Edit:
    """The changes that take proposals over, all of them; nothing is written.

    Args:
        corpus: the loaded source.
        tree: its files.
        key: the document.
        names: of the proposals.
        choice: where they go.
        keep_own: whether somebody saw that schools with a text of their own for a clause keep it.

    Raises:
        UsageError: where it is not said what has to be said.
        SourceError: where one cannot be taken over so, with its code; or the source would have faults.
        EditError: where the source refuses it.
    """
    if choice.to not in {BASE, OWN, VALUE} and not re.fullmatch(rf"{ALTERNATIVE}[a-z0-9-]+", choice.to):
        raise UsageError(_("--to is basis, eigen, waarde, or alternatief:NAME."))
    edit = Edit(tree)
    for name in names:
        now = open_source(edit.overlay(), schools=[key[0]]).value if edit.changes else corpus
        with edit.own_texts_kept(key[1]) if keep_own else nullcontext():
            _Taking(now, key, name, choice, edit).apply()
        edit.settle_returned(*key, name, "overgenomen", to=choice.to, reason=choice.reason)
    resolve_all(open_source(edit.overlay(), schools=[key[0]]).value, [key])
    return edit


def decline(corpus: Corpus, tree: SourceTree, key: Key, names: Sequence[str], reason: str) -> tuple[str, ...]:
    """Decline proposals, with the reason; also what only had to be read.

    Raises:
        UsageError: where there is no reason.
        SourceError: where there is no such proposal, or it was decided on.
        EditError: where it cannot be written down; nothing was written.
    """
    if not reason.strip():
        raise UsageError(_("Say with --reason why."))
    edit = Edit(tree)
    for name in names:
        proposal(corpus, key, name)
        edit.settle_returned(*key, name, _SETTLED, reason=reason)
    return edit.save()


def proposal(corpus: Corpus, key: Key, name: str, to: str = "") -> Returned:
    """A proposal that waits; of one whose words were taken over its values still can be.

    Raises:
        SourceError: where there is none of that name, or it was decided on.
    """
    kept = corpus.schools[key[0]].returned_to(key[1])
    place = Place(f"policy_src/schools/{key[0]}/reactions/{key[1]}")
    if name not in kept:
        values = {"name": name, "hint": did_you_mean(name, kept), "school": key[0]}
        raise SourceError([Diagnostic(Kind.PROPOSAL_UNKNOWN, place, values)])
    one = kept[name]
    if not one.waits and not (to == VALUE and one.values and one.taken_to not in {VALUE, None}):
        values = {"name": name, "outcome": str(one.outcome)}
        raise SourceError([Diagnostic(Kind.PROPOSAL_SETTLED, one.at("outcome"), values)])
    return one


class _Taking:
    """Takes one proposal over."""

    def __init__(self, corpus: Corpus, key: Key, name: str, choice: Choice, edit: Edit) -> None:
        self.corpus, self.key, self.name, self.choice, self.edit = corpus, key, name, choice, edit
        self.school, self.protocol = key
        self.one = proposal(corpus, key, name, choice.to)
        self.policy: Policy = policies_of(resolve_all(corpus, [key]))[key]

    def apply(self) -> None:
        match self.one.kind:
            case "tekst":
                self._text()
            case "vervalt":
                self._gone()
            case "verplaatst":
                self._moved()
            case "nieuw":
                self._new()
            case _:
                raise self._unfit(_("it proposes no text"))

    # -- another text -------------------------------------------------------------------------------------------------

    def _text(self) -> None:
        slot = self._slot()
        if slot is None or slot.kind not in {"clause", "note", "heading"}:
            raise self._unfit(_("this text is made by the program, or stands in the data of the document"))
        if self.choice.to == VALUE:
            self._values()
            return
        written = texts(self.policy).get(slot)
        if written is None or self.one.stale or self.one.was is None or self.one.text is None:
            raise self._stale()
        template = written.template.strip()
        values = {name: value.text for name, value in self.policy.values.items()}
        was = tuple(self.one.was.split("\n\n"))
        own = signs_of(was, template, values, self.policy.labels(), slot)
        if own is None:
            raise self._stale()
        hunks = Printed(str(slot), slot, (), was, own).changes(tuple(self.one.text.split("\n\n")))
        if any(hunk.touched and not hunk.is_pure for hunk in hunks):
            raise self._unfit(_("a value or number was changed together with the words beside it"))
        if all(hunk.is_pure for hunk in hunks):
            raise self._unfit(_("only values and numbers were typed over; a value is taken over with --to waarde"))
        new = splice(template, own, hunks)
        self._require_says(new, _expected(own, hunks), slot)
        self._write(slot, new)

    def _require_says(self, template: str, words: str, slot: Slot) -> None:
        """The new text must print what was proposed, and nothing else."""
        values = {name: value.text for name, value in self.policy.values.items()}
        try:
            if slot.is_markup:
                filled = fill(guard(template), {name: escape(text) for name, text in values.items()})
                printed = bare(parse(filled), self.policy.labels())
            else:
                printed = fill(template, values)
        except (MarkupError, TemplateError, KeyError) as error:
            raise self._unfit(
                _("the words cannot be written as a text of a clause ({why})").format(why=error)
            ) from None
        if "".join(printed.split()) != "".join(words.split()):
            raise self._unfit(_("marks for bold, a link or a list run through what was changed"))

    def _write(self, slot: Slot, template: str) -> None:  # noqa: PLR0912 (where a text may stand)
        to, edit, key = self.choice.to, self.edit, (self.school, self.protocol)
        if slot.kind == "heading":
            if to == BASE:
                edit.set_heading(self.protocol, slot.id, template)
            elif to == OWN:
                edit.choose_heading(*key, slot.id, template)
            else:
                raise self._unfit(_("a heading has no alternatives"))
            return
        clause = self.policy.by_id()[slot.clause_id]
        is_own = clause.source in {"replaced", "own"}
        if to == OWN and is_own and slot.kind == "note":
            edit.set_own_note(*key, clause.id, slot.note_id, template)
        elif to == OWN and is_own:
            edit.set_own_text(*key, clause.id, template)
        elif to == OWN:
            notes = {note.id: note.wording.template for note in clause.notes}
            text = clause.wording.template
            if slot.kind == "note":
                notes[slot.note_id] = template
            else:
                text = template
            notes = {name: note for name, note in notes.items() if f"[^{name}]" in text}
            edit.replace(*key, clause.id, text, self._reason(), notes)
        elif is_own:
            raise self._unfit(_("the school has a text of its own here: take it over with --to eigen"))
        elif slot.kind == "note":
            if to != BASE:
                raise self._unfit(_("a note has no alternatives"))
            edit.set_note(self.protocol, clause.id, slot.note_id, template)
        elif to == BASE:
            if clause.source != "base":
                told = _("the school chose the alternative “{name}” here: take it over with --to alternatief:{name}")
                raise self._unfit(told.format(name=clause.alternative))
            edit.set_text(self.protocol, clause.id, template)
        else:
            name = to.removeprefix(ALTERNATIVE)
            edit.set_alternative(self.protocol, clause.id, name, template)
            if clause.alternative != name:
                edit.choose(*key, clause.id, name)

    def _values(self) -> None:
        known = self.corpus.protocols[self.protocol].parameters
        if not self.one.values:
            raise self._unfit(_("no value was typed over in it"))
        for value in self.one.values:
            if value.name not in known:
                told = _(
                    "“{name}” is no parameter: change it where it stands (schoolprotocol show {school} tells where)"
                )
                raise self._unfit(told.format(name=value.name, school=self.school))
            if value.text is None:
                raise self._unfit(_("a value cannot be empty"))
            self.edit.set_parameter(self.school, self.protocol, value.name, value.text)

    # -- gone, moved, new ---------------------------------------------------------------------------------------------

    def _gone(self) -> None:
        clause = self._clause()
        if self.choice.to == OWN:
            if clause.source == "own":
                self.edit.remove_operation(self.school, self.protocol, clause.id, "add")
            else:
                self.edit.omit(self.school, self.protocol, clause.id, self._reason())
        elif self.choice.to == BASE:
            self.edit.take_clause(self.protocol, clause.id)
        else:
            raise self._unfit(_("a text that lapses goes to basis or eigen"))

    def _moved(self) -> None:
        clause = self._clause()
        after, before = self._beside(clause.id)
        if self.choice.to == OWN:
            self.edit.move(self.school, self.protocol, clause.id, after=after, before=before)
        elif self.choice.to == BASE:
            self.edit.place_clause(self.protocol, clause.id, after=after, before=before)
        else:
            raise self._unfit(_("another place goes to basis or eigen"))

    def _new(self) -> None:
        after, before = self._beside("")
        beside = self.policy.by_id()[after or before or ""]
        text = "\n\n".join(escape(words) for words in (self.one.text or "").split("\n\n"))
        words = re.findall(r"[^\W_]+", self.one.text or "")
        title = self.choice.title or " ".join(words[:5]).capitalize()
        id_ = self.choice.id or f"{beside.id.partition('.')[0]}.{_slug(words[:4])}"
        if self.choice.to == OWN:
            given = {"title": title, "audience": beside.audience, "text": text, "reason": self._reason()}
            self.edit.add(self.school, self.protocol, id_, after=after, before=before, **given)  # type: ignore[arg-type]
        elif self.choice.to == BASE:
            self.edit.add_clause(self.protocol, id_, title=title, audience=beside.audience, text=text)
            self.edit.place_clause(self.protocol, id_, after=after, before=before)
        else:
            raise self._unfit(_("a new text goes to basis or eigen"))

    def _beside(self, id_: str) -> tuple[str | None, str | None]:
        """The clause behind which something goes, or else the one before which."""
        own = [clause.id for clause in self.policy.clauses() if clause.id != id_]
        about = self.one.after or ""
        kind, _slash, rest = about.partition("/")
        if kind in {"clause", "note"}:
            clause = rest.partition("/")[0] if kind == "note" else rest
            if clause in own:
                return clause, None
        if kind in {"heading", "group"}:
            section = rest.partition("/")[0]
            found = next((one for one in self.policy.all_sections() if one.id == section), None)
            first = next((one.id for one in found.all_clauses() if one.id != id_), None) if found else None
            if first is not None:
                return None, first
        raise self._unfit(_("it does not stand behind a clause or a heading of this document"))

    # -- of all kinds -------------------------------------------------------------------------------------------------

    def _slot(self) -> Slot | None:
        try:
            return Slot.parse(self.one.about or "")
        except ValueError:
            return None

    def _clause(self) -> Clause:
        slot = self._slot()
        if slot is None or slot.kind != "clause":
            raise self._unfit(_("only a clause can lapse or move so; of a heading its clauses do"))
        found = self.policy.by_id().get(slot.id)
        if found is None:
            raise self._stale()
        return found

    def _reason(self) -> str:
        if not (self.choice.reason or "").strip():
            raise UsageError(_("Say with --reason why the school deviates: the council reads it."))
        return str(self.choice.reason)

    def _unfit(self, detail: str) -> SourceError:
        return SourceError(
            [Diagnostic(Kind.PROPOSAL_UNFIT, self.one.at(), {"name": self.name, "detail": detail}, school=self.school)]
        )

    def _stale(self) -> SourceError:
        values = {"name": self.name, "called": self.one.called or self.one.about or ""}
        return SourceError([Diagnostic(Kind.PROPOSAL_STALE, self.one.at(), values, school=self.school)])


def _expected(own: Sequence[Sign], hunks: Sequence[Hunk]) -> str:
    """What the text prints once the changes are in it; without what is printed before it."""
    found, at = [], 0
    for hunk in hunks:
        if hunk.is_pure:
            continue
        found += [text_of([s for s in own[at : hunk.begin] if not _is_before(s)]), hunk.text]
        at = hunk.end
    return "".join(found) + text_of([sign for sign in own[at:] if not _is_before(sign)])


def _is_before(sign: Sign) -> bool:
    return sign.piece < 0


def _slug(words: Sequence[str]) -> str:
    plain = "-".join("".join(re.findall(r"[a-z0-9]+", word.lower())) for word in words)
    plain = re.sub(r"-+", "-", plain).strip("-")
    return plain if plain[:1].isalpha() else f"nieuw-{plain}".strip("-")
