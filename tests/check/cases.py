"""For every kind SP3xx–SP5xx: a change to the project `klein` that brings it out, and one close by that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schoolprotocol.diagnostics import Kind
from tests.check.careful import FOUND, LEFT_ALONE
from tests.conftest import ProjectMaker
from tests.faults import BOARD, CLAUSES, HEAD, NOORD, PROTOCOL, SOURCE

SCHOOL = f"{SOURCE}/schools/noord/school.yaml"
REFERENCES = f"{SOURCE}/references.yaml"
NOTE = f"{SOURCE}/protocols/telefoons/changes/kluis.yaml"
TIP = "  text: Vraag het eerst.\n"


@dataclass(frozen=True)
class Edit:
    """What to change in the project."""

    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    replace: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def made(self, project: ProjectMaker) -> Path:
        """The project with this change."""
        return project(files=self.files, replace=self.replace)


@dataclass(frozen=True)
class Case:
    """One rule, seen from both sides."""

    kind: Kind
    faulty: Edit
    sound: Edit
    file: str = NOORD
    """Where the fault is reported."""
    line: str = ""
    """A text on the reported line; empty: only the file is asserted."""
    says: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind.name}-{self.name}" if self.name else self.kind.name


def document(fields: str, rest: str = "") -> Edit:
    """`noord` with these fields of document control, and these lines below it."""
    return Edit({NOORD: f"protocol: telefoons\nextends: stichting\ndocument: {{{fields}}}\n{rest}"})


def below(rest: str) -> Edit:
    """The concept of `noord` with these lines below its document control."""
    return Edit({NOORD: HEAD + rest})


def adopted(rest: str, fields: str = "") -> Edit:
    """`noord` as an adopted document."""
    return document(f'version: "1.1", status: vastgesteld, day: 2026-09-01, review: 2027-11-01{fields}', rest)


def decided(*decisions: str, fields: str = "") -> Edit:
    """An adopted document with these decisions."""
    return adopted("decisions:\n" + "".join(f"  - {{{d}}}\n" for d in decisions), fields)


def past(version: str, status: str) -> Edit:
    """A concept whose history has this earlier version."""
    row = f'{{version: "{version}", day: 2025-09-01, status: {status}, change: Eerste}}'
    return document(f'version: "1.1", status: concept, review: 2027-11-01, history: [{row}]')


def front(*rows: str, status: str = "concept", columns: str = "") -> Edit:
    """`noord` with one table of document control."""
    table = "front:\n  - id: beheer\n    heading: Beheer\n" + (f"    columns: {columns}\n" if columns else "")
    rest = table + "    rows:\n" + "".join(f"      - {row}\n" for row in rows)
    return document(f'version: "1.1", status: {status}, review: 2027-11-01', rest)


def tip(text: str) -> Edit:
    """The clause `tips.vraag` (last of the document, in an appendix) with this text."""
    return Edit(replace={CLAUSES: ((TIP, f"  text: >-\n    {text}\n"),)})


ALL = (
    *("inleiding.doel", "afspraken.opbergen", "stichting.kluisjes", "afspraken.opnamen", "afspraken.melden"),
    *("gevolgen.aangifte", "tips.vraag"),
)
"""The clauses of `noord`."""


def outlined(section: str) -> str:
    """An outline of its own with all clauses of `noord`, and this section before them."""
    one = f"    - {{id: alles, heading: Alles, body: [{{numbered: [{', '.join(ALL)}]}}]}}\n".replace(
        " stichting.kluisjes,", ""
    )
    return f"outline:\n  headings: decimal\n  items: decimal\n  sections:\n{section}{one}"


FIRST_TIP = f"{HEAD}first: {{leerling: [tips.vraag, afspraken.melden, gevolgen.aangifte]}}\n"


def protocol_first(lists: str) -> Edit:
    """What comes first for all schools."""
    return Edit(replace={PROTOCOL: (("excerpt:\n", f"first: {lists}\nexcerpt:\n"),)})


def eight_first(without: str) -> str:
    """Eight clauses that come first for pupils, but for some."""
    names = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"]
    ids = ", ".join(f"noord.{name}" for name in names).replace(without, "")
    adds = "".join(
        f"  - {{add: noord.{name}, title: Regel {name}, audience: [leerling], text: Doe {name} dingen., "
        "after: tips.vraag, reason: Zo.}\n"
        for name in names
    )
    return f"first: {{leerling: [{ids}]}}\noperations:\n{adds}"


def reference(*lines: str, text: str = "Vraag het eerst.") -> Edit:
    """One more reference, and a text for `tips.vraag`."""
    entry = "".join(f"  {line}\n" for line in lines)
    old = "- id: meldpunt\n"
    new = f"- id: nieuw\n  source: https://nieuw.example\n  checked_on: 2026-11-01\n{entry}{old}"
    return Edit(replace={REFERENCES: ((old, new),), CLAUSES: ((TIP, f"  text: >-\n    {text}\n"),)})


def checked_on(day: str) -> Edit:
    """The telephone number of the reporting point, looked at on this day."""
    old = "  source: https://meldpunt.example\n  checked_on: 2026-11-01\n"
    return Edit(replace={REFERENCES: ((old, old.replace("2026-11-01", day)),)})


def checked(lines: str) -> Edit:
    """The telephone number of the reporting point, with this said of how it was checked."""
    old = "  source: https://meldpunt.example\n  checked_on: 2026-11-01\n  checked_how: op de website\n"
    return Edit(replace={REFERENCES: ((old, f"  source: https://meldpunt.example\n  {lines}\n"),)})


def parameter(declared: str, text: str) -> Edit:
    """One more parameter, and a text for `tips.vraag` that may use it."""
    old = "  aangifte.werkwoord:\n"
    entry = f"  leeftijd:\n    type: number\n    help: Vanaf welke leeftijd.\n{declared}"
    law = "- id: meldpunt\n"
    age = '- {id: uavg, kind: wet, name: UAVG, value: "16", source: "https://u.example", checked_on: 2026-11-01}\n'
    return Edit(
        replace={
            PROTOCOL: ((old, entry + old),),
            CLAUSES: ((TIP, f"  text: >-\n    {text}\n"),),
            REFERENCES: ((law, age + law),),
        }
    )


def clause(text: str) -> str:
    """One more clause of the catalogue."""
    return f"- id: tips.nieuw\n  title: Nieuw\n  audience: [leerling]\n{text}"


def catalogue(text: str, bullets: str = "[tips.vraag]") -> Edit:
    """One more clause, in a file of its own, and the clauses of the last section."""
    return Edit(
        {f"{SOURCE}/protocols/telefoons/clauses/nieuw.yaml": clause(text)},
        {PROTOCOL: (("bullets: [tips.vraag]", f"bullets: {bullets}"),)},
    )


def two_tips(text: str, other: str) -> Edit:
    """The clause `tips.vraag` with this text, and another clause beside it."""
    bullets = (("bullets: [tips.vraag]", f"bullets: {BOTH}"),)
    return Edit({NEW_CLAUSE: other}, {PROTOCOL: bullets, CLAUSES: ((TIP, f"  text: {text}\n"),)})


def duty(law: str, status: str = "geldig") -> Edit:
    """A protocol that this law makes a duty."""
    name = "  name: AVG, artikel 4\n"
    return Edit(
        replace={
            PROTOCOL: (("parameters:\n", f"duty: {law}\nparameters:\n"),),
            REFERENCES: ((name, f"{name}  status: {status}\n"),),
        }
    )


NEW_CLAUSE = f"{SOURCE}/protocols/telefoons/clauses/nieuw.yaml"
ADDED = "title: Fiets, audience: [ouder], text: Zet hem weg., after: tips.vraag, reason: Zo."
BOTH = "[tips.vraag, tips.nieuw]"
WITHOUT_PLACE = (
    ("Leerlingen leggen hun telefoon {{ bewaarplek }}.\n  alt", "Leerlingen leggen hem weg.\n  alt"),
    ("Leerlingen en medewerkers leggen hun telefoon {{ bewaarplek }}.", "Leg hem weg."),
    ("In de les is de telefoon {{ bewaarplek }}.", "In de les is de telefoon weg."),
)
"""Texts in which the parameter `bewaarplek` no longer stands."""
ADOPTION = 'body: CvB, kind: vaststelling, version: "1.1", day: 2026-09-01'
CONSENT = 'body: MR, kind: instemming, version: "1.1", day: 2026-08-20'
AGE_OF_CONSENT = ("kind: wet", "name: UAVG", 'value: "16"', "age_about: [toestemming, leerling]")
LONG = "Leerlingen bewaren hun telefoon de hele dag in het kluisje bij de ingang en halen hem na de les weer op"
HARD = (
    "Ongeoorloofde verspreiding van vertrouwelijke persoonsinformatie betreffende onderwijsdeelnemers, "
    "onderwijsmedewerkers of samenwerkingspartners via onlinecommunicatiemiddelen veroorzaakt arbeidsrechtelijke "
    "consequenties overeenkomstig de desbetreffende rechtspositieregeling, onverminderd aansprakelijkheid wegens "
    "toerekenbare tekortkomingen, schadevergoedingsverplichtingen en privaatrechtelijke handhavingsmogelijkheden "
    "van onderwijsinstellingen jegens onderwijsdeelnemers en hun wettelijke vertegenwoordigers."
)


def with_consent(*decisions: str) -> Edit:
    """An adopted document under a protocol that asks for the council's consent."""
    edit = decided(ADOPTION, *decisions)
    asks = "consent:\n  - {council: de hele MR, reference: avg-4}\nparameters:\n"
    return Edit(edit.files, {PROTOCOL: (("parameters:\n", asks),)})


