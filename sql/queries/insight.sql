-- name: per_day
-- Files and rows of each day in the operator's time zone.
SELECT (hour AT TIME ZONE %(zone)s)::date AS day, sum(files)::int AS files, sum(green_files)::int AS green_files,
       sum(first_pass_files)::int AS first_pass_files, sum(read_rows)::bigint AS read_rows,
       sum(loaded_rows)::bigint AS loaded_rows, sum(rejected_rows)::bigint AS rejected_rows,
       sum(quarantined_rows)::bigint AS quarantined_rows
FROM tools.kpi_file_hour
WHERE hour >= %(since)s AND hour < %(until)s AND (%(client_id)s::int IS NULL OR client_id = %(client_id)s)
GROUP BY day ORDER BY day;

-- name: stages
-- Per stage: attempts, failures, median and 95th percentile in milliseconds, now and in the three months before.
WITH counted AS (
    SELECT stage, day >= date_trunc('day', %(since)s::timestamptz, 'UTC') AS is_now, bucket, sum(runs) AS runs, sum(failures) AS failures
    FROM tools.kpi_stage_day
    WHERE day >= %(since)s::timestamptz - interval '90 days' AND day < %(until)s AND stage <> 'batch'
      AND (%(client_id)s::int IS NULL OR client_id = %(client_id)s)
    GROUP BY stage, is_now, bucket
), running AS (
    SELECT *, sum(runs) OVER (PARTITION BY stage, is_now ORDER BY bucket) AS upto,
           sum(runs) OVER (PARTITION BY stage, is_now) AS total
    FROM counted
)
SELECT stage, coalesce(sum(runs) FILTER (WHERE is_now), 0)::int AS runs,
       coalesce(sum(failures) FILTER (WHERE is_now), 0)::int AS failures,
       power(1.1, min(bucket) FILTER (WHERE is_now AND upto >= total * 0.5 AND total > 0) + 0.5)::float8 AS p50,
       power(1.1, min(bucket) FILTER (WHERE is_now AND upto >= total * 0.95 AND total > 0) + 0.5)::float8 AS p95,
       power(1.1, min(bucket) FILTER (WHERE NOT is_now AND upto >= total * 0.5 AND total > 0) + 0.5)::float8 AS usual_p50,
       power(1.1, min(bucket) FILTER (WHERE NOT is_now AND upto >= total * 0.95 AND total > 0) + 0.5)::float8 AS usual_p95
FROM running GROUP BY stage;

-- name: durations
-- The batches of a period with the duration of their last run and who began it, newest first; of one undone also why.
SELECT c.client_schema, b.batch_id, b.status, b.who, b.started_at, b.ended_at,
       CASE b.status WHEN 'UNDONE' THEN (SELECT j.reason FROM tools.job_execution_log j WHERE j.client_id = b.client_id
           AND j.batch_id = b.batch_id AND j.job_name = 'undo' ORDER BY j.job_id DESC LIMIT 1) END AS reason,
       greatest(0, extract(epoch FROM coalesce(b.ended_at, now()) - b.started_at))::float8 AS seconds
FROM tools.batch b JOIN tools.client_reference c USING (client_id)
WHERE b.started_at >= %(since)s AND b.started_at < %(until)s
  AND (%(client_id)s::int IS NULL OR b.client_id = %(client_id)s)
ORDER BY b.started_at DESC LIMIT 120;

-- name: lateness
-- Of the times that files were due, by day in the operator's time zone: how many sets were there in time, came late, did not
-- come; the longest delay in seconds, and the schedules that were not in time.
SELECT (l.due_at AT TIME ZONE %(zone)s)::date AS day, count(*) FILTER (WHERE l.late_since IS NULL)::int AS in_time,
       count(*) FILTER (WHERE l.late_since IS NOT NULL AND l.status <> 'LATE')::int AS came_late,
       count(*) FILTER (WHERE l.status = 'LATE')::int AS missing,
       max(extract(epoch FROM CASE l.status WHEN 'LATE' THEN now() ELSE l.logged_at END - l.due_at))
           FILTER (WHERE l.late_since IS NOT NULL)::float8 AS delay,
       array_remove(array_agg(DISTINCT CASE WHEN l.late_since IS NOT NULL THEN s.name END), NULL) AS names
FROM tools.schedule_log l JOIN tools.schedule s USING (schedule_id)
WHERE l.due_at >= %(since)s AND l.due_at < %(until)s AND (%(client_id)s::int IS NULL OR s.client_id = %(client_id)s)
GROUP BY day ORDER BY day;

