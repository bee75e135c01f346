"""A decision is about exactly what is printed, of the body that was asked, on a day on which it could be taken."""

from __future__ import annotations

import io
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from schoolprotocol import Project
from schoolprotocol.build.dossier import _new_file
from schoolprotocol.build.jobs import Task, hand_over, job_of
from schoolprotocol.cli import run
from schoolprotocol.compare.compare import compare
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.model.base import Status
from schoolprotocol.model.document import Decision, Document, HistoryRow
from schoolprotocol.model.protocol import Consent
from schoolprotocol.policy import model as p
from schoolprotocol.policy.decided import LEFT_OUT, decided_text, meant, shown, text_hash
from schoolprotocol.policy.model import Policy, file_digest
from schoolprotocol.release.freeze import frozen, proposal_name
from schoolprotocol.release.substance import differences
from tests.conftest import ROOTS, ProjectMaker, begun_once
from tests.e2e.test_decisions import word_document, words
from tests.faults import CLAUSES, NOORD, PROTOCOL
from tests.helpers import entered, load, loaded, policy_of
from tests.release.making import (
    ADOPTION,
    ASKS,
    CONSENT,
    FOLDER,
    TODAY,
    adopt,
    codes,
    frozen_before,
    put,
    release,
    school,
    standing,
    write,
)

KEY = ("noord", "telefoons")
TIP = "  text: Vraag het eerst."
SCHOOL = f"{FOLDER}/school.yaml"


def change(root: Path, old: str, new: str, file: str = CLAUSES) -> None:
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    (root / file).write_text(text.replace(old, new), "utf-8")


def told(root: Path, today: date = TODAY) -> set[str]:
    """What the check says of noord, by name."""
    corpus, faults = load(root)
    found = faults if corpus is None else check_working(corpus, today, [KEY])
    return {one.kind.name for one in found}


@pytest.fixture
def consented(project: ProjectMaker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text was put to the council, which consented."""

    def begin(projects: ProjectMaker) -> Path:
        root = school(projects)
        put(root, "de hele MR")
        write(root, "ingestemd", CONSENT)
        assert standing(root).problems == ()
        return root

    return project(begun_once(tmp_path_factory, "attacks-consented", begin))


@pytest.fixture
def adopted(project: ProjectMaker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text was put, consented to, adopted and released."""

    def begin(projects: ProjectMaker) -> Path:
        root = school(projects)
        put(root, "de hele MR")
        write(root, "vastgesteld", CONSENT, ADOPTION, fields=", effective: 2026-11-20")
        release(root)
        assert told(root) == set()
        return root

    return project(begun_once(tmp_path_factory, "attacks-adopted", begin))


# -- the hash stands for all that is printed --------------------------------------------------------------------------


@pytest.mark.parametrize("digits", [12, 13, 32, 63])
def test_the_beginning_of_a_hash_is_never_taken_for_the_whole(consented: Path, digits: int) -> None:
    """Of 48 bits two texts with the opposite rule were found in half a minute."""
    whole = text_hash(policy_of(consented))
    write(consented, "ingestemd", CONSENT.replace("HASH", whole[:digits]))
    (problem,) = {found.kind: found for found in standing(consented).problems}.values()
    assert problem.kind is Kind.TEXT_SHORTENED
    assert f"text_hash in full: {whole}" in problem.remedy()


@pytest.mark.parametrize(
    "hash_",
    ["g" * 64, "A" * 64, "0" * 65, "0" * 11, "0" * 32 + "\u0660" * 32],
    ids=["letters", "capitals", "too long", "too short", "other digits"],
)
def test_what_is_no_hash_is_refused_when_it_is_read(consented: Path, hash_: str) -> None:
    write(consented, "ingestemd", CONSENT.replace("HASH", hash_))
    assert "BAD_VALUE" in told(consented)


def test_of_two_texts_with_one_short_hash_neither_is_meant_by_it() -> None:
    one, other = "0" * 12 + "1" * 52, "0" * 12 + "2" * 52
    assert meant("0" * 12, [one, other]) is None
    assert meant("0" * 12 + "1", [one, other]) == one
    assert meant("0" * 11, [one]) is None, "who types less means nothing"
    assert shown(one) == shown(other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("review: 2027-11-01", "review: 2099-11-01"),
        ("review: 2027-11-01", "number: Telefoons mogen altijd, review: 2027-11-01"),
        ("review: 2027-11-01", "subtitle: Telefoons mogen altijd, review: 2027-11-01"),
        ("review: 2027-11-01", "owner: Wie ook, review: 2027-11-01"),
        ("review: 2027-11-01", "part_of: Alles mag, review: 2027-11-01"),
        ("review: 2027-11-01", "title: Alles mag, review: 2027-11-01"),
        (
            "review: 2027-11-01",
            'review: 2027-11-01, history: [{version: "1.0", day: 2020-01-01, status: x, change: Alles mag}]',
        ),
    ],
    ids=["the day of review", "number", "subtitle", "owner", "part of", "title", "history"],
)
def test_a_rule_hidden_in_document_control_ends_the_consent(consented: Path, old: str, new: str) -> None:
    change(consented, old, new, NOORD)
    assert codes(standing(consented)) in (["DECISION_VOID"], ["NOT_CONFIRMED"])
    assert standing(consented).supported == "concept"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SCHOOL, "contact: de directie", "contact: niemand"),
        (SCHOOL, "name: Basisschool Noord", "name: Basisschool  Noord"),
        (SCHOOL, "https://noord.example", "https://alles-mag.example"),
        (PROTOCOL, "[Versie,", "[Alles mag,"),
        (PROTOCOL, "[Status,", '["Status  nu",'),
        (PROTOCOL, "[afspraken.opbergen, afspraken.opnamen,", "[afspraken.opnamen, afspraken.opbergen,"),
        (PROTOCOL, "  short: gids.kort", "  short: gids.kort\n  readers: [ouder]"),
        (PROTOCOL, "heading: Tips", "heading: tips"),
        (PROTOCOL, "items: decimal", "items: restart"),
    ],
    ids=[
        *("contact", "two spaces in a name", "address", "front table", "a cell", "order"),
        *("readers", "capital", "numbers"),
    ],
)
def test_nothing_that_readers_get_can_change_after_the_consent(consented: Path, file: str, old: str, new: str) -> None:
    before = text_hash(policy_of(consented))
    change(consented, old, new, file)
    assert text_hash(policy_of(consented)) != before
    assert codes(standing(consented)) in (["DECISION_VOID"], ["NOT_CONFIRMED"])


