"""Two worlds in which the same source is built: nothing that a build could wrongly depend on is the same in both."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class World:
    """What surrounds a build."""

    folder: str
    """Where the project stands, below a folder for work."""
    seed: str
    """Of Python's hashes."""
    jobs: str
    clock: str
    """When the build begins; it goes on from there."""
    zone: str
    locale: str
    umask: int
    order: str
    """In which folders are listed."""
    has_false_font: bool
    """Whether the only font of the machine has the name of ours and other widths."""


WORLDS = (
    World("a", "0", "1", "2026-12-31 23:59:57", "Pacific/Kiritimati", "C", 0o022, "forwards", has_false_font=False),
    World(
        "tweede map/überbau ’s", "4711", "2", "2027-06-30 12:00:00", "America/Los_Angeles", "tr_TR.UTF-8", 0o077,
        "backwards", has_false_font=True,
    ),
)  # fmt: skip
"""Both days lie before the review of every document: after it, a text may not be put to a council."""


class NotMadeError(Exception):
    """A command failed; the text says which, and why."""


def make(world: World, work: Path) -> Path:
    """Make all documents, the site and the papers of two councils in a world.

    Returns:
        The folder with what was made.

    Raises:
        NotMadeError: where a command fails.
    """
    root = work / world.folder / "project"
    for name in ("policy_src", "templates"):
        shutil.copytree(ROOT / name, root / name)
    build, environment = root / "build", _environment(world, work / world.folder)
    command = [sys.executable, "-m", "schoolprotocol", "--root", str(root), "--output", str(build)]
    for arguments in (
        [*command, "build", "--jobs", world.jobs],
        [*command, "site"],
        [sys.executable, "-m", "tests.validate.made", str(build)],
    ):
        done = subprocess.run(
            arguments, env=environment, umask=world.umask, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotMadeError(f"{' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return build


def _environment(world: World, folder: Path) -> dict[str, str]:
    home, temporary, locales = folder / "home", folder / "tmp", folder / "locales"
    for made in (home, temporary, locales):
        made.mkdir(parents=True)
    if world.locale != "C":
        name, charset = world.locale.split(".")
        subprocess.run(["localedef", "-i", name, "-f", charset, str(locales / world.locale)], check=True)
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "PYTHONPATH": os.pathsep.join([str(HERE / "order"), str(ROOT / "generator")]),
        "PYTHONHASHSEED": world.seed,
        "PYTHONDONTWRITEBYTECODE": "1",
        "LISTING_ORDER": world.order,
        "LC_ALL": world.locale,
        "LOCPATH": str(locales),
        "TZ": world.zone,
        "LD_PRELOAD": str(library),
        "FAKETIME": f"@{world.clock}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        **({"FONTCONFIG_FILE": str(_false_font(home))} if world.has_false_font else {}),
    }


def _false_font(folder: Path) -> Path:
    """A font that is twice as wide as ours under our name, as the only one of the machine."""
    path = sorted((ROOT / "templates/fonts").glob("*.ttf"))[0]
    with TTFont(path) as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 16}:
                record.string = "Protocol Sans"
        widths = font["hmtx"].metrics
        widths.update({glyph: (2 * width, side) for glyph, (width, side) in widths.items()})
        font.save(folder / "false.ttf")
    config = folder / "fonts.conf"
    config.write_text(_FONTS.format(folder=folder), "utf-8")
    return config
