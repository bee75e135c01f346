"""What is left out of reading a page changes nothing on it, also where a page has all that transforms look for."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from docutils import nodes
from docutils.transforms import Transform

from schoolprotocol.files import write_tree
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.project import theme_files
from schoolprotocol.outputs.site.sphinx_ext import needed
from tests.site.conftest import TEMPLATES

MORE = """
myst_enable_extensions = ["colon_fence", "substitution", "deflist"]
myst_substitutions = {"naam": "een *naam*"}
"""
PAGE = """

(doel)=
## Kop

> Een aanhaling met {{ naam }} en een noot[^a].

Tekst naar [doel](#doel), en `code`.

```python
print(1)
```

```{code-block} pycon
>>> 1 + 1  # doctest: +SKIP
2
```

```{highlight} json
```

```
{"a": 1}
```

:::{glossary}
woord
: uitleg
:::

:::{index} woord
:::

Voor de lijn

---

na de lijn.

```{eval-rst}
.. _onder:

Zie [CIT]_ en `buiten <https://example.org/>`__, of onder_ in |release|, |translation progress|.


.. [CIT] Een aanhaling.

>>> 2 + 2
4
```

[^a]: De noot.
"""


def built(folder: Path) -> str:
    smallest = {"conf.py": sphinx._SMALLEST["conf.py"] + MORE, "index.md": sphinx._SMALLEST["index.md"] + PAGE}
    write_tree(folder / "source", {**theme_files(TEMPLATES), **smallest})
    sphinx.build(folder / "source", folder / "site", TEMPLATES, with_print=False)
    return (folder / "site/index.html").read_text("utf-8")


def test_a_page_with_everything_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = built(tmp_path / "ours")
    monkeypatch.setattr(sphinx, "sparing", contextlib.nullcontext)
    assert built(tmp_path / "theirs") == ours
    assert all(word in ours for word in ("De noot.", "uitleg", "CIT", "highlight-json"))


def test_on_a_page_of_ours_most_of_them_have_nothing_to_do() -> None:
    ours = frozenset({nodes.document, nodes.section, nodes.title, nodes.paragraph, nodes.Text})
    run = frozenset(needed.LOOKS_FOR)
    assert needed.needless(ours, run) == run


class Strange(Transform):
    """A transform of somebody else."""


def test_beside_what_is_not_known_all_are_run() -> None:
    run = frozenset(needed.LOOKS_FOR)
    assert needed.needless(frozenset({nodes.document}), run | {Strange}) == frozenset()
    assert needed.needless(frozenset({nodes.document, nodes.pending}), run) == frozenset()
