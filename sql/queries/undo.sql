-- name: tables
-- The tables of a client's layers whose rows carry their batch.
SELECT n.nspname AS schema, c.relname AS table
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY (%(schemas)s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'dwh_batch_id' AND NOT a.attisdropped)
ORDER BY n.nspname, c.relname;

-- name: undo_files
-- The files of a batch whose rows were taken out: nothing of them is loaded, their Parquet can be loaded again.
UPDATE tools.file_audit_log SET status = 'PENDING', load_status = 'PENDING', row_validation_status = 'PENDING',
    mapping_validation_status = 'PENDING', loaded_rows = 0, quarantined_rows = 0,
    skipped_rows = greatest(0, total_rows - rejected_rows), ended_at = now(), who = %(who)s, host = %(host)s
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND convert_status = 'SUCCESS';
