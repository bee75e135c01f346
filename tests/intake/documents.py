"""Makes Word documents in the ways in which people make them, with what stands in each.

A `Way` says how somebody numbers, what headings look like and what else he leaves in a document; the texts are drawn
for
each. `BUILDING` are the ways that the program was made with; `MEASURING` are others, for the figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schoolprotocol.intake.readers.word.numbering import roman
from tests.intake import word
from tests.intake.word import Word, box, cell, level, paragraph, run, table


@dataclass(frozen=True)
class Label:
    """What somebody who made the document would say that stands there."""

    kind: str
    text: str
    number: str | None = None
    level: int | None = None
    cells: tuple[str, ...] | None = None
    anchor: str | None = None


Heading = str
"""A key of `forms` in `_heading`."""
Clause = str
"""A key of `forms` in `_clause`; or `none`, `soft` (one paragraph with breaks), `layout` (a table)."""
Item = str
"""A key of `forms` in `_items`."""


@dataclass(frozen=True)
class Way:
    """How a document is made."""

    name: str
    heading: Heading
    clause: Clause = "auto"
    item: Item = "auto"
    below: Heading | None = None
    """Headings of the second level."""
    extras: tuple[str, ...] = ()
    chapters: int = 5


_WHO = [
    "Leerlingen",
    "Medewerkers",
    "Ouders",
    "De directie",
    "De mentor",
    "Het bestuur",
    "De teamleider",
    "Bezoekers",
    "Stagiairs",
    "De conciërge",
    "De MR",
]
_DO = [
    "leggen de telefoon voor de les in de kluis",
    "melden een incident dezelfde dag bij de mentor",
    "gaan zorgvuldig om met persoonsgegevens",
    "spreken elkaar aan op gedrag dat niet past",
    "plaatsen geen foto’s van anderen zonder toestemming",
    "overleggen bij twijfel met de vertrouwenspersoon",
    "houden zich aan de afspraken in dit protocol",
    "bewaren gegevens niet langer dan nodig",
    "krijgen de telefoon na 16.15 uur terug",
    "lezen de regels in de eerste week van het schooljaar",
]
_WHEN = [
    "",
    " als dat nodig is",
    ", ook buiten schooltijd",
    " volgens artikel 3 van de wet",
    " (zie bijlage 1)",
    " op school",
]
_TITLES = [
    "Doel",
    "Begrippen en reikwijdte",
    "Toezicht",
    "Afspraken voor leerlingen",
    "Afspraken voor medewerkers",
    "Wat doen wij bij een incident?",
    "Melden",
    "Maatregelen en sancties",
    "Privacy",
    "Communicatie met ouders",
    "Evaluatie",
    "Klachten",
    "Inwerkingtreding",
    "Slotbepalingen",
    "Rol van de vertrouwenspersoon",
    "Opbergen en teruggeven",
    "Gebruik in de les",
    "Uitzonderingen",
    "Preventie",
    "Signaleren",
]
_SHORT = [
    "Wees eerlijk",
    "Niet pesten",
    "Vraag eerst toestemming",
    "Meld het bij de mentor",
    "Bel 112 bij gevaar",
    "Blijf rustig",
]
_ODD = [
    "10.30 uur is het begin van de pauze, en dan zijn de kluisjes open.",
    "In 2024 is deze afspraak voor het eerst gemaakt.",
    "Artikel 12 van de wet geeft de raad het recht om hiermee in te stemmen.",
    "De school heeft 3 locaties. Op elke locatie gelden dezelfde regels.",
]


class Texts:
    """Draws texts."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._titles: list[str] = []
        self._count = 0

    def title(self) -> str:
        """Of a heading; none twice."""
        if not self._titles:
            self._titles = self._random.sample(_TITLES, len(_TITLES))
        return self._titles.pop()

    def sentence(self) -> str:
        """A norm; no two are the same."""
        self._count += 1
        who, do, when = (self._random.choice(many) for many in (_WHO, _DO, _WHEN))
        return f"{who} {do}{when} (r{self._count})."

    def text(self) -> str:
        """A norm of one to three sentences."""
        return " ".join(self.sentence() for _n in range(self._random.choice([1, 1, 2, 3])))

    def short(self) -> str:
        """A few words."""
        self._count += 1
        return f"{self._random.choice(_SHORT)} {self._count}"

    def odd(self) -> str:
        """A paragraph that begins with what could be a number."""
        return self._random.choice(_ODD)

    def few(self, least: int, most: int) -> range:
        """So many."""
        return range(self._random.randint(least, most))


