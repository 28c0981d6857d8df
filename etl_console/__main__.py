"""``python -m etl_console``: the window without arguments, else the command line."""

import sys

from etl_console.cli import main

sys.exit(main())
