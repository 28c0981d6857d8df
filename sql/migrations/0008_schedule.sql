-- When the files of a source system are due, and what became of each time they were.
-- depends: 0007_retention
CREATE TABLE tools.schedule (
    schedule_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id      integer NOT NULL REFERENCES tools.client_reference,
    name           text NOT NULL CHECK (name <> ''),
    source_system  text NOT NULL,
    cron           text NOT NULL,
    zone           text NOT NULL,
    expected       text[] NOT NULL DEFAULT '{}',
    starts         boolean NOT NULL DEFAULT true,
    is_active      boolean NOT NULL DEFAULT true,
    created_at     timestamptz NOT NULL DEFAULT now(),
    who            text NOT NULL,
    UNIQUE (client_id, name)
);
COMMENT ON COLUMN tools.schedule.cron IS 'when the files are due, in the zone; five fields as crontab(5)';
COMMENT ON COLUMN tools.schedule.expected IS 'logical source files that make the set complete; empty: all active ones of the source system';
COMMENT ON COLUMN tools.schedule.starts IS 'a batch is started when the set is complete; else the schedule only tells what is late';

CREATE TABLE tools.schedule_log (
    schedule_id  bigint NOT NULL REFERENCES tools.schedule ON DELETE CASCADE,
    due_at       timestamptz NOT NULL,
    status       text NOT NULL CHECK (status IN ('STARTED', 'LATE')),
    missing      text[] NOT NULL DEFAULT '{}',
    batch_id     text,
    late_since   timestamptz,
    logged_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    who          text NOT NULL,
    host         text NOT NULL,
    PRIMARY KEY (schedule_id, due_at),
    CHECK ((status = 'STARTED') = (batch_id IS NOT NULL))
);
