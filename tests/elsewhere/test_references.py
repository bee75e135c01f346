"""References to clauses of other protocols: what they print, where they lead, and what is told when that changes."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pytest

from schoolprotocol import Project
from schoolprotocol.cli import run
from schoolprotocol.compare.compare import compare
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.outputs.excerpt.excerpt import ExcerptInput, excerpt_files
from schoolprotocol.outputs.report.report import report_markdown
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import canonical_json
from schoolprotocol.source.frozen import refuse_policy
from schoolprotocol.words.grammar import in_document
from tests.conftest import ROOTS, ProjectMaker, Run
from tests.elsewhere.making import (
    CLAUSES,
    ES,
    HAVEN,
    add,
    adopted,
    change,
    own_clause,
    referring,
    renumbered,
)
from tests.helpers import findings, load, loaded, policy_of, spoken
from tests.report.making import TEMPLATES, report_of

TODAY = date(2026, 11, 20)


def checked(root: Path) -> list[Diagnostic]:
    return list(Project.open(root).check(today=TODAY))


def said(root: Path) -> list[str]:
    """What the check finds, each once, whatever the school."""
    return list(dict.fromkeys(f"{one.kind.name}: {one.message()}" for one in checked(root)))


# -- what is printed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "title", "document", "printed"),
    [
        ("artikel 2.1", "Melden", "Protocol tegen pesten", "artikel 2.1 (Melden) van het Protocol tegen pesten"),
        ("artikel 1.2", "Opnamen", "Telefoonprotocol", "artikel 1.2 (Opnamen) van het Telefoonprotocol"),
        ("artikel 1.2", "Namen", "Afspraken over AI", "artikel 1.2 (Namen) van de Afspraken over AI"),
        ("artikel 1.2", "Namen", "AI op school", "artikel 1.2 (Namen) van ‘AI op school’"),
        ("onderdeel A, punt 5", "Hulp", "Gedragscode", "onderdeel A, punt 5 (Hulp) van de Gedragscode"),
        ("punt 3 van ‘Regels’", "Hulp", "Pestbeleid", "punt 3 (Hulp) van ‘Regels’ in het Pestbeleid"),
        ("‘Hulp’ in ‘Aanpak’", "Hulp", "Pestbeleid", "‘Hulp’ in ‘Aanpak’ van het Pestbeleid"),
        ("bijlage 1, punt 2", "Hulp", "Wat wij doen", "bijlage 1, punt 2 (Hulp) van ‘Wat wij doen’"),
    ],
)
def test_a_reference_reads_well_in_a_sentence(label: str, title: str, document: str, printed: str) -> None:
    assert in_document(label, title, document) == printed


def test_a_reference_prints_what_stands_at_the_own_address_of_the_other_document(project: ProjectMaker) -> None:
    root = referring(project, "telefoons:afspraken.opnamen")
    (one,) = policy_of(root, "haven", "ai").elsewhere or ()
    assert one.label == "artikel 1.3 (Opnamen) van het Telefoonprotocol"  # 1.0, in force, has a clause more before it
    change(root, HAVEN.format("telefoons"), "after: afspraken.opbergen", "after: afspraken.opnamen")
    (one,) = policy_of(root, "haven", "ai").elsewhere or ()
    assert one.label.startswith("artikel 1.3 "), "the proposal has it as 1.2"
    (one,) = policy_of(root, "linde", "ai").elsewhere or ()
    assert one.label.startswith("artikel 1.2 ")


def test_it_prints_its_own_title_and_that_of_the_school_s_document(project: ProjectMaker) -> None:
    root = referring(project)
    change(
        root,
        HAVEN.format("pesten"),
        'document: {version: "1.0"',
        'document: {title: Zo pesten wij niet, version: "1.0"',
    )
    (one,) = policy_of(root, "haven", "ai").elsewhere or ()
    assert (one.target, one.title) == ("pesten:aanpak.melden", "Melden")
    assert one.label == "artikel 2.1 (Melden) van ‘Zo pesten wij niet’"


def test_two_documents_may_refer_to_each_other(project: ProjectMaker) -> None:
    root = referring(project)
    add(root, HAVEN.format("pesten"), own_clause("haven.ai", "Zie {clause}`ai:gegevens.beeld`.", "aanpak.online"))
    (one,) = policy_of(root, "haven", "pesten").elsewhere or ()
    assert one.label == "‘Beeld van een ander’ in ‘Gegevens’ van de Afspraken over AI"
    assert checked(root) == []


def test_a_document_without_such_a_reference_keeps_its_hash(project: ProjectMaker) -> None:
    root = project("bestuur")
    for release in loaded(root).schools["linde"].releases:
        policy = policy_of(root, "linde", release.protocol)
        assert "elsewhere" not in canonical_json(policy)
        assert text_hash(policy) == text_hash(release.policy)


def test_what_is_printed_is_part_of_the_text_that_is_decided_on(project: ProjectMaker) -> None:
    root = referring(project)
    before = text_hash(policy_of(root, "haven", "ai"))
    change(root, CLAUSES.format("pesten"), "  title: Melden\n", "  title: Aangeven\n")
    assert text_hash(policy_of(root, "haven", "ai")) != before


# -- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("called", "told"),
    [
        ("peste:aanpak.melden", "there is no protocol “peste”. Did you mean “pesten”?"),
        ("pesten:aanpak.mellen", "“Protocol tegen pesten” of haven has no clause “aanpak.mellen”. Did you mean"),
        ("ai:gebruik.leeftijd", "that is this protocol itself"),
        ("pesten:", "has no clause “”"),
        (":aanpak.melden", "there is no protocol “”"),
        ("pesten:gids.kort", "has no clause “gids.kort”"),
        ("telefoons:haven.nieuw", "version 1.0 of “Telefoonprotocol”, which is in force, has no clause"),
        ("pesten:aanpak:melden", "has no clause “aanpak:melden”"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_its_place(project: ProjectMaker, called: str, told: str) -> None:
    found = [one for one in findings(referring(project, called)) if one.school == "haven"]
    assert [one.kind.name for one in found] == ["UNKNOWN_ELSEWHERE"]
    assert told in found[0].message()
    assert found[0].remedy()
    assert str(found[0].place) == f"{CLAUSES.format('ai')}:19"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("protocol: pesten\n", "protocol: pesten\npublish: false\n", "haven does not publish protocol “pesten”"),
        ("status: concept", "status: vervallen, day: 2026-09-01", "protocol “pesten” of haven has lapsed"),
    ],
)
def test_a_document_that_nobody_reads_is_told(project: ProjectMaker, before: str, after: str, told: str) -> None:
    root = referring(project)
    change(root, HAVEN.format("pesten"), before, after)
    assert any(told in one.message() for one in findings(root) if one.school == "haven")


def test_a_school_without_the_protocol_is_told_and_the_others_are_left_alone(project: ProjectMaker) -> None:
    root = referring(project)
    (root / HAVEN.format("pesten")).unlink()
    assert {(one.school, one.message().partition("but ")[2]) for one in findings(root)} == {
        ("haven", "haven has no protocol “pesten”.")
    }


def test_omitting_or_dropping_a_clause_that_another_protocol_refers_to_is_found(project: ProjectMaker) -> None:
    root = referring(project, "pesten:aanpak.online")
    add(root, HAVEN.format("pesten"), "operations:\n  - {omit: aanpak.online, reason: Dat staat elders.}\n")
    assert [one.school for one in findings(root)] == ["haven"]
    root = referring(project, "pesten:aanpak.online")
    Project.open(root).edit().drop_clause("pesten", "aanpak.online", "Te vaag.").save()
    assert any("was dropped: Te vaag." in one.message() for one in findings(root))


def test_files_of_the_other_document_that_cannot_be_read_are_told_first(project: ProjectMaker) -> None:
    root = referring(project)
    (root / CLAUSES.format("pesten")).write_text("- [\n", "utf-8")
    corpus, found = load(root)
    assert corpus is None
    assert any(one.place.file == CLAUSES.format("pesten") for one in found)


def test_a_wording_that_no_document_uses_is_looked_at_too(project: ProjectMaker) -> None:
    root = project("bestuur")
    change(
        root,
        CLAUSES.format("ai"),
        "  kort: Zeg erbij dat je AI gebruikt hebt.\n",
        "  kort: Zeg erbij dat je AI gebruikt hebt.\n  alternatives:\n"
        '    anders: "Zie {clause}`pesten:aanpak.nergens`."\n    goed: "Zie {clause}`pesten:aanpak.melden`."\n',
    )
    told = [one for one in said(root) if one.startswith("UNKNOWN_ELSEWHERE")]
    assert told == [
        "UNKNOWN_ELSEWHERE: The text refers to “pesten:aanpak.nergens” in another protocol, but “Protocol tegen pesten”"
        " has no clause “aanpak.nergens”. Did you mean “aanpak.melden”?"
    ]


# -- what was adopted -------------------------------------------------------------------------------------------------


def test_what_was_adopted_prints_what_was_adopted(project: ProjectMaker) -> None:
    root = adopted(project)
    assert said(root) == []
    before = policy_of(root, "es", "pesten")
    renumbered(root)
    after = policy_of(root, "es", "pesten")
    assert text_hash(before) == text_hash(after)
    (told,) = [one for one in checked(root) if one.kind.name != "NOTE_MISSING"]
    assert told.kind.name == "ELSEWHERE_STALE"
    assert told.message() == (
        "Version 1.0 was adopted with “artikel 1.2 (Opnamen) van het Telefoonprotocol” in the text of “es.opnamen”. By "
        "now: that is “artikel 1.3 (Opnamen) van het Telefoonprotocol”."
    )
    assert told.place.file == ES.format("pesten")


def test_that_it_is_another_may_be_accepted(project: ProjectMaker) -> None:
    root = adopted(project)
    renumbered(root)
    reason = "{code: SP515, target: telefoons:afspraken.opnamen, reason: Dat weet iedereen.}"
    add(root, ES.format("pesten"), f"suppress:\n  - {reason}\n")
    assert said(root) == []


def test_a_next_version_prints_what_holds_then_and_the_report_tells_it(project: ProjectMaker) -> None:
    root = adopted(project)
    old = policy_of(root, "es", "pesten")
    renumbered(root)
    change(root, ES.format("pesten"), 'version: "1.0", status: vastgesteld', 'version: "1.1", status: concept')
    new = policy_of(root, "es", "pesten")
    changes = compare(old, new)
    assert [(one.kind, one.id, one.old, one.new) for one in changes.renumbered] == [
        (
            "elsewhere",
            "telefoons:afspraken.opnamen",
            "artikel 1.2 (Opnamen) van het Telefoonprotocol",
            "artikel 1.3 (Opnamen) van het Telefoonprotocol",
        )
    ]
    report = report_markdown(report_of(changes), TEMPLATES)
    assert "artikel 1.3 (Opnamen) van het Telefoonprotocol" in report
    assert "artikel 1.2 (Opnamen) van het Telefoonprotocol" in report
    assert said(root)[0].startswith("ELSEWHERE_STALE: Version 1.0 was adopted"), "it is still in force"


def test_a_clause_that_went_is_told_and_the_adopted_text_stays(project: ProjectMaker) -> None:
    root = adopted(project)
    add(root, ES.format("telefoons"), "operations:\n  - {omit: afspraken.opnamen, reason: Dat is al verboden.}\n")
    assert policy_of(root, "es", "pesten").elsewhere
    assert [one.kind.name for one in checked(root) if one.school == "es"] == ["ELSEWHERE_STALE"]


def test_a_protocol_that_went_is_told_and_the_adopted_text_stays(project: ProjectMaker) -> None:
    root = adopted(project)
    (root / ES.format("telefoons")).unlink()
    (told,) = checked(root)
    assert "By now: es has no protocol “telefoons”" in told.message()


def test_a_clause_that_got_another_id_is_followed(project: ProjectMaker) -> None:
    root = adopted(project)
    Project.open(root).edit().rename_clause("telefoons", "afspraken.opnamen", "afspraken.beeld").save()
    root_of_es = [one for one in checked(root) if one.school == "es" and one.kind.name == "ELSEWHERE_STALE"]
    assert root_of_es == []


def test_a_frozen_file_with_something_odd_in_a_reference_is_refused(project: ProjectMaker) -> None:
    policy = policy_of(adopted(project), "es", "pesten")
    (one,) = policy.elsewhere or ()
    assert refuse_policy(policy) == ()
    for field, value in (("target", "telefoons/../../x"), ("label", "een\ntwee"), ("title", "")):
        odd = one.model_copy(update={field: value})
        assert refuse_policy(policy.model_copy(update={"elsewhere": (odd,)})), field
    assert refuse_policy(policy.model_copy(update={"elsewhere": None}))


# -- edits, impact ----------------------------------------------------------------------------------------------------


def test_a_new_id_reaches_the_texts_of_other_protocols(project: ProjectMaker) -> None:
    root = referring(project)
    digests = 'operations:\n  - replace: gegevens.namen\n    text: "Zie {clause}`pesten:aanpak.melden`."\n'
    add(root, HAVEN.format("ai"), f"{digests}    replaces: ab9a5d7b4a5e\n    reason: Zo.\n")
    right = next(one for one in findings(root) if one.kind.name == "REPLACED_TEXT_CHANGED").remedy()[-12:]
    change(root, HAVEN.format("ai"), "ab9a5d7b4a5e", right)
    Project.open(root).edit().rename_clause("pesten", "aanpak.melden", "aanpak.aangeven").save()
    assert "{clause}`pesten:aanpak.aangeven`" in (root / CLAUSES.format("ai")).read_text("utf-8")
    assert "{clause}`pesten:aanpak.aangeven`" in (root / HAVEN.format("ai")).read_text("utf-8")
    assert spoken(findings(root)) == []


def test_a_name_that_only_begins_so_is_left_alone(project: ProjectMaker) -> None:
    root = referring(project, "pesten:aanpak.melden", "Zie {{clause}}`{}`, niet pesten:aanpak.melden.")
    Project.open(root).edit().rename_clause("pesten", "aanpak.melden", "aanpak.aangeven").save()
    assert "`pesten:aanpak.aangeven`, niet pesten:aanpak.melden." in (root / CLAUSES.format("ai")).read_text("utf-8")


# -- outputs ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`es`: its text about bullying is in force as 1.0 and proposed as 1.1; since, phones got other numbers."""
    folder = tmp_path_factory.mktemp("elsewhere")

    def copied(root: str) -> Path:
        shutil.copytree(ROOTS / root, folder / "project")
        return folder / "project"

    root = adopted(copied)
    renumbered(root)
    change(root, ES.format("pesten"), 'version: "1.0", status: vastgesteld', 'version: "1.1", status: concept')
    assert run(["--lang", "en", "--root", str(root), "build", "--school", "es", "html", "pdf", "docx"]) == 0
    return root / "build"


