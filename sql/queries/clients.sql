-- name: all_clients
-- Every client, by name.
SELECT client_id, client_schema, client_name, last_batch_id FROM tools.client_reference ORDER BY client_schema;

-- name: client
-- One client with its default policies.
SELECT client_id, client_schema, client_name, last_batch_id,
       null_policy, duplicate_policy, bad_value_policy, malformed_policy, max_reject_share::float AS max_reject_share,
       drift_policy
FROM tools.client_reference WHERE client_schema = %(client_schema)s;

-- name: add_client
-- Record a client.
INSERT INTO tools.client_reference (client_schema, client_name, created_by)
VALUES (%(client_schema)s, %(client_name)s, %(who)s)
RETURNING client_id, client_schema, client_name, last_batch_id;

-- name: set_client
-- A client's name and default policies; a NULL leaves what is there.
UPDATE tools.client_reference SET
    client_name = coalesce(%(client_name)s, client_name),
    null_policy = coalesce(%(null_policy)s, null_policy),
    duplicate_policy = coalesce(%(duplicate_policy)s, duplicate_policy),
    bad_value_policy = coalesce(%(bad_value_policy)s, bad_value_policy),
    malformed_policy = coalesce(%(malformed_policy)s, malformed_policy),
    max_reject_share = coalesce(%(max_reject_share)s, max_reject_share),
    drift_policy = coalesce(%(drift_policy)s, drift_policy)
WHERE client_id = %(client_id)s;

-- name: files
-- A client's files as they are configured; a NULL policy means the client's default.
SELECT logical_source_file, source_system, source_type, file_pattern, target_schema, target_table, source_config,
       null_policy, duplicate_policy, bad_value_policy, malformed_policy, max_reject_share::float AS max_reject_share,
       drift_policy, is_active
FROM tools.client_config WHERE client_id = %(client_id)s ORDER BY source_system, logical_source_file;

-- name: columns
-- The column mapping of all files of a client, in order.
SELECT logical_source_file, source_column, target_column, source_format, drift_policy
FROM tools.column_mapping WHERE client_id = %(client_id)s ORDER BY logical_source_file, ordinal;

-- name: required
-- Required columns and keys of all files of a client.
SELECT logical_source_file, column_name, is_required, key_position
FROM tools.required_columns WHERE client_id = %(client_id)s ORDER BY logical_source_file, key_position, column_name;

-- name: transformations
-- Active transformations of a client, in order.
SELECT procedure_name, logical_source_file, run_order
FROM tools.transformation_config WHERE client_id = %(client_id)s AND is_active ORDER BY run_order, procedure_name;

-- name: integrations
-- Active integration steps of a client with the active steps each depends on, in order.
SELECT c.procedure_name, c.kind, c.run_order,
       coalesce(array_agg(d.depends_on ORDER BY d.depends_on) FILTER (WHERE d.depends_on IS NOT NULL), '{}') AS depends_on
FROM tools.integration_config c LEFT JOIN tools.integration_dependencies d USING (client_id, procedure_name)
WHERE c.client_id = %(client_id)s AND c.is_active
GROUP BY c.procedure_name, c.kind, c.run_order ORDER BY c.kind, c.run_order, c.procedure_name;

-- name: refreshes
-- Active refreshes of a client, in order.
SELECT refresh_name, run_order
FROM tools.mv_refresh_config WHERE client_id = %(client_id)s AND is_active ORDER BY run_order, refresh_name;

-- name: upsert_file
-- One file's configuration.
INSERT INTO tools.client_config (client_id, logical_source_file, source_system, source_type, file_pattern,
    target_schema, target_table, source_config, null_policy, duplicate_policy, bad_value_policy, malformed_policy,
    max_reject_share, drift_policy, is_active)
VALUES (%(client_id)s, %(logical_source_file)s, %(source_system)s, %(source_type)s, %(file_pattern)s,
    %(target_schema)s, %(target_table)s, %(source_config)s, %(null_policy)s, %(duplicate_policy)s,
    %(bad_value_policy)s, %(malformed_policy)s, %(max_reject_share)s,
    %(drift_policy)s, %(is_active)s)
