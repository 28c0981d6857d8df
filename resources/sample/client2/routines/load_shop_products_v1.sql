-- Products: the last of each key of the batch, texts trimmed.
CREATE OR REPLACE PROCEDURE tools.load_shop_products_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.shop_products WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.shop_products (product_id, product_name, supplier_id, category_id, quantity_per_unit, unit_price, units_in_stock, units_on_order, reorder_level, discontinued, dwh_batch_id)
        SELECT DISTINCT ON (product_id) product_id, trim(product_name), supplier_id, category_id, trim(quantity_per_unit), unit_price, units_in_stock, units_on_order, reorder_level, discontinued, dwh_batch_id
        FROM %2$I.shop_products WHERE dwh_batch_id = $1 AND product_id IS NOT NULL
        ORDER BY product_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.shop_products', v_silver);  -- the gold steps join over it at once
END $$;
