-- Who held a batch back from every purge, who released it, and why: a release leaves a record, too.
-- depends: 0016_reasons
CREATE TABLE tools.hold_log (
    log_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id  integer NOT NULL,
    batch_id   text NOT NULL,
    act        text NOT NULL CHECK (act IN ('hold', 'release')),
    reason     text NOT NULL CHECK (reason <> ''),
    logged_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    who        text NOT NULL,
    host       text NOT NULL,
    FOREIGN KEY (client_id, batch_id) REFERENCES tools.batch
);
CREATE INDEX hold_log_batch ON tools.hold_log (client_id, batch_id);
CREATE INDEX hold_log_logged ON tools.hold_log (logged_at);
INSERT INTO tools.hold_log (client_id, batch_id, act, reason, logged_at, who, host)
SELECT client_id, batch_id, 'hold', hold_reason, coalesce(held_at, now()), coalesce(held_by, ''), '' FROM tools.batch
WHERE hold_reason IS NOT NULL;
