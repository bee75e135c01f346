"""Tries every attack, and writes what came of it in `docs/architecture/security.md`: `make attacks`.

Exit code: pytest's; where an attack succeeds the table says so, too.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs/architecture/security.md"
HEAD = "| claim | tries | failures | tests |\n| --- | --- | --- | --- |\n"
_TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)*")


@dataclass
class Count:
    """What came of the attacks on each claim, by the name of their module: a plugin of pytest."""

    tries: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test is one try, or as many as it says; what fails before or after it fails it, too."""
        name = Path(report.nodeid.partition("::")[0]).name
        if report.when == "call" and not report.skipped:
            self.tries[name] += int(str(dict(report.user_properties).get("tries", 1)))
        self.failures[name] += report.failed


def claims() -> dict[str, str]:
    """What each module attacks, by its name: the first line of its docstring."""
    return {
        path.name: (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0].rstrip(".")
        for path in sorted(HERE.glob("test_*.py"))
    }


def table(count: Count) -> str:
    """A row for each claim."""
    rows = [
        f"| {claim} | {count.tries[name]} | {count.failures[name]} | `tests/attacks/{name}` |"
        for name, claim in claims().items()
    ]
    rows.append(f"| all | {count.tries.total()} | {count.failures.total()} | |")
    return HEAD + "".join(f"{row}\n" for row in rows)


def with_table(page: str, new: str) -> str:
    """A page with another table in the place of its own."""
    written, count = _TABLE.subn(lambda _old: new, page)
    if count != 1:
        raise SystemExit(f"{PAGE} has no table of attacks, or two")
    return written


def main(arguments: list[str]) -> int:
    """Run them; a run of some of them only writes nothing."""
    os.environ.setdefault("SCHOOLPROTOCOL_KILLS", "8")
    count = Count()
    code = pytest.main([str(HERE), "-q", "--numprocesses", "auto", "--dist", "loadfile", *arguments], plugins=[count])
    new = table(count)
    print(new)
    if not arguments and count.tries.total():
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), new), "utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
