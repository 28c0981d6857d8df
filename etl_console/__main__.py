"""``python -m etl_console``: the window without arguments, else the command line."""

import sys

from etl_console.cli import main

if __name__ == "__main__":  # a run in a process of its own imports this module
    sys.exit(main())
