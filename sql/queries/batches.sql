-- name: take_batch_id
-- The next batch id of a client; the row stays locked until the batch is recorded.
UPDATE tools.client_reference SET last_batch_id = 'BATCH' || to_char(
        coalesce(substr(last_batch_id, 6)::bigint, 0) + 1,
        CASE WHEN coalesce(substr(last_batch_id, 6)::bigint, 0) < 999999 THEN 'FM000000' ELSE 'FM999999999999' END)
WHERE client_id = %(client_id)s RETURNING last_batch_id AS batch_id;

-- name: add_batch
-- Record a batch.
INSERT INTO tools.batch (client_id, batch_id, mode, status, manifest, who, host, pid)
VALUES (%(client_id)s, %(batch_id)s, %(mode)s, 'RUNNING', %(manifest)s, %(who)s, %(host)s, %(pid)s);

-- name: add_file
-- Record a file as claimed by a batch.
INSERT INTO tools.file_audit_log (client_id, batch_id, physical_file_name, logical_source_file, source_system,
    original_file_name, file_size, file_hash, who, host, rows_in_bronze)
VALUES (%(client_id)s, %(batch_id)s, %(physical_file_name)s, %(logical_source_file)s, %(source_system)s,
    %(original_file_name)s, %(file_size)s, %(file_hash)s, %(who)s, %(host)s, false);

-- name: reopen
-- A batch taken up again: the next run of it.
UPDATE tools.batch SET mode = %(mode)s, status = 'RUNNING', run_number = run_number + 1, started_at = now(),
    ended_at = NULL, who = %(who)s, host = %(host)s, pid = %(pid)s, folder = 'incoming'
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s RETURNING run_number;

-- name: close
-- A run is over.
UPDATE tools.batch SET status = %(status)s, ended_at = now(), folder = %(folder)s, manifest = %(manifest)s
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s;

-- name: interrupt_jobs
-- Attempts whose runner is gone, or could not record their end.
UPDATE tools.job_execution_log SET status = 'FAILED', ended_at = clock_timestamp(), code = 'interrupted',
    error = 'The run was interrupted: its process is gone.', remedy = 'Restart the batch to complete it.'
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND status = 'RUNNING';

-- name: interrupt_files
-- Files whose runner is gone: a stage that was under way is open again.
UPDATE tools.file_audit_log SET
    convert_status = CASE convert_status WHEN 'RUNNING' THEN 'FAILED' ELSE convert_status END,
    mapping_validation_status = CASE mapping_validation_status WHEN 'RUNNING' THEN 'FAILED' ELSE mapping_validation_status END,
    row_validation_status = CASE row_validation_status WHEN 'RUNNING' THEN 'FAILED' ELSE row_validation_status END,
    load_status = CASE load_status WHEN 'RUNNING' THEN 'FAILED' ELSE load_status END,
    status = 'FAILED', ended_at = now()
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND status IN ('RUNNING', 'PENDING');

-- name: interrupt_batch
-- A batch whose runner is gone.
UPDATE tools.batch SET status = 'FAILED', ended_at = now(), folder = 'failed'
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND status = 'RUNNING';

-- name: unfinished
-- Batches recorded as running.
SELECT batch_id FROM tools.batch WHERE client_id = %(client_id)s AND status = 'RUNNING' ORDER BY created_at;

-- name: batch
-- One batch.
SELECT b.*, c.client_schema, c.client_name, c.last_batch_id
FROM tools.batch b JOIN tools.client_reference c USING (client_id)
WHERE b.client_id = %(client_id)s AND b.batch_id = %(batch_id)s;

-- name: recent
-- The newest batches, of one client or of all, without their manifests: a list of them must not grow with what they hold.
SELECT b.client_id, b.batch_id, b.mode, b.status, b.run_number, b.folder, b.started_at, b.ended_at, b.who, b.host, b.pid,
       '{}'::jsonb AS manifest, c.client_schema, c.client_name, c.last_batch_id
