"""Drift: what changed in arriving files, and deciding it."""
