"""Language, look, and whether everything that is needed is there."""
