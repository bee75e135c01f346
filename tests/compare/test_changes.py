"""What a comparison tells about clauses."""

from __future__ import annotations

import pytest

from schoolprotocol import messages
from schoolprotocol.compare.changeset import Segment, unexplained
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.prove import prove
from schoolprotocol.errors import ComparisonError, UsageError
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Policy, Section
from tests.compare.edits import (
    clause,
    laid_out,
    made,
    marked,
    reworded,
    text,
    told,
    with_clauses,
    with_note,
    with_values,
)
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import CLAUSES, HEAD, NOORD, PROTOCOL
from tests.helpers import policy_of

LONG = "Leerlingen leggen hun telefoon in de tas. Zij halen hem er na de laatste les weer uit."


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


# -- texts ------------------------------------------------------------------------------------------------------------


def test_changed_words_are_marked_and_nothing_else(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Vraag het eerst aan de leraar, of bel het meldpunt.")
    new = reworded(klein, tips__vraag="Vraag het eerst aan een mentor, of bel het meldpunt.")
    changes = compare(old, new)
    assert told(changes) == {"tips.vraag": ("changed",)}
    assert marked(changes, "tips.vraag") == [("delete", "de leraar"), ("insert", "een mentor")]


def test_an_inserted_sentence_is_marked_as_a_sentence(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Leerlingen vragen het. Leerlingen wachten.")
    new = reworded(klein, tips__vraag="Leerlingen vragen het. Leerlingen luisteren. Leerlingen wachten.")
    assert marked(compare(old, new), "tips.vraag") == [("insert", "Leerlingen luisteren.")]


def test_a_rewritten_text_is_shown_as_replaced_not_as_confetti(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="De school bewaart een telefoon in het kantoor van de conciërge.")
    new = reworded(klein, tips__vraag="Wie zich niet houdt aan deze afspraak, krijgt een gesprek.")
    assert [op for op, _ in marked(compare(old, new), "tips.vraag")] == ["delete", "insert"]


def test_a_list_item_that_comes_leaves_its_neighbours_alone(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Denk aan:\n\n- foto’s;\n- films.")
    new = reworded(klein, tips__vraag="Denk aan:\n\n- foto’s;\n- geluid;\n- films.")
    (change,) = compare(old, new).changes
    assert [(p.kind, {s.op for s in p.segments if s.shown.strip()}) for p in change.parts] == [
        ("paragraph", {"same"}),
        ("item", {"same"}),
        ("item", {"insert"}),
        ("item", {"same"}),
    ]


def test_a_placeholder_with_letters_behind_it_is_one_word(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="De {{ school.short }}s van nu.")
    new = reworded(klein, tips__vraag="De {{ school.short }}en van nu.")
    assert marked(compare(old, new), "tips.vraag") == [
        ("delete", "de basisschool Noords"),
        ("insert", "de basisschool Noorden"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("U mag filmen.", "U mag niet filmen."),
        ("Er is 1.5 uur tijd.", "Er is 15 uur tijd."),
        ("Het was -5 graden.", "Het was 5 graden."),
        ("Dat kost 5 €.", "Dat kost 5 $."),
        ("Zie [de site](https://a.example).", "Zie [de site](https://b.example)."),
        ("Zie {clause}`gevolgen.aangifte`.", "Zie {clause}`afspraken.melden`."),
        ("Leg hem {{ bewaarplek }}.", "Leg hem thuis."),
    ],
)
def test_anything_that_says_something_else_is_substantive(klein: Policy, old: str, new: str) -> None:
    (change,) = compare(reworded(klein, tips__vraag=old), reworded(klein, tips__vraag=new)).changes
    assert change.weight == "substantive"


def test_another_clause_referred_to_is_told_as_a_reference(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Zie {clause}`gevolgen.aangifte`.")
    new = reworded(klein, tips__vraag="Zie {clause}`afspraken.melden`.")
    changes = compare(old, new)
    assert told(changes) == {"tips.vraag": ("changed", "reference")}
    assert marked(changes, "tips.vraag") == [("delete", "artikel 2.1"), ("insert", "artikel 1.4")]


def test_a_note_of_a_clause_is_compared_with_the_note_of_that_name(klein: Policy) -> None:
    def noted(template: str) -> Policy:
        return with_clauses(
            reworded(klein, tips__vraag="Vraag het[^wie]."),
            lambda c: with_note(c, "wie", template) if c.id == "tips.vraag" else c,
        )

    changes = compare(noted("Aan de leraar."), noted("Aan de mentor."))
    assert marked(changes, "tips.vraag") == [("delete", "leraar"), ("insert", "mentor")]


# -- values and numbers -----------------------------------------------------------------------------------------------


def test_a_changed_value_is_one_change_with_the_clauses_that_print_it(klein: Policy) -> None:
    changes = compare(klein, with_values(klein, school__short="het Noorderlicht", bewaarplek="thuis"))
    assert not changes.changes
    assert [(c.name, c.old.text, c.new.text, c.clauses) for c in changes.parameters] == [
        ("bewaarplek", "in de tas", "thuis", ("afspraken.opbergen", "gids.kern")),
        ("school.short", "de basisschool Noord", "het Noorderlicht", ("inleiding.doel",)),
    ]


def test_a_changed_value_inside_a_changed_text_is_not_marked_as_an_edit(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Leg uw telefoon {{ bewaarplek }} en zwijg.")
    new = with_values(reworded(klein, tips__vraag="Leg uw telefoon {{ bewaarplek }} en luister."), bewaarplek="thuis")
    # The clause must say which values it prints: that is how a policy knows.
    old, new = (
        with_clauses(p, lambda c: c.model_copy(update={"parameters": ("bewaarplek",)}) if c.id == "tips.vraag" else c)
        for p in (old, new)
    )
    changes = compare(old, new)
    assert told(changes) == {"tips.vraag": ("changed", "parameter")}
    assert marked(changes, "tips.vraag") == [("delete", "zwijg"), ("insert", "luister")]
    value = next(s for p in changes.changes[0].parts for s in p.segments if "{{" in s.text)
    assert (value.op, value.before, value.shown) == ("same", "in de tas ", "thuis ")


def test_renumbering_is_a_table_and_never_an_edit(project: ProjectMaker) -> None:
    old = policy_of(project())
    new = policy_of(project(files={NOORD: HEAD + "operations:\n  - {omit: afspraken.opbergen, reason: Overbodig.}\n"}))
    changes = compare(old, new)
    assert told(changes) == {"afspraken.opbergen": ("dropped",)}
    assert [(r.id, r.old, r.new) for r in changes.renumbered] == [
        ("stichting.kluisjes", "1.2", "1.1"),
        ("afspraken.opnamen", "1.3", "1.2"),
        ("afspraken.melden", "1.4", "1.3"),
    ]
    assert changes.changes[0].reason == "Overbodig."


# -- places -----------------------------------------------------------------------------------------------------------


def abc(klein: Policy, layout: dict[str, str], **texts: str) -> Policy:
    return laid_out(
        klein,
        {
            name: [made(f"t.{i}", texts.get(i, f"De tekst van clausule {i}.")) for i in ids]
            for name, ids in layout.items()
        },
    )


def test_only_the_clause_that_moved_is_told_of(klein: Policy) -> None:
    changes = compare(abc(klein, {"een": "abcdef"}), abc(klein, {"een": "afbcde"}))
    assert told(changes) == {"t.f": ("moved", "renumbered")}
    assert changes.changes[0].weight == "review"


def test_a_clause_that_moved_and_changed_is_one_change(klein: Policy) -> None:
    old = abc(klein, {"een": "abc", "twee": "def"})
    new = abc(klein, {"een": "ac", "twee": "debf"}, b="De nieuwe tekst van clausule b.")
    changes = compare(old, new)
    assert told(changes) == {"t.b": ("changed", "moved", "renumbered")}
    assert marked(changes, "t.b") == [("insert", "nieuwe")]


def test_another_section_is_substantive_even_with_the_same_words(klein: Policy) -> None:
    (change,) = compare(abc(klein, {"een": "abc", "twee": "de"}), abc(klein, {"een": "ab", "twee": "dec"})).changes
    assert (change.id, change.weight) == ("t.c", "substantive")


def test_a_section_that_moved_does_not_move_its_clauses(klein: Policy) -> None:
    changes = compare(
        abc(klein, {"een": "abc", "twee": "de", "drie": "fgh"}), abc(klein, {"twee": "de", "een": "abc", "drie": "fgh"})
    )
    assert not changes.changes
    assert [(h.id, h.facets) for h in changes.headings] == [("twee", ("moved", "renumbered"))]


def test_a_section_with_another_id_keeps_its_clauses_in_place(klein: Policy) -> None:
    changes = compare(abc(klein, {"een": "abc"}), abc(klein, {"anders": "abc"}))
    assert not changes.changes
    assert [(h.id, h.facets) for h in changes.headings] == [("anders", ("heading", "renamed"))]


def test_a_do_that_becomes_a_dont_is_substantive(klein: Policy) -> None:
    clauses = {"een": [made("t.a", "Filmen.")]}
    (change,) = compare(laid_out(klein, clauses, "dos"), laid_out(klein, clauses, "donts")).changes
    assert (change.facets, change.weight) == (("form",), "substantive")


def test_another_audience_is_substantive(klein: Policy) -> None:
    new = with_clauses(klein, lambda c: c.model_copy(update={"audience": ("ouder",)}) if c.id == "tips.vraag" else c)
    (change,) = compare(klein, new).changes
    assert (change.facets, change.weight) == (("audience",), "substantive")


# -- lineage ----------------------------------------------------------------------------------------------------------


def test_a_declared_rename_is_not_a_clause_that_went_and_one_that_came(klein: Policy) -> None:
    old, new = (laid_out(klein, {"een": [made(id_, LONG, title="Zo")]}) for id_ in ("t.oud", "t.nieuw"))
    (change,) = compare(old, new, lineage={"t.nieuw": ("t.oud",)}).changes
    assert (change.id, change.facets, change.weight) == ("t.nieuw", ("renamed",), "editorial")


def test_likeness_without_declared_lineage_is_only_suggested(klein: Policy) -> None:
    old, new = (laid_out(klein, {"een": [made(id_, LONG)]}) for id_ in ("t.oud", "t.nieuw"))
    changes = compare(old, new)
    assert compare(old, new, likely_too=False) == changes.model_copy(update={"suggestions": ()})
    assert told(changes) == {"t.oud": ("dropped",), "t.nieuw": ("added",)}
    assert [(s.kind, s.old, s.new, s.score) for s in changes.suggestions] == [
        ("renamed", ("t.oud",), ("t.nieuw",), 100)
    ]


def test_a_clause_that_was_split_is_one_change_in_which_only_new_words_are_marked(klein: Policy) -> None:
    first, second = LONG.split(". ")
    old = laid_out(klein, {"een": [made("t.a", LONG)]})
    new = laid_out(klein, {"een": [made("t.a", f"{first}."), made("t.b", f"{second} Dat mag niet eerder.")]})
    changes = compare(old, new, lineage={"t.b": ("t.a",)})
    assert told(changes) == {"t.a": ("split", "changed")}
    assert marked(changes, "t.a") == [("insert", "Dat mag niet eerder.")]
    back = compare(new, old, lineage={"t.b": ("t.a",)})
    assert told(back) == {"t.a": ("merged", "changed")}
    assert marked(back, "t.a") == [("delete", "Dat mag niet eerder.")]


def test_a_sentence_that_became_two_in_two_clauses_is_marked_where_it_was_cut_and_nowhere_else(klein: Policy) -> None:
    old = laid_out(klein, {"een": [made("t.a", "Let op. Bel bij nood de school of lees eerst het protocol.")]})
    pieces = made("t.a", "Let op. Bel bij nood de school."), made("t.b", "Lees eerst het protocol.")
    new = laid_out(klein, {"een": pieces})
    lineage = {"t.b": ("t.a",)}
    assert marked(compare(old, new, lineage=lineage), "t.a") == [
        ("insert", "."),
        ("delete", "of lees"),
        ("insert", "Lees"),
    ]
    assert marked(compare(new, old, lineage=lineage), "t.a") == [
        ("delete", "."),
        ("delete", "Lees"),
        ("insert", "of lees"),
    ]


def test_a_sentence_that_only_shares_its_little_words_with_two_others_is_not_cut(klein: Policy) -> None:
    old = laid_out(klein, {"een": [made("t.a", "De school bewaart de telefoon in de kluis op de gang.")]})
    pieces = made("t.a", "De ouders krijgen de sleutel van de mentor."), made("t.b", "In de pauze is de deur op slot.")
    changes = compare(old, laid_out(klein, {"een": pieces}), lineage={"t.b": ("t.a",)})
    (change,) = changes.changes
    assert [part.old is None for part in change.parts].count(False) == 1


def test_a_lineage_of_an_earlier_version_is_no_split_now(klein: Policy) -> None:
    one = laid_out(klein, {"een": [made("t.a", "Dit."), made("t.b", "Dat.")]})
    assert compare(one, one, lineage={"t.b": ("t.a",)}).is_empty


# -- document control and headings ------------------------------------------------------------------------------------


def test_document_control_is_told_field_by_field_and_row_by_row(project: ProjectMaker) -> None:
    head = HEAD.replace('"1.1", status: concept', '"1.2", status: vastgesteld, day: 2027-01-31')
    rows = [('- [Status, "{{ document.status }}"]', '- [Status, "{{ document.status }}"]\n      - [Eigenaar, Bestuur]')]
    new = policy_of(project(files={NOORD: head}, replace={PROTOCOL: rows}))
    changes = compare(policy_of(project()), new)
    assert [(d.field, d.old, d.new) for d in changes.document] == [
        ("version", "1.1", "1.2"),
        ("status", "concept", "vastgesteld"),
        ("day", None, "31 januari 2027"),
    ]
    assert [(t.row, t.facet) for t in changes.tables] == [("Eigenaar", "added")]


def test_a_heading_is_compared_by_words(project: ProjectMaker) -> None:
    new = policy_of(project(replace={PROTOCOL: [("heading: Gevolgen", "heading: Gevolgen en hulp")]}))
    (heading,) = compare(policy_of(project()), new).headings
    assert (heading.id, heading.facets, heading.weight) == ("gevolgen", ("heading",), "substantive")
    assert [(s.op, s.shown.strip()) for s in heading.parts[0].segments] == [("same", "Gevolgen"), ("insert", "en hulp")]


def test_a_clause_of_the_excerpt_alone_is_compared_too(project: ProjectMaker) -> None:
    new = policy_of(project(replace={CLAUSES: [("In de les is de telefoon", "In de school is de telefoon")]}))
    changes = compare(policy_of(project()), new)
    assert told(changes) == {"gids.kern": ("changed",)}
    assert changes.changes[0].new[0].section_heading == "Telefoons op school"


# -- change notes -----------------------------------------------------------------------------------------------------


def note(**about: object) -> ChangeNote:
    given = {
        "id": "waarom",
        "summary": "Waarom",
        "since": "1.0",
        "motive": "M.",
        "consequences": "G.",
        "measures": "A.",
    }
    return ChangeNote.model_validate({**given, **about})


def step(policy: Policy, version: str) -> Policy:
    return policy.model_copy(update={"document": policy.document.model_copy(update={"version": version})})


@pytest.mark.parametrize(
    "about", [{"clauses": ["tips.vraag"]}, {"sections": ["tips"]}, {"clauses": ["tips.vraag"], "schools": ["noord"]}]
)
def test_a_note_explains_the_changes_of_its_clauses_and_sections(klein: Policy, about: dict[str, object]) -> None:
    new = reworded(klein, tips__vraag="Vraag het aan de mentor.")
    changes = compare(step(klein, "1.0"), step(new, "1.1"), [note(**about)])
    assert changes.changes[0].notes == ("waarom",)
    assert unexplained(changes) == ()
    assert [one.id for one in changes.explanations] == ["waarom"]


def test_a_clause_that_a_note_names_needs_no_note_about_its_section(klein: Policy) -> None:
    new = reworded(klein, tips__vraag="Vraag het aan de mentor.")
    own, around = note(clauses=["tips.vraag"]), note(id="rondom", sections=["tips"])
    assert compare(step(klein, "1.0"), step(new, "1.1"), [around, own]).changes[0].notes == ("waarom",)


def test_a_note_about_a_section_says_nothing_of_a_clause_that_came_later(klein: Policy) -> None:
    later = made("tips.later", "Leg je telefoon nooit op tafel.")

    def with_later(section: Section) -> Section:
        if section.id != "tips":
            return section
        group = section.groups[0]
        return section.model_copy(
            update={"groups": (group.model_copy(update={"clauses": (*group.clauses, later)}), *section.groups[1:])}
        )

    new = klein.model_copy(update={"sections": tuple(with_later(section) for section in klein.sections)})
    changes = compare(step(klein, "1.0"), step(new, "1.1"), [note(sections=["tips"])])
    assert [(change.id, change.notes) for change in changes.changes] == [("tips.later", ())]
    named = compare(step(klein, "1.0"), step(new, "1.1"), [note(sections=["tips"], clauses=["tips.later"])])
    assert named.changes[0].notes == ("waarom",)


def test_a_note_about_the_text_for_the_schoolgids_is_about_its_heading_too(klein: Policy) -> None:
    without = klein.model_copy(update={"excerpt": None})
    assert klein.excerpt is not None
    changes = compare(step(without, "1.0"), step(klein, "1.1"), [note(clauses=[klein.excerpt.short.id])])
    assert [(heading.id, heading.notes) for heading in changes.headings] == [("#excerpt", ("waarom",))]


def test_a_note_explains_a_value(klein: Policy) -> None:
    new = with_values(klein, bewaarplek="thuis")
    explained = note(parameters=["bewaarplek"], motive="Het is {{ bewaarplek }}.")
    changes = compare(step(klein, "1.0"), step(new, "1.1"), [explained])
    assert changes.parameters[0].notes == ("waarom",)
    assert changes.explanations[0].motive == "Het is thuis."


@pytest.mark.parametrize(
    ("about", "in_scope"),
    [
        ({"schools": ["zuid"]}, False),
        ({"since": "1.1"}, False),
        ({"since": "0.9"}, False),
        ({"since": "1.0"}, True),
    ],
)
def test_a_note_for_another_school_or_step_is_passed_over(
    klein: Policy, about: dict[str, object], in_scope: bool
) -> None:
    new = reworded(klein, tips__vraag="Vraag het aan de mentor.")
    changes = compare(step(klein, "1.0"), step(new, "1.1"), [note(clauses=["tips.vraag"], **about)])
    assert bool(changes.changes[0].notes) is in_scope
    assert [c.id for c in unexplained(changes) if not hasattr(c, "name")] == ([] if in_scope else ["tips.vraag"])


def test_a_note_that_explains_nothing_anywhere_is_unused(klein: Policy) -> None:
    changes = compare(step(klein, "1.0"), step(klein, "1.1"), [note(clauses=["tips.vraag"])])
    assert (changes.notes_in_scope, changes.explanations) == (("waarom",), ())


def test_an_editorial_change_needs_no_note(klein: Policy) -> None:
    changes = compare(klein, reworded(klein, tips__vraag="Vraag het eerst!"))
    assert changes.changes
    assert unexplained(changes) == ()


# -- guarantees -------------------------------------------------------------------------------------------------------


def test_a_change_set_that_lost_a_word_is_refused(klein: Policy) -> None:
    new = reworded(klein, tips__vraag="Vraag het aan de mentor.")
    changes = compare(klein, new)
    (change,) = changes.changes
    part = change.parts[0]
    shorter = tuple(
        Segment(op=s.op, text=s.text.replace("mentor", ""), shown=s.shown, before=s.before) for s in part.segments
    )
    broken = changes.model_copy(
        update={"changes": (change.model_copy(update={"parts": (part.model_copy(update={"segments": shorter}),)}),)}
    )
    prove(changes, klein, new)
    with pytest.raises(ComparisonError):
        prove(broken, klein, new)


def test_a_change_set_that_lost_a_change_is_refused(klein: Policy) -> None:
    new = reworded(klein, tips__vraag="Vraag het aan de mentor.")
    broken = compare(klein, new).model_copy(update={"changes": ()})
    with pytest.raises(ComparisonError):
        prove(broken, klein, new)


def test_documents_of_two_protocols_are_not_compared(klein: Policy) -> None:
    other = klein.model_copy(update={"protocol": "sociale-media"})
    with pytest.raises(UsageError, match=r"telefoons.*sociale-media"):
        compare(klein, other)


def test_a_clause_outside_the_change_is_not_among_the_changes(klein: Policy) -> None:
    changes = compare(klein, reworded(klein, tips__vraag="Vraag het aan de mentor."))
    assert changes.untouched() == len(list(klein.clauses())) - 1
    assert clause(klein, "afspraken.opnamen").wording.template in {kept.text for kept in changes.kept}


# -- short sentences --------------------------------------------------------------------------------------------------


def short(policy: Policy, **sentences: str) -> Policy:
    """The policy with these short sentences; `__` in a name stands for the dot of an id."""
    given = {name.replace("__", "."): sentence for name, sentence in sentences.items()}
    return with_clauses(
        policy, lambda one: one.model_copy(update={"kort": text(given[one.id])}) if one.id in given else one
    )


def test_a_short_sentence_that_came_went_or_changed_is_told_by_itself(klein: Policy) -> None:
    one, other = short(klein, tips__vraag="Vraag!"), short(klein, tips__vraag="Vraag het!")
    for old, new in ((klein, one), (one, klein), (one, other)):
        changes = compare(old, new)
        assert told(changes) == {"tips.vraag": ("kort",)}
        assert [change.weight for change in changes.changes] == ["substantive"]
    assert compare(one, one).changes == ()


def test_other_signs_in_a_short_sentence_are_to_be_looked_at(klein: Policy) -> None:
    (change,) = compare(short(klein, tips__vraag="Vraag!"), short(klein, tips__vraag="Vraag.")).changes
    assert (change.facets, change.weight) == (("kort",), "review")


def test_a_short_sentence_goes_along_when_clauses_come_go_split_and_merge(klein: Policy) -> None:
    one = made("t.a", LONG, kort=text("Leg hem weg."))
    two = [made("t.b", LONG[:41], kort=text("Leg hem weg.")), made("t.c", LONG[42:], kort=text("Haal hem eruit."))]
    whole, parts, nothing = laid_out(klein, {"x": [one]}), laid_out(klein, {"x": two}), laid_out(klein, {"x": []})
    lineage = {"t.b": ("t.a",), "t.c": ("t.a",)}
    for old, new in ((whole, parts), (parts, whole), (nothing, whole), (whole, nothing)):
        changes = compare(old, new, [], lineage)
        assert changes.changes[0].weight == "substantive"
        prove(changes, old, new)


def test_a_value_in_a_short_sentence_is_told_as_a_value(klein: Policy) -> None:
    def version(value: str) -> Policy:
        policy = with_values(klein, bewaarplek=value)
        return with_clauses(
            policy,
            lambda one: (
                one.model_copy(
                    update={"kort": text("Leg {{ bewaarplek }}.", f"Leg {value}."), "parameters": ("bewaarplek",)}
                )
                if one.id == "tips.vraag"
                else one
            ),
        )

    changes = compare(version("thuis"), version("weg"))
    assert [(change.name, "tips.vraag" in change.clauses) for change in changes.parameters] == [("bewaarplek", True)]
    assert told(changes) == {}
