"""Runs a command to its end, and tells what it took: seconds, bytes of the largest process, and its exit code.

    python -IS spawned.py LOG COMMAND…

A process of its own, and a small one: Linux counts as memory of a command also what held whoever started it.
"""

import json
import os
import sys
import time

log, *command = sys.argv[1:]
start = time.perf_counter()
with open(log, "wb") as output:  # noqa: PTH123 (pathlib would make it larger)
    actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), one) for one in (1, 2)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - start
code = os.waitstatus_to_exitcode(status)
print(json.dumps([usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, code]))
