"""What kind of file something is: by what it holds, as names say what they like."""

from __future__ import annotations

import re
import zipfile
from gettext import gettext as _
from io import BytesIO

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.reading import Kind

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and new ones with a password."""
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|h[1-6]|p|div)\b", re.I | re.S
)
_EXTENSIONS: dict[str, Kind] = {
    "md": "md",
    "markdown": "md",
    "htm": "html",
    "html": "html",
    "txt": "txt",
    "text": "txt",
}
_HEAD = 4096


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a file.

    Args:
        name: of the file; it tells Markdown from plain text, and nothing else.
        data: its bytes.

    Raises:
        IntakeError: where we do not read that kind.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise IntakeError(_("This file is empty."), _("Name another one."))
    head = data[:_HEAD]
    if head.startswith(_COMPOUND):
        return _compound(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"MIME-Version:"):
        return "html"  # a page in one file with its pictures, as Word and browsers save it (.mht)
    extension = name.rpartition(".")[2].lower()
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return _EXTENSIONS.get(extension, "html") if extension in {"md", "markdown"} else "html"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml"):
        raise _other(_("XML of another kind"))
    return _text(extension, data)


def _compound(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise IntakeError(
            _("This file is protected with a password."),
            _("Save it without one: in Word by File, Info, Protect document."),
        )
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    raise _other(_("an Office file of another kind"))


def _zip(data: bytes) -> Kind:
    try:
        names = {name.lower() for name in zipfile.ZipFile(BytesIO(data)).namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        text = _("This file is damaged or not complete ({why}).")
        again = _("Fetch it again, or save it anew with Word or LibreOffice.")
        raise IntakeError(text.format(why=str(error)[:200]), again) from None
    if "[content_types].xml" in names and not any(name.startswith(("xl/", "ppt/")) for name in names):
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        with zipfile.ZipFile(BytesIO(data)) as packed, packed.open("mimetype") as file:
            if b"opendocument.text" in file.read(200):
                return "odt"
    raise _other(_("a sheet, slides or another kind of archive"))


def _text(extension: str, data: bytes) -> Kind:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data[:_HEAD] and not is_wide:
        raise _other(_("no document that we know"))
    return _EXTENSIONS.get(extension, "txt")


def _other(what: str) -> IntakeError:
    return IntakeError(
        _("This file is {what}.").format(what=what),
        _("Name a document: .docx, .doc, .odt, .rtf, .pdf, .html, .md or .txt."),
    )