ON CONFLICT (client_id, logical_source_file) DO UPDATE SET
    source_system = excluded.source_system, source_type = excluded.source_type,
    file_pattern = excluded.file_pattern, target_schema = excluded.target_schema,
    target_table = excluded.target_table, source_config = excluded.source_config,
    null_policy = excluded.null_policy, duplicate_policy = excluded.duplicate_policy,
    bad_value_policy = excluded.bad_value_policy, malformed_policy = excluded.malformed_policy,
    max_reject_share = excluded.max_reject_share, drift_policy = excluded.drift_policy,
    is_active = excluded.is_active;

-- name: drop_columns
-- Take back the mapping of one file that the new mapping does not have.
DELETE FROM tools.column_mapping
WHERE client_id = %(client_id)s AND logical_source_file = %(logical_source_file)s
  AND (source_column <> ALL (%(keep)s) OR target_column IS NOT NULL AND target_column <> ALL (%(targets)s));

-- name: upsert_column
-- One column of a file's mapping.
INSERT INTO tools.column_mapping (client_id, logical_source_file, source_column, target_column, source_format, drift_policy,
    ordinal)
VALUES (%(client_id)s, %(logical_source_file)s, %(source_column)s, %(target_column)s, %(source_format)s, %(drift_policy)s,
    %(ordinal)s)
ON CONFLICT (client_id, logical_source_file, source_column) DO UPDATE SET
    target_column = excluded.target_column, source_format = excluded.source_format,
    drift_policy = excluded.drift_policy, ordinal = excluded.ordinal;

-- name: drop_required
-- Take back the required columns of one file that are not asked for any more.
DELETE FROM tools.required_columns
WHERE client_id = %(client_id)s AND logical_source_file = %(logical_source_file)s AND column_name <> ALL (%(keep)s);

-- name: upsert_required
-- One required column or part of the key.
INSERT INTO tools.required_columns (client_id, logical_source_file, column_name, is_required, key_position)
VALUES (%(client_id)s, %(logical_source_file)s, %(column_name)s, %(is_required)s, %(key_position)s)
ON CONFLICT (client_id, logical_source_file, column_name) DO UPDATE SET
    is_required = excluded.is_required, key_position = excluded.key_position;

-- name: retire_files
-- Files that the new configuration does not have stay on record and are no longer recognised.
UPDATE tools.client_config SET is_active = false
WHERE client_id = %(client_id)s AND is_active AND logical_source_file <> ALL (%(keep)s);

-- name: drop_transformations
-- Transformations that the new configuration does not have.
DELETE FROM tools.transformation_config WHERE client_id = %(client_id)s AND procedure_name <> ALL (%(keep)s);

-- name: upsert_transformation
-- One transformation.
INSERT INTO tools.transformation_config (client_id, procedure_name, logical_source_file, run_order)
VALUES (%(client_id)s, %(procedure)s, %(logical_source_file)s, %(run_order)s)
ON CONFLICT (client_id, procedure_name) DO UPDATE SET
    logical_source_file = excluded.logical_source_file, run_order = excluded.run_order, is_active = true;

-- name: drop_integrations
-- Integration steps that the new configuration does not have.
DELETE FROM tools.integration_config WHERE client_id = %(client_id)s AND procedure_name <> ALL (%(keep)s);

-- name: upsert_integration
-- One integration step.
INSERT INTO tools.integration_config (client_id, procedure_name, kind, run_order)
VALUES (%(client_id)s, %(procedure)s, %(kind)s, %(run_order)s)
ON CONFLICT (client_id, procedure_name) DO UPDATE SET
    kind = excluded.kind, run_order = excluded.run_order, is_active = true;

-- name: drop_dependencies
-- Dependencies of one step that the new configuration does not have.
DELETE FROM tools.integration_dependencies
WHERE client_id = %(client_id)s AND procedure_name = %(procedure)s AND depends_on <> ALL (%(keep)s);

