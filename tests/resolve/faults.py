"""A fault for every kind SP2xx: what a variant cannot do."""

from __future__ import annotations

from schoolprotocol.diagnostics import Kind
from tests.faults import BOARD, CLAUSES, HEAD, NOORD, PROTOCOL, SOURCE, Fault, noord, operation

SCHOOL = f"{SOURCE}/schools/noord/school.yaml"
TIPS = "  text: Vraag het eerst.\n"


def tips(text: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The clause `tips.vraag` with other lines below its audience."""
    return {CLAUSES: ((TIPS, text),)}


def outline(sections: str) -> dict[str, str]:
    """`noord` with an outline of its own."""
    return noord("outline:\n  headings: decimal\n  items: decimal\n  sections:\n" + sections)


SHARED = {f"{SOURCE}/parameters.yaml": "parameters:\n  termijn: {type: number, help: Hoe lang., default: '2'}\n"}

FAULTS = (
    Fault(
        Kind.UNKNOWN_CLAUSE,
        NOORD,
        "omit:",
        operation("{omit: afspraken.opname, reason: Zo.}"),
        says="Did you mean “afspraken.opnamen”?",
    ),
    Fault(
        Kind.UNKNOWN_CLAUSE,
        NOORD,
        "tips.vraagje",
        outline(
            "    - id: tips\n      body:\n        - prose:\n            - tips.vraag\n            - tips.vraagje\n"
        ),
        says="Did you mean “tips.vraag”?",
        name="in an outline",
    ),
    Fault(
        Kind.UNKNOWN_CLAUSE,
        NOORD,
        "after: tips.vragen",
        noord("operations:\n  - move: afspraken.melden\n    after: tips.vragen\n"),
        says="Did you mean “tips.vraag”?",
        name="as an anchor",
    ),
    Fault(
        Kind.UNKNOWN_CLAUSE,
        NOORD,
        "tips.vraagje",
        noord("first:\n  leerling:\n    - tips.vraag\n    - {clause: tips.vraagje, pictogram: vraag}\n"),
        says="Did you mean “tips.vraag”?",
        name="as what comes first",
    ),
    Fault(
        Kind.DROPPED_CLAUSE,
        PROTOCOL,
        "leerling: [afspraken.oud]",
        replace={PROTOCOL: (("excerpt:\n", "first:\n  leerling: [afspraken.oud]\nexcerpt:\n"),)},
        says="Samengevoegd.",
        name="as what comes first",
    ),
    Fault(Kind.DROPPED_CLAUSE, NOORD, "omit:", operation("{omit: afspraken.oud, reason: Zo.}"), says="Samengevoegd."),
    Fault(
        Kind.PLACED_TWICE,
        NOORD,
        "bullets: [tips.vraag]",
        outline("    - id: tips\n      body:\n        - prose: [tips.vraag]\n        - bullets: [tips.vraag]\n"),
    ),
    Fault(
        Kind.UNKNOWN_SECTION,
        NOORD,
        "set:",
        operation("{set: afsprak, heading: Regels}"),
        says="Did you mean “afspraken”?",
    ),
    Fault(
        Kind.UNKNOWN_SECTION,
        NOORD,
        "heading: Wat volgt",
        noord(
            "operations:\n  - {set: gevolgen, heading: Wat volgt}\n"
            "  - {move: gevolgen.aangifte, after: afspraken.melden}\n"
        ),
        says="gevolgen",
        name="emptied by a move",
    ),
    Fault(
        Kind.UNKNOWN_PARAMETER,
        NOORD,
        "bewaarplak",
        noord("parameters: {bewaarplak: thuis}\n"),
        says="Did you mean “bewaarplek”?",
    ),
    Fault(
        Kind.PARAMETER_VALUE,
        NOORD,
        "aangifte.werkwoord",
        noord("parameters: {aangifte.werkwoord: zall}\n"),
        says="choose one of kan, zal (did you mean “zal”?)",
    ),
    Fault(
        Kind.PARAMETER_VALUE,
        NOORD,
        'bewaarplek: " "',
        noord('parameters: {bewaarplek: " "}\n'),
        says="empty",
        name="empty",
    ),
    Fault(
        Kind.PARAMETER_VALUE,
        NOORD,
        "bewaarplek:",
        noord("parameters: {bewaarplek: [a]}\n"),
        says="one text",
        name="list",
    ),
    Fault(
        Kind.PARAMETER_MISSING,
        NOORD,
        "parameters:",
        noord("parameters: {bewaarplek: thuis}\n"),
        {PROTOCOL: (("    default: kan\n", ""),)},
        says="aangifte.werkwoord",
    ),
    Fault(
        Kind.UNKNOWN_ALTERNATIVE,
        NOORD,
        "alternative: alle",
        operation("{set: afspraken.opbergen, alternative: alle}"),
        says="Did you mean “allen”?",
    ),
    Fault(
        Kind.DUPLICATE_ID,
        NOORD,
        "- {id: beheer # 2",
        {
            NOORD: HEAD + 'front:\n  - {id: beheer, rows: [[Versie, "1.1"]]}\n'
            "  - {id: beheer # 2\n    , rows: [[Status, concept]]}\n"
        },
        says="beheer",
    ),
    Fault(Kind.EMPTY_TEXT, CLAUSES, "  text: # leeg", replace=tips("  text: # leeg\n"), name="no text at all"),
    Fault(
        Kind.NO_TEXT,
        NOORD,
        "protocol: telefoons",
        replace=tips("  alternatives: {kort: Vraag het., lang: Vraag het altijd eerst.}\n"),
    ),
    Fault(
        Kind.NOT_IN_OUTLINE,
        NOORD,
        "move: gids.kern",
        operation("{move: gids.kern, after: afspraken.melden}"),
        says="move: gids.kern",
    ),
    Fault(
        Kind.NOT_IN_OUTLINE,
        NOORD,
        "add:",
        operation("{add: noord.iets, title: T, audience: [ouder], text: Iets., reason: Zo.}"),
        says="add: noord.iets",
        name="added without a place",
    ),
    Fault(
        Kind.TWO_OPERATIONS,
        NOORD,
        "heading: Tweede",
        noord("operations:\n  - {set: afspraken, heading: Eerste}\n  - {set: afspraken, heading: Tweede}\n"),
        says=f"{NOORD}:5",
    ),
    Fault(
        Kind.TWO_OPERATIONS,
        NOORD,
        "move:",
        noord("operations:\n  - {omit: tips.vraag, reason: Zo.}\n  - {move: tips.vraag, after: inleiding.doel}\n"),
        name="omitted and moved",
    ),
    Fault(
        Kind.LOCKED,
        NOORD,
        "omit:",
        operation("{omit: tips.vraag, reason: Zo.}"),
        tips("  text: Vraag het eerst.\n  locked: true\n"),
    ),
    Fault(
        Kind.LOCKED,
        NOORD,
        "headings: decimal",
        outline("    - id: afspraken\n      body:\n        - prose: [inleiding.doel]\n"),
        tips("  text: Vraag het eerst.\n  locked: true\n"),
        name="left out of an outline",
    ),
    Fault(
        Kind.REPLACED_TEXT_CHANGED,
        NOORD,
        "replace:",
        operation("{replace: tips.vraag, text: Vraag., replaces: 000000000000, reason: Zo.}"),
    ),
    Fault(
        Kind.ADD_EXISTS,
        NOORD,
        "add:",
        operation("{add: tips.vraag, title: T, audience: [ouder], text: Iets., after: afspraken.melden, reason: Zo.}"),
    ),
    Fault(Kind.POSITION, NOORD, "move:", operation("{move: afspraken.melden}")),
    Fault(
        Kind.POSITION,
        NOORD,
        "move:",
        operation("{move: afspraken.melden, after: tips.vraag, before: inleiding.doel}"),
        name="two places",
    ),
    Fault(Kind.EMPTY_SET, NOORD, "set:", operation("{set: afspraken.opbergen}")),
    Fault(Kind.PLACEHOLDER, CLAUSES, "1 + 1", replace=tips("  text: Vraag {{ 1 + 1 }} keer.\n"), says="{{ 1 + 1 }}"),
    Fault(
        Kind.PLACEHOLDER,
        CLAUSES,
        "{% for",
        replace=tips("  text: |\n\n    Vraag het eerst.\n\n    Altijd {% for x in y %}.\n"),
        says="{%",
        name="in a block",
    ),
    Fault(
        Kind.UNKNOWN_NAME,
        CLAUSES,
        "school.shrt",
        replace=tips("  text: Vraag het {{ school.shrt }}.\n"),
        says="Did you mean “school.short”?",
    ),
    Fault(Kind.NO_VALUE, CLAUSES, "school.place", replace=tips("  text: Wij staan in {{ school.place }}.\n")),
    Fault(
        Kind.MARKUP,
        CLAUSES,
        "<b>",
        replace=tips("  text: |-\n    Vraag het eerst.\n\n    En <b>altijd</b>.\n"),
        says="HTML",
    ),
    Fault(
        Kind.MARKUP,
        CLAUSES,
        "waarom:",
        replace=tips("  text: Vraag het eerst[^waarom].\n  notes:\n    waarom: Zie[^waarom].\n"),
        says="a note inside a note",
        name="a note inside a note",
    ),
    Fault(
        Kind.LINK,
        CLAUSES,
        "javascript",
        replace=tips("  text: Vraag het [hier](javascript:alert(1)).\n"),
        says="javascript:alert(1)",
    ),
    Fault(
        Kind.UNKNOWN_TARGET,
        CLAUSES,
        "tips.vragen",
        replace=tips("  text: Lees {clause}`tips.vragen`.\n"),
        says="Did you mean “tips.vraag”?",
    ),
    Fault(
        Kind.UNKNOWN_TARGET,
        CLAUSES,
        "gevolgen.aangifte`",
        operation("{omit: gevolgen.aangifte, reason: Zo.}"),
        says="gevolgen.aangifte",
        name="to what this school omits",
    ),
    Fault(
        Kind.UNKNOWN_NOTE,
        CLAUSES,
        "[^gegeven]",
        replace=tips("  text: Vraag[^gegevens] het[^gegeven].\n  notes: {gegevens: Een noot.}\n"),
        says="Did you mean “gegevens”?",
    ),
    Fault(Kind.UNUSED_NOTE, CLAUSES, "los: Een", replace=tips(TIPS + "  notes:\n    los: Een noot.\n"), says="los"),
    Fault(
        Kind.UNKNOWN_REFERENCE,
        CLAUSES,
        "- id: tips.vraag",
        replace=tips(TIPS + "  references: [avg-5]\n"),
        says="Did you mean “avg-4”?",
    ),
    Fault(
        Kind.UNKNOWN_BASE,
        NOORD,
        "extends",
        {NOORD: HEAD.replace("stichting", "stichtingen")},
        says="Did you mean “stichting”?",
    ),
    Fault(
        Kind.BASE_LOOP,
        BOARD,
        "extends",
        replace={BOARD: (("publish: false", "publish: false\nextends: noord"),)},
        says="noord → stichting → noord",
    ),
    Fault(Kind.NO_DOCUMENT, NOORD, "protocol: telefoons", {NOORD: "protocol: telefoons\nextends: stichting\n"}),
    Fault(
        Kind.DUPLICATE_SECTION,
        NOORD,
        "- id: tips # 2",
        outline(
            "    - id: tips\n      body:\n        - prose: [tips.vraag]\n"
            "    - id: tips # 2\n      body:\n        - prose: [inleiding.doel]\n"
        ),
    ),
    Fault(Kind.EMPTY_TEXT, CLAUSES, 'text: "  "', replace=tips('  text: "  "\n'), says="tips.vraag"),
    Fault(
        Kind.LITERAL_PLACEHOLDER,
        SCHOOL,
        "short:",
        replace={SCHOOL: (("short: de basisschool Noord", "short: de {{ school.name }}"),)},
        says="{{ school.name }}",
    ),
    Fault(
        Kind.LITERAL_PLACEHOLDER,
        NOORD,
        "omit:",
        operation("{omit: afspraken.opnamen, reason: 'Zo wil {{ school.short }} het.'}"),
        says="{{ school.short }}",
    ),
    Fault(
        Kind.KORT_MISSING,
        NOORD,
        "half:",
        noord("excerpt: {heading: Gids, intro: [gids.kern],\n  half: [tips.vraag],\n  short: gids.kort}\n"),
        says="tips.vraag",
    ),
    Fault(
        Kind.UNKNOWN_ELSEWHERE,
        CLAUSES,
        "aanpak.melden",
        replace=tips("  text: Zie {clause}`pesten:aanpak.melden`.\n"),
        says="there is no protocol “pesten”",
    ),
    Fault(
        Kind.UNKNOWN_SHARED,
        SCHOOL,
        "parameters:",
        replace={SCHOOL: (("contact: de directie\n", "contact: de directie\nparameters: {termijn: 2}\n"),)},
        says="“termijn”",
    ),
    Fault(
        Kind.SHARED_ELSEWHERE,
        NOORD,
        "parameters:",
        {**noord("parameters: {termijn: 3}\n"), **SHARED},
        tips("  text: Vraag het binnen {{ termijn }} dagen.\n"),
        says="one value for all protocols",
    ),
    Fault(
        Kind.SHARED_DIFFERS,
        SCHOOL,
        "kind: school",
        {
            **SHARED,
            f"{SOURCE}/protocols/fietsen/protocol.yaml": "title: Fietsen\nsummary: Fietsen.\nparameters: {}\n"
            "outline:\n  headings: decimal\n  items: decimal\n  sections: [{id: a, body: [{prose: [a.b]}]}]\n",
            f"{SOURCE}/protocols/fietsen/clauses/a.yaml": "- {id: a.b, title: B, audience: [ouder], text: Fiets.}\n",
            f"{SOURCE}/schools/zuid/fietsen.yaml": "protocol: fietsen\npublish: false\n",
            f"{SOURCE}/schools/noord/fietsen.yaml": "protocol: fietsen\nextends: zuid\npublish: false\n",
        },
        {
            **tips("  text: Vraag het binnen {{ termijn }} dagen.\n"),
            f"{SOURCE}/schools/zuid/school.yaml": (("kind: school\n", "kind: school\nparameters: {termijn: 3}\n"),),
            f"{SOURCE}/schools/stichting/school.yaml": (
                ("kind: bestuur\n", "kind: bestuur\nparameters: {termijn: 4}\n"),
            ),
        },
        says="4, 3",
    ),
    Fault(Kind.EXCERPT_NEEDS, NOORD, "omit:", operation("{omit: gids.kort, reason: Zo.}"), says="gids.kort"),
)

LOADING = (
    Fault(
        Kind.UNKNOWN_PROTOCOL,
        NOORD,
        "protocol:",
        {NOORD: HEAD.replace("telefoons", "telefonen")},
        says="Did you mean “telefoons”?",
    ),
)
"""Kinds SP2xx that loading reports already."""
