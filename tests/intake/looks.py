"""Tables and lists in looks that are drawn by lot: padding, alignment, widths, rules, fonts, numbers inside and outside.

`python -m tests.intake.looks [--seed=N] [tables|lists] [chromium] [weasy] [office] [-v]` makes a dozen documents of a
seed in each way, without tags, and prints how well they are read. A seed that was never used is a document from elsewhere.
"""

# ruff: noqa: E501, SIM905 (lines of documents)

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from html import escape
from random import Random

import weasyprint

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.taking import take_bytes
from tests.intake import paper
from tests.intake.documents import Label
from tests.intake.handed import by_chromium
from tests.intake.scoring import Score, score
from tests.intake.word import Word, paragraph, run

DOCUMENTS = 12
WAYS = ("chromium", "weasy", "office")
WHAT = ("headings", "clauses", "numbers", "cells", "prose")

_SUBJECTS = (
    "Leerling|Ouder|Mentor|Teamleider|Conciërge|Directeur|Medezeggenschapsraad|Vertrouwenspersoon|Intern begeleider|Zorgcoördinator|"
    "Klassenouder|Leerkracht van groep 8|Bedrijfshulpverlener|Bestuurssecretaris|Preventiemedewerker|Stagiair of vrijwilliger|Hoofd van de administratie|"
    "Schoolmaatschappelijk werker|Jeugdarts|Contactpersoon voor vragen over veiligheid"
).split("|")
_HAPPENINGS = (
    "Te laat in de les|Ongeoorloofd verzuim|Schade aan meubilair|Brutaal gedrag|Vergeten materiaal|Gymnastiek|Schoolreis|Vuurwerk|Schelden|Spijbelen|"
    "Een telefoon die tijdens de les afgaat|Beelden van anderen delen zonder dat zij dat weten|Diefstal van een fiets of een tas|Roken of vapen op het plein|"
    "Opzettelijk een brandmelder laten afgaan|Alcohol of drugs bij zich hebben, ook op een feest van de school|Dreigen met geweld|Ander gedrag dat niet bij onze school past"
).split("|")
_MEASURES = (
    "Gesprek|Waarschuwing|Nablijven tot vijf uur|Brief aan de ouders|Schorsing van één dag|Strafwerk|Melding bij de leerplichtambtenaar|Aangifte bij de politie|"
    "De leerling herstelt de schade en maakt excuses|Een gesprek met de leerling, de ouders en de mentor binnen drie schooldagen|"
    "De directeur beslist over een schorsing van ten hoogste vijf dagen en bericht de inspectie|Nakomen op woensdagmiddag; bij herhaling volgt een gesprek met de teamleider|"
    "Geen|Overleg in het zorgteam, daarna een plan met afspraken voor zes weken|Het voorwerp wordt in bewaring genomen en aan het einde van de dag teruggegeven"
).split("|")
_TIMES = (
    "binnen een week|direct|maandag en donderdag|voor 1 oktober|elk kwartaal|na zes weken|8.30-12.00 uur|schooljaar 2026-2027|uiterlijk 15 mei|jaarlijks in maart|"
    "binnen 24 uur|dezelfde dag|de eerste schooldag na de vakantie|twee keer per jaar, in november en in april"
).split("|")
_DATA = (
    "010 234 56 78|06 12 34 56 78|€ 25,00|€ 7,50|12|3|140|45%|2%|ja|nee|nee, tenzij de ouders toestemming geven|n.v.t.|x|A1|B2|lokaal 12|1.04|2.11|kamer 3"
).split("|")
_SENTENCES = (
    "Deze afspraken gelden op school, op het plein en tijdens uitstapjes.",
    "Wie iets ziet dat niet klopt, meldt dat nog dezelfde dag bij de mentor.",
    "De school bewaart het verslag ten hoogste twee jaar in het dossier van de leerling en geeft het op verzoek aan de ouders.",
    "In het overzicht hieronder staat wat wij doen en wie daarvoor verantwoordelijk is.",
    "Twijfelt u? Bel dan de administratie.",
    "Ouders krijgen bericht voordat een maatregel ingaat, tenzij de veiligheid van anderen zich daartegen verzet.",
    "De afspraken zijn in de vergadering van het team besproken.",
)
_CLAUSES = (
    "De mentor voert het eerste gesprek.",
    "Een klacht wordt schriftelijk ingediend en binnen tien werkdagen behandeld door de klachtencommissie van het bestuur.",
    "Foto’s worden alleen geplaatst met toestemming.",
    "De administratie houdt bij wie welke sleutel heeft en controleert dat ieder jaar in september aan de hand van de lijst.",
    "Gasten melden zich bij de balie.",
    "Het bestuur kan in bijzondere gevallen van dit reglement afwijken; het legt dat uit aan de raad.",
    "De deuren gaan om 8.15 uur open.",
    "Leerlingen gaan niet zonder begeleiding naar het water, en nooit meer dan vier tegelijk.",
)
_POINTS = (
    "de naam en de groep van de leerling;",
    "wat er is gebeurd, waar en wanneer, en wie erbij waren;",
    "welke maatregel is genomen;",
    "een gesprek met beide partijen, bij voorkeur nog op dezelfde dag en altijd in het bijzijn van een tweede medewerker van de school;",
    "de afspraken voor daarna;",
    "toezicht in de pauze.",
)
_HEADINGS = "Maatregelen|Bereikbaarheid|Taken|Afspraken in de klas|Melden|Toezicht|Kosten|Termijnen|Overleg met ouders|Registratie|Vragen|Jaarplanning".split(
    "|"
)
_POOLS = (_HAPPENINGS, _MEASURES, _TIMES, _DATA, _SUBJECTS)
_HEADS = ("Wat", "Maatregel", "Wanneer", "Gegeven", "Wie")
_FONTS = ("Liberation Sans", "Liberation Serif", "DejaVu Sans", "DejaVu Serif", "Carlito", "Caladea")
_RULES = {
    "none": "",
    "grid": "table{border-collapse:collapse}td,th{border:1px solid #666}",
    "lines": "table{border-collapse:collapse}td,th{border-bottom:1px solid #999}",
    "head": "table{border-collapse:collapse}tr:first-child>*{border-bottom:1pt solid black}",
    "zebra": "table{border-collapse:collapse}tr:nth-child(even)>*{background:#ddeeff}",
    "columns": "table{border-collapse:collapse}td+td,th+th{border-left:1px solid #888}",
}


