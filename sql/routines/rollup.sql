-- The figures of the overview: every hour (for stages: day, in UTC) that a batch touched is counted anew from the logs, so that
-- it may be called again. A day of which attempts were purged stays as it was counted: figures outlive their detail.
CREATE OR REPLACE FUNCTION tools.rollup_batch(p_client_id integer, p_batch_id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    h timestamptz;
BEGIN
    FOR h IN SELECT DISTINCT date_trunc('hour', started_at, 'UTC') FROM tools.file_audit_log
             WHERE client_id = p_client_id AND batch_id = p_batch_id LOOP
        DELETE FROM tools.kpi_file_hour WHERE client_id = p_client_id AND hour = h;
        INSERT INTO tools.kpi_file_hour
        SELECT p_client_id, h, f.logical_source_file, count(*), count(*) FILTER (WHERE f.status = 'SUCCESS'),
               count(*) FILTER (WHERE f.status = 'SUCCESS' AND NOT f.had_failures AND NOT EXISTS (
                   SELECT FROM tools.job_execution_log j WHERE j.client_id = f.client_id AND j.batch_id = f.batch_id
                     AND j.subject = f.physical_file_name AND j.status = 'FAILED')),
               coalesce(sum(f.total_rows) FILTER (WHERE f.status IN ('SUCCESS', 'FAILED')), 0), sum(f.loaded_rows),
               coalesce(sum(f.rejected_rows) FILTER (WHERE f.status IN ('SUCCESS', 'FAILED')), 0),
               coalesce(sum(f.quarantined_rows) FILTER (WHERE f.status IN ('SUCCESS', 'FAILED')), 0)
        FROM tools.file_audit_log f
        WHERE f.client_id = p_client_id AND f.started_at >= h AND f.started_at < h + interval '1 hour'
        GROUP BY f.logical_source_file;
    END LOOP;
    FOR h IN SELECT DISTINCT date_trunc('day', started_at, 'UTC') FROM tools.job_execution_log
             WHERE client_id = p_client_id AND batch_id = p_batch_id LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM tools.batch b WHERE b.client_id = p_client_id AND b.attempts_purged
              AND b.ended_at >= h AND b.created_at < h + interval '1 day' AND NOT EXISTS (
                  SELECT FROM tools.job_execution_log j WHERE j.client_id = b.client_id AND j.batch_id = b.batch_id
                    AND j.started_at >= h AND j.started_at < h + interval '1 day'));
        DELETE FROM tools.kpi_stage_day WHERE client_id = p_client_id AND day = h;
        INSERT INTO tools.kpi_stage_day
        SELECT p_client_id, h, j.job_name,
               floor(ln(greatest(1, extract(epoch FROM j.ended_at - j.started_at) * 1000)) / ln(1.1)) AS bucket,
               count(*) FILTER (WHERE j.status = 'SUCCESS'), count(*) FILTER (WHERE j.status = 'FAILED')
        FROM tools.job_execution_log j
        WHERE j.client_id = p_client_id AND j.started_at >= h AND j.started_at < h + interval '1 day'
          AND j.ended_at IS NOT NULL AND j.status IN ('SUCCESS', 'FAILED')
        GROUP BY j.job_name, bucket;
    END LOOP;
END $$;

-- A database that was there before its figures were kept gets them once.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM tools.kpi_file_hour) THEN
        PERFORM tools.rollup_batch(client_id, batch_id) FROM tools.batch;
    END IF;
END $$;
