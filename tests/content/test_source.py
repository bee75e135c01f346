"""The source has no faults, and an editor that looks at it says the same."""

from __future__ import annotations

import json

from schoolprotocol.source.schemas import editor_settings
from tests.helpers import findings, loaded, spoken
from tests.load.test_schemas import faults_in
from tests.repository import ROOT


def test_the_source_loads_and_resolves_without_a_fault() -> None:
    found = findings(ROOT)
    assert found == [], spoken(found)


def test_every_protocol_says_whether_a_law_asks_for_it_and_one_on_social_media_is_asked_by_none() -> None:
    protocols = {id_: source.protocol for id_, source in loaded(ROOT).protocols.items()}
    assert protocols["sociale-media"].laws(()) == ()
    assert [id_ for id_, protocol in protocols.items() if protocol.laws(()) is None] == []


def test_an_editor_finds_no_fault_in_the_source() -> None:
    found = faults_in(ROOT)
    assert found
    assert not any(found.values()), {name: errors for name, errors in found.items() if errors}


def test_the_editor_is_set_up_for_every_file() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    protocols = [folder.name for folder in (ROOT / "policy_src/protocols").iterdir()]
    wanted = editor_settings(protocols)["yaml.schemas"]
    assert settings["yaml.schemas"] == wanted, f"put in .vscode/settings.json: {json.dumps(wanted, indent=2)}"
    assert all((ROOT / schema).is_file() for schema in settings["yaml.schemas"])
