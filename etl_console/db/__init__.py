"""PostgreSQL: the embedded server, the schema, the store. Knows neither Qt nor the pipeline."""