def _rows(lot: Random) -> list[tuple[str, ...]]:
    """A table: columns of a kind each, a head mostly, now and then an empty cell."""
    many = lot.choice((2, 2, 3, 3, 3, 4, 5))
    kinds = lot.sample(range(len(_POOLS)), many)
    rows = [tuple(_HEADS[kind] for kind in kinds)] if lot.random() < 0.8 else []
    firsts = lot.sample(_POOLS[kinds[0]], lot.randint(3, 9))
    holes = 0.12 if lot.random() < 0.3 else 0.0
    for first in firsts:
        rest = ["" if lot.random() < holes else lot.choice(_POOLS[kind]) for kind in kinds[1:]]
        rows.append((first, *rest) if any(rest) else (first, *(lot.choice(_POOLS[kind]) for kind in kinds[1:])))
    return rows


def _table(lot: Random, number: int) -> tuple[str, str, list[Label]]:
    """Markup, style and labels of one table in a look."""
    rows = _rows(lot)
    here = f".t{number}"
    pad = lot.choice(("1px", "1px", "2pt 4pt", "3pt 6pt", "6pt", "0 8pt 0 0", "2pt 10pt 2pt 0", "4px 12px"))
    style = [f"{{width:{lot.choice(('auto', 'auto', '100%', '80%'))}}}"] if lot.random() < 0.8 else []
    style.append(
        f" td,{here} th{{padding:{pad};vertical-align:{lot.choice(('middle', 'middle', 'top', 'top', 'baseline', 'bottom'))}}}"
    )
    has_head = rows[0][0] in _HEADS
    heads = "th" if has_head and lot.random() < 0.6 else "td"
    if heads == "th":
        style.append(f" th{{text-align:{lot.choice(('left', 'left', 'center'))}}}")
    elif has_head and lot.random() < 0.6:
        style.append(" tr:first-child td{font-weight:bold}")
    for column in range(len(rows[0])):
        if lot.random() < 0.12:
            style.append(f" tr>*:nth-child({column + 1}){{text-align:{lot.choice(('right', 'center'))}}}")
        elif lot.random() < 0.15:
            style.append(f" tr>*:nth-child({column + 1}){{width:{lot.choice((15, 20, 25, 40))}%}}")
    if lot.random() < 0.2:
        style.append("{font-size:90%}")
    if lot.random() < 0.15:
        style.append("{line-height:1.5}")
    kind = lot.choice(("none", "none", "none", *_RULES))
    css = "".join(here + rule for rule in style)
    css += (
        _RULES[kind]
        .replace("table", here)
        .replace("td,th", f"{here} td,{here} th")
        .replace("td+td,th+th", f"{here} td+td,{here} th+th")
        .replace("tr:", f"{here} tr:")
    )
    tags = [heads if place == 0 else "td" for place in range(len(rows))]
    made = "".join(
        "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"
        for tag, row in zip(tags, rows, strict=True)
    )
    return f'<table class="t{number}">{made}</table>', css, [Label("row", "", cells=row) for row in rows]


