-- Why a batch was undone, beside who did it and when.
-- depends: 0015_steps
ALTER TABLE tools.job_execution_log ADD COLUMN reason text;
COMMENT ON COLUMN tools.job_execution_log.reason IS 'why it was done, as the operator wrote it: of an undo';