FROM tools.batch b JOIN tools.client_reference c USING (client_id)
WHERE %(client_id)s::int IS NULL OR b.client_id = %(client_id)s
ORDER BY b.created_at DESC, b.batch_id DESC LIMIT %(limit)s;

-- name: files
-- The files of some batches of one client.
SELECT * FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND batch_id = ANY (%(batch_ids)s)
ORDER BY batch_id, source_system, physical_file_name;

-- name: files_in_short
-- The same without what was understood of them and what is wrong with them.
SELECT batch_id, physical_file_name, logical_source_file, source_system, original_file_name, file_size, file_hash, parquet_name,
       convert_status, mapping_validation_status, row_validation_status, load_status, status, total_rows, loaded_rows,
       rejected_rows, quarantined_rows, skipped_rows, NULL::jsonb AS understood, '[]'::jsonb AS problems
FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND batch_id = ANY (%(batch_ids)s)
ORDER BY batch_id, source_system, physical_file_name;

-- name: steps
-- The last outcome of each step of a batch, with the attempts of its last run.
SELECT DISTINCT ON (first_run.first_job, j.job_name, j.subject)
       j.job_name, j.subject, j.status, j.attempt, j.rows, j.error, j.started_at, j.ended_at
FROM tools.job_execution_log j
JOIN (SELECT job_name, subject, max(run_number) AS last_run, min(job_id) AS first_job
      FROM tools.job_execution_log WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s
      GROUP BY job_name, subject) AS first_run
  ON first_run.job_name = j.job_name AND first_run.subject = j.subject
WHERE j.client_id = %(client_id)s AND j.batch_id = %(batch_id)s
  AND j.job_name IN ('transform', 'integrate', 'refresh_mv')
ORDER BY first_run.first_job, j.job_name, j.subject, j.job_id DESC;

-- name: under_way
-- What the run of a number said when it began.
WITH began AS MATERIALIZED (  -- else the planner goes through the events of all batches, the newest first
    SELECT event_id, payload FROM tools.run_event
    WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND kind = 'batch_started')
SELECT payload ->> 'mode' AS mode, payload -> 'steps' AS steps FROM began
WHERE (payload ->> 'run_number')::int = %(run_number)s ORDER BY event_id DESC LIMIT 1;

-- name: loaded_before
-- The batch that loaded a content, by its hash.
SELECT DISTINCT ON (file_hash) file_hash, batch_id FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND file_hash = ANY (%(hashes)s) AND load_status = 'SUCCESS'
ORDER BY file_hash, started_at DESC;

-- name: jobs
-- The attempts of a batch, or of one file or step of it, in the order they began.
SELECT * FROM tools.job_execution_log
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND (%(subject)s::text IS NULL OR subject = %(subject)s)
ORDER BY job_id;

-- name: file_replaced
-- The raw file was corrected.
UPDATE tools.file_audit_log SET file_size = %(size)s, file_hash = %(hash)s
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s;

-- name: reset_rejects
-- What some stages said of the rows of a file, before they say it anew.
DELETE FROM tools.rejected_row WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s
  AND physical_file_name = %(physical)s AND stage = ANY (%(stages)s);

-- name: copy_rejects
-- Rejected rows, as a COPY.
COPY tools.rejected_row (client_id, batch_id, physical_file_name, stage, source_line, column_name, value, rule,
    disposition, message, record, raw) FROM STDIN;

-- name: held_lines
-- Source lines that validate_row keeps out of the load.
SELECT DISTINCT source_line FROM tools.rejected_row
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
  AND stage = 'validate_row' AND disposition <> 'warned' ORDER BY source_line;

-- name: rejects
-- Rejected rows, a page by key.
SELECT r.* FROM tools.rejected_row r
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s
  AND (%(physical)s::text IS NULL OR physical_file_name = %(physical)s) AND reject_id > %(after)s
