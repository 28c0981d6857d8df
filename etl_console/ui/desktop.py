"""What a freedesktop desktop knows of the window: an entry with its icon, by which ``etl-console://`` links open it."""

from __future__ import annotations

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
_SECTION, _OURS = "[Default Applications]", f"{_HANDLES}={NAME}.desktop"


def is_known() -> bool:
    """True when the entry is there as it would be written now and opens the links, or this is no such desktop."""
    return not sys.platform.startswith("linux") or (
        _read(_entry()) == _text() and _OURS in _read(_associations()).splitlines()
    )


def make_known() -> Path:
    """Write the entry and make it the one that opens links; returns its path. Raises OSError."""
    entry, associations = _entry(), _associations()
    _write(entry, _text())
    _write(associations, _with_ours(_read(associations)))
    if refresh := shutil.which("update-desktop-database"):
        subprocess.run([refresh, str(entry.parent)], check=False, capture_output=True, timeout=20)
    return entry


def _with_ours(text: str) -> str:
    """Associations (mimeapps.list) with the one of our links; every other line stays as it is."""
    lines = [line for line in text.splitlines() if line.partition("=")[0].strip() != _HANDLES]
    place = next((i for i, line in enumerate(lines) if line.strip() == _SECTION), None)
    if place is None:
        lines.append(_SECTION)
        place = len(lines) - 1
    lines.insert(place + 1, _OURS)
    return "\n".join(lines) + "\n"


def _text() -> str:
    command = [sys.executable, "-m", "etl_console"]
    if home := os.environ.get("ETL_CONSOLE_HOME"):
        command = ["env", f"ETL_CONSOLE_HOME={home}", *command]
    return (
        "[Desktop Entry]\nType=Application\nName=ETL Console\n"
        "Comment=Batches from dropped files to gold\nComment[id]=Batch dari berkas masuk sampai gold\n"
        f"Exec={' '.join(map(_quoted, command))} %u\nIcon={resource_path('app.svg')}\nTerminal=false\n"
        f"Categories=Office;Database;\nStartupWMClass={NAME}\nMimeType={_HANDLES};\n"
    )


def _quoted(word: str) -> str:
    """A word of Exec, by the Desktop Entry Specification: quoted, then escaped as any string of the file."""
    for sign in '\\"`$':
        word = word.replace(sign, "\\" + sign)
    return '"' + word.replace("%", "%%").replace("\\", "\\\\") + '"'


def _entry() -> Path:
    return (
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.ApplicationsLocation)) / f"{NAME}.desktop"
    )


def _associations() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "mimeapps.list"


def _read(path: Path) -> str:
    """The text of a file, whatever its bytes are; empty where there is none."""
    return path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    """Put a text in place of a file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.new")
    made.write_text(text, encoding="utf-8", errors="surrogateescape")
    made.replace(path)
