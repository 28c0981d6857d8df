"""The handover: what failed, who did what, what waits, to print or send."""
