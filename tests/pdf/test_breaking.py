"""Where pages, rows and lines end: nothing that belongs together is parted."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.outputs.pdf import typeset
from tests.paper import faults, read
from tests.pdf.making import TEMPLATES

_PAGE = '<html lang="nl"><title>Proef</title><style>{css}</style><body>{body}</html>'
_WORDS = "Wie een opname maakt, vraagt het eerst. "
_ROWS = (
    "table, tr { break-inside: auto } table { break-before: avoid }"
    " th { orphans: 99 } td { orphans: 3; widows: 3 } tbody th { width: 30mm }"
)


def laid_out(folder: Path, body: str, css: str = "") -> Path:
    file = folder / "proef.pdf"
    typeset.write_pdf(_PAGE.format(css=css, body=body), file, typeset.Assets(TEMPLATES), least=1)
    return file


def table(*rows: str) -> str:
    return f"<table><thead><tr><th>Wat<th>Was<th>Wordt</thead><tbody>{''.join(rows)}</tbody></table>"


LABEL = "<th>Een naam die op drie regels staat"


@pytest.mark.parametrize(
    "row",
    [
        f"{LABEL}<td>{_WORDS * 40}<td>{_WORDS * 40}",
        f"<th>Naam<td>{_WORDS}<td>{_WORDS * 40}",
        f"<th>Naam<td>{_WORDS * 40}<td><p>{_WORDS}</p><p>{_WORDS * 3}</p>",
    ],
    ids=["a label of three lines", "a short text beside a long one", "two paragraphs beside a long one"],
)
def test_a_row_that_runs_on_begins_with_its_label_and_with_both_texts(row: str, tmp_path: Path) -> None:
    divided = 0
    for lines in range(29, 46, 2):
        file = laid_out(tmp_path, "<p>Regel.</p>" * lines + table(f"<tr>{row}"), _ROWS + "p { margin: 0 }")
        assert faults(file) == [], lines
        (begun,) = (one for one in read(file).root.below("TBody"))
        divided += len(begun.lines()) > 1
    assert divided > 4


def test_a_row_that_is_longer_than_a_page_has_the_head_of_its_table_on_every_page(tmp_path: Path) -> None:
    file = laid_out(tmp_path, table(f"<tr>{LABEL}<td>{_WORDS * 200}<td>{_WORDS * 190}"), _ROWS)
    paper = read(file)
    assert len(paper.sizes) > 5
    assert faults(file) == []


@pytest.mark.parametrize("marked", ["del", "ins", "em", "span"])
def test_a_line_before_marked_words_is_as_full_as_it_can_be(marked: str, tmp_path: Path) -> None:
    text = (
        f"Zorgvuldige medewerkers <{marked}>zeggen</{marked}> dat verantwoordelijkheid hier <{marked}>is</{marked}> ."
    )
    body = "".join(f'<p style="width: {tenths / 10}mm">{text}</p>' for tenths in range(400, 600, 4))
    narrow = []
    for part in read(laid_out(tmp_path, body)).root.below("P"):
        for lines in part.lines().values():
            narrow += [line for line in lines[:-1] if len(line.strip("\x02 ")) < 12]
    assert narrow == []
