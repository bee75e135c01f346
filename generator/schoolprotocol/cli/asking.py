"""Asks questions in a terminal, with what an empty answer means, and the way back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from gettext import gettext as _
from typing import TYPE_CHECKING, TypeVar

import click

from schoolprotocol.cli import terminal
from schoolprotocol.errors import EditError, SourceError, UsageError

if TYPE_CHECKING:
    from schoolprotocol import Asked

T = TypeVar("T")
BACK = "<"
_OPTIONS = {"how": "--choose, --text, --omit, --after", "alternative": "--choose"}
"""The options that answer a question of another name."""
Next = Callable[[Mapping[str, str]], "Asked | None"]


def ask_all(next_question: Next, told: Mapping[str, str], use: Callable[[Mapping[str, str]], T]) -> T:
    """Ask until all is known, and do something with it; where that cannot be, the last question is asked again.

    Args:
        next_question: gives the next question for what was told, None where there is none.
        told: what was told before, by key of the question: that is not asked, and stays when somebody goes back.
        use: what is done with all answers; it raises `SourceError` where they do not fit.

    Returns:
        What `use` gives.

    Raises:
        click.Abort: where somebody stops.
    """
    terminal.err.print(
        _(
            "Enter takes what stands between brackets. “{back}” goes back a question. Ctrl-C stops: nothing is written."
        ).format(back=BACK),
        style="dim",
    )
    answers: dict[str, str] = {}
    kept: dict[str, str] = {}
    while True:
        asked = next_question({**told, **answers})
        if asked is None:
            try:
                return use({**told, **answers})
            except (SourceError, EditError, UsageError) as error:
                if not any(key in kept for key in answers):  # nobody answered any of it, so nobody can mend it here
                    raise
                if isinstance(error, SourceError):
                    terminal.show(error.diagnostics)
                else:
                    terminal.err.print(str(error), markup=False)
                terminal.err.print(
                    _("So nothing was written yet. Go back with “{back}” and mend it.").format(back=BACK)
                )
                _go_back(answers, kept)
                continue
        if asked.is_settled:
            answers[asked.key] = asked.default
            continue
        answer = _ask(asked, kept.get(asked.key))
        if answer is None:
            if not _go_back(answers, kept):
                terminal.err.print(_("This is the first question."), style="dim")
            continue
        answers[asked.key] = kept[asked.key] = answer


def _go_back(answers: dict[str, str], kept: dict[str, str]) -> bool:
    """Take the last answer out that somebody gave, and what settled itself after it; whether there was one."""
    while answers:
        key, before = answers.popitem()
        if key in kept:
            kept[key] = before
            return True
    return False


def told_or_asked(next_question: Next, told: Mapping[str, str], use: Callable[[Mapping[str, str]], T]) -> T:
    """Do something with what was told by options; in a terminal the rest is asked where something is missing.

    Args:
        next_question: as for `ask_all`; its keys are the names of options.
        told: what options say.
        use: as for `ask_all`.

    Raises:
        click.UsageError: where something is missing and nobody can be asked.
    """
    answers = dict(told)
    while (asked := next_question(answers)) is not None:
        if not asked.default and not asked.is_open:
            if is_asked():
                return ask_all(next_question, told, use)
            text = _("Tell with {option}: {question}")
            raise click.UsageError(text.format(option=_OPTIONS.get(asked.key, f"--{asked.key}"), question=asked.text))
        try:
            answers[asked.key] = asked.answer("")
        except ValueError as problem:  # what was made of another answer cannot be one
            raise click.UsageError(f"--{asked.key}: {_ended(str(problem))}") from None
    return use({**answers, **_read(next_question, answers, told)})


def _read(next_question: Next, answers: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """What options mean, as if they had been typed as answers."""
    read: dict[str, str] = {}
    for key, typed in told.items():
        asked = next_question({name: answer for name, answer in answers.items() if name != key})
        if asked is not None and asked.key == key:
            try:
                read[key] = asked.answer(typed)
            except ValueError as problem:
                raise click.UsageError(f"--{key}: {_ended(str(problem))}") from None
    return read


def _ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def is_asked() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(asked: Asked, before: str | None) -> str | None:
    """One answer; None where somebody wants to go back."""
    terminal.err.print(f"\n[bold]{terminal.escape(asked.text)}[/]")
    if asked.help:
        terminal.err.print(terminal.escape(asked.help), style="dim")
    for number, (option, about) in enumerate(asked.options.items(), 1):
        mark = f"{number}. " if asked.is_numbered else "- "
        terminal.err.print(f"  {mark}{option}" + (f" – {about}" if about and about != option else ""), markup=False)
    default = before or asked.default
    while True:
        typed = click.prompt(
            "", default=default, prompt_suffix=f"[{default}] > " if default else "> ", show_default=False, err=True
        )
        if typed.strip() == BACK:
            return None
        try:
            return asked.answer(typed)
        except ValueError as problem:
            told = _("This cannot be the answer: {problem}").format(problem=_ended(str(problem)))
            terminal.err.print(f"[red]{terminal.escape(told)}[/]")