@pytest.mark.parametrize(
    "tip",
    [
        "Vraag  het eerst.",
        "Vraag\u00a0het eerst.",
        "Vraag het\u00ad eerst.",
        "Vraag het eerst",
        "vraag het eerst.",
        "Vraag het **eerst**.",
        "Vraag het, eerst.",
        "“Vraag het eerst.”",
    ],
)
def test_no_sign_is_too_small_to_end_a_consent(consented: Path, tip: str) -> None:
    change(consented, TIP, f'  text: "{tip}"')
    found = standing(consented)
    assert codes(found) == ["NOT_CONFIRMED"]
    assert found.supported == "concept"


def test_nothing_is_made_alike_before_it_is_hashed(project: ProjectMaker) -> None:
    """Another way to write a letter, a capital, an unseen character."""
    tips = ["één", unicodedata.normalize("NFD", "één"), "Één", "één ", "één\u00a0x", "één x", "é\u00adén"]
    found = {text_hash(_with_tip(policy_of(project()), tip)) for tip in tips}
    assert len(found) == len(tips)


def _with_tip(policy: Policy, text: str) -> Policy:
    return policy.model_copy(update={"title": text})


def test_a_clause_that_takes_the_id_of_another_is_another_text(project: ProjectMaker) -> None:
    """A reference prints the number of whoever has the id."""
    policy = policy_of(project())
    data = json.loads(policy.model_dump_json())
    clauses = data["sections"][1]["groups"][0]["clauses"]
    clauses[0]["id"], clauses[1]["id"] = clauses[1]["id"], clauses[0]["id"]
    assert text_hash(Policy.model_validate_json(json.dumps(data))) != text_hash(policy)


def test_a_cell_that_says_it_prints_the_status_and_prints_a_rule_is_another_text(project: ProjectMaker) -> None:
    policy = policy_of(project())
    data = json.loads(policy.model_dump_json())
    cell = data["front"][0]["rows"][1][1]
    assert cell["template"] == "{{ document.status }}"
    cell["text"] = "Telefoons mogen altijd"
    data["values"]["document.status"] = {"value": "Telefoons mogen altijd", "text": "Telefoons mogen altijd"}
    assert text_hash(Policy.model_validate_json(json.dumps(data))) != text_hash(policy)


# -- field by field ---------------------------------------------------------------------------------------------------

_TYPED = {
    (Policy, "format"): "the version of the form",
    (Policy, "decisions"): "what follows on a decision",
    (Policy, "values"): "printed in the texts",
    (p.Clause, "parameters"): "names, printed nowhere",
    (Document, "status"): "one of six words",
    (Document, "day"): "a day",
    (Document, "effective"): "a day",
}


