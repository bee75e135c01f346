"""Who works here, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["lezer", "meedenker", "schrijver", "vaststeller", "beheerder"]
ROLES: tuple[Role, ...] = ("lezer", "meedenker", "schrijver", "vaststeller", "beheerder")
"""Each may do what those before it may: read; react; write; adopt and publish; let people in."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in the studio."""

    name: str
    """With which he logs in; a name for the account, as the board chooses it."""
    shown: str
    """As others see it."""
    role: Role
    mail: str = ""
    """His address for mail at work; empty where nobody told it."""

    def may(self, role: Role) -> bool:
        """Whether he has at least this role."""
        return self.role in ROLES and ROLES.index(self.role) >= ROLES.index(role)


ALONE = Person("ik", "U", "beheerder")
"""Who sits at this machine, where nobody else comes in."""
