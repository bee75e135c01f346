"""The source as people write it: one typed model of every file in `policy_src`.

A field's docstring is its help text everywhere: here, in the JSON Schema that editors use, and in the manual. Unknown
keys are errors. The loader hands every object its YAML node, so `at()` knows the file and line of each value.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    Tag,
    field_validator,
    model_validator,
)

from generator.places import Place, place_of

NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
SchoolId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
"""Lower-case letters, digits and single hyphens: it is a folder name and part of an address."""
ClauseId = Annotated[str, Field(pattern=rf"^{NAME}\.{NAME}$", max_length=80)]
"""`theme.topic`; permanent, because links and change reports hold on to it."""
SectionId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
ReferenceId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
NoteId = Annotated[str, Field(pattern=rf"^{NAME}$", max_length=60)]
ParameterName = Annotated[str, Field(pattern=rf"^{NAME}(?:\.{NAME})*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"^[^\r\n]*\S[^\r\n]*$")]
"""One line of plain text; placeholders such as `{{ school.short }}` are filled in."""
Markup = Annotated[str, Field(min_length=1, max_length=20_000)]
"""Clause text: paragraphs, lists, emphasis and links in MyST, with placeholders, `{clause}` references and notes."""
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Version = Annotated[str, Field(pattern=r"^\d+\.\d+(\.\d+)?$")]
Url = Annotated[str, Field(pattern=r"^https://[^\s<>\"']+$", max_length=500)]


def _day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("day")  # pydantic would read 86400 as the second day of 1970
    return value


Day = Annotated[date, BeforeValidator(_day)]


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError("expression") from error
    if re.search(r"\)[*+{]", value):
        raise ValueError("repeated_group")
    return value


Expression = Annotated[Line, AfterValidator(_expression)]
"""A regular expression; without repeated groups, so that no text keeps it busy for ever."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]

Audience = Literal["medewerker", "leerling", "ouder", "overig"]
Education = Literal["po", "vo"]
Weight = Literal["substantive", "editorial"]
"""Editorial: only punctuation, case, white space, formatting, or the order inside one section."""
Status = Literal["concept", "ter-instemming", "ingestemd", "vastgesteld", "van-kracht", "vervallen"]
NOT_YET_ADOPTED: tuple[Status, ...] = ("concept", "ter-instemming", "ingestemd")
"""The statuses in which every page says CONCEPT."""
ADOPTED: tuple[Status, ...] = ("vastgesteld", "van-kracht")
"""The statuses of a text that holds, or soon will."""


class Sourced(BaseModel):
    """Base of all source objects: immutable, no unknown keys, and it knows its place."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    _node: Any = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_node(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        self = handler(data)
        if self is not data:  # an object that goes into another model keeps the node it was read from
            self._node = data
        return self

    def __eq__(self, other: object) -> bool:
        """Equal contents; where they stand does not matter."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def at(self, *path: str | int) -> Place:
        """File and line of this object, or of the value at `path` below it."""
        return place_of(self._node, path) or Place("policy_src")

    def written(self, key: str) -> tuple[Any, ...]:
        """The items of a list as the file gives them, also after the object was copied with changes."""
        items = self._node.get(key) if isinstance(self._node, dict) else None
        return tuple(items) if isinstance(items, list) else ()


# -- project-wide -----------------------------------------------------------------------------------------------------


class Project(Sourced):
    """`project.yaml`: settings for the whole publisher."""

    publisher: Line
    """Who publishes the documents; printed in the colophon."""
    url: Url
    """Address under which the overview and the schools' sites are published; permanent links start with it."""
    reaction_weeks: Annotated[int, Field(ge=1, le=26)] = 6
    """Reaction term of the councils in weeks (WMS art. 24: the council's own regulation sets it)."""
    stale_after_days: Annotated[int, Field(ge=1)] = 365
    """After how many days an unchecked law, number or link is reported."""


