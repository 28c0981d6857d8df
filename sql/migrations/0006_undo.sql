-- A batch can be taken out of bronze, silver and gold again.
-- depends: 0004_decisions
ALTER TABLE tools.batch DROP CONSTRAINT batch_status_check;
ALTER TABLE tools.batch ADD CONSTRAINT batch_status_check
    CHECK (status IN ('RUNNING', 'SUCCESS', 'FAILED', 'CANCELLED', 'UNDONE'));
ALTER TABLE tools.job_execution_log DROP CONSTRAINT job_execution_log_job_name_check;
ALTER TABLE tools.job_execution_log ADD CONSTRAINT job_execution_log_job_name_check
    CHECK (job_name IN ('batch', 'undo', 'convert', 'validate_mapping', 'validate_row', 'load_to_bronze', 'transform', 'integrate', 'refresh_mv'));