-- name: freshness
-- Each configured view: when it was last refreshed, and how its last refresh ended.
SELECT c.client_schema, m.refresh_name, last.status AS last_status, last.ended_at AS last_ended_at, good.ended_at AS fresh_at,
       last.batch_id
FROM tools.mv_refresh_config m JOIN tools.client_reference c USING (client_id)
LEFT JOIN LATERAL (SELECT l.status, l.ended_at, l.batch_id FROM tools.mv_refresh_log l
    WHERE l.client_id = m.client_id AND l.refresh_name = m.refresh_name ORDER BY l.log_id DESC LIMIT 1) last ON true
LEFT JOIN LATERAL (SELECT l.ended_at FROM tools.mv_refresh_log l
    WHERE l.client_id = m.client_id AND l.refresh_name = m.refresh_name AND l.status = 'SUCCESS'
    ORDER BY l.log_id DESC LIMIT 1) good ON true
WHERE m.is_active AND (%(client_id)s::int IS NULL OR m.client_id = %(client_id)s)
ORDER BY c.client_schema, m.run_order, m.refresh_name;

-- name: attention
-- Batches that are not green, newest first, with what is wrong in them.
SELECT c.client_schema, b.batch_id, b.status, b.mode, b.who, b.host, b.started_at, b.ended_at,
       f.files, f.red_files, f.held_rows, f.first_red
FROM tools.batch b JOIN tools.client_reference c USING (client_id)
CROSS JOIN LATERAL (SELECT count(*)::int AS files, count(*) FILTER (WHERE a.status <> 'SUCCESS')::int AS red_files,
        coalesce(sum(a.rejected_rows + a.quarantined_rows) FILTER (WHERE a.status <> 'SUCCESS'), 0)::bigint AS held_rows,
        min(a.logical_source_file) FILTER (WHERE a.status = 'FAILED' AND a.rejected_rows + a.quarantined_rows > 0) AS first_red
    FROM tools.file_audit_log a WHERE a.client_id = b.client_id AND a.batch_id = b.batch_id) f
WHERE b.status <> 'SUCCESS' AND b.status <> 'UNDONE' AND (%(client_id)s::int IS NULL OR b.client_id = %(client_id)s)
ORDER BY b.started_at DESC LIMIT 50;

-- name: usual_files
-- The last twenty successful attempts of each stage of some logical files: the median of seconds, rows and bytes, the most
-- bytes, and where sizes differ the line of seconds over bytes.
SELECT stage, subject, percentile_cont(0.5) WITHIN GROUP (ORDER BY took)::float8 AS seconds,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY total_rows)::float8 AS rows,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY file_size)::float8 AS bytes, max(file_size)::float8 AS most_bytes,
       CASE WHEN max(file_size) > 2 * min(file_size) THEN regr_slope(took, file_size) END AS per_byte,
       regr_intercept(took, file_size) AS at_least, count(*)::int AS runs
FROM (SELECT j.job_name AS stage, f.logical_source_file AS subject, f.total_rows, f.file_size,
             greatest(0, extract(epoch FROM j.ended_at - j.started_at))::float8 AS took
      FROM unnest(%(names)s::text[]) AS wanted (name)
      CROSS JOIN LATERAL (SELECT a.batch_id, a.physical_file_name, a.logical_source_file, a.total_rows, a.file_size
          FROM tools.file_audit_log a WHERE a.client_id = %(client_id)s AND a.logical_source_file = wanted.name
            AND a.batch_id <> %(batch_id)s AND a.load_status = 'SUCCESS' ORDER BY a.started_at DESC LIMIT 20) f
      JOIN tools.job_execution_log j ON j.client_id = %(client_id)s AND j.batch_id = f.batch_id
       AND j.subject = f.physical_file_name AND j.status = 'SUCCESS') AS runs
GROUP BY stage, subject;

-- name: usual_steps
-- The last twenty successful runs of some steps: seconds.
SELECT j.job_name AS stage, j.subject, percentile_cont(0.5) WITHIN GROUP (ORDER BY j.seconds)::float8 AS seconds,
       NULL::float8 AS rows, NULL::float8 AS bytes, NULL::float8 AS most_bytes, NULL::float8 AS per_byte,
       NULL::float8 AS at_least, count(*)::int AS runs
FROM unnest(%(names)s::text[]) AS wanted (name)
CROSS JOIN LATERAL (SELECT l.job_name, l.subject, greatest(0, extract(epoch FROM l.ended_at - l.started_at)) AS seconds
    FROM tools.job_execution_log l WHERE l.client_id = %(client_id)s AND l.subject = wanted.name
      AND l.job_name IN ('transform', 'integrate', 'refresh_mv') AND l.batch_id <> %(batch_id)s AND l.status = 'SUCCESS'
    ORDER BY l.job_id DESC LIMIT 20) j
