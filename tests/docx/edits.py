"""Pairs of versions, one for every kind of edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from schoolprotocol.compare.tokens import Printing, fill
from schoolprotocol.model.document import HistoryRow
from schoolprotocol.policy.model import Clause, Column, Group, Note, Policy, Section, Table, Text
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.walk import map_texts
from schoolprotocol.text import myst
from tests.compare.edits import laid_out, made, reworded, text, with_clauses, with_values
from tests.helpers import excerpt_of

Pair = tuple[Policy, Policy]
LONG = ("Leerlingen leggen hun telefoon in de tas.", "Zij halen hem er na de laatste les weer uit.")
STEPS = (
    "de telefoon gaat uit en blijft uit;",
    "de tas gaat dicht en blijft dicht;",
    "de leraar begint op tijd;",
    "wie praat, die luistert niet;",
)
SAID = ("Leg je telefoon weg.", "Vraag het aan de mentor.", "Bel bij nood het meldpunt.", "Wacht op de gang.")
STEPPED = "1. Leg je telefoon weg.\n2. Vraag het aan de mentor."
LIST = "Denk aan:\n\n- foto’s;\n- films van *anderen*."


def words(before: str, after: str) -> Callable[[Policy], Pair]:
    """Another text for one clause."""
    return lambda klein: (reworded(klein, tips__vraag=before), reworded(klein, tips__vraag=after))


def places(before: Mapping[str, str], after: Mapping[str, str], **texts: str) -> Callable[[Policy], Pair]:
    """Clauses a, b, c … in sections; `texts` are other texts in the new version."""
    return lambda klein: (_placed(klein, before, {}), _placed(klein, after, texts))


def _placed(klein: Policy, layout: Mapping[str, str], texts: Mapping[str, str]) -> Policy:
    def one(id_: str) -> Clause:
        return made(f"t.{id_}", texts.get(id_, f"De tekst van clausule {id_}, die gaat over onderwerp {id_}."))

    return laid_out(klein, {name: [one(id_) for id_ in ids] for name, ids in layout.items()})


def dos(before: str, after: str) -> Callable[[Policy], Pair]:
    """Another text for the first of two dos."""

    def version(klein: Policy, said: str) -> Policy:
        laid = laid_out(klein, {"een": [made("t.a", said), made("t.b", SAID[2])]}, "dos")
        return with_clauses(laid, lambda c: c.model_copy(update={"number": "", "label": f"‘{c.title}’"}))

    return lambda klein: (version(klein, before), version(klein, after))


def forms(before: str, after: str) -> Callable[[Policy], Pair]:
    """The same clauses in another form."""
    own = {"een": [made("t.a", "Filmen."), made("t.b", LIST)]}

    def version(klein: Policy, form: str) -> Policy:
        numbered = laid_out(klein, own, form)
        if form == "numbered":
            return numbered
        return with_clauses(numbered, lambda c: c.model_copy(update={"number": "", "label": f"‘{c.title}’"}))

    return lambda klein: (version(klein, before), version(klein, after))


def noted(before: Mapping[str, str], after: Mapping[str, str]) -> Callable[[Policy], Pair]:
    """Other notes of one clause; each is called once, in order."""

    def version(klein: Policy, notes: Mapping[str, str]) -> Policy:
        calls = " en ".join(f"dit[^{id_}]" for id_ in notes) or "niets"
        own = tuple(Note(id=id_, number=n, wording=text(t)) for n, (id_, t) in enumerate(notes.items(), start=1))
        # A second clause with a note of its own, whose number changes along.
        last = Note(id="slot", number=len(own) + 1, wording=text("De laatste noot."))
        clauses = [
            made("t.a", f"Vraag {calls}, altijd.", notes=own),
            made("t.b", "Zie de noot[^slot].", notes=(last,)),
        ]
        return laid_out(klein, {"een": clauses})

    return lambda klein: (version(klein, before), version(klein, after))


def columns(before: tuple[str, ...], after: tuple[str, ...]) -> Callable[[Policy], Pair]:
    """Clauses side by side: the letters of the clauses of each column."""

    def version(klein: Policy, letters: tuple[str, ...]) -> Policy:
        made_columns = tuple(
            Column(
                heading=text(f"Kolom {n}"),
                clauses=tuple(made(f"t.{i}", f"De tekst van clausule {i} over {i}.") for i in own),
            )
            for n, own in enumerate(letters)
        )
        group = Group(form="columns", columns=made_columns)
        section = Section(id="tabel", heading=text("Tabel"), number="1", kind="chapter", groups=(group,))
        return klein.model_copy(update={"sections": (section,)})

    return lambda klein: (version(klein, before), version(klein, after))


def control(**tables: Any) -> Callable[[Policy], Pair]:
    """The table of document control with other rows or columns."""

    def version(klein: Policy, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Policy:
        made_rows = tuple(tuple(text(cell) for cell in row) for row in rows)
        table = Table(id="beheer", heading=text("Beheer"), columns=tuple(map(text, columns)), rows=made_rows)
        return klein.model_copy(update={"front": (table,)})

    return lambda klein: (version(klein, *tables["before"]), version(klein, *tables["after"]))


def document(**changes: Any) -> Callable[[Policy], Pair]:
    """Other document control."""
    return lambda klein: (
        klein,
        klein.model_copy(update={"document": klein.document.model_copy(update=changes)}),
    )


def swapped(edit: Callable[[Policy], Pair]) -> Callable[[Policy], Pair]:
    """The other way round."""
    return lambda klein: (edit(klein)[1], edit(klein)[0])


def listed(*items: str) -> str:
    return "Zo gaat het:\n\n" + "\n".join(f"- {item}" for item in items)


def two(before: Sequence[str], after: Sequence[str], called: Sequence[str] = ("", "")) -> Callable[[Policy], Pair]:
    """The texts of two clauses in a section; `called` is the clause that has a note, in each version."""

    def version(klein: Policy, texts: Sequence[str], has: str) -> Policy:
        note = Note(id="m", number=1, wording=text("De mentor heet ook *coach* van de klas."))
        own = (
            made(f"t.{i}", own + ("[^m]" if i == has else ""), notes=(note,) if i == has else ())
            for i, own in zip("ab", texts, strict=True)
        )
        return laid_out(klein, {"een": list(own)})

    return lambda klein: (version(klein, before, called[0]), version(klein, after, called[1]))


def framed(klein: Policy) -> Pair:
    """A section gets a frame."""
    first, *others = klein.sections
    section = first.model_copy(update={"framed": True})
    return klein, klein.model_copy(update={"sections": (section, *others)})


def heading(klein: Policy) -> Pair:
    """A heading with other words, and a section less before it."""
    _first, *others = klein.sections
    renamed = [
        section.model_copy(update={"heading": text("Gevolgen en hulp"), "number": "1"})
        if section.id == "gevolgen"
        else section
        for section in others
    ]
    return klein, klein.model_copy(update={"sections": tuple(renamed)})


def numbered_from(klein: Policy, first: int) -> Policy:
    """Three sections with clauses, numbered from the so-manieth on."""
    own = {
        name: [made(f"{name}.{i}", f"De tekst van clausule {i} van {name}.") for i in "ab"]
        for name in ("een", "twee", "drie")
    }
    laid = laid_out(klein, own)
    sections = []
    for n, section in enumerate(laid.sections, start=1):
        sections.append(_renumbered(section, str(n - first + 1) if n >= first else ""))
    return laid.model_copy(update={"sections": tuple(sections)})


def _renumbered(section: Section, number: str) -> Section:
    """A chapter with another number, or with none."""
    (group,) = section.groups
    clauses = []
    for n, clause in enumerate(group.clauses, start=1):
        own = f"{number}.{n}" if number else ""
        label = f"artikel {own}" if own else f"‘{clause.title}’"
        clauses.append(clause.model_copy(update={"number": own, "label": label}))
    group = group.model_copy(update={"clauses": tuple(clauses), "form": "numbered" if number else "prose"})
    return section.model_copy(update={"number": number, "groups": (group,)})


def only_numbers(klein: Policy) -> Pair:
    """A chapter without words of its own goes: what follows has other numbers, and nothing else is another."""
    laid = numbered_from(klein, 1)
    first, *others = laid.sections
    empty = first.model_copy(update={"groups": ()})
    return (
        laid.model_copy(update={"sections": (empty, *others)}),
        laid.model_copy(update={"sections": tuple(_renumbered(one, str(n)) for n, one in enumerate(others, start=1))}),
    )


def title(klein: Policy) -> Pair:
    """Another title."""
    return klein, klein.model_copy(update={"title": "Protocol Telefoons en horloges"})


def filled(policy: Policy) -> Policy:
    """The policy with its values filled in, as resolving does."""
    plain = Printing(values={name: value.text for name, value in policy.values.items()})
    escaped = Printing(values={name: myst.escape(value) for name, value in plain.values.items()})

    def fresh(slot: Slot, old: Text) -> Text:
        return text(old.template, fill(old.template, escaped if slot.is_markup else plain))

    return map_texts(policy, fresh)


def values(**new: str) -> Callable[[Policy], Pair]:
    """Other values; `__` in a name stands for a dot."""
    return lambda klein: (klein, filled(with_values(klein, **new)))


def excerpt(klein: Policy) -> Pair:
    """Another heading and another clause in the text for the schoolgids."""
    own = excerpt_of(klein).model_copy(
        update={
            "heading": text("Telefoons en horloges"),
            "groups": (Group(form="bullets", clauses=(made("gids.nieuw", "Wij filmen niet."),)),),
        }
    )
    return klein, klein.model_copy(update={"excerpt": own})


def linked(target: str) -> str:
    return f"Kijk op [de *site*]({target}), of mail <mailto:a@b.example>."


MOVED = ({"een": "abc", "twee": "def"}, {"een": "ac", "twee": "debf"})
HISTORY = (HistoryRow(version="1.0", day=date(2026, 9, 1), status="vastgesteld", change="Eerste versie"),)
ROWS = (("Versie", "1.1"), ("Status", "concept"), ("Eigenaar", ""))
NOTES = {"een": "Een noot over *een*.", "twee": "Een tweede noot."}

EDITS: Mapping[str, Callable[[Policy], Pair]] = {
    "nothing": lambda klein: (klein, klein),
    "a word": words("Vraag het aan de leraar.", "Vraag het aan de mentor."),
    "a sentence comes": words("Vraag het. Wacht.", "Vraag het. Luister goed. Wacht."),
    "all words": words("De school bewaart een telefoon.", "Wie dat niet doet, krijgt een gesprek."),
    "punctuation": words("Vraag het, altijd.", "Vraag het; altijd!"),
    "case and white space": words("Vraag het eerst.", "VRAAG\nhet  eerst."),
    "bold": words("Vraag het eerst.", "Vraag **het** eerst."),
    "bold, and a word in it": words("Vraag **het eerst** aan hem.", "Vraag **het altijd** aan hem."),
    "emphasis inside a word": words("De telefoon*plek* is hier.", "De telefoonplek is **daar**."),
    "a paragraph comes": words("Vraag het.", "Vraag het.\n\nWacht daarna."),
    "a clause becomes a numbered list": two((SAID[0], SAID[1]), (STEPPED, SAID[1])),
    "a clause that is a list goes": two((STEPPED, SAID[1]), (SAID[1], SAID[2])),
    "lists begin lists": two(
        ("1. - a\n   - b\n2. c", "- 1. a\n  2. b\n- c"), ("1. - a\n2. c", "1. 1. a\n   2. b\n2. c")
    ),
    "another list stands in its place": two(
        (STEPPED, SAID[3]), ("1. - Leg je telefoon weg.\n   - Ja.\n2. Nee.", SAID[3])
    ),
    "a do becomes a list": dos(SAID[0], STEPPED),
    "a clause that is a list moves": lambda klein: (
        laid_out(klein, {"een": [made("t.a", STEPPED), made("t.b", "Dit is b.")], "twee": [made("t.c", "Dit is c.")]}),
        laid_out(klein, {"een": [made("t.b", "Dit is b.")], "twee": [made("t.c", "Dit is c."), made("t.a", STEPPED)]}),
    ),
    "a note becomes a numbered list": noted(NOTES, {**NOTES, "twee": "1. een;\n2. twee."}),
    "a paragraph becomes an item": words("Denk aan films.", "- Denk aan films."),
    "an item comes": words(LIST, "Denk aan:\n\n- foto’s;\n- geluid;\n- films van *anderen*."),
    "an item goes at the end": words(LIST, "Denk aan:\n\n- foto’s."),
    "the first item goes": words(LIST, "Denk aan:\n\n- films van *anderen*."),
    "a list becomes ordered": words(LIST, LIST.replace("- ", "1. ", 2)),
    "lists in lists": words("- a\n  1. b\n  2. c\n\n     d", "- a\n  1. b\n  2. e\n  3. c\n\n     d"),
    "two ordered lists": words("1. een\n2. twee\n\nen\n\n1. drie", "en\n\n1. drie\n2. vier"),
    "a forced line break": words("Vraag het\\\neerst.", "Vraag het eerst."),
    "a link elsewhere": words(linked("https://a.example"), linked("https://b.example/?x=1&y=2")),
    "another reference": words("Zie {clause}`gevolgen.aangifte`.", "Zie {clause}`afspraken.melden`."),
    "a multiplication": words("Het is 2\\*3 en 5 & 6 < 7.", "Het is 2\\*4 en 5 & 6 > 7."),
    "right to left": words("Vraag שלום aan de leraar.", "Vraag שלום עולם aan de leraar."),
    "what XML cannot hold": words("Vraag\x01 het\x0b eerst.", "Vraag\x01 het\ufffe eerst."),
    "what cannot be parsed": words("Vraag `het` eerst.", "Vraag <b>het</b> eerst."),
    "an item comes first": words(listed(*STEPS[1:]), listed(*STEPS)),
    "an item moves in its list": words(listed(*STEPS), listed(*STEPS[1:], STEPS[0])),
    "items change places": words(listed(*STEPS), listed(STEPS[2], STEPS[1], STEPS[3], STEPS[0])),
    "an item moves to another clause": two(
        (listed(*STEPS[:2]), listed(*STEPS[2:])), (listed(STEPS[0]), listed(*STEPS[2:], STEPS[1]))
    ),
    "an item becomes a sentence elsewhere": two(
        (listed(*STEPS[:2]), "De deur blijft open."), (listed(STEPS[0]), f"De deur blijft open. {STEPS[1]}")
    ),
    "a sentence moves in its paragraph": words(" ".join(SAID), " ".join((*SAID[1:], SAID[0]))),
    "a sentence moves to another clause": two(
        (" ".join(SAID[:3]), SAID[3]), (" ".join(SAID[1:3]), f"{SAID[3]} {SAID[0]}")
    ),
    "sentences with markup and a link move": two(
        (f"{linked('https://a.example')} Wacht **even** op de gang. Dan komt de mentor.", SAID[3]),
        ("Dan komt de mentor.", f"Wacht **even** op de gang. {SAID[3]} {linked('https://a.example')}"),
    ),
    "a sentence moves out of a text that is printed otherwise than it was compared": two(
        ("Leg hem weg. *Bel* het **meldpunt** nu\n\nNoot[^n].", "1. Vraag het de mentor."),
        ("- Wacht op de gang.\n- 1. ja\n\n     *Bel* het **meldpunt** nu Leg hem weg.", "Leg hem weg."),
    ),
    "a paragraph moves to another clause": two(
        (f"{SAID[0]}\n\n{SAID[1]}", SAID[2]), (SAID[0], f"{SAID[2]}\n\n{SAID[1]}")
    ),
    "a note moves to another clause": two(SAID[:2], SAID[:2], ("a", "b")),
    "a note moves with its sentence": two(
        (f"{SAID[0]} {SAID[1]}", SAID[2]), (SAID[0], f"{SAID[2]} {SAID[1]}"), ("a", "b")
    ),
    "a note changes": noted(NOTES, {**NOTES, "een": "Een andere noot over *een*.\n\nMet een alinea."}),
    "a note comes": noted({"twee": NOTES["twee"]}, NOTES),
    "a note goes": noted(NOTES, {"een": NOTES["een"]}),
    "the only note goes": noted({"een": NOTES["een"]}, {}),
    "a note becomes a list": noted(NOTES, {**NOTES, "twee": "- een;\n- twee."}),
    "a clause comes": places({"een": "abd"}, {"een": "abcd"}),
    "a clause goes": places({"een": "abcd"}, {"een": "abd"}),
    "the last clause goes": places({"een": "abcd"}, {"een": "abc"}),
    "a clause moves inside its section": places({"een": "abcdef"}, {"een": "afbcde"}),
    "a clause moves to another section": places(*MOVED),
    "a clause moves and changes": places(*MOVED, b="De nieuwe tekst van clausule b, die gaat over niets en b."),
    "a clause with a list moves": lambda klein: (
        laid_out(klein, {"een": [made("t.a", LIST), made("t.b", "Dit is b.")], "twee": [made("t.c", "Dit is c.")]}),
        laid_out(klein, {"een": [made("t.b", "Dit is b.")], "twee": [made("t.c", "Dit is c."), made("t.a", LIST)]}),
    ),
    "a section moves": places({"een": "abc", "twee": "de", "drie": "fg"}, {"twee": "de", "een": "abc", "drie": "fg"}),
    "a section comes": places({"een": "ab"}, {"een": "ab", "twee": "cd"}),
    "a section with another id": places({"een": "abc"}, {"anders": "abc"}),
    "everything is new": places({"een": "ab"}, {"twee": "cdef"}),
    "a clause is split": lambda klein: (
        laid_out(klein, {"een": [made("t.a", " ".join(LONG))]}),
        laid_out(klein, {"een": [made("t.a", LONG[0]), made("t.b", LONG[1])]}),
    ),
    "prose becomes a list": forms("prose", "bullets"),
    "numbers become dos": forms("numbered", "dos"),
    "a do becomes a don't": forms("dos", "donts"),
    "a callout": forms("callout", "numbered"),
    "a frame": framed,
    "a clause comes at the end of a column": columns(("ab", "cd"), ("ab", "cde")),
    "a clause goes in the middle of a column": columns(("abc", "d"), ("ac", "d")),
    "a column is emptied": columns(("ab", "c"), ("ab", "")),
    "a clause moves to another column": columns(("abc", "d"), ("ac", "db")),
    "a third column": columns(("ab", "cd"), ("ab", "c", "d")),
    "a list becomes a table": lambda klein: (
        laid_out(klein, {"tabel": [made(f"t.{i}", f"De tekst van clausule {i} over {i}.") for i in "ab"]}, "bullets"),
        columns(("a", "b"), ("a", "b"))(klein)[0],
    ),
    "a cell": control(before=((), ROWS), after=((), (ROWS[0], ("Status", "vastgesteld"), ("Eigenaar", "Bestuur")))),
    "a row comes": control(before=((), ROWS[:2]), after=((), ROWS)),
    "the first row goes": control(before=((), ROWS), after=((), ROWS[1:])),
    "a column heading": control(before=(("Wat", "Hoe"), ROWS), after=(("Gegeven", "Hoe"), ROWS)),
    "a column of a table": control(before=(("Wat", "Hoe"), ROWS), after=(("Wat", "Hoe", "Wie"), ROWS)),
    "columns get headings": control(before=((), ROWS), after=(("Wat", "Hoe"), ROWS)),
    "no table of document control any more": lambda klein: (klein, klein.model_copy(update={"front": ()})),
    "a value": values(bewaarplek="in de kluis"),
    "values that would be markup": values(school__short="het Noorderlicht", bewaarplek="*thuis* & <i>veilig</i>"),
    "the same words as a value": lambda klein: (
        reworded(klein, tips__vraag="Leg hem in de tas."),
        filled(reworded(klein, tips__vraag="Leg hem {{ bewaarplek }}.")),
    ),
    "a heading and numbers": heading,
    "only numbers": only_numbers,
    "an unnumbered section gets a number": lambda klein: (numbered_from(klein, 2), numbered_from(klein, 1)),
    "a title": title,
    "version, status and date": document(version="1.2", status="vastgesteld", day=date(2027, 1, 31)),
    "a subtitle": document(subtitle="Voor iedereen"),
    "a history": document(history=HISTORY),
    "the excerpt": excerpt,
    "no excerpt any more": lambda klein: (klein, klein.model_copy(update={"excerpt": None})),
    "an excerpt at last": lambda klein: (klein.model_copy(update={"excerpt": None}), klein),
    "a short sentence": lambda klein: (
        klein,
        with_clauses(klein, lambda c: c.model_copy(update={"kort": text("Kort!")})),
    ),
    "another short sentence": lambda klein: (
        with_clauses(klein, lambda c: c.model_copy(update={"kort": text("Kort!")})),
        with_clauses(klein, lambda c: c.model_copy(update={"kort": text("Kort, en goed.")})),
    ),
    "another audience": lambda klein: (
        klein,
        with_clauses(klein, lambda c: c.model_copy(update={"audience": ("ouder",)})),
    ),
    "a number by itself": lambda klein: (
        klein,
        with_clauses(klein, lambda c: c.model_copy(update={"number": c.number and f"{c.number}a"})),
    ),
}
