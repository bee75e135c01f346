"""Texts that threads read side by side, from the first on, are read as they are alone."""

import subprocess
import sys

BEGIN = """
import sys, threading
from schoolprotocol.text.parse import parse
sys.setswitchinterval(1e-6)
texts = [f"Lees *dit* op [site {n}](https://school.example/a?b={n}#c):\\n\\n- eerst\\n- dan" for n in range(16)]
gate, found = threading.Barrier(16), {}

def read(n):
    gate.wait()
    try:
        found[n] = parse(texts[n])
    except Exception as error:
        found[n] = error

threads = [threading.Thread(target=read, args=(n,)) for n in range(16)]
for one in threads: one.start()
for one in threads: one.join()
parse.cache_clear()
wrong = [(n, found[n]) for n in range(16) if found[n] != parse(texts[n])]
sys.exit(str(wrong[0]) if wrong else 0)
"""


def test_the_first_texts_of_a_process_are_read_by_threads_as_by_one() -> None:
    for _time in range(3):
        done = subprocess.run([sys.executable, "-c", BEGIN], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
