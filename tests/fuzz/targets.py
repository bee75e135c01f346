"""What is fuzzed: each target takes bytes, and raises only where the product does what it never may."""

from __future__ import annotations

import atexit
import io
import itertools
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from lxml import etree

from schoolprotocol import messages
from schoolprotocol.build import last, making, manifest
from schoolprotocol.build.inputs import Inputs
from schoolprotocol.build.jobs import Task, hand_over, job_of
from schoolprotocol.build.keep import keep
from schoolprotocol.check.excerpt import check_excerpt
from schoolprotocol.compare.compare import compare
from schoolprotocol.config import Folders
from schoolprotocol.errors import ComparisonError, IntakeError, SchoolprotocolError
from schoolprotocol.files import write_file
from schoolprotocol.outputs.word import given_out
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.project import Project
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.returning import reading as returned
from schoolprotocol.returning.finding import clean, find
from schoolprotocol.returning.texts import Texts, texts_of
from schoolprotocol.source.assets import png_fault, svg_fault
from schoolprotocol.source.pasted import read_excerpt
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.releases import load_proposals, load_releases
from schoolprotocol.source.tree import FolderTree
from schoolprotocol.source.yaml import decode, parse_yaml
from schoolprotocol.templating import templates_in
from schoolprotocol.text.characters import CONTROL
from schoolprotocol.text.html import to_html
from schoolprotocol.text.myst import escape
from schoolprotocol.text.parse import MAX_TEXT, MarkupError, parse
from schoolprotocol.text.plain import to_text
from schoolprotocol.text.template import PLACEHOLDER, TemplateError, fill, names
from schoolprotocol.text.tree import Paragraph, Words
from tests.fuzz import answers
from tests.fuzz.oracles import fenced, harmless, passive, shows_all_words, shows_letters, well_formed
from tests.fuzz.readers import READERS, as_input, parts
from tests.helpers import load, policy_of
from tests.intake.word import packed as packed_word

ROOT: Final = Path(__file__).parents[1] / "roots" / "klein"
CLAUSES: Final = "policy_src/protocols/telefoons/clauses/alles.yaml"
RELEASE: Final = "policy_src/schools/noord/releases/telefoons-1.1.json"
FILES: Final = (
    *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.yaml")),
    "policy_src/publishing.yaml",
    "policy_src/protocols/telefoons/changes/note.yaml",
    "policy_src/schools/noord/logo.svg",
    RELEASE,
)
"""The files of a project that an input may replace."""
_FILE: Final = re.compile(rb"^=== (\S+)\n", re.MULTILINE)
_CHANGES: Final = re.compile(r"[0-9a-f]{12}|https?:/|\[…\]")
"""What the colophon tells of the text, and what is cut off: these are not told."""
_LINE_END: Final = re.compile(r"\r\n?")
MAX_BYTES: Final = 200_000
"""Inputs are cut off here: larger ones are for the tests of limits."""


@lru_cache(maxsize=1)
def _workshop() -> Path:
    """A folder of this process, in memory where the machine has that, and gone when it ends."""
    memory, ours = Path("/dev/shm"), os.getpid()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))

    def remove() -> None:
        if os.getpid() == ours:  # a child leaves it
            shutil.rmtree(folder)

    atexit.register(remove)
    shutil.copytree(ROOT, folder / "project")
    messages.use("en")
    return folder


@lru_cache(maxsize=1)
def _known() -> Policy:
    return policy_of(ROOT)


@lru_cache(maxsize=1)
def _adopted() -> Policy:
    return _known().model_copy(
        update={"document": _known().document.model_copy(update={"status": "vastgesteld", "version": "1.0"})}
    )


def _written(name: str, data: bytes) -> Path:
    path = _workshop() / name
    path.write_bytes(data)
    return path


def yaml_file(data: bytes) -> None:
    """One file of the source."""
    with fenced(_workshop()):
        text, found = decode(data, "one.yaml")
        value, found = (None, found) if found else parse_yaml(text, "one.yaml")
        well_formed(found)
    assert value is None or not found


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files as one input of `project`."""
    return b"\n".join(b"=== " + name.encode() + b"\n" + content for name, content in files.items())


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files in an input of `project`; those that it may not replace are passed over."""
    _before, *pieces = _FILE.split(data)
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return {
        name.decode("utf-8", "replace"): content for name, content in pairs if name.decode("utf-8", "replace") in FILES
    }


def project(data: bytes) -> None:
    """A project of which some files are replaced: loaded, resolved, compared and shown."""
    root, files = _workshop() / "project", unpacked(data)
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    try:
        with fenced(_workshop()):
            _worked_out(root)
    finally:
        for name in files:
            if (ROOT / name).is_file():
                shutil.copyfile(ROOT / name, root / name)
            else:
                (root / name).unlink()


