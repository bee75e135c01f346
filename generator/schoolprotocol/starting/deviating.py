"""What one school wants otherwise than its board or the protocol: one deviation, as a change that `edit` makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _

from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import UsageError
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.starting.adding import require_school, sections
from schoolprotocol.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Deviation:
    """What a school wants; one of the ways is given."""

    school: str
    protocol: str
    target: str
    """Id of a clause or section, or name of a value."""
    value: str | None = None
    """Another value."""
    alternative: str | None = None
    """Another text of the library, by its name."""
    text: str | None = None
    """A text of its own."""
    heading: str | None = None
    """Another heading of a section."""
    omit: bool = False
    """It leaves the clause out."""
    after: str | None = None
    """It puts the clause after this one."""
    before: str | None = None
    """It puts the clause before this one."""
    undo: bool = False
    """It wants what its board or the protocol says after all."""
    kort: str | None = None
    """With a text of its own: its rule in one sentence."""
    reason: str | None = None
    """Why; needed with a text of its own and where it leaves something out."""

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Deviation:
        """The deviation that was told by answers."""
        names = ("school", "protocol", "target", "value", "alternative", "text", "heading", "after", "before", "kort")
        return cls(
            # Of a school that is not there nothing more is asked: `deviate` refuses it.
            **{"protocol": "", "target": "", **{name: told[name] for name in (*names, "reason") if name in told}},
            omit=told.get("how") == "weglaten" or "omit" in told,
            undo="undo" in told,
        )

    @property
    def ways(self) -> list[str]:
        """The ways that are given."""
        given = ("value", "alternative", "text", "heading", "omit", "after", "before", "undo")
        return [name for name in given if getattr(self, name) not in (None, False)]


def deviate(edit: Edit, corpus: Corpus, asked: Deviation) -> None:
    """Let a school deviate.

    Raises:
        UsageError: where it is not clear what is wanted.
        EditError: where it does not fit.
    """
    _require(corpus, asked)
    key = asked.school, asked.protocol
    match asked.ways:
        case ["value"]:
            edit.set_parameter(*key, asked.target, asked.value)
        case ["alternative"]:
            edit.choose(*key, asked.target, str(asked.alternative))
        case ["heading"]:
            edit.choose_heading(*key, asked.target, str(asked.heading))
        case ["text"]:
            _say(edit, corpus, asked)
        case ["omit"]:
            edit.omit(*key, asked.target, str(asked.reason))
        case ["after"] | ["before"]:
            edit.move(*key, asked.target, after=asked.after, before=asked.before)
        case ["undo"] if _is_value(corpus, asked):
            edit.set_parameter(*key, asked.target, None)
        case ["undo"]:
            edit.remove_operation(*key, asked.target)
        case _:
            text = _("Say one thing that the school wants: another value, text, heading or place, or to leave it out.")
            raise UsageError(text)


def _require(corpus: Corpus, asked: Deviation) -> None:
    require_school(corpus, asked.school)
    if asked.protocol not in corpus.schools[asked.school].variants:
        hint = did_you_mean(asked.protocol, corpus.schools[asked.school].variants)
        text = _("{school} has no protocol “{id}”.{hint}")
        raise UsageError(text.format(school=asked.school, id=asked.protocol, hint=hint))
    if asked.ways in (["omit"], ["text"]) and not asked.reason:
        raise UsageError(_("Say why with --reason: the council reads it."))
    is_value, is_section = _is_value(corpus, asked), asked.target in sections(corpus, asked.protocol)
    if ("value" in asked.ways) != is_value and asked.ways != ["undo"] and (is_value or not is_section):
        text = _("“{id}” is a value: give another one with --value.") if is_value else _("“{id}” is no value.{hint}")
        known = corpus.protocols[asked.protocol].parameters
        raise UsageError(text.format(id=asked.target, hint=did_you_mean(asked.target, known)))


def _is_value(corpus: Corpus, asked: Deviation) -> bool:
    return asked.target in corpus.protocols[asked.protocol].parameters


def _say(edit: Edit, corpus: Corpus, asked: Deviation) -> None:
    """A text of its own; of a clause that is its own already, that text anew."""
    operations = corpus.schools[asked.school].variants[asked.protocol].operations
    if any(getattr(one, "add", None) == asked.target for one in operations):
        edit.set_own_text(asked.school, asked.protocol, asked.target, str(asked.text))
        return
    edit.replace(asked.school, asked.protocol, asked.target, str(asked.text), str(asked.reason), kort=asked.kort)