class Reference(Sourced):
    """One entry of `references.yaml`: a fact from outside, with its source and the day it was last checked."""

    id: ReferenceId
    """Permanent name; clauses cite the reference by it, and texts use it as `{{ bron.<id> }}`."""
    kind: Literal["wet", "cao", "telefoon", "link", "platform", "organisatie"]
    """Law, collective agreement, telephone number, link, platform or organisation."""
    name: Line
    """How a document cites it: `AVG, artikel 4`."""
    value: Line | None = None
    """What `{{ bron.<id> }}` prints: a number, an address, an age. By default the name."""
    source: Url
    """Where the fact was found."""
    checked_on: Day
    """The day on which somebody last looked at the source."""
    status: Literal["geldig", "hernoemd", "opgeheven", "onzeker"] = "geldig"
    """Current, renamed, closed or uncertain; anything but `geldig` is reported where a text uses it."""
    since: Line | None = None
    """When it was renamed or closed: `2023-07`."""
    successor: ReferenceId | None = None
    """What to use instead."""
    names: tuple[Line, ...] = ()
    """The names by which texts mention it; the check looks for these words."""
    contradicted_by: tuple[Expression, ...] = ()
    """Regular expressions: a text that matches one contradicts this law."""
    age_about: tuple[Expression, ...] = ()
    """Regular expressions: a sentence in which each is found may name no other age than `value`, from which one decides
    for oneself."""
    explanation: Line | None = None
    """One sentence for whoever gets a report about it: what holds now."""


# -- schools ----------------------------------------------------------------------------------------------------------


class Style(Sourced):
    """House style of a school."""

    primary: Colour
    """Main colour: headings, cover, links."""
    accent: Colour
    """Second colour: lines and markers."""
    logo: Line | None = None
    """File in the school's folder: .svg or .png."""
    logo_text: Line | None = None
    """What the logo says, for who cannot see it. By default the school's name."""


class School(Sourced):
    """`school.yaml`: facts of a school or board. Texts use them as `{{ school.<field> }}`."""

    kind: Literal["school", "bestuur"]
    """`school` or `bestuur` (a board)."""
    education: tuple[Education, ...] = ()
    """`po` (primary), `vo` (secondary) or both: which articles of the WMS apply. Empty: it is not said."""
    name: Line
    """Full official name."""
    short: Line
    """The name inside a sentence, with its article: `het CCC`, `de Togtemaarschool`."""
    site_title: Line
    """Name in lists and menus, without article."""
    board: Line
    """The body that decides, as texts name it: `het College van Bestuur`."""
    leadership: Line
    """School leadership as texts name it: `de schoolleiding`."""
    council: Line | None = None
    """The participation council: `de GMR`, `de MR`."""
    place: Line | None = None
    """Town."""
    website: Url | None = None
    """Address of the website, with https://."""
    contact: Line | None = None
    """Whom readers can ask: a function or department, never a person's name."""
    email: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[a-z]+$")] | None = None
    """An e-mail address for questions; of a department, never of a person."""
    aliases: tuple[Line, ...] = ()
    """Other names by which a text may betray this school; the check looks for them in other schools' texts."""
    style: Style
    """House style: colours and logo."""


# -- clauses ----------------------------------------------------------------------------------------------------------


