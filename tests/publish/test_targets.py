"""publishing.yaml says where documents go, and never holds a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.model.target import FolderTarget, WordPressTarget
from tests.conftest import ProjectMaker
from tests.helpers import codes, load, loaded, spoken

FILE = "policy_src/publishing.yaml"
WORDPRESS = "- {id: site, kind: wordpress, url: '%s', user: publiceren}\n"


def test_targets_of_every_kind_load(project: ProjectMaker) -> None:
    text = (
        "- {id: schijf, kind: map, path: ../web}\n"
        "- {id: server, kind: rsync, host: www.example.org, user: web, port: 2222, path: /srv/www}\n"
        "- {id: oud, kind: sftp, host: www.example.org, path: www}\n" + WORDPRESS % "https://zuid.example"
    )
    targets = loaded(project(files={FILE: text})).targets
    assert list(targets) == ["schijf", "server", "oud", "site"]
    assert isinstance(targets["schijf"], FolderTarget)
    assert isinstance(targets["site"], WordPressTarget)
    assert targets["site"].password_variable == "SCHOOLPROTOCOL_PASSWORD_SITE"


def test_without_the_file_there_are_no_targets(project: ProjectMaker) -> None:
    assert loaded(project()).targets == {}


FAULTS = {
    "password in the address": (WORDPRESS % "https://ik:geheim@zuid.example", "SP610"),
    "password in the query": (WORDPRESS % "https://zuid.example/?key=geheim", "SP610"),
    "password and no https": (WORDPRESS % "ftp://ik:geheim@zuid.example", "SP610"),
    "http": (WORDPRESS % "http://zuid.example", "SP611"),
    "no address": (WORDPRESS % "zuid.example", "SP611"),
    "broken address": (WORDPRESS % "https://[zuid", "SP611"),
    "password as a key": (WORDPRESS.replace("}", ", password: geheim}") % "https://zuid.example", "SP110"),
    "unknown school": ("- {id: a, kind: map, path: x, schools: [noort]}\n", "SP612"),
    "unknown kind": ("- {id: a, kind: ftp, host: geheim}\n", "SP112"),
    "an option as a host": ("- {id: a, kind: sftp, host: '-oProxyCommand=x', path: x}\n", "SP112"),
    "an option as a folder": ("- {id: a, kind: rsync, path: '--rsh=x'}\n", "SP112"),
    "twice": ("- {id: a, kind: map, path: x}\n- {id: a, kind: map, path: y}\n", "SP113"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_a_target_is_told_without_what_may_be_secret(case: str, project: ProjectMaker) -> None:
    text, code = FAULTS[case]
    root = project(files={FILE: text})
    corpus, found = load(root)
    assert corpus is None
    assert codes(found) == [code], spoken(found)
    assert found[0].place.file == FILE
    assert "geheim" not in found[0].message() + found[0].remedy()


def test_http_will_do_on_this_very_machine(project: ProjectMaker) -> None:
    assert loaded(project(files={FILE: WORDPRESS % "http://127.0.0.1:8080"})).targets


def test_the_name_of_a_school_that_was_meant_is_given(project: ProjectMaker) -> None:
    _, found = load(project(files={FILE: FAULTS["unknown school"][0]}))
    assert "Did you mean “noord”?" in found[0].message()


def test_the_source_of_this_project_holds_no_target_with_a_secret() -> None:
    corpus, found = load(Path(__file__).parents[2])
    assert corpus is not None, spoken(found)
