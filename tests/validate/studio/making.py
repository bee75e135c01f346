"""Makes of a copy of the small project one with an adopted version, and another one in the making."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.studio.making import in_the_making

if __name__ == "__main__":
    in_the_making(Path(sys.argv[1]))
