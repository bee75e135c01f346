"""A fault for every kind SP1xx: what cannot be read."""

from __future__ import annotations

from schoolprotocol.diagnostics import Kind
from tests.faults import CLAUSES, NOORD, PROTOCOL, SOURCE, Fault, noord

PROJECT = f"{SOURCE}/project.yaml"
SCHOOL = f"{SOURCE}/schools/noord/school.yaml"
RELEASE = f"{SOURCE}/schools/noord/releases/telefoons-1.0.json"
LOGO = f"{SOURCE}/schools/noord/logo.svg"
STYLE = 'style: {primary: "#14532d", accent: "#b45309"}'
WITH_LOGO = {SCHOOL: ((STYLE, STYLE[:-1] + ", logo: logo.svg}"),)}
URL = "url: https://protocollen.example\n"


def _clause(line: str) -> str:
    """A clause file with one clause in which this line stands third."""
    return f"- id: nieuw.iets\n  title: Iets\n  {line}\n  text: Tekst.\n"


def _law(id_: str, line: str) -> str:
    """A law in whose entry this line stands last."""
    return (
        f"- id: {id_}\n  kind: wet\n  name: Wet {id_}\n  source: https://wet.example\n"
        f"  checked_on: 2026-11-01\n  {line}\n"
    )


def _number(id_: str, lines: str) -> str:
    """A telephone number with these lines at its end."""
    return (
        f"- id: {id_}\n  kind: telefoon\n  name: Nummer {id_}\n  source: https://nummer.example\n"
        f"  checked_on: 2026-11-01\n  {lines}\n"
    )


def _helped(*ids: str) -> str:
    """A project whose readers can ring these."""
    return f"publisher: X\n{URL}help:\n" + "".join(f"  - {id_}\n" for id_ in ids)


REFERENCES = f"{SOURCE}/references.yaml"
NEW = f"{SOURCE}/protocols/telefoons/clauses/nieuw.yaml"

