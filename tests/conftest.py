"""What all tests share: real servers, a service on them, and that nothing unexpected is logged or left running."""

from __future__ import annotations

import logging
import os
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from etl_console.db.connect import Database
from etl_console.db.embedded import EmbeddedServer
from etl_console.db.migrate import migrate
from etl_console.db.store import PgStore
from etl_console.pipeline.layout import Layout
from etl_console.pipeline.service import Service
from etl_console.pipeline.storage import Storage

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


@pytest.fixture(scope="session")
def embedded_dsn() -> Iterator[str]:
    """An embedded server of this test process, beside pytest's own folders: another test process closes those to the
    account that the server runs under as root."""
    with _home() as home, EmbeddedServer(home).use() as dsn:
        yield dsn


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
def site_dsn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
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
        yield f"host=127.0.0.1 port={port} user=site dbname=postgres"
    finally:
        run("pg_ctl", "stop", "-w", "-m", "immediate")
        subprocess.run(["rm", "-rf", str(base)], check=True)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=["embedded", "site"])
def dsn(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own on the embedded server, then on the site's; gone after the test."""
    server: str = request.getfixturevalue(f"{request.param}_dsn")
    yield from _fresh_database(server)


@pytest.fixture
def embedded_database(embedded_dsn: str) -> Iterator[str]:
    """A database of its own on the embedded server alone."""
    yield from _fresh_database(embedded_dsn)


def _fresh_database(server: str) -> Iterator[str]:
    name = f"t_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield psycopg.conninfo.make_conninfo(server, dbname=name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(dsn: str) -> Iterator[Database]:
    """A migrated database, on both servers in turn."""
    opened = Database(dsn)
    migrate(opened)
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
