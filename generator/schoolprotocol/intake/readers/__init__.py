"""readers: bytes of a file → `Reading`. A module for each kind of file; `READERS` is the list of them."""

from __future__ import annotations

from importlib import import_module

from schoolprotocol.intake.reading import Kind, Reading

READERS: dict[Kind, str] = {
    "docx": "word.reading",
    "pdf": "pdf.reading",
}
"""By kind the module below this one; its function `read` gives the `Reading` of the bytes of a file."""


def read(kind: Kind, data: bytes) -> Reading:
    """What a file says.

    Args:
        kind: of the file.
        data: its bytes.

    Raises:
        IntakeError: where it cannot be read whole.
    """
    reading: Reading = import_module(f"{__name__}.{READERS[kind]}").read(data)
    return reading
