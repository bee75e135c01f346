"""Makes everything in two worlds, and tells in Dutch which files differ and where. Usage: tests/reproducible/run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.reproducible.differences import differences
from tests.reproducible.worlds import WORLDS, NotMadeError, make


def main() -> int:
    """Make, compare and tell: 0 where all bytes are the same, else 1."""
    with tempfile.TemporaryDirectory() as work:
        try:
            one, other = (make(world, Path(work)) for world in WORLDS)
        except NotMadeError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        found = differences(one, other)
        count = sum(path.is_file() for path in one.rglob("*"))
    for line in found:
        print(line)
    print(
        f"{len(found)} van {count} bestanden verschillen."
        if found
        else f"{count} bestanden, alle byte voor byte gelijk."
    )
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main())