class Clause(Sourced):
    """One norm or paragraph of the catalogue."""

    id: ClauseId
    """Permanent name: `theme.topic`. Links and change reports hold on to it."""
    title: Line
    """Short name for lists and reports; not printed in the document."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    """Whom it concerns."""
    text: Markup | None = None
    """The base text. May be absent where there are only alternatives; then a variant must choose one."""
    alternatives: dict[NoteId, Markup] = {}
    """Named other wordings, from which a variant chooses with `set`."""
    notes: dict[NoteId, Markup] = {}
    """Notes that the text calls with `[^name]`."""
    references: tuple[ReferenceId, ...] = ()
    """Laws and other sources on which it rests, from `references.yaml`."""
    locked: bool = False
    """A locked clause cannot be omitted or replaced by a school."""
    was: tuple[ClauseId, ...] = ()
    """Earlier ids from which it came (renamed, split or merged)."""


class Tombstone(Sourced):
    """A clause id that was dropped; ids are never used again."""

    dropped: ClauseId
    """Id of the clause that was dropped."""
    replaced_by: tuple[ClauseId, ...] = ()
    """Clauses that took its place."""
    reason: Line
    """Why the clause was dropped."""


# -- outline ----------------------------------------------------------------------------------------------------------

HeadingNumbers = Literal["decimal", "letters", "appendix", "none"]
ItemNumbers = Literal["decimal", "restart"]


class Column(Sourced):
    """One column of a side-by-side table."""

    heading: Line
    """Heading above the column."""
    clauses: Annotated[tuple[ClauseId, ...], Field(min_length=1)]
    """Ids of the clauses in the column, in order."""


class Group(Sourced):
    """Clauses that stand together in one form. Exactly one of the forms is given."""

    prose: tuple[ClauseId, ...] | None = None
    """Running paragraphs without a number."""
    numbered: tuple[ClauseId, ...] | None = None
    """A numbered list; the section's `items` says how."""
    bullets: tuple[ClauseId, ...] | None = None
    """A list with bullets."""
    dos: tuple[ClauseId, ...] | None = None
    """A list of what to do, each marked as such."""
    donts: tuple[ClauseId, ...] | None = None
    """A list of what not to do, each marked as such."""
    callout: tuple[ClauseId, ...] | None = None
    """A framed text that can be used by itself, such as a notice for the newsletter."""
    columns: tuple[Column, ...] | None = None
    """A table with a heading above each column."""
    heading: Line | None = None
    """Heading of a callout."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [form for form in GROUP_FORMS if getattr(self, form)]
        if len(forms) != 1:
            raise ValueError("one_form")
        return self

    @property
    def form(self) -> GroupForm:
        """Which of the forms it has."""
        return next(form for form in GROUP_FORMS if getattr(self, form))

    def clause_ids(self) -> tuple[str, ...]:
        """The ids in it, in reading order."""
        if self.columns:
            return tuple(clause for column in self.columns for clause in column.clauses)
        ids: tuple[str, ...] = getattr(self, self.form)
        return ids


GroupForm = Literal["prose", "numbered", "bullets", "dos", "donts", "callout", "columns"]
GROUP_FORMS: tuple[GroupForm, ...] = ("prose", "numbered", "bullets", "dos", "donts", "callout", "columns")


class Section(Sourced):
    """A chapter, part or appendix: first its own groups, then its sections."""

    id: SectionId
    """Permanent name; links and change reports hold on to it."""
    heading: Line | None = None
    """Printed heading. A section without one (a closing line) has no number either."""
    number: HeadingNumbers | None = None
    """How its heading is numbered; by default as the outline (chapters) or not at all (sections inside a chapter)."""
    items: ItemNumbers | None = None
    """How its numbered clauses are numbered; by default as the outline says."""
    framed: bool = False
    """Set in a frame: a text that is also used by itself, such as the one for the schoolgids."""
    body: tuple[Group, ...] = ()
    """Groups of clauses, in order."""
    sections: tuple[Section, ...] = ()
    """Sections inside this one, in order."""


class Outline(Sourced):
    """Sections in order, with their numbering."""

    headings: Literal["decimal", "none"]
    """Whether chapters are numbered 1, 2, 3."""
    items: ItemNumbers
    """`decimal`: clause 3.2 is the second in chapter 3; `restart`: every list starts at 1."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """Chapters and appendices, in order."""


class Excerpt(Sourced):
    """What the schoolgids says about the protocol."""

    heading: Line
    """Heading above the text for the schoolgids."""
    body: Annotated[tuple[Group, ...], Field(min_length=1)]
    """Groups of clauses, in order."""
    short: ClauseId
    """One paragraph that points to the whole protocol, for the `-kort` form."""


# -- document control -------------------------------------------------------------------------------------------------


class Table(Sourced):
    """A table of document control: rows of plain text with placeholders."""

    id: SectionId
    """Permanent name of the table."""
    heading: Line | None = None
    """Heading above the table."""
    columns: tuple[Line, ...] = ()
    """Column headings; without them the first cell of each row is the row's heading."""
    rows: tuple[tuple[Annotated[str, Field(max_length=1_000)], ...], ...]
    """Cells; an empty cell is reported by the check."""


class HistoryRow(Sourced):
    """A line of the version history."""

    version: Version
    """Number of the version: `"1.0"`."""
    day: Day
    """Date of the version."""
    status: Line
    """What became of the version: `vastgesteld`."""
    change: Line
    """What this version changed, in a few words."""


