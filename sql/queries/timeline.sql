-- name: timeline
-- One page of everything that was logged, newest first, after a key; each source is read by its own index and cut to a page
-- before they are merged.
WITH c AS MATERIALIZED (SELECT client_id, client_schema FROM tools.client_reference
        WHERE %(client)s::text IS NULL OR client_schema = %(client)s),
merged AS (
    (SELECT j.started_at AS at, 'job' AS source, j.job_id AS id, j.client_id, j.batch_id, j.subject, j.job_name AS what,
            CASE j.status WHEN 'FAILED' THEN 'error' WHEN 'SKIPPED' THEN 'warning' WHEN 'CANCELLED' THEN 'warning'
                 ELSE 'info' END AS level,
            j.code, coalesce(j.error, j.reason, '') AS text, coalesce(j.remedy, '') AS remedy, j.status, j.rows, j.ended_at, j.who,
            j.host, j.attempt, nullif(concat_ws(E'\n', j.sqlstate, j.message, j.detail, j.hint, j.context), '') AS server
     FROM tools.job_execution_log j
     WHERE {job} ORDER BY j.started_at DESC, j.job_id DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT m.logged_at, 'mapping', m.log_id, m.client_id, m.batch_id, m.physical_file_name, 'validate_mapping', 'warning',
            m.code, m.message, m.remedy, NULL, NULL, NULL, m.who, m.host, m.attempt, NULL
     FROM tools.mapping_validation_log m
     WHERE {mapping} ORDER BY m.logged_at DESC, m.log_id DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT r.logged_at, 'rows', r.log_id, r.client_id, r.batch_id, r.physical_file_name, 'validate_row',
            CASE r.policy WHEN 'fatal' THEN 'error' ELSE 'warning' END, r.rule, r.message, '', NULL, r.row_count, NULL,
            r.who, r.host, r.attempt, NULL
     FROM tools.row_validation_log r
     WHERE {rows} ORDER BY r.logged_at DESC, r.log_id DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT l.logged_at, 'load', l.log_id, l.client_id, l.batch_id, l.physical_file_name, 'load_to_bronze', 'error',
            l.sqlstate, l.error, '', NULL, NULL, NULL, l.who, l.host, l.attempt,
            nullif(concat_ws(E'\n', l.sqlstate, l.message, l.detail, l.hint, l.context), '')
     FROM tools.load_error_log l
     WHERE {load} ORDER BY l.logged_at DESC, l.log_id DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT h.changed_at, 'config', h.history_id, h.client_id, NULL, h.table_name, 'configuration', 'info', h.operation,
            coalesce(h.reason, ''), '', NULL, NULL, NULL, h.changed_by, '', NULL, NULL
     FROM tools.config_history h
     WHERE {config} ORDER BY h.changed_at DESC, h.history_id DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT k.logged_at, 'hold', k.log_id, k.client_id, k.batch_id, NULL, k.act, 'info', NULL, k.reason, '', NULL, NULL, NULL,
            k.who, k.host, NULL, NULL
     FROM tools.hold_log k
     WHERE {hold} ORDER BY k.logged_at DESC, k.log_id DESC LIMIT %(limit)s)
)
SELECT merged.*, c.client_schema FROM merged JOIN c USING (client_id)
ORDER BY at DESC, source DESC, id DESC LIMIT %(limit)s;

-- name: signatures
-- Errors and warnings of a period grouped by what they say, numbers and names taken out.
SELECT stage, level, code, signature, count(*)::int AS times, min(at) AS first_at, max(at) AS last_at,
       (array_agg(text ORDER BY at DESC))[1] AS example, (array_agg(batch_id ORDER BY at DESC))[1] AS last_batch,
       count(DISTINCT subject)::int AS subjects
FROM (
    SELECT j.job_name AS stage, CASE j.status WHEN 'FAILED' THEN 'error' ELSE 'warning' END AS level, coalesce(j.code, '') AS code,
           j.error AS text, j.started_at AS at, j.batch_id, j.subject,
           {signature} AS signature
    FROM tools.job_execution_log j
    WHERE j.error IS NOT NULL AND j.status <> 'SUCCESS' AND {job}
    ORDER BY j.started_at DESC LIMIT 20000
) AS told
GROUP BY stage, level, code, signature ORDER BY times DESC, last_at DESC LIMIT 200;

-- name: first_error
-- The first error of a batch: what came after is often its consequence.
SELECT job_id AS id, started_at AS at FROM tools.job_execution_log j JOIN tools.client_reference c USING (client_id)
WHERE c.client_schema = %(client)s AND j.batch_id = %(batch)s AND j.status = 'FAILED' AND j.subject IS NOT NULL
ORDER BY j.job_id LIMIT 1;
