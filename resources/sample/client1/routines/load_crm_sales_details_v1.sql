-- Order lines: yyyymmdd numbers become dates, sales and price are made to agree.
CREATE OR REPLACE PROCEDURE tools.load_crm_sales_details_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.crm_sales_details WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.crm_sales_details
        SELECT DISTINCT ON (sls_ord_num, sls_prd_key) sls_ord_num, sls_prd_key, sls_cust_id,
               CASE WHEN sls_order_dt BETWEEN 10000101 AND 99991231 THEN to_date(sls_order_dt::text, 'YYYYMMDD') END,
               CASE WHEN sls_ship_dt BETWEEN 10000101 AND 99991231 THEN to_date(sls_ship_dt::text, 'YYYYMMDD') END,
               CASE WHEN sls_due_dt BETWEEN 10000101 AND 99991231 THEN to_date(sls_due_dt::text, 'YYYYMMDD') END,
               sales, sls_quantity,
               CASE WHEN sls_price IS NULL OR sls_price <= 0 THEN sales / nullif(sls_quantity, 0) ELSE sls_price END,
               dwh_batch_id
        FROM (SELECT *, CASE WHEN sls_sales IS NULL OR sls_sales <= 0
                                  OR sls_sales <> sls_quantity * abs(sls_price) AND sls_price IS NOT NULL
                             THEN sls_quantity * abs(sls_price) ELSE sls_sales END AS sales
              FROM %2$I.crm_sales_details WHERE dwh_batch_id = $1 AND sls_ord_num IS NOT NULL AND sls_prd_key IS NOT NULL) AS b
        ORDER BY sls_ord_num, sls_prd_key, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.crm_sales_details', v_silver);  -- the gold steps join over it at once
END $$;