def test_what_is_left_out_of_the_hash_is_named_and_can_hold_no_rule() -> None:
    assert {(owner, name) for owner, names in LEFT_OUT.items() for name in names} == set(_TYPED)
    assert set(get_args(Document.model_fields["status"].annotation)) == set(get_args(Status))
    assert set(get_args(Status)) == {
        *("concept", "ter-instemming", "ingestemd", "vastgesteld", "van-kracht", "vervallen"),
    }
    for field in ("day", "effective"):
        assert date in get_args(Document.model_fields[field].annotation) or "date" in str(
            Document.model_fields[field].annotation
        )


def _text(words: str) -> p.Text:
    return p.Text(text=words, template=words)


def _clause(id_: str) -> p.Clause:
    return p.Clause(
        id=id_,
        title="Titel",
        audience=("leerling", "ouder"),
        number="1.1",
        label="artikel 1.1",
        wording=_text("Vraag het."),
        kort=_text("Vraag!"),
        notes=(p.Note(id="n", number=1, wording=_text("Noot.")),),
        parameters=("bewaarplek",),
        references=("avg-4",),
        source="alternative",
        alternative="streng",
        reason="Daarom.",
    )


@pytest.fixture
def rich(project: ProjectMaker) -> Policy:
    """A policy with something in every field."""
    lines = dict.fromkeys(("title", "subtitle", "owner", "manager", "author", "number", "based_on", "part_of"), "Iets")
    days = dict.fromkeys(("day", "effective", "review"), date(2026, 11, 1))
    row = HistoryRow(version="0.9", day=date(2020, 1, 1), status="oud", change="Eerste")
    table = p.Table(id="t", heading=_text("Kop"), columns=(_text("Wat"),), rows=((_text("Cel"),),))
    columns = (p.Column(heading=_text("Wel"), clauses=(_clause("a.c"),)),)
    groups = (
        p.Group(form="bullets", heading=_text("Groep"), clauses=(_clause("a.a"),)),
        p.Group(form="columns", columns=columns),
    )
    inner = p.Section(id="in", heading=_text("In"), number="1a", kind="plain", groups=groups)
    outer = p.Section(
        id="uit", heading=_text("Uit"), number="1", kind="chapter", framed=True, groups=groups, sections=(inner,)
    )
    policy = policy_of(project())
    full = dict.fromkeys(("council", "place", "website", "contact", "email"), "https://iets.example")
    return policy.model_copy(
        update={
            "document": Document(version="1.1", status="concept", history=(row,), **lines, **days),
            "organisation": policy.organisation.model_copy(update=full),
            "decisions": (Decision(body="de MR", kind="advies", version="1.1"),),
            "consent": (Consent(council="de MR", reference="avg-4", education="po", audience=("ouder",)),),
            "front": (table,),
            "sections": (outer,),
            "excerpt": p.Excerpt(
                heading=_text("Gids"), groups=groups, half=groups, short=_clause("a.s"), readers=("ouder", "leerling")
            ),
            "omitted": (p.Omission(id="a.o", title="Weg", reason="Zo."),),
        }
    )


_OTHERS: dict[str, Any] = {
    "audience": ("medewerker",),
    "readers": ("ouder",),
    "education": "vo",
    "kind": "bestuur",
    "form": "dos",
    "source": "own",
    "status": "vastgesteld",
}


