"""Whatever a file says, it is told in time, with its place, and one document costs no other."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from schoolprotocol.build import making
from schoolprotocol.build.crew import limits, workers
from schoolprotocol.build.crew.workers import Lost, in_order
from schoolprotocol.build.jobs import Outcome, Task
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.machine import limit_time
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.pdf import printing
from schoolprotocol.source import git
from schoolprotocol.source.assets import png_fault, svg_fault
from schoolprotocol.source.load import load
from schoolprotocol.source.reader import Reader
from tests.attacks.trying import attempt, refused, within
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES
from tests.helpers import codes

SOURCE = "policy_src"
NOORD = f"{SOURCE}/schools/noord"
VARIANT = f"{NOORD}/telefoons.yaml"
SCHOOL = f"{NOORD}/school.yaml"
PROTOCOL = f"{SOURCE}/protocols/telefoons/protocol.yaml"
REFERENCES = f"{SOURCE}/references.yaml"
PROJECT = f"{SOURCE}/project.yaml"
PATIENCE = 20.0
TEXTS = "build", "schoolgids"
HUGE = "9" * 900
HEAD = """\
protocol: telefoons
extends: stichting
"""

# -- texts ------------------------------------------------------------------------------------------------------------

LONG = 19_000
TEXTS_WITHOUT_END = {
    "one word": "a" * LONG,
    "one word of signs": "%" * LONG,
    "stars": "*" * LONG,
    "underscores": "_" * LONG,
    "brackets": "[" * LONG,
    "links in links": "[" * 6_000 + "](x)" * 3_000,
    "quotes": "> " * 9_000 + "x",
    "lists in lists": "\n".join(" " * (2 * n) + "- a" for n in range(130)),
    "backticks": "`" * LONG,
    "rising backticks": " ".join("`" * n for n in range(190)),
    "entities": "&amp;" * 3_800,
    "angles": "<" * LONG,
    "comments": "<!--" * 4_700,
    "references": "[x]: <" * 3_000,
    "footnotes": "[^" * 9_000,
    "braces": "{" * LONG,
    "placeholders": "{{ " * 6_000,
    "placeholders in one": "{{ school.short }}" * 1_000,
    "roles": "{clause}`" * 2_000,
    "emphasis that is never closed": "*a **b " * 2_700,
    "tables": "|a" * 9_000 + "\n" + "|-" * 900,
    "lines": "\n".join("a" for _line in range(9_000)),
    "spaces": "a" + " " * LONG + "b",
    "hyphens": "a-" * 9_000,
    "soft hyphens": "a\u00ad" * 9_000,
    "joiners": "a\u200d" * 9_000,
    "accents": "a" + "\u0301" * LONG,
    "commas": "a," * 9_000,
    "niet": "niet " * 3_700,
    "toestemming": "toestemming van aan de " * 800,
    "sentences": "De school vraagt toestemming. " * 600,
    "numbers": "16 jaar of ouder dan 16 jaar " * 600,
    "no sentence ends": "leerlingen jonger dan zestien jaar beslissen zelf en " * 350,
}


@pytest.mark.parametrize("name", TEXTS_WITHOUT_END)
def test_a_clause_as_long_as_it_may_be_is_checked_in_time(project: ProjectMaker, name: str) -> None:
    text = json.dumps(TEXTS_WITHOUT_END[name], ensure_ascii=False)
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: {text}")]})
    attempt(root, "check", seconds=PATIENCE)


# -- YAML -------------------------------------------------------------------------------------------------------------

FILES_WITHOUT_END = {
    "brackets": "[" * 400_000,
    "braces": "{" * 400_000,
    "dashes": "- " * 400_000,
    "question marks": "? " * 400_000,
    "indents": "\n".join(" " * n + "a:" for n in range(1_200)),
    "keys": "\n".join(f"k{n}: 1" for n in range(70_000)),
    "items": "- a\n" * 240_000,
    "items with unknown keys": "".join(f"- {{id: a{n}.b, x: 1}}\n" for n in range(30_000)),
    "anchors": "a: &a [x]\nb: [" + "*a," * 9_000 + "]",
    "tags": "a: !!python/object/apply:os.system ['x']",
    "merge keys": "<<: {a: 1}\n" * 2,
    "a number": f"publisher: {HUGE}\nurl: {HUGE}\nreaction_weeks: {HUGE}",
    "a large power": "publisher: x\nurl: https://a.example\nreaction_weeks: 1e999",
    "infinity": "publisher: x\nurl: https://a.example\nreaction_weeks: .inf",
    "sixty": "publisher: x\nurl: https://a.example\nreaction_weeks: 1:30:30",
    "a surrogate": 'publisher: "\\ud800"',
    "an escape too far": 'publisher: "\\UFFFFFFFF"',
    "a directive": "%YAML 9.9\n---\na: 1",
    "a long directive": "%TAG ! " + "x" * 90_000 + "\n---\n",
    "a long comment": "#" + "x" * 900_000,
    "line ends": "\n" * 990_000,
    "a comment of spaces": "a: 1\n# x" + " " * 900_000,
    "a comment of tabs": "a: 1\n# x" + "\t" * 900_000 + "y",
    "spaces behind a value": "a: 1" + " " * 900_000 + "\nb: 2",
    "spaces before a remark": "a: 1" + " " * 900_000 + "# x",
    "spaces in quotes": 'a: "x' + " " * 900_000 + 'y"',
    "spaces between values": "a: [" + ("1," + " " * 900) * 990 + "2]",
    "a slip before spaces": "a: [x](y" + " ," * 400_000 + "\nb: [",
    "quotes": "a: '" + "''" * 400_000 + "'",
    "a long key": "? " + "k" * 100_000 + "\n: 1",
    "a key that is a list": "? [a, b]\n: 1",
    "colons": "a: " * 300_000,
}


@pytest.mark.parametrize(
    "file", [CLAUSES, *(pytest.param(file, marks=pytest.mark.stress) for file in (PROJECT, VARIANT, REFERENCES))]
)
@pytest.mark.parametrize("name", FILES_WITHOUT_END)
def test_a_file_that_is_not_what_it_should_be_is_told_in_time(project: ProjectMaker, name: str, file: str) -> None:
    root = project(files={file: FILES_WITHOUT_END[name]})
    attempt(root, "check", seconds=PATIENCE)


def test_of_a_hundred_thousand_findings_two_hundred_are_shown_and_all_are_counted(project: ProjectMaker) -> None:
    root = project(files={CLAUSES: "".join(f"- {{id: a{n}.b, x: 1}}\n" for n in range(4_000))})
    text = refused(root, "check", seconds=40)
    assert text.count(" SP") <= 2 * 201
    assert "more findings" in text


# -- numbers and days -------------------------------------------------------------------------------------------------

DAYS = ("0001-01-01", "9999-12-31", "9999-01-01", "2026-02-30", "0000-00-00", "2026-13-01", "99999-01-01")


@pytest.mark.parametrize(
    "day", [DAYS[1], *(pytest.param(day, marks=pytest.mark.stress) for day in DAYS if day != DAYS[1])]
)
def test_a_day_at_the_end_of_the_calendar_is_a_day_or_a_finding(project: ProjectMaker, day: str) -> None:
    decisions = "\n".join(
        f'  - {{kind: {kind}, body: de MR, day: {day}, version: "1.1"}}'
        for kind in ("voorgenomen-besluit", "advies", "instemming", "vaststelling")
    )
    control = f'document: {{version: "1.1", status: van-kracht, adopted: {day}, effective: {day}, review: {day}}}\n'
    root = project(files={VARIANT: f"{HEAD}{control}decisions:\n{decisions}\n"})
    for arguments in (("check",), ("status",), ("show", "noord"), TEXTS, ("dossier", "noord", "--draft")):
        attempt(root, *arguments, seconds=60)


@pytest.mark.stress
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_command_on_a_day_at_the_end_of_the_calendar_ends_in_words(project: ProjectMaker, day: str) -> None:
    root = project()
    for arguments in (
        ("check",),
        ("status",),
        ("show", "noord"),
        ("dossier", "noord", "--draft"),
        ("release", "noord"),
    ):
        attempt(root, *arguments, "--today", day, seconds=60)


@pytest.mark.parametrize("version", ["9" * 400 + ".1", "1." + "9" * 5_000, "\u0661.\u0662", "1.1.1.1", "1e999", "-1.0"])
def test_a_version_without_end_is_a_finding(project: ProjectMaker, version: str) -> None:
    root = project(files={VARIANT: f"{HEAD}document: {{version: {json.dumps(version)}, status: concept}}\n"})
    for arguments in (("check",), ("status",), TEXTS):
        attempt(root, *arguments, seconds=PATIENCE)


@pytest.mark.stress
@pytest.mark.parametrize("kind", ["text", "number", "date", "age", "choice", "phone", "list", "money", "period"])
@pytest.mark.parametrize(
    "value", [HUGE, "-" + HUGE, "1e999", ".nan", "0x" + "f" * 900, "9999-12-31", "\u0665", "1_000"]
)
def test_a_value_of_a_parameter_without_end_is_a_value_or_a_finding(
    project: ProjectMaker, kind: str, value: str
) -> None:
    extra = f"  getal:\n    type: {kind}\n    help: x\n    default: {json.dumps(value)}\n"
    root = project(
        replace={
            PROTOCOL: [("parameters:\n", f"parameters:\n{extra}")],
            CLAUSES: [("text: Vraag het eerst.", 'text: "Vraag het {{ getal }} eerst."')],
        }
    )
    attempt(root, "check", seconds=PATIENCE)


@pytest.mark.stress
@pytest.mark.parametrize("key", ["reaction_weeks", "publisher", "url"])
@pytest.mark.parametrize("value", [HUGE, "-1", "1e999", "[]", "{}", '"\\0"', "9" * 30])
def test_a_setting_of_the_project_without_end_is_a_finding(project: ProjectMaker, key: str, value: str) -> None:
    lines = {"publisher": "x", "url": "https://a.example", "reaction_weeks": "6", key: value}
    root = project(files={PROJECT: "".join(f"{name}: {one}\n" for name, one in lines.items())})
    for arguments in (("check",), ("dossier", "noord", "--draft")):
        attempt(root, *arguments, seconds=60)


# -- patterns ---------------------------------------------------------------------------------------------------------

PATTERNS = (
    ".*.*.*.*.*zzq",
    ".*.*.*.*.*.*.*.*.*.*=",
    "a*a*a*a*a*a*a*b",
    r"(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)b",
    r"(a{0,900}){0,900}b",
    r"\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+$$",
    "(?=.*.*.*.*zzq)x",
    r"(.*)(.*)(.*)\1\2\3zzq",
    "a{99999999999999999999}",
    "a{4000000000}",
    "(" * 400 + "a" + ")" * 400,
    "[" * 900,
    "(?<=a*)b",
    "(?P<x>a)(?P<x>b)",
    r"\N{BULLET}",
    r"\1",
    "(?i)a(?-i:b)",
    "(?R)",
    "(?:a){e<=9}",
    r"\p{L}+",
    "[[a]&&[b]]",
)


@pytest.mark.parametrize("key", ["contradicted_by", pytest.param("age_about", marks=pytest.mark.stress)])
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern[:30])
def test_a_pattern_of_the_source_is_sought_in_bounded_time(project: ProjectMaker, key: str, pattern: str) -> None:
    reference = f"""\
