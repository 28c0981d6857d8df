-- Employee territories: the last of each key of the batch, texts trimmed.
CREATE OR REPLACE PROCEDURE tools.load_hr_employee_territories_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.hr_employee_territories WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.hr_employee_territories (employee_id, territory_id, dwh_batch_id)
        SELECT DISTINCT ON (employee_id, territory_id) employee_id, territory_id, dwh_batch_id
        FROM %2$I.hr_employee_territories WHERE dwh_batch_id = $1 AND employee_id IS NOT NULL AND territory_id IS NOT NULL
        ORDER BY employee_id, territory_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.hr_employee_territories', v_silver);  -- the gold steps join over it at once
END $$;
