-- Orders: one row an order, taken from its lines.
CREATE OR REPLACE PROCEDURE tools.load_shop_orders_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.shop_orders WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.shop_orders (order_id, customer_id, employee_id, order_date, required_date, shipped_date, ship_via, freight, ship_name, ship_street, ship_city, ship_region, ship_postal_code, ship_country, dwh_batch_id)
        SELECT DISTINCT ON (order_id) order_id, trim(customer_id), employee_id, order_date, required_date, shipped_date, ship_via, freight, trim(ship_name), trim(ship_street), trim(ship_city), trim(ship_region), trim(ship_postal_code), trim(ship_country), dwh_batch_id
        FROM %2$I.shop_orders WHERE dwh_batch_id = $1 AND order_id IS NOT NULL
        ORDER BY order_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.shop_orders', v_silver);  -- the gold steps join over it at once
END $$;