- id: wet-x
  kind: wet
  name: Wet X
  value: "16"
  source: https://wetten.example/x
  checked_on: 2026-11-01
  checked_how: op de website
  {key}: [{json.dumps(pattern)}]
"""
    text = json.dumps("De leerling is " + "a " * 9_000 + "a" * 300, ensure_ascii=False)
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: {text}")]})
    with (root / REFERENCES).open("a", encoding="utf-8") as file:
        file.write(reference)
    attempt(root, "check", seconds=PATIENCE)


# -- files that a person names ----------------------------------------------------------------------------------------

JSONS = {
    "brackets": b"[" * 400_000,
    "a number": b'{"format": ' + b"9" * 400_000 + b"}",
    "a power": b'{"format": 1e999, "school": 1, "protocol": NaN}',
    "a surrogate": b'{"format": 1, "school": "\\ud800", "protocol": "\\udfff", "version": "x", "text_hash": "y", '
    b'"reactions": []}',
    "nothing": b"",
    "a list": b"[]",
    "other letters": "{}".encode("utf-16"),
    "keys": b"{" + b",".join(b'"%d": 1' % n for n in range(60_000)) + b"}",
    "reactions": json.dumps(
        {
            "format": 1,
            "school": "noord",
            "protocol": "telefoons",
            "version": "1.1",
            "text_hash": "x",
            "reactions": [{"kind": "vraag", "text": "\ud800\0\x1b[31m" * 99}] * 2_000,
        }
    ).encode(),
}


@pytest.mark.parametrize("name", JSONS)
def test_reactions_that_are_none_are_told(project: ProjectMaker, tmp_path: Path, name: str) -> None:
    path = tmp_path / "reacties.json"
    path.write_bytes(JSONS[name])
    told = attempt(project(), "reactions", "noord", str(path), seconds=PATIENCE)
    assert told.code != 0


MB5 = 1_490_000
EXCERPTS: dict[str, Callable[[], bytes]] = {
    "tags.html": lambda: b"<a " * (MB5 // 3),
    "angles.html": lambda: b"<" * MB5,
    "comments.html": lambda: b"<!--" * (MB5 // 4),
    "sections.html": lambda: b"<![CDATA[" * (MB5 // 9),
    "instructions.html": lambda: b"<?" * (MB5 // 2),
    "entities.html": lambda: b"&" * MB5,
    "numbers.html": lambda: b"&#99999999999999;" * (MB5 // 17),
    "attributes.html": lambda: b"<a " + b"b=c " * (MB5 // 4),
    "quotes.html": lambda: b'<a b="' + b"c" * (MB5 - 9),
    "script.html": lambda: b"<script>" * (MB5 // 8),
    "ends.html": lambda: b"</" * (MB5 // 2),
    "deep.html": lambda: b"<p><ul><li>" * (MB5 // 11),
    "word.txt": lambda: b"a" * MB5,
    "lines.txt": lambda: b"\n" * MB5,
    "words.txt": lambda: b"telefoons kluis " * (MB5 // 16),
    "versions.txt": lambda: b"versie 1.1, " * (MB5 // 12),
    "versions-without-end.txt": lambda: b"Protocol Telefoons, versie " + b"9" * 400_000 + b".1",
    "zeros.txt": lambda: b"\0" * MB5,
    "other.txt": lambda: "versie 1.1".encode("utf-16"),
}


@pytest.mark.stress
@pytest.mark.parametrize("name", EXCERPTS)
def test_an_excerpt_as_large_as_it_may_be_is_read_in_time(project: ProjectMaker, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(EXCERPTS[name]())
    attempt(project(), "check", "--excerpt", str(path), seconds=PATIENCE)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Made when they are asked for: whoever collects these tests would carry them along, into each child that is forked.
PARTS: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b"<a>" * 300_000 + b"</a>" * 300_000,
    "a bomb": lambda: b"<w:document xmlns:w='%s'>" % WORD.encode() + b" " * 60_000_000,
    "entities": lambda: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "entities in other letters": lambda: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
    "an unknown encoding": lambda: b'<?xml version="1.0" encoding="klingon"?><a/>',
    "another encoding": lambda: b'<?xml version="1.0" encoding="utf-7"?><a/>',
    "attributes": lambda: b"<a " + b" ".join(b'b%d=""' % n for n in range(200_000)) + b"/>",
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_a_word_document_with_a_part_without_end_is_read_in_time(
    project: ProjectMaker, tmp_path: Path, name: str, part: str
) -> None:
    path = tmp_path / "gids.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document xmlns:w='{WORD}'/>")
        if part == "word/document.xml":
            archive.filelist.clear()
            archive.NameToInfo.clear()
        archive.writestr(part, PARTS[name]())
    attempt(project(), "check", "--excerpt", str(path), seconds=PATIENCE)


# -- documents that cost too much -------------------------------------------------------------------------------------


def stands_still(task: int) -> int:
    if task == 1:
        os.kill(os.getpid(), signal.SIGSTOP)
    return task


def never_ends(task: int) -> int:
    while task == 1:
        pass
    return task


def hoards(task: int) -> int:
    return len(bytearray(3_000_000_000 if task == 1 else 1))


@pytest.fixture
def sleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Sleeps for good in a child that has a second. Its parent takes it for late at once, and not after a while."""
    asleep = multiprocessing.get_context("fork").Value("i", 0)
    stop_late = workers._Crew._stop_late

    def passed(crew: workers._Crew[object, object]) -> None:
        for child in crew._children.values():
            if child.process.pid == asleep.value:
                assert child.until < time.monotonic() + limits.SLOWLY
                child.until = 0.0
        stop_late(crew)

    def begin() -> None:
        asleep.value = os.getpid()
        time.sleep(60)

    monkeypatch.setenv("SCHOOLPROTOCOL_SECONDS", "1")
    monkeypatch.setattr(workers, "_LOOK", 0.01)
    monkeypatch.setattr(workers._Crew, "_stop_late", passed)
    return begin