@dataclass
class Made:
    """A document in the making, with its labels."""

    way: Way
    texts: Texts
    word: Word = field(default_factory=Word)
    labels: list[Label] = field(default_factory=list)
    notes: list[Label] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, xml: str, *labels: Label) -> None:
        """A piece of the document, and what it says."""
        if self.word.body and self.word.body[-1].endswith("</w:tbl>") and xml.startswith("<w:tbl>"):
            self.word.body.append(paragraph())  # Word joins tables that touch
        self.word.body.append(xml)
        self.labels += labels

    def prose(self, text: str | None = None) -> None:
        """A paragraph without a number."""
        text = text or self.texts.text()
        self.add(paragraph(run(text)), Label("prose", text))


def made(way: Way) -> Made:
    """The document of a way, and what stands in it."""
    out = Made(way, Texts(way.name))
    out.word.numbering = word.lists(_abstract(way), {n: n for n in range(1, 9)} | _restarts())
    out.word.styles = word.styles(
        word.style("Lijstalinea", "List Paragraph"),
        word.style("Artikel", "Artikel", bold=True, more=_numbered(1), based="Standaard"),
        word.style("Hoofd", "Hoofd", bold=True, size=14, outline=1, more=_numbered(5)),
        word.style("Onder", "Onder", bold=True, size=12, outline=2, more=_numbered(5, 1)),
    )
    title = "Protocol mobiele telefoons"
    if "no-title" not in way.extras:
        is_styled = "title-style" in way.extras
        xml = paragraph(title, style="Titel") if is_styled else paragraph(run(title, bold=True, size=24))
        out.add(xml, Label("title", title))
    if "control" in way.extras:
        rows = [("Versie", "1.2"), ("Datum", "1 september 2026"), ("Eigenaar", "Directie"), ("Status", "vastgesteld")]
        out.add(table(*rows), *(Label("meta", "", cells=row) for row in rows))
    if "header" in way.extras:
        out.word.header = paragraph("Protocol mobiele telefoons – de Linde")
        out.word.footer = paragraph(run("Pagina "), *_page_field())
    if "contents" in way.extras:
        out.add(_contents())
    for chapter in range(1, way.chapters + 1):
        _chapter(out, chapter)
    if "appendix" in way.extras:
        name = out.texts.title()
        out.add(paragraph(run(f"Bijlage 1: {name}", bold=True, size=14)), Label("heading", name, "Bijlage 1:", 1))
        out.prose()
    out.labels += out.notes
    return out


def _numbered(list_: int, level_: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level_}"/><w:numId w:val="{list_}"/></w:numPr>'


