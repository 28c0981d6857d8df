-- Customers: names trimmed, codes spelled out, without an id dropped, the newest per id.
CREATE OR REPLACE PROCEDURE tools.load_crm_cust_info_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.crm_cust_info WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.crm_cust_info
        SELECT DISTINCT ON (cst_id) cst_id, trim(cst_key), trim(cst_firstname), trim(cst_lastname),
               CASE upper(trim(cst_marital_status)) WHEN 'S' THEN 'Single' WHEN 'M' THEN 'Married' ELSE 'n/a' END,
               CASE upper(trim(cst_gndr)) WHEN 'F' THEN 'Female' WHEN 'M' THEN 'Male' ELSE 'n/a' END,
               cst_create_date, dwh_batch_id
        FROM %2$I.crm_cust_info WHERE dwh_batch_id = $1 AND cst_id IS NOT NULL
        ORDER BY cst_id, cst_create_date DESC NULLS LAST, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.crm_cust_info', v_silver);  -- the gold steps join over it at once
END $$;
