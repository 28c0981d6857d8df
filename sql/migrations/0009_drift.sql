-- What really arrived is understood, versions are agreed on, and what changed between them waits for a decision.
-- depends: 0008_schedule
ALTER TABLE tools.client_reference ADD COLUMN drift_policy text NOT NULL DEFAULT 'evolve' CHECK (drift_policy IN ('evolve', 'hold', 'fail'));
ALTER TABLE tools.client_config ADD COLUMN drift_policy text CHECK (drift_policy IN ('evolve', 'hold', 'fail'));
ALTER TABLE tools.column_mapping ADD COLUMN drift_policy text CHECK (drift_policy IN ('evolve', 'hold', 'fail'));
ALTER TABLE tools.file_audit_log ADD COLUMN schema_version integer;
COMMENT ON COLUMN tools.file_audit_log.schema_version IS 'the version in schema_registry that the file was converted to';

ALTER TABLE tools.schema_registry ADD COLUMN profile jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(profile) = 'array');
ALTER TABLE tools.schema_registry ADD COLUMN agreed_at timestamptz;
ALTER TABLE tools.schema_registry ADD COLUMN agreed_by text;
COMMENT ON COLUMN tools.schema_registry.profile IS 'by column: fill, samples and shapes of the values first looked at';
COMMENT ON COLUMN tools.schema_registry.agreed_at IS 'since when files of this version are let through; the newest is what files are compared with';
UPDATE tools.schema_registry SET agreed_at = first_seen_at, agreed_by = '';

CREATE TABLE tools.schema_drift (
    drift_id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id            integer NOT NULL,
    logical_source_file  text NOT NULL,
    version              integer NOT NULL,
    baseline             integer NOT NULL,
    kind                 text NOT NULL CHECK (kind IN ('new', 'missing', 'renamed', 'retyped')),
    column_name          text NOT NULL,
    was_name             text,
    policy               text NOT NULL CHECK (policy IN ('evolve', 'hold', 'fail')),
    status               text NOT NULL CHECK (status IN ('WAITING', 'NOTED', 'DECIDED', 'SETTLED')),
    evidence             jsonb NOT NULL DEFAULT '{}',
    batch_id             text NOT NULL,
    physical_file_name   text NOT NULL,
    found_at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    decision             text CHECK (decision IN ('map', 'ignore', 'rename', 'drop', 'accept')),
    target_column        text,
    reason               text,
    decided_at           timestamptz,
    decided_by           text,
    FOREIGN KEY (client_id, logical_source_file, version)
        REFERENCES tools.schema_registry ON DELETE CASCADE ON UPDATE CASCADE,
    CHECK ((kind = 'renamed') = (was_name IS NOT NULL)),
    CHECK ((status = 'DECIDED') = (decision IS NOT NULL))
);
COMMENT ON COLUMN tools.schema_drift.status IS 'WAITING: files wait for a decision; NOTED: they went on; SETTLED: it is gone, the mapping or the file was changed';
CREATE UNIQUE INDEX schema_drift_open ON tools.schema_drift (client_id, logical_source_file, version, kind, column_name)
    WHERE status IN ('WAITING', 'NOTED');
