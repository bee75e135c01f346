"""What a Word document can hold besides plain paragraphs: none of it is lost, and none is taken for what it is not."""

from __future__ import annotations

from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.taking import take_bytes
from tests.intake.word import Word


def _blocks(*body: str, word: Word | None = None) -> list[Block]:
    word = word or Word()
    word.body += body
    return list(take_bytes("x.docx", word.bytes()).blocks)


def _told(*body: str, word: Word | None = None) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in _blocks(*body, word=word)]


def _change(tag: str, inside: str) -> str:
    return f'<w:{tag} w:id="7" w:author="x" w:date="2026-01-01T00:00:00Z">{inside}</w:{tag}>'


def _field(code: str, *result: str) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inside = "".join(result)
    begin = f"{char.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{char.format('separate')}"
    return f"{begin}{inside}{char.format('end')}"


def test_words_that_are_struck_out_are_told_as_deleted_and_are_no_text() -> None:
    begin = '<w:p><w:r><w:t xml:space="preserve">Om </w:t></w:r>'
    struck = "<w:r><w:rPr><w:{}/></w:rPr><w:t>acht</w:t></w:r>"
    end = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t xml:space="preserve"> negen uur.</w:t></w:r></w:p>'
    for tag in ("strike", "dstrike"):
        assert _told(begin + struck.format(tag) + end) == [("prose", "Om negen uur."), ("deleted", "acht")]
