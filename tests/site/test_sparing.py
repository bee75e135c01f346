"""What Sphinx, MyST and docutils are kept from doing over and over changes nothing of what they make."""

from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.readers import standalone
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.parsers.options import TokenizeError, options_to_tokens
from myst_parser.parsers.sphinx_ import MystParser
from sphinx import events
from sphinx.util import docutils
from sphinx.writers.html import HTMLWriter

from schoolprotocol.files import write_tree
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.project import site_files
from schoolprotocol.outputs.site.sphinx_ext.nodes import clause
from schoolprotocol.outputs.site.sphinx_ext.options import tokens
from schoolprotocol.outputs.site.sphinx_ext.sparing import below, settings, sparing
from schoolprotocol.text.myst import quoted
from tests.site.conftest import TEMPLATES, Site, make_site, site_input

keys = st.from_regex(r"[a-z][a-z-]{0,6}", fullmatch=True)
values = st.text(max_size=12).map(quoted) | st.text("ab1 -#:'\"\\\t\u2028\ufeffé|>", max_size=10)


@given(st.lists(st.tuples(keys, st.sampled_from([": ", ":", " : ", ":  "]), values), max_size=4))
def test_options_are_read_as_myst_reads_them(lines: list[tuple[str, str, str]]) -> None:
    text = "\n".join(map("".join, lines))
    try:
        theirs = options_to_tokens(text)
    except TokenizeError as error:
        with pytest.raises(TokenizeError) as ours:
            tokens(text)
        assert str(ours.value) == str(error)
    else:
        assert tokens(text) == theirs


def test_those_of_a_page_of_ours_are_not_read_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = options_to_tokens('number: ""\ntitle: "Bellen, ’s avonds: #1"\naudience: ouder leerling')
    monkeypatch.setattr("schoolprotocol.outputs.site.sphinx_ext.options.options_to_tokens", None)
    assert tokens('number: ""\ntitle: "Bellen, ’s avonds: #1"\naudience: ouder leerling') == wanted


def test_settings_are_those_of_docutils_each_time() -> None:
    for components in ((standalone.Reader, MystParser()), (HTMLWriter,)):
        for defaults in ({"traceback": True, "tab_width": 3}, {"language_code": "nl"}, {}):
            theirs = vars(docutils._get_settings(*components, defaults=defaults, read_config_files=True))
            ours = vars(settings(*components, defaults=defaults, read_config_files=True))
            assert ours.pop("record_dependencies").list == theirs.pop("record_dependencies").list == []
            assert ours == theirs
    one, other = (settings(HTMLWriter, defaults={}) for _ in range(2))
    one.record_dependencies.add("file")
    one.language_code = "fy"
    assert (other.record_dependencies.list, other.language_code) == ([], "en")


def test_settings_from_a_file_are_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docutils.conf").write_text("[general]\nlanguage_code: fy\n")
    monkeypatch.setenv("DOCUTILSCONFIG", str(tmp_path / "docutils.conf"))
    assert settings(standalone.Reader, defaults={}, read_config_files=True).language_code == "fy"
    monkeypatch.setenv("DOCUTILSCONFIG", "")
    assert settings(standalone.Reader, defaults={}, read_config_files=True).language_code == "en"


def test_what_comes_with_an_event_is_written_out_for_a_log_only() -> None:
    source = inspect.getsource(events)
    assert re.findall(r"\brepr\([^)].*", source) == ["repr(args)"]
    assert re.findall(r".*\brepr_args\b.*", source) == [
        "            repr_args = repr(args)",
        "            logger.debug('[app] emitting event: %r%s', name, repr_args)",
    ]


def test_sites_are_the_same_with_all_of_it(
    sites: dict[str, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sphinx, "sparing", contextlib.nullcontext)
    monkeypatch.setattr(sphinx, "in_memory", lambda _app: None)
    monkeypatch.setattr(clause, "written", property(lambda _node: None, lambda _node, _html: None))
    for school, site in sites.items():
        with_all = make_site(tmp_path, school)
        names = {path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file()}
        assert names == {path.relative_to(with_all.folder) for path in with_all.folder.rglob("*") if path.is_file()}
        for name in names:
            assert (site.folder / name).read_bytes() == (with_all.folder / name).read_bytes(), name


def test_a_project_may_ask_for_what_we_do_without(tmp_path: Path) -> None:
    site = site_input("noord", tmp_path / "source")
    files = site_files(site, TEMPLATES)
    settings_of_sphinx = str(files["conf.py"]).replace('["myst_parser",', '["sphinx.domains.cpp", "myst_parser",')
    write_tree(tmp_path / "source", {**files, "conf.py": settings_of_sphinx})
    (tmp_path / "html").mkdir()
    sphinx.build(tmp_path / "source", tmp_path / "html", TEMPLATES, with_print=False)
    assert (tmp_path / "html" / "index.html").is_file()
    assert "sphinx.domains.cpp" in settings_of_sphinx


def test_afterwards_all_is_as_it_was() -> None:
    before = docutils._get_settings
    with sparing():
        assert vars(events)["repr"]([1]) == ""
    assert "repr" not in vars(events)
    assert docutils._get_settings is before


trees = st.recursive(
    st.builds(nodes.Text, st.just("woord")),
    lambda below: st.builds(
        lambda kind, children: kind("", *children),
        st.sampled_from([nodes.paragraph, nodes.section, nodes.emphasis]),
        st.lists(below, max_size=3),
    ),
    max_leaves=12,
)


@given(trees, st.sampled_from([nodes.Node, nodes.Text, nodes.section, nodes.paragraph]), st.integers(0, 3))
def test_what_stands_below_a_node_is_found_as_docutils_finds_it(tree: nodes.Node, kind: type, every: int) -> None:
    """Also where a transform puts something else in the place of what it met, or takes it away."""

    def met(find: Callable[[nodes.Node, type], Iterator[nodes.Node]]) -> list[str]:
        told, root = [], nodes.section("", tree.deepcopy())
        for number, one in enumerate(find(root, kind)):
            told.append(repr(one))
            if every and number % every == 0 and one.parent is not None:
                if number % 2:
                    one.parent.remove(one)
                else:
                    one.parent.replace(one, nodes.strong("", nodes.Text("anders"), nodes.paragraph()))
        return [*told, root.pformat()]

    theirs: Any = nodes.Node
    assert met(below) == met(theirs._fast_findall)
    assert list(below(tree)) == list(theirs._superfast_findall(tree))