def noted(note: str) -> Edit:
    """A change note."""
    texts = "since: '1.0'\nmotive: Rust.\nconsequences: Geen.\nmeasures: Geen.\n"
    return Edit({NOTE: f"id: kluis\nsummary: Kluis\n{note}\n{texts}"})


CASES = (
    # -- document control and decisions
    Case(
        Kind.EMPTY_CELL,
        front("[CvB, '']", status="vastgesteld", columns="[Orgaan, Datum]"),
        front("[CvB, '']", columns="[Orgaan, Datum]"),
        line="[CvB",
        says="Datum",
    ),
    Case(Kind.OPEN_CELL, front("['', Naam]"), front("[Naam, Iets]"), line="- ['', Naam]", says="Naam"),
    Case(
        Kind.NOT_STATED,
        document('version: "1.1", status: ter-instemming, review: 2027-11-01'),
        below(""),
        says="date",
        name="date",
    ),
    Case(
        Kind.NOT_STATED,
        Edit({NOORD: HEAD.replace("review", "day: 2026-11-01, review") + "front: []\n"}),
        document(
            'version: "1.1", status: concept, day: 2026-11-01',
            'front: [{id: t, columns: [Versie, Status], rows: [["1.1", nog niet af]]}]\n',
        ),
        says="status",
        name="version and status",
    ),
    Case(
        Kind.NO_CONTACT,
        Edit(replace={SCHOOL: (("contact: de directie\n", ""),)}),
        Edit(replace={SCHOOL: (("contact: de directie\n", "email: info@noord.example\n"),)}),
        file=SCHOOL,
    ),
    Case(Kind.NO_REVIEW, document('version: "1.1", status: concept'), below(""), line="document:"),
    Case(
        Kind.REVIEW_PASSED,
        document('version: "1.1", status: concept, review: 2026-11-19'),
        document('version: "1.1", status: concept, review: 2026-11-20'),
        line="review",
        says="19 november 2026",
    ),
    Case(
        Kind.REVIEW_FAR,
        document('version: "1.1", status: concept, review: 2207-11-01'),
        document('version: "1.1", status: concept, review: 2036-11-01'),
        line="review",
        says="1 november 2207",
    ),
    Case(
        Kind.DECISION_AFTER_ADOPTION,
        decided(ADOPTION, CONSENT.replace("2026-08-20", "2026-09-02")),
        decided(ADOPTION, CONSENT),
        line="kind: instemming",
        says="instemming of MR (2 september 2026)",
    ),
    Case(
        Kind.DECISION_WITHOUT_DATE,
        decided(ADOPTION, 'body: MR, kind: instemming, version: "1.1"'),
        below('decisions: [{body: MR, kind: instemming, version: "1.1"}]\n'),
        line="body: MR",
    ),
    Case(
        Kind.DECISION_TWICE,
        decided(CONSENT, CONSENT.replace("body: MR", "body:  MR"), ADOPTION),
        decided(CONSENT, CONSENT.replace("body: MR", "body:  GMR"), ADOPTION),
        line="body:  MR",
        says="instemming of MR (20 augustus 2026)",
    ),
    Case(
        Kind.DECISION_IN_FUTURE,
        decided(ADOPTION.replace("2026-09-01", "2026-11-21")),
        decided(ADOPTION.replace("2026-09-01", "2026-11-20")),
        line="kind: vaststelling",
    ),
    Case(
        Kind.EFFECTIVE_BEFORE_ADOPTION,
        decided(ADOPTION, fields=", effective: 2026-08-31"),
        decided(ADOPTION, fields=", effective: 2026-09-01"),
        line="effective",
    ),
    Case(
        Kind.DAY_OF_DOCUMENT,
        document('version: "1.1", status: vastgesteld, day: 2026-11-21, review: 2027-11-22'),
        document('version: "1.1", status: concept, day: 2026-11-21, review: 2027-11-22'),
        line="day",
    ),
    Case(
        Kind.DAY_OF_DOCUMENT,
        document(
            'version: "1.1", status: concept, review: 2027-11-01, '
            'history: [{version: "1.0", day: 2029-09-01, status: vastgesteld, change: Eerste}]'
        ),
        document(
            'version: "1.1", status: concept, review: 2027-11-01, '
            'history: [{version: "1.0", day: 2025-09-01, status: vastgesteld, change: Eerste}, '
            '{version: "1.1", day: 2029-09-01, status: concept, change: Tweede}]'
        ),
        line="history",
        says="version 1.0",
        name="in the history",
    ),
    Case(
        Kind.REVIEW_BEFORE_START,
        document('version: "1.1", status: concept, day: 2027-11-01, review: 2027-11-01'),
        document('version: "1.1", status: concept, day: 2027-10-31, review: 2027-11-01'),
        line="review",
    ),
    Case(
        Kind.DECISION_OTHER_VERSION,
        decided(ADOPTION.replace("1.1", "1.2")),
        decided(
            ADOPTION.replace("1.1", "1.0"),
            ADOPTION,
            fields=', history: [{version: "1.0", day: 2025-09-01, status: vastgesteld, change: Eerste versie}]',
        ),
        line="kind: vaststelling",
        says="version 1.2",
    ),
    Case(
        Kind.RELEASE_MISSING,
        past("0.2", "van kracht"),
        past("0.2", "concept"),
        line="history",
        says="Version 0.2",
        name="in the history",
    ),
    Case(
        Kind.RELEASE_MISSING,
        decided(ADOPTION.replace("1.1", "1.0"), ADOPTION),
        decided(ADOPTION.replace("1.1", "1.0").replace("vaststelling", "voorgenomen-besluit"), ADOPTION),
        line='version: "1.0"',
        says="Version 1.0",
        name="in a decision",
    ),
    Case(
        Kind.RELEASE_MISSING,
        noted("clauses: [tips.vraag]\nschools: [noord]"),
        noted("clauses: [tips.vraag]\nschools: [zuid]"),
        file=NOTE,
        line="since",
        says="Version 1.0",
        name="in a change note",
    ),
    Case(
        Kind.HISTORY_ORDER,
        document(
            'version: "1.10", status: concept, history: [{version: "1.10", day: 2026-01-01, status: a, change: b}, '
            '{version: "1.9", day: 2026-02-01, status: a, change: b}]'
        ),
        document(
            'version: "1.10", status: concept, history: [{version: "1.9", day: 2026-01-01, status: a, change: b}, '
            '{version: "1.10", day: 2026-02-01, status: a, change: b}]'
        ),
        line="history",
    ),
    # -- texts
    Case(
        Kind.PLACEHOLDER_LEFT, front("[Status, '[status]']"), front("[Status, concept]"), line="[status]", name="cell"
    ),
    Case(
        Kind.PLACEHOLDER_LEFT,
        document('version: "1.1", status: concept, owner: "…"'),
        document('version: "1.1", status: concept, owner: CvB'),
        line="owner",
        name="document",
    ),
    Case(
        Kind.PLACEHOLDER_LEFT,
        below("parameters: {bewaarplek: 'in [plaats]'}\n"),
        below("parameters: {bewaarplek: in de hal}\n"),
        line="bewaarplek",
        says="[plaats]",
        name="value",
    ),
    Case(
        Kind.PLACEHOLDER_LEFT,
        Edit(replace={SCHOOL: (("contact: de directie", "contact: xxxx…"),)}),
        Edit(replace={SCHOOL: (("contact: de directie", "contact: de X-klas"),)}),
        file=SCHOOL,
        line="contact",
        name="fact of a school",
    ),
    Case(
        Kind.PLACEHOLDER_LEFT,
        Edit(replace={SCHOOL: (("contact: de directie", "contact: N.v.t."),)}),
        Edit(replace={SCHOOL: (("contact: de directie", "contact: Test"),)}),
        file=SCHOOL,
        line="contact",
        name="fact of a school that says nothing",
    ),
    Case(
        Kind.PLACEHOLDER_LEFT,
        Edit(replace={SCHOOL: (("short: de basisschool Noord", "short: xxxx"),)}),
        Edit(replace={SCHOOL: (("short: de basisschool Noord", "short: de Xxw"),)}),
        file=SCHOOL,
        line="short",
        name="fact that a text has with a capital",
    ),
    Case(
        Kind.PLACEHOLDER_LEFT,
        Edit(replace={CLAUSES: (("title: Vraag het eerst", "title: xxxx…"),)}),
        Edit(replace={CLAUSES: (("title: Vraag het eerst", "title: X"),)}),
        file=CLAUSES,
        line="xxxx",
        name="title of a clause",
    ),
    Case(
        Kind.NOTHING_BELOW,
        below(outlined("    - {id: leeg, heading: Leeg}\n")),
        below(outlined("")),
        line="id: leeg",
        says="“Leeg”",
    ),
    Case(
        Kind.NOTHING_BELOW,
        below("operations:\n" + "".join(f"  - {{omit: {id_}, reason: Niet hier.}}\n" for id_ in ALL)),
        below("operations:\n" + "".join(f"  - {{omit: {id_}, reason: Niet hier.}}\n" for id_ in ALL[1:])),
        name="no clause at all",
    ),
    Case(
        Kind.OTHER_IN_TABLE,
        front('[Versie, "1.0"]', "[Status, concept]"),
        front('[Versie, "1.1"]', "[Status, Concept.]"),
        line='Versie, "1.0"',
        says="that is: 1.1",
    ),
    Case(
        Kind.OTHER_IN_TABLE,
        front("[Status, vastgesteld]"),
        front("[Status, vastgesteld door het bestuur]", "[Vorige versie, '1.0']"),
        line="vastgesteld",
        says="that is: concept",
        name="status",
    ),
    Case(
        Kind.HISTORY_ORDER,
        past("1.2", "ingetrokken"),
        past("1.1", "ingetrokken"),
        line="history",
        says="1.1 (this document)",
        name="beyond the document",
    ),
    Case(
        Kind.REASON_LEFT,
        below("operations:\n  - {omit: tips.vraag, reason: n.v.t.}\n"),
        below("operations:\n  - {omit: tips.vraag, reason: Geen tips.}\n"),
        line="n.v.t.",
    ),
    Case(
        Kind.TABLE_PASTED,
        Edit(replace={CLAUSES: ((TIP, "  text: |-\n    Dag\tTijd\n    maandag\t9 uur\n"),)}),
        Edit(replace={CLAUSES: ((TIP, "  text: |-\n    -\tmaandag\n    -\tdinsdag\n"),)}),
        file=CLAUSES,
    ),
    Case(
        Kind.SCHOOL_AS_BOARD,
        Edit(replace={SCHOOL: (("kind: school", "kind: bestuur"),)}),
        Edit({NOORD: HEAD.replace("extends: stichting\n", "")}, {SCHOOL: (("kind: school", "kind: bestuur"),)}),
        file=SCHOOL,
        line="kind",
    ),
    Case(
        Kind.OTHER_SCHOOL,
        below("parameters: {bewaarplek: in de kluis van Basisschool Zuid}\n"),
        below("parameters: {bewaarplek: in de kluis van Basisschool Noord of Stichting Voorbeeld}\n"),
        line="bewaarplek",
        says="Basisschool Zuid",
    ),
    Case(
        Kind.BOARD_AS_SCHOOL,
        tip("Stichting Voorbeeld helpt je graag. En de basisschool Noord ook."),
        tip("Je mag het vragen aan Stichting Voorbeeld. En aan de basisschool Noord."),
        file=CLAUSES,
        says="Stichting Voorbeeld",
    ),
    Case(
        Kind.NAMES_BY_TURNS,
        two_tips("De stichting betaalt de kluis.", clause("  text: De stichting leent uit. De school let op.\n")),
        two_tips("Dat mag van de stichting.", clause("  text: De stichting leent uit. De school let op.\n")),
        file=CLAUSES,
        says="2 times",
    ),
    Case(
        Kind.SAME_NORM_TWICE,
        two_tips(f"Wij willen rust. {LONG}. Vragen mag.", clause(f"  text: {LONG}.\n")),
        two_tips("Leerlingen bewaren hun telefoon thuis. Vragen mag de hele dag.", clause(f"  text: {LONG}.\n")),
        file=NEW_CLAUSE,
        says="tips.vraag",
        name="one clause holds the other",
    ),
    Case(
        Kind.SAME_NORM_TWICE,
        two_tips(f"{LONG}!", clause(f"  text: {LONG}.\n")),
        two_tips(f"{LONG}!", clause(f"  text: {LONG}.\n").replace("[leerling]", "[medewerker]")),
        file=NEW_CLAUSE,
        name="for the same readers",
    ),
    Case(
        Kind.SAME_NORM_TWICE,
        two_tips(f"{LONG}!", clause(f"  text: {LONG}.\n")),
        Edit(
            two_tips(f"{LONG}!", clause(f"  text: {LONG}.\n")).files,
            {
                PROTOCOL: (("- bullets: [tips.vraag]", "- bullets: [tips.vraag]\n        - callout: [tips.nieuw]"),),
                CLAUSES: ((TIP, f"  text: {LONG}!\n"),),
            },
        ),
        file=NEW_CLAUSE,
        name="but not in a text that is used by itself",
    ),
    Case(
        Kind.DEAD_POINTER,
        tip("Hieronder staat een voorbeeld."),
        tip("Hieronder verstaan wij ook een horloge dat kan bellen."),
        file=CLAUSES,
        says="Hieronder",
        name="below",
    ),
    Case(
        Kind.DEAD_POINTER,
        tip("Zie bijlage 4."),
        tip("Zie bijlage 1, artikel 1.2 en artikel 99 van de Auteurswet."),
        file=CLAUSES,
        says="bijlage 4",
        name="appendix",
    ),
    Case(
        Kind.DEAD_POINTER,
        tip("Zie punt 3.99."),
        tip("Zie punt 1.2."),
        file=CLAUSES,
        says="“punt 3.99”",
        name="whole number",
    ),
    Case(
        Kind.DEAD_POINTER,
        tip("Zie artikel 1."),
        tip("Zie artikel 1.1."),
        file=CLAUSES,
        says="artikel 1",
        name="chapter",
    ),
    Case(
        Kind.DEAD_POINTER,
        tip("Zie artikel 1.9."),
        tip("Zie {clause}`afspraken.melden`."),
        file=CLAUSES,
        says="artikel 1.9",
        name="number",
    ),
    Case(Kind.HARD_TO_READ, tip(HARD), tip(HARD[:95] + "."), file=CLAUSES, says="Flesch-Douma"),
    Case(
        Kind.HARD_TO_READ,
        tip(HARD),
        tip(f"In de wet staat ‘{HARD.rstrip()}’"),
        file=CLAUSES,
        name="but not what a law says",
    ),
    Case(
        Kind.FIRST_NOT_FOR,
        below("first: {medewerker: [afspraken.opnamen, tips.vraag]}\n"),
        below("first: {medewerker: [afspraken.opnamen], leerling: [tips.vraag], iedereen: [tips.vraag]}\n"),
        line="medewerker:",
        says="tips.vraag",
    ),
    Case(
        Kind.FIRST_NOT_FOR,
        protocol_first("{medewerker: [afspraken.opnamen, tips.vraag]}"),
        protocol_first("{medewerker: [afspraken.opnamen], iedereen: [tips.vraag]}"),
        file=PROTOCOL,
        line="medewerker:",
        says="tips.vraag",
        name="in the list of all schools",
    ),
    Case(
        Kind.FIRST_ABSENT,
        below("first: {leerling: [tips.vraag]}\noperations:\n  - {omit: tips.vraag, reason: Zo.}\n"),
        Edit(
            {NOORD: HEAD + "operations:\n  - {omit: tips.vraag, reason: Zo.}\n"},
            protocol_first("{leerling: [tips.vraag, afspraken.melden]}").replace,
        ),
        line="first:",
        says="tips.vraag",
    ),
    Case(Kind.FIRST_MANY, below(eight_first("")), below(eight_first("noord.zeven, ")), line="first:", says="8 rules"),
    Case(
        Kind.FIRST_FEW,
        below("first: {leerling: [tips.vraag, afspraken.melden]}\n"),
        below("first: {leerling: [tips.vraag, afspraken.melden, gevolgen.aangifte], medewerker: []}\n"),
        line="first:",
        says="Only 2",
    ),
    Case(
        Kind.FIRST_ONLY_TITLE,
        Edit({NOORD: FIRST_TIP}, tip("Niemand doet dit:\n\n    - slaan;\n    - schoppen.").replace),
        Edit({NOORD: FIRST_TIP}, tip("Niemand doet dit:\n\n    - slaan.\n  kort: Niemand slaat.").replace),
        line="first:",
        says="tips.vraag",
    ),
    Case(
        Kind.KORT_NOT_ONE_SENTENCE,
        tip("Vraag het eerst aan de leraar.\n  kort: Vraag het. Wacht dan"),
        tip("Vraag het eerst aan de leraar.\n  kort: 'Vraag het: dat helpt; echt!'"),
        file=CLAUSES,
        line="kort:",
    ),
    Case(
        Kind.KORT_NOT_ONE_SENTENCE,
        tip("Vraag het eerst aan de leraar.\n  kort: eerst vragen"),
        tip("Vraag het eerst aan de leraar.\n  kort: Vraag het, bijv. aan de mentor."),
        file=CLAUSES,
        line="kort:",
        name="no sentence",
    ),
    Case(
        Kind.KORT_LONGER,
        tip("Vraag het eerst.\n  kort: Vraag het altijd eerst."),
        tip("Vraag het eerst.\n  kort: Vraag het eerst!"),
        file=CLAUSES,
        line="kort:",
        says="4 words",
    ),
    *(
        Case(Kind.KORT_STRENGTH, tip(faulty), tip(sound), file=CLAUSES, line="kort:", says=says, name=says)
        for faulty, sound, says in (
            (
                "Leerlingen mogen in de pauze niet filmen op het plein.\n  kort: Leerlingen mogen op het plein filmen.",
                "Leerlingen mogen in de pauze niet filmen op het plein.\n  kort: Op het plein film je niet.",
                "“mag”, not “mag niet”",
            ),
            (
                "Wij verwachten dat leerlingen hun tas opbergen.\n  kort: Leerlingen moeten hun tas opbergen.",
                "Leerlingen moeten hun tas meteen opbergen.\n  kort: Leerlingen moeten hun tas opbergen.",
                "“moet”, not “vraagt”",
            ),
            (
                "Wie een filmpje ziet, moet dat de leraar vertellen.\n  kort: Je kunt de leraar een filmpje vertellen.",
                "Leerlingen mogen alleen filmen als de leraar meekijkt.\n  kort: Bij filmen moet de leraar meekijken.",
                "“kan”, not “moet”",
            ),
        )
    ),
    Case(
        Kind.OTHER_SCHOOL,
        tip("Vraag het eerst aan de leraar.\n  kort: Vraag het aan de basisschool Zuid."),
        tip("Vraag het eerst aan de leraar.\n  kort: 'Vraag het aan {{ school.short }}.'"),
        file=CLAUSES,
        line="kort:",
        says="Zuid",
        name="in a short sentence",
    ),
    Case(
        Kind.EXCERPT_LACKS,
        below("excerpt:\n  heading: Gids\n  body:\n    - prose: [tips.vraag, gids.kern]\n  short: gids.kort\n"),
        below("excerpt:\n  heading: Gids\n  intro: [gids.kern]\n  body: [{prose: [tips.vraag]}]\n  short: gids.kort\n"),
        line="prose:",
        says="gids.kern",
    ),
    # -- what people type
    Case(
        Kind.PERSON_NAMED,
        tip("Vraag het eerst aan de leraar.\n  kort: Vraag het mevrouw Van der Berg."),
        tip("Vraag het eerst aan de leraar.\n  kort: Vraag het de juf."),
        file=CLAUSES,
        line="kort:",
        says="mevrouw Van der Berg",
        name="in a short sentence",
    ),
    Case(
        Kind.PERSON_NAMED,
        tip("Vraag het aan mevrouw Van der Berg."),
        tip("Vraag het aan de heer des huizes, de juf of de meester. De directie helpt u."),
        file=CLAUSES,
        says="mevrouw Van der Berg",
    ),
    Case(
        Kind.PERSON_NAMED,
        below("decisions: [{body: 'de MR, dhr. Jansen', kind: advies, version: '1.1'}]\n"),
        below("decisions: [{body: 'de MR, de voorzitter', kind: advies, version: '1.1'}]\n"),
        line="body",
        says="dhr. Jansen",
        name="in a decision",
    ),
    Case(
        Kind.PERSON_NAMED,
        Edit(replace={SCHOOL: (("contact: de directie", "contact: A.B. de Boer"),)}),
        Edit(replace={SCHOOL: (("contact: de directie", "contact: de directie van O.B.S. De Boeg"),)}),
        file=SCHOOL,
        line="contact",
        says="A.B. de Boer",
        name="in contact",
    ),
    Case(
        Kind.ADDRESS_IN_TEXT,
        tip("Mail naar info@noord.example."),
        tip("Mail naar {{ school.contact }} (of vraag het op @noord)."),
        file=CLAUSES,
        says="info@noord.example stands",
    ),
    Case(
        Kind.PERSONAL_ADDRESS,
        Edit(replace={SCHOOL: (("contact: de directie", "contact: de directie\nemail: j.jansen@noord.example"),)}),
        Edit(replace={SCHOOL: (("contact: de directie", "contact: de directie\nemail: info@noord.example"),)}),
        file=SCHOOL,
        line="email",
    ),
    Case(
        Kind.MOBILE_NUMBER,
        Edit(replace={SCHOOL: (("contact: de directie", "contact: de directie, 06 - 12 34 56 78"),)}),
        Edit(replace={SCHOOL: (("contact: de directie", "contact: de directie, 010 - 612 34 56"),)}),
        file=SCHOOL,
        line="contact",
        says="06 - 12 34 56 78",
    ),
    Case(
        Kind.BULLET_PASTED,
        tip("Dat geldt voor • foto's • filmpjes"),
        Edit(replace={CLAUSES: ((TIP, "  text: |-\n    Dat geldt voor:\n\n    - foto's\n    - filmpjes\n"),)}),
        file=CLAUSES,
        says="“•”",
    ),
    Case(
        Kind.BRACES,
        tip("Lees wat { school.short } zegt."),
        tip("Lees wat {{ school.short }} zegt in {clause}`gevolgen.aangifte`."),
        file=CLAUSES,
        says="{ school.short }",
    ),
    Case(
        Kind.MARK_OPEN,
        tip("Vraag het **altijd eerst."),
        tip("Vraag het **altijd** eerst: 5 * 5, leerling*innen en school_account."),
        file=CLAUSES,
        says="**altijd eerst",
    ),
    Case(
        Kind.MARK_IN_LINE,
        document('version: "1.1", status: concept, review: 2027-11-01, subtitle: Voor **alle** leerlingen'),
        document('version: "1.1", status: concept, review: 2027-11-01, subtitle: Voor leerling*innen'),
        line="subtitle",
        says="**alle**",
    ),
    Case(
        Kind.INVISIBLE,
        tip("Vraag het eer\u200bst."),
        tip("Vraag het éérst."),
        file=CLAUSES,
        says="U+200B (zero width space), at the bar in “Vraag het eer|st.”",
    ),
    Case(
        Kind.CUT_PERHAPS,
        Edit(replace={SCHOOL: (("contact: de directie", "contact: Balie # 2"),)}),
        Edit(replace={SCHOOL: (("contact: de directie", "contact: de directie  # of de balie"),)}),
        file=SCHOOL,
        line="contact",
        says="“# 2”",
    ),
    Case(
        Kind.LOOKALIKE,
        tip("Vraag het \u0430an de directie."),
        tip("Vraag het aan de \u03b1-groep van café Ω, of lees 日本."),
        file=CLAUSES,
        says="cyrillic small letter a",
    ),
    # -- facts from outside
    Case(
        Kind.RENAMED,
        reference(
            *("kind: platform", "name: Kwetter", "names: [Kwetter]", "status: hernoemd", "successor: meldpunt"),
            text="Plaats het niet op Kwetter.",
        ),
        reference(
            *("kind: platform", "name: Kwetter", "names: [Kwetter]", "status: hernoemd", "successor: meldpunt"),
            text="Plaats het niet op Z (voorheen Kwetter) en niet op Kwetteraar.",
        ),
        file=CLAUSES,
        says="het meldpunt",
    ),
    Case(
        Kind.CLOSED,
        reference("kind: platform", "name: Kwetter", "names: [Kwetter]", "status: opgeheven", text="Ook op Kwetter."),
        reference("kind: platform", "name: Kwetter", "names: [Kwetter]", text="Ook op Kwetter."),
        file=CLAUSES,
        says="Kwetter",
    ),
    Case(
        Kind.UNCERTAIN,
        Edit(replace={REFERENCES: (("- id: avg-4\n", "- id: avg-4\n  status: onzeker\n"),)}),
        Edit(
            replace={
                REFERENCES: (("- id: avg-4\n", "- id: avg-4\n  status: onzeker\n"),),
                CLAUSES: (("  references: [avg-4]\n", ""),),
            }
        ),
        file=CLAUSES,
        says="AVG, artikel 4",
        name="cited",
    ),
    Case(
        Kind.CONTRADICTS_LAW,
        reference("kind: wet", "name: UAVG", "contradicted_by: ['ouder dan 16']", text="Ben je ouder dan 16? Vraag."),
        reference("kind: wet", "name: UAVG", "contradicted_by: ['ouder dan 16']", text="Ben je 16 of ouder? Vraag."),
        file=CLAUSES,
        says="ouder dan 16",
    ),
    Case(
        Kind.CONTRADICTS_LAW,
        reference(*AGE_OF_CONSENT, text="Onder de 16 geeft een leerling zelf toestemming."),
        reference(*AGE_OF_CONSENT, text="Vanaf 16 jaar geeft een leerling zelf toestemming. Bel van 8 tot 15 jaar."),
        file=CLAUSES,
        says="Onder de 16 geeft een leerling zelf",
        name="age",
    ),
    Case(
        Kind.PATTERN_SLOW,
        reference("kind: wet", "name: UAVG", f"contradicted_by: ['{'(?:a|a)' * 30}[b]']", text="a " + "a" * 200),
        reference("kind: wet", "name: UAVG", "contradicted_by: ['.*.*.*.*.*[b]']", text="a " * 300 + "a" * 300),
        file=f"{SOURCE}/references.yaml",
        says="(?:a|a)",
    ),
    Case(
        Kind.VALUE_AGAINST_LAW,
        parameter("    default: 15\n    law: uavg\n", "Vanaf {{ leeftijd }} jaar mag het."),
        parameter("    default: 16\n    law: uavg\n", "Vanaf {{ leeftijd }} jaar mag het."),
        file=PROTOCOL,
        line="default: 15",
    ),
    Case(
        Kind.ORGANISATION_NOT_CITED,
        reference("kind: organisatie", "name: De Bond", "names: [De Bond]", text="De Bond zegt dat het mag."),
        reference(
            *("kind: organisatie", "name: De Bond", "names: [De Bond]"),
            text="De Bond zegt dat het mag.\n  references: [nieuw]",
        ),
        file=CLAUSES,
        says="De Bond",
    ),
    Case(
        Kind.LINK_NOT_LISTED,
        tip("Kijk op [deze site](https://elders.example/uitleg)."),
        tip("Kijk op [deze site](https://www.meldpunt.example/) of [bij ons]({{ school.website }})."),
        file=CLAUSES,
        says="https://elders.example/uitleg",
    ),
    # -- what a careful reader finds: where it is told (more readings stand in `careful`)
    Case(
        Kind.SANCTIONS_ORDER,
        Edit(
            {NOORD: HEAD + "parameters: {bewaarplek: een waarschuwing via ontslag tot een schorsing}\n"},
            {PROTOCOL: (("Waar telefoons tijdens de les liggen.", "De maatregelen, van licht naar zwaar."),)},
        ),
        Edit(
            {NOORD: HEAD + "parameters: {bewaarplek: een waarschuwing via een schorsing tot ontslag}\n"},
            {PROTOCOL: (("Waar telefoons tijdens de les liggen.", "De maatregelen, van licht naar zwaar."),)},
        ),
        line="bewaarplek",
        says="“schorsing” comes after “ontslag”",
        name="in a value whose help says so",
    ),
    Case(
        Kind.AGREEMENT_OF_OTHERS,
        Edit(
            replace={
                SCHOOL: (("kind: school\n", "kind: school\neducation: [po]\n"),),
                CLAUSES: (("Een opname is een", "Zie ook de CAO VO 2025. Een opname is een"),),
            }
        ),
        Edit(
            replace={
                SCHOOL: (("kind: school\n", "kind: school\neducation: [vo]\n"),),
                CLAUSES: (("Een opname is een", "Zie ook de CAO VO 2025. Een opname is een"),),
            }
        ),
        file=CLAUSES,
        says="CAO VO",
        name="in a note",
    ),
    Case(
        Kind.MISSPELT,
        reference("kind: platform", "name: Kwetterbox", "names: [Kwetterbox]", text="Plaats het niet op Kewtterbox."),
        reference(
            "kind: platform",
            "name: Kwetterbox",
            "names: [Kwetterbox]",
            text="Kies de beleidslijn van Kwetterboxs of de Kwetter.",
        ),
        file=CLAUSES,
        says="“Kewtterbox” is written “Kwetterbox”",
        name="two letters changed places",
    ),
    Case(
        Kind.MISSPELT,
        reference("kind: platform", "name: KwetterBox", "names: [KwetterBox]", text="Plaats het niet op Kwetterbox."),
        reference("kind: platform", "name: KwetterBox", "names: [KwetterBox]", text="Kijk op www.Kwetterbox.nl."),
        file=CLAUSES,
        says="KwetterBox",
        name="capitals",
    ),
    Case(
        Kind.MISSPELT,
        reference("kind: platform", "name: Portaal (Kwetterbox)", "names: [Portaal]", text="Kijk op Kwetterbix."),
        reference("kind: platform", "name: Portaal (Kwetterbox)", "names: [Portaal]", text="Kijk op Kwetterbox."),
        file=CLAUSES,
        says="Kwetterbox",
        name="the maker between brackets",
    ),
    Case(
        Kind.PLACEHOLDER_LEFT,
        front("[Status, Datum]"),
        front("[Status, concept]"),
        line="[Status, Datum]",
        says="Datum",
        name="the name of another cell",
    ),
    # -- the source as a whole
    Case(
        Kind.STRENGTH_DIFFERS,
        tip("Leerlingen mogen hun telefoon lenen.\n  alternatives:\n    anders: Leerlingen lenen hun telefoon uit."),
        tip("Leerlingen mogen hun telefoon lenen.\n  alternatives:\n    anders: Leerlingen mogen hem ook uitlenen."),
        file=CLAUSES,
        line="anders",
        says="“is zo”, not “mag”",
        name="permission and fact",
    ),
    Case(
        Kind.STRENGTH_DIFFERS,
        tip("De school doet aangifte.\n  alternatives:\n    anders: De school kan aangifte doen."),
        tip("De school doet aangifte.\n  alternatives:\n    kan: De school kan aangifte doen."),
        file=CLAUSES,
        line="anders",
        says="“kan”, not “is zo”",
        name="but not where the name says so",
    ),
    Case(
        Kind.STRENGTH_DIFFERS,
        tip("Leerlingen mogen niet filmen.\n  alternatives:\n    anders: Wij verwachten dat leerlingen niet filmen."),
        tip("Leerlingen mogen niet filmen.\n  alternatives:\n    anders: Leerlingen mogen nooit filmen in de les."),
        file=CLAUSES,
        line="anders",
        says="“vraagt”, not “mag niet”",
        name="ban and expectation",
    ),
    *(
        Case(Kind.STRENGTH_DIFFERS, tip(one), tip(other), file=CLAUSES, line="anders", says=says, name=name)
        for one, other, says, name in (
            (
                "Leerlingen mogen niet filmen.\n  alternatives:\n    anders: Leerlingen mogen in de les filmen.",
                "Leerlingen mogen {{ school.short }} niet filmen.\n  alternatives:\n"
                "    anders: In de les mogen leerlingen en hun ouders op en rond het plein ook niet filmen.",
                "“mag”, not “mag niet”",
                "words between what may and not",
            ),
            (
                "De school meldt strafbare filmpjes bij de politie.\n  alternatives:\n"
                "    anders: De school kan strafbare filmpjes bij de politie melden.",
                "De school meldt strafbare filmpjes bij de politie.\n  alternatives:\n"
                "    anders: De school meldt filmpjes die (mogelijk) strafbaar zijn bij de politie.",
                "“kan”, not “is zo”",
                "what is between brackets says nothing",
            ),
            (
                "Wie een filmpje ziet, moet de leraar bellen.\n  alternatives:\n"
                "    anders: Wie een filmpje ziet, kan de leraar bellen.",
                "Leerlingen moeten een filmpje melden.\n  alternatives:\n"
                "    anders: Wie een filmpje krijgt wat verboden is, moet dat filmpje melden.",
                "“kan”, not “moet”",
                "whom it is about says nothing",
            ),
            (
                "Bewaar je telefoon. Leerlingen mogen filmen op het plein.\n  alternatives:\n"
                "    anders: Leerlingen moeten filmen op het plein.",
                "Leerlingen mogen filmen. Vraag hulp aan je leraar.\n  alternatives:\n"
                "    anders: Bewaar je telefoon in de kluis. Leerlingen mogen filmen.",
                "“moet”, not “mag”",
                "only sentences that say the same are compared",
            ),
            (
                "Leerlingen en ouders mogen (met een reden: een feest) filmen op het plein.\n  alternatives:\n"
                "    anders: Leerlingen en ouders moeten filmen op het plein.",
                "Leerlingen en ouders mogen filmen op het plein.\n  alternatives:\n"
                "    anders: Leerlingen horen het van de leraar, en hun ouders ook.",
                "“moet”, not “mag”",
                "that they name the same people is not enough",
            ),
        )
    ),
    Case(
        Kind.CLAUSE_UNUSED,
        catalogue("  text: Tekst.\n"),
        catalogue("  text: Tekst.\n", BOTH),
        file=NEW_CLAUSE,
        line="tips.nieuw",
    ),
    Case(
        Kind.CLAUSE_UNUSED,
        Edit(replace={BOARD: (("operations:\n", "operations:\n  - {omit: tips.vraag, reason: Zo.}\n"),)}),
        below("operations: [{omit: tips.vraag, reason: Zo.}]\n"),
        file=CLAUSES,
        line="id: tips.vraag",
        name="although the outline of the protocol places it",
    ),
    Case(
        Kind.ADDED_ELSEWHERE,
        below(
            "operations: [{add: tips.fiets, title: T, audience: [ouder], text: A., after: tips.vraag, reason: Z.}]\n"
        ),
        below(
            "operations: [{add: noord.fiets, title: T, audience: [ouder], text: A., after: tips.vraag, reason: Z.}]\n"
        ),
        line="tips.fiets",
        says="of noord only",
    ),
    Case(
        Kind.SHARED_WITH_PREFIX,
        Edit(
            {NEW_CLAUSE: clause("  text: Nieuw.\n").replace("tips.nieuw", "noord.nieuw")},
            {PROTOCOL: (("bullets: [tips.vraag]", "bullets: [tips.vraag, noord.nieuw]"),)},
        ),
        catalogue("  text: Nieuw.\n", BOTH),
        file=NEW_CLAUSE,
        line="noord.nieuw",
    ),
    Case(
        Kind.PARAMETER_UNUSED,
        parameter("    default: 16\n", "Vraag het eerst."),
        parameter("    default: 16\n", "Vanaf {{ leeftijd }} jaar mag het."),
        file=PROTOCOL,
        says="leeftijd",
    ),
    Case(
        Kind.VALUE_UNUSED,
        Edit(
            {
                NOORD: HEAD
                + "parameters: {aangifte.werkwoord: zal}\noperations: [{omit: gevolgen.aangifte, reason: Zo.}]\n"
            },
            {CLAUSES: (("lees {clause}`gevolgen.aangifte`", "lees dit"),)},
        ),
        below("parameters: {aangifte.werkwoord: zal}\n"),
        line="parameters",
        says="aangifte.werkwoord",
    ),
    Case(
        Kind.VALUE_UNUSED,
        Edit(replace={CLAUSES: WITHOUT_PLACE}),
        Edit(replace={CLAUSES: WITHOUT_PLACE[:2]}),
        file=BOARD,
        line="bewaarplek",
        name="of a board",
    ),
    Case(
        Kind.REFERENCE_STALE,
        checked_on("2025-11-19"),
        checked_on("2025-11-20"),
        file=REFERENCES,
        line="2025-11-19",
        says="366 days",
    ),
    Case(
        Kind.CHECKED_IN_FUTURE,
        checked_on("2026-11-21"),
        checked_on("2026-11-20"),
        file=REFERENCES,
        line="2026-11-21",
    ),
    Case(
        Kind.NO_NUMBER,
        Edit(replace={REFERENCES: (("value: 0900 111 3 111", "value: O9OO 111 3 111"),)}),
        Edit(replace={REFERENCES: (("value: 0900 111 3 111", "value: 0900-1113111"),)}),
        file=REFERENCES,
        line="value: O9OO",
        says="O9OO",
    ),
    Case(
        Kind.REFERENCE_UNCHECKED,
        checked("unchecked: de site gaf geen antwoord"),
        checked("checked_on: 2026-11-01\n  checked_how: gebeld"),
        file=REFERENCES,
        line="unchecked:",
        says="de site gaf geen antwoord",
    ),
    Case(
        Kind.CHECKED_SOMEHOW,
        checked("checked_on: 2026-11-02"),
        checked("checked_on: 2026-11-02\n  checked_how: gebeld"),
        file=REFERENCES,
        line="2026-11-02",
        says="het meldpunt",
    ),
    Case(Kind.DUTY_NO_LAW, duty("meldpunt"), duty("avg-4"), file=PROTOCOL, line="duty: meldpunt", says="telefoon"),
    Case(
        Kind.DUTY_GONE,
        duty("avg-4", status="opgeheven"),
        duty("avg-4", status="geldig"),
        file=PROTOCOL,
        line="duty: avg-4",
        says="opgeheven",
    ),
    Case(
        Kind.UNKNOWN_SCHOOL, noted("schools: [nord]"), noted("schools: [noord]"), file=NOTE, line="nord", says="noord"
    ),
    Case(
        Kind.UNKNOWN_REFERENCE,
        parameter("    default: 16\n    law: uavg-5\n", "Vanaf {{ leeftijd }} jaar mag het."),
        parameter("    default: 16\n    law: uavg\n", "Vanaf {{ leeftijd }} jaar mag het."),
        file=PROTOCOL,
        line="law: uavg-5",
        name="law of a parameter",
    ),
    Case(
        Kind.UNKNOWN_CLAUSE,
        noted("clauses: [tips.vragen]"),
        noted("clauses: [afspraken.oud, tips.vraag, stichting.kluisjes]"),
        file=NOTE,
        says="tips.vraag",
        name="in a change note",
    ),
    Case(Kind.UNKNOWN_SECTION, noted("sections: [tip]"), noted("sections: [tips]"), file=NOTE, name="in a change note"),
    Case(
        Kind.UNKNOWN_PARAMETER,
        noted("parameters: [bewaarplak]"),
        noted("parameters: [bewaarplek, school.board]"),
        file=NOTE,
        name="in a change note",
    ),
    # -- wordings that no school chose
    Case(
        Kind.UNKNOWN_NAME,
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Vraag het aan {{ school.chef }}."),
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Vraag het aan {{ school.contact | hoofdletter }}."),
        file=CLAUSES,
        line="ooit",
        name="in an alternative",
    ),
    Case(
        Kind.PLACEHOLDER,
        tip("Vraag het eerst.\n  alternatives:\n    ooit: '{% include \"x\" %}'"),
        tip("Vraag het eerst.\n  alternatives:\n    ooit: 100% zeker."),
        file=CLAUSES,
        line="ooit",
        name="in an alternative",
    ),
    Case(
        Kind.MARKUP,
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Vraag <b>eerst</b>."),
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Vraag **eerst**."),
        file=CLAUSES,
        line="ooit",
        name="in an alternative",
    ),
    Case(
        Kind.LINK,
        tip("Vraag het eerst.\n  alternatives:\n    ooit: '[Vraag](javascript:x)'"),
        tip("Vraag het eerst.\n  alternatives:\n    ooit: '[Vraag]({{ school.website }})'"),
        file=CLAUSES,
        line="ooit",
        name="in an alternative",
    ),
    Case(
        Kind.UNKNOWN_NOTE,
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Vraag[^wie] het."),
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Vraag[^wie] het.\n  notes:\n    wie: Aan de leraar."),
        file=CLAUSES,
        line="ooit",
        name="in an alternative",
    ),
    Case(
        Kind.UNKNOWN_CLAUSE,
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Zie {clause}`tips.vragen`."),
        tip("Vraag het eerst.\n  alternatives:\n    ooit: Zie {clause}`stichting.kluisjes`."),
        file=CLAUSES,
        line="ooit",
        name="in an alternative",
    ),
)

