"""Reports of small change sets, and what a reader finds in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lxml.html

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.whole import texts_in_full
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.model.project import Reference
from schoolprotocol.model.protocol import Consent, Parameter
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.policy.model import Policy
from schoolprotocol.templating import templates_in

TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")


def report_of(changes: ChangeSet, **more: Any) -> ReportInput:
    """What a report of a change set is made from; `more` is what the source says around it."""
    return ReportInput(changes, texts_in_full(changes), **more)


def compared(old: Policy, new: Policy, notes: Sequence[ChangeNote] = (), **more: Any) -> ReportInput:
    """A report of two policies."""
    return report_of(compare(old, new, notes), **more)


def note(id_: str, **more: Any) -> ChangeNote:
    """A change note since version 1.1, that of the small project."""
    texts = {"motive": f"Waarom {id_}.", "consequences": f"Gevolg van {id_}.", "measures": f"Maatregel bij {id_}."}
    return ChangeNote.model_validate({"id": id_, "summary": f"Over {id_}", "since": "1.1", **texts, **more})


def law(id_: str, name: str, **more: Any) -> Reference:
    """A law of `references.yaml`."""
    return Reference.model_validate(
        {"id": id_, "kind": "wet", "name": name, "source": "https://wet.example", "checked_on": "2026-11-01", **more}
    )


def asks(council: str, reference: str, **more: Any) -> Consent:
    """Whose consent a change asks."""
    return Consent.model_validate({"council": council, "reference": reference, **more})


def parameter(help_: str, **more: Any) -> Parameter:
    """A parameter of the protocol."""
    return Parameter.model_validate({"type": "text", "help": help_, **more})


def found(page: str, path: str) -> list[Any]:
    """What an XPath finds in a page."""
    return list(lxml.html.fromstring(page).xpath(path))  # type: ignore[arg-type]


def words(element: Any) -> str:
    """The text that a reader sees: without what is only said aloud."""
    copy: Any = lxml.html.fromstring(lxml.html.tostring(element, encoding="unicode", with_tail=False))
    for hidden in copy.xpath('.//*[@class="verborgen"]'):
        hidden.drop_tree()
    return " ".join(copy.text_content().split())
