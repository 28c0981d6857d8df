"""What needs the operator now, and the figures of a period."""
