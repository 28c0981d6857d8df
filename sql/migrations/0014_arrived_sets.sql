-- A set that was there without its schedule starting it: by hand, or because the schedule starts nothing.
-- depends: 0013_edits_that_fit
ALTER TABLE tools.schedule_log DROP CONSTRAINT schedule_log_status_check;
ALTER TABLE tools.schedule_log ADD CONSTRAINT schedule_log_status_check CHECK (status IN ('STARTED', 'ARRIVED', 'LATE'));
COMMENT ON COLUMN tools.schedule_log.missing IS 'what is missing; of a set that came late without being started: what was';
CREATE INDEX schedule_log_due ON tools.schedule_log (due_at);
