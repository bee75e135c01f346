"""A newer version of the library, as a proposal: what the board left as it was gets the new text, the rest is shown.

The hashes of `policy_src/library.yaml` tell which texts nobody changed since they were taken. Those change in the base
catalogue; so each school's working text is a proposal beside what it adopted, and the library's reasons are its change
notes.
What the board changed itself is never overwritten, and a school's own text for a clause stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from gettext import gettext as _
from typing import Any, Final, Literal

from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.library.model import Code, LibraryChange, LibraryVersion, Taken
from schoolprotocol.library.taking import Shelf, clauses_of, digest, names_used, note, shared_of, taken_of
from schoolprotocol.model.base import ADOPTED
from schoolprotocol.model.variant import Add, Replace, Set, Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.load import load
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import SOURCE, SourceTree
from schoolprotocol.source.validate import validate
from schoolprotocol.source.versions import next_version, version_key
from schoolprotocol.source.yaml import parse_yaml
from schoolprotocol.starting.adding import NOTED

Choices = Mapping[str, Literal["take", "keep"]]
"""What a board chose of texts, by `Touched.key`: the new text, or the one that it has."""
Fate = Literal["changed", "new", "dropped", "kept"]
"""What becomes of a text: the new one is taken, it is added, it is dropped; or it stays, since the board changed it."""
CODES: Final[Mapping[Code, str]] = {
    "wettelijk": "Wettelijk nodig",
    "aanbevolen": "Aanbevolen",
    "redactioneel": "Redactioneel",
}
"""How change notes, which are Dutch, call why the library changed something."""
_REFERENCES: Final = f"{SOURCE}/references.yaml"
_PARAMETERS: Final = f"{SOURCE}/parameters.yaml"


@dataclass(frozen=True, slots=True)
class Touched:
    """One text that differs between the library's version that was taken and the new one."""

    protocol: str
    """Id; empty for what the protocols share."""
    id: str
    """Of a clause, a reference or a shared value; or a key of `protocol.yaml`, with a colon behind it."""
    fate: Fate
    change: LibraryChange | None
    """Why the library changed it; None where it does not say."""
    now: str | None
    """The text of the project; None where there is none, or no text."""
    then: str | None
    """The text of the new version; None where it has none."""
    is_choice: bool = False
    """Whether the board may choose otherwise: the new text, or the one that it has."""

    @property
    def key(self) -> str:
        """By which it is chosen: `telefoons/bewaren.kluis`."""
        return f"{self.protocol}/{self.id}"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A school's own text for a clause whose base text changes: it stays, and has to be looked at again."""

    school: str
    protocol: str
    clause: str
    own: str
    """The school's own text."""
    then: str
    """The new base text."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An adopted document that gets a next version, as a concept: what was adopted holds meanwhile."""

    school: str
    protocol: str
    version: str
    """Adopted."""
    next: str
    """Of the proposal."""


