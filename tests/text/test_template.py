"""What Jinja would make of a whole text is what filling in its placeholders one by one makes of it."""

from __future__ import annotations

from itertools import product

import pytest
from jinja2 import Environment, StrictUndefined

from schoolprotocol.text.template import TemplateError, capital, fill, names

VALUES = {"plek": "de {{ gang }}\r\nof <hal> ", "a.b-c": "élan", "leeg": ""}
PLACEHOLDERS = ("{{ plek }}", "{{plek|hoofdletter}}", "{{ a.b-c\r\n| hoofdletter }}", "{{\ta.b-c }}", "{{ leeg }}")
AROUND = ("", "\n", "\r", "\r\n", " a\n\n", "{", "}", "{ %", "\\", "é\u2028x", "{{", "{%", "#}", "-")
WHOLE = Environment(keep_trailing_newline=True, autoescape=False, undefined=StrictUndefined)
WHOLE.filters["hoofdletter"] = capital


def by_jinja(template: str) -> str:
    known = {name.replace("a.b-c", "abc"): value for name, value in VALUES.items()}
    return WHOLE.from_string(template.replace("a.b-c", "abc")).render(known)


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_a_text_says_what_jinja_would_make_of_all_of_it(placeholder: str) -> None:
    seen = 0
    for before, between, after in product(AROUND, repeat=3):
        template = f"{before}{placeholder}{between}{{{{ plek }}}}{after}"
        try:
            names(template)
        except TemplateError:
            continue
        assert fill(template, VALUES) == by_jinja(template), repr(template)
        seen += 1
    assert seen > 500
