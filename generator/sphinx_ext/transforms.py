"""Doctree transforms: permanent section ids and framed sections."""

from __future__ import annotations

from typing import Any

from docutils import nodes as docutils_nodes
from sphinx.transforms import SphinxTransform

from generator.sphinx_ext import nodes


class PermanentSectionIds(SphinxTransform):
    """Sections keep the id that the source gave them; an id made from the heading would change with the wording."""

    default_priority = 500  # after docutils' PropagateTargets (260)

    def apply(self, **kwargs: Any) -> None:
        """Give each section the id of the target before it, and drop the target."""
        del kwargs
        for target in list(self.document.findall(docutils_nodes.target)):
            section = target.next_node(ascend=True)
            if isinstance(section, docutils_nodes.section) and target.get("refid"):
                section["ids"] = [target["refid"]]
                target.parent.remove(target)


class FramedSections(SphinxTransform):
    """A section that holds a `framed` node gets a frame."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Turn the node into a class of its section."""
        del kwargs
        for node in list(self.document.findall(nodes.framed)):
            node.parent["classes"].append("framed")
            node.parent.remove(node)


TRANSFORMS: tuple[type[SphinxTransform], ...] = (PermanentSectionIds, FramedSections)