@dataclass(frozen=True)
class Update:
    """What a newer version of the library would change."""

    version: str
    """Of the library on which the project builds."""
    newest: str
    """Of the library."""
    versions: tuple[LibraryVersion, ...]
    """Those in between, the newest first."""
    touched: tuple[Touched, ...]
    deviations: tuple[Deviation, ...]
    raised: tuple[Raised, ...]
    edit: Edit = field(repr=False)
    """All of it, written by nobody yet."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.edit.changes


def update(tree: SourceTree, corpus: Corpus, shelf: Shelf, choices: Choices | None = None) -> Update:
    """Lay the library beside a project.

    Args:
        tree: the files of the project's source.
        corpus: what was read of them.
        shelf: the library.
        choices: where the board wants otherwise than what nobody changed is taken, and what somebody changed is kept.

    Returns:
        What would change, and an edit that does it.

    Raises:
        UsageError: where the project took nothing of a library, or of a newer one; or where an adopted text that
            would change was not kept as a release.
        SourceError: where the source, or what it says that it took, cannot be read.
    """
    if corpus.faults:
        raise SourceError(corpus.faults)
    edit = Edit(tree)
    taken = _taken(edit)
    newest = shelf.library.version
    if version_key(taken.version) > version_key(newest):
        told = _(
            "This project builds on version {version} of the library, and this program has {newest}. "
            "Install the newer program."
        )
        raise UsageError(told.format(version=taken.version, newest=newest))
    beside = _Beside(tree, edit, corpus, shelf, taken, choices or {})
    for protocol in beside.protocols:
        beside.protocol(protocol)
    beside.shared()
    after = _after(edit)
    changed = {key: _changed(corpus, after, *key) for key in corpus.documents()}
    raised = tuple(_raise(edit, corpus, changed))
    _explain(edit, corpus, beside, changed)
    _write_down(edit, shelf, taken, beside.protocols)
    deviations = tuple(_deviations(corpus, beside.touched))
    return Update(taken.version, newest, beside.versions, tuple(beside.touched), deviations, raised, edit)


def _taken(edit: Edit) -> Taken:
    text = edit.text(NOTED)
    if text is None:
        told = _("This project does not say what it took of the library: there is no {file}.").format(file=NOTED)
        raise UsageError(told)
    data, found = parse_yaml(text, NOTED)
    taken, wrong = (None, found) if found else validate(Taken, data, Place(NOTED, 1))
    if taken is None:
        raise SourceError(wrong)
    return taken


# -- what becomes of each text ----------------------------------------------------------------------------------------


class _Beside:
    """A project and the library, beside each other; what can be changed goes into the edit at once."""

    def __init__(
        self, tree: SourceTree, edit: Edit, corpus: Corpus, shelf: Shelf, taken: Taken, choices: Choices
    ) -> None:
        self._choices = choices
        self._tree, self._edit, self._corpus, self._shelf, self._taken = tree, edit, corpus, shelf, taken
        known = {entry.id for entry in shelf.library.protocols}
        self.protocols = tuple(id_ for id_ in taken.protocols if id_ in known and id_ in corpus.protocols)
        older = version_key(taken.version)
        self.versions = tuple(one for one in shelf.library.versions if version_key(one.version) > older)
        self.touched: list[Touched] = []

    def changes(self) -> Iterator[LibraryChange]:
        """Everything that the versions in between changed in the protocols that were taken, the oldest first."""
        for version in reversed(self.versions):
            yield from (one for one in version.changes if one.protocol in self.protocols)

    def protocol(self, id_: str) -> None:
        """Lay one protocol beside its own in the library."""
        here = self._clauses(id_)
        there = {clause["id"]: clause for clause in clauses_of(self._shelf, id_, self.protocols)}
        was = self._taken.protocols[id_].clauses
        for is_new in (False, True):  # a new clause moves those behind it in its file
            for clause, new in there.items():
                if (clause not in was and clause not in here) == is_new:
                    self._clause(id_, clause, here.get(clause), new, was.get(clause))
        gone = [clause for clause in was if clause not in there and clause in here]
        dropped = {clause for clause in gone if self._may_drop(id_, clause, here[clause][2], was[clause])}
        self._parts(id_, keeps=len(dropped) < len(gone))
        for clause in gone:
            fate: Fate = "dropped" if clause in dropped else "kept"
            self._tell(id_, clause, fate, here[clause][2], None)
            if clause in dropped:
                reason, instead = self._tombstone(id_, clause)
                self._edit.drop_clause(id_, clause, reason, instead)

    def _clauses(self, protocol: str) -> dict[str, tuple[str, int, Any]]:
        """By id of each clause the file in which it stands, at which place there, and its data."""
        found: dict[str, tuple[str, int, Any]] = {}
        folder = f"{SOURCE}/protocols/{protocol}/clauses"
        for name in self._tree.names(folder):
            for at, one in enumerate(_data(self._edit, f"{folder}/{name}") or ()):
                if "id" in one:
                    found[one["id"]] = (f"{folder}/{name}", at, one)
        return found

    def _clause(
        self, protocol: str, id_: str, mine: tuple[str, int, Any] | None, new: dict[str, Any], was: str | None
    ) -> None:
        now = mine[2] if mine is not None else None
        if digest(new) in {was, digest(now) if now is not None else ""}:
            return
        if was is None and now is None:
            self._edit.add_clause(protocol, id_, **{k: v for k, v in new.items() if k != "id"})
            self._tell(protocol, id_, "new", None, new)
        elif mine is not None and not self._chosen(protocol, id_, now, new):
            usual: Literal["take", "keep"] = "take" if digest(now) == was else "keep"
            is_taken = self._choices.get(f"{protocol}/{id_}", usual) == "take"
            if is_taken:
                self._edit.set(mine[0], [mine[1]], new)
            self._tell(protocol, id_, "changed" if is_taken else "kept", now, new, is_choice=True)
        else:
            self._tell(protocol, id_, "kept", now, new)

    def _variants(self, protocol: str) -> list[Variant]:
        schools = self._corpus.schools.values()
        return [school.variants[protocol] for school in schools if protocol in school.variants]

    def _chosen(self, protocol: str, clause: str, now: Any, new: Any) -> bool:
        """Whether a school chose a wording that the new version no longer has."""
        lost = (now.get("alternatives") or {}).keys() - (new.get("alternatives") or {}).keys()
        return any(
            isinstance(one, Set) and one.set == clause and one.alternative in lost
            for variant in self._variants(protocol)
            for one in variant.operations
        )

    def _may_drop(self, protocol: str, clause: str, now: Any, was: str) -> bool:
        """Whether nobody has a text of their own for a clause, or a clause of their own beside it."""
        own = any(
            (isinstance(one, Replace) and one.replace == clause)
            or (isinstance(one, Add) and clause in {one.after, one.before})
            for variant in self._variants(protocol)
            for one in variant.operations
        )
        return digest(now) == was and not own

    def _tombstone(self, protocol: str, clause: str) -> tuple[str, tuple[str, ...]]:
        for name in self._shelf.files(protocol):
            for one in self._shelf.data(name) if "/clauses/" in name else ():
                if one.get("dropped") == clause:
                    return one["reason"], tuple(one.get("replaced_by", ()))
        return f"Vervallen in versie {self._shelf.library.version} van de bibliotheek.", ()

    def _parts(self, protocol: str, *, keeps: bool) -> None:
        file = f"{SOURCE}/protocols/{protocol}/protocol.yaml"
        here, there = _data(self._edit, file), self._shelf.data(f"protocols/{protocol}/protocol.yaml")
        was = self._taken.protocols[protocol].parts
        for key, new in there.items():
            now = here.get(key)
            if digest(new) == was.get(key) or new == now:
                continue
            untouched = (digest(now) if key in here else None) == was.get(key)
            if untouched and not (keeps and key in {"outline", "excerpt", "first"}):
                left = self._still_used(protocol, now, new) if key == "parameters" else {}
                self._edit.set(file, [key], {**new, **left} if left else new)
                self._tell(protocol, f"{key}:", "changed", None, None)
                continue
            self._tell(protocol, f"{key}:", "kept", None, None)
            if key == "parameters":
                for name in new.keys() - (now or {}).keys():
                    self._edit.set(file, ["parameters", name], new[name])
            elif key == "outline":
                self._place(protocol, new)

    def _still_used(self, protocol: str, now: Any, new: Any) -> dict[str, Any]:
        """The parameters that the new version lacks, and that a text or a school of the board uses."""
        folder = f"{SOURCE}/protocols/{protocol}/clauses"
        files = [f"{folder}/{name}" for name in self._tree.names(folder)]
        files += [one.at().file for one in self._variants(protocol)]
        used = names_used({file: self._edit.text(file) or "" for file in files})
        used |= {name for one in self._variants(protocol) for name in one.parameters}
        return {name: one for name, one in (now or {}).items() if name not in new and name in used}

    def _place(self, protocol: str, outline: Any) -> None:
        """Give new clauses a place in an outline of the board's own, behind the clause that they follow in ours."""
        new = {one.id for one in self.touched if one.protocol == protocol and one.fate == "new"}
        order = list(_in_order(outline))
        placed = {*_in_order(_data(self._edit, f"{SOURCE}/protocols/{protocol}/protocol.yaml")["outline"])}
        for at, clause in enumerate(order):
            before = [one for one in order[:at] if one in placed]
            if clause in new and clause not in placed and before:
                self._edit.place_clause(protocol, clause, after=before[-1])
                placed.add(clause)

    def shared(self) -> None:
        """Lay what the protocols share beside that of the library: references and values."""
        references = self._shelf.data("references.yaml")
        here = {one["id"]: (at, one) for at, one in enumerate(_data(self._edit, _REFERENCES))}
        count = len(here)
        for new in references:
            at, now = here.get(new["id"], (count, None))
            if self._takes(new["id"], now, new, self._taken.references.get(new["id"])):
                self._edit.set(_REFERENCES, [at], new)
                count += now is None
        values = shared_of(self._shelf, self.protocols)
        if self._edit.text(_PARAMETERS) is None:
            if values:
                self._edit.add_file(_PARAMETERS, {"parameters": values})
            return
        held = (_data(self._edit, _PARAMETERS) or {}).get("parameters") or {}
        for name, new in values.items():
            if self._takes(name, held.get(name), new, self._taken.parameters.get(name)):
                self._edit.set(_PARAMETERS, ["parameters", name], new)

    def _takes(self, id_: str, now: Any, new: Any, was: str | None) -> bool:
        """Whether something that is shared is taken; what becomes of it is told."""
        if digest(new) == was or new == now:
            return False
        if now is None and was is not None:
            return False  # the board took it out
        takes = now is None or digest(now) == was
        fate: Fate = "new" if now is None else "changed" if takes else "kept"
        self.touched.append(Touched("", id_, fate, None, _line(now), _line(new)))
        return takes

    def _tell(self, protocol: str, id_: str, fate: Fate, now: Any, new: Any, *, is_choice: bool = False) -> None:
        why = [one for one in self.changes() if one.protocol == protocol and id_ in one.clauses]
        self.touched.append(Touched(protocol, id_, fate, why[-1] if why else None, _text(now), _text(new), is_choice))


