-- Figures for the overview, kept at the end of each run, so that no question of it reads the log tables whole.

CREATE TABLE tools.kpi_file_hour (
    client_id            integer NOT NULL REFERENCES tools.client_reference,
    hour                 timestamptz NOT NULL,
    logical_source_file  text NOT NULL,
    files                integer NOT NULL,
    green_files          integer NOT NULL,
    first_pass_files     integer NOT NULL,
    read_rows            bigint NOT NULL,
    loaded_rows          bigint NOT NULL,
    rejected_rows        bigint NOT NULL,
    quarantined_rows     bigint NOT NULL,
    PRIMARY KEY (client_id, hour, logical_source_file)
);
COMMENT ON TABLE tools.kpi_file_hour IS 'files claimed in an hour as they stand now; first pass: loaded without a failed attempt';
CREATE INDEX kpi_file_hour_hour ON tools.kpi_file_hour (hour);

CREATE TABLE tools.kpi_stage_hour (
    client_id  integer NOT NULL REFERENCES tools.client_reference,
    hour       timestamptz NOT NULL,
    stage      text NOT NULL,
    bucket     smallint NOT NULL,
    runs       integer NOT NULL,
    failures   integer NOT NULL,
    PRIMARY KEY (client_id, hour, stage, bucket)
);
COMMENT ON COLUMN tools.kpi_stage_hour.bucket IS 'attempts that took 1.1^bucket to 1.1^(bucket+1) milliseconds';
CREATE INDEX kpi_stage_hour_hour ON tools.kpi_stage_hour (hour);

CREATE INDEX batch_started ON tools.batch (started_at);
CREATE INDEX batch_open ON tools.batch (client_id, batch_id) WHERE status <> 'SUCCESS';
CREATE INDEX file_audit_log_client_started ON tools.file_audit_log (client_id, started_at);
CREATE INDEX file_audit_log_logical ON tools.file_audit_log (client_id, logical_source_file, started_at DESC);
CREATE INDEX job_execution_log_client_started ON tools.job_execution_log (client_id, started_at);
CREATE INDEX job_execution_log_failed ON tools.job_execution_log (client_id, batch_id, subject) WHERE status = 'FAILED';
CREATE INDEX job_execution_log_step ON tools.job_execution_log (client_id, subject, job_id DESC)
    WHERE job_name IN ('transform', 'integrate', 'refresh_mv');
CREATE INDEX mv_refresh_log_name ON tools.mv_refresh_log (client_id, refresh_name, log_id DESC);
CREATE INDEX mapping_validation_log_logged ON tools.mapping_validation_log (logged_at, log_id);
CREATE INDEX row_validation_log_logged ON tools.row_validation_log (logged_at, log_id);
CREATE INDEX load_error_log_logged ON tools.load_error_log (logged_at, log_id);
CREATE INDEX config_history_changed ON tools.config_history (changed_at, history_id);
