"""Configuration: files and steps as staged edits, the graph of dependencies, history."""
