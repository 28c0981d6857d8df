-- Shippers: the last of each key of the batch, texts trimmed.
CREATE OR REPLACE PROCEDURE tools.load_shop_shippers_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.shop_shippers WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.shop_shippers (shipper_id, company_name, phone, dwh_batch_id)
        SELECT DISTINCT ON (shipper_id) shipper_id, trim(company_name), trim(phone), dwh_batch_id
        FROM %2$I.shop_shippers WHERE dwh_batch_id = $1 AND shipper_id IS NOT NULL
        ORDER BY shipper_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.shop_shippers', v_silver);  -- the gold steps join over it at once
END $$;
