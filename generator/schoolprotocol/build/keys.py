"""What an output is made of, as one hash: the same key, the same bytes.

Two hashes guard an output. The *token* costs next to nothing: it stands for every file that the output can depend on.
Only where it changed, the document is looked up again and the *key* is computed, over exactly what the output is made
of: so a comment in a school's file, or a change note about another school, makes nothing again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from schoolprotocol import outputs
from schoolprotocol.build.inputs import SOURCE, TEMPLATES, Inputs
from schoolprotocol.build.jobs import Task, guide_of
from schoolprotocol.build.manifest import Entry, Manifest
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.documents.comparing import lineage_in
from schoolprotocol.documents.first import first_in
from schoolprotocol.outputs.bundle.bundle import Bundle
from schoolprotocol.outputs.help import help_of
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.output import Output
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.chain import chain as chain_of
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import Templates


def offering() -> list[str]:
    """The outputs whose files a site offers where they are there; it makes the `contents` of others itself."""
    return [output.name for output in outputs.OUTPUTS if output.offers and output.contents is None]


def made_of(target: str) -> tuple[str, ...]:
    """The fields of a job that an output is made of: of a site also what it makes itself of others."""
    return tuple(dict.fromkeys(chain.from_iterable(output.made_of for output in _within(target))))


def looks_like(target: str) -> tuple[str, ...]:
    """The folders with the templates of an output: of a site also those of what it makes itself of others.

    Empty: all of them.
    """
    if not all(output.looks_like for output in _within(target)):
        return ()
    return tuple(dict.fromkeys(chain.from_iterable(output.looks_like for output in _within(target))))


def _within(target: str) -> list[Output]:
    output = outputs.named(target)
    return [output, *(other for other in outputs.OUTPUTS if output.is_site and other.contents is not None)]


def keys_of(job: Job, targets: Iterable[str], program: str) -> dict[str, str]:
    """The key of each output; that of a site is completed by `with_offers`.

    Args:
        job: the document.
        targets: the outputs.
        program: `Inputs.program`.
    """
    wanted = tuple(targets)
    hashes = {name: hash_of(getattr(job, name)) for name in {field for target in wanted for field in made_of(target)}}
    keys = {}
    for target in wanted:
        looks = job.templates.digest(*looks_like(target))
        parts = "\n".join([looks, *(f"{name} {hashes[name]}" for name in made_of(target))])
        keys[target] = hashlib.sha256(f"{program} {target} {job.name}\n{parts}".encode()).hexdigest()
    return keys


def key_of_bundle(bundle: Bundle, templates: Templates, texts: Sequence[str], program: str) -> str:
    """The key of a handbook.

    Args:
        bundle: what is known of it.
        templates: the project's.
        texts: hashes of the texts that it holds, as they were printed.
        program: `Inputs.program`.
    """
    return hash_of((program, templates.digest(*outputs.bundle.OUTPUT.looks_like), bundle, tuple(texts)))


def with_offers(hash_: str, offered: Iterable[Entry]) -> str:
    """The key or token of a site that offers these outputs."""
    files = [f"{name} {file.sha256}" for entry in offered for name, file in sorted(entry.files.items())]
    return hashlib.sha256("\n".join([hash_, *files]).encode()).hexdigest()


def token_of(corpus: Corpus, task: Task, policy: Policy, inputs: Inputs) -> str:
    """The token of the outputs of a text; that of a site is completed by `with_offers`.

    Args:
        corpus: the source.
        task: the text.
        policy: the document's working text: what is frozen depends on it only for what the schoolgids takes over.
        inputs: the files that a build reads.
    """
    protocol, shared = f"{SOURCE}/protocols/{task.protocol}", [f"{SOURCE}/project.yaml"]
    schools = [task.school]
    parts: list[object] = [task.version, task.editions, first_in(corpus, task.key)]
    parts.append(help_of(corpus.project, corpus.references, corpus.schools[task.school].school))
    if task.version is None:
        layers, _found = chain_of(corpus, *task.key)
        schools = list({layer.school: None for layer in layers})
        shared += [f"{SOURCE}/references.yaml", f"{SOURCE}/parameters.yaml", f"{protocol}/changes"]
        parts += [policy, lineage_in(corpus, task.key)]
    elif task.editions.newest == task.version:
        releases = {one.version: one.policy for one in corpus.schools[task.school].releases_of(task.protocol)}
        parts.append(guide_of(releases[task.version], policy, corpus.address(task.home)))
    groups = [*shared, f"{protocol}/protocol.yaml", *(f"{SOURCE}/schools/{school}" for school in schools)]
    state = hashlib.sha256(f"{inputs.program} {inputs.digest(TEMPLATES, *groups)}".encode())
    for part in parts:
        _feed(state, part)
    return state.hexdigest()


def current(manifest: Manifest, targets: Sequence[str], token: str) -> list[Entry] | None:
    """The entries of these outputs, where each is of this token; None where one is not.

    Whether their files are still there is another question (`manifest.is_intact`).
    """
    offered = [entry for name in offering() if (entry := manifest.get(name)) and entry.token == token]
    wanted = {target: with_offers(token, offered) if outputs.is_site(target) else token for target in targets}
    entries = [entry for target in targets if (entry := manifest.get(target)) and entry.token == wanted[target]]
    return entries if len(entries) == len(targets) else None


def older(manifest: Manifest, token: str) -> list[str]:
    """The outputs that are there, and are of another token than this one: of another state of the source."""
    offered = [entry for name in offering() if (entry := manifest.get(name)) and entry.token == token]
    some = [chosen for n in range(len(offered) + 1) for chosen in combinations(offered, n)]
    sites = {with_offers(token, chosen) for chosen in some}  # one that offers less than there is by now is no older
    return [
        output.name
        for output in outputs.OUTPUTS
        if (entry := manifest.get(output.name))
        and entry.files
        and entry.token not in (sites if output.is_site else {token})
    ]


def hash_of(value: object) -> str:
    """One hash of all that a value holds: of a path, what lies there."""
    state = hashlib.sha256()
    _feed(state, value)
    return state.hexdigest()


def _feed(state: Any, value: object) -> None:
    """Add a value to a hash, each with its kind and its end, so that no two values give the same bytes."""
    match value:
        case ChangeSet():
            # What may be the same clause follows from the rest, and is not sought where nobody is told of it.
            _data(state, b"m", value.model_dump_json(exclude={"suggestions"}).encode())
        case BaseModel():
            _data(state, b"m", value.model_dump_json().encode())
        case Path():
            _data(state, b"f", value.suffix.encode() + b"\0" + value.read_bytes())
        case None | bool() | int() | float() | date():
            _data(state, b"v", repr(value).encode())
        case str():
            _data(state, b"s", value.encode())
        case Mapping():
            _many(state, b"d", [part for key in sorted(value) for part in (key, value[key])])
        case tuple() | list():
            _many(state, b"t", value)
        case _ if is_dataclass(value):
            told = [one.name for one in fields(value) if one.compare]  # what is not compared follows from the rest
            _many(state, b"c", [part for name in told for part in (name, getattr(value, name))])
        case _:
            raise TypeError(f"no hash for a {type(value).__name__}: say in keys.py what makes two of them differ")


def _data(state: Any, kind: bytes, data: bytes) -> None:
    state.update(b"%s%d:" % (kind, len(data)))
    state.update(data)


def _many(state: Any, kind: bytes, values: Sequence[object]) -> None:
    state.update(b"%s%d:" % (kind, len(values)))
    for value in values:
        _feed(state, value)
