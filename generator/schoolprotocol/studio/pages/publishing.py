"""Publiceren: the site is made, then it is seen what would change at a target, then it is put there."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from schoolprotocol import disk
from schoolprotocol.project import Project
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.history import saves

if TYPE_CHECKING:
    from schoolprotocol import Edit

TARGETS = "policy_src/publishing.yaml"
KINDS = {"map": "map op deze computer", "rsync": "rsync", "sftp": "sftp", "wordpress": "WordPress"}


def _show(ask: Ask) -> Response:
    return _page(ask)


def _page(ask: Ask, status: int = 200, **more: Any) -> Response:
    project, works = ask.studio.workplace.project, ask.studio.works
    site, last = works.last("site"), saves(ask.studio.database, most=1)
    folder = project.folders.site("")
    every = ask.studio.known.of("listed", lambda project: project.listed)
    return ask.page(
        "publishing",
        status,
        targets=list(project.corpus.targets.values()),
        kinds=KINDS,
        schools={one.school: one.name for one in every},
        documents=every,
        works=[one for what in ("site", "kijken", "publiceren") if (one := works.last(what)) is not None],
        site=site,
        is_made=disk.kind(folder / "index.html") == "file",
        is_old=bool(site and last and last[0].day > site.begun),
        folder=str(folder),
        may_publish=ask.person.may("vaststeller"),
        **({"told": "", "faults": [], "typed": {}} | more),
    )


def _site(ask: Ask) -> Response:
    number = ask.studio.works.begin(ask.person, "site", _("Making the site"), {})
    return ask.go(f"/werk/{number}/")


def _target(ask: Ask) -> dict[str, str]:
    """What a form says of where, and of what: `noord`, or `noord/telefoons`; empty for everything."""
    school, _mark, protocol = ask.form.get("wat", "").partition("/")
    return {"target": ask.form.get("doel", ""), "of": school, "protocol_of": protocol}


def _look(ask: Ask) -> Response:
    told = _target(ask)
    label = _("What would change at {target}").format(target=told["target"])
    return ask.go(f"/werk/{ask.studio.works.begin(ask.person, 'kijken', label, told | {'dry': '1'})}/")


def _publish(ask: Ask) -> Response:
    told = _target(ask) | {"seen": ask.form.get("gezien", "")}
    label = _("Publishing at {target}").format(target=told["target"])
    return ask.go(f"/werk/{ask.studio.works.begin(ask.person, 'publiceren', label, told)}/")


def _add(ask: Ask) -> Response:
    """A folder on this machine as a target."""
    name, folder = ask.form.get("naam", "").strip(), ask.form.get("map", "").strip()

    def add(edit: Edit, project: Project) -> None:
        known = len(project.corpus.targets)
        target = {"id": name, "kind": "map", "path": folder}
        if edit.text(TARGETS) is None:
            edit.add_file(TARGETS, [target])
        else:
            edit.set(TARGETS, [known], target)

    try:
        ask.studio.workplace.save(ask.person, _("target {name} added").format(name=name), add)
    except Exception as error:
        told, faults, status = ask.studio.told(error)
        return _page(ask, status, told=told, faults=faults, typed=ask.form)
    return ask.go("/publiceren/")


routes = [
    route("/publiceren/", _show),
    route("/publiceren/doel", _add, role="beheerder", method="POST"),
    route("/publiceren/site", _site, role="vaststeller", method="POST"),
    route("/publiceren/kijken", _look, role="vaststeller", method="POST"),
    route("/publiceren/publiceren", _publish, role="vaststeller", method="POST"),
]
