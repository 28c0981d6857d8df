"""What is kept how long, which batches are held, and undoing a batch."""
