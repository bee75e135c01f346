"""Entry point: chooses the language first, because help texts are made when the commands are imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from schoolprotocol import machine, messages


def language(arguments: Sequence[str]) -> messages.Language:
    """The language asked for with `--lang` or SCHOOLPROTOCOL_LANG; Dutch by default."""
    asked = os.environ.get("SCHOOLPROTOCOL_LANG", "nl")
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return "en" if asked == "en" else "nl"


def main() -> None:
    """Run the command line."""
    # A command lives for seconds; looking for garbage would cost a fifth of them. `settle` does it after each document.
    gc.disable()
    machine.speak_plainly(sys.stdout, sys.stderr)
    messages.use(language(sys.argv[1:]))
    stopped = machine.Stopped()
    try:
        from schoolprotocol.cli import run  # noqa: PLC0415 (after the language is known)

        with machine.own_scratch():
            code = run(sys.argv[1:])
    except (KeyboardInterrupt, RuntimeError) as error:  # before anything was begun, or after everything was done
        if not machine.is_stop(error):
            raise
        code = 130
    except OSError as error:  # no place for temporary files; or nobody can be told anything
        from schoolprotocol.errors import why  # noqa: PLC0415 (seldom)

        with suppress(OSError, AttributeError):
            sys.stderr.write(f"{why(error)}\n")
            sys.stderr.flush()
        code = 3
    if stopped:
        code = stopped.code
    gc.freeze()  # else Python ends with a search for garbage in all that the machine is about to free
    sys.exit(code)


if __name__ == "__main__":
    main()
