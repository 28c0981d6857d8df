-- Product categories.
CREATE OR REPLACE PROCEDURE tools.load_erp_px_cat_g1v2_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.erp_px_cat_g1v2 WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.erp_px_cat_g1v2
        SELECT DISTINCT ON (id) id, trim(cat), trim(subcat), trim(maintenance), dwh_batch_id
        FROM %2$I.erp_px_cat_g1v2 WHERE dwh_batch_id = $1 AND id IS NOT NULL
        ORDER BY id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.erp_px_cat_g1v2', v_silver);  -- the gold steps join over it at once
END $$;
