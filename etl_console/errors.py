"""Every error an operator can meet is built from facts: what failed, why, and what to do next."""

from __future__ import annotations

from typing import Any

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_LOCKED = 3
EXIT_UNREACHABLE = 4
EXIT_CANCELLED = 130


class EtlError(Exception):
    """An error with a stable code, a cause and a way out.

    ``code`` is stable and used in the database, on screen and in help; ``cause`` says what was found, with the
    file, line and value where there are any; ``remedy`` says what the operator does next; ``facts`` holds the
    evidence by name. ``transient`` is true when trying the same thing again can succeed by itself.
    """

    code = "error"
    exit_code = EXIT_FAILED
    transient = False

    def __init__(self, cause: str, remedy: str = "", *, code: str | None = None, **facts: Any) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy
        self.facts = facts
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.cause} {self.remedy}".strip()

    def to_json(self) -> dict[str, Any]:
        """The error as one JSON-ready object: code, cause, remedy, facts."""
        return {"code": self.code, "cause": self.cause, "remedy": self.remedy, "facts": self.facts}


class UsageError(EtlError):
    """Wrong usage or configuration; nothing was begun."""

    code = "usage"
    exit_code = EXIT_USAGE


class ConfigurationError(UsageError):
    """The configuration of a client, a file or a routine cannot be run as it stands."""

    code = "configuration"


class LockLostError(EtlError):
    """A run lost its lock and the client is run by somebody else."""

    code = "lock_lost"
    exit_code = EXIT_LOCKED


class LockedError(EtlError):
    """Another session runs a batch of this client; facts name who, where, since when and how far."""

    code = "client_locked"
    exit_code = EXIT_LOCKED


class UnreachableError(EtlError):
    """The database or the storage cannot be reached."""

    code = "unreachable"
    exit_code = EXIT_UNREACHABLE


class CancelledError(EtlError):
    """The operator cancelled; what was half done has been taken back and can be restarted."""

    code = "cancelled"
    exit_code = EXIT_CANCELLED


class SourceError(EtlError):
    """A source file cannot be read as what it is said to be; facts carry file, line and value where known."""

    code = "source_unreadable"


class DataError(EtlError):
    """The file was read, but what is in it may not be loaded."""

    code = "data"


class StorageError(EtlError):
    """A file or folder could not be read, written or moved."""

    code = "storage"


class DatabaseError(EtlError):
    """PostgreSQL refused; facts carry sqlstate, message, detail, hint and context as the server gave them."""

    code = "database"
