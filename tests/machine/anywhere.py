"""Tries the commands as a board uses them, on whatever platform this is; it needs the program alone.

    python -m tests.machine.anywhere

It runs the `schoolprotocol` of the Python that runs it, on a copy of the small project in a folder with a space and an
accent in its name. The servers do so on Windows and macOS, where the other tests cannot run; these run it too, on a
machine from which everything was taken that Windows lacks.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from schoolprotocol.cli import COMMANDS

KLEIN = Path(__file__).parents[1] / "roots/klein"
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
OUTPUTS = ("html", "docx", "schoolgids", "diff")
"""What needs no library of the system."""


def run(root: Path, *arguments: str, code: int = 0) -> str:
    """What a command says; it must end with this code, and never with a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "schoolprotocol", *arguments],
        cwd=root,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    told = (done.stdout + done.stderr).decode("utf-8")
    print(f"$ schoolprotocol {' '.join(arguments)} ({done.returncode})", flush=True)
    expect("Traceback" not in told and done.returncode == code, told)
    return told


def expect(holds: bool, told: object) -> None:
    """End the trial where something is not as it should be, with what shows it."""
    if not holds:
        raise SystemExit(f"{told}")


def built(root: Path) -> None:
    """Everything that needs no library of the system, and then nothing; to another folder too."""
    run(root, "build", *OUTPUTS)
    for name in ("html/zuid/telefoons/index.html", "docx/zuid-telefoons.docx", "html/index.html"):
        expect((root / "build" / name).is_file(), name)
    page = root / "build/html/zuid/telefoons/index.html"
    made = page.stat().st_mtime_ns
    run(root, "build", *OUTPUTS)
    expect(page.stat().st_mtime_ns == made, "what was up to date was made again")
    run(root, "--output", str(root.parent / "Ergens anders"), "build", "html", "--school", "zuid")
    expect((root.parent / "Ergens anders/html/zuid/telefoons/index.html").is_file(), "--output")


def line_ends(root: Path) -> None:
    """The same source with the line ends of Windows says the same."""
    page = root / "build/html/zuid/telefoons/index.html"
    before = page.read_bytes()
    for path in (root / "policy_src").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    run(root, "check")
    run(root, "build", *OUTPUTS)
    expect(page.read_bytes() == before, "line ends")


def names(root: Path) -> None:
    """Names that Windows keeps for itself, or takes for another, are told, and the rest is made."""
    school = root / "policy_src/schools/con"
    try:
        shutil.copytree(root / "policy_src/schools/noord", school)
    except OSError:
        return  # that is Windows itself
    if school.is_dir():
        expect("SP109" in run(root, "check", code=1), "a reserved name")
        shutil.rmtree(school)


def served(root: Path) -> None:
    """The server follows what is saved, and its port is free when it was stopped."""
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    with subprocess.Popen(
        [sys.executable, "-m", "schoolprotocol", "serve", "--port", "0", "--no-browser"],
        cwd=root,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        creationflags=flags,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    ) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            port = int(re.findall(r":(\d+)/", said)[0])
            now = json.loads(got(port, "/-/nu"))["nu"]
            expect("leggen hun telefoon thuis." in got(port, "/zuid/telefoons/"), "a page")
            text = (root / CLAUSES).read_text("utf-8").replace("leggen hun", "leggen nu hun")
            (root / "vers.yaml").write_text(text, "utf-8")
            (root / "vers.yaml").replace(root / CLAUSES)
            expect(json.loads(got(port, f"/-/nu?gezien={now}"))["nu"] != now, "news")
            expect("leggen nu hun telefoon thuis." in got(port, "/zuid/telefoons/"), "a page that follows")
            expect("Versies" in got(port, "/zuid/telefoons/versies.html"), "a page that is built")
            print(f"$ schoolprotocol serve: {said.strip()}", flush=True)
        finally:
            server.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def got(port: int, path: str) -> str:
    """A page of the server."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
    connection.request("GET", path)
    text = connection.getresponse().read().decode("utf-8")
    connection.close()
    return text


def main() -> None:
    """Try it all, in a folder that goes."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        root = Path(scratch) / "Mijn schoolbestuur – één"
        shutil.copytree(KLEIN, root)
        for name in [(), *((name,) for name in COMMANDS)]:
            run(root, *name, "--help")
        run(root, "--version")
        run(root, "check")
        run(root, "status")
        built(root)
        line_ends(root)
        names(root)
        served(root)
        run(root.parent, "check", code=2)
        run(root.parent, "new", "--oefenen", "Oefenen – één")
        run(root.parent / "Oefenen – één", "check")
    print("All of it works here.")


if __name__ == "__main__":
    main()
