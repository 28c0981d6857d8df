"""One batch: matrix, time line, steps, and why it waits."""
