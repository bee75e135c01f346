"""Whether the files of a source are such as a person would have written: they are read, and looked at as text."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

ODD = {
    "an escape": re.compile(r'"[^"\n]*\\[nrtux][^"\n]*"'),
    "an anchor or a tag": re.compile(r"(?m)^[^#\n]*(?:: |- )[&*!][A-Za-z]"),
    "space at the end of a line": re.compile(r"(?m)[ \t]+$"),
    "a carriage return": re.compile(r"\r"),
    "three empty lines": re.compile(r"\n{4}"),
    "a line of more than 200 characters": re.compile(r"(?m)^.{201,}$"),
    "a plain word in quotes": re.compile(
        r"""(?m)(?:: |- )(["'])(?!ja\1|nee\1|yes\1|no\1|on\1|off\1|y\1|n\1|true\1|false\1|null\1)[a-z]+\1[ ]*$"""
    ),
}


def odd(path: Path) -> list[str]:
    """What is odd about a file."""
    text = path.read_text("utf-8")
    found = [f"{path}: {name}: {match[0]!r}" for name, look in ODD.items() if (match := look.search(text)) is not None]
    if not text.endswith("\n"):
        found.append(f"{path}: no end of line at its end")
    yaml.safe_load(text)
    return found


if __name__ == "__main__":
    # What laws say is the library's own work: patterns that cannot be cut in lines.
    files = [path for path in sorted(Path(sys.argv[1]).rglob("*.yaml")) if path.name != "references.yaml"]
    said = [one for path in files for one in odd(path)]
    if said:
        sys.exit("\n".join(said))
