"""The container is made of what was looked at, and its command is one that there is; `container.py` does its steps."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from schoolprotocol.cli.serve import serve
from tests.install.container import ROOT, context, instructions


def test_every_image_is_named_by_its_content_and_is_the_one_of_the_servers() -> None:
    images = {rest.split(" ")[0] for word, rest in instructions() if word == "FROM"}
    assert len(images) == 1
    (image,) = images
    assert re.search(r"@sha256:[0-9a-f]{64}$", image)
    assert f"image: {image}\n" in (ROOT / ".gitlab-ci.yml").read_text("utf-8")


def test_packages_come_by_their_hash_and_nothing_else_is_asked_of_an_index() -> None:
    steps = [rest for word, rest in instructions() if word == "RUN"]
    asked = [one for step in steps for one in step.split("&&") if " pip " in one]
    assert len(asked) > 2
    assert all("--require-hashes" in one or "--no-index" in one for one in asked)


def test_all_that_the_wheel_is_built_of_comes_in_and_nothing_of_ours_besides(tmp_path: Path) -> None:
    context(tmp_path)
    told = tomllib.loads((tmp_path / "pyproject.toml").read_text("utf-8"))
    wheel = told["tool"]["hatch"]["build"]["targets"]["wheel"]
    project = told["project"]
    for name in (*wheel["packages"], *wheel["force-include"], *project["license-files"], project["readme"]):
        assert (tmp_path / name).exists(), name
    assert not (tmp_path / "policy_src").exists()
    assert not (tmp_path / ".git").exists()


def test_it_serves_to_who_comes_from_outside_and_not_as_root() -> None:
    told = dict(instructions())
    command = re.findall(r'"([^"]+)"', told["CMD"])
    assert command[0] == "serve"
    options = {name for option in serve.params for name in option.opts}
    assert {one for one in command if one.startswith("--")} <= options
    assert "container=oci" in told["ENV"]  # else `--container` is refused
    assert told["EXPOSE"] in command
    assert not told["USER"].startswith(("0", "root"))
