"""Keeps what Jinja compiled of our templates, where Python keeps what it compiled of our code: for the next process.

It is code: whoever can write there can change the program itself. Into a build folder, which may come from somebody
else, no code is put; and what a project has instead of our templates is kept as long as the process lives.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from schoolprotocol import disk
from schoolprotocol.files import write_file
from schoolprotocol.templating import OURS

_LIMIT = 10_000_000
"""Bytes of the code of a template; that of our largest has 60,000."""
_SEAL = sha256().digest_size


class CompiledTemplates(BytecodeCache):
    """Compiled templates: those of this process, and ours of the processes before it."""

    def __init__(self, versions: Sequence[str] = (), folders: Sequence[Path] = ()) -> None:
        """Nothing is known yet.

        Args:
            versions: of what else makes code of templates than Jinja and Python.
            folders: with templates that are no project's, beside ours.
        """
        self._versions = (jinja2.__version__, sys.version, MAGIC_NUMBER.hex(), *versions)
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
        bucket.code = code if made_of == bucket.checksum else self._read(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        if bucket.code is None:
            return
        self._code[bucket.key] = bucket.checksum, bucket.code
        path = self._path(bucket)
        if path is not None and not sys.dont_write_bytecode:
            data = marshal.dumps(bucket.code)
            with suppress(OSError):  # then it is compiled again
                write_file(path, self._seal(bucket, data) + data)

    def _read(self, bucket: Bucket) -> CodeType | None:
        """The code that another process kept."""
        path = self._path(bucket)
        if path is None:
            return None
        try:
            kept = disk.read(path, _LIMIT)
        except OSError:
            return None
        seal, data = kept[:_SEAL], kept[_SEAL:]
        if seal != self._seal(bucket, data):
            return None
        code: CodeType = marshal.loads(data)  # noqa: S302 (it is whole, and ours: see above)
        self._code[bucket.key] = bucket.checksum, code
        return code

    def _path(self, bucket: Bucket) -> Path | None:
        """Where the code is kept; None where it is not, or where Python keeps none."""
        if bucket.key not in self._kept or not sys.implementation.cache_tag:
            return None
        return Path(cache_from_source(__file__)).with_suffix("") / bucket.key

    def _seal(self, bucket: Bucket, data: bytes) -> bytes:
        """Shows that code is whole, and of what it was made."""
        return sha256("\n".join([bucket.key, bucket.checksum, *self._versions, ""]).encode() + data).digest()


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
