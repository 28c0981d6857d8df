-- Every change of a client's configuration is kept with who and, where told, why
-- (SET LOCAL etl_console.who / etl_console.reason).
CREATE OR REPLACE FUNCTION tools.record_config_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    v_after  jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
BEGIN
    IF TG_TABLE_NAME = 'client_reference' THEN
        v_before := v_before - 'last_batch_id';
        v_after := v_after - 'last_batch_id';
    END IF;
    IF v_before IS DISTINCT FROM v_after THEN
        INSERT INTO tools.config_history (client_id, table_name, operation, before, after, changed_by, reason)
        VALUES ((coalesce(v_after, v_before) ->> 'client_id')::integer, TG_TABLE_NAME, TG_OP, v_before, v_after,
                coalesce(nullif(current_setting('etl_console.who', true), ''), session_user),
                nullif(current_setting('etl_console.reason', true), ''));
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.client_reference
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.client_config
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.column_mapping
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.required_columns
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.transformation_config
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.integration_config
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.integration_dependencies
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
CREATE OR REPLACE TRIGGER record_config_change AFTER INSERT OR UPDATE OR DELETE ON tools.mv_refresh_config
    FOR EACH ROW EXECUTE FUNCTION tools.record_config_change();
