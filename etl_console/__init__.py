"""ETL Console: from a dropped file to gold, every rejected row visible, fixable and resumable."""

import os

__version__ = "0.1.0"

# Read when numpy is first imported: its threads for algebra, which nobody here does, would wait at the cost of a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
