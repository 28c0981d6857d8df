-- The newest of each order over all batches with the keys of its dimensions.
CREATE OR REPLACE PROCEDURE tools.load_fact_orders_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        DELETE FROM %2$I.fact_orders g WHERE NOT EXISTS (SELECT 1 FROM %1$I.shop_orders s WHERE s.order_id = g.order_id)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.fact_orders (order_id, customer_key, employee_key, order_date, required_date, shipped_date, freight, ship_country, dwh_batch_id)
        SELECT s.order_id, c.customer_key, e.employee_key, s.order_date, s.required_date, s.shipped_date, s.freight, s.ship_country,
               s.dwh_batch_id
        FROM (SELECT DISTINCT ON (order_id) * FROM %1$I.shop_orders ORDER BY order_id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS s
        LEFT JOIN %2$I.dim_customers c USING (customer_id)
        LEFT JOIN %2$I.dim_employees e USING (employee_id)
        ORDER BY s.order_id
        ON CONFLICT (order_id) DO UPDATE SET customer_key = excluded.customer_key, employee_key = excluded.employee_key, order_date = excluded.order_date, required_date = excluded.required_date, shipped_date = excluded.shipped_date, freight = excluded.freight, ship_country = excluded.ship_country, dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
END $$;
