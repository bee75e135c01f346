"""Handbooks of small projects, made by a build, and read again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2 as pdfium

from schoolprotocol.build import run
from schoolprotocol.config import Folders
from schoolprotocol.outputs.pdf.printed import Printed, place
from schoolprotocol.policy.model import Policy
from schoolprotocol.text.parse import parse
from schoolprotocol.text.plain import bare
from tests.conftest import ROOTS
from tests.pdf.test_document import printed

_SCHOOL = """
kind: school
education: [po]
name: School & <Kade>
short: de Kade
site_title: School & <Kade>
board: het College van Bestuur
leadership: de schoolleiding
council: de MR
contact: de vertrouwenspersoon
email: info@kade.example
style: {primary: "#14532d", accent: "#b45309"}
"""
_ALIKE = """
- id: regels.vraag
  title: Vraag het eerst
  audience: [leerling]
  text: "Wie {verb}, vraagt het eerst[^waarom]."
  notes:
    waarom: "Dat {verb} nog niet iedereen weet, is zo."
- id: regels.stop
  title: Stop
  audience: [leerling]
  text: "Bij nee {verb} u niet; lees {{clause}}`regels.vraag`[^waarom]."
  notes:
    waarom: "Nee {verb} is nee, ook hier."
- id: tips.kaart
  title: Kaart
  audience: [leerling]
  text: "Hang de kaart met {verb} op."
"""
_OUTLINE = """
parameters: {{}}
outline:
  headings: decimal
  items: decimal
  sections:
    - id: regels
      heading: {heading}
      body:
        - numbered: [regels.vraag, regels.stop]
    - id: tips
      heading: Tips
      number: appendix
      body:
        - bullets: [tips.kaart]
excerpt: none
"""
_BARE = """
title: Kaal
summary: Wat er zonder koppen staat.
parameters: {}
outline:
  headings: decimal
  items: decimal
  sections:
    - id: alles
      number: none
      body:
        - prose: [kaal.een, kaal.twee]
excerpt: none
"""
_BARE_CLAUSES = """
- id: kaal.een
  title: Zonder kop
  audience: [leerling]
  text: Deze regel heeft geen kop boven zich.
- id: kaal.twee
  title: Ook zonder
  audience: [leerling]
  text: "En deze regel ook niet; lees {clause}`twee:regels.stop`."
