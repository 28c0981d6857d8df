-- name: all
-- The schedules of a client.
SELECT name, source_system, cron, zone, expected, starts, is_active, created_at FROM tools.schedule
WHERE client_id = %(client_id)s ORDER BY name;

-- name: save
-- Add a schedule, or change the one of that name.
INSERT INTO tools.schedule (client_id, name, source_system, cron, zone, expected, starts, is_active, who)
VALUES (%(client_id)s, %(name)s, %(source_system)s, %(cron)s, %(zone)s, %(expected)s, %(starts)s, %(is_active)s, %(who)s)
ON CONFLICT (client_id, name) DO UPDATE SET source_system = excluded.source_system, cron = excluded.cron,
    zone = excluded.zone, expected = excluded.expected, starts = excluded.starts, is_active = excluded.is_active,
    who = excluded.who;

-- name: drop
-- Remove a schedule with its log.
DELETE FROM tools.schedule WHERE client_id = %(client_id)s AND name = %(name)s RETURNING name;

-- name: logged
-- What became of one time that a schedule's files were due.
SELECT l.due_at, l.status, l.missing, l.batch_id, l.late_since FROM tools.schedule_log l JOIN tools.schedule s USING (schedule_id)
WHERE s.client_id = %(client_id)s AND s.name = %(name)s AND l.due_at = %(due_at)s;

-- name: history
-- What became of the last times that the files of a client's schedules were due, newest first.
SELECT s.name, l.due_at, l.status, l.missing, l.batch_id, l.late_since, l.logged_at
FROM tools.schedule_log l JOIN tools.schedule s USING (schedule_id)
WHERE s.client_id = %(client_id)s ORDER BY l.due_at DESC, s.name LIMIT %(limit)s;

-- name: log
-- Put on record what became of a time that a schedule's files were due; that it was late stays known, and what then came
-- late without being started (it is no part of the next set).
INSERT INTO tools.schedule_log AS l (schedule_id, due_at, status, missing, batch_id, late_since, who, host)
SELECT schedule_id, %(due_at)s, %(status)s, %(missing)s, %(batch_id)s,
       CASE WHEN %(status)s = 'LATE' THEN now() END, %(who)s, %(host)s
FROM tools.schedule WHERE client_id = %(client_id)s AND name = %(name)s
ON CONFLICT (schedule_id, due_at) DO UPDATE SET status = excluded.status,
    missing = CASE excluded.status WHEN 'ARRIVED' THEN l.missing ELSE excluded.missing END,
    batch_id = excluded.batch_id, late_since = coalesce(l.late_since, excluded.late_since),
    logged_at = clock_timestamp(), who = excluded.who, host = excluded.host
WHERE l.status <> 'STARTED';

-- name: claims_since
-- The logical source files of a source system that batches have claimed since a moment, by batch.
SELECT DISTINCT f.logical_source_file, b.batch_id FROM tools.file_audit_log f JOIN tools.batch b USING (client_id, batch_id)
WHERE f.client_id = %(client_id)s AND f.source_system = %(source_system)s AND b.created_at > %(since)s
  AND b.status <> 'UNDONE' ORDER BY b.batch_id;