def _list(lot: Random, number: int) -> tuple[str, str, list[Label]]:
    """A list that a program numbers, with one within it."""
    here, told = f".l{number}", []
    outer = lot.choice(("decimal", "decimal", "lower-alpha", "upper-roman"))
    inner = lot.choice(("decimal", "decimal", "lower-alpha", "lower-roman", "disc"))
    place = lot.choice(("inside", "outside", "outside"))
    css = f"{here}{{list-style:{outer} {place};padding-left:{lot.choice(('40px', '20pt', '14pt') if place == 'outside' else ('40px', '0', '12pt'))}}}"
    css += f"{here} li>*{{list-style:{inner} {place};padding-left:{lot.choice(('40px', '20pt', '16pt'))}}}"
    css += lot.choice(("", "", f"{here} li{{margin-bottom:4pt}}"))
    made = ""
    for count, clause in enumerate(lot.sample(_CLAUSES, lot.randint(3, 5)), start=1):
        made += f"<li>{escape(clause)}"
        told.append(Label("clause", clause, _COUNTED[outer](count)))
        if lot.random() < 0.4:
            points = lot.sample(_POINTS, lot.randint(2, 4))
            made += "<ol>" + "".join(f"<li>{escape(point)}</li>" for point in points) + "</ol>"
            told += [
                Label("item", point, "•") if inner == "disc" else Label("clause", point, _COUNTED[inner](place))
                for place, point in enumerate(points, start=1)
            ]
        made += "</li>"
    return f'<ol class="l{number}">{made}</ol>', css, told


_ROMAN = ("", "i", "ii", "iii", "iv", "v")
_COUNTED: dict[str, Callable[[int], str]] = {
    "decimal": lambda n: f"{n}.", "lower-alpha": lambda n: f"{chr(96 + n)}.",
    "lower-roman": lambda n: f"{_ROMAN[n]}.", "upper-roman": lambda n: f"{_ROMAN[n].upper()}.",
}  # fmt: skip


def document(seed: int, number: int, what: str) -> tuple[str, list[Label]]:
    """A page, and what stands in it.

    Args:
        seed: of the lot.
        number: of the document, from 0.
        what: `tables` or `lists`.
    """
    lot = Random(f"{seed} {number} {what}")
    size = lot.choice((9, 10, 10.5, 11, 12))
    css = f"body{{font:{size}pt/{lot.choice(('normal', 'normal', '1.3', '1.5'))} '{lot.choice(_FONTS)}'}}"
    title = f"Regeling {number + 1} van de school"
    body, told = f"<h1>{title}</h1>", [Label("title", title)]
    sentences = lot.sample(_SENTENCES, len(_SENTENCES))
    for place, heading in enumerate(lot.sample(_HEADINGS, 4), start=1):
        body += f"<h2>{place}. {heading}</h2>"
        told.append(Label("heading", heading, f"{place}.", 1))
        if lot.random() < 0.7:
            body += f"<p>{escape(sentences[place])}</p>"
            told.append(Label("prose", sentences[place]))
        part, style, labels = (_table if what == "tables" else _list)(lot, place)
        body, css = body + part, css + style
        told += labels
        if lot.random() < 0.3:
            body += f"<p>{escape(sentences[place - 2])}</p>"
            told.append(Label("prose", sentences[place - 2]))
    style = f"<style>@page{{size:A4;margin:{lot.choice((15, 20, 25))}mm}}{css}</style>"
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>x</title>{style}</head><body>{body}</body></html>',
        told,
    )


