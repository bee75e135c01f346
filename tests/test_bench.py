"""What the bench tells is what was measured: ways hold the same words, plots and replays say what they were given."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import lxml.etree
import pytest

from schoolprotocol.documents.finding import open_corpus, policies_of, resolve_all
from tests.bench import bench, generated, growth, large
from tests.bench.cluster import LINK, Spent, replay
from tests.bench.plot import Line, Panel, curves
from tests.bench.schools import make

# -- costs ------------------------------------------------------------------------------------------------------------


def test_the_memory_of_a_command_is_its_own_and_not_that_of_the_bench(tmp_path: Path) -> None:
    held = bytearray(b"x" * 150_000_000)
    cost = bench.run([sys.executable, "-IS", "-c", "sum(range(10**6))"], tmp_path / "log")
    assert len(held) == 150_000_000
    assert 0 < cost.memory < 60
    assert 0 < cost.cpu < 10


def test_a_command_that_fails_ends_the_bench_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="so it is"):
        bench.run([sys.executable, "-IS", "-c", "import sys; sys.exit('so it is')"], tmp_path / "log")


def test_a_school_with_many_releases_is_built_with_each_of_them(tmp_path: Path) -> None:
    root = growth.with_releases(make(1, tmp_path / "project"), 3)
    bench.growing(tmp_path / "log")(root, ["build", "html"])
    shown = {path.parent.name for path in (root / "build" / "html").glob("*/*/versies/*/index.html")}
    assert {"0.0", "0.1", "1.0"} <= shown


def test_a_build_that_refuses_a_school_is_not_measured(tmp_path: Path) -> None:
    root = make(1, tmp_path / "project")
    school = min((root / "policy_src" / "schools").glob("*/school.yaml"))
    school.write_text("kind: [\n", "utf-8")
    with pytest.raises(SystemExit, match="SP"):
        bench.growing(tmp_path / "log")(root, ["build", "html"])


# -- words ------------------------------------------------------------------------------------------------------------


def test_pages_that_lack_a_word_are_no_rival(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>wat er <em>staat</em> geschreven</p>", "utf-8")
    bench._require(["wat er staat", "staat geschreven"], tmp_path)
    with pytest.raises(AssertionError, match="niet staat"):
        bench._require(["wat er niet staat"], tmp_path)


def test_generated_texts_are_three_times_as_long_as_ours_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        generated.make(5, tmp_path / name)
    files = {path.relative_to(tmp_path / "a") for path in (tmp_path / "a/policy_src").rglob("*.yaml")}
    assert {f: (tmp_path / "a" / f).read_bytes() for f in files} == {
        f: (tmp_path / "b" / f).read_bytes() for f in files
    }
    policies = policies_of(resolve_all(open_corpus(tmp_path / "a"))).values()
    lengths = [len(" ".join(clause.wording.text for clause in policy.clauses()).split()) for policy in policies]
    assert len({*lengths}) == 5
    assert 5_200 < min(lengths) < max(lengths) < 6_800  # ours have 1,300 to 2,800


@pytest.mark.parametrize(("every", "number"), [(10, 4), (1, 40)])
def test_one_in_so_many_clauses_of_a_large_document_is_edited(tmp_path: Path, every: int, number: int) -> None:
    edited = large._edited(tmp_path / "project", 40, every)
    assert (edited.old.document.version, edited.new.document.version) == ("1.0", "2.0")
    assert len(edited.compared().changes) == number


# -- plots ------------------------------------------------------------------------------------------------------------


def test_a_plot_has_a_name_for_each_line_that_can_be_read() -> None:
    lines = [Line(f"<{n}>", f"{n / 10:.2f}", [(24, 1 + n / 100), (240, 2 + n / 100)]) for n in range(9)]
    drawn = lxml.etree.fromstring(curves("A & B", [Panel("schools", lines)]).encode())
    texts = {one.text: float(one.get("y", "")) for one in drawn.iter("{*}text")}
    names = [texts[f"<{n}>: {n / 10:.2f}"] for n in range(9)]
    places = sorted(names)
    assert names == places[::-1], "dearer lines have their names higher"
    assert all(after - before >= 16 for before, after in pairwise(places))
    *_rest, width, height = (float(one) for one in drawn.get("viewBox", "").split())
    assert all(0 < y < height for y in texts.values())
    assert width <= 760
    sizes = re.findall(r"font: (\d+)px", "".join(map(str, drawn.itertext())))
    assert min(map(int, sizes)) >= 11


def test_a_plot_of_what_was_measured_tells_the_slopes(tmp_path: Path) -> None:
    kept = growth.Kept(tmp_path / "kept")
    for number in (10, 100):
        kept.add(growth.Measured("school", number, "check", number**1.5 / 10, 80, 0))
        kept.add(growth.Measured("school", number, "check", number / 10, 80, 0))  # again: this is what counts
    kept.add(growth.Measured("release", 10, "check", 1, 80, 0))  # of one size there is no line
    drawn = bench.grown(kept)
    assert "check: 1.00" in drawn
    assert "releases" not in drawn


def test_figures_take_the_place_of_those_before_and_of_nothing_else() -> None:
    page = f"a\n{bench.GROWS}\n\nold\n\n{bench.END}\nb\n{bench.BEGIN}\n\nx\n\n{bench.END}\nc\n"
    written = bench._written(page, "new", bench.GROWS)
    assert written == page.replace("old", "new")
    assert bench._written(written, "new", bench.GROWS) == written
    with pytest.raises(SystemExit, match="lacks"):
        bench._written(page, "new", bench.CLUSTER)
    assert all(mark in bench.PAGE.read_text("utf-8") for mark in (bench.BEGIN, bench.GROWS, bench.CLUSTER))


# -- a cluster on paper -----------------------------------------------------------------------------------------------

TASK = Spent(packed=0.0, sent=0.0, there=0, made=1.0, back=0, kept=0.0)


def test_on_paper_workers_share_what_there_is_to_make() -> None:
    assert replay([TASK] * 64, 1, 1).wall == 64
    one = replay([TASK] * 64, 16, 1)
    assert (one.wall, one.client, one.workers) == (4, 0, 1)


def test_on_paper_a_client_that_keeps_slowly_is_what_a_build_waits_for() -> None:
    one = replay([replace(TASK, kept=0.1)] * 1000, 64, 1)
    assert one.wall == pytest.approx(1000 * 0.1 + 1)
    assert one.client == pytest.approx(1, abs=0.02)
    assert one.workers == pytest.approx(1000 / (one.wall * 64))


def test_on_paper_what_is_packed_by_fewer_children_is_waited_for() -> None:
    tasks = [replace(TASK, packed=0.5)] * 1000
    assert replay(tasks, 64, 1).wall == pytest.approx(500, rel=0.02)
    assert replay(tasks, 64, 4).wall == pytest.approx(125, rel=0.02)


def test_on_paper_the_bytes_of_answers_take_their_time() -> None:
    assert replay([replace(TASK, back=LINK)] * 50, 64, 1).wall == pytest.approx(51)


def test_on_paper_a_long_document_holds_up_no_more_than_are_under_way() -> None:
    tasks = [replace(TASK, made=10.0), *[TASK] * 99]
    assert replay(tasks, 2, 1).wall == 55  # the other worker goes on: 99 in all, of which 9 after the long one
    assert replay(tasks, 2, 1, at_once=2).wall > 55
