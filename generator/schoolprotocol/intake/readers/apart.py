"""Does work on somebody's file in a process of its own, with bounds: what such a file breaks is that process alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from gettext import gettext as _
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

from schoolprotocol import messages
from schoolprotocol.errors import IntakeError
from schoolprotocol.machine import FORKS, be_a_child, limit_memory, limit_time, ran_out_of_time
from schoolprotocol.messages import mark as N_

R = TypeVar("R")
T = TypeVar("T")
_ANEW: Final = N_("Open it, save it anew (as a PDF: print it to a file), and take that in.")
SECONDS: Final = 60
"""Of the processor, for one file; two hundred pages take five."""
MEGABYTES: Final = 2_000
_MOST: Final = 10_000_000
"""Bytes of a text; a thick book has one million."""
_PATIENCE: Final = 3
"""A machine with much to do may take so many times as long by the clock."""


def text_apart(work: Callable[[bytes], R], data: bytes) -> R:
    """As `apart`, for files that are text through and through: these are never large.

    Raises:
        IntakeError: it is too large; or what `apart` raises.
    """
    if len(data) > _MOST:
        raise IntakeError(
            _("The text is larger than {many} MB.").format(many=_MOST // 1_000_000),
            _("Cut it into parts, and take those in."),
        )
    return apart(work, data)


def apart(work: Callable[[T], R], data: T, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> R:
    """What a function gives for the bytes of a file, or for what was read of one, done by a child.

    Args:
        work: a function of a module, which raises nothing but IntakeError on purpose.
        data: the bytes, or what can be sent to another process.
        seconds: of the processor that it may take.
        megabytes: of memory that it may take beside what it begins with.

    Raises:
        IntakeError: what `work` raised; or the child took too long or too much, or broke.
    """
    context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_do, args=(work, data, theirs, messages.in_use(), seconds, megabytes), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(seconds * _PATIENCE) else None
    except (EOFError, OSError):
        answer = None
    finally:
        ours.close()
        if child.is_alive() and not child.join(1.0) and child.is_alive():
            child.kill()
        child.join()
    if answer is None:
        raise _lost(child.exitcode)
    result, refused = answer
    if refused is not None:
        raise IntakeError(*refused)
    return result  # type: ignore[no-any-return]


def _do(
    work: Callable[[T], R],
    data: T,
    line: Connection,
    language: messages.Language | None,
    seconds: int,
    megabytes: int,
) -> None:
    parent = multiprocessing.parent_process()
    be_a_child(parent.pid if parent else None)
    if language is not None:
        messages.use(language)
    limit_memory(megabytes * 1_000_000)
    limit_time(seconds)
    try:
        answer: tuple[R | None, tuple[str, str] | None] = work(data), None
    except IntakeError as error:
        answer = None, (error.why, error.remedy)
    except (MemoryError, RecursionError):
        answer = None, _too_much()
    except Exception as error:
        answer = None, (_broke_off(type(error).__name__), _(_ANEW))
    line.send(answer)
    line.close()


def _too_much() -> tuple[str, str]:
    return (
        _("The file needs more memory than a document may take."),
        _("Save it anew in the program that it came from, or cut it into parts, and take those in."),
    )


def _lost(exit_code: int | None) -> IntakeError:
    if ran_out_of_time(exit_code) or exit_code in {None, -9}:
        return IntakeError(
            _("Reading the file takes too long."),
            _("Save it anew in the program that it came from, or cut it into parts, and take those in."),
        )
    return IntakeError(_broke_off(str(exit_code)), _(_ANEW))


def _broke_off(why: str) -> str:
    return _("The file is damaged in such a way that reading it broke off ({why}).").format(why=why)