-- name: add_dependency
-- One dependency between integration steps.
INSERT INTO tools.integration_dependencies (client_id, procedure_name, depends_on)
VALUES (%(client_id)s, %(procedure)s, %(depends_on)s) ON CONFLICT DO NOTHING;

-- name: drop_refreshes
-- Refreshes that the new configuration does not have.
DELETE FROM tools.mv_refresh_config WHERE client_id = %(client_id)s AND refresh_name <> ALL (%(keep)s);

-- name: upsert_refresh
-- One refresh.
INSERT INTO tools.mv_refresh_config (client_id, refresh_name, run_order)
VALUES (%(client_id)s, %(name)s, %(run_order)s)
ON CONFLICT (client_id, refresh_name) DO UPDATE SET run_order = excluded.run_order, is_active = true;

-- name: history
-- Changes of a client's configuration, newest first.
SELECT history_id, table_name, operation, before, after, changed_at, changed_by, reason
FROM tools.config_history WHERE client_id = %(client_id)s ORDER BY history_id DESC LIMIT %(limit)s;

-- name: try_lock
-- The lock of a client's runner, if nobody has it.
SELECT pg_try_advisory_lock(%(space)s, %(client_id)s) AS taken;

-- name: end_work
-- End what a run that lost its lock still has under way.
SELECT pg_terminate_backend(l.pid) FROM pg_locks l
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %(work)s::int::oid AND l.objid = %(client_id)s::int::oid
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.pid <> pg_backend_pid();

-- name: share_work
-- The work lock of a client in share mode, until the session ends.
SELECT pg_advisory_lock_shared(%(work)s, %(client_id)s);

-- name: share_work_in_transaction
-- The work lock of a client in share mode, until the transaction ends.
SELECT pg_advisory_xact_lock_shared(%(work)s, %(client_id)s);

-- name: still_mine
-- Whether a run is still the one on record.
SELECT true FROM tools.batch
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND run_number = %(run_number)s AND status = 'RUNNING';

-- name: version
-- The newest change of a client's configuration.
SELECT coalesce(max(history_id), 0) AS version FROM tools.config_history WHERE client_id = %(client_id)s;

-- name: hold_client
-- One writer at a time for a client's configuration.
SELECT 1 FROM tools.client_reference WHERE client_id = %(client_id)s FOR UPDATE;

-- name: known_mappings
-- Every mapping that is or was, newest first.
SELECT DISTINCT ON (client_schema, logical_source_file, source_column, target_column)
       r.client_schema, m.logical_source_file, m.source_column, m.target_column
FROM (SELECT client_id, logical_source_file, source_column, target_column, 2147483647::bigint AS age FROM tools.column_mapping
      UNION ALL
      SELECT client_id, coalesce(after, before) ->> 'logical_source_file', coalesce(after, before) ->> 'source_column',
             coalesce(after, before) ->> 'target_column', history_id
      FROM tools.config_history WHERE table_name = 'column_mapping') m
JOIN tools.client_reference r USING (client_id)
WHERE m.target_column IS NOT NULL
ORDER BY client_schema, logical_source_file, source_column, target_column, age DESC;

-- name: lock_holder
-- The session that holds a client's lock, with the batch it runs and how far that is.
SELECT a.pid AS backend_pid, a.application_name, a.client_addr::text AS address, a.backend_start AS since,
       b.batch_id, b.who, b.host, b.pid, b.started_at,
       (SELECT count(*) FROM tools.file_audit_log f
        WHERE f.client_id = b.client_id AND f.batch_id = b.batch_id) AS files,
       (SELECT count(*) FROM tools.file_audit_log f
        WHERE f.client_id = b.client_id AND f.batch_id = b.batch_id
          AND f.status IN ('SUCCESS', 'FAILED', 'CANCELLED')) AS files_done
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
LEFT JOIN LATERAL (SELECT * FROM tools.batch WHERE client_id = %(client_id)s AND status = 'RUNNING'
                   ORDER BY started_at DESC LIMIT 1) b ON true
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %(space)s::int::oid AND l.objid = %(client_id)s::int::oid
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database());
