"""What people read is Dutch unless they ask for English: every message, every help text, every value inside them."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import pytest
import yaml

from schoolprotocol import messages
from schoolprotocol.cli import main
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import why
from schoolprotocol.model.base import Sourced
from schoolprotocol.model.described import descriptions
from schoolprotocol.places import Place
from schoolprotocol.source.problems import yaml_problem
from schoolprotocol.source.schemas import models
from tests.conftest import ProjectMaker
from tests.faults import Fault
from tests.helpers import findings
from tests.load.faults import FAULTS as READING
from tests.resolve.faults import FAULTS as RESOLVING
from tests.resolve.faults import LOADING

ROOT = Path(__file__).parents[1]
FAULTS = (*READING, *RESOLVING, *LOADING)


@lru_cache(maxsize=1)
def script() -> ModuleType:
    """What `make messages` runs."""
    spec = importlib.util.spec_from_file_location("update_messages", ROOT / ".ci/update_messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_keeps_the_catalogue_of_its_own_checkout(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/update_messages.py", tmp_path / ".ci")
    (tmp_path / "generator").symlink_to(ROOT / "generator")
    told = "import runpy; print(runpy.run_path('.ci/update_messages.py')['PO'])"
    done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)


# -- the catalogue ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def catalogue() -> Any:
    """Every message that the code can show, with its Dutch."""
    return script().catalogue()


def test_no_message_stands_within_an_f_string_where_it_is_not_found() -> None:
    found = [
        f"{path.name}:{call.lineno}"
        for path in (ROOT / "generator/schoolprotocol").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext", "N_"}
    ]
    assert found == []


def pairs() -> Iterator[tuple[str, str]]:
    """Each form of each message (singular, plural) beside its Dutch."""
    for message in catalogue():
        if message.id:
            yield from zip(script().strings(message.id), script().strings(message.string), strict=True)


def test_the_catalogue_holds_what_the_code_says_and_nothing_else() -> None:
    assert script().PO.read_bytes() == script().po(catalogue()), "run `make messages`"


def test_the_compiled_catalogue_is_in_step_with_the_one_that_translators_edit() -> None:
    assert script().MO.read_bytes() == script().mo(catalogue()), "run `make messages`"


def test_every_message_has_a_translation() -> None:
    assert len(list(pairs())) > 500
    assert [english for english, dutch in pairs() if not dutch.strip()] == []
    assert [message.id for message in catalogue() if message.fuzzy] == []


def placeholders(text: str) -> set[str]:
    """The named values of a message, `{name}` and `%(name)s`, and the braces that it shows."""
    named = {f"{name}!{conversion}" for _, name, _, conversion in Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%\(\w+\)s", text))


def test_a_translation_takes_the_same_values_as_its_message() -> None:
    assert [english for english, dutch in pairs() if placeholders(english) != placeholders(dutch)] == []


def test_values_have_names_so_that_a_translator_can_move_them() -> None:
    assert [english for english, _ in pairs() if re.search(r"\{\}|\{\d|%[sd]", english.replace("{{}}", ""))] == []


def test_a_translation_ends_as_its_message_does() -> None:
    signs = ".:?!…"
    assert [e for e, dutch in pairs() if e[-1] != dutch[-1:] and (e[-1] in signs or dutch[-1:] in signs)] == []


def test_dutch_has_typographic_quotes() -> None:
    assert [dutch for _, dutch in pairs() if re.search(r"[“”]|\w'\w|(?<!\w)'\{", dutch)] == []


def test_no_translation_is_the_message_itself() -> None:
    same = {english for english, dutch in pairs() if english == dutch}
    words = {
        "HTML",
        "PROTOCOL",
        "SCHOOL",
        "[SCHOOL]",
        "concept",
        "d",
        "protocol",
        "references.yaml",
        "school",
        "status",
    }
    only_values = {"{documents}, {files} in {folder}", "{help}", "{n} document", "{path}: {why}.", "{what}: {why}."}
    assert same == words | only_values


# -- what people read -------------------------------------------------------------------------------------------------


def fields() -> Iterator[tuple[str, str | None]]:
    """Each field of the source with its docstring."""
    for model in models().values():
        if isinstance(model, type) and issubclass(model, Sourced):
            for name in model.model_fields:
                yield f"{model.__name__}.{name}", descriptions(model).get(name)


def test_every_field_of_the_source_has_a_help_text_in_dutch() -> None:
    assert [name for name, help_ in fields() if not help_] == []
    assert [name for name, help_ in fields() if help_ and messages.in_dutch(help_) == help_] == []


@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.code)
def test_a_kind_of_finding_speaks_the_language_that_is_asked(kind: Kind) -> None:
    values = {
        name: "x"
        for text in (kind.value.message, kind.value.remedy)
        for _, name, _, _ in Formatter().parse(text)
        if name
    }
    finding = Diagnostic(kind, Place("a.yaml"), values)
    english = finding.message(), finding.remedy()
    messages.use("nl")
    assert finding.message() != english[0]
    assert finding.remedy() != english[1] or kind.value.remedy == "{help}"


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_what_a_finding_says_of_a_fault_is_dutch_inside_too(fault: Fault, project: ProjectMaker) -> None:
    root = fault.made(project)
    english = findings(root)
    messages.use("nl")
    dutch = findings(root)
    assert [finding.place for finding in dutch] == [finding.place for finding in english]
    for ours, theirs in zip(dutch, english, strict=True):
        for name in {"detail", "help", "hint"} & ours.values.keys():
            text = theirs.values[name]
            assert ours.values[name] != text or _says_nothing(text) or _is_of_the_source(text, root), text


def _says_nothing(text: str) -> bool:
    """Codes and signs are the same in every language."""
    return not text or text in {"HTML", "- id: …"} or text.startswith("byte 0x")


def _is_of_the_source(text: str, root: Path) -> bool:
    """What people wrote themselves is shown as they wrote it."""
    return any(text in path.read_text("utf-8", errors="replace") for path in root.rglob("*.yaml"))


BROKEN_YAML = (
    *("a: b: c", "- a\nb: 1", "a: 1\n  b: 2", "a: [b\nc: d", "a: {b: c\nd: e", 'a: "x', "a: @x", "a: * x", "\ta: 1"),
    *("a: 1\n\tb: 2", r'a: "\d"', "a: }", "a: | x", "a: b\nc\n", "a: x\n---\nb: y", "a: - b", 'a: "x" y'),
)


@pytest.mark.parametrize("text", BROKEN_YAML)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_what_is_wrong_with_yaml_is_told_in_our_own_words(text: str, loader: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as refused:
        yaml.compose(text, getattr(yaml, loader))
    problem = str(refused.value.problem)
    messages.use("nl")
    assert yaml_problem(problem) != problem


def test_why_the_machine_refused_is_dutch(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory") as refused:
        tmp_path.read_text("utf-8")
    assert why(refused.value) == "it is a folder"
    messages.use("nl")
    assert why(refused.value) == "het is een map"


# -- the command ------------------------------------------------------------------------------------------------------

HELPS = """
import json, sys
from schoolprotocol import messages
messages.use(sys.argv[1])
from schoolprotocol.cli import main
import click
context = click.Context(main, info_name="schoolprotocol")
pages = [main.get_help(context)]
for name, command in main.all.items():
    pages.append(command.get_help(click.Context(command, info_name=name, parent=context)))
