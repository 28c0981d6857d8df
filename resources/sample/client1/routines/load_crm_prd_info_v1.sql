-- Products: category and key taken apart, cost never empty, a version ends the day before the next begins.
CREATE OR REPLACE PROCEDURE tools.load_crm_prd_info_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.crm_prd_info WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.crm_prd_info
        SELECT DISTINCT ON (prd_id) prd_id, replace(left(prd_key, 5), '-', '_'), substr(prd_key, 7), trim(prd_nm),
               coalesce(prd_cost, 0),
               CASE upper(trim(prd_line)) WHEN 'M' THEN 'Mountain' WHEN 'R' THEN 'Road' WHEN 'S' THEN 'Other Sales'
                    WHEN 'T' THEN 'Touring' ELSE 'n/a' END,
               prd_start_dt, lead(prd_start_dt) OVER (PARTITION BY prd_key ORDER BY prd_start_dt, prd_id) - 1, dwh_batch_id
        FROM %2$I.crm_prd_info WHERE dwh_batch_id = $1 AND prd_id IS NOT NULL
        ORDER BY prd_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.crm_prd_info', v_silver);  -- the gold steps join over it at once
END $$;
