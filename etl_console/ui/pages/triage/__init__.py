"""Triage: rejected rows by reason, repaired in place, and the batch goes on."""