def test_a_child_that_sleeps_costs_its_own_task_only(sleep: Callable[[], None]) -> None:
    def work(task: int) -> int:
        if task == 1:
            sleep()
        return task

    _only_the_first_is_lost(work)


@pytest.mark.parametrize("work", [stands_still, never_ends])
def test_a_child_that_does_not_end_costs_its_own_task_only(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[int], int]
) -> None:
    monkeypatch.setenv("SCHOOLPROTOCOL_SECONDS", "1")
    monkeypatch.setattr(limits, "STOPPED", 0.1)
    monkeypatch.setattr(workers, "_LOOK", 0.01)
    # It is the machine that stops who never ends: it counts whole seconds, and one of them is enough here.
    monkeypatch.setattr(limits, "SLOWLY", PATIENCE)
    monkeypatch.setattr(limits, "limit_time", lambda seconds: limit_time(seconds - 1))
    _only_the_first_is_lost(work)


def _only_the_first_is_lost(work: Callable[[int], int]) -> None:
    with within(PATIENCE):
        found = dict(in_order(work, range(4), 2, is_last=lambda _result: False))
    lost = found.pop(1)
    assert isinstance(lost, Lost)
    assert lost.is_late
    assert found == {0: 0, 2: 2, 3: 3}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_child_that_wants_all_memory_gets_an_error_and_lives_on() -> None:
    def work(task: int) -> str:
        try:
            return str(hoards(task))
        except MemoryError:
            return "full"

    with within(PATIENCE):
        found = dict(in_order(work, range(3), 1, is_last=lambda _result: False))
    assert found == {0: "1", 1: "full", 2: "1"}


