"""Table and tree models: columns as named constants, the view decides nothing."""