GROUP BY j.job_name, j.subject;

-- name: files_seen
-- The newest record of each physical file of a client, for the names that lie in its folders.
SELECT DISTINCT ON (f.physical_file_name) f.physical_file_name, batch_id, f.logical_source_file, f.source_system,
       CASE b.status WHEN 'UNDONE' THEN b.status ELSE f.status END AS status, f.load_status, f.convert_status, f.total_rows,
       f.loaded_rows, f.rejected_rows, f.quarantined_rows, f.skipped_rows, f.file_size, f.file_hash, f.parquet_name,
       f.started_at, f.ended_at, b.status = 'RUNNING' AS is_running
FROM tools.file_audit_log f JOIN tools.batch b USING (client_id, batch_id)
WHERE client_id = %(client_id)s AND f.physical_file_name = ANY (%(names)s)
ORDER BY f.physical_file_name, f.started_at DESC;

-- name: recent_files
-- What became of the logical files in some batches; one that came several times in a batch is one row of it.
SELECT f.logical_source_file, batch_id, count(*)::int AS files, sum(f.total_rows)::bigint AS read,
       array_agg(DISTINCT CASE b.status WHEN 'UNDONE' THEN b.status ELSE f.status END) AS statuses,
       sum(f.loaded_rows)::bigint AS loaded, sum(f.rejected_rows + f.quarantined_rows)::bigint AS held
FROM tools.file_audit_log f JOIN tools.batch b USING (client_id, batch_id)
WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s)
GROUP BY f.logical_source_file, batch_id;

-- name: understood
-- What was understood of one file of a batch, each thing with its reason.
SELECT understood FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(name)s;

-- name: expected_files
-- Files that the audit says lie in the folders: those of the newest batches.
SELECT f.physical_file_name, batch_id, f.logical_source_file, f.source_system, f.status, f.load_status,
       f.convert_status, f.started_at, f.original_file_name, b.status = 'RUNNING' AS is_running
FROM tools.file_audit_log f JOIN tools.batch b USING (client_id, batch_id)
WHERE client_id = %(client_id)s ORDER BY f.started_at DESC LIMIT %(limit)s;

-- name: changes
-- Changes of the configuration since a moment, those made together as one.
SELECT c.client_schema, h.table_name, h.changed_by, coalesce(h.reason, '') AS reason, max(h.changed_at) AS at,
       count(*)::int AS times
FROM tools.config_history h JOIN tools.client_reference c USING (client_id)
WHERE h.changed_at >= %(since)s AND (%(client_id)s::int IS NULL OR h.client_id = %(client_id)s)
GROUP BY c.client_schema, h.table_name, h.changed_by, h.reason, date_trunc('minute', h.changed_at)
ORDER BY at DESC, c.client_schema, h.table_name LIMIT 200;

-- name: decided
-- What people decided about rejected rows since a moment and still stands, by batch, kind and person.
SELECT c.client_schema, a.batch_id, a.kind, a.who, count(*)::int AS times, max(a.made_at) AS at,
       sum(a.lines)::bigint AS rows,
       coalesce(string_agg(DISTINCT nullif(a.reason, ''), '; '), '') AS reasons
FROM tools.standing_act s JOIN tools.decision_act a USING (act_id) JOIN tools.client_reference c ON c.client_id = a.client_id
WHERE a.made_at >= %(since)s AND (%(client_id)s::int IS NULL OR a.client_id = %(client_id)s)
GROUP BY c.client_schema, a.batch_id, a.kind, a.who ORDER BY at DESC LIMIT 200;

-- name: kept
-- What was held, released and purged since a moment, newest first.
SELECT c.client_schema, k.act, k.batch_id, k.reason, k.things, k.bytes, k.who, k.at
FROM (SELECT client_id, act, batch_id, reason, NULL::bigint AS things, NULL::bigint AS bytes, who, logged_at AS at
      FROM tools.hold_log
      UNION ALL
      SELECT client_id, 'purge', NULL, class, things, bytes, who, purged_at FROM tools.purge_log) k
JOIN tools.client_reference c USING (client_id)
WHERE k.at >= %(since)s AND (%(client_id)s::int IS NULL OR client_id = %(client_id)s)
ORDER BY k.at DESC LIMIT 200;

-- name: rollup_batch
-- Count the hours anew that a batch touched.
SELECT tools.rollup_batch(%(client_id)s, %(batch_id)s);