def test_a_document_that_takes_too_long_is_a_finding_and_the_others_are_made(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch, sleep: Callable[[], None]
) -> None:
    root = project()
    made = making.make

    def slow(task: Task, job: Job, program: str, watch: Stopwatch | None = None) -> Outcome:
        if task.school == "noord":
            sleep()
        return made(task, job, program, watch)

    monkeypatch.setattr(making, "make", slow)
    text = refused(root, *TEXTS, "--keep-going")
    assert "policy_src/schools/noord/telefoons.yaml: error SP650" in text
    assert "SCHOOLPROTOCOL_SECONDS" in text
    assert (root / "build/schoolgids/zuid-telefoons.txt").is_file()


@pytest.mark.parametrize("stage", ["text", "forms"])
def test_papers_for_a_council_that_take_too_long_are_a_finding_and_nothing_is_kept(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch, sleep: Callable[[], None], stage: str
) -> None:
    root = project()
    before = {path: path.read_bytes() for path in (root / "policy_src").rglob("*") if path.is_file()}

    def slow(*_given: object) -> Outcome:
        sleep()
        raise AssertionError

    def quick(task: Task, job: Job, _program: str) -> Outcome:
        path = task.folders.output("pdf", f"{job.name}.pdf")
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
        return Outcome(task)

    if stage == "text":
        monkeypatch.setattr(making, "make", slow)
    else:
        monkeypatch.setattr(making, "make", quick)
        monkeypatch.setattr(printing, "paper", slow)
    text = refused(root, "dossier", "noord")
    assert "policy_src/schools/noord/telefoons.yaml: error SP650" in text
    assert {path: path.read_bytes() for path in (root / "policy_src").rglob("*") if path.is_file()} == before


