"""One time line over all logs."""