def _altered(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], type, str, Any]]:
    """Each field of a policy, however deep, with another value in it: its path, its owner, its name and the whole."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            old = getattr(value, name)
            for new in _other(old, name, type(value)):
                yield (*path, name), type(value), name, value.model_copy(update={name: new})
            for where, owner, field, inner in _altered(old, (*path, name)):
                yield where, owner, field, value.model_copy(update={name: inner})
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            for where, owner, field, inner in _altered(one, (*path, index)):
                yield where, owner, field, (*value[:index], inner, *value[index + 1 :])


def _other(old: Any, name: str, owner: type) -> Iterator[Any]:
    if name == "kind" and owner is p.Section:
        yield "appendix"
    elif name in _OTHERS:
        yield _OTHERS[name]
    elif isinstance(old, str):
        yield f"{old} "
    elif isinstance(old, bool):
        yield not old
    elif isinstance(old, int):
        yield old + 1
    elif isinstance(old, date):
        yield old.replace(year=2099)
    elif isinstance(old, tuple) and old:
        yield old[1:]
        yield (*old, old[0])
    elif isinstance(old, dict) and old:
        yield {}


def test_every_field_that_is_printed_is_under_the_hash(
    rich: Policy, record_property: Callable[[str, object], None]
) -> None:
    before, unseen, seen = text_hash(rich), set(), 0
    for path, owner, name, other in _altered(rich, ()):
        left_out = "decisions" in path or name in LEFT_OUT.get(owner, ()) or (owner is p.Text and name == "template")
        if (text_hash(other) == before) != left_out:
            unseen.add(path)
        seen += 1
    assert unseen == set()
    assert seen > 200
    record_property("tries", seen)


# -- who decided ------------------------------------------------------------------------------------------------------

THREE = ASKS.replace("parameters", "  - {council: de personeelsgeleding van de MR, reference: avg-4}\nparameters")


@pytest.fixture
def two(project: ProjectMaker) -> Path:
    """A text that was put to the council and to the staff in it."""
    root = project(replace={PROTOCOL: (("parameters:\n", THREE),)})
    write(root, "concept")
    put(root)
    return root


def test_a_rule_taken_out_of_the_protocol_after_the_text_was_put_is_missed(two: Path) -> None:
    write(two, "ingestemd", CONSENT)
    change(two, "  - {council: de personeelsgeleding van de MR, reference: avg-4}\n", "", PROTOCOL)
    assert {"DECISION_VOID"} <= set(codes(standing(two)))


def test_without_any_rule_left_as_well(two: Path) -> None:
    write(two, "vastgesteld", CONSENT, ADOPTION)
    change(two, THREE, "parameters:\n", PROTOCOL)
    assert "DECISION_VOID" in codes(standing(two))


def test_who_was_asked_stays_asked_when_the_rule_is_weakened_and_the_text_put_again(two: Path) -> None:
    change(two, "  - {council: de personeelsgeleding van de MR, reference: avg-4}\n", "", PROTOCOL)
    put(two, "de hele MR")
    write(two, "ingestemd", CONSENT)
    assert codes(standing(two)) == ["BODY_MISSING"]


def test_a_rule_narrowed_to_other_people_is_another_rule(two: Path) -> None:
    write(two, "ingestemd", CONSENT, CONSENT.replace("de MR", "de PMR"))
    assert standing(two).problems == ()
    change(
        two,
        "{council: de hele MR, reference: avg-4}",
        "{council: de hele MR, reference: avg-4, audience: [overig]}",
        PROTOCOL,
    )
    assert "DECISION_VOID" in codes(standing(two))


@pytest.mark.parametrize("body", ["de conciërge", "de leerlingenraad", "het bestuur", "de GMR"])
def test_a_body_that_nobody_asked_cannot_consent(consented: Path, body: str) -> None:
    write(consented, "ingestemd", CONSENT.replace("de MR", body))
    assert "BODY_NOT_ASKED" in codes(standing(consented))


def test_where_no_rule_asks_anybody_the_caretaker_cannot_consent_either(project: ProjectMaker) -> None:
    root = school(project, asks=False)
    put(root)
    write(root, "ingestemd", CONSENT)
    assert standing(root).problems == ()
    write(root, "ingestemd", CONSENT.replace("de MR", "de conciërge"))
    assert codes(standing(root)) == ["BODY_NOT_ASKED"]


@pytest.mark.parametrize("body", ["de MR", "de PMR", "de GMR"])
def test_a_council_does_not_adopt(consented: Path, body: str) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION.replace("de directie", body))
    assert codes(standing(consented)) == ["ADOPTED_BY_COUNCIL"]


def test_an_adoption_of_no_text_in_particular_adopts_nothing(consented: Path) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION.replace(', text_hash: "HASH"', ""))
    found = standing(consented)
    assert (found.supported, codes(found)) == ("ingestemd", ["ADOPTION_NOT_BOUND"])
    assert text_hash(policy_of(consented)) in found.problems[0].remedy()


def test_an_adoption_of_another_text_adopts_nothing(consented: Path) -> None:
    had = text_hash(policy_of(consented))
    change(consented, TIP, "  text: Vraag het nooit.")
    put(consented, "de hele MR")
    write(consented, "vastgesteld", CONSENT, ADOPTION.replace("HASH", had))
    assert "DECISION_VOID" in codes(standing(consented))


# -- when -------------------------------------------------------------------------------------------------------------


def dated(root: Path, day: str) -> None:
    """The proposal says on which day it was put."""
    (path,) = (root / FOLDER / "proposals").iterdir()
    path.write_text(frozen(policy_of(root), asked=["de hele MR"], day=date.fromisoformat(day)), "utf-8")


@pytest.mark.parametrize("decision", [CONSENT, ADOPTION])
def test_nobody_decides_on_a_text_before_it_is_put(consented: Path, decision: str) -> None:
    dated(consented, "2026-11-19")
    write(consented, "vastgesteld", CONSENT.replace("2026-11-16", "2026-11-19"), ADOPTION.replace("11-18", "11-19"))
    assert standing(consented).problems == ()
    write(consented, "vastgesteld", CONSENT, ADOPTION)
    assert "DECIDED_BEFORE_PROPOSAL" in codes(standing(consented))
    write(consented, "vastgesteld", *({CONSENT.replace("2026-11-16", "2026-11-19"), ADOPTION} | {decision}))
    assert "DECIDED_BEFORE_PROPOSAL" in codes(standing(consented))


def test_a_consent_cannot_be_pointed_at_a_later_proposal(consented: Path) -> None:
    change(consented, TIP, "  text: Vraag het nooit.")
    policy = policy_of(consented)
    path = consented / FOLDER / "proposals" / proposal_name(policy)
    path.write_text(frozen(policy, asked=["de hele MR"], day=date(2026, 11, 17)), "utf-8")
    write(consented, "ingestemd", CONSENT)
    assert "DECIDED_BEFORE_PROPOSAL" in codes(standing(consented))
    write(consented, "ingestemd", CONSENT.replace("2026-11-16", "2026-11-17"))
    assert standing(consented).problems == ()


def test_the_day_in_a_proposal_cannot_be_moved(consented: Path) -> None:
    dated(consented, "2026-11-19")
    (path,) = (consented / FOLDER / "proposals").iterdir()
    path.write_text(path.read_text("utf-8").replace('"day": "2026-11-19"', '"day": "2026-11-01"'), "utf-8")
    assert "PROPOSAL_CHANGED" in told(consented)


@pytest.mark.parametrize("day", ["1990-01-01", "0001-01-01", "1999-12-31"])
def test_a_decision_of_long_ago_is_a_slip(project: ProjectMaker, day: str) -> None:
    root = school(project, asks=False)
    write(root, "vastgesteld", ADOPTION.replace("2026-11-18", day))
    assert codes(standing(root)) == ["DAY_IMPOSSIBLE"]


def test_nothing_is_decided_on_a_version_before_the_last_one_was_adopted(adopted: Path) -> None:
    write(adopted, "concept")
    change(adopted, '"1.1", status', '"1.2", status', NOORD)
    change(adopted, TIP, "  text: Vraag het nooit.")
    put(adopted, "de hele MR")
    text, hash_ = (adopted / NOORD).read_text("utf-8"), text_hash(policy_of(adopted))
    consent = CONSENT.replace('"1.1"', '"1.2"').replace("HASH", hash_)
    for day, problems in (("2026-11-17", ["DAY_IMPOSSIBLE"]), ("2026-11-18", [])):
        lines = f"decisions:\n  - {{{consent.replace('2026-11-16', day)}}}\n"
        (adopted / NOORD).write_text(text.replace("concept", "ingestemd") + lines, "utf-8")
        assert codes(standing(adopted)) == problems, day


@pytest.mark.parametrize(
    "decision", [CONSENT.replace("day: 2026-11-16, ", ""), ADOPTION.replace("day: 2026-11-18, ", "")]
)
def test_a_decision_on_a_text_has_a_day(consented: Path, decision: str) -> None:
    write(
        consented,
        "vastgesteld",
        *({CONSENT, ADOPTION, decision} - ({CONSENT} if "instemming" in decision else {ADOPTION})),
    )
    assert "DECISION_WITHOUT_DATE" in codes(standing(consented))


def test_a_point_that_will_be_met_is_open(consented: Path) -> None:
    asked = ", outcome: met-voorwaarden, conditions: [{text: Een brief., met: 2026-11-21, how: Verstuurd.}]"
    write(consented, "ingestemd", CONSENT + asked)
    assert told(consented) >= {"MET_IN_FUTURE"}
    assert "MET_IN_FUTURE" not in told(consented, date(2026, 11, 21))


# -- releases ---------------------------------------------------------------------------------------------------------


def edited(path: Path, edit: Callable[[dict[str, Any]], object], *, hashed: bool = True) -> None:
    """Changes a frozen file, and computes its hash anew."""
    data = json.loads(path.read_text("utf-8"))
    edit(data)
    if hashed:
        data["hash"] = file_digest(data)
    path.write_text(json.dumps(data), "utf-8")


def released_file(root: Path) -> Path:
    (path,) = (root / FOLDER / "releases").glob("*.json")
    return path


@pytest.mark.parametrize("lacks", ["adoption", "consent", "text", "day"])
def test_no_reason_stands_in_for_a_decision(consented: Path, lacks: str) -> None:
    decisions = {
        "adoption": [CONSENT],
        "consent": [ADOPTION],
        "text": [CONSENT, ADOPTION.replace(', text_hash: "HASH"', "")],
        "day": [CONSENT, ADOPTION.replace("2026-11-18", "2026-11-21")],
    }[lacks]
    write(consented, "vastgesteld", *decisions)
    with pytest.raises(SourceError):
        Project.open(consented).document("noord").release(despite="Haast.", today=TODAY)
    assert not [*(consented / FOLDER).glob("releases/*.json")]


def test_a_reason_of_which_a_word_is_changed_is_seen(adopted: Path) -> None:
    path = released_file(adopted)
    path.write_text(frozen(policy_of(adopted), "Omdat het moest."), "utf-8")
    entered(adopted)
    assert told(adopted) == set()
    edited(path, lambda data: data.update(despite="Omdat het mocht."), hashed=False)
    assert "RELEASE_CHANGED" in told(adopted)
    edited(path, lambda data: data.pop("despite"), hashed=False)
    assert "RELEASE_CHANGED" in told(adopted)


def test_a_release_with_another_text_and_its_hash_computed_anew_was_decided_by_nobody(adopted: Path) -> None:
    path = released_file(adopted)

    def rewrite(data: dict[str, Any]) -> None:
        text = json.dumps(data["policy"]).replace("Vraag het eerst.", "Vraag het nooit.")
        data["policy"] = json.loads(text)
        data["text_hash"] = text_hash(Policy.model_validate_json(text))

    edited(path, rewrite)
    assert "RELEASE_NOT_DECIDED" in told(adopted)


def test_a_release_without_its_adoption_was_decided_by_nobody(adopted: Path) -> None:
    edited(released_file(adopted), lambda data: data["policy"].update(decisions=data["policy"]["decisions"][:1]))
    assert "RELEASE_NOT_DECIDED" in told(adopted)


def test_a_release_without_its_consent_was_decided_by_too_few(adopted: Path) -> None:
    edited(released_file(adopted), lambda data: data["policy"].update(decisions=data["policy"]["decisions"][1:]))
    assert "RELEASE_NOT_DECIDED" in told(adopted)


def test_a_release_from_which_the_rule_is_taken_is_another_text(adopted: Path) -> None:
    def rewrite(data: dict[str, Any]) -> None:
        data["policy"]["consent"] = []
        data["text_hash"] = text_hash(Policy.model_validate_json(json.dumps(data["policy"])))

    edited(released_file(adopted), rewrite)
    assert "RELEASE_NOT_DECIDED" in told(adopted)


def test_a_release_of_which_the_proposal_is_gone_is_missed(adopted: Path) -> None:
    (path,) = (adopted / FOLDER / "proposals").iterdir()
    path.unlink()
    assert "RELEASE_NOT_DECIDED" in told(adopted)


def test_a_release_that_is_written_as_of_old_does_not_escape(adopted: Path) -> None:
    path = released_file(adopted)
    data = json.loads(path.read_text("utf-8"))
    data["policy"]["decisions"] = []
    path.write_text(frozen_before(Policy.model_validate_json(json.dumps(data["policy"]))), "utf-8")
    assert "RELEASE_NOT_DECIDED" in told(adopted)


def test_a_file_that_says_it_holds_another_text_is_not_read(adopted: Path) -> None:
    edited(released_file(adopted), lambda data: data.update(text_hash="0" * 64))
    assert "RELEASE_UNREADABLE" in told(adopted)


# -- names ------------------------------------------------------------------------------------------------------------


def test_two_texts_with_one_short_name_are_both_kept(consented: Path) -> None:
    policy, corpus = policy_of(consented), loaded(consented)
    assert _new_file(corpus, KEY, policy).stem.endswith(f"-{text_hash(policy)}")
    (path,) = (consented / FOLDER / "proposals").iterdir()
    path.rename(path.with_name(proposal_name(policy, in_full=True)))
    assert standing(consented).problems == ()
    assert _new_file(loaded(consented), KEY, policy).name == path.name


def test_a_file_name_does_not_say_what_the_text_is(consented: Path) -> None:
    (path,) = (consented / FOLDER / "proposals").iterdir()
    path.rename(path.with_name(f"telefoons-1.1-{'0' * 64}.json"))
    assert "PROPOSAL_UNREADABLE" in told(consented)


@pytest.mark.parametrize("digits", [12, 20, 64])
def test_who_types_the_mark_of_a_paper_gets_the_whole_hash_recorded(project: ProjectMaker, digits: int) -> None:
    root = school(project, "ter-instemming")
    put(root)
    whole = text_hash(policy_of(root))
    document = Project.open(root).document("noord")
    made = document.decide("de MR", date(2026, 11, 18), text_hash=whole[:digits], today=TODAY)
    assert made.decision.text_hash == whole


@pytest.mark.parametrize("typed", ["0" * 12, "", "abc", "%"])
def test_a_mark_that_no_text_has_is_refused(project: ProjectMaker, typed: str) -> None:
    root = school(project, "ter-instemming")
    put(root)
    with pytest.raises(UsageError, match="Which text"):
        Project.open(root).document("noord").decide("de MR", date(2026, 11, 18), text_hash=typed, today=TODAY)


def test_a_reaction_names_its_text_in_full(consented: Path) -> None:
    path = consented / FOLDER / "reactions/telefoons.yaml"
    path.parent.mkdir()
    whole = text_hash(policy_of(consented))
    for hash_, kinds in ((whole[:12], {"REACTION_SHORTENED"}), (whole, set())):
        path.write_text(f'- {{version: "1.1", text_hash: "{hash_}", kind: akkoord}}\n', "utf-8")
        assert told(consented) == kinds


# -- a release despite errors -----------------------------------------------------------------------------------------

REASON = "Dit nummer staat in de wet."


@pytest.fixture(scope="module")
def despite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Adopted and released with a reason, although the text names another school."""
    root = tmp_path_factory.mktemp("despite") / "project"
    shutil.copytree(ROOTS / "klein", root)
    write(root, "vastgesteld")
    change(root, TIP, "  text: Vraag het aan Basisschool Zuid.")
    adopt(root, "noord", "2026-11-18")
    assert command(root, "release", "noord")[0] == 1
    code, said = command(root, "release", "noord", "--despite", REASON)
    assert code == 0, said
    return root


