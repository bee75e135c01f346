"""Fuzzes every target, on all cores: with atheris where it is installed, which looks for inputs that reach new code."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

TARGETS: Final = (
    *(
        "yaml_file",
        "project",
        "clause_text",
        "document",
        "template",
        "release",
        "proposal",
        "excerpt",
        "logo",
        "build_record",
    ),
    *("server", "record", "worker", "word_back"),
    *("word_file", "pdf_file", "web_page", "markdown_file", "text_file"),
)
MEMORY: Final = 2048
"""MB that a target may use."""


def main() -> int:
    """0: nothing found; 1: an input that must not be; the input is kept."""
    parser = argparse.ArgumentParser(prog="tests/fuzz/run", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="of one core, for all targets together")
    parser.add_argument("--target", choices=TARGETS, action="append", help="this one only; may be given more than once")
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    chosen = given.target or list(TARGETS)
    seconds = max(round(given.minutes * 60 / len(chosen)), 1)
    guided = importlib.util.find_spec("atheris") is not None and not given.plain
    if given.child:
        return (_guided if guided else _plain)(chosen[0], seconds, given.seed)
    with ThreadPoolExecutor(os.cpu_count()) as crew:  # each waits for a process
        found = list(crew.map(lambda target: _run(target, seconds / 60, given.seed, plain=not guided), chosen))
    failed = [target for target, is_found in zip(chosen, found, strict=True) if is_found]
    print("found in: " + ", ".join(failed) if failed else "nothing found")
    return 1 if failed else 0


def _run(target: str, minutes: float, seed: int | None, *, plain: bool) -> bool:
    """Whether a child that fuzzes this target fails."""
    command = [sys.executable, "-m", "tests.fuzz", "--child", "--target", target, "--minutes", str(minutes)]
    command += ["--plain"] if plain else []
    command += ["--seed", str(seed)] if seed is not None else []
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    told = done.stdout + done.stderr
    tried = re.search(r"stat::number_of_executed_units: (\d+)|(\d+) inputs in", told)
    result = told if done.returncode or tried is None else f"{tried[1] or tried[2]} inputs"
    print(f"== {target} ({'plain' if plain else 'atheris'})\n{result}", flush=True)
    return done.returncode != 0


def _plain(target: str, seconds: int, seed: int | None) -> int:
    from tests.fuzz.mutations import mutated, seeds
    from tests.fuzz.targets import tried

    known, chance, count = seeds(target), random.Random(seed), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data, count = mutated(target, known, chance), count + 1
        try:
            tried(target, data)
        except BaseException:
            traceback.print_exc()
            kept = Path(tempfile.gettempdir()) / f"fuzz-{target}-{hashlib.sha256(data).hexdigest()[:12]}"
            kept.write_bytes(data)
            print(f"after {count} inputs; kept in {kept}")
            return 1
    print(f"{count} inputs in {seconds} s")
    return 0


def _guided(target: str, seconds: int, seed: int | None) -> int:
    atheris: Any = importlib.import_module("atheris")  # has no wheel for every machine

    with atheris.instrument_imports(include=["schoolprotocol", "markdown_it", "mdit_py_plugins"]):
        from tests.fuzz.mutations import HOSTILE, mutated, seeds
        from tests.fuzz.targets import MAX_BYTES, tried

    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{target}-"))
    known = seeds(target)
    for index, one in enumerate(known):
        (folder / f"seed-{index}").write_bytes(one)
    words = [text for text in HOSTILE if 0 < len(text.encode()) <= 60]
    dictionary = folder.with_suffix(".dict")
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    dictionary.write_text("".join(f'"{line}"\n' for line in lines), "ascii")

    def mutator(data: bytes, size: int, number: int) -> bytes:
        chance = random.Random(number)
        if chance.random() < 0.5:
            return bytes(atheris.Mutate(data, size))
        return mutated(target, [data, *known], chance)[:size]

    arguments = [sys.argv[0], f"-max_total_time={seconds}", f"-max_len={MAX_BYTES // 10}", f"-dict={dictionary}"]
    arguments += ["-timeout=300", f"-rss_limit_mb={MEMORY}", f"-artifact_prefix={tempfile.gettempdir()}/fuzz-{target}-"]
    arguments += ["-print_final_stats=1", "-verbosity=0", *([f"-seed={seed}"] if seed is not None else []), str(folder)]
    atheris.Setup(arguments, lambda data: tried(target, data), custom_mutator=mutator)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
