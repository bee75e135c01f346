"""A document that was taken in → the review page, which needs no other file, and the list of what to do as Markdown."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from schoolprotocol import disk
from schoolprotocol.files import write_file
from schoolprotocol.importing.plan import Likely, Plan, Share, TargetKind
from schoolprotocol.intake.blocks import Block, BlockKind, Place
from schoolprotocol.intake.reading import solid
from schoolprotocol.intake.taking import LIMIT, Taken
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.intake.doubts import doubts
from schoolprotocol.outputs.intake.pages import PART, Drawn, Marked, draw
from schoolprotocol.outputs.intake.rows import Piece, Row, rows_of
from schoolprotocol.outputs.intake.todo import Task, checks, decisions, excerpt, where, why
from schoolprotocol.outputs.intake.words import ASIDE, GOALS, KINDS, NOT_TAKEN, PLACES, WHYS, goes_to, part_name, shown
from schoolprotocol.templating import Templates
from schoolprotocol.text.markdown import inline

SHOWN = 60
"""Things of one kind that the list on the page names; the Markdown has them all, and the blocks say it themselves."""

PART_SHOWN = 50
"""Characters of a part of a block that goes somewhere by itself."""


@dataclass(frozen=True, slots=True)
class Words:
    """Characters of a block that went to one place."""

    text: str
    place: Place = "text"
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A block, as the page shows it."""

    number: int
    """From 1; by it both sides lead to each other."""
    kind: BlockKind
    level: int | None
    printed: str
    words: tuple[Words, ...]
    many: int
    """Characters of the original that it holds."""
    where: str
    target: str
    """Where it goes, in words; empty where nobody knows yet."""
    ours: str
    """The number that our outline computes."""
    is_taken: bool
    """Whether it is taken over."""
    shares: tuple[tuple[str, str, str], ...]
    """Where its parts go, if not all to one place: how each begins, its target and our number."""
    changed: tuple[tuple[str, str, str], ...]
    """Words that the source has otherwise, on purpose: the old, the new, and why."""
    remarks: tuple[str, ...]
    """Why a person should look at it."""
    likely: tuple[Likely, ...]
    has_origin: bool
    """Whether the original shows where it begins."""


