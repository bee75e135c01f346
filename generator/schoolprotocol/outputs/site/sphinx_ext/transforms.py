"""Doctree transforms: permanent section ids and framed sections."""

from __future__ import annotations

from typing import Any

from sphinx.transforms import SphinxTransform

from schoolprotocol.outputs.site.sphinx_ext import nodes


class PermanentSectionIds(SphinxTransform):
    """Sections keep the id that the source gave them; an id made from the heading would change with the wording."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Turn the node into the id of its section."""
        del kwargs
        for node in list(self.document.findall(nodes.section_id)):
            node.parent["ids"] = [node["name"]]
            node.parent.remove(node)


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