def command(root: Path, *arguments: str) -> tuple[int, str]:
    said = io.StringIO()
    dated = ("check", "status", "release")
    today = ("--today", "2026-11-20") if arguments[0] in dated else ()
    with redirect_stdout(said), redirect_stderr(said):
        code = run(["--root", str(root), "--lang", "en", *arguments, *today])
    return code, said.getvalue()


@pytest.mark.parametrize("arguments", [("check",), ("check", "--school", "noord"), ("status",)], ids=" ".join)
def test_the_reason_is_told_for_good(despite: Path, arguments: tuple[str, ...]) -> None:
    assert REASON in command(despite, *arguments)[1]


def test_nobody_is_told_of_a_reason_that_another_school_had(despite: Path) -> None:
    assert REASON not in command(despite, "check", "--school", "zuid")[1]


@pytest.mark.slow
def test_page_pdf_and_word_of_that_version_show_the_reason(despite: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(despite, root)
    assert command(root, "build", "html", "pdf", "docx", "--school", "noord")[0] == 0
    pages = root / "build/html/noord/telefoons"
    assert REASON in (pages / "index.html").read_text("utf-8")
    assert REASON in (pages / "versies.html").read_text("utf-8")
    assert REASON in words(root / "build/pdf/noord-telefoons.pdf")
    assert REASON in word_document(root / "build/docx/noord-telefoons.docx")


def test_the_next_text_of_that_version_number_does_not_borrow_the_reason(despite: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(despite, root)
    corpus = loaded(root)
    task = Task("noord", "telefoons", ("pdf",), Folders(root, tmp_path))
    for tip, reasons in ((None, {"1.1": REASON}), ("  text: Vraag het nooit.", {})):
        if tip is not None:
            change(root, "  text: Vraag het aan Basisschool Zuid.", tip)
        (tmp_path / ".work").mkdir(exist_ok=True)
        policy = policy_of(root)
        with suppress(FileNotFoundError):
            (task.folders.work / f"{task.name}.json").unlink()
        hand_over(task, policy)
        assert job_of(corpus, task).despite == reasons


@pytest.mark.parametrize(
    "reason", ["", "  ", "x" * 501, "a\nb", "a\x1b[2J", "\u202eomgekeerd", "\U0001f600", "\u0000"], ids=ascii
)
def test_a_reason_that_cannot_be_printed_is_refused(despite: Path, reason: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(despite, root)
    released_file(root).unlink()
    with pytest.raises(UsageError):
        Project.open(root).document("noord").release(despite=reason, today=TODAY)
    assert not list((root / FOLDER / "releases").glob("*.json"))


# -- more tries -------------------------------------------------------------------------------------------------------


def test_a_rule_that_the_last_version_had_does_not_go_unseen(adopted: Path) -> None:
    write(adopted, "concept")
    change(adopted, '"1.1", status', '"1.2", status', NOORD)
    assert "RULE_GONE" not in told(adopted)
    change(adopted, "{council: de hele MR, reference: avg-4}", RULE.format("overig"), PROTOCOL)
    assert "RULE_GONE" in told(adopted)
    change(adopted, f"consent:\n  - {RULE.format('overig')}\n", "", PROTOCOL)
    assert "RULE_GONE" in told(adopted)


RULE = "{{council: de hele MR, reference: avg-4, audience: [{}]}}"


def test_other_numbers_are_seen_beside_a_change_that_is_taken_back(project: ProjectMaker) -> None:
    """What a council refused goes back, and with it the way of counting changes."""
    old = policy_of(project())
    data = json.loads(old.model_dump_json())
    data["sections"][1]["groups"][0]["clauses"][0]["number"] = "9"
    data["title"] = "Een andere titel"
    new = Policy.model_validate_json(json.dumps(data))
    found = differences(compare(decided_text(old), decided_text(new)), old, new)
    assert "numbers" in found.review
    assert "title" in found.substantive


def test_a_print_that_does_not_follow_from_its_text_is_seen_beside_another_change(project: ProjectMaker) -> None:
    old = policy_of(project())
    data = json.loads(old.model_dump_json())
    data["front"][0]["rows"][0][0]["text"] = "Telefoons mogen altijd"
    data["title"] = "Een andere titel"
    new = Policy.model_validate_json(json.dumps(data))
    found = differences(compare(decided_text(old), decided_text(new)), old, new)
    assert "cell/beheer/0/0" in found.substantive


def test_a_text_that_is_put_again_gets_a_day_of_its_own(project: ProjectMaker) -> None:
    """A body decided on the text before; that is no reason not to write down when this one was put."""
    root = school(project)
    put(root, "de hele MR")
    write(root, "ingestemd", CONSENT)
    change(root, TIP, "  text: Vraag het nooit.")
    change(root, "ingestemd", "ter-instemming", NOORD)
    edit = Project.open(root)
    made = edit.document("noord").dossier(today=TODAY, draft=False)
    assert made.is_new
    assert f"text_hash: {text_hash(policy_of(root))}" in (root / NOORD).read_text("utf-8")


def test_nobody_records_a_decision_of_a_day_before_the_text_was_put(project: ProjectMaker) -> None:
    root = school(project, "ter-instemming")
    policy = policy_of(root)
    path = root / FOLDER / "proposals" / proposal_name(policy)
    path.parent.mkdir()
    path.write_text(frozen(policy, asked=["de hele MR"], day=date(2026, 11, 19)), "utf-8")
    before = (root / NOORD).read_text("utf-8")
    with pytest.raises(UsageError, match="was put on 19 november 2026"):
        Project.open(root).document("noord").decide("de MR", date(2026, 11, 18), today=TODAY)
    assert (root / NOORD).read_text("utf-8") == before


@pytest.mark.parametrize("key", ["day", "despite", "asked", "changes", "format"])
@pytest.mark.parametrize("value", [None, 1, [], {}, "x\ny", ["a", 1], "2026-02-30", True, 3])
def test_nonsense_around_a_frozen_text_is_told_and_not_believed(adopted: Path, key: str, value: Any) -> None:
    for path in (adopted / FOLDER).glob("*/*.json"):
        edited(path, lambda data: data.update({key: value}))
    seen = {"UNREADABLE", "CHANGED", "DECIDED"}
    assert any(name.rpartition("_")[2] in seen for name in told(adopted)) or (key, value) in HARMLESS


HARMLESS: list[tuple[str, Any]] = [("asked", []), ("changes", {}), ("despite", "2026-02-30")]


def test_a_heading_that_prints_the_status_leaves_the_text_what_it_is_when_the_status_changes(
    project: ProjectMaker,
) -> None:
    """Labels of clauses quote it; without this nobody could ever adopt such a text."""
    heading = "    - id: inleiding\n      heading: Inleiding"
    root = project(replace={PROTOCOL: ((heading, f"{heading} {{{{ document.status }}}}"),)})
    found = set()
    for status in ("concept", "vastgesteld"):
        write(root, status)
        found.add(text_hash(policy_of(root)))
    assert len(found) == 1
    data = json.loads(policy_of(root).model_dump_json())
    data["sections"][0]["groups"][0]["clauses"][0]["label"] = "‘Alles mag’ in ‘Inleiding vastgesteld’"
    assert text_hash(Policy.model_validate_json(json.dumps(data))) not in found