class Document(Sourced):
    """Document control: what the cover, the headers and the tables say of this document."""

    title: Line | None = None
    """Title of the school's document. By default the protocol's title."""
    subtitle: Line | None = None
    """Line below the title."""
    version: Version
    """Number of this version: `"1.1"`."""
    status: Status
    """How far the text has come: from `concept` to `van-kracht` or `vervallen`."""
    day: Day | None = None
    """Date of this version."""
    effective: Day | None = None
    """From which day it applies."""
    review: Day | None = None
    """Before which day it is looked at again."""
    owner: Line | None = None
    """The body that answers for the text."""
    manager: Line | None = None
    """The function or department that keeps it up to date."""
    author: Line | None = None
    """The organisation or function that wrote it."""
    number: Line | None = None
    """Document number in the school's own administration."""
    based_on: Line | None = None
    """Model text or source from which it was made."""
    part_of: Line | None = None
    """The wider policy to which it belongs."""
    history: tuple[HistoryRow, ...] = ()
    """Earlier versions, the oldest first."""


class Decision(Sourced):
    """A recorded decision of a body about one version."""

    body: Line
    """The body that decided, as texts name it: `de GMR`."""
    kind: Literal["voorgenomen-besluit", "advies", "instemming", "vaststelling"]
    """What was decided: `voorgenomen-besluit`, `advies`, `instemming` or `vaststelling`."""
    version: Version
    """Number of the version that the decision is about."""
    day: Day | None = None
    """Date of the decision."""
    part: Line | None = None
    """Which part of the council: staff, parents, pupils."""
    outcome: Literal["positief", "negatief", "met-voorwaarden"] = "positief"
    """Whether the body agreed."""
    conditions: Line | None = None
    """The conditions that the body set."""
    text_hash: Digest | None = None
    """Hash of the text that was put to the body."""


# -- variant ----------------------------------------------------------------------------------------------------------


class Set(Sourced):
    """Choose a named alternative of a clause, or give a section another heading."""

    set: Annotated[str, Field(pattern=rf"^{NAME}(?:\.{NAME})?$", max_length=80)]
    """Id of the clause or section."""
    alternative: NoteId | None = None
    """Name of one of the clause's alternatives."""
    heading: Line | None = None
    """Another heading for the section."""


class Replace(Sourced):
    """A school's own text for a clause."""

    replace: ClauseId
    """Id of the clause whose text this school replaces."""
    text: Markup
    """The school's own text."""
    notes: dict[NoteId, Markup] = {}
    """Notes that the text calls with `[^name]`."""
    replaces: Digest | None = None
    """Hash of the text that it replaces. When that text changes, the school must look again."""
    reason: Line
    """Why the school deviates; the council reads it."""


class Omit(Sourced):
    """Leave a clause out."""

    omit: ClauseId
    """Id of the clause that this school leaves out."""
    reason: Line
    """Why the school deviates; the council reads it."""


