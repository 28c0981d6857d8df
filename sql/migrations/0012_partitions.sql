-- The tables that grow with every record and event are partitioned by their own number, a million a partition: what is
-- wholly old goes with its partition at once. The rows of before become the first one, where they are.
-- depends: 0011_purged_attempts
DO $$
DECLARE
    v_table  text;
    v_key    text;
    v_index  text;
    v_last   bigint;
    v_part   text;
BEGIN
    FOR v_table, v_key IN VALUES ('rejected_row', 'reject_id'), ('run_event', 'event_id') LOOP
        v_last := coalesce(pg_sequence_last_value(pg_get_serial_sequence('tools.' || v_table, v_key)), 0);
        v_part := v_table || '_' || v_last / 1000000;
        EXECUTE format('DROP TRIGGER IF EXISTS notify_run_event ON tools.%I', v_table);
        EXECUTE format('ALTER TABLE tools.%I ALTER COLUMN %I DROP IDENTITY', v_table, v_key);
        EXECUTE format('ALTER TABLE tools.%I RENAME TO %I', v_table, v_part);
        FOR v_index IN SELECT indexname FROM pg_indexes WHERE schemaname = 'tools' AND tablename = v_part LOOP
            EXECUTE format('ALTER INDEX tools.%I RENAME TO %I', v_index, replace(v_index, v_table, v_part));
        END LOOP;
        EXECUTE format('CREATE TABLE tools.%I (LIKE tools.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED'
                       ' INCLUDING COMMENTS) PARTITION BY RANGE (%I)', v_table, v_part, v_key);
        EXECUTE format('ALTER TABLE tools.%I ADD PRIMARY KEY (%I), ALTER COLUMN %2$I ADD GENERATED ALWAYS AS IDENTITY',
                       v_table, v_key);
        PERFORM setval(pg_get_serial_sequence('tools.' || v_table, v_key), greatest(v_last, 1), v_last > 0);
        EXECUTE format('CREATE TABLE tools.%I PARTITION OF tools.%I DEFAULT', v_table || '_rest', v_table);
        EXECUTE format('ALTER TABLE tools.%I ATTACH PARTITION tools.%I FOR VALUES FROM (MINVALUE) TO (%s)',
                       v_table, v_part, (v_last / 1000000 + 1) * 1000000);
    END LOOP;
END $$;
ALTER TABLE tools.rejected_row ADD FOREIGN KEY (client_id, batch_id, physical_file_name) REFERENCES tools.file_audit_log;
CREATE INDEX rejected_row_file ON tools.rejected_row (client_id, batch_id, physical_file_name, stage, source_line);
CREATE INDEX rejected_row_group ON tools.rejected_row
    (client_id, batch_id, physical_file_name, rule, column_name, shape, reject_id);
ALTER TABLE tools.run_event ADD FOREIGN KEY (client_id) REFERENCES tools.client_reference;
CREATE INDEX run_event_batch ON tools.run_event (client_id, batch_id, event_id);
