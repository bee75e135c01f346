"""What holds for every variant, tried on many."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.model.outline import Group, Outline, Section
from schoolprotocol.policy.model import Clause, Policy, canonical_json, digest, text_digest
from schoolprotocol.resolve.numbers import letter, number
from schoolprotocol.resolve.outlines import clause_ids, sections, with_beside, without
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.text.template import TemplateError, capital, fill, names
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, HEAD, NOORD, PROTOCOL, SOURCE, operation
from tests.helpers import loaded, policy_of, resolution_of

# -- outlines of every shape ------------------------------------------------------------------------------------------

FORMS = st.sampled_from(["prose", "numbered", "numbered", "bullets"])
NUMBERS = st.sampled_from([None, None, "decimal", "letters", "appendix", "none"])


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """Outlines up to three levels deep, with every numbering."""
    count = iter(range(10_000))

    def group() -> dict[str, object]:
        return {draw(FORMS): [f"a.c{next(count)}" for _ in range(draw(st.integers(1, 3)))]}

    def section(depth: int) -> dict[str, object]:
        return {
            "id": f"s{next(count)}",
            "heading": draw(st.sampled_from([None, "Kop", "Kop", "Andere kop"])),
            "number": draw(NUMBERS),
            "items": draw(st.sampled_from([None, "decimal", "restart"])),
            "body": [group() for _ in range(draw(st.integers(0, 2)))],
            "sections": [section(depth + 1) for _ in range(draw(st.integers(0, 2 if depth < 2 else 0)))],
        }

    data = {
        "headings": draw(st.sampled_from(["decimal", "none"])),
        "items": draw(st.sampled_from(["decimal", "restart"])),
        "sections": [section(0) for _ in range(draw(st.integers(1, 4)))],
    }
    return Outline.model_validate(data)


def _numbered(section: Section) -> list[str]:
    return [id_ for group in section.body if group.form == "numbered" for id_ in group.clause_ids()]


@given(outlines())
def test_numbered_clauses_of_one_section_have_labels_of_their_own(outline: Outline) -> None:
    numbers = number(outline, _headings(outline), {id_: f"Titel {id_}" for id_ in clause_ids(outline)})
    for section in sections(outline):
        labels = [numbers.clauses[id_].label for id_ in _numbered(section)]
        assert len(set(labels)) == len(labels)
        assert all(numbers.clauses[id_].number for id_ in _numbered(section))


@given(outlines())
def test_a_decimal_number_stands_for_one_thing(outline: Outline) -> None:
    numbers = number(outline, _headings(outline), {id_: id_ for id_ in clause_ids(outline)})
    chapters = [s.number for s in numbers.sections.values() if s.kind == "chapter"]
    clauses = [n.number for n in numbers.clauses.values() if "." in n.number]
    appendices = [s.number for s in numbers.sections.values() if s.kind == "appendix"]
    assert max(Counter([*chapters, *clauses, *appendices, "-"]).values()) == 1


@given(outlines())
def test_only_numbered_clauses_have_a_number_and_every_clause_has_a_label(outline: Outline) -> None:
    numbers = number(outline, _headings(outline), {id_: id_ for id_ in clause_ids(outline)})
    numbered = {id_ for section in sections(outline) for id_ in _numbered(section)}
    assert {id_ for id_, own in numbers.clauses.items() if own.number} == numbered
    assert all(own.label for own in numbers.clauses.values())


@given(outlines(), st.data())
def test_taking_a_clause_out_of_an_outline_leaves_the_others_in_their_order(
    outline: Outline, data: st.DataObject
) -> None:
    ids = list(clause_ids(outline))
    gone = data.draw(st.sampled_from(ids)) if ids else "a.none"
    after = without(outline, gone)
    assert list(clause_ids(after)) == [id_ for id_ in ids if id_ != gone]
    left = {s.id for s in sections(after)}
    for section in sections(outline):
        if section.id not in left:
            assert _ids_below(section) == [gone], "a section goes only with its last clause"
        elif _ids_below(section) == [gone]:
            assert len(list(_below(section))) > 1, "and stays only for an empty section in it"


@given(outlines(), st.booleans(), st.data())
def test_a_clause_put_beside_another_stands_there(outline: Outline, after: bool, data: st.DataObject) -> None:
    ids = list(clause_ids(outline))
    if not ids:
        return
    anchor = data.draw(st.sampled_from(ids))
    placed = list(clause_ids(with_beside(outline, "b.nieuw", anchor, after=after)))
    assert [id_ for id_ in placed if id_ != "b.nieuw"] == ids
    assert placed.index("b.nieuw") - placed.index(anchor) == (1 if after else -1)


def _headings(outline: Outline) -> dict[str, str]:
    return {s.id: s.heading for s in sections(outline) if s.heading}


def _below(section: Section) -> Iterator[Section]:
    yield section
    for child in section.sections:
        yield from _below(child)


def _ids_below(section: Section) -> list[str]:
    own = [id_ for group in section.body for id_ in group.clause_ids()]
    return own + [id_ for child in section.sections for id_ in _ids_below(child)]


@pytest.mark.parametrize(("count", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")])
def test_letters_go_on_after_z(count: int, name: str) -> None:
    assert letter(count) == name


# -- placeholders -----------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([*"{}%#ab.| -", "{{ ", " }}", "{{ a.b }}", "{{a}}", "\n"]), max_size=12).map("".join))
def test_a_text_is_filled_in_whole_or_refused(text: str) -> None:
    try:
        used = names(text)
    except TemplateError as refused:
        assert 0 <= refused.line <= text.count("\n")
        return
    filled = fill(text, dict.fromkeys(used, "X"))
    assert not any(mark in filled for mark in ("{{", "}}", "{%", "%}", "{#", "#}"))
    assert filled.count("X") >= len(used)


@given(st.text(max_size=40))
def test_a_value_goes_into_a_text_as_it_is(value: str) -> None:
    assert fill("a {{ school.short }} b {{ bron.avg-4 }}", {"school.short": value, "bron.avg-4": "{{ x }}"}) == (
        f"a {value} b {{{{ x }}}}"
    )


def test_the_filter_makes_the_first_letter_a_capital() -> None:
    assert fill("{{ a | hoofdletter }}", {"a": "‘het’ CCC"}) == "‘Het’ CCC"
    assert capital("") == ""
    assert capital(r"\*é") == r"\*É"


# -- documents --------------------------------------------------------------------------------------------------------

SCHOOLS = ["noord", "zuid"]


@pytest.mark.parametrize("school", SCHOOLS)
def test_canonical_json_gives_the_same_policy_and_the_same_bytes_each_time(school: str, project: ProjectMaker) -> None:
    first, second = policy_of(project(), school), policy_of(project(), school)
    text = canonical_json(first)
    assert text == canonical_json(second)
    read = Policy.model_validate_json(text)
    assert read == first
    assert canonical_json(read) == text
    assert digest(read) == digest(first)
    assert "/tmp" not in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("school", SCHOOLS)
def test_resolving_changes_nothing_in_the_corpus(school: str, project: ProjectMaker) -> None:
    root = project()
    corpus = loaded(root)
    assert resolve(corpus, school, "telefoons") == resolve(corpus, school, "telefoons")
    assert corpus == loaded(root)


def _texts(policy: Policy) -> list[Clause]:
    """The clauses without what counting gives them."""
    return [
        clause.model_copy(
            update={
                "number": "",
                "label": "",
                "notes": tuple(note.model_copy(update={"number": 0}) for note in clause.notes),
            }
        )
        for clause in policy.clauses()
    ]


OMITTABLE = ["inleiding.doel", "afspraken.opbergen", "afspraken.opnamen", "afspraken.melden", "tips.vraag"]


@pytest.mark.parametrize("id_", [*OMITTABLE, "stichting.kluisjes"])
def test_to_omit_a_clause_changes_nothing_but_that(id_: str, project: ProjectMaker) -> None:
    before = policy_of(project())
    after = policy_of(project(files=operation(f"{{omit: {id_}, reason: Niet hier.}}")))
    assert _texts(after) == [clause for clause in _texts(before) if clause.id != id_]
    assert [(o.id, o.reason) for o in after.omitted] == [(id_, "Niet hier.")]
    assert after.values.items() <= before.values.items()
    unchanged: dict[str, object] = {"sections": (), "omitted": (), "values": {}}
    assert after.model_copy(update=unchanged) == before.model_copy(update=unchanged)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_operations_in_the_file_does_not_matter(order: int, project: ProjectMaker) -> None:
    lines = [
        "{add: noord.a, title: A, audience: [ouder], text: A., after: noord.b, reason: Zo.}",
        "{add: noord.b, title: B, audience: [ouder], text: B., after: tips.vraag, reason: Zo.}",
        "{move: afspraken.melden, before: noord.a}",
        "{omit: tips.vraag, reason: Zo.}",
        "{set: afspraken, heading: Regels}",
    ]
    policy = policy_of(project(files=operation("\n  - ".join(lines[::order]))))
    assert [c.id for c in policy.clauses()] == [
        *("inleiding.doel", "afspraken.opbergen", "stichting.kluisjes", "afspraken.opnamen", "gevolgen.aangifte"),
        *("noord.b", "afspraken.melden", "noord.a"),
    ]


# -- the chain --------------------------------------------------------------------------------------------------------


def test_each_value_tells_where_it_came_from(project: ProjectMaker) -> None:
    noord, zuid = resolution_of(project(), "noord"), resolution_of(project(), "zuid")
    told = {name: (o.level, o.school, str(o.place)) for name, o in noord.origins.items()}
    assert told["aangifte.werkwoord"] == ("default", None, f"{PROTOCOL}:12")
    assert told["bewaarplek"] == ("variant", "stichting", f"{SOURCE}/schools/stichting/telefoons.yaml:4")
    assert told["school.short"] == ("school", "noord", f"{SOURCE}/schools/noord/school.yaml:3")
    assert told["bron.meldpunt"] == ("references", None, f"{SOURCE}/references.yaml:10")
    assert told["document.version"] == ("document", "noord", f"{NOORD}:3")
    assert zuid.origins["bewaarplek"].school == "zuid"
    assert zuid.origins["besluit.vaststelling"].value


@pytest.mark.parametrize("outcome", ["negatief", "niet-nodig, reason: Ok"])
def test_the_day_of_a_consent_that_was_not_given_cannot_be_printed(project: ProjectMaker, outcome: str) -> None:
    consent = 'body: de MR, kind: instemming, version: "1.1", day: 2026-11-'
    root = project()
    lines = f"decisions:\n  - {{{consent}16}}\n  - {{{consent}17, outcome: {outcome}}}\n"
    (root / NOORD).write_text((root / NOORD).read_text("utf-8") + lines, "utf-8")
    value = resolution_of(root).origins["besluit.instemming"].value
    assert value is not None
    assert value.text == "16 november 2026"


def test_each_text_tells_where_it_stands(project: ProjectMaker) -> None:
    places = {id_: str(place) for id_, place in resolution_of(project(), "noord").places.items()}
    assert places["afspraken.opbergen"] == f"{CLAUSES}:10"
    assert places["afspraken.opnamen"] == f"{CLAUSES}:15", "a block text begins below its key"
    assert places["stichting.kluisjes"] == f"{SOURCE}/schools/stichting/telefoons.yaml:10"
    assert places["afspraken"] == f"{PROTOCOL}:28"


def test_a_text_that_the_board_replaces_is_what_the_schools_replace(project: ProjectMaker) -> None:
    board = "extends: base\npublish: false"
    files = {
        f"{SOURCE}/schools/stichting/telefoons.yaml": f"protocol: telefoons\n{board}\noperations:\n"
        "  - {replace: tips.vraag, text: Vraag het de juf., replaces: 000000000000, reason: Zo.}\n",
        f"{SOURCE}/schools/zuid/telefoons.yaml": None,
    }
    asked = resolution_of(project(files=files), "noord").diagnostics
    (hash_of_base,) = {d.values["digest"] for d in asked if d.target == "tips.vraag"}
    files = {name: text.replace("000000000000", hash_of_base) if text else None for name, text in files.items()}
    root = project(files=files)
    assert next(c for c in policy_of(root).clauses() if c.id == "tips.vraag").wording.text == "Vraag het de juf."

    school = operation(f"{{replace: tips.vraag, text: Vraag., replaces: {hash_of_base}, reason: Zo.}}")
    (stale,) = resolution_of(project(files={**files, **school}), "noord").diagnostics
    assert stale.kind.name == "REPLACED_TEXT_CHANGED"
    school = operation(f"{{replace: tips.vraag, text: Vraag., replaces: {stale.values['digest']}, reason: Kort.}}")
    clause = next(c for c in policy_of(project(files={**files, **school})).clauses() if c.id == "tips.vraag")
    assert (clause.wording.text, clause.source, clause.reason) == ("Vraag.", "replaced", "Kort.")


def test_a_text_that_the_board_replaces_has_no_alternatives_any_more(project: ProjectMaker) -> None:
    files: dict[str, str] = {
        f"{SOURCE}/schools/stichting/telefoons.yaml": "protocol: telefoons\npublish: false\noperations:\n"
        "  - {replace: afspraken.opbergen, text: Leg hem weg., replaces: HASH, reason: Zo.}\n",
        f"{SOURCE}/schools/zuid/telefoons.yaml": f"{HEAD}",
    } | operation("{set: afspraken.opbergen, alternative: allen}")
    text = next(
        c for c in loaded(project()).protocols["telefoons"].clauses.values() if c.id == "afspraken.opbergen"
    ).text
    assert text is not None
    root = project(files={name: content.replace("HASH", text_digest(text)) for name, content in files.items()})
    assert [d.kind.name for d in resolution_of(root, "noord").diagnostics] == ["UNKNOWN_ALTERNATIVE"]
    assert resolution_of(root, "zuid").policy


def test_a_school_with_an_outline_of_its_own_may_place_what_its_board_omits(project: ProjectMaker) -> None:
    board = f"{SOURCE}/schools/stichting/telefoons.yaml"
    own = (
        "outline:\n  headings: none\n  items: restart\n  sections:\n"
        "    - {id: een, body: [{prose: [tips.vraag, gevolgen.aangifte]}]}\n"
    )
    files = {board: "protocol: telefoons\npublish: false\noperations: [{omit: tips.vraag, reason: Niet nodig.}]\n"}
    files |= {NOORD: 'protocol: telefoons\nextends: stichting\ndocument: {version: "1.1", status: concept}\n' + own}
    files[f"{SOURCE}/schools/zuid/telefoons.yaml"] = files[NOORD].replace(own, "")
    root = project(files=files)
    assert policy_of(root, "noord").omitted == ()
    assert [o.id for o in policy_of(root, "zuid").omitted] == ["tips.vraag"]


def test_the_excerpt_goes_without_what_a_school_omits(project: ProjectMaker) -> None:
    excerpt = "excerpt: {heading: Gids, intro: [gids.kern], body: [{prose: [tips.vraag]}], short: gids.kort}\n"
    files = operation("{omit: tips.vraag, reason: Niet hier.}")
    root = project(files={NOORD: files[NOORD] + excerpt})
    assert [c.id for group in policy_of(root).excerpt_groups for c in group.clauses] == ["gids.kern"]


def test_a_group_has_the_form_that_it_was_given() -> None:
    assert Group.model_validate({"dos": ["a.b"]}).form == "dos"
    assert Group.model_validate({"dos": ["a.b"]}).clause_ids() == ("a.b",)


def test_the_real_source_resolves_for_every_school() -> None:
    root = Path(__file__).parents[2]
    corpus = loaded(root)
    assert corpus.documents()
    for school, protocol in corpus.documents():
        policy = resolve(corpus, school, protocol).policy
        assert policy is not None
        assert Policy.model_validate_json(canonical_json(policy)) == policy
