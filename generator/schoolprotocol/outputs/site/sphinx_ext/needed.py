"""Which of the transforms that Sphinx runs over every page have anything to do on this one.

Most look for one kind of node: a footnote, a block of code, an image. A page of ours has none of these, and each goes
through all of it to find that out. Which kinds it has is found out once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from docutils import nodes
from docutils.transforms import misc, references
from sphinx import addnodes, transforms
from sphinx.domains import citation
from sphinx.transforms import SphinxTransformer, i18n, post_transforms
from sphinx.transforms.post_transforms import code, images

LOOKS_FOR: dict[type[Any], tuple[type[Any], ...]] = {
    citation.CitationDefinitionTransform: (nodes.citation,),
    citation.CitationReferenceTransform: (nodes.citation_reference,),
    code.HighlightLanguageTransform: (nodes.literal_block, addnodes.highlightlang),
    code.TrimDoctestFlagsTransform: (nodes.literal_block, nodes.doctest_block),
    i18n.PreserveTranslatableMessages: (addnodes.translatable,),
    i18n.RemoveTranslatableInline: (nodes.inline,),
    i18n.TranslationProgressTotaliser: (nodes.substitution_reference,),  # one may print what it counts
    images.DataURIExtractor: (nodes.image,),
    images.ImageDownloader: (nodes.image,),
    misc.Transitions: (nodes.transition,),
    post_transforms.PropagateDescDomain: (addnodes.desc_signature,),
    references.AnonymousHyperlinks: (nodes.reference, nodes.target),
    references.ExternalTargets: (nodes.target,),
    references.InternalTargets: (nodes.target,),
    references.PropagateTargets: (nodes.target,),
    references.Substitutions: (nodes.substitution_reference,),
    transforms.AutoIndexUpgrader: (addnodes.index,),
    transforms.DefaultSubstitutions: (nodes.substitution_reference,),
    transforms.DoctestTransform: (nodes.doctest_block,),
    transforms.GlossarySorter: (addnodes.glossary,),
    transforms.HandleCodeBlocks: (nodes.block_quote,),
    transforms.MoveModuleTargets: (nodes.target,),
    transforms.ReorderConsecutiveTargetAndIndexNodes: (nodes.target,),
}
"""Of each of these, the nodes without which it changes nothing."""
_KNOWN = ("docutils.", "sphinx.", "myst_parser.", "schoolprotocol.")
"""Whose transforms these are: what another one makes of a page, nobody can know."""


@lru_cache(maxsize=256)
def needless(kinds: frozenset[type[Any]], run: frozenset[type[Any]]) -> frozenset[type[Any]]:
    """The transforms that would change nothing.

    Args:
        kinds: of nodes on a page.
        run: the transforms that are to run over it.
    """
    if nodes.pending in kinds or not all(one.__module__.startswith(_KNOWN) for one in run):
        return frozenset()
    return frozenset(
        one for one in run if one in LOOKS_FOR and not any(issubclass(kind, LOOKS_FOR[one]) for kind in kinds)
    )


@contextmanager
def only_needed() -> Iterator[None]:
    """Sphinx leaves out transforms that have nothing to do, for the length of a block."""
    changed: Any = SphinxTransformer
    all_of_them = changed.apply_transforms

    def apply(transformer: Any) -> None:
        kinds = frozenset(map(type, transformer.document.findall()))
        left_out = needless(kinds, frozenset(one[1] for one in transformer.transforms))
        transformer.transforms = [one for one in transformer.transforms if one[1] not in left_out]
        all_of_them(transformer)

    changed.apply_transforms = apply
    try:
        yield
    finally:
        changed.apply_transforms = all_of_them
