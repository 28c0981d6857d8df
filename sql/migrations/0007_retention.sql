-- How long things are kept, by client and class; a batch can be held back from every purge.
-- depends: 0006_undo
CREATE TABLE tools.retention_policy (
    client_id  integer NOT NULL REFERENCES tools.client_reference,
    class      text NOT NULL CHECK (class IN ('raw_to_archive', 'raw', 'parquet', 'manifest', 'log', 'reject', 'event')),
    days       integer NOT NULL CHECK (days BETWEEN 1 AND 36500),
    PRIMARY KEY (client_id, class)
);
COMMENT ON COLUMN tools.retention_policy.days IS 'days after the end of the batch; a class without a row has the default';

ALTER TABLE tools.batch ADD COLUMN hold_reason text CHECK (hold_reason <> '');
ALTER TABLE tools.batch ADD COLUMN held_by text;
ALTER TABLE tools.batch ADD COLUMN held_at timestamptz;
COMMENT ON COLUMN tools.batch.hold_reason IS 'legal hold: nothing of this batch is purged while it has a reason';

CREATE TABLE tools.purge_log (
    log_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id  integer NOT NULL REFERENCES tools.client_reference,
    class      text NOT NULL,
    things     bigint NOT NULL,
    bytes      bigint NOT NULL,
    batches    text[] NOT NULL,
    purged_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    who        text NOT NULL,
    host       text NOT NULL
);
CREATE INDEX purge_log_client ON tools.purge_log (client_id, log_id);
