"""Makes the pictures in docs/images from what `make all` built: python docs/pictures.py

Needs Chromium (Debian: apt install chromium); the PDF page is drawn by pypdfium2.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SCHOOL = "aurora"
WIDTH, HEIGHT = 1280, 900


def page(source: Path, target: Path) -> None:
    """Draw the first screen of a page."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("Chromium is not installed: apt install chromium")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 (fixed arguments)
            [
                browser,
                *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
                *("--hide-scrollbars", f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}"),
                f"--screenshot={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def pdf(source: Path, target: Path, *, number: int) -> None:
    """Draw a page of a PDF, at 80 dots per inch."""
    pdfium.PdfDocument(source)[number - 1].render(scale=80 / 72).to_pil().save(target, optimize=True)


def main() -> None:
    """Make all pictures."""
    IMAGES.mkdir(exist_ok=True)
    page(ROOT / "build" / "html" / SCHOOL / "index.html", IMAGES / "page.png")
    pdf(ROOT / "build" / "pdf" / f"{SCHOOL}-sociale-media.pdf", IMAGES / "pdf.png", number=5)


if __name__ == "__main__":
    main()
