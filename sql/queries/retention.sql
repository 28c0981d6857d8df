-- name: policies
-- The classes whose days a client has set.
SELECT class, days FROM tools.retention_policy WHERE client_id = %(client_id)s;

-- name: set_policy
-- How many days a class is kept.
INSERT INTO tools.retention_policy (client_id, class, days) VALUES (%(client_id)s, %(class)s, %(days)s)
ON CONFLICT (client_id, class) DO UPDATE SET days = excluded.days;

-- name: over
-- Finished batches that ended so many days ago and are not held, with their physical files.
SELECT b.batch_id, array_agg(f.source_system || '/' || f.physical_file_name ORDER BY f.physical_file_name)
           FILTER (WHERE f.physical_file_name IS NOT NULL) AS files
FROM tools.batch b LEFT JOIN tools.file_audit_log f USING (client_id, batch_id)
WHERE b.client_id = %(client_id)s AND b.status IN ('SUCCESS', 'UNDONE') AND b.hold_reason IS NULL
  AND b.ended_at < now() - make_interval(days => %(days)s)
GROUP BY b.batch_id ORDER BY b.batch_id;

-- name: hold
-- Hold a batch back from every purge.
WITH held AS (
    UPDATE tools.batch SET hold_reason = %(reason)s, held_by = %(who)s, held_at = now()
    WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s RETURNING client_id, batch_id
)
INSERT INTO tools.hold_log (client_id, batch_id, act, reason, who, host)
SELECT client_id, batch_id, 'hold', %(reason)s, %(who)s, %(host)s FROM held RETURNING batch_id;

-- name: release
-- Let a held batch be purged again when it is old enough.
WITH released AS (
    UPDATE tools.batch SET hold_reason = NULL, held_by = NULL, held_at = NULL
    WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND hold_reason IS NOT NULL RETURNING client_id, batch_id
)
INSERT INTO tools.hold_log (client_id, batch_id, act, reason, who, host)
SELECT client_id, batch_id, 'release', %(reason)s, %(who)s, %(host)s FROM released RETURNING batch_id;

-- name: holds
-- The batches of a client that are held.
SELECT batch_id, hold_reason, held_by, held_at FROM tools.batch
WHERE client_id = %(client_id)s AND hold_reason IS NOT NULL ORDER BY batch_id;

-- name: count_log
-- Attempts, with what hangs on them, of some batches.
SELECT count(*) AS things, coalesce(sum(pg_column_size(t.*)), 0) AS bytes FROM tools.job_execution_log t
WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s);

-- name: count_reject
-- Rejected rows of some batches.
SELECT count(*) AS things, coalesce(sum(pg_column_size(t.*)), 0) AS bytes FROM tools.rejected_row t
WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s);

-- name: count_event
-- Events of some batches.
SELECT count(*) AS things, coalesce(sum(pg_column_size(t.*)), 0) AS bytes FROM tools.run_event t
WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s);

-- name: purge_log
-- Purge the attempts of some batches; the logs of the stages go with them. Which files had failed ones stays known.
WITH failed AS (
    UPDATE tools.file_audit_log f SET had_failures = true
    WHERE f.client_id = %(client_id)s AND f.batch_id = ANY (%(batches)s) AND EXISTS (
        SELECT FROM tools.job_execution_log j WHERE j.client_id = f.client_id AND j.batch_id = f.batch_id
          AND j.subject = f.physical_file_name AND j.status = 'FAILED')
), purged AS (
    UPDATE tools.batch SET attempts_purged = true WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s)
)
DELETE FROM tools.job_execution_log WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s);

-- name: purge_reject
-- Purge the rejected rows of some batches.
DELETE FROM tools.rejected_row WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s);

-- name: purge_event
-- Purge the events of some batches.
DELETE FROM tools.run_event WHERE client_id = %(client_id)s AND batch_id = ANY (%(batches)s);

-- name: drop_partitions
-- Drop the partitions that hold nothing but rows of some batches.
SELECT tools.drop_partitions(%(table)s, %(client_id)s, %(batches)s) AS dropped;

-- name: log_purge
-- What was purged.
INSERT INTO tools.purge_log (client_id, class, things, bytes, batches, who, host)
VALUES (%(client_id)s, %(class)s, %(things)s, %(bytes)s, %(batches)s, %(who)s, %(host)s);

-- name: purges
-- What was purged, newest first.
SELECT purged_at, who, host, class, things, bytes, cardinality(batches) AS batches FROM tools.purge_log
WHERE client_id = %(client_id)s ORDER BY log_id DESC LIMIT %(limit)s;