def _data(edit: Edit, file: str) -> Any:
    data, wrong = parse_yaml(edit.text(file) or "", file)
    if wrong:
        raise SourceError(wrong)
    return data


def _in_order(data: Any) -> Iterator[str]:
    """The ids of clauses in an outline, in the order in which they are printed."""
    if isinstance(data, str) and "." in data and " " not in data:
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _in_order(value) if key not in {"heading", "id"} else ()
    elif isinstance(data, list):
        for value in data:
            yield from _in_order(value)


def _text(clause: Any) -> str | None:
    """The base text of a clause, on one line."""
    text = clause.get("text") if isinstance(clause, dict) else None
    return " ".join(str(text).split()) if text else None


def _line(data: Any) -> str | None:
    """What is told of a reference or a value."""
    if not isinstance(data, dict):
        return None
    said = data.get("explanation") or data.get("default") or data.get("value") or data.get("name")
    return " ".join(str(said).split()) if said is not None else None


# -- schools ----------------------------------------------------------------------------------------------------------


def _after(edit: Edit) -> Corpus:
    loaded = load(Reader(edit.overlay()))
    if loaded.value is None or loaded.faults:
        raise SourceError(loaded.faults)
    return loaded.value


Said = tuple[Literal["clause", "value"], str]
"""What a document says: a clause by its id, or a value by the name of its parameter."""


