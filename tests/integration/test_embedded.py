"""The embedded server: shared, stopped by the last, unharmed by whoever is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from etl_console.db.embedded import EmbeddedServer
from etl_console.errors import UnreachableError
from tests.conftest import Server

USER = (
    "import sys; from pathlib import Path; from etl_console.db.embedded import EmbeddedServer\n"
    "with EmbeddedServer(Path(sys.argv[1])).use() as dsn:\n"
    "    print(dsn, flush=True); sys.stdin.readline()\n"
)


@pytest.fixture
def home(embedded: Server, tmp_path: Path) -> Iterator[Path]:
    """A home of its own that the server's account can reach; stopped at the end."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    place = tmp_path / "home"
    place.mkdir(mode=0o755)
    yield place
    EmbeddedServer(place).down()


def user(home: Path) -> subprocess.Popen[str]:
    """Another process that uses the server until its standard input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip


def answers(dsn: str) -> bool:
    """True when the server takes a statement."""
    with psycopg.connect(dsn) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def leave(process: subprocess.Popen[str]) -> None:
    """Let a user go, and see that it went well."""
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


def test_two_begin_at_once_and_the_last_stops_it(home: Path) -> None:
    first, second = user(home), user(home)
    assert first.stdout is not None and second.stdout is not None
    dsns = {first.stdout.readline().strip(), second.stdout.readline().strip()}
    assert len(dsns) == 1
    server = EmbeddedServer(home)
    leave(first)
    assert server.status().running
    assert os.name != "posix" or psutil.Process(server.status().pid).nice() == 10, "it gives way to the window"
    assert answers(dsns.pop())
    leave(second)
    assert not server.status().running


def test_a_killed_user_harms_nobody(home: Path) -> None:
    first, second = user(home), user(home)
    assert first.stdout is not None and second.stdout is not None
    dsn = first.stdout.readline().strip()
    second.stdout.readline()
    second.kill()
    second.communicate()
    assert answers(dsn)
    leave(first)
    assert not EmbeddedServer(home).status().running


def test_a_killed_server_comes_back_with_its_data(home: Path) -> None:
    server = EmbeddedServer(home)
    with psycopg.connect(server.start(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    pid = server.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=10)
    with psycopg.connect(server.start()) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)


def test_a_stale_pid_of_another_process_is_neither_trusted_nor_killed(home: Path) -> None:
    server = EmbeddedServer(home)
    dsn = server.start()
    server.stop()
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (server.data_dir / "postmaster.pid").write_text(f"{bystander.pid}\n{server.data_dir}\n{int(time.time())}\n1\n")
        assert not server.status().running
        server.stop()
        assert server.start()
        assert answers(dsn)
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_kept_until_it_is_put_down(home: Path) -> None:
    server = EmbeddedServer(home)
    dsn = server.up()
    leave(user(home))
    assert server.status().running
    assert answers(dsn)
    assert "password" not in dsn
    assert (home / "postgres.pass").stat().st_mode & 0o077 == 0
    server.down()
    assert not server.status().running


def test_a_user_that_fails_leaves_nothing_running(home: Path) -> None:
    server = EmbeddedServer(home)

    def use_and_fail() -> None:
        with server.use():
            raise RuntimeError("somewhere")

    with pytest.raises(RuntimeError, match="somewhere"):
        use_and_fail()
    assert not server.status().running


def test_a_cluster_without_its_password_is_told_and_left_alone(home: Path) -> None:
    server = EmbeddedServer(home)
    with server.use():
        pass
    password = (home / "postgres.pass").read_text()
    (home / "postgres.pass").unlink()
    with pytest.raises(UnreachableError, match=r"its password file .*postgres\.pass is gone") as told:
        server.start()
    assert "Put the file back" in told.value.remedy
    (home / "postgres.pass").write_text(password)
    (home / "postgres.pass").chmod(0o600)
    with server.use() as dsn:
        assert answers(dsn)
