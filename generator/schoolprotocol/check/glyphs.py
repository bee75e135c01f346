"""Finds characters that the print fonts lack, before a PDF is made: policy → diagnostics."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from schoolprotocol.check.letters import is_invisible
from schoolprotocol.check.templates import broken, wrong_font
from schoolprotocol.check.written import Written
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import SourceError
from schoolprotocol.model.clause import Tombstone
from schoolprotocol.model.document import condition_words
from schoolprotocol.model.variant import Suppression
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Clause, Policy, Section, canonical_json
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import DocumentTree, tree_of
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.versions import Proposal, Release
from schoolprotocol.templating import Templates
from schoolprotocol.text import tree
from schoolprotocol.text.characters import name_of
from schoolprotocol.text.template import capital

_WHITE_SPACE = frozenset("\t\n\r")


def missing_glyphs(
    policy: Policy,
    templates: Templates,
    home: Place,
    places: Mapping[str, Place],
    given: Mapping[str, tuple[str, Place]] | None = None,
) -> list[Diagnostic]:
    """Every character of a document that cannot be printed, once for each value, clause, heading or table that has it.

    Args:
        policy: what the document says.
        templates: hold the print fonts.
        home: where the document's own data stand.
        places: where each clause, section and table stands, by id.
        given: the text and the place of each value that texts use, by name: a fact of the school, a parameter.
    """
    known = characters(templates) | _WHITE_SPACE
    found: dict[tuple[str, str], Diagnostic] = {}
    odd = {name: (text, place) for name, (text, place) in (given or {}).items() if set(text) - known}

    def report(target: str, text: str, place: Place) -> None:
        for character in sorted(set(text) - known):
            found[target, character] = Diagnostic(
                Kind.GLYPH_MISSING, place, _values(character, target), school=policy.school, target=target
            )

    for target, printed in printed_texts(policy):
        text = printed
        for name, (value, place) in odd.items():
            if value in text or capital(value) in text:
                report(name, value, place)
                text = text.replace(value, "").replace(capital(value), "")
        report(target, text, places.get(target, home))
    return list(found.values())


def missing_in_frozen(
    corpus: Corpus, templates: Templates, keys: Collection[tuple[str, str]] | None = None
) -> Iterator[Diagnostic]:
    """Every character of a release or proposal that cannot be printed; only of these documents where given."""
    known = characters(templates) | _WHITE_SPACE
    for school in corpus.schools.values():
        texts: tuple[Release | Proposal, ...] = (*school.releases, *school.proposals)
        for text in texts:
            is_asked = keys is None or (text.school, text.protocol) in keys
            if is_asked and set(canonical_json(text.policy)) - known:  # often in what is not printed
                yield from missing_glyphs(text.policy, templates, Place(text.file), {})
            reason = text.despite or "" if isinstance(text, Release) else ""
            for character in sorted(set(reason) - known) if is_asked else ():
                values = _values(character, "despite")
                yield Diagnostic(Kind.GLYPH_MISSING, Place(text.file), values, school=text.school, target="despite")


_NOT_PRINTED = frozenset((*("explanation", "names", "since", "aliases", "logo_text", "contradicted_by"), "help"))
"""Keys of texts that stand in no PDF."""


def unprintable(written: Written, known: frozenset[str]) -> Iterator[Diagnostic]:
    """Characters of a text, as it is written, that the print fonts lack; what nobody sees is told as such."""
    if written.key in _NOT_PRINTED or isinstance(written.owner, Suppression | Tombstone):
        return
    for character in sorted(set("".join(written.forms)) - known - _WHITE_SPACE):
        if not is_invisible(character):
            values = _values(character, written.target or written.key)
            yield Diagnostic(Kind.GLYPH_MISSING, written.place, values, school=written.school, target=written.target)


def _values(character: str, target: str) -> dict[str, str]:
    code = f"U+{ord(character):04X}"
    return {
        "character": character if character.isprintable() else code,
        "code": code,
        "name": name_of(character),
        "target": target,
    }


def unnamed(path: Path) -> TTFont:
    """A font whose glyphs have numbers for names: to make up names takes most of finding out which letters it has."""
    font = TTFont(path, lazy=True)
    font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs if "maxp" in font else 0)])
    return font


@lru_cache(maxsize=1)
def characters(templates: Templates) -> frozenset[str]:
    """The characters that every print font has.

    Raises:
        SourceError: where a file is no font (SP640).
    """
    sets = []
    own = {one.name for one in templates.own}
    for name, path in templates.below("fonts", ".ttf", ".otf").items():
        if found := [broken(templates, name, None, detail) for detail in (wrong_font(path) if name in own else ())]:
            raise SourceError(found)
        with unnamed(path) as font:
            sets.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*sets)


def printed_texts(policy: Policy) -> Iterator[tuple[str, str]]:
    """Every text of the document, with the id of what it belongs to (`document` for its own data)."""
    own = [policy.title, *policy.organisation.model_dump(exclude_none=True).values()]
    own += [value for value in policy.document.model_dump().values() if isinstance(value, str)]
    own += [f"{row.version} {row.status} {row.change}" for row in policy.document.history]
    own += [
        f"{decision.body} {decision.part or ''} {condition_words(decision.points)}" for decision in policy.decisions
    ]
    yield "document", " ".join(own)
    for table in policy.front:
        cells = [cell.text for row in (table.columns, *table.rows) for cell in row]
        yield table.id, " ".join([table.heading.text if table.heading else "", *cells])
    for top in policy.sections:
        for section in top.all_sections():
            yield section.id, " ".join(_headings(section))
            for clause in every_clause(*section.groups):
                yield clause.id, f"{beginnings(policy)[clause.id].title} {_words(tree_of(policy), clause)}"


def _headings(section: Section) -> Iterator[str]:
    if section.heading:
        yield section.heading.text
    for group in section.groups:
        if group.heading:
            yield group.heading.text
        yield from (column.heading.text for column in group.columns)


def _words(document: DocumentTree, clause: Clause) -> str:
    """What is printed of a clause: not the addresses of its links."""
    nodes = (node for blocks in document.texts(clause) for node in tree.walk(blocks))
    return "".join(node.text for node in nodes if isinstance(node, tree.Words))