@pytest.mark.stress
@pytest.mark.parametrize("command", [("build", "pdf"), ("dossier", "noord")])
def test_css_of_a_project_that_never_ends_is_stopped_and_named(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    ours = (Path(__file__).parents[2] / "templates/print/base.css").read_text("utf-8")
    root = project(files={"templates/print/base.css": f"{ours}* {{display: flex}}\n"})
    monkeypatch.setenv("SCHOOLPROTOCOL_SECONDS", "3")
    text = refused(root, *command, seconds=120)
    assert "policy_src/schools/noord/telefoons.yaml: error SP650" in text
    assert "CSS of your own" in " ".join(text.split())


# -- logos ------------------------------------------------------------------------------------------------------------


def drawing(inside: str, attributes: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {attributes}>{inside}</svg>'


def used_by_each_other(element: str, use: str, times: int = 12) -> str:
    """Parts of which each uses the next ten times."""
    parts = "".join(
        f'<{element} id="a{n}" width="1" height="1">' + f'<rect width="9" height="9" {use}="url(#a{n + 1})"/>' * 10
        + f"</{element}>"
        for n in range(times)
    )  # fmt: skip
    return drawing(f'<defs>{parts}</defs><rect width="9" height="9" {use}="url( \'#a0\' )"/>')


BAD_DRAWINGS = {
    "patterns in patterns": used_by_each_other("pattern", "fill"),
    "masks in masks": used_by_each_other("mask", "mask"),
    "cuts in cuts": used_by_each_other("clipPath", "clip-path"),
    "by style": used_by_each_other("pattern", "fill").replace(' fill="', ' style="fill:'),
    "a pattern that uses itself": drawing('<pattern id="a" width="1" height="1"><rect fill="url(#a)"/></pattern>'),
    "a mask that uses itself": drawing('<mask id="a"><g mask="url(#a)"><rect/></g></mask><rect mask="url(#a)"/>'),
    "two with one name": drawing(
        '<mask id="a"><rect mask="url(#b)"/></mask><mask id="b"/><mask id="b"><rect mask="url(#a)"/></mask>'
    ),
    "stripes without end": drawing(
        '<linearGradient id="a" x2="1e-9" spreadMethod="repeat"><stop offset="0"/><stop offset="1"/></linearGradient>'
        '<rect width="9" height="9" fill="url(#a)"/>'
    ),
    "rings without end": drawing('<radialGradient id="a" r="1e-9" spreadMethod=" reflect "/>'),
    "tiles without end": drawing('<pattern id="a" width="1e-9" height="1e-9"/><rect fill="url(#a)"/>'),
    "tiles without a size": drawing('<pattern id="a"><rect/></pattern>'),
    "use": drawing('<use href="#a"/>'),
    "filter": drawing('<filter id="a"><feGaussianBlur stdDeviation="9999"/></filter>'),
    "a large number": drawing('<rect width="1e999" height="9"/>'),
    "a large number in a path": drawing('<path d="M1e999 0h9"/>'),
    "a long number": drawing(f'<rect width="{"9" * 5_000}"/>'),
    "a view of spaces": drawing("").replace("0 0 9 9", "0 0 9" + " " * 900_000 + "x"),
    "a size of spaces": drawing("", f'width="9{" " * 900_000}x"'),
    "a tile of spaces": drawing(f'<pattern id="a" width="9{" " * 900_000}x" height="9"/>'),
    "a large view": drawing("").replace("0 0 9 9", "0 0 1e300 1e300"),
    "a large size": drawing("", 'width="99999999" height="1"'),
    "a large number in a style": drawing('<rect style="stroke-width: 1e99"/>'),
    "a large number in a transform": drawing('<rect transform="scale(1e40)"/>'),
    "depth": drawing("<g>" * 5_000 + "</g>" * 5_000),
    "letters": drawing(f"<text>{'a ' * 100_000}</text>"),
    "elements": drawing("<rect/>" * 100_000),
}
GOOD_DRAWINGS = {
    "colours that look like numbers": drawing('<rect fill="#1e9999" stroke="#9e9"/>'),
    "names that look like numbers": drawing('<pattern id="p1e99" width="1" height="1"/><rect fill="url(#p1e99)"/>'),
    "a gradient": drawing(
        '<defs><linearGradient id="a"><stop offset="0"/><stop offset="1"/></linearGradient></defs>'
        '<rect width="9" height="9" fill="url(#a)"/><rect width="9" height="9" fill="url(#a)"/>'
    ),
    "a mask over a pattern": drawing(
        '<mask id="m"><rect fill="url(#p)"/></mask><pattern id="p" width=".5" height="50%"/><g mask="url(#m)"/>'
    ),
}


@pytest.mark.parametrize("name", BAD_DRAWINGS)
def test_a_drawing_that_takes_for_ever_is_refused(name: str) -> None:
    with within(PATIENCE):
        assert svg_fault(BAD_DRAWINGS[name])


@pytest.mark.parametrize("name", GOOD_DRAWINGS)
def test_a_drawing_that_looks_like_one_is_not(name: str) -> None:
    assert svg_fault(GOOD_DRAWINGS[name]) is None


def png(width: int, height: int, pixels: bytes, *, form: tuple[int, int] = (8, 0), more: bytes = b"") -> bytes:
    """A PNG image.

    Args:
        width: that it says it has.
        height: that it says it has.
        pixels: before they are packed.
        form: bits and kind of colours (PNG specification, 11.2.1).
        more: chunks before the pixels.
    """
    header = struct.pack(">IIBBBBB", width, height, *form, 0, 0, 0)
    parts = chunk(b"IHDR", header), more, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


GOOD_PNG = png(3, 2, b"\0abc" * 2)


@cache
def unfolds() -> bytes:
    """Eighty megabytes of nothing, packed."""
    return zlib.compress(b"\0" * 80_000_000)


BAD_PICTURES: dict[str, Callable[[], bytes]] = {
    "no pixels": lambda: png(3, 2, b""),
    "too few pixels": lambda: png(3, 2, b"\0abc"),
    "far too few": lambda: png(4_000, 4_000, b"\0"),
    "a filter that there is not": lambda: png(3, 2, b"\x09abc" * 2),
    "bits that there are not": lambda: png(3, 2, b"\0abc" * 2, form=(3, 0)),
    "colours that there are not": lambda: png(3, 2, b"\0abc" * 2, form=(8, 5)),
    "colours by number without a list": lambda: png(3, 2, b"\0abc" * 2, form=(8, 3)),
    "packed text that unfolds": lambda: png(3, 2, b"\0abc" * 2, more=chunk(b"iCCP", b"a\0\0" + unfolds())),
    "a text that unfolds": lambda: png(3, 2, b"\0abc" * 2, more=chunk(b"zTXt", b"a\0\0" + unfolds())),
    "two headers": lambda: png(
        3, 2, b"\0abc" * 2, more=chunk(b"IHDR", struct.pack(">IIBBBBB", 4_000, 4_000, 8, 6, 0, 0, 0))
    ),
    "frames": lambda: png(3, 2, b"\0abc" * 2, more=chunk(b"acTL", struct.pack(">II", 1 << 31, 0))),
    "a list of colours that ends in the middle of one": lambda: png(
        3, 2, b"\0" * 8, form=(8, 3), more=chunk(b"PLTE", b"abcd")
    ),
    "a list without colours": lambda: png(3, 2, b"\0" * 8, form=(8, 3), more=chunk(b"PLTE", b"")),
    "more colours than pixels can name": lambda: png(3, 2, b"\0" * 4, form=(1, 3), more=chunk(b"PLTE", b"abc" * 3)),
    "a list of colours of greys": lambda: png(3, 2, b"\0abc" * 2, more=chunk(b"PLTE", b"abc")),
    "two lists of colours": lambda: png(3, 2, b"\0" * 8, form=(8, 3), more=chunk(b"PLTE", b"abc") * 2),
    "a list behind the pixels": lambda: GOOD_PNG[:-12] + chunk(b"tRNS", b"ab") + GOOD_PNG[-12:],
    "clear colours before there are colours": lambda: png(
        3, 2, b"\0" * 8, form=(8, 3), more=chunk(b"tRNS", b"a") + chunk(b"PLTE", b"abc")
    ),
    "more clear colours than colours": lambda: png(
        3, 2, b"\0" * 8, form=(8, 3), more=chunk(b"PLTE", b"abc") + chunk(b"tRNS", b"ab")
    ),
    "a clear colour of another size": lambda: png(3, 2, b"\0abc" * 2, more=chunk(b"tRNS", b"a" * 50)),
    "a clear colour beside clear pixels": lambda: png(3, 2, b"\0abcabc" * 2, form=(8, 4), more=chunk(b"tRNS", b"ab")),
    "what nobody knows and everybody must": lambda: png(3, 2, b"\0abc" * 2, more=chunk(b"ABCD", b"xx")),
    "a part without a name": lambda: png(3, 2, b"\0abc" * 2, more=chunk(b"a\0b1", b"xx")),
    "pixels with something between": lambda: (
        GOOD_PNG[:-12] + chunk(b"tEXt", b"a\0b") + chunk(b"IDAT", b"") + GOOD_PNG[-12:]
    ),
    "cut off": lambda: GOOD_PNG[:-9],
    "only a header": lambda: GOOD_PNG[:33],
    "a JPEG": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99,
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_picture_that_is_no_whole_one_is_refused(name: str) -> None:
    picture = BAD_PICTURES[name]()
    with within(PATIENCE):
        assert png_fault(picture)


def test_a_picture_that_is_whole_is_taken() -> None:
    assert png_fault(GOOD_PNG) is None
    colours = chunk(b"PLTE", b"abcdef") + chunk(b"tRNS", b"a") + chunk(b"eXIf", b"MM")
    assert png_fault(png(3, 2, b"\0" * 8, form=(8, 3), more=colours)) is None
    assert png_fault(png(3, 2, (b"\0" + b"\0" * 9) * 2, form=(8, 2), more=colours[:18])) is None
    assert png_fault(GOOD_PNG[:-12] + chunk(b"IDAT", b"") * 3 + chunk(b"tEXt", b"a\0b") + GOOD_PNG[-12:]) is None
    assert png_fault(png(4_000, 4_000, (b"\0" + b"\xff" * 12_000) * 4_000, form=(8, 2))) is None


# -- what becomes large when it is filled in --------------------------------------------------------------------------

LINE = "a b " * 240
"""As long as a value may be."""


@pytest.mark.parametrize("place", ["text", "heading", "cell", "note", "alternative", "excerpt", "reason"])
def test_values_in_values_do_not_grow_without_end(project: ProjectMaker, place: str) -> None:
    many = "{{ bewaarplek }} " * (1_100 if place in {"text", "note", "alternative"} else 55)
    mark = {
        "text": (CLAUSES, "text: Vraag het eerst.", f'text: "{many}"'),
        "heading": (PROTOCOL, "heading: Tips", f'heading: "{many}"'),
        "cell": (PROTOCOL, '[Status, "{{ document.status }}"]', f'[Status, "{many}"]'),
        "note": (CLAUSES, "gegevens: Een opname", f'gegevens: "{many}"  # Een opname'),
        "alternative": (
            CLAUSES,
            "allen: Leerlingen en medewerkers leggen hun telefoon {{ bewaarplek }}.",
            f'allen: "{many}"',
        ),
        "excerpt": (PROTOCOL, "heading: Telefoons op school", f'heading: "{many}"'),
        "reason": (CLAUSES, "reason: Samengevoegd.", f'reason: "{many}"'),
    }[place]
    root = project(replace={mark[0]: [mark[1:]]})
    with (root / VARIANT).open("a", encoding="utf-8") as file:
        file.write(f'parameters: {{bewaarplek: "{LINE}"}}\n')
    attempt(root, "check", seconds=PATIENCE)
    attempt(root, *TEXTS, seconds=PATIENCE)


@pytest.mark.stress
def test_a_chain_of_hundreds_of_schools_is_followed_in_time(project: ProjectMaker) -> None:
    root = project()
    school, variant = (root / SCHOOL).read_text("utf-8"), (root / VARIANT).read_text("utf-8")
    before = "stichting"
    for n in range(600):
        folder = root / f"{SOURCE}/schools/s{n}"
        folder.mkdir()
        (folder / "school.yaml").write_text(school, "utf-8")
        (folder / "telefoons.yaml").write_text(variant.replace("stichting", before) + "publish: false\n", "utf-8")
        before = f"s{n}"
    (root / VARIANT).write_text(variant.replace("stichting", before), "utf-8")
    attempt(root, "check", "--school", "noord", seconds=60)


@pytest.mark.parametrize("end", ["stichting", "s0"], ids=["chain", "circle"])
def test_a_chain_of_hundreds_of_schools_that_publish_nothing_is_checked_in_time(
    end: str, project: ProjectMaker
) -> None:
    root = project()
    school, variant = (root / SCHOOL).read_text("utf-8"), (root / VARIANT).read_text("utf-8")
    for n in range(200):
        folder = root / f"{SOURCE}/schools/s{n}"
        folder.mkdir()
        (folder / "school.yaml").write_text(school, "utf-8")
        before = f"s{n + 1}" if n < 199 else end
        (folder / "telefoons.yaml").write_text(f"protocol: telefoons\npublish: false\nextends: {before}\n", "utf-8")
    (root / VARIANT).write_text(variant.replace("stichting", "s0"), "utf-8")
    # In a process of its own: children of this one would be so large that each would check one school only.
    command = [sys.executable, "-m", "schoolprotocol", "--root", str(root), "check"]
    assert subprocess.run(command, check=False, capture_output=True, timeout=60).returncode in {0, 1}


def test_sections_inside_sections_without_end_are_told(project: ProjectMaker) -> None:
    deep = "\n".join(
        "  " * n + "    - id: a\n" + "  " * n + "      heading: A\n" + "  " * n + "      sections:" for n in range(60)
    )
    root = project(
        files={VARIANT: f"{HEAD}document: {{version: '1.1', status: concept}}\noutline:\n  sections:\n{deep} []\n"}
    )
    attempt(root, "check", seconds=PATIENCE)


# -- the past ---------------------------------------------------------------------------------------------------------


def test_a_file_that_is_too_large_in_history_is_told_and_never_asked_of_git(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project()
    small = (root / CLAUSES).read_bytes()
    (root / CLAUSES).write_bytes(b"#" * 60_000_000)
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    (root / CLAUSES).write_bytes(small)
    asked = list[bytes]()
    real = git._git

    def watched(
        root: Path, *arguments: str, given: bytes = b"", patience: float = PATIENCE
    ) -> subprocess.CompletedProcess[bytes]:
        answer = real(root, *arguments, given=given, patience=patience)
        asked.append(answer.stdout)
        return answer

    monkeypatch.setattr(git, "_git", watched)
    with within(PATIENCE):
        tree = git.GitTree(root, "HEAD")
        assert len(tree.read(CLAUSES)) == 1_000_001
        assert codes(load(Reader(tree)).faults) == ["SP103"]
    assert max(map(len, asked)) < 1_000_000
    assert attempt(root, "impact", "--since", "HEAD", seconds=PATIENCE).code == 1


# -- documents as a whole ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("name", sorted(TEXTS_WITHOUT_END))
def test_a_document_with_a_text_as_long_as_it_may_be_is_made_or_told_in_time(project: ProjectMaker, name: str) -> None:
    text = json.dumps(TEXTS_WITHOUT_END[name], ensure_ascii=False)
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", f"text: {text}")]})
    attempt(root, "build", "html", "pdf", "docx", seconds=150)


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("rows", [2_000])
def test_a_document_with_a_table_of_thousands_of_rows_is_made_or_told_in_time(project: ProjectMaker, rows: int) -> None:
    table = "".join(f'      - [Rij, "{n}"]\n' for n in range(rows))
    root = project(replace={PROTOCOL: [('      - [Versie, "{{ document.version }}"]\n', table)]})
    attempt(root, "build", "html", "pdf", "docx", seconds=400)