def _changed(before: Corpus, after: Corpus, school: str, protocol: str) -> frozenset[Said]:
    """What a document says otherwise, what comes and what goes."""
    old, new = resolve(before, school, protocol).policy, resolve(after, school, protocol).policy
    if old is None:
        return frozenset()
    was = _said(old)
    if new is None:  # a text of the school's own that has to be looked at again: then by the catalogue
        here, there = before.protocols[protocol].clauses, after.protocols[protocol].clauses
        own = {one.replace for one in before.schools[school].variants[protocol].operations if isinstance(one, Replace)}
        return frozenset((kind, id_) for kind, id_ in was if id_ not in own and here.get(id_) != there.get(id_))
    now = _said(new)
    return frozenset(one for one in {*was, *now} if was.get(one) != now.get(one))


def _said(policy: Policy) -> dict[Said, object]:
    clauses: dict[Said, object] = {
        ("clause", one.id): (one.title, one.audience, one.references, [text.template for text in one.texts])
        for one in every_clause(policy)
    }
    return clauses | {
        ("value", name): value.text
        for name, value in policy.values.items()
        if "." in name and not name.startswith(("bron.", "document.", "school."))
    }


def _raise(edit: Edit, corpus: Corpus, changed: Mapping[tuple[str, str], frozenset[Said]]) -> Iterator[Raised]:
    """Give adopted documents that change a next version, as a concept."""
    for (school, protocol), clauses in changed.items():
        variant = corpus.schools[school].variants[protocol]
        document = variant.document
        if not clauses or document is None or document.status not in ADOPTED:
            continue
        if document.version not in {one.version for one in corpus.schools[school].releases_of(protocol)}:
            told = _("Version {version} of {school} ({protocol}) was adopted and is not kept: its text would be lost.")
            help_ = _("Keep it first: schoolprotocol release {school} --protocol {protocol}")
            values = {"version": document.version, "school": school, "protocol": protocol}
            raise UsageError(f"{told.format(**values)} {help_.format(**values)}")
        following = next_version(document.version)
        edit.set_document(school, protocol, version=following, status="concept", day=None, effective=None)
        if variant.decisions:
            edit.remove(f"{SOURCE}/schools/{school}/{protocol}.yaml", ["decisions"])
        yield Raised(school, protocol, document.version, following)


