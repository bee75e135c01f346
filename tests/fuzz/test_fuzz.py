"""A short run on every change: all that once went wrong, and some hundreds of new inputs."""

from __future__ import annotations

import random
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolprotocol.source.assets import svg_fault
from schoolprotocol.source.pasted import read_excerpt
from schoolprotocol.text.template import TemplateError, names
from tests.fuzz.mutations import CORPUS, mutated, seeds
from tests.fuzz.oracles import EscapeError, fenced, harmless
from tests.fuzz.targets import TARGETS, tried


@pytest.mark.parametrize("kept", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_went_wrong_once_does_not_again(kept: Path) -> None:
    tried(kept.parent.name, kept.read_bytes())


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("target", TARGETS)
def test_a_damaged_input_is_refused_or_read_and_never_crashes(target: str) -> None:
    known = seeds(target)

    @settings(max_examples=40)
    @given(st.integers(0, 2**32))
    def some(seed: int) -> None:
        tried(target, mutated(target, known, random.Random(seed)))

    some()


ANY_BYTES = st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))


@pytest.mark.parametrize("target", TARGETS)
@given(data=ANY_BYTES)
@settings(max_examples=8)
def test_any_bytes_at_all_are_refused_or_read(target: str, data: bytes) -> None:
    tried(target, data)


@pytest.mark.stress
@pytest.mark.parametrize("target", TARGETS)
@given(data=ANY_BYTES)
@settings(max_examples=40)
def test_more_bytes_are_refused_or_read(target: str, data: bytes) -> None:
    tried(target, data)


@pytest.mark.parametrize(
    "style",
    [
        "fill: u\\72l(https://a.example/b)",
        "background: image-set('https://a.example/b' 1x)",
        "background: -webkit-image-set('https://a.example/b' 1x)",
        "background: src('https://a.example/b')",
    ],
)
def test_a_logo_that_leads_outside_in_other_words_is_refused(style: str) -> None:
    assert svg_fault(f'<svg xmlns="http://www.w3.org/2000/svg" style="{style}"/>')


def test_the_words_of_a_page_that_is_cut_off_in_a_tag_are_read(tmp_path: Path) -> None:
    page = tmp_path / "gids.html"
    page.write_text("<p>Telefoons in de tas &amp; uit<p", "utf-8")
    assert read_excerpt(page).text.strip() == "Telefoons in de tas & uit"


def test_a_brace_before_a_placeholder_is_refused() -> None:
    with pytest.raises(TemplateError):
        names("{{{ school.website }}")


def test_the_fence_sees_a_file_outside_and_the_net(tmp_path: Path) -> None:
    with pytest.raises(EscapeError, match="open"), fenced(tmp_path):
        Path("/etc/hosts").read_bytes()
    with pytest.raises(EscapeError, match="getaddrinfo"), fenced(tmp_path):
        socket.getaddrinfo("127.0.0.1", 80)


@pytest.mark.parametrize("html", ["<script>x</script>", '<p onclick="x">', '<a href="javascript:x">', "<!-- x -->"])
def test_the_watch_sees_what_a_clause_cannot_have(html: str) -> None:
    with pytest.raises(AssertionError):
        harmless(html)
