"""More files that mean harm when they come back: each ends with a message or does no harm, soon; nothing is half written."""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

import resource

import pytest

from schoolprotocol.project import Project
from tests.conftest import ProjectMaker, Run
from tests.returning.test_hostile import Spoil, _file

SECONDS = 25
"""Of the processor, for the command with all that it starts; a good file takes three."""
_LINK = '<Relationship Id="kwaad" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'


def _inside(before: str, behind: str = "", *, at: str = "<w:body>") -> Spoil:
    """Something at the begin of the body, and something at its end."""

    def spoil(parts: dict[str, bytes]) -> None:
        whole = parts["word/document.xml"].decode()
        whole = whole.replace(at, at + before, 1).replace("</w:body>", behind + "</w:body>")
        parts["word/document.xml"] = whole.encode()

    return spoil


def _linked(kind: str, target: str, **more: bytes) -> Spoil:
    def spoil(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", _LINK.format(kind=kind, target=target).encode())
        parts.update({f"word/{one}.xml": data for one, data in more.items()})

    return spoil


def _property(text: str) -> Spoil:
    """What the file says that it is."""

    def spoil(parts: dict[str, bytes]) -> None:
        before, _open, rest = parts["docProps/custom.xml"].decode().partition("<vt:lpwstr>")
        parts["docProps/custom.xml"] = (
            f"{before}<vt:lpwstr>{text}</vt:lpwstr>{rest.partition('</vt:lpwstr>')[2]}".encode()
        )

    return spoil


def _said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _marks(parts: dict[str, bytes]) -> None:
    """Each of our bookmarks opens a thousand times around everything."""
    whole = parts["word/document.xml"].decode()
    name = whole.split('w:name="_sp_', 1)[1].split('"', 1)[0]
    many = "".join(f'<w:bookmarkStart w:id="{n}" w:name="_sp_{name}"/>' for n in range(900_000, 902_000))
    ends = "".join(f'<w:bookmarkEnd w:id="{n}"/>' for n in range(900_000, 902_000))
    _inside(many, "".join(_said(f"Regel {n}.") for n in range(2_000)) + ends)(parts)


COMMENTS = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(5_000))
FIELDS = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 5_000
TABLE = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" * 500 + "</w:tc></w:tr></w:tbl>" * 60
ROWS = f"<w:tbl>{'<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>' * 9_000}</w:tbl>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MANY = "".join(f'<w:comment w:id="{n}" w:author="x">{_said("Waarom?")}</w:comment>' for n in range(15_000))
HARM: dict[str, Spoil] = {
    "two thousand bookmarks around all of it": _marks,
    "five thousand comments that never end": _inside(COMMENTS, "".join(_said(f"Regel {n}.") for n in range(3_000))),
    "five thousand fields that never end": _inside("", FIELDS + _said("Slot.") * 5_000),
    "tables in tables": _inside("", TABLE),
    "a table of nine thousand rows": _inside("", ROWS),
    "a header that is the text itself": _linked("header", "document.xml"),
    "notes that are the text itself": _linked("footnotes", "document.xml"),
    "comments that are the text itself": _linked("comments", "document.xml"),
    "fifteen thousand comments": _linked("comments", "veel.xml", veel=f"<w:comments {W}>{MANY}</w:comments>".encode()),
    "a mark of what it is that never ends": _property("x" * 3_000_000),
    "a mark that leads out of the source": _property("../../etc/passwd telefoons 1.0 " + "0" * 64),
    "an author with a name of a megabyte": _inside("", f'<w:p><w:ins w:id="9" w:author="{"A " * 400_000}"><w:r><w:t>Nieuw.</w:t></w:r></w:ins></w:p>'),
    "an author who steers a terminal": _inside("", '<w:p><w:ins w:id="9" w:author="&#x202e;directeur&#x9;&#xa;x"><w:r><w:t>Nieuw hier.</w:t></w:r></w:ins></w:p>'),
    "changes in changes": _inside("", '<w:p>' + '<w:ins w:id="1" w:author="a"><w:del w:id="2" w:author="b">' * 90 + "<w:r><w:t>x</w:t></w:r>" + "</w:del></w:ins>" * 90 + "</w:p>"),
    "a hundred thousand breaks in one paragraph": _inside("", f'<w:p><w:r>{"<w:br/>" * 100_000}<w:t>x</w:t></w:r></w:p>'),
}  # fmt: skip


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


LONG = {
    "two thousand bookmarks around all of it",
    "five thousand comments that never end",
    "a table of nine thousand rows",
}


@pytest.mark.parametrize("name", [pytest.param(one, marks=pytest.mark.stress if one in LONG else ()) for one in HARM])
def test_a_file_that_means_harm_ends_in_words_or_does_none(name: str, project: ProjectMaker, command: Run) -> None:
    root = project()
    path = _file(root, HARM[name])
    began = _cpu()
    code, told, errors = command(root, "return", str(path), "--author", "MR")
    assert _cpu() - began < SECONDS
    assert code in {0, 1}
    assert "Traceback" not in told + errors
    assert "\u202e" not in told + errors
    folder = root / "policy_src/schools/noord/reactions"
    assert code == 0 or not folder.exists()
    assert code == 0 or errors.strip()
    back = Project.open(root)
    assert not back.corpus.faults
    lapsed = [one for one in back.document("noord").returned.values() if one.kind == "vervalt" and one.clause]
    assert lapsed == []  # nobody took anything away
