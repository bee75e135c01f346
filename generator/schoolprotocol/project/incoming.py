"""A document that exists, about to be taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schoolprotocol.edit.edit import Edit
    from schoolprotocol.importing.plan import Plan
    from schoolprotocol.outputs.intake.review import Review
    from schoolprotocol.project.project import Project


class Import:
    """A document that is about to be taken over: what would be written, which nobody has saved yet."""

    def __init__(self, project: Project, plan: Plan, edit: Edit) -> None:
        self._project = project
        self.edit = edit
        self.plan = plan

    @property
    def project(self) -> Project:
        """The project as it would be: to look at, to check, to build a preview of."""
        return self._project.with_files(self.edit.changes)

    @property
    def page(self) -> Path:
        """Where the page to review it is by default."""
        return self._project.folders.build / "overnemen" / f"{self.plan.school}-{self.plan.protocol}.html"

    def review(self, file: Path | str, page: Path) -> Review:
        """The page on which a person holds the document against what becomes of it, and the list of what to decide.

        Nothing is written: save first what was planned, and then these (`write`).

        Args:
            file: the document.
            page: where the page comes.

        Raises:
            OSError: where the machine cannot read.
        """
        from schoolprotocol.outputs.intake.review import review_of
        from schoolprotocol.templating import templates_in

        # where nothing is likely the project may be a new one, and nothing be there yet
        ids = {one.clause for one in self.plan.likely}
        known = self._project.corpus.protocols[self.plan.protocol].clauses if ids else {}
        clauses = {id_: text for id_ in ids if (text := known[id_].text) is not None}
        templates = templates_in(self._project.folders.root / "templates")
        return review_of(Path(file), self.plan.taken, page, templates, plan=self.plan, clauses=clauses)

    def save(self) -> tuple[str, ...]:
        """Write all of it, or nothing; the paths of what was written.

        Raises:
            EditError: where a file has changed meanwhile.
            BusyError: where another process is saving.
            OSError: where the machine cannot write.
        """
        source = self._project.folders.root / "policy_src"
        is_new = not source.exists()
        source.mkdir(parents=True, exist_ok=True)
        try:
            return self.edit.save(self._project.folders.root)
        except BaseException:
            if is_new and not any(source.iterdir()):
                source.rmdir()
            raise