def _worked_out(root: Path) -> None:
    corpus, found = load(root)
    well_formed(found)
    assert corpus is not None or found
    if corpus is None:
        return
    policies = []
    for school, protocol in corpus.documents():
        resolution = resolve(corpus, school, protocol)
        well_formed(resolution.diagnostics)
        assert resolution.policy is not None or resolution.diagnostics
        policies += [resolution.policy] if resolution.policy is not None else []
    policies += [release.policy for release in corpus.schools["noord"].releases] if "noord" in corpus.schools else []
    for policy in policies:
        for clause in policy.clauses():
            _shown(clause.wording.text)
    for old, new in itertools.permutations([*policies, _known()], 2):
        if old.protocol == new.protocol:
            compare(old, new)  # proves by itself that both can be rebuilt


def _shown(text: str) -> None:
    """A text that was accepted: nothing active in it, nothing lost of it."""
    blocks = parse(text)
    shown = harmless(to_html(blocks, href=lambda id_: f"#{id_}"))
    shows_all_words(text, shown)
    shows_all_words(text, to_text(blocks))


def clause_text(data: bytes) -> None:
    """The text of a clause, as a text and as a value that is filled in."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    with fenced(_workshop()):
        try:
            _shown(text)
        except MarkupError as refused:
            assert refused.what
        value = " ".join(CONTROL.sub(" ", text).split())  # of a value the reader refuses these
        if value and len(escape(value)) <= MAX_TEXT:
            (paragraph,) = parse(escape(value))
            assert isinstance(paragraph, Paragraph)
            assert "".join(word.text for word in paragraph.children if isinstance(word, Words)) == value


@lru_cache(maxsize=1)
def _press() -> Path:
    """A project of which documents are made."""
    root = _workshop() / "press"
    shutil.copytree(ROOT, root)
    (root / "templates").symlink_to(Path(__file__).parents[2] / "templates")
    making.warm_up(templates_in(root / "templates"), {"html"})
    return root


def document(data: bytes) -> None:
    """The text of a clause: when it is accepted, the site and the Word file are made, with all of it and no more."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    tempfile.tempdir = str(_workshop())  # each time: a test puts it back
    root = _press()
    source = (ROOT / CLAUSES).read_text("utf-8")
    (root / CLAUSES).write_text(source.replace("text: Vraag het eerst.", f"text: {json.dumps(text)}"), "utf-8")
    with fenced(_workshop()):
        corpus, found = load(root)
        if corpus is None:
            assert found
            return
        resolution = resolve(corpus, "noord", "telefoons")
        if resolution.policy is None:
            assert resolution.diagnostics
            return
        folders = Folders(root, _workshop() / "build")
        task = Task("noord", "telefoons", ("docx", "html"), folders)
        hand_over(task, resolution.policy)
        outcome = making.make(task, job_of(corpus, task), "fuzz")
        assert outcome.error is None, outcome
        page = (folders.html("noord/telefoons") / "index.html").read_text("utf-8")
        shows_letters(text, passive(page, "tips.vraag"))
        with zipfile.ZipFile(folders.output("docx", "noord-telefoons.docx")) as word:
            body = etree.fromstring(word.read("word/document.xml"))
        shows_letters(text, "".join(map(str, body.itertext("{*}t"))))


def template(data: bytes) -> None:
    """Placeholders: what is accepted holds nothing else, and gives each value as it is."""
    text = data.decode("utf-8", "replace")
    with fenced(_workshop()):
        try:
            used = names(text)
        except TemplateError as refused:
            assert 0 <= refused.line <= text.count("\n")
            return
        canary = "{{ 7 * 7 }}{% INCLUDE 'x' %}"
        shown, expected = fill(text, dict.fromkeys(used, canary)), PLACEHOLDER.sub(lambda _match: canary, text)
        assert _LINE_END.sub("\n", shown) == _LINE_END.sub("\n", expected)


def release(data: bytes) -> None:
    """A frozen text that somebody edited."""
    folder = _workshop() / "releases"
    folder.mkdir(exist_ok=True)
    (folder / Path(RELEASE).name).write_bytes(data)
    with fenced(_workshop()):
        read = load_releases(Reader(FolderTree(_workshop())), folder.name, "noord")
        well_formed(read.faults)
        assert bool(read.value) != bool(read.faults)
        for one in read.value:
            # One that was edited may contradict itself; it may be refused, as the build refuses it by its hash.
            with suppress(*(() if one.recorded_hash == one.actual_hash else (ComparisonError,))):
                compare(one.policy, _known())
                compare(_known(), one.policy)


def proposal(data: bytes) -> None:
    """A proposal that somebody edited: the text on which a council decides."""
    folder = _workshop() / "proposals"
    folder.mkdir(exist_ok=True)
    name = f"{_known().protocol}-{_known().document.version}-{text_hash(_known())}.json"
    (folder / name).write_bytes(data)
    with fenced(_workshop()):
        read = load_proposals(Reader(FolderTree(_workshop())), folder.name, "noord")
        well_formed(read.faults)
        assert bool(read.value) != bool(read.faults)
        for one in read.value:
            with suppress(*(() if one.recorded_hash == one.actual_hash else (ComparisonError,))):
                compare(one.policy, _known())