class Add(Sourced):
    """A clause that only this school (or board) has."""

    add: ClauseId
    """Permanent name of the new clause: `theme.topic`."""
    title: Line
    """Short name for lists and reports; not printed in the document."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    """Whom it concerns."""
    text: Markup
    """The text of the clause."""
    notes: dict[NoteId, Markup] = {}
    """Notes that the text calls with `[^name]`."""
    references: tuple[ReferenceId, ...] = ()
    """Laws and other sources on which it rests, from `references.yaml`."""
    was: tuple[ClauseId, ...] = ()
    """Earlier ids from which it came (renamed, split or merged)."""
    after: ClauseId | None = None
    """Id of the clause after which it comes."""
    before: ClauseId | None = None
    """Id of the clause before which it comes."""
    reason: Line
    """Why the school deviates; the council reads it."""


class Move(Sourced):
    """Put a clause in another place."""

    move: ClauseId
    """Id of the clause that gets another place."""
    after: ClauseId | None = None
    """Id of the clause after which it comes."""
    before: ClauseId | None = None
    """Id of the clause before which it comes."""


OPERATIONS = ("set", "replace", "omit", "add", "move")


def _operation(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((name for name in OPERATIONS if name in value), None)
    return type(value).__name__.lower()


Operation = Annotated[
    Annotated[Set, Tag("set")]
    | Annotated[Replace, Tag("replace")]
    | Annotated[Omit, Tag("omit")]
    | Annotated[Add, Tag("add")]
    | Annotated[Move, Tag("move")],
    Discriminator(_operation),
]


class Suppression(Sourced):
    """A finding of the check that this school accepts, with the reason."""

    code: Annotated[str, Field(pattern=r"^SP\d{3}$")]
    """Code of the finding: `SP305`."""
    target: Line | None = None
    """The clause, section, parameter or table that the finding is about; without it every finding with this code."""
    reason: Line
    """Why the school accepts the finding."""


Scalar = str | int | bool


class Variant(Sourced):
    """What one school makes of a protocol."""

    protocol: SectionId
    """Id of the protocol: the name of its folder."""
    extends: SchoolId = "base"
    """`base`, or the board or school whose variant this one starts from."""
    publish: bool = True
    """A board's variant that only serves as a base for its schools is not published."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)] | None = None
    """Whom this school's document binds: each clause is for those among its own audience. By default everybody, or
    whom the document that it extends binds."""
    document: Document | None = None
    """Required where the variant is published."""
    parameters: dict[ParameterName, Any] = {}
    """The school's own values, by name of the parameter."""
    front: tuple[Table, ...] | None = None
    """Tables of document control; by default those of the protocol."""
    outline: Outline | None = None
    """An outline of its own; by default that of what it extends."""
    excerpt: Excerpt | None = None
    """A text for the schoolgids of its own; by default that of what it extends."""
    operations: tuple[Operation, ...] = ()
    """Deviations from what it extends: set, replace, omit, add, move."""
    decisions: tuple[Decision, ...] = ()
    """Decisions that were taken about the document."""
    suppress: tuple[Suppression, ...] = ()
    """Findings of the check that this school accepts."""


# -- publishing -------------------------------------------------------------------------------------------------------

TargetKind = Literal["map", "rsync", "sftp", "wordpress"]
RemotePath = Annotated[str, Field(pattern=r"^[\w.~/][\w.~/+@-]*$", max_length=500)]
"""A folder on another machine: letters, digits and `. _ ~ / + @ -`, so that no program reads something else in it."""
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$", max_length=253)]
HostUser = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.@-]*$", max_length=100)]
Port = Annotated[int, Field(ge=1, le=65_535)]


class Target(Sourced):
    """One entry of `publishing.yaml`: a place where documents are put online. Never with a password."""

    id: SchoolId
    """Name of the target, for `schoolprotocol publish SCHOOL --to NAME`."""
    kind: TargetKind
    """A folder on this machine (`map`), `rsync`, `sftp` or `wordpress`."""
    schools: tuple[SchoolId, ...] = ()
    """Ids of the only schools that may be published here; empty: all schools."""


class FolderTarget(Target):
    """A folder on this machine, such as a network drive."""

    kind: Literal["map"]
    """The kind of target: `map`, a folder."""
    path: Line
    """The folder; relative to the project, or with its whole path."""


class RsyncTarget(Target):
    """A folder that rsync reaches; over ssh, with the keys that the machine has."""

    kind: Literal["rsync"]
    """The kind of target: `rsync`, through rsync."""
    host: Host | None = None
    """Name of the server; without it a folder on this machine."""
    user: HostUser | None = None
    """User on the server; by default the one that ssh chooses."""
    port: Port | None = None
    """Port of ssh; by default the one that ssh chooses."""
    path: RemotePath
    """The folder on the server. It must be there already."""


class SftpTarget(Target):
    """A folder that sftp reaches, with the keys that the machine has."""

    kind: Literal["sftp"]
    """The kind of target: `sftp`, through sftp."""
    host: Host
    """Name of the server."""
    user: HostUser | None = None
    """User on the server; by default the one that ssh chooses."""
    port: Port | None = None
    """Port of ssh; by default the one that ssh chooses."""
    path: RemotePath
    """The folder on the server. It must be there already."""


