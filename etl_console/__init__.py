"""ETL Console: from a dropped file to gold, every rejected row visible, fixable and resumable."""

__version__ = "0.1.0"
