"""A password comes from the environment or the keyring, and is seen in no output and no saved traceback."""

from __future__ import annotations

import importlib.util
import logging
import sys
import tempfile
import types
from pathlib import Path
from typing import Any, get_args

import pytest

from schoolprotocol.cli import run
from schoolprotocol.deliver import http
from schoolprotocol.deliver.secret import Secret, password_of
from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.model.target import WordPressTarget
from tests.publish.fake_wordpress import PASSWORD, USER, Fault, wordpress

TARGET = WordPressTarget(id="school-site", kind="wordpress", url="https://zuid.example", user=USER)
VARIABLE = "SCHOOLPROTOCOL_PASSWORD_SCHOOL_SITE"
NAME = "school-site@https://zuid.example"
"""Under which a keyring has the password of this target, for the address that it has."""


class Keyring(types.ModuleType):
    """As the package `keyring` is seen: a function and its errors."""

    def __init__(self, kept: dict[tuple[str, str], str], *, locked: bool = False) -> None:
        super().__init__("keyring")
        self.__spec__ = importlib.util.spec_from_loader("keyring", None)
        self.errors = types.SimpleNamespace(KeyringError=type("KeyringError", (Exception,), {}))
        self._kept, self._locked = kept, locked

    def get_password(self, service: str, name: str) -> str | None:
        if self._locked:
            raise self.errors.KeyringError("locked")
        return self._kept.get((service, name))


@pytest.fixture(autouse=True)
def _no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", Keyring({}))


def keep(monkeypatch: pytest.MonkeyPatch, kept: dict[tuple[str, str], str], *, locked: bool = False) -> None:
    monkeypatch.setitem(sys.modules, "keyring", Keyring(kept, locked=locked))


def test_the_keyring_gives_the_password_under_the_name_that_the_message_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingOnMachineError, match=f"keyring set schoolprotocol {NAME}"):
        password_of(TARGET)
    keep(monkeypatch, {("schoolprotocol", NAME): PASSWORD})
    assert password_of(TARGET).value == PASSWORD


def test_the_environment_goes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(monkeypatch, {("schoolprotocol", NAME): "oud"})
    monkeypatch.setenv(VARIABLE, f"https://zuid.example {PASSWORD}")
    assert password_of(TARGET).value == PASSWORD


def test_a_keyring_that_is_locked_is_as_one_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(monkeypatch, {}, locked=True)
    with pytest.raises(MissingOnMachineError, match=VARIABLE):
        password_of(TARGET)


def test_without_the_package_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "keyring")
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "keyring" else real(name))
    with pytest.raises(MissingOnMachineError, match=VARIABLE):
        password_of(TARGET)


def test_a_secret_is_not_seen_where_it_is_printed() -> None:
    assert PASSWORD not in repr(Secret(PASSWORD)) + str(Secret(PASSWORD)) + f"{[Secret(PASSWORD)]}"


@pytest.mark.parametrize("fault", ["", *get_args(Fault), "bug"])
@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["publish", "dry-run"])
def test_a_password_of_the_keyring_is_in_nothing_that_anybody_can_read_afterwards(
    fault: Any,
    options: tuple[str, ...],
    own: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    traces = tmp_path / "traces"
    traces.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(traces))
    caplog.set_level(logging.DEBUG)
    if fault == "bug":
        monkeypatch.setattr(http, "json", types.SimpleNamespace(loads=_breaks))
    with wordpress() as site:
        keep(monkeypatch, {("schoolprotocol", f"school-site@{site.url.rstrip('/')}"): PASSWORD})
        target = f"- {{id: school-site, kind: wordpress, url: '{site.url}', user: {USER}}}\n"
        (own / "policy_src/publishing.yaml").write_text(target, "utf-8")
        if fault in get_args(Fault):
            site.faults["GET users"] = fault
        code = run(["--root", str(own), "--lang", "en", "publish", "zuid", "--to", "school-site", *options])
        assert site.pages or options or fault, "it was the right password"
    printed = capfd.readouterr()
    saved = "".join(path.read_text("utf-8") for path in traces.rglob("*") if path.is_file())
    assert code == {"": 0, "bug": 70}.get(fault, 4)
    assert ("Traceback" in saved) == (fault == "bug")
    token = http.Server(site.url, USER, Secret(PASSWORD))._hidden[1]
    for hidden in (PASSWORD, PASSWORD.replace(" ", ""), token):
        assert hidden not in printed.out + printed.err + caplog.text + saved


def _breaks(data: bytes) -> None:
    raise RuntimeError("a bug of ours")
