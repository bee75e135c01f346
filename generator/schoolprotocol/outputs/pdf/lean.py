"""WeasyPrint without what fontTools has to make fonts smaller: that is imported when somebody asks for it.

HarfBuzz makes them smaller where it is there, and none of ours is variable. It is a third of importing WeasyPrint.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final


class _Subset(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def _instantiate(*args: Any, **options: Any) -> Any:
    return import_module(_INSTANCER).instantiateVariableFont(*args, **options)


_INSTANCER: Final = "fontTools.varLib.instancer"


@contextmanager
def leanly() -> Iterator[None]:
    """Whoever imports these modules meanwhile gets ours, which ask the real ones when they are used."""
    instancer = ModuleType(_INSTANCER)
    vars(instancer)["instantiateVariableFont"] = _instantiate
    ours = {one.__name__: one for one in (_Subset("fontTools.subset"), instancer) if one.__name__ not in sys.modules}
    sys.modules.update(ours)
    try:
        yield
    finally:
        for name in ours:
            del sys.modules[name]
