"""What the check costs does not bend with schools or clauses: pairs are looked up, and none is lost by that."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from schoolprotocol.check import norms, printable
from schoolprotocol.check.texts import find_name
from schoolprotocol.config import document_name
from schoolprotocol.documents.checking import part_of
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.variant import Add
from schoolprotocol.policy import decided
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.freeze import frozen
from schoolprotocol.resolve.operations import in_order
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.words.names import tokens
from tests.check.whole import documents_of
from tests.conftest import ProjectMaker
from tests.helpers import loaded

WORDS = [f"woord{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(300)]


def _with_schools(corpus: Corpus, names: list[str]) -> Corpus:
    """The corpus with a school for each name."""
    some = corpus.schools["noord"]
    schools = {
        f"s{n}": SchoolSource(f"s{n}", some.folder, some.school.model_copy(update={"name": name, "short": name}))
        for n, name in enumerate(names)
    }
    return replace(corpus, schools=schools)


def test_a_name_is_looked_up_wherever_a_text_has_it_as_a_whole(project: ProjectMaker) -> None:
    names = ["'t Kompas", "De Brug (2)", "Sint-Jan", "St. Jan", "@Brug", "O.B.S. 3", "École", "***", "i.s.m."]
    corpus = _with_schools(loaded(project()), names)
    for name in names:
        for text in (name, f"Bij {name} mag het.", f"({name})", f"«{name}», en niet meer"):
            if find_name(name, text):
                looked_up = {one for word in {*tokens(text), ""} for one, _school in corpus.around.names.get(word, ())}
                assert name in looked_up, text


def test_a_text_meets_few_names_however_many_schools_there_are(project: ProjectMaker) -> None:
    names = [f"Basisschool De {one.capitalize()} {two}" for one in WORDS for two in range(10)]
    corpus = _with_schools(loaded(project()), names)
    text = f"Op Basisschool De {WORDS[7].capitalize()} 3 mag het, en op een andere Basisschool niet."
    met = [one for word in {*tokens(text), ""} for one in corpus.around.names.get(word, ())]
    assert 1 <= len(met) <= 10


def _norms(number: int, seed: int = 1) -> list[norms._Norm]:
    """Norms of two sentences; each tenth says what an earlier one says, with a word more."""
    random_, texts = random.Random(seed), list[list[str]]()
    for n in range(number):
        if n % 10 == 9:
            again = random_.choice(texts)
            texts.append([again[0], f"{again[1]} ook"])
        else:
            texts.append([" ".join(random_.choices(WORDS, k=random_.randint(8, 15))) for _ in range(2)])
    clause = Clause(id="a.b", title="Regel", audience=("leerling",), text="Tekst.")
    made = []
    for sentences in texts:
        pairs = tuple((one, frozenset(one.split())) for one in sentences)
        length, words = sum(map(len, sentences)), frozenset(" ".join(sentences).split())
        made.append(norms._Norm(clause, False, pairs, length, words))  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize("seed", range(3))
def test_looking_up_loses_no_pair_of_norms_that_are_the_same(seed: int) -> None:
    some = _norms(120, seed)
    same = {
        (first, second)
        for first, second in combinations(range(len(some)), 2)
        if norms._likeness(some[first], some[second]) >= norms.SAME
    }
    assert len(same) >= 12
    candidates = list(norms._candidates(some))
    for first, second in same:
        assert first in candidates[second]
        assert norms._may_be_same(some[first], some[second])


def test_the_same_words_all_over_a_long_document_meet_only_the_first(project: ProjectMaker) -> None:
    (one,) = _norms(1)
    candidates = list(norms._candidates([one] * 1000))
    assert sum(map(len, candidates)) == 999


def test_documents_with_files_of_one_name_are_found_in_either_order(project: ProjectMaker) -> None:
    root = project()
    corpus = loaded(root)
    school = corpus.schools["noord"]
    variant = next(iter(school.variants.values()))
    given = {"a": "b-c-kort", "a-b": "c", "d": "e", "d-e": "beknopt-kort", "f": "g", "f-gg": "kort", "x": "y-kortom"}
    schools = {id_: SchoolSource(id_, school.folder, school.school, {name: variant}) for id_, name in given.items()}
    found = [*printable.same_name(documents_of(replace(corpus, schools=schools)))]
    told = {(one.values["name"], Path(one.values["other"]).parent.name) for one in found}
    assert told == {(document_name("a-b", "c"), "a"), (document_name("d-e", "beknopt-kort"), "d")}


def test_each_release_is_hashed_once_however_many_a_document_has(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project("bestuur")
    (path,) = (root / "policy_src/schools/haven/releases").glob("telefoons-*.json")
    policy = Policy.model_validate(json.loads(path.read_bytes())["policy"])
    for version in range(20):
        document = policy.document.model_copy(update={"version": f"0.{version}"})
        older = policy.model_copy(update={"document": document})
        path.with_name(f"telefoons-0.{version}.json").write_text(frozen(older), "utf-8")
    corpus, hashed = loaded(root), list[str]()

    def told(policy: Policy) -> dict[str, object]:
        hashed.append(policy.document.version)
        return {}

    monkeypatch.setattr(decided, "decided_form", told)
    part_of(corpus, "haven", date(2026, 11, 20))
    assert not [version for version in hashed if version.startswith("0.")]  # known since they were read


def test_a_thousand_clauses_each_after_the_one_before_come_in_that_order() -> None:
    def added(id_: str, after: str) -> Add:
        return Add(add=id_, after=after, title="Kop", audience=("leerling",), text="Tekst.", reason="Meten")

    adds = [added(f"a.c-{n + 1}", f"a.c-{n}") for n in range(1000)]
    circle = [added(f"b.c-{n}", f"b.c-{1 - n}") for n in range(2)]
    assert in_order([*adds[::-1], *circle]) == [*adds, *circle]
