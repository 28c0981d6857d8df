"""Mapping: source columns beside the table, suggestions with reasons, a try before saving."""
