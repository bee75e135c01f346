"""Compiled templates: those of this process, and ours of the processes before it (`schoolprotocol/compiled.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from schoolprotocol import compiled
from schoolprotocol.templating import OURS


class CompiledTemplates(BytecodeCache):
    """What a project has instead of our templates is known as long as the process lives, and kept nowhere."""

    def __init__(self, versions: Sequence[str] = (), folders: Sequence[Path] = ()) -> None:
        """Nothing is known yet.

        Args:
            versions: of what else makes code of templates than Jinja and Python.
            folders: with templates that are no project's, beside ours.
        """
        self._versions = (jinja2.__version__, *versions)
        self._folders = (OURS, *folders)
        self._code: dict[str, tuple[str, CodeType]] = {}
        """By template, of what its code was made, and the code."""
        self._kept: set[str] = set()
        """The templates that are no project's."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What Jinja puts the code of a template in; with it, where it is known."""
        key = sha256(f"{_options(environment)} {self.get_cache_key(name, filename)}".encode()).hexdigest()
        if filename is not None and any(map(Path(filename).is_relative_to, self._folders)):
            self._kept.add(key)
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put in the code, where it is that of the same text."""
        made_of, code = self._code.get(bucket.key, (None, None))
        if made_of == bucket.checksum:
            bucket.code = code
        elif bucket.key in self._kept:
            bucket.code = compiled.read(bucket.key, self._made_of(bucket)).get(_CODE)
            if bucket.code is not None:
                self._code[bucket.key] = bucket.checksum, bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        if bucket.code is not None:
            self._code[bucket.key] = bucket.checksum, bucket.code
            if bucket.key in self._kept:
                compiled.write(bucket.key, self._made_of(bucket), {_CODE: bucket.code})

    def _made_of(self, bucket: Bucket) -> str:
        return " ".join([bucket.checksum, *self._versions])


_CODE = "template"


def _options(environment: Environment) -> str:
    """What else makes other code of the same text, in an environment."""
    named = {**environment.filters, **environment.tests}
    told = (
        f"{type(environment).__module__}.{type(environment).__qualname__}",
        (environment.sandboxed, environment.autoescape, environment.optimized, environment.is_async),
        (environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline),
        (environment.block_start_string, environment.variable_start_string, environment.comment_start_string),
        (environment.block_end_string, environment.variable_end_string, environment.comment_end_string),
        (environment.line_statement_prefix, environment.line_comment_prefix, environment.newline_sequence),
        (environment.finalize, environment.policies, sorted(environment.extensions)),
        sorted(f"{name} {getattr(one, '__module__', '')}" for name, one in named.items()),
    )
    return repr(told)
