"""Two versions of one small document between which everything happened once."""

from __future__ import annotations

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.policy.model import Column, Excerpt, Group, Note, Policy, Section, Table
from tests.compare.edits import made, text, with_values
from tests.conftest import ROOTS
from tests.docx.edits import filled
from tests.helpers import policy_of
from tests.report.making import note

LINEAGE = {"t.half": ("t.heel",), "t.samen": ("t.een", "t.twee")}
NOTES = (
    note("tas", clauses=["t.woorden", "t.doel"]),
    note("weg", clauses=["t.weg"], weight=None),
)


def _policies() -> tuple[Policy, Policy]:
    klein = policy_of(ROOTS / "klein")
    return _old(klein), _new(klein)


def _section(id_: str, number: int, *groups: Group, heading: str = "", **more: object) -> Section:
    return Section.model_validate(
        {
            "id": id_,
            "heading": text(heading or id_.title()),
            "number": str(number),
            "kind": "chapter",
            "groups": groups,
            **more,
        }
    )


def _numbered(section: int, *clauses: object, form: str = "numbered") -> Group:
    own = [
        one.model_copy(update={"number": f"{section}.{n}", "label": f"artikel {section}.{n}"})  # type: ignore[attr-defined]
        for n, one in enumerate(clauses, start=1)
    ]
    return Group.model_validate({"form": form, "clauses": own})


BULK = [made(f"t.mee-{n}", f"Wat op plek {n} over onderwerp {n} staat, blijft zo.") for n in "abc"]
NAME = "De {} beheert de kluis van lokaal {}."


def _named(who: str) -> list[object]:
    return [made(f"t.naam-{n}", NAME.format(who, n)) for n in ("een", "twee", "drie")]


def _old(klein: Policy) -> Policy:
    long = "Eerst staat hier een zin die helemaal niet verandert en lang genoeg is om weg te laten."
    sections = (
        _section(
            "start",
            1,
            _numbered(
                1,
                made(
                    "t.woorden",
                    f"Leerlingen leggen hun tas weg. {long} Dat geldt ook in de pauze.",
                    kort=text("Tas weg."),
                ),
                made("t.doel", "Iedereen heeft rust.", audience=("leerling",)),
                made("t.weg", "Deze regel vervalt helemaal.", kort=text("Regel weg.")),
                made(
                    "t.verwijst",
                    "Zie {clause}`t.doel` en bel[^wie].",
                    notes=(Note(id="wie", number=1, wording=text("Bel de mentor.")),),
                ),
                made("t.waarde", "Telefoons liggen {{ bewaarplek }}.", parameters=("bewaarplek",)),
                made("t.heel", "De eerste helft gaat over rust. De tweede helft gaat over fietsen."),
                made("t.een", "Het eerste deel over sloten."),
                made("t.twee", "Het tweede deel over sleutels."),
                made("t.onzichtbaar", "Vraag het één keer."),
                made("t.punt", "Filmen mag niet, ook niet even."),
                made("t.punten", "Neem mee:\n\n- een pen;\n- een boek;\n- een schrift."),
                *_named("conciërge"),
                *BULK,
            ),
        ),
        _section(
            "midden",
            2,
            _numbered(2, made("t.blijft", "Hier blijft alles gelijk."), made("t.gaat", "Deze regel verhuist.")),
        ),
        _section("vorm", 3, Group(form="dos", clauses=(made("t.vorm", "Filmen in de klas."),))),
        _section(
            "kader", 4, Group(form="callout", heading=text("Op school"), clauses=(made("t.kader", "In het kader."),))
        ),
        _section(
            "tabel",
            5,
            Group(
                form="columns",
                columns=tuple(
                    Column(heading=text(name), clauses=(made(f"t.kolom-{name.lower()}", f"Dit staat bij {name}."),))
                    for name in ("Links", "Rechts")
                ),
            ),
        ),
    )
    table = Table(
        id="beheer",
        heading=text("Beheer"),
        columns=(),
        rows=(
            (text("Versie"), text("1.1")),
            (text("Eigenaar"), text("de directie")),
            (text("Plaats"), text("de kast")),
        ),
    )
    return _whole(klein, sections, table)


