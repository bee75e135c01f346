"""WeasyPrint is imported without what fontTools has to make fonts smaller, and has it all the same."""

from __future__ import annotations

import subprocess
import sys

TRIED = """
import io, sys
from schoolprotocol.outputs.pdf import typeset
assert not {"fontTools.subset", "fontTools.varLib", "pikepdf"} & {*sys.modules}, "imported by nobody"
from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts
from schoolprotocol.templating import OURS
font = TTFont(OURS / "fonts/ProtocolSans-Regular.ttf")
try:
    fonts.instantiateVariableFont(font, {})
except ValueError as error:
    assert "fvar" in str(error), error
smaller = fonts.subset.Subsetter(fonts.subset.Options())
smaller.populate(text="abc")
smaller.subset(font)
font.save(into := io.BytesIO())
print(sorted(map(chr, TTFont(into).getBestCmap())))
"""


def test_it_makes_a_font_smaller_with_what_was_not_imported_before() -> None:
    told = subprocess.run([sys.executable, "-c", TRIED], capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("['a', 'b', 'c']\n", "")
