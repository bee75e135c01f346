"""A text for the schoolgids that stands elsewhere, beside the version that holds."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.check.excerpt import check_excerpt
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.checking import check_pasted
from schoolprotocol.errors import UsageError
from schoolprotocol.outputs.excerpt.excerpt import ExcerptInput, excerpt_files
from schoolprotocol.places import Place
from schoolprotocol.policy.excerpt import Pasted
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.pasted import LIMIT, read_excerpt
from tests.compare.edits import text
from tests.conftest import ROOTS
from tests.helpers import PROTOCOL, codes, excerpt_of, loaded, policy_of

KLEIN = ROOTS / "klein"
TEMPLATES = Folders(KLEIN, Path("build")).templates
FORMS = (".html", ".md", ".txt", ".docx", "-kort.txt")
SCHOOL = "zuid"
"""Whose version 1.0 has been adopted."""


@pytest.fixture(scope="module")
def zuid() -> Policy:
    """The adopted version."""
    return policy_of(KLEIN, SCHOOL)


def url() -> str:
    """Where the protocol is."""
    corpus = loaded(KLEIN)
    return f"{corpus.project.url.rstrip('/')}/{corpus.site(SCHOOL, PROTOCOL)}/"


def saved(policy: Policy, form: str, folder: Path) -> Path:
    """A form of the excerpt as a file."""
    style = loaded(KLEIN).schools[SCHOOL].school.style
    content = excerpt_files(ExcerptInput(policy, style, url()), TEMPLATES, "")[form]
    path = folder / f"gids{form}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def checked(path: Path) -> tuple[Diagnostic, ...]:
    """What the check says of a file."""
    return check_pasted(loaded(KLEIN), path)


def older(policy: Policy) -> Policy:
    """An older version, in which every text began with another word."""
    group = policy.excerpt_groups[0]
    said, short = (
        one.model_copy(update={"wording": text(f"Vroeger {one.wording.text.partition(' ')[2]}")})
        for one in (group.clauses[0], excerpt_of(policy).short)
    )
    groups = (group.model_copy(update={"clauses": (said,)}),)
    excerpt = excerpt_of(policy).model_copy(update={"groups": groups, "short": short})
    document = policy.document.model_copy(update={"version": "0.9"})
    return policy.model_copy(update={"excerpt": excerpt, "document": document})


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_adopted_text_is_fine(zuid: Policy, form: str, tmp_path: Path) -> None:
    assert checked(saved(zuid, form, tmp_path)) == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_text_of_an_older_version_is_found_in_every_form(zuid: Policy, form: str, tmp_path: Path) -> None:
    found = checked(saved(older(zuid), form, tmp_path))
    assert codes(found) == ["SP630", "SP632"]
    assert found[0].message() == (
        "This text for the schoolgids comes from version 0.9. Version 1.0 has been adopted since."
    )
    assert found[1].target == ("gids.kort" if form == "-kort.txt" else "gids.kern")


def test_a_text_that_was_changed_after_it_was_taken_is_found(zuid: Policy, tmp_path: Path) -> None:
    path = saved(zuid, ".html", tmp_path)
    said = zuid.excerpt_groups[0].clauses[0].wording.text
    last = said.rstrip(".").split()[-1]
    path.write_text(path.read_text(encoding="utf-8").replace(last, "nergens"), encoding="utf-8")
    assert codes(checked(path)) == ["SP632"]


def test_the_layout_of_the_page_around_it_does_not_count(zuid: Policy, tmp_path: Path) -> None:
    path = saved(zuid, ".html", tmp_path)
    page = path.read_text(encoding="utf-8").replace("<p>", '<p class="tekst"><span>').replace("</p>", "</span></p>")
    path.write_text(
        f"<!DOCTYPE html><title>versie 9.9</title><script>versie 8.8</script><nav>Menu</nav>{page}", encoding="utf-8"
    )
    assert checked(path) == ()


def test_a_text_without_its_version_is_found(zuid: Policy, tmp_path: Path) -> None:
    path = saved(zuid, ".txt", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("versie 1.0", ""), encoding="utf-8")
    assert codes(checked(path)) == ["SP633"]


def test_a_text_of_a_concept_is_found(zuid: Policy) -> None:
    concept = zuid.model_copy(update={"document": zuid.document.model_copy(update={"version": "2.0"})})
    pasted = Pasted("Telefoonprotocol, versie 2.0 (concept)")
    assert codes(check_excerpt(pasted, Place("gids.txt"), SCHOOL, [zuid, concept][:1])) == ["SP631"]


def test_before_anything_is_adopted_every_text_is_one_of_a_concept(zuid: Policy) -> None:
    concept = zuid.model_copy(update={"document": zuid.document.model_copy(update={"status": "concept"})})
    assert codes(check_excerpt(Pasted("Zie versie 1.0"), Place("gids.txt"), SCHOOL, [concept])) == ["SP631"]


def test_version_1_10_is_newer_than_1_9(zuid: Policy) -> None:
    versions = [
        zuid.model_copy(update={"document": zuid.document.model_copy(update={"version": v})}) for v in ("1.10", "1.9")
    ]
    (first, *_others) = check_excerpt(Pasted("versie 1.9"), Place("gids.txt"), SCHOOL, versions)
    assert first.values == {"version": "1.9", "adopted": "1.10"}


def test_the_text_for_one_audience_is_no_text_with_gaps(zuid: Policy) -> None:
    group = zuid.excerpt_groups[0]
    ours, theirs = (
        group.clauses[0].model_copy(update={"id": f"gids.{who}", "audience": (who,), "wording": text(f"Voor {who}.")})
        for who in ("ouder", "leerling")
    )
    excerpt = excerpt_of(zuid).model_copy(update={"groups": (group.model_copy(update={"clauses": (ours, theirs)}),)})
    policy = zuid.model_copy(update={"excerpt": excerpt})
    assert list(check_excerpt(Pasted("Voor ouder. Versie 1.0."), Place("gids.txt"), SCHOOL, [policy])) == []


# -- half a page ------------------------------------------------------------------------------------------------------


def with_half(policy: Policy, short: str = "Vraag altijd toestemming.") -> Policy:
    """A policy with a rule on the half page of its excerpt."""
    group = policy.excerpt_groups[0]
    listed = group.clauses[0].model_copy(
        update={"id": "gids.lijst", "wording": text("Wij vragen altijd eerst toestemming."), "kort": text(short)}
    )
    groups = (group, group.model_copy(update={"form": "bullets", "clauses": (listed,)}))
    return policy.model_copy(
        update={"excerpt": excerpt_of(policy).model_copy(update={"groups": groups, "half": groups})}
    )


def found_in(path: Path, policy: Policy) -> list[str]:
    """What the check says of a file where this version holds."""
    return codes(check_excerpt(read_excerpt(path), Place(path.name), SCHOOL, [policy]))


@pytest.mark.parametrize("form", [".txt", ".docx"])
def test_half_a_page_of_the_adopted_text_is_fine(zuid: Policy, form: str, tmp_path: Path) -> None:
    policy = with_half(zuid)
    assert found_in(saved(policy, f"-beknopt{form}", tmp_path), policy) == []


@pytest.mark.parametrize("form", [".txt", ".docx"])
def test_half_a_page_of_an_older_version_is_found(zuid: Policy, form: str, tmp_path: Path) -> None:
    before = with_half(zuid, "Toestemming is nodig.")
    before = before.model_copy(update={"document": before.document.model_copy(update={"version": "0.9"})})
    assert found_in(saved(before, f"-beknopt{form}", tmp_path), with_half(zuid)) == ["SP630", "SP632"]


# -- files ------------------------------------------------------------------------------------------------------------


def test_a_file_that_leads_to_no_protocol_needs_a_school(zuid: Policy, tmp_path: Path) -> None:
    path = saved(zuid, ".txt", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(url(), ""), encoding="utf-8")
    with pytest.raises(UsageError, match="--school"):
        checked(path)
    assert check_pasted(loaded(KLEIN), path, [(SCHOOL, PROTOCOL)]) == ()


def test_a_text_of_the_old_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gids.txt"
    path.write_bytes("privé".encode("cp1252"))
    assert read_excerpt(path).text == "privé"


def packed(document: bytes) -> bytes:
    """A Word document with this text."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return memory.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"\x00\x01"),
        ("a.txt", b"a" * (LIMIT + 1)),
        ("a.docx", b"no archive"),
        ("a.docx", packed(b"<a>")),
        ("a.docx", packed(b"<a>" + b" " * LIMIT + b"</a>")),
        ("a.docx", packed(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')),
    ],
    ids=["bytes", "too long", "no archive", "no XML", "unpacks to too much", "entities"],
)
def test_a_file_that_is_no_text_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError, match=r"no text, web page or Word document"):
        read_excerpt(path)


def test_the_working_text_counts_once_it_is_adopted(tmp_path: Path) -> None:
    corpus = loaded(KLEIN)
    policy = resolve(corpus, SCHOOL, PROTOCOL).policy
    assert policy is not None
    assert policy.document.day == date(2026, 9, 1)
    assert corpus.schools[SCHOOL].releases_of(PROTOCOL) == ()
    assert checked(saved(policy, ".md", tmp_path)) == ()