print(json.dumps(pages))
"""


def ran(*arguments: str, **environment: str) -> str:
    """What a command prints, whatever the machine's own language is."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**{k: v for k, v in os.environ.items() if k != "LANGUAGE"}, "LC_ALL": "C.UTF-8", **environment},
    )
    return done.stdout + done.stderr


@lru_cache(maxsize=2)
def help_words(language: str) -> frozenset[str]:
    """The words of every help page of the command."""
    pages = json.loads(ran("-c", HELPS, language).splitlines()[-1])
    return frozenset(word for page in pages for word in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", page))


def names() -> set[str]:
    """The words that people type: commands, options and what an option can be."""
    found = {"schoolprotocol", "h", "help", "version"}
    for command in (main, *main.all.values()):
        found.add(str(command.name))
        for parameter in command.params:
            found |= {re.sub(r"^-+", "", name) for name in parameter.opts}
            found |= set(getattr(parameter.type, "choices", ()))
    return found


BOTH_LANGUAGES = {
    *(
        "Dask",
        *("JSON", "YAML"),
        *("po", "vo", "so", "beide", "telefoons", "bewaren"),  # what answers name
        "HEAD",
        "no-browser",
        *("I", "N", "machine", "tls"),
        *("account", "accounts", "browsers", "https", "OpenID", "Connect", "reverse", "proxy"),
        *("backup", "restore", "user"),  # names of commands
        "PROTOCOL",
        "SCHOOL",
        "concept",
        "document",
        "editor",
        "git",
        "in",
        "is",
        "of",
        "online",
        "over",
        "project",
        *("ssh", "allowed", "signers"),  # whose signatures of a ledger count
        *("policy", "src", "publishing", "yaml", "txt", "report"),  # in the names of files
        "websites",
        *("alternatief", "basis", "eigen", "waarde"),  # where a proposal goes
        "x",
    ),
}


def test_the_help_pages_have_no_word_that_is_the_same_in_both_languages() -> None:
    dutch, english = help_words("nl"), help_words("en")
    assert {"Gebruik", "Opties", "Opdrachten", "Toont"} <= dutch
    assert {"Usage", "Options", "Commands", "Show"} <= english
    assert dutch & english - names() <= BOTH_LANGUAGES


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        ((), "Gebruik:"),
        (("--lang", "nl"), "Gebruik:"),
        (("--lang=en",), "Usage:"),
        (("--lang", "en"), "Usage:"),
        (("add", "clause"), "Gebruik: schoolprotocol add clause [OPTIES]"),
        (("--lang", "en", "add", "clause"), "Usage: schoolprotocol add clause [OPTIONS]"),
    ],
)
def test_the_command_speaks_dutch_unless_english_is_asked(arguments: tuple[str, ...], begins: str) -> None:
    assert ran("-m", "schoolprotocol", *arguments, "--help", LANG="en_GB.UTF-8").startswith(begins)


def test_no_line_in_the_list_of_commands_is_cut_off() -> None:
    listed = ran("-m", "schoolprotocol", "--help", COLUMNS="80").split("Opdrachten:\n")[1]
    assert "..." not in listed
    assert len(listed.splitlines()) == len(main.all)


@pytest.mark.parametrize(
    "wrong", [("bild",), ("build", "--jobs", "veel"), ("show",), ("build", "--shcool", "zuid"), ("build", "odt")]
)
def test_a_mistake_in_a_command_is_told_in_dutch(wrong: tuple[str, ...]) -> None:
    told = ran("-m", "schoolprotocol", *wrong)
    assert "Fout: " in told
    assert "voor uitleg." in told
    english = {
        "Error",
        "Invalid",
        "Missing",
        "Usage",
        "No",
        "Try",
        "such",
        "for",
        "not",
        "integer",
        "valid",
        "Did",
        "you",
    }
    assert english & set(re.findall(r"\w+", told)) == set()
