"""The `policy` domain: clauses by permanent id; a reference prints the number that the clause has in this document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any, ClassVar, TypedDict

from docutils import nodes as docutils_nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from schoolprotocol.outputs.site.sphinx_ext import nodes
from schoolprotocol.outputs.site.sphinx_ext.directives import ClauseDirective
from schoolprotocol.outputs.site.sphinx_ext.kept import Kept


class _Entry(TypedDict):
    doc: str
    label: str
    title: str


class PolicyDomain(Domain):
    """Directive and role `clause`."""

    name = "policy"
    label = "Protocol"
    object_types: ClassVar = {"clause": ObjType("clausule", "clause")}
    directives: ClassVar = {"clause": ClauseDirective}
    initial_data: ClassVar = {"clauses": {}}
    data_version = 3

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.kept: Kept | None = None
        """What was read of directives before; where there is none, each is read anew."""
        # A role keeps the document in which it was used last: one for all would keep that from being freed.
        self.roles["clause"] = XRefRole(innernodeclass=docutils_nodes.inline)

    @property
    def entries(self) -> dict[str, _Entry]:
        """Page, label and title by clause id."""
        found: dict[str, _Entry] = self.data["clauses"]
        return found

    def process_doc(self, env: BuildEnvironment, docname: str, document: docutils_nodes.document) -> None:
        """Record the clauses of a page that was read."""
        del env
        found = document.findall(nodes.clause)
        self.note(docname, ((clause["ids"][0], clause["label"], clause["title"]) for clause in found))

    def note(self, docname: str, clauses: Iterable[tuple[str, str, str]]) -> None:
        """Record that clauses, by id, label and title, stand on a page."""
        self.entries.update({id_: {"doc": docname, "label": label, "title": title} for id_, label, title in clauses})

    def clear_doc(self, docname: str) -> None:
        """Forget a page that will be read again."""
        for id_ in [id_ for id_, entry in self.entries.items() if entry["doc"] == docname]:
            del self.entries[id_]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.entries.update({id_: e for id_, e in otherdata["clauses"].items() if e["doc"] in docnames})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: docutils_nodes.Element,
    ) -> docutils_nodes.reference | None:
        """A link with the clause's label as its text."""
        del env, typ, contnode
        entry = self.entries.get(target)
        if entry is None:
            return None
        text = docutils_nodes.inline("", entry["label"], classes=["clause-ref"])
        return make_refnode(builder, fromdocname, entry["doc"], target, text, entry["title"])

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: docutils_nodes.Element,
    ) -> list[tuple[str, docutils_nodes.reference]]:
        """For the `any` role."""
        found = self.resolve_xref(env, fromdocname, builder, "clause", target, node, contnode)
        return [("policy:clause", found)] if found is not None else []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """For the search and for other projects: clause title, page and anchor."""
        for id_, entry in self.entries.items():
            yield id_, entry["title"], "clause", entry["doc"], id_, 1
