-- Birth dates and gender: NAS prefix off, dates in the future are none.
CREATE OR REPLACE PROCEDURE tools.load_erp_cust_az12_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.erp_cust_az12 WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.erp_cust_az12
        SELECT DISTINCT ON (key) key, CASE WHEN bdate <= current_date THEN bdate END,
               CASE WHEN upper(trim(gen)) IN ('F', 'FEMALE') THEN 'Female' WHEN upper(trim(gen)) IN ('M', 'MALE') THEN 'Male'
                    ELSE 'n/a' END, dwh_batch_id
        FROM (SELECT *, CASE WHEN cid LIKE 'NAS%%' THEN substr(cid, 4) ELSE cid END AS key
              FROM %2$I.erp_cust_az12 WHERE dwh_batch_id = $1 AND cid IS NOT NULL) AS b
        ORDER BY key, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.erp_cust_az12', v_silver);  -- the gold steps join over it at once
END $$;
