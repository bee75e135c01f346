"""office: .doc, .odt and .rtf → .docx by LibreOffice → `Reading`.

It runs by itself: in a profile of its own that is thrown away, with macros off and links left alone, for a bounded
time.
"""

from __future__ import annotations

import lzma
import os
import tempfile
import zipfile
import zlib
from gettext import gettext as _
from io import BytesIO
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.errors import IntakeError, MissingOnMachineError
from schoolprotocol.intake.readers.word import reading
from schoolprotocol.intake.reading import Kind, Reading
from schoolprotocol.machine import find_office, run_bounded

SECONDS = 90.0
"""How long LibreOffice may take: the first start is slow, and a long document takes ten seconds."""
MEMORY = 4 * 2**30
LARGEST = 100 * 2**20
UNPACKED = 96 * 2**20
"""Bytes of XML that an OpenDocument may hold, unpacked."""
_SETTINGS = {
    # path of the setting, its name, its value: nothing of a document is run or fetched
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Common/Misc", "FirstRun", "false"),
}
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that does not answer."""


def read(data: bytes, kind: Kind) -> Reading:
    """What a document of another office program says.

    Args:
        data: its bytes.
        kind: what they are.

    Raises:
        MissingOnMachineError: where LibreOffice is not installed.
        IntakeError: where it cannot read them, or takes too long.
    """
    made = reading.read(as_docx(data, kind))
    told = _("LibreOffice made a Word document of this file, and that was read: what it dropped is not told here.")
    return Reading(kind, made.paragraphs, made.parts, (told, *made.remarks), made.proposals, made.marks)


def as_docx(data: bytes, kind: Kind) -> bytes:
    """A document of another office program as .docx."""
    if kind == "odt":
        _refuse_what_grows(data)
    office = find_office()
    if office is None:
        text = _(
            "For .{kind} LibreOffice is needed, and it is not installed. On Debian or Ubuntu: sudo apt install "
            "libreoffice-writer. Or open the file in Word, and save it as .docx."
        )
        raise MissingOnMachineError(text.format(kind=kind))
    with tempfile.TemporaryDirectory(prefix="intake-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / f"document.{kind}", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        command = [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")),
            str(source),
        ]
        code = run_bounded(command, SECONDS, MEMORY, env=_environment(folder))
        if code is None:
            text = _("LibreOffice took longer than {seconds} seconds with this file, and was stopped.")
            raise IntakeError(text.format(seconds=int(SECONDS)), _again())
        made = folder / "out" / "document.docx"
        if not made.is_file():
            raise IntakeError(_("LibreOffice cannot read this file: it is damaged, or has a password."), _again())
        return disk.read(made, LARGEST)


def _refuse_what_grows(data: bytes) -> None:
    """No part of an OpenDocument becomes larger than any document's; what a zip promises of that is not believed."""
    left = UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for info in packed.infolist():
                if info.filename.lower().endswith(".xml") and not info.flag_bits & 1:
                    with packed.open(info) as part:
                        while read := len(part.read(min(left + 1, 2**20))):
                            left -= read
                            if left < 0:
                                text = _("The text of this file holds more than {size} MB.")
                                raise IntakeError(text.format(size=UNPACKED // 2**20), _("Split the document in two."))
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        text = _("This file is damaged or not complete ({why}).")
        again = _("Fetch it again, or save it anew with Word or LibreOffice.")
        raise IntakeError(text.format(why=str(error)[:200]), again) from None


def _again() -> str:
    return _("Open it in Word or LibreOffice, save it as .docx, and take that in.")


def _environment(folder: Path) -> dict[str, str]:
    """What LibreOffice knows of ours: no home to write in, no network, no language of a person."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE)
    kept = {name: value for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if (value := os.environ.get(name))}
    return {
        **kept,
        **proxies,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in sorted(_SETTINGS)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
