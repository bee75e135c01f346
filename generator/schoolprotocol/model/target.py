"""`publishing.yaml`: where documents are put online."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field

from schoolprotocol.model.base import Line, SchoolId, Sourced

TargetKind = Literal["map", "rsync", "sftp", "wordpress"]
REMOTE_PATH = r"^[\w.~/][\w.~/+@-]*$"
HOST = r"^[A-Za-z0-9][A-Za-z0-9.-]*$"
HOST_USER = r"^[A-Za-z0-9_][A-Za-z0-9_.@-]*$"
RemotePath = Annotated[str, Field(pattern=REMOTE_PATH, max_length=500)]
"""A folder on another machine: letters, digits and `. _ ~ / + @ -`, so that no program reads something else in it."""
Host = Annotated[str, Field(pattern=HOST, max_length=253)]
HostUser = Annotated[str, Field(pattern=HOST_USER, max_length=100)]
PASSWORD = "SCHOOLPROTOCOL_PASSWORD_"  # noqa: S105 (a name)
"""How the names begin of environment variables with a password."""
Port = Annotated[int, Field(ge=1, le=65_535)]


def _folder(value: str) -> str:
    if "://" in value or value.startswith("~"):  # it would become a folder of that name, and nothing would be online
        raise ValueError("folder")
    return value


FolderPath = Annotated[Line, AfterValidator(_folder)]


def address_of(url: str) -> str:
    """An address in the one form in which two are compared: no slash behind it, scheme and host in small letters."""
    scheme, mark, rest = url.strip().rstrip("/").partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}{mark}{host.lower()}{slash}{path}"


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
    path: FolderPath
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
    def belongs_to(self) -> str:
        """The address that a password is for, as it is written before the password."""
        return address_of(self.url)

    @property
    def password_variable(self) -> str:
        """The environment variable with the application password: `SCHOOLPROTOCOL_PASSWORD_WEBSITE_NOORD`."""
        return f"{PASSWORD}{self.id.upper().replace('-', '_')}"


AnyTarget = Annotated[FolderTarget | RsyncTarget | SftpTarget | WordPressTarget, Discriminator("kind")]
