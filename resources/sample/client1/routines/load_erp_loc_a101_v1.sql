-- Countries: dashes off the key, codes spelled out.
CREATE OR REPLACE PROCEDURE tools.load_erp_loc_a101_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.erp_loc_a101 WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.erp_loc_a101
        SELECT DISTINCT ON (key) key,
               CASE WHEN upper(trim(cntry)) = 'DE' THEN 'Germany' WHEN upper(trim(cntry)) IN ('US', 'USA') THEN 'United States'
                    WHEN trim(coalesce(cntry, '')) = '' THEN 'n/a' ELSE trim(cntry) END, dwh_batch_id
        FROM (SELECT *, replace(cid, '-', '') AS key
              FROM %2$I.erp_loc_a101 WHERE dwh_batch_id = $1 AND cid IS NOT NULL) AS b
        ORDER BY key, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.erp_loc_a101', v_silver);  -- the gold steps join over it at once
END $$;
