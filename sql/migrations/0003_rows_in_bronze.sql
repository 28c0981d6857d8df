-- Whether a file has rows in its bronze table: set by the transaction that loads them, false from the claim on. Unknown
-- for files of before: then the load deletes first, whatever that costs.
-- depends: 0002_repaired_rows
ALTER TABLE tools.file_audit_log ADD COLUMN rows_in_bronze boolean;
