"""Settings of one installation: environment over a TOML file over defaults. Secrets are never among them."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs


class SettingsError(ValueError):
    """A setting is unknown, of the wrong kind, or a secret; the message names file, key and value."""


_KEYS: dict[str, tuple[type, ...]] = {
    "dsn": (str,),
    "root": (str,),
    "workers": (int,),
    "language": (str,),
    "theme": (str,),
}
_CHOICES = {"language": ("system", "en", "id"), "theme": ("system", "light", "dark")}


@dataclass(frozen=True, slots=True)
class Settings:
    """``dsn`` of None means the embedded server; ``root`` is the storage root; ``workers`` files run side by side."""

    home: Path
    root: Path
    dsn: str | None = None
    workers: int = 2
    language: str = "system"
    theme: str = "system"
    is_new: bool = field(default=False, compare=False)
    """True where nobody has chosen a place yet and nothing is kept in ``home``: the first run."""

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read ``ETL_CONSOLE_HOME``, ``_DSN``, ``_ROOT``, ``_CONFIG`` and the TOML file. Raises SettingsError."""
        env = os.environ if environ is None else environ
        home = Path(env.get("ETL_CONSOLE_HOME") or platformdirs.user_data_path("etl-console", appauthor=False))
        home = home.expanduser().absolute()
        path = Path(env.get("ETL_CONSOLE_CONFIG") or home / "settings.toml")
        values = _read(path)
        for key in ("dsn", "root"):
            if env.get(f"ETL_CONSOLE_{key.upper()}"):
                values[key] = env[f"ETL_CONSOLE_{key.upper()}"]
        is_new = not values.keys() & {"dsn", "root"} and not (home / "postgres.pass").exists()
        root = Path(values.pop("root", home / "storage")).expanduser().absolute()
        return cls(home=home, root=root, is_new=is_new, **values)

    def save(self) -> None:
        """Write database and storage root to the settings file, beside whatever else it holds."""
        path = self.home / "settings.toml"
        values = _read(path) | {"root": str(self.root)} | ({"dsn": self.dsn} if self.dsn else {})
        if self.dsn is None:
            values.pop("dsn", None)
        for key, value in values.items():
            _check(path, key, value)
        lines = [
            f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in values.items()
        ]  # JSON strings and ints are TOML
        self.home.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    for key, value in values.items():
        _check(path, key, value)
    return values


def _check(path: Path, key: str, value: object) -> None:
    if "password" in key.lower() or (key == "dsn" and isinstance(value, str) and _has_password(value)):
        raise SettingsError(f"{path}: “{key}” holds a password. Keep it in libpq's password file (~/.pgpass) instead.")
    if key not in _KEYS:
        raise SettingsError(f"{path}: unknown setting “{key}”. Known are {', '.join(_KEYS)}.")
    if not isinstance(value, _KEYS[key]) or isinstance(value, bool):
        raise SettingsError(f"{path}: “{key}” is {value!r}; it must be of type {_KEYS[key][0].__name__}.")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise SettingsError(f"{path}: “{key}” is {value!r}; it must be one of {', '.join(_CHOICES[key])}.")
    if key == "workers" and isinstance(value, int) and not 1 <= value <= 32:
        raise SettingsError(f"{path}: “workers” is {value}; it must be from 1 to 32.")


def _has_password(dsn: str) -> bool:
    if "password=" in dsn.replace(" ", ""):
        return True
    authority = dsn.partition("://")[2].partition("/")[0]
    return ":" in authority.rpartition("@")[0]
