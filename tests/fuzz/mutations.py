"""Inputs made of good ones: bytes and pieces of text changed, keys and values of YAML moved about."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import yaml

from tests.fuzz import answers
from tests.fuzz.readers import READERS, good
from tests.fuzz.targets import FILES, ROOT, good_returns, packed

CORPUS: Final = Path(__file__).parent / "corpus"
HOSTILE: Final = (
    *(
        "",
        " ",
        "\n",
        "\0",
        "\t",
        "\r",
        "~",
        "null",
        "-",
        "0",
        "1.",
        "1)",
        "9" * 5000,
        "1.0",
        "-1",
        "1e999",
        "nee",
        "😀",
    ),
    *(
        "{{ school.short }}",
        "{{ school.short | hoofdletter }}",
        "{{",
        "}}",
        "{% x %}",
        "{# #}",
        "{{ a.b }}",
        "{{ bron.x }}",
    ),
    *(
        "<script>alert(1)</script>",
        "<b onclick=x>",
        "[x](javascript:alert(1))",
        "![x](file:///etc/passwd)",
        "<http://a>",
    ),
    *(
        "{include}`/etc/passwd`",
        "{clause}`a.b`",
        "{clause}`afspraken.opbergen`",
        "```{include} /etc/passwd\n```",
        ":::{x}\n:::",
    ),
    *(
        "[^n]",
        "[^n]: x",
        "[a]: http://b",
        "**",
        "*",
        "_",
        "`",
        "\\",
        "\\\n",
        "# ",
        "> ",
        "- ",
        "* * *",
        "| a |\n|---|",
        "%",
    ),
    *(
        "&amp;",
        "&#0;",
        "&#x110000;",
        "\u202e",
        "\u200b",
        "\u0301",
        "\u00ad",
        "\ufeff",
        "ß",
        "İ",
        "ﬁ",
        "\ud7ff",
        "\U0010ffff",
    ),
    *(
        "&a",
        "*a",
        "!!python/object:os.system",
        "<<: *a",
        "? ",
        "---\n",
        "...\n",
        "|\n",
        ">\n",
        "[" * 60,
        "{" * 60,
        '"\\0"',
    ),
    *(
        "<!DOCTYPE a [",
        "<![foo[",
        "<!--",
        "<a ",
        "</",
        "<?",
        "<svg",
        "url(http://a)",
        "u\\72l(http://a)",
        "versie ",
        "PK\x01\x02",
    ),
    *(
        "a" * 3000,
        "**a " * 400,
        "[" * 400,
        "*a_" * 400,
        "\n" * 400,
        "<a " * 400,
        "- " * 400,
        "x.y.z",
        "aangifte",
        "base",
    ),
)
"""Texts that once were, or elsewhere are, a way in."""


def seeds(target: str) -> list[bytes]:
    """Good inputs, and those that once went wrong."""
    kept = [path.read_bytes() for path in sorted((CORPUS / target).glob("*"))]
    source = [(ROOT / name).read_bytes() for name in FILES if (ROOT / name).is_file()]
    match target:
        case "yaml_file":
            return kept + source
        case "project":
            return kept + [packed({name: (ROOT / name).read_bytes()}) for name in FILES if (ROOT / name).is_file()]
        case "clause_text" | "document" | "template":
            clauses = yaml.safe_load((ROOT / "policy_src/protocols/telefoons/clauses/alles.yaml").read_bytes())
            return kept + [str(one["text"]).encode() for one in clauses if "text" in one]
        case "proposal":
            return kept + seeds("release")
        case "server":
            return kept + answers.good_answers()
        case "record":
            return kept + answers.good_records()
        case "worker":
            return kept + answers.good_work()
        case "word_back":
            return kept + list(good_returns())
        case _ if target in READERS:
            return kept + list(good(target))
    return kept


def mutated(target: str, known: list[bytes], chance: random.Random) -> bytes:
    """A good input, changed once or a few times."""
    if target == "project" and chance.random() < 0.7:
        return _restructured(chance)
    data = chance.choice(known) if known else b""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        data = chance.choice(_EDITS)(data, known, chance)
    return data


def _at(data: bytes, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _flip(data: bytes, _known: list[bytes], chance: random.Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _insert(data: bytes, _known: list[bytes], chance: random.Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + chance.choice(HOSTILE).encode() + data[at:]


def _cut(data: bytes, _known: list[bytes], chance: random.Random) -> bytes:
    one, other = sorted((_at(data, chance), _at(data, chance)))
    return data[:one] + data[other:]


def _repeat(data: bytes, _known: list[bytes], chance: random.Random) -> bytes:
    one, other = sorted((_at(data, chance), _at(data, chance)))
    return data[:other] + data[one:other] * chance.choice((1, 1, 3, 100)) + data[other:] if len(data) < 20_000 else data


def _splice(data: bytes, known: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(known) if known else b""
    return data[: _at(data, chance)] + other[_at(other, chance) :]


_EDITS: Final[tuple[Callable[[bytes, list[bytes], random.Random], bytes], ...]] = (
    _flip,
    _insert,
    _insert,
    _cut,
    _repeat,
    _splice,
)


def _restructured(chance: random.Random) -> bytes:
    """One or two files of the project with keys, items and values changed, and still YAML."""
    names = chance.sample([name for name in FILES if (ROOT / name).is_file()], chance.choice((1, 1, 2)))
    return packed({name: _dumped(_edited(name, chance)) for name in names})


def _edited(name: str, chance: random.Random) -> Any:
    data = yaml.load((ROOT / name).read_bytes(), Loader=yaml.BaseLoader)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _edit(data, chance)
    return data


def _dumped(data: Any) -> bytes:
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return yaml.dump(data, Dumper=Plain, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every (container, key or index)."""
    found: list[tuple[Any, Any]] = []
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        found += [(data, key), *_places(value)]
    return found


def _edit(data: Any, chance: random.Random) -> None:
    places = _places(data)
    if not places:
        return
    (holder, key), (other_holder, other_key) = chance.choice(places), chance.choice(places)
    value = holder[key]
    match chance.randrange(8):
        case 0:
            del holder[key]
        case 1 | 2:
            holder[key] = chance.choice(HOSTILE)
        case 3 if isinstance(value, str):
            at = chance.randint(0, len(value))
            holder[key] = value[:at] + chance.choice(HOSTILE) + value[at:]
        case 4:
            holder[key] = _copy(other_holder[other_key])
        case 5 if isinstance(holder, list):
            holder.insert(chance.randint(0, len(holder)), _copy(value))
        case 6 if isinstance(holder, dict):
            holder[chance.choice(HOSTILE)[:80]] = holder.pop(key)
        case 7 if isinstance(holder, list):
            chance.shuffle(holder)
        case _:
            holder[key] = chance.choice(([], {}, [value], {"id": value}, [[]] * 3, None))


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(one) for one in data] if isinstance(data, list) else data