WAS, NOW = (f"artikel 1.{n} (Opnamen) van het Telefoonprotocol" for n in (2, 3))
ADDRESS = "https://delta.example/afspraken/es/telefoons/#afspraken.opnamen"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "home", "printed"),
    [
        ("index.html", "", WAS),
        ("leerlingen.html", "", WAS),
        ("versies/1.0/index.html", "../../", WAS),
        ("versies/1.0/leerlingen.html", "../../", WAS),
        ("voorstel/index.html", "../", NOW),
        ("voorstel/leerlingen.html", "../", NOW),
        ("embed.html", "", WAS),
    ],
)
def test_each_page_leads_to_the_other_document_also_without_a_server(
    built: Path, page: str, home: str, printed: str
) -> None:
    path = built / "html/es/pesten" / page
    links: list[Any] = list(lxml.html.document_fromstring(path.read_bytes()).iter("a"))
    (link,) = [one for one in links if "Opnamen" in one.text_content()]
    assert (link.text_content(), link.get("href")) == (printed, f"{home}../telefoons/index.html#afspraken.opnamen")
    other = (path.parent / str(link.get("href")).partition("#")[0]).read_text("utf-8")
    assert 'id="afspraken.opnamen"' in other


@pytest.mark.slow
def test_what_leaves_the_site_leads_to_the_permanent_address(built: Path) -> None:
    assert f'href="{ADDRESS}">{WAS}</a>' in (built / "html/es/pesten/embed-snippet.html").read_text("utf-8")
    for name, printed in (("es-pesten", NOW), ("es-pesten-1.0", WAS)):
        with zipfile.ZipFile(built / f"docx/{name}.docx") as word:
            assert printed in word.read("word/document.xml").decode()
            assert ADDRESS in word.read("word/_rels/document.xml.rels").decode()
        with pikepdf.open(built / f"pdf/{name}.pdf") as pdf:
            links = [note for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
            assert ADDRESS in {str(note["/A"].get("/URI", "")) for note in links}


@pytest.mark.slow
def test_a_document_is_made_again_only_where_what_it_prints_of_another_changed(built: Path) -> None:
    root, pages = built.parent, built / "html/es/pesten/voorstel/index.html"
    before = pages.stat().st_mtime_ns
    change(root, CLAUSES.format("telefoons"), "Meld wat er gebeurd is", "Meld wat er is gebeurd")
    assert run(["--lang", "en", "--root", str(root), "build", "--school", "es", "html"]) == 0
    assert pages.stat().st_mtime_ns == before, "only a text of the other changed"
    change(root, CLAUSES.format("telefoons"), "  title: Opnamen\n", "  title: Foto’s\n")
    assert run(["--lang", "en", "--root", str(root), "build", "--school", "es", "html"]) == 0
    assert "artikel 1.3 (Foto’s) van het Telefoonprotocol" in pages.read_text("utf-8")


def test_text_and_markdown_have_it_plain_and_the_schoolgids_leads_there(project: ProjectMaker) -> None:
    root = project("bestuur")
    change(
        root,
        CLAUSES.format("pesten"),
        "kan dat melden bij {{ school.contact }}.\n",
        "kan dat melden bij {{ school.contact }}; zie {clause}`telefoons:afspraken.opnamen`.\n",
    )
    files = excerpt_files(
        ExcerptInput(policy_of(root, "es", "pesten"), loaded(root).schools["es"].school.style, URL), TEMPLATES, "gids"
    )
    assert f"zie {WAS}." in str(files["gids.txt"])
    assert f"zie [{WAS}]({ADDRESS})." in str(files["gids.md"])
    assert f'<a href="{ADDRESS}">{WAS}</a>' in str(files["gids.html"])


URL = "https://delta.example/afspraken/es/pesten/"


# -- who refers -------------------------------------------------------------------------------------------------------


def test_show_says_who_refers_to_a_clause(project: ProjectMaker, command: Run) -> None:
    code, out, _err = command(referring(project), "show", "haven", "aanpak.melden", "--protocol", "pesten")
    assert code == 0
    assert "referred to by gegevens.beeld ai" in " ".join(out.replace("│", " ").split())


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_impact_tells_which_texts_print_something_else(project: ProjectMaker, command: Run) -> None:
    root = referring(project, "telefoons:afspraken.opnamen")
    committed(root, "one")
    code, out, _err = command(root, "impact", "--since", "HEAD")
    assert (code, "artikel" in out) == (0, False), "what is in force counts then as it does now"
    renumbered(root)
    change(root, HAVEN.format("telefoons"), "after: afspraken.opbergen", "after: afspraken.opnamen")
    code, out, _err = command(root, "impact", "--since", "HEAD")
    assert (code, "artikel 1.3 (Opnamen)" in out) == (0, False), "a proposal changes nothing for who refers"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_impact_names_the_clause_that_refers(project: ProjectMaker, command: Run) -> None:
    root = referring(project, "pesten:aanpak.gesprek")
    committed(root, "one")
    add(root, HAVEN.format("pesten"), own_clause("haven.eerst", "Wij letten op elkaar.", "aanpak.melden"))
    code, out, _err = command(root, "impact", "--since", "HEAD", "--format", "md")
    told = " ".join(out.split())
    assert code == 0
    assert "Beeld van een ander (gegevens.beeld): andere verwijzing, kijk na (haven)" in told
    assert "artikel 2.2 (Gesprek) van het Protocol tegen pesten → artikel 2.3 (Gesprek)" in told


def committed(root: Path, message: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", message)):
        subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)
