-- name: reserve_jobs
-- Numbers for attempts to come, in order, and the server's clock; partitions for what the run will tell.
SELECT array_agg(n) AS job_ids, clock_timestamp() AS clock, tools.add_partitions()::text
FROM (SELECT nextval(pg_get_serial_sequence('tools.job_execution_log', 'job_id')) AS n FROM generate_series(1, %(count)s)) AS s;

-- name: put_jobs
-- Attempts as they stand now.
INSERT INTO tools.job_execution_log (job_id, client_id, batch_id, run_number, job_name, subject, attempt, status, who, host,
    started_at, ended_at, rows, code, error, remedy, sqlstate, message, detail, hint, context, reason) OVERRIDING SYSTEM VALUE
SELECT j.job_id, %(client_id)s, %(batch_id)s, %(run_number)s, j.job_name, j.subject, j.attempt, j.status, %(who)s, %(host)s,
    j.started_at, j.ended_at, j.rows, j.code, j.error, j.remedy, j.sqlstate, j.message, j.detail, j.hint, j.context,
    j.reason
FROM jsonb_to_recordset(%(jobs)s::jsonb) AS j(job_id bigint, job_name text, subject text, attempt integer, status text,
    started_at timestamptz, ended_at timestamptz, rows bigint, code text, error text, remedy text, sqlstate text,
    message text, detail text, hint text, context text, reason text)
ON CONFLICT (job_id) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, rows = excluded.rows,
    code = excluded.code, error = excluded.error, remedy = excluded.remedy, sqlstate = excluded.sqlstate,
    message = excluded.message, detail = excluded.detail, hint = excluded.hint, context = excluded.context;

-- name: lock_files
-- The rows of some files, always in one order: a load of several of them and the journal never wait for each other.
SELECT 1 FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = ANY(%(names)s)
ORDER BY physical_file_name FOR NO KEY UPDATE;

-- name: put_files
-- Where files stand now: what is given takes the place of what was. A file with ended_at is over, by whom is told; one
-- with a status and without is under way again.
UPDATE tools.file_audit_log AS t SET
    convert_status = coalesce(f.convert_status, t.convert_status),
    mapping_validation_status = coalesce(f.mapping_validation_status, t.mapping_validation_status),
    row_validation_status = coalesce(f.row_validation_status, t.row_validation_status),
    load_status = coalesce(f.load_status, t.load_status),
    status = coalesce(f.status, t.status),
    ended_at = CASE WHEN f.status IS NULL THEN t.ended_at ELSE f.ended_at END,
    who = CASE WHEN f.ended_at IS NULL THEN t.who ELSE %(who)s END,
    host = CASE WHEN f.ended_at IS NULL THEN t.host ELSE %(host)s END,
    total_rows = coalesce(f.total_rows, t.total_rows),
    loaded_rows = coalesce(f.loaded_rows, t.loaded_rows),
    rejected_rows = coalesce(f.rejected_rows, t.rejected_rows),
    quarantined_rows = coalesce(f.quarantined_rows, t.quarantined_rows),
    skipped_rows = coalesce(f.skipped_rows, t.skipped_rows),
    schema_version = coalesce(f.schema_version, t.schema_version),
    parquet_name = coalesce(f.parquet_name, t.parquet_name),
    understood = coalesce(f.understood, t.understood),
    problems = coalesce(f.problems, t.problems)
FROM jsonb_to_recordset(%(files)s::jsonb) AS f(physical_file_name text, convert_status text, mapping_validation_status text,
    row_validation_status text, load_status text, status text, ended_at timestamptz, total_rows bigint, loaded_rows bigint,
    rejected_rows bigint, quarantined_rows bigint, skipped_rows bigint, parquet_name text, understood jsonb, problems jsonb,
    schema_version integer)
WHERE t.client_id = %(client_id)s AND t.batch_id = %(batch_id)s AND t.physical_file_name = f.physical_file_name;

-- name: put_events
-- Events in the order in which they happened; with again, those that are on record already are left out.
INSERT INTO tools.run_event (client_id, batch_id, kind, at, payload)
SELECT %(client_id)s, %(batch_id)s, e.value ->> 'kind', (e.value ->> 'at')::timestamptz, e.value
FROM jsonb_array_elements(%(events)s::jsonb) WITH ORDINALITY AS e(value, place)
WHERE NOT (%(again)s AND EXISTS (SELECT 1 FROM tools.run_event AS r WHERE r.client_id = %(client_id)s
    AND r.batch_id = %(batch_id)s AND r.payload = e.value))
ORDER BY e.place;