def server(data: bytes) -> None:
    """What a server answers while we publish."""
    with fenced(_workshop()):
        answers.server(data)


def record(data: bytes) -> None:
    """What a target says that we put there."""
    with fenced(_workshop()):
        answers.record(data)


def worker(data: bytes) -> None:
    """What a worker on another machine answers."""
    with fenced(_workshop()):
        answers.worker(data)


def excerpt(data: bytes) -> None:
    """A text for the schoolgids from elsewhere; the first byte chooses its kind."""
    kind = {ord("w"): ".docx", ord("h"): ".html"}.get(data[0] if data else 0, ".txt")
    path = _written(f"excerpt{kind}", data[1:])
    with fenced(_workshop()):
        try:
            pasted = read_excerpt(path)
        except SchoolprotocolError:
            return
        well_formed(check_excerpt(pasted, Place(path.name), "noord", [_known(), _adopted()]))


def logo(data: bytes) -> None:
    """A logo: SVG or PNG."""
    with fenced(_workshop()):
        png_fault(data)
        text, found = decode(data, "logo")
        well_formed(found)
        if not found:
            svg_fault(text)


@lru_cache(maxsize=1)
def _looked_at(folders: Folders) -> Inputs:
    return last.looked_at(folders, last.Last())


def build_record(data: bytes) -> None:
    """What a build left of what it made, changed by somebody; the first byte chooses which of the two records."""
    build = _workshop() / "records"
    folders, outside = Folders(_workshop() / "project", build), _workshop() / "outside" / "x"
    for path in (outside, build / "schoolgids/x", _workshop() / "made/schoolgids/y", folders.last):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    is_last = data[:1] == b"l"
    path = folders.last if is_last else folders.manifest("noord-telefoons")
    path.write_bytes(data[1:])
    with fenced(_workshop()):
        if is_last:
            before = last.read(folders)
            last.still_there(folders, before, _looked_at(folders), ("schoolgids",), [text[0] for text in before.texts])
            return
        for entry in manifest.read(path).values():
            assert all((build / name).resolve().is_relative_to(build) for name in (*entry.places, *entry.files))
            manifest.is_intact(build, entry.files, closely=True)
            keep(_workshop() / "made", build, ["schoolgids/y"], entry.files)
            assert outside.is_file(), entry
            assert path.is_file(), entry
            write_file(_workshop() / "made/schoolgids/y", b"x")


@lru_cache(maxsize=1)
def _given_out() -> tuple[Texts, dict[str, bytes]]:
    """A Word file of ours: its texts, and its parts."""
    document = Project.open(ROOT).document("noord")
    data = given_out.document(document.project.corpus, document.key, document.policy)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    return texts_of(document.policy, returned.read(data).lines), files


def good_returns() -> tuple[bytes, ...]:
    """The parts of such a file that people change."""
    _ours, files = _given_out()
    return tuple(as_input({name: files[name]}) for name in ("word/document.xml", "word/footnotes.xml") if name in files)


def _mended(part: bytes) -> bytes:
    """Damaged XML as the XML that is left of it: most changes of bytes break it, and get no further than its parser."""
    root = etree.fromstring(part, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    return part if root is None else etree.tostring(root)


def word_back(data: bytes) -> None:
    """A Word file of ours that came back; the input replaces some of its parts."""
    ours, files = _given_out()
    mended = {name: _mended(part) for name, part in parts(data).items() if name in files}
    with fenced(_workshop()):
        try:
            file = returned.read(packed_word({**files, **mended}))
        except IntakeError as refused:
            assert refused.why
            return
        except (RecursionError, MemoryError):  # the product says so in words, and its child has bounds
            return
        found = find(file, ours, lambda author: author or None)
        assert found.texts >= found.unchanged >= 0
        for one in found.proposals:
            assert one.about is None or one.about == "document" or one.about in ours.by_key, one
        told = {word for one in found.proposals for word in (one.text or "").split()}
        known = told | {word for line in ours.lines for word in clean(line.words).split()}
        body = (line for line in file.lines if line.part != "furniture")
        lost = [word for line in body for word in clean(line.words).split() if word not in known]
        lost = [
            word for word in lost if not any(word[:n] in known | {""} and word[n:] in known for n in range(len(word)))
        ]
        assert not [word for word in lost if not _CHANGES.search(word)], lost


def _read_in_workshop(name: str, data: bytes) -> None:
    READERS[name](data, _workshop())


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    one.__name__: one
    for one in (
        *(yaml_file, project, clause_text, document, template, release, proposal, excerpt, logo),
        build_record,
        *(server, record, worker, word_back),
    )
} | {name: partial(_read_in_workshop, name) for name in READERS}


def tried(target: str, data: bytes) -> None:
    """Runs a target on an input."""
    TARGETS[target](data[:MAX_BYTES])
