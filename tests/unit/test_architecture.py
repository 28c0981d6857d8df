"""The house rules hold: import contracts, types, style."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        [str(SCRIPTS / "lint-imports")],
        [str(SCRIPTS / "ruff"), "check", "etl_console", "tests"],
        [str(SCRIPTS / "ruff"), "format", "--check", "etl_console", "tests"],
        [sys.executable, "-m", "mypy"],
    ],
    ids=["imports", "style", "format", "types"],
)
def test_house_rules(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_window_is_there_before_the_engine() -> None:
    program = (
        "import sys, etl_console.ui.main_window; print(*sorted({'duckdb', 'pyarrow', 'pyqtgraph'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "", "imported at the start, and not needed for a window to be there"
