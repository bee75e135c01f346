"""One body, however people write it; and never another one."""

from __future__ import annotations

import pytest

from schoolprotocol.release.bodies import body_of, matches


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("de GMR", None), ("GMR", None)),
        (("de hele MR", None), ("MR", None)),
        (("de hele (G)MR", None), ("(G)MR", None)),
        (("Medezeggenschapsraad", None), ("de MR", None)),
        (("de Gemeenschappelijke  Medezeggenschapsraad.", None), ("gmr", None)),
        (("de personeelsgeleding van de MR", None), ("de MR", "personeelsgeleding")),
        (("de personeelsgeleding van de MR", None), ("MR", "personeel")),
        (("de personeelsgeleding van de MR", None), ("de PMR", None)),
        (("personeelsgeleding MR", None), ("de MR (personeelsgeleding)", None)),
        (("de oudergeleding van de GMR", None), ("GMR", "de ouders")),
        (("de ouder- en leerlinggeleding van de MR", None), ("MR", "leerlingen en ouders")),
        (("College van Bestuur", None), ("het college van bestuur", None)),
    ],
)
def test_these_are_one_body(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    asked, decided = body_of(*one), body_of(*other)
    assert asked == decided
    assert matches(asked, decided, [asked])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("de MR", None), ("de GMR", None)),
        (("de (G)MR", None), ("de MR", None)),
        (("de hele MR", None), ("de MR", "personeelsgeleding")),
        (("de personeelsgeleding van de MR", None), ("de MR", "oudergeleding")),
        (("de ouder- en leerlinggeleding van de MR", None), ("de MR", "oudergeleding")),
        (("de oudergeleding van de MR", None), ("de oudergeleding van de GMR", None)),
        (("de directie", None), ("de MR", None)),
        (("de MR", "commissie veiligheid"), ("de MR", None)),
    ],
)
def test_these_are_two(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    assert not matches(body_of(*one), body_of(*other), [body_of(*one)])


def test_what_stands_between_brackets_may_lack_only_where_there_is_no_doubt() -> None:
    primary, secondary = body_of("de MR (basisonderwijs)"), body_of("de MR (voortgezet onderwijs)")
    bare = body_of("de MR")
    assert matches(primary, bare, [primary])
    assert not matches(bare, primary, [bare]), "a part of those who were asked is not all of them"
    assert not matches(primary, bare, [primary, secondary])
    assert matches(primary, body_of("MR (basisonderwijs)"), [primary, secondary])
    assert not matches(primary, secondary, [primary])
