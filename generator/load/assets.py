"""Looks at a school's logo before anything is built with it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from generator.diagnostics import Diagnostic, Kind
from generator.load.yaml import MAX_BYTES, read_text
from generator.model.source import School

_PNG = b"\x89PNG\r\n\x1a\n"
_UNSAFE_SVG = re.compile(
    r"<\s*(?:[\w-]+:)?(script|foreignObject|iframe|use|image|style|animate|set|a)\b|\son\w+\s*=|<!(?:DOCTYPE|ENTITY)|"
    r"href\s*=|url\s*\(\s*['\"]?(?!#)",
    re.IGNORECASE,
)


def check_logo(school: School, folder: Path, root: Path) -> list[Diagnostic]:
    """The logo is a file in the school's own folder, and what its name says it is; an SVG only draws."""
    logo = school.style.logo
    if logo is None:
        return []

    def wrong(detail: str, help_: str) -> list[Diagnostic]:
        values = {"name": logo, "detail": detail, "help": help_}
        return [Diagnostic(Kind.ASSET, school.style.at("logo"), values, school=folder.name)]

    if PurePosixPath(logo).name != logo or "\\" in logo or Path(logo).suffix not in {".svg", ".png"}:
        return wrong("it is not the name of a .svg or .png file in the school's folder", "logo: logo.svg")
    path = folder / logo
    if not path.is_file() or path.is_symlink():
        return wrong("the file is not there", "Put the file beside school.yaml, or take the key out.")
    if path.suffix == ".png":
        with path.open("rb") as file:
            is_png = file.read(len(_PNG)) == _PNG
        if not is_png or path.stat().st_size > MAX_BYTES:
            return wrong("it is not a PNG image of at most 1 MB", "Save the logo as PNG again.")
        return []
    text, found = read_text(path, path.relative_to(root).as_posix())
    if found:
        return found
    if "<svg" not in text:
        return wrong("it is not an SVG image", "Save the logo as plain SVG.")
    unsafe = _UNSAFE_SVG.search(text)
    if unsafe:
        return wrong(f"the SVG holds “{unsafe[0].strip()}”", "Save it as plain SVG with shapes and paths only.")
    return []
