"""readers: bytes of a file → `Reading`. A module for each kind of file; `READERS` is the list of them."""

from __future__ import annotations

from gettext import gettext as _
from importlib import import_module

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.readers.typed_notes import with_typed_notes
from schoolprotocol.intake.reading import Kind, Reading

READERS: dict[Kind, str] = {
    "docx": "word.reading",
    "html": "web.page",
    "md": "markdown",
    "pdf": "pdf.reading",
    "txt": "plain",
    "doc": "office",
    "odt": "office",
    "rtf": "office",
}
"""By kind the module below this one; its function `read` gives the `Reading` of the bytes of a file. That of the kinds
that
LibreOffice knows is told which."""
_BY_OFFICE = {"doc", "odt", "rtf"}


def read(kind: Kind, data: bytes) -> Reading:
    """What a file says.

    Args:
        kind: of the file.
        data: its bytes.

    Raises:
        IntakeError: where it cannot be read whole.
        MissingOnMachineError: where LibreOffice is needed, and not there.
    """
    if kind not in READERS:
        text = _("Documents of the kind .{kind} cannot be read yet.")
        raise IntakeError(text.format(kind=kind), _("Save it as .docx."))
    module = import_module(f"{__name__}.{READERS[kind]}")
    made: Reading = module.read(data, kind) if kind in _BY_OFFICE else module.read(data)
    return with_typed_notes(made)