ELSEWHERE = {
    # test_versions:
    *(Kind.RELEASE_CHANGED, Kind.RELEASE_NOT_ADOPTED, Kind.VERSION_BEHIND, Kind.VERSION_RELEASED),
    *(Kind.NOTE_MISSING, Kind.NOTE_UNUSED, Kind.NOTE_GROWN),  # test_changes
    *(Kind.ELSEWHERE_STALE, Kind.CONTRADICTS_ACROSS, Kind.VALUE_DIFFERS, Kind.VALUE_SHAREABLE),  # tests/elsewhere
    *(Kind.LINEAGE_MISSING, Kind.ID_REUSED),  # e2e/test_lineage
    Kind.LEFT_BY_COPYING,  # test_copied
    Kind.NOT_PUBLISHED,  # test_not_published
    Kind.SUPPRESSES_NOTHING,  # test_suppress
    *(reading.kind for reading in (*FOUND, *LEFT_ALONE)),  # test_careful
    *(Kind.ADOPTED_WITHOUT_CONSENT, Kind.STATUS_WITHOUT_DECISION),  # test_versions: of releases
    *(kind for kind in Kind if Kind.PROPOSAL_UNREADABLE.code <= kind.code < "SP550"),  # tests/release, tests/attacks
    *(Kind.FROZEN_REFUSED, Kind.RELEASE_FORSAKEN),  # tests/attacks
    *(kind for kind in Kind if Kind.LEDGER_MISSING.code <= kind.code <= Kind.SINCE_ELSEWHERE.code),  # tests/attacks
}
"""Kinds that need a past or a suppression; their tests show both sides as well."""