def _new(klein: Policy) -> Policy:
    long = "Eerst staat hier een zin die helemaal niet verandert en lang genoeg is om weg te laten."
    sections = (
        _section(
            "start",
            1,
            _numbered(
                1,
                made(
                    "t.woorden",
                    f"Leerlingen leggen hun telefoon weg. {long} Dat geldt ook in de pauze.",
                    kort=text("Telefoon weg."),
                ),
                made("t.doel", "Iedereen heeft rust.", audience=("leerling", "ouder"), kort=text("Rust.")),
                made("t.nieuw", "Deze regel komt erbij."),
                made(
                    "t.verwijst",
                    "Zie {clause}`t.doel` en bel[^wie].",
                    notes=(Note(id="wie", number=1, wording=text("Bel de leraar.")),),
                ),
                made("t.waarde", "Telefoons liggen {{ bewaarplek }}.", parameters=("bewaarplek",)),
                made("t.heel", "De eerste helft gaat over rust."),
                made("t.half", "De tweede helft gaat over fietsen.", audience=("ouder",)),
                made("t.samen", "Het eerste deel over sloten. Het tweede deel over sleutels."),
                made("t.onzichtbaar", "Vraag het e\u0301e\u0301n keer."),
                made("t.punt", "Filmen mag, niet ook niet even."),
                made("t.punten", "Neem mee:\n\n- een boek;\n- een schrift;\n- een pen."),
                *_named("huismeester"),
            ),
            heading="Begin",
        ),
        _section("midden", 2, _numbered(2, made("t.blijft", "Hier blijft alles gelijk."), *BULK)),
        _section("extra", 3, _numbered(3, made("t.gaat", "Deze regel verhuist."))),
        _section("vorm", 4, Group(form="donts", clauses=(made("t.vorm", "Filmen in de klas."),))),
        _section(
            "kader",
            5,
            Group(form="callout", heading=text("In de klas"), clauses=(made("t.kader", "In het kader."),)),
            framed=True,
        ),
        _section(
            "tabel",
            6,
            Group(
                form="columns",
                columns=tuple(
                    Column(heading=text(name), clauses=(made(f"t.kolom-{name.lower()}", f"Dit staat bij {name}."),))
                    for name in ("Rechts", "Links")
                ),
            ),
        ),
    )
    table = Table(
        id="beheer",
        heading=text("Beheer"),
        columns=(),
        rows=(
            (text("Versie"), text("1.1")),
            (text("Eigenaar"), text("de raad")),
            (text("Bewaard"), text("in het archief")),
        ),
    )
    whole = _whole(klein, sections, table)
    document = whole.document.model_copy(update={"version": "1.2", "owner": "de raad van bestuur"})
    return filled(with_values(whole, bewaarplek="thuis")).model_copy(update={"document": document})


def _whole(klein: Policy, sections: tuple[Section, ...], table: Table) -> Policy:
    assert klein.excerpt is not None
    clauses = {clause.id: clause for section in sections for clause in section.all_clauses()}
    names = ["t.woorden", "t.blijft"] if "t.weg" in clauses else ["t.blijft", "t.woorden"]
    excerpt: Excerpt = klein.excerpt.model_copy(
        update={"groups": (Group(form="bullets", clauses=tuple(clauses[id_] for id_ in names)),)}
    )
    return filled(klein.model_copy(update={"sections": sections, "front": (table,), "excerpt": excerpt}))


OLD, NEW = _policies()


def changes() -> ChangeSet:
    """What happened between the two."""
    return compare(OLD, NEW, NOTES, LINEAGE)
