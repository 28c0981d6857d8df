"""What all tests share: real servers, a service on them, and that nothing unexpected is logged or left running.

What many tests begin with is made once in each server (`Beginning`); every test gets a copy of its own, database and
storage.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.db.embedded import EmbeddedServer
from etl_console.db.migrate import migrate
from etl_console.db.store import PgStore
from etl_console.pipeline.layout import Layout
from etl_console.pipeline.service import Service
from etl_console.pipeline.storage import Storage
from etl_console.records import Mode

for _name in [n for n in os.environ if n.startswith(("ETL_CONSOLE_", "PG"))]:
    del os.environ[_name]


@pytest.fixture(autouse=True)
def _nothing_unexpected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log, or a thread left behind, fails the test."""
    before = set(threading.enumerate())
    yield
    told = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not told, f"unexpected log records: {[r.getMessage() for r in told]}"
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    for thread in left:
        thread.join(5)
    assert not any(t.is_alive() for t in left), f"threads left behind: {left}"


@dataclass(frozen=True)
class Beginning:
    """What tests begin with: what is done in a migrated database and an empty storage, after another beginning."""

    make: Callable[[Service, Database], object]
    after: Beginning | None = None


def _second_day(service: Service, _: Database) -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo.deliver_second_day(service, Path(folder))
    service.run(service.plan("client1", Mode.START))


def _first_day(service: Service, _: Database) -> None:
    demo.deliver_first_day(service, "client1")
    service.run(service.plan("client1", Mode.START))


MIGRATED = Beginning(lambda _, database: migrate(database))
CLIENT1 = Beginning(lambda service, database: demo.install(service, database, "client1"), MIGRATED)
"""client1 is installed, nothing is delivered."""
FIRST_DAY = Beginning(_first_day, CLIENT1)
"""The first day of client1 is loaded."""
SECOND_DAY = Beginning(_second_day, FIRST_DAY)
"""The second day of client1 failed."""


class Server:
    """A PostgreSQL of this test process, and what was made in it to be copied."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self._dsn, self._folder = dsn, folder
        self._templates: dict[Beginning, str] = {}

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """A database of its own; gone after the test."""
        name = self._create(template)
        try:
            yield self._dsn_of(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def begin(self, beginning: Beginning, root: Path) -> Iterator[str]:
        """A database and the storage ``root`` as ``beginning`` left them."""
        template = self._template(beginning)
        shutil.copytree(self._folder / template, root)
        with self.database(template) as dsn:
            yield dsn

    def _template(self, beginning: Beginning) -> str:
        if beginning not in self._templates:
            name = self._create(self._template(beginning.after) if beginning.after else "template1")
            root = self._folder / name
            if beginning.after:
                shutil.copytree(self._folder / self._template(beginning.after), root)
            else:
                root.mkdir()
            database = Database(self._dsn_of(name))
            with closing(make_service(database, root)) as service:
                beginning.make(service, database)
            self._templates[beginning] = name
        return self._templates[beginning]

    def _create(self, template: str) -> str:
        name = f"t_{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _dsn_of(self, name: str) -> str:
        return psycopg.conninfo.make_conninfo(self._dsn, dbname=name)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload, unused-ignore]


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An embedded server of this test process, beside pytest's own folders: another test process closes those to the
    account that the server runs under as root. It need not outlive a loss of power."""
    with _home() as home, EmbeddedServer(home).use() as dsn:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield Server(dsn, tmp_path_factory.mktemp("embedded"))


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="etl-home-") as temporary:
        home = Path(temporary)
        home.chmod(0o755)
        yield home


@pytest.fixture
def home_of_its_own() -> Iterator[Path]:
    """A home for an embedded server that a test stops and starts."""
    with _home() as home:
        yield home


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Debian's PostgreSQL, as a site has it: a cluster of its own for this test process."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        if os.environ.get("CI"):
            pytest.fail("Debian's PostgreSQL is not installed; ./console test installs it")
        pytest.skip("Debian's PostgreSQL is not installed")
    binaries = found[-1].parent
    base = Path("/tmp") / f"etl-site-{uuid.uuid4().hex[:12]}"
    base.mkdir(mode=0o700)
    drop: dict[str, object] = {}
    if os.getuid() == 0:
        import pwd

        account = pwd.getpwnam("postgres")
        os.chown(base, account.pw_uid, account.pw_gid)
        drop = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(binaries / program), "-D", str(base / "data"), *arguments],
            check=True, cwd=base, stdout=subprocess.DEVNULL, **drop,  # type: ignore[call-overload]
        )  # fmt: skip

    run("initdb", "-U", "site", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    run("pg_ctl", "start", "-w", "-l", str(base / "log"), "-o", options)
    try:
        yield Server(f"host=127.0.0.1 port={port} user=site dbname=postgres", tmp_path_factory.mktemp("site"))
    finally:
        run("pg_ctl", "stop", "-w", "-m", "immediate")
        subprocess.run(["rm", "-rf", str(base)], check=True)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=["embedded", "site"])
def server(request: pytest.FixtureRequest) -> Server:
    """The embedded server, then the site's."""
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def dsn(server: Server) -> Iterator[str]:
    """An empty database on both servers in turn."""
    with server.database() as dsn:
        yield dsn


@pytest.fixture
def embedded_database(embedded: Server) -> Iterator[str]:
    """An empty database on the embedded server alone."""
    with embedded.database() as dsn:
        yield dsn


@pytest.fixture
def beginning() -> Beginning:
    """What the database and the storage of a test begin with."""
    return MIGRATED


@pytest.fixture
def database(server: Server, beginning: Beginning, tmp_path: Path) -> Iterator[Database]:
    """A migrated database, on both servers in turn."""
    with server.begin(beginning, tmp_path / "storage") as dsn:
        opened = Database(dsn)
        yield opened
        opened.close()


@pytest.fixture
def service(database: Database, tmp_path: Path) -> Iterator[Service]:
    """The engine's door on a database and a storage of its own."""
    built = make_service(database, tmp_path / "storage")
    yield built
    built.close()


def make_service(database: Database, root: Path) -> Service:
    """A service on ``database`` with its storage under ``root``."""
    return Service(PgStore(database, root / "sql"), Storage(Layout(root), look_apart=0.01), 2)
