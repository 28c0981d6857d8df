"""Tests, benches and pictures; where there is no desktop they have a screen in memory, as large as a common one."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")
