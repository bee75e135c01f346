"""Remembers of which text a file was made, so that a site never offers a PDF of another text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from generator.publish.files import write_file


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def remember(record: Path, text: str, made: Path) -> None:
    """Record that `made` was made of the policy with digest `text`."""
    write_file(record, json.dumps({"text": text, "file": file_digest(made)}) + "\n")


def is_current(record: Path, text: str, made: Path) -> bool:
    """Whether `made` is there, untouched, and made of this text."""
    try:
        data = json.loads(record.read_text(encoding="utf-8"))
        return made.is_file() and data == {"text": text, "file": file_digest(made)}
    except (OSError, ValueError):
        return False
