"""How the texts of the library are written: short sentences, for whom, with a source, and nobody's name or school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from schoolprotocol.library.model import BASE, ByKind, Choice
from schoolprotocol.library.taking import OURS as FOLDER
from schoolprotocol.model.clause import Clause
from schoolprotocol.text.template import names_in
from tests.helpers import loaded
from tests.library.making import ALL, OURS, begin
from tests.repository import ROOT

AVERAGE, LONGEST = 12, 25
"""Words: of the sentences of a protocol, and of any one."""
FEWEST, MOST = 25, 60
_RULE = re.compile(r"(?:^|[.?!]\s+)(?:Niemand|Leerlingen|Een leerling)\b")
"""A sentence that says what pupils do, or nobody does."""
_TELLS = ("inleiding", "begrippen", "over", "gids")
"""Themes that tell and rule nothing."""


def clauses(protocol: str) -> list[Clause]:
    return [
        Clause.model_validate(data) for name in OURS.files(protocol) if "/clauses/" in name for data in OURS.data(name)
    ]


def wordings(clause: Clause) -> list[str]:
    return [*([clause.text] if clause.text else []), *(other.text for other in clause.others().values())]


def sentences(text: str) -> Iterator[str]:
    plain = re.sub(r"\{\{.*?\}\}|\{clause\}`[^`]*`", "woord", text)
    yield from re.split(r"(?<=[.?!:])\s+", re.sub(r"\]\([^)]*\)", "]", plain).strip())


def length(sentence: str) -> int:
    return len(re.findall(r"[\w’'-]+", sentence))


@pytest.mark.parametrize("protocol", ALL)
def test_a_protocol_has_as_many_clauses_as_a_council_can_read(protocol: str) -> None:
    assert FEWEST <= len(clauses(protocol)) <= MOST


@pytest.mark.parametrize("protocol", ALL)
def test_sentences_are_short(protocol: str) -> None:
    found = [(length(s), s) for clause in clauses(protocol) for text in wordings(clause) for s in sentences(text)]
    assert mean(count for count, _ in found) <= AVERAGE
    assert [pair for pair in found if pair[0] > LONGEST] == []


@pytest.mark.parametrize("protocol", ALL)
def test_what_asks_something_of_pupils_says_so_in_one_sentence(protocol: str) -> None:
    without = [
        clause.id
        for clause in clauses(protocol)
        if "leerling" in clause.audience and clause.kort is None and clause.id.partition(".")[0] not in _TELLS
        if any(_RULE.search(text) for text in wordings(clause))
    ]
    assert without == []


@pytest.mark.parametrize("protocol", ALL)
def test_every_other_wording_has_a_short_sentence_where_the_base_text_has_one(protocol: str) -> None:
    pairs = [(clause.id, name, other) for clause in clauses(protocol) for name, other in clause.others().items()]
    short = {clause.id for clause in clauses(protocol) if clause.kort is not None}
    assert [pair[:2] for pair in pairs if pair[0] in short and pair[2].kort is None] == []


@pytest.mark.parametrize("protocol", ALL)
@pytest.mark.parametrize("audience", ["leerling", "ouder", "medewerker"])
def test_pupils_parents_and_staff_each_have_their_own_first_rules(protocol: str, audience: str) -> None:
    first = OURS.data(f"protocols/{protocol}/protocol.yaml")["first"][audience]
    assert 5 <= len(first) <= 7


@pytest.mark.parametrize("protocol", ALL)
def test_what_parents_and_staff_meet_first_is_not_addressed_to_pupils(protocol: str) -> None:
    data = OURS.data(f"protocols/{protocol}/protocol.yaml")
    met = {one["clause"] for readers in ("iedereen", "ouder", "medewerker") for one in data["first"][readers]}
    if data["excerpt"] != "none":
        met |= {*data["excerpt"]["half"]}
    shorts = [
        (clause.id, kort)
        for clause in clauses(protocol)
        for kort in (clause.kort, *(other.kort for other in clause.others().values()))
        if clause.id in met and kort is not None
    ]
    assert shorts
    assert [pair for pair in shorts if re.search(r"\b(?:je|jij|jou|jouw)\b", pair[1], re.IGNORECASE)] == []


def test_the_schoolgids_says_what_the_law_asks_of_it() -> None:
    excerpts = {one: OURS.data(f"protocols/{one}/protocol.yaml")["excerpt"] for one in ALL}
    assert excerpts["ai"] == "none"
    told = str(excerpts["veiligheid-en-pesten"])
    for asked in ("organisatie.coordinator", "organisatie.aanspreekpunt", "hulp.klacht"):
        assert asked in told


# -- duties -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("protocol", "clause", "says", "rests_on"),
    [
        ("veiligheid-en-pesten", "ernstig.misdrijf", "moet die medewerker dat meteen melden", "wpo-4a wvo-2020-3-39"),
        ("veiligheid-en-pesten", "ernstig.misdrijf", "inlichten is niet genoeg", "meldplicht-seksueel-misdrijf"),
        ("sociale-media", "gevolgen.misdrijf", "moet die medewerker dat meteen melden", "wpo-4a wvo-2020-3-39"),
        ("veiligheid-en-pesten", "ernstig.bestuur", "meteen overleggen", "wpo-4a wvo-2020-3-39 vertrouwensinspecteur"),
        ("veiligheid-en-pesten", "organisatie.monitor", "De inspectie krijgt de uitkomsten", "wpo-4c wvo-2020-3-40"),
        ("veiligheid-en-pesten", "organisatie.coordinator", "coördineert het beleid", "wpo-4c wvo-2020-3-40"),
        ("veiligheid-en-pesten", "organisatie.aanspreekpunt", "schoolgids", "wpo-13 wvo-2020-2-92"),
        ("veiligheid-en-pesten", "ernstig.meldcode", "eigen document", "wpo-4b wvo-2020-3-41"),
        ("veiligheid-en-pesten", "gevolgen.schorsing", "hoogstens één week", "wpo-40c"),
        ("sociale-media", "beeld.leeftijd", "jonger dan", "uavg-5"),
        ("sociale-media", "beeld.intrekken", "Intrekken mag altijd", "avg-7 uavg-5"),
        ("telefoons", "inleiding.landelijk", "geen wet", "mobiele-telefoons thuis-of-in-de-kluis"),
        ("telefoons", "uitzondering.medisch", "mag die altijd aan blijven", "mobiele-telefoons"),
        ("telefoons", "uitzondering.ondersteuning", "plan voor de ondersteuning", "mobiele-telefoons"),
        ("telefoons", "uitzondering.les", "nodig is voor de les", "mobiele-telefoons"),
        ("ai", "medewerkers.kennis", "2 februari 2025", "ai-verordening-4"),
        ("ai", "beeld.school", "2 augustus 2026", "ai-verordening-50"),
        ("ai", "school.emoties", "gevoelens", "ai-verordening-5"),
        ("ai", "medewerkers.volgen", "personeelsgeleding", "wms-12"),
    ],
)
def test_a_duty_is_said_and_rests_on_its_source(protocol: str, clause: str, says: str, rests_on: str) -> None:
    found = next(one for one in clauses(protocol) if one.id == clause)
    assert says in " ".join((found.text or "").split())
    assert {*rests_on.split()} <= {*found.references}


@pytest.mark.parametrize(
    ("protocol", "laws"),
    [
        ("sociale-media", {"wms-10", "wms-12", "wms-13", "wms-14"}),
        ("veiligheid-en-pesten", {"wms-10"}),
        ("telefoons", {"wms-10"}),
        ("ai", {"wms-10", "wms-12", "wms-13", "wms-14"}),
    ],
)
def test_each_protocol_says_whose_consent_a_change_asks(protocol: str, laws: set[str]) -> None:
    data = OURS.data(f"protocols/{protocol}/protocol.yaml")
    assert {one["reference"] for one in data["consent"]} == laws
    assert any(table["id"] == "medezeggenschap" for table in data["front"])


def test_every_fact_from_outside_says_when_and_how_somebody_looked(tmp_path: Path) -> None:
    corpus = loaded(begin(tmp_path))
    assert [one.id for one in corpus.references.values() if not (one.checked_on and one.checked_how)] == []


def test_the_same_norm_says_the_same_in_every_protocol() -> None:
    texts: dict[str, set[str]] = {}
    for protocol in ALL:
        for clause in clauses(protocol):
            texts.setdefault(clause.id, set()).add(clause.text or "")
    for shared in ("melden.antwoord", "hulp.vertrouwenspersoon", "hulp.klacht", "gevolgen.eerst-luisteren"):
        assert len(texts[shared]) == 1, shared
    assert len({t for one in ("ernstig.misdrijf", "gevolgen.misdrijf") for t in texts[one]}) == 1
    assert all("{{ maatregelen.leerlingen }}" in text for text in texts["gevolgen.maatregelen"])


def test_no_text_names_a_school_of_ours_or_a_person() -> None:
    names = [
        str(name)
        for path in (ROOT / "policy_src/schools").glob("*/school.yaml")
        for name in re.findall(r"^(?:name|short): (.+)$", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert names
    texts = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*.yaml"))
    assert [name for name in names if name in texts] == []


# -- what there is to choose ------------------------------------------------------------------------------------------


def declared(protocol: str) -> dict[str, Any]:
    name = f"protocols/{protocol}/protocol.yaml" if protocol else "parameters.yaml"
    found = OURS.data(name)["parameters"]
    assert isinstance(found, dict)
    return found


def choices() -> Iterator[tuple[str, Choice]]:
    yield from (("", choice) for choice in OURS.library.shared.choices)
    for entry in OURS.library.protocols:
        yield from ((entry.id, choice) for choice in entry.choices)


def test_every_choice_is_about_something_that_is_there() -> None:
    for protocol, choice in choices():
        values = {option.value for option in choice.options}
        given = choice.default
        defaults = {given.po, given.vo, given.beide} if isinstance(given, ByKind) else {given}
        if choice.parameter is not None:
            assert choice.parameter in declared(protocol), choice.id
        else:
            clause = next(one for one in clauses(protocol) if one.id == choice.clause)
            assert values == {BASE, *(name for name in clause.alternatives if not name.startswith("met-"))}
            assert defaults <= values


def test_every_choice_has_a_name_of_its_own() -> None:
    names = [choice.id for _, choice in choices()]
    assert len(names) == len({*names})


def test_what_a_kind_of_school_gets_is_declared() -> None:
    assert all({*one.parameters} <= {*declared("")} for one in OURS.library.shared.education.values())
    for entry in OURS.library.protocols:
        for given in entry.education.values():
            assert {*given.parameters} <= {*declared(entry.id)}


def test_a_shared_value_is_used_by_more_than_one_protocol() -> None:
    used = {one: {name for file in OURS.files(one) for name in names_in(OURS.text(file))} for one in ALL}
    once = [name for name in declared("") if sum(name in names for names in used.values()) < 2]
    assert once == ["intrekken.leeftijd"]  # an age of the law: it must be the same wherever it comes to be used


def test_title_and_summary_are_those_of_the_protocol() -> None:
    for entry in OURS.library.protocols:
        data = OURS.data(f"protocols/{entry.id}/protocol.yaml")
        assert (entry.title, entry.summary) == (data["title"], data["summary"])


def test_the_library_tells_what_its_version_changed() -> None:
    newest = OURS.library.versions[0]
    assert (newest.version, newest.date) == (OURS.library.version, OURS.library.date)
