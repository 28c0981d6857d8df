"""Where ``sql/`` and ``resources/`` lie: in a checkout, an installed wheel or a frozen build."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def _base() -> Path:
    """The folder that holds ``sql`` and ``resources``. Raises FileNotFoundError when the installation is broken."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen)] if frozen else []
    candidates += [package / "_data", package.parent]
    for candidate in candidates:
        if (candidate / "sql" / "migrations").is_dir() and (candidate / "resources").is_dir():
            return candidate
    raise FileNotFoundError(f"sql/ and resources/ are in none of {', '.join(map(str, candidates))}")


def sql_path(*parts: str) -> Path:
    """A path under ``sql/``."""
    return _base().joinpath("sql", *parts)


def resource_path(*parts: str) -> Path:
    """A path under ``resources/``."""
    return _base().joinpath("resources", *parts)
