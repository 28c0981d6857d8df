-- name: hold_file
-- One writer at a time for the versions of a logical source file.
SELECT 1 FROM tools.client_config
WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s FOR NO KEY UPDATE;

-- name: versions
-- The versions of a logical source file, newest first.
SELECT version, columns, profile, first_batch_id, first_seen_at, agreed_at, agreed_by
FROM tools.schema_registry WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s ORDER BY version DESC;

-- name: add_version
-- The next version of a logical source file.
INSERT INTO tools.schema_registry (client_id, logical_source_file, version, columns, profile, first_batch_id, agreed_at, agreed_by)
SELECT %(client_id)s, %(logical)s, coalesce(max(version), 0) + 1, %(columns)s, %(profile)s, %(batch_id)s,
       CASE WHEN %(agreed)s THEN clock_timestamp() END, CASE WHEN %(agreed)s THEN '' END
FROM tools.schema_registry WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s
RETURNING version;

-- name: refine
-- What was not known of a version's columns yet.
UPDATE tools.schema_registry SET columns = %(columns)s, profile = %(profile)s
WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s AND version = %(version)s;

-- name: version_of
-- The version that a file was converted to.
SELECT schema_version FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s;

-- name: agree
-- Files of this version are let through from now on.
UPDATE tools.schema_registry SET agreed_at = clock_timestamp(), agreed_by = %(who)s
WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s AND version = %(version)s;

-- name: find
-- One difference of a version; seen again, its policy and evidence are those of now.
INSERT INTO tools.schema_drift (client_id, logical_source_file, version, baseline, kind, column_name, was_name, policy,
    status, evidence, batch_id, physical_file_name)
VALUES (%(client_id)s, %(logical)s, %(version)s, %(baseline)s, %(kind)s, %(column)s, %(was)s, %(policy)s, %(status)s,
    %(evidence)s, %(batch_id)s, %(physical)s)
ON CONFLICT (client_id, logical_source_file, version, kind, column_name) WHERE status IN ('WAITING', 'NOTED')
DO UPDATE SET policy = excluded.policy, status = excluded.status, evidence = excluded.evidence,
    baseline = excluded.baseline, was_name = excluded.was_name;

-- name: settle
-- Differences of a version that are there no more.
UPDATE tools.schema_drift SET status = 'SETTLED', decided_at = clock_timestamp()
WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s AND version = %(version)s
  AND status IN ('WAITING', 'NOTED') AND NOT (kind || ' ' || column_name = ANY (%(keep)s));

-- name: leave
-- Differences of a version that no file waits for any more, this one having come with other columns, are there no more.
UPDATE tools.schema_drift SET status = 'SETTLED', decided_at = clock_timestamp()
WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s AND version = %(version)s AND status = 'WAITING'
  AND NOT EXISTS (SELECT 1 FROM tools.file_audit_log f WHERE f.client_id = %(client_id)s
                  AND f.logical_source_file = %(logical)s AND f.schema_version = %(version)s AND f.status <> 'SUCCESS'
                  AND NOT (f.batch_id = %(batch_id)s AND f.physical_file_name = %(physical)s));

-- name: decided
-- The differences of a version that were decided and not refused.
SELECT kind, column_name FROM tools.schema_drift
WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s AND version = %(version)s AND status = 'DECIDED'
  AND decision <> 'refuse';

-- name: decide
-- What was decided about a difference that is open.
UPDATE tools.schema_drift SET status = 'DECIDED', decision = %(decision)s, target_column = %(target)s,
    reason = %(reason)s, decided_at = clock_timestamp(), decided_by = %(who)s
WHERE client_id = %(client_id)s AND drift_id = %(drift_id)s AND status IN ('WAITING', 'NOTED') RETURNING drift_id;

-- name: items
-- The differences of a client, open ones first, newest first.
SELECT drift_id, logical_source_file, version, baseline, kind, column_name, was_name, policy, status, evidence,
       batch_id, physical_file_name, found_at, decision, target_column, reason, decided_at, decided_by
FROM tools.schema_drift WHERE client_id = %(client_id)s
ORDER BY status <> 'WAITING', status <> 'NOTED', coalesce(decided_at, found_at) DESC, drift_id DESC LIMIT %(limit)s;

-- name: waiting
-- Files that failed over their mapping, of one version or of all versions that nobody agreed on yet, oldest first.
SELECT f.batch_id, f.physical_file_name, f.logical_source_file, f.schema_version AS version,
       r.agreed_at IS NOT NULL AS agreed
FROM tools.file_audit_log f
JOIN tools.schema_registry r ON r.client_id = f.client_id AND r.logical_source_file = f.logical_source_file
  AND r.version = f.schema_version
WHERE f.client_id = %(client_id)s AND f.status = 'FAILED' AND f.mapping_validation_status = 'FAILED'
  AND f.schema_version IS NOT NULL
  AND (%(logical)s::text IS NULL OR f.logical_source_file = %(logical)s AND f.schema_version = %(version)s)
  AND EXISTS (SELECT 1 FROM tools.schema_drift d WHERE d.client_id = f.client_id
              AND d.logical_source_file = f.logical_source_file AND d.version = f.schema_version)
ORDER BY f.batch_id, f.physical_file_name;

-- name: waits
-- The changes of a client that files wait for.
SELECT logical_source_file, column_name, was_name FROM tools.schema_drift
WHERE client_id = %(client_id)s AND status = 'WAITING' ORDER BY logical_source_file, drift_id;

-- name: spread
-- The newest batch with files of a version: their names, and how many files of other versions in it have a column.
WITH newest AS (
    SELECT max(batch_id) AS batch_id FROM tools.file_audit_log
    WHERE client_id = %(client_id)s AND logical_source_file = %(logical)s AND schema_version = %(version)s
)
SELECT n.batch_id,
       coalesce(array_agg(f.physical_file_name ORDER BY f.physical_file_name)
                FILTER (WHERE f.schema_version = %(version)s), '{}') AS files,
       count(*) FILTER (WHERE f.schema_version <> %(version)s AND EXISTS (
           SELECT 1 FROM jsonb_array_elements(r.columns) AS c WHERE c ->> 'name' = %(column)s)) AS others
FROM newest n
JOIN tools.file_audit_log f ON f.client_id = %(client_id)s AND f.batch_id = n.batch_id AND f.logical_source_file = %(logical)s
JOIN tools.schema_registry r ON r.client_id = f.client_id AND r.logical_source_file = f.logical_source_file
  AND r.version = f.schema_version
GROUP BY n.batch_id;
