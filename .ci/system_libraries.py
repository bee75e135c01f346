"""Sees to it that the machine has the libraries with which WeasyPrint makes a PDF.

Says nothing when they are there. Installs them where it may (.ci/apt-install); elsewhere it says in Dutch what to
install and exits with 3. Needs nothing but Python itself.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import subprocess
import sys
from pathlib import Path

LIBRARIES = {
    "gobject-2.0": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "pango-1.0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "pangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
"""The names under which WeasyPrint looks for each library (weasyprint/text/ffi.py): on Linux and on macOS.

Without harfbuzz-subset WeasyPrint subsets fonts in another way, and the same source would give another file.
"""

DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

ADVICE = """\
Voor de pdf ontbreken bibliotheken op deze machine: {missing}. Installeer ze eerst:
  Debian, Ubuntu:  sudo apt-get install {packages}
  Fedora:          sudo dnf install pango
  Arch:            sudo pacman -S pango
  Alpine:          apk add pango
  macOS:           brew install pango
"""


def loads(name: str) -> bool:
    """Whether the dynamic linker finds and loads this library file."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def is_present(library: str) -> bool:
    """Whether one of the names of a library loads; as a last resort, wherever the system says that it is."""
    if any(loads(name) for name in LIBRARIES[library]):
        return True
    found = ctypes.util.find_library(library)
    return found is not None and loads(found)


def missing_libraries() -> list[str]:
    """The libraries that are not on this machine, by their general names."""
    return [library for library in LIBRARIES if not is_present(library)]


def main() -> int:
    """Install what is missing, or say how: 0 when all is there, else 3."""
    if not missing_libraries():
        return 0
    subprocess.run([Path(__file__).with_name("apt-install"), *DEBIAN_PACKAGES], check=False)  # noqa: S603  # our script
    missing = missing_libraries()
    if missing:
        sys.stderr.write(ADVICE.format(missing=", ".join(missing), packages=" ".join(DEBIAN_PACKAGES)))
    return 3 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