def _explain(edit: Edit, corpus: Corpus, beside: _Beside, changed: Mapping[tuple[str, str], frozenset[Said]]) -> None:
    """Write the library's reasons as change notes, for the schools that have an adopted text beside the new one."""
    applied = {(one.protocol, one.id) for one in beside.touched if one.fate != "kept"}
    for change in beside.changes():
        clauses: list[Said] = [("clause", one) for one in change.clauses if (change.protocol, one) in applied]
        mine: list[Said] = [*clauses, *(("value", one) for one in change.parameters)]
        by_version: dict[str, list[str]] = {}
        for (school, protocol), said in changed.items():
            releases = corpus.schools[school].releases_of(protocol)
            if protocol == change.protocol and releases and said & {*mine}:
                by_version.setdefault(releases[-1].version, []).append(school)
        for version, schools in by_version.items():
            told = {one for school in schools for one in changed[school, change.protocol]} & {*mine}
            _add_note(edit, beside, change, sorted(told), version, schools, several=len(by_version) > 1)


def _add_note(
    edit: Edit,
    beside: _Beside,
    change: LibraryChange,
    said: Collection[Said],
    since: str,
    schools: list[str],
    *,
    several: bool,
) -> None:
    id_ = f"bibliotheek-{change.id}" + (f"-na-{since.replace('.', '-')}" if several else "")
    file = f"{SOURCE}/protocols/{change.protocol}/changes/{id_}.yaml"
    if edit.text(file) is not None:
        return
    version = next(one.version for one in beside.versions if change in one.changes)
    told: dict[str, Any] = {
        "id": id_,
        "summary": f"{CODES[change.code]}: {change.summary[:1].lower()}{change.summary[1:]}",
        **({"clauses": found} if (found := [id_ for kind, id_ in said if kind == "clause"]) else {}),
        **({"parameters": names} if (names := [id_ for kind, id_ in said if kind == "value"]) else {}),
        "schools": schools,
        "since": since,
    }
    if change.code == "redactioneel":
        reason = f"Volgens versie {version} van de bibliotheek verandert alleen de bewoording."
        told |= {"weight": "editorial", "weight_reason": reason}
    told["motive"] = f"{change.motive.strip()} (Versie {version} van de bibliotheek.)"
    edit.add_file(file, {**told, "consequences": change.consequences, "measures": change.measures})


def _deviations(corpus: Corpus, touched: Collection[Touched]) -> Iterator[Deviation]:
    new = {(one.protocol, one.id): one for one in touched if one.fate == "changed"}
    for school in corpus.schools.values():
        for protocol, variant in school.variants.items():
            for one in variant.operations:
                if isinstance(one, Replace) and (found := new.get((protocol, one.replace))) is not None:
                    own = " ".join(one.text.split())
                    yield Deviation(school.id, protocol, one.replace, own, found.then or "")


def _write_down(edit: Edit, shelf: Shelf, taken: Taken, protocols: Collection[str]) -> None:
    """Note what was taken by now. Of a text that the board changed too: it still differs, so it stays the board's."""
    told = {id_: taken_of(shelf, id_, protocols) for id_ in protocols}
    left = {id_: one.model_dump() for id_, one in taken.protocols.items() if id_ not in protocols}
    text = note(shelf, dict(sorted((told | left).items())))
    if text != edit.text(NOTED):
        edit.add_text(NOTED, text, instead=True)
