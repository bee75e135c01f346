"""What pages found out about a project, until somebody changes it: nobody waits twice for one answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

from schoolprotocol.project import Project
from schoolprotocol.studio.workplace import Workplace

T = TypeVar("T")
MOST = 2_000
"""Answers that are kept at once."""


class Known:
    """Answers by what was asked, for the state of the source and the day on which they were given."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._turn = threading.Lock()
        self._state: tuple[int, date] = (-1, date.min)
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()

    def of(self, asked: Hashable, find: Callable[[Project], T]) -> T:
        """The answer to a question about the project as it is; who asks at the same time waits for the first.

        Args:
            asked: stands for the question.
            find: finds it out. What it raises is raised, and asked again the next time.
        """
        with self._turn:
            state = (self._workplace.now, date.today())
            if state != self._state:
                self._state, self._answers = state, OrderedDict()
            answer = self._answers.setdefault(asked, _Answer())
            self._answers.move_to_end(asked)
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)
            project = self._workplace.project
        with answer.turn:
            if not answer.is_there:
                answer.value, answer.is_there = find(project), True
            found: T = answer.value
        return found


class _Answer:
    def __init__(self) -> None:
        self.turn, self.is_there = threading.RLock(), False
        self.value: Any = None