def _office(seed: int, number: int) -> tuple[bytes, list[Label]]:
    """The same of Word: tables without rules, with widths, margins and places in the height by lot."""
    lot = Random(f"{seed} {number} office")
    file, told = Word(), []
    sentences = lot.sample(_SENTENCES, len(_SENTENCES))
    for place, heading in enumerate(lot.sample(_HEADINGS, 4), start=1):
        rows = _rows(lot)
        file.body += [paragraph(run(f"{place}. {heading}", bold=True, size=14)), paragraph(run(sentences[place]))]
        told += [Label("heading", heading, f"{place}.", 1), Label("prose", sentences[place])]
        weights = [lot.choice((1, 1, 2, 3)) for _column in rows[0]]
        wide = [9000 * weight // sum(weights) for weight in weights]
        words = (
            max((len(word) for cell in column for word in cell.split()), default=1)
            for column in zip(*rows, strict=True)
        )
        wide = [max(one, 300 + 125 * word) for one, word in zip(wide, words, strict=True)]
        up, above, is_bold = (
            lot.choice(("top", "center", "center", "bottom")),
            lot.choice((0, 0, 40, 100)),
            lot.random() < 0.6,
        )
        made = ""
        for count, row in enumerate(rows):
            made += (
                "<w:tr>"
                + "".join(
                    f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/><w:vAlign w:val="{up}"/></w:tcPr>{paragraph(run(cell, bold=is_bold and count == 0))}</w:tc>'
                    for cell, w in zip(row, wide, strict=True)
                )
                + "</w:tr>"
            )
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
        margins = (
            f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:bottom w:w="{above}" w:type="dxa"/></w:tblCellMar>'
        )
        file.body.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'
        )
        file.body.append(paragraph())
        told += [Label("row", "", cells=row) for row in rows]
    return file.bytes(), told


def files(seed: int, what: str, ways: Sequence[str] = WAYS) -> Iterator[tuple[str, str, bytes, list[Label]]]:
    """Way, name, bytes and labels of each PDF of a seed."""
    made = {f"{what}-{number}": document(seed, number, what) for number in range(DOCUMENTS)}
    html = {name: page for name, (page, _told) in made.items()}
    if "chromium" in ways:
        yield from (("chromium", f"{name}.pdf", data, made[name][1]) for name, data in by_chromium(html))
    if "weasy" in ways:
        for name, page in html.items():
            yield "weasy", f"{name}.pdf", weasyprint.HTML(string=page).write_pdf(), made[name][1]
    if "office" in ways and what == "tables":
        words = {f"{what}-{number}": _office(seed, number) for number in range(DOCUMENTS)}
        for name, data in paper.papers({name: data for name, (data, _told) in words.items()}, is_tagged=False).items():
            yield "office", f"{name}.pdf", data, words[name][1]


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    seed = next((int(one.removeprefix("--seed=")) for one in arguments if one.startswith("--seed=")), 1)
    ways = [way for way in WAYS if way in arguments] or WAYS
    sums: dict[tuple[str, str], Score] = {}
    for what in [one for one in ("tables", "lists") if one in arguments] or ("tables", "lists"):
        for way, name, data, told in files(seed, what, ways):
            try:
                one = score(told, take_bytes(name, data).blocks)
            except IntakeError as error:
                print(way, name, error)
                one = score(told, [])
            sums.setdefault((what, way), Score()).add(one)
            print(
                f"{way:9} {name:12}", *(f"{kind} {one.f1(kind):.3f}" for kind in WHAT if one.f1(kind) < 1), flush=True
            )
            if "-v" in arguments:
                print(*(f"    {wrong}" for wrong in one.wrong), sep="\n")
    for (what, way), total in sums.items():
        print(f"all {what:7} {way:9}", *(f"{kind} {total.f1(kind):.4f}" for kind in WHAT if total.wanted[kind]))


if __name__ == "__main__":
    main(sys.argv[1:])
