"""sql/ and resources/ are found from a checkout, an installed wheel and a frozen build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOOK = (
    "import sys; frozen = sys.argv[1:]; sys._MEIPASS = frozen[0] if frozen else None\n"
    "from etl_console.resources import resource_path, sql_path\n"
    "assert resource_path('sample', 'client1', 'client.json').is_file()\n"
    "print(sql_path('migrations').resolve())"
)


def looked_up(package: Path, *frozen: str) -> Path:
    """Where a Python that sees only ``package`` finds the migrations."""
    done = subprocess.run(
        [sys.executable, "-P", "-S", "-c", LOOK, *frozen],
        env={**os.environ, "PYTHONPATH": str(package)}, cwd="/", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_from_a_checkout() -> None:
    assert looked_up(ROOT) == ROOT / "sql/migrations"


def test_from_a_frozen_build(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sql", tmp_path / "sql")
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    assert looked_up(ROOT, str(tmp_path)) == tmp_path / "sql/migrations"


def test_from_an_installed_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert looked_up(tmp_path / "site") == tmp_path / "site/etl_console/_data/sql/migrations"
