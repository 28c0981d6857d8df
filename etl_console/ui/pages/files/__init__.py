"""Folders and what the audit says of their files; delivery of many files at once."""
