"""What a person has to decide after an import, in words: what it is about, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _
from typing import Literal

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.importing.about import About, Told, key_of
from schoolprotocol.importing.body import is_told
from schoolprotocol.importing.inline import NO_SIGN
from schoolprotocol.importing.parts import Norm, Part
from schoolprotocol.importing.plan import Likely, Question, Substitution
from schoolprotocol.importing.texts import Pointed
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.taking import Taken

_FIRST = ("unplaced", "person", "number", "table", "date", "school", "lineage", "likely", "reference", "value", "slip", "audience")  # fmt: skip  # noqa: E501


def in_order(questions: Iterable[Question]) -> list[Question]:
    """The doubtful first, each once."""
    told = dict.fromkeys(questions)
    return sorted(told, key=lambda one: (_FIRST.index(one.kind), one.block if one.block is not None else -1))


def of_taken(taken: Taken) -> Iterable[Question]:
    """About what the file has, and no place in the text could be found for; and about slips of a scanner."""
    for n, block in enumerate(taken.blocks):
        if block.kind == "unplaced":
            text = _("“{text}” has no place in the order of the text, and was not taken over: add it where it belongs.")
            yield Question("unplaced", n, text.format(text=_short(block.text)))
    places = {span.paragraph: n for n, block in enumerate(taken.blocks) for span in block.spans}
    for one in taken.proposals:
        text = _("“{text}” looks like a slip: is “{better}” meant? It was taken over as it is; mend it in the clause.")
        yield Question("slip", places.get(one.paragraph), text.format(text=one.text, better=one.better))


def of_substitutions(substitutions: Sequence[Substitution]) -> Iterable[Question]:
    """About what was left out, or stands there otherwise."""
    likes: set[str] = set()
    left_out = Counter(one.old for one in substitutions if one.why in {"person", "private"})
    firsts: dict[str, Substitution] = {}
    for one in substitutions:
        firsts.setdefault(one.old, one)
    for one in (one for one in firsts.values() if one.why in {"person", "private"}):
        text = (
            _("“{found}” seems to be the name of a person, and was left out: write a function instead.")
            if one.why == "person"
            else _("“{found}” seems to be the number or address of a person, and was left out: write one of a desk.")
        )
        if left_out[one.old] > 1:
            more = _("It stood in {many} places.")
            text = f"{text} {more}"
        yield Question("person", one.block, text.format(found=one.old, many=left_out[one.old]))
    for one in substitutions:
        if one.why in {"person", "private"}:
            continue
        if one.why == "character" and one.new not in {"", NO_SIGN}:
            if one.old not in likes:
                text = _("The sign {old} cannot be printed: {new} stands in its place everywhere.")
                yield Question("slip", one.block, text.format(old=one.old, new=one.new))
            likes.add(one.old)
        elif one.why == "character":
            text = _("The character {code} cannot be printed, and was left out: write what is meant in words.")
            code = " ".join(f"U+{ord(letter):04X}" for letter in one.old)
            yield Question("slip", one.block, text.format(code=code))


def of_perhaps(found: Iterable[tuple[int, str]]) -> Iterable[Question]:
    """About what may be the name of a person, and was kept."""
    for block, name in found:
        text = _("Is “{name}” the name of a person? It was kept: write a function instead if it is.")
        yield Question("person", block, text.format(name=name))


def of_numbers(parts: Sequence[Part]) -> Iterable[Question]:
    """About numbers that our outline cannot compute, and those that it prints in another way: once for a document."""
    every = [part for top in parts for part in top.every()]
    headed = [(part.block, part) for part in every if part.number and part.block is not None]
    kept = [(block, part) for block, part in headed if not part.is_counted]
    if kept:
        block, first = kept[0]
        if len(kept) == 1:
            text = _(
                "The number “{number}” of the heading “{heading}” is none that the outline counts: it stands in "
                "the heading as text. Give the section another number in the outline, or leave it."
            )
            said = first.heading.text if first.heading else ""
            yield Question("number", block, text.format(number=first.number, heading=_short(said)))
        else:
            text = _(
                "The numbers of {many} headings ({numbers}) are none that the outline counts: they stand in the "
                "headings as text. Give these sections other numbers in the outline, or leave them."
            )
            numbers = _few(str(part.number) for _block, part in kept)
            yield Question("number", block, text.format(many=len(kept), numbers=numbers))
    other = [(block, part) for block, part in headed if part.is_counted and str(part.number).strip(" .:)–-") != part.computed]  # fmt: skip  # noqa: E501
    if other:
        block, first = other[0]
        text = _("“{number}” is printed as “{ours}” from now on: that is how our documents number headings.")
        if len(other) > 1:
            text = _(
                "“{number}” is printed as “{ours}” from now on, and the numbers of {many} headings in the same way: "
                "that is how our documents number headings."
            )
        yield Question("number", block, text.format(number=first.number, ours=first.computed, many=len(other)))
    lettered = [norm for part in every for norm in part.norms() if is_told(norm.number) and not norm.is_counted]
    if lettered:
        text = _(
            "The outline does not count “{numbers}”: they stand in the text, and stay when a clause goes. "
            "Make a numbered list of them where that matters."
        )
        numbers = _few(str(norm.number) for norm in lettered)
        yield Question("number", lettered[0].block, text.format(numbers=numbers))


def _few(numbers: Iterable[str]) -> str:
    """The first of them, each once."""
    told = [*dict.fromkeys(numbers)]
    return ", ".join(told[:6]) + ("…" if len(told) > 6 else "")


def of_about(about: About, *, is_adopted: bool) -> Iterable[Question]:
    """About the data of the document."""
    for key, value in about.unread:
        text = _("“{key}: {value}” is no day that could be read. Write it under document in the file of the school.")
        yield Question("date", None, text.format(key=key, value=value))
    if about.is_adopted and not is_adopted:
        text = _(
            "The document says that it was adopted, and not when. It was taken over as a draft: record the decision "
            "with its day, and release it."
        )
        yield Question("date", None, text)
    if "review" not in about.values and not any(key_of(key) == "review" for key, _value in about.unread):
        text = _("It is not known before which day the document is looked at again: write review under document.")
        yield Question("date", None, text)


def of_school(id_: str, data: Mapping[str, object], town: str) -> Iterable[Question]:
    """About a school that was made; its town where the document seems to say one."""
    text = _(
        "The school {id} was not there, and was made: “{name}”, with {board}, {leadership} and our own colours. Look "
        "at policy_src/schools/{id}/school.yaml and complete it."
    )
    told = {name: str(data[name]) for name in ("name", "board", "leadership")}
    yield Question("school", None, text.format(id=id_, **told))
    if town:
        text = _("Is the school in {town}? Then write place: {town} in policy_src/schools/{id}/school.yaml.")
        yield Question("school", None, text.format(town=town, id=id_))


def of_consent(told: Told) -> Question:
    """About a consent that does not fit what the document says of its adoption."""
    text = _(
        "“{text}” was not recorded as a consent: it has no council or no day that can be read, is of a later day than "
        "the adoption, or there is no adoption. Record it with schoolprotocol decide if it was given."
    )
    return Question("date", None, text.format(text=_short(told.text)))


def of_likely(found: Iterable[Likely]) -> Iterable[Question]:
    """About clauses of the catalogue that may be meant."""
    for one in found:
        text = _("This is like the clause {clause} ({likeness}%). Use that one instead, or leave both.")
        yield Question("likely", one.block, text.format(clause=one.clause, likeness=round(100 * one.likeness)))


def of_pointers(pointed: Mapping[int, Sequence[Pointed]]) -> Iterable[Question]:
    """About references that stayed text."""
    for block, found in sorted(pointed.items()):
        text = _(
            "“{found}” stayed text: it does not change with the numbers. Refer to a clause by its id where you can."
        )
        told = (f"{one.text} ({one.section.heading})" if one.section is not None else one.text for one in found)
        said = [text.format(found=", ".join(told))]
        text = _(
            "“{found}” begins with the clause {clause}: write {{clause}}`{clause}` in its place if that clause is "
            "meant."
        )
        begun = {one.text: one.section.clause for one in found if one.section is not None and one.section.clause}
        said += [text.format(found=words, clause=clause) for words, clause in begun.items()]
        yield Question("reference", block, " ".join(said))


def of_value(block: int, name: str, value: str) -> Question:
    """About a value that was read from a text that the catalogue has with another one."""
    text = _("The value {name} was read as “{value}”: look under parameters whether that is it.")
    return Question("value", block, text.format(name=name, value=value))


def of_audience(asked: Iterable[tuple[Part, int, Sequence[str]]]) -> Iterable[Question]:
    """About whom clauses are for: once for all sections that seem to be for the same people.

    Args:
        asked: sections, each with the block of its first new clause and the groups that it is for.
    """
    together: dict[tuple[str, ...], list[tuple[Part, int]]] = {}
    for part, block, groups in asked:
        together.setdefault(tuple(sorted(groups)), []).append((part, block))
    for groups, found in together.items():
        text = _("Whom do the clauses below {headings} concern? Now: {groups}.")
        quoted = _("“{heading}”")
        headings = ", ".join(quoted.format(heading=_short(_called(part))) for part, _block in found)
        yield Question("audience", found[0][1], text.format(headings=headings, groups=", ".join(groups)))


def _called(part: Part) -> str:
    return part.heading.text or part.number or "" if part.heading is not None else _("the beginning")


def of_phone(number: str) -> Question:
    """About a telephone number that became a parameter."""
    text = _("The telephone number {number} became a value: look whether it is of a desk, and still right.")
    return Question("value", None, text.format(number=number))


def of_tables(parts: Sequence[Part], blocks: Sequence[Block]) -> Iterable[Question]:
    """About the tables that became rows of clauses."""
    for top in parts:
        for part in top.every():
            told: set[int] = set()
            headed = {norm.table for norm in part.norms() if norm.is_row}
            for norm in part.norms():
                if norm.form == "prose" and norm.table is not None and norm.table not in told:
                    told.add(norm.table)
                    cells = blocks[norm.table].cells or ()
                    if len(cells) > 1:
                        yield of_table(norm.table, cells, is_list=_is_list(part, norm), has_head=norm.table in headed)  # fmt: skip  # noqa: E501


def _is_list(part: Part, norm: Norm) -> bool:
    """Whether a table became what stands above its columns, and a list below that."""
    norms = [*part.norms()]
    after = norms[norms.index(norm) + 1 :][:1]
    return any(one.is_row and one.form == "bullets" for one in after)


def of_table(block: int, cells: Sequence[str], *, is_list: bool, has_head: bool) -> Question:
    """About a table: the source has no rows of cells."""
    told = ", ".join(_short(cell) for cell in cells if cell)
    if is_list:
        text = _(
            "The table with “{cells}” became a list, each item called by its first cell: a text cannot have rows of "
            "cells. Look whether it still reads well."
        )
        return Question("table", block, text.format(cells=told))
    if not has_head:
        text = _(
            "The table with “{cells}” ({columns} columns) became a clause for each row, with its cells below each "
            "other: a text cannot have rows of cells. Look whether it still reads well."
        )
        return Question("table", block, text.format(cells=told, columns=len(cells)))
    text = _(
        "The table with “{cells}” ({columns} columns) became a clause for each row, with the heading of its column "
        "before each cell: a text cannot have rows of cells. Look whether it still reads well."
    )
    return Question("table", block, text.format(cells=told, columns=len(cells)))


def of_finding(found: Diagnostic, block: int | None) -> Question:
    """About an error of the check in what the document says, which was accepted for now."""
    text = _(
        "{code}: {message} {remedy} It was accepted under suppress for now; take that out when you have mended it."
    )
    kind: Literal["reference", "slip"] = "reference" if found.kind is Kind.DEAD_POINTER else "slip"
    told = {"code": found.kind.code, "message": found.message(), "remedy": found.remedy()}
    return Question(kind, block, text.format(**told))


def of_findings(found: Diagnostic, many: int, block: int | None) -> Question:
    """About an error that the check finds all over the document; the first of them is shown."""
    text = _(
        "{code}, {many} times, first here: {message} {remedy} All of these were accepted under suppress for now, in "
        "one line; take that out when you have mended them."
    )
    kind: Literal["reference", "slip"] = "reference" if found.kind is Kind.DEAD_POINTER else "slip"
    told = {"code": found.kind.code, "message": found.message(), "remedy": found.remedy()}
    return Question(kind, block, text.format(many=many, **told))


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= 60 else told[:57].rstrip() + "…"


def bodies_of(blocks: Sequence[Block]) -> list[str]:
    """All that a document says, text by text."""
    return [text for block in blocks if block.kind not in {"comment", "deleted", "hidden"} for text in (block.text, *(block.cells or ())) if text]  # fmt: skip  # noqa: E501