@dataclass(frozen=True, slots=True)
class Left:
    """A paragraph of the original, as the page shows it."""

    aside: tuple[str, ...]
    """What it is, in words, where it is no text of the document."""
    kinds: tuple[BlockKind, ...]
    """The same as keys."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the original, drawn."""

    page: Drawn
    marks: tuple[tuple[Marked, bool], ...]
    """With whether the block begins there."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A row of the page: the original at the left, the blocks at the right."""

    part: str
    """Name of a part of the file that begins here; empty where none does."""
    page: int | None
    """The page that begins here."""
    leaf: Leaf | None
    lefts: tuple[Left, ...]
    blocks: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a person gets of an import."""

    page: str
    """HTML."""
    todo: str
    """Markdown."""

    def write(self, path: Path) -> Path:
        """Write both, each whole or not at all; the list stands beside the page.

        Args:
            path: of the page.

        Returns:
            Where the list is.

        Raises:
            OSError: where the machine cannot.
        """
        write_file(list_path(path), self.todo)
        write_file(path, self.page)
        return list_path(path)


def list_path(page: Path) -> Path:
    """Where the list stands that belongs to a page: `protocol-lijst.md` beside `protocol.html`."""
    return page.with_name(f"{page.stem}-lijst.md")


def review_of(
    file: Path,
    taken: Taken,
    page: Path,
    templates: Templates,
    *,
    plan: Plan | None = None,
    clauses: Mapping[str, str] | None = None,
) -> Review:
    """The page and the list of a file that was read.

    Args:
        file: of which the pages are drawn, where it is a PDF, and still the one that was read.
        taken: what was read of it.
        page: where the page comes.
        templates: the project's, or ours.
        plan: where its blocks go; None where it is only read.
        clauses: of the catalogue, by id what they say, for those that are likely.

    Raises:
        OSError: where the machine cannot read.
    """
    data = disk.read(file, LIMIT, follow=True) if taken.source.kind == "pdf" else None
    return review(taken, templates, data=data, plan=plan, clauses=clauses, name=list_path(page).name)


def review(
    taken: Taken,
    templates: Templates,
    *,
    data: bytes | None = None,
    plan: Plan | None = None,
    clauses: Mapping[str, str] | None = None,
    name: str = "",
) -> Review:
    """The page and the list.

    Args:
        taken: the document.
        templates: the project's, or ours.
        data: its bytes; of a PDF the page then shows its pages.
        plan: where its blocks go; None where it is only read.
        clauses: of the catalogue, by id what they say, for those that are likely.
        name: of the file that the list is written to, for a link on the page.
    """
    is_same = data is not None and sha256(data).hexdigest() == taken.source.sha256
    drawn = draw(taken, data) if data is not None and is_same and taken.source.kind == "pdf" else []
    blocks = _blocks(taken, plan)
    asked, looked = decisions(taken, plan), checks(taken, plan)
    told = {
        "file": shown(taken.source.name),
        "source": taken.source,
        "total": sum(taken.sums.values()),
        "asked": asked,
        "looked": looked,
        "asked_many": _many(asked, "bestand"),
        "looked_many": len({item.block for task in looked for item in task.items}),
        "plan": plan,
        "clauses": {id_: shown(text) for id_, text in (clauses or {}).items()},
        "files": sorted(map(shown, plan.files)) if plan is not None else [],
    }
    script, css = templates.text("intake/nalopen.js"), templates.text("intake/nalopen.css")
    page = (
        environment(templates, html=True)
        .get_template("intake/nalopen.html.j2")
        .render(
            told,
            rows=list(_rows(taken, blocks, drawn)),
            is_drawn=bool(drawn),
            blocks=blocks,
            figures=_figures(taken),
            places=_places(taken),
            goals=_goals(blocks, plan) if plan is not None else [],
            kinds=KINDS,
            most=SHOWN,
            list_name=name,
            list_address=quote(name),
            thousands=thousands,
            css=css,
            css_hash=_hash(css),
            script=script,
            script_hash=_hash(script),
        )
    )
    lines = environment(templates, html=False).get_template("intake/lijst.md.j2")
    return Review(page, lines.render(told, blocks=blocks, md=inline, thousands=thousands))


def thousands(number: int) -> str:
    """`12.345`."""
    return f"{number:,}".replace(",", ".")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _many(tasks: Sequence[Task], without: str) -> int:
    return sum(len(task.items) for task in tasks if task.id != without)


def _blocks(taken: Taken, plan: Plan | None) -> list[Shown]:
    remarks: dict[int, list[str]] = {}
    for doubt in doubts(taken.blocks):
        remarks.setdefault(doubt.block, []).append(why(doubt))
    likely: dict[int, list[Likely]] = {}
    if plan is not None:
        for question in plan.questions:
            if question.block is not None:
                remarks.setdefault(question.block, []).append(shown(question.text))
        for one in plan.likely:
            likely.setdefault(one.block, []).append(one)
    shares = _shares(plan) if plan is not None else {}
    changed: dict[int, list[tuple[str, str, str]]] = {}
    for swap in plan.substitutions if plan is not None else ():
        changed.setdefault(swap.block, []).append((shown(swap.old), shown(swap.new), WHYS[swap.why]))
    for task in decisions(taken, None):
        for item in task.items:
            if item.block is not None and item.better:
                remarks.setdefault(item.block, []).append(f"staat er “{item.text}”, en is “{item.better}” bedoeld?")
    found = []
    for number, block in enumerate(taken.blocks):
        target = plan.targets[number] if plan is not None else None
        found.append(
            Shown(
                number + 1,
                block.kind,
                block.level,
                shown(block.number or ""),
                tuple(_words(block)),
                sum(
                    len(solid(taken.reading.paragraphs[span.paragraph].source[span.start : span.end]))
                    for span in block.spans
                ),
                where(block),
                goes_to(target) if target is not None else "",
                shown(target.number or "") if target is not None else "",
                target is None or target.kind not in NOT_TAKEN,
                shares.get(number, ()),
                tuple(changed.get(number, ())),
                tuple(dict.fromkeys(remarks.get(number, ()))),
                tuple(sorted(likely.get(number, ()), key=lambda one: -one.likeness)),
                any(span.computed or span.end > span.start for span in block.spans),
            )
        )
    return found


def _shares(plan: Plan) -> dict[int, tuple[tuple[str, str, str], ...]]:
    """Of each block that goes to several places where each part of it goes."""
    held: dict[int, list[Share]] = {}
    for share in plan.shares:
        held.setdefault(share.block, []).append(share)
    return {
        block: tuple((_part(plan, one), goes_to(one.target), shown(one.target.number or "")) for one in found)
        for block, found in held.items()
        if len({one.target for one in found}) > 1
    }


def _part(plan: Plan, share: Share) -> str:
    block = plan.taken.blocks[share.block]
    text = block.text if share.cell is None else (block.cells or ())[share.cell]
    return excerpt(text[share.start : share.end], PART_SHOWN)


def _words(block: Block) -> Iterator[Words]:
    if block.cells is not None:
        for number, cell in enumerate(block.cells):
            yield Words(shown(cell), "cell", number)
        return
    at = 0
    for place, mark in sorted(block.calls):
        if block.text[at:place]:
            yield Words(shown(block.text[at:place]))
        yield Words(shown(mark), "call")
        at = max(at, place)
    if block.text[at:]:
        yield Words(shown(block.text[at:]))


def _rows(taken: Taken, blocks: Sequence[Shown], drawn: Sequence[Drawn]) -> Iterator[Beside]:
    marked = {mark.block for page in drawn for mark in page.marked}
    pages: dict[int, list[Row]] = {page.number: [] for page in drawn}
    rest: list[Row] = []
    for row in rows_of(taken):
        number = taken.blocks[row.blocks[0]].at.page if row.blocks else None
        pages.get(number or 0, rest).append(row)
    begun: set[int] = set()
    for page in drawn:
        held = pages[page.number]
        inside = tuple(blocks[one] for row in held for one in sorted(row.blocks))
        yield Beside("", page.number, _leaf(page, begun), tuple(_lefts(held, taken, marked)), inside)
    part, number = "", None
    for row in rest:
        first = row.originals[0] if row.originals else None
        name = part_name(first.part) if first is not None else part
        here = first.page if first is not None and first.page != number else None
        number = here or number
        inside = tuple(blocks[one] for one in row.blocks)
        yield Beside(name if name != part else "", here, None, tuple(_lefts([row], taken, marked)), inside)
        part = name


def _leaf(page: Drawn, begun: set[int]) -> Leaf:
    marks = []
    for mark in page.marked:
        marks.append((mark, mark.block not in begun))
        begun.add(mark.block)
    return Leaf(page, tuple(marks))


def _lefts(rows: Sequence[Row], taken: Taken, marked: set[int]) -> Iterator[Left]:
    """The paragraphs that no drawn page shows."""
    for one in (original for row in rows for original in row.originals):
        held = {piece.block: None for piece in one.pieces if piece.block is not None}
        if one.part == PART and held and held.keys() <= marked:
            continue
        kinds = dict.fromkeys(taken.blocks[block].kind for block in held if taken.blocks[block].kind in ASIDE)
        pieces = (
            replace(piece, text=shown(piece.text), is_first=piece.is_first and piece.block not in marked)
            for piece in one.pieces
        )
        yield Left(tuple(KINDS[kind] for kind in kinds), tuple(kinds), tuple(pieces))


def _figures(taken: Taken) -> list[tuple[BlockKind, int, int, int]]:
    """By kind how many blocks and characters, and which block is the first: what nobody placed stands first."""
    characters: Counter[str] = Counter()
    for name, many in taken.sums.items():
        characters[name.partition(" ")[0]] += many
    blocks = Counter(block.kind for block in taken.blocks)
    first: dict[BlockKind, int] = {}
    for number, block in enumerate(taken.blocks, 1):
        first.setdefault(block.kind, number)
    order: list[BlockKind] = ["unplaced", *(kind for kind in KINDS if kind != "unplaced")]
    return [(kind, blocks[kind], characters[kind], first[kind]) for kind in order if blocks[kind]]


def _places(taken: Taken) -> list[tuple[str, int]]:
    """How many characters are no text of a block but its number, a stroke at the end of a line, and so on."""
    found: Counter[str] = Counter()
    for name, many in taken.sums.items():
        place = name.partition(" ")[2]
        if place:
            found[PLACES[place]] += many  # type: ignore[index]
    return list(found.items())


def _goals(blocks: Sequence[Shown], plan: Plan) -> list[tuple[str, int, int]]:
    """Where it goes, in how many blocks and characters; what is not taken over last."""
    counted: dict[TargetKind, tuple[int, int]] = dict.fromkeys(GOALS, (0, 0))
    for block, target in zip(blocks, plan.targets, strict=True):
        many, characters = counted[target.kind]
        counted[target.kind] = many + 1, characters + block.many
    return [(GOALS[kind].removesuffix(" bij"), *both) for kind, both in counted.items() if both[0]]
