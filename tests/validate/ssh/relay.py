"""Stands between sshd and the program that a client asked for: counts what the client sends, and can cut it off.

sshd starts it for every session (`ForceCommand`). Usage: relay.py FOLDER
    FOLDER/sessions   a line per session: how many bytes the client sent
    FOLDER/cut        after so many bytes this session of sshd is killed; the file is removed, so that it happens once
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

PIECE = 4096


class Relay:
    """What passes from a client to a program."""

    def __init__(self, cut: Path) -> None:
        self._cut = cut
        self._limit = int(cut.read_text("utf-8")) if cut.is_file() else None
        self.sent = 0
        command = os.environ["SSH_ORIGINAL_COMMAND"]
        self.program = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, bufsize=0, start_new_session=True)

    def pass_on(self) -> None:
        """Until the client has no more to say, the program is gone, or the session is cut off."""
        assert self.program.stdin is not None
        while data := os.read(0, PIECE if self._limit is None else min(PIECE, self._limit - self.sent)):
            self.sent += len(data)
            try:
                self.program.stdin.write(data)
            except BrokenPipeError:
                return
            if self.sent == self._limit:
                self._cut.unlink()
                os.killpg(self.program.pid, signal.SIGKILL)
                os.kill(os.getppid(), signal.SIGKILL)
                return
        self.program.stdin.close()


def main(folder: Path) -> int:
    """Run the program, and give its exit code. rsync's ends before its client closes; sftp's after."""
    relay = Relay(folder / "cut")
    threading.Thread(target=relay.pass_on, daemon=True).start()
    code = relay.program.wait()
    with (folder / "sessions").open("a", encoding="utf-8") as sessions:
        sessions.write(f"{relay.sent}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