"""
_SHORT = 20
"""Letters: a row such as `Versie 1.0` may say what stands above the text too."""
LONG = "Protocol over het veilig en met plezier meenemen, bewaren, opladen en weer mee naar huis nemen van apparaten"
TITLES = {"een": "Foto & film", "twee": "Filmen < 16 jaar", "lang": LONG}


def awkward() -> dict[str, str]:
    """What is added to the board: a school with two protocols that have the same ids, one bare, one that lapsed."""
    files = {"policy_src/schools/kade/school.yaml": _SCHOOL}
    for name, title in TITLES.items():
        verb = {"een": "fotograferen", "twee": "filmen", "lang": "opladen"}[name]
        folder = f"policy_src/protocols/{name}"
        heading = f"Regels voor {verb} & meer"
        files[f"{folder}/protocol.yaml"] = f'title: "{title}"\nsummary: Over {verb}.\n' + _OUTLINE.format(
            heading=heading
        )
        files[f"{folder}/clauses/alles.yaml"] = _ALIKE.format(verb=verb)
    files["policy_src/protocols/kaal/protocol.yaml"] = _BARE
    files["policy_src/protocols/kaal/clauses/alles.yaml"] = _BARE_CLAUSES
    for name in ("een", "twee", "lang", "kaal"):
        files[f"policy_src/schools/kade/{name}.yaml"] = (
            f'protocol: {name}\nextends: base\ndocument: {{version: "1.0", status: concept, review: 2028-08-01}}\n'
        )
    files["policy_src/schools/kade/telefoons.yaml"] = (
        'protocol: telefoons\nextends: base\ndocument: {version: "2.0", status: vervallen, day: 2026-07-01}\n'
    )
    return files


def new_board(folder: Path) -> Folders:
    """The board with the awkward school."""
    shutil.copytree(ROOTS / "bestuur", folder, dirs_exist_ok=True)
    for name, text in awkward().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Folders(folder, folder / "build")


def build(folders: Folders, *outputs: str, schools: Sequence[str] = (), keep_going: bool = False) -> run.Result:
    """Build; by default all."""
    return run.build(folders, outputs, schools, keep_going=keep_going)


@dataclass(frozen=True)
class Book:
    """A handbook in the build folder."""

    folders: Folders
    file: Path
    texts: tuple[str, ...]
    """Names of the texts that it holds, in order."""
    title: str = "Handboek"

    @cached_property
    def held(self) -> list[Printed]:
        """The texts."""
        return [Printed.model_validate_json((self.folders.build / place(name)).read_bytes()) for name in self.texts]

    @cached_property
    def policies(self) -> list[Policy]:
        """What they say."""
        return [text.policy for text in self.held]

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page of the PDF, hyphenated words joined, with single spaces."""
        document = pdfium.PdfDocument(self.file)
        return [" ".join(page.get_textpage().get_text_range().replace("\ufffe", "").split()) for page in document]

    @cached_property
    def bookmarks(self) -> list[tuple[int, str, int]]:
        """(level from 0, title, page from 1) of each."""
        return [
            (item.level, item.get_title(), item.get_dest().get_index() + 1)
            for item in pdfium.PdfDocument(self.file).get_toc()
        ]

    @property
    def starts(self) -> list[int]:
        """The page, from 1, on which each part begins."""
        found = {title: page for level, title, page in self.bookmarks if level == 0}
        return [found[f"Deel {n} {policy.title}"] for n, policy in enumerate(self.policies, start=1)]

    def parts(self) -> list[str]:
        """What each part says, without spaces and without what stands in the margins."""
        (colophon,) = (page for level, title, page in self.bookmarks if (level, title) == (0, "Colofon"))
        ends = [*self.starts[1:], colophon]
        found = []
        for n, (policy, first, end) in enumerate(zip(self.policies, self.starts, ends, strict=True), start=1):
            head = re.escape(f"Deel {n} {policy.title} Versie {policy.document.version} · ")
            school = self.policies[0].organisation.name
            margin = rf"{head}[A-Z][a-z ]+ {re.escape(school)} pagina \d+ van \d+( VOORSTEL)?$"
            bare = [re.sub(margin, "", page) for page in self.pages[first - 1 : end - 1]]
            assert all(
                len(page) < len(whole) for page, whole in zip(bare, self.pages[first - 1 : end - 1], strict=True)
            )
            found.append("".join("".join(bare).split()))
        return found


def texts_of(policy: Policy) -> list[str]:
    """Every clause, then every note, then every row of a table, as it stands on paper, without spaces."""
    notes = [f"{note.number}{bare(parse(note.wording.text), policy.labels())}" for note in policy.notes()]
    rows = ["".join(cell.text for cell in row) for table in policy.front for row in table.rows]
    told = [*notes, *rows]
    return [*(printed(policy, clause) for clause in policy.clauses()), *("".join(text.split()) for text in told)]


def assert_it_holds(parts: Sequence[str], policies: Sequence[Policy]) -> None:
    """Each text of each policy stands once in its part, in order."""
    for part, policy in zip(parts, policies, strict=True):
        place = 0
        for text in texts_of(policy):
            found = part.find(text, place)
            assert found >= 0, f"{policy.title}: {text!r} is not there, or not in its place"
            is_short = len(text) < _SHORT
            assert is_short or part.count(text) == 1, f"{policy.title}: {text!r} is there twice"
            place = found + len(text)
