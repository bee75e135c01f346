"""Makes the pictures in docs/images from what `make html pdf` built: python docs/pictures.py, or make pictures.

Those of the studio are made from one that it starts itself.

Needs Chromium ($CHROMIUM, or the one on the PATH; Debian: apt install chromium); PDF pages are drawn by pypdfium2.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import uvicorn
from PIL import Image

from schoolprotocol import messages
from schoolprotocol.project import Project
from schoolprotocol.studio.app import application
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.studio import Studio
from schoolprotocol.studio.texts import discussed
from schoolprotocol.studio.voices import Said
from schoolprotocol.templating import Templates

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
IMAGES = ROOT / "docs" / "images"
SCHOOL = "aurora/sociale-media"


@dataclass(frozen=True)
class Screen:
    """The first screen of a page."""

    image: str
    page: str
    """Below `build/html`, or beside `folder`; may have a question."""
    width: int = 1280
    height: int = 900
    dark: bool = False
    folder: Path = BUILD / "html"
    place: str = ""
    """Id of what stands on the screen; else its top."""


@dataclass(frozen=True)
class Leaf:
    """A page of the PDF."""

    image: str
    number: int


SCREENS = (
    Screen("page.png", f"{SCHOOL}/index.html"),
    Screen("page-dark.png", f"{SCHOOL}/index.html", dark=True),
    Screen("page-narrow.png", f"{SCHOOL}/index.html", width=500, height=1000),
    Screen("leerlingen.png", f"{SCHOOL}/leerlingen.html"),
    Screen("ouders.png", f"{SCHOOL}/ouders.html"),
    Screen("medewerkers.png", f"{SCHOOL}/medewerkers.html"),
    Screen("wijzigingen.png", f"{SCHOOL}/voorstel/wijzigingen.html"),
    Screen("versies.png", f"{SCHOOL}/versies.html"),
    Screen("zoeken.png", f"{SCHOOL}/search.html?q=foto"),
    Screen("overzicht.png", "index.html"),
    Screen("afwijkingen.png", "afwijkingen.html"),
)
"""500 px is the narrowest window that Chromium makes without being driven."""
REVIEW = "nalopen.html"
REVIEWS = (
    Screen("nalopen-lijst.png", REVIEW),
    Screen("nalopen.png", REVIEW, place="b46"),
)
"""Of the page on which an import is reviewed, which is made for it, of the PDF that is drawn below too."""
STUDIO = (
    Screen("studio-overzicht.png", ""),
    Screen("studio-tekst.png", f"document/{SCHOOL}/"),
    Screen("studio-schrijven.png", f"document/{SCHOOL}/clausule/iedereen.mobiele-telefoon", height=1100),
    Screen("studio-voorstel.png", f"voorstel/{SCHOOL}/", height=1000),
    Screen("studio-bespreken.png", f"bespreken/{SCHOOL}/"),
    Screen("studio-besluiten.png", f"besluiten/{SCHOOL}/"),
)
"""Of the studio, on a copy of the texts; each is a path of it."""
PDF = BUILD / "pdf" / "aurora-sociale-media.pdf"
LEAVES = (Leaf("pdf-cover.png", 1), Leaf("pdf-contents.png", 2), Leaf("pdf.png", 5))


def draw(screen: Screen, browser: str) -> None:
    """Draw the first screen of a page."""
    path, _, question = screen.page.partition("?")
    shoot(screen, (screen.folder / path).as_uri() + (f"?{question}" if question else ""), browser)


def shoot(screen: Screen, address: str, browser: str) -> None:
    """Draw the first screen of what an address gives."""
    with tempfile.TemporaryDirectory() as profile:
        if screen.place:
            address = framed(Path(profile), f"{address}#{screen.place}", screen)
        subprocess.run(  # noqa: S603 (fixed arguments)
            [
                browser,
                *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
                *("--hide-scrollbars", f"--user-data-dir={profile}", f"--window-size={screen.width},{screen.height}"),
                *(("--blink-settings=preferredColorScheme=0",) if screen.dark else ()),
                f"--screenshot={IMAGES / screen.image}",
                address,
            ],
            check=True,
            capture_output=True,
        )


def framed(folder: Path, address: str, screen: Screen) -> str:
    """The address of a page that holds another one in a frame: Chromium draws no page by itself that is scrolled."""
    frame = f'<iframe src="{address}" width="{screen.width}" height="{screen.height}" style="border: 0"></iframe>'
    scheme = "dark" if screen.dark else "light"
    page = f'<!DOCTYPE html><meta name="color-scheme" content="{scheme}"><body style="margin: 0">{frame}'
    path = folder / "frame.html"
    path.write_text(page, "utf-8")
    return path.as_uri()


def print_leaf(leaf: Leaf) -> None:
    """Draw a page of a PDF, at 80 dots per inch."""
    document = pdfium.PdfDocument(PDF)
    document[leaf.number - 1].render(scale=80 / 72).to_pil().save(IMAGES / leaf.image, optimize=True)


def missing() -> list[Path]:
    """What has to be built first."""
    needed = [BUILD / "html" / screen.page.partition("?")[0] for screen in SCREENS]
    return [path for path in (*needed, PDF) if not path.is_file()]


def draw_reviews(browser: str) -> None:
    """Draw the page on which an import is reviewed."""
    messages.use("nl")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planned = Project.open_or_new(folder / "bron").plan_import(Project.take_in(PDF), "aurora", "sociale-media")
        planned.review(PDF, folder / REVIEW).write(folder / REVIEW)
        for screen in REVIEWS:
            draw(replace(screen, folder=folder), browser)


@contextmanager
def studio(root: Path) -> Iterator[str]:
    """The address of a studio of a project, where everybody who comes is the one who sits here."""
    made = Studio(root, bug=str)
    cookie = f"{COOKIE}={made.sessions.begin(ALONE)}".encode()
    pages = application(made, Templates(Path("templates")))

    async def entered(scope: Any, receive: Any, send: Any) -> None:
        await pages({**scope, "headers": [*scope.get("headers", ()), (b"cookie", cookie)]}, receive, send)

    key = ("aurora", "sociale-media")
    link = made.links.make(ALONE, key, "de GMR", None, 42)
    text = discussed(made.workplace.project, key, None)
    said = Said(None, "", "vraag", "Geldt dit ook voor een groepsapp van ouders?")
    made.voices.keep(key, link.body, link.id, (text.version, text.text_hash), said)
    asked = uvicorn.Config(entered, port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(asked)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()


def draw_studio(browser: str) -> None:
    """Draw pages of the studio, in few colours: they are large, and mostly white."""
    messages.use("nl")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(ROOT / "policy_src", root / "policy_src")
        with studio(root) as address:
            for screen in STUDIO:
                shoot(screen, address + screen.page, browser)
                path = IMAGES / screen.image
                Image.open(path).convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(path, optimize=True)


def main() -> None:
    """Make all pictures."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    browser = next((found for name in names if name and (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("Chromium is not installed: apt install chromium")
    if missing():
        sys.exit(f"Not built: {', '.join(str(path.relative_to(ROOT)) for path in missing())}. Run: make html pdf")
    IMAGES.mkdir(exist_ok=True)
    for screen in SCREENS:
        draw(screen, browser)
    draw_reviews(browser)
    draw_studio(browser)
    for leaf in LEAVES:
        print_leaf(leaf)


if __name__ == "__main__":
    main()
