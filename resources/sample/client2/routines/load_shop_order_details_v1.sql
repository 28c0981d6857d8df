-- Order lines.
CREATE OR REPLACE PROCEDURE tools.load_shop_order_details_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.shop_order_details WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.shop_order_details (order_id, product_id, unit_price, quantity, discount, dwh_batch_id)
        SELECT DISTINCT ON (order_id, product_id) order_id, product_id, unit_price, quantity, discount, dwh_batch_id
        FROM %2$I.shop_orders WHERE dwh_batch_id = $1 AND order_id IS NOT NULL AND product_id IS NOT NULL
        ORDER BY order_id, product_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.shop_order_details', v_silver);  -- the gold steps join over it at once
END $$;
