"""Keeps the Dutch catalogue in step with the code: `make messages`.

Takes the messages of our modules, of Click (whose words stand in help texts and errors) and of the model of the source
(whose docstrings are help texts), keeps the translations that there are, writes the catalogue and compiles it. Says how
many messages are still to be translated. No dates and no places: the catalogue changes only when a message does.
"""

from __future__ import annotations

import inspect
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

# Of this checkout: what is installed may be another one, whose catalogue is not ours to write.
sys.path.insert(0, str(Path(__file__).parents[1].absolute() / "generator"))

import schoolprotocol
from schoolprotocol.library.model import Taken, TakenProtocol
from schoolprotocol.messages import DOMAIN, LOCALE
from schoolprotocol.model.described import descriptions
from schoolprotocol.source.schemas import models
from schoolprotocol.starting.answers import Answers, Board, School

PO = LOCALE / "nl" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")
Id = str | tuple[str, ...]
"""A message id; of a message for counts singular and plural."""


class _Dutch(Catalog):
    mime_headers = [  # noqa: RUF012
        ("Language", "nl"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]

    def __init__(self) -> None:
        super().__init__(
            "nl", DOMAIN, "# What schoolprotocol says, in Dutch. `make messages` keeps it in step.", fuzzy=False
        )


def ids() -> set[Id]:
    """Every message that the code can show."""
    return {
        *_in_modules(Path(schoolprotocol.__file__).parent),
        *_in_modules(Path(click.__file__).parent),
        *_of_the_model(),
    }


def _in_modules(package: Path) -> Iterator[Id]:
    for _file, _line, message, _comments, _context in extract_from_dir(
        package, [("**.py", "python")], keywords=DEFAULT_KEYWORDS
    ):
        yield message


def _of_the_model() -> Iterator[Id]:
    for model in (*models().values(), Answers, Board, School, Taken, TakenProtocol):
        yield inspect.cleandoc(model.__doc__ or "")
        yield from descriptions(model).values()


def catalogue() -> Catalog:
    """The messages of the code with the translations of the catalogue; empty where it has none."""
    old = read_po(io.BytesIO(PO.read_bytes()), locale="nl") if PO.exists() else Catalog("nl")
    new = _Dutch()
    for id_ in sorted(ids(), key=lambda id_: id_ if isinstance(id_, str) else id_[0]):
        known = old.get(id_[0] if isinstance(id_, tuple) else id_)
        same_form = known is not None and known.pluralizable == isinstance(id_, tuple)
        new.add(id_, known.string if known is not None and same_form else None)
    return new


def po(messages: Catalog) -> bytes:
    """The catalogue as text for translators."""
    file = io.BytesIO()
    write_po(file, messages, width=0, ignore_obsolete=True)
    return file.getvalue()


def mo(messages: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    file = io.BytesIO()
    write_mo(file, messages)
    return file.getvalue()


def main() -> int:
    """Write both files."""
    messages = catalogue()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po(messages))
    MO.write_bytes(mo(messages))
    missing = sum(1 for message in messages if not all(strings(message.string)))
    if missing:
        sys.stdout.write(f"Nog te vertalen: {missing}, in {PO}\n")
    return 0


def strings(of: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a message or a translation: one, or singular and plural."""
    return (of or "",) if of is None or isinstance(of, str) else tuple(of)


if __name__ == "__main__":
    sys.exit(main())