class WordPressTarget(Target):
    """A WordPress site: a page with the text, and the PDF in its media library."""

    kind: Literal["wordpress"]
    """The kind of target: `wordpress`, through WordPress' own interface."""
    url: Line
    """Address of the WordPress site, with https."""
    user: Line
    """Name of the WordPress user to whom the application password belongs."""
    page: SchoolId | None = None
    """Last part of the page's address (slug); by default `<school>-<protocol>`."""
    status: Literal["publish", "draft"] = "publish"
    """How a new page starts: visible (`publish`) or not yet (`draft`). A page that is there keeps its status."""

    @property
    def password_variable(self) -> str:
        """The environment variable with the application password: `SCHOOLPROTOCOL_PASSWORD_WEBSITE_NOORD`."""
        return f"SCHOOLPROTOCOL_PASSWORD_{self.id.upper().replace('-', '_')}"


AnyTarget = Annotated[FolderTarget | RsyncTarget | SftpTarget | WordPressTarget, Discriminator("kind")]


# -- protocol ---------------------------------------------------------------------------------------------------------


class Parameter(Sourced):
    """A typed value that clause texts use; declared once."""

    type: Literal["text", "number", "boolean", "choice", "date", "telephone", "url"]
    """What kind of value it is."""
    title: Line | None = None
    """Short name for change reports. By default what the help says before its first semicolon."""
    help: Line
    """What it means and where it is used."""
    default: Any = None
    """Without a default every variant must give a value."""
    choices: tuple[Line, ...] = ()
    """What a school can choose from, for a parameter of the type `choice`."""
    law: ReferenceId | None = None
    """The value must be the one that this law states."""


class Consent(Sourced):
    """Whose consent a change of this protocol asks: a proposal that the officer confirms."""

    council: Line
    """Which part of the council."""
    reference: ReferenceId
    """The law that asks for it, from `references.yaml`."""
    education: Education | None = None
    """Only in primary (`po`) or in secondary (`vo`) education; without it in both."""
    audience: tuple[Audience, ...] = ()
    """Only for changes that concern one of these; empty: for every substantive change."""


RESERVED = ("school", "document", "besluit", "bron")
"""First words of names that a text may use besides the parameters."""


class Protocol(Sourced):
    """`protocol.yaml`: title, parameters and the base outline."""

    title: Line
    """Title of the protocol."""
    summary: Line
    """One sentence for overviews and for search engines."""
    consent: tuple[Consent, ...] = ()
    """Whose consent a change asks."""
    parameters: dict[ParameterName, Parameter]
    """Values that texts use and that can differ by school."""
    front: tuple[Table, ...] = ()
    """Tables of document control, before the text."""
    outline: Outline
    """Chapters and appendices with their clauses, in order."""
    excerpt: Excerpt
    """What the schoolgids says about the protocol."""

    @field_validator("parameters")
    @classmethod
    def _not_reserved(cls, parameters: dict[str, Parameter]) -> dict[str, Parameter]:
        if any(name.split(".")[0] in RESERVED for name in parameters):
            raise ValueError("reserved")
        return parameters


# -- changes ----------------------------------------------------------------------------------------------------------


class ChangeNote(Sourced):
    """Motive, consequences and measures for one change (the headings that WMS art. 8 lid 6 asks for)."""

    model_config = ConfigDict(
        json_schema_extra={"dependentRequired": {"weight": ["weight_reason"], "weight_reason": ["weight"]}}
    )

    id: SectionId
    """Permanent name of the note."""
    summary: Line
    """One line for tables: what changes."""
    clauses: tuple[ClauseId, ...] = ()
    """Ids of the clauses that change."""
    sections: tuple[SectionId, ...] = ()
    """Ids of the sections whose heading changes."""
    parameters: tuple[ParameterName, ...] = ()
    """Names of the parameters whose value changes."""
    schools: tuple[SchoolId, ...] = ()
    """Only for these schools; empty: for all."""
    since: Version
    """The version after which the change comes."""
    weight: Weight | None = None
    """Overrules whether the changes that it names are substantive or editorial. Without it, the program decides."""
    weight_reason: Line | None = None
    """Why the author overrules it; the council reads it. Required with `weight`."""
    motive: Markup
    """Why the change is proposed."""
    consequences: Markup
    """What the change means for staff, pupils and parents."""
    measures: Markup
    """What the school does because of these consequences."""

    @model_validator(mode="after")
    def _weight_with_reason(self) -> Self:
        if (self.weight is None) != (self.weight_reason is None):
            raise ValueError("weight_reason")
        return self
