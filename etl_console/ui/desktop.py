"""What a freedesktop desktop knows of the window: an entry with its icon, by which ``etl-console://`` links open it."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from etl_console.resources import resource_path
from etl_console.ui.shell.links import SCHEME

NAME = "etl-console"
_HANDLES = f"x-scheme-handler/{SCHEME}"


def is_known() -> bool:
    """True when the entry is there as it would be written now, or this is no such desktop."""
    return not sys.platform.startswith("linux") or _read(_entry()) == _text()


def make_known() -> Path:
    """Write the entry and make it the one that opens links; returns its path. Raises OSError."""
    entry, associations = _entry(), _place(QStandardPaths.StandardLocation.GenericConfigLocation) / "mimeapps.list"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(_text(), encoding="utf-8")
    known = _ini(associations)
    if not known.has_section("Default Applications"):
        known.add_section("Default Applications")
    known.set("Default Applications", _HANDLES, f"{NAME}.desktop")
    associations.parent.mkdir(parents=True, exist_ok=True)
    with associations.open("w", encoding="utf-8") as stream:
        known.write(stream, space_around_delimiters=False)
    if refresh := shutil.which("update-desktop-database"):
        subprocess.run([refresh, str(entry.parent)], check=False, capture_output=True, timeout=20)
    return entry


def _text() -> str:
    command = [sys.executable, "-m", "etl_console"]
    if home := os.environ.get("ETL_CONSOLE_HOME"):
        command = ["env", f"ETL_CONSOLE_HOME={home}", *command]
    quoted = " ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in command)
    return (
        "[Desktop Entry]\nType=Application\nName=ETL Console\n"
        "Comment=Batches from dropped files to gold\nComment[id]=Batch dari berkas masuk sampai gold\n"
        f"Exec={quoted} %u\nIcon={resource_path('app.svg')}\nTerminal=false\nCategories=Office;Database;\n"
        f"StartupWMClass={NAME}\nMimeType={_HANDLES};\n"
    )


def _entry() -> Path:
    return _place(QStandardPaths.StandardLocation.ApplicationsLocation) / f"{NAME}.desktop"


def _place(where: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(where))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _ini(path: Path) -> configparser.ConfigParser:
    """A file of keys in sections, letters as they are."""
    known = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    known.optionxform = str  # type: ignore[assignment,method-assign]
    known.read_string(_read(path))
    return known