def _restarts() -> dict[int, int | tuple[int, str]]:
    """Lists 101 and on use abstract list 2, and begin anew."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return {first + n: (abstract, override) for first, abstract in ((100, 2), (200, 7)) for n in range(1, 40)}


def _abstract(way: Way) -> dict[int, Sequence[str]]:
    legal = "<w:isLgl/>" if "isLgl" in way.extras else ""
    first = "upperRoman" if "isLgl" in way.extras else "decimal"
    bullet = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
    check = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    return {
        1: [level(0, "decimal", "Artikel %1")],
        2: [level(0, "decimal", "%1."), level(1, "lowerLetter", "%2."), level(2, "lowerRoman", "%3)")],
        3: [level(0, "bullet", "\uf0b7").replace("</w:lvl>", f"{bullet}</w:lvl>"), level(1, "bullet", "o")],
        4: [level(0, "bullet", "\uf0fc").replace("</w:lvl>", f"{check}</w:lvl>")],
        5: [
            level(0, first, "%1.", left=0),
            level(1, "decimal", "%1.%2", more=legal, left=0),
            level(2, "decimal", "%1.%2.%3", more=legal),
            level(3, "lowerLetter", "%4)"),
        ],
        6: [level(0, "lowerRoman", "(%1)")],
        7: [level(0, "lowerLetter", "%1)")],
        8: [level(0, "decimal", "%1", left=0)],
    }


def _page_field() -> list[str]:
    return [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("1") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]


def _contents() -> str:
    lines = "".join(paragraph(f"{n}. Iets\t{n}", style="TOC1") for n in (1, 2, 3))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Inhoudsopgave', style='TOCHeading')}{lines}</w:sdtContent></w:sdt>"
    )


# -- chapters ---------------------------------------------------------------------------------------------------------


def _chapter(out: Made, n: int) -> None:
    way = out.way
    _heading(out, way.heading, out.texts.title(), (n,), 1)
    if "intro" in way.extras or way.clause == "none":
        out.prose()
    if "odd" in way.extras and n % 2:
        out.prose(out.texts.odd())
    if way.below is not None:
        for k in (1, 2):
            _heading(out, way.below, out.texts.title(), (n, k), 2)
            out.prose()
            _clauses(out, n, k)
    else:
        _clauses(out, n, None)
    _extras(out, n)


def _roman(n: int) -> str:
    return roman(n).upper()


def _heading(out: Made, how: Heading, title: str, at: tuple[int, ...], deep: int) -> None:
    n = at[-1]
    size = 16 - 2 * deep
    dotted = ".".join(map(str, at))

    def bold(text: str) -> str:  # Word often keeps a word in two runs
        middle = len(text) // 2 if "split-runs" in out.way.extras else 0
        return (run(text[:middle], bold=True) if middle else "") + run(text[middle:], bold=True)

    forms: dict[str, tuple[str, str | None]] = {
        "style": (paragraph(title, style=f"Kop{deep}"), None),
        "style-number": (paragraph(title, style="Hoofd" if deep == 1 else "Onder"), _legal(out, at)),
        "number-style-typed": (paragraph(f"{dotted} {title}", style=f"Kop{deep}"), dotted),
        "bold": (paragraph(bold(title)), None),
        "bold-number": (paragraph(bold(f"{dotted}. {title}")), f"{dotted}."),
        "tab-number": (paragraph(bold(f"{dotted}\t{title}")), dotted),
        "large": (paragraph(run(title, size=size)), None),
        "capitals": (paragraph(title.upper()), None),
        "article": (paragraph(bold(f"Artikel {n} {title}")), f"Artikel {n}"),
        "article-bare": (paragraph(bold(f"Artikel {n}")) + paragraph(bold(title)), f"Artikel {n}"),
        "chapter": (paragraph(run(f"Hoofdstuk {n} – {title}", bold=True, size=16)), f"Hoofdstuk {n} –"),
        "letter": (paragraph(bold(f"{chr(64 + n)}. {title}")), f"{chr(64 + n)}."),
        "roman": (paragraph(bold(f"{_roman(n)}. {title}")), f"{_roman(n)}."),
        "underline": (paragraph(run(title, more='<w:u w:val="single"/>')), None),
        "sign": (paragraph(bold(f"§ {n} {title}")), f"§ {n}"),
        "plain-number": (paragraph(f"{dotted}. {title}"), f"{dotted}."),
    }
    xml, number = forms[how]
    text = title.upper() if how == "capitals" else title
    out.add(xml, Label("heading", text, number, deep))


def _legal(out: Made, at: tuple[int, ...]) -> str:
    if len(at) == 1:
        return f"{_roman(at[0]) if 'isLgl' in out.way.extras else at[0]}."
    return f"{at[0]}.{at[1]}"


def _clauses(out: Made, chapter: int, below: int | None) -> None:
    how, many = out.way.clause, out.texts.few(3, 5)
    if how == "soft":
        texts = [out.texts.text() for _n in many]
        numbers = [f"{n}." for n in range(1, len(texts) + 1)]
        both = list(zip(numbers, texts, strict=True))
        out.add(paragraph("\n".join(f"{number} {text}" for number, text in both)))
        out.labels += [Label("clause", text, number) for number, text in both]
        return
    if how == "layout":
        both = [(f"{chapter}.{n + 1}", out.texts.text()) for n in many]
        out.add(table(*both), *(Label("clause", text, number) for number, text in both))
        return
    if how == "none":
        _items(out)
        return
    out.counts["lists"] = out.counts.get("lists", 0) + 1
    for n in range(1, len(many) + 1):
        _clause(out, how, chapter, below, n)
        if n == 2 and "nested" in out.way.extras:
            _letters(out)
    if out.way.item != "none" and chapter % 2:
        out.prose(out.texts.sentence().replace(".", ":"))
        _items(out)


def _clause(out: Made, how: Clause, chapter: int, below: int | None, n: int) -> None:
    text = out.texts.text()
    head = f"{chapter}.{below}" if below else f"{chapter}"
    list_ = out.counts["lists"]
    forms: dict[str, tuple[str, str]] = {
        "auto": (paragraph(text, style="Lijstalinea", number=(100 + list_, 0)), f"{n}."),
        "typed-decimal": (paragraph(f"{head}.{n} {text}"), f"{head}.{n}"),
        "tab-decimal": (
            paragraph(f"{head}.{n}.\t{text}", more='<w:ind w:left="567" w:hanging="567"/>'),
            f"{head}.{n}.",
        ),
        "typed-point": (paragraph(f"{n}. {text}"), f"{n}."),
        "typed-bracket": (paragraph(f"{n}) {text}"), f"{n})"),
        "bracketed": (paragraph(f"({n}) {text}"), f"({n})"),
        "auto-letter": (paragraph(text, number=(200 + list_, 0)), f"{chr(96 + n)})"),
        "auto-roman": (paragraph(text, number=(6, 0)), f"({_roman_small(out)})" if how == "auto-roman" else ""),
        "typed-letter": (paragraph(f"{chr(96 + n)}. {text}"), f"{chr(96 + n)}."),
        "legal": (paragraph(text, number=(5, 2 if below else 1)), f"{head}.{n}"),
        "under": (paragraph(text, number=(5, 2 if below else 1)), f"{head}.{n}"),
        "article-lid": (paragraph(f"{n}.\t{text}"), f"{n}."),
        "heading-2": (paragraph(text, style="Onder"), f"{chapter}.{n}"),
    }
    xml, number = forms[how]
    out.add(xml, Label("clause", text, number))


def _roman_small(out: Made) -> str:
    out.counts["roman"] = out.counts.get("roman", 0) + 1
    tens, unit = divmod(out.counts["roman"], 10)
    return "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][unit]


def _letters(out: Made) -> None:
    """Letters below a clause."""
    for n in range(3):
        text = out.texts.sentence()
        letter = chr(97 + n)
        if out.way.clause in {"auto", "under", "legal"}:
            list_ = 100 + out.counts["lists"] if out.way.clause == "auto" else 5
            level_, number = (1, f"{letter}.") if out.way.clause == "auto" else (3, f"{letter})")
            out.add(paragraph(text, number=(list_, level_)), Label("clause", text, number))
        else:
            xml = paragraph(f"{letter}) {text}", more='<w:ind w:left="720"/>')
            out.add(xml, Label("clause", text, f"{letter})"))


def _items(out: Made) -> None:
    how = out.way.item
    for _n in out.texts.few(2, 4):
        text = out.texts.short() if how in {"stroke", "auto"} else out.texts.sentence()
        forms: dict[str, tuple[str, str]] = {
            "auto": (paragraph(text, number=(3, 0)), "•"),
            "auto-wingdings": (paragraph(text, number=(4, 0)), "✓"),
            "stroke": (paragraph(f"- {text}"), "-"),
            "dash": (paragraph(f"–\t{text}"), "–"),
            "o": (paragraph(f"o\t{text}", more='<w:ind w:left="360"/>'), "o"),
            "star": (paragraph(f"* {text}"), "*"),
            "typed-bullet": (paragraph(f"• {text}"), "•"),
            "symbol": (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>', run(f" {text}")), "➢"),
            "none": (paragraph(text), ""),
        }
        xml, mark = forms[how]
        out.add(xml, Label("item" if mark else "prose", text, mark or None))


# -- what else people leave in a document -----------------------------------------------------------------------------


def _extras(out: Made, n: int) -> None:
    for name in out.way.extras:
        make = _EXTRAS.get(name)
        if make is not None and n in (2, 4):
            make(out)


def _table(out: Made) -> None:
    rows = [("Wat", "Wie", "Wanneer"), *((out.texts.short(), "Mentor", f"binnen {k} dagen") for k in (2, 3))]
    out.add(table(*rows, has_heading=True), *(Label("row", "", cells=row) for row in rows))


def _merged(out: Made) -> None:
    a, b, c = (out.texts.short() for _n in range(3))
    xml = table(
        [cell("Samen over drie", width=3)],
        [cell(a, merge="restart"), cell(b), cell("x1")],
        [cell("", merge="continue"), cell(c, width=2)],
    )
    out.add(
        xml,
        Label("row", "", cells=("Samen over drie", "", "")),
        Label("row", "", cells=(a, b, "x1")),
        Label("row", "", cells=("", c, "")),
    )


def _nested(out: Made) -> None:
    inner = table(("binnen een", "binnen twee"), ("binnen drie", "binnen vier"))
    out.add(
        table([cell("buiten", inner, "<w:p/>"), "daarnaast"], ["onder", "rechtsonder"]),
        Label("row", "", cells=("buiten", "daarnaast")),
        Label("row", "", cells=("binnen een", "binnen twee")),
        Label("row", "", cells=("binnen drie", "binnen vier")),
        Label("row", "", cells=("onder", "rechtsonder")),
    )


def _do_and_dont(out: Made) -> None:
    rows = [("Wel", "Niet"), *((out.texts.sentence(), out.texts.sentence()) for _n in range(3))]
    out.add(table(*rows), *(Label("row", "", cells=row) for row in rows))


def _cell_list(out: Made) -> None:
    one, two = out.texts.short(), out.texts.short()
    out.add(
        table(("Stap", "Wat"), ["1", cell(paragraph(one, number=(3, 0)), paragraph(two, number=(3, 0)))]),
        Label("row", "", cells=("Stap", "Wat")),
        Label("row", "", cells=("1", f"{one}\n{two}")),
    )


def _note(out: Made) -> None:
    text, note = out.texts.sentence(), f"Noot {out.texts.short()}."
    out.add(paragraph(run(text), out.word.note(note), run(" Einde.")), Label("prose", f"{text} Einde."))
    out.notes.append(Label("note", note, anchor=str(len(out.word.notes))))


def _note_in_table(out: Made) -> None:
    note, one, two = f"Noot in tabel {out.texts.short()}.", out.texts.short(), out.texts.short()
    out.add(table([cell(paragraph(run(one), out.word.note(note))), two], ["a1", "a2"]))
    out.labels += [Label("row", "", cells=(one, two)), Label("row", "", cells=("a1", "a2"))]
    out.notes.append(Label("note", note, anchor=str(len(out.word.notes))))


def _box(out: Made) -> None:
    text, boxed = out.texts.sentence(), out.texts.sentence()
    out.add(paragraph(run(text), box(boxed)), Label("prose", text), Label("prose", boxed))


def _tracked(out: Made) -> None:
    gone, came = out.texts.short(), out.texts.short()
    deleted = f'<w:del w:id="1" w:author="x">{run(gone, tag="w:delText")}</w:del>'
    inserted = f'<w:ins w:id="2" w:author="x">{run(came)}</w:ins>'
    out.add(paragraph(run("Hier staat "), deleted, inserted, run(" in de tekst.")))
    out.labels += [Label("prose", f"Hier staat {came} in de tekst."), Label("deleted", gone)]
    whole = out.texts.sentence()
    row = paragraph(
        f'<w:del w:id="3" w:author="x">{run(whole, tag="w:delText")}</w:del>', mark='<w:del w:id="4" w:author="x"/>'
    )
    out.add(row, Label("deleted", whole))


def _hidden(out: Made) -> None:
    hidden = out.texts.sentence()
    out.add(paragraph(run(hidden, more="<w:vanish/>")), Label("hidden", hidden))


def _comment(out: Made) -> None:
    text, remark = out.texts.sentence(), f"Klopt dit? {out.texts.short()}"
    out.add(paragraph(run(text), out.word.comment(remark)), Label("prose", text))
    out.notes.append(Label("comment", remark))


def _control(out: Made) -> None:
    one, two = out.texts.sentence(), out.texts.sentence()
    out.add(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run(one))}</w:sdtContent></w:sdt>"
        + paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run(two)}</w:sdtContent></w:sdt>"),
        Label("prose", one),
        Label("prose", two),
    )


def _bold_sentence(out: Made) -> None:
    text = out.texts.sentence()
    out.add(paragraph(run(text, bold=True)), Label("prose", text))


def _empty(out: Made) -> None:
    out.add(paragraph() + paragraph() + paragraph(run("  ")))


def _hyphen(out: Made) -> None:
    xml = paragraph(run("Het mede"), "<w:r><w:softHyphen/></w:r>", run("zeggenschaps"), "<w:r><w:noBreakHyphen/></w:r>",
                    run("reglement gaat voor."))  # fmt: skip
    out.add(xml, Label("prose", "Het medezeggenschaps\u2011reglement gaat voor."))


_EXTRAS = {
    "table": _table,
    "merged": _merged,
    "nested-table": _nested,
    "do": _do_and_dont,
    "cell-list": _cell_list,
    "note": _note,
    "note-in-table": _note_in_table,
    "box": _box,
    "tracked": _tracked,
    "hidden": _hidden,
    "comment": _comment,
    "control-content": _control,
    "bold-sentence": _bold_sentence,
    "empty": _empty,
    "hyphen": _hyphen,
}

BUILDING = (
    Way("kop-auto", "style", "auto", extras=("title-style", "table", "header")),
    Way("kop-nummer", "style-number", "legal", extras=("note", "merged", "title-style")),
    Way("vet", "bold", "typed-point", "stroke", extras=("intro", "box", "odd")),
    Way("vet-nummer", "bold-number", "typed-decimal", "dash", extras=("tracked", "comment", "header")),
    Way("groot", "large", "auto-letter", "o", extras=("hidden", "intro")),
    Way("hoofdletters", "capitals", "typed-bracket", "symbol", extras=("no-title", "do")),
    Way("artikel", "article", "typed-point", "none", extras=("nested", "note", "appendix")),
    Way("artikel-los", "article-bare", "article-lid", "typed-bullet", extras=("control",)),
    Way("hoofdstuk", "chapter", "auto", "auto-wingdings", below="bold", extras=("contents", "nested")),
    Way("letter", "letter", "typed-point", "stroke", extras=("table", "cell-list")),
    Way("romeins", "roman", "bracketed", "none", extras=("nested-table", "intro")),
    Way("onderstreept", "underline", "auto-roman", "auto", extras=("control-content", "empty")),
    Way("teken", "sign", "typed-letter", "none", extras=("note-in-table", "hyphen")),
    Way("kaal-nummer", "plain-number", "typed-decimal", "none", extras=("odd",)),
    Way("tab", "tab-number", "tab-decimal", "dash", extras=("header", "tracked")),
    Way("zacht", "bold", "soft", "none", extras=("intro", "bold-sentence")),
    Way("opmaaktabel", "bold-number", "layout", "none", extras=("table",)),
    Way("recht", "style-number", "legal", below="style-number", extras=("isLgl", "nested")),
    Way("alleen-tekst", "style", "none", "auto", extras=("title-style", "box")),
    Way("twee-lagen", "bold-number", "typed-decimal", "none", below="bold-number", extras=("contents",)),
    Way("kop-zinnen", "style-number", "heading-2", "none", extras=("note",)),
    Way("getypt-in-kop", "number-style-typed", "typed-letter", "stroke", below="number-style-typed"),
    Way("vet-auto", "bold", "auto", "auto", extras=("split-runs", "nested", "control")),
    Way("groot-klein", "large", "none", "star", below="bold", extras=("intro",)),
    Way("vet-in-kop", "style", "auto-letter", "typed-bullet", below="bold", extras=("merged", "comment")),
    Way("kaal-alleen", "plain-number", "none", "none", extras=("note", "empty")),
)
MEASURING = (
    Way("m-kop-letter", "style", "auto-letter", "dash", below="underline", extras=("box", "note", "control")),
    Way("m-kop-haak", "style-number", "typed-bracket", "o", extras=("merged", "hidden", "title-style")),
    Way("m-vet-soft", "bold-number", "soft", "none", extras=("tracked", "cell-list")),
    Way("m-vet-haakjes", "bold", "bracketed", "symbol", extras=("odd", "header", "intro")),
    Way("m-groot-typ", "large", "typed-point", "typed-bullet", extras=("do", "contents")),
    Way("m-caps-romeins", "capitals", "auto-roman", "stroke", extras=("note-in-table", "empty", "intro")),
    Way("m-artikel-auto", "article", "auto", "auto", extras=("nested", "comment", "appendix", "title-style")),
    Way("m-artikel-los-letter", "article-bare", "typed-letter", "none", extras=("table", "hyphen")),
    Way("m-artikel-dec", "article", "typed-decimal", "dash", below="underline", extras=("merged",)),
    Way("m-hoofdstuk-artikel", "chapter", "article-lid", "none", below="article", extras=("contents", "note")),
    Way("m-hoofdstuk-dec", "chapter", "tab-decimal", "star", extras=("box", "tracked")),
    Way("m-letter-haak", "letter", "typed-bracket", "auto-wingdings", extras=("nested-table", "odd")),
    Way("m-romeins-punt", "roman", "typed-point", "auto", extras=("hidden", "bold-sentence", "no-title")),
    Way("m-onder-dec", "underline", "typed-point", "symbol", extras=("intro", "control-content")),
    Way("m-teken-lid", "sign", "article-lid", "stroke", extras=("note", "cell-list")),
    Way("m-kaal-tab", "plain-number", "tab-decimal", "none", extras=("table", "header")),
    Way("m-tab-letter", "tab-number", "typed-letter", "o", extras=("do", "comment")),
    Way("m-opmaak-artikel", "article", "layout", "none", extras=("intro", "empty")),
    Way("m-recht-diep", "style-number", "under", "auto", below="style-number", extras=("nested", "merged")),
    Way("m-drie", "number-style-typed", "tab-decimal", "none", below="number-style-typed", extras=("box", "hyphen")),
    Way("m-kop-tekst", "style", "none", "symbol", below="style", extras=("note", "do")),
    Way("m-vet-onder", "bold", "none", "typed-bullet", below="underline", extras=("intro", "control")),
    Way("m-kop-zin-letter", "style-number", "heading-2", "dash", extras=("isLgl", "tracked")),
    Way("m-vet-gesplitst", "bold-number", "auto", "star", extras=("split-runs", "nested", "hidden")),
    Way("m-caps-vet", "capitals", "auto-letter", "none", below="bold", extras=("note-in-table",)),
    Way("m-kaal-vet", "plain-number", "typed-bracket", "stroke", extras=("intro", "odd", "bold-sentence")),
)


def every() -> Iterator[Way]:
    """All ways."""
    yield from BUILDING
    yield from MEASURING
