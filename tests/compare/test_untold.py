"""Nothing differs between two versions that their comparison does not tell of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from pydantic import BaseModel

from schoolprotocol.compare.compare import compare
from schoolprotocol.model.document import Decision, HistoryRow
from schoolprotocol.model.protocol import Consent
from schoolprotocol.policy.decided import decided_text, text_hash
from schoolprotocol.policy.model import (
    Clause,
    Column,
    Excerpt,
    Group,
    Note,
    Omission,
    Policy,
    Section,
    Table,
    Text,
    Value,
)
from schoolprotocol.policy.walk import map_clauses
from schoolprotocol.release.substance import differences
from tests.compare.edits import made, text
from tests.conftest import ROOTS
from tests.helpers import policy_of

OTHERS: Mapping[str, tuple[Any, ...]] = {
    "form": ("numbered", "bullets", "dos", "donts", "prose"),
    "kind": ("chapter", "part", "appendix", "plain"),
    "audience": (("ouder",), ("medewerker", "leerling", "ouder")),
    "readers": (None, ("ouder",)),
    "status": ("vastgesteld",),
    "outcome": ("negatief",),
    "source": ("own",),
    "version": ("7.7",),
    "text_hash": (4 * "0123456789abcdef",),
    "education": ("po", "vo"),
    "alternative": ("streng",),
    "reason": ("Daarom niet.",),
    "based_on": ("Een model",),
    "heading": (text("Een andere kop"),),
    "kort": (text("Een andere korte zin."),),
}
"""Other values by the name of the field, where adding something to the one that stands there does not do."""
DERIVED = {"parameters", "label", "value"}
"""Follows from the rest: which values a text uses, how others call a clause after its number and section, what is
printed (`text`) before it was typed."""
SETS = ("readers reversed", "readers = None")
"""Groups of readers have no order, and a version that does not say who they are means pupils and parents."""
SOME = ("t.een", "t.vijf", "t.intro", "t.slot", "t.kort")
"""Clauses of each sort: in a list, in a column, of the schoolgids alone, of its half page, its short one."""
_KINDS: Mapping[type[BaseModel], tuple[str, ...]] = {Decision: ("advies",), Section: OTHERS["kind"]}


def clause(name: str, template: str, number: str = "", **more: Any) -> Clause:
    return made(f"t.{name}", template, number=number, audience=("leerling", "medewerker"), **more)


DAY = date(2027, 1, 31)


@pytest.fixture(scope="module")
def rich() -> Policy:
    """A document with something of everything."""
    note = Note(id="n", number=1, wording=text("De mentor."))
    one = clause("een", "Vraag het[^n] {{ bewaarplek }}.", "1.1", notes=(note,), kort=text("Vraag het!"))
    one = one.model_copy(update={"parameters": ("bewaarplek",), "references": ("wet", "verdrag")})
    two, three, four = (clause(i, f"De tekst van {i}.", n) for i, n in (("twee", "1.2"), ("drie", ""), ("vier", "")))
    five, six, seven = (clause(i, f"De regel van {i}.") for i in ("vijf", "zes", "zeven"))
    intro, outro = clause("intro", "Zo gaat het hier."), clause("slot", "Lees de rest op de site.")
    columns = (Column(heading=text("Wel"), clauses=(five, six)), Column(heading=text("Niet"), clauses=(seven,)))
    inner = Section(
        id="binnen",
        heading=text("Binnenin"),
        number="1a",
        kind="plain",
        groups=(Group(form="columns", heading=text("Naast elkaar"), columns=columns),),
    )
    outer = Section(
        id="buiten",
        heading=text("Buitenom"),
        number="1",
        kind="chapter",
        groups=(
            Group(form="numbered", clauses=(one, two)),
            Group(form="dos", heading=text("Doen"), clauses=(three, four)),
        ),
        sections=(inner,),
    )
    last = Section(id="laatst", heading=text("Laatst"), number="2", kind="chapter", framed=True, groups=(
        Group(form="bullets", clauses=(clause("acht", "Einde aan dit alles."),)),
    ))  # fmt: skip
    by_heart = Group(form="bullets", clauses=(one, two))
    klein = policy_of(ROOTS / "klein")
    lines = dict.fromkeys(("subtitle", "owner", "manager", "author", "number", "based_on", "part_of"), "Iets")
    rows = tuple(HistoryRow(version=v, day=DAY, status="concept", change=f"Eerst {v}.") for v in ("0.8", "0.9"))
    document = {**lines, **dict.fromkeys(("day", "effective", "review"), DAY), "history": rows}
    return klein.model_copy(
        update={
            "sections": (outer, last),
            "excerpt": Excerpt(
                heading=text("In het kort"),
                groups=(Group(form="prose", clauses=(intro,)), Group(form="bullets", clauses=(one, two, three))),
                half=(Group(form="prose", clauses=(intro,)), by_heart, Group(form="prose", clauses=(outro,))),
                short=clause("kort", "Zie de site."),
                readers=("leerling", "ouder"),
            ),
            "front": (*klein.front, table("tweede"), table("derde")),
            "consent": (
                Consent(council="de hele MR", reference="wet"),
                Consent(council="de ouders", reference="verdrag", audience=("ouder",)),
            ),
            "decisions": (
                Decision(body="de GMR", kind="instemming", version="1.0", day=DAY, part="ouders", text_hash="a" * 64),
                Decision(body="het bestuur", kind="advies", version="1.0", outcome="met-voorwaarden", conditions="Nu."),
            ),
            "omitted": tuple(Omission(id=f"x.{i}", title=i, reason=f"Niet nodig: {i}.") for i in ("weg", "ook")),
            "document": klein.document.model_copy(update=document),
            "values": {
                "bewaarplek": Value(value="in de tas", text="in de tas"),
                "besluit.advies": Value(value="maart", text="maart"),
            },
        }
    )


def table(id_: str) -> Table:
    rows = tuple((text(f"{id_} {n}"), text("Iets")) for n in range(2))
    return Table(id=id_, heading=text(id_), columns=(text("Wat"), text("Wie")), rows=rows)


Other = tuple[str, Any]
"""What is done, and what comes of it."""


def altered(policy: Policy) -> Iterator[tuple[str, Policy]]:
    """The policy with one thing in it that is another; a clause is another one wherever it stands."""
    yield from _others(policy, "", "", Policy)
    by_id = policy.by_id()
    for id_, one in ((id_, by_id[id_]) for id_ in SOME):
        for path, other in _in_model(one, id_):
            yield path, map_clauses(policy, partial(_replaced, id_, other))


def _replaced(id_: str, other: Clause, one: Clause) -> Clause:
    return other if one.id == id_ else one


def _others(value: Any, path: str, name: str, owner: type[BaseModel]) -> Iterator[Other]:
    """Everything that a value can become by one small step."""
    if name in DERIVED:
        return
    options = _KINDS.get(owner, ()) if name == "kind" else OTHERS.get(name, ())
    yield from ((f"{path} = {option}", option) for option in options if option != value)
    if isinstance(value, Text):
        yield f"{path} reworded", Text(text=f"{value.text} Zomaar.", template=f"{value.template} Zomaar.")
    elif isinstance(value, Clause):
        return  # see `altered`
    elif isinstance(value, BaseModel):
        yield from _in_model(value, path)
    elif isinstance(value, tuple):
        yield from _in_tuple(value, path, name, owner)
    elif isinstance(value, dict):
        for key, item in value.items():
            for where, other in _in_model(item, f"{path}[{key}]"):
                yield where, {**value, key: other}
    elif not options:
        yield from _in_plain(value, path)


def _in_model(value: BaseModel, path: str) -> Iterator[Other]:
    for field in type(value).model_fields:
        if field in {"format", "protocol"} or (field == "id" and not isinstance(value, Section | Note)):
            continue
        for where, other in _others(getattr(value, field), f"{path}.{field}", field, type(value)):
            yield where, value.model_copy(update={field: other})


def _in_tuple(value: tuple[Any, ...], path: str, name: str, owner: type[BaseModel]) -> Iterator[Other]:
    if len(value) > 1:
        yield f"{path} reversed", value[::-1]
    if name in {"audience", "readers"}:
        return
    for n, item in enumerate(value):
        yield f"{path} without {n}", (*value[:n], *value[n + 1 :])
        for where, other in _others(item, f"{path}[{n}]", "", owner):
            yield where, (*value[:n], other, *value[n + 1 :])


def _in_plain(value: Any, path: str) -> Iterator[Other]:
    if isinstance(value, bool):
        yield f"{path} turned", not value
    elif isinstance(value, int):
        yield f"{path} one more", value + 1
    elif isinstance(value, date):
        yield f"{path} a day later", value + timedelta(days=1)
    elif isinstance(value, str):
        yield f"{path} longer", f"{value}x"


def ends_a_consent(old: Policy, new: Policy) -> bool:
    """Whether there is something in it that may matter to who decided."""
    found = differences(compare(decided_text(old), decided_text(new)), old, new).differences
    assert {one.weight for one in found} <= {"substantive", "review"}
    return bool(found)


def test_no_field_can_be_another_unseen(rich: Policy) -> None:
    before = text_hash(rich)
    silent, light = [], []
    count = 0
    for path, other in altered(rich):
        count += 1
        changes = compare(rich, other)
        if changes.is_empty and not path.endswith(SETS):
            silent.append(path)
        if text_hash(other) != before and not ends_a_consent(rich, other):
            light.append(path)
    assert count > 100
    assert silent == []
    assert light == []


# -- by name ----------------------------------------------------------------------------------------------------------


def with_excerpt(rich: Policy, **fields: Any) -> Policy:
    assert rich.excerpt is not None
    return rich.model_copy(update={"excerpt": rich.excerpt.model_copy(update=fields)})


def fields(old: Policy, new: Policy) -> list[tuple[str, str | None, str | None]]:
    return [(one.field, one.old, one.new) for one in compare(old, new).document]


def test_another_order_of_the_rules_on_the_half_page_is_told(rich: Policy) -> None:
    assert rich.excerpt is not None
    intro, rules, outro = rich.excerpt.half or ()
    turned = rules.model_copy(update={"clauses": rules.clauses[::-1]})
    other = with_excerpt(rich, half=(intro, turned, outro))
    assert fields(rich, other) == [
        ("excerpt-half-order", "T.Intro, T.Een, T.Twee en T.Slot", "T.Intro, T.Twee, T.Een en T.Slot")
    ]
    since = differences(compare(decided_text(rich), decided_text(other)), rich, other)
    assert (since.substantive, since.review) == ((), ("excerpt-half-order",))


def test_another_order_of_the_text_for_the_schoolgids_is_told(rich: Policy) -> None:
    assert rich.excerpt is not None
    intro, rules = rich.excerpt.groups
    turned = rules.model_copy(update={"clauses": rules.clauses[::-1]})
    assert [field for field, _old, _new in fields(rich, with_excerpt(rich, groups=(intro, turned)))] == [
        "excerpt-order"
    ]


def test_a_rule_of_the_schoolgids_in_another_form_is_told(rich: Policy) -> None:
    assert rich.excerpt is not None
    intro, rules = rich.excerpt.groups
    donts = rules.model_copy(update={"form": "donts"})
    assert fields(rich, with_excerpt(rich, groups=(intro, donts))) == [
        (
            "excerpt-form",
            "lopende tekst: T.Intro; opsomming: T.Drie, T.Een en T.Twee",
            "lopende tekst: T.Intro; niet doen: T.Drie, T.Een en T.Twee",
        )
    ]


def test_who_gets_a_text_of_their_own_is_told(rich: Policy) -> None:
    assert fields(rich, with_excerpt(rich, readers=("ouder", "medewerker"))) == [
        ("excerpt-readers", "leerlingen en ouders/verzorgers", "medewerkers en ouders/verzorgers")
    ]


def test_a_line_of_the_history_that_stood_there_twice_is_told(rich: Policy) -> None:
    (first, *rest) = rich.document.history
    twice = rich.model_copy(update={"document": rich.document.model_copy(update={"history": (first, first, *rest)})})
    assert fields(twice, rich) == [("history", "0.8, 31 januari 2027, concept: Eerst 0.8.", None)]


def test_a_list_that_becomes_two_lists_is_told_once(rich: Policy) -> None:
    outer, last = rich.sections
    numbered, dos = outer.groups
    halves = tuple(numbered.model_copy(update={"clauses": (one,)}) for one in numbered.clauses)
    other = outer.model_copy(update={"groups": (*halves, dos)})
    changes = compare(rich, rich.model_copy(update={"sections": (other, last)}))
    assert [(one.id, one.facets, one.weight) for one in changes.headings] == [("buiten", ("form",), "review")]
    assert changes.changes == ()


def test_notes_that_count_on_are_no_news_and_others_are(rich: Policy) -> None:
    """A note that comes before others gives them another number, as it does on every page."""

    def noted(numbers: Mapping[str, int]) -> Policy:
        def change(one: Clause) -> Clause:
            notes = (Note(id="n", number=numbers[one.id], wording=text("Zo.")),) if one.id in numbers else ()
            return one.model_copy(update={"notes": notes})

        return map_clauses(rich, change)

    def renumbered(old: Policy, new: Policy) -> list[tuple[str, str, str, str]]:
        return [(one.kind, one.id, one.old, one.new) for one in compare(old, new).renumbered]

    assert renumbered(noted({"t.vijf": 1}), noted({"t.een": 1, "t.vijf": 2})) == []
    assert renumbered(noted({"t.vijf": 1}), noted({"t.vijf": 4})) == [("note", "t.vijf", "1", "4")]