FAULTS = (
    Fault(Kind.NOT_FOUND, PROJECT, files={PROJECT: None}, says="project.yaml"),
    Fault(Kind.ENCODING, PROJECT, "publisher", {PROJECT: b"# naam\npublisher: caf\xe9\n"}, says="0xe9", name="latin-1"),
    Fault(
        Kind.ENCODING,
        PROJECT,
        "publisher",
        {PROJECT: b"# naam\npublisher: caf\xe9\n"},
        says="perhaps “é”, after “publisher: caf”",
        name="which letter",
    ),
    Fault(
        Kind.ENCODING,
        PROJECT,
        files={PROJECT: f"publisher: X\n{URL}".encode("utf-16")},
        says="UTF-16",
        name="utf-16",
        line="\ufffd",
    ),
    *(
        Fault(Kind.ENCODING, PROJECT, files={PROJECT: begin}, says="no text", name=name, line="\ufffd")
        for name, begin in (("word", b"PK\x03\x04\x14\xff"), ("pdf", b"%PDF-1.7 \xe2"), ("doc", b"\xd0\xcf\x11\xe0"))
    ),
    Fault(Kind.ENCODING, PROJECT, "publisher", {PROJECT: f"publisher: a\0b\n{URL}"}, says="U+0000", name="nul"),
    Fault(
        Kind.ENCODING, PROJECT, "publisher", {PROJECT: f'publisher: "a\\x1b[2J"\n{URL}'}, says="U+001B", name="escape"
    ),
    Fault(Kind.TOO_LARGE, PROJECT, files={PROJECT: "#" * 1_000_001}, says="1 MB"),
    Fault(Kind.YAML, PROJECT, "url", {PROJECT: "publisher: [a\nurl: b\n"}),
    Fault(Kind.EMPTY_FILE, PROJECT, files={PROJECT: "# niets\n"}, says="empty"),
    Fault(Kind.EMPTY_FILE, NEW, files={NEW: ""}, name="of clauses"),
    Fault(Kind.YAML, PROJECT, "---", {PROJECT: f"publisher: X\n{URL}---\na: b\n"}, name="two documents"),
    Fault(Kind.YAML, PROJECT, "? [a]", {PROJECT: "? [a]\n: b\n"}, says="a key must be a word", name="list as a key"),
    Fault(Kind.DUPLICATE_KEY, PROJECT, "publisher: Tweede", {PROJECT: f"publisher: Eerste\n{URL}publisher: Tweede\n"}),
    Fault(
        Kind.EMPTY_VALUE,
        SCHOOL,
        "primary",
        replace={SCHOOL: ((STYLE, "style:\n  primary: #14532d\n  accent: '#b45309'"),)},
        says="Nothing stands behind “primary”",
        name="a colour without quotes",
    ),
    Fault(
        Kind.YAML,
        SCHOOL,
        "primary",
        replace={SCHOOL: ((STYLE, 'style: {primary: #14532d, accent: "#b45309"}'),)},
        says="begins with #",
        name="a colour without quotes between braces",
    ),
    Fault(Kind.EMPTY_VALUE, NEW, "text:", {NEW: _clause("audience: [ouder]").replace("Tekst.", '""')}, name="no text"),
    Fault(
        Kind.MERGE_MARKS,
        NEW,
        "<<<<<<<",
        {
            NEW: "<<<<<<< HEAD\n"
            + _clause("audience: [ouder]")
            + "=======\n"
            + _clause("audience: []")
            + ">>>>>>> tak\n"
        },
        says="<<<<<<<",
    ),
    Fault(
        Kind.MERGE_MARKS,
        RELEASE,
        "<<<<<<<",
        {RELEASE: '{\n<<<<<<< HEAD\n"hash": "a"\n=======\n"hash": "b"\n>>>>>>> tak\n}\n'},
        name="in a release",
    ),
    Fault(Kind.ODD_SPACE, NEW, "audience", {NEW: _clause("\u00a0audience: [ouder]")}, says="U+00A0", name="indent"),
    Fault(Kind.ODD_SPACE, NEW, "audience", {NEW: _clause("audience:\u00a0[ouder]")}, name="after the colon"),
    Fault(Kind.ODD_SPACE, NEW, "audience", {NEW: _clause("audience\u202f: [ouder]")}, says="U+202F", name="key"),
    Fault(Kind.YAML, NEW, "audience", {NEW: _clause("audience:[ouder]")}, says="space is missing", name="no space"),
    Fault(Kind.YAML, NEW, "\t", {NEW: _clause("\taudience: [ouder]")}, says="a tab stands in the indent", name="tab"),
    Fault(
        Kind.YAML,
        NEW,
        "{{ school",
        {NEW: _clause("audience: [ouder]").replace("Tekst.", "{{ school.short }} vraagt.")},
        says="between quotes",
        name="begins with a placeholder",
    ),
    Fault(
        Kind.YAML,
        NEW,
        'text: "Een',
        {NEW: _clause("audience: [ouder]").replace("Tekst.", '"Een tekst.') + _clause("audience: [ouder]")},
        says="closed nowhere",
        name="a quote that is not closed",
    ),
    Fault(
        Kind.DUPLICATE_ROLE,
        REFERENCES,
        "role: gmr # twee",
        {
            REFERENCES: _law("een", "role: gmr # een")
            + _law("twee", "role: gmr # twee")
            + _law("drie", "role: toelichting")
        },
        says=f"{REFERENCES}:6",
    ),
    Fault(
        Kind.SHARED_TWICE,
        f"{SOURCE}/protocols/telefoons/protocol.yaml",
        "type: text",
        {f"{SOURCE}/parameters.yaml": "parameters:\n  bewaarplek: {type: text, help: Waar iets ligt.}\n"},
        says="parameters.yaml",
    ),
    Fault(Kind.HELP_NUMBER, PROJECT, "- avg-4", {PROJECT: _helped("avg-4")}, says="kind: wet", name="a law to ring"),
    Fault(
        Kind.HELP_NUMBER,
        PROJECT,
        "- lang",
        {PROJECT: _helped("lang"), REFERENCES: _number("lang", "value: 0800 0432 (gratis)")},
        says="0800 0432 (gratis)",
        name="a number with words",
    ),
    Fault(
        Kind.HELP_NUMBER,
        PROJECT,
        "- weg",
        {PROJECT: _helped("weg"), REFERENCES: _number("weg", "value: 0800 0432\n  status: opgeheven")},
        says="opgeheven",
        name="a number that is closed",
    ),
    Fault(
        Kind.HELP_NUMBER,
        PROJECT,
        "- meldpunt # twee",
        {PROJECT: _helped("meldpunt # een", "meldpunt # twee")},
        says="twice",
        name="to ring twice",
    ),
    Fault(
        Kind.BAD_VALUE,
        SCHOOL,
        "phone: 06 12345678",
        replace={SCHOOL: ((STYLE, f"phone: 06 12345678 toestel 3\n{STYLE}"),)},
        says="telephone number",
        name="a number of a school with words",
    ),
    Fault(Kind.BAD_VALUE, REFERENCES, "role: raad", {REFERENCES: _law("een", "role: raad")}, name="role"),
    Fault(
        Kind.ALIAS,
        PROJECT,
        "a: &a",
        {PROJECT: "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"},
        name="bomb",
    ),
    Fault(Kind.ALIAS, PROJECT, "!!python", {PROJECT: "publisher: !!python/object/apply:os.system [id]\n"}, name="tag"),
    Fault(Kind.NESTING, PROJECT, "[[", {PROJECT: "publisher: " + "[" * 50_000 + "]" * 50_000}, says="40"),
    Fault(
        Kind.UNKNOWN_KEY,
        NEW,
        "adience",
        {NEW: _clause("audience: [ouder]\n  adience: [leerling]")},
        says="Did you mean “audience”?",
    ),
    Fault(
        Kind.UNKNOWN_KEY,
        NOORD,
        "reasno",
        noord("operations:\n  - omit: tips.vraag\n    reason: Niet hier.\n    reasno: Niet hier.\n"),
        says="Did you mean “reason”?",
        name="in an operation",
    ),
    Fault(
        Kind.UNKNOWN_KEY,
        NOORD,
        "{set: tips.vraag, omit: tips.vraag",
        noord("operations:\n  - {set: tips.vraag, omit: tips.vraag, alternative: a}\n"),
        says="omit",
        name="two operations in one",
    ),
    Fault(
        Kind.MISSING_KEY, NEW, "- id", {NEW: "- id: nieuw.iets\n  audience: [ouder]\n  text: Tekst.\n"}, says="title"
    ),
    Fault(
        Kind.MISSING_KEY,
        NOORD,
        "omit: tips.vraag",
        noord("operations:\n  -\n    omit: tips.vraag\n"),
        says="reason",
        name="reason of a deviation",
    ),
    Fault(Kind.BAD_VALUE, NEW, "leraar", {NEW: _clause("audience: [leraar]")}, says="one of medewerker, leerling"),
    Fault(
        Kind.BAD_VALUE,
        NOORD,
        "replaec",
        noord("operations:\n  - {replaec: tips.vraag, text: Iets., reason: Zo.}\n"),
        says="did you mean “replace”?",
        name="unknown operation",
    ),
    Fault(
        Kind.BAD_VALUE,
        NOORD,
        "remove",
        noord("operations:\n  - {remove: tips.vraag, reason: Zo.}\n"),
        says="did you mean “omit”?",
        name="operation in other words",
    ),
    Fault(
        Kind.UNKNOWN_KEY,
        NOORD,
        "omit",
        noord("operations:\n  - {omit: tips.vraag, replace: tips.vraag, text: A., reason: Zo.}\n"),
        says="Each operation begins with a hyphen of its own",
        name="two operations in one",
    ),
    Fault(
        Kind.BAD_VALUE,
        NOORD,
        "remove",
        noord("operations: {remove: tips.vraag}\n"),
        says="“remove: tips.vraag” does not fit “operations”: write a list here: a hyphen and a space before each item",
        name="keys for a list",
    ),
    Fault(
        Kind.BAD_VALUE,
        NOORD,
        "- bewaarplek",
        noord("parameters:\n  - bewaarplek: thuis\n"),
        says="“[bewaarplek: thuis]” does not fit “parameters”: write keys with values here, without hyphens",
        name="a list for keys",
    ),
    Fault(
        Kind.BAD_VALUE,
        NEW,
        "audience: leerling, ouder",
        {NEW: _clause("audience: leerling, ouder")},
        says="write a list here, between square brackets: [leerling, ouder]",
        name="words for a list",
    ),
    Fault(
        Kind.BAD_VALUE,
        PROTOCOL,
        "bullets: []",
        replace={PROTOCOL: (("bullets: [tips.vraag]", "bullets: []"),)},
        says="“bullets: []” does not fit “body”: it names no clause",
        name="a group of nothing",
    ),
    Fault(
        Kind.BAD_VALUE,
        PROTOCOL,
        "columns: []",
        replace={PROTOCOL: (("bullets: [tips.vraag]", "columns: []"),)},
        says="“columns: []” does not fit “body”: it names no clause",
        name="columns that are none",
    ),
    Fault(
        Kind.BAD_VALUE,
        SCHOOL,
        STYLE[:10],
        replace={SCHOOL: (('"#14532d"', "“#14532d”"),)},
        says="curly quotes",
        name="curly quotes",
    ),
    Fault(
        Kind.BAD_VALUE,
        NOORD,
        "review: 2027-02-30",
        {NOORD: 'protocol: telefoons\ndocument: {version: "1.1", status: concept, review: 2027-02-30}\n'},
        says="there is no such day",
        name="a day that is none",
    ),
    Fault(Kind.BAD_VALUE, NOORD, "- Tekst", noord("operations:\n  - Tekst\n"), name="an operation that is a word"),
    Fault(Kind.BAD_VALUE, NEW, "- ~", {NEW: _clause("audience: [ouder]") + "- ~\n"}, name="nothing in a list"),
    Fault(Kind.BAD_VALUE, NEW, "een: clausule", {NEW: "een: clausule\n"}, says="list", name="no list"),
    Fault(
        Kind.BAD_VALUE,
        PROTOCOL,
        "Bewaar Plek",
        replace={PROTOCOL: (("  bewaarplek:", "  Bewaar Plek:"),)},
        says="lower-case",
        name="name of a parameter",
    ),
    Fault(
        Kind.BAD_VALUE,
        PROTOCOL,
        "  school.short:",
        replace={PROTOCOL: (("  bewaarplek:", "  school.short:"),)},
        says="not free",
        name="reserved name",
    ),
    Fault(
        Kind.BAD_VALUE,
        f"{SOURCE}/references.yaml",
        "86400",
        replace={
            f"{SOURCE}/references.yaml": (
                (
                    "artikel 4\n  source: https://wetten.example/avg\n  checked_on: 2026-11-01",
                    "artikel 4\n  source: https://wetten.example/avg\n  checked_on: 86400",
                ),
            )
        },
        says="2027-11-01",
        name="seconds for a day",
    ),
    *(
        Fault(
            Kind.BAD_VALUE,
            f"{SOURCE}/references.yaml",
            "- id: nieuw",
            {f"{SOURCE}/references.yaml": "- id: nieuw\n  kind: wet\n  name: X\n  source: https://x.example\n" + lines},
            says=says,
            name=name,
        )
        for name, lines, says in (
            ("neither checked nor not", "", "neither"),
            ("checked and not", "  checked_on: 2026-11-01\n  unchecked: Zo.\n", "beside"),
            ("checked in some way and not", "  checked_how: gebeld\n  unchecked: Zo.\n", "beside"),
            ("checked in some way on no day", "  checked_how: gebeld\n", "neither"),
        )
    ),
    Fault(
        Kind.BAD_VALUE,
        f"{SOURCE}/references.yaml",
        "(a+)+b",
        replace={
            f"{SOURCE}/references.yaml": (
                ("  name: het meldpunt", "  name: het meldpunt\n  contradicted_by: ['(a+)+b']"),
            )
        },
        says="repeated",
        name="expression without end",
    ),
    Fault(
        Kind.BAD_VALUE,
        f"{SOURCE}/references.yaml",
        "['(a']",
        replace={
            f"{SOURCE}/references.yaml": (("  name: het meldpunt", "  name: het meldpunt\n  contradicted_by: ['(a']"),)
        },
        says="regular expression",
        name="broken expression",
    ),
    Fault(
        Kind.BAD_VALUE,
        NEW,
        "x x" * 9,
        {NEW: "- id: nieuw.iets\n  title: Iets\n  audience: [ouder]\n  text: " + "x x" * 6_667},
        says="20000",
        name="a text without end",
    ),
    Fault(
        Kind.BAD_VALUE,
        PROTOCOL,
        "{bullets: [tips.vraag], dos",
        replace={PROTOCOL: (("- bullets: [tips.vraag]", "- {bullets: [tips.vraag], dos: [tips.vraag]}"),)},
        says="exactly one of",
        name="two forms",
    ),
    Fault(
        Kind.BAD_VALUE,
        SCHOOL,
        "http://",
        replace={SCHOOL: (("website: https://noord.example", "website: http://noord.example"),)},
        name="a link without https",
    ),
    Fault(
        Kind.BAD_VALUE,
        NOORD,
        "extends",
        {NOORD: "protocol: telefoons\nextends: ../noord\n"},
        says="../noord",
        name="a school id with a slash",
    ),
    Fault(
        Kind.DUPLICATE_ID,
        NEW,
        "- id: tips.vraag",
        {NEW: "- id: tips.vraag\n  title: Vraag\n  audience: [ouder]\n  text: Vraag.\n"},
        says=f"{CLAUSES}:",
    ),
    Fault(
        Kind.DUPLICATE_ID,
        NEW,
        "- dropped: tips.vraag",
        {NEW: "- dropped: tips.vraag\n  reason: Weg.\n"},
        says=f"{CLAUSES}:",
        name="dropped and alive",
    ),
    Fault(
        Kind.UNKNOWN_FILE,
        f"{SOURCE}/schools/noord/telefoon.yaml",
        files={f"{SOURCE}/schools/noord/telefoon.yaml": "protocol: telefoons\n"},
        says="Did you mean “telefoons.yaml”?",
    ),
    *(
        Fault(
            Kind.UNKNOWN_FILE,
            f"{SOURCE}/schools/noord/{name}",
            files={f"{SOURCE}/schools/noord/{name}": "protocol: telefoons\n"},
            says="looks like a copy of “telefoons.yaml”",
            name=name,
        )
        for name in (
            *("telefoons - kopie.yaml", "telefoons - Kopie (2).yaml", "telefoons - Copy.yaml", "telefoons-kopie.yaml"),
            *("Copy of telefoons.yaml", "Kopie van telefoons.yaml", "telefoons (1).yaml", "telefoons.yaml.bak"),
            *(
                "telefoons-LAPTOP-4T2K.yaml",
                "telefoons (Conflicterend exemplaar 2026-11-23).yaml",
                "telefoons.yaml.swp",
            ),
            *(
                "telefoons (SchoolPC's conflicted copy 2026-11-23).yaml",
                "telefoons_REMOTE_4711.yaml",
                "~$telefoons.yaml",
            ),
        )
    ),
    *(
        Fault(
            Kind.UNKNOWN_FILE,
            f"{SOURCE}/protocols/telefoons/clauses/{name}",
            files={f"{SOURCE}/protocols/telefoons/clauses/{name}": "- dropped: x.y\n  reason: Weg.\n"},
            says="Did you mean “meer.yaml”?",
            name=name,
        )
        for name in ("meer.yml", "meer.yaml.txt", "meer.yaml.yaml")
    ),
    Fault(
        Kind.UNKNOWN_FILE,
        f"{SOURCE}/schools/oost.yaml",
        files={f"{SOURCE}/schools/oost.yaml": "kind: school\n"},
        name="a file among the schools",
    ),
    Fault(
        Kind.UNKNOWN_FILE,
        f"{SOURCE}/protocols/school",
        files={f"{SOURCE}/protocols/school/protocol.yaml": "title: X\n"},
        name="a protocol called school",
    ),
    Fault(
        Kind.UNKNOWN_FILE,
        f"{SOURCE}/schools/noord/releases/laatste.json",
        files={f"{SOURCE}/schools/noord/releases/laatste.json": "{}"},
        name="a release without a version",
    ),
    Fault(
        Kind.BAD_SCHOOL_ID,
        f"{SOURCE}/schools/noord.oost",
        files={f"{SOURCE}/schools/noord.oost/school.yaml": "kind: school\n"},
        says="noord.oost",
        name="dot",
    ),
    Fault(
        Kind.BAD_SCHOOL_ID,
        f"{SOURCE}/schools/base",
        files={f"{SOURCE}/schools/base/school.yaml": "kind: school\n"},
        name="base",
    ),
    Fault(
        Kind.BAD_SCHOOL_ID,
        f"{SOURCE}/schools/{'a' * 61}",
        files={f"{SOURCE}/schools/{'a' * 61}/school.yaml": "kind: school\n"},
        name="too long",
    ),
    Fault(
        Kind.RESERVED_NAME,
        f"{SOURCE}/schools/con",
        files={f"{SOURCE}/schools/con/school.yaml": "kind: school\n"},
        says="“con”",
        name="school",
    ),
    Fault(
        Kind.RESERVED_NAME,
        f"{SOURCE}/protocols/lpt1",
        files={f"{SOURCE}/protocols/lpt1/protocol.yaml": "title: Protocol\n"},
        name="protocol",
    ),
    Fault(
        Kind.RESERVED_NAME,
        f"{SOURCE}/protocols/telefoons/clauses/aux.yaml",
        files={f"{SOURCE}/protocols/telefoons/clauses/aux.yaml": "[]\n"},
        name="clauses",
    ),
    Fault(
        Kind.RESERVED_NAME,
        f"{SOURCE}/schools/noord/NUL.svg",
        files={f"{SOURCE}/schools/noord/NUL.svg": "<svg/>"},
        name="picture",
    ),
    Fault(
        Kind.UNFIT_NAME,
        f"{SOURCE}/schools/noord/logo?.svg",
        files={f"{SOURCE}/schools/noord/logo?.svg": "<svg/>"},
        says="logo?.svg",
        name="sign",
    ),
    Fault(
        Kind.TAKEN_NAME,
        f"{SOURCE}/protocols/voorstel",
        files={f"{SOURCE}/protocols/voorstel/protocol.yaml": "title: Voorstel\n"},
        says="voorstel",
        name="in addresses",
    ),
    Fault(Kind.TOO_MUCH, NEW, "- b", files={NEW: "- a\n" * 49_998 + "- b\n" + "- a\n" * 99}, says="50000"),
    Fault(Kind.LONG_WORD, PROJECT, "publisher", {PROJECT: f"publisher: {'a' * 1_001}\n{URL}"}, says="1000"),
    Fault(Kind.LONG_SPACE, PROJECT, "publisher", {PROJECT: f"publisher: 'a{' ' * 201}b'\n{URL}"}, says="200"),
    Fault(Kind.CUT_SHORT, PROJECT, "publisher", {PROJECT: f"publisher: School #3\n{URL}"}, says="#3"),
    Fault(Kind.ASSET, SCHOOL, "logo: logo.svg", replace=WITH_LOGO, says="not there"),
    Fault(Kind.RELEASE_UNREADABLE, RELEASE, "geen json", {RELEASE: "\ngeen json"}),
)