ORDER BY reject_id LIMIT %(limit)s;

-- name: log_mapping
-- A finding of validate_mapping.
INSERT INTO tools.mapping_validation_log (job_id, client_id, batch_id, physical_file_name, attempt, code, column_name,
    message, remedy, who, host)
VALUES (%(job_id)s, %(client_id)s, %(batch_id)s, %(physical)s, %(attempt)s, %(code)s, %(column_name)s, %(message)s,
    %(remedy)s, %(who)s, %(host)s);

-- name: log_rows
-- A finding of validate_row.
INSERT INTO tools.row_validation_log (job_id, client_id, batch_id, physical_file_name, attempt, rule, column_name,
    policy, row_count, message, who, host)
VALUES (%(job_id)s, %(client_id)s, %(batch_id)s, %(physical)s, %(attempt)s, %(rule)s, %(column_name)s, %(policy)s,
    %(row_count)s, %(message)s, %(who)s, %(host)s);

-- name: log_load_error
-- A load that failed.
INSERT INTO tools.load_error_log (job_id, client_id, batch_id, physical_file_name, attempt, target_table, error,
    sqlstate, message, detail, hint, context, who, host)
VALUES (%(job_id)s, %(client_id)s, %(batch_id)s, %(physical)s, %(attempt)s, %(target_table)s, %(error)s, %(sqlstate)s,
    %(message)s, %(detail)s, %(hint)s, %(context)s, %(who)s, %(host)s);

-- name: log_transform
-- A transformation that ended.
INSERT INTO tools.transformation_log (job_id, client_id, batch_id, procedure_name, attempt, status, rows, started_at,
    ended_at, who, host, error, sqlstate, message, detail, hint, context)
SELECT job_id, client_id, batch_id, subject, %(attempt)s, %(status)s, %(rows)s, started_at, clock_timestamp(), who, host,
    %(error)s, %(sqlstate)s, %(message)s, %(detail)s, %(hint)s, %(context)s
FROM tools.job_execution_log WHERE job_id = %(job_id)s;

-- name: log_integrate
-- An integration step that ended.
INSERT INTO tools.integration_log (job_id, client_id, batch_id, procedure_name, attempt, status, rows, started_at,
    ended_at, who, host, error, sqlstate, message, detail, hint, context)
SELECT job_id, client_id, batch_id, subject, %(attempt)s, %(status)s, %(rows)s, started_at, clock_timestamp(), who, host,
    %(error)s, %(sqlstate)s, %(message)s, %(detail)s, %(hint)s, %(context)s
FROM tools.job_execution_log WHERE job_id = %(job_id)s;

-- name: log_refresh_mv
-- A refresh that ended.
INSERT INTO tools.mv_refresh_log (job_id, client_id, batch_id, refresh_name, attempt, status, rows, started_at,
    ended_at, who, host, error, sqlstate, message, detail, hint, context)
SELECT job_id, client_id, batch_id, subject, %(attempt)s, %(status)s, %(rows)s, started_at, clock_timestamp(), who, host,
    %(error)s, %(sqlstate)s, %(message)s, %(detail)s, %(hint)s, %(context)s
FROM tools.job_execution_log WHERE job_id = %(job_id)s;

-- name: put_event
-- Keep an event; a trigger sends the notice.
INSERT INTO tools.run_event (client_id, batch_id, kind, at, payload)
VALUES (%(client_id)s, %(batch_id)s, %(kind)s, %(at)s, %(payload)s);

-- name: events_after
-- Events after a number, in order.
SELECT event_id, payload FROM tools.run_event
WHERE event_id > %(after)s AND (%(client_id)s::int IS NULL OR client_id = %(client_id)s)
ORDER BY event_id LIMIT %(limit)s;

-- name: last_event
-- The number of the newest event.
SELECT coalesce(max(event_id), 0) AS event_id FROM tools.run_event;
